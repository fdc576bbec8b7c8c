//! Who and what an edit touches, so that a picture can follow it without being made anew.

use super::Edit;
use crate::org::{Line, Org, PersonId, TextField};

/// What is no longer what it was once an edit is applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Those whose seat, lines or own record change, and the managers they leave or come to; sorted, each one once.
    pub people: Vec<PersonId>,
    /// Whether ladders change, so that every seat may stand elsewhere.
    pub ladder: bool,
    /// Whether names, titles, teams or keys change, so that searches have to look again.
    pub names: bool,
    /// Whether the solid lines change, or who is in the forest.
    pub forest: bool,
    /// Whether something about the whole changes, so that everybody has to be judged again.
    pub whole: bool,
}

impl Edit {
    /// What the edit touches, where `org` is what it is about to be applied to.
    pub fn touched(&self, org: &Org) -> Touched {
        let mut touched = Touched::default();
        let (mut open, mut next) = (vec![self], org.len() as u32);
        while let Some(edit) = open.pop() {
            match edit {
                Self::All(edits) => open.extend(edits),
                one => touched.add(one, org, &mut next),
            }
        }
        touched.people.sort_unstable();
        touched.people.dedup();
        touched
    }
}

impl Touched {
    /// `next` is the handle of whoever is added next.
    fn add(&mut self, edit: &Edit, org: &Org, next: &mut u32) {
        match edit {
            Edit::SetManager { person, manager } | Edit::RestoreManager { person, manager, .. } => {
                self.forest = true;
                self.people.push(*person);
                self.people.extend(manager);
                self.people.extend(org.has(*person).then(|| org.manager(*person)).flatten());
            }
            Edit::SetLines { person, line, above } => {
                self.people.push(*person);
                self.people.extend(above);
                if org.has(*person) {
                    self.people.extend(org.lines().above(*person, *line));
                }
            }
            Edit::SetText { person, field, .. } => {
                self.names |= matches!(field, TextField::Name | TextField::Title | TextField::Team);
                self.people.push(*person);
            }
            Edit::AddPerson(new) => {
                (self.forest, self.names) = (true, true);
                self.people.push(PersonId(*next));
                self.people.extend(new.manager);
                *next += 1;
            }
            Edit::RemovePerson { person } => {
                (self.forest, self.names) = (true, true);
                self.people.push(*person);
                if org.has(*person) {
                    for line in [Line::Solid, Line::Dotted, Line::Assistant] {
                        self.people.extend(org.lines().above(*person, line));
                        self.people.extend(org.lines().below(*person, line));
                    }
                }
            }
            Edit::RevivePerson { person, kept } => {
                (self.forest, self.names) = (true, true);
                self.people.push(*person);
                self.people.extend(kept.above.iter().chain(&kept.below).map(|&(other, _)| other));
            }
            Edit::SetOrder { person, .. } | Edit::SetDates { person, .. } | Edit::SetKind { person, .. } => {
                // Who is not there is no part of the forest, and not everybody counts.
                self.forest = true;
                self.people.push(*person);
                self.people.extend(org.has(*person).then(|| org.manager(*person)).flatten());
            }
            Edit::MoveToSeat { person, .. }
            | Edit::SetPay { person, .. }
            | Edit::SetRights { person, .. }
            | Edit::SetBudgets { person, .. }
            | Edit::SetDetails { person, .. } => self.people.push(*person),
            Edit::SetOpen { .. } => self.ladder = true,
            Edit::All(_) => {}
        }
    }
}
