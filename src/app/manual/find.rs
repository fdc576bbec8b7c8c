//! Full-text search in the manual. Ignores accents and case; a section matches when it contains every word.

use crate::app::manual::block::{Block, plain};
use crate::app::manual::book::{Section, book};
use crate::app::state::document::search::fold_into;
use crate::app::state::manual::{Found, Place};
use std::sync::LazyLock;

/// Largest number of sections listed.
const SHOWN: usize = 60;

/// Characters of context around the first match.
const AROUND: usize = 36;

/// Sections that contain every word, sorted by the number of words in their title; none for an empty query.
pub fn find(query: &str) -> Vec<Found> {
    let query = folded(query);
    let words: Vec<&str> = query.split_whitespace().collect();
    let Some(&first) = words.first() else { return Vec::new() };
    let mut found: Vec<((usize, bool), Found)> = Vec::new();
    for it in index() {
        if !words.iter().all(|word| it.folded.contains(word)) {
            continue;
        }
        let outside = words.iter().filter(|word| !it.title.contains(**word)).count();
        let rank = (outside, !it.title.starts_with(first));
        found.push((rank, Found { place: it.place, words: excerpt(&it.words, first) }));
    }
    found.sort_by_key(|(rank, found)| (*rank, found.place.chapter, found.place.section));
    found.into_iter().map(|(_, found)| found).take(SHOWN).collect()
}

struct Indexed {
    place: Place,
    title: String,
    folded: String,
    words: String,
}

fn index() -> &'static [Indexed] {
    static INDEX: LazyLock<Vec<Indexed>> = LazyLock::new(|| {
        let chapters = book().iter().enumerate();
        let sections = chapters.flat_map(|(at, it)| it.sections.iter().enumerate().map(move |(of, it)| (at, of, it)));
        sections.map(|(chapter, section, it)| indexed(Place { chapter, section }, it)).collect()
    });
    &INDEX
}

fn indexed(place: Place, section: &Section) -> Indexed {
    let mut words = String::new();
    let mut add = |text: &str| {
        words.push_str(&plain(text));
        words.push(' ');
    };
    for block in &section.blocks {
        match block {
            Block::Text(text) => add(text),
            Block::Code(text) | Block::Picture(text, _) => add(text),
            Block::Table(head, rows) => head.iter().chain(rows.iter().flatten()).for_each(|cell| add(cell)),
        }
    }
    let title = folded(&section.title);
    Indexed { place, folded: format!("{title} {}", folded(&words)), title, words }
}

fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// A few words of a text around a folded word, or the beginning of the text.
fn excerpt(words: &str, word: &str) -> String {
    // Folding can change the length of a text, so the position is counted in words.
    let all: Vec<&str> = words.split_whitespace().collect();
    let at = all.iter().position(|it| folded(it).contains(word)).unwrap_or(0);
    let mut from = at;
    let mut length = 0;
    while from > 0 && length < AROUND {
        from -= 1;
        length += all[from].chars().count() + 1;
    }
    let mut out = String::new();
    for it in all.iter().skip(from) {
        if out.chars().count() > 3 * AROUND {
            out.push('…');
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(it);
    }
    if from > 0 { format!("…{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(query: &str) -> Option<(&'static str, &'static str)> {
        let found = find(query).into_iter().next()?;
        let chapter = &book()[found.place.chapter];
        Some((chapter.file, chapter.sections[found.place.section].title.as_str()))
    }

    #[test]
    fn accents_and_case_do_not_matter_and_titles_come_first() {
        assert_eq!(first("THE GÁP"), Some(("method.md", "The gap")));
        assert_eq!(first("xylophones"), None);
        assert_eq!(find("  "), []);
    }

    #[test]
    fn an_excerpt_begins_a_little_before_the_word() {
        let text = "one two three four five six seven eight nine ten eleven twelve Élan thirteen";
        let words = excerpt(text, "elan");
        assert!(words.starts_with('…') && words.contains("Élan thirteen"), "{words}");
    }
}
