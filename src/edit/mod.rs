//! Reversible changes of an [`Org`](crate::org::Org): an [`Edit`] returns its inverse. Scenarios are named lists of
//! them.

mod apply;
mod error;
mod facts;
mod history;
mod ladders;
mod new_person;
mod people;
mod scenario;
mod step;
mod touched;

pub use crate::org::TextField;
pub use error::EditError;
pub use history::{History, Run};
pub use ladders::set_ladders;
pub use new_person::NewPerson;
pub use people::{place, remove};
pub use scenario::{NotApplied, Scenario, WhyNot};
pub use step::{Days, HeadPart, Salary, Step};
pub use touched::Touched;

use crate::org::{Budget, Details, Head, Kept, Kind, Ladder, Line, Pay, PersonId, Right, RungId, Seat, Unlinked};
use jiff::civil::Date;

/// One reversible change of an org.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Puts a person on a rung, or removes their seat.
    MoveToSeat {
        /// Person to move.
        person: PersonId,
        /// Target; `None` for no seat.
        seat: Option<Seat>,
    },
    /// Changes a person's manager, or makes them a top.
    SetManager {
        /// The report.
        person: PersonId,
        /// New manager; `None` for none.
        manager: Option<PersonId>,
    },
    /// Inverse of [`Edit::SetManager`]. Restores whatever the file said, including a loop or a name that cannot be
    /// linked.
    RestoreManager {
        /// The report.
        person: PersonId,
        /// Former manager; `None` for none.
        manager: Option<PersonId>,
        /// Name in the file when there was no such manager.
        unlinked: Option<Unlinked>,
    },
    /// Replaces a person's dotted lines, or the people they assist.
    SetLines {
        /// Person at the lower end.
        person: PersonId,
        /// Kind of line; a solid one is refused, see [`Edit::SetManager`].
        line: Line,
        /// People at the upper end; no duplicates.
        above: Vec<PersonId>,
    },
    /// Changes a person's name, title, team, location or status.
    SetText {
        /// Person to change.
        person: PersonId,
        /// Text to replace.
        field: TextField,
        /// New text; empty for not given.
        text: String,
    },
    /// Changes the first and the last day.
    SetDates {
        /// Person to change.
        person: PersonId,
        /// First day; `None` for not recorded.
        start: Option<Date>,
        /// Last day; `None` for not recorded.
        end: Option<Date>,
    },
    /// Changes the kind of a row, for example when a vacancy is filled.
    SetKind {
        /// Row to change.
        person: PersonId,
        /// New kind.
        kind: Kind,
    },
    /// Changes a person's pay.
    SetPay {
        /// Person to change.
        person: PersonId,
        /// New pay; its currency comes from `currency`.
        pay: Pay,
        /// Currency code; empty means the reporting currency.
        currency: String,
    },
    /// Replaces a person's decision rights.
    SetRights {
        /// Person to change.
        person: PersonId,
        /// New rights; `None` for not recorded.
        rights: Option<Vec<Right>>,
    },
    /// Replaces a person's spending limits.
    SetBudgets {
        /// Person to change.
        person: PersonId,
        /// New limits; `None` for not recorded.
        budgets: Option<Vec<Budget>>,
    },
    /// Replaces a person's details.
    SetDetails {
        /// Person to change.
        person: PersonId,
        /// New details; craft time and history get sorted by date.
        details: Box<Details>,
    },
    /// Changes a person's position among siblings.
    SetOrder {
        /// Person to change.
        person: PersonId,
        /// Finite sort key, smallest first; `None` for the order of the file, after everybody with a key.
        order: Option<f64>,
    },
    /// Adds a person, who gets the next handle: `PersonId(org.len())`.
    AddPerson(Box<NewPerson>),
    /// Removes a person with all their lines, so that reports become tops; see [`remove`].
    RemovePerson {
        /// Person to remove.
        person: PersonId,
    },
    /// Inverse of [`Edit::RemovePerson`]: the same person in the same position with the same lines.
    RevivePerson {
        /// Person to bring back.
        person: PersonId,
        /// Everything that the removal took away.
        kept: Box<Kept>,
    },
    /// Changes a person's id; waivers of the person follow. Plans do not: see [`Scenario::rename`].
    SetKey {
        /// Person to change.
        person: PersonId,
        /// New id, which nobody else has.
        key: String,
    },
    /// Replaces the ladders. Everybody stays on the rung with the same code, or on the one in the same place if that
    /// got another code; refused when an occupied rung would go. Made by [`set_ladders`]; see
    /// [`Org::swap_ladders`](crate::org::Org::swap_ladders).
    SetLadders(Vec<Ladder>),
    /// Replaces the head of the file except for its ladders, which are ignored here.
    SetHead(Box<Head>),
    /// Opens or closes a rung.
    SetOpen {
        /// Rung to change.
        rung: RungId,
        /// True when people may sit on it.
        open: bool,
    },
    /// Several changes in order, made as one step.
    All(Vec<Edit>),
}
