//! Those who were removed. Their handles stay theirs, so that undoing brings the same person back to the same place;
//! until then nobody meets them: they are not among the people, have no line, and their key is free.

use super::PersonId;

/// Marks of the removed; takes no room while nobody is.
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
