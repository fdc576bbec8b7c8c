//! Heads that stay in view at any pan and zoom: those of the lanes at the top of the canvas, and those of the stripes
//! below.

use super::tracks::Tracks;
use crate::diagram::texts::{short, text};
use crate::diagram::view::{Names, View};
use crate::diagram::words::count;
use crate::layout::Lane;
use crate::layout::rows::StripeOf;
use crate::org::Org;
use crate::scene::text::{shorten, width as text_width};
use crate::scene::{Anchor, BoxMark, LineMark, Mark, Point, Rect, Role, Stroke, Weight};

/// Height of the heads of the lanes in pixels, and the least height at a small scale.
const HEIGHT: f64 = 46.0;
const LEAST: f64 = 20.0;
/// Width in pixels of a lane in view that is the least with a head, and space between two heads in the gutter.
const SEEN: f64 = 40.0;
const GUTTER: f64 = 16.0;
/// Least size of a title.
const SMALLEST: f64 = 10.0;
/// Least width in pixels of a stripe with a name, and of one with a count.
const NAMED: f64 = 26.0;
const COUNTED: f64 = 14.0;

impl Tracks {
    /// Area in which heads and labels stay: the window, or the whole of a page.
    pub(super) fn sight(&self, view: &View) -> Rect {
        if view.is_page { self.bounds() } else { view.window }
    }

    /// Height of the heads of the lanes, in points.
    fn heads_height(&self, view: &View) -> f64 {
        let natural = HEIGHT.min(HEIGHT * view.scale).max(LEAST);
        natural / view.scale
    }

    /// Lower edge of the heads of the lanes; anything above it is covered.
    pub(super) fn frozen_top(&self, view: &View) -> f64 {
        let natural = self.frame().bands.first().map_or(self.bounds().top + HEIGHT, |band| band.top);
        (self.sight(view).top + self.heads_height(view)).max(natural)
    }

    /// Draws the heads of the lanes over everything below them.
    pub(super) fn draw_heads(&self, view: &View, out: &mut dyn FnMut(Mark)) {
        let (unit, frame, bottom) = (1.0 / view.scale, self.frame(), self.frozen_top(view));
        let height = self.heads_height(view);
        let ground = Rect { left: self.sight(view).left, top: bottom - height, right: self.sight(view).right, bottom };
        out(Mark::Box(BoxMark::filled(ground, 0.0, Role::Background)));
        if bottom > frame.bands.first().map_or(bottom, |band| band.top) + unit {
            let points = vec![Point::new(ground.left, bottom), Point::new(ground.right, bottom)];
            let stroke = Stroke::new(Role::StrongLine, unit);
            out(Mark::Line(LineMark { points, radius: 0.0, stroke, opacity: 1.0 }));
        }
        let is_low = height / unit < HEIGHT - 1.0;
        let (large, small) = if is_low { (11.0, 10.0) } else { (15.0, 11.5) };
        let gutter = (frame.lanes[1].0 - frame.lanes[0].1) / unit;
        let ends = [(Anchor::Start, Role::Ic, 1.0), (Anchor::End, Role::Management, -1.0)];
        for ((lane, (anchor, role, inwards)), (title, seats)) in frame.lanes.into_iter().zip(ends).zip(&self.heads) {
            let (left, right) = (lane.0.max(self.sight(view).left), lane.1.min(self.sight(view).right));
            let width = text_width(title, large, Weight::SemiBold);
            // Beside the heads the gutter is empty: each can take half of it.
            let seen = (right - left) / unit;
            let room = seen + (gutter - GUTTER).max(0.0) / 2.0 - 16.0;
            if seen < SEEN.min(width) || room < width.min(90.0) {
                continue;
            }
            // A title that is too wide is written smaller before it is cut.
            let large = if width > room { (large * room / width).max(SMALLEST) } else { large };
            let x = if anchor == Anchor::End { right - 14.0 * unit } else { left + 14.0 * unit };
            let title = shorten(title, room, large, Weight::SemiBold).into_owned();
            let width = text_width(&title, large, Weight::SemiBold);
            let y = bottom - if is_low { 0.32 * height } else { 26.0 * unit };
            out(text(Point::new(x, y), anchor, large * unit, Weight::SemiBold, role, title));
            let (at, room) = match is_low {
                true => (Point::new(x + inwards * (width + 10.0) * unit, y), room - width - 10.0),
                false => (Point::new(x, bottom - 9.0 * unit), room),
            };
            // Whole, or the seats without where the track ends, or nothing.
            let seats_only = seats.split(" · ").next().unwrap_or(seats);
            let shown =
                [seats.as_str(), seats_only].into_iter().find(|it| text_width(it, small, Weight::Regular) <= room);
            if let Some(shown) = shown {
                out(short(at, anchor, small * unit, Weight::Regular, Role::Secondary, (shown, seats)));
            }
        }
    }

    /// Upper and lower edge of the stripe heads: above their rows, or below the heads of the lanes if those rows begin
    /// above the visible part. `None` if no divided row is visible.
    fn stripe_heads(&self, view: &View) -> Option<(f64, f64)> {
        let frame = self.frame();
        let (top, bottom) = frame.stripe_heads?;
        let end = frame.bands.iter().rev().find(|band| band.is_divided)?.bottom;
        let height = (bottom - top).min(34.0 / view.scale);
        let y = (bottom - height).max(self.frozen_top(view));
        (y + 2.0 * height < end && y < self.sight(view).bottom).then_some((y, y + height))
    }

    /// Draws the heads of the stripes: the team or the manager of the branch, and the number of people.
    pub(super) fn draw_stripe_heads(&self, org: &Org, view: &View, out: &mut dyn FnMut(Mark)) {
        let Some((top, bottom)) = self.stripe_heads(view) else { return };
        let (unit, frame) = (1.0 / view.scale, self.frame());
        for lane in Lane::BOTH {
            let (left, right) = frame.lanes[lane as usize];
            out(Mark::Box(BoxMark::filled(Rect { left, top, right, bottom }, 0.0, Role::Background)));
            for (at, stripe) in frame.stripes[lane as usize].iter().enumerate() {
                let (left, right) = (stripe.left.max(self.sight(view).left), stripe.right.min(self.sight(view).right));
                let room = (right - left) / unit - 8.0;
                if room < COUNTED || stripe.of == StripeOf::Above {
                    continue;
                }
                let x = left + 5.0 * unit;
                let words = self.stripe_words(org, at);
                let count = count(f64::from(self.stripe_count(at)));
                if room >= NAMED && view.names != Names::Hidden {
                    let shown = shorten(&words, room, 10.5, Weight::SemiBold);
                    let place = Point::new(x, top + 14.0 * unit);
                    out(short(place, Anchor::Start, 10.5 * unit, Weight::SemiBold, Role::Text, (&shown, &words)));
                }
                if text_width(&count, 10.0, Weight::Regular) <= room {
                    let place = Point::new(x, top + 27.0 * unit);
                    out(text(place, Anchor::Start, 10.0 * unit, Weight::Regular, Role::Secondary, count));
                }
            }
        }
    }

    /// Name of a stripe: the team or the manager of its branch, or the words for people of several branches.
    pub fn stripe_words(&self, org: &Org, stripe: usize) -> String {
        match self.root_of_stripe(stripe) {
            Some(root) if !org.team(root).is_empty() => org.team(root).to_owned(),
            Some(root) => org.label(root).to_owned(),
            None => match self.frame().stripes[0].get(stripe).map(|stripe| stripe.of) {
                Some(StripeOf::Others) => "Others".to_owned(),
                _ => "Above all branches".to_owned(),
            },
        }
    }

    /// Head of each stripe, in the lane in which it has more room.
    pub(super) fn stripe_head_places(&self, view: &View) -> impl Iterator<Item = (usize, Rect)> + '_ {
        let heads = self.stripe_heads(view);
        let [ic, management] = &self.frame().stripes;
        let wider = ic.iter().zip(management).map(|(ic, other)| if ic.width() >= other.width() { ic } else { other });
        heads.into_iter().flat_map(move |(top, bottom)| {
            let seen =
                wider.clone().enumerate().filter(|(_, stripe)| stripe.width() > 0.0 && stripe.of != StripeOf::Above);
            seen.map(move |(at, stripe)| (at, Rect { left: stripe.left, right: stripe.right, top, bottom }))
        })
    }

    /// Stripe whose head is at a point.
    pub(super) fn stripe_head_at(&self, view: &View, at: Point) -> Option<usize> {
        let (top, bottom) = self.stripe_heads(view)?;
        let frame = self.frame();
        let lane = Lane::BOTH.into_iter().find(|&lane| {
            let (left, right) = frame.lanes[lane as usize];
            (left..right).contains(&at.x)
        })?;
        (top..bottom).contains(&at.y).then(|| frame.stripe_at(lane, at.x)).flatten()
    }
}
