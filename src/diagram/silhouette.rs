//! The silhouette: both tracks as bars by rung, and where the IC track ends. Nobody is named and nothing is said of pay,
//! so that it can be shown to everyone.

use super::rows::{Row, RowKind};
use super::texts::text;
use super::tracks::Tracks;
use super::words::count;
use crate::scene::text::{shorten, width as text_width};
use crate::scene::{Anchor, BoxMark, LineMark, Mark, Point, Rect, Role, Stroke, Weight};

/// Width of the picture, half of the column of labels, and the margin at the sides, in points.
const WIDTH: f64 = 960.0;
/// Width of one of two beside each other.
const NARROW: f64 = 760.0;
const GUTTER: f64 = 84.0;
const MARGIN: f64 = 24.0;
/// Height of the heads, of a row and of a bar.
const HEAD: f64 = 56.0;
const ROW: f64 = 36.0;
const BAR: f64 = 20.0;
/// Font sizes of heads, counts and labels.
const LARGE: f64 = 15.0;
const SIZE: f64 = 12.5;
/// What a count takes beside its bar.
const COUNT: f64 = 48.0;

/// The silhouette of a picture of tracks.
pub struct Silhouette {
    rows: Vec<Row>,
    heads: [(String, String); 2],
    /// First row of the open ground and the row behind its last, where the IC track ends below management.
    ends: Option<(usize, usize)>,
    /// Seats of the longest bar.
    most: f64,
    width: f64,
}

impl Silhouette {
    /// Of tracks that are laid out.
    pub fn of(tracks: &Tracks) -> Self {
        let rows = tracks.rows().to_vec();
        let most = rows.iter().flat_map(|row| row.seats).fold(1.0, f64::max);
        Self { rows, heads: tracks.heads().clone(), ends: tracks.open_rows(), most, width: WIDTH }
    }

    /// Makes two silhouettes ready to stand beside each other: narrower, and with bars of one scale.
    pub fn align(a: &mut Self, b: &mut Self) {
        let most = a.most.max(b.most);
        for silhouette in [a, b] {
            (silhouette.most, silhouette.width) = (most, NARROW);
        }
    }

    /// The place of the picture.
    pub fn bounds(&self) -> Rect {
        Rect::new(0.0, 0.0, self.width, HEAD + ROW * self.rows.len() as f64 + 8.0)
    }

    /// What the picture says in one sentence; `None` where the IC track ends no lower than management.
    pub fn sentence(&self) -> Option<String> {
        let (from, to) = self.ends?;
        let rungs = to - from;
        Some(format!("IC track ends {rungs} {} below management", if rungs == 1 { "rung" } else { "rungs" }))
    }

    /// Draws it.
    pub fn marks(&self, out: &mut dyn FnMut(Mark)) {
        let bounds = self.bounds();
        let middle = self.width / 2.0;
        let sides =
            [(middle - GUTTER, Role::Ic, Role::IcTint), (middle + GUTTER, Role::Management, Role::ManagementTint)];
        let bottom = bounds.bottom - 8.0;
        let open = self.open_ground();
        let managed = self.rows.iter().rposition(|row| row.open[1] || row.seats[1] > 0.0);
        let lowest = HEAD + ROW * managed.map_or(0.0, |row| row as f64 + 1.0);
        let tints = [
            Rect { left: MARGIN, top: open.map_or(HEAD, |open| open.bottom), right: sides[0].0, bottom },
            Rect { left: sides[1].0, top: HEAD, right: self.width - MARGIN, bottom: lowest },
        ];
        for (tint, (_, _, role)) in tints.into_iter().zip(sides) {
            out(Mark::Box(BoxMark::filled(tint, 0.0, role)));
        }
        if let Some(open) = open {
            let hatch = Some(Role::Line);
            out(Mark::Box(BoxMark { fill: None, hatch, ..BoxMark::filled(open, 0.0, Role::Background) }));
        }
        for (side, ((x, role, _), (name, seats))) in sides.into_iter().zip(&self.heads).enumerate() {
            let anchor = if side == 0 { Anchor::End } else { Anchor::Start };
            out(text(Point::new(x, 22.0), anchor, LARGE, Weight::SemiBold, role, name.clone()));
            out(text(Point::new(x, 42.0), anchor, SIZE, Weight::Regular, Role::Secondary, seats.clone()));
        }
        let room = middle - GUTTER - MARGIN - COUNT;
        for (at, row) in self.rows.iter().enumerate() {
            let top = HEAD + ROW * at as f64;
            let line = vec![Point::new(MARGIN, top), Point::new(self.width - MARGIN, top)];
            let stroke = Stroke::new(Role::Line, 1.0);
            out(Mark::Line(LineMark { points: line, radius: 0.0, stroke, opacity: 1.0 }));
            let y = top + ROW / 2.0 + 0.36 * SIZE;
            let words = shorten(&row.label, 2.0 * GUTTER - 12.0, SIZE, Weight::SemiBold).into_owned();
            let weight = if row.kind == RowKind::NoRung { Weight::Regular } else { Weight::SemiBold };
            out(text(Point::new(middle, y), Anchor::Middle, SIZE, weight, Role::Text, words));
            for (side, (x, role, _)) in sides.into_iter().enumerate() {
                let (here, there) = (row.seats[side], row.seats[1 - side]);
                if here <= 0.0 && !row.open[side] {
                    continue;
                }
                let length = room * here / self.most;
                let away = if side == 0 { -1.0 } else { 1.0 };
                if here > 0.0 {
                    let left = if side == 0 { x - length } else { x };
                    let bar = Rect::new(left, top + (ROW - BAR) / 2.0, length, BAR);
                    out(Mark::Box(BoxMark::filled(bar, 2.0, role)));
                }
                let role = match (here > 0.0, there > 0.0) {
                    (true, _) => Role::Text,
                    (false, true) => Role::Under,
                    (false, false) => Role::Secondary,
                };
                let anchor = if side == 0 { Anchor::End } else { Anchor::Start };
                let at = Point::new(x + away * (length + 8.0), y);
                out(text(at, anchor, SIZE, Weight::SemiBold, role, count(here)));
            }
        }
        self.end(out);
    }

    /// The ground above the end of the IC track.
    fn open_ground(&self) -> Option<Rect> {
        let (from, to) = self.ends?;
        let at = |row: usize| HEAD + ROW * row as f64;
        Some(Rect { left: MARGIN, top: at(from), right: self.width / 2.0 - GUTTER, bottom: at(to) })
    }

    /// The line where the IC track ends, and what is said of it.
    fn end(&self, out: &mut dyn FnMut(Mark)) {
        let (Some(open), Some(words)) = (self.open_ground(), self.sentence()) else { return };
        let points = vec![Point::new(open.left, open.bottom), Point::new(open.right, open.bottom)];
        let stroke = Stroke::new(Role::Under, 2.5);
        out(Mark::Line(LineMark { points, radius: 0.0, stroke, opacity: 1.0 }));
        let width = text_width(&words, SIZE, Weight::SemiBold) + 24.0;
        let pill = Rect::new(open.left + 12.0, open.bottom - 30.0, width, 24.0);
        let stroke = Some(Stroke::new(Role::Under, 1.0));
        out(Mark::Box(BoxMark { stroke, ..BoxMark::filled(pill, 12.0, Role::Surface) }));
        let at = Point::new(pill.left + 12.0, pill.center().y + 0.36 * SIZE);
        out(text(at, Anchor::Start, SIZE, Weight::SemiBold, Role::Under, words));
    }
}
