//! Removing somebody, and bringing back the same person to the same place: what is lost is kept for the one who undoes
//! it. Who is removed is marked in `removed.rs`.

use super::*;

/// What a person loses by being removed; the columns keep the rest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// The seat: ladders may change meanwhile.
    pub seat: Option<Seat>,
    /// What the file names where there is no such manager.
    pub unlinked: Option<Unlinked>,
    /// The place among the siblings.
    pub order: Option<f64>,
    /// Where the lines up went, in id order of each kind.
    pub above: Vec<(PersonId, Line)>,
    /// Where the lines down went, in id order of each kind.
    pub below: Vec<(PersonId, Line)>,
    /// What few people have recorded.
    pub details: Details,
}

impl Org {
    /// Removes somebody with all lines; reports become tops. The handle is not used again but by [`Org::revive`].
    pub fn remove(&mut self, person: PersonId) -> Kept {
        let mut kept = Kept { seat: self.seat(person), unlinked: self.unlinked.remove(&person), ..Kept::default() };
        for line in [Line::Solid, Line::Dotted, Line::Assistant] {
            kept.above.extend(self.lines.above(person, line).into_iter().map(|above| (above, line)));
            kept.below.extend(self.lines.below(person, line).into_iter().map(|below| (below, line)));
        }
        // A line from oneself to oneself is among those up already.
        kept.below.retain(|&(below, _)| below != person);
        self.lines.isolate(person);
        if self.has_details(person) {
            std::mem::swap(self.details_mut(person), &mut kept.details);
        }
        kept.order = self.order.remove(&person);
        self.set_seat(person, None);
        self.keys.hide(person.0);
        self.removed.set(person, true);
        kept
    }

    /// Brings somebody back who was removed, with all that they lost. The key has to be free, and the lines down may
    /// give nobody a second manager.
    pub fn revive(&mut self, person: PersonId, mut kept: Kept) {
        self.removed.set(person, false);
        self.keys.show(person.0);
        self.set_seat(person, kept.seat);
        self.set_order(person, kept.order);
        if let Some(unlinked) = kept.unlinked {
            self.unlinked.insert(person, unlinked);
        }
        kept.above.iter().for_each(|&(above, line)| self.lines.connect(above, person, line));
        kept.below.iter().for_each(|&(below, line)| self.lines.connect(person, below, line));
        if !kept.details.is_empty() {
            self.swap_details(person, &mut kept.details);
        }
    }

    /// Whether the handle is of somebody who was removed.
    pub fn is_removed(&self, person: PersonId) -> bool {
        self.removed.has(person)
    }
}
