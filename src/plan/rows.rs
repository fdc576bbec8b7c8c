//! Sorting the rows of a table, and exporting them as a range for a spreadsheet.

use super::filter::fold;
use super::{Cell, Heading, Seen};
use crate::org::PersonId;
use crate::org::formula::no_formula;
use std::cmp::Ordering;

/// Sort order of rows.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Sorting {
    /// Column to sort by.
    pub by: Heading,
    /// Largest first.
    pub is_down: bool,
}

/// Sort key of a row, computed once.
#[derive(PartialEq)]
enum SortKey {
    Number(f64),
    Text(String),
    Ranked(f64, String),
    /// Sorts last in either direction.
    Nothing,
}

/// Sorts people by a column. Equal ones keep the given order; people without a value come last in either direction. O(n
/// log n).
pub fn sort(seen: &Seen, people: Vec<PersonId>, sorting: &Sorting) -> Vec<PersonId> {
    let mut keyed: Vec<(SortKey, PersonId)> =
        people.into_iter().map(|person| (key(seen.cell(&sorting.by, person)), person)).collect();
    keyed.sort_by(|(a, _), (b, _)| match (a, b) {
        (SortKey::Nothing, SortKey::Nothing) => Ordering::Equal,
        (SortKey::Nothing, _) => Ordering::Greater,
        (_, SortKey::Nothing) => Ordering::Less,
        (a, b) if sorting.is_down => compare(b, a),
        (a, b) => compare(a, b),
    });
    keyed.into_iter().map(|(_, person)| person).collect()
}

fn key(cell: Cell) -> SortKey {
    match cell {
        Cell::Empty | Cell::Hidden => SortKey::Nothing,
        Cell::Text(words) => SortKey::Text(fold(&words)),
        Cell::Ranked(words, rank) => SortKey::Ranked(rank, fold(&words)),
        Cell::Number(value) => SortKey::Number(value),
        Cell::Day(day) => SortKey::Number(day_number(day)),
    }
}

/// A date as a number with the same order: 20260930.
fn day_number(day: jiff::civil::Date) -> f64 {
    f64::from(day.year()) * 10_000.0 + f64::from(day.month()) * 100.0 + f64::from(day.day())
}

/// Numbers sort before words.
fn compare(a: &SortKey, b: &SortKey) -> Ordering {
    match (a, b) {
        (SortKey::Number(a), SortKey::Number(b)) => a.total_cmp(b),
        (SortKey::Ranked(a, s), SortKey::Ranked(b, t)) => a.total_cmp(b).then_with(|| s.cmp(t)),
        (SortKey::Text(a), SortKey::Text(b)) => a.cmp(b),
        (a, b) => class(a).cmp(&class(b)),
    }
}

fn class(key: &SortKey) -> u8 {
    match key {
        SortKey::Number(_) => 0,
        SortKey::Ranked(..) => 1,
        SortKey::Text(_) => 2,
        SortKey::Nothing => 3,
    }
}

/// Tab-separated range for the clipboard, headings first. Texts that a spreadsheet would read as formulas get an
/// apostrophe; line breaks and tabs become spaces.
pub fn range(seen: &Seen, headings: &[Heading], people: &[PersonId]) -> String {
    let mut out = String::new();
    let line = |out: &mut String, cells: &mut dyn Iterator<Item = String>| {
        for (at, cell) in cells.enumerate() {
            if at > 0 {
                out.push('\t');
            }
            out.push_str(&cell);
        }
        out.push('\n');
    };
    line(&mut out, &mut headings.iter().map(|heading| pasted(&heading.title())));
    for &person in people {
        line(
            &mut out,
            &mut headings.iter().map(|heading| match seen.cell(heading, person) {
                // Numbers stay machine-readable: no thousands separators, and an ASCII minus.
                Cell::Number(value) => value.to_string(),
                cell => pasted(&seen.words(heading, &cell)),
            }),
        );
    }
    out
}

fn pasted(text: &str) -> String {
    let one_line = text.replace(|c: char| c.is_control(), " ");
    let safe = no_formula(one_line.trim());
    if safe.contains('"') { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::org::formula::{as_meant, in_workbook};

    #[test]
    fn a_name_is_never_a_formula() {
        for (text, written) in [
            ("Ana", "Ana"),
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-2", "'-2"),
            ("'=1", "''=1"),
            ("'t Hooft", "'t Hooft"),
            ("two\tcells\nhere", "two cells here"),
            ("\t=1", "'=1"),
            ("say \"no\"", "\"say \"\"no\"\"\""),
        ] {
            assert_eq!(pasted(text), written);
        }
        for text in ["Ana", "=1", "'=1", "'t Hooft", "''@a", "", "\n=1", " =1", "'\n=1"] {
            assert_eq!(as_meant(&no_formula(text)), text);
        }
        for text in ["Ana", "=1", "'=1", " '+", "'\n=1", "''@a", " x"] {
            assert_eq!(as_meant(in_workbook(text).trim()), text.trim());
        }
        for text in ["=1", "\n=1", "\r\n+1", " @a", "\u{85}-1", "'\n=1"] {
            assert!(no_formula(text).starts_with('\'') && no_formula(text) != text, "{text:?}");
        }
    }
}
