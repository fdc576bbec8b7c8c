//! Turning a step into an edit, if the organisation is still what the step started from.

use super::super::facts::changed;
use super::super::{Edit, NewPerson, TextField, WhyNot};
use super::{Days, Salary, Step};
use crate::org::{Head, Line, Org, Pay, PersonId, RungId, Seat, Unlinked};

impl Step {
    /// Edit that the step stands for; fails when the org differs from what the step started from.
    pub fn edit(&self, org: &Org) -> Result<Edit, WhyNot> {
        let find = |key| find(org, key);
        let label = |person: PersonId| org.label(person);
        Ok(match self {
            Self::Seat { person, from, to, ladder, source } => {
                let who = find(person)?;
                let rung = seat(org, who, (from, to), ladder)?;
                Edit::MoveToSeat { person: who, seat: rung.map(|rung| Seat { rung, source: *source }) }
            }
            Self::Manager { person, from, to, unlinked, looped } => {
                match manager(org, person, (from, to), *unlinked)? {
                    Edit::SetManager { person, manager } if *looped => {
                        Edit::RestoreManager { person, manager, unlinked: None }
                    }
                    edit => edit,
                }
            }
            Self::Lines { person, line, from, to } => lines(org, find(person)?, *line, (from, to))?,
            Self::Title { person, from, to } => {
                let who = find(person)?;
                unless(org.title(who) != from, format!("The title of `{}`", label(who)))?;
                Edit::SetText { person: who, field: TextField::Title, text: to.clone() }
            }
            Self::Text { person, field, from, to } => {
                let who = find(person)?;
                unless(org.text_field(who, *field) != from, format!("A text of `{}`", label(who)))?;
                Edit::SetText { person: who, field: *field, text: to.clone() }
            }
            Self::Dates { person, from, to } => {
                let who = find(person)?;
                let now = Days { start: org.start(who), end: org.end(who) };
                unless(now != *from, format!("The start or end date of `{}`", label(who)))?;
                Edit::SetDates { person: who, start: to.start, end: to.end }
            }
            Self::Kind { person, from, to } => {
                let who = find(person)?;
                unless(org.kind(who) != *from, format!("The type of `{}`", label(who)))?;
                Edit::SetKind { person: who, kind: *to }
            }
            Self::Pay { person, from, to } => yearly_pay(org, find(person)?, (*from, *to))?,
            Self::Salary { person, from, to } => {
                let who = find(person)?;
                unless(Salary::in_force(org, who) != *from, format!("The pay of `{}`", label(who)))?;
                Edit::SetPay { person: who, pay: to.pay(), currency: to.currency.clone() }
            }
            Self::Rights { person, from, to } => {
                let who = find(person)?;
                unless(org.details(who).rights != *from, format!("The decision rights of `{}`", label(who)))?;
                Edit::SetRights { person: who, rights: to.clone() }
            }
            Self::Budgets { person, from, to } => {
                let who = find(person)?;
                unless(org.details(who).budgets != *from, format!("The budget of `{}`", label(who)))?;
                Edit::SetBudgets { person: who, budgets: to.clone() }
            }
            Self::Details { person, from, to } => {
                let who = find(person)?;
                let details = changed(org.details(who), from, to);
                let details =
                    details.ok_or_else(|| WhyNot::Changed { what: format!("The work record of `{}`", label(who)) })?;
                Edit::SetDetails { person: who, details: Box::new(details) }
            }
            Self::Order { person, from, to } => {
                let who = find(person)?;
                unless(org.order(who) != *from, format!("The position of `{}`", label(who)))?;
                Edit::SetOrder { person: who, order: *to }
            }
            Self::Add { person, name } => {
                if org.find(person).is_some() {
                    return Err(WhyNot::Taken(person.clone()));
                }
                let new = NewPerson { key: person.clone(), name: name.clone(), ..NewPerson::default() };
                Edit::AddPerson(Box::new(new))
            }
            Self::Remove { person, name } => {
                let who = find(person)?;
                unless(org.name(who) != name, format!("The name of `{}`", label(who)))?;
                super::super::remove(org, who)
            }
            Self::Key { person, to } => Edit::SetKey { person: find(person)?, key: to.clone() },
            Self::Ladders { from, to } => {
                unless(org.head.ladders != *from, "A ladder".to_owned())?;
                Edit::SetLadders(to.clone())
            }
            Self::Head { from, to } => {
                unless(!from.holds(&org.head), "The general details".to_owned())?;
                let mut head = Head { ladders: Vec::new(), ..org.head.clone() };
                to.put(&mut head);
                Edit::SetHead(Box::new(head))
            }
            Self::Open { ladder, rung, from, to } => {
                let found = org.find_rung(ladder, rung).ok_or_else(|| WhyNot::NoSuchRung(rung.clone()))?;
                unless(org.rung(found).open != *from, format!("The rung `{rung}`"))?;
                Edit::SetOpen { rung: found, open: *to }
            }
        })
    }
}

fn find(org: &Org, key: &str) -> Result<PersonId, WhyNot> {
    org.find(key).ok_or_else(|| WhyNot::NoSuchPerson(key.to_owned()))
}

/// Refuses a step whose starting value has changed.
fn unless(changed: bool, what: String) -> Result<(), WhyNot> {
    if changed { Err(WhyNot::Changed { what }) } else { Ok(()) }
}

/// Target rung of a seat step; `None` for no seat.
fn seat(org: &Org, who: PersonId, (from, to): (&str, &str), ladder: &str) -> Result<Option<RungId>, WhyNot> {
    let now = org.seat(who).map_or("", |seat| org.rung(seat.rung).code.as_str());
    unless(now != from, format!("The seat of `{}`", org.label(who)))?;
    match to {
        "" => Ok(None),
        to => find_rung(org, who, ladder, to).map(Some).ok_or_else(|| WhyNot::NoSuchRung(to.to_owned())),
    }
}

fn manager(org: &Org, person: &str, (from, to): (&str, &str), unlinked: bool) -> Result<Edit, WhyNot> {
    let who = find(org, person)?;
    let now = org.manager(who).map_or("", |manager| org.key(manager));
    unless(now != from, format!("The manager of `{}`", org.label(who)))?;
    Ok(match (unlinked, to) {
        (true, to) => {
            let named = if to == person { Unlinked::Itself } else { Unlinked::Unknown };
            Edit::RestoreManager { person: who, manager: None, unlinked: Some(named(to.to_owned())) }
        }
        (false, "") => Edit::SetManager { person: who, manager: None },
        (false, _) => Edit::SetManager { person: who, manager: Some(find(org, to)?) },
    })
}

fn lines(org: &Org, who: PersonId, line: Line, (from, to): (&[String], &[String])) -> Result<Edit, WhyNot> {
    let now = org.lines().above(who, line);
    let same = now.len() == from.len() && now.iter().zip(from).all(|(&above, from)| org.key(above) == from);
    let words = match line {
        Line::Assistant => format!("The people whom `{}` assists", org.label(who)),
        _ => format!("The dotted lines of `{}`", org.label(who)),
    };
    unless(!same, words)?;
    let above = to.iter().map(|key| find(org, key)).collect::<Result<_, _>>()?;
    Ok(Edit::SetLines { person: who, line, above })
}

/// Edit for a yearly full-time pay, which is paid pro rata.
fn yearly_pay(org: &Org, who: PersonId, (from, to): (Option<f64>, Option<f64>)) -> Result<Edit, WhyNot> {
    let same = match (org.yearly_pay(who), from) {
        (Some(now), Some(from)) => (now - from).abs() < 0.005,
        (now, from) => now.is_none() && from.is_none(),
    };
    unless(!same, format!("The pay of `{}`", org.label(who)))?;
    let fte = org.pay(who).fte;
    let amount = to.map_or(f64::NAN, |to| to * org.pay(who).part_of_full_time());
    let pay = Pay { low: amount, high: amount, fte, ..Pay::NONE };
    Ok(Edit::SetPay { person: who, pay, currency: String::new() })
}

/// Rung with a code: in the named ladder, otherwise in the person's own, otherwise in the first that has it.
pub(super) fn find_rung(org: &Org, person: PersonId, ladder: &str, code: &str) -> Option<RungId> {
    if !ladder.is_empty() {
        return org.find_rung(ladder, code);
    }
    let own = org.seat(person).map_or("", |seat| org.ladder(seat.rung).name.as_str());
    org.find_rung(own, code).or_else(|| org.find_rung("", code))
}
