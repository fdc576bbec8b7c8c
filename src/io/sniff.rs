//! Format of a file, by its content first and its extension second. Kinds that are not read are refused with advice.

use super::OpenError;
use super::blocks::{Blocks, NoText};
use super::error::refuse;
use super::foreign;
use super::native::Notation;
use super::readers::{ReaderKind, kind_of, unpacked};

/// Reader that a file was found to need.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sniffed {
    /// Native format.
    Native(Notation),
    /// Spreadsheet as text, in any encoding, or people in a format of another program.
    Spreadsheet,
}

/// Name in lower case, without the extension of a packed file.
fn plain(name: &str) -> String {
    unpacked(&name.to_lowercase()).to_owned()
}

/// Format of bytes that are not UTF-8: a spreadsheet, unless the name says otherwise or the bytes are recognised.
pub(super) fn no_text(fault: NoText, name: &str) -> Result<Sniffed, OpenError> {
    let name = plain(name);
    if matches!(kind_of(&name), Some(ReaderKind::Ron | ReaderKind::Json)) {
        let what = format!("The file is not UTF-8: byte {} ({:#04x}) is not text", fault.at + 1, fault.byte);
        return refuse(&what, "", "Save it as UTF-8 and open it again");
    }
    Ok(Sniffed::Spreadsheet)
}

/// Format of a text, by its beginning.
pub(super) fn sniff(blocks: &Blocks, name: &str) -> Result<Sniffed, OpenError> {
    let (text, name) = (blocks.text(), plain(name));
    let named = kind_of(&name);
    let start = text.trim_start();
    let head = &start[..start.len().min(4096).next_boundary(start)];
    if start.is_empty() {
        return refuse("The file is empty", "", "Choose another file");
    }
    let is_ours = head.contains("twintrack");
    match start.as_bytes()[0] {
        _ if named == Some(ReaderKind::Text) && !is_ours => Ok(Sniffed::Spreadsheet),
        b'{' if is_ours || (head.contains("\"people\"") && head.contains("\"as_of\"")) => {
            Ok(Sniffed::Native(Notation::Json))
        }
        b'{' | b'[' | b'<' => Ok(Sniffed::Spreadsheet),
        _ if foreign::kind_of(start, &name).is_some() => Ok(Sniffed::Spreadsheet),
        _ if named == Some(ReaderKind::Ron) || is_ron(start) => Ok(Sniffed::Native(Notation::Ron)),
        _ if named == Some(ReaderKind::Json) => refuse_text("text other than JSON", head),
        _ => Ok(Sniffed::Spreadsheet),
    }
}

/// Lengths rounded to a boundary between characters.
trait Boundary {
    fn next_boundary(self, text: &str) -> usize;
}

impl Boundary for usize {
    fn next_boundary(mut self, text: &str) -> usize {
        while !text.is_char_boundary(self) {
            self += 1;
        }
        self
    }
}

/// True if a text begins as RON does: a bracket, a named struct, a comment or an attribute.
fn is_ron(start: &str) -> bool {
    let name = start.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
    let behind = start[name..].trim_start();
    let is_struct = behind.starts_with('(') && (name > 0 || behind[1..].trim_start().starts_with(char::is_alphabetic));
    start.starts_with("#![") || start.starts_with("//") || start.starts_with("/*") || is_struct && start.contains(':')
}

fn refuse_text<T>(what: &str, head: &str) -> Result<T, OpenError> {
    let hint = "This format is not supported: export the people as CSV from the original program, and open that";
    let line: String = head.lines().next().unwrap_or_default().chars().take(60).collect();
    refuse(&format!("This looks like {what}"), &line, hint)
}
