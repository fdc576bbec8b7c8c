//! Summary of a diff in three sentences: structure and moves, pay, findings. Names no person.

use super::{Both, Diff, LadderField, Paid, SeatChange, Side, Turn};
use crate::org::{Kind, Org, PersonId};
use crate::rules::Answer;
use crate::rules::words::{amount, count, some_of};

/// Largest number of phrases in the first sentence; further ones are summarised.
const PHRASES: usize = 3;
/// Largest number of codes named in a phrase.
const CODES: usize = 3;

impl Diff {
    /// Up to three sentences: structure and people, pay, findings; without full stops.
    pub fn sentences(&self, before: &Side, after: &Side) -> Vec<String> {
        if self.is_empty() {
            let words =
                if self.shows_pay { "No differences" } else { "No differences apart from pay, which is hidden" };
            return vec![words.to_owned()];
        }
        vec![structure(self, before, after), pay(self, before.org, after.org), findings(self)]
    }
}

fn structure(diff: &Diff, before: &Side, after: &Side) -> String {
    let mut phrases = ladder(diff);
    let counts = &diff.counts;
    let mut people = |n: usize, one: &str, many: &str, rest: String| {
        if n > 0 {
            phrases.push(format!("{} {}{rest}", count(n, "person", "people"), if n == 1 { one } else { many }));
        }
    };
    let to = |n: usize, seat| {
        let the_highest = if n == 1 { "" } else { "the highest " };
        highest(diff, after, seat).map_or(String::new(), |code| format!(", {the_highest}to {code}"))
    };
    let (ic, management) = (counts.to_ic, counts.to_management);
    people(ic, "moves to the IC track", "move to the IC track", to(ic, SeatChange::ToIc));
    let to = to(management, SeatChange::ToManagement);
    people(management, "moves to the management track", "move to the management track", to);
    people(counts.up, "moves up", "move up", String::new());
    people(counts.down, "moves down", "move down", String::new());
    people(persons(after.org, &diff.new), "is new", "are new", String::new());
    people(persons(before.org, &diff.left), "has left", "have left", String::new());
    people(counts.manager, "has a new manager", "have a new manager", String::new());
    let moved = |seat: Option<SeatChange>| {
        matches!(seat, Some(SeatChange::ToIc | SeatChange::ToManagement | SeatChange::Up | SeatChange::Down))
    };
    let others = diff.changed.iter().filter(|it| !moved(it.seat) && !it.fields.contains(super::Field::Manager)).count();
    people(others, "has other changes", "have other changes", String::new());
    if phrases.is_empty() {
        let rows = diff.new.len() + diff.left.len();
        return match rows {
            0 => "Only general details of the file differ".to_owned(),
            rows => format!("{} that {} no person", count(rows, "row", "rows"), if rows == 1 { "is" } else { "are" }),
        };
    }
    let more = phrases.len() > PHRASES;
    phrases.truncate(PHRASES);
    let mut sentence = phrases.join("; ");
    if sentence.starts_with("the ") {
        sentence.replace_range(..1, "T");
    }
    if more {
        sentence += "; and more";
    }
    sentence
}

fn ladder(diff: &Diff) -> Vec<String> {
    let codes = |field: LadderField, after: &str| -> Vec<String> {
        let of = diff.ladders.iter().filter(|it| it.field == field && it.after == after && !it.rung.is_empty());
        of.map(|it| it.rung.clone()).collect()
    };
    let there = |is_new: bool| -> Vec<String> {
        let of = diff.ladders.iter().filter(|it| it.field == LadderField::There && it.before.is_empty() == is_new);
        of.map(|it| if it.rung.is_empty() { format!("ladder {}", it.ladder) } else { it.rung.clone() }).collect()
    };
    let groups = [
        (codes(LadderField::Open, "open"), "opens", "open"),
        (codes(LadderField::Open, "closed"), "closes", "close"),
        (there(true), "is added", "are added"),
        (there(false), "is removed", "are removed"),
    ];
    let mut phrases = Vec::new();
    for (codes, one, many) in groups {
        match codes.as_slice() {
            [] => {}
            [code] => phrases.push(format!("{code} {one}")),
            [first, last] => phrases.push(format!("{first} and {last} {many}")),
            codes => phrases.push(format!("{} {many}", some_of(codes, CODES))),
        }
    }
    let is_told = |field| matches!(field, LadderField::Open | LadderField::There);
    let others = diff.ladders.iter().filter(|it| !is_told(it.field)).count();
    if others > 0 {
        phrases.push(format!("the ladder differs in {}", count(others, "line", "lines")));
    }
    phrases
}

/// Highest rung that anybody moved to in this way, by code.
fn highest<'a>(diff: &Diff, after: &Side<'a>, seat: SeatChange) -> Option<&'a str> {
    let rungs = diff.changed.iter().filter(|it| it.seat == Some(seat)).filter_map(|it| after.org.seat(it.after));
    let graded = rungs.filter_map(|seat| Some((after.judgement.scale.grade(seat.rung)?, seat.rung)));
    let (_, rung) = graded.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
    Some(&after.org.rung(rung).code)
}

fn persons(org: &Org, people: &[PersonId]) -> usize {
    people.iter().filter(|&&person| org.kind(person) == Kind::Person).count()
}

fn pay(diff: &Diff, before: &Org, after: &Org) -> String {
    let whole = &diff.parts.whole;
    if !diff.shows_pay {
        return "Pay is hidden".to_owned();
    }
    if whole.paid.before.people + whole.paid.after.people == 0 {
        return "No pay is recorded".to_owned();
    }
    if !diff.parts.is_one_currency {
        let named = |org: &Org| if org.head.currency.is_empty() { "none" } else { &org.head.currency }.to_owned();
        return format!("The currency changed from {} to {}, so pay is not compared", named(before), named(after));
    }
    if whole.tells_few {
        return "Pay differs for too few people to be shown".to_owned();
    }
    let Some(Both { before: was, after: is }) = whole.shown() else {
        return "Pay is recorded for too few people to compare".to_owned();
    };
    let (rise, way) = (is.sum - was.sum, if is.sum > was.sum { "rises" } else { "falls" });
    if rise.abs() < 0.5 {
        return "No change in annual pay".to_owned();
    }
    let mut by = Vec::new();
    // Where people are hidden, an amount could reveal one person's pay.
    if diff.shows_people {
        by.push(format!("{} {}", amount(rise.abs()), after.head.currency).trim_end().to_owned());
    }
    by.extend(percent(was, is).map(|percent| format!("{percent:.1} %")));
    if by.is_empty() {
        format!("Annual full-time pay {way}")
    } else {
        format!("Annual full-time pay {way} by {}", by.join(", "))
    }
}

fn percent(was: Paid, is: Paid) -> Option<f64> {
    (was.sum > 0.0).then(|| ((is.sum - was.sum) / was.sum * 100.0).abs())
}

fn findings(diff: &Diff) -> String {
    let mut phrases = Vec::new();
    for (turn, one, many) in [(Turn::Clears, "is resolved", "are resolved"), (Turn::Appears, "is new", "are new")] {
        for (answer, signal, signals) in [
            (Answer::Confirmed, "strong signal", "strong signals"),
            (Answer::Possible, "possible", "possible"),
            (Answer::Review, "to review", "to review"),
        ] {
            let is_it = |it: &&super::FindingChange| {
                it.turn == turn && it.answer() == answer && it.finding().is_some_and(|it| it.waived.is_none())
            };
            let n = diff.findings.iter().filter(is_it).count();
            if n > 0 {
                phrases.push(format!("{} {}", count(n, signal, signals), if n == 1 { one } else { many }));
            }
        }
    }
    for (turn, one, many) in [
        (Turn::Stronger, "is stronger", "are stronger"),
        (Turn::Weaker, "is weaker", "are weaker"),
        (Turn::Waived, "is waived", "are waived"),
        (Turn::NotWaived, "is no longer waived", "are no longer waived"),
    ] {
        let n = diff.findings.iter().filter(|it| it.turn == turn).count();
        if n > 0 {
            phrases.push(format!("{} {}", amount(n as f64), if n == 1 { one } else { many }));
        }
    }
    match (phrases.is_empty(), diff.shows_people) {
        (true, true) => "No findings change".to_owned(),
        (true, false) => "No findings about ladder and organisation change".to_owned(),
        (false, true) => phrases.join(", "),
        (false, false) => format!("Ladder and organisation: {}", phrases.join(", ")),
    }
}
