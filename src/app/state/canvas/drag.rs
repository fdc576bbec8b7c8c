//! Cards in the hand: where they are, where they could go, and what would follow. What a drop means is decided by
//! `plan`; the picture of it is drawn by the canvas.

use crate::app::state::canvas::picture::Picture;
use crate::app::state::document::Document;
use crate::diagram::{Chart, Hit, Tracks};
use crate::layout::Lane;
use crate::org::{Org, PersonId, RungId, TrackKind};
use crate::plan::{DropRequest, Handover, Planned, Refusal, Target, plan_drop};
use crate::scene::Point;
use std::sync::Arc;

/// Pixels that a card or cell is high at least where it can be picked up, or take a report.
pub const GRASPED: f64 = 9.0;

/// Part of a slot's width at its edges where somebody is dropped beside it, and the width in pixels of one that has such
/// edges.
const EDGE: f64 = 0.15;
const WIDE: f64 = 60.0;

/// Somebody picked up.
pub struct Drag {
    /// Who, the one under the pointer first.
    pub people: Vec<PersonId>,
    /// From the upper left corner of the card to the pointer, in points of the picture.
    pub held: Point,
    /// Where the pointer is, in pixels of the canvas.
    pub pixel: Point,
    /// Where they would go; `None` where nobody can be dropped.
    pub target: Option<Target>,
    /// What would follow, or why nothing would.
    pub planned: Option<Result<Planned, Refusal>>,
    /// Whether keys carry them, and not the pointer.
    pub by_keys: bool,
}

/// A drop that waits for an answer: who takes the reports, or whether the rung is opened.
pub struct Asked {
    /// What is asked about, as it is answered now.
    pub request: DropRequest,
    /// What would follow.
    pub planned: Result<Planned, Refusal>,
    /// Whether the answer is kept for the next time.
    pub remember: bool,
    /// What was typed to find who takes the reports.
    pub typed: String,
    /// Who was found by it.
    pub found: Vec<PersonId>,
    /// Pixel of the upper left corner of the card that was dropped.
    pub corner: Point,
}

impl Drag {
    /// Picks somebody up.
    pub fn new(people: Vec<PersonId>, held: Point, pixel: Point) -> Self {
        Self { people, held, pixel, target: None, planned: None, by_keys: false }
    }

    /// Moves to a place of the canvas, which shows `at` of the picture; `scale` is in pixels per point. What would
    /// follow is worked out anew only where the target is another.
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

    /// Turns to another target and works out what would follow.
    pub fn aim(&mut self, document: &mut Document, target: Option<Target>, handover: Handover) {
        self.target = target;
        self.planned =
            target.map(|target| plan(document, &DropRequest { people: self.people.clone(), target, handover }));
    }
}

/// Where keys carry somebody from a rung: up or down their side, or to the other side, on the nearest row that has a
/// rung there. `None` where there is none.
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

/// What would follow of a drop.
pub fn plan(document: &mut Document, request: &DropRequest) -> Result<Planned, Refusal> {
    let snapshot = &mut document.snapshot;
    // In place unless somebody else is reading it: then on a copy.
    plan_drop(Arc::make_mut(&mut snapshot.org), &snapshot.judgement, request)
}

/// Where people would go who are dropped at a point of the picture.
fn target_at(tracks: &Tracks, org: &Org, at: Point, scale: f64, people: &[PersonId]) -> Option<Target> {
    if let Some(Hit::Person(person)) = tracks.hit(at)
        && !people.contains(&person)
        && let Some(place) = tracks.place(person).filter(|place| place.height() * scale >= GRASPED)
    {
        // The edges of a slot stand for the gaps beside it, as long as a middle is left. In the IC lane what comes later
        // stands further left.
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

/// The same in the tree: on somebody's card is below them, beside the whole picture is a top.
fn target_in_tree(chart: &Chart, at: Point, people: &[PersonId]) -> Option<Target> {
    match chart.hit(at) {
        Some(Hit::Person(person) | Hit::Count(person)) if people.contains(&person) => None,
        Some(Hit::Person(person) | Hit::Count(person)) => Some(Target::Manager(person)),
        _ => (!chart.bounds().contains(at)).then_some(Target::Top),
    }
}

/// The rung of a side of a row that somebody would sit on: of their own track, else of their own ladder, else the
/// first of the file.
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
