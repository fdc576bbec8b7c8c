//! Lines of evidence as recorded. Turning them into grades is `measure`'s work.

use super::sparse::{CommonValue, Sparse};
use ecow::EcoString;
use jiff::civil::Date;
use std::ops::{Deref, DerefMut};

/// How far a line of evidence can be trusted; decides its haircut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Provenance {
    /// Somebody told.
    Anecdotal,
    /// Somebody who should know said so. Also what counts where a file does not say.
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

/// One line of evidence. What few lines say is kept apart in [`Particulars`] and reads as if it stood here.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Kind, see `Constants::kinds`; `stated` gives a grade directly.
    pub kind: EcoString,
    /// Amount in the kind's unit, at least 0.
    pub amount: f64,
    /// Attribution share in (0, 1].
    pub share: f64,
    /// How far it can be trusted.
    pub provenance: Provenance,
    /// Days it is about; `None` when undated.
    pub period: Option<Period>,
    /// The rest.
    pub particulars: Sparse<Particulars>,
}

/// What few lines of evidence say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Particulars {
    /// Currency of a money line; empty means the reporting currency.
    pub currency: String,
    /// Domain of the craft; empty when not given.
    pub domain: String,
    /// Where it was read.
    pub source: String,
    /// Anything else.
    pub note: String,
    /// The person's words where they dispute the line.
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
