//! An organisation whose truth is known and whose record is as companies have it: to see how far the findings can be
//! trusted where the record is not clean.
//!
//! Everybody has a true authority and a true impact in rungs; the record is drawn around them. The noise below was
//! chosen before any finding on it was counted, and is not fitted to any result:
//! - **Truth.** The seat is a title: true authority lies around its rung (0.5 rungs), one title in ten says a rung
//!   more than its holder decides. Impact lies around authority (0.5 rungs), so that nineteen in twenty agree within
//!   one. One person in twenty is off by 1 to 4 rungs more, up as often as down, half of them by deciding less or more
//!   than the seat says. In one unit of four the craft is held down: who is above IC5 sits on IC5.
//! - **Evidence.** Every second person has been looked at, and two of five kinds of work were written down. Each line
//!   is off by 0.75 rungs, between the half and the whole rung by which two careful readers differ. What several did
//!   together is recorded in full, with a share that is misjudged by about a third.
//! - **Trust.** One line in ten is audited, three measured, four asserted, two anecdotal. An assertion is one and a
//!   half times the truth, an anecdote twice, each give or take a third.
//! - **Authority.** Rights are recorded for every second person and spending limits for two in five, each off by 0.7
//!   rungs, rights in half rungs, limits in the usual steps.

use super::draw::Draw;
use super::fill;
use super::record::YEAR;
use super::recorder::{Post, Recorder, ic_rung};
use crate::org::{
    Anchor, Budget, Constants, Details, Evidence, Org, PersonId, Provenance, Right, Role, Sparse, TrackKind,
};
use ecow::EcoString;

/// Somebody who in truth decides at least one rung less than the impact would carry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Under {
    /// Who.
    pub person: PersonId,
    /// True impact less true authority in rungs, at least 1.
    pub rungs: f64,
}

/// Rungs by which true authority lies around the seat, and true impact around authority (standard deviations).
const AROUND_SEAT: f64 = 0.5;
const AROUND_AUTHORITY: f64 = 0.5;
/// One title in so many says a rung too much.
const INFLATED: u64 = 10;
/// One person in so many is off by hundredths of a rung between these.
const MISMATCHED: u64 = 20;
const OFF: (u64, u64) = (100, 400);
/// From this grade on a seat can be a title with little to decide.
const SEAT_TO_LOSE: f64 = 4.0;
/// One unit in so many is held down, at the IC rung with this index (IC5).
const HELD_DOWN: u64 = 4;
const CEILING: usize = 4;
/// Highest grade of truth, that of the top rung of the house ladder.
const TOP: f64 = 9.0;
/// One person in so many was looked at, and of a hundred kinds of work so many were written down.
const LOOKED_AT: u64 = 2;
const WRITTEN_DOWN: u64 = 40;
/// Kinds by index into the constants: whether work is shared, and counted in whole numbers.
const KINDS: [(&str, bool, bool); 5] = [
    ("money", true, false),
    ("systems", true, false),
    ("incidents", true, false),
    ("reviews", false, true),
    ("nominations", false, true),
];
/// Rungs by which a line is off, by which a right or limit is off, and natural logarithms for shares and claims
/// (standard deviations).
const LINE: f64 = 0.75;
const RECORDED_AUTHORITY: f64 = 0.7;
const SHARE: f64 = 0.3;
const CLAIM: f64 = 0.3;
/// True shares in shared work, each as often.
const SHARES: [f64; 5] = [1.0, 1.0, 0.5, 0.35, 0.25];
/// Of ten lines so many, and how many times the truth they claim.
const TRUST: [(u64, Provenance, f64); 4] = [
    (1, Provenance::Audited, 1.0),
    (3, Provenance::Measured, 1.0),
    (4, Provenance::Asserted, 1.5),
    (2, Provenance::Anecdotal, 2.0),
];
/// Spending limits as they are given.
const LIMITS: [f64; 10] = [5e3, 1e4, 2.5e4, 5e4, 1e5, 2.5e5, 5e5, 1e6, 2e6, 5e6];

/// A noisy organisation of so many people, and who in it decides too little in truth, in file order: everybody of whom
/// it is true, and nobody else. The same seed gives the same ones.
pub fn noisy(people: usize, seed: u64) -> (Org, Vec<Under>) {
    let constants = Constants::default();
    let mut recorder = Noisy { constants: &constants, under: Vec::new(), held: Vec::new(), lost: 0 };
    (fill(people, seed, &mut recorder), recorder.under)
}

struct Noisy<'a> {
    constants: &'a Constants,
    under: Vec<Under>,
    /// Whether a unit is held down, by the number of its head; `None` until somebody in it is seated.
    held: Vec<Option<bool>>,
    /// Rungs that the person who was seated last lost to the ceiling.
    lost: usize,
}

impl Recorder for Noisy<'_> {
    fn ic_rung(&mut self, draw: &mut Draw, unit: u32) -> usize {
        let rung = ic_rung(draw);
        let unit = unit as usize;
        if self.held.len() <= unit {
            self.held.resize(unit + 1, None);
        }
        let is_held = *self.held[unit].get_or_insert_with(|| draw.one_in(HELD_DOWN));
        let seat = if is_held { rung.min(CEILING) } else { rung };
        self.lost = rung - seat;
        seat
    }

    fn record(&mut self, draw: &mut Draw, post: &Post) -> Details {
        let lost = if post.kind == TrackKind::Ic { self.lost as f64 } else { 0.0 };
        let (authority, impact) = truth(draw, post.grade, lost);
        if impact - authority >= 1.0 {
            self.under.push(Under { person: post.person, rungs: impact - authority });
        }
        let mut details = Details::default();
        if draw.one_in(LOOKED_AT) {
            details.evidence = KINDS.iter().filter_map(|kind| line(draw, self.constants, kind, impact)).collect();
        }
        if draw.one_in(2) {
            details.rights = Some(right(draw, self.constants, authority).into_iter().collect());
        }
        if draw.below(5) < 2 {
            details.budgets = Some(budget(draw, self.constants, authority).into_iter().collect());
        }
        details
    }
}

/// True authority and true impact of somebody on a rung, who lost so many rungs to a ceiling.
fn truth(draw: &mut Draw, seat: f64, lost: f64) -> (f64, f64) {
    let mut authority = seat + AROUND_SEAT * draw.normal() - f64::from(u8::from(draw.one_in(INFLATED)));
    let mut impact = authority + lost + AROUND_AUTHORITY * draw.normal();
    if draw.one_in(MISMATCHED) {
        let off = draw.between(OFF.0, OFF.1) as f64 / 100.0;
        let off = if draw.one_in(2) { off } else { -off };
        if seat >= SEAT_TO_LOSE && draw.one_in(2) {
            authority -= off;
        } else {
            impact += off;
        }
    }
    (authority.clamp(0.0, TOP), impact.clamp(0.0, TOP))
}

/// What is written down of one kind of work; `None` where nothing is, or it would be nothing.
fn line(draw: &mut Draw, constants: &Constants, kind: &(&str, bool, bool), impact: f64) -> Option<Evidence> {
    let &(name, is_shared, is_whole) = kind;
    if draw.below(100) >= WRITTEN_DOWN {
        return None;
    }
    let anchors = &constants.kinds.iter().find(|it| it.name == name)?.anchors;
    let own = value(anchors, impact + LINE * draw.normal())?;
    let mut left = draw.below(TRUST.iter().map(|it| it.0).sum());
    let &(_, provenance, claimed) = TRUST.iter().find(|it| {
        let is_here = left < it.0;
        left = left.saturating_sub(it.0);
        is_here
    })?;
    let claimed = if claimed > 1.0 { claimed * (CLAIM * draw.normal()).exp() } else { 1.0 };
    let (mut all, mut share) = (own, 1.0);
    if is_shared {
        let part = SHARES[draw.below(SHARES.len() as u64) as usize];
        all = own / part;
        // Shares are said in twentieths.
        share = (part * (SHARE * draw.normal()).exp() * 20.0).round().clamp(1.0, 20.0) / 20.0;
    }
    let amount = if is_whole { (all * claimed).round() } else { rounded(all * claimed) };
    let particulars = Sparse::default();
    (amount > 0.0).then(|| Evidence { kind: name.into(), amount, share, provenance, period: Some(YEAR), particulars })
}

/// The best right of somebody, if it is more than the seat brings anyway.
fn right(draw: &mut Draw, constants: &Constants, authority: f64) -> Option<Right> {
    let decision = authority + RECORDED_AUTHORITY * draw.normal();
    let (role, discount) = match draw.below(4) {
        0 => (Role::Agree, constants.role_discount[1]),
        1 => (Role::Recommend, constants.role_discount[2]),
        _ => (Role::Decide, constants.role_discount[0]),
    };
    let at = ((decision + discount) * 2.0).round() / 2.0;
    let text = "How the work is designed".into();
    (decision >= constants.floor).then(|| Right { text, domain: EcoString::new(), at: Some(at), role, technical: true })
}

/// The limit of somebody, the nearest step below; none below the lowest.
fn budget(draw: &mut Draw, constants: &Constants, authority: f64) -> Option<Budget> {
    let limit = value(&constants.delegation, authority + RECORDED_AUTHORITY * draw.normal())?;
    let limit = LIMITS.into_iter().rfind(|&step| step <= limit)?;
    Some(Budget { domain: String::new(), limit, currency: String::new(), technical: true })
}

/// The value that means a grade, linear in the logarithm between two anchors, end slopes extended.
fn value(anchors: &[Anchor], grade: f64) -> Option<f64> {
    let above = anchors.partition_point(|&(_, at)| at <= grade).min(anchors.len().checked_sub(1)?).max(1);
    let (&(low, low_grade), &(high, high_grade)) = (anchors.get(above - 1)?, anchors.get(above)?);
    Some(low * (high / low).powf((grade - low_grade) / (high_grade - low_grade)))
}

/// A number to three figures, so that the last bits of a power are not told.
fn rounded(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap_or(value)
}
