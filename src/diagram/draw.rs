//! The parts of the tracks view in the order they are painted: ground, lines, labels, blocks, words of a gauge.

use super::cards::{self, cell, cell_rect};
use super::folding::Block;
use super::look::Look;
use super::look_marks::bands;
use super::roles::lane_role;
use super::sizes::{CELL, CELL_PITCH, CELLS_SCALE, PLAIN_SCALE, TEXT_SCALE};
use super::tracks::{NONE, Tracks, cells_top};
use super::view::View;
use super::words::count;
use crate::layout::{Connector, Item};
use crate::org::{Org, PersonId};
use crate::rules::Judgement;
use crate::scene::text::width as text_width;
use crate::scene::{Anchor, BoxMark, LineMark, Mark, Point, Rect, Role, Stroke, TextMark, Weight};

/// Radius of the corners of lines.
const RADIUS: f64 = 6.0;
/// Length of a line in pixels below which the others say enough.
const SHORTEST: f64 = 1.0;
/// Rows that a line may cross and still be a short one.
const LONG_WAY: u32 = 1;

impl Tracks {
    /// Tints of the lanes, the open ground above the end of the IC track, lines between the rows, heads.
    pub(super) fn ground(&self, view: &View, out: &mut dyn FnMut(Mark)) {
        let [ic, management] = self.placed.lanes;
        let bottom = self.placed.bounds.bottom;
        let top_of = |row: usize| self.placed.bands.get(row).map_or(bottom, |band| band.top + 6.0);
        let first_ic = self.ends.as_ref().map_or(0.0, |&(_, row, _)| top_of(row));
        let tint = |left: f64, top: f64, right: f64, bottom: f64, role| {
            Mark::Box(BoxMark::filled(Rect { left, top, right, bottom }, 0.0, role))
        };
        out(tint(ic.0, first_ic, ic.1, bottom, Role::IcTint));
        let ground_end = self.fork.map_or(0.0, |row| top_of(row + 1));
        if self.fork.is_some() {
            out(tint(management.0, 0.0, management.1, ground_end, Role::ManagementTint));
        }
        for row in 0..self.placed.bands.len() {
            let y = top_of(row);
            if y >= view.window.top && y <= view.window.bottom {
                let points = vec![Point::new(ic.0, y), Point::new(management.1, y)];
                out(line(points, Stroke::new(Role::Line, 1.0), 1.0));
            }
        }
        if let Some((from, to, _)) = &self.ends {
            let open = self.open_ground(*from, *to);
            out(Mark::Box(BoxMark {
                fill: None,
                hatch: Some(Role::Line),
                ..BoxMark::filled(open, 0.0, Role::Background)
            }));
            let points = vec![Point::new(ic.0, open.bottom), Point::new(ic.1, open.bottom)];
            out(line(points, Stroke::new(Role::Under, 2.0), 1.0));
        }
        self.heads(view, out);
    }

    pub(super) fn lines(&self, judgement: &Judgement, view: &View, out: &mut dyn FnMut(Mark)) {
        let focus = view.selected.or(view.hovered);
        let mut lit: Vec<(u32, u32)> = Vec::new();
        if let Some(person) = focus {
            let chain = std::iter::once(person).chain(judgement.tree.chain(person));
            for at in chain.filter_map(|p| self.boxes.box_of(p)) {
                let connector = self.connector_to[at as usize];
                if connector != NONE && !lit.contains(&(connector, at)) {
                    lit.push((connector, at));
                }
            }
        }
        let opacity = if lit.is_empty() { 1.0 } else { 0.45 };
        let width = (0.7 / view.scale).max(1.3);
        for connector in &self.connectors {
            if !self.is_near(connector, view) {
                continue;
            }
            let above = &self.boxes.items[connector.above as usize];
            let below = &self.boxes.items[connector.below[0] as usize];
            let long = above.lane != below.lane || below.row > above.row + LONG_WAY || below.row <= above.row;
            if view.scale < PLAIN_SCALE && (long || self.is_dot(connector, view)) {
                continue;
            }
            let opacity = if long { opacity * 0.6 } else { opacity };
            let mut stroke = Stroke::new(Role::StrongLine, width);
            if connector.dotted {
                stroke = Stroke::new(Role::StrongLine, width).dashed(2.0, 4.0);
            }
            let radius = if view.scale < TEXT_SCALE { 0.0 } else { RADIUS };
            // The bus reaches the outermost reports; of those between only who is in view has a line to be seen.
            let last = connector.below.len().saturating_sub(1);
            let room = RADIUS + 2.0 * width;
            let is_seen = |top: &Point| {
                top.x >= view.window.left - room
                    && top.x <= view.window.right + room
                    && (top.y - connector.bus).abs() * view.scale >= SHORTEST
            };
            let tops: Vec<Point> = connector
                .below
                .iter()
                .map(|&at| self.top_of(at))
                .enumerate()
                .filter(|(at, top)| *at == 0 || *at == last || is_seen(top))
                .map(|(_, top)| top)
                .collect();
            for points in connector.lines(&tops, RADIUS) {
                out(Mark::Line(LineMark { points, radius, stroke, opacity }));
            }
        }
        for (connector, at) in lit {
            let points = self.connectors[connector as usize].way(self.top_of(at));
            out(line(points, Stroke::new(Role::Accent, (1.2 / view.scale).max(2.0)), 1.0));
        }
    }

    /// Whether all lines of a connector are hardly more than a pixel.
    fn is_dot(&self, connector: &Connector, view: &View) -> bool {
        let ends = [connector.below.first(), connector.below.last()].into_iter().flatten().map(|&at| self.top_of(at));
        let mut points = connector.trunk.iter().copied().chain(ends);
        let Some(first) = points.next() else { return true };
        let is_close = |to: Point| (to.x - first.x).abs().max((to.y - first.y).abs()) * view.scale < 2.0 * SHORTEST;
        points.all(is_close)
    }

    fn is_near(&self, connector: &Connector, view: &View) -> bool {
        let window = view.window;
        let (mut left, mut right) = (f64::INFINITY, f64::NEG_INFINITY);
        let (mut top, mut bottom) = (connector.bus, connector.bus);
        for point in &connector.trunk {
            (left, right) = (left.min(point.x), right.max(point.x));
            (top, bottom) = (top.min(point.y), bottom.max(point.y));
        }
        for &at in [connector.below.first(), connector.below.last()].into_iter().flatten() {
            let to = self.top_of(at);
            (left, right) = (left.min(to.x), right.max(to.x));
            (top, bottom) = (top.min(to.y), bottom.max(to.y));
        }
        left <= window.right && right >= window.left && top <= window.bottom && bottom >= window.top
    }

    pub(super) fn block_marks(
        &self,
        org: &Org,
        (block, members, across): (Block, &[PersonId], u32),
        (rect, item): (Rect, &Item),
        view: &View,
        out: &mut dyn FnMut(Mark),
    ) {
        let top = cells_top(block, rect);
        let words = |branch: Option<PersonId>| {
            // The root of a branch comes first of its branch in tree order, so it can only be the first of its block.
            match branch.filter(|root| members.first() == Some(root)) {
                Some(root) if members.len() > 1 => {
                    format!("{} and branch · {} here", org.label(root), count(members.len() as f64))
                }
                Some(root) => org.label(root).to_owned(),
                None => format!("{} people", count(members.len() as f64)),
            }
        };
        if let Block::Branch(branch) = block {
            cards::branch_label(|| words(branch), rect, view.scale, out);
        }
        let lines = members.len().div_ceil(across as usize);
        let pitch = CELL_PITCH.1;
        let first = ((view.window.top - top) / pitch).floor().clamp(0.0, lines as f64) as usize;
        let last = ((view.window.bottom - top) / pitch).ceil().clamp(0.0, lines as f64) as usize;
        let columns = |x: f64| ((x - rect.left) / CELL_PITCH.0).clamp(0.0, f64::from(across)) as usize;
        let (left, right) = (columns(view.window.left), columns(view.window.right + CELL_PITCH.0));
        let role = lane_role(item.lane);
        // From afar the full lines are one rectangle, and the last line another.
        let rest = cards::rest_of(CELLS_SCALE, view.scale);
        let is_banded = rest > 0.0 && {
            let end = top + lines as f64 * pitch - (pitch - CELL.1);
            bands(
                members,
                Rect { top, bottom: end, ..rect },
                rest * filter_shade(members.iter().copied(), view),
                view,
                out,
            )
        };
        let opacity = 0.4 * rest;
        if opacity > 0.0 && !is_banded {
            let opacity = opacity * matching_shade(members.iter().copied(), view);
            // The end of the last line is not seen any more where a line is a part of a pixel.
            let is_one = pitch * view.scale < 0.5;
            let full = if is_one { lines } else { (members.len() / across as usize).min(lines) };
            if full > 0 {
                let bottom = top + full as f64 * pitch - (pitch - CELL.1);
                let right = cell_rect(rect, top, across, across.min(members.len() as u32) - 1).right;
                let whole = Rect { left: rect.left, top, right, bottom };
                out(Mark::Box(BoxMark { opacity, ..BoxMark::filled(whole, 0.0, role) }));
            }
            if full < lines {
                let right = cell_rect(rect, top, across, members.len() as u32 - 1).right;
                let above = if full > 0 { pitch - CELL.1 } else { 0.0 };
                let y = top + full as f64 * pitch;
                let last = Rect { left: rect.left, top: y - above, right, bottom: y + CELL.1 };
                out(Mark::Box(BoxMark { opacity, ..BoxMark::filled(last, 0.0, role) }));
            }
        }
        if view.scale >= CELLS_SCALE {
            for line in first..last {
                for column in left..right {
                    let index = line * across as usize + column;
                    let Some(&person) = members.get(index) else { break };
                    let place = cell_rect(rect, top, across, index as u32);
                    let role = view.look.role(person, item.lane);
                    cell(org, person, (place, role), view.standing(person), view.scale, out);
                }
            }
            return;
        }
        if let Block::Branch(branch) = block {
            cards::far_branch_label(|| words(branch), rect, view, out);
        }
        if let Some(selected) = view.selected
            && let index = self.boxes.cell_of(selected)
            && members.get(index as usize) == Some(&selected)
        {
            let place = cell_rect(rect, top, across, index).expanded(3.0 / view.scale);
            out(Mark::Box(BoxMark::filled(place, 0.0, Role::Accent)));
        }
    }

    /// What a gauge says, beside one of its ends, where there is room for it.
    pub(super) fn gauge_words(&self, words: &str, (x, ends): (f64, [f64; 2]), role: Role, out: &mut dyn FnMut(Mark)) {
        let width = text_width(words, 11.0, Weight::SemiBold) + 16.0;
        let is_free = |rect: &Rect| {
            let inside = self.placed.bounds;
            let in_picture = rect.left >= inside.left && rect.right <= inside.right && rect.bottom <= inside.bottom;
            in_picture
                && !self
                    .within(rect.expanded(2.0))
                    .any(|at| self.placed.rects[at as usize].overlaps(&rect.expanded(2.0)))
        };
        let places = ends.into_iter().flat_map(|y| {
            [x - width - 10.0, x + 10.0]
                .map(|left| [y - 11.0, y + 8.0, y - 30.0].map(|top| Rect::new(left, top, width, 22.0)))
        });
        if let Some(place) = places.flatten().find(is_free) {
            let stroke = Some(Stroke::new(role, 1.0));
            out(Mark::Box(BoxMark { stroke, ..BoxMark::filled(place, 11.0, Role::Surface) }));
            let at = Point::new(place.center().x, place.center().y + 4.0);
            out(text(at, Anchor::Middle, 11.0, Weight::SemiBold, role, words.to_owned()));
        }
    }
}

/// How much of its colour a block keeps that is drawn as one: by the part of its people whom a filter leaves.
pub(super) fn matching_shade(members: impl ExactSizeIterator<Item = PersonId>, view: &View) -> f64 {
    let all = members.len();
    if all == 0 || !view.fades() {
        return 1.0;
    }
    let left = members.filter(|&person| view.is_left(person)).count();
    0.2 + 0.8 * left as f64 / all as f64
}

/// The same by a filter alone.
fn filter_shade(members: impl ExactSizeIterator<Item = PersonId>, view: &View) -> f64 {
    matching_shade(members, &View { look: Look::default(), ..*view })
}

fn text(at: Point, anchor: Anchor, size: f64, weight: Weight, role: Role, text: String) -> Mark {
    Mark::Text(TextMark { at, anchor, size, weight, role, text })
}

fn line(points: Vec<Point>, stroke: Stroke, opacity: f64) -> Mark {
    Mark::Line(LineMark { points, radius: RADIUS, stroke, opacity })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagram::Folding;
    use crate::generate;

    /// How much of the colour of their lane is seen in the middle of somebody; `None` where nothing stands.
    fn tint(tracks: &Tracks, org: &Org, judgement: &Judgement, person: PersonId, scale: f64) -> Option<f64> {
        let place = tracks.place(person)?;
        let at = place.center();
        let size = (800.0 / scale, 600.0 / scale);
        let window = Rect::new(at.x - size.0 / 2.0, at.y - size.1 / 2.0, size.0, size.1);
        let view = View::at(window, scale);
        let mut seen = None;
        tracks.marks(org, judgement, &view, &mut |mark| {
            if let Mark::Box(mark) = mark
                && mark.rect.expanded(0.1).contains(Point::new(place.left, place.top))
                && mark.rect.expanded(0.1).contains(Point::new(place.right, place.bottom))
            {
                let under = seen.unwrap_or(0.0);
                match mark.fill {
                    Some(Role::Ic | Role::Management) => seen = Some(under + (1.0 - under) * mark.opacity),
                    Some(Role::Surface) => seen = Some(0.0),
                    _ => {}
                }
            }
        });
        seen
    }

    #[test]
    fn zooming_never_loses_anybody_and_changes_little_at_once() {
        let org = generate::org(3000, 1).0;
        let judgement = Judgement::of(&org);
        let tracks = Tracks::new(&judgement.facts(&org), &judgement, &Folding::default());
        for person in judgement.tree.order().iter().copied().step_by(300) {
            let mut last: Option<f64> = None;
            for step in 0..420 {
                let scale = 0.001 * 1.02_f64.powi(step);
                let seen = tint(&tracks, &org, &judgement, person, scale);
                let seen = seen.unwrap_or_else(|| panic!("{} is lost at {scale}", org.key(person)));
                if let Some(last) = last {
                    assert!((seen - last).abs() < 0.1, "{} at {scale}: {last} became {seen}", org.key(person));
                }
                last = Some(seen);
            }
        }
    }
}
