//! The column that says for how long each amount of pay is: an hour, a month, a year. It is followed only where the amounts
//! can be for that long, since many exports say there how often people are paid, beside amounts for a year.

use super::fold::bare;
use super::problems::Problems;
use super::values::is_missing;
use super::words::{Meaning, Said, meanings, says};
use crate::org::PayPeriod;

/// Periods with the word that says each, and the median that amounts for so long stay below.
const PERIODS: [(Said, PayPeriod, &str, f64); 4] = [
    (Said::Hour, PayPeriod::Hour, "hour", 500.0),
    (Said::Day, PayPeriod::Day, "day", 2_000.0),
    (Said::Week, PayPeriod::Week, "week", 5_000.0),
    (Said::Month, PayPeriod::Month, "month", 12_000.0),
];

/// Words beside a period that leave it as it is.
const SILENT: [Meaning; 6] =
    [Meaning::Pay, Meaning::Rate, Meaning::Base, Meaning::Amount, Meaning::Person, Meaning::Filler];
/// Yearly pay of which half of the people get less than this is that of a shorter time.
const LEAST_MEDIAN: f64 = 12_000.0;

/// Which periods of a column are followed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Periods([bool; PERIODS.len()]);

impl Periods {
    /// Of amounts with the text beside each; what is not followed is asked about.
    pub fn of(header: &str, amounts: &[(&str, f64)], problems: &mut Problems) -> Self {
        let mut followed = Self::default();
        for (at, (_, period, name, least)) in PERIODS.into_iter().enumerate() {
            let own = amounts.iter().filter(|(text, amount)| period_of(text) == Some(period) && *amount > 0.0);
            let mut own: Vec<f64> = own.map(|(_, amount)| *amount).collect();
            if own.is_empty() {
                continue;
            }
            let middle = own.len() / 2;
            let median = *own.select_nth_unstable_by(middle, f64::total_cmp).1;
            followed.0[at] = median < least;
            if !followed.0[at] {
                let what = format!("`{header}` says per {name}, and the median of these amounts is high for that");
                problems.file_of("odd-pay", what, "Is that when people are paid? Read as annual");
            }
        }
        let mut unread: Vec<&(&str, f64)> = amounts
            .iter()
            .filter(|(text, amount)| *amount > 0.0 && !is_missing(text) && period_of(text).is_none())
            .collect();
        if !unread.is_empty() {
            let middle = unread.len() / 2;
            let (text, median) = **unread.select_nth_unstable_by(middle, |a, b| a.1.total_cmp(&b.1)).1;
            if median < LEAST_MEDIAN {
                let what = format!("`{header}` says `{text}`, and the median of these amounts is low for a year");
                problems.file_of("odd-pay", what, "State a year, month, week, day or hour. Read as annual");
            }
        }
        followed
    }

    /// The period that a cell says, where it is followed.
    pub fn read(&self, text: &str) -> Option<PayPeriod> {
        let period = period_of(text)?;
        let at = PERIODS.iter().position(|(_, known, ..)| *known == period);
        at.is_none_or(|at| self.0[at]).then_some(period)
    }
}

fn period_of(text: &str) -> Option<PayPeriod> {
    if text.is_empty() || text.len() > 40 {
        return None;
    }
    let text = bare(text);
    let of_word = |word: &str| match PERIODS.iter().find(|(said, ..)| says(word, *said)) {
        Some((_, period, ..)) => Some(*period),
        None => says(word, Said::Year).then_some(PayPeriod::Year),
    };
    // Any other word can change it: `bi-weekly`, `twice a month`, `every 4 weeks`.
    let is_silent = |word: &str| {
        let said = meanings(word).unwrap_or_default();
        !said.is_empty() && said.iter().all(|meaning| SILENT.contains(meaning))
            || ["per", "a", "an", "each"].contains(&word)
    };
    let mut found = None;
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        match of_word(word) {
            Some(period) if found.is_none_or(|known| known == period) => found = Some(period),
            None if is_silent(word) => {}
            _ => return None,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_followed_where_the_amounts_can_be_for_it() {
        let mut problems = Problems::default();
        let amounts = [("Hourly", 25.0), ("Annual", 60_000.0), ("per month", 70_000.0)];
        let periods = Periods::of("Pay Basis", &amounts, &mut problems);
        let read = ["Hourly", "Annual", "per month", "Salaried", ""].map(|text| periods.read(text));
        assert_eq!(read, [Some(PayPeriod::Hour), Some(PayPeriod::Year), None, None, None]);
        assert_eq!(problems.finish().len(), 1);
    }

    #[test]
    fn what_stands_beside_a_period_can_change_it() {
        for text in
            ["Bi-weekly", "Semi-monthly", "4-weekly", "every two weeks", "twice a month", "week/month", "Fortnightly"]
        {
            assert_eq!(period_of(text), None, "{text}");
        }
        for text in ["weekly", "per week", "Weekly rate", "a week", "Woche"] {
            assert_eq!(period_of(text), Some(PayPeriod::Week), "{text}");
        }
        let mut problems = Problems::default();
        Periods::of("Pay Basis", &[("Bi-weekly", 2_500.0), ("Annual", 70_000.0)], &mut problems);
        Periods::of("Pay Basis", &[("Salaried", 70_000.0)], &mut problems);
        let said = problems.finish();
        assert_eq!(said.len(), 1);
        assert!(said[0].what.contains("says `Bi-weekly`"), "{}", said[0].what);
    }
}
