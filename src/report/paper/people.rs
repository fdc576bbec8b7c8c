//! Findings about people. Without names they are counted by rung, and listed one by one only if at least five people on
//! a rung share a finding. People who hold more than the record shows are counted, never named or ranked.

use super::block::{Block, Item, Line, Table};
use super::findings::{tag, waiver};
use super::made::{FEW, Made, few};
use crate::diagram::badge_of;
use crate::org::PersonId;
use crate::report::shown::thousands;
use crate::report::text::NAMES_ON_DEMAND;
use crate::rules::words::count;
use crate::rules::{Finding, RULES, Severity};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Largest number of people listed one by one; nobody reads a longer report.
const MOST: usize = 400;
/// Largest number of findings of one kind on one rung that are listed one by one without names.
const MOST_ALIKE: usize = 8;

/// Blocks of the section.
pub fn blocks(made: &Made) -> Vec<Block> {
    let mut blocks = vec![Block::Section("Findings about people".to_owned())];
    if !made.facts.org.shows_people() {
        blocks.push(Block::Text("Not included: the file shows structure only.".to_owned()));
        return blocks;
    }
    if !made.show.findings {
        blocks.push(Block::Text("Not included in this report.".to_owned()));
        return blocks;
    }
    blocks.push(Block::Text(
        "A strong signal is a reason for a conversation, never proof. Each finding states how many similar simulated \
         cases were true."
            .to_owned(),
    ));
    if made.judgement.of_people().is_empty() {
        blocks.push(Block::Text("No findings.".to_owned()));
    } else if made.show.names {
        named(made, &mut blocks);
    } else {
        by_rung(made, &mut blocks);
    }
    blocks
}

/// Everybody with a finding, the highest severity first, then the surest, else in file order.
fn named(made: &Made, blocks: &mut Vec<Block>) {
    let mut people: Vec<(Severity, PersonId, Vec<&Finding>)> = Vec::new();
    let mut on_demand = 0;
    for findings in made.judgement.of_people().chunk_by(|a, b| a.subject == b.subject) {
        on_demand += findings.iter().filter(|finding| finding.rule.id == NAMES_ON_DEMAND).count();
        let told: Vec<&Finding> = findings.iter().filter(|finding| finding.rule.id != NAMES_ON_DEMAND).collect();
        // Waived findings do not raise anybody in the order.
        let open = told.iter().filter(|finding| finding.waived.is_none());
        let severity = open.map(|finding| finding.severity).max().unwrap_or(Severity::None);
        if let Some(person) = told.first().and_then(|finding| finding.person()) {
            people.push((severity, person, told));
        }
    }
    let sure = |told: &[&Finding]| told.iter().filter_map(|it| it.sure).map(|sure| sure.p).fold(-1.0, f64::max);
    people.sort_by(|(severity, person, told), (other_severity, other, other_told)| {
        let surest = sure(other_told).total_cmp(&sure(told));
        other_severity.cmp(severity).then(surest).then_with(|| person.cmp(other))
    });
    let words = [
        (Severity::Critical, "Critical"),
        (Severity::High, "High"),
        (Severity::Moderate, "Moderate"),
        (Severity::None, "Not measured in rungs"),
    ];
    let all = people.len();
    people.truncate(MOST);
    for (severity, heading) in words {
        let mut of_severity = people.iter().filter(|(it, ..)| *it == severity).peekable();
        if of_severity.peek().is_some() {
            blocks.push(Block::Heading(heading.to_owned()));
        }
        blocks.extend(of_severity.map(|(_, person, findings)| Block::Item(somebody(made, *person, findings))));
    }
    if all > MOST {
        blocks.push(Block::Note(format!("And {} more people with findings.", thousands((all - MOST) as f64))));
    }
    if on_demand > 0 {
        let people = count(on_demand, "person", "people");
        blocks.push(Block::Text(format!(
            "Authority not yet backed by evidence: {people}. First ask what is missing from the record; names are \
             shown only in the program, when the group is opened."
        )));
    }
}

/// One person: findings, advice, and the numbers behind them.
fn somebody(made: &Made, person: PersonId, findings: &[&Finding]) -> Item {
    let (facts, org) = (&made.facts, made.facts.org);
    let mut about = Vec::new();
    if !org.title(person).is_empty() {
        about.push(org.title(person).to_owned());
    }
    if let Some(seat) = org.seat(person) {
        about.push(org.rung(seat.rung).code.clone());
    }
    if let Some(pay) = org.yearly_pay(person).filter(|_| made.show.pay) {
        about.push(format!("{} {}", thousands(pay), org.head.currency).trim_end().to_owned());
    }
    if !facts.measure().constants(person).anchors_confirmed {
        about.push("provisional scale".to_owned());
    }
    let mut lines = Vec::new();
    for finding in findings {
        lines.push(Line::led(finding.say(facts), tag(made, finding)));
        lines.extend(finding.sure.map(|sure| Line::plain(format!("Confidence: {}", sure.words()))));
        lines.extend(waiver(made, finding));
        let titles: Vec<String> = finding.advise(facts).into_iter().map(|advice| advice.title).collect();
        if !titles.is_empty() {
            lines.push(Line::plain(format!("Possible actions: {}", titles.join("; "))));
        }
    }
    let measured = facts.measure().of(person);
    if let (Some(authority), Some(impact)) = (measured.authority, measured.impact) {
        lines.push(Line::plain(format!(
            "Authority {:.1} ({:.1} to {:.1}); record {:.1} conservative, {:.1} central, {:.1} at face value, based \
             on {}",
            authority.grade,
            authority.lo,
            authority.hi,
            impact.lo,
            impact.mid,
            impact.face,
            count(measured.lines.len(), "line", "lines")
        )));
    }
    let badge = made.judgement.badge(person).or(findings.first().copied());
    let sign = badge.filter(|finding| finding.rule.id != NAMES_ON_DEMAND).map(badge_of);
    Item { sign, title: org.label(person).to_owned(), tag: about.join(" · "), lines }
}

/// Counts findings by rung, never revealing small numbers of people; then lists the findings shared by enough people on
/// a rung.
fn by_rung(made: &Made, blocks: &mut Vec<Block>) {
    let org = made.facts.org;
    let mut alike: BTreeMap<(usize, &str), Vec<&Finding>> = BTreeMap::new();
    for finding in made.judgement.of_people().iter().filter(|finding| finding.waived.is_none()) {
        let Some(rule) = RULES.iter().position(|rule| *rule == finding.rule) else { continue };
        let seat = finding.person().and_then(|person| org.seat(person));
        let code = seat.map_or("No rung", |seat| org.rung(seat.rung).code.as_str());
        alike.entry((rule, code)).or_default().push(finding);
    }
    let mut rows = Vec::new();
    let mut told = Vec::new();
    for (at, rule) in RULES.iter().enumerate() {
        let cells = || alike.range((at, "")..(at + 1, ""));
        let all: usize = cells().map(|(_, findings)| findings.len()).sum();
        if all == 0 {
            continue;
        }
        let (shown, hidden): (Vec<_>, Vec<_>) = cells().partition(|(_, findings)| findings.len() >= FEW);
        let of = |cells: &[(&(usize, &str), &Vec<&Finding>)]| cells.iter().map(|(_, it)| it.len()).sum::<usize>();
        let mut on: Vec<String> =
            shown.iter().map(|((_, code), findings)| format!("{code}: {}", thousands(findings.len() as f64))).collect();
        if !hidden.is_empty() {
            let other = if on.is_empty() { "" } else { "other " };
            on.push(format!("under {FEW} on every {other}rung"));
        }
        // The difference between the total and the cells shown must not reveal a small number of people either.
        let may_tell = hidden.is_empty() || hidden.len() > 1 && of(&hidden) >= FEW;
        let total = match (may_tell, of(&shown)) {
            (true, _) => thousands(all as f64),
            (false, 0) => few(all, false),
            (false, shown) => format!("over {}", thousands(shown as f64)),
        };
        rows.push(vec![rule.title.to_owned(), total, on.join(", ")]);
        if rule.id != NAMES_ON_DEMAND {
            told.extend(shown.into_iter().map(|(_, findings)| findings.as_slice()));
        }
    }
    let columns = [("Finding", false), ("People", true), ("On which rungs", false)];
    let columns = columns.map(|(words, is_number)| (words.to_owned(), is_number)).to_vec();
    blocks.push(Block::Table(Table { columns, rows }));
    blocks.extend(told.into_iter().filter_map(|findings| together(made, findings)).map(Block::Item));
}

/// Item for at least five people on one rung with the same finding, firmest first.
fn together(made: &Made, findings: &[&Finding]) -> Option<Item> {
    let mut findings = findings.to_vec();
    findings.sort_by_key(|finding| (finding.answer, Reverse(finding.severity)));
    let first = findings.first()?;
    let seat = first.person().and_then(|person| made.facts.org.seat(person));
    let code = seat.map_or("no rung", |seat| made.facts.org.rung(seat.rung).code.as_str());
    let mut lines: Vec<Line> = findings
        .iter()
        .take(MOST_ALIKE)
        .map(|finding| Line::led(format!("Someone on {code}"), finding.say(&made.facts)))
        .collect();
    if findings.len() > MOST_ALIKE {
        lines.push(Line::plain(format!("And {} more", thousands((findings.len() - MOST_ALIKE) as f64))));
    }
    let title = format!("{}, {code}", first.rule.title);
    let tag = count(findings.len(), "person", "people");
    Some(Item { sign: Some(badge_of(first)), title, tag, lines })
}
