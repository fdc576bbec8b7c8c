//! Reads one `name: value` at a time, in either notation: a fast path for values in the written form, the scanner for
//! the rest. The meaning of a name is not known here.

use super::super::json;
use super::fault::{Fault, Stop};
use super::notation::{Notation, Parser, ValueError};
use super::scan::{Comment, Scanner, is_word};
use memchr::memchr2;
use std::borrow::Cow;
use std::ops::Range;

/// Text with its notation: the scanner and the parser of one file.
pub(super) struct Source<'a> {
    pub scanner: Scanner<'a>,
    pub parser: Parser,
}

/// Field as written in the text.
pub(super) struct Field<'a> {
    pub name: Cow<'a, str>,
    /// Offset of the name.
    pub at: usize,
    /// Range of the value.
    pub span: Range<usize>,
    /// Offset of the comma or bracket after the value.
    pub stop: usize,
    /// True if the value is a single word, number or text without escapes.
    pub is_plain: bool,
}

impl<'a> Source<'a> {
    pub fn notation(&self) -> Notation {
        self.parser.notation
    }

    /// Text of the other notation carried by a value, and its parser.
    pub fn carried(&self, raw: &str) -> Option<(String, Parser)> {
        let other = match self.notation() {
            Notation::Ron => Notation::Json,
            Notation::Json => Notation::Ron,
        };
        json::inside(raw, other).map(|inside| (inside, Parser::new(other, ron::extensions::Extensions::empty())))
    }

    /// Opening and closing bracket of a record.
    pub fn brackets(&self) -> (u8, u8) {
        match self.notation() {
            Notation::Ron => (b'(', b')'),
            Notation::Json => (b'{', b'}'),
        }
    }

    /// Part of the text.
    pub fn slice(&self, span: Range<usize>) -> &'a str {
        &self.scanner.text[span]
    }

    /// Offset after the bracket that opens a record at `at`, whose struct may be named; `None` if there is no such
    /// bracket.
    pub fn open(&self, at: usize) -> Option<usize> {
        let (open, _) = self.brackets();
        let mut bracket = at;
        if self.notation() == Notation::Ron {
            while is_word(self.scanner.byte(bracket)) {
                bracket += 1;
            }
            bracket = self.scanner.blank(bracket, &mut Vec::new());
        }
        (self.scanner.byte(bracket) == open).then_some(bracket + 1)
    }

    /// Reads the field at `at`. `is_map` requires its name in quotes.
    pub fn field(&mut self, at: usize, is_map: bool, comments: &mut Vec<Comment<'a>>) -> Result<Field<'a>, Stop> {
        let (name, end) = self.name(at, is_map)?;
        let colon = self.scanner.blank(end, comments);
        if colon >= self.scanner.text.len() {
            return Err(cut_off(colon).into());
        }
        if self.scanner.byte(colon) != b':' {
            // It may be a value without its name, and is not quoted.
            return Err(Fault::syntax(colon, "There is no colon before this", "Write fields as `name: value`").into());
        }
        let begin = self.scanner.blank(colon + 1, comments);
        if let Some(end) = self.plain_end(begin) {
            return Ok(Field { name, at, span: begin..end, stop: end, is_plain: true });
        }
        if begin >= self.scanner.text.len() {
            return Err(cut_off(begin).into());
        }
        let item = self.scanner.item(begin)?;
        if let Some(what) = item.broken {
            let hint = format!("Look for a bracket or quote in `{name}` that is not closed");
            let place = if item.stop >= self.scanner.text.len() { begin } else { item.stop };
            return Err(Fault::syntax(place, what, hint).into());
        }
        if item.span.is_empty() {
            return Err(Fault::syntax(begin, format!("`{name}` has no value"), "Give it a value or remove it").into());
        }
        Ok(Field { name, at, span: item.span, stop: item.stop, is_plain: false })
    }

    /// Offset after a comma, or of the closing bracket.
    pub fn comma(&self, at: usize, close: u8) -> Result<usize, Fault> {
        match self.scanner.byte(at) {
            b',' => Ok(at + 1),
            byte if byte == close => Ok(at),
            0 if at >= self.scanner.text.len() => Err(cut_off(at)),
            _ => Err(Fault::syntax(at, "A comma is missing", "Put a comma between fields")),
        }
    }

    /// Text of a value; a plain one is known to have no escapes.
    pub fn text_of(&self, raw: &'a str, is_plain: bool) -> Result<Cow<'a, str>, ValueError> {
        match raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            Some(inner) if is_plain => Ok(Cow::Borrowed(inner)),
            _ => self.text(raw),
        }
    }

    /// Text of a value, borrowed if it has no escapes.
    pub fn text(&self, raw: &'a str) -> Result<Cow<'a, str>, ValueError> {
        let inner = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        match inner.filter(|inner| inner.bytes().all(|b| b != b'"' && b != b'\\' && b >= 0x20)) {
            Some(plain) => Ok(Cow::Borrowed(plain)),
            None => self.parser.parse::<String>(raw).map(Cow::Owned),
        }
    }

    /// Name at `at`, and the offset after it.
    fn name(&self, at: usize, is_map: bool) -> Result<(Cow<'a, str>, usize), Fault> {
        let bytes = self.scanner.text.as_bytes();
        let wrong = || Fault::syntax(at, "A field name is expected here", "Write fields as `name: value`");
        if self.notation() == Notation::Json || is_map {
            if self.scanner.byte(at) != b'"' {
                return Err(wrong());
            }
            let mut end = at + 1;
            while bytes.get(end).is_some_and(|&b| b != b'"') {
                end += if bytes[end] == b'\\' { 2 } else { 1 };
            }
            if end >= bytes.len() {
                return Err(wrong());
            }
            let name = self.text(self.slice(at..end + 1)).map_err(|_| wrong())?;
            return Ok((name, end + 1));
        }
        let is_raw = bytes[at.min(bytes.len())..].starts_with(b"r#");
        let begin = if is_raw { at + 2 } else { at };
        let is_part = |b: u8| is_word(b) || is_raw && b"+-.".contains(&b);
        let len = bytes[begin.min(bytes.len())..].iter().take_while(|&&b| is_part(b)).count();
        if len == 0 {
            return Err(wrong());
        }
        Ok((Cow::Borrowed(self.slice(begin..begin + len)), begin + len))
    }

    /// Offset after a text without escapes, a word or a number, if a comma or bracket follows immediately.
    pub fn plain_end(&self, at: usize) -> Option<usize> {
        let bytes = self.scanner.text.as_bytes();
        let rest = bytes.get(at..)?;
        let end = match rest.first()? {
            b'"' => {
                let len = memchr2(b'"', b'\\', &rest[1..])?;
                let has_control = rest[1..=len].iter().fold(false, |has, &b| has | (b < 0x20));
                if rest[1 + len] != b'"' || has_control {
                    return None;
                }
                at + len + 2
            }
            _ => at + rest.iter().take_while(|b| b.is_ascii_alphanumeric() || b"_.+-".contains(b)).count(),
        };
        let is_end = end > at && matches!(bytes.get(end), Some(b',' | b')' | b'}'));
        is_end.then_some(end)
    }
}

/// Fault for a text that ends where more is expected.
pub(super) fn cut_off(at: usize) -> Fault {
    Fault::syntax(at, "The file is incomplete", "It may have been cut off: look for another copy")
}
