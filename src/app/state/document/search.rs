//! Full-text search for people by name, title, team or id, ignoring accents and case; with no match, again with one
//! mistyped letter forgiven in each longer word. Texts are searched in place; only those that are not ASCII have a folded
//! copy here.

use crate::org::text::Symbol;
use crate::org::{Org, PersonId};
use std::sync::{Arc, LazyLock};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Largest number of hits kept; further ones are only counted.
pub const SHOWN: usize = 100;

/// Number of people searched per part.
pub const PART: usize = 65_536;

/// Letters of a word from which one of them may be mistyped.
const FORGIVEN: usize = 4;

/// Folded copies of names and ids that are not ASCII. Titles and teams are few and are folded while searching. Valid
/// for every organisation with the same people, whatever a plan changes.
#[derive(Clone, Debug, Default)]
pub struct SearchIndex {
    names: Folded,
    keys: Folded,
}

/// Folded texts of some people, concatenated.
#[derive(Clone, Debug, Default)]
struct Folded {
    /// People with a text, in file order.
    who: Vec<PersonId>,
    texts: String,
    /// End of each person's text, in bytes.
    ends: Vec<u32>,
}

/// Matches of a search so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// The first [`SHOWN`]: a person whose id equals the query, then names that begin with it.
    pub people: Vec<PersonId>,
    /// Number of all hits.
    pub count: usize,
}

impl SearchIndex {
    /// Folds every text that is not ASCII.
    pub fn of(org: &Org) -> Self {
        let mut index = Self::default();
        for person in org.people() {
            index.names.add(person, org.name(person));
            index.keys.add(person, org.key(person));
        }
        index.names.shrink();
        index.keys.shrink();
        index
    }
}

impl Folded {
    /// Adds a text unless it is ASCII. A text that would push the buffer past 4 GiB is left out and searched unfolded.
    fn add(&mut self, person: PersonId, text: &str) {
        if text.is_ascii() {
            return;
        }
        let before = self.texts.len();
        fold_into(text, &mut self.texts);
        match u32::try_from(self.texts.len()) {
            Ok(end) => {
                self.who.push(person);
                self.ends.push(end);
            }
            Err(_) => self.texts.truncate(before),
        }
    }

    fn shrink(&mut self) {
        self.who.shrink_to_fit();
        self.texts.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// Text of a person. `at` is a cursor that advances with the people, who must come in file order.
    fn get(&self, at: &mut usize, person: PersonId) -> Option<&str> {
        while self.who.get(*at).is_some_and(|&who| who < person) {
            *at += 1;
        }
        let end = *self.ends.get(*at).filter(|_| self.who.get(*at) == Some(&person))?;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.texts.get(start as usize..end as usize)
    }
}

/// A search in progress, person by person in file order. Matches people whose texts contain every word of the query; an
/// empty query matches nobody.
#[derive(Clone)]
pub struct Search {
    org: Arc<Org>,
    index: Arc<SearchIndex>,
    /// The query, folded.
    words: Vec<String>,
    /// For each word and each text handle, as far as looked up: whether the text contains the word.
    known: Vec<Vec<Option<bool>>>,
    next: usize,
    next_name: usize,
    next_key: usize,
    /// The person whose id equals the query; found before the scan begins.
    exact: Option<PersonId>,
    by_rank: [Vec<PersonId>; 3],
    count: usize,
    /// True in the second scan, which forgives a typing error.
    forgives: bool,
}

impl Search {
    /// Search standing before the first person.
    pub fn new(org: Arc<Org>, index: Arc<SearchIndex>, query: &str) -> Self {
        let mut folded = String::new();
        fold_into(query, &mut folded);
        let words: Vec<String> = folded.split_whitespace().map(str::to_owned).collect();
        let known = vec![Vec::new(); words.len()];
        let (by_rank, next) = (Default::default(), if words.is_empty() { org.len() } else { 0 });
        let exact = org.find(query.trim()).filter(|_| !words.is_empty());
        let count = usize::from(exact.is_some());
        Self { org, index, words, known, next, next_name: 0, next_key: 0, exact, by_rank, count, forgives: false }
    }

    /// True once everybody has been scanned.
    pub fn is_done(&self) -> bool {
        self.next >= self.org.len()
    }

    /// Scans up to `people` more people.
    pub fn advance(&mut self, people: usize) {
        let (org, index, forgives) = (self.org.clone(), self.index.clone(), self.forgives);
        let end = self.next.saturating_add(people).min(org.len());
        for person in (self.next as u32..end as u32).map(PersonId).filter(|&person| org.has(person)) {
            let name = Text::new(org.name(person), index.names.get(&mut self.next_name, person));
            let key = Text::new(org.key(person), index.keys.get(&mut self.next_key, person));
            let in_symbols = org.title_and_team(person);
            let holds = |(word, known): (&String, &mut Vec<Option<bool>>)| {
                if forgives {
                    return name.nearly_holds(word)
                        || in_symbols.into_iter().any(|symbol| Text::new(org.text(symbol), None).nearly_holds(word));
                }
                name.holds(word)
                    || key.holds(word)
                    || in_symbols.into_iter().any(|symbol| does_symbol_hold(&org, symbol, word, known))
            };
            if !self.words.iter().zip(&mut self.known).all(holds) || self.exact == Some(person) {
                continue;
            }
            self.count += 1;
            let first = self.words.first().map_or("", String::as_str);
            let rank = if name.has_part(first) { 0 } else { 1 + usize::from(!name.holds(first)) };
            if self.by_rank[rank].len() < SHOWN {
                self.by_rank[rank].push(person);
            }
        }
        self.next = end;
        let can_forgive = self.words.iter().any(|word| word.chars().count() >= FORGIVEN);
        if self.is_done() && self.count == 0 && can_forgive && !self.forgives {
            (self.next, self.next_name, self.next_key, self.forgives) = (0, 0, 0, true);
        }
    }

    /// The hits so far.
    pub fn hits(&self) -> Hits {
        Hits {
            people: self.exact.iter().chain(self.by_rank.iter().flatten()).copied().take(SHOWN).collect(),
            count: self.count,
        }
    }
}

/// True when the text behind a handle contains a folded word; each handle is looked up once.
fn does_symbol_hold(org: &Org, symbol: Symbol, word: &str, known: &mut Vec<Option<bool>>) -> bool {
    if known.is_empty() {
        known.resize(org.symbols(), None);
    }
    let find = || {
        let text = org.text(symbol);
        if text.is_ascii() {
            return Text::Ascii(text.as_bytes()).holds(word);
        }
        let mut folded = String::new();
        fold_into(text, &mut folded);
        folded.contains(word)
    };
    known.get_mut(symbol.0 as usize).is_some_and(|known| *known.get_or_insert_with(find))
}

/// A text to search.
#[derive(Clone, Copy)]
enum Text<'a> {
    /// ASCII, in its original case.
    Ascii(&'a [u8]),
    /// Any characters, folded.
    Folded(&'a str),
}

impl<'a> Text<'a> {
    fn new(text: &'a str, folded: Option<&'a str>) -> Self {
        folded.map_or(Self::Ascii(text.as_bytes()), Self::Folded)
    }

    /// True when the text contains a folded word.
    fn holds(self, word: &str) -> bool {
        // Building a standard-library searcher takes longer than scanning a name.
        let (text, can_hold) = match self {
            Self::Ascii(text) => (text, word.is_ascii()),
            Self::Folded(text) => (text.as_bytes(), true),
        };
        can_hold && places(text, word.as_bytes()).next().is_some()
    }

    /// True when a part of the text begins with a folded word, except for one letter that is wrong, missing, too many or
    /// swapped with the next.
    fn nearly_holds(self, word: &str) -> bool {
        if word.chars().count() < FORGIVEN {
            return self.holds(word);
        }
        let mut folded = String::new();
        match self {
            Self::Ascii(text) => fold_into(&String::from_utf8_lossy(text), &mut folded),
            Self::Folded(text) => folded.push_str(text),
        }
        let word: Vec<char> = word.chars().collect();
        folded.split(|c: char| !c.is_alphanumeric()).any(|part| {
            let part: Vec<char> = part.chars().collect();
            let lengths = word.len() - 1..=word.len() + 1;
            lengths.filter_map(|length| part.get(..length)).any(|start| is_one_off(start, &word))
        })
    }

    /// True when a part of the text begins with a folded word; parts are separated by anything but letters and digits.
    fn has_part(self, word: &str) -> bool {
        match self {
            // A word with a hyphen is longer than any part.
            Self::Ascii(text) => {
                word.bytes().all(|byte| byte.is_ascii_alphanumeric())
                    && places(text, word.as_bytes()).any(|at| at == 0 || !text[at - 1].is_ascii_alphanumeric())
            }
            Self::Folded(text) => {
                let is_start =
                    |at: usize| text.get(..at).is_some_and(|before| !before.ends_with(char::is_alphanumeric));
                places(text.as_bytes(), word.as_bytes()).any(is_start) && word.chars().all(char::is_alphanumeric)
            }
        }
    }
}

/// True when two texts are the same but for one letter that is wrong, missing, too many or swapped with the next.
fn is_one_off(a: &[char], b: &[char]) -> bool {
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    match (a, b) {
        ([], rest) | (rest, []) => rest.len() <= 1,
        ([a1, a2, a_rest @ ..], [b1, b2, b_rest @ ..]) if a1 == b2 && a2 == b1 && a_rest == b_rest => true,
        _ => a[1..] == b[1..] || a[1..] == *b || *a == b[1..],
    }
}

/// Offsets of a lower-case word in a text, ignoring case.
fn places<'a>(text: &'a [u8], word: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    // Most windows differ in the first byte, where only this bit tells a capital from a small letter.
    let first = word.first().map_or(0, |first| first | 0x20);
    let starts = text.windows(word.len().max(1)).enumerate();
    starts
        .filter(move |(_, window)| window[0] | 0x20 == first && window[..word.len()].eq_ignore_ascii_case(word))
        .map(|(at, _)| at)
}

/// Folded form of each of the first characters; `None` where that is not a single character.
static ONE_TO_ONE: LazyLock<Vec<Option<char>>> = LazyLock::new(|| {
    let folded = |c: char| {
        let mut folded = folded(c);
        folded.next().filter(|_| folded.next().is_none())
    };
    // Covers Latin, Greek, Cyrillic and Armenian.
    ('\0'..'\u{590}').map(folded).collect()
});

/// Appends a text with compatibility forms, accents and case removed: `Zoë` becomes `zoe`.
pub fn fold_into(text: &str, out: &mut String) {
    let one_to_one = ONE_TO_ONE.as_slice();
    for c in text.chars() {
        match one_to_one.get(c as usize) {
            Some(&Some(folded)) => out.push(folded),
            _ => out.extend(folded(c)),
        }
    }
}

/// Folded form of one character. Folding one by one is safe because combining marks, whose order matters, are removed.
fn folded(c: char) -> impl Iterator<Item = char> {
    let plain = std::iter::once(c).nfkd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase);
    plain.map(|c| match c {
        '\n' => ' ',
        // Letters with a stroke do not decompose, but people type them without it.
        'ł' => 'l',
        'ø' => 'o',
        'đ' => 'd',
        'ı' => 'i',
        c => c,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::org::{Builder, Head, Row};
    use proptest::prelude::*;

    /// An organisation from key, name, title and team of each person.
    fn org(people: &[[&str; 4]]) -> Arc<Org> {
        let mut builder = Builder::new(Head::new("Test", jiff::civil::date(2026, 9, 30)));
        for &[key, name, title, team] in people {
            builder.add(&Row { key, name, title, team, ..Row::default() });
        }
        Arc::new(builder.finish().0)
    }

    /// Result of a search, checked to be equal in one go and in parts.
    fn find(org: &Arc<Org>, query: &str, part: usize) -> Hits {
        let mut search = Search::new(org.clone(), Arc::new(SearchIndex::of(org)), query);
        while !search.is_done() {
            search.advance(part);
        }
        search.hits()
    }

    /// A whole text folded at once, as the Unicode standard defines it.
    fn folded_whole(text: &str) -> String {
        let plain: String = text.nfkd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase).collect();
        plain.replace('\n', " ").replace('ł', "l").replace('ø', "o").replace('đ', "d").replace('ı', "i")
    }

    /// Reference implementation: everybody's folded texts in one string each, searched word by word.
    fn naive(org: &Org, query: &str) -> Hits {
        let (exact, query) = (query.trim(), folded_whole(query));
        let words: Vec<&str> = query.split_whitespace().collect();
        let mut found = Vec::new();
        for person in org.people() {
            let name = folded_whole(org.name(person));
            let rest = [org.title(person), org.team(person), org.key(person)].map(folded_whole).join("\n");
            if words.is_empty() || !words.iter().all(|word| name.contains(word) || rest.contains(word)) {
                continue;
            }
            let begins = name.split(|c: char| !c.is_alphanumeric()).any(|part| part.starts_with(words[0]));
            let rank = if begins { 1 } else { 2 + usize::from(!name.contains(words[0])) };
            found.push((if org.find(exact) == Some(person) { 0 } else { rank }, person));
        }
        found.sort();
        Hits { count: found.len(), people: found.into_iter().map(|(_, person)| person).take(SHOWN).collect() }
    }

    fn check(query: &str, found: &[&str]) {
        let org = org(&[
            ["p1", "Zoë Müller", "Chemist", "Formulation"],
            ["p2", "Łukasz Ørsted", "Staff engineer", "Platform"],
            ["p3", "Marta Zola", "Director", "Zoology"],
            ["p4", "Петр Иванов", "Engineer", "Platform"],
            ["p5-Ä", "Anne-Marie", "Ingénieure", ""],
        ]);
        let hits = find(&org, query, usize::MAX);
        let keys: Vec<&str> = hits.people.iter().map(|&p| org.key(p)).collect();
        assert_eq!(keys, found, "{query}");
        assert_eq!(hits.count, found.len());
        let naive = naive(&org, query);
        assert!(hits == naive || naive.count == 0, "{hits:?}, {naive:?}");
    }

    #[test]
    fn one_mistyped_letter_is_forgiven_where_nothing_else_is_found() {
        check("mullet", &["p1"]);
        check("muler", &["p1"]);
        check("orstde", &["p2"]);
        check("zoee", &["p1"]);
        check("direktor", &["p3"]);
        check("marta dircetor", &["p3"]);
        check("zox", &[]);
        check("mulltex", &[]);
    }

    #[test]
    fn accents_and_case_do_not_matter() {
        check("zoe", &["p1"]);
        check("ZOË muller", &["p1"]);
        check("lukasz orsted", &["p2"]);
        check("петр", &["p4"]);
        check("anne-m INGENIEURE p5-a", &["p5-Ä"]);
    }

    #[test]
    fn titles_teams_and_ids_are_found_after_names() {
        check("zo", &["p1", "p3"]);
        check("platform eng", &["p2", "p4"]);
        check("p3", &["p3"]);
        check("p5-Ä", &["p5-Ä"]);
        check("  ", &[]);
        check("nobody", &[]);
    }

    #[test]
    fn a_name_that_begins_with_the_query_comes_first_whenever_it_is_found() {
        let mut people = vec![["", "Bruno Zann", "", ""]; 150];
        people.push(["last", "Ann Bell", "", ""]);
        let org = org(&people);
        let hits = find(&org, "ann", 40);
        assert_eq!((hits.count, hits.people.len()), (151, SHOWN));
        assert_eq!(org.key(hits.people[0]), "last");
    }

    proptest! {
        #[test]
        fn characters_fold_one_by_one(text in any::<String>()) {
            let mut folded = String::new();
            fold_into(&text, &mut folded);
            prop_assert_eq!(folded, folded_whole(&text));
        }

        #[test]
        fn it_finds_what_a_naive_search_finds(
            people in prop::collection::vec(("[a-cÄß -]{0,5}", "[aAbBéﬁл '-]{0,8}", "[aB É]{0,3}", "[aB ø]{0,3}"), 0..40),
            query in "[aAbcéeﬁiлß -]{0,4}",
            part in 1usize..50,
        ) {
            let rows: Vec<[&str; 4]> = people.iter().map(|(k, n, t, u)| [k.as_str(), n, t, u]).collect();
            let org = org(&rows);
            let (hits, naive) = (find(&org, &query, part), naive(&org, &query));
            prop_assert!(hits == naive || naive.count == 0, "{:?}, {:?}", hits, naive);
            prop_assert_eq!(hits, find(&org, &query, usize::MAX));
        }
    }
}
