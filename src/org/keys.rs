//! Unique keys of people, and the look-up by key. Each text is stored once, and linking by key is linear.

use super::text::TextColumn;
use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashMap, HashTable};
use std::hash::BuildHasher;

/// Unique keys, in the order they were added.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    texts: TextColumn,
    index: HashTable<u32>,
    hasher: DefaultHashBuilder,
    /// Next number to try after a taken key, so that a million rows with one id take linear time.
    next_number: HashMap<u32, usize>,
}

impl Keys {
    /// Number of keys.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// True without any key.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Key of entry `at`; empty when there is no such entry.
    pub fn get(&self, at: u32) -> &str {
        self.texts.get(at)
    }

    /// Entry with a key.
    pub fn find(&self, key: &str) -> Option<u32> {
        self.index.find(place(&self.hasher, key), |&at| self.texts.get(at) == key).copied()
    }

    /// Reserves memory for `keys` more keys.
    pub fn reserve(&mut self, keys: usize) {
        let (texts, hasher) = (&self.texts, &self.hasher);
        self.index.reserve(keys, |&at| place(hasher, texts.get(at)));
        self.texts.reserve(keys, keys * 8);
    }

    /// Adds a key. A taken one gets `~2`, `~3`, …, and its holder is returned; an empty one becomes `row~N`.
    pub fn add(&mut self, key: &str) -> Option<u32> {
        let new = self.texts.len() as u32;
        if key.is_empty() {
            let (made, _) = self.free("row", new as usize + 1);
            self.insert(&made, new);
            self.texts.push(&made);
            return None;
        }
        let taken = self.insert(key, new);
        match taken {
            None => _ = self.texts.push(key),
            Some(taken) => {
                let next = self.next_number.get(&taken).copied().unwrap_or(2);
                let (made, used) = self.free(key, next);
                self.next_number.insert(taken, used + 1);
                self.insert(&made, new);
                self.texts.push(&made);
            }
        }
        taken
    }

    /// Frees the key of an entry, which keeps its text.
    pub fn hide(&mut self, at: u32) {
        let is_it = |&other: &u32| other == at;
        if let Ok(entry) = self.index.find_entry(place(&self.hasher, self.texts.get(at)), is_it) {
            entry.remove();
        }
    }

    /// Restores the hidden key of an entry, unless another has taken it.
    pub fn show(&mut self, at: u32) {
        let key = self.texts.get(at).to_owned();
        self.insert(&key, at);
    }

    /// Changes the key of an entry. One that another entry has is still found as that entry's.
    pub fn rename(&mut self, at: u32, key: &str) {
        self.hide(at);
        self.texts.set(at, key);
        self.insert(key, at);
    }

    /// Key that [`Keys::add`] would store.
    pub fn unique(&self, key: &str) -> String {
        match self.find(key) {
            _ if key.is_empty() => self.free("row", self.texts.len() + 1).0,
            None => key.to_owned(),
            Some(taken) => self.free(key, self.next_number.get(&taken).copied().unwrap_or(2)).0,
        }
    }

    /// Records the position of a key about to be stored; an existing one stays and is returned.
    fn insert(&mut self, key: &str, new: u32) -> Option<u32> {
        let (texts, hasher) = (&self.texts, &self.hasher);
        let is_key = |&at: &u32| texts.get(at) == key;
        match self.index.entry(place(hasher, key), is_key, |&at| place(hasher, texts.get(at))) {
            Entry::Occupied(taken) => Some(*taken.get()),
            Entry::Vacant(free) => {
                free.insert(new);
                None
            }
        }
    }

    /// First free `base~N` from a number on, and that number.
    fn free(&self, base: &str, from: usize) -> (String, usize) {
        let mut number = from;
        loop {
            let key = format!("{base}~{number}");
            if self.find(&key).is_none() {
                return (key, number);
            }
            number += 1;
        }
    }
}

/// Hash of a key. Ids are usually numbered, so those that differ only in the last digit are placed next to each other,
/// within one group of slots, and distinguished by the bits that the table compares first. A file that counts then
/// needs one access to distant memory for ten of them.
fn place(hasher: &DefaultHashBuilder, key: &str) -> u64 {
    match key.as_bytes() {
        [front @ .., digit @ b'0'..=b'9'] => {
            let digit = u64::from(digit - b'0');
            ((hasher.hash_one(front) & !0xf) | digit) ^ (digit << 57)
        }
        bytes => hasher.hash_one(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbered_keys_are_told_apart() {
        let mut keys = Keys::default();
        let texts: Vec<String> = (0..2000).flat_map(|i| [format!("{i}"), format!("00{i}"), format!("e{i}x")]).collect();
        let mut distinct: Vec<&str> = Vec::new();
        for text in &texts {
            let taken = keys.add(text);
            assert_eq!(taken.map(|at| keys.get(at)), taken.map(|_| text.as_str()));
            distinct.extend(taken.is_none().then_some(text.as_str()));
        }
        assert_eq!(distinct.len(), 6000);
        for (text, at) in distinct.iter().zip(0..) {
            assert_eq!(keys.find(text), Some(at));
        }
        assert_eq!(keys.find("2000"), None);
    }

    #[test]
    fn a_million_rows_with_one_key_would_stay_linear() {
        let mut keys = Keys::default();
        let added: Vec<_> = ["a", "a", "", "a~3", "a", ""].iter().map(|key| keys.add(key)).collect();
        assert_eq!(added, [None, Some(0), None, None, Some(0), None]);
        let all: Vec<_> = (0..6).map(|at| keys.get(at)).collect();
        assert_eq!(all, ["a", "a~2", "row~3", "a~3", "a~4", "row~6"]);
        assert!((0..6).all(|at| keys.find(keys.get(at)) == Some(at)));
    }
}
