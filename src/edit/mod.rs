//! Reversible changes of an [`Org`]: an [`Edit`] returns its inverse. Named lists of them are scenarios.

mod scenario;

pub use scenario::{NotApplied, Scenario, Step, WhyNot};

use crate::org::{Budget, Org, Pay, PersonId, Right, RungId, Seat, Unlinked};
use std::fmt;

/// One reversible change to an org.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Puts a person on a rung, or on none.
    MoveToSeat {
        /// Who.
        person: PersonId,
        /// Where to.
        seat: Option<Seat>,
    },
    /// Gives a person another manager, or none.
    SetManager {
        /// Who.
        person: PersonId,
        /// The new manager.
        manager: Option<PersonId>,
    },
    /// Takes [`Edit::SetManager`] back: whatever the file said comes back, a loop or a name that cannot be linked too.
    RestoreManager {
        /// Who.
        person: PersonId,
        /// The manager before.
        manager: Option<PersonId>,
        /// What the file names where there is no such manager.
        unlinked: Option<Unlinked>,
    },
    /// Gives a person another title.
    SetTitle {
        /// Who.
        person: PersonId,
        /// The new title.
        title: String,
    },
    /// Gives a person another pay.
    SetPay {
        /// Who.
        person: PersonId,
        /// The new pay.
        pay: Pay,
    },
    /// Replaces the decision rights of a person.
    SetRights {
        /// Who.
        person: PersonId,
        /// The new rights; `None` for not recorded.
        rights: Option<Vec<Right>>,
    },
    /// Replaces the spending limits of a person.
    SetBudgets {
        /// Who.
        person: PersonId,
        /// The new limits; `None` for not recorded.
        budgets: Option<Vec<Budget>>,
    },
    /// Opens or closes a rung.
    SetOpen {
        /// Which.
        rung: RungId,
        /// Whether people may sit on it.
        open: bool,
    },
    /// Several changes, one step.
    All(Vec<Edit>),
}

/// Why an edit does not apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// The handle is of another org.
    NoSuchPerson,
    /// The handle is of another ladder.
    NoSuchRung,
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
            Self::Loop { person, .. } => format!("Choose a manager who does not report to `{person}`"),
        }
    }
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::NoSuchPerson => write!(f, "The person is not in this organisation"),
            Self::NoSuchRung => write!(f, "The rung is not in this ladder"),
            Self::Loop { person, manager } => {
                write!(f, "`{person}` cannot report to `{manager}`, who reports to `{person}`")
            }
        }
    }
}

impl std::error::Error for EditError {}

impl Edit {
    /// Applies the edit and returns the edit that takes it back. On error the org is left as it was.
    pub fn apply(self, org: &mut Org) -> Result<Edit, EditError> {
        if let Some(person) = self.person()
            && person.at() >= org.len()
        {
            return Err(EditError::NoSuchPerson);
        }
        Ok(match self {
            Self::MoveToSeat { person, seat } => {
                if seat.is_some_and(|seat| usize::from(seat.rung.0) >= org.rungs().len()) {
                    return Err(EditError::NoSuchRung);
                }
                let before = org.seat(person);
                org.set_seat(person, seat);
                Self::MoveToSeat { person, seat: before }
            }
            Self::SetManager { person, manager } => {
                if let Some(manager) = manager {
                    refuse_loop(org, person, manager)?;
                }
                let before = Self::above(org, person);
                org.set_manager(person, manager);
                before
            }
            Self::RestoreManager { person, manager, unlinked } => {
                if manager.is_some_and(|manager| manager.at() >= org.len()) {
                    return Err(EditError::NoSuchPerson);
                }
                let before = Self::above(org, person);
                match unlinked {
                    Some(unlinked) => org.leave_unlinked(person, unlinked),
                    None => org.set_manager(person, manager),
                }
                before
            }
            Self::SetTitle { person, title } => {
                let before = org.title(person).to_owned();
                org.set_title(person, &title);
                Self::SetTitle { person, title: before }
            }
            Self::SetPay { person, pay } => {
                let before = org.pay(person);
                org.set_pay(person, pay);
                Self::SetPay { person, pay: before }
            }
            Self::SetRights { person, rights } => {
                Self::SetRights { person, rights: std::mem::replace(&mut org.details_mut(person).rights, rights) }
            }
            Self::SetBudgets { person, budgets } => {
                Self::SetBudgets { person, budgets: std::mem::replace(&mut org.details_mut(person).budgets, budgets) }
            }
            Self::SetOpen { rung, open } => {
                if usize::from(rung.0) >= org.rungs().len() {
                    return Err(EditError::NoSuchRung);
                }
                let before = org.rung(rung).open;
                org.set_open(rung, open);
                Self::SetOpen { rung, open: before }
            }
            Self::All(edits) => return apply_all(edits, org),
        })
    }

    /// The edit that gives a person the manager they have now.
    fn above(org: &Org, person: PersonId) -> Self {
        Self::RestoreManager { person, manager: org.manager(person), unlinked: org.unlinked(person).cloned() }
    }

    fn person(&self) -> Option<PersonId> {
        match self {
            Self::MoveToSeat { person, .. }
            | Self::SetManager { person, .. }
            | Self::RestoreManager { person, .. }
            | Self::SetTitle { person, .. }
            | Self::SetPay { person, .. }
            | Self::SetRights { person, .. }
            | Self::SetBudgets { person, .. } => Some(*person),
            Self::SetOpen { .. } | Self::All(_) => None,
        }
    }
}

/// All or nothing: what was applied before the first error is taken back.
fn apply_all(edits: Vec<Edit>, org: &mut Org) -> Result<Edit, EditError> {
    let mut inverse = Vec::with_capacity(edits.len());
    for edit in edits {
        match edit.apply(org) {
            Ok(back) => inverse.push(back),
            Err(error) => {
                for back in inverse.into_iter().rev() {
                    back.apply(org).expect("an inverse applies to the org that its edit left");
                }
                return Err(error);
            }
        }
    }
    inverse.reverse();
    Ok(Edit::All(inverse))
}

fn refuse_loop(org: &Org, person: PersonId, manager: PersonId) -> Result<(), EditError> {
    if manager.at() >= org.len() {
        return Err(EditError::NoSuchPerson);
    }
    // A loop that is in the file already may be walked once round, never for ever.
    let mut at = Some(manager);
    for _ in 0..=org.len() {
        match at {
            Some(above) if above == person => {
                let (person, manager) = (org.key(person).to_owned(), org.key(manager).to_owned());
                return Err(EditError::Loop { person, manager });
            }
            Some(above) => at = org.manager(above),
            None => break,
        }
    }
    Ok(())
}
