//! The import page: what is said of how a foreign file is read, and the reading of it, made anew aside whenever more is
//! said. Nothing of it is open before it is agreed to.

use crate::app::state::document::{Document, Source};
use crate::app::state::latest::{Latest, Request};
use crate::io::csv::{self, Col, Field, ImportOptions, ImportReport, Mapping, MappingMemory, Sample};
use crate::io::journal::recovery_folder;
use crate::io::{OpenError, Progress, clock::today};
use crate::plan::{TitleSeats, suggested_by_title};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Length of a text, in bytes, from which only its first lines are read while the page is open.
const LARGE: usize = 16 << 20;
/// Length of those lines, in bytes.
const FIRST: usize = 2 << 20;
/// Steps on the page that can be taken back.
const STEPS: usize = 100;

/// Request to the import page.
#[derive(Clone, Debug, PartialEq)]
pub enum ImportCommand {
    /// Opens the page for the file that is open.
    Review,
    /// Says how the file is read.
    Say(Box<Mapping>),
    /// Takes back what was said last.
    Back,
    /// Turns to a part of the page.
    Turn(Tab),
    /// Turns to the settings of another of several tables.
    Table(usize),
    /// Types what a field of a line of the list of problems holds; `None` ends that.
    Type(Option<Typing>),
    /// Opens the file as it is read now, and keeps the mapping for the next one of its kind.
    Open,
    /// Asks where to write the mapping.
    SaveMapping,
    /// Leaves the page; what is open stays.
    Cancel,
}

/// What is typed for a line of the list of problems.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typing {
    /// The line, counted from 1.
    pub line: usize,
    /// Which of several files or sheets it is in; empty for the only one.
    pub file: String,
    /// The field.
    pub field: Field,
    /// What is typed so far.
    pub text: String,
}

/// Part of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// What each column holds.
    #[default]
    Columns,
    /// Order and tracks of the file's own grades.
    Grades,
    /// Seats that are suggested, by title.
    Titles,
    /// What could not be taken as it stands.
    Problems,
}

/// How a foreign file that is open was read.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The file, or several that were opened as one organisation.
    pub paths: Vec<PathBuf>,
    /// What was said of it.
    pub said: Mapping,
    /// Fingerprint of its headers as they are read without any mapping.
    pub fingerprint: u64,
}

/// Files with their bytes; at least one.
pub type Files = Arc<Vec<(PathBuf, Vec<u8>)>>;

/// The open page.
pub struct Importing {
    /// The file, or several that are read as one organisation.
    pub files: Files,
    /// What is said of them.
    pub said: Mapping,
    /// What was said before, the last at the end.
    pub before: Vec<Mapping>,
    /// Fingerprint of its headers as they are read without any mapping.
    pub fingerprint: u64,
    /// The part that is shown.
    pub tab: Tab,
    /// The table whose settings are shown, by its place among [`Reading::samples`].
    pub table: usize,
    /// What is typed for a line of the list of problems.
    pub typed: Option<Typing>,
    /// The reading of what is said.
    pub reading: Latest<Said, Reading>,
}

/// What a reading is made of.
#[derive(Clone)]
pub struct Said(pub Mapping);

impl Request for Said {
    fn serves(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

/// A file as it is read.
pub struct Reading {
    /// The beginnings of its tables, those of the first file first; empty where it is no table.
    pub samples: Vec<Sample>,
    /// What comes of it.
    pub outcome: Result<Read, OpenError>,
    /// False when only the first lines were read.
    pub is_whole: bool,
}

/// What comes of a file.
pub struct Read {
    /// The organisation, laid out.
    pub document: Document,
    /// How it was read.
    pub report: ImportReport,
    /// What is to be asked.
    pub questions: Vec<String>,
    /// Suggested seats by title.
    pub titles: Vec<TitleSeats>,
    /// People on each rung of the file's own grades, in the order of the mapping.
    pub grades: Vec<usize>,
}

/// Where mappings are kept, beside the journals; `None` without a folder for them.
pub fn memory() -> Option<MappingMemory> {
    let folder = recovery_folder()?.parent()?.join("mappings");
    Some(MappingMemory { folder })
}

/// How foreign files are opened: as they were the last time.
pub fn remembered() -> ImportOptions {
    ImportOptions { memory: memory(), ..ImportOptions::on(today()) }
}

impl Importing {
    /// The page on a file, or on several.
    pub fn new(files: Files, said: Mapping, fingerprint: u64) -> Self {
        Self {
            files,
            said,
            before: Vec::new(),
            fingerprint,
            tab: Tab::default(),
            table: 0,
            typed: None,
            reading: Latest::default(),
        }
    }

    /// The same with a reading that is there already.
    pub fn with(self, reading: Reading) -> Self {
        let said = Said(self.said.clone());
        Self { reading: Latest::known(said, reading), ..self }
    }

    /// The first file.
    pub fn path(&self) -> &Path {
        self.files.first().map_or(Path::new(""), |(path, _)| path)
    }

    /// File names without their folders.
    pub fn name(&self) -> String {
        names(self.files.iter().map(|(path, _)| path.as_path()))
    }

    /// Says how the file is read.
    pub fn say(&mut self, said: Mapping) {
        if said != self.said {
            self.before.push(std::mem::replace(&mut self.said, said));
            if self.before.len() > STEPS {
                self.before.remove(0);
            }
        }
    }

    /// The last reading, which may be older than what is said.
    pub fn made(&self) -> Option<&Reading> {
        self.reading.made().map(|(_, reading)| reading)
    }

    /// The reading of what is said now.
    pub fn latest(&self) -> Option<&Reading> {
        self.reading.made().filter(|(of, _)| of.0 == self.said).map(|(_, reading)| reading)
    }

    /// The field that a column holds: as it is said, else as it was read.
    pub fn field_of(&self, col: &Col) -> Option<Field> {
        let said = self.said.columns.iter().find(|column| column.col().is(col));
        match (said, self.made().map(|reading| &reading.outcome)) {
            (Some(column), _) => column.field,
            (None, Some(Ok(read))) => {
                let columns = &read.report.mapping.columns;
                columns.iter().find(|column| column.col().is(col)).and_then(|column| column.field)
            }
            _ => None,
        }
    }
}

/// Names of files without their folders, as one: `people.csv and lines.csv`.
pub fn names<'a>(paths: impl Iterator<Item = &'a Path>) -> String {
    let names: Vec<String> = paths.map(crate::app::state::document::file_name).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, other] => format!("{one} and {other}"),
        [one, rest @ ..] => format!("{one} and {} more files", rest.len()),
    }
}

/// Where an organisation read from files is: in the one file, or in none yet.
pub fn source_of<'a>(mut paths: impl Iterator<Item = &'a PathBuf>) -> Source {
    match (paths.next(), paths.next()) {
        (Some(one), None) => Source::File(one.clone()),
        _ => Source::New,
    }
}

impl Reading {
    /// Reads files as they are said to be read; of a single very large text the first lines.
    pub fn of(files: &[(PathBuf, Vec<u8>)], said: &Mapping, progress: &Progress) -> Self {
        let is_one = files.len() == 1;
        let named: Vec<(String, &[u8])> = files
            .iter()
            .map(|(path, bytes)| {
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                (name, if is_one { first_lines(bytes) } else { bytes })
            })
            .collect();
        let parts: Vec<(&str, &[u8])> = named.iter().map(|(name, part)| (name.as_str(), *part)).collect();
        let options = ImportOptions { mapping: said.clone(), ..ImportOptions::on(today()) };
        let outcome = csv::read_all(&parts, &options, progress).map(|(opened, report)| {
            let document = Document::begun(source_of(files.iter().map(|(path, _)| path)), opened);
            Read::of(document, report)
        });
        let is_whole = files.iter().zip(&parts).all(|((_, bytes), (_, part))| bytes.len() == part.len());
        Self { samples: csv::samples(&parts, said).unwrap_or_default(), outcome, is_whole }
    }

    /// The beginning of a table, or of the first; `None` where the file is no table.
    pub fn sample(&self, table: usize) -> Option<&Sample> {
        self.samples.get(table).or(self.samples.first())
    }
}

impl Read {
    /// What is shown of a document that was read.
    pub fn of(document: Document, report: ImportReport) -> Self {
        let org = &document.snapshot.org;
        let questions = report.questions(&document.problems);
        let titles = suggested_by_title(org);
        let mut on_rung = vec![0usize; org.rungs().len()];
        for person in org.people() {
            if let Some(seat) = org.seat(person) {
                on_rung[seat.rung.0 as usize] += 1;
            }
        }
        let on = |name: &str| {
            let of_name = org.rungs().filter(|&rung| org.rung(rung).title == name || org.rung(rung).code == name);
            of_name.map(|rung| on_rung[rung.0 as usize]).sum()
        };
        let grades = report.mapping.grades.iter().map(|grade| on(&grade.name)).collect();
        Self { document, report, questions, titles, grades }
    }
}

/// The whole of a file, or the first lines of a very large text.
pub fn first_lines(bytes: &[u8]) -> &[u8] {
    let is_text = !bytes.starts_with(b"PK") && !bytes.starts_with(&[0xd0, 0xcf]) && !bytes.starts_with(&[0x1f, 0x8b]);
    if bytes.len() < LARGE || !is_text {
        return bytes;
    }
    let end = bytes[..FIRST].iter().rposition(|&byte| byte == b'\n').map_or(FIRST, |at| at + 1);
    // In UTF-16 a line end has two bytes.
    let is_wide = bytes[..64].contains(&0);
    &bytes[..if is_wide { end - end % 2 } else { end }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_lines_of_a_very_large_text_are_read() {
        let mut text = b"id,name\n".to_vec();
        for n in 0..1_500_000 {
            text.extend_from_slice(format!("{n},Somebody\n").as_bytes());
        }
        assert!(text.len() > LARGE);
        let part = first_lines(&text);
        assert!(part.len() <= FIRST && part.ends_with(b"\n") && part.len() > FIRST / 2);
        assert_eq!(first_lines(b"id,name\n"), b"id,name\n");
        text[..2].copy_from_slice(b"PK");
        assert_eq!(first_lines(&text).len(), text.len());
    }
}
