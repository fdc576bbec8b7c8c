//! The question, what the record shows of a person's craft, and what choosing the craft would mean: the next rung of
//! the individual track with its pay, rights and budget, and what of this does not exist yet.

pub use super::record_words::QUESTION;

use super::record_page::{Html, begin, end, heading, pairs, paragraph, quiet, room, table};
use super::record_words::{answer_words, number, right_words};
use crate::measure::SAME_GRADE;
use crate::org::{PersonId, RungId, TrackKind};
use crate::rules::Facts;
use crate::rules::words::{amount, count};
use std::io::{self, Write};

/// The answer that the organisation should be able to give.
pub const ANSWER: &str = "Yes, we have a prestigious path for that";

/// What choosing the craft would mean for a person.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Way {
    /// Next rung of the individual track; `None` if there is none.
    pub rung: Option<RungId>,
    /// What the rung offers, as (name, value): rung, pay, decisions, budget, forums, people on it today.
    pub brings: Vec<(String, String)>,
    /// What does not exist yet, a sentence each; empty if the path is complete.
    pub missing: Vec<String>,
}

/// Next rung for a person, on their own ladder: for an individual contributor the next one up, for a manager the equal
/// one or else the next one above it.
pub fn way(facts: &Facts, person: PersonId) -> Way {
    let org = facts.org;
    let Some(seat) = org.seat(person) else {
        return Way { missing: vec!["No rung is recorded, so the next rung is unknown".to_owned()], ..Way::default() };
    };
    let ladder = org.rung_place(seat.rung).ladder;
    let is_ic = org.track(seat.rung).kind == TrackKind::Ic;
    let Some(now) = facts.scale.grade(seat.rung) else {
        let missing = "The ladder does not set any rungs equal, so the next rung is unknown".to_owned();
        return Way { missing: vec![missing], ..Way::default() };
    };
    let above = |grade: f64| if is_ic { grade > now + SAME_GRADE } else { grade >= now - SAME_GRADE };
    let rungs = org.rungs_of(ladder).filter(|&rung| org.track(rung).kind == TrackKind::Ic);
    let next =
        rungs.filter_map(|rung| facts.scale.grade(rung).filter(|&grade| above(grade)).map(|grade| (grade, rung)));
    let Some((_, rung)) = next.min_by(|a, b| a.0.total_cmp(&b.0)) else {
        let here = if is_ic { "above" } else { "beside or above" };
        let missing = format!("There is no IC rung {here} {}: the path ends here", org.rung(seat.rung).code);
        return Way { missing: vec![missing], ..Way::default() };
    };
    let (entry, mut way) = (org.rung(rung), Way { rung: Some(rung), ..Way::default() });
    let mut bring = |name: &str, value: String| way.brings.push((name.to_owned(), value));
    bring("Rung", format!("{} {}", entry.code, entry.title).trim_end().to_owned());
    match entry.pay {
        Some((low, high)) => {
            let band = format!("{} to {} {}", amount(low), amount(high), org.head.currency);
            let raise = match org.yearly_pay(person) {
                Some(pay) if pay < low => format!("; currently {} below it", amount(low - pay)),
                Some(pay) if pay > high => format!("; currently {} above it", amount(pay - high)),
                Some(_) => "; current pay is within it".to_owned(),
                None => String::new(),
            };
            bring("Pay", format!("{}{raise}", band.trim_end()));
        }
        None => way.missing.push(format!("{} has no pay band", entry.code)),
    }
    let mut bring = |name: &str, value: String| way.brings.push((name.to_owned(), value));
    entry.rights.iter().for_each(|right| bring("Decision", right_words(right)));
    for budget in &entry.budgets {
        let currency = if budget.currency.is_empty() { &org.head.currency } else { &budget.currency };
        bring("Budget", format!("{} {currency} {}", amount(budget.limit), budget.domain).trim_end().to_owned());
    }
    if !entry.forums.is_empty() {
        bring("Forums", entry.forums.join(", "));
    }
    bring("People on it today", count(facts.seats(rung).people as usize, "person", "people"));
    if entry.rights.is_empty() {
        way.missing.push(format!("{} has no decision rights", entry.code));
    }
    if entry.budgets.is_empty() {
        way.missing.push(format!("{} has no budget", entry.code));
    }
    if !entry.open {
        way.missing.push(format!("{} is closed and cannot hold anyone yet", entry.code));
    }
    way
}

/// Evidence of a person's craft as kind, supported value and grade, best first.
pub fn craft(facts: &Facts, person: PersonId) -> Vec<[String; 3]> {
    let lines = facts.measure().lines(person);
    let words = |line: &crate::measure::LineOfEvidence| {
        [line.kind.to_owned(), number(line.supported), format!("{:.1}", line.grade)]
    };
    lines.iter().map(words).collect()
}

/// Writes a brief of one page for the conversation, as self-contained HTML. For a file in structure only it says so and
/// tells nothing else about the person.
pub fn brief(facts: &Facts, person: PersonId, out: &mut dyn Write) -> io::Result<()> {
    let org = facts.org;
    begin(&format!("Career question for {}", org.label(person)), out)?;
    writeln!(out, "<h1>{}</h1>", Html(org.label(person)))?;
    quiet(&format!("{}, {}", org.title(person), org.head.name), out)?;
    writeln!(out, "<p class=\"said\">{}</p>", Html(QUESTION))?;
    if !org.shows_people() {
        quiet("The file shows structure only: nothing about individuals is included.", out)?;
        return end(out);
    }
    heading("What the record shows", out)?;
    let rows: Vec<Vec<String>> = craft(facts, person).into_iter().map(Vec::from).collect();
    if rows.is_empty() {
        paragraph("Nothing is recorded yet. Ask what is missing.", out)?;
    }
    table(&["Kind", "Supported", "Grade"], &rows, out)?;
    let way = way(facts, person);
    heading(&format!("“{ANSWER}”: what staying in technical work would mean"), out)?;
    pairs(&way.brings, out)?;
    if !way.missing.is_empty() {
        quiet("Not in place yet; settle these points before the conversation:", out)?;
    }
    for missing in &way.missing {
        paragraph(&format!("{missing}."), out)?;
    }
    heading("The answer", out)?;
    if let Some(said) = &org.details(person).preference {
        let date = said.date.map_or(String::new(), |date| format!(", {date}"));
        quiet(&format!("Previously recorded: {}{date}", answer_words(said.answer)), out)?;
    }
    paragraph("☐ lead people   ☐ technical work   ☐ interesting projects   ☐ undecided", out)?;
    room("In the person's own words:", out)?;
    paragraph("Asked by ____________________   on ____________________", out)?;
    quiet("There is no wrong answer, and no answer costs pay or rank by itself.", out)?;
    end(out)
}
