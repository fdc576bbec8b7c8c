//! `twintrack generate`: a fictional organisation of any size, for measuring and trying out.

use super::passphrase;
use super::target::{Target, is_same};
use crate::generate::{self, Planted, Under};
use crate::io::path::shown;
use crate::io::{SaveError, csv, native, plain};
use crate::org::Org;
use std::fmt;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// Largest number of people; more are no employer, and exhaust the memory.
const MOST: usize = 20_000_000;

/// Arguments of `generate`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Number of people.
    #[arg(long, value_name = "N")]
    pub people: usize,
    /// Seed; the same seed gives the same organisation.
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// File to write: `.org.ron`, `.json`, or `.csv` without evidence; `-` writes RON to stdout.
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
    /// Realistic records: evidence that is incomplete, misjudged or exaggerated, and decision rights only partly known.
    /// Without this, records are clean except for deliberately added mismatches.
    #[arg(long)]
    pub noisy: bool,
    /// Also writes the known mismatches as CSV: id of the person and id of the finding; with `--noisy`, everyone whose
    /// true authority is at least one rung too low, and by how many rungs.
    #[arg(long, value_name = "FILE")]
    pub truth: Option<PathBuf>,
    /// Replaces existing files.
    #[arg(long)]
    pub force: bool,
}

/// Reason that nothing was generated.
#[derive(Debug)]
pub enum GenerateError {
    /// No people, or too many.
    People(usize),
    /// Both outputs are the same file.
    Same(PathBuf),
    /// The file could not be saved.
    Save(SaveError),
    /// Standard output could not be written.
    Stdout(io::Error),
}

impl GenerateError {
    /// The next step.
    pub fn hint(&self) -> String {
        match self {
            Self::People(0) => "State the number of people, for instance `--people 1000`".to_owned(),
            Self::People(_) => format!("Ask for at most {MOST} people"),
            Self::Same(_) => "Choose another file for `--truth`".to_owned(),
            Self::Save(SaveError::Ending { .. }) => "Use a name that ends in .org.ron, .json or .csv".to_owned(),
            Self::Save(error) => error.hint(),
            Self::Stdout(_) => "Give a file name instead of `-`".to_owned(),
        }
    }
}

impl fmt::Display for GenerateError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::People(0) => write!(f, "An organisation needs at least one person"),
            Self::People(people) => write!(f, "{people} people are too many"),
            Self::Same(path) => {
                write!(f, "`{}` cannot hold both the organisation and the known mismatches", shown(path))
            }
            Self::Save(error) => error.fmt(f),
            Self::Stdout(error) => write!(f, "Could not write the organisation: {}", plain(error)),
        }
    }
}

impl std::error::Error for GenerateError {}

/// Generates an organisation and writes it to a target, `None` for standard output, and what is known of it to another, if
/// that is asked for. Returns a message for the user; empty when there is nothing to say.
pub fn run(
    arguments: &Arguments,
    target: Option<&Target>,
    truth_target: Option<&Target>,
) -> Result<String, GenerateError> {
    let Arguments { people, seed, output, truth, .. } = arguments;
    if !(1..=MOST).contains(people) {
        return Err(GenerateError::People(*people));
    }
    if let Some(truth) = truth.as_ref().filter(|truth| is_same(truth, output)) {
        return Err(GenerateError::Same(truth.clone()));
    }
    let is_sheet = output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    let (org, known) = if arguments.noisy {
        let (org, under) = generate::noisy(*people, *seed);
        (org, Known::Under(under))
    } else {
        let (org, planted) = generate::org(*people, *seed);
        (org, Known::Planted(planted))
    };
    match target {
        None => {
            let mut out = BufWriter::new(io::stdout().lock());
            let written = native::write(&org, &[], &[], native::Notation::Ron, &mut out).and_then(|()| out.flush());
            match written {
                // A closed pipe is no error: the reader has seen enough.
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(GenerateError::Stdout(error)),
                _ => {}
            }
        }
        Some(target) if is_sheet => target.replace(|out| csv::write(&org, out)).map_err(GenerateError::Save)?,
        Some(target) => passphrase::save(target, (&org, &[], &[]), false).map_err(GenerateError::Save)?,
    }
    if let Some(target) = truth_target {
        target.replace(|out| known.write(&org, out)).map_err(GenerateError::Save)?;
    }
    let left_out = "A spreadsheet cannot hold evidence, decision rights and answers, so they are not included";
    Ok(if is_sheet { left_out.to_owned() } else { String::new() })
}

/// Truth about a generated organisation.
enum Known {
    Planted(Vec<Planted>),
    Under(Vec<Under>),
}

impl Known {
    fn write(&self, org: &Org, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Planted(planted) => {
                writeln!(out, "key,finding")?;
                planted.iter().try_for_each(|it| writeln!(out, "{},{}", org.key(it.person), it.rule))
            }
            Self::Under(under) => {
                writeln!(out, "key,finding,rungs")?;
                let line = |it: &Under| (org.key(it.person), it.rungs);
                under.iter().map(line).try_for_each(|(key, rungs)| writeln!(out, "{key},under-authorised,{rungs:.2}"))
            }
        }
    }
}
