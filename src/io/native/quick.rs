//! Fast path for values of the schema in exactly the form this program writes, read straight from the text. Anything
//! else (escapes, comments, named structs, other numbers) is left to `ron`: `None` means only that.

use serde::de::value::{BorrowedStrDeserializer, MapAccessDeserializer};
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Parses the value if the whole text is in the written form.
pub(super) fn value<'a, T: Deserialize<'a>>(text: &'a str) -> Option<T> {
    let mut at = Quick { text, at: 0 };
    let value = T::deserialize(&mut at).ok()?;
    (at.next() == 0 && at.at >= text.len()).then_some(value)
}

/// Value at the beginning of a text, and its length in bytes.
pub(super) fn leading<'a, T: Deserialize<'a>>(text: &'a str) -> Option<(T, usize)> {
    let mut at = Quick { text, at: 0 };
    let value = T::deserialize(&mut at).ok()?;
    Some((value, at.at))
}

/// Error for text that is not in the written form.
#[derive(Debug)]
struct Otherwise;

impl fmt::Display for Otherwise {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("not in the written form")
    }
}

impl std::error::Error for Otherwise {}

impl de::Error for Otherwise {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

struct Quick<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Quick<'a> {
    /// Next byte after white space, without consuming it; 0 at the end.
    fn next(&mut self) -> u8 {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                Some(&byte) => return byte,
                None => return 0,
            }
        }
    }

    fn pass(&mut self, byte: u8) -> Result<(), Otherwise> {
        if self.next() != byte {
            return Err(Otherwise);
        }
        self.at += 1;
        Ok(())
    }

    /// Consumes bytes while `is_part` holds.
    fn run(&mut self, is_part: impl Fn(u8) -> bool) -> &'a str {
        let begin = self.at;
        let rest = &self.text.as_bytes()[begin..];
        self.at += rest.iter().position(|&byte| !is_part(byte)).unwrap_or(rest.len());
        // All these bytes are ASCII, so both ends fall between characters.
        &self.text[begin..self.at]
    }

    fn word(&mut self) -> Result<&'a str, Otherwise> {
        let first = self.next();
        let word = self.run(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        // A word after `r#` or before a bracket is more than a word.
        let is_more = matches!(self.next(), b'(' | b'{' | b'#' | b'"' | b'\'');
        if word.is_empty() || first.is_ascii_digit() || is_more { Err(Otherwise) } else { Ok(word) }
    }

    fn string(&mut self) -> Result<&'a str, Otherwise> {
        self.pass(b'"')?;
        let begin = self.at;
        let len = self.text.as_bytes()[begin..].iter().position(|&byte| byte == b'"' || byte == b'\\');
        let end = begin + len.ok_or(Otherwise)?;
        self.at = end;
        self.pass(b'"')?;
        Ok(&self.text[begin..end])
    }

    /// Digits with at most one decimal point between them, and optionally a minus. At most 15 digits, so that every
    /// parser agrees on the value.
    fn number(&mut self) -> Result<&'a str, Otherwise> {
        let first = self.next();
        let text = self.run(|byte| byte.is_ascii_alphanumeric() || b"+-._".contains(&byte));
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let is_plain = digits.len() <= 15 && are_digits(whole) && are_digits(part);
        if is_plain && first != b'.' { Ok(text) } else { Err(Otherwise) }
    }

    fn float(&mut self) -> Result<f64, Otherwise> {
        self.number()?.parse().map_err(|_| Otherwise)
    }
}

/// Entries between two brackets, separated by commas.
struct Entries<'q, 'a> {
    quick: &'q mut Quick<'a>,
    close: u8,
    is_first: bool,
}

impl Entries<'_, '_> {
    fn has_more(&mut self) -> Result<bool, Otherwise> {
        if !std::mem::replace(&mut self.is_first, false) && self.quick.next() != self.close {
            self.quick.pass(b',')?;
        }
        Ok(self.quick.next() != self.close)
    }
}

impl<'a> SeqAccess<'a> for Entries<'_, 'a> {
    type Error = Otherwise;
    fn next_element_seed<T: DeserializeSeed<'a>>(&mut self, seed: T) -> Result<Option<T::Value>, Otherwise> {
        if self.has_more()? { seed.deserialize(&mut *self.quick).map(Some) } else { Ok(None) }
    }
}

impl<'a> MapAccess<'a> for Entries<'_, 'a> {
    type Error = Otherwise;
    fn next_key_seed<K: DeserializeSeed<'a>>(&mut self, seed: K) -> Result<Option<K::Value>, Otherwise> {
        if !self.has_more()? {
            return Ok(None);
        }
        let name = self.quick.word()?;
        self.quick.pass(b':')?;
        seed.deserialize(BorrowedStrDeserializer::new(name)).map(Some)
    }
    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Result<V::Value, Otherwise> {
        seed.deserialize(&mut *self.quick)
    }
}

impl<'a> Quick<'a> {
    fn entries(&mut self, open: u8, close: u8) -> Result<Entries<'_, 'a>, Otherwise> {
        self.pass(open)?;
        Ok(Entries { quick: self, close, is_first: true })
    }

    fn list<V: Visitor<'a>>(&mut self, open: u8, close: u8, visitor: V) -> Result<V::Value, Otherwise> {
        let mut entries = self.entries(open, close)?;
        let value = visitor.visit_seq(&mut entries)?;
        entries.quick.pass(close)?;
        Ok(value)
    }
}

/// Kinds of values that the schema has rarely or never.
macro_rules! forward_to_otherwise {
    ($($name:ident),* $(,)?) => {
        $(fn $name<V: Visitor<'a>>(self, _: V) -> Result<V::Value, Otherwise> {
            Err(Otherwise)
        })*
    };
}

impl<'a> Deserializer<'a> for &mut Quick<'a> {
    type Error = Otherwise;

    /// A number, or a few numbers in round brackets: nothing else in the schema leaves its type open.
    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Otherwise> {
        match self.next() {
            b'(' => self.list(b'(', b')', visitor),
            // Whether −0 keeps its sign depends on the type, which is not known here.
            b'-' => Err(Otherwise),
            _ => visitor.visit_f64(self.float()?),
        }
    }
    fn deserialize_f64<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Otherwise> {
        visitor.visit_f64(self.float()?)
    }
    fn deserialize_bool<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Otherwise> {
        match self.word()? {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(Otherwise),
        }
    }
    fn deserialize_str<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Otherwise> {
        visitor.visit_borrowed_str(self.string()?)
    }
    fn deserialize_string<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Otherwise> {
        self.deserialize_str(visitor)
    }
    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Otherwise> {
        let first = self.next();
        // `None` and `Some(…)`, or a word that looks like them.
        if matches!(first, b'N' | b'S') { Err(Otherwise) } else { visitor.visit_some(self) }
    }
    fn deserialize_seq<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Otherwise> {
        self.list(b'[', b']', visitor)
    }
    fn deserialize_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Otherwise> {
        let mut entries = self.entries(b'(', b')')?;
        let value = MapAccessDeserializer::new(&mut entries).deserialize_any(visitor)?;
        entries.quick.pass(b')')?;
        Ok(value)
    }
    fn deserialize_enum<V: Visitor<'a>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Otherwise> {
        BorrowedStrDeserializer::new(self.word()?).deserialize_enum(name, variants, visitor)
    }

    fn deserialize_u64<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Otherwise> {
        visitor.visit_u64(self.number()?.parse().map_err(|_| Otherwise)?)
    }
    fn deserialize_newtype_struct<V: Visitor<'a>>(self, _: &'static str, _: V) -> Result<V::Value, Otherwise> {
        Err(Otherwise)
    }
    fn deserialize_unit_struct<V: Visitor<'a>>(self, _: &'static str, _: V) -> Result<V::Value, Otherwise> {
        Err(Otherwise)
    }
    fn deserialize_tuple<V: Visitor<'a>>(self, _: usize, _: V) -> Result<V::Value, Otherwise> {
        Err(Otherwise)
    }
    fn deserialize_tuple_struct<V: Visitor<'a>>(self, _: &'static str, _: usize, _: V) -> Result<V::Value, Otherwise> {
        Err(Otherwise)
    }

    forward_to_otherwise! {
        deserialize_i8, deserialize_i16, deserialize_i32, deserialize_i64, deserialize_u8, deserialize_u16,
        deserialize_u32, deserialize_f32, deserialize_char, deserialize_bytes, deserialize_byte_buf, deserialize_unit,
        deserialize_map, deserialize_identifier, deserialize_ignored_any,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::schema;
    use super::*;
    use crate::io::native::Notation;
    use crate::io::native::notation::Parser;
    use ron::extensions::Extensions;
    use serde::de::DeserializeOwned;

    /// Checks whether the fast path reads the text; if it does, the result must equal that of `ron`.
    fn agrees<T: DeserializeOwned + PartialEq + fmt::Debug>(text: &str) -> bool {
        let slow = Parser::new(Notation::Ron, Extensions::empty()).parse_any::<T>(text);
        value::<T>(text).is_some_and(|quick| {
            assert_eq!(slow.ok(), Some(quick), "{text}");
            true
        })
    }

    #[test]
    fn the_written_form_is_read_and_all_else_is_left() {
        let evidence = r#"[(kind: "money", amount: 9.5, provenance: measured, from: "2025-10-01", to: "2026-09-30")]"#;
        assert!(agrees::<Vec<schema::Evidence>>(evidence));
        assert!(agrees::<Vec<schema::Evidence>>(&evidence.replace(", ", " ,\n").replace(')', " , )")));
        for other in [
            evidence.replace("money", "mo\\u{6e}ey"),
            evidence.replace("9.5", "+9.5"),
            evidence.replace("9.5", "9_5.0"),
            evidence.replace("9.5", "-9.5"),
            evidence.replace("measured", "Measured"),
            evidence.replace("measured", "r#measured"),
            evidence.replace("amount", "sum"),
            evidence.replace("kind", "kind: \"a\", kind"),
            evidence.replace("(kind", "Evidence(kind"),
            evidence.replace("9.5", "9.5 /* about */"),
            evidence.replace("2025-10-01", "2025-02-30"),
            format!("{evidence},"),
            evidence.replace(')', ""),
            evidence.replace("9.5", "9.5,"),
        ] {
            assert!(!agrees::<Vec<schema::Evidence>>(&other), "{other}");
        }
    }

    #[test]
    fn numbers_words_and_texts_mean_what_they_do_elsewhere() {
        for text in ["0", "5", "5.25", "007", "(1, 2)", "( 1.5 ,2 )", "123456789012.25"] {
            assert!(agrees::<schema::Amount>(text), "{text}");
        }
        for text in [
            "-0",
            "-1",
            ".5",
            "5.",
            "1e3",
            "inf",
            "0x10",
            "(1)",
            "(1, 2, 3)",
            "()",
            "(1 2)",
            "(1, 2,)",
            "1234567890123456",
        ] {
            assert!(!agrees::<schema::Amount>(text), "{text}");
        }
        assert!(agrees::<Vec<String>>("[\"a\", \"é\n\", \"\"]"));
        assert!(agrees::<Vec<String>>("[]"));
        assert!(!agrees::<Vec<String>>("[,]"));
        assert!(agrees::<schema::Right>("(text: \"a\", role: decide, at: 5, technical: false)"));
        assert!(!agrees::<schema::Right>("(text: \"a\", role: decide, at: Some(5))"));
        assert!(!agrees::<schema::Right>("(text: \"a\", role: decide, at: None)"));
        assert!(agrees::<Vec<schema::RoleChange>>("[(reason: retention), (date: \"2024-03-01\", rise: 5000)]"));
        assert!(!agrees::<Vec<schema::RoleChange>>("[(reason: other(\"x\"))]"));
        assert!(agrees::<schema::Preference>("(answer: craft, date: \"2026-06-01\")"));
    }
}
