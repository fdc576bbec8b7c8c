//! Keys that are another's with a number behind it, which the second row with an id gets.

use super::PersonId;
use hashbrown::HashMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a row without an id is called, with a number behind it: those are never posts of one person.
const MADE_UP: &str = "row";

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

    /// The rows whose key is this one with a number behind it.
    pub fn of(&self, base: &str) -> Option<&[PersonId]> {
        self.rows.get(base).map(Vec::as_slice)
    }

    /// Forgets a row's key.
    pub fn forget(&mut self, person: PersonId, key: &str) {
        if let Some(rows) = base(key).and_then(|base| self.rows.get_mut(base)) {
            rows.retain(|&row| row != person);
        }
    }
}

/// What stands before `~2`.
pub fn base(key: &str) -> Option<&str> {
    // Nearly no key has one, and there are millions.
    let (base, number) = key.rsplit_once('~')?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && !base.is_empty() && base != MADE_UP).then_some(base)
}
