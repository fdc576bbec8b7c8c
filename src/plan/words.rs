//! Wording of a drop: its name, and a few lines about its consequences.

use super::drop_request::{DropRequest, Handover, Target};
use crate::org::{Org, PersonId, Rung, RungId};
use crate::rules::words::{amount, count, money, some_of};
use crate::rules::{Facts, Finding, Unit};

/// Number of names before the rest is counted.
const NAMED: usize = 2;

/// Name for undo: `Move Mason T. to IC6`, `Move 3 people to Ruth Okafor`.
pub fn name(org: &Org, request: &DropRequest) -> String {
    let who = who(org, &request.people);
    match request.target {
        Target::Rung(rung) => format!("Move {who} to {}", org.rung(rung).code),
        Target::Manager(manager) => format!("Move {who} to {}", org.label(manager)),
        Target::Beside { sibling, behind: false } => format!("Place {who} before {}", org.label(sibling)),
        Target::Beside { sibling, behind: true } => format!("Place {who} after {}", org.label(sibling)),
        Target::Top => format!("Remove the manager of {who}"),
    }
}

/// One person by name, several by number.
pub fn who(org: &Org, people: &[PersonId]) -> String {
    match people {
        [one] => org.label(*one).to_owned(),
        _ => count(people.len(), "person", "people"),
    }
}

/// Verb for a number of people on a rung: `is` or `are`.
pub fn sit(people: usize) -> &'static str {
    if people == 1 { "is" } else { "are" }
}

/// Verb for a number of people: `reports` or `report`.
pub fn report(people: usize) -> &'static str {
    if people == 1 { "reports" } else { "report" }
}

/// Title of a person on another rung; `None` when nothing suggests a change. A title that is that of the old rung
/// becomes that of the new one and keeps its field: `Director of Production` on the rung `Fellow` becomes `Fellow,
/// Production`. A title that does not mention the rung is kept within a track.
pub fn title(org: &Org, person: PersonId, from: Option<RungId>, to: RungId) -> Option<String> {
    let (title, new) = (org.title(person), org.rung(to).title.as_str());
    if new.is_empty() {
        return None;
    }
    let crosses = from.is_none_or(|from| org.track(from).kind != org.track(to).kind);
    let old = from.map_or("", |from| org.rung(from).title.as_str());
    let field = after_title(title, old).or_else(|| from.is_some().then(|| field_of(title)).flatten());
    let next = match field {
        _ if title.is_empty() || same(title, old) => new.to_owned(),
        Some(field) => format!("{new}, {field}"),
        None if crosses => new.to_owned(),
        None => return None,
    };
    (next != title).then_some(next)
}

fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// Text after the rung's own title: `Production` in `Director of Production`.
fn after_title<'a>(title: &'a str, rung: &str) -> Option<&'a str> {
    let rest = title.get(rung.len()..).filter(|_| !rung.is_empty())?;
    if !same(&title[..rung.len()], rung) {
        return None;
    }
    let rest = rest.trim_start_matches([',', ' ']);
    let rest = rest.strip_prefix("of ").unwrap_or(rest).trim();
    (!rest.is_empty()).then_some(rest)
}

/// Text after `of` or a comma: `Production` in `Head of Production`.
fn field_of(title: &str) -> Option<&str> {
    let (_, field) = title.split_once(" of ").or_else(|| title.split_once(", "))?;
    let field = field.trim();
    (!field.is_empty()).then_some(field)
}

/// State of the dropped people, before or after.
pub struct Held {
    rungs: Vec<Option<RungId>>,
    titles: Vec<String>,
    rights: usize,
}

impl Held {
    /// Their present state.
    pub fn of(facts: &Facts, people: &[PersonId]) -> Self {
        let org = facts.org;
        let rights = |&person: &PersonId| org.details(person).rights.as_ref().map_or(0, Vec::len);
        Self {
            rungs: people.iter().map(|&person| org.seat(person).map(|seat| seat.rung)).collect(),
            titles: people.iter().map(|&person| org.title(person).to_owned()).collect(),
            rights: people.iter().map(rights).sum(),
        }
    }
}

/// At most five lines: seats, pay, rights, reports, findings.
pub fn lines(
    facts: &Facts,
    request: &DropRequest,
    (before, after): (&Held, &Held),
    (known, found): (&[&Finding], &[Finding]),
    (reports, opens): (usize, bool),
) -> Vec<String> {
    let org = facts.org;
    let mut lines = Vec::new();
    match request.target {
        Target::Rung(rung) => {
            lines.push(seats(facts, (before, after), rung, opens));
            if org.shows_people() {
                lines.extend(pay(org, &request.people, org.rung(rung)));
            }
            lines.extend(rights(org, request, (before, after), rung));
        }
        Target::Manager(manager) => {
            lines.push(format!("{} to {}", upper(report(request.people.len())), org.label(manager)));
            let span = facts.span_of_control(manager);
            lines.push(format!("{} will have {}", org.label(manager), count(span as usize, "report", "reports")));
        }
        Target::Beside { sibling, .. } => match (request.people.as_slice(), facts.tree.manager(sibling)) {
            (&[one], manager) if facts.tree.manager(one) == manager => {
                lines.push("Only the order among people with the same manager changes".to_owned());
            }
            (_, Some(manager)) => {
                lines.push(format!("{} to {}", upper(report(request.people.len())), org.label(manager)));
                let span = facts.span_of_control(manager);
                lines.push(format!("{} will have {}", org.label(manager), count(span as usize, "report", "reports")));
            }
            (_, None) => lines.push(format!("{} to no one", upper(report(request.people.len())))),
        },
        Target::Top => lines.push(format!("{} to no one, drawn at the top", upper(report(request.people.len())))),
    }
    if matches!(request.target, Target::Rung(_)) && reports > 0 {
        lines.push(heirs(facts, request, reports));
    }
    if org.shows_people() {
        lines.push(findings(request, known, found));
    }
    lines
}

fn upper(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// `M3 (4 → 3 seats) to IC8 (0 → 1), as Fellow, Production`.
fn seats(facts: &Facts, (before, after): (&Held, &Held), to: RungId, opens: bool) -> String {
    let org = facts.org;
    let moved = before.rungs.iter().filter(|&&from| from != Some(to)).count() as f64;
    let on = |rung: RungId| {
        let seats = facts.seats(rung);
        f64::from(seats.people) + seats.others
    };
    let opened = if opens { ", currently closed" } else { "" };
    let to_words = format!("{}{opened} ({} → {} people)", org.rung(to).code, amount(on(to)), amount(on(to) + moved));
    let mut from: Vec<RungId> = before.rungs.iter().copied().flatten().filter(|&from| from != to).collect();
    from.sort();
    from.dedup();
    let title = match (before.titles.as_slice(), after.titles.as_slice()) {
        ([old], [new]) if old != new => format!(", as {new}"),
        _ => String::new(),
    };
    match from.as_slice() {
        [] => format!("To {to_words}{title}"),
        [one] => {
            let left = on(*one);
            format!("{} ({} → {}) to {to_words}{title}", org.rung(*one).code, amount(left), amount(left - moved))
        }
        many => format!("{} to {to_words}{title}", count(many.len(), "rung", "rungs")),
    }
}

/// Pay compared with the band of the rung; `None` when nobody's pay is recorded.
fn pay(org: &Org, people: &[PersonId], entry: &Rung) -> Option<String> {
    let paid: Vec<f64> = people.iter().filter_map(|&person| org.yearly_pay(person)).collect();
    if paid.is_empty() {
        return None;
    }
    let Some((low, high)) = entry.pay else { return Some(format!("No pay band on {} to compare with", entry.code)) };
    let currency = &org.head.currency;
    let band = format!("{} to {} {currency}", amount(low), amount(high));
    Some(match paid.as_slice() {
        [one] if *one < low => format!("Pay {:.0} % below the band {}", (1.0 - one / low) * 100.0, band.trim()),
        [one] if *one > high => format!("Pay {:.0} % above the band {}", (one / high - 1.0) * 100.0, band.trim()),
        [_] => format!("Pay within the band {}", band.trim()),
        many => {
            let (below, above) =
                (many.iter().filter(|&&pay| pay < low).count(), many.iter().filter(|&&pay| pay > high).count());
            format!("{below} of {} below the band, {above} above", many.len())
        }
    })
}

/// Rights gained with the new rung, and lost with the old one.
fn rights(org: &Org, request: &DropRequest, (before, after): (&Held, &Held), rung: RungId) -> Option<String> {
    let entry = org.rung(rung);
    let mut comes: Vec<String> = entry.rights.iter().map(|right| right.text.to_string()).collect();
    if let Some(limit) = entry.budgets.iter().map(|budget| budget.limit).max_by(f64::total_cmp) {
        comes.push(format!("a budget of {}", money(limit, &org.head.currency)));
    }
    comes.extend(entry.forums.iter().cloned());
    if !comes.is_empty() {
        return Some(format!("Comes with {}", some_of(&comes, NAMED)));
    }
    let lost = before.rights.saturating_sub(after.rights);
    if lost > 0 {
        return Some(format!("{} remain with the old rung", count(lost, "decision right", "decision rights")));
    }
    let keeps = match request.people.len() {
        1 if after.rights > 0 => format!("Keeps {}", count(after.rights, "decision right", "decision rights")),
        _ => return None,
    };
    Some(keeps)
}

fn heirs(facts: &Facts, request: &DropRequest, reports: usize) -> String {
    let org = facts.org;
    let who = count(reports, "report goes", "reports go");
    let to = match request.handover {
        Handover::To(heir) => org.label(heir).to_owned(),
        Handover::Dotted | Handover::Manager => {
            let above = |&person: &PersonId| facts.tree.chain(person).find(|above| !request.people.contains(above));
            match request.people.as_slice() {
                [one] => above(one).map_or("the top".to_owned(), |above| org.label(above).to_owned()),
                _ => "the managers above".to_owned(),
            }
        }
    };
    let lines = if request.handover == Handover::Dotted { ", keeping a dotted line" } else { "" };
    format!("{who} to {to}{lines}")
}

/// Findings that clear, appear or change in size, for everybody that the drop touches.
fn findings(request: &DropRequest, known: &[&Finding], found: &[Finding]) -> String {
    let counts = |finding: &Finding| finding.waived.is_none();
    let is_same = |a: &Finding, b: &Finding| a.rule == b.rule && a.subject == b.subject && a.answer == b.answer;
    let titles = |findings: &mut dyn Iterator<Item = &Finding>| {
        let mut titles: Vec<String> = findings.map(|finding| finding.rule.title.to_lowercase()).collect();
        titles.sort();
        titles.dedup();
        titles
    };
    let known: Vec<&Finding> = known.iter().copied().filter(|old| counts(old)).collect();
    let found: Vec<&Finding> = found.iter().filter(|new| counts(new)).collect();
    let is_in = |list: &[&Finding], one: &Finding| list.iter().any(|other| is_same(other, one));
    let cleared = titles(&mut known.iter().copied().filter(|old| !is_in(&found, old)));
    let raised = titles(&mut found.iter().copied().filter(|new| !is_in(&known, new)));
    let mut said = Vec::new();
    if !cleared.is_empty() {
        said.push(format!("resolves: {}", some_of(&cleared, NAMED)));
    }
    if !raised.is_empty() {
        said.push(format!("new: {}", some_of(&raised, NAMED)));
    }
    if let [one] = request.people.as_slice() {
        let sizes = known.iter().filter(|old| old.person() == Some(*one) && old.rule.unit == Unit::Rungs);
        let changed = sizes.filter_map(|old| {
            let new = found.iter().find(|new| is_same(old, new))?;
            ((old.size() - new.size()).abs() >= 0.05)
                .then(|| format!("{} {:.1} → {:.1} rungs", old.rule.title.to_lowercase(), old.size(), new.size()))
        });
        said.extend(changed);
    }
    if said.is_empty() { "No change in personal findings".to_owned() } else { upper(&said.join("; ")) }
}
