//! `twintrack report`: the whole judgement as a paper. Names, pay and findings about people are left out unless asked
//! for.

use super::export::{closed, whole};
use crate::io::{Opened, plain};
use crate::org::Org;
use crate::paint::PdfError;
use crate::report::{Paper, Show, html, markdown, pdf};
use clap::ValueEnum;
use std::fmt;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// What `report` is asked for.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Organisation or spreadsheet; `-` for stdin.
    pub file: PathBuf,
    /// Report to write, `.html`, `.pdf` or `.md`; `-` writes Markdown to stdout.
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
    /// What is shown besides ladder, structure and findings that name nobody.
    #[arg(long, value_enum, value_delimiter = ',')]
    pub show: Vec<Private>,
}

/// What is left out unless it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Private {
    /// Names and titles of people.
    Names,
    /// Pay, and all that is computed from it.
    Pay,
    /// Findings about people; without names as counts, and never of fewer than five.
    Findings,
}

/// Why a report could not be written.
#[derive(Debug)]
pub enum ReportError {
    /// The ending says no kind of report.
    Ending(PathBuf),
    /// The disk refused.
    Disk {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// There is no PDF of it.
    Pdf(PdfError),
}

impl ReportError {
    /// What to do next.
    pub fn hint(&self) -> &str {
        match self {
            Self::Ending(_) => "End the name of the report in .html, .pdf or .md",
            Self::Disk { .. } => "Choose another folder, or ask for permission to write there",
            Self::Pdf(error) => error.hint(),
        }
    }
}

impl fmt::Display for ReportError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Ending(path) => write!(f, "`{}` is no kind of report that is written", path.display()),
            Self::Disk { path, error } => write!(f, "`{}` could not be written: {}", path.display(), plain(error)),
            Self::Pdf(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ReportError {}

/// Writes the report of an opened file. Returns what the reader should know: what was left out.
pub fn run(opened: &Opened, arguments: &Arguments) -> Result<String, ReportError> {
    let shows = |what| arguments.show.contains(&what);
    let show = Show { names: shows(Private::Names), pay: shows(Private::Pay), findings: shows(Private::Findings) };
    write(&opened.org, show, &arguments.output)?;
    let may = opened.org.shows_people();
    let left_out = [(show.names && may, "names"), (show.pay, "pay"), (show.findings && may, "findings about people")];
    let left_out: Vec<&str> = left_out.into_iter().filter(|(is_shown, _)| !is_shown).map(|(_, words)| words).collect();
    let hint = if may { "--show says what to include" } else { "the file is in structure only" };
    Ok(if left_out.is_empty() { String::new() } else { format!("Left out: {}; {hint}", left_out.join(", ")) })
}

/// Writes the report at a place, whole or not at all; the ending says which kind.
fn write(org: &Org, show: Show, path: &Path) -> Result<(), ReportError> {
    let disk = |error| ReportError::Disk { path: path.to_owned(), error };
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match (path.as_os_str() == "-", ending.as_deref()) {
        (true, _) => {
            let mut out = BufWriter::new(io::stdout().lock());
            let written = markdown(&Paper::of(org, show), &mut out).and_then(|()| out.flush());
            written.or_else(closed).map_err(disk)
        }
        (false, Some("html" | "htm")) => {
            let paper = Paper::of(org, show);
            whole(path, |out| html(&paper, out)).map_err(disk)
        }
        (false, Some("md")) => {
            let paper = Paper::of(org, show);
            whole(path, |out| markdown(&paper, out)).map_err(disk)
        }
        (false, Some("pdf")) => {
            let bytes = pdf(&Paper::of(org, show)).map_err(ReportError::Pdf)?;
            whole(path, |out| out.write_all(&bytes)).map_err(disk)
        }
        (false, _) => Err(ReportError::Ending(path.to_owned())),
    }
}
