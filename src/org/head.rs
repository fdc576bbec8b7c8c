//! What a file says about the organisation as a whole: date, currency, mode, ladders, waivers.

use super::{Ladder, Unknown};
use jiff::civil::Date;

/// What may be seen of people.
#[derive(Clone, Debug, PartialEq)]
pub enum Mode {
    /// Ladder and organisation only; no evidence, badge or gap of a person anywhere.
    StructureOnly {
        /// Whether the owner locked it.
        locked: bool,
    },
    /// People too.
    People {
        /// Why; empty where the file started in this mode because it carries evidence.
        purpose: String,
        /// Who said so.
        by: String,
        /// When.
        date: Option<Date>,
    },
    /// A copy for a meeting: pay and what rests on it, evidence, preferences, reasons and notes were taken out. No file
    /// is in it.
    Redacted,
}

/// What one unit of a currency is worth in the reporting currency.
#[derive(Clone, Debug, PartialEq)]
pub struct Rate {
    /// The currency.
    pub currency: String,
    /// Worth of one unit in the reporting currency, above 0.
    pub rate: f64,
    /// Day of the rate.
    pub date: Option<Date>,
}

/// A reasoned exception from a finding, kept in the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Waiver {
    /// Id of the rule.
    pub rule: String,
    /// Key of the person, code of the rung, name of the ladder, or empty for the organisation.
    pub subject: String,
    /// Why.
    pub reason: String,
    /// Who waived.
    pub by: String,
    /// When.
    pub date: Option<Date>,
    /// The number then.
    pub number: Option<f64>,
    /// The severity then: `moderate`, `high`, `critical` or empty.
    pub severity: String,
    /// The answer then: `confirmed`, `possible`, `review`, `info`, or empty where it was not written down.
    pub answer: String,
}

/// A comment of the file outside the records of people, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The field that it stands in front of; a bracket where it stands before or behind one; empty for the first line.
    pub at: String,
    /// The comment with its slashes.
    pub text: String,
}

/// What a file says about the organisation as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// Name of the organisation.
    pub name: String,
    /// The date that everything is judged at.
    pub as_of: Date,
    /// Reporting currency, as an ISO 4217 code where known.
    pub currency: String,
    /// Worth of other currencies.
    pub rates: Vec<Rate>,
    /// Hours of a full-time year, for hourly pay.
    pub hours_per_year: f64,
    /// What may be seen of people.
    pub mode: Mode,
    /// Ladders in file order.
    pub ladders: Vec<Ladder>,
    /// Reasoned exceptions.
    pub waivers: Vec<Waiver>,
    /// Unknown fields of the file in file order.
    pub unknown: Vec<Unknown>,
    /// Comments outside the records of people, in file order.
    pub comments: Vec<Comment>,
}

impl Head {
    /// A head with nothing said but the date: structure only, 2,080 hours a year.
    pub fn new(name: &str, as_of: Date) -> Self {
        Self {
            name: name.to_owned(),
            as_of,
            currency: String::new(),
            rates: Vec::new(),
            hours_per_year: 2080.0,
            mode: Mode::StructureOnly { locked: false },
            ladders: Vec::new(),
            waivers: Vec::new(),
            unknown: Vec::new(),
            comments: Vec::new(),
        }
    }

    /// Changes the date, and lets go of what a file says instead that could not be read.
    pub fn set_as_of(&mut self, date: Date) {
        self.as_of = date;
        self.unknown.retain(|unknown| unknown.name != "as_of");
    }
}
