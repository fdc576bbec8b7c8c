//! Keys that are another's with a number behind it, which the second row with an id gets.

use super::PersonId;
use hashbrown::HashMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a row without an id is called, with a number behind it: those are never posts of one person.
const MADE_UP: &str = "row";

/// Rows with one id up to which they can be posts of one person.
const MOST: usize = 64;

/// Rows whose key is another's with a number behind it, by that other key.
#[derive(Clone, Debug, Default)]
pub struct Numbered {
    rows: HashMap<String, Vec<PersonId>>,
    /// Who has several posts, as it was before names were taken out.
    pub kept: Option<Arc<BTreeMap<PersonId, Vec<PersonId>>>>,
}

impl Numbered {
    /// Takes note of a row's key.
    pub fn add(&mut self, person: PersonId, key: &str) {
        if let Some(base) = base(key) {
            self.rows.entry_ref(base).or_default().push(person);
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows whose key is this one with a number behind it; `None` also for an id of more rows than one person has
    /// posts, such as the `0` of a file that writes it wherever an id is missing.
    pub fn of(&self, base: &str) -> Option<&[PersonId]> {
        self.rows.get(base).map(Vec::as_slice).filter(|rows| rows.len() < MOST)
    }

    /// Forgets a row's key.
    pub fn forget(&mut self, person: PersonId, key: &str) {
        if let Some(rows) = base(key).and_then(|base| self.rows.get_mut(base)) {
            // An id of so many rows is nobody's, and no row of it is a post of another.
            if rows.len() < MOST {
                rows.retain(|&row| row != person);
            }
        }
    }
}

/// What stands before `~2`.
pub fn base(key: &str) -> Option<&str> {
    // Nearly no key has one, and there are millions.
    if !key.as_bytes().contains(&b'~') {
        return None;
    }
    let (base, number) = key.rsplit_once('~')?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && !base.is_empty() && base != MADE_UP).then_some(base)
}
