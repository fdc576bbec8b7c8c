//! Reversible changes of an [`Org`](crate::org::Org): an [`Edit`] returns its inverse. Named lists of them are scenarios.

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
    /// Replaces the dotted lines into a person, or the assistances.
    SetLines {
        /// Who.
        person: PersonId,
        /// Of which kind; a solid line is refused, see [`Edit::SetManager`].
        line: Line,
        /// From whom they come; nobody twice.
        above: Vec<PersonId>,
    },
    /// Gives a person another name, title, team, location or status.
    SetText {
        /// Who.
        person: PersonId,
        /// Which text.
        field: TextField,
        /// The new text; empty for not given.
        text: String,
    },
    /// Changes the first and the last day.
    SetDates {
        /// Who.
        person: PersonId,
        /// First day.
        start: Option<Date>,
        /// Last day.
        end: Option<Date>,
    },
    /// Changes what a row stands for: a vacancy that is filled, say.
    SetKind {
        /// Who.
        person: PersonId,
        /// What the row stands for from now on.
        kind: Kind,
    },
    /// Gives a person another pay.
    SetPay {
        /// Who.
        person: PersonId,
        /// The new pay; its currency is taken from `currency`.
        pay: Pay,
        /// Its currency; empty means the reporting currency.
        currency: String,
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
    /// Replaces all that few people have recorded.
    SetDetails {
        /// Who.
        person: PersonId,
        /// What is recorded from now on; craft time and history are put in the order of their days.
        details: Box<Details>,
    },
    /// Gives a person a place among those with the same manager.
    SetOrder {
        /// Who.
        person: PersonId,
        /// The place, smallest first, finite; `None` for that of the file, behind all who have one.
        order: Option<f64>,
    },
    /// Adds somebody, whose handle is the next one: `PersonId(org.len())`.
    AddPerson(Box<NewPerson>),
    /// Removes somebody with all their lines, so that reports become tops; see [`remove`].
    RemovePerson {
        /// Who.
        person: PersonId,
    },
    /// Takes [`Edit::RemovePerson`] back: the same person at the same place with the same lines.
    RevivePerson {
        /// Who.
        person: PersonId,
        /// What they lost.
        kept: Box<Kept>,
    },
    /// Gives a person another id; waivers of the person follow. Plans do not: see [`Scenario::rename`].
    SetKey {
        /// Who.
        person: PersonId,
        /// The new id, which nobody else has.
        key: String,
    },
    /// Replaces the ladders. Everybody stays on the rung with the code of theirs, or on the one at its place where
    /// that got another code; refused where a rung goes that somebody sits on. Made by [`set_ladders`]; see
    /// [`Org::swap_ladders`](crate::org::Org::swap_ladders).
    SetLadders(Vec<Ladder>),
    /// Replaces what the file says about the whole, but for its ladders: those in here are not looked at.
    SetHead(Box<Head>),
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
