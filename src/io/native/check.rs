//! Reads back what is about to be written, piece by piece, and compares it with the organisation, so that a text that
//! would open as something else replaces no file. The text is never held as a whole.

use super::comments::comments_of;
use super::notation::Notation;
use super::person::is_set_aside;
use super::read::{Reader, read};
use super::state::{State, UNREAD, is_field};
use crate::edit::Scenario;
use crate::io::blocks::{Blocks, Source};
use crate::io::{Progress, Unread};
use crate::org::{Details, Head, Line, Mode, Org, PersonId, TextField, Unlinked, put_in_order};
use jiff::civil::Date;
use std::fmt;
use std::io;

/// Part of an organisation that would not be read back as it is.
#[derive(Debug)]
pub struct Unlike(String);

impl fmt::Display for Unlike {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} would be read back differently", self.0)
    }
}

impl std::error::Error for Unlike {}

fn unlike(what: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, Unlike(what.into()))
}

/// Fails unless a part of the people list is read as these people and records.
pub(super) fn people(
    org: &Org,
    (people, unread): (&[PersonId], &[Unread]),
    text: &str,
    notation: Notation,
) -> io::Result<()> {
    let text = format!("{}\n]", text.trim_start_matches([',', '\n']));
    let progress = Progress::default();
    let blocks = whole(&text, &progress)?;
    let mut state = State::new(notation, Date::MIN);
    state.head.ladders.clone_from(&org.head.ladders);
    let mut found = state.new_people();
    let mut reader = Reader::over(&blocks, state, &progress);
    let whole = reader.records(&mut 0, &mut found);
    let state = reader.detach();
    let same = |(a, b): (&Unread, &Unread)| (&a.raw, a.notation) == (&b.raw, b.notation);
    if !matches!(whole, Ok(true)) || found.len() != people.len() || state.unread.len() != unread.len() {
        return Err(unlike("The list of people"));
    }
    if !state.unread.iter().zip(unread).all(same) {
        return Err(unlike("A record that could not be read"));
    }
    let Ok(found) = found.finish(&mut Vec::new(), &progress) else { return Err(unlike("The list of people")) };
    for (&person, other) in people.iter().zip(found.people()) {
        if let Some(part) = differs(org, person, &found, other) {
            return Err(unlike(format!("{part} of `{}`", org.key(person))));
        }
    }
    Ok(())
}

/// Fails unless a text without its people is read as this head, these plans and these texts that could not be read.
pub(super) fn head(
    (org, scenarios, unread): (&Org, &[Scenario], &[String]),
    text: &str,
    notation: Notation,
) -> io::Result<()> {
    let progress = Progress::default();
    let mut blocks = whole(text, &progress)?;
    let Ok(Ok(found)) = read(&mut blocks, notation, org.head.as_of, &progress) else {
        return Err(unlike("Fields of the organisation"));
    };
    if found.scenarios != scenarios {
        return Err(unlike("A plan"));
    }
    let (a, b) = (&org.head, &found.org.head);
    let unknown = |head: &Head| {
        let names = head.unknown.iter().map(|unknown| unknown.name.clone()).filter(|name| !is_field(name));
        names.collect::<Vec<_>>()
    };
    let texts = b.comments.iter().filter(|comment| comment.at == UNREAD).map(|comment| &comment.text);
    // Without people, a mode that goes without saying is another one.
    let is_said = match &a.mode {
        Mode::StructureOnly { locked } => *locked,
        Mode::People { purpose, by, date } => !purpose.is_empty() || !by.is_empty() || date.is_some(),
        Mode::Redacted => false,
    };
    let is_same = (&a.name, a.as_of, &a.currency, &a.rates, a.hours_per_year.to_bits())
        == (&b.name, b.as_of, &b.currency, &b.rates, b.hours_per_year.to_bits())
        && a.ladders == b.ladders
        && a.waivers == b.waivers
        && (!is_said || a.mode == b.mode)
        && a.unnamed == b.unnamed
        && unknown(a) == unknown(b)
        && texts.eq(unread);
    if is_same { Ok(()) } else { Err(unlike("Fields of the organisation")) }
}

/// The text as one window.
fn whole<'t>(text: &'t str, progress: &'t Progress) -> io::Result<Blocks<'t>> {
    let refused = |error: &dyn fmt::Display| unlike(error.to_string());
    let mut blocks = Blocks::open(Source::Bytes(text.as_bytes()), progress).map_err(|error| refused(&error))?;
    while !blocks.is_end() {
        let more = blocks.more().map_err(|error| refused(&error))?;
        more.map_err(|_| unlike("A text"))?;
    }
    Ok(blocks)
}

/// What two people do not say in the same way; people above are compared by their keys.
fn differs(org: &Org, person: PersonId, found: &Org, other: PersonId) -> Option<&'static str> {
    // By the rung itself, since two can have the same code.
    let seat = |org: &Org, person| {
        let names = |rung| (org.ladder(rung).name.clone(), org.rung(rung).code.clone());
        org.seat(person).map(|seat| (seat.rung, names(seat.rung), seat.source))
    };
    let days = |org: &Org, person| (org.start(person), org.end(person), org.order(person).map(f64::to_bits));
    let pay = |org: &Org, person| {
        let pay = org.pay(person);
        (pay.low.to_bits(), pay.high.to_bits(), pay.fte.to_bits(), pay.period, org.text(pay.currency).to_owned())
    };
    let is_text = |&field: &TextField| org.text_field(person, field) == found.text_field(other, field);
    let is_line = |&line: &Line| above(org, person, line) == above(found, other, line);
    let has_details = org.has_details(person) || found.has_details(other);
    let parts = [
        ("The id", org.key(person) == found.key(other)),
        ("A text", TextField::ALL.iter().all(is_text)),
        ("The kind", org.kind(person) == found.kind(other)),
        ("The seat", seat(org, person) == seat(found, other)),
        ("A day or the place", days(org, person) == days(found, other)),
        ("The pay", pay(org, person) == pay(found, other)),
        ("The manager", manager(org, person) == manager(found, other)),
        ("A dotted line", [Line::Dotted, Line::Assistant].iter().all(is_line)),
        ("The record", !has_details || plain(org.details(person)) == plain(found.details(other))),
    ];
    parts.iter().find(|(_, is_same)| !is_same).map(|&(part, _)| part)
}

fn manager(org: &Org, person: PersonId) -> &str {
    match (org.manager(person), org.unlinked(person)) {
        (Some(manager), _) => org.key(manager),
        (None, Some(Unlinked::Unknown(key))) => key,
        (None, Some(Unlinked::Itself(_))) => org.key(person),
        (None, None) => "",
    }
}

/// Keys of those above, and the words for nobody, in any order.
fn above(org: &Org, person: PersonId, line: Line) -> Vec<String> {
    let name = if line == Line::Dotted { "dotted" } else { "assists" };
    let aside = org.details(person).unknown.iter().filter(|unknown| unknown.name == name && is_set_aside(unknown));
    let linked = org.lines().above(person, line).into_iter().map(|above| super::quote(org.key(above)));
    let mut all: Vec<String> = linked.chain(aside.map(|unknown| unknown.raw.clone())).collect();
    all.sort();
    all.dedup();
    all
}

/// Details as a file has them.
fn plain(details: &Details) -> Details {
    let mut plain = details.clone();
    plain.unknown.retain(|unknown| !is_set_aside(unknown));
    for unknown in &mut plain.unknown {
        // What is no value comes back as a string, and names of ours inside `more` with another name.
        unknown.raw = String::new();
    }
    plain.comment = comments_of(&plain.comment).join("\n");
    put_in_order(&mut plain.history, |step| step.date);
    put_in_order(&mut plain.craft_time, |time| time.date);
    plain
}
