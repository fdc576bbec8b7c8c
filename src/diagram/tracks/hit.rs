//! Lookup of what is at a point.

use super::gauges::GaugeHit;
use super::tracks::Tracks;
use crate::diagram::view::{Hit, View};
use crate::layout::Lane;
use crate::org::{Org, PersonId};
use crate::rules::Judgement;
use crate::scene::{Point, Rect};

impl Tracks {
    /// Person whose slot contains a point.
    pub fn hit(&self, at: Point) -> Option<Hit> {
        self.placed.hit(at).map(|name| Hit::Person(PersonId(name)))
    }

    /// Everything visible beside the slots, with its place, for screen readers: labels, gauges, heads of stripes, the
    /// end of the IC track.
    pub fn parts(&self, org: &Org, judgement: &Judgement, view: &View) -> Vec<(Hit, Rect)> {
        let mut parts = Vec::new();
        for row in self.frame().rows_in(&view.window) {
            parts.extend(self.label_place(row, view).map(|place| (Hit::Row(row), place)));
        }
        if self.shows_gauges(org, view) {
            let near = 6.0 / view.scale;
            for lane in Lane::BOTH {
                for placed in self.gauges(org, judgement, view, lane).0 {
                    let (top, bottom) = placed.gauge.reach(|grade| self.height_of(grade));
                    let place = Rect { left: placed.x - near, top: top - near, right: placed.x + near, bottom };
                    parts.push((Hit::Gauge(placed.person), place));
                }
            }
        }
        parts.extend(self.stripe_head_places(view).map(|(stripe, place)| (Hit::Stripe(stripe), place)));
        parts.extend(self.ceiling(view).map(|(place, _)| (Hit::Ceiling, place)));
        parts
    }

    /// Topmost thing at a point; what stays in view covers the slots.
    pub fn hit_seen(&self, org: &Org, judgement: &Judgement, view: &View, at: Point) -> Option<Hit> {
        if at.y < self.frozen_top(view) {
            return None;
        }
        if let Some(stripe) = self.stripe_head_at(view, at) {
            return Some(Hit::Stripe(stripe));
        }
        if let Some(row) = self.label_at(view, at) {
            return Some(Hit::Row(row));
        }
        match self.gauge_at(org, judgement, view, at) {
            Some(GaugeHit::Of(person)) => return Some(Hit::Gauge(person)),
            Some(GaugeHit::More(lane)) => return Some(Hit::MoreGauges(lane)),
            None => {}
        }
        if self.ceiling(view).is_some_and(|(place, _)| place.contains(at)) {
            return Some(Hit::Ceiling);
        }
        self.hit(at)
    }
}
