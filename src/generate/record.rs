//! The record of one person: usually what fits the rung, and now and then something that does not.

use super::draw::Draw;
use super::recorder::{Planted, Post, Recorder, ic_rung};
use crate::org::{
    Answer, Details, Evidence, ManagementEvidence, Period, Practice, Preference, Provenance, Reason, Right, Role,
    RoleChange, Sparse, TrackKind,
};
use ecow::EcoString;
use jiff::civil::{Date, date};

/// A record without noise, in which some people have a mismatch.
#[derive(Default)]
pub struct Clean {
    /// Mismatches planted so far.
    pub planted: Vec<Planted>,
}

impl Recorder for Clean {
    fn ic_rung(&mut self, draw: &mut Draw, _: u32) -> usize {
        ic_rung(draw)
    }

    fn record(&mut self, draw: &mut Draw, post: &Post) -> Details {
        let (details, rules) = record(draw, post);
        self.planted.extend(rules.into_iter().map(|rule| Planted { person: post.person, rule }));
        details
    }
}

/// One person in this many gets a mismatch, if the rung allows one.
const PLANTED: u64 = 60;
/// One person in this many has evidence.
const WITH_EVIDENCE: u64 = 5;
/// Largest number of direct reports of a tiny team.
const TINY: u32 = 2;
/// Kinds of evidence with the amounts for grades 0 to 9; amounts in between are interpolated.
const KINDS: [(&str, [f64; 10]); 3] = [
    ("systems", [0.09, 0.2, 0.45, 1.0, 2.24, 5.0, 10.0, 20.0, 40.0, 80.0]),
    ("incidents", [0.18, 0.4, 0.9, 2.0, 4.48, 10.0, 18.2, 33.1, 60.0, 109.1]),
    ("money", [3.2e3, 1e4, 3.2e4, 1e5, 3.17e5, 1e6, 3.11e6, 9.66e6, 3e7, 9.33e7]),
];

const ASKED: Date = date(2026, 6, 1);
pub const YEAR: Period = Period { from: date(2025, 10, 1), to: Some(date(2026, 9, 30)) };

/// Record of a person, and the rules that should find something in it.
fn record(draw: &mut Draw, post: &Post) -> (Details, Vec<&'static str>) {
    let is_manager = post.kind == TrackKind::Management;
    let mut details = Details::default();
    if is_manager && post.reports <= TINY {
        let mut rules = vec!["tiny-span"];
        if draw.one_in(2) {
            details.history = vec![kept(draw)];
            details.management = vec![shown()];
            rules.insert(0, "retention-promotion");
        }
        return (details, rules);
    }
    let (own, other) = if is_manager { (Answer::Lead, Answer::Craft) } else { (Answer::Craft, Answer::Lead) };
    let whole = post.grade as usize;
    if draw.one_in(PLANTED) {
        let rule = match draw.below(5) {
            0 if !is_manager && whole <= 4 => {
                details.evidence = KINDS.iter().map(|kind| line(kind.0, at(&kind.1, whole + 2))).collect();
                (details.rights, details.budgets) = (Some(Vec::new()), Some(Vec::new()));
                details.preference = asked(own);
                Some("under-authorised")
            }
            1 if whole >= 4 => {
                details.evidence = KINDS[..2].iter().map(|kind| line(kind.0, at(&kind.1, whole - 3))).collect();
                details.rights = Some(vec![decides(post.grade)]);
                details.preference = asked(own);
                Some("over-authorised")
            }
            2 if whole >= 5 => {
                (details.rights, details.budgets) = (Some(Vec::new()), Some(Vec::new()));
                Some("paper-title")
            }
            3 => {
                details.preference = asked(other);
                Some("preference-mismatch")
            }
            4 if whole >= 6 => {
                details.evidence = vec![line(KINDS[0].0, at(&KINDS[0].1, whole))];
                details.rights = Some(vec![decides(post.grade)]);
                Some("question-not-asked")
            }
            _ => None,
        };
        if let Some(rule) = rule {
            return (details, vec![rule]);
        }
    }
    if draw.one_in(WITH_EVIDENCE) {
        let first = draw.below(KINDS.len() as u64) as usize;
        for &(kind, amounts) in KINDS.iter().cycle().skip(first).take(draw.between(1, 3) as usize) {
            let (low, high) = (at(&amounts, whole.saturating_sub(1)), at(&amounts, whole));
            let supported = low + (high - low) * draw.between(10, 90) as f64 / 100.0;
            let (provenance, haircut) = match draw.below(3) {
                0 => (Provenance::Audited, 1.0),
                1 => (Provenance::Measured, 0.8),
                _ => (Provenance::Asserted, 0.5),
            };
            let amount = (supported / haircut * 100.0).round() / 100.0;
            details.evidence.push(Evidence { provenance, ..line(kind, amount) });
        }
        details.rights = Some(vec![decides(post.grade)]);
        details.preference = asked(own);
    }
    (details, Vec::new())
}

fn at(amounts: &[f64; 10], grade: usize) -> f64 {
    amounts[grade.min(amounts.len() - 1)]
}

fn line(kind: &str, amount: f64) -> Evidence {
    Evidence {
        kind: kind.into(),
        amount,
        share: 1.0,
        provenance: Provenance::Audited,
        period: Some(YEAR),
        particulars: Sparse::default(),
    }
}

fn decides(at: f64) -> Right {
    let text = "How the work is designed".into();
    Right { text, domain: EcoString::new(), at: Some(at), role: Role::Decide, technical: true }
}

fn asked(answer: Answer) -> Option<Preference> {
    Some(Preference { answer, date: Some(ASKED), asked_by: EcoString::new() })
}

/// One of the five practices, so that their absence is no finding.
fn shown() -> ManagementEvidence {
    ManagementEvidence { practice: Practice::Mentoring, note: String::new(), date: None }
}

/// A step into management made to retain somebody.
fn kept(draw: &mut Draw) -> RoleChange {
    RoleChange {
        date: Some(date(2024, 3, 1)),
        title: String::new(),
        rung: String::new(),
        reason: Some(Reason::Retention),
        rise: Some(draw.between(5, 40) as f64 * 1_000.0),
        note: String::new(),
    }
}
