//! Writes the native format: one field of the file per line, one person per line, in file order. Whatever reading set
//! aside goes back to its place: comments, unknown fields, unreadable records.

use super::super::json;
use super::super::schema::{self, OnDisk, VERSION};
use super::check;
use super::comments::{comments_of, first_lines_of};
use super::inline::write_value;
use super::notation::{Notation, write_name, write_number, write_text};
use super::person::{COMMENT, MORE};
use super::place::needs_ladder;
use super::read::read;
use super::scan::{Scanner, is_item};
use super::state::{END, FIRST_LINE, LAST_LINE, PEOPLE_END, UNREAD, is_field};
use super::write_person::write_person;
use super::write_unknown::{split, write_comment, write_kept, write_legible, write_more, write_raw, write_texts};
use crate::edit::Scenario;
use crate::io::blocks::{Blocks, Source};
use crate::io::{Progress, Unread};
use crate::org::{Mode, Org};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::HashMap;
use std::io::{self, Write};

/// Number of bytes of people that are written out, and read back, together.
const PIECE: usize = 1 << 20;

/// Writes an organisation with its plans and unreadable records. The same input gives the same bytes.
pub fn write(
    org: &Org,
    scenarios: &[Scenario],
    unread: &[Unread],
    notation: Notation,
    out: &mut (impl Write + ?Sized),
) -> io::Result<()> {
    write_all((org, scenarios, unread), notation, false, out)
}

/// Writes the same, and reads it back piece by piece: fails with [`super::Unlike`] once a piece would be read as
/// something else.
pub fn write_checked(
    org: &Org,
    scenarios: &[Scenario],
    unread: &[Unread],
    notation: Notation,
    out: &mut (impl Write + ?Sized),
) -> io::Result<()> {
    write_all((org, scenarios, unread), notation, true, out)
}

fn write_all(
    (org, scenarios, unread): (&Org, &[Scenario], &[Unread]),
    notation: Notation,
    is_checked: bool,
    out: &mut (impl Write + ?Sized),
) -> io::Result<()> {
    let mut file = File {
        org,
        notation,
        text: String::new(),
        is_first: true,
        comments: HashMap::new(),
        placed: Vec::new(),
        back: Vec::new(),
    };
    for comment in org.head.comments.iter().filter(|comment| comment.at != UNREAD) {
        file.comments.entry(comment.at.as_str()).or_default().push(&comment.text);
    }
    file.comments(FIRST_LINE, 0);
    file.text.push_str(if notation == Notation::Ron { "(\n" } else { "{\n" });
    file.head();
    let head = if is_checked { file.text.clone() } else { String::new() };
    let tail = file.people(unread, is_checked, out)?;
    let texts = file.tail(scenarios);
    if is_checked {
        let people = match notation {
            _ if file.aside("people").is_some() && org.is_empty() && unread.is_empty() => "",
            Notation::Ron => "  people: [],\n",
            Notation::Json => ",\n  \"people\": []",
        };
        check::head((org, scenarios, &texts), &format!("{head}{people}{}", &file.text[tail..]), notation)?;
    }
    out.write_all(file.text.as_bytes())
}

struct File<'a> {
    org: &'a Org,
    notation: Notation,
    text: String,
    /// True until the struct or list has an entry.
    is_first: bool,
    /// Comments still to be written, by their anchor.
    comments: HashMap<&'a str, Vec<&'a str>>,
    /// In JSON, anchors and texts of the comments whose place has passed.
    placed: Vec<(&'a str, String)>,
    /// Names of the file's own fields whose text that could not be read has gone back to its place.
    back: Vec<&'a str>,
}

impl<'a> File<'a> {
    fn head(&mut self) {
        let head = &self.org.head;
        // A version or a date that could not be read is written back as it was.
        let has_version = self.aside("twintrack").is_none();
        self.field("twintrack", has_version, |out, _| out.push_str(&VERSION.to_string()));
        self.field("name", !head.name.is_empty(), |out, notation| write_text(&head.name, notation, out));
        let has_date = self.aside("as_of").is_none();
        self.field("as_of", has_date, |out, notation| write_text(&head.as_of.to_string(), notation, out));
        self.field("currency", !head.currency.is_empty(), |out, notation| write_text(&head.currency, notation, out));
        self.list::<schema::Rate>("rates", &head.rates);
        self.field("hours_per_year", head.hours_per_year != 2080.0, |out, _| write_number(head.hours_per_year, out));
        let is_usual = match &head.mode {
            Mode::StructureOnly { .. } if self.aside("mode").is_some() => true,
            // Stated even where it follows, so that evidence that is added by another program shows nobody.
            Mode::StructureOnly { .. } | Mode::Redacted => false,
            Mode::People { purpose, by, date } => {
                purpose.is_empty() && by.is_empty() && date.is_none() && self.org.has_evidence()
            }
        };
        self.field("mode", !is_usual, |out, notation| match (&head.mode, notation) {
            (Mode::StructureOnly { locked: false }, Notation::Ron) => out.push_str("structure_only"),
            (Mode::StructureOnly { locked: false }, Notation::Json) => out.push_str("\"structure_only\""),
            (mode, _) => write_value(&schema::Mode::of(mode), notation, 0, out),
        });
        self.field("unnamed", head.unnamed, |out, _| out.push_str("true"));
        self.list::<schema::Ladder>("ladders", &head.ladders);
    }

    /// Writes the people and the records among them that could not be read; returns where in the text that is left the
    /// list is over.
    fn people(&mut self, unread: &[Unread], is_checked: bool, out: &mut (impl Write + ?Sized)) -> io::Result<usize> {
        let org = self.org;
        if org.is_empty() && unread.is_empty() && self.aside("people").is_some() {
            let begin = self.text.len();
            self.field("people", false, |_, _| {});
            return Ok(begin);
        }
        self.begin_field("people");
        self.text.push('[');
        let needs_ladder = needs_ladder(org);
        let mut is_first = true;
        // What stands in the text since the last piece was written out.
        let (mut begin, mut people, mut from, mut next) = (self.text.len(), Vec::new(), 0, 0);
        for person in org.people() {
            while let Some(record) = unread.get(next).filter(|record| record.after <= person.at()) {
                self.begin_entry(&mut is_first);
                self.unread(record);
                next += 1;
            }
            self.begin_entry(&mut is_first);
            write_person(org, person, &needs_ladder, self.notation, &mut self.text);
            self.end_entry();
            people.push(person);
            if self.text.len() > PIECE {
                if is_checked {
                    check::people(org, (&people, &unread[from..next]), &self.text[begin..], self.notation)?;
                }
                out.write_all(self.text.as_bytes())?;
                self.text.clear();
                people.clear();
                (begin, from) = (0, next);
            }
        }
        for record in &unread[next..] {
            self.begin_entry(&mut is_first);
            self.unread(record);
        }
        if is_checked {
            check::people(org, (&people, &unread[from..]), &self.text[begin..], self.notation)?;
        }
        if self.comments.contains_key(PEOPLE_END) {
            if is_first && self.notation == Notation::Ron {
                self.text.push('\n');
                is_first = false;
            }
            self.comments(PEOPLE_END, 2);
        }
        if self.notation == Notation::Json && !is_first {
            self.text.push('\n');
        }
        self.text.push_str(if is_first { "]" } else { "  ]" });
        self.end_entry();
        Ok(self.text.len())
    }

    /// Writes what follows the people; returns the texts that could not be read, as they are written.
    fn tail(&mut self, scenarios: &[Scenario]) -> Vec<String> {
        let head = &self.org.head;
        self.list::<schema::Scenario>("scenarios", scenarios);
        self.list::<schema::Waiver>("waivers", &head.waivers);
        let foreign = head.unknown.iter().filter(|unknown| !is_field(&unknown.name));
        let (direct, more) = split(foreign, |name| name == MORE || name == COMMENT, self.notation);
        for unknown in direct {
            self.field(&unknown.name, true, |out, notation| write_raw(&unknown.raw, notation, out));
        }
        self.field(MORE, !more.is_empty(), |out, notation| write_more(&more, notation, out));
        let texts = head.comments.iter().filter(|it| it.at == UNREAD).map(|it| it.text.clone());
        let mut unread: Vec<String> = texts.collect();
        // A field that has got a value since leaves no place for the text that could not be read in it.
        let has_place = |name: &str| self.back.contains(&name) || (name == "unread" && unread.is_empty());
        let aside = head.unknown.iter().filter(|it| is_field(&it.name) && !has_place(&it.name));
        let aside: Vec<String> = aside.map(|it| format!("{}: {}", it.name, it.raw)).collect();
        unread.extend(aside);
        self.field("unread", !unread.is_empty(), |out, notation| write_texts(&unread, notation, out));
        // Comments of fields that no longer exist.
        let is_lost = |at: &str| at != END && at != LAST_LINE && self.comments.contains_key(at);
        let lost = head.comments.iter().filter(|comment| is_lost(&comment.at)).map(|comment| comment.text.as_str());
        let lost: Vec<&str> = lost.collect();
        self.comments.entry(END).or_default().splice(0..0, lost);
        self.comments(END, 1);
        match self.notation {
            Notation::Json => {
                self.comments(LAST_LINE, 0);
                let comments = std::mem::take(&mut self.placed);
                self.field(COMMENT, !comments.is_empty(), |out, notation| write_value(&comments, notation, 0, out));
                self.text.push_str("\n}\n");
            }
            Notation::Ron => {
                self.text.push_str(")\n");
                self.comments(LAST_LINE, 0);
            }
        }
        unread
    }

    /// Writes a list whose entries get a line each.
    fn list<T: OnDisk + Serialize>(&mut self, name: &'a str, list: &[T::Model]) {
        self.field(name, !list.is_empty(), |out, notation| {
            out.push('[');
            for (at, entry) in list.iter().enumerate() {
                out.push_str(if at == 0 { "\n    " } else { ",\n    " });
                write_value(&T::of(entry), notation, 2, out);
            }
            out.push_str(if notation == Notation::Ron { ",\n  ]" } else { "\n  ]" });
        });
    }

    /// Writes one field of the file if there is a value; otherwise the text set aside under its name.
    fn field(&mut self, name: &'a str, is_written: bool, value: impl FnOnce(&mut String, Notation)) {
        let aside = self.aside(name).filter(|_| !is_written);
        if !is_written && aside.is_none() {
            return;
        }
        self.begin_field(name);
        match aside {
            Some(raw) => {
                self.back.push(name);
                write_kept(raw, self.notation, &mut self.text);
            }
            None => value(&mut self.text, self.notation),
        }
        self.end_entry();
    }

    /// Text of one of the file's own fields that could not be read.
    fn aside(&self, name: &str) -> Option<&'a str> {
        if !is_field(name) {
            return None;
        }
        let unknown = self.org.head.unknown.iter().find(|unknown| unknown.name == name);
        unknown.map(|unknown| unknown.raw.as_str())
    }

    fn begin_field(&mut self, name: &'a str) {
        if !std::mem::replace(&mut self.is_first, false) && self.notation == Notation::Json {
            self.text.push_str(",\n");
        }
        self.comments(name, 1);
        self.text.push_str("  ");
        write_name(name, self.notation, &mut self.text);
    }

    fn begin_entry(&mut self, is_first: &mut bool) {
        match (std::mem::replace(is_first, false), self.notation) {
            (true, _) => self.text.push('\n'),
            (false, Notation::Json) => self.text.push_str(",\n"),
            (false, Notation::Ron) => {}
        }
    }

    /// Ends an entry: RON puts its comma at the end of the line, JSON at the beginning of the next.
    fn end_entry(&mut self) {
        if self.notation == Notation::Ron {
            self.text.push_str(",\n");
        }
    }

    /// Writes the comments of an anchor, one per line; JSON has them together at its end.
    fn comments(&mut self, at: &'a str, depth: usize) {
        let texts = self.comments.remove(at).unwrap_or_default();
        // The first lines also hold what the file enables.
        if at == FIRST_LINE {
            let first = texts.iter().map(|text| first_lines_of(text)).filter(|text| !text.is_empty());
            let first: Vec<String> = first.collect();
            match self.notation {
                Notation::Ron => first.iter().for_each(|text| self.text.extend([text, "\n"])),
                Notation::Json if first.is_empty() => {}
                Notation::Json => self.placed.push((at, first.join("\n"))),
            }
            return;
        }
        for text in texts {
            match self.notation {
                Notation::Ron => write_comment(text, depth, &mut self.text),
                Notation::Json => self.placed.extend(comments_of(text).into_iter().map(|text| (at, text))),
            }
        }
    }

    /// Writes a record that could not be read: as it stands where it is sure to come out again alone, otherwise as text.
    fn unread(&mut self, record: &Unread) {
        self.text.push_str("    ");
        match (self.notation, record.notation) {
            (to, from) if to == from && comes_back(record) => self.text.push_str(&record.raw),
            (Notation::Ron, Notation::Ron) => write_legible(&record.raw, &mut self.text),
            (Notation::Json, Notation::Json) => write_text(&record.raw, Notation::Json, &mut self.text),
            (_, from) => self.text.push_str(&json::carried(&record.raw, from)),
        }
        self.end_entry();
    }
}

/// True if a record that could not be read is read again as the same text, at no cost to the one behind it.
fn comes_back(record: &Unread) -> bool {
    let behind_comments = Scanner::new(&record.raw, &Progress::default()).blank(0, &mut Vec::new());
    let item = &record.raw[behind_comments..];
    if !is_item(item) || !item.contains(['(', '{']) {
        return false;
    }
    let raw = &record.raw;
    let text = match record.notation {
        Notation::Ron => format!("(twintrack: 1, ladders: [], people: [\n    {raw},\n    (id: \"z\"),\n  ],\n)\n"),
        Notation::Json => {
            format!("{{\"twintrack\": 1, \"ladders\": [], \"people\": [\n    {raw},\n    {{\"id\": \"z\"}}\n  ]\n}}\n")
        }
    };
    let progress = Progress::default();
    let Ok(mut blocks) = Blocks::open(Source::Bytes(text.as_bytes()), &progress) else { return false };
    match blocks.more().map(|_| read(&mut blocks, record.notation, Date::MIN, &progress)) {
        Ok(Ok(Ok(opened))) => {
            let is_same = |it: &Unread| (&it.raw, it.notation, it.after) == (raw, record.notation, 0);
            opened.org.len() == 1 && opened.org.find("z").is_some() && matches!(&opened.unread[..], [it] if is_same(it))
        }
        _ => false,
    }
}
