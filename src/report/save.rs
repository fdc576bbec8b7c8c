//! A report as a file, whole or not at all; the ending of its name says which kind.

use super::{Paper, Show, html, markdown, pdf};
use crate::io::{SaveError, replace};
use crate::org::Org;
use crate::paint::PdfError;
use std::fmt;
use std::path::{Path, PathBuf};

/// Why a report was not saved.
#[derive(Debug)]
pub enum ReportError {
    /// The ending says no kind of report.
    Ending(PathBuf),
    /// There is no PDF of it.
    Pdf(PdfError),
    /// The disk refused.
    Save(SaveError),
}

impl ReportError {
    /// What to do next.
    pub fn hint(&self) -> String {
        match self {
            Self::Ending(_) => "End the name of the report in .html, .pdf or .md".to_owned(),
            Self::Pdf(error) => error.hint().to_owned(),
            Self::Save(SaveError::Folder { .. }) => {
                "Choose another folder, or ask for permission to write there".to_owned()
            }
            Self::Save(error) => error.hint(),
        }
    }
}

impl fmt::Display for ReportError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Ending(path) => write!(f, "`{}` is no kind of report that is written", path.display()),
            Self::Pdf(error) => error.fmt(f),
            Self::Save(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ReportError {}

/// Judges an organisation and saves what is shown of it. A kind that is not known is refused before anything is done.
pub fn save(org: &Org, show: Show, path: &Path) -> Result<(), ReportError> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let paper = || Paper::of(org, show);
    let saved = match ending.as_deref() {
        Some("html" | "htm") => {
            let paper = paper();
            replace(path, |out| html(&paper, out))
        }
        Some("md" | "markdown") => {
            let paper = paper();
            replace(path, |out| markdown(&paper, out))
        }
        Some("pdf") => {
            let bytes = pdf(&paper()).map_err(ReportError::Pdf)?;
            replace(path, |out| out.write_all(&bytes))
        }
        _ => return Err(ReportError::Ending(path.to_owned())),
    };
    saved.map(drop).map_err(ReportError::Save)
}

/// What is left out, in words: empty where everything is shown.
pub fn left_out(org: &Org, show: Show) -> String {
    let may = org.shows_people();
    let shown = [(show.names && may, "names"), (show.pay, "pay"), (show.findings && may, "findings about people")];
    let words: Vec<&str> = shown.into_iter().filter(|(is_shown, _)| !is_shown).map(|(_, words)| words).collect();
    if words.is_empty() { String::new() } else { format!("Left out: {}", words.join(", ")) }
}
