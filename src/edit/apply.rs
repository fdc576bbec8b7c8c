//! Applying edits, and building their inverses. Everything that can be refused is refused before anything changes.

use super::{Edit, EditError, NewPerson};
use crate::org::{Head, Kept, Line, Org, Pay, PersonId, RungId, Seat, Unlinked};

impl Edit {
    /// Applies the edit and returns its inverse. On error the org is left as it was.
    pub fn apply(self, org: &mut Org) -> Result<Edit, EditError> {
        if self.person().is_some_and(|person| !org.has(person)) {
            return Err(EditError::NoSuchPerson);
        }
        Ok(match self {
            Self::MoveToSeat { person, seat } => {
                refuse_seat(org, seat)?;
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
            Self::RestoreManager { person, manager, unlinked } => restore_manager(org, person, manager, unlinked)?,
            Self::SetLines { person, line, above } => {
                refuse_lines(org, person, line, &above)?;
                Self::SetLines { person, line, above: org.set_lines(person, line, &above) }
            }
            Self::SetText { person, field, text } => {
                let before = org.text_field(person, field).to_owned();
                org.set_text(person, field, &text);
                Self::SetText { person, field, text: before }
            }
            Self::SetDates { person, start, end } => {
                let before = Self::SetDates { person, start: org.start(person), end: org.end(person) };
                org.set_dates(person, start, end);
                before
            }
            Self::SetKind { person, kind } => {
                let before = org.kind(person);
                org.set_kind(person, kind);
                Self::SetKind { person, kind: before }
            }
            Self::SetPay { person, pay, currency } => {
                refuse_pay(&pay)?;
                let before = org.pay(person);
                let known = org.text(before.currency).to_owned();
                org.set_pay(person, pay, &currency);
                Self::SetPay { person, pay: before, currency: known }
            }
            Self::SetRights { person, rights } => {
                Self::SetRights { person, rights: std::mem::replace(&mut org.details_mut(person).rights, rights) }
            }
            Self::SetBudgets { person, budgets } => {
                Self::SetBudgets { person, budgets: std::mem::replace(&mut org.details_mut(person).budgets, budgets) }
            }
            Self::SetDetails { person, mut details } => {
                org.swap_details(person, &mut details);
                Self::SetDetails { person, details }
            }
            Self::SetOrder { person, order } => {
                refuse_order(order)?;
                let before = org.order(person);
                org.set_order(person, order);
                Self::SetOrder { person, order: before }
            }
            Self::AddPerson(new) => {
                refuse_new(org, &new)?;
                Self::RemovePerson { person: new.add(org) }
            }
            Self::RemovePerson { person } => Self::RevivePerson { person, kept: Box::new(org.remove(person)) },
            Self::RevivePerson { person, kept } => {
                refuse_revival(org, person, &kept)?;
                org.revive(person, *kept);
                Self::RemovePerson { person }
            }
            Self::SetKey { person, key } => return set_key(org, person, &key),
            Self::SetLadders(mut ladders) => match org.swap_ladders(&mut ladders) {
                Ok(()) => Self::SetLadders(ladders),
                Err(lost) => {
                    return Err(EditError::Seated { rung: org.rung(lost).code.clone(), people: org.seated(lost) });
                }
            },
            Self::SetHead(mut head) => {
                head.ladders = std::mem::take(&mut org.head.ladders);
                std::mem::swap(&mut org.head, &mut head);
                Self::SetHead(head)
            }
            Self::SetOpen { rung, open } => set_open(org, rung, open)?,
            Self::All(edits) => return apply_all(edits, org),
        })
    }

    /// Edit that restores a person's present manager.
    fn above(org: &Org, person: PersonId) -> Self {
        Self::RestoreManager { person, manager: org.manager(person), unlinked: org.unlinked(person).cloned() }
    }

    /// Person who has to exist for the edit to apply.
    pub(super) fn person(&self) -> Option<PersonId> {
        match self {
            Self::MoveToSeat { person, .. }
            | Self::SetManager { person, .. }
            | Self::RestoreManager { person, .. }
            | Self::SetLines { person, .. }
            | Self::SetText { person, .. }
            | Self::SetDates { person, .. }
            | Self::SetKind { person, .. }
            | Self::SetPay { person, .. }
            | Self::SetRights { person, .. }
            | Self::SetBudgets { person, .. }
            | Self::SetDetails { person, .. }
            | Self::SetOrder { person, .. }
            | Self::SetKey { person, .. }
            | Self::RemovePerson { person } => Some(*person),
            Self::AddPerson(_)
            | Self::RevivePerson { .. }
            | Self::SetLadders(_)
            | Self::SetHead(_)
            | Self::SetOpen { .. }
            | Self::All(_) => None,
        }
    }
}

/// Restores the former manager, or the name in the file when there was none.
fn restore_manager(
    org: &mut Org,
    person: PersonId,
    manager: Option<PersonId>,
    unlinked: Option<Unlinked>,
) -> Result<Edit, EditError> {
    if manager.is_some_and(|manager| !org.has(manager)) {
        return Err(EditError::NoSuchPerson);
    }
    let before = Edit::above(org, person);
    match unlinked {
        Some(unlinked) => org.leave_unlinked(person, unlinked),
        None => org.set_manager(person, manager),
    }
    Ok(before)
}

fn set_open(org: &mut Org, rung: RungId, open: bool) -> Result<Edit, EditError> {
    if usize::from(rung.0) >= org.rungs().len() {
        return Err(EditError::NoSuchRung);
    }
    let before = org.rung(rung).open;
    org.set_open(rung, open);
    Ok(Edit::SetOpen { rung, open: before })
}

fn refuse_new(org: &Org, new: &NewPerson) -> Result<(), EditError> {
    refuse_seat(org, new.seat)?;
    refuse_order(new.order)?;
    refuse_pay(&new.pay)?;
    if new.manager.is_some_and(|manager| !org.has(manager)) {
        return Err(EditError::NoSuchPerson);
    }
    Ok(())
}

/// All or nothing: on the first error, what was applied is undone.
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

/// Waivers name people by key, and also rungs and ladders. One that may mean a rung or ladder is not renamed.
fn set_key(org: &mut Org, person: PersonId, key: &str) -> Result<Edit, EditError> {
    if key.is_empty() {
        return Err(EditError::NoKey);
    }
    if org.find(key).is_some_and(|other| other != person) {
        return Err(EditError::Taken { key: key.to_owned() });
    }
    let before = org.key(person).to_owned();
    org.set_key(person, key);
    let back = Edit::SetKey { person, key: before.clone() };
    let is_person = org.find_rung("", &before).is_none() && org.head.ladders.iter().all(|it| it.name != before);
    // If waivers have the new key already, the inverse must not rename those to this person's old one.
    if org.head.waivers.iter().all(|waiver| waiver.subject != before && waiver.subject != key) {
        return Ok(back);
    }
    let head = Head { ladders: Vec::new(), ..org.head.clone() };
    for waiver in org.head.waivers.iter_mut().filter(|waiver| is_person && waiver.subject == before) {
        waiver.subject = key.to_owned();
    }
    Ok(Edit::All(vec![back, Edit::SetHead(Box::new(head))]))
}

/// True if somebody would report to themselves, directly or through others.
pub(super) fn closes_loop(org: &Org, person: PersonId, manager: PersonId) -> bool {
    matches!(refuse_loop(org, person, manager), Err(EditError::Loop { .. }))
}

fn refuse_loop(org: &Org, person: PersonId, manager: PersonId) -> Result<(), EditError> {
    if !org.has(manager) {
        return Err(EditError::NoSuchPerson);
    }
    // A loop already in the file may be walked once, but not for ever.
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

fn refuse_lines(org: &Org, person: PersonId, line: Line, above: &[PersonId]) -> Result<(), EditError> {
    if line == Line::Solid {
        return Err(EditError::Solid);
    }
    if above.iter().any(|&above| !org.has(above)) {
        return Err(EditError::NoSuchPerson);
    }
    if above.contains(&person) {
        return Err(EditError::Itself { person: org.key(person).to_owned() });
    }
    Ok(())
}

fn refuse_seat(org: &Org, seat: Option<Seat>) -> Result<(), EditError> {
    match seat {
        Some(seat) if usize::from(seat.rung.0) >= org.rungs().len() => Err(EditError::NoSuchRung),
        _ => Ok(()),
    }
}

/// Refuses infinite amounts, which no file can hold. NaN stands for not recorded, at both ends or neither.
fn refuse_pay(pay: &Pay) -> Result<(), EditError> {
    let is_whole = pay.low.is_nan() == pay.high.is_nan();
    let is_endless = pay.low.is_infinite() || pay.high.is_infinite() || pay.fte.is_infinite();
    if is_whole && !is_endless { Ok(()) } else { Err(EditError::NoNumber) }
}

fn refuse_order(order: Option<f64>) -> Result<(), EditError> {
    if order.is_some_and(|order| !order.is_finite()) { Err(EditError::NoNumber) } else { Ok(()) }
}

/// Refuses a revival unless the organisation is as the removal left it.
fn refuse_revival(org: &Org, person: PersonId, kept: &Kept) -> Result<(), EditError> {
    let lines = kept.above.iter().chain(&kept.below);
    let is_second = |&(below, line): &(PersonId, Line)| line == Line::Solid && org.manager(below).is_some();
    if !org.is_removed(person)
        || lines.into_iter().any(|&(other, _)| other != person && !org.has(other))
        || kept.below.iter().any(is_second)
    {
        return Err(EditError::NoSuchPerson);
    }
    refuse_seat(org, kept.seat)?;
    refuse_order(kept.order)?;
    let key = org.key(person);
    if org.find(key).is_some() { Err(EditError::Taken { key: key.to_owned() }) } else { Ok(()) }
}
