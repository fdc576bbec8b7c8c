//! `twintrack diff`: the differences between two files, or two plans of a file.

use super::check::Format;
use super::export::closed;
use super::place::{NoSuchPlan, Place};
use crate::io::{OpenError, Opened};
use crate::plan::both_as_seen;
use crate::plan::diff::{Both, Diff, Side};
use crate::report::{diff_json, diff_text};
use crate::rules::Judgement;
use std::fmt;
use std::io::{self, Write};
use std::path::Path;

/// Arguments of `diff`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Before: organisation or spreadsheet; FILE#NAME for a plan in it, FILE#baseline for the file without its plans;
    /// `-` for stdin.
    #[arg(allow_hyphen_values = true)]
    pub before: String,
    /// After, in the same form.
    #[arg(allow_hyphen_values = true)]
    pub after: String,
    /// Output format.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Reason that two organisations could not be compared.
#[derive(Debug)]
pub enum DiffError {
    /// A file could not be opened.
    Open(OpenError),
    /// A file has no plan of the name.
    Plan(NoSuchPlan),
}

impl DiffError {
    /// The next step.
    pub fn hint(&self) -> String {
        match self {
            Self::Open(error) => error.hint(),
            Self::Plan(error) => error.hint(),
        }
    }
}

impl fmt::Display for DiffError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Open(error) => error.fmt(f),
            Self::Plan(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for DiffError {}

/// Compares what the two arguments name and writes what differs. `open` opens a file, `say` tells what the reader
/// should know. `true` when anything differs; the inner errors are those of `out`.
pub fn run(
    arguments: &Arguments,
    open: &dyn Fn(&Path) -> Result<Opened, OpenError>,
    say: &mut dyn FnMut(&dyn fmt::Display),
    out: &mut dyn Write,
) -> Result<io::Result<bool>, DiffError> {
    let Arguments { before, after, format } = arguments;
    let places = [before, after].map(|argument| Place::of(argument, |path| path.is_file()));
    let first = open(&places[0].file).map_err(DiffError::Open)?;
    // A pipe can be read only once, and a file need not be read twice.
    let is_one = places[0].file == places[1].file;
    let second = if is_one { first.clone() } else { open(&places[1].file).map_err(DiffError::Open)? };
    let before_org = places[0].opened(first, say).map_err(DiffError::Plan)?.org;
    let after_org = places[1].opened(second, say).map_err(DiffError::Plan)?.org;
    let (before_org, after_org) = both_as_seen(before_org, after_org);
    let judged = [&before_org, &after_org].map(Judgement::of);
    let side = Side { org: &before_org, judgement: &judged[0] };
    let (before_side, after_side) = (side, Side { org: &after_org, judgement: &judged[1] });
    let diff = Diff::of(&before_side, &after_side);
    let names = Both { before: before.clone(), after: after.clone() };
    let write = match format {
        Format::Text => diff_text,
        Format::Json => diff_json,
    };
    Ok(write(&diff, &before_side, &after_side, &names, out).or_else(closed).map(|()| !diff.is_empty()))
}
