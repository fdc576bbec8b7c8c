//! The people of the merged organisation and their managers, with the present choices.

use super::{Choice, Conflict, Merge};
use crate::org::{PersonId, Unlinked};
use crate::plan::{Field, Fields};
use std::collections::BTreeMap;

/// Manager in the merged organisation.
#[derive(Clone, Debug, PartialEq)]
pub enum Above {
    /// No manager.
    Nobody,
    /// Handle in the merged organisation.
    Person(PersonId),
    /// A named manager who does not exist.
    Unlinked(Unlinked),
}

/// The merged organisation. People here keep their handles; added ones follow in the order of `added`.
pub struct Joined<'m, 'a> {
    merge: &'m Merge<'a>,
    /// For each handle here, true when the person is removed.
    pub goes: Vec<bool>,
    /// People added: the handle in the new export, and in the old one if they were removed here.
    pub added: Vec<(PersonId, Option<PersonId>)>,
    /// Fields taken from the new export, by the handle here.
    pub taken: BTreeMap<PersonId, (PersonId, Fields)>,
    /// For each handle in the new export, the one in the merged organisation.
    of_theirs: Vec<Option<PersonId>>,
}

impl<'m, 'a> Joined<'m, 'a> {
    pub fn of(merge: &'m Merge<'a>) -> Self {
        let Merge { mine, theirs, .. } = *merge;
        let mut goes = vec![false; mine.len()];
        merge.gone.iter().for_each(|person| goes[person.at()] = true);
        let mut added: Vec<(PersonId, Option<PersonId>)> = merge.new.iter().map(|&person| (person, None)).collect();
        let mut taken: BTreeMap<PersonId, (PersonId, Fields)> =
            merge.taken.iter().map(|it| (it.mine, (it.theirs, it.fields))).collect();
        for conflict in merge.conflicts.iter().filter(|conflict| conflict.choice == Choice::Theirs) {
            match *conflict {
                Conflict { mine: Some(mine), theirs: Some(theirs), field: Some(field), .. } => {
                    taken.entry(mine).or_insert((theirs, Fields::default())).1.insert(field);
                }
                Conflict { mine: Some(mine), theirs: None, .. } => goes[mine.at()] = true,
                Conflict { mine: None, theirs: Some(theirs), old, .. } => added.push((theirs, old)),
                _ => {}
            }
        }
        let mut of_theirs: Vec<Option<PersonId>> = vec![None; theirs.len()];
        for person in theirs.people() {
            of_theirs[person.at()] = mine.find(theirs.key(person)).filter(|it| !goes[it.at()]);
        }
        for (&(person, _), handle) in added.iter().zip(mine.len() as u32..) {
            of_theirs[person.at()] = Some(PersonId(handle));
        }
        Self { merge, goes, added, taken, of_theirs }
    }

    /// Handle in the merged organisation for one in the new export.
    pub fn of_theirs(&self, person: PersonId) -> Option<PersonId> {
        self.of_theirs.get(person.at()).copied().flatten()
    }

    /// Everybody who stays or is added, with their manager.
    pub fn above(&self) -> Vec<(PersonId, Above)> {
        let mine = self.merge.mine;
        let upwards = self.upwards();
        let stays = mine.people().filter(|person| !self.goes[person.at()]).map(|person| {
            let theirs = self.taken.get(&person).filter(|(_, fields)| fields.contains(Field::Manager));
            let above = match (theirs, mine.manager(person)) {
                (Some(&(theirs, _)), _) => self.as_theirs(theirs),
                (None, Some(manager)) => match upwards.get(&manager).copied().unwrap_or(Some(manager)) {
                    Some(manager) if manager != person => Above::Person(manager),
                    _ => Above::Nobody,
                },
                (None, None) => mine.unlinked(person).cloned().map_or(Above::Nobody, Above::Unlinked),
            };
            (person, above)
        });
        let comes = self.added.iter().zip(mine.len() as u32..);
        stays.chain(comes.map(|(&(theirs, _), handle)| (PersonId(handle), self.as_theirs(theirs)))).collect()
    }

    /// Manager according to the new export.
    fn as_theirs(&self, person: PersonId) -> Above {
        let Merge { mine, theirs, .. } = *self.merge;
        match (theirs.manager(person), theirs.unlinked(person)) {
            (Some(manager), _) => match self.of_theirs(manager) {
                Some(manager) => Above::Person(manager),
                None => Above::Unlinked(Unlinked::Unknown(theirs.key(manager).to_owned())),
            },
            // A person missing from the export may exist here.
            (None, Some(Unlinked::Unknown(key))) => match mine.find(key).filter(|it| !self.goes[it.at()]) {
                Some(manager) if self.of_theirs(person) != Some(manager) => Above::Person(manager),
                _ => Above::Unlinked(Unlinked::Unknown(key.clone())),
            },
            (None, Some(itself)) => Above::Unlinked(itself.clone()),
            (None, None) => Above::Nobody,
        }
    }

    /// For everybody removed, the nearest manager above who stays. Each person is visited once.
    fn upwards(&self) -> BTreeMap<PersonId, Option<PersonId>> {
        let mine = self.merge.mine;
        let mut found: BTreeMap<PersonId, Option<PersonId>> = BTreeMap::new();
        for person in mine.people().filter(|person| self.goes[person.at()]) {
            let (mut walked, mut at) = (Vec::new(), Some(person));
            let end = loop {
                match at {
                    Some(it) if !self.goes[it.at()] => break Some(it),
                    Some(it) => match found.get(&it) {
                        Some(&known) => break known,
                        None => {
                            // Counts as no manager until the walk ends, so that a loop terminates.
                            found.insert(it, None);
                            walked.push(it);
                            at = mine.manager(it);
                        }
                    },
                    None => break None,
                }
            };
            found.extend(walked.into_iter().map(|it| (it, end)));
        }
        found
    }
}
