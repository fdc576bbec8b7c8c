//! Finding people by name, title, team or id, whatever the accents and the case.

use crate::org::{Org, PersonId};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Hits that are kept; the rest is counted.
pub const SHOWN: usize = 100;

/// Everybody's folded name, title, team and id, one line a person, in file order.
#[derive(Clone, Debug, Default)]
pub struct SearchIndex {
    folded: String,
    /// End of each person's line.
    ends: Vec<usize>,
}

/// Who was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// The first [`SHOWN`], names that begin with the query first.
    pub people: Vec<PersonId>,
    /// How many there are.
    pub count: usize,
}

impl SearchIndex {
    /// Folds everybody's texts.
    pub fn of(org: &Org) -> Self {
        let mut index = Self::default();
        index.ends.reserve(org.len());
        for person in org.people() {
            for text in [org.name(person), org.title(person), org.team(person), org.key(person)] {
                fold_into(text, &mut index.folded);
                index.folded.push('\n');
            }
            index.ends.push(index.folded.len());
        }
        index
    }

    /// Everybody whose texts hold every word of the query; nobody for an empty query. Linear in all texts.
    pub fn find(&self, query: &str) -> Hits {
        let mut folded = String::new();
        fold_into(query, &mut folded);
        let words: Vec<&str> = folded.split_whitespace().collect();
        let mut hits = Hits::default();
        if words.is_empty() {
            return hits;
        }
        let mut by_rank: [Vec<PersonId>; 3] = Default::default();
        let mut start = 0;
        for (&end, id) in self.ends.iter().zip(0u32..) {
            let line = &self.folded[start..end];
            start = end;
            if !words.iter().all(|word| line.contains(word)) {
                continue;
            }
            hits.count += 1;
            let name = line.split('\n').next().unwrap_or_default();
            let begins = name.split(|c: char| !c.is_alphanumeric()).any(|part| part.starts_with(words[0]));
            let rank = if begins { 0 } else { 1 + usize::from(!name.contains(words[0])) };
            if by_rank[rank].len() < SHOWN {
                by_rank[rank].push(PersonId(id));
            }
        }
        hits.people = by_rank.into_iter().flatten().take(SHOWN).collect();
        hits
    }
}

/// Compatibility forms, accents and case taken off: `Zoë` becomes `zoe`.
fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() {
        out.extend(text.chars().map(|c| if c == '\n' { ' ' } else { c.to_ascii_lowercase() }));
        return;
    }
    let plain = text.nfkd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase);
    out.extend(plain.map(|c| match c {
        '\n' => ' ',
        // Letters with a stroke have no decomposition, but are typed without it.
        'ł' => 'l',
        'ø' => 'o',
        'đ' => 'd',
        'ı' => 'i',
        c => c,
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::org::{Builder, Head, Row};

    fn check(query: &str, found: &[&str]) {
        let mut builder = Builder::new(Head::new("Test", jiff::civil::date(2026, 9, 30)));
        for (key, name, title, team) in [
            ("p1", "Zoë Müller", "Chemist", "Formulation"),
            ("p2", "Łukasz Ørsted", "Staff engineer", "Platform"),
            ("p3", "Marta Zola", "Director", "Zoology"),
            ("p4", "Петр Иванов", "Engineer", "Platform"),
        ] {
            builder.add(&Row { key, name, title, team, ..Row::default() });
        }
        let org = builder.finish().0;
        let hits = SearchIndex::of(&org).find(query);
        let keys: Vec<&str> = hits.people.iter().map(|&p| org.key(p)).collect();
        assert_eq!(keys, found, "{query}");
        assert_eq!(hits.count, found.len());
    }

    #[test]
    fn accents_and_case_do_not_matter() {
        check("zoe", &["p1"]);
        check("ZOË muller", &["p1"]);
        check("lukasz orsted", &["p2"]);
        check("петр", &["p4"]);
    }

    #[test]
    fn titles_teams_and_ids_are_found_after_names() {
        check("zo", &["p1", "p3"]);
        check("platform eng", &["p2", "p4"]);
        check("p3", &["p3"]);
        check("  ", &[]);
        check("nobody", &[]);
    }
}
