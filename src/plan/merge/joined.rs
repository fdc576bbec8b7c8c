//! Who is in the merged organisation, and who reports to whom there, as far as is chosen.

use super::{Choice, Conflict, Merge};
use crate::org::{PersonId, Unlinked};
use crate::plan::{Field, Fields};
use std::collections::BTreeMap;

/// Who somebody reports to once all is merged.
#[derive(Clone, Debug, PartialEq)]
pub enum Above {
    /// Nobody.
    Nobody,
    /// Somebody, by the handle in the merged organisation.
    Person(PersonId),
    /// Somebody who is not there.
    Unlinked(Unlinked),
}

/// The merged organisation: people from here keep their handles, who is added follows in the order of `added`.
pub struct Joined<'m, 'a> {
    merge: &'m Merge<'a>,
    /// For each handle here whether the person goes.
    pub goes: Vec<bool>,
    /// Who is added: the handle in the new export, and that in the old one where they were removed here.
    pub added: Vec<(PersonId, Option<PersonId>)>,
    /// What is taken from the new export, by the handle here.
    pub taken: BTreeMap<PersonId, (PersonId, Fields)>,
    /// For each handle in the new export that in the merged organisation.
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

    /// The handle in the merged organisation of somebody in the new export.
    pub fn of_theirs(&self, person: PersonId) -> Option<PersonId> {
        self.of_theirs.get(person.at()).copied().flatten()
    }

    /// Everybody from here who stays, and everybody who is added, with whom they report to.
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

    /// Whom the new export says.
    fn as_theirs(&self, person: PersonId) -> Above {
        let Merge { mine, theirs, .. } = *self.merge;
        match (theirs.manager(person), theirs.unlinked(person)) {
            (Some(manager), _) => match self.of_theirs(manager) {
                Some(manager) => Above::Person(manager),
                None => Above::Unlinked(Unlinked::Unknown(theirs.key(manager).to_owned())),
            },
            // Who is not in the export may be here.
            (None, Some(Unlinked::Unknown(key))) => match mine.find(key).filter(|it| !self.goes[it.at()]) {
                Some(manager) if self.of_theirs(person) != Some(manager) => Above::Person(manager),
                _ => Above::Unlinked(Unlinked::Unknown(key.clone())),
            },
            (None, Some(itself)) => Above::Unlinked(itself.clone()),
            (None, None) => Above::Nobody,
        }
    }

    /// For everybody who goes the next manager up who stays. Each is walked over once.
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
                            // Known as nobody until the end is, so that a loop ends here.
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
