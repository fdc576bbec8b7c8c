//! The choice of gauges beside the gutter, and the room that they need.

use crate::diagram::badges::has_gauge;
use crate::diagram::rows::{Rows, is_drawn};
use crate::org::PersonId;
use crate::rules::{Answer, Facts, Finding, Judgement};

/// Largest number of gauges of each kind kept for one side.
const MOST: usize = 12;
/// Distance between gauges, and from the gutter to the first one, in points.
pub const PITCH: f64 = 20.0;
pub const FIRST: f64 = 14.0;
/// Space in a strip besides the gauges, in points.
const BESIDE: f64 = 8.0;
/// Largest part of the canvas that a strip takes up.
const WIDEST: f64 = 0.15;
/// Width of a strip without gauges, in points.
const EMPTY: f64 = 12.0;
/// Least number of gauges for which room is kept as soon as there is one of either kind.
const LEAST: usize = 1;
/// People with gauges on one side, strongest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gauged {
    /// People with authority below the record.
    pub under: Vec<PersonId>,
    /// Number of further ones.
    pub more_under: usize,
    /// People whose authority is not yet backed by evidence.
    pub over: Vec<PersonId>,
    pub more_over: usize,
}

impl Gauged {
    /// Width of a strip in points where it is not told whether there are gauges.
    pub const UNTOLD: f64 = PITCH * LEAST as f64 + BESIDE;

    /// By lane, everybody whose badge says that authority and impact differ. Nobody on one path, which is about those
    /// who lose a rung.
    pub fn of(facts: &Facts, judgement: &Judgement, rows: &Rows) -> [Self; 2] {
        if rows.is_one_path() {
            return Default::default();
        }
        let mut found: [[Vec<(&Finding, PersonId)>; 2]; 2] = Default::default();
        for finding in judgement.of_people().iter().filter(|finding| has_gauge(finding)) {
            let Some(person) = finding.person().filter(|&person| is_drawn(facts.org, person)) else { continue };
            // Only the finding behind the badge has a gauge.
            if judgement.badge(person).is_some_and(|badge| std::ptr::eq(badge, finding)) {
                let (_, lane) = rows.place(facts, person);
                found[lane as usize][usize::from(finding.rule.id == "over-authorised")].push((finding, person));
            }
        }
        found.map(|[under, over]| {
            let ((under, more_under), (over, more_over)) = (strongest(under), strongest(over));
            Self { under, more_under, over, more_over }
        })
    }

    /// People whose badges stay visible at a small scale.
    pub fn flagged(&self, with_over: bool) -> impl Iterator<Item = PersonId> + '_ {
        self.under.iter().chain(self.over.iter().filter(move |_| with_over)).copied()
    }

    /// Width of the strip in points on a canvas. It changes in steps of two gauges, so that an edit rarely moves the
    /// lanes.
    pub fn strip(&self, canvas: f64) -> f64 {
        let wanted = match self.under.len() {
            0 if self.over.is_empty() => return EMPTY,
            few if few <= LEAST => LEAST,
            many => many.next_multiple_of(2),
        };
        let fitting = (canvas * WIDEST / PITCH).max(LEAST as f64) as usize;
        PITCH * wanted.min(fitting) as f64 + BESIDE
    }

    /// Number of gauges that fit into a strip of a given width.
    pub fn room(width: f64) -> usize {
        (((width - BESIDE) / PITCH + 1e-6).max(0.0) as usize).min(MOST)
    }
}

/// Sorts strong signals first, then larger differences, then file order. Returns at most [`MOST`] people and the number
/// of others.
fn strongest(mut found: Vec<(&Finding, PersonId)>) -> (Vec<PersonId>, usize) {
    let order = |(a, pa): &(&Finding, PersonId), (b, pb): &(&Finding, PersonId)| {
        let is_possible = |finding: &Finding| finding.answer != Answer::Confirmed;
        is_possible(a).cmp(&is_possible(b)).then(b.size().abs().total_cmp(&a.size().abs())).then(pa.cmp(pb))
    };
    let more = found.len().saturating_sub(MOST);
    if more > 0 {
        found.select_nth_unstable_by(MOST, order);
        found.truncate(MOST);
    }
    found.sort_unstable_by(order);
    (found.into_iter().map(|(_, person)| person).collect(), more)
}
