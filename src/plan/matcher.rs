//! Who in one file is who in another: by id; where an id is not there, by the id without case and leading zeros, or by
//! name where one of the two has no id of its own. The name has to agree, and nobody is guessed between two.

use crate::org::{Org, PersonId};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// What is known of several.
const SEVERAL: u32 = u32::MAX;

/// An id without case, white space and leading zeros: spreadsheets lose these.
pub fn folded_id(id: &str) -> String {
    let id: String = id.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let bare = id.strip_suffix(".0").unwrap_or(&id).trim_start_matches('0');
    if bare.is_empty() { id } else { bare.to_owned() }
}

/// A name as it is compared: letters and digits in lower case, without accents, in the order of its words.
pub fn folded_name(name: &str) -> String {
    let letters: String = name.nfkd().filter(|c| c.is_alphanumeric() || c.is_whitespace() || *c == ',').collect();
    let turned = match letters.split_once(',') {
        Some((last, first)) => format!("{first} {last}"),
        None => letters,
    };
    turned.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Whether an id was made up for a row without one: from its place or its name.
pub fn is_made_up(org: &Org, person: PersonId) -> bool {
    is_place(org.key(person)) || org.key(person) == org.name(person)
}

/// Whether an id was made up from the place of a row.
fn is_place(id: &str) -> bool {
    id.strip_prefix("row~").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'~'))
}

/// Finds people of one organisation for those of another.
pub struct Matcher<'a> {
    org: &'a Org,
    ids: HashMap<String, u32>,
    names: HashMap<String, u32>,
}

impl<'a> Matcher<'a> {
    /// Knows the people of `org` for whom `is_open` holds.
    pub fn of(org: &'a Org, is_open: impl Fn(PersonId) -> bool) -> Self {
        let (mut ids, mut names) = (HashMap::new(), HashMap::new());
        for person in org.people().filter(|&person| is_open(person)) {
            let put = |index: &mut HashMap<String, u32>, key: String| {
                if !key.is_empty() {
                    index.entry(key).and_modify(|known| *known = SEVERAL).or_insert(person.0);
                }
            };
            put(&mut ids, folded_id(org.key(person)));
            put(&mut names, folded_name(org.name(person)));
        }
        Self { org, ids, names }
    }

    /// Who answers to an id and a name, where the id itself is not there; `is_made_up` says that the id stands for none.
    pub fn find(&self, id: &str, name: &str, made_up: bool) -> Option<PersonId> {
        let one = |found: Option<&u32>| found.copied().filter(|&it| it != SEVERAL).map(PersonId);
        let name = folded_name(name);
        let agrees = |person: &PersonId| name.is_empty() || folded_name(self.org.name(*person)) == name;
        if let Some(person) = one(self.ids.get(&folded_id(id))).filter(agrees) {
            return Some(person);
        }
        let found = one(self.names.get(&name))?;
        (made_up || is_place(id) || is_made_up(self.org, found)).then_some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::org::{Builder, Head, Row};

    fn org(rows: &[(&str, &str)]) -> Org {
        let mut builder = Builder::new(Head::new("Test", jiff::civil::date(2026, 9, 30)));
        for &(key, name) in rows {
            builder.add(&Row { key, name, ..Row::default() });
        }
        builder.finish().0
    }

    #[test]
    fn ids_fold_where_the_name_agrees_and_names_stand_for_ids_that_are_none() {
        let org = org(&[("1001", "Ana Sousa"), ("b", "Bo Li"), ("Cy Doe", "Cy Doe"), ("x", "Di"), ("y", "Di")]);
        let matcher = Matcher::of(&org, |_| true);
        let key = |id: &str, name: &str| matcher.find(id, name, false).map(|person| org.key(person).to_owned());
        assert_eq!(key("001001", "Ana Sousa").as_deref(), Some("1001"));
        assert_eq!(key("001001", "Bo Li"), None);
        assert_eq!(key("row~7", "Bo Li").as_deref(), Some("b"));
        assert_eq!(key("77", "Doe, Cy").as_deref(), Some("Cy Doe"));
        assert_eq!((key("77", "Bo Li"), key("row~1", "Di")), (None, None));
    }
}
