//! One person's sheet: everything recorded about them, its source and how it is known, how it counts, and room to
//! answer. It tells nothing about anybody else, except who asked the question.

use super::method::caveats_of;
use super::record_page::{begin, end, heading, pairs, paragraph, quiet, room, table};
use super::record_words::{QUESTION, answer_words, number, right_words};
use crate::measure::{Authority, Measured, Window, careful};
use crate::org::{Accountability, Evidence, EvidenceKind, Org, PersonId, Practice, Provenance, Reason, SeatSource};
use crate::rules::words::amount;
use crate::rules::{Answer as Firm, Facts, Judgement};
use std::io::{self, Write};

/// Writes the sheet as self-contained HTML. For a file in structure only it contains just the seat and what comes with
/// it.
pub fn record(facts: &Facts, person: PersonId, out: &mut dyn Write) -> io::Result<()> {
    let org = facts.org;
    begin(&format!("Record of {}", org.label(person)), out)?;
    writeln!(out, "<h1>{}</h1>", super::record_page::Html(org.label(person)))?;
    let head = format!("What is recorded, how it counts, and space to respond. {}, {}", org.head.name, org.head.as_of);
    quiet(&head, out)?;
    seat(facts, person, out)?;
    if !org.shows_people() {
        quiet("The file shows structure only: evidence, pay and findings of individuals are not included.", out)?;
        return end(out);
    }
    let measured = facts.measure().of(person);
    evidence(facts, &measured, out)?;
    count(facts, &measured, out)?;
    found(facts, person, out)?;
    wish(facts, person, out)?;
    rest(org, person, out)?;
    heading("Space to respond", out)?;
    room("What is missing, wrong or counted incorrectly:", out)?;
    room("What should be noted beside a disputed line:", out)?;
    heading("What these numbers cannot show", out)?;
    for caveat in caveats_of() {
        paragraph(caveat, out)?;
    }
    end(out)
}

fn row(name: &str, value: impl Into<String>) -> (String, String) {
    (name.to_owned(), value.into())
}

fn seat(facts: &Facts, person: PersonId, out: &mut dyn Write) -> io::Result<()> {
    let (org, details) = (facts.org, facts.org.details(person));
    let mut rows = vec![row("Id", org.key(person))];
    let texts = [("Title", org.title(person)), ("Team", org.team(person)), ("Location", org.location(person))];
    rows.extend(texts.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| row(name, text)));
    if let Some(seat) = org.seat(person) {
        let entry = org.rung(seat.rung);
        let how = match seat.source {
            SeatSource::Given => "given in the file",
            SeatSource::Mapped => "mapped from a column",
            SeatSource::Suggested => "suggested, not confirmed",
            SeatSource::Confirmed => "suggested, then confirmed",
        };
        rows.push(row("Rung", format!("{} {} ({how})", entry.code, entry.title)));
    }
    for (name, day) in [("Start date", org.start(person)), ("End date", org.end(person))] {
        rows.extend(day.map(|day| row(name, day.to_string())));
    }
    heading("Seat", out)?;
    pairs(&rows, out)?;
    heading("Authority", out)?;
    let rights = org.rights(person).into_iter().flatten();
    let mut rows: Vec<_> = rights.map(|right| row("Decision", right_words(right))).collect();
    if org.rights(person).is_none() {
        rows.push(row("Decisions", "not recorded"));
    }
    for budget in org.budgets(person).into_iter().flatten() {
        let currency = if budget.currency.is_empty() { &org.head.currency } else { &budget.currency };
        let matter = if budget.technical { "technical" } else { "not technical" };
        rows.push(row("Spending limit", format!("{} {currency} ({matter}) {}", amount(budget.limit), budget.domain)));
    }
    if org.budgets(person).is_none() {
        rows.push(row("Spending limit", "not recorded"));
    }
    rows.extend((!details.forums.is_empty()).then(|| row("Forums", details.forums.join(", "))));
    pairs(&rows, out)
}

fn evidence(facts: &Facts, measured: &Measured, out: &mut dyn Write) -> io::Result<()> {
    heading("Work record, line by line", out)?;
    let (org, measure) = (facts.org, facts.measure());
    let items: Vec<&Evidence> = org.evidence(measured.person).collect();
    if items.is_empty() {
        return paragraph("Nothing is recorded. That means not enough evidence, not zero.", out);
    }
    let constants = measure.constants(measured.person);
    let window = Window::year_to(org.head.as_of);
    let [audited, measured_part, asserted, anecdotal] = constants.haircuts;
    let rows: Vec<Vec<String>> = items
        .iter()
        .map(|item| {
            let (word, part) = match item.provenance {
                Provenance::Audited => ("audited", audited),
                Provenance::Measured => ("measured", measured_part),
                Provenance::Asserted => ("asserted", asserted),
                Provenance::Anecdotal => ("anecdotal", anecdotal),
            };
            let period = item.period.map_or("undated".to_owned(), |period| period.to_string());
            let is_stock = constants.kinds.iter().any(|kind| kind.name == item.kind && kind.is_stock());
            let inside = window.part(item.period, is_stock, org.head.as_of).unwrap_or(0.0);
            let of = if is_stock { "held in the year that counts" } else { "of the period in the year that counts" };
            let counts = match measure.values(measured.person, item) {
                Err(why) => format!("not counted: {}", why.words()),
                Ok((face, _)) if item.kind == crate::measure::STATED => {
                    format!("a grade of {} given directly", number(face))
                }
                Ok((face, supported)) => format!(
                    "{} × share {} × {} {of} = {} at face value; × {part} for {word} = {}",
                    number(item.amount),
                    number(item.share),
                    number(inside),
                    number(face),
                    number(supported)
                ),
            };
            vec![what(org, item), period, format!("{word}\n{}", item.source), counts]
        })
        .collect();
    table(&["What", "When", "Provenance and source", "How it counts"], &rows, out)?;
    for item in &items {
        if let Some(reply) = &item.disputed {
            paragraph(&format!("Disputed ({}): {reply}", what(org, item)), out)?;
        }
        if !item.note.is_empty() {
            quiet(&format!("Note ({}): {}", what(org, item), item.note), out)?;
        }
    }
    Ok(())
}

/// Kind, amount and domain, as in `money: 48,000,000 USD, checkout`.
fn what(org: &Org, item: &Evidence) -> String {
    let currency = if item.currency.is_empty() { org.head.currency.as_str() } else { item.currency.as_str() };
    let unit = if item.kind == "money" { format!(" {currency}") } else { String::new() };
    let domain = if item.domain.is_empty() { String::new() } else { format!(", {}", item.domain) };
    format!("{}: {}{unit}{domain}", item.kind, number(item.amount))
}

/// Every line with its anchors, and each estimate down to the last step of its sum.
fn count(facts: &Facts, measured: &Measured, out: &mut dyn Write) -> io::Result<()> {
    heading("Resulting impact, in rungs", out)?;
    let constants = facts.measure().constants(measured.person);
    let lines: Vec<Vec<String>> = measured
        .lines
        .iter()
        .map(|line| {
            let kind = constants.kinds.iter().find(|kind| kind.name == line.kind);
            let [supported, face] = [line.supported, line.face].map(number);
            let anchors = kind.map_or("a grade given directly".to_owned(), anchors_words);
            let [grade, grade_face] = [line.grade, line.grade_face].map(|grade| format!("{grade:.2}"));
            vec![line.kind.to_owned(), supported, grade, face, grade_face, anchors]
        })
        .collect();
    table(
        &["Kind", "Supported value", "Grade", "Face value", "Grade", "Anchors: which value is which grade"],
        &lines,
        out,
    )?;
    if !constants.anchors_confirmed && !lines.is_empty() {
        quiet("Provisional scale: these anchors have not been confirmed.", out)?;
    }
    let mut rows = Vec::new();
    match (measured.impact, careful(&measured.lines, constants.missing_line)) {
        (Some(impact), Some([a, b, c])) => rows.extend([
            row(
                "Conservative",
                format!(
                    "({a:.2} + {b:.2} + {c:.2}) ÷ 3 = {:.2}: the three best lines from different sources, each at \
                     most {} rungs below the best, with missing lines counted that low",
                    impact.lo,
                    number(constants.missing_line)
                ),
            ),
            row("Central", {
                let grades = measured.lines.iter().take(3).map(|line| line.grade.max(a - constants.missing_line));
                let grades: Vec<String> = grades.map(|grade| format!("{grade:.2}")).collect();
                let of = format!("({}) ÷ {}", grades.join(" + "), grades.len());
                format!("{of} = {:.2}: the mean of the available lines, at most three", impact.mid)
            }),
            row("At face value", format!("{:.2}: the best line, if confirmed", impact.face)),
        ]),
        _ => rows.push(row("Impact", "not enough evidence")),
    }
    rows.extend(measured.authority.map(|it| row("Authority", authority_words(facts, measured.person, &it))));
    if let (Some(gap), Some(impact), Some(authority)) = (measured.gap, measured.impact, measured.authority) {
        let less = |name: &str, impact: f64, authority: f64, gap: f64| {
            row(name, format!("{impact:.2} − {authority:.2} = {gap:.2}").replace("= -", "= −"))
        };
        rows.push(less("Conservative gap", impact.lo, authority.hi, gap.lo));
        rows.push(less("Central gap", impact.mid, authority.grade, gap.mid));
        rows.push(less("Gap at face value", impact.face, authority.lo, gap.face));
    }
    let sure = facts.measure().sure(measured);
    rows.extend(sure.map(|sure| row("Confidence that impact is at least one rung above authority", sure.words())));
    pairs(&rows, out)?;
    quiet("Each number is rounded separately, so totals may differ in the last digit.", out)
}

/// `100,000 is 3, 1,000,000 is 5; at most 6`.
fn anchors_words(kind: &EvidenceKind) -> String {
    let anchors = kind.anchors.iter().map(|&(value, grade)| match value < 1.0 {
        true => format!("{value} is {}", number(grade)),
        false => format!("{} is {}", number(value), number(grade)),
    });
    let mut words = anchors.collect::<Vec<_>>().join(", ");
    words += &kind.cap.map_or(String::new(), |cap| format!("; at most {}", number(cap)));
    if kind.offset != 0.0 {
        words += &format!("; less {} rungs", number(kind.offset));
    }
    words
}

/// The weighted mean of the parts, down to its last step.
fn authority_words(facts: &Facts, person: PersonId, it: &Authority) -> String {
    let part = |grade: Option<f64>| grade.map_or("not known".to_owned(), |grade| format!("{grade:.2}"));
    let parts = format!("rung {}, decision {}, budget {}", part(it.r), part(it.d), part(it.b));
    if facts.org.details(person).stated_authority.is_some_and(f64::is_finite) {
        return format!("{:.2}, given directly in the file; {parts}", it.grade);
    }
    let weights = facts.measure().constants(person).weights;
    let known: Vec<(f64, f64)> =
        weights.into_iter().zip([it.r, it.d, it.b]).filter_map(|(weight, part)| Some((weight, part?))).collect();
    let sum: Vec<String> = known.iter().map(|(weight, part)| format!("{} × {part:.2}", number(*weight))).collect();
    let of = number(known.iter().map(|(weight, _)| weight).sum());
    let range = if it.hi > it.lo {
        format!(", {:.2} to {:.2} allowing for missing components", it.lo, it.hi)
    } else {
        String::new()
    };
    format!("({}) ÷ {of} = {:.2}{range}; {parts}", sum.join(" + "), it.grade)
}

fn found(facts: &Facts, person: PersonId, out: &mut dyn Write) -> io::Result<()> {
    heading("Findings", out)?;
    let findings = Judgement::findings_of(facts, &[person]);
    if findings.is_empty() {
        return paragraph("None.", out);
    }
    for finding in &findings {
        let answer = match finding.answer {
            Firm::Confirmed => "strong signal",
            Firm::Possible => "possible",
            Firm::Review => "to review",
            Firm::Info => "for information",
        };
        paragraph(&format!("{}: {} ({answer}).", finding.rule.title, finding.say(facts)), out)?;
        if let Some(sure) = finding.sure {
            quiet(&format!("Confidence: {}.", sure.words()), out)?;
        }
        quiet(&format!("{}. {}.", finding.rule.why, finding.threshold(facts)), out)?;
        let waiver = finding.waived.and_then(|at| facts.org.head.waivers.get(at));
        if let Some(waiver) = waiver {
            let date = waiver.date.map_or(String::new(), |date| format!(", {date}"));
            paragraph(&format!("Waived by {}{date}: {}", waiver.by, waiver.reason), out)?;
        }
    }
    Ok(())
}

fn wish(facts: &Facts, person: PersonId, out: &mut dyn Write) -> io::Result<()> {
    let (org, details) = (facts.org, facts.org.details(person));
    heading("Career question, pay and career history", out)?;
    let mut rows = Vec::new();
    let said = details.preference.as_ref().map_or("not asked".to_owned(), |it| {
        let by = if it.asked_by.is_empty() { String::new() } else { format!(", asked by {}", it.asked_by) };
        format!("{}{by}{}", answer_words(it.answer), it.date.map_or(String::new(), |date| format!(", {date}")))
    });
    rows.push(row(QUESTION, said));
    if let Some(pay) = org.yearly_pay(person) {
        rows.push(row("Annual full-time pay", format!("{} {}", amount(pay), org.head.currency)));
    }
    for step in &details.history {
        let title = if step.title.is_empty() { &step.rung } else { &step.title };
        let reason = step.reason.as_ref().map_or(String::new(), |it| format!(", {}", reason_words(it)));
        let rise = step.rise.map_or(String::new(), |rise| format!(", pay rise {}", amount(rise)));
        let note = if step.note.is_empty() { String::new() } else { format!("\n{}", step.note) };
        let date = step.date.map_or("undated".to_owned(), |date| date.to_string());
        rows.push(row(&date, format!("{title}{reason}{rise}{note}")));
    }
    pairs(&rows, out)
}

fn reason_words(reason: &Reason) -> String {
    match reason {
        Reason::Performance => "for performance".to_owned(),
        Reason::Retention => "retention".to_owned(),
        Reason::CounterOffer { rival_title } if rival_title.is_empty() => "counter-offer".to_owned(),
        Reason::CounterOffer { rival_title } => format!("counter-offer: {rival_title}"),
        Reason::Reorganisation => "reorganisation".to_owned(),
        Reason::OwnWish => "own wish".to_owned(),
        Reason::Hired => "hired".to_owned(),
        Reason::Other(words) => words.clone(),
    }
}

fn rest(org: &Org, person: PersonId, out: &mut dyn Write) -> io::Result<()> {
    let details = org.details(person);
    let mut rows = Vec::new();
    rows.extend((!details.craft.is_empty()).then(|| row("Craft", details.craft.as_str())));
    rows.extend(details.accountability.map(|first| {
        row(
            "Mainly accountable for",
            match first {
                Accountability::Craft => "technical work",
                Accountability::People => "people",
                Accountability::Money => "money",
            },
        )
    }));
    rows.extend(details.accountabilities.iter().map(|other| row("Also accountable for", other.as_str())));
    for time in &details.craft_time {
        let date = time.date.map_or("undated".to_owned(), |date| date.to_string());
        rows.push(row("Time in technical work", format!("{} %, {date}", number(time.share * 100.0))));
    }
    for resource in &details.resources {
        let worth = resource.amount.map_or(String::new(), |it| format!(", {} {}", amount(it), org.head.currency));
        rows.push(row("Resource", format!("{}{worth}", resource.text)));
    }
    for approval in &details.approvals {
        let used = match approval.used {
            Some(true) => "used",
            Some(false) => "not used",
            None => "use not known",
        };
        rows.push(row("Approved", format!("{} of {} ({used})", number(approval.count), approval.text)));
    }
    for seen in &details.management {
        let practice = practice_words(seen.practice);
        let date = seen.date.map_or(String::new(), |date| format!(", {date}"));
        rows.push(row("Observed", format!("{practice}{date}: {}", seen.note)));
    }
    rows.extend(details.stated_authority.map(|grade| row("Authority, given directly in the file", number(grade))));
    rows.extend(details.notes.iter().map(|note| row("Note", note.as_str())));
    rows.extend(details.unknown.iter().map(|it| row(&it.name, it.raw.as_str())));
    if rows.is_empty() {
        return Ok(());
    }
    heading("Other recorded fields", out)?;
    pairs(&rows, out)
}

/// One of the five management practices in words.
pub fn practice_words(practice: Practice) -> &'static str {
    match practice {
        Practice::Mentoring => "mentoring",
        Practice::Delegation => "delegation",
        Practice::BudgetAllocation => "budget allocation",
        Practice::Politics => "politics between departments",
        Practice::AcceptingSolutions => "accepting others' solutions",
    }
}
