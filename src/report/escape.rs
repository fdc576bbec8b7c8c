//! Text from a file, made safe for a terminal.

use std::fmt::{self, Write};

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

fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

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
