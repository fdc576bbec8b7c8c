//! The tracks view: two lanes on shared rungs, laid out once, drawn for any window and zoom.

use super::boxes::{BLOCK_LABEL, Block, Boxes, CELL_PITCH, Content, Folding};
use super::cards::{self, Standing, badge_of, branch_label, cell, cell_rect, lane_role};
use super::gauge::Gauge;
use super::rows::{Row, RowKind, Rows};
use crate::layout::{Lane, Node, Placed, Route, Sizes, entry, place, routes};
use crate::org::{Line, Org, PersonId, RungId, TrackKind};
use crate::rules::{Facts, Judgement};
use crate::scene::text::{shorten, width as text_width};
use crate::scene::{Anchor, BoxMark, LineMark, Mark, Point, Rect, Role, Stroke, TextMark, Weight};

/// What stands at a point of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// A card or a cell.
    Person(PersonId),
    /// A block, beside its cells.
    Block(Block),
    /// The label of a row, by its index in [`Tracks::rows`].
    Row(usize),
}

/// Which part of the picture is drawn, how large, and what stands out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// The visible part of the picture, in points.
    pub window: Rect,
    /// Pixels per point.
    pub scale: f64,
    /// Whose chain is drawn in full.
    pub selected: Option<PersonId>,
    /// Who is under the pointer.
    pub hovered: Option<PersonId>,
    /// Whether badges and gauges are drawn; the file's mode can forbid them all the same.
    pub show_people: bool,
    /// Whether cards say the yearly full-time pay.
    pub show_pay: bool,
}

/// A laid out picture of one organisation.
pub struct Tracks {
    rows: Vec<Row>,
    boxes: Boxes,
    placed: Placed,
    sizes: Sizes,
    routes: Vec<Route>,
    /// The route that comes into each box; `u32::MAX` for tops.
    route_to: Vec<u32>,
    /// Boxes of each shelf, left to right.
    shelves: Vec<Vec<u32>>,
    per_row: usize,
    /// Grades and heights of the rows that have one, from the highest down.
    axis: Vec<(f64, f64)>,
    heads: [(String, String); 2],
    /// Row where the IC track ends, and what stands above it, where the track ends too early.
    ends: Option<(usize, usize, String)>,
    /// Last row of management's ground.
    fork: Option<usize>,
    people: usize,
}

/// The canvas that a picture is folded and shelved for, in points: it should be seen as large as possible.
const CANVAS: (f64, f64) = (1080.0, 800.0);
/// More shelves must make the picture larger by this factor.
const WORTH: f64 = 1.06;
/// Least width to height of a picture.
const TALLEST: f64 = 0.26;
const LONG_WAY: u32 = 1;
const NONE: u32 = u32::MAX;

impl Tracks {
    /// Lays an organisation out. Linear in people, apart from a few tries for a handy width.
    pub fn new(facts: &Facts, judgement: &Judgement, folding: &Folding) -> Self {
        let rows = Rows::of(facts);
        let mut boxes = Boxes::of(facts, judgement, &rows, folding);
        let (placed, sizes) = fit(&mut boxes, rows.rows.len());
        let dotted: Vec<(u32, u32)> = facts
            .org
            .lines()
            .all(Line::Dotted)
            .map(|(above, below)| (boxes.box_of[above.at()], boxes.box_of[below.at()]))
            .filter(|&(above, below)| above != NONE && below != NONE && above != below)
            .collect();
        let routes = routes(&boxes.nodes, &dotted, &placed, &sizes);
        let mut route_to = vec![NONE; boxes.nodes.len()];
        for (at, route) in routes.iter().enumerate().filter(|(_, route)| !route.dotted) {
            for &below in &route.below {
                route_to[below as usize] = at as u32;
            }
        }
        let per_row = placed.bands.first().map_or(1, |band| band.shelves.len());
        let mut shelves = vec![Vec::new(); placed.bands.len() * per_row];
        for (at, node) in boxes.nodes.iter().enumerate() {
            shelves[node.row as usize * per_row + node.shelf as usize].push(at as u32);
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
        let people = boxes.box_of.iter().filter(|&&at| at != NONE).count();
        let mut tracks = Self {
            ends: track_end(facts, &rows.rows),
            heads: heads(facts, &rows.rows),
            rows: rows.rows,
            boxes,
            placed,
            sizes,
            routes,
            route_to,
            shelves,
            per_row,
            axis,
            fork,
            people,
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

    /// Number of people in the picture.
    pub fn people(&self) -> usize {
        self.people
    }

    /// Cards and blocks as (rectangle, row, lane), for tests and the overview.
    pub fn boxes(&self) -> impl Iterator<Item = (Rect, usize, Lane)> + '_ {
        self.boxes.nodes.iter().zip(&self.placed.rects).map(|(node, &rect)| (rect, node.row as usize, node.lane))
    }

    /// All ways of the reporting lines, for tests.
    pub fn ways(&self) -> impl Iterator<Item = Vec<Point>> + '_ {
        self.routes.iter().flat_map(move |route| route.below.iter().map(move |&below| route.way(self.top_of(below))))
    }

    /// Card or cell of a person; `None` for who is not drawn.
    pub fn place(&self, person: PersonId) -> Option<Rect> {
        let at = *self.boxes.box_of.get(person.at())?;
        let rect = *self.placed.rects.get(at as usize)?;
        match self.boxes.contents[at as usize] {
            Content::Card(_) => Some(rect),
            Content::Cells { block, from, to, across } => {
                let members = &self.boxes.members[from as usize..to as usize];
                let index = members.iter().position(|&member| member == person)?;
                Some(cell_rect(rect, cells_top(block, rect), across, index as u32))
            }
        }
    }

    /// The block that a person stands in.
    pub fn block(&self, person: PersonId) -> Option<Block> {
        let at = *self.boxes.box_of.get(person.at())?;
        match self.boxes.contents.get(at as usize)? {
            Content::Card(_) => None,
            Content::Cells { block, .. } => Some(*block),
        }
    }

    /// How many people stand in blocks of folded branches.
    pub fn folded(&self) -> usize {
        let folded = |content: &Content| match content {
            Content::Cells { block: Block::Branch(_), from, to, .. } => (to - from) as usize,
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
            Content::Cells { block, from, to, across } => {
                let (column, line) = (
                    ((at.x - rect.left) / CELL_PITCH.0).floor() as u32,
                    ((at.y - cells_top(block, rect)) / CELL_PITCH.1).floor().max(0.0) as u32,
                );
                let index = line.saturating_mul(across).saturating_add(column);
                let inside = column < across && index < to - from;
                let cell = cell_rect(rect, cells_top(block, rect), across, index);
                if inside && cell.contains(at) {
                    Some(Hit::Person(self.boxes.members[(from + index) as usize]))
                } else {
                    Some(Hit::Block(block))
                }
            }
        }
    }

    /// A coarse picture for a minimap: at most a few thousand rectangles.
    pub fn overview(&self, out: &mut dyn FnMut(Rect, Role)) {
        let step = (self.boxes.nodes.len() / 2000).max(1);
        for (node, rect) in self.boxes.nodes.iter().zip(&self.placed.rects).step_by(step) {
            out(*rect, lane_role(node.lane));
        }
    }

    /// Draws what is in the window, from the ground up.
    pub fn marks(&self, org: &Org, judgement: &Judgement, view: &View, out: &mut dyn FnMut(Mark)) {
        self.ground(view, out);
        self.lines(judgement, view, out);
        self.labels(view, out);
        let show_people = view.show_people && org.shows_people();
        let mut gauges = Vec::new();
        for at in self.visible(view) {
            let (node, rect) = (&self.boxes.nodes[at as usize], self.placed.rects[at as usize]);
            match self.boxes.contents[at as usize] {
                Content::Card(person) => {
                    let finding = judgement.badge(person).filter(|_| show_people);
                    let standing = standing(view, person);
                    let shown = cards::Shown { badge: finding.map(badge_of), pay: view.show_pay, standing };
                    cards::card(org, person, (rect, node.lane), shown, view.scale, out);
                    if let Some(finding) = finding.filter(|finding| cards::has_gauge(finding)) {
                        gauges.push((person, rect, finding));
                    }
                }
                Content::Cells { block, from, to, across } => {
                    let members = &self.boxes.members[from as usize..to as usize];
                    self.block_marks(org, (block, members, across), (rect, node), view, out);
                }
            }
        }
        if view.scale >= cards::PLAIN_SCALE {
            let facts = judgement.facts(org);
            let measure = facts.measure();
            // Gauges of cards that stand over each other share a gap: every second one moves aside.
            let mut drawn: Vec<(f64, f64, f64)> = Vec::new();
            for (person, rect, finding) in gauges {
                let Some(gauge) = Gauge::of(&measure, person, finding) else { continue };
                let (top, bottom) = gauge.reach(|grade| self.height_of(grade));
                let shared = drawn.iter().filter(|&&(x, t, b)| x == rect.right && t < bottom && top < b).count();
                drawn.push((rect.right, top, bottom));
                let x = rect.right + if shared % 2 == 0 { 7.0 } else { 14.0 };
                gauge.draw(rect, x, |grade| self.height_of(grade), out);
                if view.selected == Some(person) && view.scale >= cards::TEXT_SCALE {
                    let ends = [self.height_of(gauge.holds), self.height_of(gauge.record)];
                    self.gauge_words(&finding.say(&facts), (x, ends), gauge.role, out);
                }
            }
        }
    }

    /// What a gauge says, beside one of its ends, where there is room for it.
    fn gauge_words(&self, words: &str, (x, ends): (f64, [f64; 2]), role: Role, out: &mut dyn FnMut(Mark)) {
        let width = text_width(words, 11.0, Weight::SemiBold) + 16.0;
        let is_free = |rect: &Rect| {
            let inside = self.placed.bounds;
            let in_picture = rect.left >= inside.left && rect.right <= inside.right && rect.bottom <= inside.bottom;
            in_picture && !self.placed.rects.iter().any(|taken| taken.overlaps(&rect.expanded(2.0)))
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

    fn top_of(&self, at: u32) -> Point {
        entry(&self.placed.rects[at as usize], &self.sizes)
    }

    /// Boxes in the window, row by row.
    fn visible(&self, view: &View) -> impl Iterator<Item = u32> + '_ {
        let window = view.window;
        let first = self.placed.bands.partition_point(|band| band.bottom < window.top);
        let rows = (first..self.placed.bands.len()).take_while(move |&row| self.placed.bands[row].top <= window.bottom);
        rows.flat_map(move |row| &self.shelves[row * self.per_row..(row + 1) * self.per_row]).flat_map(move |shelf| {
            let from = shelf.partition_point(|&b| self.placed.rects[b as usize].right < window.left);
            shelf[from..].iter().copied().take_while(move |&b| self.placed.rects[b as usize].left <= window.right)
        })
    }

    fn block_marks(
        &self,
        org: &Org,
        (block, members, across): (Block, &[PersonId], u32),
        (rect, node): (Rect, &Node),
        view: &View,
        out: &mut dyn FnMut(Mark),
    ) {
        let top = cells_top(block, rect);
        if let Block::Branch(branch) = block {
            let words = match branch.filter(|&root| members.contains_first(root)) {
                Some(root) => format!("{} and branch", org.label(root)),
                None => format!("{} people", members.len()),
            };
            branch_label(&words, rect, view.scale, out);
        }
        let lines = members.len().div_ceil(across as usize);
        let pitch = CELL_PITCH.1;
        let first = ((view.window.top - top) / pitch).floor().clamp(0.0, lines as f64) as usize;
        let last = ((view.window.bottom - top) / pitch).ceil().clamp(0.0, lines as f64) as usize;
        // Below four pixels a line of cells is one bar; below one pixel the block is one rectangle.
        let role = lane_role(node.lane);
        if pitch * view.scale < 1.0 {
            let whole = Rect { top, ..rect };
            out(Mark::Box(BoxMark { opacity: 0.4, ..BoxMark::filled(whole, 0.0, role) }));
        } else if pitch * view.scale < 5.0 {
            for line in first..last {
                let count = (members.len() - line * across as usize).min(across as usize) as u32;
                let (start, end) = (cell_rect(rect, top, across, 0), cell_rect(rect, top, across, count - 1));
                let y = top + line as f64 * pitch;
                let bar = Rect { left: start.left, top: y, right: end.right, bottom: y + 16.0 };
                out(Mark::Box(BoxMark { opacity: 0.4, ..BoxMark::filled(bar, 0.0, role) }));
            }
        } else {
            for line in first..last {
                for column in 0..across as usize {
                    let index = line * across as usize + column;
                    let Some(&person) = members.get(index) else { break };
                    let place = cell_rect(rect, top, across, index as u32);
                    if place.right >= view.window.left && place.left <= view.window.right {
                        cell(org, person, (place, node.lane), standing(view, person), view.scale, out);
                    }
                }
            }
            return;
        }
        if let Some(selected) = view.selected
            && let Some(index) = members.iter().position(|&member| member == selected)
        {
            let place = cell_rect(rect, top, across, index as u32).expanded(3.0 / view.scale);
            out(Mark::Box(BoxMark::filled(place, 0.0, Role::Accent)));
        }
    }

    /// Tints of the lanes, the open ground above the end of the IC track, lines between the rows, heads.
    fn ground(&self, view: &View, out: &mut dyn FnMut(Mark)) {
        let [ic, management] = self.placed.lanes;
        let bottom = self.placed.bounds.bottom;
        let top_of = |row: usize| self.placed.bands.get(row).map_or(bottom, |band| band.top + 6.0);
        let gutter_middle = (ic.1 + management.0) / 2.0;
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
        if let Some((from, to, words)) = &self.ends {
            let open = Rect { left: ic.0, top: top_of(*from), right: ic.1, bottom: top_of(*to) };
            out(Mark::Box(BoxMark {
                fill: None,
                hatch: Some(Role::Line),
                ..BoxMark::filled(open, 0.0, Role::Background)
            }));
            let points = vec![Point::new(ic.0, open.bottom), Point::new(ic.1, open.bottom)];
            out(line(points, Stroke::new(Role::Under, 2.0), 1.0));
            let size = self.label_size(view, 11.0, 52.0);
            let room = ic.1 - ic.0 - 32.0 * size / 11.0;
            let words = shorten(words, room, size, Weight::SemiBold).into_owned();
            let width = text_width(&words, size, Weight::SemiBold) + 1.8 * size;
            let pill = Rect::new(ic.0 + 16.0, open.bottom - 2.9 * size, width, 2.1 * size);
            let stroke = Some(Stroke::new(Role::Under, 1.0));
            out(Mark::Box(BoxMark { stroke, ..BoxMark::filled(pill, pill.height() / 2.0, Role::Surface) }));
            let at = Point::new(pill.left + 0.9 * size, pill.center().y + 0.36 * size);
            out(text(at, Anchor::Start, size, Weight::SemiBold, Role::Under, words));
        }
        let head = |lane: (f64, f64), anchor, words: &(String, String), role, out: &mut dyn FnMut(Mark)| {
            let x = if anchor == Anchor::Start { lane.0 + 16.0 } else { lane.1 - 16.0 };
            out(text(Point::new(x, 28.0), anchor, 13.0, Weight::SemiBold, role, words.0.clone()));
            out(text(Point::new(x, 46.0), anchor, 11.0, Weight::Regular, Role::Secondary, words.1.clone()));
        };
        head(ic, Anchor::Start, &self.heads[0], Role::Ic, out);
        head(management, Anchor::End, &self.heads[1], Role::Management, out);
        if let Some(row) = self.fork.filter(|&row| row + 1 < self.placed.bands.len()) {
            let at = Point::new(management.1 - 16.0, top_of(row + 1) + 15.0);
            let words = "management begins here".to_owned();
            // Reporting lines of the row below run here: the words stand on the ground, not on a line.
            let free = self.shelves[(row + 1) * self.per_row..(row + 2) * self.per_row].iter().flatten();
            let is_free = free.clone().all(|&b| self.boxes.nodes[b as usize].lane == Lane::Ic);
            if is_free && gutter_middle.is_finite() {
                out(text(at, Anchor::End, 11.0, Weight::Regular, Role::Secondary, words));
            }
        }
    }

    /// Pills with the equivalences and the seats below them.
    fn labels(&self, view: &View, out: &mut dyn FnMut(Mark)) {
        let [ic, management] = self.placed.lanes;
        let middle = (ic.1 + management.0) / 2.0;
        for (row, band) in self.rows.iter().zip(&self.placed.bands) {
            if band.bottom < view.window.top || band.top > view.window.bottom {
                continue;
            }
            let size = self.label_size(view, 11.5, band.first_shelf().1);
            let room = management.0 - ic.1 - 12.0 - 1.8 * size;
            let words = shorten(&row.label, room, size, Weight::SemiBold).into_owned();
            let width = (text_width(&words, size, Weight::SemiBold) + 1.8 * size).max(4.4 * size);
            let y = band.middle() - 0.85 * size;
            let pill = Rect::new(middle - width / 2.0, y - size, width, 2.0 * size);
            let is_equal = row.open[1] || row.rungs.len() > 1;
            let empty = row.seats[0] == 0.0 && is_equal;
            let stroke = Stroke::new(Role::StrongLine, 1.0);
            let stroke = Some(if empty { stroke.dashed(3.0, 3.0) } else { stroke });
            out(Mark::Box(BoxMark { stroke, ..BoxMark::filled(pill, size, Role::Surface) }));
            let role = if empty { Role::Secondary } else { Role::Text };
            let weight = if row.kind == RowKind::NoRung { Weight::Regular } else { Weight::SemiBold };
            out(text(Point::new(middle, y + 0.36 * size), Anchor::Middle, size, weight, role, words));
            let seats_y = y + 2.35 * size;
            let shows = |side: usize| row.seats[side] > 0.0 || row.open[side];
            let both = shows(0) && shows(1);
            for (side, role, x) in [(0, Role::Ic, middle - 1.2 * size), (1, Role::Management, middle + 1.2 * size)] {
                if shows(side) {
                    let x = if both { x } else { middle };
                    let at = Point::new(x, seats_y);
                    out(text(at, Anchor::Middle, size, Weight::SemiBold, role, count(row.seats[side])));
                }
            }
        }
    }

    /// Labels grow when the picture is far away, as far as the gutter and the row have room.
    fn label_size(&self, view: &View, size: f64, room: f64) -> f64 {
        let gutter = self.placed.lanes[1].0 - self.placed.lanes[0].1;
        let most = (gutter / 136.0).min(room / 52.0).max(1.0);
        size * (1.0 / view.scale).clamp(1.0, most)
    }

    fn lines(&self, judgement: &Judgement, view: &View, out: &mut dyn FnMut(Mark)) {
        let focus = view.selected.or(view.hovered);
        let mut lit: Vec<(u32, u32)> = Vec::new();
        if let Some(person) = focus {
            let chain = std::iter::once(person).chain(judgement.tree.chain(person));
            for at in chain.filter_map(|p| self.boxes.box_of.get(p.at()).copied()).filter(|&at| at != NONE) {
                let route = self.route_to[at as usize];
                if route != NONE && !lit.contains(&(route, at)) {
                    lit.push((route, at));
                }
            }
        }
        let opacity = if lit.is_empty() { 1.0 } else { 0.45 };
        let width = (0.7 / view.scale).max(1.3);
        for route in &self.routes {
            if !self.is_near(route, view) {
                continue;
            }
            let above = &self.boxes.nodes[route.above as usize];
            let below = &self.boxes.nodes[route.below[0] as usize];
            let long = above.lane != below.lane || below.row > above.row + LONG_WAY || below.row <= above.row;
            if view.scale < cards::PLAIN_SCALE && long {
                continue;
            }
            let opacity = if long { opacity * 0.6 } else { opacity };
            let mut stroke = Stroke::new(Role::StrongLine, width);
            if route.dotted {
                stroke = Stroke::new(Role::StrongLine, width).dashed(2.0, 4.0);
            }
            for &at in &route.below {
                out(line(route.way(self.top_of(at)), stroke, opacity));
            }
        }
        for (route, at) in lit {
            let points = self.routes[route as usize].way(self.top_of(at));
            out(line(points, Stroke::new(Role::Accent, (1.2 / view.scale).max(2.0)), 1.0));
        }
    }

    fn is_near(&self, route: &Route, view: &View) -> bool {
        let window = view.window;
        let (mut left, mut right) = (f64::INFINITY, f64::NEG_INFINITY);
        let (mut top, mut bottom) = (route.bus, route.bus);
        for point in &route.trunk {
            (left, right) = (left.min(point.x), right.max(point.x));
            (top, bottom) = (top.min(point.y), bottom.max(point.y));
        }
        for &at in [route.below.first(), route.below.last()].into_iter().flatten() {
            let to = self.top_of(at);
            (left, right) = (left.min(to.x), right.max(to.x));
            (top, bottom) = (top.min(to.y), bottom.max(to.y));
        }
        left <= window.right && right >= window.left && top <= window.bottom && bottom >= window.top
    }
}

fn standing(view: &View, person: PersonId) -> Standing {
    Standing { selected: view.selected == Some(person), hovered: view.hovered == Some(person) }
}

/// Upper edge of the first line of cells.
fn cells_top(block: Block, rect: Rect) -> f64 {
    rect.top + if matches!(block, Block::Branch(_)) { BLOCK_LABEL } else { 0.0 }
}

fn text(at: Point, anchor: Anchor, size: f64, weight: Weight, role: Role, text: String) -> Mark {
    Mark::Text(TextMark { at, anchor, size, weight, role, text })
}

fn line(points: Vec<Point>, stroke: Stroke, opacity: f64) -> Mark {
    Mark::Line(LineMark { points, radius: 6.0, stroke, opacity })
}

/// A number of seats; posts may be parts of one.
fn count(seats: f64) -> String {
    if seats.fract() == 0.0 { format!("{seats:.0}") } else { format!("{seats:.1}") }
}

trait FirstMember {
    fn contains_first(&self, root: PersonId) -> bool;
}

impl FirstMember for [PersonId] {
    /// The root of a branch comes first of its branch in tree order, so it can only be the first of its block.
    fn contains_first(&self, root: PersonId) -> bool {
        self.first() == Some(&root)
    }
}

fn has_rung(org: &Org, row: &Row, kind: TrackKind) -> bool {
    row.rungs.iter().any(|&rung| org.track(rung).kind == kind)
}

/// Tries widths of blocks and numbers of shelves, and keeps what is seen largest on a usual canvas.
fn fit(boxes: &mut Boxes, rows: usize) -> (Placed, Sizes) {
    let mut sizes = Sizes::default();
    let most = boxes.members.len().max(1) as f64;
    // Lines of a block, columns across a shelf, depth at which branches are spread over the shelves.
    let mut tries: Vec<(u32, u32, u32)> = vec![(6, u32::MAX, 0)];
    let mut lines = 6.0f64;
    while lines < most {
        lines *= 1.4;
        tries.push((lines.ceil() as u32, u32::MAX, 0));
    }
    for across in [24, 16, 12, 8, 6, 5, 4, 3] {
        tries.extend((0..=3).flat_map(|depth| [(6, across, depth), (14, across, depth)]));
    }
    let shape = |boxes: &mut Boxes, sizes: &Sizes, (lines, across, depth): (u32, u32, u32)| {
        boxes.size(lines, sizes);
        boxes.shelve(depth, across);
        place(&boxes.nodes, rows, sizes)
    };
    let mut best = (0.0, tries[0]);
    for (at, &shaped) in tries.iter().enumerate() {
        // A picture of many thousand boxes is tried only a few times.
        if boxes.nodes.len() * at > 400_000 {
            break;
        }
        let bounds = shape(boxes, &sizes, shaped).bounds;
        let seen = (CANVAS.0 / bounds.width()).min(CANVAS.1 / bounds.height());
        let needed = if shaped.1 < best.1.1 { WORTH } else { 1.0 };
        if seen > best.0 * needed {
            best = (seen, shaped);
        }
    }
    let mut placed = shape(boxes, &sizes, best.1);
    // Labels in the gutter stay readable longer in a wide picture.
    sizes.gutter = (placed.bounds.width() * 0.07).max(sizes.gutter).min(1.0e5);
    let short = placed.bounds.height() * TALLEST - placed.bounds.width();
    if short > 0.0 {
        sizes.least_columns += (short / 2.0 / (sizes.card + sizes.gap)).ceil() as u32;
    }
    placed = shape(boxes, &sizes, best.1);
    (placed, sizes)
}

/// Heads of the lanes: words and counts.
fn heads(facts: &Facts, rows: &[Row]) -> [(String, String); 2] {
    let seats = |side: usize| rows.iter().map(|row| row.seats[side]).sum::<f64>();
    let words = |n: f64| if n == 1.0 { "1 seat".to_owned() } else { format!("{} seats", count(n)) };
    let top = facts.org.rungs().filter(|&rung| {
        let place = facts.org.rung_place(rung);
        facts.org.track(rung).kind == TrackKind::Ic
            && facts.org.rung(rung).open
            && facts.scale.grade(rung).is_some()
            && facts.scale.grade(rung) == facts.scale.marks[place.ladder as usize].top_ic
    });
    let codes: Vec<&str> = top.map(|rung: RungId| facts.org.rung(rung).code.as_str()).collect();
    let ends = if codes.is_empty() { String::new() } else { format!(" · ends at {}", codes.join(", ")) };
    [
        ("Individual contributors".to_owned(), format!("{}{ends}", words(seats(0)))),
        ("Management".to_owned(), words(seats(1))),
    ]
}

/// Where the IC track ends below management: first and last open row, and what stands there without a peer.
fn track_end(facts: &Facts, rows: &[Row]) -> Option<(usize, usize, String)> {
    let org = facts.org;
    let top_ic = facts.scale.marks.iter().filter_map(|marks| marks.top_ic).fold(f64::NEG_INFINITY, f64::max);
    let top_management =
        facts.scale.marks.iter().filter_map(|marks| marks.top_management).fold(f64::NEG_INFINITY, f64::max);
    if !top_ic.is_finite() || top_management <= top_ic + 1e-9 {
        return None;
    }
    let is_between = |row: &&Row| match row.kind {
        RowKind::Grade(grade) => grade > top_ic + 1e-9 && grade <= top_management + 1e-9,
        RowKind::Apart | RowKind::NoRung => false,
    };
    let from = rows.iter().position(|row| is_between(&row))?;
    let to = rows.iter().rposition(|row| is_between(&row))? + 1;
    let above: Vec<String> = rows[from..to]
        .iter()
        .filter(|row| row.seats[1] > 0.0)
        .map(|row| {
            let titles = row.rungs.iter().filter(|&&rung| org.track(rung).kind == TrackKind::Management);
            let words: Vec<&str> = titles
                .map(|&rung| match org.rung(rung).title.as_str() {
                    "" => org.rung(rung).code.as_str(),
                    title => title,
                })
                .collect();
            format!("{} × {}", count(row.seats[1]), words.join(", "))
        })
        .collect();
    let above = if above.is_empty() { String::new() } else { format!("{}, ", above.join(", ")) };
    Some((from, to, format!("IC track ends here: {above}no IC peer")))
}
