//! The report in plain text: first ladder and organisation, naming nobody, then people with their numbers. Printed by
//! `check`, and used where there is no display.

use super::{Gate, Shown, Told, method, told};
use crate::measure::{Measured, Missing, WhyMissing};
use crate::org::{Mode, Org, PersonId};
use crate::rules::words::{amount, count};
use crate::rules::{Answer, Facts, Finding, Judgement, Severity, Tally};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Rule whose people are only counted here; they are named only when their group is opened in the window.
pub(super) const NAMES_ON_DEMAND: &str = "over-authorised";

/// Findings of one rule about ladders and rungs whose advice is told. Each holds a copy of all ladders, and of thousands
/// nobody reads the same advice.
const ADVISED: usize = 50;

/// Writes the whole report. Errors are those of `out`.
pub fn text(org: &Org, judgement: &Judgement, out: &mut dyn Write) -> io::Result<()> {
    let facts = judgement.facts(org);
    head(&facts, out)?;
    writeln!(out, "\nLadder and organisation")?;
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in judgement.of_the_whole() {
        tell(&facts, finding, out)?;
        let nth = told.entry(finding.rule.id).or_default();
        *nth += 1;
        if *nth > ADVISED {
            continue;
        }
        for advice in finding.advise(&facts) {
            writeln!(out, "      {}: {}", Shown(&advice.title), Shown(&advice.detail))?;
        }
    }
    if judgement.of_the_whole().is_empty() {
        writeln!(out, "  nothing found")?;
    }
    numbers_of_all(org, judgement, out)?;
    writeln!(out, "\nPeople")?;
    if org.shows_people() {
        people(&facts, judgement, out)?;
        not_counted(&facts, out)?;
        if let Some(words) = method::held_words(facts.held_unsaid()) {
            writeln!(out, "\nCounted as held\n  {words}")?;
        }
    } else {
        writeln!(out, "  not included: the file shows structure only")?;
    }
    writeln!(out)?;
    method::constants(org, out)?;
    writeln!(out)?;
    method::caveats(out)
}

fn numbers_of_all(org: &Org, judgement: &Judgement, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\nThe organisation in numbers")?;
    let gate = Gate::of(org);
    if !gate.sums_of_pay {
        writeln!(out, "  not included: anything calculated from pay, because {}", gate.why)?;
    }
    let told = told(org, judgement).into_iter().filter(|it| gate.sums_of_pay || !it.rests_on_pay());
    for Told { title, value, interval, sentence, limits, .. } in told {
        let interval = interval.map_or(String::new(), |it| format!(" (95 %: {it})"));
        writeln!(out, "  {}: {}{interval}", Shown(&title), Shown(&value))?;
        writeln!(out, "      {} {}", Shown(&sentence), Shown(&limits))?;
    }
    Ok(())
}

fn head(facts: &Facts, out: &mut dyn Write) -> io::Result<()> {
    let head = &facts.org.head;
    let name = if head.name.is_empty() { "Unnamed organisation" } else { &head.name };
    let mode = match head.mode {
        Mode::StructureOnly { .. } | Mode::Redacted => "structure only",
        Mode::People { .. } => "structure and people",
    };
    writeln!(out, "{}", Shown(name))?;
    writeln!(out, "  as of {}, {mode}", head.as_of)?;
    let Tally { people, vacancies, several, posts, bots, left, planned, .. } = *facts.tally;
    write!(out, "  {}", count(people, "person", "people"))?;
    for (n, one, many) in [
        (vacancies, "vacancy", "vacancies"),
        (several, "row for several posts", "rows for several posts"),
        (posts, "additional post of a person", "additional posts of people"),
        (planned, "future starter", "future starters"),
        (left, "leaver", "leavers"),
        (bots, "program", "programs"),
    ] {
        if n > 0 {
            write!(out, ", {}", count(n, one, many))?;
        }
    }
    writeln!(out)?;
    for (ladder, marks) in head.ladders.iter().zip(&facts.scale.marks) {
        match marks.fork {
            Some(fork) => writeln!(out, "  ladder {}: management begins at grade {fork:.1}", Shown(&ladder.name))?,
            None => writeln!(
                out,
                "  ladder {}: no management rung has a grade, so findings that compare with the fork are not available",
                Shown(&ladder.name)
            )?,
        }
    }
    if head.ladders.is_empty() {
        writeln!(out, "  no ladder: no one has a rung until you choose one")?;
    }
    Ok(())
}

fn tell(facts: &Facts, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let answer = answer(finding.answer);
    let severity = if finding.severity == Severity::None { "" } else { finding.severity.id() };
    let comma = if severity.is_empty() { "" } else { ", " };
    let say = finding.say(facts);
    writeln!(out, "  {answer}{comma}{severity}: {} ({})", Shown(&say), finding.threshold(facts))?;
    if let Some(sure) = finding.sure {
        writeln!(out, "        confidence: {}", sure.words())?;
    }
    if let Some(waiver) = finding.waived.and_then(|at| facts.org.head.waivers.get(at)) {
        writeln!(out, "      waived by {}: {}", Shown(&waiver.by), Shown(&waiver.reason))?;
    }
    Ok(())
}

/// Strength of a finding in words.
pub(super) fn answer(answer: Answer) -> &'static str {
    match answer {
        Answer::Confirmed => "strong signal",
        Answer::Possible => "possible",
        Answer::Review => "to review",
        Answer::Info => "for information",
    }
}

fn people(facts: &Facts, judgement: &Judgement, out: &mut dyn Write) -> io::Result<()> {
    let mut told = 0;
    for findings in judgement.of_people().chunk_by(|a, b| a.subject == b.subject) {
        let mut shown = findings.iter().filter(|finding| finding.rule.id != NAMES_ON_DEMAND).peekable();
        let Some(person) = shown.peek().and_then(|finding| finding.person()) else { continue };
        told += 1;
        numbers(facts, &facts.measure().of(person), out)?;
        for finding in shown {
            write!(out, "  ")?;
            tell(facts, finding, out)?;
            let titles: Vec<String> = finding.advise(facts).into_iter().map(|advice| advice.title).collect();
            writeln!(out, "        possible actions: {}", Shown(&titles.join("; ")))?;
        }
    }
    let with_a_line = facts.tally.people - facts.tally.without_line;
    writeln!(
        out,
        "  {} with findings, {} with evidence, of {}",
        count(told, "person", "people"),
        with_a_line,
        count(facts.tally.people, "person", "people")
    )?;
    let on_demand = judgement.of_people().iter().filter(|finding| finding.rule.id == NAMES_ON_DEMAND).count();
    if on_demand > 0 {
        let people = count(on_demand, "person", "people");
        writeln!(out, "  authority not yet backed by evidence: {people}; first ask what is missing from the record")?;
    }
    Ok(())
}

fn numbers(facts: &Facts, measured: &Measured, out: &mut dyn Write) -> io::Result<()> {
    let (org, person) = (facts.org, measured.person);
    write!(out, "  {}", Shown(org.label(person)))?;
    if !org.title(person).is_empty() {
        write!(out, ", {}", Shown(org.title(person)))?;
    }
    if let Some(seat) = org.seat(person) {
        write!(out, ", {}", Shown(&org.rung(seat.rung).code))?;
    }
    writeln!(out, "{}", provisional(facts, person))?;
    if let Some(authority) = measured.authority {
        writeln!(
            out,
            "    authority {:.2} ({:.2} to {:.2}): rung {}, decision {}, budget {}",
            authority.grade,
            authority.lo,
            authority.hi,
            known(authority.r),
            known(authority.d),
            known(authority.b)
        )?;
    }
    match measured.impact {
        Some(impact) => writeln!(
            out,
            "    record {:.2} conservative, {:.2} central, {:.2} at face value",
            impact.lo, impact.mid, impact.face
        )?,
        None => writeln!(out, "    record: not enough evidence")?,
    }
    for line in &measured.lines {
        writeln!(
            out,
            "      {}: {} supported of {}, grade {:.2} of {:.2}{}",
            Shown(line.kind),
            value(line.supported),
            value(line.face),
            line.grade,
            line.grade_face,
            match line.undated {
                0 => String::new(),
                n => format!(" ({} undated, counted in full)", count(n, "item", "items")),
            }
        )?;
    }
    match measured.gap {
        Some(gap) => {
            writeln!(out, "    gap {:.2} conservative, {:.2} central, {:.2} at face value", gap.lo, gap.mid, gap.face)
        }
        None => Ok(()),
    }
}

fn provisional(facts: &Facts, person: PersonId) -> &'static str {
    if facts.measure().constants(person).anchors_confirmed { "" } else { " (provisional scale)" }
}

fn known(part: Option<f64>) -> String {
    part.map_or_else(|| "not recorded".to_owned(), |part| format!("{part:.2}"))
}

/// Whole units from 1000 up, otherwise as recorded: a share of growth may be 0.48.
fn value(value: f64) -> String {
    if value >= 1000.0 { amount(value) } else { format!("{}", (value * 1e4).round() / 1e4) }
}

/// Lists what is recorded but does not count, by reason.
fn not_counted(facts: &Facts, out: &mut dyn Write) -> io::Result<()> {
    let mut reasons: BTreeMap<(WhyMissing, &str, &str), usize> = BTreeMap::new();
    let measure = facts.measure();
    for person in facts.org.people().filter(|&person| facts.org.is_judged(person)) {
        for Missing { kind, currency, why } in measure.missing(person) {
            *reasons.entry((why, kind, currency)).or_default() += 1;
        }
    }
    if !reasons.is_empty() {
        writeln!(out, "\nRecorded but not counted")?;
    }
    for ((why, kind, currency), n) in reasons {
        let space = if currency.is_empty() { "" } else { " " };
        let (kind, currency) = (Shown(kind), Shown(currency));
        writeln!(out, "  {}: {kind}{space}{currency}, {}", count(n, "item", "items"), why.words())?;
    }
    Ok(())
}
