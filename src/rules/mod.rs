//! Findings: what the rules report. One file per rule; this file is the registry. A rule never edits, sorts or prints.
//! Uses `org`, `measure` and `edit`: a remedy is a list of edits.

mod accountability_off_craft;
mod answer;
mod authority_parity;
mod bands;
mod cycle;
mod duplicate_id;
mod empty_rung;
mod facts;
mod finding;
mod headcount_pay;
mod hollow_rung;
mod judgement;
mod ladder_ceiling;
mod lost_practitioner;
mod no_equivalence;
mod no_management_evidence;
mod no_rung_above;
mod no_seat;
mod not_enough_evidence;
mod off_craft_authority;
mod over_authorised;
mod paper_title;
mod parity;
mod pay_parity;
mod preference_mismatch;
mod question_not_asked;
mod remedies;
mod retention_promotion;
mod rows;
mod seat_suggested;
mod shares_over_100;
mod sole_knower;
mod tiny_span;
mod under_authorised;
mod underpaid;
mod unlinked;
mod unused_approval;
mod waivers;
pub mod words;

pub use answer::{Answer, Severity};
pub use bands::Bands;
pub use facts::{Facts, Seats, Tally};
pub use finding::{Advice, Check, Finding, Rule, Subject, Unit};
pub use judgement::Judgement;
pub use waivers::{Subjects, subject as waiver_subject};

use finding::nobody;

/// Every rule, in the order in which findings of equal standing are listed.
pub const RULES: &[&Rule] = &[
    &ladder_ceiling::RULE,
    &hollow_rung::RULE,
    &authority_parity::AUTHORITY,
    &authority_parity::BUDGET,
    &pay_parity::RULE,
    &headcount_pay::RULE,
    &empty_rung::RULE,
    &no_seat::RULE,
    &no_equivalence::RULE,
    &sole_knower::RULE,
    &shares_over_100::RULE,
    &cycle::RULE,
    &unlinked::ORPHAN,
    &unlinked::SELF_REPORT,
    &duplicate_id::RULE,
    &seat_suggested::RULE,
    &not_enough_evidence::RULE,
    &under_authorised::RULE,
    &paper_title::RULE,
    &lost_practitioner::RULE,
    &underpaid::RULE,
    &retention_promotion::RULE,
    &tiny_span::RULE,
    &no_management_evidence::RULE,
    &preference_mismatch::RULE,
    &question_not_asked::RULE,
    &no_rung_above::RULE,
    &off_craft_authority::RULE,
    &accountability_off_craft::RULE,
    &unused_approval::RULE,
    &over_authorised::RULE,
];
