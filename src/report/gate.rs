//! What a file lets out, by the mode that its owner gave it. Every output of pay and findings asks here.

use crate::org::{Mode, Org};

/// What may leave a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gate {
    /// What was found about people, what is recorded of them, and their pay.
    pub people: bool,
    /// Pay of five people and more together, and the bands of rungs.
    pub sums_of_pay: bool,
    /// Why something stays, and who can change it; empty where nothing does.
    pub why: &'static str,
}

impl Gate {
    /// The gate of a file.
    pub fn of(org: &Org) -> Self {
        let why = match org.head.mode {
            Mode::People { .. } => "",
            Mode::StructureOnly { locked: false } => "the file shows structure only",
            Mode::StructureOnly { locked: true } => {
                "the owner of the file has locked it to structure only, and only they can unlock it"
            }
            Mode::Redacted => "a meeting is in progress",
        };
        Self { people: org.shows_people(), sums_of_pay: org.shows_sums_of_pay(), why }
    }
}
