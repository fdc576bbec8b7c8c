//! A spreadsheet out of an organisation: one person a line, in columns that reading knows by their names. Evidence,
//! rights, answers and histories have no place in it.

use crate::org::{Org, PersonId};
use std::borrow::Cow;
use std::io::{self, Write};

const HEADERS: &str = "id,name,title,team,location,manager_id,grade,salary,currency,start_date";

/// Writes the people with their managers, rungs and pay.
pub fn write(org: &Org, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{HEADERS}")?;
    for person in org.people() {
        let manager = org.manager(person).map_or("", |manager| org.key(manager));
        let texts = [org.key(person), org.name(person), org.title(person), org.team(person), org.location(person)];
        for text in texts.into_iter().chain([manager]) {
            write!(out, "{},", cell(text))?;
        }
        let rung = org.seat(person).map_or("", |seat| &org.rung(seat.rung).code);
        write!(out, "{},", cell(rung))?;
        pay(org, person, out)?;
        if let Some(start) = org.start(person) {
            write!(out, "{start}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Amount and currency, each with the comma behind it.
fn pay(org: &Org, person: PersonId, out: &mut dyn Write) -> io::Result<()> {
    let pay = org.pay(person);
    if !pay.is_recorded() {
        return write!(out, ",,");
    }
    let own = org.text(pay.currency);
    let currency = if own.is_empty() { &org.head.currency } else { own };
    write!(out, "{},{},", pay.written(), cell(currency))
}

/// A cell, in quotes where it holds what ends one.
pub(super) fn cell(text: &str) -> Cow<'_, str> {
    if text.contains([',', ';', '\t', '"', '\n', '\r']) {
        Cow::Owned(format!("\"{}\"", text.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(text)
    }
}
