//! Change of a person's seat: track and direction.

use super::Side;
use crate::measure::SAME_GRADE;
use crate::org::{PersonId, RungId, Seat, TrackKind};

/// Kind of change of a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SeatChange {
    /// From management to the IC track.
    ToIc,
    /// From the IC track to management.
    ToManagement,
    /// To a higher rung of the same track.
    Up,
    /// To a lower rung of the same track.
    Down,
    /// To a rung that is neither higher nor lower, or cannot be compared.
    Aside,
    /// From no rung to one.
    Seated,
    /// From a rung to none.
    Unseated,
    /// Same rung with another source, such as a suggestion that was confirmed.
    Source,
}

impl SeatChange {
    /// Stable name in files: `to_ic`.
    pub fn id(self) -> &'static str {
        match self {
            Self::ToIc => "to_ic",
            Self::ToManagement => "to_management",
            Self::Up => "up",
            Self::Down => "down",
            Self::Aside => "aside",
            Self::Seated => "seated",
            Self::Unseated => "unseated",
            Self::Source => "source",
        }
    }

    /// Words that precede the two codes: `to the IC track`.
    pub fn words(self) -> &'static str {
        match self {
            Self::ToIc => "to the IC track",
            Self::ToManagement => "to the management track",
            Self::Up => "up",
            Self::Down => "down",
            Self::Aside => "to another rung",
            Self::Seated => "to a rung",
            Self::Unseated => "to no rung",
            Self::Source => "the same rung, from another source",
        }
    }
}

/// Kind of change of a seat that differs.
pub fn change(before: &Side, was: PersonId, after: &Side, is: PersonId) -> SeatChange {
    let (was, is) = match (before.org.seat(was), after.org.seat(is)) {
        (Some(was), Some(is)) => (was, is),
        (None, _) => return SeatChange::Seated,
        (_, None) => return SeatChange::Unseated,
    };
    let kinds = [before.org.track(was.rung).kind, after.org.track(is.rung).kind];
    match kinds {
        [TrackKind::Management, TrackKind::Ic] => SeatChange::ToIc,
        [TrackKind::Ic, TrackKind::Management] => SeatChange::ToManagement,
        _ if is_same_rung(before, was, after, is) => SeatChange::Source,
        _ => match rise(before, was.rung, after, is.rung) {
            Some(rise) if rise > SAME_GRADE => SeatChange::Up,
            Some(rise) if rise < -SAME_GRADE => SeatChange::Down,
            _ => SeatChange::Aside,
        },
    }
}

fn is_same_rung(before: &Side, was: Seat, after: &Side, is: Seat) -> bool {
    before.org.rung(was.rung).code == after.org.rung(is.rung).code
        && before.org.ladder(was.rung).name == after.org.ladder(is.rung).name
}

/// Rungs from `was` up to `is`, each graded by its own side; by position when either has no grade.
fn rise(before: &Side, was: RungId, after: &Side, is: RungId) -> Option<f64> {
    let grades = before.judgement.scale.grade(was).zip(after.judgement.scale.grade(is));
    if let Some((was, is)) = grades {
        return Some(is - was);
    }
    let place = |side: &Side, rung: RungId| f64::from(side.org.rung_place(rung).entry);
    let is_same_ladder = before.org.ladder(was).name == after.org.ladder(is).name;
    is_same_ladder.then(|| place(after, is) - place(before, was))
}
