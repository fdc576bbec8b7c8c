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

/// Days that a line of evidence covers, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day, not before `from`.
    pub to: Date,
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
