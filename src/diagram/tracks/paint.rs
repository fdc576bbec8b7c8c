//! The tracks in painting order, as far as a window shows them.

use super::slot::{Shown, slot};
use super::tracks::Tracks;
use crate::diagram::badges::badge_of;
use crate::diagram::view::View;
use crate::layout::Lane;
use crate::org::{Org, PersonId};
use crate::rules::Judgement;
use crate::scene::{BoxMark, Mark, Point, Rect, Role, Stroke};

impl Tracks {
    /// Draws what is in the window.
    pub fn marks(&self, org: &Org, judgement: &Judgement, view: &View, out: &mut dyn FnMut(Mark)) {
        self.draw(org, judgement, view, None, out);
    }

    /// Draws an intermediate picture on the way from another one of the same people, with slots between their two
    /// places. `part` runs from 0 for the other picture to 1 for this one.
    pub fn marks_on_way(
        &self,
        (from, part): (&Self, f64),
        org: &Org,
        judgement: &Judgement,
        view: &View,
        out: &mut dyn FnMut(Mark),
    ) {
        self.draw(org, judgement, view, Some((from, part)), out);
    }

    /// Place of a person on the way from another picture of the same people; `None` if they are not in this one.
    pub fn place_on_way(&self, (from, part): (&Self, f64), person: PersonId) -> Option<Rect> {
        let here = self.place(person)?;
        let Some(before) = from.place(person) else { return Some(here) };
        // Exact at both ends.
        let between = |a: f64, b: f64| a * (1.0 - part) + b * part;
        Some(Rect {
            left: between(before.left, here.left),
            top: between(before.top, here.top),
            right: between(before.right, here.right),
            bottom: between(before.bottom, here.bottom),
        })
    }

    fn draw(
        &self,
        org: &Org,
        judgement: &Judgement,
        view: &View,
        way: Option<(&Self, f64)>,
        out: &mut dyn FnMut(Mark),
    ) {
        self.ground(view, out);
        // Lines lead to the final places, so they would miss slots that are still moving.
        if way.is_none() {
            self.routes(org, judgement, view, out);
        }
        self.people_marks(org, judgement, view, way, out);
        self.draw_lost(view, out);
        self.draw_ceiling(view, out);
        self.draw_gauges(org, judgement, view, out);
        self.draw_gutter(view, out);
        self.draw_stripe_heads(org, view, out);
        self.draw_heads(view, out);
    }

    fn people_marks(
        &self,
        org: &Org,
        judgement: &Judgement,
        view: &View,
        way: Option<(&Self, f64)>,
        out: &mut dyn FnMut(Mark),
    ) {
        let related = self.related(judgement, view);
        let shows_people = view.show_people && org.shows_people();
        let shown = |person: PersonId, lane: Lane| {
            let standing = view.standing(person);
            let is_related = related.binary_search(&person).is_ok();
            Shown {
                role: view.look.role(person, lane),
                badge: judgement.badge(person).filter(|_| shows_people && !standing.faded).map(badge_of),
                standing,
                is_related,
                is_dimmed: view.selected.is_some() && !is_related && !standing.selected,
                is_lost: self.is_lost(person),
            }
        };
        let (rows, heaps) = self.rows_by_detail(view);
        for window in rows {
            self.placed.each_in(&window, &mut |name, rect| {
                let person = PersonId(name);
                let place = way.and_then(|way| self.place_on_way(way, person)).unwrap_or(rect);
                slot((org, judgement), person, place, &shown(person, self.placed.cell(name).lane()), view, out);
            });
        }
        for window in heaps {
            for heap in self.placed.heaps_in(&window) {
                self.heap(&heap, view, out);
            }
        }
        self.found_from_afar(judgement, view, shows_people, out);
    }

    /// The window in parts: rows whose people are drawn one by one, and rows that are drawn as bars.
    fn rows_by_detail(&self, view: &View) -> (Vec<Rect>, Vec<Rect>) {
        let (mut rows, mut heaps) = (Vec::new(), Vec::new());
        for row in self.frame().rows_in(&view.window) {
            let band = &self.frame().bands[row];
            // Slightly inside its own edges, so that no other row is touched.
            let (top, bottom) = (band.top.max(view.window.top), band.bottom.min(view.window.bottom));
            let inset = (bottom - top).min(1.0) * 1e-3;
            let part = Rect { top: top + inset, bottom: bottom - inset, ..view.window };
            if part.bottom > part.top {
                if self.is_told_apart(row, view) { &mut rows } else { &mut heaps }.push(part);
            }
        }
        (rows, heaps)
    }

    /// Draws marks on top of bars: the selected person, and people with gauges.
    fn found_from_afar(&self, judgement: &Judgement, view: &View, shows_people: bool, out: &mut dyn FnMut(Mark)) {
        let unit = 1.0 / view.scale;
        let is_small = |person: PersonId| {
            let row = self.placed.cell(person.0).row();
            row.is_some_and(|row| !self.is_told_apart(row, view))
        };
        let flagged = self.gauged.iter().flat_map(|gauged| gauged.flagged(view.show_over));
        for person in flagged.filter(|&person| shows_people && is_small(person) && view.is_left(person)) {
            if let (Some(place), Some(finding)) = (self.place(person), judgement.badge(person)) {
                let (shape, role) = badge_of(finding);
                out(Mark::Badge(crate::scene::Badge { at: place.center(), size: 9.0 * unit, shape, role }));
            }
        }
        let Some(place) = view.selected.filter(|&person| is_small(person)).and_then(|person| self.place(person)) else {
            return;
        };
        let side = (place.height() / unit).max(5.0) * unit;
        let at = Point::new(place.center().x - side / 2.0, place.center().y - side / 2.0);
        let stroke = Some(Stroke::new(Role::Surface, 1.5 * unit));
        let rect = Rect::new(at.x, at.y, side, side).expanded(2.0 * unit);
        out(Mark::Box(BoxMark { stroke, ..BoxMark::filled(rect, 2.0 * unit, Role::Accent) }));
    }

    /// Coarse picture for a minimap: the bars of all rows.
    pub fn overview(&self, out: &mut dyn FnMut(Rect, Role)) {
        for heap in self.placed.heaps_in(&self.bounds()) {
            for rect in heap.rects.into_iter().flatten() {
                out(rect, crate::diagram::roles::lane_role(heap.lane));
            }
        }
    }
}
