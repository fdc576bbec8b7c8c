//! Text from a file, made safe for a terminal, also inside JSON.

use std::fmt::{self, Write};
use std::io;

/// Displays text with every control character, line break and change of direction escaped.
pub struct Shown<'a>(pub &'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for c in self.0.chars() {
            if is_unsafe(c) {
                write!(f, "{}", c.escape_default())?;
            } else {
                f.write_char(c)?;
            }
        }
        Ok(())
    }
}

/// Writer that passes JSON on with every character escaped that could steer a terminal or turn a line round. JSON has
/// such characters inside texts alone; line breaks stay. Each write has to end between two characters, as those of
/// `serde_json` and of `write!` do.
pub struct PlainJson<W>(pub W);

impl<W: io::Write> io::Write for PlainJson<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let is_plain = bytes.iter().all(|&byte| byte < 0x7f);
        match std::str::from_utf8(bytes) {
            Ok(text) if !is_plain => {
                let mut from = 0;
                for (at, c) in text.char_indices().filter(|&(_, c)| c != '\n' && is_unsafe(c)) {
                    self.0.write_all(&bytes[from..at])?;
                    write!(self.0, "\\u{:04x}", u32::from(c))?;
                    from = at + c.len_utf8();
                }
                self.0.write_all(&bytes[from..])
            }
            _ => self.0.write_all(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_terminal_is_not_steered_by_json_either_and_the_text_is_the_same() {
        let text = "Ana Souza é 李 \u{9b}31m\u{202e}\u{7f}\u{2028}\u{1b}\n";
        let mut out = Vec::new();
        serde_json::to_writer(PlainJson(&mut out), text).expect("memory");
        let written = String::from_utf8(out).expect("text");
        assert_eq!(written, "\"Ana Souza é 李 \\u009b31m\\u202e\\u007f\\u2028\\u001b\\n\"");
        assert_eq!(serde_json::from_str::<String>(&written).ok().as_deref(), Some(text));
        let mut out = Vec::new();
        PlainJson(&mut out).write_all("{\n  \"a\": 1\n}".as_bytes()).expect("memory");
        assert_eq!(out, b"{\n  \"a\": 1\n}");
    }

    #[test]
    fn a_terminal_cannot_be_steered_by_a_name() {
        for (text, shown) in [
            ("Ana Souza é 李", "Ana Souza é 李"),
            ("red\u{1b}[31m", "red\\u{1b}[31m"),
            ("two\nlines\t", "two\\nlines\\t"),
            ("\u{202e}gnitsixe\u{9b}", "\\u{202e}gnitsixe\\u{9b}"),
        ] {
            assert_eq!(Shown(text).to_string(), shown);
        }
    }
}
