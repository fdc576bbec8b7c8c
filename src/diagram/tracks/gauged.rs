//! Whose gauges stand beside the gutter, and the room for them.

use crate::diagram::badges::has_gauge;
use crate::diagram::rows::{Rows, is_drawn};
use crate::org::PersonId;
use crate::rules::{Answer, Facts, Finding, Judgement};

/// Gauges of one side that are drawn at most.
const MOST: usize = 12;
/// From one gauge to the next, and from the gutter to the first, in points.
pub const PITCH: f64 = 20.0;
pub const FIRST: f64 = 14.0;
/// What a strip has besides the gauges.
const BESIDE: f64 = 8.0;
/// Part of the canvas that a strip takes at most.
const WIDEST: f64 = 0.15;
/// A strip without any, in points.
const EMPTY: f64 = 12.0;
/// Room for this many is kept as soon as there is one of any kind.
const LEAST: usize = 1;
/// Whose gauges stand on one side, the strongest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gauged {
    /// Authority below the record.
    pub under: Vec<PersonId>,
    /// How many more there are of them.
    pub more_under: usize,
    /// Authority not yet backed by evidence.
    pub over: Vec<PersonId>,
    pub more_over: usize,
}

impl Gauged {
    /// By lane: of everybody whose badge says that authority and impact differ. On one path nobody: the point there is
    /// who loses a rung.
    pub fn of(facts: &Facts, judgement: &Judgement, rows: &Rows) -> [Self; 2] {
        if rows.is_one_path() {
            return Default::default();
        }
        let mut found: [[Vec<(&Finding, PersonId)>; 2]; 2] = Default::default();
        for finding in judgement.of_people().iter().filter(|finding| has_gauge(finding)) {
            let Some(person) = finding.person().filter(|&person| is_drawn(facts.org, person)) else { continue };
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

    /// Whose badges are found from afar.
    pub fn flagged(&self, with_over: bool) -> impl Iterator<Item = PersonId> + '_ {
        self.under.iter().chain(self.over.iter().filter(move |_| with_over)).copied()
    }

    /// Width of the strip on a canvas: changes in steps of two gauges, so that an edit seldom moves the lanes.
    pub fn strip(&self, canvas: f64) -> f64 {
        let wanted = match self.under.len() {
            0 if self.over.is_empty() => return EMPTY,
            few if few <= LEAST => LEAST,
            many => many.next_multiple_of(2),
        };
        let fitting = (canvas * WIDEST / PITCH).max(LEAST as f64) as usize;
        PITCH * wanted.min(fitting) as f64 + BESIDE
    }

    /// Gauges that have room in a strip of a width.
    pub fn room(width: f64) -> usize {
        (((width - BESIDE) / PITCH + 1e-6).max(0.0) as usize).min(MOST)
    }
}

/// Strong signals first, then the larger difference; who comes earlier in the file where both are alike.
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
