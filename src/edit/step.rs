//! A stored step of a plan: people by key, rungs by code, value before and value after. `apply` turns steps into edits,
//! `of` edits into steps.

mod apply;
mod of;
mod parts;

pub use parts::{Days, HeadPart, Salary};

use crate::org::{Budget, Details, Kind, Ladder, Line, Right, SeatSource, TextField};
use std::fmt;

/// A stored step; people by key, rungs by code.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Changes the seat; empty codes mean no seat.
    Seat {
        /// Key of the person.
        person: String,
        /// Code of the rung before.
        from: String,
        /// Code of the rung after.
        to: String,
        /// Name of the ladder; empty for the person's own, otherwise the first with the code.
        ladder: String,
        /// Source of the seat.
        source: SeatSource,
    },
    /// Changes the manager; empty keys mean none.
    Manager {
        /// Key of the person.
        person: String,
        /// Key of the manager before.
        from: String,
        /// Key of the manager after.
        to: String,
        /// Set when `to` is a name that cannot be linked.
        unlinked: bool,
        /// Set when `to` reports to the person, as a file may say and nobody may ask for.
        looped: bool,
    },
    /// Replaces dotted lines, or the people assisted.
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
    /// Changes the title.
    Title {
        /// Key of the person.
        person: String,
        /// Title before.
        from: String,
        /// Title after.
        to: String,
    },
    /// Changes another text that every row has.
    Text {
        /// Key of the person.
        person: String,
        /// Text to change.
        field: TextField,
        /// Text before.
        from: String,
        /// Text after.
        to: String,
    },
    /// Changes the first and last day.
    Dates {
        /// Key of the person.
        person: String,
        /// Days before.
        from: Days,
        /// Days after.
        to: Days,
    },
    /// Changes the kind of row.
    Kind {
        /// Key of the person.
        person: String,
        /// Kind before.
        from: Kind,
        /// Kind after.
        to: Kind,
    },
    /// Changes the yearly full-time pay in the reporting currency; `None` for not recorded.
    Pay {
        /// Key of the person.
        person: String,
        /// Pay before.
        from: Option<f64>,
        /// Pay after.
        to: Option<f64>,
    },
    /// Changes the pay as it is recorded.
    Salary {
        /// Key of the person.
        person: String,
        /// Pay before.
        from: Salary,
        /// Pay after.
        to: Salary,
    },
    /// Replaces the decision rights.
    Rights {
        /// Key of the person.
        person: String,
        /// Rights before.
        from: Option<Vec<Right>>,
        /// Rights after.
        to: Option<Vec<Right>>,
    },
    /// Replaces the spending limits.
    Budgets {
        /// Key of the person.
        person: String,
        /// Limits before.
        from: Option<Vec<Budget>>,
        /// Limits after.
        to: Option<Vec<Budget>>,
    },
    /// Replaces the details.
    Details {
        /// Key of the person.
        person: String,
        /// Details before.
        from: Box<Details>,
        /// Details after.
        to: Box<Details>,
    },
    /// Changes the position among siblings.
    Order {
        /// Key of the person.
        person: String,
        /// Sort key before.
        from: Option<f64>,
        /// Sort key after.
        to: Option<f64>,
    },
    /// Adds a person; the following steps fill the fields in.
    Add {
        /// Key of the person, which nobody has.
        person: String,
        /// Full name.
        name: String,
    },
    /// Removes a person.
    Remove {
        /// Key of the person.
        person: String,
        /// Name, as a safeguard against removing somebody else who got the key.
        name: String,
    },
    /// Changes a key.
    Key {
        /// Key before.
        person: String,
        /// Key after.
        to: String,
    },
    /// Replaces the ladders.
    Ladders {
        /// Ladders before.
        from: Vec<Ladder>,
        /// Ladders after.
        to: Vec<Ladder>,
    },
    /// Changes the head of the file.
    Head {
        /// Changed parts, before.
        from: Box<HeadPart>,
        /// The same parts, after.
        to: Box<HeadPart>,
    },
    /// Opens or closes a rung.
    Open {
        /// Name of the ladder; empty for the first with the code.
        ladder: String,
        /// Code of the rung.
        rung: String,
        /// State before.
        from: bool,
        /// State after.
        to: bool,
    },
}

impl Step {
    /// True where the step changes what *structure only* leaves out: pay, or what is recorded of somebody's work.
    pub fn is_private(&self) -> bool {
        matches!(self, Self::Pay { .. } | Self::Salary { .. } | Self::Details { .. })
    }

    /// Keys of people in the step.
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
            Self::Lines { person, line: Line::Assistant, .. } => write!(f, "People whom `{person}` assists"),
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
            Self::Dates { person, .. } => write!(f, "Start and end date of `{person}`"),
            Self::Kind { person, to, .. } => {
                let what = match to {
                    Kind::Person => "a person",
                    Kind::Vacancy => "a vacancy",
                    Kind::Several => "several posts",
                    Kind::Bot => "a program",
                };
                write!(f, "Type of `{person}`: {what}")
            }
            Self::Pay { person, .. } | Self::Salary { person, .. } => write!(f, "Pay of `{person}`"),
            Self::Rights { person, .. } => write!(f, "Decision rights of `{person}`"),
            Self::Budgets { person, .. } => write!(f, "Budget of `{person}`"),
            Self::Details { person, .. } => write!(f, "Work record of `{person}`"),
            Self::Order { person, .. } => write!(f, "Position of `{person}` among the others"),
            Self::Add { person, .. } => write!(f, "Adds `{person}`"),
            Self::Remove { person, .. } => write!(f, "Removes `{person}`"),
            Self::Key { person, to } => write!(f, "Id of `{person}`: `{to}`"),
            Self::Ladders { .. } => write!(f, "The ladders"),
            Self::Head { .. } => write!(f, "General details"),
            Self::Open { rung, to: true, .. } => write!(f, "Opens `{rung}`"),
            Self::Open { rung, .. } => write!(f, "Closes `{rung}`"),
        }
    }
}
