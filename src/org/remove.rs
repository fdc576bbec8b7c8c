//! Removing a person, and restoring the same person in the same position: what the removal takes away is returned for
//! undo. `removed.rs` marks removed people.

use super::*;

/// What a removal takes away; the columns keep the rest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// Seat; stored because ladders may change meanwhile.
    pub seat: Option<Seat>,
    /// Name in the file when there was no such manager.
    pub unlinked: Option<Unlinked>,
    /// Sort key among siblings.
    pub order: Option<f64>,
    /// Upper ends of the person's lines, in id order of each kind.
    pub above: Vec<(PersonId, Line)>,
    /// Lower ends of the person's lines, in id order of each kind.
    pub below: Vec<(PersonId, Line)>,
    /// Fields that few people have.
    pub details: Details,
}

impl Org {
    /// Removes a person with all lines; reports become tops. The handle is never reused except by [`Org::revive`].
    pub fn remove(&mut self, person: PersonId) -> Kept {
        let mut kept = Kept { seat: self.seat(person), unlinked: self.unlinked.remove(&person), ..Kept::default() };
        for line in [Line::Solid, Line::Dotted, Line::Assistant] {
            kept.above.extend(self.lines.above(person, line).into_iter().map(|above| (above, line)));
            kept.below.extend(self.lines.below(person, line).into_iter().map(|below| (below, line)));
        }
        // A line from a person to themselves is already among those up.
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

    /// Restores a removed person with everything taken away. The key must be free, and no report may get a second
    /// manager.
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

    /// True for the handle of a removed person.
    pub fn is_removed(&self, person: PersonId) -> bool {
        self.removed.has(person)
    }
}
