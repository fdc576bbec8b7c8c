//! Reasons that an edit is refused, each with the next step.

use std::fmt;

/// Reason that an edit does not apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// Handle of a person in another org.
    NoSuchPerson,
    /// Handle of a rung in another ladder.
    NoSuchRung,
    /// A line from a person to themselves.
    Itself {
        /// Name of the person.
        person: String,
    },
    /// An id that somebody else has.
    Taken {
        /// The id in question.
        key: String,
    },
    /// An empty id.
    NoKey,
    /// Removal of a rung that people sit on.
    Seated {
        /// Code of the rung.
        rung: String,
        /// Number of people on it.
        people: usize,
    },
    /// A missing or duplicate name of a ladder, or code of a rung.
    Twice {
        /// `ladder` or `rung`.
        what: &'static str,
        /// The name or code; empty when missing.
        name: String,
    },
    /// A rung without a code of its own, which no file can name as a seat.
    Nameless {
        /// The code; empty when missing.
        rung: String,
    },
    /// A position or a pay that is not finite.
    NoNumber,
    /// Solid lines set as a list.
    Solid,
    /// A person who would report to themselves, directly or through others.
    Loop {
        /// Name of the person.
        person: String,
        /// Name of the requested manager.
        manager: String,
    },
}

impl EditError {
    /// The next step.
    pub fn hint(&self) -> String {
        match self {
            Self::NoSuchPerson | Self::NoSuchRung => "Open the file again".to_owned(),
            Self::Itself { person } => format!("Choose someone other than `{person}`"),
            Self::Taken { .. } => "Choose another id".to_owned(),
            Self::NoKey => "Write an id".to_owned(),
            Self::Seated { rung, .. } => format!("Move them to another rung first, or close `{rung}` instead"),
            Self::Twice { what, .. } => format!("Give each {what} its own name"),
            Self::Nameless { .. } => "Give the rung a code of its own first".to_owned(),
            Self::NoNumber => "Choose a number".to_owned(),
            Self::Solid => "Choose the manager instead".to_owned(),
            Self::Loop { person, .. } => format!("Choose a manager who does not report to `{person}`"),
        }
    }
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::NoSuchPerson => write!(f, "The person is not in this organisation"),
            Self::NoSuchRung => write!(f, "The rung is not in this ladder"),
            Self::Itself { person } => write!(f, "`{person}` cannot have a line to themselves"),
            Self::Taken { key } => write!(f, "Someone else has the id `{key}`"),
            Self::NoKey => write!(f, "A person needs an id"),
            Self::Seated { rung, people: 1 } => write!(f, "The rung `{rung}` cannot be removed: 1 person is on it"),
            Self::Seated { rung, people } => {
                write!(f, "The rung `{rung}` cannot be removed: {people} people are on it")
            }
            Self::Twice { what, name } if name.is_empty() => write!(f, "A {what} has no name"),
            Self::Twice { what, name } => write!(f, "Two {what}s are called `{name}`"),
            Self::Nameless { rung } if rung.is_empty() => write!(f, "A rung without a code cannot have people"),
            Self::Nameless { rung } => {
                write!(f, "Another rung has the code `{rung}`, so a file cannot tell them apart")
            }
            Self::NoNumber => write!(f, "This is not a number"),
            Self::Solid => write!(f, "A person has at most one solid line, to their manager"),
            Self::Loop { person, manager } => {
                write!(f, "`{person}` cannot report to `{manager}`, who reports to `{person}`")
            }
        }
    }
}

impl std::error::Error for EditError {}
