//! The column that says for how long each amount of pay is: an hour, a month, a year. It is followed only where the amounts
//! can be for that long, since many exports say there how often people are paid, beside amounts for a year.

use super::error::thousands;
use super::fold::bare;
use super::problems::Problems;
use super::words::{Said, says};
use crate::org::PayPeriod;

/// Periods with the word that says each, and the median that amounts for so long stay below.
const PERIODS: [(Said, PayPeriod, &str, f64); 4] = [
    (Said::Hour, PayPeriod::Hour, "hour", 500.0),
    (Said::Day, PayPeriod::Day, "day", 2_000.0),
    (Said::Week, PayPeriod::Week, "week", 5_000.0),
    (Said::Month, PayPeriod::Month, "month", 12_000.0),
];

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
                let median = thousands(median.round() as usize);
                let what = format!("`{header}` says per {name}, and the median of these amounts is {median}");
                problems.file_of("odd-pay", what, "Is that when people are paid? Read as annual");
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
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.find_map(|word| match PERIODS.iter().find(|(said, ..)| says(word, *said)) {
        Some((_, period, ..)) => Some(*period),
        None => says(word, Said::Year).then_some(PayPeriod::Year),
    })
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
}
