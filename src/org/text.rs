//! Text of two million people without two million allocations: columns of spans into one arena, and interned symbols.
//! Knows nothing of the meaning of a text.

use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

/// Texts concatenated in one arena; entry `i` is a span. Replacing an entry appends.
#[derive(Clone, Debug, Default)]
pub struct TextColumn {
    arena: String,
    spans: Vec<(u32, u32)>,
}

impl TextColumn {
    /// Number of entries.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// True without any entries.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Appends an entry and returns its index. A text that would push the arena past 4 GiB is stored as empty: readers
    /// refuse such files before they get here.
    pub fn push(&mut self, text: &str) -> u32 {
        let span = self.store(text);
        self.spans.push(span);
        (self.spans.len() - 1) as u32
    }

    /// Text of entry `index`; empty when there is no such entry.
    pub fn get(&self, index: u32) -> &str {
        match self.spans.get(index as usize) {
            Some(&(start, len)) => &self.arena[start as usize..(start + len) as usize],
            None => "",
        }
    }

    /// Replaces the text of an existing entry.
    pub fn set(&mut self, index: u32, text: &str) {
        let span = self.store(text);
        if let Some(entry) = self.spans.get_mut(index as usize) {
            *entry = span;
        }
    }

    /// Reserves memory for `entries` more texts of `bytes` bytes in total.
    pub fn reserve(&mut self, entries: usize, bytes: usize) {
        self.spans.reserve(entries);
        self.arena.reserve(bytes);
    }

    fn store(&mut self, text: &str) -> (u32, u32) {
        let (Ok(start), Ok(len)) = (u32::try_from(self.arena.len()), u32::try_from(text.len())) else {
            return (0, 0);
        };
        if start.checked_add(len).is_none() {
            return (0, 0);
        }
        self.arena.push_str(text);
        (start, len)
    }
}

/// Handle of an interned text; `Symbol::NONE` is the empty text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(pub u32);

impl Symbol {
    /// The empty text; also stands for "not given".
    pub const NONE: Symbol = Symbol(0);

    /// True unless it is the empty text.
    pub fn is_some(self) -> bool {
        self != Self::NONE
    }
}

/// Distinct texts, each stored once: titles, teams, locations, statuses, currencies.
#[derive(Clone, Debug)]
pub struct Symbols {
    texts: TextColumn,
    index: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Default for Symbols {
    fn default() -> Self {
        let mut texts = TextColumn::default();
        texts.push("");
        Self { texts, index: HashTable::new(), hasher: DefaultHashBuilder::default() }
    }
}

impl Symbols {
    /// Handle of `text`, which is stored if it is new.
    pub fn intern(&mut self, text: &str) -> Symbol {
        if text.is_empty() {
            return Symbol::NONE;
        }
        let hash = self.hasher.hash_one(text);
        let texts = &self.texts;
        if let Some(&found) = self.index.find(hash, |&i| texts.get(i) == text) {
            return Symbol(found);
        }
        let new = self.texts.push(text);
        let (texts, hasher) = (&self.texts, &self.hasher);
        self.index.insert_unique(hash, new, |&i| hasher.hash_one(texts.get(i)));
        Symbol(new)
    }

    /// Text behind a handle.
    pub fn get(&self, symbol: Symbol) -> &str {
        self.texts.get(symbol.0)
    }

    /// Number of distinct texts, including the empty one.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// True while only the empty text is stored.
    pub fn is_empty(&self) -> bool {
        self.texts.len() <= 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_stored_once() {
        let mut symbols = Symbols::default();
        let first = symbols.intern("Formulation");
        assert_eq!(symbols.intern("Formulation"), first);
        assert_eq!(symbols.get(first), "Formulation");
        assert_eq!(symbols.intern(""), Symbol::NONE);
        assert_eq!(symbols.len(), 2);
    }

    #[test]
    fn an_entry_can_be_replaced() {
        let mut column = TextColumn::default();
        column.push("ana");
        column.set(0, "Ana Sousa");
        assert_eq!(column.get(0), "Ana Sousa");
        assert_eq!(column.get(99), "");
    }
}
