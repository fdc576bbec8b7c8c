//! Gauges drawn on the scale: in the strips beside the gutter, each on the side of its lane, the strongest next to the
//! gutter.

use super::gauge::Gauge;
use super::gauged::{FIRST, Gauged, PITCH};
use super::tracks::Tracks;
use crate::diagram::texts::text;
use crate::diagram::view::{Names, View};
use crate::diagram::{cards, words};
use crate::layout::Lane;
use crate::org::{Org, PersonId, TrackKind};
use crate::rules::{Facts, Judgement};
use crate::scene::{Anchor, LineMark, Mark, Point, Role, Stroke, Weight};

/// Distance from the pointer, in pixels, within which a gauge is hit.
const NEAR: f64 = 8.0;

/// A gauge that is drawn.
pub(super) struct Placed {
    pub person: PersonId,
    pub x: f64,
    pub gauge: Gauge,
}

impl Tracks {
    /// Gauges drawn on a side, and the number of those without room.
    pub(super) fn gauges(&self, org: &Org, judgement: &Judgement, view: &View, lane: Lane) -> (Vec<Placed>, usize) {
        let gauged = &self.gauged[lane as usize];
        let is_left = |&&person: &&PersonId| view.is_left(person);
        let mut people: Vec<PersonId> = gauged.under.iter().filter(is_left).copied().collect();
        let mut more = gauged.more_under;
        if view.show_over {
            people.extend(gauged.over.iter().filter(is_left));
            more += gauged.more_over;
        } else if let Some(selected) = view.selected.filter(|person| gauged.over.contains(person)) {
            people.push(selected);
        }
        let (left, right) = self.frame().strips[lane as usize];
        let room = Gauged::room(right - left);
        // The selected person is never among those that are only counted.
        if let Some(at) = people.iter().skip(room).position(|&person| view.selected == Some(person)) {
            people.swap(room.saturating_sub(1), at + room);
        }
        more += people.len().saturating_sub(room);
        people.truncate(room);
        let facts = judgement.facts(org);
        let measure = facts.measure();
        let placed = people.into_iter().enumerate().filter_map(|(at, person)| {
            let gauge = Gauge::of(&measure, person, judgement.badge(person)?)?;
            let away = FIRST + PITCH * at as f64;
            let x = if lane == Lane::Ic { right - away } else { left + away };
            Some(Placed { person, x, gauge })
        });
        (placed.collect(), more)
    }

    /// True if gauges are drawn: not on one path, and only if people are shown.
    pub(super) fn shows_gauges(&self, org: &Org, view: &View) -> bool {
        self.lost.is_none() && view.show_people && org.shows_people()
    }

    /// Draws the gauges of both sides with their initials, and the number of those without room.
    pub(super) fn draw_gauges(&self, org: &Org, judgement: &Judgement, view: &View, out: &mut dyn FnMut(Mark)) {
        if !self.shows_gauges(org, view) {
            return;
        }
        let unit = 1.0 / view.scale;
        for lane in Lane::BOTH {
            let (gauges, more) = self.gauges(org, judgement, view, lane);
            for Placed { person, x, gauge } in &gauges {
                let is_lit = view.hovered == Some(*person) || view.selected == Some(*person);
                gauge.draw(*x, |grade| self.height_of(grade), (unit, is_lit), out);
                if view.hovered == Some(*person) {
                    self.way_to_card(*person, *x, gauge, unit, out);
                }
                if view.names == Names::Hidden {
                    continue;
                }
                let holds = self.height_of(gauge.holds);
                let is_up = gauge.record >= gauge.holds;
                let y = if is_up { holds + 14.5 * unit } else { holds - 8.0 * unit };
                let initials = cards::initials(org.label(*person));
                out(text(Point::new(*x, y), Anchor::Middle, 9.0 * unit, Weight::SemiBold, gauge.role, initials));
            }
            if more > 0 {
                let at = self.more_at(lane, gauges.len(), view);
                let words = format!("+{}", words::count(more as f64));
                out(text(at, Anchor::Middle, 11.0 * unit, Weight::SemiBold, Role::Secondary, words));
            }
        }
    }

    /// Draws the path from a gauge to the slot of its person, above the line of slots so that it crosses nobody.
    fn way_to_card(&self, person: PersonId, x: f64, gauge: &Gauge, unit: f64, out: &mut dyn FnMut(Mark)) {
        let Some(slot) = self.place(person) else { return };
        let y = slot.top - self.gap(person) / 2.0;
        let (top, bottom) = gauge.reach(|grade| self.height_of(grade));
        let middle = slot.center().x;
        let points = vec![
            Point::new(x, y.clamp(top, bottom)),
            Point::new(x, y),
            Point::new(middle, y),
            Point::new(middle, slot.top),
        ];
        let stroke = Stroke::new(gauge.role, 1.2 * unit).dashed(3.0 * unit, 3.0 * unit);
        out(Mark::Line(LineMark { points, radius: 0.0, stroke, opacity: 1.0 }));
    }

    /// Position of the number of gauges without room: in the strip, at the top of its visible part.
    fn more_at(&self, lane: Lane, drawn: usize, view: &View) -> Point {
        let (left, right) = self.frame().strips[lane as usize];
        let away = FIRST + PITCH * drawn.saturating_sub(1) as f64;
        let x = if lane == Lane::Ic { (right - away).max(left) } else { (left + away).min(right) };
        Point::new(x, self.frozen_top(view) + 15.0 / view.scale)
    }

    /// Gauge at a point, or the number of those without room.
    pub(super) fn gauge_at(&self, org: &Org, judgement: &Judgement, view: &View, at: Point) -> Option<GaugeHit> {
        if !self.shows_gauges(org, view) {
            return None;
        }
        let near = NEAR / view.scale;
        let lane = Lane::BOTH.into_iter().find(|&lane| {
            let (left, right) = self.frame().strips[lane as usize];
            (left - near..=right + near).contains(&at.x)
        })?;
        let (gauges, more) = self.gauges(org, judgement, view, lane);
        let is_at = |placed: &&Placed| {
            let (top, bottom) = placed.gauge.reach(|grade| self.height_of(grade));
            (placed.x - at.x).abs() <= near && (top - near..=bottom + 2.0 * near).contains(&at.y)
        };
        let nearest = gauges.iter().filter(is_at).min_by(|a, b| (a.x - at.x).abs().total_cmp(&(b.x - at.x).abs()));
        if let Some(placed) = nearest {
            return Some(GaugeHit::Of(placed.person));
        }
        let number = self.more_at(lane, gauges.len(), view);
        let is_number = more > 0 && (number.x - at.x).abs() < 2.0 * near && (number.y - at.y).abs() < 2.0 * near;
        is_number.then_some(GaugeHit::More(lane))
    }
}

/// Rungs at the ends of a person's gauge, in words: authority held, supported impact, face value. `None` without a
/// gauge.
pub fn gauge_ends(judgement: &Judgement, org: &Org, person: PersonId) -> Option<[String; 3]> {
    let facts = judgement.facts(org);
    let gauge = Gauge::of(&facts.measure(), person, judgement.badge(person)?)?;
    let side = facts.org.track_kind(person)?;
    Some([gauge.holds, gauge.record, gauge.face].map(|grade| rung_words(&facts, side, grade)))
}

/// Nearest rung of a side, and the distance of a grade from it.
fn rung_words(facts: &Facts, side: TrackKind, grade: f64) -> String {
    let on_side = facts.org.rungs().filter(|&rung| facts.org.track(rung).kind == side);
    let graded = on_side.filter_map(|rung| Some((facts.scale.grade(rung)?, rung)));
    let nearest = graded.min_by(|a, b| (a.0 - grade).abs().total_cmp(&(b.0 - grade).abs()));
    match nearest {
        Some((at, rung)) if (at - grade).abs() < 0.05 => facts.org.rung(rung).code.clone(),
        Some((at, rung)) => {
            let word = if grade < at { "below" } else { "above" };
            format!("{:.1} {word} {}", (grade - at).abs(), facts.org.rung(rung).code)
        }
        None => format!("grade {grade:.1}"),
    }
}

/// Thing in a strip of gauges.
pub(super) enum GaugeHit {
    Of(PersonId),
    More(Lane),
}
