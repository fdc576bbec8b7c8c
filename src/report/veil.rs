//! Copies of an organisation without what a report must not show: what is not in the copy cannot be written. And which
//! findings a file may tell of somebody.

use super::text::NAMES_ON_DEMAND;
use crate::org::{Org, PersonId, TextField, Unlinked};
use crate::plan::{Seen, unpaid};
use crate::rules::{Finding, Judgement};
use std::borrow::Cow;

/// Copy without names, titles and other texts of people, and without the authors and reasons of waivers, for telling
/// what was found. People are named after their rungs. Linear in people.
pub fn without_names(org: &Org) -> Org {
    let mut org = org.clone();
    org.keep_posts();
    for waiver in &mut org.head.waivers {
        (waiver.by, waiver.reason) = (String::new(), String::new());
    }
    for person in everybody(&org) {
        let role = org.seat(person).map_or_else(|| "No rung".to_owned(), |seat| org.rung(seat.rung).code.clone());
        for field in TextField::ALL {
            org.set_text(person, field, if field == TextField::Name { &role } else { "" });
        }
    }
    org
}

/// The organisation as it is judged for a file: where findings are told without pay, nothing may be found in pay.
pub fn judged(org: Cow<'_, Org>, findings: bool, pay: bool) -> Cow<'_, Org> {
    if findings && !pay { Cow::Owned(unpaid(&org)) } else { org }
}

/// Whether a file may tell of whom a rule has found something: not that the record does not back somebody's authority,
/// which is told in the program alone, and elsewhere counted.
pub fn is_told(rule: &str) -> bool {
    rule != NAMES_ON_DEMAND
}

/// What may be told of people in columns and colours, where findings or pay are shown.
pub fn seen<'a>(org: &'a Org, judgement: &'a Judgement, shows_people: bool) -> Seen<'a> {
    Seen::new(org, judgement, shows_people).without(NAMES_ON_DEMAND)
}

/// Findings that a file may tell beside a name; not those waived.
pub fn told(judgement: &Judgement, person: PersonId) -> impl Iterator<Item = &Finding> {
    let found = judgement.of_person(person).iter();
    found.filter(|finding| finding.waived.is_none() && is_told(finding.rule.id))
}

/// Calls people `p1`, `p2` and so on, also where a line leads to nobody.
pub fn hide_ids(org: &mut Org) {
    let ids: Vec<(PersonId, String)> = org.people().map(|person| (person, format!("p{}", person.0 + 1))).collect();
    call(org, &ids);
    nobody_unlinked(org);
}

/// Gives everybody another id; none of them may be taken by somebody else for a while.
fn call(org: &mut Org, ids: &[(PersonId, String)]) {
    for (person, _) in ids {
        org.set_key(*person, &format!("\u{1}{}", person.0));
    }
    for (person, id) in ids {
        org.set_key(*person, id);
    }
}

fn nobody_unlinked(org: &mut Org) {
    let unlinked: Vec<PersonId> = org.all_unlinked().map(|(person, _)| person).collect();
    for person in unlinked {
        org.leave_unlinked(person, Unlinked::Unknown("somebody".to_owned()));
    }
}

/// Calls people as [`hide_ids`] will call whoever has the same id in another organisation, so that both can be compared;
/// the rest `q1`, `q2` and so on.
pub fn hide_ids_as_in(org: &mut Org, other: &Org) {
    let ids = org.people().map(|person| match other.find(org.key(person)) {
        Some(same) => (person, format!("p{}", same.0 + 1)),
        None => (person, format!("q{}", person.0 + 1)),
    });
    let ids: Vec<(PersonId, String)> = ids.collect();
    call(org, &ids);
    nobody_unlinked(org);
}

fn everybody(org: &Org) -> Vec<PersonId> {
    org.people().collect()
}
