//! Writes back what this program does not understand, so that it can be read again: unknown fields and comments.

use super::super::json;
use super::notation::{Notation, is_name, write_text};
use super::scan::Scanner;
use crate::io::Progress;
use crate::org::Unknown;

/// Unknown fields that can be written directly, and those that need the map `more`. The second list starts at the first
/// field whose name is invalid or is one of ours, so that the order is kept.
pub(super) fn split<'u>(
    unknown: impl Iterator<Item = &'u Unknown>,
    is_ours: impl Fn(&str) -> bool,
    notation: Notation,
) -> (Vec<&'u Unknown>, Vec<&'u Unknown>) {
    let (mut direct, mut more) = (Vec::new(), Vec::new());
    for unknown in unknown {
        let name = unknown.name.as_str();
        if more.is_empty() && !is_ours(name) && (notation == Notation::Json || is_name(name)) {
            direct.push(unknown);
        } else {
            more.push(unknown);
        }
    }
    (direct, more)
}

/// Writes the map of unknown fields that cannot be written directly.
pub(super) fn write_more(more: &[&Unknown], notation: Notation, out: &mut String) {
    out.push('{');
    for (at, unknown) in more.iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        write_text(&unknown.name, notation, out);
        out.push_str(": ");
        write_raw(&unknown.raw, notation, out);
    }
    out.push('}');
}

/// Writes a value that is kept as RON, in either notation.
pub(super) fn write_raw(raw: &str, notation: Notation, out: &mut String) {
    match notation {
        Notation::Ron => out.push_str(raw),
        Notation::Json => out.push_str(&json::to_json(raw)),
    }
}

/// Writes a comment on lines of its own; a text that is not a comment is turned into one.
pub(super) fn write_comment(text: &str, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    let lines = if is_comments(text) { vec![text.to_owned()] } else { as_comments(text) };
    for line in lines {
        out.push_str(&indent);
        out.push_str(&line);
        out.push('\n');
    }
}

fn as_comments(text: &str) -> Vec<String> {
    text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()).map(|line| format!("// {line}")).collect()
}

/// True if a text consists of comments only.
fn is_comments(text: &str) -> bool {
    behind_comments(text, 0) == text.len() && !text.trim().is_empty()
}

/// True if a text can precede everything else: comments, and what the file enables.
pub(super) fn is_first_lines(text: &str) -> bool {
    let mut at = behind_comments(text, 0);
    while text[at..].starts_with("#![") {
        match text[at..].find(']') {
            Some(len) => at = behind_comments(text, at + len + 1),
            None => return false,
        }
    }
    at == text.len() && !text.trim().is_empty()
}

fn behind_comments(text: &str, at: usize) -> usize {
    Scanner::new(text, &Progress::default()).blank(at, &mut Vec::new())
}
