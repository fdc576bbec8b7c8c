//! Differences between two organisations in plain text: a summary, then ladder and structure, then people. Pay and
//! records of people are listed as changed, never with their values.

use super::Shown;
use super::text::{NAMES_ON_DEMAND, answer};
use crate::org::PersonId;
use crate::plan::Field;
use crate::plan::diff::{Both, Changed, Diff, FindingChange, LadderField, Paid, Part, Side, Turn, Weighed};
use crate::rules::Seats;
use crate::rules::words::{amount, count};
use std::io::{self, Write};

/// Writes the whole comparison of two sides called `names`. Errors are those of `out`.
pub fn diff_text(
    diff: &Diff,
    before: &Side,
    after: &Side,
    names: &Both<String>,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "{} → {}", Shown(&names.before), Shown(&names.after))?;
    for sentence in diff.sentences(before, after) {
        writeln!(out, "  {}", Shown(&sentence))?;
    }
    if diff.is_empty() {
        return Ok(());
    }
    structure(diff, out)?;
    parts("Rungs", &diff.parts.rungs, diff, &after.org.head.currency, out)?;
    parts("Teams", &diff.parts.teams, diff, &after.org.head.currency, out)?;
    findings(diff, before, after, out)?;
    people(diff, before, after, out)
}

fn structure(diff: &Diff, out: &mut dyn Write) -> io::Result<()> {
    if !diff.head.is_empty() {
        writeln!(out, "\nThe file")?;
    }
    for change in &diff.head {
        line(out, &format!("{}:", change.field.replace('_', " ")), &change.before, &change.after)?;
    }
    if !diff.ladders.is_empty() {
        writeln!(out, "\nLadder")?;
    }
    for change in &diff.ladders {
        let of = if change.rung.is_empty() { format!("ladder {}", change.ladder) } else { change.rung.clone() };
        match change.field {
            LadderField::There if change.before.is_empty() => {
                writeln!(out, "  {}: added, {}", Shown(&of), Shown(&change.after))?;
            }
            LadderField::There => writeln!(out, "  {}: removed, was {}", Shown(&of), Shown(&change.before))?,
            LadderField::Open => line(out, &format!("{of}:"), &change.before, &change.after)?,
            field => line(out, &format!("{of}: {}", field.id()), &change.before, &change.after)?,
        }
    }
    Ok(())
}

fn line(out: &mut dyn Write, what: &str, before: &str, after: &str) -> io::Result<()> {
    writeln!(out, "  {} {} → {}", Shown(what), Shown(known(before)), Shown(known(after)))
}

fn known(value: &str) -> &str {
    if value.is_empty() { "none" } else { value }
}

/// Writes the parts that differ; the others are left out.
fn parts(heading: &str, parts: &[Part], diff: &Diff, currency: &str, out: &mut dyn Write) -> io::Result<()> {
    let differs = |it: &&Part| it.weighed.seats.before != it.weighed.seats.after || it.weighed.pay_differs();
    let differing: Vec<&Part> = parts.iter().filter(differs).collect();
    if !differing.is_empty() {
        writeln!(out, "\n{heading}")?;
    }
    for Part { name, weighed, .. } in differing {
        let Both { before, after } = weighed.seats;
        let name = if name.is_empty() { "unnamed" } else { name };
        write!(out, "  {}: seats {}", Shown(name), seats(before))?;
        if before != after {
            write!(out, " → {}", seats(after))?;
        }
        writeln!(out, "{}", Shown(&pay(weighed, diff, currency)))?;
    }
    Ok(())
}

/// `4 people, 2.5 in rows for several posts, 1 open`.
pub fn seats(seats: Seats) -> String {
    let mut said = vec![count(seats.people as usize, "person", "people")];
    for (n, what) in [(seats.filled, "in rows for several posts"), (seats.others - seats.filled, "open")] {
        said.extend((n.abs() >= 0.05).then(|| format!("{} {what}", of_posts(n))));
    }
    said.join(", ")
}

/// Posts may be parts of full time: `58,485.8`.
fn of_posts(n: f64) -> String {
    let tenths = (n * 10.0).round();
    let whole = amount((tenths / 10.0).trunc());
    if tenths % 10.0 == 0.0 { whole } else { format!("{whole}.{:.0}", tenths % 10.0) }
}

fn pay(weighed: &Weighed, diff: &Diff, currency: &str) -> String {
    if !diff.parts.is_one_currency || !weighed.pay_differs() {
        return String::new();
    }
    let Some(Both { before, after }) = weighed.shown() else { return "; pay: too few".to_owned() };
    let told = |paid: Paid, figure: f64| if paid.people == 0 { "none".to_owned() } else { amount(figure) };
    let mut figures = vec![("median pay", told(before, before.median), told(after, after.median))];
    // If people may not be shown, two sums could reveal what one of them is paid.
    if diff.shows_people {
        figures.push(("together", told(before, before.sum), told(after, after.sum)));
    }
    let figures = figures
        .into_iter()
        .filter(|(_, was, is)| was != is)
        .map(|(what, was, is)| format!("; {what} {was} → {is} {currency}").trim_end().to_owned());
    figures.collect()
}

fn findings(diff: &Diff, before: &Side, after: &Side, out: &mut dyn Write) -> io::Result<()> {
    if !diff.findings.is_empty() {
        writeln!(out, "\nFindings")?;
    }
    let facts = Both { before: before.judgement.facts(before.org), after: after.judgement.facts(after.org) };
    let is_named = |change: &&FindingChange| change.finding().is_some_and(|it| it.rule.id != NAMES_ON_DEMAND);
    // Findings that are named only on demand are counted.
    let unnamed = diff.findings.iter().filter(|change| !is_named(change)).count();
    for change in diff.findings.iter().filter(is_named) {
        let (facts, finding) = match change {
            FindingChange { after: Some(finding), .. } => (&facts.after, finding),
            FindingChange { before: Some(finding), .. } => (&facts.before, finding),
            _ => continue,
        };
        let turn = match change.turn {
            Turn::NotWaived => "no longer waived",
            turn => turn.id(),
        };
        let who = finding.person().map_or(String::new(), |person| format!("{}: ", facts.org.label(person)));
        let said = format!("{turn}, {}: {who}{}", answer(finding.answer), finding.say(facts));
        writeln!(out, "  {}", Shown(&said))?;
    }
    if unnamed > 0 {
        writeln!(out, "  authority not yet backed by evidence: {}", count(unnamed, "change", "changes"))?;
    }
    if !diff.shows_people {
        writeln!(out, "\nFindings about people are not included: at least one of the two shows structure only")?;
    }
    Ok(())
}

fn people(diff: &Diff, before: &Side, after: &Side, out: &mut dyn Write) -> io::Result<()> {
    let left_out = diff.hidden();
    if left_out < diff.changed.len() + diff.new.len() + diff.left.len() {
        writeln!(out, "\nPeople")?;
    }
    for changed in diff.changed.iter().filter(|changed| !changed.is_hidden(diff.shows_people)) {
        let told: Vec<String> =
            changed.fields.shown(diff.shows_people).iter().map(|field| told(changed, field, before, after)).collect();
        writeln!(out, "  {}: {}", Shown(after.org.label(changed.after)), Shown(&told.join("; ")))?;
    }
    for (word, side, people) in [("new", after, &diff.new), ("left", before, &diff.left)] {
        for &person in people {
            writeln!(out, "  {}: {word}{}", Shown(side.org.label(person)), Shown(&seat_and_title(side, person)))?;
        }
    }
    if left_out > 0 {
        let people = count(left_out, "person changes", "people change");
        writeln!(out, "\n{people} in details that structure only hides")?;
    }
    Ok(())
}

fn told(changed: &Changed, field: Field, before: &Side, after: &Side) -> String {
    let what = match changed.seat.filter(|_| field == Field::Seat) {
        Some(seat) => seat.words().to_owned(),
        None => field.label(),
    };
    if field.is_private() {
        return what;
    }
    // A manager is named as everywhere else in the text; JSON uses the key instead.
    let say = |side: &Side, person: PersonId| match field {
        Field::Manager => side.org.manager(person).map(|manager| side.org.label(manager).to_owned()),
        _ => None,
    };
    let was = say(before, changed.before).unwrap_or_else(|| field.say(before.org, changed.before));
    let is = say(after, changed.after).unwrap_or_else(|| field.say(after.org, changed.after));
    if was == is { what } else { format!("{what} {} → {}", known(&was), known(&is)) }
}

fn seat_and_title(side: &Side, person: PersonId) -> String {
    let title = side.org.title(person);
    let code = side.org.seat(person).map_or("", |seat| side.org.rung(seat.rung).code.as_str());
    [title, code].into_iter().filter(|it| !it.is_empty()).map(|it| format!(", {it}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filled_post_is_no_open_one() {
        let said = |people, others, filled| seats(Seats { people, others, filled });
        assert_eq!(said(1, 0.0, 0.0), "1 person");
        assert_eq!(said(0, 58_485.8, 58_485.8), "0 people, 58,485.8 in rows for several posts");
        assert_eq!(said(4, 4.5, 2.5), "4 people, 2.5 in rows for several posts, 2 open");
        assert_eq!([of_posts(0.96), of_posts(1_999.96), of_posts(0.04)], ["1", "2,000", "0"]);
    }
}
