//! Words on the ground of the tracks view: heads of the lanes, labels of the rows, where the IC track ends. From afar
//! words keep a size that can be read and give up what has no room.

use super::rows::{Row, RowKind};
use super::tracks::Tracks;
use super::view::View;
use super::words::count;
use crate::scene::text::{shorten, width as text_width};
use crate::scene::{Anchor, BoxMark, Mark, Point, Rect, Role, Stroke, TextMark, Weight};

/// Size of text in pixels below which it is not read with ease.
const READABLE: f64 = 9.0;
/// Size of text in pixels that is written from afar instead.
const FAR: f64 = 10.0;

impl Tracks {
    /// Heads stay in view while their lane is, as far as the lane reaches.
    pub(super) fn heads(&self, view: &View, out: &mut dyn FnMut(Mark)) {
        let ends = [(Anchor::Start, Role::Ic), (Anchor::End, Role::Management)];
        for ((lane, (anchor, role)), (title, seats)) in self.placed.lanes.into_iter().zip(ends).zip(&self.heads) {
            let is_far = 11.0 * view.scale < READABLE - 1.0;
            let size = if is_far { (FAR + 1.0) / view.scale } else { 13.0 };
            let small = if is_far { FAR / view.scale } else { 11.0 };
            let (first, second) =
                (text_width(title, size, Weight::SemiBold), text_width(seats, small, Weight::Regular));
            let margin = 16.0 * size / 13.0;
            let room = first.max(second) + margin;
            let (x, inwards) = match anchor {
                Anchor::End => ((view.window.right.min(lane.1) - margin).max(lane.0 + room), -1.0),
                Anchor::Start | Anchor::Middle => ((view.window.left.max(lane.0) + margin).min(lane.1 - room), 1.0),
            };
            if !is_far {
                out(text(Point::new(x, 28.0), anchor, size, Weight::SemiBold, role, title.clone()));
                out(text(Point::new(x, 46.0), anchor, small, Weight::Regular, Role::Secondary, seats.clone()));
                continue;
            }
            // One line, standing on the first row.
            if room > lane.1 - lane.0 {
                continue;
            }
            let y = self.placed.bands.first().map_or(28.0, |band| band.top) - 0.5 * size;
            out(text(Point::new(x, y), anchor, size, Weight::SemiBold, role, title.clone()));
            if first + second + 3.0 * margin <= lane.1.min(view.window.right) - lane.0.max(view.window.left) {
                let at = Point::new(x + inwards * (first + 0.8 * size), y);
                out(text(at, anchor, small, Weight::Regular, Role::Secondary, seats.clone()));
            }
        }
    }

    /// Where the IC track ends, and what stands above it without a peer.
    /// Gauges are (x, top, bottom): the words go where they cover none, if there is such a place.
    pub(super) fn track_end(&self, gauges: &[(f64, f64, f64)], view: &View, out: &mut dyn FnMut(Mark)) {
        let Some((from, to, words)) = &self.ends else { return };
        let open = self.open_ground(*from, *to);
        let usual = self.label_size(view, 11.0, 52.0);
        let is_far = usual * view.scale < READABLE - 1.0;
        let size = if is_far { FAR / view.scale } else { usual };
        let room = open.width() - 32.0 * size / 11.0;
        if is_far && (open.height() < 3.2 * size || room < 16.0 * size) {
            return;
        }
        let margin = if is_far { 1.5 * size } else { 16.0 };
        let is_free = |pill: &Rect| {
            let room = pill.expanded(0.8 * size);
            let is_cut = pill.left < view.window.left && open.right > view.window.left;
            !is_cut
                && !gauges.iter().any(|&(x, top, bottom)| {
                    x + 14.0 >= room.left && x <= room.right && top <= room.bottom && bottom >= room.top
                })
        };
        // All of the words in view and beside the gauges, else the first of them, else all where they cover one.
        let full = shorten(words, room, size, Weight::SemiBold);
        let first = words.split(':').next().unwrap_or_default();
        let place = |words: &str| {
            let width = text_width(words, size, Weight::SemiBold) + 1.8 * size;
            let end = open.right - margin - width;
            let left = (view.window.left.max(open.left) + margin).min(end).max(open.left + margin);
            let steps = ((end.min(view.window.right - width) - left) / size).clamp(0.0, 400.0) as usize;
            let rises = ((open.height() - 3.4 * size) / size).clamp(0.0, 40.0) as usize;
            let at = move |step: usize, rise: usize| {
                let top = open.bottom - (2.9 + rise as f64) * size;
                Rect::new(left + step as f64 * size, top, width, 2.1 * size)
            };
            let places = (0..=rises).flat_map(|rise| (0..=steps).map(move |step| at(step, rise)));
            (places.into_iter().find(is_free), at(0, 0))
        };
        let (found, usual) = place(&full);
        let (pill, words) = match (found, place(first).0) {
            (Some(pill), _) => (pill, full.as_ref()),
            (None, Some(pill)) if first.len() < full.len() => (pill, first),
            _ => (usual, full.as_ref()),
        };
        let stroke = Some(Stroke::new(Role::Under, (1.0 / view.scale).clamp(1.0, size / 8.0)));
        out(Mark::Box(BoxMark { stroke, ..BoxMark::filled(pill, pill.height() / 2.0, Role::Surface) }));
        let at = Point::new(pill.left + 0.9 * size, pill.center().y + 0.36 * size);
        out(text(at, Anchor::Start, size, Weight::SemiBold, Role::Under, words.to_owned()));
    }

    /// The ground above the end of the IC track, between two rows.
    pub(super) fn open_ground(&self, from: usize, to: usize) -> Rect {
        let (left, right) = self.placed.lanes[0];
        let bottom = self.placed.bounds.bottom;
        let top_of = |row: usize| self.placed.bands.get(row).map_or(bottom, |band| band.top + 6.0);
        Rect { left, top: top_of(from), right, bottom: top_of(to) }
    }

    /// Says where management's ground begins, on a ground of its own where reporting lines pass.
    fn fork_words(&self, out: &mut dyn FnMut(Mark)) {
        let Some(row) = self.fork.map(|row| row + 1).filter(|&row| row < self.placed.bands.len()) else { return };
        let below = &self.placed.bands[row];
        let words = "management begins here";
        // Left of where the last column's gauges stand.
        let end = Point::new(self.placed.lanes[1].1 - 44.0, below.top + 21.0);
        let width = text_width(words, 11.0, Weight::Regular);
        let ground = Rect::new(end.x - width - 4.0, end.y - 11.0, width + 8.0, 15.0);
        let on_row = self.shelves[row * self.per_row..(row + 1) * self.per_row].iter().flatten();
        let is_free = on_row.map(|&at| &self.placed.rects[at as usize]).all(|rect| !rect.overlaps(&ground));
        if is_free {
            out(Mark::Box(BoxMark::filled(ground, 0.0, Role::Background)));
            out(text(end, Anchor::End, 11.0, Weight::Regular, Role::Secondary, words.to_owned()));
        }
    }

    /// Pills with the equivalences and the seats below them; from afar words alone, where they have room.
    pub(super) fn labels(&self, view: &View, out: &mut dyn FnMut(Mark)) {
        self.fork_words(out);
        let mut free_from = f64::NEG_INFINITY;
        for (row, band) in self.rows.iter().zip(&self.placed.bands) {
            if band.bottom < view.window.top || band.top > view.window.bottom {
                continue;
            }
            let size = self.label_size(view, 11.5, band.first_shelf().1);
            if size * view.scale >= READABLE - 2.0 {
                self.label(row, (band.middle(), size), out);
            } else {
                free_from = self.far_label(row, (band.top, band.bottom), free_from, view, out);
            }
        }
    }

    fn label(&self, row: &Row, (middle_y, size): (f64, f64), out: &mut dyn FnMut(Mark)) {
        let [ic, management] = self.placed.lanes;
        let middle = (ic.1 + management.0) / 2.0;
        let room = management.0 - ic.1 - 12.0 - 1.8 * size;
        let words = shorten(&row.label, room, size, Weight::SemiBold).into_owned();
        let width = (text_width(&words, size, Weight::SemiBold) + 1.8 * size).max(4.4 * size);
        let y = middle_y - 0.85 * size;
        let pill = Rect::new(middle - width / 2.0, y - size, width, 2.0 * size);
        let stroke = Stroke::new(Role::StrongLine, 1.0);
        let stroke = Some(if is_empty(row) { stroke.dashed(3.0, 3.0) } else { stroke });
        out(Mark::Box(BoxMark { stroke, ..BoxMark::filled(pill, size, Role::Surface) }));
        let (role, weight) = ink(row);
        out(text(Point::new(middle, y + 0.36 * size), Anchor::Middle, size, weight, role, words));
        self.seats(row, (y + 2.35 * size, size), out);
    }

    fn seats(&self, row: &Row, (y, size): (f64, f64), out: &mut dyn FnMut(Mark)) {
        let middle = (self.placed.lanes[0].1 + self.placed.lanes[1].0) / 2.0;
        let shows = |side: usize| row.seats[side] > 0.0 || row.open[side];
        let both = shows(0) && shows(1);
        let words = row.seats.map(count);
        let width = |side: usize| text_width(&words[side], size, Weight::SemiBold);
        // Two numbers stand either side of the middle, however long they are.
        let gap = 0.9 * size;
        for (side, role, x) in
            [(0, Role::Ic, middle - gap - width(0) / 2.0), (1, Role::Management, middle + gap + width(1) / 2.0)]
        {
            if shows(side) {
                let at = Point::new(if both { x } else { middle }, y);
                out(text(at, Anchor::Middle, size, Weight::SemiBold, role, words[side].clone()));
            }
        }
    }

    /// Writes what fits of a label, where the one above it leaves room; from where on the next one may stand.
    fn far_label(
        &self,
        row: &Row,
        (top, bottom): (f64, f64),
        free_from: f64,
        view: &View,
        out: &mut dyn FnMut(Mark),
    ) -> f64 {
        let [ic, management] = self.placed.lanes;
        let (middle, middle_y) = ((ic.1 + management.0) / 2.0, (top + bottom) / 2.0);
        let size = FAR / view.scale;
        let (role, weight) = ink(row);
        let room = management.0 - ic.1 - 0.6 * size;
        let short = row.label.split([' ', ',']).next().unwrap_or_default();
        let words =
            [row.label.as_str(), &row.codes, short].into_iter().find(|words| text_width(words, size, weight) <= room);
        let Some(words) = words.filter(|_| middle_y - 0.7 * size >= free_from) else { return free_from };
        let with_seats = bottom - top >= 2.9 * size
            && text_width(&row.seats.map(count).concat(), size, Weight::SemiBold) + 1.8 * size <= room;
        let y = if with_seats { middle_y - 0.2 * size } else { middle_y + 0.36 * size };
        let seats =
            if with_seats { text_width(&row.seats.map(count).concat(), size, weight) + 1.8 * size } else { 0.0 };
        let width = text_width(words, size, weight).max(seats) + 0.4 * size;
        let height = if with_seats { 2.6 * size } else { 1.3 * size };
        let ground = Rect::new(middle - width / 2.0, y - size, width, height);
        out(Mark::Box(BoxMark::filled(ground, 0.0, Role::Background)));
        out(text(Point::new(middle, y), Anchor::Middle, size, weight, role, words.to_owned()));
        if with_seats {
            self.seats(row, (y + 1.3 * size, size), out);
        }
        y + if with_seats { 1.8 * size } else { 0.5 * size }
    }

    /// Labels grow when the picture is far away, as far as the gutter and the row have room.
    fn label_size(&self, view: &View, size: f64, room: f64) -> f64 {
        let gutter = self.placed.lanes[1].0 - self.placed.lanes[0].1;
        let most = (gutter / 136.0).min(room / 52.0).max(1.0);
        size * (1.0 / view.scale).clamp(1.0, most)
    }
}

/// Whether nobody sits on the IC side of a row that has another side.
fn is_empty(row: &Row) -> bool {
    row.seats[0] == 0.0 && (row.open[1] || row.rungs.len() > 1)
}

fn ink(row: &Row) -> (Role, Weight) {
    let role = if is_empty(row) { Role::Secondary } else { Role::Text };
    (role, if row.kind == RowKind::NoRung { Weight::Regular } else { Weight::SemiBold })
}

fn text(at: Point, anchor: Anchor, size: f64, weight: Weight, role: Role, text: String) -> Mark {
    Mark::Text(TextMark { at, anchor, size, weight, role, text })
}
