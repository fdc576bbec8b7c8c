//! Rows of a table that are nobody: sums, the names of sections, the header again on the next page, what stands below a
//! table. Each is listed as such, and none is somebody by mistake.

use super::columns::{Columns, field_of};
use super::field::Field;
use super::table::Table;
use super::words::{Said, begins, ends_with, may_be_nobody};
use hashbrown::HashSet;
use std::cell::OnceCell;

/// What a row is that is nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nobody {
    /// The header once more.
    Header,
    /// A sum.
    Total,
    /// The name of a section.
    Section,
    /// What stands below a table or a page.
    Footer,
}

impl Nobody {
    /// The kind under which it is listed, and the sentence.
    pub fn said(self) -> (&'static str, &'static str) {
        match self {
            Self::Header => ("header-again", "This line repeats the header"),
            Self::Total => ("total", "This line is a total, not a person"),
            Self::Section => ("section", "This line is a section heading, not a person"),
            Self::Footer => ("footer", "This line is a page header or footer, not a person"),
        }
    }
}

/// Tells rows that are nobody from people.
pub struct Judge<'a> {
    table: &'a Table<'a>,
    columns: &'a Columns,
    header: usize,
    headers: Vec<&'a str>,
    /// Whether most ids have digits; `None` without a column of ids.
    numbered: Option<bool>,
    managers: OnceCell<HashSet<&'a str>>,
}

/// A row with more cells filled is no sum, section or footer.
const FEW: usize = 3;

impl<'a> Judge<'a> {
    /// Looks at the ids below a header.
    pub fn new(table: &'a Table<'a>, columns: &'a Columns, header: usize) -> Self {
        const LOOKED_AT: usize = 500;
        let numbered = columns.column(Field::Id).map(|column| {
            let below = header + 1..table.len();
            // Sums and names of sections have few cells.
            let is_full = |row: &usize| table.cells(*row).filter(|cell| !cell.is_empty()).take(FEW).count() == FEW;
            let ids =
                below.filter(is_full).map(|row| table.cell(row, column)).filter(|id| !id.is_empty()).take(LOOKED_AT);
            let (mut with, mut all) = (0, 0);
            for id in ids {
                with += usize::from(id.bytes().any(|byte| byte.is_ascii_digit()));
                all += 1;
            }
            with * 2 > all
        });
        let headers = table.cells(header).collect();
        Self { table, columns, header, headers, numbered, managers: OnceCell::new() }
    }

    /// What a row is that is nobody; `None` for somebody.
    pub fn nobody(&self, row: usize) -> Option<Nobody> {
        let table = self.table;
        // Nearly all rows are somebody's, which is quick to see.
        if table.is_plainly_filled(row, FEW + 1) && self.headers.first() != Some(&table.cell(row, 0)) {
            return None;
        }
        let mut filled = (0..table.width(row)).filter(|&at| table.is_filled(row, at));
        let first = filled.next()?;
        let text = table.cell(row, first);
        if self.headers.get(first) == Some(&text) && self.is_header(row) {
            return Some(Nobody::Header);
        }
        let others = filled.take(FEW).count();
        if others == FEW {
            return None;
        }
        let is_alone = others == 0;
        let may_be = may_be_nobody(text);
        if may_be && self.is_sum(row, first) {
            return Some(Nobody::Total);
        }
        if may_be && others < 2 && self.is_footer(row, first, is_alone) {
            return Some(Nobody::Footer);
        }
        if is_alone && self.is_section(row, first, text) {
            return Some(Nobody::Section);
        }
        None
    }

    /// The cells of the header in their places.
    fn is_header(&self, row: usize) -> bool {
        let (table, header) = (self.table, self.header);
        let same = |at: usize| table.cell(row, at).eq_ignore_ascii_case(table.cell(header, at));
        let filled = table.cells(row).filter(|cell| !cell.is_empty()).count();
        filled >= 2 && (0..table.width(row)).all(same)
    }

    /// Whether nothing says who it is but the first cell that is filled.
    fn is_unnamed(&self, row: usize, first: usize) -> bool {
        let who = [Field::Id, Field::Name, Field::FirstName, Field::LastName, Field::Email];
        let said = who.into_iter().filter_map(|field| self.columns.column(field));
        said.into_iter().all(|at| at == first || self.table.cell(row, at).is_empty())
    }

    fn is_sum(&self, row: usize, first: usize) -> bool {
        let text = self.table.cell(row, first);
        let is_named = begins_with_word(text, Said::Total) || ends_with(text, Said::Total);
        let others = || (first + 1..self.table.width(row)).map(|at| self.table.cell(row, at));
        let is_number = |cell: &str| !cell.bytes().any(|byte| byte.is_ascii_alphabetic());
        is_named && (self.is_unnamed(row, first) || others().all(is_number))
    }

    /// `Page 2 of 3`, `Printed on 1 May`, a signature.
    fn is_footer(&self, row: usize, first: usize, is_alone: bool) -> bool {
        let text = self.table.cell(row, first);
        if !self.is_unnamed(row, first) || !begins_with_word(text, Said::Footer) {
            return false;
        }
        let is_sign = text.contains([':', '.', '_']) || text.bytes().any(|byte| byte.is_ascii_digit());
        is_sign || begins(text, Said::Footer) || (is_alone && text.split_whitespace().count() > 2)
    }

    fn is_section(&self, row: usize, first: usize, text: &str) -> bool {
        // `Sales (12)` counts the people below.
        let counted = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
        let counted = counted.filter(|(name, count)| !name.trim().is_empty() && count.parse::<u32>().is_ok());
        let plain = counted.map_or(text, |(name, _)| name);
        if self.columns.recognised() < FEW || plain.bytes().any(|byte| byte.is_ascii_digit()) {
            return false;
        }
        // A row that stands for the top of all is one.
        if ["root", "top"].iter().any(|word| text.eq_ignore_ascii_case(word)) {
            return false;
        }
        let is = |field: Field| self.columns.column(field) == Some(first);
        let is_no_id = is(Field::Id) && self.numbered == Some(true);
        let is_other = ![Field::Id, Field::Name, Field::FirstName, Field::LastName, Field::Email].into_iter().any(is);
        // A name alone is somebody, unless it is that of the team below it, or nothing else is written so.
        let below = self.columns.column(Field::Team).map(|team| self.table.cell(row + 1, team));
        let is_loud = text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase);
        // `Department: Sales`
        let is_called = text
            .split_once(':')
            .and_then(|(word, _)| field_of(word))
            .is_some_and(|(field, _)| matches!(field, Field::Team | Field::Location | Field::ParentTeam));
        let is_team = is(Field::Name)
            && (is_called || (self.numbered.is_some() && (below == Some(text) || is_loud || counted.is_some())));
        (is_no_id || is_other || is_team) && !self.managers().contains(text)
    }

    /// All that is named as a manager: a row that others report to is somebody.
    fn managers(&self) -> &HashSet<&'a str> {
        self.managers.get_or_init(|| {
            let columns = self.columns.managers.iter().flat_map(|candidate| candidate.from.columns());
            let columns: Vec<usize> = columns.copied().collect();
            let below = self.header + 1..self.table.len();
            below
                .flat_map(|row| columns.iter().map(move |&at| (row, at)))
                .map(|(row, at)| self.table.cell(row, at))
                .collect()
        })
    }
}

/// Whether a text begins with a word, whatever follows it.
fn begins_with_word(text: &str, said: Said) -> bool {
    super::words::begins_with(text, said)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(row: &str, expected: Option<Nobody>) {
        let text =
            format!("Employee ID,Name,Title,Manager ID,Department\n1,Ana,CEO,,Board\n{row}\n2,Bo,CTO,1,Operations\n");
        let table = Table::split(&text, b',', 1, usize::MAX);
        let columns = Columns::recognise(table.cells(0), &crate::io::csv::Mapping::default()).expect("no map");
        assert_eq!(Judge::new(&table, &columns, 0).nobody(2), expected, "{row}");
    }

    #[test]
    fn sums_sections_headers_and_footers_are_nobody() {
        for row in [
            "Total,,,,",
            "Total posts,90,,,",
            "Headcount,,,,8",
            "Grand Total,,,200,",
            "Operations Total,,,,",
            ",Summe,,,",
            ",,,,Gesamt: 12",
        ] {
            check(row, Some(Nobody::Total));
        }
        for row in [
            "Page 1 of 3,,,,",
            "Printed on 2026-09-30,,,,",
            "Prepared by: A. B.,,,,",
            "Confidential,,,,",
            "Seite 2,,,,",
        ] {
            check(row, Some(Nobody::Footer));
        }
        for row in [
            "BOARD,,,,",
            "Operations,,,,",
            "Operations (1),,,,",
            ",Operations,,,",
            ",Harbours (3),,,",
            ",Department: Fleet,,,",
            ",,,,Fleet",
        ] {
            check(row, Some(Nobody::Section));
        }
        check("Employee ID,Name,Title,Manager ID,Department", Some(Nobody::Header));
        for row in ["3,,,,", "root,,,,", ",Cy Doe,,,", "3,Total Recall,Clerk,1,", "4,Page,Clerk,1,Board", "5,Bo,,,"] {
            check(row, None);
        }
    }
}
