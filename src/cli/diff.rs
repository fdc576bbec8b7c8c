//! `twintrack diff`: the differences between two files, or two plans of a file.

use super::check::Format;
use crate::edit::Scenario;
use crate::io::path::shown;
use crate::io::{OpenError, Opened};
use crate::org::Org;
use crate::plan::diff::{Both, Diff, Side};
use crate::report::{diff_json, diff_text};
use crate::rules::Judgement;
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Name after the `#` that stands for the file without its plans, unless a plan has that name.
const BASELINE: &str = "baseline";

/// Arguments of `diff`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Before: organisation or spreadsheet; FILE#NAME for a plan in it, FILE#baseline for the file without its plans;
    /// `-` for stdin.
    #[arg(allow_hyphen_values = true)]
    pub before: String,
    /// After, named in the same way.
    #[arg(allow_hyphen_values = true)]
    pub after: String,
    /// How the result is printed.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Reason that two organisations could not be compared.
#[derive(Debug)]
pub enum DiffError {
    /// A file could not be opened.
    Open(OpenError),
    /// No plan of this name in the file.
    NoSuchPlan {
        /// The file searched.
        file: PathBuf,
        /// Name asked for.
        name: String,
        /// Names of the existing plans.
        names: Vec<String>,
    },
}

impl DiffError {
    /// The next step.
    pub fn hint(&self) -> String {
        match self {
            Self::Open(error) => error.hint(),
            Self::NoSuchPlan { names, .. } if names.is_empty() => {
                format!("The file has no plans; leave the name out, or say `{BASELINE}`")
            }
            Self::NoSuchPlan { names, .. } => {
                let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                format!("Its plans are {}", names.join(", "))
            }
        }
    }
}

impl fmt::Display for DiffError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Open(error) => error.fmt(f),
            Self::NoSuchPlan { file, name, .. } => write!(f, "`{}` has no plan `{name}`", shown(file)),
        }
    }
}

impl std::error::Error for DiffError {}

/// A file, and a plan in it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    file: PathBuf,
    plan: Option<String>,
}

impl Place {
    /// Parses an argument. If a file with the whole name exists, that is meant. Otherwise the argument is split at the
    /// last `#` preceded by the name of an existing file, or at the first `#` without one.
    fn of(argument: &str, is_there: impl Fn(&Path) -> bool) -> Self {
        let whole = || Self { file: argument.into(), plan: None };
        if is_there(Path::new(argument)) {
            return whole();
        }
        let parted = |at: usize| Self { file: argument[..at].into(), plan: Some(argument[at + 1..].to_owned()) };
        let parts = argument.rmatch_indices('#').map(|(at, _)| parted(at));
        let found = parts.into_iter().find(|part| part.file.as_os_str() == "-" || is_there(&part.file));
        found.or_else(|| argument.find('#').map(parted)).unwrap_or_else(whole)
    }

    /// The organisation with the plan applied; steps that do not apply are reported through `say`.
    fn org(&self, opened: Opened, say: &mut dyn FnMut(&dyn fmt::Display)) -> Result<Org, DiffError> {
        let Opened { mut org, scenarios, .. } = opened;
        let Some(name) = &self.plan else { return Ok(org) };
        let plan = scenarios.iter().find(|plan| plan.name == *name);
        if let Some(plan) = plan {
            apply(plan, &mut org, say);
        } else if name != BASELINE {
            let names = scenarios.into_iter().map(|plan| plan.name).collect();
            return Err(DiffError::NoSuchPlan { file: self.file.clone(), name: name.clone(), names });
        }
        Ok(org)
    }
}

fn apply(plan: &Scenario, org: &mut Org, say: &mut dyn FnMut(&dyn fmt::Display)) {
    let (_, not) = plan.apply(org);
    for it in not {
        say(&format!("Step {} of the plan `{}` does not apply: {}", it.step + 1, plan.name, it.why));
    }
}

/// Compares two arguments and writes the differences. `open` opens a file, `say` takes messages to the user. `true`
/// when anything differs; the inner errors are those of `out`.
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
    let before_org = places[0].org(first, say)?;
    let after_org = places[1].org(second, say)?;
    let judged = [&before_org, &after_org].map(Judgement::of);
    let side = Side { org: &before_org, judgement: &judged[0] };
    let (before_side, after_side) = (side, Side { org: &after_org, judgement: &judged[1] });
    let diff = Diff::of(&before_side, &after_side);
    let names = Both { before: before.clone(), after: after.clone() };
    let write = match format {
        Format::Text => diff_text,
        Format::Json => diff_json,
    };
    Ok(write(&diff, &before_side, &after_side, &names, out).map(|()| !diff.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_parts_file_and_plan_unless_it_is_in_the_name_of_the_file() {
        for (argument, files, file, plan) in [
            ("a.ron", &["a.ron"][..], "a.ron", None),
            ("a.ron#Two tracks", &["a.ron"], "a.ron", Some("Two tracks")),
            ("a#1.ron", &["a#1.ron", "a"], "a#1.ron", None),
            ("a#1.ron#Plan", &["a#1.ron", "a"], "a#1.ron", Some("Plan")),
            ("a.ron#Plan #2", &["a.ron"], "a.ron", Some("Plan #2")),
            ("-#Plan", &[], "-", Some("Plan")),
            ("gone.ron#Plan #2", &[], "gone.ron", Some("Plan #2")),
            ("gone.ron", &[], "gone.ron", None),
        ] {
            let is_there = |path: &Path| files.iter().any(|file| Path::new(file) == path);
            let expected = Place { file: file.into(), plan: plan.map(str::to_owned) };
            assert_eq!(Place::of(argument, is_there), expected, "{argument}");
        }
    }
}
