//! The two notations of the native format: how each writes a text, a number and a name, and how each is parsed.

use super::super::schema;
use super::quick;
use crate::io::value_error;
use serde::de::DeserializeOwned;

/// Notation of a native file: RON for people, JSON for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// Rusty Object Notation.
    Ron,
    /// JSON.
    Json,
}

/// Value that could not be parsed.
#[derive(Debug)]
pub(super) struct ValueError {
    /// Byte offset in the value's text.
    pub at: usize,
    pub what: String,
}

/// Parser for the values of one file.
pub(super) struct Parser {
    pub notation: Notation,
    options: ron::Options,
    /// True if the fast path may read RON values in the written form, because the file enables no extensions.
    pub is_plain: bool,
}

impl Parser {
    /// Parser with the extensions that the file itself enables, besides `implicit_some`.
    pub fn new(notation: Notation, enabled: ron::extensions::Extensions) -> Self {
        let implicit = ron::extensions::Extensions::IMPLICIT_SOME;
        let options = ron::Options::default().with_default_extension(implicit | enabled);
        Self { notation, options, is_plain: notation == Notation::Ron && enabled.is_empty() }
    }

    /// Parses a value.
    pub fn parse<T: DeserializeOwned>(&self, raw: &str) -> Result<T, ValueError> {
        match self.quick(raw) {
            Some(value) => Ok(value),
            None => self.parse_any(raw),
        }
    }

    fn quick<T: DeserializeOwned>(&self, raw: &str) -> Option<T> {
        if self.is_plain { quick::value(raw) } else { None }
    }

    pub(super) fn parse_any<T: DeserializeOwned>(&self, raw: &str) -> Result<T, ValueError> {
        match self.notation {
            Notation::Ron => self.options.from_str(raw).map_err(|error| {
                let start = error.span.start;
                ValueError { at: byte_at(raw, start.line, start.col), what: value_error::of_ron(&error.code) }
            }),
            Notation::Json => serde_json::from_str(raw).map_err(|error| {
                let line = error.line().max(1);
                let begin = raw.split_inclusive('\n').take(line - 1).map(str::len).sum::<usize>();
                let mut at = (begin + error.column().saturating_sub(1)).min(raw.len());
                while !raw.is_char_boundary(at) {
                    at -= 1;
                }
                ValueError { at, what: value_error::of_json(&error) }
            }),
        }
    }

    /// Succeeds if a text is a value at all, of any type.
    pub fn accept(&self, raw: &str) -> Result<(), ValueError> {
        match self.notation {
            Notation::Ron => self.parse_any::<Box<ron::value::RawValue>>(raw).map(drop),
            Notation::Json => self.parse_any::<Box<serde_json::value::RawValue>>(raw).map(drop),
        }
    }

    /// Parses the mode, which may be a bare word.
    pub fn mode(&self, raw: &str) -> Result<schema::Mode, ValueError> {
        self.parse::<schema::BareMode>(raw).map(Into::into).or_else(|_| self.parse(raw))
    }
}

/// Byte offset of a line and column in characters, both counted from 1.
fn byte_at(text: &str, line: usize, column: usize) -> usize {
    let begin: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[begin..];
    begin + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
}

/// Appends a text in quotes. All escapes but the last resort are common to both notations.
pub(in crate::io) fn write_text(text: &str, notation: Notation, out: &mut String) {
    out.push('"');
    let mut plain = 0;
    for (at, c) in text.char_indices() {
        let escape = match c {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            // Characters that are invisible, or that break or reverse a line in an editor.
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {
                ""
            }
            _ => continue,
        };
        out.push_str(&text[plain..at]);
        plain = at + c.len_utf8();
        match (escape, notation) {
            ("", Notation::Ron) => out.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            ("", Notation::Json) => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            _ => out.push_str(escape),
        }
    }
    out.push_str(&text[plain..]);
    out.push('"');
}

/// Appends a number in the shortest form that reads back to the same bits.
pub(super) fn write_number(number: f64, out: &mut String) {
    let is_short = number.fract() == 0.0 && number.abs() < 1e15 && !(number == 0.0 && number.is_sign_negative());
    if is_short {
        out.push_str(&(number as i64).to_string());
    } else {
        out.push_str(&format!("{number:?}"));
    }
}

/// Appends the name of a field.
pub(super) fn write_name(name: &str, notation: Notation, out: &mut String) {
    match notation {
        Notation::Json => write_text(name, notation, out),
        Notation::Ron => {
            if !is_plain_name(name) {
                out.push_str("r#");
            }
            out.push_str(name);
        }
    }
    out.push_str(": ");
}

/// True if RON can use a name for a field, as it is or as `r#…`.
pub(super) fn is_name(name: &str) -> bool {
    is_plain_name(name) || !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.+-".contains(&b))
}

fn is_plain_name(name: &str) -> bool {
    name.bytes().next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_')
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}
