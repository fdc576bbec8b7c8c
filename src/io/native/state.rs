//! What has been read of a native file so far, and the file's own fields: their names, values and anchors of comments.

use super::super::schema::{self, OnDisk, VERSION};
use super::comments::{comments_of, first_lines_of};
use super::fault::{Fault, Faults, Stop, excerpt, problems};
use super::notation::{Notation, Parser, ValueError};
use super::place::People;
use super::scan::is_word;
use crate::edit::Scenario;
use crate::io::blocks::Blocks;
use crate::io::{Format, OpenError, Opened, Problem, Progress, Unread};
use crate::org::{self, Head, Mode};
use jiff::civil::Date;
use ron::extensions::Extensions;
use std::collections::{HashMap, HashSet};

/// Largest number of comments, of unknown fields outside the people, and of records that cannot be read.
const MOST: usize = 1_000_000;

/// Anchors of comments that no field follows.
pub(super) const FIRST_LINE: &str = "";
pub(super) const PEOPLE_END: &str = "people]";
pub(super) const END: &str = ")";
pub(super) const LAST_LINE: &str = "))";
/// Anchor of texts outside the records that could not be read; they are no comments, and stand in the field `unread`.
pub(super) const UNREAD: &str = "?";

/// True for the name of one of the file's own fields.
#[rustfmt::skip]
pub(super) fn is_field(name: &str) -> bool {
    matches!(name, "twintrack" | "name" | "as_of" | "currency" | "rates" | "hours_per_year" | "mode" | "unnamed"
        | "ladders" | "people" | "scenarios" | "waivers" | "unread")
}

/// True if reading a value that cannot be read, in the place where it is written, would end at one of its lines, because
/// that looks like the next of the file's own fields.
pub(super) fn ends_early(value: &str) -> bool {
    const INDENT: usize = 2;
    value.split('\n').skip(1).any(|line| own_indent(line) == Some(INDENT))
}

/// Indent of a line that begins one of the file's own fields.
pub(super) fn own_indent(line: &str) -> Option<usize> {
    let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
    let field = line[indent..].trim_start_matches('"');
    let name = &field[..field.bytes().take_while(|&b| is_word(b)).count()];
    let is_colon = field[name.len()..].trim_start_matches(['"', ' ']).starts_with(':');
    (is_field(name) && is_colon).then_some(indent)
}

/// Everything read so far.
pub(super) struct State {
    pub parser: Parser,
    /// Bytes that may still be read twice, see [`super::scan::Scanner`]; `None` before the first window.
    pub patience: Option<usize>,
    pub head: Head,
    /// Mode stated in the file; an unreadable one hides people.
    pub mode: Option<Mode>,
    pub scenarios: Vec<Scenario>,
    pub people: Option<People>,
    pub unread: Vec<Unread>,
    pub faults: Faults,
    /// Number of listed faults whose offset counts from the beginning of the file; the rest count from that of the
    /// window.
    pub placed: usize,
    pub seen: HashSet<String>,
    /// Number of the last name given to a field that stands again, by the field's own.
    pub repeated: HashMap<String, usize>,
    /// Version of a file that this program is too old for.
    pub newer: Option<f64>,
    /// True once the closing bracket of the file was found.
    pub is_closed: bool,
}

impl State {
    pub fn new(notation: Notation, today: Date) -> Self {
        Self {
            parser: Parser::new(notation, Extensions::empty()),
            patience: None,
            head: Head::new("", today),
            mode: None,
            scenarios: Vec::new(),
            people: None,
            unread: Vec::new(),
            faults: Faults::default(),
            placed: 0,
            seen: HashSet::new(),
            repeated: HashMap::new(),
            newer: None,
            is_closed: false,
        }
    }

    /// Keeps a comment, or a text that could not be read. Beyond the largest number the file is refused.
    pub fn note(&mut self, at: &str, text: &str) {
        if self.head.comments.len() <= MOST {
            self.head.comments.push(org::Comment { at: at.to_owned(), text: text.to_owned() });
        }
    }

    /// An error if more is kept of a file than of one that anybody wrote: each takes a hundred times its few bytes.
    pub fn check_kept(&self) -> Result<(), Stop> {
        let (unread, head) = (self.unread.len(), &self.head);
        let what = match () {
            () if unread > MOST => "records that cannot be read",
            () if head.comments.len() > MOST => "comments and texts outside the people",
            () if head.unknown.len() > MOST => "unknown fields",
            () => return Ok(()),
        };
        let what = format!("The file has more than 1,000,000 {what}, which looks like an error");
        Err(Stop::Refused(Fault::new(0, what, "Use another copy of it")))
    }

    /// Empty list of people, on the ladders read so far.
    pub fn new_people(&self) -> People {
        let mut head = Head::new("", self.head.as_of);
        head.ladders.clone_from(&self.head.ladders);
        People::new(head)
    }

    /// Reads one of the file's own fields other than the people.
    pub fn own(&mut self, name: &str, raw: &str, parser: &Parser) -> Result<(), ValueError> {
        let head = &mut self.head;
        match name {
            "twintrack" => {
                let version = parser.parse::<schema::Positive>(raw)?.model();
                self.newer = (version > VERSION as f64).then_some(version);
            }
            "name" => head.name = parser.parse(raw)?,
            "as_of" => head.as_of = parser.parse::<schema::Day>(raw)?.model(),
            "currency" => head.currency = parser.parse(raw)?,
            "rates" => head.rates = parser.parse::<Vec<schema::Rate>>(raw)?.model(),
            "hours_per_year" => head.hours_per_year = parser.parse::<schema::Positive>(raw)?.model(),
            "mode" => {
                // What cannot be read hides people, and an attempt to lock it does.
                self.mode = Some(Mode::StructureOnly { locked: raw.contains("lock") });
                self.mode = Some(parser.mode(raw)?.model());
            }
            "unnamed" => {
                // What cannot be read names no one.
                head.unnamed = true;
                head.unnamed = parser.parse(raw)?;
            }
            "ladders" => head.ladders = parser.parse::<Vec<schema::Ladder>>(raw)?.model(),
            "scenarios" => self.scenarios = parser.parse::<Vec<schema::Scenario>>(raw)?.model(),
            "waivers" => head.waivers = parser.parse::<Vec<schema::Waiver>>(raw)?.model(),
            "unread" => {
                let texts = parser.parse::<Vec<String>>(raw)?;
                head.comments.extend(texts.into_iter().map(|text| org::Comment { at: UNREAD.to_owned(), text }));
            }
            _ => {}
        }
        Ok(())
    }

    /// Reads a mode that stands in the file again; the stricter of the two counts. Returns the looser one where that is what
    /// was read before, so that it can be kept.
    pub fn other_mode(&mut self, raw: &str, parser: &Parser) -> Option<Mode> {
        let read = parser.mode(raw).map(|mode| mode.model());
        let other = read.unwrap_or(Mode::StructureOnly { locked: raw.contains("lock") });
        let strictness = |mode: &Mode| match mode {
            Mode::People { .. } => 0,
            Mode::StructureOnly { locked: false } => 1,
            Mode::StructureOnly { locked: true } | Mode::Redacted => 2,
        };
        let known = self.mode.take()?;
        let is_stricter = strictness(&other) > strictness(&known);
        let (mode, looser) = if is_stricter { (other, Some(known)) } else { (known, None) };
        self.mode = Some(mode);
        looser
    }

    pub fn finish(mut self, blocks: &mut Blocks, progress: &Progress) -> Result<Opened, Stop> {
        let nothing = self.people.is_none() && self.head.ladders.is_empty();
        if !self.seen.contains("twintrack") && (nothing || self.parser.notation == Notation::Json) {
            let what = "This is not a Twintrack organisation: it has no `twintrack: 1`";
            let fault = Fault::new(0, what, "Export it as CSV from the original program, and open that");
            return Err(Stop::Refused(fault));
        }
        self.check_kept()?;
        let mut org = match self.people.take() {
            Some(people) => people,
            None => self.new_people(),
        }
        .finish(&mut self.faults.list, progress)?;
        // A whole file whose people were all removed opens again, whatever else cannot be read in it.
        let is_whole = self.is_closed && self.seen.contains("people");
        if org.is_empty() && org.head.ladders.is_empty() && !self.faults.list.is_empty() && !is_whole {
            return Err(Stop::Cancelled(unreadable(blocks, self.faults.finish())));
        }
        org.head = self.head;
        org.head.mode = match self.mode {
            Some(mode) => mode,
            None if org.has_evidence() => Mode::People { purpose: String::new(), by: String::new(), date: None },
            None => Mode::StructureOnly { locked: false },
        };
        let mut problems = problems(blocks, self.faults.finish())?;
        let whole = |what: &str, hint: &str| Problem {
            text: excerpt(""),
            ..Problem::of_file(what.to_owned(), hint.to_owned())
        };
        if !self.seen.contains("twintrack") {
            problems.push(whole("The file does not state its version", "Write `twintrack: 1` as its first field"));
        }
        if !self.seen.contains("as_of") {
            let hint = format!("Today's date is used; write `as_of: \"{}\"`", org.head.as_of);
            problems.push(whole("The file does not state its date", &hint));
        }
        let format = match self.parser.notation {
            Notation::Ron => Format::Ron,
            Notation::Json => Format::Json,
        };
        Ok(Opened { org, scenarios: self.scenarios, problems, unread: self.unread, format })
    }
}

pub(super) fn unreadable(blocks: &mut Blocks, faults: Vec<Fault>) -> OpenError {
    match problems(blocks, faults) {
        Ok(problems) => OpenError::Unreadable(problems),
        Err(error) => error,
    }
}

/// Comments of JSON at their anchor, as RON would have them.
pub(super) fn placed(at: &str, text: &str) -> Vec<org::Comment> {
    let texts = if at == FIRST_LINE { vec![first_lines_of(text)] } else { comments_of(text) };
    // No comment is text that could not be read.
    let at = if at == UNREAD { END } else { at };
    texts.into_iter().map(|text| org::Comment { at: at.to_owned(), text }).collect()
}
