//! Lines of evidence as recorded. `measure` turns them into grades.

use super::sparse::{CommonValue, Sparse};
use ecow::EcoString;
use jiff::civil::Date;
use std::ops::{Deref, DerefMut};

/// Trustworthiness of a line of evidence; determines its haircut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Provenance {
    /// Hearsay.
    Anecdotal,
    /// Stated by somebody who should know. Also assumed when a file does not say.
    #[default]
    Asserted,
    /// Read off a system.
    Measured,
    /// Checked by somebody independent.
    Audited,
}

impl Provenance {
    /// The word in files and sentences: `measured`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Audited => "audited",
            Self::Measured => "measured",
            Self::Asserted => "asserted",
            Self::Anecdotal => "anecdotal",
        }
    }
}

/// The days a line of evidence is about, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day, not before `from`; `None` for what goes on.
    pub to: Option<Date>,
}

impl std::fmt::Display for Period {
    /// `2026-03-01 to 2026-06-30`, `since 2019-01-01`.
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self.to {
            Some(to) => write!(f, "{} to {to}", self.from),
            None => write!(f, "since {}", self.from),
        }
    }
}

impl Period {
    /// The last day: what goes on runs to the date of the file, or is one day where it begins after it.
    pub fn last(self, as_of: Date) -> Date {
        self.to.unwrap_or_else(|| as_of.max(self.from))
    }
}

/// A line of evidence. Fields that few lines have are in [`Particulars`], and dereference as if they were here.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Kind, see `Constants::kinds`; `stated` gives a grade directly.
    pub kind: EcoString,
    /// Amount in the kind's unit; at least 0.
    pub amount: f64,
    /// Attribution share in (0, 1].
    pub share: f64,
    /// Trustworthiness of the amount.
    pub provenance: Provenance,
    /// Days covered; `None` when undated.
    pub period: Option<Period>,
    /// Fields that few lines have.
    pub particulars: Sparse<Particulars>,
}

/// Fields that few lines of evidence have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Particulars {
    /// Currency of an amount of money; empty means the reporting currency.
    pub currency: String,
    /// Domain of the craft; empty when not given.
    pub domain: String,
    /// Document or system that it was read from.
    pub source: String,
    /// Free text.
    pub note: String,
    /// Objection in the person's words, for a disputed line.
    pub disputed: Option<String>,
}

impl CommonValue for Particulars {
    const USUAL: &'static Self = &Self {
        currency: String::new(),
        domain: String::new(),
        source: String::new(),
        note: String::new(),
        disputed: None,
    };

    fn is_usual(&self) -> bool {
        let Self { currency, domain, source, note, disputed } = self;
        [currency, domain, source, note].iter().all(|text| text.is_empty()) && disputed.is_none()
    }
}

impl Deref for Evidence {
    type Target = Particulars;
    fn deref(&self) -> &Particulars {
        &self.particulars
    }
}

impl DerefMut for Evidence {
    fn deref_mut(&mut self) -> &mut Particulars {
        &mut self.particulars
    }
}
