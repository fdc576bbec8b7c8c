//! The number that is full time in a column of parts of it: one, a hundred where they stand in per cent, or the hours of a
//! week.

use super::field::Field;
use super::numbers::number_as;
use super::problems::Problems;
use super::sheet::Sheet;
use super::values::{is_missing, vacancy};
use super::words::{Meaning, meanings};

/// Number that is full time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FullTime(f64);

impl Default for FullTime {
    fn default() -> Self {
        Self(1.0)
    }
}

/// A hundred per cent.
const PERCENT: FullTime = FullTime(100.0);
/// Hours a week that can be full time.
const HOURS: std::ops::RangeInclusive<f64> = 30.0..=48.0;

impl FullTime {
    /// Looks at the column of a sheet and says what was concluded.
    pub fn of(sheet: &Sheet, problems: &mut Problems) -> Self {
        let Some(column) = sheet.columns.column(Field::Fte) else { return Self::default() };
        let header = sheet.columns.headers[column].as_str();
        let cells = sheet.rows.iter().map(|&row| sheet.table.cell(row as usize, column));
        let parts = cells.filter(|text| !is_missing(text) && vacancy(text).is_none() && !text.ends_with('%'));
        let numbers: Vec<f64> = parts.filter_map(|text| number_as(text, Some(','))).collect();
        let words = meanings(header).unwrap_or_default();
        if header.contains('%') || words.contains(&Meaning::Percent) {
            return if numbers.iter().any(|&number| number > 1.5) { PERCENT } else { Self::default() };
        }
        let found = Self::of_numbers(&numbers);
        if found == PERCENT {
            problems.note(format!("The numbers in `{header}` are read as percentages"), "100 is full time");
        } else if found != Self::default() {
            let what = format!("`{header}` is read as hours a week, with {} hours as full time", found.0);
            problems.note(what, "The most common number, or else the largest");
        }
        found
    }

    /// What the numbers of a column say by themselves.
    fn of_numbers(numbers: &[f64]) -> Self {
        let large = numbers.iter().filter(|&&number| number > 2.0).count();
        let most = numbers.iter().copied().fold(0.0, f64::max);
        // Of a week, most work full time, or at least those who work longest do.
        let hours = commonest(numbers).filter(|hours| HOURS.contains(hours)).unwrap_or(most);
        if large * 2 <= numbers.len() {
            Self::default()
        } else if HOURS.contains(&hours) && most <= 1.5 * hours {
            Self(hours)
        } else if (60.0..=200.0).contains(&most) {
            PERCENT
        } else {
            Self::default()
        }
    }

    /// The part that a text says: `0.83`, `0,83`, `83 %`; `83` where the column is in per cent, `20` where it is in hours.
    /// At most 10 for one row; rows for several posts are read as any number.
    pub fn part(self, text: &str) -> Option<f32> {
        let (text, full) = match text.strip_suffix('%') {
            Some(rest) => (rest.trim_end(), PERCENT.0),
            None => (text, self.0),
        };
        // No part of full time needs thousands, so a comma is a decimal one here.
        let number = (text.replace(',', ".").parse::<f64>().ok()? / full) as f32;
        (number.is_finite() && (0.0..=10.0).contains(&number)).then_some(number)
    }
}

/// The commonest number, the larger of two that are as common.
fn commonest(numbers: &[f64]) -> Option<f64> {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let same = sorted.chunk_by(|a, b| a.to_bits() == b.to_bits());
    same.max_by_key(|same| same.len()).map(|same| same[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_full_time() {
        let one = FullTime::default();
        for (full, text, part) in [
            (one, "1", Some(1.0)),
            (one, "0,83", Some(0.83)),
            (one, "80%", Some(0.8)),
            (PERCENT, "50,0", Some(0.5)),
            (FullTime(38.5), "19.25", Some(0.5)),
            (FullTime(38.5), "40 %", Some(0.4)),
            (one, "part", None),
            (one, "11", None),
            (one, "-1", None),
        ] {
            assert_eq!(full.part(text), part, "{text}");
        }
    }

    #[test]
    fn a_column_says_what_full_time_is() {
        for (numbers, full) in [
            (&[1.0, 1.0, 0.5][..], 1.0),
            (&[100.0, 100.0, 80.0], 100.0),
            (&[100.0, 60.0], 100.0),
            (&[60.0, 50.0], 100.0),
            (&[40.0, 40.0, 20.0, 24.0], 40.0),
            (&[38.5, 20.0], 38.5),
            (&[35.0, 35.0, 45.0], 35.0),
            (&[100.0, 100.0, 50.0, 50.0, 50.0], 100.0),
            (&[20.0, 20.0, 40.0], 40.0),
            (&[20.0, 20.0], 1.0),
            (&[1.0, 1.0, 40.0], 1.0),
            (&[], 1.0),
        ] {
            assert_eq!(FullTime::of_numbers(numbers), FullTime(full), "{numbers:?}");
        }
    }
}
