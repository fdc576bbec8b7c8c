//! Puts records into the organisation: seats by code, lines by key. References to nothing in the file become problems
//! and are kept with the person, so that saving loses nothing.

use super::fault::{Fault, Faults};
use super::person::{Record, beyond};
use super::quote;
use crate::io::{OpenError, Progress};
use crate::org::{Builder, Head, Line, Org, Row, RungId, Seat, SeatSource, Unknown, Unlinked};
use hashbrown::HashMap;
use std::collections::BTreeSet;

/// People on their way into an [`Org`].
pub(super) struct People {
    builder: Builder,
    /// Offset of each record in the text.
    begins: Vec<usize>,
    ladders: HashMap<String, u16>,
    /// Ladders that have each code, in file order.
    rungs: HashMap<String, Vec<(u16, RungId)>>,
    /// Codes that no ladder has: offset of the first use, and number of uses.
    strange: HashMap<String, (usize, usize)>,
    faults: Faults,
}

impl People {
    pub fn new(head: Head) -> Self {
        let builder = Builder::new(head);
        let org = builder.org();
        let mut ladders = HashMap::new();
        for (ladder, at) in org.head.ladders.iter().zip(0..) {
            ladders.entry(ladder.name.clone()).or_insert(at);
        }
        let mut rungs: HashMap<String, Vec<(u16, RungId)>> = HashMap::new();
        let mut twice = BTreeSet::new();
        for rung in org.rungs() {
            let ladder = org.rung_place(rung).ladder;
            let known = rungs.entry(org.rung(rung).code.clone()).or_default();
            if known.last().is_none_or(|&(last, _)| last != ladder) {
                known.push((ladder, rung));
            } else {
                twice.insert((&org.ladder(rung).name, &org.rung(rung).code));
            }
        }
        let fault = |(ladder, code): (&String, &String)| {
            let what = format!("The ladder `{ladder}` has the code `{code}` twice");
            Fault::new(0, what, "People with that code are placed on the first; give each rung its own code")
        };
        let faults = Faults { list: twice.into_iter().map(fault).collect(), ..Faults::default() };
        Self { builder, begins: Vec::new(), ladders, rungs, strange: HashMap::new(), faults }
    }

    pub fn len(&self) -> usize {
        self.begins.len()
    }

    pub fn reserve(&mut self, people: usize) {
        self.builder.reserve(people);
        self.begins.reserve(people);
    }

    /// Adds the record at `begin` in a window that starts at offset `base` of the file.
    pub fn add(&mut self, mut record: Record, begin: usize, base: usize) {
        let begin = begin + base;
        record.seat_at += base;
        let rung = self.find_rung(&record.ladder, &record.seat);
        let seat = rung.map(|rung| Seat { rung, source: record.seat_source.unwrap_or_default() });
        if seat.is_none() {
            self.set_seat_aside(&mut record);
        }
        let mut pay = record.pay.unwrap_or(crate::org::Pay::NONE);
        pay.currency = Default::default();
        let person = self.builder.add(&Row {
            key: &record.key,
            name: &record.name,
            title: &record.title,
            team: &record.team,
            location: &record.location,
            status: &record.status,
            manager: &record.manager,
            seat,
            kind: record.kind,
            start: record.start,
            end: record.end,
            pay,
            currency: &record.currency,
        });
        if let Some(order) = record.order {
            self.builder.set_order(person, order);
        }
        self.begins.push(begin);
        let key = self.builder.key(person);
        if record.key.is_empty() {
            self.faults.say("people have no id", || {
                Fault::new(begin, "A person has no id", format!("`{key}` is used and will be saved"))
            });
        } else if key != record.key {
            let given = &record.key;
            self.faults.say("ids are used twice", || {
                let hint = format!("This one is kept as `{key}`; lines to `{given}` go to the first");
                Fault::new(begin, format!("The id `{given}` is used twice"), hint)
            });
        }
        for (keys, line) in [(record.dotted, Line::Dotted), (record.assists, Line::Assistant)] {
            for above in keys {
                self.builder.line_to(person, &above, line);
            }
        }
        if !record.comments.is_empty() {
            let comment = &mut record.details.get_or_insert_default().comment;
            for part in record.comments {
                if !comment.is_empty() {
                    comment.push('\n');
                }
                comment.push_str(part);
            }
        }
        if let Some(details) = record.details {
            for unknown in details.unknown.iter().filter(|unknown| beyond(&unknown.name, &unknown.raw).is_some()) {
                let key = self.builder.key(person);
                self.faults.say("numbers are too large", || {
                    let what = format!("The number in `{}` of `{key}` is too large", unknown.name);
                    Fault::new(begin, what, "It counts as not given and is kept; correct it in the file")
                });
            }
            self.builder.set_details(person, *details);
        }
    }

    /// Links everybody. Problems are added to `faults`.
    pub fn finish(self, faults: &mut Vec<Fault>, progress: &Progress) -> Result<Org, OpenError> {
        let Self { builder, begins, strange, faults: mut found, .. } = self;
        // The first codes in the file, so that the same ones are listed every time.
        let mut strange: Vec<_> = strange.into_iter().collect();
        strange.sort_unstable_by_key(|(_, (at, _))| *at);
        for (code, (at, count)) in strange {
            let others = if count > 1 { format!(" ({count} people)") } else { String::new() };
            let hint = "These people have no rung and the code is kept; add it to a ladder or correct it";
            let fault = || Fault::new(at, format!("No ladder has the rung `{code}`{others}"), hint);
            found.say("rungs are on no ladder", fault);
        }
        let linked = builder.finish_unless(&|| progress.check().is_err());
        let (mut org, lost) = linked.ok_or(OpenError::Cancelled)?;
        for (person, unlinked) in org.all_unlinked() {
            let at = begins[person.at()];
            match unlinked {
                Unlinked::Unknown(manager) => found.say("people report to someone who is not in the file", || {
                    let what = format!("`{}` reports to `{manager}`, who is not in the file", org.key(person));
                    Fault::new(at, what, format!("Add `{manager}` to `people`, or correct the spelling"))
                }),
                Unlinked::Itself(_) => found.say("people report to themselves", || {
                    let what = format!("`{}` reports to themselves", org.key(person));
                    Fault::new(at, what, "They are shown at the top; name another manager or none")
                }),
            }
        }
        let mut first = HashMap::new();
        for (person, key, line) in lost {
            let (name, words) = match line {
                Line::Assistant => ("assists", "assists"),
                _ => ("dotted", "has a dotted line to"),
            };
            found.say("second lines lead to someone who is not in the file", || {
                let what = format!("`{}` {words} `{key}`, which does not exist", org.key(person));
                Fault::new(begins[person.at()], what, "The key is kept; correct the spelling")
            });
            let at = first.entry(person).or_insert(0);
            org.details_mut(person).unknown.push(Unknown { name: name.to_owned(), raw: quote(&key) });
            *at += 1;
        }
        faults.extend(found.finish());
        // References that were set aside go before the other unknown fields.
        for (person, count) in first {
            org.details_mut(person).unknown.rotate_right(count);
        }
        Ok(org)
    }

    fn find_rung(&self, ladder: &str, code: &str) -> Option<RungId> {
        // Whoever has no seat does not sit on a rung whose code is missing.
        if code.is_empty() {
            return None;
        }
        let known = self.rungs.get(code)?;
        if ladder.is_empty() {
            return known.first().map(|&(_, rung)| rung);
        }
        let ladder = self.ladders.get(ladder)?;
        known.binary_search_by_key(ladder, |&(at, _)| at).ok().map(|at| known[at].1)
    }

    fn set_seat_aside(&mut self, record: &mut Record) {
        let mut aside = Vec::new();
        let mut keep = |name: &str, raw: String| aside.push(Unknown { name: name.to_owned(), raw });
        if !record.seat.is_empty() {
            keep("seat", quote(&record.seat));
            let words = match record.ladder.as_ref() {
                "" => record.seat.to_string(),
                ladder => format!("{}` of `{ladder}", record.seat),
            };
            self.strange.entry(words).or_insert((record.seat_at, 0)).1 += 1;
        }
        if !record.ladder.is_empty() {
            keep("ladder", quote(&record.ladder));
        }
        if let Some(source) = record.seat_source {
            let word = match source {
                SeatSource::Given => "given",
                SeatSource::Mapped => "mapped",
                SeatSource::Suggested => "suggested",
                SeatSource::Confirmed => "confirmed",
            };
            keep("seat_from", word.to_owned());
        }
        if !aside.is_empty() {
            record.details.get_or_insert_default().unknown.splice(0..0, aside);
        }
    }
}

/// By rung: true if the code alone would mean a rung of another ladder, so that the ladder has to be named.
pub(super) fn needs_ladder(org: &Org) -> Vec<bool> {
    let mut first: HashMap<&str, RungId> = HashMap::new();
    org.rungs()
        .map(|rung| {
            let first = *first.entry(org.rung(rung).code.as_str()).or_insert(rung);
            org.rung_place(first).ladder != org.rung_place(rung).ladder
        })
        .collect()
}
