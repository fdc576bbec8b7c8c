//! Several posts of one person: rows that are equal in id and name. The second row with an id is called `id~2`, so posts
//! are found by their keys. One of them stands for the person; the others are dotted places, and are nobody besides.

use super::numbered::base;
use super::{Budget, Evidence, Kind, Org, PersonId, Presence, Right};
use std::sync::Arc;

impl Org {
    /// All rows of the person that a row is of, in file order; empty where it is the only one.
    pub fn posts(&self, person: PersonId) -> Vec<PersonId> {
        if let Some(kept) = &self.numbered.kept {
            return kept.get(&person).cloned().unwrap_or_default();
        }
        let key = self.key(person);
        let base = base(key).unwrap_or(key);
        let Some(numbered) = self.numbered.of(base) else { return Vec::new() };
        let name = self.name(person);
        if name.is_empty() || self.kind(person) != Kind::Person {
            return Vec::new();
        }
        let is_post = |&row: &PersonId| self.has(row) && self.kind(row) == Kind::Person && self.name(row) == name;
        let mut posts: Vec<PersonId> = numbered.iter().copied().chain(self.find(base)).filter(is_post).collect();
        posts.sort_unstable();
        if posts.len() > 1 && posts.contains(&person) { posts } else { Vec::new() }
    }

    /// Keeps who has several posts, whatever becomes of the names: for a copy from which they are taken out.
    pub fn keep_posts(&mut self) {
        if !self.has_posts() || self.numbered.kept.is_some() {
            return;
        }
        let of = |person| Some((person, self.posts(person))).filter(|(_, posts)| !posts.is_empty());
        self.numbered.kept = Some(Arc::new(self.people().filter_map(of).collect()));
    }

    /// Whether any row may be another post of somebody.
    pub fn has_posts(&self) -> bool {
        !self.numbered.is_empty() || self.numbered.kept.is_some()
    }

    /// The row that stands for a person: of several posts the first that is in force at `as_of`, else the first.
    pub fn primary(&self, person: PersonId) -> PersonId {
        if !self.has_posts() {
            return person;
        }
        let posts = self.posts(person);
        let in_force = posts.iter().find(|&&post| self.presence(post) == Presence::Here);
        in_force.or(posts.first()).copied().unwrap_or(person)
    }

    /// Whether a row is another post of somebody who has a row already.
    pub fn is_other_post(&self, person: PersonId) -> bool {
        self.primary(person) != person
    }

    /// The rows in force of the person that a row stands for, that row first; of any other row itself alone.
    fn counted(&self, person: PersonId) -> impl Iterator<Item = PersonId> + Clone + use<> {
        let mut others = Vec::new();
        if self.has_posts() {
            let posts = self.posts(person);
            let is_here = |post: PersonId| self.presence(post) == Presence::Here;
            if self.primary(person) == person && is_here(person) {
                others = posts.into_iter().filter(|&post| post != person && is_here(post)).collect();
            }
        }
        std::iter::once(person).chain(others)
    }

    /// The evidence of a person, in all posts in force.
    pub fn evidence(&self, person: PersonId) -> impl Iterator<Item = &Evidence> {
        self.counted(person).flat_map(|row| &self.details(row).evidence)
    }

    /// The rights of a person, in all posts in force; `None` where nobody recorded any.
    pub fn rights(&self, person: PersonId) -> Option<impl Iterator<Item = &Right> + Clone> {
        let rows = self.counted(person);
        let is_recorded = rows.clone().any(|row| self.details(row).rights.is_some());
        is_recorded.then(|| rows.flat_map(|row| self.details(row).rights.iter().flatten()))
    }

    /// The spending limits of a person, in all posts in force; `None` where nobody recorded any.
    pub fn budgets(&self, person: PersonId) -> Option<impl Iterator<Item = &Budget> + Clone> {
        let rows = self.counted(person);
        let is_recorded = rows.clone().any(|row| self.details(row).budgets.is_some());
        is_recorded.then(|| rows.flat_map(|row| self.details(row).budgets.iter().flatten()))
    }

    /// Yearly full-time pay in the reporting currency; of several posts in force what they pay together, for the part
    /// of full time that they are together. `None` when missing (METHOD.md section 7a).
    pub fn yearly_pay(&self, person: PersonId) -> Option<f64> {
        if !self.has_posts() {
            return self.pay_of_post(person).map(|(yearly, _)| yearly);
        }
        let (mut paid, mut whole, mut posts) = (0.0, 0.0, 0);
        let mut only = None;
        for (yearly, part) in self.counted(person).filter_map(|row| self.pay_of_post(row)) {
            (paid, whole, posts) = (paid + yearly * part, whole + part, posts + 1);
            only = Some(yearly);
        }
        // What is multiplied and divided again may round.
        if posts > 1 { Some(paid / whole).filter(|pay| pay.is_finite()) } else { only }
    }
}
