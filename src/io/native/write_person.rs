//! Writes one person on one line. Usual values are left out, so that a plain person takes under 200 bytes.

use super::super::schema::{self, OnDisk};
use super::comments::comments_of;
use super::inline::write_value;
use super::notation::{Notation, write_name, write_number, write_text};
use super::person::{COMMENT, MORE, is_known, is_set_aside};
use super::write_unknown::{split, write_comment, write_more, write_raw};
use crate::org::{Details, Line, Org, PersonId, SeatSource, Unlinked};
use jiff::civil::Date;
use serde::Serialize;

/// Writes a record with its indent and the comments before it, without the comma after it.
pub(super) fn write_person(org: &Org, person: PersonId, needs_ladder: &[bool], notation: Notation, out: &mut String) {
    let details = org.details(person);
    if notation == Notation::Ron && !details.comment.is_empty() {
        write_comment(&details.comment, 2, out);
    }
    out.push_str(if notation == Notation::Ron { "    (" } else { "    {" });
    let mut to = Fields { out, notation, is_first: true };
    to.text("id", org.key(person), true);
    to.text("name", org.name(person), false);
    to.text("title", org.title(person), false);
    to.text("team", org.team(person), false);
    to.text("location", org.location(person), false);
    to.text("status", org.status(person), false);
    to.unless_usual("kind", schema::Kind::of(&org.kind(person)));
    to.number("posts", details.posts.as_ref().map(schema::Count::of), details);
    match org.seat(person) {
        Some(seat) => {
            to.text("seat", &org.rung(seat.rung).code, true);
            if needs_ladder[usize::from(seat.rung.0)] {
                to.text("ladder", &org.ladder(seat.rung).name, true);
            }
            if seat.source != SeatSource::Given {
                to.value("seat_from", &schema::SeatSource::of(&seat.source));
            }
        }
        None => {
            for name in ["seat", "ladder", "seat_from"] {
                to.aside(details, name);
            }
        }
    }
    match (org.manager(person), org.unlinked(person)) {
        (Some(manager), _) => to.text("manager", org.key(manager), true),
        (None, Some(Unlinked::Unknown(key))) => to.text("manager", key, true),
        // If the id had to be changed, the changed one is the person's own.
        (None, Some(Unlinked::Itself(_))) => to.text("manager", org.key(person), true),
        (None, None) => {}
    }
    to.number("order", org.order(person).as_ref().map(schema::Number::of), details);
    to.lines(org, person, details, "dotted", Line::Dotted);
    to.lines(org, person, details, "assists", Line::Assistant);
    to.day("start", org.start(person));
    to.day("end", org.end(person));
    let pay = org.pay(person);
    if pay.is_recorded() {
        to.name("pay");
        if pay.low.to_bits() == pay.high.to_bits() {
            write_number(pay.low, to.out);
        } else {
            write_value(&(schema::Number(pay.low), schema::Number(pay.high)), notation, 0, to.out);
        }
    } else {
        to.aside(details, "pay");
    }
    to.text("currency", org.text(pay.currency), false);
    to.unless_usual("per", schema::PayPeriod::of(&pay.period));
    if !pay.fte.is_nan() {
        to.name("fte");
        // Write the shortest text for the 32-bit number, not for its 64-bit widening.
        write_number(pay.fte.to_string().parse().unwrap_or(f64::from(pay.fte)), to.out);
    } else {
        to.aside(details, "fte");
    }
    if org.has_details(person) {
        to.details(details);
    }
    let unknown = details.unknown.iter().filter(|unknown| !is_set_aside(unknown));
    let (direct, more) = split(unknown, is_known, notation);
    for unknown in direct {
        to.name(&unknown.name);
        write_raw(&unknown.raw, notation, to.out);
    }
    if !more.is_empty() {
        to.name(MORE);
        write_more(&more, notation, to.out);
    }
    if notation == Notation::Json {
        to.text(COMMENT, &comments_of(&details.comment).join("\n"), false);
    }
    out.push(if notation == Notation::Ron { ')' } else { '}' });
}

/// Writes a key or code that is kept as RON, with the escapes of the notation; a number as it is.
fn write_key(raw: &str, notation: Notation, out: &mut String) {
    match ron::from_str::<String>(raw) {
        Ok(text) => write_text(&text, notation, out),
        Err(_) => write_raw(raw, notation, out),
    }
}

/// Writer for the fields of one record.
struct Fields<'o> {
    out: &'o mut String,
    notation: Notation,
    is_first: bool,
}

impl Fields<'_> {
    fn name(&mut self, name: &str) {
        if !std::mem::replace(&mut self.is_first, false) {
            self.out.push_str(", ");
        }
        write_name(name, self.notation, self.out);
    }

    fn text(&mut self, name: &str, text: &str, even_empty: bool) {
        if even_empty || !text.is_empty() {
            self.name(name);
            write_text(text, self.notation, self.out);
        }
    }

    fn value<T: Serialize>(&mut self, name: &str, value: &T) {
        self.name(name);
        write_value(value, self.notation, 0, self.out);
    }

    fn some<T: Serialize>(&mut self, name: &str, value: Option<T>) {
        if let Some(value) = value {
            self.value(name, &value);
        }
    }

    /// Writes a number, or the one in its place that was too large.
    fn number<T: Serialize>(&mut self, name: &str, number: Option<T>, details: &Details) {
        match number {
            Some(number) => self.value(name, &number),
            None => self.aside(details, name),
        }
    }

    fn unless_usual<T: Serialize + Default + PartialEq>(&mut self, name: &str, value: T) {
        self.some(name, Some(value).filter(|value| *value != T::default()));
    }

    fn list<T: OnDisk + Serialize>(&mut self, name: &str, list: &[T::Model]) {
        if !list.is_empty() {
            self.value(name, &list.iter().map(T::of).collect::<Vec<_>>());
        }
    }

    fn day(&mut self, name: &str, day: Option<Date>) {
        self.some(name, day.map(schema::Day));
    }

    /// Writes a reference that could not be resolved, or a number that was too large, as it was read.
    fn aside(&mut self, details: &Details, name: &str) {
        let found = details.unknown.iter().find(|unknown| unknown.name == name && is_set_aside(unknown));
        if let Some(unknown) = found {
            self.name(name);
            match self.notation {
                Notation::Json if name == "seat_from" => write_text(&unknown.raw, Notation::Json, self.out),
                notation => write_key(&unknown.raw, notation, self.out),
            }
        }
    }

    /// Writes lines up by key; those that lead nowhere come last.
    fn lines(&mut self, org: &Org, person: PersonId, details: &Details, name: &str, line: Line) {
        let linked = org.lines().above(person, line);
        let aside = details.unknown.iter().filter(|unknown| unknown.name == name && is_set_aside(unknown));
        let aside: Vec<_> = aside.collect();
        if linked.is_empty() && aside.is_empty() {
            return;
        }
        self.name(name);
        self.out.push('[');
        for (at, above) in linked.iter().enumerate() {
            self.out.push_str(if at > 0 { ", " } else { "" });
            write_text(org.key(*above), self.notation, self.out);
        }
        for (at, unknown) in aside.iter().enumerate() {
            self.out.push_str(if at + linked.len() > 0 { ", " } else { "" });
            write_key(&unknown.raw, self.notation, self.out);
        }
        self.out.push(']');
    }

    fn details(&mut self, details: &Details) {
        self.text("craft", &details.craft, false);
        self.some("accountability", details.accountability.as_ref().map(schema::Accountability::of));
        self.list::<String>("accountabilities", &details.accountabilities);
        self.some("preference", details.preference.as_ref().map(schema::Preference::of));
        self.number("authority", details.stated_authority.as_ref().map(schema::Number::of), details);
        self.list::<schema::Evidence>("evidence", &details.evidence);
        self.some("rights", details.rights.as_ref().map(<Vec<schema::Right>>::of));
        self.some("budgets", details.budgets.as_ref().map(<Vec<schema::Budget>>::of));
        self.list::<schema::Approval>("approvals", &details.approvals);
        self.list::<schema::ManagementEvidence>("management", &details.management);
        self.list::<schema::CraftTime>("craft_time", &details.craft_time);
        self.list::<schema::RoleChange>("history", &details.history);
        self.list::<schema::Resource>("resources", &details.resources);
        self.list::<String>("forums", &details.forums);
        self.list::<String>("notes", &details.notes);
    }
}
