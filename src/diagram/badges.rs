//! The sign of a finding, the same wherever it is drawn.

use crate::rules::{Answer, Finding, Subject};
use crate::scene::{Role, Shape};

/// True for the two findings that compare authority with impact, which therefore have a gauge.
pub fn has_gauge(finding: &Finding) -> bool {
    matches!(finding.rule.id, "under-authorised" | "over-authorised")
}

/// Shape and colour of a finding, the same on cards, in lists and in the legend.
pub fn badge_of(finding: &Finding) -> (Shape, Role) {
    match (finding.rule.id, finding.answer, finding.subject) {
        ("under-authorised", Answer::Confirmed, _) => (Shape::TriangleUp, Role::Under),
        ("under-authorised", ..) => (Shape::TriangleUpOpen, Role::Under),
        ("over-authorised", ..) => (Shape::TriangleDown, Role::Over),
        ("not-enough-evidence", ..) => (Shape::RingDashed, Role::Info),
        (_, _, Subject::Person(_)) => (Shape::DiamondOpen, Role::Secondary),
        (_, Answer::Confirmed, _) => (Shape::Diamond, Role::Under),
        (_, Answer::Info, _) => (Shape::Ring, Role::Info),
        _ => (Shape::DiamondOpen, Role::Under),
    }
}
