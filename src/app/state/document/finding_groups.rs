//! Findings grouped for reading: ladder and organisation first, then one group per rule. The text of a finding comes
//! from its rule.

use crate::org::Org;
use crate::rules::{Finding, Subject};

/// Rules that check the data alone.
const DATA: [&str; 7] =
    ["no-equivalence", "shares-over-100", "cycle", "orphan", "duplicate-id", "self-report", "seat-suggested"];

/// Findings under one heading.
#[derive(Clone, Debug)]
pub struct Group {
    /// `ladder`, `file`, or the id of the rule.
    pub id: &'static str,
    pub title: &'static str,
    /// Reason for the rule, shown as a tooltip.
    pub why: &'static str,
    /// Set when *structure only* leaves the group out.
    pub is_personal: bool,
    /// Set when the rows are shown before anybody asks.
    pub starts_open: bool,
    /// Indices into the judgement's findings, the firmest and surest first.
    pub rows: Vec<u32>,
}

#[derive(Clone, Debug, Default)]
pub struct Grouped {
    /// Groups in display order.
    pub groups: Vec<Group>,
    /// Index of the one finding that counts the people without enough evidence.
    pub no_evidence: Option<u32>,
    /// Numbers of waived findings: about the organisation, about people.
    pub waived: (usize, usize),
}

impl Grouped {
    /// Groups findings in linear time, apart from sorting those of one rule.
    pub fn new(findings: &[Finding], org: &Org) -> Self {
        let mut all = Self::default();
        for (finding, at) in findings.iter().zip(0u32..) {
            let rule = finding.rule;
            let is_personal = matches!(finding.subject, Subject::Person(_));
            if finding.waived.is_some() {
                *(if is_personal { &mut all.waived.1 } else { &mut all.waived.0 }) += 1;
            }
            if rule.id == "not-enough-evidence" {
                all.no_evidence = Some(at);
                continue;
            }
            let (id, title, why) = match is_personal {
                true => (rule.id, rule.title, rule.why),
                false if DATA.contains(&rule.id) => ("file", "File checks", "Contradictions in the data"),
                false => ("ladder", "Ladder and organisation", "Structural findings come before individual ones"),
            };
            let group = match all.groups.iter().position(|group| group.id == id) {
                Some(found) => &mut all.groups[found],
                None => {
                    all.groups.push(Group {
                        id,
                        title,
                        why,
                        is_personal,
                        starts_open: matches!(id, "ladder" | "under-authorised"),
                        rows: Vec::new(),
                    });
                    let last = all.groups.len() - 1;
                    &mut all.groups[last]
                }
            };
            group.rows.push(at);
        }
        for group in &mut all.groups {
            // People whose record does not show why are never ranked by size.
            if group.id != "over-authorised" && group.is_personal {
                group.rows.sort_by(|&a, &b| findings[a as usize].cmp_in_group(&findings[b as usize], org));
            }
        }
        all.groups.sort_by_key(|group| rank(group.id));
        all
    }

    /// Number of findings that are not waived, counting those about people only when `with_people`.
    pub fn open(&self, with_people: bool) -> usize {
        let rows: usize = self.shown(with_people).map(|group| group.rows.len()).sum();
        rows.saturating_sub(self.waived(with_people))
    }

    /// Number of waived findings, counted the same way.
    pub fn waived(&self, with_people: bool) -> usize {
        self.waived.0 + if with_people { self.waived.1 } else { 0 }
    }

    /// Groups that may be shown.
    pub fn shown(&self, with_people: bool) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(move |group| with_people || !group.is_personal)
    }
}

fn rank(id: &str) -> u8 {
    match id {
        "ladder" => 0,
        "file" => 1,
        "under-authorised" => 2,
        "over-authorised" => 4,
        _ => 3,
    }
}
