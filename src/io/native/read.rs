//! Reads a whole native file: its top-level fields, and the people list record by record. An unreadable record or field
//! becomes a problem and stays in the file as text; the rest opens.

use super::fault::{Fault, Stop};
use super::field::Source;
use super::notation::{Notation, Parser};
use super::place::People;
use super::scan::{Comment, Scanner};
use super::state::{END, FIRST_LINE, LAST_LINE, State, UNREAD, own_indent, unreadable};
use crate::io::blocks::{Blocks, NoText};
use crate::io::{OpenError, Opened, Progress};
use crate::org::Head;
use jiff::civil::Date;
use ron::extensions::Extensions;
use std::ops::Range;

/// Reads a file of this program; `today` is its date if it has none. Lines and columns count from the beginning of the
/// text without its byte order mark. Text is released as the people are read: only a file that lists people before its
/// ladders, or that is broken, is held as a whole. The inner error is for a file that is not text.
pub(in crate::io) fn read(
    blocks: &mut Blocks,
    notation: Notation,
    today: Date,
    progress: &Progress,
) -> Result<Result<Opened, NoText>, OpenError> {
    match read_all(blocks, notation, today, progress) {
        Ok(opened) => Ok(Ok(opened)),
        Err(Stop::Refused(fault) | Stop::Fault(fault)) => Err(unreadable(blocks, vec![fault])),
        Err(Stop::Cancelled(error)) => Err(error),
        Err(Stop::NoText(fault)) => Ok(Err(fault)),
    }
}

fn read_all(blocks: &mut Blocks, notation: Notation, today: Date, progress: &Progress) -> Result<Opened, Stop> {
    // Read up to the people, or to the end if there are none, with as much of the file in memory as that takes.
    let (mut state, next) = loop {
        let mut reader = Reader::over(blocks, State::new(notation, today), progress);
        let next = reader.begin();
        let reached = if let Ok(Next::List(at)) = next { at } else { blocks.text().len() };
        match next {
            Err(Stop::Cancelled(error)) => return Err(error.into()),
            next if !reader.source.scanner.is_short(reached) => break (reader.detach(), next?),
            _ => blocks.more()??,
        }
    };
    if let Next::List(list) = next {
        blocks.pass(list);
        let mut people = state.new_people();
        people.reserve(blocks.about() as usize / 150);
        let end = loop {
            let mut reader = Reader::over(blocks, state, progress);
            let mut at = 0;
            let is_whole = reader.records(&mut at, &mut people);
            match is_whole {
                Ok(true) => {
                    state = reader.detach();
                    break Some(at);
                }
                Ok(false) => state = reader.detach(),
                Err(Stop::Fault(fault)) => {
                    reader.state.faults.list.push(fault);
                    state = reader.detach();
                    break None;
                }
                Err(stop) => return Err(stop),
            }
            blocks.pass(at);
            blocks.more()??;
        };
        state.people = Some(people);
        if let Some(at) = end {
            // Keep the bracket, so that what follows is not taken for the beginning of a line.
            let from = blocks.text().floor_char_boundary(at.saturating_sub(1));
            blocks.pass(from);
            while !blocks.is_end() {
                blocks.more()??;
            }
            let mut reader = Reader::over(blocks, state, progress);
            reader.rest(at - from)?;
            state = reader.detach();
        }
    }
    state.finish(blocks, progress)
}

/// Kinds of faults, after "more".
const TEXTS: &str = "texts in place of a field cannot be read";
pub(super) const NO_COMMA: &str = "commas are missing";

/// Window on the text, and the state of reading it.
pub(super) struct Reader<'a> {
    pub source: Source<'a>,
    pub progress: &'a Progress,
    /// Offset of the window in the file.
    pub base: usize,
    pub state: State,
}

/// Point at which reading of the file's own fields stops; offsets in the window.
enum Next {
    /// After the file's closing bracket.
    End(usize),
    /// After the bracket that opens the people list.
    List(usize),
}

impl<'a> Reader<'a> {
    pub fn over(blocks: &'a Blocks, mut state: State, progress: &'a Progress) -> Self {
        let text = blocks.text();
        let usual = (blocks.about() as usize).max(text.len()).saturating_mul(4) + (1 << 16);
        let patience = *state.patience.get_or_insert(usual);
        let parser = std::mem::replace(&mut state.parser, Parser::new(Notation::Ron, Extensions::empty()));
        let scanner = Scanner::window(text, blocks.is_end(), patience, progress);
        Self { source: Source { scanner, parser }, progress, base: blocks.base(), state }
    }

    /// State without the window.
    pub fn detach(self) -> State {
        let Self { source, base, mut state, .. } = self;
        for fault in &mut state.faults.list[state.placed..] {
            fault.at += base;
        }
        state.placed = state.faults.list.len();
        state.patience = Some(source.scanner.patience);
        state.parser = source.parser;
        state
    }

    /// Reads from the beginning of the file to its people, or to its end.
    fn begin(&mut self) -> Result<Next, Stop> {
        let mut comments = Vec::new();
        let begin = self.attributes(&mut comments);
        let Some(at) = self.source.open(begin) else {
            let hint = "An organisation begins with `(` and `twintrack: 1,`";
            return Err(Stop::Refused(Fault::syntax(begin, "This is not an organisation file", hint)));
        };
        let first_lines = self.source.slice(0..begin).trim();
        if !first_lines.is_empty() {
            self.state.note(FIRST_LINE, first_lines);
        }
        let next = self.top(at, None);
        self.close(next)
    }

    /// Reads from the end of the people list to the end of the file.
    fn rest(&mut self, at: usize) -> Result<(), Stop> {
        let next = self.top(at, Some("people".to_owned()));
        self.close(next).map(drop)
    }

    /// Reads what follows the end; a fault that ends the file early becomes one of its problems.
    fn close(&mut self, next: Result<Next, Stop>) -> Result<Next, Stop> {
        match next {
            Ok(Next::End(end)) => {
                self.state.is_closed = true;
                self.behind(end);
                Ok(Next::End(end))
            }
            Err(Stop::Fault(fault)) => {
                let end = fault.at;
                self.state.faults.list.push(fault);
                Ok(Next::End(end))
            }
            other => other,
        }
    }

    /// Passes `#![enable(…)]` and the comments around it.
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

    /// Reads the fields of the file from `at`, then the people who had to wait for the ladders; returns the offset
    /// after its closing bracket. If the text ends before the file does, the people are left unread.
    fn top(&mut self, at: usize, before: Option<String>) -> Result<Next, Stop> {
        let mut waiting = Vec::new();
        let end = self.fields(at, before, &mut waiting);
        for list in waiting {
            self.list(list)?;
        }
        end
    }

    /// Reads fields; `before` is the field read last.
    fn fields(&mut self, at: usize, mut before: Option<String>, waiting: &mut Vec<usize>) -> Result<Next, Stop> {
        let (_, close) = self.source.brackets();
        let len = self.source.scanner.text.len();
        let mut at = if before.is_some() { self.behind_field(at, before.as_deref())? } else { at };
        loop {
            let mut comments = Vec::new();
            at = self.source.scanner.blank(at, &mut comments);
            self.state.check_kept()?;
            if self.source.scanner.byte(at) == close {
                self.comment(END, before.as_deref(), comments);
                return Ok(Next::End(at + 1));
            }
            if let Some((name_at, list)) = self.people_at(at, &mut comments) {
                self.comment("people", before.as_deref(), comments);
                self.note_twice("people", name_at);
                if waiting.is_empty() && (self.state.seen.contains("ladders") || self.state.people.is_some()) {
                    if !self.source.scanner.is_end {
                        return Ok(Next::List(list));
                    }
                    at = self.list(list)?;
                } else if !self.source.scanner.is_end {
                    // It waits for the ladders, so the whole file is needed; more of it comes first.
                    self.source.scanner.ran_out = true;
                    return Ok(Next::End(len));
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
                        let (unknown, texts) = (self.state.head.unknown.len(), self.state.head.comments.len());
                        at = field.stop;
                        // A value that cannot be read and goes on over other fields is not what was meant.
                        if !self.field(&field)?
                            && let Some(line) = self.next_own(field.at, field.span.end)
                        {
                            self.state.head.unknown.truncate(unknown);
                            self.state.head.comments.truncate(texts);
                            self.unread(field.at..line);
                            at = line;
                            continue;
                        }
                    }
                    Err(Stop::Fault(fault)) => {
                        // Anything that is not a field stays as text; if its end cannot be found, so does all up to
                        // the next line that begins a field, or all the rest.
                        self.comment(END, before.as_deref(), comments);
                        let item = self.source.scanner.item(at)?;
                        let end = if item.broken.is_some() { len } else { item.stop };
                        if let Some(line) = self.next_own(at, end) {
                            self.unread(at..line);
                            self.state.faults.say(TEXTS, || fault);
                            at = line;
                            continue;
                        }
                        let (end, stop) = match item.broken {
                            None if item.stop > at => (item.span.end, item.stop),
                            _ => (len, len),
                        };
                        self.unread(at..end);
                        if stop == len {
                            return Err(fault.into());
                        }
                        self.state.faults.say(TEXTS, || fault);
                        at = stop;
                    }
                    Err(stop) => return Err(stop),
                }
            }
            at = self.behind_field(at, before.as_deref())?;
        }
    }

    /// Passes the comma after a field.
    fn behind_field(&mut self, at: usize, before: Option<&str>) -> Result<usize, Stop> {
        let (_, close) = self.source.brackets();
        let mut comments = Vec::new();
        let at = self.source.scanner.blank(at, &mut comments);
        self.comment(before.unwrap_or(END), None, comments);
        match self.source.comma(at, close) {
            Ok(next) => Ok(next),
            Err(fault) if at < self.source.scanner.text.len() => {
                self.state.faults.say(NO_COMMA, || fault);
                Ok(at)
            }
            Err(fault) => Err(fault.into()),
        }
    }

    /// Keeps text outside the records that could not be read.
    pub fn unread(&mut self, span: Range<usize>) {
        let text = self.source.slice(span).trim_end();
        let text = text.strip_suffix(',').unwrap_or(text).trim_end();
        if !text.is_empty() {
            self.state.note(UNREAD, text);
        }
    }

    /// First line after `at` and before `end` that begins one of the file's own fields, as far to the right as the line
    /// of `at` does: a quote or bracket that is missing on that line costs no more.
    fn next_own(&mut self, at: usize, end: usize) -> Option<usize> {
        if self.source.scanner.patience == 0 {
            return None;
        }
        self.source.scanner.lose_patience(end - at);
        let text = self.source.scanner.text;
        let begin = text[..at].trim_end_matches([' ', '\t']).len();
        if !text[..begin].ends_with('\n') {
            return None;
        }
        let mut from = at;
        while let Some(len) = text[from..end].find('\n') {
            from += len + 1;
            if own_indent(&text[from..]) == Some(at - begin) {
                return Some(from + at - begin);
            }
        }
        None
    }

    /// Offset after the bracket that closes the people list, whatever is broken inside.
    fn end_of_list(&mut self, list: usize) -> Result<usize, Stop> {
        let item = self.source.scanner.item(list - 1)?;
        if item.broken.is_none() {
            return Ok(item.stop);
        }
        // Only reading the records reveals where the list ends; drop the problems found here, which are reported when
        // the list is read.
        let (mark, comments) = (self.mark(list), self.state.head.comments.len());
        let mut at = list;
        let end = self.records(&mut at, &mut People::new(Head::new("", self.state.head.as_of)));
        let patience = self.source.scanner.patience;
        self.back_to(&mark);
        self.source.scanner.patience = patience;
        self.state.head.comments.truncate(comments);
        end.map(|_| at)
    }

    /// Start of the name and offset after the bracket, if the people list begins here.
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
            self.state.note(at, comment.text);
        }
    }

    /// Reads what follows the closing bracket of the file.
    fn behind(&mut self, end: usize) {
        let mut comments = Vec::new();
        let at = self.source.scanner.blank(end, &mut comments);
        for comment in comments {
            self.state.note(LAST_LINE, comment.text);
        }
        let rest = self.source.scanner.text[at..].trim_end();
        if !rest.is_empty() {
            let hint = "It is kept as text in `unread`; move it inside the brackets";
            self.state.faults.list.push(Fault::syntax(at, "There is text after the end of the organisation", hint));
            self.state.note(UNREAD, rest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::blocks::Source;
    use crate::io::native::write;

    const TODAY: Date = jiff::civil::date(2026, 9, 30);

    /// Result of reading a text in blocks of a given size.
    fn read_by(size: usize, text: &str, notation: Notation) -> String {
        let progress = Progress::default();
        let mut blocks = Blocks::of_size(size, Source::Bytes(text.as_bytes()), &progress).expect("memory opens");
        blocks.more().expect("memory is read").expect("it is text");
        match read(&mut blocks, notation, TODAY, &progress) {
            Ok(Ok(opened)) => {
                let mut out = Vec::new();
                write(&opened.org, &opened.scenarios, &opened.unread, notation, &mut out).expect("memory takes it");
                format!("{}\n{:#?}", String::from_utf8_lossy(&out), opened.problems)
            }
            Ok(Err(fault)) => format!("{fault:?}"),
            Err(error) => format!("{error:?}"),
        }
    }

    /// File with every kind of content, and comments everywhere.
    const FILE: &str = r##"// first line
#![enable(implicit_some)]
/* before */ ( // behind the bracket
  twintrack: 1, // the version
  name: "Håkon & Søn", as_of: "2026-09-30",
  ladders: [(name: "L", tracks: [(kind: ic, name: "IC", entries: [(code: "IC1", title: "One"), (code: "IC2", title: "Two")])])],
  // in front of the people
  people: [ // behind their bracket
    // Ana's own line
    (id: "a", name: "Ana \"A\" Öz", seat: "IC1"), // behind Ana
    (id: "b", name: r#"Bo ) ]"#, manager: "a", shoe: [1, 2, /* c */ 3], seat: "IC9"), /* behind Bo */ // and again
    (
      id: "c", manager: "b", // inside
      evidence: [(kind: "money", amount: 5, provenance: measured)],
    ), (id: "d", manager: "e",), (id: "e", manager: 'x'),
    (id: "f", name: "open, manager: "a"),
    (id: "g", manager: "g", dotted: ["a", "nobody"]),
    (id: "é", manager: "a", pay: (1, 2)) (id: "i", manager: "é"),
    // at the end of the list
  ], // behind the people
  waivers: [], colour: "blue",
  // at the end
)
// last line
"##;

    #[test]
    fn the_size_of_the_blocks_changes_nothing() {
        let json = r#"{"twintrack": 1, "ladders": [], "people": [{"id": "a", "name": "\u00c4 } ]"}, {"id": "b", "manager": "a",
            "x": {"y": null}}, {"id": "c" "manager": "b"}, {"$ron": "(id: 5"}, {"id": "d"}], "more": {"é": 1}}"#;
        for (text, notation) in [(FILE, Notation::Ron), (json, Notation::Json)] {
            let mut texts: Vec<String> = vec![text.to_owned(), text.replace("ladders", "ladder")];
            let mut draw = fastrand::Rng::with_seed(3);
            for _ in 0..300 {
                let mut broken: Vec<char> = text.chars().collect();
                for _ in 0..draw.usize(1..4) {
                    let at = draw.usize(0..broken.len());
                    match draw.u8(0..4) {
                        0 => broken.truncate(at.max(1)),
                        1 => drop(broken.remove(at)),
                        2 => broken.insert(at, *draw.choice(b"()[]{}\"',/*\n:".as_slice()).unwrap_or(&b' ') as char),
                        _ => broken.swap(at, 0),
                    }
                }
                texts.push(broken.into_iter().collect());
            }
            for text in texts {
                let whole = read_by(1 << 20, &text, notation);
                for size in [16, 61, 200, 700] {
                    assert_eq!(read_by(size, &text, notation), whole, "in blocks of {size}: {text}");
                }
            }
        }
    }
}
