//! The cards being dragged: where they are, where they could be dropped, and what would follow. `plan` decides what a
//! drop means; the canvas draws it.

use crate::app::state::canvas::picture::Picture;
use crate::app::state::document::Document;
use crate::diagram::{Chart, Hit, Tracks};
use crate::layout::Lane;
use crate::org::{Org, PersonId, RungId, TrackKind};
use crate::plan::{DropRequest, Handover, Planned, Refusal, Target, plan_drop};
use crate::scene::Point;
use std::sync::Arc;

/// Least height, in pixels, of a card or cell that can be picked up or take a report.
pub const GRASPED: f64 = 9.0;

/// Share of a slot's width at either edge where a drop means "beside" instead of "below".
const EDGE: f64 = 0.15;
/// Smallest width of a slot with such edges, in pixels.
const WIDE: f64 = 60.0;

/// A drag in progress.
pub struct Drag {
    /// The people dragged, the one under the pointer first.
    pub people: Vec<PersonId>,
    /// Offset from the upper left corner of the card to the pointer, in points of the picture.
    pub held: Point,
    /// Pointer position, in pixels of the canvas.
    pub pixel: Point,
    /// Drop target; `None` where a drop is impossible.
    pub target: Option<Target>,
    /// Consequences of dropping here, or the reason it is refused.
    pub planned: Option<Result<Planned, Refusal>>,
    /// Set when the arrow keys move the cards instead of the pointer.
    pub by_keys: bool,
}

/// A drop waiting for an answer: who takes over the reports, or whether the closed rung is opened.
pub struct Asked {
    /// The drop, as it is answered at the moment.
    pub request: DropRequest,
    /// Consequences of that answer, or the reason it is refused.
    pub planned: Result<Planned, Refusal>,
    /// Set when the answer is to be reused without asking again.
    pub remember: bool,
    /// Text of the search for a person to take over the reports.
    pub typed: String,
    /// People that match `typed`.
    pub found: Vec<PersonId>,
    /// Pixel of the upper left corner of the dropped card.
    pub corner: Point,
}

impl Drag {
    /// Starts a drag without a target.
    pub fn new(people: Vec<PersonId>, held: Point, pixel: Point) -> Self {
        Self { people, held, pixel, target: None, planned: None, by_keys: false }
    }

    /// Moves the pointer to a pixel of the canvas, which shows the point `at` of the picture; `scale` is in pixels per
    /// point. The consequences are worked out again only when the target changes.
    pub fn over(
        &mut self,
        document: &mut Document,
        picture: &Picture,
        (pixel, at, scale): (Point, Point, f64),
        handover: Handover,
    ) {
        self.pixel = pixel;
        let target = match picture {
            Picture::Tracks(tracks) => target_at(tracks, &document.snapshot.org, at, scale, &self.people),
            Picture::Tree(chart) => target_in_tree(chart, at, &self.people),
        };
        if target != self.target {
            self.aim(document, target, handover);
        }
    }

    /// Sets the target and works out the consequences.
    pub fn aim(&mut self, document: &mut Document, target: Option<Target>, handover: Handover) {
        self.target = target;
        self.planned =
            target.map(|target| plan(document, &DropRequest { people: self.people.clone(), target, handover }));
    }
}

/// Rung that an arrow key leads to from `from`: the nearest row with a rung up or down the same track, or across on the
/// other track. `None` when there is none.
pub fn beside(tracks: &Tracks, org: &Org, person: PersonId, from: RungId, (x, y): (i32, i32)) -> Option<RungId> {
    let row = tracks.rows().iter().position(|row| row.rungs.contains(&from))?;
    let own = match org.track(from).kind {
        TrackKind::Ic => Lane::Ic,
        TrackKind::Management => Lane::Management,
    };
    let on = |row: usize, lane: Lane| rung_on(tracks, org, (row, lane), Some(person));
    match (x, y) {
        (_, -1) => (0..row).rev().find_map(|row| on(row, own)),
        (_, 1) => (row + 1..tracks.rows().len()).find_map(|row| on(row, own)),
        (x, _) => {
            let lane = if x < 0 { Lane::Ic } else { Lane::Management };
            let mut rows: Vec<usize> = (0..tracks.rows().len()).collect();
            rows.sort_by_key(|&other| other.abs_diff(row));
            if lane == own { None } else { rows.into_iter().find_map(|row| on(row, lane)) }
        }
    }
}

/// Consequences of a drop.
pub fn plan(document: &mut Document, request: &DropRequest) -> Result<Planned, Refusal> {
    let snapshot = &mut document.snapshot;
    // In place unless another thread is reading the organisation; in that case on a copy.
    plan_drop(Arc::make_mut(&mut snapshot.org), &snapshot.judgement, request)
}

/// Target of a drop at a point of the picture.
fn target_at(tracks: &Tracks, org: &Org, at: Point, scale: f64, people: &[PersonId]) -> Option<Target> {
    if let Some(Hit::Person(person)) = tracks.hit(at)
        && !people.contains(&person)
        && let Some(place) = tracks.place(person).filter(|place| place.height() * scale >= GRASPED)
    {
        // The edges of a slot stand for the gaps beside it, as long as there is a middle between them. In the IC lane
        // later siblings stand further left.
        let along = (at.x - place.left) / place.width();
        let is_edge = place.width() * scale >= WIDE && !(EDGE..=1.0 - EDGE).contains(&along);
        let is_later = tracks.frame().lane_at(at.x) == Lane::Management;
        return Some(match is_edge {
            true => Target::Beside { sibling: person, behind: (along > 0.5) == is_later },
            false => Target::Manager(person),
        });
    }
    match tracks.ground_at(at) {
        Some((row, lane)) => rung_on(tracks, org, (row, lane), people.first().copied()).map(Target::Rung),
        None => Some(Target::Top),
    }
}

/// Target of a drop in the tree: below the person whose card is hit; outside the picture, the top.
fn target_in_tree(chart: &Chart, at: Point, people: &[PersonId]) -> Option<Target> {
    match chart.hit(at) {
        Some(Hit::Person(person) | Hit::Count(person)) if people.contains(&person) => None,
        Some(Hit::Person(person) | Hit::Count(person)) => Some(Target::Manager(person)),
        _ => (!chart.bounds().contains(at)).then_some(Target::Top),
    }
}

/// Rung of a row and track for a person: on their own track first, then on their own ladder, then the first in the
/// file.
pub fn rung_on(tracks: &Tracks, org: &Org, (row, lane): (usize, Lane), person: Option<PersonId>) -> Option<RungId> {
    let kind = match lane {
        Lane::Ic => TrackKind::Ic,
        Lane::Management => TrackKind::Management,
    };
    let own = person.and_then(|person| org.seat(person)).map(|seat| org.rung_place(seat.rung));
    let on_side = tracks.rows().get(row)?.rungs.iter().copied().filter(|&rung| org.track(rung).kind == kind);
    on_side.min_by_key(|&rung| {
        let place = org.rung_place(rung);
        own.map_or(0, |own| if place.ladder != own.ladder { 2 } else { u8::from(place.track != own.track) })
    })
}
