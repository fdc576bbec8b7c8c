//! Fields about the whole file: rates, mode, waivers.

use super::{Day, Number, OnDisk, Positive, is_default, record};
use crate::org;
use serde::{Deserialize, Serialize};

record!(Rate { currency: String, rate: Positive } or { date: Option<Day> });
record!(Waiver { rule: String } or {
    subject: String,
    reason: String,
    by: String,
    date: Option<Day>,
    number: Option<Number>,
    severity: String,
    answer: String,
});

/// `structure_only(locked: true)` or `people(purpose: "…", by: "…", date: "…")`; see also [`BareMode`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(in crate::io) enum Mode {
    StructureOnly {
        #[serde(default, skip_serializing_if = "is_default")]
        locked: bool,
    },
    People {
        #[serde(default, skip_serializing_if = "is_default")]
        purpose: String,
        #[serde(default, skip_serializing_if = "is_default")]
        by: String,
        #[serde(default, skip_serializing_if = "is_default")]
        date: Option<Day>,
    },
}

/// Mode written as a bare word.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::io) enum BareMode {
    StructureOnly,
    People,
}

impl From<BareMode> for Mode {
    fn from(bare: BareMode) -> Self {
        match bare {
            BareMode::StructureOnly => Self::StructureOnly { locked: false },
            BareMode::People => Self::People { purpose: String::new(), by: String::new(), date: None },
        }
    }
}

impl OnDisk for Mode {
    type Model = org::Mode;
    fn of(model: &org::Mode) -> Self {
        match model {
            org::Mode::StructureOnly { locked } => Self::StructureOnly { locked: *locked },
            // Never in a file: a redacted copy is not what is saved.
            org::Mode::Redacted => Self::StructureOnly { locked: true },
            org::Mode::People { purpose, by, date } => {
                Self::People { purpose: purpose.clone(), by: by.clone(), date: OnDisk::of(date) }
            }
        }
    }
    fn model(self) -> org::Mode {
        match self {
            Self::StructureOnly { locked } => org::Mode::StructureOnly { locked },
            Self::People { purpose, by, date } => org::Mode::People { purpose, by, date: date.model() },
        }
    }
}
