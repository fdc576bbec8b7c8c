//! Writes back what this program does not understand, so that it can be read again: unknown fields and comments.

use super::super::json;
use super::comments::comments_of;
use super::notation::{Notation, is_name, write_text};
use super::scan::is_value;
use super::state::ends_early;
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

/// Writes a value that is kept as RON, in either notation. A text that is no single value is written as a string, so
/// that it cannot become more than a value.
pub(super) fn write_raw(raw: &str, notation: Notation, out: &mut String) {
    match notation {
        Notation::Ron if json::is_ron(raw) => out.push_str(raw),
        Notation::Ron => write_text(raw, Notation::Ron, out),
        Notation::Json => out.push_str(&json::to_json(raw)),
    }
}

/// Writes the value of one of the file's own fields that could not be read. Read again it is
/// the same text, in either notation, and means as little. In RON it is a string where its end could be mistaken.
pub(super) fn write_kept(raw: &str, notation: Notation, out: &mut String) {
    match (notation, json::inside(raw, Notation::Json)) {
        (Notation::Json, Some(text)) if json::is_json(&text) && !ends_early(&text) => out.push_str(&text),
        (Notation::Json, _) => out.push_str(&json::carried(raw, Notation::Ron)),
        (Notation::Ron, _) if is_value(raw) && !ends_early(raw) => out.push_str(raw),
        (Notation::Ron, _) => write_text(raw, Notation::Ron, out),
    }
}

/// Writes a list of texts that could not be read.
pub(super) fn write_texts(texts: &[String], notation: Notation, out: &mut String) {
    out.push('[');
    for (at, text) in texts.iter().enumerate() {
        out.push_str(if at == 0 { "\n    " } else { ",\n    " });
        match notation {
            Notation::Ron => write_legible(text, out),
            Notation::Json => write_text(text, notation, out),
        }
    }
    out.push_str(if notation == Notation::Ron { ",\n  ]" } else { "\n  ]" });
}

/// Writes a text of RON as it stands between marks, so that a person can correct it and take the marks away; with
/// escapes where it holds what nobody would see.
pub(super) fn write_legible(text: &str, out: &mut String) {
    let mut escaped = String::new();
    write_text(text, Notation::Ron, &mut escaped);
    let is_seen = !escaped.contains("\\u{") && !text.contains('\r');
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    if is_seen && hashes.len() < 8 {
        out.push_str(&format!("r{hashes}\"{text}\"{hashes}"));
    } else {
        out.push_str(&escaped);
    }
}

/// Writes a comment on lines of its own.
pub(super) fn write_comment(text: &str, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    for comment in comments_of(text) {
        out.push_str(&indent);
        out.push_str(&comment);
        out.push('\n');
    }
}
