//! Reads the people list record by record. An unreadable record is kept as text, and reading continues after it.

use super::fault::{Fault, Stop};
use super::field::cut_off;
use super::notation::Notation;
use super::person::Record;
use super::place::People;
use super::read::{NO_COMMA, Reader};
use super::state::PEOPLE_END;
use crate::io::{OpenError, Unread};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Position up to which everything has been read for good.
pub(super) struct Mark {
    at: usize,
    /// Number of faults listed, and of each kind.
    listed: usize,
    kinds: Vec<(&'static str, usize)>,
    unread: usize,
    patience: usize,
}

/// Number of records between two checks for cancellation.
const TICK: usize = 1024;

impl<'a> Reader<'a> {
    /// Reads the people from the opening bracket of their list; returns the offset after its closing bracket.
    pub fn list(&mut self, mut at: usize) -> Result<usize, Stop> {
        // A file may hold two lists; the second continues the first.
        let mut people = match self.state.people.take() {
            Some(people) => people,
            None => {
                let mut people = self.state.new_people();
                people.reserve((self.source.scanner.text.len() - at) / 150);
                people
            }
        };
        let end = self.records(&mut at, &mut people);
        self.state.people = Some(people);
        end.map(|_| at)
    }

    /// Reads the records from `at` on. Returns `false` if the text ends before the list does; `at` is then where to
    /// continue once more of it is there.
    pub fn records(&mut self, at: &mut usize, people: &mut People) -> Result<bool, Stop> {
        let mut mark = self.mark(*at);
        // The last record read is held back, since a comment on the rest of its line belongs to it.
        let mut last: Option<(Record<'a>, usize)> = None;
        let mut comments = Vec::new();
        let end = loop {
            let waiting = comments.len();
            *at = self.source.scanner.blank(*at, &mut comments);
            if self.source.scanner.is_short(*at) {
                *at = self.back_to(&mark);
                return Ok(false);
            }
            if let Some((mut record, begin)) = last.take() {
                let behind = comments[waiting..].iter().take_while(|comment| comment.same_line).count();
                record.comments.extend(comments.drain(waiting..waiting + behind).map(|comment| comment.text));
                people.add(record, begin, self.base);
                if people.len().is_multiple_of(TICK) {
                    self.progress.check()?;
                }
            }
            if waiting == 0 {
                mark = self.mark(comments.first().map_or(*at, |comment| comment.at));
            }
            let begin = *at;
            match self.source.scanner.byte(begin) {
                b']' => {
                    self.comment(PEOPLE_END, None, comments);
                    *at += 1;
                    break Ok(true);
                }
                0 if begin >= self.source.scanner.text.len() => {
                    self.comment(PEOPLE_END, None, comments);
                    break Err(cut_off(begin).into());
                }
                b',' => {
                    let fault = || Fault::syntax(begin, "There is one comma too many", "Remove it");
                    self.state.faults.say("commas are too many", fault);
                    *at += 1;
                    continue;
                }
                b')' | b'}' if !self.is_stray(begin) => {
                    self.comment(PEOPLE_END, None, comments);
                    let hint = "Put a `]` after the last person";
                    self.state.faults.list.push(Fault::syntax(begin, "The list of people is not closed", hint));
                    break Ok(true);
                }
                _ => {}
            }
            if let Some((end, notation, text)) = self.kept(begin)? {
                *at = end;
                let what = "A record that could not be read is kept as text";
                let hint = "Write it as a person again, or remove the line";
                self.state.faults.say("records are kept as text", || Fault::new(begin, what, hint));
                let mut raw: String = comments.drain(..).map(|comment| format!("{}\n", comment.text)).collect();
                raw.push_str(&text);
                self.state.unread.push(Unread { after: people.len(), raw, notation });
                self.state.check_kept()?;
                if let Err(fault) = self.comma(at) {
                    self.state.faults.say(NO_COMMA, || fault);
                }
                continue;
            }
            match self.source.record(begin) {
                Ok((mut record, end)) => {
                    *at = end;
                    record.comments.splice(0..0, comments.drain(..).map(|comment| comment.text));
                    last = Some((record, begin));
                }
                Err(Stop::Fault(mut fault)) => {
                    *at = match self.source.open(begin) {
                        Some(_) => self.recover(begin, &fault)?,
                        None => self.end_of_debris(begin, &fault)?,
                    };
                    let behind = self.source.scanner.blank(*at, &mut Vec::new());
                    if fault.at >= *at && behind < self.source.scanner.text.len() {
                        let hint = "Look for a missing bracket or quote; the record is kept as text";
                        fault = Fault::syntax(begin, "The record is not closed", hint);
                    }
                    self.state.faults.say("records cannot be read", || fault);
                    let from = comments.first().map_or(begin, |comment| comment.at);
                    let raw = self.source.slice(from..*at).trim_end().to_owned();
                    comments.clear();
                    self.state.unread.push(Unread { after: people.len(), raw, notation: self.source.notation() });
                    self.state.check_kept()?;
                    self.progress.check()?;
                }
                Err(stop) => break Err(stop),
            }
            if let Err(fault) = self.comma(at) {
                self.state.faults.say(NO_COMMA, || fault);
            }
        };
        if let Some((record, begin)) = last {
            people.add(record, begin, self.base);
        }
        end
    }

    pub(super) fn mark(&self, at: usize) -> Mark {
        Mark {
            at,
            listed: self.state.faults.list.len(),
            kinds: self.state.faults.kinds.clone(),
            unread: self.state.unread.len(),
            patience: self.source.scanner.patience,
        }
    }

    /// Drops what was read after a mark.
    pub(super) fn back_to(&mut self, mark: &Mark) -> usize {
        self.state.faults.list.truncate(mark.listed);
        self.state.faults.kinds.clone_from(&mark.kinds);
        self.state.unread.truncate(mark.unread);
        self.source.scanner.patience = mark.patience;
        mark.at
    }

    /// Passes the comma after a record; a missing one is only a problem.
    fn comma(&self, at: &mut usize) -> Result<(), Fault> {
        let next = self.source.scanner.blank(*at, &mut Vec::new());
        match self.source.scanner.byte(next) {
            b',' => *at = next + 1,
            b']' | b')' | b'}' | 0 => {}
            _ => return Err(Fault::syntax(next, "A comma is missing", "Put a comma between people")),
        }
        Ok(())
    }

    /// Record kept as text by an earlier save, in place of a person: as a string, or carried from the other notation.
    /// The offset after it, the notation of its text, and the text.
    fn kept(&mut self, begin: usize) -> Result<Option<(usize, Notation, String)>, OpenError> {
        let notation = self.source.notation();
        let (first, after) = (self.source.scanner.byte(begin), begin + 1);
        let is_carried = first == b'{' && {
            let name = self.source.scanner.blank(after, &mut Vec::new());
            self.source.scanner.text[name..].starts_with("\"$")
        };
        if !is_carried && (!matches!(first, b'"' | b'r') || self.source.open(begin).is_some()) {
            return Ok(None);
        }
        let item = self.source.scanner.item(begin)?;
        if item.broken.is_some() {
            return Ok(None);
        }
        let raw = self.source.slice(item.span.clone());
        let text = if is_carried { self.carried(raw) } else { self.string(raw).map(|text| (notation, text)) };
        Ok(text.map(|(notation, text)| (item.span.end, notation, text)))
    }

    fn string(&self, raw: &'a str) -> Option<String> {
        self.source.text(raw).ok().map(Cow::into_owned)
    }

    /// Record of the other notation, and which that is.
    fn carried(&self, raw: &str) -> Option<(Notation, String)> {
        let map = self.source.parser.parse::<BTreeMap<String, String>>(raw).ok()?;
        let [(name, text)] = <[_; 1]>::try_from(map.into_iter().collect::<Vec<_>>()).ok()?;
        match (name.as_str(), self.source.notation()) {
            ("$ron", Notation::Json) => Some((Notation::Ron, text)),
            ("$json", Notation::Ron) => Some((Notation::Json, text)),
            _ => None,
        }
    }

    /// True for a bracket that closes nothing and has another record behind it.
    fn is_stray(&self, at: usize) -> bool {
        let scanner = &self.source.scanner;
        let comma = scanner.blank(at + 1, &mut Vec::new());
        scanner.byte(comma) == b',' && self.source.open(scanner.blank(comma + 1, &mut Vec::new())).is_some()
    }

    /// End of what stands in place of a person and opens no record: the items up to the next record on the same line,
    /// with the bracket that closes what was never opened.
    fn end_of_debris(&mut self, begin: usize, fault: &Fault) -> Result<usize, OpenError> {
        let mut at = begin;
        loop {
            let item = self.source.scanner.item(at)?;
            if item.broken.is_some() || item.stop <= at {
                return if at > begin { Ok(at) } else { self.recover(begin, fault) };
            }
            let (_, close) = self.source.brackets();
            let (end, stop) = (item.span.end, item.stop);
            // All before this item is on the line of the first.
            let is_over = |text: &str| text.contains('\n');
            if self.source.scanner.byte(stop) == close && !is_over(self.source.slice(at..stop)) {
                return Ok(stop + 1);
            }
            let next = self.source.scanner.blank(stop + 1, &mut Vec::new());
            if self.source.scanner.byte(stop) != b','
                || is_over(self.source.slice(at..next.min(self.source.scanner.text.len())))
                || self.source.open(next).is_some()
            {
                return Ok(end);
            }
            at = next;
        }
    }

    /// End of an unreadable record: its closing bracket if that can be trusted, otherwise the beginning of the next
    /// record.
    fn recover(&mut self, begin: usize, fault: &Fault) -> Result<usize, OpenError> {
        let scanner = &mut self.source.scanner;
        let len = scanner.text.len();
        let mut wasted = scanner.furthest.saturating_sub(begin);
        let item = scanner.item(begin)?;
        let end = match (item.broken, item.next_record) {
            (Some(_), Some(next)) => next,
            (None, Some(next)) if fault.is_syntax || fault.at >= next => next,
            (Some(_), None) => match item.list_end.or_else(|| scanner.next_line(item.stop)) {
                Some(line) => line,
                None => item.stop,
            },
            (None, _) => item.span.end,
        };
        wasted = wasted.max(scanner.furthest.saturating_sub(begin));
        // Always advance, so that reading ends.
        let end = if end > begin {
            end
        } else {
            (begin + 1..=len).find(|&i| scanner.text.is_char_boundary(i)).unwrap_or(len)
        };
        scanner.lose_patience(wasted.saturating_sub(end - begin));
        scanner.furthest = end;
        // A comma before the next record is not part of this one.
        let raw = scanner.text[begin..end].trim_end();
        let raw = raw.strip_suffix(',').filter(|rest| !rest.is_empty()).unwrap_or(raw);
        Ok(begin + raw.len().max(1))
    }
}
