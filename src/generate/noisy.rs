//! An organisation with a known truth and a record like that of a real company, to see how far findings can be trusted
//! when the record is not clean.
//!
//! Everybody has a true authority and a true impact in rungs; the record is drawn around them. The noise below was
//! chosen before any finding on it was counted, and is not fitted to any result:
//! - **Truth.** The seat is a title: true authority lies around its rung (0.5 rungs), and one title in ten is a rung
//!   higher than its holder's decisions. Impact lies around authority (0.5 rungs), so that nineteen in twenty agree
//!   within one. One person in twenty is off by 1 to 4 rungs more, up as often as down; for half of them it is the
//!   authority that differs from the seat. In one unit of four the craft is held down: people above IC5 sit on IC5.
//! - **Evidence.** Every second person has been looked at, and two of five kinds of work were written down. Each line
//!   is off by 0.75 rungs, between the half and the whole rung by which two careful readers differ. Joint work is
//!   recorded in full, with a share that is misjudged by about a third.
//! - **Trust.** One line in ten is audited, three measured, four asserted, two anecdotal. An assertion is one and a
//!   half times the truth, an anecdote twice, each give or take a third.
//! - **Authority.** Rights are recorded for every second person and spending limits for two in five, each off by 0.7
//!   rungs; rights in half rungs, limits in the usual steps.

use super::draw::Draw;
use super::fill;
use super::record::YEAR;
use super::recorder::{Post, Recorder, ic_rung};
use crate::org::{
    Anchor, Budget, Constants, Details, Evidence, Org, PersonId, Provenance, Right, Role, Sparse, TrackKind,
};
use ecow::EcoString;

/// A person who truly decides at least one rung less than their impact would carry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Under {
    /// The person in question.
    pub person: PersonId,
    /// True impact minus true authority in rungs; at least 1.
    pub rungs: f64,
}

/// Standard deviation of true authority around the seat, in rungs.
const AROUND_SEAT: f64 = 0.5;
/// Standard deviation of true impact around true authority, in rungs.
const AROUND_AUTHORITY: f64 = 0.5;
/// One title in this many is a rung too high.
const INFLATED: u64 = 10;
/// One person in this many is off by more.
const MISMATCHED: u64 = 20;
/// Smallest and largest size of that, in hundredths of a rung.
const OFF: (u64, u64) = (100, 400);
/// Grade from which a seat can be a title with little to decide.
const SEAT_TO_LOSE: f64 = 4.0;
/// One unit in this many is held down.
const HELD_DOWN: u64 = 4;
/// Index of the highest IC rung in a unit held down: IC5.
const CEILING: usize = 4;
/// Highest true grade, that of the top rung of the house ladder.
const TOP: f64 = 9.0;
/// One person in this many was looked at.
const LOOKED_AT: u64 = 2;
/// Percentage of the kinds of work that were written down.
const WRITTEN_DOWN: u64 = 40;
/// Kinds by index into the constants: whether work is shared, and whether it is counted in integers.
const KINDS: [(&str, bool, bool); 5] = [
    ("money", true, false),
    ("systems", true, false),
    ("incidents", true, false),
    ("reviews", false, true),
    ("nominations", false, true),
];
/// Standard deviation of a line of evidence, in rungs.
const LINE: f64 = 0.75;
/// Standard deviation of a recorded right or limit, in rungs.
const RECORDED_AUTHORITY: f64 = 0.7;
/// Standard deviation of a recorded share, as a natural logarithm.
const SHARE: f64 = 0.3;
/// Standard deviation of an exaggeration, as a natural logarithm.
const CLAIM: f64 = 0.3;
/// True shares in joint work, equally likely.
const SHARES: [f64; 5] = [1.0, 1.0, 0.5, 0.35, 0.25];
/// Lines out of ten for each provenance, and the factor by which they overstate the truth.
const TRUST: [(u64, Provenance, f64); 4] = [
    (1, Provenance::Audited, 1.0),
    (3, Provenance::Measured, 1.0),
    (4, Provenance::Asserted, 1.5),
    (2, Provenance::Anecdotal, 2.0),
];
/// Usual spending limits.
const LIMITS: [f64; 10] = [5e3, 1e4, 2.5e4, 5e4, 1e5, 2.5e5, 5e5, 1e6, 2e6, 5e6];

/// Noisy organisation of `people` people, and everybody in it who truly decides too little, in file order. Depends on
/// the seed alone.
pub fn noisy(people: usize, seed: u64) -> (Org, Vec<Under>) {
    let constants = Constants::default();
    let mut recorder = Noisy { constants: &constants, under: Vec::new(), held: Vec::new(), lost: 0 };
    (fill(people, seed, &mut recorder), recorder.under)
}

struct Noisy<'a> {
    constants: &'a Constants,
    under: Vec<Under>,
    /// For each unit, by the number of its head, whether it is held down; `None` until somebody in it is seated.
    held: Vec<Option<bool>>,
    /// Rungs that the person seated last lost to the ceiling.
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

/// True authority and true impact of a person on a rung who lost `lost` rungs to a ceiling.
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

/// Recorded line for one kind of work; `None` when nothing is recorded or the amount would be 0.
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
        // Shares are recorded in twentieths.
        share = (part * (SHARE * draw.normal()).exp() * 20.0).round().clamp(1.0, 20.0) / 20.0;
    }
    let amount = if is_whole { (all * claimed).round() } else { rounded(all * claimed) };
    let particulars = Sparse::default();
    (amount > 0.0).then(|| Evidence { kind: name.into(), amount, share, provenance, period: Some(YEAR), particulars })
}

/// Best right of a person, if it exceeds what the seat brings anyway.
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

/// Spending limit of a person: the nearest step below; none below the lowest.
fn budget(draw: &mut Draw, constants: &Constants, authority: f64) -> Option<Budget> {
    let limit = value(&constants.delegation, authority + RECORDED_AUTHORITY * draw.normal())?;
    let limit = LIMITS.into_iter().rfind(|&step| step <= limit)?;
    Some(Budget { domain: String::new(), limit, currency: String::new(), technical: true })
}

/// Value that means a grade: linear in the logarithm between two anchors, with the end slopes extended.
fn value(anchors: &[Anchor], grade: f64) -> Option<f64> {
    let above = anchors.partition_point(|&(_, at)| at <= grade).min(anchors.len().checked_sub(1)?).max(1);
    let (&(low, low_grade), &(high, high_grade)) = (anchors.get(above - 1)?, anchors.get(above)?);
    Some(low * (high / low).powf((grade - low_grade) / (high_grade - low_grade)))
}

/// Number rounded to three digits, so that the last bits of a power do not matter.
fn rounded(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap_or(value)
}
