//! Why an edit is refused, and what to do about it.

use std::fmt;

/// Why an edit does not apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// The handle is of another org.
    NoSuchPerson,
    /// The handle is of another ladder.
    NoSuchRung,
    /// Somebody would have a line to themselves.
    Itself {
        /// Who.
        person: String,
    },
    /// Somebody else has the id by now.
    Taken {
        /// The id.
        key: String,
    },
    /// A person needs an id.
    NoKey,
    /// The rung would go, and people sit on it.
    Seated {
        /// Its code.
        rung: String,
        /// How many sit on it.
        people: usize,
    },
    /// Two ladders would have one name, or two rungs of a ladder one code; or one has none.
    Twice {
        /// `ladder` or `rung`.
        what: &'static str,
        /// The name or code.
        name: String,
    },
    /// A place among siblings or a pay is not a finite number.
    NoNumber,
    /// Solid lines are not set as a list.
    Solid,
    /// The person would report to themselves, directly or through others.
    Loop {
        /// Who.
        person: String,
        /// The manager that was asked for.
        manager: String,
    },
}

impl EditError {
    /// What to do next.
    pub fn hint(&self) -> String {
        match self {
            Self::NoSuchPerson | Self::NoSuchRung => "Open the file again".to_owned(),
            Self::Itself { person } => format!("Choose somebody other than `{person}`"),
            Self::Taken { .. } => "Choose another id".to_owned(),
            Self::NoKey => "Write an id".to_owned(),
            Self::Seated { rung, .. } => format!("Move them to another rung first, or close `{rung}` instead"),
            Self::Twice { what, .. } => format!("Give each {what} a name of its own"),
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
            Self::Taken { key } => write!(f, "Somebody else has the id `{key}`"),
            Self::NoKey => write!(f, "A person cannot be without an id"),
            Self::Seated { rung, people: 1 } => write!(f, "The rung `{rung}` cannot go: 1 person sits on it"),
            Self::Seated { rung, people } => write!(f, "The rung `{rung}` cannot go: {people} people sit on it"),
            Self::Twice { what, name } if name.is_empty() => write!(f, "A {what} has no name"),
            Self::Twice { what, name } => write!(f, "Two {what}s are called `{name}`"),
            Self::NoNumber => write!(f, "That is no number"),
            Self::Solid => write!(f, "A person has one solid line at most, to their manager"),
            Self::Loop { person, manager } => {
                write!(f, "`{person}` cannot report to `{manager}`, who reports to `{person}`")
            }
        }
    }
}

impl std::error::Error for EditError {}
