//! An organisation on its rungs, laid out once for a canvas, then drawn for any window and zoom.

use super::branches::Branches;
use super::gauged::Gauged;
use super::label::Widths;
use super::options::TracksOptions;
use crate::diagram::rows::{Row, RowKind, Rows, is_drawn};
use crate::diagram::words::{heads, one_path_end, track_end};
use crate::layout::Lane;
use crate::layout::rows::{Cell, Density, Frame, Room, Rows as Placed, Rungs, Step};
use crate::measure::SAME_GRADE;
use crate::org::{Kind, Org, PersonId, TrackKind};
use crate::rules::{Facts, Judgement};
use crate::scene::text::width as text_width;
use crate::scene::{Point, Rect, Size, Weight};

/// A laid out picture of one organisation. Cheap to clone.
#[derive(Clone)]
pub struct Tracks {
    pub(super) options: TracksOptions,
    pub(super) rows: Vec<Row>,
    pub(super) placed: Placed,
    pub(super) branches: Branches,
    pub(super) labels: Widths,
    /// Heads of the lanes and their counts.
    pub(super) heads: [(String, String); 2],
    /// First row above the end of the IC track, the row below the last, and what stands there, where the track ends
    /// too early.
    pub(super) ends: Option<(usize, usize, String)>,
    /// Last row of management's ground.
    pub(super) fork: Option<usize>,
    /// By lane.
    pub(super) gauged: [Gauged; 2],
    /// Who would lose the rung on one path, and its row; `None` on the tracks that there are.
    pub(super) lost: Option<Vec<(PersonId, u32)>>,
}

/// Sizes of a card without further lines, of a chip, and the widest chip of a sheet.
const CARD: Size = Size { width: 150.0, height: 44.0 };
const CHIP: Size = Size { width: 112.0, height: 22.0 };
const WIDEST_CHIP: f64 = 280.0;
/// Height of a line below the title.
const LINE: f64 = 16.0;

impl Tracks {
    /// Lays an organisation out. Linear in people.
    pub fn new(facts: &Facts, judgement: &Judgement, options: &TracksOptions) -> Self {
        let rows = Rows::of(facts, options.one_path);
        let branches = Branches::of(facts.tree);
        let mut cells = vec![Cell::NOWHERE; facts.org.len()];
        for person in facts.org.people() {
            cells[person.at()] = cell_of(facts, &rows, person);
        }
        let below_fork = rows.below_fork(facts);
        let rungs = Rungs {
            rows: rows.rows.len(),
            above_fork: below_fork.iter().take_while(|&&is_below| !is_below).count(),
            branches: &branches.starts,
        };
        let gauged = Gauged::of(facts, judgement, &rows);
        let labels = Widths::of(&rows.rows, facts.org.len());
        let room = room(facts.org, options, labels, &gauged);
        let order = facts.tree.order().iter().map(|person| person.0);
        let placed = Placed::place(&rungs, cells, order, &room);
        Self::of(facts, *options, rows, (placed, branches), labels, gauged)
    }

    /// The picture after an edit of `changed`, everybody whose seat, lines or findings are others now. Only the lists
    /// of rows that it touches are made again; equal to [`Tracks::new`].
    pub fn after(self, facts: &Facts, judgement: &Judgement, changed: &[PersonId]) -> Self {
        let Self { options, rows: old_rows, mut placed, branches: old_branches, .. } = self;
        let rows = Rows::of(facts, options.one_path);
        let is_same = rows.rows.len() == old_rows.len() && rows.rows.iter().zip(&old_rows).all(|(a, b)| a.is_same(b));
        if !is_same {
            return Self::new(facts, judgement, &options);
        }
        let branches = Branches::of(facts.tree);
        let other = (branches != old_branches).then_some(branches.starts.as_slice());
        // On one path and without a rung the side says who has reports, which an edit of somebody else may change.
        let depends_on_reports = options.one_path || rows.rows.iter().any(|row| row.kind == RowKind::NoRung);
        let moved = |person: PersonId| {
            let cell = if facts.org.has(person) { cell_of(facts, &rows, person) } else { Cell::NOWHERE };
            (placed.cell(person.0) != cell).then_some((person.0, cell))
        };
        let mut moved: Vec<(u32, Cell)> = match depends_on_reports {
            true => facts.org.people().chain(changed.iter().copied()).filter_map(moved).collect(),
            false => changed.iter().copied().filter_map(moved).collect(),
        };
        moved.sort_unstable_by_key(|it| it.0);
        moved.dedup_by_key(|it| it.0);
        placed.follow(&moved, facts.tree.order().iter().map(|person| person.0), other);
        let gauged = Gauged::of(facts, judgement, &rows);
        let labels = Widths::of(&rows.rows, facts.org.len());
        let room = room(facts.org, &options, labels, &gauged);
        if *placed.room() != room {
            placed.fit_into(&room);
        }
        Self::of(facts, options, rows, (placed, branches), labels, gauged)
    }

    fn of(
        facts: &Facts,
        options: TracksOptions,
        rows: Rows,
        (placed, branches): (Placed, Branches),
        labels: Widths,
        gauged: [Gauged; 2],
    ) -> Self {
        let lost = rows.is_one_path().then(|| rows.lost(facts));
        let mut rows = rows.rows;
        for (at, row) in rows.iter_mut().enumerate() {
            row.seats = Lane::BOTH.map(|lane| placed.members(at, lane).len() as f64);
        }
        let org = facts.org;
        for person in org.people().filter(|&person| org.kind(person) == Kind::Several) {
            let cell = placed.cell(person.0);
            if let Some(row) = cell.row() {
                rows[row].seats[cell.lane() as usize] += org.details(person).posts.unwrap_or(1.0) - 1.0;
            }
        }
        let is_graded = |row: &Row| matches!(row.kind, RowKind::Grade(_));
        let has_management = |row: &Row| row.rungs.iter().any(|&it| org.track(it).kind == TrackKind::Management);
        let ends = match &lost {
            Some(lost) => one_path_end(facts, &rows, lost.len()),
            None => track_end(facts, &rows),
        };
        Self {
            options,
            fork: rows.iter().rposition(|row| is_graded(row) && has_management(row)),
            ends: ends.filter(|_| rows.iter().any(is_graded)),
            heads: heads(facts, &rows),
            rows,
            placed,
            branches,
            labels,
            gauged,
            lost,
        }
    }

    /// How it is laid out.
    pub fn options(&self) -> &TracksOptions {
        &self.options
    }

    /// The same people on a canvas of another size, more densely or with other lines; whether they stand on one path
    /// stays. Looks at counts alone.
    pub fn fit_into(&mut self, options: TracksOptions) {
        self.options = TracksOptions { one_path: self.options.one_path, ..options };
        let TracksOptions { canvas, density, .. } = self.options;
        let mut room = Room { canvas, density, ..*self.placed.room() };
        room.card.height = CARD.height + LINE * options.card_lines();
        (room.gutter, room.strips) = beside(canvas.width, self.labels, &self.gauged);
        self.placed.fit_into(&room);
    }

    /// Gives two pictures rows of the same height, so that they can stand beside each other. Nothing where their rows
    /// are others: then they would not say the same.
    pub fn align(a: &mut Self, b: &mut Self, canvas: Size) {
        let is_same = a.rows.len() == b.rows.len() && a.rows.iter().zip(&b.rows).all(|(a, b)| a.is_same(b));
        for tracks in [&mut *a, &mut *b] {
            tracks.fit_into(TracksOptions { canvas, ..tracks.options });
        }
        if is_same {
            let mut room = *a.placed.room();
            let widest = |side: usize| room.strips[side].max(b.placed.room().strips[side]);
            room.strips = [widest(0), widest(1)];
            room.gutter = room.gutter.max(b.placed.room().gutter);
            Placed::fit_together(&mut [&mut a.placed, &mut b.placed], &room);
        }
    }

    /// The whole picture, in points; the canvas where everybody fits on it.
    pub fn bounds(&self) -> Rect {
        self.frame().bounds
    }

    /// Lanes, bands and stripes.
    pub fn frame(&self) -> &Frame {
        self.placed.frame()
    }

    /// First row of the open ground above the end of the IC track, and the row behind its last.
    pub fn open_rows(&self) -> Option<(usize, usize)> {
        self.ends.as_ref().map(|&(from, to, _)| (from, to))
    }

    /// What the tracks are called, and what is said of each.
    pub fn heads(&self) -> &[(String, String); 2] {
        &self.heads
    }

    /// The rows, the highest on top.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Upper and lower edge of a row's band; bands do not overlap.
    pub fn band(&self, row: usize) -> (f64, f64) {
        let band = &self.frame().bands[row];
        (band.top, band.bottom)
    }

    /// The ground of one side of a row: what lights up when somebody can be dropped there.
    pub fn ground_of(&self, row: usize, lane: Lane) -> Rect {
        self.frame().ground(row, lane)
    }

    /// Row and side of a point; the gutter belongs to the nearer side. `None` beside the rows.
    pub fn ground_at(&self, at: Point) -> Option<(usize, Lane)> {
        let frame = self.frame();
        let is_across = frame.lanes[0].0 <= at.x && at.x <= frame.lanes[1].1;
        let row = frame.row_at(at.y).filter(|_| is_across)?;
        Some((row, frame.lane_at(at.x)))
    }

    /// Number of people in the picture.
    pub fn people(&self) -> usize {
        self.placed.count()
    }

    /// The slot of a person; `None` for who is not drawn.
    pub fn place(&self, person: PersonId) -> Option<Rect> {
        self.placed.slot(person.0)
    }

    /// Everybody of whom a window shows something.
    pub fn each_in(&self, window: &Rect, out: &mut dyn FnMut(PersonId, Rect)) {
        self.placed.each_in(window, &mut |name, rect| out(PersonId(name), rect));
    }

    /// Who an arrow key leads to, by what is seen.
    pub fn step(&self, person: PersonId, step: Step) -> Option<PersonId> {
        self.placed.step(person.0, step).map(PersonId)
    }

    /// Whoever stands nearest on the other side, on the nearest row that has somebody there.
    pub fn nearest_across(&self, person: PersonId) -> Option<PersonId> {
        let cell = self.placed.cell(person.0);
        let other = if cell.lane() == Lane::Ic { Lane::Management } else { Lane::Ic };
        let mut rows: Vec<usize> = (0..self.rows.len()).collect();
        let own = cell.row()?;
        rows.sort_by_key(|row| row.abs_diff(own));
        rows.into_iter().find_map(|row| self.placed.members(row, other).first().copied()).map(PersonId)
    }

    /// Whose branch a stripe holds; `None` for those above all branches and for the small ones together.
    pub fn root_of_stripe(&self, stripe: usize) -> Option<PersonId> {
        use crate::layout::rows::StripeOf;
        match self.frame().stripes[0].get(stripe)?.of {
            StripeOf::Branch(branch) => self.branches.roots.get(branch as usize).copied(),
            StripeOf::Above | StripeOf::Others => None,
        }
    }

    /// How many stand in a stripe, on both sides.
    pub fn stripe_count(&self, stripe: usize) -> u32 {
        self.frame().stripes.iter().filter_map(|stripes| stripes.get(stripe)).map(|stripe| stripe.count).sum()
    }

    /// Height of a grade: between rows interpolated, beyond them half a row a rung, within the picture.
    pub fn height_of(&self, grade: f64) -> f64 {
        let bands = &self.frame().bands;
        let mut axis = self.rows.iter().zip(bands).filter_map(|(row, band)| match row.kind {
            RowKind::Grade(grade) => Some((grade, band)),
            RowKind::Apart | RowKind::NoRung => None,
        });
        let Some(mut above) = axis.next() else { return 0.0 };
        if grade >= above.0 {
            let over = (grade - above.0).min(1.0) * above.1.height() / 2.0;
            return (above.1.middle() - over).max(above.1.top + 2.0);
        }
        for below in axis {
            if grade > below.0 - SAME_GRADE {
                let part = (above.0 - grade) / (above.0 - below.0);
                return above.1.middle() + part * (below.1.middle() - above.1.middle());
            }
            above = below;
        }
        let under = (above.0 - grade).min(1.0) * above.1.height() / 2.0;
        (above.1.middle() + under).min(above.1.bottom - 2.0)
    }
}

fn cell_of(facts: &Facts, rows: &Rows, person: PersonId) -> Cell {
    if !is_drawn(facts.org, person) {
        return Cell::NOWHERE;
    }
    let (row, lane) = rows.place(facts, person);
    Cell::new(row, lane)
}

/// Widths of the gutter and of the strips beside it.
fn beside(canvas: f64, labels: Widths, gauged: &[Gauged; 2]) -> (f64, [f64; 2]) {
    (labels.label(canvas) + 2.0 * labels.number, gauged.each_ref().map(|gauged| gauged.strip(canvas)))
}

fn room(org: &Org, options: &TracksOptions, labels: Widths, gauged: &[Gauged; 2]) -> Room {
    let chip = match options.density {
        Density::Sheet { .. } => Size { width: widest_name(org).clamp(CHIP.width, WIDEST_CHIP), ..CHIP },
        _ => CHIP,
    };
    let height = CARD.height + LINE * options.card_lines();
    let card = Size { width: CARD.width.max(chip.width), height };
    let (gutter, strips) = beside(options.canvas.width, labels, gauged);
    Room { canvas: options.canvas, density: options.density, gutter, strips, card, chip, ..Room::default() }
}

/// Width that the widest name takes on a chip: of the longest ones, since only those can be it.
fn widest_name(org: &Org) -> f64 {
    const MEASURED: usize = 400;
    let long = |person: PersonId| org.label(person).len();
    let longest = org.people().map(long).max().unwrap_or(0);
    let names = org.people().filter(|&person| long(person) * 4 >= longest * 3).take(MEASURED);
    let width = names.map(|person| text_width(org.label(person), super::slot::CHIP_NAME, Weight::SemiBold));
    width.fold(0.0, f64::max) + 34.0
}
