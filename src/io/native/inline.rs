//! Writes one value of the schema in either notation. Everything goes on one line, except that the lists in ladders,
//! tracks and scenarios get a line per entry. `ron`'s own writer is not used because it escapes apostrophes and
//! combining marks, which people would read.

use super::notation::{Notation, write_name, write_number, write_text};
use serde::ser::{self, Impossible, Serialize};
use std::fmt;

/// Appends `value` to `out`; lines it breaks are indented by `indent` steps of two spaces.
pub(super) fn write_value<T: Serialize>(value: &T, notation: Notation, indent: usize, out: &mut String) {
    value
        .serialize(&mut Inline { out, notation, indent, spread: indent > 0 })
        .expect("no type of the schema serializes to what this writer refuses");
}

struct Inline<'o> {
    out: &'o mut String,
    notation: Notation,
    indent: usize,
    /// True while a list written here gets a line per entry.
    spread: bool,
}

/// True for types whose fields get a line each.
fn is_spread(name: &str) -> bool {
    matches!(name, "Ladder" | "Track" | "Scenario")
}

/// Reason that a value cannot be written: it is of a kind that no file has.
#[derive(Debug)]
struct Refused(String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

impl ser::Error for Refused {
    fn custom<T: fmt::Display>(what: T) -> Self {
        Self(what.to_string())
    }
}

fn refuse<T>() -> Result<T, Refused> {
    Err(Refused("not a value of the schema".to_owned()))
}

struct Entries<'w, 'o> {
    to: &'w mut Inline<'o>,
    close: &'static str,
    is_first: bool,
    spread: bool,
    was_spread: bool,
}

impl<'o> Inline<'o> {
    fn open<'w>(&'w mut self, open: &str, close: &'static str, spread: bool) -> Entries<'w, 'o> {
        self.out.push_str(open);
        let was_spread = std::mem::replace(&mut self.spread, spread);
        self.indent += usize::from(spread);
        Entries { to: self, close, is_first: true, spread, was_spread }
    }

    fn name_of_variant(&mut self, variant: &str) {
        match self.notation {
            Notation::Ron => self.out.push_str(variant),
            Notation::Json => {
                self.out.push('{');
                write_text(variant, Notation::Json, self.out);
                self.out.push_str(": ");
            }
        }
    }

    fn line(&mut self) {
        self.out.push('\n');
        for _ in 0..self.indent {
            self.out.push_str("  ");
        }
    }
}

impl Entries<'_, '_> {
    fn next(&mut self) {
        match (std::mem::replace(&mut self.is_first, false), self.spread) {
            (true, true) => self.to.line(),
            (true, false) => {}
            (false, true) => {
                self.to.out.push(',');
                self.to.line();
            }
            (false, false) => self.to.out.push_str(", "),
        }
    }

    fn entry<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        self.next();
        value.serialize(&mut *self.to)
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Refused> {
        self.next();
        write_name(name, self.to.notation, self.to.out);
        value.serialize(&mut *self.to)
    }

    fn close(self) -> Result<(), Refused> {
        self.to.indent -= usize::from(self.spread);
        self.to.spread = self.was_spread;
        if self.spread && !self.is_first {
            if self.to.notation == Notation::Ron {
                self.to.out.push(',');
            }
            self.to.line();
        }
        self.to.out.push_str(self.close);
        Ok(())
    }
}

impl<'w, 'o> ser::Serializer for &'w mut Inline<'o> {
    type Ok = ();
    type Error = Refused;
    type SerializeSeq = Entries<'w, 'o>;
    type SerializeTuple = Entries<'w, 'o>;
    type SerializeTupleStruct = Entries<'w, 'o>;
    type SerializeTupleVariant = Impossible<(), Refused>;
    type SerializeMap = Impossible<(), Refused>;
    type SerializeStruct = Entries<'w, 'o>;
    type SerializeStructVariant = Entries<'w, 'o>;

    fn serialize_bool(self, v: bool) -> Result<(), Refused> {
        self.out.push_str(if v { "true" } else { "false" });
        Ok(())
    }
    fn serialize_i8(self, v: i8) -> Result<(), Refused> {
        self.serialize_i64(v.into())
    }
    fn serialize_i16(self, v: i16) -> Result<(), Refused> {
        self.serialize_i64(v.into())
    }
    fn serialize_i32(self, v: i32) -> Result<(), Refused> {
        self.serialize_i64(v.into())
    }
    fn serialize_i64(self, v: i64) -> Result<(), Refused> {
        self.out.push_str(&v.to_string());
        Ok(())
    }
    fn serialize_u8(self, v: u8) -> Result<(), Refused> {
        self.serialize_u64(v.into())
    }
    fn serialize_u16(self, v: u16) -> Result<(), Refused> {
        self.serialize_u64(v.into())
    }
    fn serialize_u32(self, v: u32) -> Result<(), Refused> {
        self.serialize_u64(v.into())
    }
    fn serialize_u64(self, v: u64) -> Result<(), Refused> {
        self.out.push_str(&v.to_string());
        Ok(())
    }
    fn serialize_f32(self, v: f32) -> Result<(), Refused> {
        self.serialize_f64(v.into())
    }
    fn serialize_f64(self, v: f64) -> Result<(), Refused> {
        write_number(v, self.out);
        Ok(())
    }
    fn serialize_char(self, v: char) -> Result<(), Refused> {
        self.serialize_str(v.encode_utf8(&mut [0; 4]))
    }
    fn serialize_str(self, v: &str) -> Result<(), Refused> {
        write_text(v, self.notation, self.out);
        Ok(())
    }
    fn serialize_bytes(self, _: &[u8]) -> Result<(), Refused> {
        refuse()
    }
    fn serialize_none(self) -> Result<(), Refused> {
        self.out.push_str(if self.notation == Notation::Ron { "None" } else { "null" });
        Ok(())
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Refused> {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Result<(), Refused> {
        refuse()
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Refused> {
        refuse()
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Refused> {
        match self.notation {
            Notation::Ron => self.out.push_str(variant),
            Notation::Json => write_text(variant, Notation::Json, self.out),
        }
        Ok(())
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Refused> {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Refused> {
        self.name_of_variant(variant);
        let (open, close) = if self.notation == Notation::Ron { ("(", ")") } else { ("", "}") };
        let mut entries = self.open(open, close, false);
        entries.entry(value)?;
        entries.close()
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Entries<'w, 'o>, Refused> {
        let spread = self.spread;
        Ok(self.open("[", "]", spread))
    }
    fn serialize_tuple(self, _: usize) -> Result<Entries<'w, 'o>, Refused> {
        let (open, close) = if self.notation == Notation::Ron { ("(", ")") } else { ("[", "]") };
        Ok(self.open(open, close, false))
    }
    fn serialize_tuple_struct(self, _: &'static str, len: usize) -> Result<Entries<'w, 'o>, Refused> {
        self.serialize_tuple(len)
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Refused> {
        refuse()
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Refused> {
        refuse()
    }
    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Entries<'w, 'o>, Refused> {
        let (open, close) = if self.notation == Notation::Ron { ("(", ")") } else { ("{", "}") };
        let spread = self.spread && is_spread(name);
        Ok(self.open(open, close, spread))
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Entries<'w, 'o>, Refused> {
        self.name_of_variant(variant);
        let (open, close) = if self.notation == Notation::Ron { ("(", ")") } else { ("{", "}}") };
        Ok(self.open(open, close, false))
    }
}

impl ser::SerializeSeq for Entries<'_, '_> {
    type Ok = ();
    type Error = Refused;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        self.entry(value)
    }
    fn end(self) -> Result<(), Refused> {
        self.close()
    }
}

impl ser::SerializeTuple for Entries<'_, '_> {
    type Ok = ();
    type Error = Refused;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        self.entry(value)
    }
    fn end(self) -> Result<(), Refused> {
        self.close()
    }
}

impl ser::SerializeTupleStruct for Entries<'_, '_> {
    type Ok = ();
    type Error = Refused;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        self.entry(value)
    }
    fn end(self) -> Result<(), Refused> {
        self.close()
    }
}

impl ser::SerializeStruct for Entries<'_, '_> {
    type Ok = ();
    type Error = Refused;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Refused> {
        self.field(name, value)
    }
    fn end(self) -> Result<(), Refused> {
        self.close()
    }
}

impl ser::SerializeStructVariant for Entries<'_, '_> {
    type Ok = ();
    type Error = Refused;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Refused> {
        self.field(name, value)
    }
    fn end(self) -> Result<(), Refused> {
        self.close()
    }
}
