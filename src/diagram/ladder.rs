//! One ladder as a picture: rungs from the top down on shared grades, all IC tracks on the left and management on the
//! right. In the middle stands the comparison: the equivalence, both pay bands on one scale, and parity.

mod axis;
mod cell;
mod drawing;
mod middle;
mod pays;
mod rows;

pub use drawing::{Part, PartOf};
pub use pays::{Pays, pays_of};

use crate::measure::SAME_GRADE;
use crate::org::{RungId, TrackKind};
use crate::rules::Facts;
use crate::rules::words::amount;
use crate::scene::text::{shorten, width as text_width};
use crate::scene::{Anchor, BoxMark, Mark, Point, Rect, Role, Size, Stroke, Weight};
use axis::Axis;
use drawing::{CELL, Drawing, GAP};
use rows::LadderRow;

/// Height in points of the heads of the lanes, next to the pay axis.
const HEAD: f64 = 64.0;
/// Space in points beside the cells of a lane.
const MARGIN: f64 = 16.0;

/// Picture of one ladder.
#[derive(Clone, Debug, PartialEq)]
pub struct Ladders {
    /// Width and height, in points.
    pub size: Size,
    /// Marks in painting order.
    pub marks: Vec<Mark>,
    /// Parts that can be pointed at, highest rung first.
    pub parts: Vec<Part>,
}

impl Ladders {
    /// Draws a ladder in a given width, raised to at least 560 points. Without `pays`, nothing computed from people is
    /// drawn.
    pub fn of(facts: &Facts, ladder: u16, pays: Option<&Pays>, selected: Option<RungId>, width: f64) -> Self {
        let width = width.max(560.0);
        let middle = (width * 0.3).clamp(188.0, 296.0);
        let lane = (width - middle) / 2.0;
        let rows = rows::rows(facts, ladder);
        let mut drawing = Drawing {
            facts,
            ladder,
            pays,
            selected,
            lanes: [(0.0, lane), (lane + middle, width)],
            axis: Axis::of(facts, ladder, pays, (lane + 20.0, lane + middle - 20.0)),
            marks: Vec::new(),
            parts: Vec::new(),
        };
        let mut y = HEAD;
        let bands: Vec<(f64, f64)> = rows
            .iter()
            .map(|row| {
                let cells = row.sides.iter().map(Vec::len).max().unwrap_or(0).max(1) as f64;
                let band = (y, y + cells * (CELL + 2.0 * GAP));
                y = band.1;
                band
            })
            .collect();
        drawing.ground(&rows, &bands, y);
        drawing.heads(&rows);
        for (row, &band) in rows.iter().zip(&bands) {
            drawing.row(row, band);
        }
        drawing.ceiling_words(&rows, &bands);
        Self { size: Size { width, height: y + 8.0 }, marks: drawing.marks, parts: drawing.parts }
    }
}

impl Drawing<'_> {
    /// Draws the tints of the lanes, for management from the fork up, the lines between rows, and the open ground.
    fn ground(&mut self, rows: &[LadderRow], bands: &[(f64, f64)], bottom: f64) {
        let [ic, management] = self.lanes;
        let ic_ground = Rect { left: ic.0, top: 0.0, right: ic.1, bottom };
        self.fill(ic_ground, Role::IcTint);
        let fork = self.facts.marks(self.ladder).fork;
        let is_above = |row: &LadderRow| row.grade.zip(fork).is_some_and(|(grade, fork)| grade >= fork - SAME_GRADE);
        let end = rows.iter().zip(bands).filter(|(row, _)| is_above(row)).map(|(_, band)| band.1).next_back();
        if let Some(end) = end {
            self.fill(Rect { left: management.0, top: 0.0, right: management.1, bottom: end }, Role::ManagementTint);
        }
        if let (Some((from, to)), [first, ..]) = (self.open_rows(rows), bands) {
            let top = bands.get(from).unwrap_or(first).0;
            let bottom = bands.get(to).unwrap_or(first).1;
            let open = Rect { left: ic.0, top, right: ic.1, bottom };
            self.fill(open, Role::Background);
            let hatch = BoxMark { fill: None, hatch: Some(Role::StrongLine), ..BoxMark::filled(open, 0.0, Role::Line) };
            self.marks.push(Mark::Box(hatch));
        }
        for band in bands {
            let right = self.lanes[1].1;
            self.line(vec![Point::new(0.0, band.0), Point::new(right, band.0)], Stroke::new(Role::Line, 1.0));
        }
        if let Some(end) = end.filter(|end| *end < bottom - 1.0) {
            let at = Point::new(management.1 - MARGIN, end + 18.0);
            self.text(at, Anchor::End, 11.0, Weight::Regular, Role::Secondary, "management begins here");
        }
    }

    /// First and last row above the end of the IC track that management reaches; `None` without a ceiling.
    fn open_rows(&self, rows: &[LadderRow]) -> Option<(usize, usize)> {
        let marks = self.facts.marks(self.ladder);
        let (ic, management) = (marks.top_ic?, marks.top_management?);
        let is_open = |row: &LadderRow| {
            row.grade.is_some_and(|grade| grade > ic + SAME_GRADE && grade <= management + SAME_GRADE)
        };
        Some((rows.iter().position(is_open)?, rows.iter().rposition(is_open)?))
    }

    /// Draws the end of the IC track, naming the rungs above it that have no peer.
    fn ceiling_words(&mut self, rows: &[LadderRow], bands: &[(f64, f64)]) {
        let Some((from, to)) = self.open_rows(rows) else { return };
        let (Some(open), Some(&(_, bottom))) = (rows.get(from..=to), bands.get(to)) else { return };
        let org = self.facts.org;
        let is_peer = |rung: &&RungId| org.rung(**rung).open && !org.rung(**rung).apex;
        let above: Vec<String> = open
            .iter()
            .flat_map(|row| row.sides[1].iter().filter(is_peer))
            .map(|&rung| {
                let (entry, seats) = (org.rung(rung), self.facts.seats(rung).people);
                let title = if entry.title.is_empty() { &entry.code } else { &entry.title };
                if seats > 0 { format!("{} × {title}", amount(f64::from(seats))) } else { title.clone() }
            })
            .collect();
        let ends = format!("IC track ends here: {}", above.join(", "));
        let words = format!("{ends}, no equal IC rung");
        let (left, right) = self.lanes[0];
        self.line(vec![Point::new(left, bottom), Point::new(right, bottom)], Stroke::new(Role::Under, 2.0));
        let room = right - left - 2.0 * MARGIN - 20.0;
        let words = if text_width(&words, 11.0, Weight::SemiBold) <= room { words } else { ends };
        let words = shorten(&words, room, 11.0, Weight::SemiBold).into_owned();
        let pill = Rect::new(left + MARGIN, bottom - 11.0, text_width(&words, 11.0, Weight::SemiBold) + 20.0, 22.0);
        let stroke = Some(Stroke::new(Role::Under, 1.0));
        self.marks.push(Mark::Box(BoxMark { stroke, ..BoxMark::filled(pill, 11.0, Role::Surface) }));
        let at = Point::new(pill.left + 10.0, bottom + 4.0);
        self.text(at, Anchor::Start, 11.0, Weight::SemiBold, Role::Under, &words);
    }

    fn heads(&mut self, rows: &[LadderRow]) {
        let org = self.facts.org;
        let sides = [
            ("Individual contributors", TrackKind::Ic, Anchor::Start, self.lanes[0].0 + MARGIN, Role::Ic),
            ("Management", TrackKind::Management, Anchor::End, self.lanes[1].1 - MARGIN, Role::Management),
        ];
        for (side, (title, kind, anchor, x, role)) in sides.into_iter().enumerate() {
            let rungs: Vec<RungId> = rows.iter().flat_map(|row| row.sides[side].iter().copied()).collect();
            let seats: f64 = rungs.iter().map(|&rung| rows::seats(self.facts, rung)).sum();
            let tracks = org.head.ladders.get(usize::from(self.ladder)).map_or(&[][..], |ladder| &ladder.tracks);
            let named: Vec<&str> = tracks
                .iter()
                .filter(|track| track.kind == kind && !track.name.is_empty())
                .map(|it| it.name.as_str())
                .collect();
            let title = match named.as_slice() {
                [one] => *one,
                _ => title,
            };
            let words = |n: f64, one: &str, many: &str| format!("{} {}", amount(n), if n == 1.0 { one } else { many });
            let below = format!("{} · {}", words(rungs.len() as f64, "rung", "rungs"), words(seats, "seat", "seats"));
            let room = self.lanes[0].1 - 2.0 * MARGIN;
            let title = shorten(title, room, 13.0, Weight::SemiBold).into_owned();
            self.text(Point::new(x, 28.0), anchor, 13.0, Weight::SemiBold, role, &title);
            self.text(Point::new(x, 46.0), anchor, 11.0, Weight::Regular, Role::Secondary, &below);
        }
        self.axis_head();
    }

    fn row(&mut self, row: &LadderRow, band: (f64, f64)) {
        for (side, rungs) in row.sides.iter().enumerate() {
            for (at, &rung) in rungs.iter().enumerate() {
                let top = band.0 + GAP + at as f64 * (CELL + 2.0 * GAP);
                let (left, right) = self.lanes[side];
                let rect = Rect { left: left + MARGIN, top, right: right - MARGIN, bottom: top + CELL };
                self.cell(rung, rect);
            }
        }
        self.middle(row, band);
    }
}

#[cfg(test)]
mod tests;
