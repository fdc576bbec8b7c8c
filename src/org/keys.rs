//! Everybody's key, each one once, and where it is. The text is stored once, and linking by key is linear.

use super::text::TextColumn;
use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashMap, HashTable};
use std::hash::BuildHasher;

/// Unique keys in the order in which they were added.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    texts: TextColumn,
    index: HashTable<u32>,
    hasher: DefaultHashBuilder,
    /// Next number to try after a taken key, so that a million rows with one id stay linear.
    next_number: HashMap<u32, usize>,
}

impl Keys {
    /// Number of keys.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The key of entry `at`, empty when there is no such entry.
    pub fn get(&self, at: u32) -> &str {
        self.texts.get(at)
    }

    /// The entry with a key.
    pub fn find(&self, key: &str) -> Option<u32> {
        self.index.find(place(&self.hasher, key), |&at| self.texts.get(at) == key).copied()
    }

    /// Makes room for `keys` more.
    pub fn reserve(&mut self, keys: usize) {
        let (texts, hasher) = (&self.texts, &self.hasher);
        self.index.reserve(keys, |&at| place(hasher, texts.get(at)));
        self.texts.reserve(keys, keys * 8);
    }

    /// Adds a key. One that is taken gets `~2`, `~3`, …, and who has it is returned; an empty one becomes `row~N`.
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

    /// Gives an entry its hidden key back; who else has taken it keeps it.
    pub fn show(&mut self, at: u32) {
        let key = self.texts.get(at).to_owned();
        self.insert(&key, at);
    }

    /// Gives an entry another key; one that somebody has stays theirs and is found as theirs.
    pub fn rename(&mut self, at: u32, key: &str) {
        self.hide(at);
        self.texts.set(at, key);
        self.insert(key, at);
    }

    /// The key that [`Keys::add`] would store.
    pub fn unique(&self, key: &str) -> String {
        match self.find(key) {
            _ if key.is_empty() => self.free("row", self.texts.len() + 1).0,
            None => key.to_owned(),
            Some(taken) => self.free(key, self.next_number.get(&taken).copied().unwrap_or(2)).0,
        }
    }

    /// Notes where a key is that is about to be stored; what is there stays and is returned.
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

    /// The first free `base~N` from a number on, and that number.
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

/// The hash of a key. Ids are numbered more often than not, so those that differ in a last digit alone lie side by
/// side, within one group of slots, and are told apart by the bits that the table compares first: a file that counts
/// costs one walk to far memory for ten of them.
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
