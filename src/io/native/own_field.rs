//! Reads one of the fields of a native file outside its people. What cannot be read, or stands twice, is kept.

use super::super::json;
use super::super::schema::{self, OnDisk, VERSION};
use super::fault::{Fault, Stop};
use super::field::Field;
use super::inline::write_value;
use super::notation::Notation;
use super::person::{COMMENT, MORE};
use super::read::Reader;
use super::scan::is_value;
use super::state::{END, ends_early, is_field, placed};
use crate::org::{self, Unknown};

/// Kind of faults, after "more".
const FIELDS: &str = "fields cannot be read";

impl<'a> Reader<'a> {
    pub fn note_twice(&mut self, name: &str, at: usize) -> bool {
        let is_second = !self.state.seen.insert(name.to_owned());
        if is_second {
            let hint = "Both are kept; combine them";
            let fault = || Fault::new(at, format!("`{name}` appears twice in the file"), hint);
            self.state.faults.say("fields appear twice", fault);
        }
        is_second
    }

    /// Name for another field of a name: `name_2`, `name_3`, …, none of them taken, so that it stays at the next save.
    fn other_name(&mut self, name: &str) -> String {
        loop {
            let number = self.state.repeated.entry(name.to_owned()).or_insert(1);
            *number += 1;
            let other = format!("{name}_{number}");
            if self.state.seen.insert(other.clone()) {
                return other;
            }
        }
    }

    /// Reads one top-level field other than the people; `false` if its value cannot be read.
    pub fn field(&mut self, field: &Field<'a>) -> Result<bool, Stop> {
        let raw = self.source.slice(field.span.clone());
        let name = field.name.as_ref();
        let mut inside = Vec::new();
        self.source.scanner.comments_in(field.span.end..field.stop, &mut inside);
        let comment = |text: &str| org::Comment { at: name.to_owned(), text: text.to_owned() };
        self.state.head.comments.extend(inside.drain(..).map(comment));
        if name == MORE {
            let mut unknown = Vec::new();
            match self.source.more(field, &mut unknown) {
                Ok(()) => {
                    // Inside `more` nothing is one of the file's own fields, and no name stands there twice.
                    for unknown in &mut unknown {
                        if is_field(&unknown.name) || !self.state.seen.insert(unknown.name.clone()) {
                            unknown.name = self.other_name(&unknown.name);
                        }
                    }
                    self.state.head.unknown.append(&mut unknown);
                }
                Err(Stop::Fault(fault)) => {
                    self.state.faults.say(FIELDS, || fault);
                    let name = self.other_name(MORE);
                    let _ = self.keep_other(field, &name);
                }
                Err(stop) => return Err(stop),
            }
            return Ok(true);
        }
        if self.note_twice(name, field.at) {
            // The fault is that it stands twice, whether it is a value or not.
            let is_mode = name == "mode";
            let name = self.other_name(name);
            match is_mode.then(|| self.state.other_mode(raw, &self.source.parser)).flatten() {
                Some(looser) => {
                    match self.state.head.unknown.iter_mut().find(|unknown| unknown.name == "mode") {
                        // It could not be read, and is kept as it stands.
                        Some(unread) => unread.name = name,
                        None => {
                            let mut raw = String::new();
                            write_value(&schema::Mode::of(&looser), Notation::Ron, 0, &mut raw);
                            self.state.head.unknown.push(Unknown { name, raw });
                        }
                    }
                    // So is this one.
                    if self.source.parser.mode(raw).is_err() {
                        let name = self.other_name("mode");
                        drop(self.keep_other(field, &name));
                    }
                }
                None => drop(self.keep_other(field, &name)),
            }
            return Ok(true);
        }
        let parser = &self.source.parser;
        let taken = match name {
            _ if is_field(name) && name != "people" => {
                let taken = self.state.own(name, raw, parser).or_else(|error| match self.source.carried(raw) {
                    // What the other notation could not read is still not read here, and what it could is.
                    Some((inside, parser)) => self.state.own(name, &inside, &parser),
                    None => Err(error),
                });
                if taken.is_ok() && name == "unread" && raw.contains('"') {
                    let what = "The file has text that could not be read";
                    let hint = "Correct it in the file and move it to where it belongs, or remove it";
                    self.state.faults.list.push(Fault::new(field.span.start, what, hint));
                }
                if let Some(version) = self.state.newer.take() {
                    let what =
                        format!("This file has version `{version}`; this program reads versions up to `{VERSION}`");
                    let fault = Fault::new(field.at, what, "Open it with a newer version of Twintrack");
                    return Err(Stop::Refused(fault));
                }
                taken
            }
            COMMENT if self.source.notation() == Notation::Json => {
                // With their places, or a text by somebody else.
                let comments = parser.parse::<Vec<(String, String)>>(raw);
                let comments = comments
                    .or_else(|error| parser.parse(raw).map(|text| vec![(END.to_owned(), text)]).map_err(|_| error));
                comments.map(|comments| {
                    self.state.head.comments.extend(comments.iter().flat_map(|(at, text)| placed(at, text)));
                })
            }
            "people" => {
                let fault = Fault::new(field.span.start, "`people` is not a list", "Write `people: [(id: …), …]`");
                self.state.faults.list.push(fault);
                self.keep(field, name);
                return Ok(true);
            }
            _ => {
                let kept = self.keep_other(field, name).map_err(|fault| self.state.faults.say(FIELDS, || fault));
                return Ok(kept.is_ok());
            }
        };
        let is_read = taken.is_ok();
        match taken {
            Ok(()) => {
                self.source.scanner.comments_in(field.span.clone(), &mut inside);
                self.state.head.comments.extend(inside.into_iter().map(comment));
            }
            Err(error) => {
                self.state.faults.say(FIELDS, || Fault::value(name, field.span.start, &error));
                self.keep(field, name);
            }
        }
        Ok(is_read)
    }

    /// Keeps a field that is not one of the file's own; one without a value as text that could not be read.
    fn keep_other(&mut self, field: &Field<'a>, name: &str) -> Result<(), Fault> {
        let kept = self.source.unknown(field);
        match kept {
            Ok(unknown) => self.state.head.unknown.push(Unknown { name: name.to_owned(), ..unknown }),
            Err(fault) => {
                self.unread(field.at..field.span.end);
                return Err(fault);
            }
        }
        Ok(())
    }

    /// Keeps one of the file's own fields as text: as written in RON, or carried by a value of RON.
    fn keep(&mut self, field: &Field<'a>, name: &str) {
        let raw = self.source.slice(field.span.clone());
        let raw = match self.source.notation() {
            Notation::Ron if !is_value(raw) => return self.unread(field.at..field.span.end),
            // As a string where it would have ended early.
            Notation::Ron => match ron::from_str::<String>(raw) {
                Ok(inside) if ends_early(&inside) && is_value(&inside) => inside,
                _ => raw.to_owned(),
            },
            Notation::Json => json::inside(raw, Notation::Ron)
                .filter(|inside| is_value(inside))
                .unwrap_or_else(|| json::carried(raw, Notation::Json)),
        };
        self.state.head.unknown.push(Unknown { name: name.to_owned(), raw });
    }
}
