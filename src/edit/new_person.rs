//! A person to be added, with every field of a record.

use crate::org::{Details, Kind, Org, Pay, PersonId, Row, Seat};
use jiff::civil::Date;

/// A row to be added: a person, a vacancy, or several posts. Lines other than the solid one are drawn afterwards with
/// [`Edit::SetLines`](super::Edit::SetLines).
#[derive(Clone, Debug, PartialEq)]
pub struct NewPerson {
    /// Id; made unique if taken, and generated if empty.
    pub key: String,
    /// Full name.
    pub name: String,
    /// Job title.
    pub title: String,
    /// Team or department.
    pub team: String,
    /// Location.
    pub location: String,
    /// Employment status, as the file words it.
    pub status: String,
    /// Kind of row.
    pub kind: Kind,
    /// Manager; `None` for a top.
    pub manager: Option<PersonId>,
    /// Sort key among siblings; `None` for the last.
    pub order: Option<f64>,
    /// Seat on a ladder; `None` for none.
    pub seat: Option<Seat>,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// Pay; its currency comes from `currency`.
    pub pay: Pay,
    /// Currency of the pay; empty means the reporting currency.
    pub currency: String,
    /// Fields that few people have.
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
    /// Appends the person; manager, seat and order must belong to this org.
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
