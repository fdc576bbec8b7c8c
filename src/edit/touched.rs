//! People and parts that an edit affects, so that pictures and judgements can be updated instead of remade.

use super::Edit;
use crate::org::{Line, Org, PersonId, Presence, TextField};
use std::collections::HashSet;

/// Everything that may differ once an edit is applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// People whose seat, lines or record change, the managers they leave or join, and the reports of people who move;
    /// sorted, no duplicates. May include too many, never too few.
    pub people: Vec<PersonId>,
    /// Set when ladders change, so that every seat may move.
    pub ladder: bool,
    /// Set when names, titles, teams or keys change, so that searches must be repeated.
    pub names: bool,
    /// Set when the solid lines change, or the people in the forest.
    pub forest: bool,
    /// Set when the head changes, so that everybody must be judged again.
    pub whole: bool,
}

impl Edit {
    /// Everything affected by the edit, which is about to be applied to `org`.
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
    /// `next` is the handle of the next person to be added.
    fn add(&mut self, edit: &Edit, org: &Org, next: &mut u32) {
        match edit {
            Edit::SetManager { person, manager } | Edit::RestoreManager { person, manager, .. } => {
                self.moved(org, *person);
                if let &Some(manager) = manager {
                    self.above(org, manager);
                    self.around(org, manager, |at| at == *person);
                }
            }
            Edit::SetOrder { person, .. } | Edit::SetKind { person, .. } => self.moved(org, *person),
            Edit::SetDates { person, .. } => {
                // People who have left are not in the forest.
                self.moved(org, *person);
                self.below(org, *person);
            }
            Edit::SetLines { person, line, above } => {
                self.people.push(*person);
                self.people.extend(above);
                self.people.extend(org.lines().above(*person, *line));
            }
            Edit::SetText { person, field, .. } => {
                self.names |= matches!(field, TextField::Name | TextField::Title | TextField::Team);
                self.people.push(*person);
            }
            Edit::SetKey { person, .. } => {
                // A loop is cut above its smallest key.
                self.names = true;
                self.moved(org, *person);
            }
            Edit::AddPerson(new) => {
                (self.forest, self.names) = (true, true);
                self.people.push(PersonId(*next));
                new.manager.iter().for_each(|&manager| self.above(org, manager));
                *next += 1;
            }
            Edit::RemovePerson { person } => {
                self.names = true;
                self.moved(org, *person);
                self.below(org, *person);
                for line in [Line::Dotted, Line::Assistant] {
                    self.people.extend(org.lines().above(*person, line));
                    self.people.extend(org.lines().below(*person, line));
                }
            }
            Edit::RevivePerson { person, kept } => {
                self.names = true;
                self.moved(org, *person);
                let solid = kept.below.iter().filter(|(_, line)| *line == Line::Solid);
                let reports: HashSet<PersonId> = solid.map(|&(below, _)| below).collect();
                for &(above, line) in &kept.above {
                    if line == Line::Solid {
                        self.above(org, above);
                        self.around(org, above, |at| reports.contains(&at));
                    } else {
                        self.people.push(above);
                    }
                }
                for &(below, line) in &kept.below {
                    if line == Line::Solid { self.moved(org, below) } else { self.people.push(below) }
                }
            }
            Edit::MoveToSeat { person, .. }
            | Edit::SetPay { person, .. }
            | Edit::SetRights { person, .. }
            | Edit::SetBudgets { person, .. }
            | Edit::SetDetails { person, .. } => self.people.push(*person),
            Edit::SetLadders(_) => (self.ladder, self.whole) = (true, true),
            // Another date makes another forest.
            Edit::SetHead(_) => (self.forest, self.whole) = (true, true),
            Edit::SetOpen { .. } => self.ladder = true,
            Edit::All(_) => {}
        }
    }

    /// A person who moves or counts differently; if they have left, their reports as well.
    fn moved(&mut self, org: &Org, person: PersonId) {
        self.forest = true;
        self.above(org, person);
        if let Some(manager) = org.manager(person) {
            self.around(org, manager, |at| at == person);
        }
        if has_left(org, person) {
            self.below(org, person);
        }
    }

    /// People on a loop that exists or would arise when a manager is put below a report, by whom it is closed: the place
    /// where the loop is cut may change.
    fn around(&mut self, org: &Org, manager: PersonId, is_report: impl Fn(PersonId) -> bool) {
        let (mut at, mut seen) = (manager, HashSet::new());
        while !is_report(at) && seen.insert(at) {
            match org.manager(at) {
                Some(above) => at = above,
                None => return,
            }
        }
        if is_report(at) {
            self.people.extend(seen);
        }
    }

    /// People attached to a person, directly or through people who have left.
    fn below(&mut self, org: &Org, person: PersonId) {
        let (mut open, mut seen) = (vec![person], HashSet::from([person]));
        while let Some(above) = open.pop() {
            for below in org.lines().below(above, Line::Solid) {
                self.people.push(below);
                if has_left(org, below) && seen.insert(below) {
                    open.push(below);
                }
            }
        }
    }

    /// A person and the managers above, up to the first who has not left.
    fn above(&mut self, org: &Org, person: PersonId) {
        self.people.push(person);
        let (mut at, mut seen) = (org.manager(person), HashSet::from([person]));
        while let Some(above) = at.filter(|&above| seen.insert(above)) {
            self.people.push(above);
            at = if has_left(org, above) { org.manager(above) } else { None };
        }
    }
}

fn has_left(org: &Org, person: PersonId) -> bool {
    person.at() < org.len() && org.presence(person) == Presence::Left
}
