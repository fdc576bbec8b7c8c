//! `twintrack record`: one person's sheet, to be handed to them.

use super::target::Target;
use crate::io::{Opened, SaveError};
use crate::plan::as_seen;
use crate::report;
use crate::rules::Judgement;
use std::fmt;
use std::io::{self, Write};
use std::path::PathBuf;

/// Arguments of `record`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Organisation or spreadsheet; FILE#NAME for a plan in it; `-` for stdin.
    pub file: PathBuf,
    /// Id of the person in the file.
    pub id: String,
    /// HTML file to write; `-` writes to stdout.
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
    /// Replaces an existing file.
    #[arg(long)]
    pub force: bool,
}

/// Reason that there is no sheet.
#[derive(Debug)]
pub enum RecordError {
    /// An id that nobody has.
    Nobody(String),
    /// The sheet could not be saved.
    Save(SaveError),
    /// Standard output could not be written.
    Disk(io::Error),
}

impl RecordError {
    /// The next step.
    pub fn hint(&self) -> String {
        match self {
            Self::Nobody(_) => {
                "Ids are in the column or field `id`; `twintrack check FILE --format json` lists them".into()
            }
            Self::Save(error) => error.hint(),
            Self::Disk(_) => "Write it to a file with -o".into(),
        }
    }
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Nobody(id) => write!(f, "No one in the file has the id `{id}`"),
            Self::Save(error) => error.fmt(f),
            Self::Disk(error) => write!(f, "Could not write the sheet: {}", io::Error::to_string(error)),
        }
    }
}

impl std::error::Error for RecordError {}

/// Writes the sheet. Returns a message for the user: empty, or that the file is in *structure only*.
pub fn run(opened: &Opened, arguments: &Arguments, target: Option<&Target>) -> Result<&'static str, RecordError> {
    let org = &opened.org;
    let person = org.find(&arguments.id).ok_or_else(|| RecordError::Nobody(arguments.id.clone()))?;
    let org = &as_seen(org.clone());
    let judgement = Judgement::of(org);
    let facts = judgement.facts(org);
    match target {
        None => {
            let mut out = io::stdout().lock();
            report::record(&facts, person, &mut out).and_then(|()| out.flush()).map_err(RecordError::Disk)?;
        }
        Some(target) => {
            target.replace(|out| report::record(&facts, person, out)).map_err(RecordError::Save)?;
        }
    }
    Ok(if org.shows_people() { "" } else { "The file shows structure only, so the sheet contains only the seat" })
}
