//! The problems of an import while it goes on: listed by line, and only counted where there are very many of a kind.

use super::error::counted;
use super::field::{Field, name_of};
use crate::io::problem::NOTE;
use crate::io::{Place, Problem};
use std::collections::BTreeMap;

/// Problems of one kind that are listed one by one; the rest are counted.
const LISTED: usize = 1000;

/// Collects problems; of each kind the first thousand are listed and the rest counted.
#[derive(Debug, Default)]
pub struct Problems {
    list: Vec<Problem>,
    seen: BTreeMap<&'static str, (usize, String)>,
    /// The file that is being read, where several are.
    pub file: String,
    /// All of several files or sheets; empty where there is one.
    pub files: Vec<String>,
}

/// A line of one of several files or sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// Number of the sheet among [`Problems::files`].
    pub sheet: u16,
    /// The line, counted from 1.
    pub line: usize,
}

/// A line of the file that is being read.
impl From<usize> for At {
    fn from(line: usize) -> Self {
        Self { sheet: u16::MAX, line }
    }
}

impl Problems {
    /// A problem of one line. `kind` groups problems of the same sort; `text` is shortened to one line.
    pub fn row(&mut self, kind: &'static str, at: impl Into<At>, what: &str, text: &str, hint: &str) {
        self.row_of(kind, at, "", what, text, hint);
    }

    /// The same about a value of somebody that could not be read.
    pub fn value(
        &mut self,
        (kind, field): (&'static str, Field),
        at: At,
        who: &str,
        what: &str,
        text: &str,
        hint: &str,
    ) {
        let before = self.list.len();
        self.row_of(kind, at, who, what, text, hint);
        self.list[before..].iter_mut().for_each(|problem| problem.field = name_of(field));
    }

    /// The same about somebody.
    pub fn row_of(&mut self, kind: &'static str, at: impl Into<At>, who: &str, what: &str, text: &str, hint: &str) {
        let at: At = at.into();
        let (count, _) = self.seen.entry(kind).or_insert_with(|| (0, what.to_owned()));
        *count += 1;
        if *count > LISTED {
            return;
        }
        let short: String = text.chars().take(80).map(|c| if c.is_control() { ' ' } else { c }).collect();
        let text = if short.len() < text.len() { format!("{short}…") } else { short };
        let file = self.files.get(usize::from(at.sheet)).unwrap_or(&self.file).clone();
        let place = Some(Place { line: at.line, column: 1 });
        let (what, hint, who) = (what.to_owned(), hint.to_owned(), who.to_owned());
        self.list.push(Problem { place, what, text, hint, kind, who, field: "", file });
    }

    /// A problem of the whole file.
    pub fn file(&mut self, what: String, hint: &str) {
        self.list.push(Problem::of_file(what, hint.to_owned()));
    }

    /// Tells how the whole file was read where nothing is wrong with it.
    pub fn note(&mut self, what: String, hint: &str) {
        self.file_of(NOTE, what, hint);
    }

    /// A problem of the whole file that is of a kind.
    pub fn file_of(&mut self, kind: &'static str, what: String, hint: &str) {
        self.list.push(Problem { kind, ..Problem::of_file(what, hint.to_owned()) });
    }

    /// Whether some problem of a kind was met.
    pub fn count(&self, kind: &str) -> usize {
        self.seen.get(kind).map_or(0, |(count, _)| *count)
    }

    /// All of them: those of the whole file first, then by line; what is only told comes last.
    pub fn finish(mut self) -> Vec<Problem> {
        for (count, what) in self.seen.into_values() {
            if count > LISTED {
                let what = format!("{} more: {what}", counted(count - LISTED, "line", "lines"));
                let hint = "Only the first 1,000 are listed".to_owned();
                self.list.push(Problem::of_file(what, hint));
            }
        }
        // Lines of several files in the order of the files.
        let place = |file: &String| self.files.iter().position(|known| known == file);
        let key = |problem: &Problem| {
            let file = problem.place.map(|_| place(&problem.file));
            (problem.is_note(), file, problem.place)
        };
        self.list.sort_by_cached_key(key);
        self.list
    }
}
