//! Findings about ladder and organisation, by severity. They name nobody.

use super::block::{Block, Item, Line};
use super::made::Made;
use crate::diagram::badge_of;
use crate::report::text::answer;
use crate::rules::{Finding, Severity};

/// Severities from the highest down, with their headings.
const SEVERITIES: [(Severity, &str); 4] = [
    (Severity::Critical, "Critical: three rungs or more"),
    (Severity::High, "High: two rungs or more"),
    (Severity::Moderate, "Moderate: under two rungs"),
    (Severity::None, "Not measured in rungs"),
];

/// Blocks of the section.
pub fn blocks(made: &Made) -> Vec<Block> {
    let mut blocks = vec![Block::Section("Findings about ladder and organisation".to_owned())];
    let whole = made.judgement.of_the_whole();
    for (severity, heading) in SEVERITIES {
        let mut findings = whole.iter().filter(|finding| finding.severity == severity).peekable();
        if findings.peek().is_some() {
            blocks.push(Block::Heading(heading.to_owned()));
        }
        blocks.extend(findings.map(|finding| Block::Item(item(made, finding))));
    }
    if whole.is_empty() {
        blocks.push(Block::Text("No findings.".to_owned()));
    }
    blocks
}

fn item(made: &Made, finding: &Finding) -> Item {
    let facts = &made.facts;
    let mut lines = vec![Line::led(finding.rule.title, finding.rule.why)];
    lines.extend(waiver(made, finding));
    let advice = finding.advise(facts);
    lines.extend(advice.into_iter().map(|advice| Line::led(advice.title, advice.detail)));
    Item { sign: Some(badge_of(finding)), title: finding.say(facts), tag: tag(made, finding), lines }
}

/// Strength, severity and threshold of a finding.
pub fn tag(made: &Made, finding: &Finding) -> String {
    let mut words = vec![answer(finding.answer).to_owned()];
    if finding.severity != Severity::None {
        words.push(finding.severity.id().to_owned());
    }
    words.push(finding.threshold(&made.facts));
    words.join(" · ")
}

/// Line about the waiver of a finding, if it is waived; author and reason appear only if the copy has names.
pub fn waiver(made: &Made, finding: &Finding) -> Option<Line> {
    let waiver = made.facts.org.head.waivers.get(finding.waived?)?;
    let words = match (waiver.by.as_str(), waiver.reason.as_str()) {
        ("", "") => "with reasons kept in the file".to_owned(),
        ("", reason) => reason.to_owned(),
        (by, reason) => format!("by {by}: {reason}"),
    };
    Some(Line::led("Waived", words))
}
