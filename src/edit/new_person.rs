//! Somebody to be added, with all that a record can hold.

use crate::org::{Details, Kind, Org, Pay, PersonId, Row, Seat};
use jiff::civil::Date;

/// Somebody to be added: a person, a vacancy, a row for several posts. Lines other than the solid one are drawn by
/// [`Edit::SetLines`] afterwards.
#[derive(Clone, Debug, PartialEq)]
pub struct NewPerson {
    /// The id; made unique where somebody has it, made up where it is empty.
    pub key: String,
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Team or department.
    pub team: String,
    /// Location.
    pub location: String,
    /// Status.
    pub status: String,
    /// What the row stands for.
    pub kind: Kind,
    /// The manager.
    pub manager: Option<PersonId>,
    /// Place among the siblings; `None` for the last.
    pub order: Option<f64>,
    /// The seat.
    pub seat: Option<Seat>,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// Pay; its currency is taken from `currency`.
    pub pay: Pay,
    /// Currency of the pay; empty means the reporting currency.
    pub currency: String,
    /// What few people have recorded.
    pub details: Details,
}

impl Default for NewPerson {
    fn default() -> Self {
        let [key, name, title, team, location, status, currency] = Default::default();
        Self {
            key,
            name,
            title,
            team,
            location,
            status,
            kind: Kind::Person,
            manager: None,
            order: None,
            seat: None,
            start: None,
            end: None,
            pay: Pay::NONE,
            currency,
            details: Details::default(),
        }
    }
}

impl NewPerson {
    /// Adds the person behind all others; manager, seat and order have to be of this org.
    pub(super) fn add(self, org: &mut Org) -> PersonId {
        let person = org.add(&Row {
            key: &self.key,
            name: &self.name,
            title: &self.title,
            team: &self.team,
            location: &self.location,
            status: &self.status,
            manager: "",
            seat: self.seat,
            kind: self.kind,
            start: self.start,
            end: self.end,
            pay: self.pay,
            currency: &self.currency,
        });
        org.set_manager(person, self.manager);
        org.set_order(person, self.order);
        if !self.details.is_empty() {
            let mut details = self.details;
            org.swap_details(person, &mut details);
        }
        person
    }
}
