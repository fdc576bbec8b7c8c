//! Labels of the rows between the lanes; they stay in view while panning, as in a spreadsheet.

use super::label::{BESIDE, HEIGHT, PAD, SIZE};
use super::tracks::Tracks;
use crate::diagram::rows::{Row, RowKind};
use crate::diagram::texts::{READABLE, text};
use crate::diagram::view::View;
use crate::diagram::words::count;
use crate::scene::text::{shorten, width as text_width};
use crate::scene::{Anchor, BoxMark, Mark, Point, Rect, Role, Stroke, Weight};

/// Visible place of the labels.
struct Column {
    /// Left and right edge.
    left: f64,
    right: f64,
    /// True if the gutter has left the window, so that the labels cover a lane.
    is_aside: bool,
}

impl Tracks {
    fn column(&self, view: &View) -> Column {
        let [ic, management] = self.frame().strips;
        let (middle, window) = ((ic.1 + management.0) / 2.0, self.sight(view));
        let half = ((management.0 - ic.1) / 2.0).min((management.0 - ic.1) / 2.0 / view.scale);
        let is_wide = window.width() > 2.0 * half;
        let seen = if is_wide { middle.clamp(window.left + half, window.right - half) } else { middle };
        let (left, right) = (seen - half, seen + half);
        Column { left, right, is_aside: left < ic.1 - 1e-6 || right > management.0 + 1e-6 }
    }

    /// Place of the label of a row; `None` if too little of the row is visible.
    fn pill(&self, row: usize, column: &Column, view: &View) -> Option<Rect> {
        let (band, unit) = (self.frame().bands.get(row)?, 1.0 / view.scale);
        let (top, bottom) = (band.top.max(self.frozen_top(view)), band.bottom.min(self.sight(view).bottom));
        let seen = (bottom - top) / unit;
        // A row that is cut off keeps its label while most of the label's height is visible.
        let height = HEIGHT.min(((band.bottom - band.top) / unit - 3.0).max(0.0));
        if seen < height.max(11.0) * 0.75 {
            return None;
        }
        let half = height * unit / 2.0;
        let (first, last) = (top + half + unit, bottom - half - unit);
        let middle = if first < last { band.middle().clamp(first, last) } else { (top + bottom) / 2.0 };
        let number = self.labels.number.min((column.right - column.left) / unit / 3.0);
        // All labels have the same width, so that the numbers beside them line up in columns.
        let width = (column.right - column.left) / unit - 2.0 * number;
        let left = (column.left + column.right) / 2.0 - width * unit / 2.0;
        Some(Rect::new(left, middle - half, width * unit, 2.0 * half))
    }

    fn words<'a>(&self, row: &'a Row) -> &'a str {
        if self.labels.has_words(self.options.canvas.width) { &row.label } else { &row.codes }
    }

    /// Draws the labels with the seats on either side; a 0 beside seats on the other side stands out.
    pub(super) fn draw_gutter(&self, view: &View, out: &mut dyn FnMut(Mark)) {
        let (unit, column) = (1.0 / view.scale, self.column(view));
        if column.is_aside {
            let window = view.window;
            let ground = Rect { left: column.left, right: column.right, top: window.top, bottom: window.bottom };
            out(Mark::Box(BoxMark::filled(ground, 0.0, Role::Background)));
        }
        let mut free_from = f64::NEG_INFINITY;
        for at in self.frame().rows_in(&view.window) {
            let Some(pill) = self.pill(at, &column, view) else { continue };
            let size = SIZE.min(pill.height() / unit * 0.66);
            if size < READABLE - 1.0 && pill.center().y - 0.6 * READABLE * unit < free_from {
                continue;
            }
            let size = size.max(READABLE - 1.0);
            free_from = pill.center().y + 0.6 * size * unit;
            // A line on its way to the other track passes behind the numbers.
            let is_covered = view.selected.or(view.hovered).is_some();
            self.label(&self.rows[at], pill, (size, unit, is_covered), out);
        }
    }

    fn label(&self, row: &Row, pill: Rect, (size, unit, is_covered): (f64, f64, bool), out: &mut dyn FnMut(Mark)) {
        let y = pill.center().y + 0.36 * size * unit;
        if pill.height() >= 14.0 * unit {
            let stroke = Stroke::new(Role::StrongLine, unit);
            let stroke = Some(if is_empty(row) { stroke.dashed(3.0 * unit, 3.0 * unit) } else { stroke });
            out(Mark::Box(BoxMark { stroke, ..BoxMark::filled(pill, pill.height() / 2.0, Role::Surface) }));
        }
        let (inner, (role, weight)) = (pill.width() / unit, ink(row));
        // Words that are too wide are written smaller and closer to the edge before they are cut.
        let wide = text_width(self.words(row), size, weight);
        let room = inner - if wide > inner - 1.6 * PAD { 1.1 } else { 1.6 } * PAD;
        let written = if wide > room { (size * room / wide).max(READABLE.min(size)) } else { size };
        let words = shorten(self.words(row), room, written, weight).into_owned();
        let middle = Point::new(pill.center().x, pill.center().y + 0.36 * written * unit);
        out(text(middle, Anchor::Middle, written * unit, weight, role, words));
        let colours = [Role::Ic, Role::Management];
        for (side, anchor, x) in
            [(0, Anchor::End, pill.left - BESIDE * unit), (1, Anchor::Start, pill.right + BESIDE * unit)]
        {
            let (here, there) = (row.seats[side], row.seats[1 - side]);
            if here <= 0.0 && !row.open[side] {
                continue;
            }
            let role = match (here > 0.0, there > 0.0) {
                (true, _) => colours[side],
                (false, true) => Role::Under,
                (false, false) => Role::Secondary,
            };
            let words = count(here);
            if is_covered {
                let width = text_width(&words, size, Weight::SemiBold) * unit;
                let left = if anchor == Anchor::End { x - width } else { x };
                let ground = Rect::new(left, y - size * unit, width, 1.3 * size * unit).expanded(2.0 * unit);
                out(Mark::Box(BoxMark::filled(ground, 0.0, Role::Background)));
            }
            out(text(Point::new(x, y), anchor, size * unit, Weight::SemiBold, role, words));
        }
    }

    /// Row whose label is at a point.
    pub(super) fn label_at(&self, view: &View, at: Point) -> Option<usize> {
        let column = self.column(view);
        if !(column.left..column.right).contains(&at.x) {
            return None;
        }
        let row = self.frame().row_at(at.y)?;
        let pill = self.pill(row, &column, view)?;
        let near = 4.0 / view.scale;
        (pill.top - near..pill.bottom + near).contains(&at.y).then_some(row)
    }

    /// Visible place of the label of a row, for screen readers; `None` if too little of the row is visible.
    pub fn label_place(&self, row: usize, view: &View) -> Option<Rect> {
        self.pill(row, &self.column(view), view)
    }
}

/// True if nobody is on the IC side of a row that has several rungs or an open management rung.
fn is_empty(row: &Row) -> bool {
    row.seats[0] == 0.0 && (row.open[1] || row.rungs.len() > 1)
}

fn ink(row: &Row) -> (Role, Weight) {
    let role = if row.seats == [0.0, 0.0] { Role::Secondary } else { Role::Text };
    (role, if row.kind == RowKind::NoRung { Weight::Regular } else { Weight::SemiBold })
}
