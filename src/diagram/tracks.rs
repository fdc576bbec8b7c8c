//! The tracks view: two lanes on shared rungs, laid out once, drawn for any window and zoom.

use super::badges::{badge_of, has_gauge};
use super::boxes::{Boxes, Content};
use super::cards::{self, cell_rect};
use super::fit::fit;
use super::folding::{Block, Folding};
use super::gauge::Gauge;
use super::look_marks::lines;
use super::roles::lane_role;
use super::rows::{Row, RowKind, Rows};
use super::sizes::{BLOCK_LABEL, CELL_PITCH, PLAIN_SCALE, TEXT_SCALE};
use super::view::{Hit, View};
use super::words::{heads, one_path_end, track_end};
use crate::layout::{Connector, Lane, Placed, Sizes, connectors, entry};
use crate::org::{Line, Org, PersonId, TrackKind};
use crate::rules::{Facts, Judgement};
use crate::scene::{Mark, Point, Rect, Role};

/// A laid out picture of one organisation.
#[derive(Clone)]
pub struct Tracks {
    pub(super) rows: Vec<Row>,
    pub(super) boxes: Boxes,
    pub(super) placed: Placed,
    pub(super) sizes: Sizes,
    pub(super) connectors: Vec<Connector>,
    /// The connector that comes into each box; `u32::MAX` for tops.
    pub(super) connector_to: Vec<u32>,
    /// Boxes of each shelf, left to right.
    pub(super) shelves: Vec<Vec<u32>>,
    pub(super) per_row: usize,
    /// Grades and heights of the rows that have one, from the highest down.
    pub(super) axis: Vec<(f64, f64)>,
    pub(super) heads: [(String, String); 2],
    /// Row where the IC track ends, and what stands above it, where the track ends too early.
    pub(super) ends: Option<(usize, usize, String)>,
    /// Last row of management's ground.
    pub(super) fork: Option<usize>,
    people: usize,
    /// Who would lose the rung on one path, and its row; `None` on the tracks that there are.
    pub(super) lost: Option<Vec<(PersonId, u32)>>,
    /// Who works with whom, from above.
    dotted: Vec<(PersonId, PersonId)>,
}

pub(super) const NONE: u32 = u32::MAX;

impl Tracks {
    /// Lays an organisation out. Linear in people, apart from a few tries for a handy width.
    pub fn new(facts: &Facts, judgement: &Judgement, folding: &Folding) -> Self {
        Self::beside(facts, judgement, folding, None)
    }

    /// The same to be seen beside another picture: rungs that both have are at least as high as there, so that each of
    /// two that stand beside each other has them at the same height.
    pub fn beside(facts: &Facts, judgement: &Judgement, folding: &Folding, other: Option<&Self>) -> Self {
        let rows = Rows::of(facts, folding.is_one_path());
        let boxes = Boxes::of(facts, judgement, &rows, folding);
        let mut dotted: Vec<(PersonId, PersonId)> = facts.org.lines().all(Line::Dotted).collect();
        dotted.sort_unstable();
        dotted.dedup();
        let of = |row: &Row| other.and_then(|other| Some((other, other.rows.iter().position(|it| it.is_same(row))?)));
        let height = |(other, at): (&Self, usize)| other.placed.bands[at].bottom - other.placed.bands[at].top;
        let least: Vec<f64> = rows.rows.iter().map(|row| of(row).map_or(0.0, height)).collect();
        Self::of(facts, rows, boxes, dotted, &least)
    }

    /// The picture after an edit of `changed`, everybody whose seat, lines or findings are others now. Only the
    /// unfolded part and the folded branches with one of them are looked at again; equal to [`Tracks::new`]. A
    /// change of the ladder needs that one.
    pub fn after(self, facts: &Facts, judgement: &Judgement, folding: &Folding, changed: &[PersonId]) -> Self {
        let rows = Rows::of(facts, folding.is_one_path());
        let boxes = self.boxes.after(facts, judgement, &rows, folding, changed);
        let mut dotted = self.dotted;
        dotted.retain(|(_, below)| !changed.contains(below));
        let lines = facts.org.lines();
        for &below in changed {
            dotted.extend(lines.above(below, Line::Dotted).into_iter().map(|above| (above, below)));
        }
        dotted.sort_unstable();
        dotted.dedup();
        Self::of(facts, rows, boxes, dotted, &[])
    }

    fn of(facts: &Facts, mut rows: Rows, mut boxes: Boxes, dotted: Vec<(PersonId, PersonId)>, least: &[f64]) -> Self {
        for (item, seats) in boxes.items.iter().zip(boxes.seats(facts.org)) {
            rows.rows[item.row as usize].seats[item.lane as usize] += seats;
        }
        let (mut placed, sizes) = fit(&mut boxes, rows.rows.len());
        placed.heighten(&boxes.items, least);
        let between: Vec<(u32, u32)> = dotted
            .iter()
            .filter_map(|&(above, below)| Some((boxes.box_of(above)?, boxes.box_of(below)?)))
            .filter(|(above, below)| above != below)
            .collect();
        let connectors = connectors(&boxes.items, &between, &placed, &sizes);
        let mut connector_to = vec![NONE; boxes.items.len()];
        for (at, connector) in connectors.iter().enumerate().filter(|(_, connector)| !connector.dotted) {
            for &below in &connector.below {
                connector_to[below as usize] = at as u32;
            }
        }
        let per_row = placed.bands.first().map_or(1, |band| band.shelves.len());
        let mut shelves = vec![Vec::new(); placed.bands.len() * per_row];
        for (at, item) in boxes.items.iter().enumerate() {
            shelves[item.row as usize * per_row + item.shelf as usize].push(at as u32);
        }
        for shelf in &mut shelves {
            shelf.sort_by(|&a, &b| placed.rects[a as usize].left.total_cmp(&placed.rects[b as usize].left));
        }
        let axis = rows
            .rows
            .iter()
            .zip(&placed.bands)
            .filter_map(|(row, band)| match row.kind {
                RowKind::Grade(grade) => Some((grade, band.middle())),
                RowKind::Apart | RowKind::NoRung => None,
            })
            .collect();
        let fork = rows
            .rows
            .iter()
            .rposition(|row| matches!(row.kind, RowKind::Grade(_)) && has_rung(facts.org, row, TrackKind::Management));
        let people = boxes.people();
        let lost = rows.is_one_path().then(|| rows.lost(facts));
        let ends = match &lost {
            Some(lost) => one_path_end(facts, &rows.rows, lost.len()),
            None => track_end(facts, &rows.rows),
        };
        let mut tracks = Self {
            ends,
            heads: heads(facts, &rows.rows),
            rows: rows.rows,
            boxes,
            placed,
            sizes,
            connectors,
            connector_to,
            shelves,
            per_row,
            axis,
            fork,
            people,
            lost,
            dotted,
        };
        if tracks.axis.is_empty() {
            tracks.ends = None;
        }
        tracks
    }

    /// The whole picture, in points.
    pub fn bounds(&self) -> Rect {
        self.placed.bounds
    }

    /// The rows, the highest on top.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Upper and lower edge of a row's band; bands do not overlap.
    pub fn band(&self, row: usize) -> (f64, f64) {
        let band = &self.placed.bands[row];
        (band.top, band.bottom)
    }

    /// The ground of one side of a row: what lights up when somebody can be dropped there.
    pub fn ground_of(&self, row: usize, lane: Lane) -> Rect {
        let (left, right) = self.placed.lanes[lane as usize];
        let (top, bottom) = self.band(row);
        Rect { left, top, right, bottom }
    }

    /// Row and side of a point; the gutter belongs to the nearer side. `None` beside the rows.
    pub fn ground_at(&self, at: Point) -> Option<(usize, Lane)> {
        let row = self.placed.bands.partition_point(|band| band.bottom < at.y);
        self.placed.bands.get(row).filter(|band| band.top <= at.y)?;
        let [ic, management] = self.placed.lanes;
        let lane = if at.x < (ic.1 + management.0) / 2.0 { Lane::Ic } else { Lane::Management };
        (ic.0 <= at.x && at.x <= management.1).then_some((row, lane))
    }

    /// Number of people in the picture.
    pub fn people(&self) -> usize {
        self.people
    }

    /// Cards and blocks as (rectangle, row, lane), for tests and the overview.
    pub fn boxes(&self) -> impl Iterator<Item = (Rect, usize, Lane)> + '_ {
        self.boxes.items.iter().zip(&self.placed.rects).map(|(item, &rect)| (rect, item.row as usize, item.lane))
    }

    /// All ways of the reporting lines, for tests.
    pub fn ways(&self) -> impl Iterator<Item = Vec<Point>> + '_ {
        self.connectors
            .iter()
            .flat_map(move |connector| connector.below.iter().map(move |&below| connector.way(self.top_of(below))))
    }

    /// Card or cell of a person; `None` for who is not drawn.
    pub fn place(&self, person: PersonId) -> Option<Rect> {
        let at = self.boxes.box_of(person)?;
        let rect = *self.placed.rects.get(at as usize)?;
        match self.boxes.contents[at as usize] {
            Content::Card(_) => Some(rect),
            Content::Cells { block, across, .. } => {
                Some(cell_rect(rect, cells_top(block, rect), across, self.boxes.cell_of(person)))
            }
        }
    }

    /// The block that a person stands in.
    pub fn block(&self, person: PersonId) -> Option<Block> {
        let at = self.boxes.box_of(person)?;
        match self.boxes.contents.get(at as usize)? {
            Content::Card(_) => None,
            Content::Cells { block, .. } => Some(*block),
        }
    }

    /// How many people stand in blocks of folded branches.
    pub fn folded(&self) -> usize {
        let folded = |content: &Content| match content {
            Content::Cells { block: Block::Branch(_), list, .. } => self.boxes.members(*list).len(),
            _ => 0,
        };
        self.boxes.contents.iter().map(folded).sum()
    }

    /// What stands at a point.
    pub fn hit(&self, at: Point) -> Option<Hit> {
        let row = self.placed.bands.partition_point(|band| band.bottom < at.y);
        let band = self.placed.bands.get(row).filter(|band| band.top <= at.y)?;
        if at.x > self.placed.lanes[0].1 && at.x < self.placed.lanes[1].0 {
            return Some(Hit::Row(row));
        }
        let shelf = band.shelves.iter().rposition(|&(top, height)| height > 0.0 && top <= at.y)?;
        let on_shelf = &self.shelves[row * self.per_row + shelf];
        let next = on_shelf.partition_point(|&b| self.placed.rects[b as usize].left <= at.x);
        let found = *on_shelf.get(next.checked_sub(1)?)?;
        let rect = self.placed.rects[found as usize];
        if !rect.contains(at) {
            return None;
        }
        match self.boxes.contents[found as usize] {
            Content::Card(person) => Some(Hit::Person(person)),
            Content::Cells { block, list, across } => {
                let members = self.boxes.members(list);
                let (column, line) = (
                    ((at.x - rect.left) / CELL_PITCH.0).floor() as u32,
                    ((at.y - cells_top(block, rect)) / CELL_PITCH.1).floor().max(0.0) as u32,
                );
                let index = line.saturating_mul(across).saturating_add(column);
                let cell = cell_rect(rect, cells_top(block, rect), across, index);
                match members.get(index as usize) {
                    Some(&person) if column < across && cell.contains(at) => Some(Hit::Person(person)),
                    _ => Some(Hit::Block(block)),
                }
            }
        }
    }

    /// A coarse picture for a minimap: at most a few thousand rectangles.
    pub fn overview(&self, out: &mut dyn FnMut(Rect, Role)) {
        let step = (self.boxes.items.len() / 2000).max(1);
        for (item, rect) in self.boxes.items.iter().zip(&self.placed.rects).step_by(step) {
            out(*rect, lane_role(item.lane));
        }
    }

    /// Draws what is in the window, from the ground up.
    pub fn marks(&self, org: &Org, judgement: &Judgement, view: &View, out: &mut dyn FnMut(Mark)) {
        self.ground(view, out);
        self.lines(judgement, view, out);
        self.labels(view, out);
        let show_people = view.show_people && org.shows_people();
        let (mut gauges, mut lost) = (Vec::new(), Vec::<(f64, f64, f64)>::new());
        for at in self.within(view.window) {
            let (item, rect) = (&self.boxes.items[at as usize], self.placed.rects[at as usize]);
            // A row of many shelves is higher than the window; a gauge reaches out of its own.
            let is_seen = rect.top <= view.window.bottom && rect.bottom >= view.window.top;
            match self.boxes.contents[at as usize] {
                Content::Card(person) => {
                    let standing = view.standing(person);
                    let finding = judgement.badge(person).filter(|_| show_people && !standing.faded);
                    let (badge, role) = (finding.map(badge_of), view.look.role(person, item.lane));
                    let shown = cards::Shown { badge, pay: view.show_pay, standing, role };
                    if is_seen {
                        cards::card(org, person, rect, shown, view.scale, out);
                        lines((org, judgement), person, rect, view, out);
                        let is_beside = |it: &&(f64, f64, f64)| (it.0 - rect.right).abs() < 20.0;
                        let beside = lost.iter().filter(is_beside).count();
                        lost.extend(self.lost_marks(person, rect, (view.scale, beside), out));
                    }
                    // On one path the point is who loses a rung: gauges belong to the tracks that there are.
                    if let Some(finding) = finding.filter(|finding| has_gauge(finding) && self.lost.is_none()) {
                        gauges.push((person, rect, finding));
                    }
                }
                Content::Cells { .. } if !is_seen => {}
                Content::Cells { block, list, across } => {
                    let members = self.boxes.members(list);
                    self.block_marks(org, (block, members, across), (rect, item), view, out);
                }
            }
        }
        // Gauges of cards that stand over each other share a gap: every second one moves aside.
        let mut drawn: Vec<(f64, f64, f64)> = Vec::new();
        if view.scale >= PLAIN_SCALE {
            let facts = judgement.facts(org);
            let measure = facts.measure();
            for (person, rect, finding) in gauges {
                let Some(gauge) = Gauge::of(&measure, person, finding) else { continue };
                let (top, bottom) = gauge.reach(|grade| self.height_of(grade));
                let shared = drawn.iter().filter(|&&(x, t, b)| x == rect.right && t < bottom && top < b).count();
                drawn.push((rect.right, top, bottom));
                let x = rect.right + if shared % 2 == 0 { 7.0 } else { 14.0 };
                gauge.draw(rect, x, |grade| self.height_of(grade), out);
                if view.selected == Some(person) && view.scale >= TEXT_SCALE {
                    let ends = [self.height_of(gauge.holds), self.height_of(gauge.record)];
                    self.gauge_words(&finding.say(&facts), (x, ends), gauge.role, out);
                }
            }
        }
        drawn.append(&mut lost);
        self.track_end(&drawn, view, out);
    }

    /// Height of a grade: between rows interpolated, beyond them one row a rung, within the picture.
    pub fn height_of(&self, grade: f64) -> f64 {
        const ROW: f64 = 92.0;
        let (Some(&first), Some(&last)) = (self.axis.first(), self.axis.last()) else { return 0.0 };
        let y = if grade >= first.0 {
            first.1 - (grade - first.0) * ROW
        } else if grade <= last.0 {
            last.1 + (last.0 - grade) * ROW
        } else {
            let next = self.axis.partition_point(|a| a.0 > grade);
            let (above, below) = (self.axis[next.saturating_sub(1)], self.axis[next]);
            above.1 + (above.0 - grade) / (above.0 - below.0) * (below.1 - above.1)
        };
        y.clamp(self.placed.bounds.top + 24.0, self.placed.bounds.bottom - 12.0)
    }

    pub(super) fn top_of(&self, at: u32) -> Point {
        entry(&self.placed.rects[at as usize], &self.sizes)
    }

    /// Boxes that reach into a window, row by row.
    pub(super) fn within(&self, window: Rect) -> impl Iterator<Item = u32> + '_ {
        let first = self.placed.bands.partition_point(|band| band.bottom < window.top);
        let rows = (first..self.placed.bands.len()).take_while(move |&row| self.placed.bands[row].top <= window.bottom);
        rows.flat_map(move |row| &self.shelves[row * self.per_row..(row + 1) * self.per_row]).flat_map(move |shelf| {
            let from = shelf.partition_point(|&b| self.placed.rects[b as usize].right < window.left);
            shelf[from..].iter().copied().take_while(move |&b| self.placed.rects[b as usize].left <= window.right)
        })
    }
}

/// Upper edge of the first line of cells.
pub(super) fn cells_top(block: Block, rect: Rect) -> f64 {
    rect.top + if matches!(block, Block::Branch(_)) { BLOCK_LABEL } else { 0.0 }
}

fn has_rung(org: &Org, row: &Row, kind: TrackKind) -> bool {
    row.rungs.iter().any(|&rung| org.track(rung).kind == kind)
}
