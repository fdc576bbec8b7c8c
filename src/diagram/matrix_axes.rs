//! Surroundings of the dots in the matrix: the legend, the band of agreement, the rungs on both axes, and the number of
//! people not drawn.

use super::matrix::{Matrix, Tick};
use super::matrix_legend::{MARGIN, Sign};
use super::matrix_marks::{dot, out_line, text};
use super::matrix_page::MatrixPage;
use crate::rules::words::{amount, count};
use crate::scene::text::{shorten, width};
use crate::scene::{Anchor, Badge, BoxMark, Mark, Point, Rect, Role, Stroke, Weight};

/// Width in points of the strips that the band of agreement is painted in.
const STRIP: f64 = 2.0;

impl MatrixPage {
    /// Draws the legend.
    pub(super) fn signs(&self, out: &mut dyn FnMut(Mark)) {
        for (at, sign) in &self.legend {
            let middle = Point::new(at.x + 5.0, at.y - 4.0);
            match sign {
                Sign::Dot(lane, _) => dot(middle, *lane, out),
                Sign::Badge(shape, role, _) => {
                    out(Mark::Badge(Badge { at: middle, size: 10.0, shape: *shape, role: *role }));
                }
                Sign::Band(_) => {
                    let stroke = Some(Stroke::new(Role::StrongLine, 1.0).dashed(3.0, 3.0));
                    let sample = Rect::new(at.x, at.y - 9.0, 10.0, 10.0);
                    out(Mark::Box(BoxMark { stroke, ..BoxMark::filled(sample, 0.0, Role::Sunken) }));
                }
            }
            out(text((at.x + 16.0, at.y), Anchor::Start, 11.0, Weight::Regular, Role::Secondary, sign.words()));
        }
    }

    /// Draws the background with the band of agreement, and the meaning of the two corners in words.
    pub(super) fn ground(&self, out: &mut dyn FnMut(Mark), matrix: &Matrix) {
        let area = self.plane.area;
        out(Mark::Box(BoxMark::filled(area, 0.0, Role::Surface)));
        let strips = (area.width() / STRIP).ceil() as usize;
        for strip in 0..strips {
            let left = area.left + strip as f64 * STRIP;
            let value = self.plane.value(Point::new(left + STRIP / 2.0, area.bottom)).0;
            let (top, bottom) = (self.exact(value, value + matrix.limit).y, self.exact(value, value - matrix.limit).y);
            let right = (left + STRIP).min(area.right);
            out(Mark::Box(BoxMark::filled(Rect { left, top, right, bottom }, 0.0, Role::Sunken)));
        }
        let (from, to, limit) = (self.plane.from, self.plane.to, matrix.limit);
        let diagonal = |off: f64| {
            let (start, end) = (from.max(from - off), to.min(to - off));
            (start < end).then(|| vec![self.exact(start, start + off), self.exact(end, end + off)])
        };
        for (off, role, dash) in
            [(limit, Role::StrongLine, true), (-limit, Role::StrongLine, true), (0.0, Role::StrongLine, false)]
        {
            let stroke = Stroke::new(role, 1.0);
            let stroke = if dash { stroke.dashed(3.0, 3.0) } else { stroke };
            out_line(diagonal(off), stroke, out);
        }
        let room = area.width() / 2.0 - 16.0;
        let corners = [
            ("authority below the record", Role::Under, (area.left + 10.0, area.top + 18.0), Anchor::Start),
            ("authority not yet backed by evidence", Role::Over, (area.right - 10.0, area.bottom - 10.0), Anchor::End),
        ];
        for (words, role, at, anchor) in corners {
            let words = shorten(words, room, 11.0, Weight::Regular);
            out(text(at, anchor, 11.0, Weight::Regular, role, &words));
        }
    }

    /// Draws the rungs on both axes, the meaning of the axes, and the number of people who are not drawn.
    pub(super) fn axes(&self, matrix: &Matrix, out: &mut dyn FnMut(Mark)) {
        let area = self.plane.area;
        let quiet = Stroke::new(Role::StrongLine, 1.0);
        let mut ranked: Vec<&Tick> = matrix.ticks.iter().collect();
        ranked.sort_by(|a, b| a.rank.cmp(&b.rank).then(a.grade.total_cmp(&b.grade)));
        let (mut below, mut beside) = (Vec::new(), Vec::new());
        let claim = |taken: &mut Vec<(f64, f64)>, from: f64, to: f64| {
            let is_free = taken.iter().all(|&(a, b)| to <= a || from >= b);
            if is_free {
                taken.push((from, to));
            }
            is_free
        };
        // Labels claim their room in the order of rank, so the important ones are never crowded out.
        for tick in ranked {
            let at = self.exact(tick.grade, tick.grade);
            out_line(Some(vec![Point::new(at.x, area.bottom), Point::new(at.x, area.bottom + 4.0)]), quiet, out);
            out_line(Some(vec![Point::new(area.left - 4.0, at.y), Point::new(area.left, at.y)]), quiet, out);
            for words in [&tick.words, &tick.short] {
                let half = width(words, 10.0, Weight::Regular) / 2.0;
                if claim(&mut below, at.x - half - 4.0, at.x + half + 4.0) {
                    let at = (at.x, area.bottom + 16.0);
                    out(text(at, Anchor::Middle, 10.0, Weight::Regular, Role::Secondary, words));
                    break;
                }
            }
            if claim(&mut beside, at.y - 6.5, at.y + 6.5) {
                let words = shorten(&tick.words, area.left - MARGIN, 10.0, Weight::Regular);
                out(text((area.left - 8.0, at.y + 3.6), Anchor::End, 10.0, Weight::Regular, Role::Secondary, &words));
            }
        }
        let frame = BoxMark { fill: None, stroke: Some(quiet), ..BoxMark::filled(area, 0.0, Role::Surface) };
        out(Mark::Box(frame));
        let room = self.size.width - 2.0 * MARGIN;
        let up = "impact supported by evidence (conservative for strong signals, central for all others)";
        let up = if width(up, 11.0, Weight::Regular) <= room { up } else { "supported impact" };
        let up = shorten(up, room, 11.0, Weight::Regular);
        out(text((MARGIN, area.top - 10.0), Anchor::Start, 11.0, Weight::Regular, Role::Text, &up));
        let across = "authority, in rungs";
        out(text((area.right, area.bottom + 34.0), Anchor::End, 11.0, Weight::Regular, Role::Text, across));
        let below = shorten(&foot(matrix), room, 11.0, Weight::Regular).into_owned();
        out(text((MARGIN, area.bottom + 54.0), Anchor::Start, 11.0, Weight::Regular, Role::Secondary, &below));
    }
}

/// Number of people drawn and not drawn, in words.
fn foot(matrix: &Matrix) -> String {
    let mut words = vec![count(matrix.dots.len(), "person", "people")];
    if matrix.without_evidence > 0 {
        words.push(format!("{} without evidence not shown", amount(matrix.without_evidence as f64)));
    }
    if matrix.without_authority > 0 {
        words.push(format!("{} without a comparable rung not shown", amount(matrix.without_authority as f64)));
    }
    if matrix.is_provisional {
        words.push("provisional scale".to_owned());
    }
    words.join(" · ")
}
