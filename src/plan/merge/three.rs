//! Matching people across the three organisations, and the fields that each side changed.

use super::{Choice, Conflict, Merge, Taken};
use crate::org::{Line, Org, PersonId, RungId, Seat, SeatSource, Unlinked};
use crate::plan::{Field, Fields, Pair};

/// The three organisations, matched in pairs.
pub struct Three<'a> {
    old: &'a Org,
    mine: &'a Org,
    theirs: &'a Org,
    /// Old to mine, old to theirs, mine to theirs.
    edited: Pair<'a>,
    exported: Pair<'a>,
    now: Pair<'a>,
    /// Fields that the new export states.
    pub stated: Fields,
}

impl<'a> Three<'a> {
    /// Matches people by key.
    pub fn of(old: &'a Org, mine: &'a Org, theirs: &'a Org) -> Self {
        let [edited, exported, now] = [(old, mine), (old, theirs), (mine, theirs)].map(|(a, b)| Pair::of(a, b));
        Self { old, mine, theirs, edited, exported, now, stated: stated(theirs) }
    }

    /// Sorts everybody into taken, added, removed and conflicting.
    pub fn people(&self, merge: &mut Merge) {
        let mut earlier = vec![None; self.mine.len()];
        for person in self.old.people() {
            match (self.edited.after(person), self.exported.after(person)) {
                (Some(mine), _) => earlier[mine.at()] = Some(person),
                // Removed here; a conflict when the export has news of them.
                (None, Some(theirs)) if !self.exported(person, theirs).is_empty() => {
                    merge.conflicts.push(whole(Some(person), None, Some(theirs)));
                }
                (None, _) => {}
            }
        }
        for mine in self.mine.people() {
            match (earlier[mine.at()], self.now.after(mine)) {
                (Some(old), Some(theirs)) => self.both(old, mine, theirs, merge),
                (Some(old), None) if self.is_edited(old, mine, &earlier) => {
                    merge.conflicts.push(whole(Some(old), Some(mine), None));
                }
                (Some(_), None) => merge.gone.push(mine),
                (None, Some(theirs)) => self.added_twice(mine, theirs, merge),
                (None, None) => {}
            }
        }
        let (known, here) = (self.exported.known(), self.now.known());
        merge.new = self.theirs.people().filter(|it| !known[it.at()] && !here[it.at()]).collect();
        let is_lost = |&it: &PersonId| matches!(self.place(self.theirs, it), Some(Place::Elsewhere(..)));
        let seated_elsewhere: Vec<PersonId> = merge.new.iter().copied().filter(is_lost).collect();
        merge.without_rung.extend(seated_elsewhere);
    }

    /// Merges a person who is in all three.
    fn both(&self, old: PersonId, mine: PersonId, theirs: PersonId, merge: &mut Merge) {
        let edited = self.edited(old, mine);
        let exported = self.exported(old, theirs);
        merge.kept += edited.without(exported).len();
        if exported.is_empty() {
            return;
        }
        self.sort(Some(old), mine, theirs, (exported.without(edited), exported.and(edited)), merge);
    }

    /// Merges a person who was added on both sides. A value that only one side states is no conflict.
    fn added_twice(&self, mine: PersonId, theirs: PersonId, merge: &mut Merge) {
        let says = |field: &Field| field.is_given(self.theirs, theirs);
        let said = self.now.fields(mine, theirs).and(self.stated).iter().filter(says);
        let (both, only): (Vec<Field>, Vec<Field>) = said.partition(|field| field.is_given(self.mine, mine));
        self.sort(None, mine, theirs, (only.into_iter().collect(), both.into_iter().collect()), merge);
    }

    /// Takes fields that only the export changed, and adds conflicts for those that both changed.
    fn sort(
        &self,
        old: Option<PersonId>,
        mine: PersonId,
        theirs: PersonId,
        (mut taken, both): (Fields, Fields),
        merge: &mut Merge,
    ) {
        let mut asked = both.and(self.now.fields(mine, theirs));
        if taken.contains(Field::Seat) || asked.contains(Field::Seat) {
            match [self.place(self.mine, mine), self.place(self.theirs, theirs)] {
                [_, Some(Place::Elsewhere(..))] => {
                    merge.without_rung.push(theirs);
                    taken.remove(Field::Seat);
                    asked.remove(Field::Seat);
                }
                // A suggestion gives way to a known seat.
                [Some(Place::Here(_, source)), Some(Place::Here(_, SeatSource::Suggested))]
                    if source != SeatSource::Suggested =>
                {
                    taken.remove(Field::Seat);
                    asked.remove(Field::Seat);
                }
                // The same rung with two sources.
                [Some(Place::Here(mine, _)), Some(Place::Here(theirs, _))] if mine == theirs => {
                    asked.remove(Field::Seat);
                }
                _ => {}
            }
        }
        // The export names the same manager as before. That the manager has left the export is no change of manager.
        if old.is_some_and(|old| named(self.old, old) == named(self.theirs, theirs)) {
            asked.remove(Field::Manager);
        }
        if named(self.mine, mine) == named(self.theirs, theirs) {
            asked.remove(Field::Manager);
        }
        if !taken.is_empty() {
            merge.taken.push(Taken { mine, theirs, fields: taken });
        }
        let conflict =
            |field| Conflict { old, mine: Some(mine), theirs: Some(theirs), field: Some(field), choice: Choice::Mine };
        merge.conflicts.extend(asked.iter().map(conflict));
    }

    /// Fields changed here. Ladders here may be named differently from those of an export.
    fn edited(&self, old: PersonId, mine: PersonId) -> Fields {
        let mut fields = self.edited.fields(old, mine);
        if fields.contains(Field::Seat) && self.place(self.old, old) == self.place(self.mine, mine) {
            fields.remove(Field::Seat);
        }
        fields
    }

    /// Fields that differ between the old and the new export, among those stated.
    fn exported(&self, old: PersonId, theirs: PersonId) -> Fields {
        let all = self.exported.fields(old, theirs);
        let mut fields = all.and(self.stated);
        let is_suggested = self.theirs.seat(theirs).is_some_and(|seat| seat.source == SeatSource::Suggested);
        if all.contains(Field::Seat) && is_suggested {
            fields.insert(Field::Seat);
        }
        if fields.contains(Field::Seat) && self.place(self.old, old) == self.place(self.theirs, theirs) {
            fields.remove(Field::Seat);
        }
        for (line, field) in [(Line::Dotted, Field::DottedLines), (Line::Assistant, Field::Assists)] {
            if fields.contains(field) && self.only_lost(old, theirs, line) {
                fields.remove(field);
            }
        }
        fields
    }

    /// True when a person's lines differ only because their other end is missing from the new export.
    fn only_lost(&self, old: PersonId, theirs: PersonId, line: Line) -> bool {
        let before = self.old.lines().above(old, line);
        let mut still: Vec<PersonId> = before.into_iter().filter_map(|above| self.exported.after(above)).collect();
        still.sort_unstable();
        still == self.theirs.lines().above(theirs, line)
    }

    /// True when a person missing from the export was changed here, or somebody was put below them here.
    fn is_edited(&self, old: PersonId, mine: PersonId, earlier: &[Option<PersonId>]) -> bool {
        if !self.edited(old, mine).is_empty() {
            return true;
        }
        [(Line::Solid, Field::Manager), (Line::Dotted, Field::DottedLines), (Line::Assistant, Field::Assists)]
            .into_iter()
            .any(|(line, field)| {
                let below = self.mine.lines().below(mine, line);
                below.into_iter().any(|below| match earlier[below.at()] {
                    Some(before) => self.edited(before, below).contains(field),
                    None => true,
                })
            })
    }

    /// Position of a seat in the ladders here; `None` without a seat.
    fn place(&self, org: &Org, person: PersonId) -> Option<Place> {
        let seat = org.seat(person)?;
        Some(match rung_here(self.mine, org, seat.rung) {
            Some(rung) => Place::Here(rung, seat.source),
            None => Place::Elsewhere(org.rung(seat.rung).code.clone(), seat.source),
        })
    }
}

/// A seat in terms of the ladders here.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Here(RungId, SeatSource),
    /// A code that no ladder here has.
    Elsewhere(String, SeatSource),
}

/// Rung here that corresponds to one of another organisation: in the ladder of the same name, otherwise in the first
/// with the code.
fn rung_here(mine: &Org, org: &Org, rung: RungId) -> Option<RungId> {
    let code = &org.rung(rung).code;
    mine.find_rung(&org.ladder(rung).name, code).or_else(|| mine.find_rung("", code))
}

/// Seat here that corresponds to one of another organisation; `None` when no ladder here has the rung.
pub fn seat_here(mine: &Org, org: &Org, seat: Seat) -> Option<Seat> {
    rung_here(mine, org, seat.rung).map(|rung| Seat { rung, ..seat })
}

/// Manager named in a row, whether or not present.
fn named(org: &Org, person: PersonId) -> Option<&str> {
    match (org.manager(person), org.unlinked(person)) {
        (Some(manager), _) => Some(org.key(manager)),
        (None, Some(Unlinked::Unknown(key) | Unlinked::Itself(key))) => Some(key),
        (None, None) => None,
    }
}

/// Fields that anybody has recorded; seats only if some are more than suggestions.
fn stated(theirs: &Org) -> Fields {
    let mut stated = Fields::default();
    let mut open: Vec<Field> = Field::ALL.to_vec();
    for person in theirs.people() {
        let is_firm = theirs.seat(person).is_some_and(|seat| seat.source != SeatSource::Suggested);
        open.retain(|&field| {
            let is_given = if field == Field::Seat { is_firm } else { field.is_given(theirs, person) };
            if is_given {
                stated.insert(field);
            }
            !is_given
        });
        if open.is_empty() {
            break;
        }
    }
    stated
}

fn whole(old: Option<PersonId>, mine: Option<PersonId>, theirs: Option<PersonId>) -> Conflict {
    Conflict { old, mine, theirs, field: None, choice: Choice::Mine }
}
