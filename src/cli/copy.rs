//! `twintrack copy`: a file for one reader, with their own record or with structure only, and nothing else.

use super::passphrase;
use super::target::Target;
use crate::io::{Opened, SaveError, save};
use crate::org::PersonId;
use crate::plan::for_reader;
use crate::report::Gate;
use std::fmt;
use std::path::PathBuf;

/// Arguments of `copy`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    twintrack copy halden.org.ron --for mason -o mason.org.ron.age\n  \
    twintrack copy halden.org.ron --structure -o structure.org.ron\n  \
    twintrack take-in halden.org.ron mason.org.ron.age -o halden.org.ron")]
pub struct Arguments {
    /// Organisation or spreadsheet; FILE#NAME for a plan in it; `-` for stdin.
    pub file: PathBuf,
    /// Id of the reader: the copy contains their own record.
    #[arg(long = "for", value_name = "ID", required_unless_present = "structure", conflicts_with = "structure")]
    pub reader: Option<String>,
    /// The copy contains no one's record.
    #[arg(long)]
    pub structure: bool,
    /// File to write, `.org.ron` or `.json`; with `.age` after it, sealed with a passphrase.
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
    /// Replaces an existing file.
    #[arg(long)]
    pub force: bool,
}

/// Reason that there is no copy.
#[derive(Debug)]
pub enum CopyError {
    /// An id that nobody has.
    Nobody(String),
    /// The file does not let a record leave it; the reason.
    Kept(&'static str),
    /// The copy could not be saved.
    Save(SaveError),
}

impl CopyError {
    /// The next step.
    pub fn hint(&self) -> String {
        match self {
            Self::Nobody(_) => "Ids are in the column or field `id`".to_owned(),
            Self::Kept(_) => "Use --structure for a copy without any record".to_owned(),
            Self::Save(error) => error.hint(),
        }
    }
}

impl fmt::Display for CopyError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Nobody(id) => write!(f, "No one in the file has the id `{id}`"),
            Self::Kept(why) => write!(f, "The copy cannot hold a record: {why}"),
            Self::Save(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for CopyError {}

/// Writes the copy.
pub fn run(opened: &Opened, arguments: &Arguments, target: Option<&Target>) -> Result<(), CopyError> {
    let org = &opened.org;
    let find = |id: &String| org.find(id).filter(|&it| org.has(it)).ok_or_else(|| CopyError::Nobody(id.clone()));
    let reader: Option<PersonId> = arguments.reader.as_ref().map(find).transpose()?;
    let gate = Gate::of(org);
    if reader.is_some() && !gate.people {
        return Err(CopyError::Kept(gate.why));
    }
    let copy = Opened {
        org: for_reader(org, reader),
        scenarios: Vec::new(),
        problems: Vec::new(),
        unread: Vec::new(),
        format: opened.format,
    };
    let saved = match target {
        Some(target) => passphrase::save(target, copy.content(), false),
        // Standard output, which is refused as a name without an ending.
        None => save(&arguments.output, &copy.org, &[], &[]).map(drop),
    };
    saved.map_err(CopyError::Save)
}
