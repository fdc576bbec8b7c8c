//! What differs between two organisations: the ladder, the people, the seats, the pay, the findings. A diff holds
//! handles into both sides and numbers; how it is told is the work of reports and windows.

mod findings;
mod head;
mod ladder;
mod parts;
mod seat;
mod sentences;
mod side;

pub use findings::{FindingChange, Turn};
pub use head::HeadChange;
pub use ladder::{LadderChange, LadderField};
pub use parts::{FEW, Paid, Part, Parts, Weighed, median_of};
pub use seat::SeatChange;
pub use side::{Both, Side};

use super::{Field, Fields, Pair};
use crate::org::{Kind, PersonId};

/// Somebody on both sides who is not the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Changed {
    /// The handle before.
    pub before: PersonId,
    /// The handle after.
    pub after: PersonId,
    /// What differs; never empty.
    pub fields: Fields,
    /// What became of the seat, where that differs.
    pub seat: Option<SeatChange>,
}

/// How many people went which way; every row of both sides is in one of the first five.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Persons who are the same on both sides.
    pub unchanged: usize,
    /// Rows that are no person and the same on both sides: vacancies, programs, further posts.
    pub unchanged_others: usize,
    /// On both sides, and different.
    pub changed: usize,
    /// Only after.
    pub new: usize,
    /// Only before.
    pub left: usize,
    /// Moved to the IC track.
    pub to_ic: usize,
    /// Moved to the management track.
    pub to_management: usize,
    /// To a higher rung of the same track.
    pub up: usize,
    /// To a lower rung of the same track.
    pub down: usize,
    /// With another manager.
    pub manager: usize,
}

/// What differs between two organisations.
#[derive(Clone, Debug, PartialEq)]
pub struct Diff {
    /// What the file says of the whole: name, date, currency, mode.
    pub head: Vec<HeadChange>,
    /// Ladders and their rungs, in the order of the side after; what is gone comes last.
    pub ladders: Vec<LadderChange>,
    /// Who changed, in the order of the side after.
    pub changed: Vec<Changed>,
    /// Who is only after.
    pub new: Vec<PersonId>,
    /// Who is only before.
    pub left: Vec<PersonId>,
    /// How many went which way.
    pub counts: Counts,
    /// Seats and pay by rung, by team, and of the whole.
    pub parts: Parts,
    /// Findings that clear, appear or change: those of ladder and organisation, then those of people.
    pub findings: Vec<FindingChange>,
    /// Whether findings, pay and records of single people may be told: only where both sides show people.
    pub shows_people: bool,
}

impl Diff {
    /// Compares, people matched by key. Linear in the people of both sides.
    pub fn of(before: &Side, after: &Side) -> Self {
        let pair = Pair::of(before.org, after.org);
        let shows_people = before.org.shows_people() && after.org.shows_people();
        let mut counts = Counts::default();
        let (mut changed, mut left) = (Vec::new(), Vec::new());
        for person in before.org.people() {
            let Some(now) = pair.after(person) else {
                left.push(person);
                continue;
            };
            let fields = pair.fields(person, now);
            if fields.is_empty() {
                // Vacancies and programs are nobody who stays as they were.
                let is_somebody = before.org.kind(person) == Kind::Person && !before.org.is_other_post(person);
                *(if is_somebody { &mut counts.unchanged } else { &mut counts.unchanged_others }) += 1;
                continue;
            }
            let seat = fields.contains(Field::Seat).then(|| seat::change(before, person, after, now));
            counts.manager += usize::from(fields.contains(Field::Manager));
            match seat {
                Some(SeatChange::ToIc) => counts.to_ic += 1,
                Some(SeatChange::ToManagement) => counts.to_management += 1,
                Some(SeatChange::Up) => counts.up += 1,
                Some(SeatChange::Down) => counts.down += 1,
                _ => {}
            }
            changed.push(Changed { before: person, after: now, fields, seat });
        }
        changed.sort_unstable_by_key(|changed| changed.after);
        let known = pair.known();
        let new: Vec<PersonId> = after.org.people().filter(|person| !known[person.at()]).collect();
        (counts.changed, counts.new, counts.left) = (changed.len(), new.len(), left.len());
        Self {
            head: head::changes(before.org, after.org),
            ladders: ladder::changes(before.org, after.org),
            changed,
            new,
            left,
            counts,
            parts: Parts::of(before.org, after.org),
            findings: findings::changes(before, after, &pair, shows_people),
            shows_people,
        }
    }

    /// Whether the two are the same in all that a file says; comments and the order of the rows left out.
    pub fn is_empty(&self) -> bool {
        let Self { head, ladders, changed, new, left, .. } = self;
        head.is_empty() && ladders.is_empty() && changed.is_empty() && new.is_empty() && left.is_empty()
    }

    /// The change of somebody who is after; `None` for the unchanged and the new.
    pub fn change_of(&self, after: PersonId) -> Option<&Changed> {
        let at = self.changed.binary_search_by_key(&after, |changed| changed.after).ok()?;
        self.changed.get(at)
    }
}
