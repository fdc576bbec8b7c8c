//! Lines on demand: from a person up to the top and down to their direct reports, in the gaps between the slots. Each
//! runs below the line of slots that it leaves, along the edge of the lane at the gutter, and above the line of slots
//! that it reaches, so that it crosses no slot.

use super::tracks::Tracks;
use crate::diagram::view::View;
use crate::layout::Lane;
use crate::org::{Line, Org, PersonId};
use crate::rules::Judgement;
use crate::scene::{LineMark, Mark, Point, Role, Stroke};
use std::collections::BTreeMap;

/// Height of a slot in pixels below which lines to single reports show nothing.
const LEAST: f64 = 3.0;

impl Tracks {
    /// Height of the gaps between the lines of slots in a person's row; 0 if they are not drawn.
    pub(super) fn gap(&self, person: PersonId) -> f64 {
        let cell = self.placed.cell(person.0);
        cell.row().map_or(0.0, |row| {
            let grid = self.frame().grid(row, cell.lane(), 0);
            grid.pitch.height - grid.slot.height
        })
    }

    /// Path from a manager down to a report; `None` if one of them is not drawn.
    pub fn way(&self, above: PersonId, below: PersonId) -> Option<Vec<Point>> {
        let (from, to) = (self.place(above)?, self.place(below)?);
        let [from_lane, to_lane] = [above, below].map(|person| self.placed.cell(person.0).lane());
        let leaves = from.bottom + self.gap(above) / 2.0;
        let mut comes = to.top - self.gap(below) / 2.0;
        if self.is_clear(above, below) || (from_lane == to_lane && (leaves - comes).abs() < 1e-6) {
            // Nothing is between the two lines of slots, so one horizontal run is enough.
            comes = leaves;
        }
        let (start, end) = (from.center().x, to.center().x);
        let mut points = vec![Point::new(start, from.bottom), Point::new(start, leaves)];
        if from_lane != to_lane || (leaves - comes).abs() > 1e-6 {
            let edge = self.edge(from_lane);
            points.push(Point::new(edge, leaves));
            if from_lane != to_lane {
                points.push(Point::new(self.edge(to_lane), leaves));
            }
            points.push(Point::new(self.edge(to_lane), comes));
        }
        points.extend([Point::new(end, comes), Point::new(end, to.top)]);
        points.dedup();
        Some(points)
    }

    /// True if both are in the same lane and no line of slots with anybody in it is between theirs.
    fn is_clear(&self, above: PersonId, below: PersonId) -> bool {
        let [from, to] = [above, below].map(|person| self.placed.cell(person.0));
        let (Some(first), Some(last)) = (from.row(), to.row()) else { return false };
        let (Some(a), Some(b)) = (self.place(above), self.place(below)) else { return false };
        let lane = from.lane();
        let is_empty = |row: usize| self.placed.members(row, lane).is_empty();
        let in_last_line = || {
            let grid = self.frame().grid(first, lane, 0);
            let stripes = if self.frame().bands[first].is_divided { self.frame().stripes[0].len() } else { 1 };
            let lines =
                |stripe| self.frame().grid(first, lane, stripe).lines(self.placed.count_in(first, lane, stripe));
            let last = (0..stripes).map(lines).max().unwrap_or(0);
            a.top > grid.top + (f64::from(last) - 1.5) * grid.pitch.height
        };
        let in_first_line = || b.top < self.frame().grid(last, lane, 0).top + 1e-6;
        lane == to.lane() && first < last && (first + 1..last).all(is_empty) && in_last_line() && in_first_line()
    }

    /// Edge of a lane at the gutter.
    fn edge(&self, lane: Lane) -> f64 {
        let [ic, management] = self.frame().lanes;
        if lane == Lane::Ic { ic.1 } else { management.0 }
    }

    /// People related to the selected or hovered one: those above, and direct reports; sorted.
    pub(super) fn related(&self, judgement: &Judgement, view: &View) -> Vec<PersonId> {
        let Some(person) = view.selected.or(view.hovered) else { return Vec::new() };
        let mut related: Vec<PersonId> = judgement.tree.chain(person).chain(judgement.tree.reports(person)).collect();
        related.sort_unstable();
        related
    }

    /// Draws the lines of the selected person, or else of the hovered one.
    pub(super) fn routes(&self, org: &Org, judgement: &Judgement, view: &View, out: &mut dyn FnMut(Mark)) {
        let Some(person) = view.selected.or(view.hovered).filter(|&person| self.place(person).is_some()) else {
            return;
        };
        let unit = 1.0 / view.scale;
        let mut line = |points: Vec<Point>, stroke: Stroke, opacity: f64| {
            if points.len() > 1 {
                out(Mark::Line(LineMark { points, radius: 4.0 * unit.min(1.0), stroke, opacity }));
            }
        };
        let strong = Stroke::new(Role::Accent, 2.0 * unit);
        // People who are not drawn are skipped: the line goes on to the next one above.
        let mut below = person;
        for above in judgement.tree.chain(person) {
            if let Some(way) = self.way(above, below) {
                line(way, strong, 1.0);
                below = above;
            }
        }
        let is_seen = |person: &PersonId| self.place(*person).is_some_and(|slot| slot.height() * view.scale >= LEAST);
        let reports: Vec<PersonId> = judgement.tree.reports(person).filter(is_seen).collect();
        self.fan(person, &reports, Stroke::new(Role::Accent, 1.4 * unit), &mut line);
        let dotted = Stroke::new(Role::Accent, 1.2 * unit).dashed(2.0 * unit, 3.0 * unit);
        for above in org.lines().above(person, Line::Dotted) {
            line(self.way(above, person).unwrap_or_default(), dotted, 0.8);
        }
        for below in org.lines().below(person, Line::Dotted) {
            line(self.way(person, below).unwrap_or_default(), dotted, 0.8);
        }
    }

    /// Draws the lines to all reports, with shared parts drawn once.
    fn fan(
        &self,
        above: PersonId,
        reports: &[PersonId],
        stroke: Stroke,
        line: &mut dyn FnMut(Vec<Point>, Stroke, f64),
    ) {
        // By lane and height above the line of slots reached: extent of the horizontal line.
        let mut lines: BTreeMap<(Lane, u64), (f64, f64)> = BTreeMap::new();
        let mut ends: BTreeMap<Lane, (f64, f64)> = BTreeMap::new();
        for &report in reports {
            let Some(way) = self.way(above, report) else { continue };
            let lane = self.placed.cell(report.0).lane();
            if self.is_clear(above, report) {
                line(way, stroke, 1.0);
                continue;
            }
            let [.., before, last] = way.as_slice() else { continue };
            line(vec![*before, *last], stroke, 1.0);
            let start = way.get(way.len() - 3).map_or(before.x, |point| point.x);
            let reach = lines.entry((lane, before.y.to_bits())).or_insert((start, start));
            *reach = (reach.0.min(before.x), reach.1.max(before.x));
            let height = ends.entry(lane).or_insert((before.y, before.y));
            *height = (height.0.min(before.y), height.1.max(before.y));
        }
        for ((_, y), (left, right)) in &lines {
            let y = f64::from_bits(*y);
            line(vec![Point::new(*left, y), Point::new(*right, y)], stroke, 1.0);
        }
        let Some(from) = self.place(above) else { return };
        let own = self.placed.cell(above.0).lane();
        let leaves = from.bottom + self.gap(above) / 2.0;
        let start = from.center().x;
        if !ends.is_empty() {
            line(vec![Point::new(start, from.bottom), Point::new(start, leaves)], stroke, 1.0);
        }
        for (lane, (top, bottom)) in ends {
            let edge = self.edge(lane);
            // Reports on the very next line need no detour.
            if lane != own || (top, bottom) != (leaves, leaves) {
                line(vec![Point::new(start, leaves), Point::new(self.edge(own), leaves)], stroke, 1.0);
                if lane != own {
                    line(vec![Point::new(self.edge(own), leaves), Point::new(edge, leaves)], stroke, 1.0);
                }
                line(vec![Point::new(edge, leaves.min(top)), Point::new(edge, leaves.max(bottom))], stroke, 1.0);
            }
        }
    }
}
