//! Marks of removed people. They keep their handles, so that undo restores them in place; until then they are
//! invisible: not among the people, without lines, their key free.

use super::PersonId;

/// Set of removed people; takes no memory while empty.
#[derive(Clone, Debug, Default)]
pub(super) struct Removed {
    is: Vec<bool>,
    count: usize,
}

impl Removed {
    pub fn has(&self, person: PersonId) -> bool {
        self.is.get(person.at()).copied().unwrap_or(false)
    }

    pub fn count(&self) -> usize {
        self.count
    }

    pub fn set(&mut self, person: PersonId, is: bool) {
        if self.is.len() <= person.at() {
            self.is.resize(person.at() + 1, false);
        }
        let before = std::mem::replace(&mut self.is[person.at()], is);
        self.count = self.count + usize::from(is) - usize::from(before);
    }
}
