//! `twintrack report`: the whole judgement as a paper. Names, pay and findings about people are left out unless asked
//! for.

use super::export::closed;
use super::target::Target;
use crate::io::{Opened, Progress};
use crate::report::output::{self, MARKDOWN, Output};
use crate::report::{Gate, OutputError, Show, left_out};
use clap::ValueEnum;
use std::io::{self, BufWriter};
use std::path::PathBuf;

/// Arguments of `report`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Organisation or spreadsheet; FILE#NAME for a plan in it; `-` for stdin.
    pub file: PathBuf,
    /// Report to write, `.html`, `.pdf` or `.md`; `-` writes Markdown to stdout.
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
    /// Confidential content to include. Without this, the report has no names, no pay and no findings about people.
    #[arg(long, value_enum, value_delimiter = ',')]
    pub show: Vec<Private>,
    /// Replaces an existing file that is not a report.
    #[arg(long)]
    pub force: bool,
}

/// Content that is left out unless asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Private {
    /// Names and titles of people.
    Names,
    /// Pay, and anything calculated from it.
    Pay,
    /// Findings about people; without names as counts, and never for fewer than five.
    Findings,
}

/// Writes the report of an opened file. Returns a message that says what was left out.
pub fn run(opened: &Opened, arguments: &Arguments, target: Option<&Target>) -> Result<String, OutputError> {
    let org = &opened.org;
    let shows = |what| arguments.show.contains(&what);
    let show = Show { names: shows(Private::Names), pay: shows(Private::Pay), findings: shows(Private::Findings) };
    match target {
        None => {
            let mut out = BufWriter::new(io::stdout().lock());
            match output::write(org, &Output::Report(show), &MARKDOWN, &mut out) {
                Err(OutputError::Write(error)) => closed(error).map_err(OutputError::Write)?,
                written => written?,
            }
        }
        Some(target) => {
            output::save_on(target.disk(), org, &Output::Report(show), &arguments.output, &Progress::default())?;
        }
    }
    let hint = match Gate::of(org).why {
        "" => "use --show to choose what to include",
        why => why,
    };
    Ok(match left_out(org, show) {
        words if words.is_empty() => words,
        words => format!("{words}; {hint}"),
    })
}
