//! The problems of an import while it goes on: listed by line, and only counted where there are very many of a kind.

use crate::io::{Place, Problem};
use std::collections::BTreeMap;

/// Problems of one kind that are listed one by one; the rest are counted.
const LISTED: usize = 1000;

/// Collects problems; of each kind the first thousand are listed and the rest counted.
#[derive(Debug, Default)]
pub struct Problems {
    list: Vec<Problem>,
    seen: BTreeMap<&'static str, (usize, String)>,
    /// Added to each sentence when several files are read, so that the line can be found.
    pub file: String,
}

impl Problems {
    /// A problem of one line. `kind` groups problems of the same sort; `text` is shortened to one line.
    pub fn row(&mut self, kind: &'static str, line: usize, what: &str, text: &str, hint: &str) {
        self.row_of(kind, line, "", what, text, hint);
    }

    /// The same about somebody.
    pub fn row_of(&mut self, kind: &'static str, line: usize, who: &str, what: &str, text: &str, hint: &str) {
        let (count, _) = self.seen.entry(kind).or_insert_with(|| (0, what.to_owned()));
        *count += 1;
        if *count > LISTED {
            return;
        }
        let short: String = text.chars().take(80).map(|c| if c.is_control() { ' ' } else { c }).collect();
        let text = if short.len() < text.len() { format!("{short}…") } else { short };
        let what = if self.file.is_empty() { what.to_owned() } else { format!("{what}, in `{}`", self.file) };
        let place = Some(Place { line, column: 1 });
        self.list.push(Problem { place, what, text, hint: hint.to_owned(), kind, who: who.to_owned() });
    }

    /// A problem of the whole file.
    pub fn file(&mut self, what: String, hint: &str) {
        self.list.push(Problem::of_file(what, hint.to_owned()));
    }

    /// A problem of the whole file that is of a kind.
    pub fn file_of(&mut self, kind: &'static str, what: String, hint: &str) {
        self.list.push(Problem { kind, ..Problem::of_file(what, hint.to_owned()) });
    }

    /// Whether some problem of a kind was met.
    pub fn count(&self, kind: &str) -> usize {
        self.seen.get(kind).map_or(0, |(count, _)| *count)
    }

    /// All of them: those of the whole file first, then by line.
    pub fn finish(mut self) -> Vec<Problem> {
        for (count, what) in self.seen.into_values() {
            if count > LISTED {
                let what = format!("{} more lines: {what}", count - LISTED);
                let hint = "Only the first 1,000 are listed".to_owned();
                self.list.push(Problem::of_file(what, hint));
            }
        }
        self.list.sort_by_key(|problem| problem.place);
        self.list
    }
}
