//! What an import says about itself: counts, columns, where the seats come from.

use super::choose::Choice;
use super::columns::Columns;
use super::count::Counts;
use super::field::{Field, name_of};
use super::find::Way;
use super::mapping::Mapping;
use crate::io::Problem;
use crate::org::{Kind, SeatSource};

/// What an import found.
#[derive(Clone, Debug)]
pub struct ImportReport {
    /// What was said and found, as one mapping of the first file: given back, it is read in the same way.
    pub mapping: Mapping,
    /// Fingerprint of the headers of the first file as they are read without any mapping.
    pub fingerprint: u64,
    /// Set when the mapping of an earlier file with the same headers was followed.
    pub is_remembered: bool,
    /// How sure the order of the file's own grades is, from 0 to 1.
    pub sure_of_grades: f64,
    /// The counts of ids and lines.
    pub counts: Counts,
    /// Rows whose manager is in no row and was added.
    pub managers_added: usize,
    /// How many managers were found in each way.
    pub ways: Vec<(Way, usize)>,
    /// The columns of each file.
    pub files: Vec<FileReport>,
    /// Name of the ladder that the seats are on; empty when there is none.
    pub ladder: String,
    /// How the ladder came about, a sentence.
    pub ladder_source: String,
    /// Seats read from a column.
    pub seats_mapped: usize,
    /// Seats that are suggestions.
    pub seats_suggested: usize,
    /// Rows without a seat.
    pub seats_none: usize,
    /// Full-time equivalents of the rows that stand for several posts.
    pub posts_fte: f64,
    /// Rows that are no persons: vacancies and posts that were given up.
    pub vacancies: usize,
}

impl ImportReport {
    /// Counts the seat of a row, by where it comes from, and what the row stands for.
    pub(super) fn count(&mut self, seat: Option<SeatSource>, kind: Kind, posts: Option<f64>) {
        match seat {
            None => self.seats_none += 1,
            Some(SeatSource::Suggested) => self.seats_suggested += 1,
            Some(_) => self.seats_mapped += 1,
        }
        self.vacancies += usize::from(kind == Kind::Vacancy);
        self.posts_fte += posts.unwrap_or(0.0);
    }
}

/// How one file was read.
#[derive(Clone, Debug, Default)]
pub struct FileReport {
    /// Its name.
    pub file: String,
    /// Its encoding, or that it is an Excel workbook.
    pub encoding: &'static str,
    /// Its delimiter; `None` in a workbook.
    pub delimiter: Option<char>,
    /// The sheet of a workbook that was read.
    pub sheet: Option<String>,
    /// Line of the header.
    pub header_line: usize,
    /// (header, name of the field) of the columns that were recognised.
    pub mapped: Vec<(String, &'static str)>,
    /// Headers of the columns that are kept as they are.
    pub unmapped: Vec<String>,
    /// What says who is above, and what else might have.
    pub manager: Choice,
    /// Whether the encoding is a guess.
    pub is_guess: bool,
    /// What each column was taken for.
    pub columns: Vec<ColumnReport>,
}

/// What a column was taken for.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnReport {
    /// Its header.
    pub header: String,
    /// The field; `None` where it is kept as it is.
    pub field: Option<&'static str>,
    /// Why.
    pub why: String,
    /// How sure that is, from 0 to 1.
    pub sure: f64,
}

/// Kinds of problems that are questions: somebody who knows the file can answer them, and the reading may change much.
const QUESTIONS: [&str; 9] = [
    "no-manager",
    "manager-column",
    "encoding",
    "grades",
    "date-order",
    "odd-pay",
    "loop",
    "ambiguous",
    "duplicate-id",
];

/// An order of grades that is less sure is asked about.
const SURE_OF_GRADES: f64 = 0.75;

impl ImportReport {
    /// Number of columns that were recognised, and of those that are kept as they are.
    pub fn recognised(&self) -> (usize, usize) {
        let sum = |count: fn(&FileReport) -> usize| self.files.iter().map(count).sum();
        (sum(|file| file.mapped.len()), sum(|file| file.unmapped.len()))
    }

    /// What is to be asked, a sentence each: what is a guess, and what cannot be decided from the file alone. Empty where a
    /// mapping that somebody agreed to was followed.
    pub fn questions(&self, problems: &[Problem]) -> Vec<String> {
        if self.is_remembered {
            return Vec::new();
        }
        let of = |kind: &'static str| problems.iter().filter(move |problem| problem.kind == kind);
        let mut asked = Vec::new();
        for kind in QUESTIONS {
            let mut all = of(kind);
            let Some(first) = all.next() else { continue };
            let of = if first.file.is_empty() { String::new() } else { format!(", in `{}`", first.file) };
            match all.count() {
                0 => asked.push(format!("{}{of}", first.what)),
                more => asked.push(format!("{}{of}, and {more} more of this kind", first.what)),
            }
        }
        if self.sure_of_grades < SURE_OF_GRADES && of("grades").next().is_none() {
            asked.push(format!("The order of the grades is a guess. {}", self.ladder_source));
        }
        let given = |file: &FileReport| file.manager.taken.as_ref().map_or((0, 0), |taken| (taken.found, taken.given));
        let (found, given) = self.files.iter().map(given).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
        let found = found + self.managers_added;
        let is_asked = of("manager-column").next().is_some();
        if !is_asked && given > 0 && found * 10 < given * 9 {
            let open = given - found;
            let is = if open == 1 { "is" } else { "are" };
            asked.push(format!("{open} of {given} managers {is} not in the file"));
        }
        asked
    }
}

impl FileReport {
    /// Notes what each column was taken for.
    pub(super) fn columns_of(&mut self, columns: &Columns) {
        let all = || columns.headers.iter().zip(&columns.fields);
        self.mapped = all().filter_map(|(header, field)| Some((header.clone(), name_of((*field)?)))).collect();
        self.unmapped = all().filter(|(_, field)| field.is_none()).map(|(header, _)| header.clone()).collect();
        self.columns = (0..columns.headers.len()).map(|at| self.column(columns, at)).collect();
    }

    fn column(&self, columns: &Columns, at: usize) -> ColumnReport {
        let header = columns.headers[at].clone();
        let (field, said) = (columns.fields[at], columns.said[at]);
        let is_manager = matches!(field, Some(Field::Manager | Field::Chain | Field::Path | Field::Outline));
        let (why, sure) = match (field, said, &self.manager.taken) {
            (Some(_), _, Some(taken)) if is_manager && taken.given > 0 => {
                let by = taken.way.map_or("", |way| way.name());
                let sure = taken.found as f64 / taken.given as f64;
                (format!("{} of {} managers were found with it, mostly by {by}", taken.found, taken.given), sure)
            }
            (Some(_), _, _) if columns.by_hand[at] => ("Chosen by you or by settings in the file".to_owned(), 1.0),
            (Some(_), None, _) => ("Its cells match".to_owned(), 0.9),
            (Some(_), Some(said), _) if said.is_products => ("Header of a known HR system".to_owned(), 1.0),
            (Some(_), Some(_), _) => ("Its header matches".to_owned(), 0.9),
            (None, Some(said), _) => {
                (format!("Its header also matches {}, but another column is a better match", name_of(said.field)), 0.5)
            }
            (None, None, _) if columns.by_hand[at] => ("Kept as it is, as you chose".to_owned(), 1.0),
            (None, None, _) => ("No match for its header; kept as it is".to_owned(), 0.0),
        };
        ColumnReport { header, field: field.map(name_of), why, sure }
    }
}
