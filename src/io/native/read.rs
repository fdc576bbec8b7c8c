//! Reads a whole native file: its top-level fields, and the people list record by record. A record or field that
//! cannot be read becomes a problem and stays in the file as text; the rest opens.

use super::super::json;
use super::super::schema::{self, OnDisk, VERSION};
use super::fault::{Fault, Stop, excerpt, problems};
use super::field::{Field, Source};
use super::notation::{Notation, Parser};
use super::person::{COMMENT, MORE};
use super::place::People;
use super::scan::Comment;
use crate::edit::Scenario;
use crate::io::{Format, OpenError, Opened, Problem, Progress, Unread};
use crate::org::{self, Head, Mode, Unknown};
use jiff::civil::Date;
use ron::extensions::Extensions;
use std::collections::HashSet;

/// Where comments stand that no field follows.
pub(super) const FIRST_LINE: &str = "";
pub(super) const PEOPLE_END: &str = "people]";
pub(super) const END: &str = ")";
pub(super) const LAST_LINE: &str = "))";

/// Whether a name is one of the file's own fields.
#[rustfmt::skip]
pub(super) fn is_field(name: &str) -> bool {
    matches!(name, "twintrack" | "name" | "as_of" | "currency" | "rates" | "hours_per_year" | "mode" | "ladders"
        | "people" | "scenarios" | "waivers")
}

/// Reads a file of this program; `today` is its date where it has none. Lines and columns count from the beginning of
/// `text`, which has no byte order mark.
pub(in crate::io) fn read(
    text: &str,
    notation: Notation,
    today: Date,
    progress: &Progress,
) -> Result<Opened, OpenError> {
    progress.begin(text.len() as u64);
    let mut comments = Vec::new();
    let parser = Parser::new(notation, Extensions::empty());
    let mut reader = Reader {
        source: Source::new(text, parser, progress),
        progress,
        head: Head::new("", today),
        mode: None,
        scenarios: Vec::new(),
        people: None,
        unread: Vec::new(),
        faults: Vec::new(),
        seen: HashSet::new(),
    };
    let begin = reader.attributes(&mut comments);
    let Some(at) = reader.source.open(begin) else {
        let hint = "An organisation begins with `(` and `twintrack: 1,`";
        return Err(unreadable(text, vec![Fault::syntax(begin, "This is no organisation", hint)]));
    };
    let first_lines = text[..begin].trim();
    if !first_lines.is_empty() {
        reader.head.comments.push(org::Comment { at: FIRST_LINE.to_owned(), text: first_lines.to_owned() });
    }
    match reader.top(at) {
        Ok(end) => reader.behind(end),
        Err(Stop::Fault(fault)) => reader.faults.push(fault),
        Err(Stop::Cancelled(error)) => return Err(error),
    }
    reader.finish()
}

fn unreadable(text: &str, faults: Vec<Fault>) -> OpenError {
    OpenError::Unreadable(problems(text, faults))
}

pub(super) struct Reader<'a> {
    pub source: Source<'a>,
    pub progress: &'a Progress,
    pub head: Head,
    /// The mode that the file states; an unreadable one shows nothing of people.
    pub mode: Option<Mode>,
    pub scenarios: Vec<Scenario>,
    pub people: Option<People>,
    pub unread: Vec<Unread>,
    pub faults: Vec<Fault>,
    pub seen: HashSet<String>,
}

impl<'a> Reader<'a> {
    /// Passes `#![enable(…)]` and what stands around it.
    fn attributes(&mut self, comments: &mut Vec<Comment<'a>>) -> usize {
        let text = self.source.scanner.text;
        let mut enabled = Extensions::empty();
        let mut at = self.source.scanner.blank(0, comments);
        while text[at..].starts_with("#![") {
            let Some(len) = text[at..].find(']') else { break };
            for word in text[at..at + len].split(|c: char| !c.is_alphanumeric() && c != '_') {
                enabled |= Extensions::from_ident(word).unwrap_or(Extensions::empty());
            }
            at = self.source.scanner.blank(at + len + 1, comments);
        }
        self.source.parser = Parser::new(self.source.notation(), enabled);
        at
    }

    /// The fields of the file from `at`, then the people who waited for the ladders; returns the place behind its
    /// closing bracket.
    fn top(&mut self, at: usize) -> Result<usize, Stop> {
        let mut waiting = Vec::new();
        let end = self.fields(at, &mut waiting);
        for list in waiting {
            self.list(list)?;
        }
        end
    }

    fn fields(&mut self, mut at: usize, waiting: &mut Vec<usize>) -> Result<usize, Stop> {
        let (_, close) = self.source.brackets();
        let len = self.source.scanner.text.len();
        let mut before: Option<String> = None;
        loop {
            let mut comments = Vec::new();
            at = self.source.scanner.blank(at, &mut comments);
            if self.source.scanner.byte(at) == close {
                self.comment(END, before.as_deref(), comments);
                return Ok(at + 1);
            }
            if let Some((name_at, list)) = self.people_at(at, &mut comments) {
                self.comment("people", before.as_deref(), comments);
                self.note_twice("people", name_at);
                if waiting.is_empty() && (self.seen.contains("ladders") || self.people.is_some()) {
                    at = self.list(list)?;
                } else {
                    waiting.push(list);
                    at = self.end_of_list(list)?;
                }
                before = Some("people".to_owned());
            } else {
                match self.source.field(at, false, &mut comments) {
                    Ok(field) => {
                        self.comment(&field.name, before.as_deref(), comments);
                        before = Some(field.name.clone().into_owned());
                        at = field.stop;
                        self.field(&field)?;
                    }
                    Err(Stop::Fault(fault)) => {
                        // What is no field stays as a comment; where its end cannot be told, so does all the rest.
                        self.comment(END, before.as_deref(), comments);
                        let item = self.source.scanner.item(at)?;
                        let (end, stop) = match item.broken {
                            None if item.stop > at => (item.span.end, item.stop),
                            _ => (len, len),
                        };
                        let text = self.source.slice(at..end).trim_end().to_owned();
                        if !text.is_empty() {
                            self.head.comments.push(org::Comment { at: END.to_owned(), text });
                        }
                        if stop == len {
                            return Err(fault.into());
                        }
                        self.faults.push(fault);
                        at = stop;
                    }
                    Err(stop) => return Err(stop),
                }
            }
            let mut comments = Vec::new();
            at = self.source.scanner.blank(at, &mut comments);
            self.comment(before.as_deref().unwrap_or(END), None, comments);
            match self.source.comma(at, close) {
                Ok(next) => at = next,
                Err(fault) if at < len => self.faults.push(fault),
                Err(fault) => return Err(fault.into()),
            }
        }
    }

    /// Behind the bracket that closes the people list, whatever is broken inside.
    fn end_of_list(&mut self, list: usize) -> Result<usize, Stop> {
        let item = self.source.scanner.item(list - 1)?;
        if item.broken.is_none() {
            return Ok(item.stop);
        }
        // Only reading the records tells where the list ends; what they say now is said when their turn comes.
        let said = (self.faults.len(), self.unread.len(), self.head.comments.len());
        let mut at = list;
        let end = self.records(&mut at, &mut People::new(Head::new("", self.head.as_of)));
        self.faults.truncate(said.0);
        self.unread.truncate(said.1);
        self.head.comments.truncate(said.2);
        end.map(|()| at)
    }

    /// Whether the people list begins here: where its name stands, and the place behind its bracket.
    fn people_at(&self, at: usize, comments: &mut Vec<Comment<'a>>) -> Option<(usize, usize)> {
        let name = match self.source.notation() {
            Notation::Ron => "people",
            Notation::Json => "\"people\"",
        };
        let scanner = &self.source.scanner;
        scanner.text[at..].strip_prefix(name)?;
        let mut inside = Vec::new();
        let colon = scanner.blank(at + name.len(), &mut inside);
        if scanner.byte(colon) != b':' {
            return None;
        }
        let list = scanner.blank(colon + 1, &mut inside);
        if scanner.byte(list) != b'[' {
            return None;
        }
        comments.append(&mut inside);
        Some((at, list + 1))
    }

    pub fn comment(&mut self, at: &str, before: Option<&str>, comments: Vec<Comment<'a>>) {
        for comment in comments {
            let at = before.filter(|_| comment.same_line).unwrap_or(at);
            self.head.comments.push(org::Comment { at: at.to_owned(), text: comment.text.to_owned() });
        }
    }

    fn note_twice(&mut self, name: &str, at: usize) -> bool {
        let is_second = !self.seen.insert(name.to_owned());
        if is_second {
            let hint = "Both are kept; bring them together";
            self.faults.push(Fault::new(at, format!("`{name}` stands twice in the file"), hint));
        }
        is_second
    }

    /// Takes one top-level field other than the people.
    fn field(&mut self, field: &Field<'a>) -> Result<(), Stop> {
        let raw = self.source.slice(field.span.clone());
        let name = field.name.as_ref();
        let mut inside = Vec::new();
        self.source.scanner.comments_in(field.span.end..field.stop, &mut inside);
        let comment = |text: &str| org::Comment { at: name.to_owned(), text: text.to_owned() };
        self.head.comments.extend(inside.drain(..).map(comment));
        if name == MORE {
            let mut unknown = Vec::new();
            match self.source.more(field, &mut unknown) {
                Ok(()) => {
                    // Inside `more` nothing is one of the file's own fields.
                    for unknown in unknown.iter_mut().filter(|unknown| is_field(&unknown.name)) {
                        unknown.name.push_str("_2");
                    }
                    self.head.unknown.append(&mut unknown);
                }
                Err(Stop::Fault(fault)) => {
                    self.faults.push(fault);
                    self.keep(field, "more_2");
                }
                Err(stop) => return Err(stop),
            }
            return Ok(());
        }
        if self.note_twice(name, field.at) {
            self.keep(field, &format!("{name}_2"));
            return Ok(());
        }
        let parser = &self.source.parser;
        let taken = match name {
            "twintrack" => match parser.parse::<u64>(raw) {
                Ok(version) if version > VERSION => {
                    let what = format!("This file is of version `{version}`; this program reads up to `{VERSION}`");
                    let fault = Fault::new(field.at, what, "Open it with a newer Twintrack");
                    return Err(Stop::Cancelled(unreadable(self.source.scanner.text, vec![fault])));
                }
                other => other.map(drop),
            },
            "name" => parser.parse(raw).map(|name| self.head.name = name),
            "as_of" => parser.parse::<schema::Day>(raw).map(|day| self.head.as_of = day.model()),
            "currency" => parser.parse(raw).map(|currency| self.head.currency = currency),
            "rates" => parser.parse::<Vec<schema::Rate>>(raw).map(|rates| self.head.rates = rates.model()),
            "hours_per_year" => parser.parse::<schema::Positive>(raw).map(|x| self.head.hours_per_year = x.model()),
            "mode" => match parser.mode(raw) {
                Ok(mode) => {
                    self.mode = Some(mode.model());
                    Ok(())
                }
                Err(error) => {
                    self.mode = Some(Mode::StructureOnly { locked: false });
                    Err(error)
                }
            },
            "ladders" => parser.parse::<Vec<schema::Ladder>>(raw).map(|ladders| self.head.ladders = ladders.model()),
            "scenarios" => parser.parse::<Vec<schema::Scenario>>(raw).map(|plans| self.scenarios = plans.model()),
            "waivers" => parser.parse::<Vec<schema::Waiver>>(raw).map(|waivers| self.head.waivers = waivers.model()),
            COMMENT if self.source.notation() == Notation::Json => {
                parser.parse::<Vec<(String, String)>>(raw).map(|comments| {
                    self.head.comments.extend(comments.into_iter().map(|(at, text)| org::Comment { at, text }));
                })
            }
            "people" => {
                let fault = Fault::new(field.span.start, "`people` is not a list", "Write `people: [(id: …), …]`");
                self.faults.push(fault);
                self.keep(field, name);
                return Ok(());
            }
            _ => {
                match self.source.unknown(field) {
                    Ok(unknown) => self.head.unknown.push(unknown),
                    Err(fault) => {
                        self.faults.push(fault);
                        self.keep(field, name);
                    }
                }
                return Ok(());
            }
        };
        match taken {
            Ok(()) => {
                self.source.scanner.comments_in(field.span.clone(), &mut inside);
                self.head.comments.extend(inside.into_iter().map(comment));
            }
            Err(error) => {
                self.faults.push(Fault::value(name, field.span.start, &error));
                self.keep(field, name);
            }
        }
        Ok(())
    }

    /// Keeps a top-level field as text.
    fn keep(&mut self, field: &Field<'a>, name: &str) {
        let raw = self.source.slice(field.span.clone());
        let raw = match self.source.notation() {
            Notation::Ron => raw.to_owned(),
            Notation::Json => json::to_ron(raw),
        };
        self.head.unknown.push(Unknown { name: name.to_owned(), raw });
    }

    /// What stands behind the closing bracket of the file.
    fn behind(&mut self, end: usize) {
        let mut comments = Vec::new();
        let at = self.source.scanner.blank(end, &mut comments);
        for comment in comments {
            self.head.comments.push(org::Comment { at: LAST_LINE.to_owned(), text: comment.text.to_owned() });
        }
        let rest = self.source.scanner.text[at..].trim_end();
        if !rest.is_empty() {
            let hint = "It is kept as a comment; move it inside the brackets";
            self.faults.push(Fault::syntax(at, "There is text behind the end of the organisation", hint));
            self.head.comments.push(org::Comment { at: LAST_LINE.to_owned(), text: rest.to_owned() });
        }
    }

    fn finish(mut self) -> Result<Opened, OpenError> {
        let text = self.source.scanner.text;
        let nothing = self.people.is_none() && self.head.ladders.is_empty();
        if !self.seen.contains("twintrack") && (nothing || self.source.notation() == Notation::Json) {
            let what = "This is no organisation of Twintrack: it has no `twintrack: 1`";
            let fault = Fault::new(0, what, "Export it as CSV from the program that wrote it, and open that");
            return Err(unreadable(text, vec![fault]));
        }
        let mut org = match self.people.take() {
            Some(people) => people.finish(&mut self.faults),
            None => {
                let mut head = Head::new("", self.head.as_of);
                head.ladders.clone_from(&self.head.ladders);
                People::new(head).finish(&mut self.faults)
            }
        };
        if org.is_empty() && org.head.ladders.is_empty() && !self.faults.is_empty() {
            return Err(unreadable(text, self.faults));
        }
        org.head = self.head;
        org.head.mode = match self.mode {
            Some(mode) => mode,
            None if org.has_evidence() => Mode::People { purpose: String::new(), by: String::new(), date: None },
            None => Mode::StructureOnly { locked: false },
        };
        let mut problems = problems(text, self.faults);
        let whole = |what: &str, hint: &str| Problem {
            place: None,
            what: what.to_owned(),
            text: excerpt(""),
            hint: hint.to_owned(),
        };
        if !self.seen.contains("twintrack") {
            problems.push(whole("The file does not say its version", "Write `twintrack: 1` as its first field"));
        }
        if !self.seen.contains("as_of") {
            let hint = format!("Today counts; write `as_of: \"{}\"`", org.head.as_of);
            problems.push(whole("The file does not say what date it is of", &hint));
        }
        let format = match self.source.notation() {
            Notation::Ron => Format::Ron,
            Notation::Json => Format::Json,
        };
        Ok(Opened { org, scenarios: self.scenarios, problems, unread: self.unread, format })
    }
}
