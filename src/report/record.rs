//! One person's sheet: everything recorded about them, its source and how it is known, how it counts, and room to
//! answer. It tells nothing about anybody else, except who asked the question.

use super::method::caveats_of;
use super::record_page::{begin, end, heading, pairs, paragraph, quiet, room, table};
use super::record_words::{QUESTION, answer_words, number, right_words};
use crate::measure::{Measured, Window};
use crate::org::{Accountability, Evidence, Org, PersonId, Practice, Provenance, Reason, SeatSource};
use crate::rules::words::amount;
use crate::rules::{Answer as Firm, Facts, Judgement};
use std::io::{self, Write};

/// Writes the sheet as self-contained HTML. For a file in structure only it contains just the seat and what comes with
/// it.
pub fn record(facts: &Facts, person: PersonId, out: &mut dyn Write) -> io::Result<()> {
    let org = facts.org;
    begin(&format!("Record of {}", org.label(person)), out)?;
    writeln!(out, "<h1>{}</h1>", super::record_page::Html(org.label(person)))?;
    let head =
        format!("What is recorded here, how it counts, and room to answer. {}, {}", org.head.name, org.head.as_of);
    quiet(&head, out)?;
    seat(facts, person, out)?;
    if !org.shows_people() {
        quiet("The file is in structure only: evidence, pay and findings are not shown of anybody.", out)?;
        return end(out);
    }
    let measured = facts.measure().of(person);
    evidence(facts, &measured, out)?;
    count(&measured, out)?;
    found(facts, person, out)?;
    wish(facts, person, out)?;
    rest(org, person, out)?;
    heading("Room to answer", out)?;
    room("What is missing, wrong or counted wrongly:", out)?;
    room("What should be written beside a line that is disputed:", out)?;
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
            SeatSource::Given => "given by the file",
            SeatSource::Mapped => "taken from a column",
            SeatSource::Suggested => "a suggestion, not confirmed",
            SeatSource::Confirmed => "a suggestion that was confirmed",
        };
        rows.push(row("Rung", format!("{} {} ({how})", entry.code, entry.title)));
    }
    for (name, day) in [("First day", org.start(person)), ("Last day", org.end(person))] {
        rows.extend(day.map(|day| row(name, day.to_string())));
    }
    heading("Seat", out)?;
    pairs(&rows, out)?;
    heading("Authority", out)?;
    let mut rows: Vec<_> = details.rights.iter().flatten().map(|right| row("Decision", right_words(right))).collect();
    if details.rights.is_none() {
        rows.push(row("Decisions", "not recorded"));
    }
    for budget in details.budgets.iter().flatten() {
        let currency = if budget.currency.is_empty() { &org.head.currency } else { &budget.currency };
        let matter = if budget.technical { "technical" } else { "not technical" };
        rows.push(row("Spending limit", format!("{} {currency} ({matter}) {}", amount(budget.limit), budget.domain)));
    }
    if details.budgets.is_none() {
        rows.push(row("Spending limit", "not recorded"));
    }
    rows.extend((!details.forums.is_empty()).then(|| row("Forums", details.forums.join(", "))));
    pairs(&rows, out)
}

fn evidence(facts: &Facts, measured: &Measured, out: &mut dyn Write) -> io::Result<()> {
    heading("Record of work, line by line", out)?;
    let (org, measure) = (facts.org, facts.measure());
    let items = &org.details(measured.person).evidence;
    if items.is_empty() {
        return paragraph("Nothing is recorded. That is no zero: it is not enough evidence.", out);
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
            let period = item.period.map_or("undated".to_owned(), |period| format!("{} to {}", period.from, period.to));
            let inside = window.overlap(item.period).unwrap_or(0.0);
            let counts = match measure.values(measured.person, item) {
                Err(why) => format!("does not count: {}", why.words()),
                Ok((face, _)) if item.kind == crate::measure::STATED => {
                    format!("a grade of {} given directly", number(face))
                }
                Ok((face, supported)) => format!(
                    "{} × share {} × {} of the period in the year that counts = {} at face value; × {part} for {word} \
                     = {}",
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
    table(&["What", "When", "Known how, from where", "How it counts"], &rows, out)?;
    for item in items {
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

fn count(measured: &Measured, out: &mut dyn Write) -> io::Result<()> {
    heading("What it comes to, in rungs", out)?;
    let lines: Vec<Vec<String>> = measured
        .lines
        .iter()
        .map(|line| {
            let grades = [line.supported, line.face].map(number);
            let [supported, face] = grades;
            vec![line.kind.to_owned(), supported, format!("{:.2}", line.grade), face, format!("{:.2}", line.grade_face)]
        })
        .collect();
    table(&["Kind", "Supported", "Grade", "Face value", "Grade"], &lines, out)?;
    let mut rows = Vec::new();
    match measured.impact {
        Some(impact) => rows.extend([
            row("Carefully counted", format!("{:.2}: the three best lines, missing ones three rungs lower", impact.lo)),
            row("In the middle", format!("{:.2}: the mean of the lines there are", impact.mid)),
            row("At face value", format!("{:.2}: the best line, if it is confirmed", impact.face)),
        ]),
        None => rows.push(row("Impact", "not enough evidence")),
    }
    if let Some(it) = measured.authority {
        let part = |grade: Option<f64>| grade.map_or("not known".to_owned(), |grade| format!("{grade:.2}"));
        rows.push(row(
            "Authority",
            format!("{:.2}, of rung {}, decision {}, budget {}", it.grade, part(it.r), part(it.d), part(it.b)),
        ));
    }
    if let Some(gap) = measured.gap {
        let words = [gap.lo, gap.mid, gap.face].map(|gap| format!("{gap:.2}").replace('-', "−"));
        rows.push(row(
            "Record less authority",
            format!("careful {}, middle {}, face value {}", words[0], words[1], words[2]),
        ));
    }
    pairs(&rows, out)
}

fn found(facts: &Facts, person: PersonId, out: &mut dyn Write) -> io::Result<()> {
    heading("What was found", out)?;
    let findings = Judgement::findings_of(facts, &[person]);
    if findings.is_empty() {
        return paragraph("Nothing.", out);
    }
    for finding in &findings {
        let answer = match finding.answer {
            Firm::Confirmed => "strong signal; in simulations about 55 of 100 such signals were right",
            Firm::Possible => "possible",
            Firm::Review => "worth a look",
            Firm::Info => "good to know",
        };
        paragraph(&format!("{}: {} ({answer}).", finding.rule.title, finding.say(facts)), out)?;
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
    heading("The question, pay and the way here", out)?;
    let mut rows = Vec::new();
    let said = details.preference.as_ref().map_or("not asked".to_owned(), |it| {
        let by = if it.asked_by.is_empty() { String::new() } else { format!(", asked by {}", it.asked_by) };
        format!("{}{by}{}", answer_words(it.answer), it.date.map_or(String::new(), |date| format!(", {date}")))
    });
    rows.push(row(QUESTION, said));
    if let Some(pay) = org.yearly_pay(person) {
        rows.push(row("Pay, yearly and full-time", format!("{} {}", amount(pay), org.head.currency)));
    }
    for step in &details.history {
        let title = if step.title.is_empty() { &step.rung } else { &step.title };
        let reason = step.reason.as_ref().map_or(String::new(), |it| format!(", {}", reason_words(it)));
        let rise = step.rise.map_or(String::new(), |rise| format!(", rise {}", amount(rise)));
        let note = if step.note.is_empty() { String::new() } else { format!("\n{}", step.note) };
        let date = step.date.map_or("undated".to_owned(), |date| date.to_string());
        rows.push(row(&date, format!("{title}{reason}{rise}{note}")));
    }
    pairs(&rows, out)
}

fn reason_words(reason: &Reason) -> String {
    match reason {
        Reason::Performance => "for performance".to_owned(),
        Reason::Retention => "to keep the person".to_owned(),
        Reason::CounterOffer { rival_title } if rival_title.is_empty() => "to answer a rival".to_owned(),
        Reason::CounterOffer { rival_title } => format!("to answer a rival: {rival_title}"),
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
            "Answers first for",
            match first {
                Accountability::Craft => "the craft",
                Accountability::People => "people",
                Accountability::Money => "money",
            },
        )
    }));
    rows.extend(details.accountabilities.iter().map(|other| row("Answers also for", other.as_str())));
    for time in &details.craft_time {
        let date = time.date.map_or("undated".to_owned(), |date| date.to_string());
        rows.push(row("Time in the craft", format!("{} %, {date}", number(time.share * 100.0))));
    }
    for resource in &details.resources {
        let worth = resource.amount.map_or(String::new(), |it| format!(", {} {}", amount(it), org.head.currency));
        rows.push(row("Resource", format!("{}{worth}", resource.text)));
    }
    for approval in &details.approvals {
        let used = match approval.used {
            Some(true) => "used",
            Some(false) => "not used",
            None => "nobody knows whether used",
        };
        rows.push(row("Approved", format!("{} of {} ({used})", number(approval.count), approval.text)));
    }
    for seen in &details.management {
        let practice = practice_words(seen.practice);
        let date = seen.date.map_or(String::new(), |date| format!(", {date}"));
        rows.push(row("Seen", format!("{practice}{date}: {}", seen.note)));
    }
    rows.extend(details.stated_authority.map(|grade| row("Authority, as the file states it", number(grade))));
    rows.extend(details.notes.iter().map(|note| row("Note", note.as_str())));
    rows.extend(details.unknown.iter().map(|it| row(&it.name, it.raw.as_str())));
    if rows.is_empty() {
        return Ok(());
    }
    heading("What else is recorded", out)?;
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
