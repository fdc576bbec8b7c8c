//! One stored step of a plan: people by key, rungs by code, what was before and what is after. What edit it stands for
//! and which steps an edit is kept as are told next door.

mod apply;
mod of;
mod parts;

pub use parts::{Days, HeadPart, Salary};

use crate::org::{Budget, Details, Kind, Ladder, Line, Right, SeatSource, TextField};
use std::fmt;

/// One stored step, people by key and rungs by code.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// To another rung; empty codes mean no rung.
    Seat {
        /// Key of the person.
        person: String,
        /// Code of the rung before.
        from: String,
        /// Code of the rung after.
        to: String,
        /// Name of its ladder; empty for the person's own, or else the first that has the code.
        ladder: String,
        /// How the seat is known.
        source: SeatSource,
    },
    /// To another manager; empty keys mean none.
    Manager {
        /// Key of the person.
        person: String,
        /// Key of the manager before.
        from: String,
        /// Key of the manager after.
        to: String,
        /// Whether `to` is named although it cannot be linked.
        unlinked: bool,
    },
    /// To other dotted lines, or other people to assist.
    Lines {
        /// Key of the person.
        person: String,
        /// Dotted or assistant.
        line: Line,
        /// Keys before, in file order.
        from: Vec<String>,
        /// Keys after.
        to: Vec<String>,
    },
    /// To another title.
    Title {
        /// Key of the person.
        person: String,
        /// Title before.
        from: String,
        /// Title after.
        to: String,
    },
    /// To another text that everybody has.
    Text {
        /// Key of the person.
        person: String,
        /// Which.
        field: TextField,
        /// Text before.
        from: String,
        /// Text after.
        to: String,
    },
    /// To another first and last day.
    Dates {
        /// Key of the person.
        person: String,
        /// Days before.
        from: Days,
        /// Days after.
        to: Days,
    },
    /// To another kind of row.
    Kind {
        /// Key of the person.
        person: String,
        /// Kind before.
        from: Kind,
        /// Kind after.
        to: Kind,
    },
    /// To another yearly full-time pay in the reporting currency; `None` for not recorded.
    Pay {
        /// Key of the person.
        person: String,
        /// Pay before.
        from: Option<f64>,
        /// Pay after.
        to: Option<f64>,
    },
    /// To another pay as it is recorded.
    Salary {
        /// Key of the person.
        person: String,
        /// Pay before.
        from: Salary,
        /// Pay after.
        to: Salary,
    },
    /// To other decision rights.
    Rights {
        /// Key of the person.
        person: String,
        /// Rights before.
        from: Option<Vec<Right>>,
        /// Rights after.
        to: Option<Vec<Right>>,
    },
    /// To other spending limits.
    Budgets {
        /// Key of the person.
        person: String,
        /// Limits before.
        from: Option<Vec<Budget>>,
        /// Limits after.
        to: Option<Vec<Budget>>,
    },
    /// To another record of what few people have.
    Details {
        /// Key of the person.
        person: String,
        /// The record before.
        from: Box<Details>,
        /// The record after.
        to: Box<Details>,
    },
    /// To another place among those with the same manager.
    Order {
        /// Key of the person.
        person: String,
        /// Place before.
        from: Option<f64>,
        /// Place after.
        to: Option<f64>,
    },
    /// Somebody new; the steps that follow say the rest.
    Add {
        /// Key of the person, which nobody has.
        person: String,
        /// Name.
        name: String,
    },
    /// Somebody is no longer there.
    Remove {
        /// Key of the person.
        person: String,
        /// Name, so that nobody else who got the key is removed.
        name: String,
    },
    /// To another key.
    Key {
        /// Key of the person before.
        person: String,
        /// Key after.
        to: String,
    },
    /// To other ladders.
    Ladders {
        /// Ladders before.
        from: Vec<Ladder>,
        /// Ladders after.
        to: Vec<Ladder>,
    },
    /// To something else said about the whole.
    Head {
        /// What changes, before.
        from: Box<HeadPart>,
        /// The same, after.
        to: Box<HeadPart>,
    },
    /// Opens or closes a rung.
    Open {
        /// Name of the ladder; empty for the first that has the code.
        ladder: String,
        /// Code of the rung.
        rung: String,
        /// Open before.
        from: bool,
        /// Open after.
        to: bool,
    },
}

impl Step {
    /// Every key of a person in the step.
    pub(super) fn keys_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let (one, more): (Vec<&mut String>, [&mut [String]; 2]) = match self {
            Self::Manager { person, from, to, .. } => (vec![person, from, to], Default::default()),
            Self::Key { person, to } => (vec![person, to], Default::default()),
            Self::Lines { person, from, to, .. } => (vec![person], [from, to]),
            Self::Seat { person, .. }
            | Self::Title { person, .. }
            | Self::Text { person, .. }
            | Self::Dates { person, .. }
            | Self::Kind { person, .. }
            | Self::Pay { person, .. }
            | Self::Salary { person, .. }
            | Self::Rights { person, .. }
            | Self::Budgets { person, .. }
            | Self::Details { person, .. }
            | Self::Order { person, .. }
            | Self::Add { person, .. }
            | Self::Remove { person, .. } => (vec![person], Default::default()),
            Self::Ladders { .. } | Self::Head { .. } | Self::Open { .. } => Default::default(),
        };
        one.into_iter().chain(more.into_iter().flatten())
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let or_none = |text: &str| if text.is_empty() { "none".to_owned() } else { format!("`{text}`") };
        match self {
            Self::Seat { person, from, to, .. } => {
                write!(f, "Seat of `{person}`: {} to {}", or_none(from), or_none(to))
            }
            Self::Manager { person, from, to, .. } => {
                write!(f, "Manager of `{person}`: {} to {}", or_none(from), or_none(to))
            }
            Self::Lines { person, line: Line::Assistant, .. } => write!(f, "Whom `{person}` assists"),
            Self::Lines { person, .. } => write!(f, "Dotted lines of `{person}`"),
            Self::Title { person, from, to } => {
                write!(f, "Title of `{person}`: {} to {}", or_none(from), or_none(to))
            }
            Self::Text { person, field, from, to } => {
                let what = match field {
                    TextField::Name => "Name",
                    TextField::Title => "Title",
                    TextField::Team => "Team",
                    TextField::Location => "Location",
                    TextField::Status => "Status",
                };
                write!(f, "{what} of `{person}`: {} to {}", or_none(from), or_none(to))
            }
            Self::Dates { person, .. } => write!(f, "First and last day of `{person}`"),
            Self::Kind { person, to, .. } => {
                let what = match to {
                    Kind::Person => "a person",
                    Kind::Vacancy => "a vacancy",
                    Kind::Several => "several posts",
                    Kind::Bot => "a program",
                };
                write!(f, "`{person}` stands for {what}")
            }
            Self::Pay { person, .. } | Self::Salary { person, .. } => write!(f, "Pay of `{person}`"),
            Self::Rights { person, .. } => write!(f, "What `{person}` decides"),
            Self::Budgets { person, .. } => write!(f, "Budget of `{person}`"),
            Self::Details { person, .. } => write!(f, "Record of `{person}`"),
            Self::Order { person, .. } => write!(f, "Place of `{person}` among the others"),
            Self::Add { person, .. } => write!(f, "Adds `{person}`"),
            Self::Remove { person, .. } => write!(f, "Removes `{person}`"),
            Self::Key { person, to } => write!(f, "Id of `{person}`: `{to}`"),
            Self::Ladders { .. } => write!(f, "The ladders"),
            Self::Head { .. } => write!(f, "What is said about the whole"),
            Self::Open { rung, to: true, .. } => write!(f, "Opens `{rung}`"),
            Self::Open { rung, .. } => write!(f, "Closes `{rung}`"),
        }
    }
}
