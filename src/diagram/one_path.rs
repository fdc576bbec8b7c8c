//! The same people on one path, where status comes only with reports: the IC track ends below the fork, and at or
//! above it stands who manages. A way of looking, never an edit. And the way from one picture to another.

use super::boxes::Content;
use super::sizes::TEXT_SCALE;
use super::tracks::{NONE, Tracks};
use crate::org::PersonId;
use crate::scene::{Badge, BoxMark, LineMark, Mark, Point, Rect, Role, Shape, Stroke};

impl Tracks {
    /// Whether this is the picture of one path.
    pub fn is_one_path(&self) -> bool {
        self.lost.is_some()
    }

    /// How many people would have to leave their craft or lose their rung on one path.
    pub fn lost(&self) -> usize {
        self.lost.as_ref().map_or(0, Vec::len)
    }

    /// Whether somebody would.
    pub fn is_lost(&self, person: PersonId) -> bool {
        self.lost_row(person).is_some()
    }

    fn lost_row(&self, person: PersonId) -> Option<usize> {
        let lost = self.lost.as_ref()?;
        lost.binary_search_by_key(&person, |it| it.0).ok().map(|at| lost[at].1 as usize)
    }

    /// Marks the card of somebody who would lose the rung: dashed, with a line in the gap beside it up to a ring at the
    /// rung; `beside` lines share the gap already. Returns where the line runs: x, top and bottom.
    pub(super) fn lost_marks(
        &self,
        person: PersonId,
        card: Rect,
        (scale, beside): (f64, usize),
        out: &mut dyn FnMut(Mark),
    ) -> Option<(f64, f64, f64)> {
        let band = self.placed.bands.get(self.lost_row(person)?)?;
        let stroke = Some(Stroke::new(Role::Under, (1.5 / scale).max(1.5)).dashed(4.0, 3.0));
        let radius = if scale < TEXT_SCALE { 0.0 } else { 8.0 };
        out(Mark::Box(BoxMark { fill: None, stroke, ..BoxMark::filled(card, radius, Role::Under) }));
        let x = card.right + 6.0 + 4.0 * (beside % 3) as f64;
        let (top, from) = (band.middle(), card.center().y);
        let points = vec![Point::new(card.right, from), Point::new(x, from), Point::new(x, top)];
        let stroke = Stroke::new(Role::Under, 1.2).dashed(2.0, 3.0);
        out(Mark::Line(LineMark { points, radius: 0.0, stroke, opacity: 1.0 }));
        out(Mark::Badge(Badge { at: Point::new(x, top), size: 9.0, shape: Shape::Ring, role: Role::Under }));
        Some((x, top, from))
    }

    /// The picture on the way from another one of the same people: cards between their places, lines left out.
    /// `part` is 0 for the other and 1 for this one. Takes time with the people: meant for those seen as cards.
    pub fn on_way(&self, from: &Self, part: f64) -> Self {
        let mut now = self.clone();
        let between = |a: f64, b: f64| a + (b - a) * part;
        for (content, rect) in self.boxes.contents.iter().zip(&mut now.placed.rects) {
            let before = match content {
                Content::Card(person) => from.place(*person),
                Content::Cells { block, list, .. } => self.boxes.members(*list).first().and_then(|&first| {
                    let at = from.boxes.box_of(first)? as usize;
                    let is_same =
                        matches!(from.boxes.contents.get(at)?, Content::Cells { block: other, .. } if other == block);
                    from.placed.rects.get(at).copied().filter(|_| is_same)
                }),
            };
            if let Some(before) = before {
                let (left, top) = (between(before.left, rect.left), between(before.top, rect.top));
                *rect = Rect::new(left, top, rect.width(), rect.height());
            }
        }
        for (band, before) in now.placed.bands.iter_mut().zip(&from.placed.bands) {
            (band.top, band.bottom) = (between(before.top, band.top), between(before.bottom, band.bottom));
            for (shelf, before) in band.shelves.iter_mut().zip(&before.shelves) {
                *shelf = (between(before.0, shelf.0), between(before.1, shelf.1));
            }
        }
        for (lane, before) in now.placed.lanes.iter_mut().zip(from.placed.lanes) {
            *lane = (between(before.0, lane.0), between(before.1, lane.1));
        }
        now.placed.bounds = now.placed.bounds.union(&from.placed.bounds);
        now.connectors.clear();
        now.connector_to.fill(NONE);
        now.ends = None;
        for shelf in &mut now.shelves {
            let rects = &now.placed.rects;
            shelf.sort_by(|&a, &b| rects[a as usize].left.total_cmp(&rects[b as usize].left));
        }
        now
    }
}
