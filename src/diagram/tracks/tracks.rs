//! An organisation on its rungs, laid out once for a canvas and then drawn for any window and zoom.

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

/// Picture of one organisation, laid out. Cheap to clone.
#[derive(Clone)]
pub struct Tracks {
    pub(super) options: TracksOptions,
    pub(super) rows: Vec<Row>,
    pub(super) placed: Placed,
    pub(super) branches: Branches,
    pub(super) labels: Widths,
    /// Titles and counts of the lanes.
    pub(super) heads: [(String, String); 2],
    /// First row above the end of the IC track, the row below the last one, and the words there; `None` unless the
    /// track ends too early.
    pub(super) ends: Option<(usize, usize, String)>,
    /// Last row of management's tint.
    pub(super) fork: Option<usize>,
    /// People with gauges, by lane.
    pub(super) gauged: [Gauged; 2],
    /// People who would lose their rung on one path, with its row; `None` on the tracks as they are.
    pub(super) lost: Option<Vec<(PersonId, u32)>>,
}

/// Sizes in points of a card without further lines and of a chip, and the widest chip on a sheet.
const CARD: Size = Size { width: 150.0, height: 44.0 };
const CHIP: Size = Size { width: 112.0, height: 22.0 };
const WIDEST_CHIP: f64 = 280.0;
/// Height of a line below the title, in points.
const LINE: f64 = 16.0;

impl Tracks {
    /// Lays out an organisation. Linear in people.
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
        let gauged = gauged_of(facts, judgement, &rows, options);
        let labels = Widths::of(&rows.rows, facts.org.len());
        let room = room(facts.org, options, labels, &gauged);
        let order = facts.tree.order().iter().map(|person| person.0);
        let placed = Placed::place(&rungs, cells, order, &room);
        Self::of(facts, *options, rows, (placed, branches), labels, gauged)
    }

    /// Picture after an edit. `changed` lists everybody whose seat, lines or findings have changed. Only the lists of
    /// rows that the edit touches are rebuilt; the result equals [`Tracks::new`].
    pub fn after(self, facts: &Facts, judgement: &Judgement, changed: &[PersonId]) -> Self {
        let Self { options, rows: old_rows, mut placed, branches: old_branches, .. } = self;
        let rows = Rows::of(facts, options.one_path);
        let is_same = rows.rows.len() == old_rows.len() && rows.rows.iter().zip(&old_rows).all(|(a, b)| a.is_same(b));
        if !is_same {
            return Self::new(facts, judgement, &options);
        }
        let branches = Branches::of(facts.tree);
        let other = (branches != old_branches).then_some(branches.starts.as_slice());
        // On one path, and without a rung, the lane depends on having reports, which can change with an edit of
        // somebody else.
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
        let gauged = gauged_of(facts, judgement, &rows, &options);
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

    /// Options that it was last laid out with.
    pub fn options(&self) -> &TracksOptions {
        &self.options
    }

    /// Refits the same people to another canvas, density or number of lines; `one_path` and `gauges` are kept. Reads only counts.
    pub fn fit_into(&mut self, options: TracksOptions) {
        self.options = TracksOptions { one_path: self.options.one_path, gauges: self.options.gauges, ..options };
        let TracksOptions { canvas, density, .. } = self.options;
        let mut room = Room { canvas, density, ..*self.placed.room() };
        room.card.height = CARD.height + LINE * options.card_lines();
        (room.gutter, room.strips) = beside(&self.options, self.labels, &self.gauged);
        self.placed.fit_into(&room);
    }

    /// Leaves out the gauges, and the room for them from the next fit on.
    pub fn drop_gauges(&mut self) {
        self.gauged = Default::default();
    }

    /// Gives two pictures rows of the same height, so that they can be shown side by side. If their rows differ, each
    /// is only fitted to the canvas: equal heights would not mean the same.
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

    /// Bounds of the whole picture, in points; the canvas if everybody fits on it.
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

    /// Rows, highest first.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Upper and lower edge of a row's band; bands do not overlap.
    pub fn band(&self, row: usize) -> (f64, f64) {
        let band = &self.frame().bands[row];
        (band.top, band.bottom)
    }

    /// Area of one lane of a row, which lights up when a person can be dropped there.
    pub fn ground_of(&self, row: usize, lane: Lane) -> Rect {
        self.frame().ground(row, lane)
    }

    /// Row and lane at a point; the gutter belongs to the nearer lane. `None` outside the rows.
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

    /// Slot of a person; `None` if they are not drawn.
    pub fn place(&self, person: PersonId) -> Option<Rect> {
        self.placed.slot(person.0)
    }

    /// Calls `out` for everybody whose slot is at least partly inside a window.
    pub fn each_in(&self, window: &Rect, out: &mut dyn FnMut(PersonId, Rect)) {
        self.placed.each_in(window, &mut |name, rect| out(PersonId(name), rect));
    }

    /// Person that an arrow key leads to, by position on the screen.
    pub fn step(&self, person: PersonId, step: Step) -> Option<PersonId> {
        self.placed.step(person.0, step).map(PersonId)
    }

    /// First person on the other side, in the nearest row that has anybody there.
    pub fn nearest_across(&self, person: PersonId) -> Option<PersonId> {
        let cell = self.placed.cell(person.0);
        let other = if cell.lane() == Lane::Ic { Lane::Management } else { Lane::Ic };
        let mut rows: Vec<usize> = (0..self.rows.len()).collect();
        let own = cell.row()?;
        rows.sort_by_key(|row| row.abs_diff(own));
        rows.into_iter().find_map(|row| self.placed.members(row, other).first().copied()).map(PersonId)
    }

    /// Root of the branch in a stripe; `None` for people above all branches and for small branches gathered together.
    pub fn root_of_stripe(&self, stripe: usize) -> Option<PersonId> {
        use crate::layout::rows::StripeOf;
        match self.frame().stripes[0].get(stripe)?.of {
            StripeOf::Branch(branch) => self.branches.roots.get(branch as usize).copied(),
            StripeOf::Above | StripeOf::Others => None,
        }
    }

    /// Number of people in a stripe, in both lanes.
    pub fn stripe_count(&self, stripe: usize) -> u32 {
        self.frame().stripes.iter().filter_map(|stripes| stripes.get(stripe)).map(|stripe| stripe.count).sum()
    }

    /// Height of a grade: interpolated between rows, and beyond them half a row per rung, within the picture.
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

/// People with gauges; nobody where no room is kept for them.
fn gauged_of(facts: &Facts, judgement: &Judgement, rows: &Rows, options: &TracksOptions) -> [Gauged; 2] {
    if options.gauges { Gauged::of(facts, judgement, rows) } else { Default::default() }
}

/// Widths of the gutter and of the strips beside it, in points.
fn beside(options: &TracksOptions, labels: Widths, gauged: &[Gauged; 2]) -> (f64, [f64; 2]) {
    let canvas = options.canvas.width;
    let strip = |gauged: &Gauged| if options.gauges { gauged.strip(canvas) } else { Gauged::UNTOLD };
    (labels.label(canvas) + 2.0 * labels.number, gauged.each_ref().map(strip))
}

fn room(org: &Org, options: &TracksOptions, labels: Widths, gauged: &[Gauged; 2]) -> Room {
    let chip = match options.density {
        Density::Sheet { .. } => Size { width: chip_width(org).clamp(CHIP.width, WIDEST_CHIP), ..CHIP },
        _ => CHIP,
    };
    let height = CARD.height + LINE * options.card_lines();
    let card = Size { width: CARD.width.max(chip.width), height };
    let (gutter, strips) = beside(options, labels, gauged);
    Room { canvas: options.canvas, density: options.density, gutter, strips, card, chip, ..Room::default() }
}

/// Width in points of a chip on which nearly all names have room, measured on a sample. The few longer ones are written
/// smaller there, down to about six tenths of their size.
fn chip_width(org: &Org) -> f64 {
    const MEASURED: usize = 1000;
    const SMALLEST: f64 = 0.6;
    let size = super::slot::CHIP_NAME;
    let width = |person: PersonId| text_width(org.label(person), size, Weight::SemiBold);
    let step = org.len().div_ceil(MEASURED).max(1);
    let mut widths: Vec<f64> = org.people().step_by(step).map(width).collect();
    widths.sort_by(f64::total_cmp);
    let usual = widths.get(widths.len() * 97 / 100).copied().unwrap_or(0.0);
    let longest = org.people().max_by_key(|&person| org.label(person).len()).map_or(0.0, width);
    usual.max(longest * SMALLEST) + 34.0
}
