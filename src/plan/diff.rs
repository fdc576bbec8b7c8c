//! Differences between two organisations: ladder, people, seats, pay, findings. A diff holds numbers and handles into
//! both sides; reports and views put it into words.

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

/// A person on both sides with differences.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Changed {
    /// Handle on the before side.
    pub before: PersonId,
    /// Handle on the after side.
    pub after: PersonId,
    /// Fields that differ; never empty.
    pub fields: Fields,
    /// Change of the seat, if it differs.
    pub seat: Option<SeatChange>,
}

impl Changed {
    /// True where nothing of the change may be shown, nor who it is.
    pub fn is_hidden(&self, shows_people: bool) -> bool {
        self.fields.shown(shows_people).is_empty()
    }
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
    /// On the after side only.
    pub new: usize,
    /// On the before side only.
    pub left: usize,
    /// Moved to the IC track.
    pub to_ic: usize,
    /// Moved to the management track.
    pub to_management: usize,
    /// Moved to a higher rung of the same track.
    pub up: usize,
    /// Moved to a lower rung of the same track.
    pub down: usize,
    /// With another manager.
    pub manager: usize,
}

/// Differences between two organisations.
#[derive(Clone, Debug, PartialEq)]
pub struct Diff {
    /// Differences in the file's head: name, date, currency, mode.
    pub head: Vec<HeadChange>,
    /// Differences in ladders and rungs, in the order of the after side; removed ones last.
    pub ladders: Vec<LadderChange>,
    /// People with differences, in the order of the after side.
    pub changed: Vec<Changed>,
    /// People on the after side only.
    pub new: Vec<PersonId>,
    /// People on the before side only.
    pub left: Vec<PersonId>,
    /// Number of people by kind of change.
    pub counts: Counts,
    /// Seats and pay by rung, by team, and in total.
    pub parts: Parts,
    /// Findings that clear, appear or change: first about ladder and organisation, then about people.
    pub findings: Vec<FindingChange>,
    /// True when findings, pay and records of single people may be shown, that is, when both sides show people
    /// and the window hides no one.
    pub shows_people: bool,
    /// True when sums and medians of pay may be shown, that is, when both sides show them.
    pub shows_pay: bool,
}

impl Diff {
    /// Compares two sides, matching people by key. Linear in the people of both.
    pub fn of(before: &Side, after: &Side) -> Self {
        Self::shown(before, after, true)
    }

    /// The same where nothing about single people may be shown unless `may_show_people`.
    pub fn shown(before: &Side, after: &Side, may_show_people: bool) -> Self {
        let pair = Pair::of(before.org, after.org);
        let shows_people = may_show_people && before.org.shows_people() && after.org.shows_people();
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
            parts: Parts::of(&pair, shows_people),
            findings: findings::changes(before, after, &pair, shows_people),
            shows_people,
            shows_pay: before.org.shows_sums_of_pay() && after.org.shows_sums_of_pay(),
        }
    }

    /// True when the two are equal in everything that a file records, apart from comments and the order of rows.
    pub fn is_empty(&self) -> bool {
        let Self { head, ladders, changed, new, left, .. } = self;
        head.is_empty() && ladders.is_empty() && changed.is_empty() && new.is_empty() && left.is_empty()
    }

    /// Number of people who differ only in what may not be shown of them.
    pub fn hidden(&self) -> usize {
        self.changed.iter().filter(|it| it.is_hidden(self.shows_people)).count()
    }

    /// Change of a person on the after side; `None` for an unchanged or new one.
    pub fn change_of(&self, after: PersonId) -> Option<&Changed> {
        let at = self.changed.binary_search_by_key(&after, |changed| changed.after).ok()?;
        self.changed.get(at)
    }
}
