//! What a file records of the organisation as a whole: date, currency, mode, ladders, waivers.

use super::{Ladder, Unknown};
use jiff::civil::Date;

/// What may be seen of people.
#[derive(Clone, Debug, PartialEq)]
pub enum Mode {
    /// Ladder and organisation only; no evidence, badge or gap of a person anywhere.
    StructureOnly {
        /// Locked by the owner.
        locked: bool,
    },
    /// People are shown as well.
    People {
        /// Purpose; empty when the file started in this mode because it has evidence.
        purpose: String,
        /// Person responsible.
        by: String,
        /// Date of the permission.
        date: Option<Date>,
    },
    /// A copy for a meeting, without pay and what rests on it, evidence, preferences, reasons and notes. Never written
    /// to a file.
    Redacted,
}

/// An exchange rate into the reporting currency.
#[derive(Clone, Debug, PartialEq)]
pub struct Rate {
    /// Code of the foreign currency.
    pub currency: String,
    /// Value of one unit in the reporting currency; above 0.
    pub rate: f64,
    /// Day of the rate; `None` when undated.
    pub date: Option<Date>,
}

/// A waiver of a finding, with its reason, kept in the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Waiver {
    /// Id of the rule.
    pub rule: String,
    /// Key of the person, code of the rung, name of the ladder, or empty for the organisation.
    pub subject: String,
    /// Reason for the waiver.
    pub reason: String,
    /// Person who waived.
    pub by: String,
    /// Day of the waiver.
    pub date: Option<Date>,
    /// Deciding number of the finding at that time.
    pub number: Option<f64>,
    /// Severity at that time: `moderate`, `high`, `critical` or empty.
    pub severity: String,
    /// Answer at that time: `confirmed`, `possible`, `review`, `info`, or empty when not recorded.
    pub answer: String,
}

/// A comment of the file outside the records of people, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Field that follows; a bracket when the comment stands before or after one; empty for the first line.
    pub at: String,
    /// Text including its slashes.
    pub text: String,
}

/// What a file records of the organisation as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// Name of the organisation.
    pub name: String,
    /// Date of the judgement.
    pub as_of: Date,
    /// Reporting currency, as an ISO 4217 code where known.
    pub currency: String,
    /// Exchange rates.
    pub rates: Vec<Rate>,
    /// Hours of a full-time year, for hourly pay.
    pub hours_per_year: f64,
    /// What may be seen of people.
    pub mode: Mode,
    /// True for the record of a repository, whose people are named only where people are shown.
    pub unnamed: bool,
    /// Ladders in file order.
    pub ladders: Vec<Ladder>,
    /// Waivers of findings.
    pub waivers: Vec<Waiver>,
    /// Unknown fields of the file, in file order.
    pub unknown: Vec<Unknown>,
    /// Comments outside the records of people, in file order.
    pub comments: Vec<Comment>,
}

impl Head {
    /// Head with nothing but name and date: structure only, 2,080 hours a year.
    pub fn new(name: &str, as_of: Date) -> Self {
        Self {
            name: name.to_owned(),
            as_of,
            currency: String::new(),
            rates: Vec::new(),
            hours_per_year: 2080.0,
            mode: Mode::StructureOnly { locked: false },
            unnamed: false,
            ladders: Vec::new(),
            waivers: Vec::new(),
            unknown: Vec::new(),
            comments: Vec::new(),
        }
    }

    /// Sets the date, and drops an unreadable one kept from the file.
    pub fn set_as_of(&mut self, date: Date) {
        self.as_of = date;
        self.unknown.retain(|unknown| unknown.name != "as_of");
    }
}
