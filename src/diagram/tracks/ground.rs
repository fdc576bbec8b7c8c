//! The background of the tracks: tints of the lanes, open ground above the end of the IC track, lines between the
//! rungs.

use super::tracks::Tracks;
use crate::diagram::texts::text;
use crate::diagram::view::View;
use crate::layout::Lane;
use crate::scene::text::{shorten, width as text_width};
use crate::scene::{Anchor, BoxMark, LineMark, Mark, Point, Rect, Role, Stroke, Weight};

/// Size of the words at the end of the track, and height of two lines of them, in pixels.
const SIZE: f64 = 11.0;
const TWO_LINES: f64 = 40.0;

impl Tracks {
    /// Draws the background as far as the window shows it.
    pub(super) fn ground(&self, view: &View, out: &mut dyn FnMut(Mark)) {
        let frame = self.frame();
        let ([ic, management], bottom, unit) = (frame.lanes, frame.bounds.bottom, 1.0 / view.scale);
        let top_of = |row: usize| frame.bands.get(row).map_or(bottom, |band| band.top);
        let first_ic = self.ends.as_ref().map_or(0, |&(_, row, _)| row);
        let mut tint = |(left, right): (f64, f64), top: f64, bottom: f64, role| {
            out(Mark::Box(BoxMark::filled(Rect { left, top, right, bottom }, 0.0, role)));
        };
        tint(ic, top_of(first_ic), bottom, Role::IcTint);
        if let Some(row) = self.fork {
            tint(management, top_of(0), top_of(row + 1), Role::ManagementTint);
        }
        if let Some(open) = self.open_ground() {
            let hatch = Some(Role::Line);
            out(Mark::Box(BoxMark { fill: None, hatch, ..BoxMark::filled(open, 0.0, Role::Background) }));
        }
        let line = |from: Point, to: Point, stroke: Stroke| {
            Mark::Line(LineMark { points: vec![from, to], radius: 0.0, stroke, opacity: 0.75 })
        };
        for band in &frame.bands[frame.rows_in(&view.window)] {
            let (left, right) = (Point::new(ic.0, band.top), Point::new(management.1, band.top));
            out(line(left, right, Stroke::new(Role::StrongLine, unit)));
        }
        if frame.stripe_heads.is_some() {
            for (lane, stripes) in frame.stripes.iter().enumerate() {
                for stripe in stripes.iter().filter(|stripe| stripe.width() > 0.0) {
                    let x = if lane == Lane::Ic as usize { stripe.left } else { stripe.right };
                    let divided = frame.bands.iter().filter(|band| band.is_divided);
                    let top = divided.clone().map(|band| band.top).fold(bottom, f64::min);
                    let end = divided.map(|band| band.bottom).fold(top, f64::max);
                    out(line(Point::new(x, top), Point::new(x, end), Stroke::new(Role::Line, unit)));
                }
            }
        }
        if let Some(open) = self.open_ground() {
            let (left, right) = (Point::new(open.left, open.bottom), Point::new(open.right, open.bottom));
            out(line(left, right, Stroke::new(Role::Under, 2.5 * unit)));
        }
    }

    /// Area above the end of the IC track; `None` unless the track ends too early.
    pub(super) fn open_ground(&self) -> Option<Rect> {
        let &(from, to, _) = self.ends.as_ref()?;
        let frame = self.frame();
        let (left, right) = frame.lanes[Lane::Ic as usize];
        let top = frame.bands.get(from)?.top;
        Some(Rect { left, top, right, bottom: frame.bands.get(to).map_or(frame.bounds.bottom, |band| band.top) })
    }

    /// Place of the label at the end of the IC track, with as many of its words as there is room for.
    pub(super) fn ceiling(&self, view: &View) -> Option<(Rect, Vec<String>)> {
        let open = self.open_ground()?;
        let (_, _, words) = self.ends.as_ref()?;
        let unit = 1.0 / view.scale;
        let (left, right) = (open.left.max(self.sight(view).left), open.right.min(self.sight(view).right));
        let room = (right - left) / unit - 28.0;
        let high = (open.bottom - open.top) / unit - 4.0;
        let width = |words: &str| text_width(words, SIZE, Weight::SemiBold) + 22.0;
        // On one line, otherwise on two, otherwise the first words alone on one or two, as many as there is room for.
        let (first, rest) = words.split_once(':').unwrap_or((words, ""));
        let ways = [(words.as_str(), ""), (first, rest.trim()), (first, ""), halves(first)].into_iter();
        let mut ways = ways.filter(|way| way.1.is_empty() || high >= TWO_LINES);
        let fits = |way: &(&str, &str)| width(way.0) <= room && width(way.1) <= room;
        let (upper, lower) = ways.find(fits).unwrap_or((first, ""));
        let lines: Vec<String> = [upper, lower]
            .into_iter()
            .filter(|line| !line.is_empty())
            .map(|line| shorten(line, room - 22.0, SIZE, Weight::SemiBold).into_owned())
            .collect();
        let width = lines.iter().map(|line| width(line)).fold(0.0, f64::max);
        let height = if lines.len() > 1 { TWO_LINES - 2.0 } else { 23.0_f64.min(high) };
        let is_seen = room > 60.0 && height >= 15.0 && open.bottom > self.frozen_top(view);
        let place = Rect::new(
            left + 14.0 * unit,
            open.bottom.min(self.sight(view).bottom) - (height + 9.0).min((open.bottom - open.top) / unit - 2.0) * unit,
            width * unit,
            height * unit,
        );
        is_seen.then_some((place, lines))
    }

    /// Label at the end of the IC track in full; `None` unless the track ends too early.
    pub fn ceiling_words(&self) -> Option<&str> {
        self.ends.as_ref().map(|(.., words)| words.as_str())
    }

    pub(super) fn draw_ceiling(&self, view: &View, out: &mut dyn FnMut(Mark)) {
        let Some((place, lines)) = self.ceiling(view) else { return };
        let unit = 1.0 / view.scale;
        let stroke = Some(Stroke::new(Role::Under, unit));
        out(Mark::Box(BoxMark { stroke, ..BoxMark::filled(place, 11.5 * unit, Role::Surface) }));
        let last = (lines.len() - 1) as f64;
        for (at, line) in lines.into_iter().enumerate() {
            let y = place.center().y + (0.36 * SIZE + (at as f64 - last / 2.0) * 15.0) * unit;
            let at = Point::new(place.left + 11.0 * unit, y);
            out(text(at, Anchor::Start, SIZE * unit, Weight::SemiBold, Role::Under, line));
        }
    }
}

/// Words broken at the space nearest to their middle.
fn halves(words: &str) -> (&str, &str) {
    let spaces = words.match_indices(' ').map(|(at, _)| at);
    match spaces.min_by_key(|at| at.abs_diff(words.len() / 2)) {
        Some(at) => (&words[..at], &words[at + 1..]),
        None => (words, ""),
    }
}
