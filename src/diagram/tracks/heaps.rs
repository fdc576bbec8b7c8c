//! People too small to be told apart: a lane or stripe of a row as one filled bar of their area, with its count.

use super::tracks::Tracks;
use crate::diagram::look_marks::bands;
use crate::diagram::roles::lane_role;
use crate::diagram::texts::text;
use crate::diagram::view::View;
use crate::diagram::words::count;
use crate::layout::rows::{Heap, Style};
use crate::org::PersonId;
use crate::scene::text::width as text_width;
use crate::scene::{Anchor, BoxMark, Mark, Point, Rect, Role, Weight};

/// Least height and width of a bar, in pixels.
const LEAST: f64 = 3.0;
/// Number of people read to estimate the colours of a bar.
const SAMPLE: usize = 4096;

impl Tracks {
    /// True if the people of a row are drawn one by one: as soon as a dot or a slot is about four pixels high.
    pub(super) fn is_told_apart(&self, row: usize, view: &View) -> bool {
        let band = &self.frame().bands[row];
        let height = match band.style {
            Style::Card | Style::Chip | Style::Name => 15.0,
            Style::Dot { side } => side,
            Style::Bar { .. } => self.frame().grid(row, crate::layout::Lane::Ic, 0).slot.height,
        };
        height * view.scale >= 3.9
    }

    /// Draws a lane or stripe as a bar.
    pub(super) fn heap(&self, heap: &Heap, view: &View, out: &mut dyn FnMut(Mark)) {
        let unit = 1.0 / view.scale;
        let role = lane_role(heap.lane);
        let names = self.placed.sample_in(heap.row, heap.lane, heap.stripe.unwrap_or(0), SAMPLE);
        let members: Vec<PersonId> =
            if view.fades() || view.look.colours.is_some() { names.map(PersonId).collect() } else { Vec::new() };
        let opacity = 0.8 * view.shade_of(members.iter().copied());
        for rect in heap.rects.into_iter().flatten() {
            let rect = Rect::new(rect.left, rect.top, rect.width().max(LEAST * unit), rect.height().max(LEAST * unit));
            if !bands(&members, rect, opacity, view, out) {
                out(Mark::Box(BoxMark { opacity, ..BoxMark::filled(rect, 0.0, role) }));
            }
        }
        let Some(whole) = heap.rects[0] else { return };
        let words = count(f64::from(heap.count));
        let is_roomy = whole.height() > 15.0 * unit
            && whole.width() / unit > text_width(&words, 11.0, Weight::SemiBold) + 8.0
            && members.is_empty();
        if is_roomy {
            let at = Point::new(whole.center().x, whole.center().y + 4.0 * unit);
            out(text(at, Anchor::Middle, 11.0 * unit, Weight::SemiBold, Role::Surface, words));
        }
    }
}
