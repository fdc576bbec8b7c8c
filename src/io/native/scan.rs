//! Finds where things end in a native file, by bracket depth alone, with respect for strings, raw strings, characters
//! and nested comments. JSON is scanned by the same rules. Nothing recurses; the meaning of the text is not known here.

use crate::io::{OpenError, Progress};
use std::ops::Range;

/// Text to scan, and the remaining allowance for reading bytes twice.
pub(super) struct Scanner<'a> {
    /// The whole file, or a window on it.
    pub text: &'a str,
    /// True if the file ends where the text does.
    pub is_end: bool,
    /// True once something was looked for past the end of a window.
    pub ran_out: bool,
    progress: &'a Progress,
    /// Bytes that may still be read twice because brackets do not match. Once they are used up, a record ends where a
    /// line opens the next one, so that a file with a million broken records is still read in linear time.
    pub patience: usize,
    /// Furthest byte that the last [`Self::item`] looked at.
    pub furthest: usize,
}

/// Stretch of text up to a comma or the closing bracket around it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// Range without the white space and comments around it.
    pub span: Range<usize>,
    /// Offset of the comma or bracket, or the end of the text.
    pub stop: usize,
    /// Description of the fault if the brackets do not match; `stop` is then where they stop matching.
    pub broken: Option<&'static str>,
    /// First line inside that looks like the opening of another record.
    pub next_record: Option<usize>,
    /// First line inside that contains nothing but the end of a list.
    pub list_end: Option<usize>,
}

/// Comment, and whether it is on the line on which the search for comments began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Comment<'a> {
    pub at: usize,
    pub text: &'a str,
    pub same_line: bool,
}

/// Number of bytes after an offset that must be present to tell what is there.
const MARGIN: usize = 2 * INDENT;
/// Largest number of white-space bytes examined, so that a line of nothing else is not read twice.
const INDENT: usize = 64;
/// Longest character literal, '\u{10FFFF}', and a little more.
const CHARACTER: usize = 14;
/// Number of bytes between two checks for cancellation.
const TICK: usize = 1 << 20;

impl<'a> Scanner<'a> {
    /// Scanner over a whole text.
    pub fn new(text: &'a str, progress: &'a Progress) -> Self {
        Self::window(text, true, text.len().saturating_mul(4) + (1 << 16), progress)
    }

    /// Scanner over part of a text, with the remaining patience.
    pub fn window(text: &'a str, is_end: bool, patience: usize, progress: &'a Progress) -> Self {
        Self { text, is_end, ran_out: false, progress, patience, furthest: 0 }
    }

    /// True if a result up to `at` could change once more of the file is there.
    pub fn is_short(&self, at: usize) -> bool {
        !self.is_end && (self.ran_out || at + MARGIN > self.text.len())
    }

    /// Byte at an offset; 0 past the end.
    pub fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// Deducts bytes that were read in vain.
    pub fn lose_patience(&mut self, bytes: usize) {
        self.patience = self.patience.saturating_sub(bytes);
    }

    /// First offset from `at` on that is neither white space nor comment. An unclosed comment is not passed.
    #[inline]
    pub fn blank(&self, mut at: usize, comments: &mut Vec<Comment<'a>>) -> usize {
        let begin = at;
        while self.byte(at) == b' ' {
            at += 1;
        }
        if matches!(self.byte(at), b'!'..=b'.' | b'0'..=b'~') { at } else { self.any_blank(begin, comments) }
    }

    fn any_blank(&self, mut at: usize, comments: &mut Vec<Comment<'a>>) -> usize {
        let begin = at;
        let mut same_line = true;
        loop {
            match self.byte(at) {
                b'\n' => {
                    same_line = false;
                    at += 1;
                }
                b' ' | b'\t' | b'\r' | 0x0b | 0x0c => at += 1,
                b'/' => match comment_end(self.text.as_bytes(), at) {
                    Some(end) => {
                        let text = self.text[at..end].trim_end_matches('\r');
                        comments.push(Comment { at, text, same_line: same_line && begin != 0 });
                        at = end;
                    }
                    None => return at,
                },
                0xc2 | 0xe2 => match self.text[at..].chars().next() {
                    Some(c @ ('\u{85}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}')) => at += c.len_utf8(),
                    _ => return at,
                },
                _ => return at,
            }
        }
    }

    /// Item that begins at `start`, up to the comma or closing bracket at its own depth.
    pub fn item(&mut self, start: usize) -> Result<Item, OpenError> {
        let bytes = self.text.as_bytes();
        let mut item = Item { span: start..start, stop: start, broken: None, next_record: None, list_end: None };
        let mut open: Vec<u8> = Vec::new();
        let (mut at, mut tick) = (start, start + TICK);
        while let Some(&byte) = bytes.get(at) {
            if at >= tick {
                tick = at + TICK;
                self.progress.check()?;
            }
            let begin = at;
            match byte {
                b'"' => at = string_end(bytes, at, &mut |line| note_line(bytes, line, &mut item)),
                b'\'' => at = char_end(bytes, at),
                b'r' if !is_word(before(bytes, at)) => at = raw_string_end(bytes, at).unwrap_or(at + 1),
                b'b' if !is_word(before(bytes, at)) && bytes.get(at + 1) == Some(&b'r') => {
                    at = raw_string_end(bytes, at + 1).unwrap_or(at + 1);
                }
                b'/' if matches!(bytes.get(at + 1), Some(b'/' | b'*')) => {
                    match comment_end(bytes, at) {
                        Some(end) => at = end,
                        None => {
                            item.broken = Some("A comment is never closed");
                            item.stop = bytes.len();
                            note_lines(bytes, begin, &mut item);
                            break;
                        }
                    }
                    continue;
                }
                b'(' | b'[' | b'{' => {
                    open.push(byte);
                    at += 1;
                }
                b',' if open.is_empty() => break,
                b')' | b']' | b'}' => match open.pop() {
                    None => break,
                    Some(b'(') if byte == b')' => at += 1,
                    Some(b'[') if byte == b']' => at += 1,
                    Some(b'{') if byte == b'}' => at += 1,
                    Some(_) => {
                        item.broken = Some("A bracket is closed by the wrong kind of bracket");
                        break;
                    }
                },
                b'\n' => {
                    note_line(bytes, at, &mut item);
                    at += 1;
                    if self.patience == 0 && item.next_record.is_some() {
                        item.broken = Some("A bracket is not closed");
                        break;
                    }
                    continue;
                }
                b' ' | b'\t' | b'\r' => {
                    at += 1;
                    continue;
                }
                _ => at += 1,
            }
            if at == begin || at > bytes.len() {
                item.broken = Some("A text is never closed");
                // In quotes alone, its lines have been looked at.
                if byte != b'"' {
                    note_lines(bytes, begin, &mut item);
                }
                at = bytes.len();
                break;
            }
            item.span.end = at;
        }
        if item.broken.is_none() && at >= bytes.len() && !open.is_empty() {
            item.broken = Some("A bracket is not closed");
        }
        item.stop = item.stop.max(at.min(bytes.len()));
        self.furthest = item.stop;
        self.ran_out |= item.stop >= bytes.len();
        Ok(item)
    }

    /// First line after `at` that looks like the opening of a record or the end of a list, at any depth.
    pub fn next_line(&mut self, at: usize) -> Option<usize> {
        if self.patience == 0 {
            return None;
        }
        let bytes = self.text.as_bytes();
        let mut item = Item { span: at..at, stop: at, broken: None, next_record: None, list_end: None };
        let mut from = at;
        while let Some(line) = bytes[from..].iter().position(|&b| b == b'\n') {
            note_line(bytes, from + line, &mut item);
            if item.next_record.is_some() || item.list_end.is_some() {
                return item.next_record.or(item.list_end);
            }
            from += line + 1;
        }
        self.furthest = bytes.len();
        self.ran_out = true;
        None
    }

    /// Collects the comments inside a balanced stretch of text.
    pub fn comments_in(&self, span: Range<usize>, found: &mut Vec<&'a str>) {
        let bytes = &self.text.as_bytes()[..span.end];
        let mut at = span.start;
        while let Some(&byte) = bytes.get(at) {
            at = match byte {
                b'"' => string_end(bytes, at, &mut |_| {}),
                b'\'' => char_end(bytes, at),
                b'r' if !is_word(before(bytes, at)) => raw_string_end(bytes, at).unwrap_or(at + 1),
                b'/' if matches!(bytes.get(at + 1), Some(b'/' | b'*')) => match comment_end(bytes, at) {
                    Some(end) => {
                        found.push(self.text[at..end].trim_end_matches('\r'));
                        end
                    }
                    None => return,
                },
                _ => at + 1,
            };
        }
    }
}

/// True if a text is one balanced item and nothing else, whatever is written behind its comma: it opens and closes
/// nothing around it.
pub(super) fn is_item(text: &str) -> bool {
    // An apostrophe is taken for the beginning of a character if another follows close enough, which may be one of the
    // text behind.
    let probe = format!("{text},{}", "'".repeat(CHARACTER));
    let progress = Progress::default();
    let item = Scanner::new(&probe, &progress).item(0);
    item.is_ok_and(|item| item.broken.is_none() && item.stop == text.len() && item.span == (0..text.len()))
        && !text.is_empty()
}

/// True if a text is one balanced item without white space and comments around it, so that it can be a value.
pub(in crate::io) fn is_value(text: &str) -> bool {
    Scanner::new(text, &Progress::default()).blank(0, &mut Vec::new()) == 0 && is_item(text)
}

fn before(bytes: &[u8], at: usize) -> u8 {
    if at == 0 { b' ' } else { bytes[at - 1] }
}

/// True if a byte can be part of a word.
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Offset after the closing quote of the string that opens at `at`, or past the end of the text if it is not closed.
/// `line` is called with every line break inside.
fn string_end(bytes: &[u8], at: usize, line: &mut dyn FnMut(usize)) -> usize {
    let mut at = at + 1;
    loop {
        match bytes.get(at) {
            Some(b'"') => return at + 1,
            Some(b'\\') => at += 2,
            Some(b'\n') => {
                line(at);
                at += 1;
            }
            Some(_) => at += 1,
            None => return bytes.len() + 1,
        }
    }
}

/// Offset after the raw string `r"…"` or `r#"…"#` at `at`, past the end of the text if it is not closed; `None` for an
/// `r` that opens none.
fn raw_string_end(bytes: &[u8], at: usize) -> Option<usize> {
    let hashes = bytes[at + 1..].iter().take_while(|&&b| b == b'#').count();
    let quote = at + 1 + hashes;
    if bytes.get(quote) != Some(&b'"') {
        return None;
    }
    let mut from = quote + 1;
    while let Some(next) = bytes[from..].iter().position(|&b| b == b'"') {
        let end = from + next + 1;
        let found = bytes[end..].iter().take(hashes).take_while(|&&b| b == b'#').count();
        if found == hashes {
            return Some(end + hashes);
        }
        from = end + found;
    }
    Some(bytes.len() + 1)
}

/// Offset after the character literal that opens at `at`, or after the quote if it is none.
fn char_end(bytes: &[u8], at: usize) -> usize {
    let mut end = if bytes.get(at + 1) == Some(&b'\\') { at + 3 } else { at + 2 };
    while end < bytes.len() && end < at + CHARACTER {
        if bytes[end] == b'\'' {
            return end + 1;
        }
        end += 1;
    }
    at + 1
}

/// Offset after the comment that opens at `at`, which for a line comment is its line break; `None` if it is no comment
/// or is never closed.
fn comment_end(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at + 1) {
        Some(b'/') => Some(bytes[at..].iter().position(|&b| b == b'\n').map_or(bytes.len(), |n| at + n)),
        Some(b'*') => {
            let (mut depth, mut at) = (1, at + 2);
            while depth > 0 {
                match (bytes.get(at)?, bytes.get(at + 1)) {
                    (b'/', Some(b'*')) => {
                        depth += 1;
                        at += 2;
                    }
                    (b'*', Some(b'/')) => {
                        depth -= 1;
                        at += 2;
                    }
                    _ => at += 1,
                }
            }
            Some(at)
        }
        _ => None,
    }
}

/// Notes the first of the lines after an offset, inside of what is never closed.
fn note_lines(bytes: &[u8], from: usize, item: &mut Item) {
    for line in memchr::memchr_iter(b'\n', &bytes[from..]) {
        note_line(bytes, from + line, item);
        if item.next_record.is_some() {
            return;
        }
    }
}

/// Notes the line after the break at `at` if it looks like the opening of a record or the end of a list.
fn note_line(bytes: &[u8], at: usize, item: &mut Item) {
    let skip = |from: usize| {
        let spaces = bytes[from.min(bytes.len())..].iter().take(INDENT).take_while(|b| b" \t\r\n".contains(b)).count();
        from + spaces
    };
    let indent = bytes[at + 1..].iter().take(INDENT).take_while(|b| b" \t".contains(b)).count();
    let first = at + 1 + indent;
    match bytes.get(first) {
        Some(b'(' | b'{') if item.next_record.is_none() => {
            let mut key = skip(first + 1);
            let quoted = bytes.get(key) == Some(&b'"');
            key += usize::from(quoted);
            let name: &[u8] = if quoted { b"id\"" } else { b"id" };
            if bytes[key.min(bytes.len())..].starts_with(name) && bytes.get(skip(key + name.len())) == Some(&b':') {
                item.next_record = Some(first);
            }
        }
        Some(b']') if item.list_end.is_none() => item.list_end = Some(first),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, end: usize) {
        let progress = Progress::default();
        let item = Scanner::new(text, &progress).item(0).expect("nobody cancels");
        assert_eq!((item.span.end, item.broken), (end, None), "{text}");
    }

    #[test]
    fn an_item_ends_where_its_brackets_do() {
        check(r#""a, b", c"#, 6);
        check(r##"r#"a", b"# , c"##, 10);
        check(r##"br#"]"#, c"##, 7);
        check(r#"(x: '"', y: [1, 2]), c"#, 19);
        check(r#"'\'', c"#, 4);
        check("(1 /* , ) /* */ ] */, 2) // )\n, c", 24);
        check("5 // five\n)", 1);
        check(r#""\\", c"#, 4);
        check("r#name, c", 6);
        check("é, c", 2);
    }

    #[test]
    fn an_item_is_one_whatever_stands_behind_it() {
        for text in ["1", "(a: 'b', c: \"),\")", "r#\"\"\"#", "[1, /* , */ 2,]", "a 'b' c", "'\\''", "é"] {
            assert!(is_value(text), "{text}");
        }
        for text in [
            "",
            "1, 2",
            "1)",
            "((",
            "1 // x",
            "1 /* x",
            "1 ",
            " 1",
            "/* x */ 1",
            "'",
            "'abc",
            "'\\",
            "\"a",
            "r#\"a\"",
            "it's",
        ] {
            assert!(!is_value(text), "{text}");
        }
    }

    #[test]
    fn what_is_not_closed_is_said() {
        let progress = Progress::default();
        for text in ["(1", "(1]", "\"a", "r#\"a\"", "/* /* */", "[(1, 2]", "\"\\"] {
            let item = Scanner::new(text, &progress).item(0).expect("nobody cancels");
            assert!(item.broken.is_some(), "{text}");
        }
    }
}
