//! What stands at a point.

use super::gauges::GaugeHit;
use super::tracks::Tracks;
use crate::diagram::view::{Hit, View};
use crate::org::{Org, PersonId};
use crate::rules::Judgement;
use crate::scene::Point;

impl Tracks {
    /// The person whose slot is at a point.
    pub fn hit(&self, at: Point) -> Option<Hit> {
        self.placed.hit(at).map(|name| Hit::Person(PersonId(name)))
    }

    /// What is seen at a point: what stays in view lies over the slots.
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
