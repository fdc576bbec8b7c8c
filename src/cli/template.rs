//! `twintrack template`: the blank evidence sheet. `twintrack take-in`: the filled sheet read back.

use super::export::closed;
use super::passphrase;
use super::target::{Target, TargetError};
use crate::edit::Edit;
use crate::io::csv::{TableError, read_rows};
use crate::io::path;
use crate::io::sealed::SealFault;
use crate::io::{OpenError, Opened, Problem, SaveError, holds_everything, save};
use crate::org::PersonId;
use crate::plan::evidence_sheet::{TakenIn, take_in, take_in_copy};
use crate::plan::tell_most;
use crate::plan::{PlanError, as_seen};
use crate::report::{Gate, SheetFormat, evidence_sheet};
use crate::rules::Judgement;
use crate::rules::words::count;
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes a sheet to be filled with evidence, one person a row.
#[derive(clap::Args, Clone, Debug)]
#[command(after_help = "Examples:\n  \
    twintrack template halden.org.ron -o evidence.xlsx\n  \
    twintrack template halden.org.ron -o evidence.csv --people all\n  \
    twintrack template halden.org.ron -o - --people mason,alex")]
pub struct TemplateArgs {
    /// The organisation; `-` for stdin
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The sheet to write, `.xlsx` or `.csv`; `-` writes CSV to stdout
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
    /// `few` for the most informative people, `all`, or ids separated by commas
    #[arg(long, value_name = "WHOM", default_value = "few")]
    pub people: String,
    /// Replaces an existing file
    #[arg(long)]
    pub force: bool,
}

/// Imports a filled-in evidence sheet; existing values are kept.
#[derive(clap::Args, Clone, Debug)]
#[command(after_help = "Examples:\n  \
    twintrack take-in halden.org.ron evidence.xlsx --dry-run\n  \
    twintrack take-in halden.org.ron evidence.csv -o halden.org.ron")]
pub struct TakeInArgs {
    /// The organisation
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The filled-in sheet, an Excel workbook (.xlsx) or CSV; or a copy for one reader that comes back (.org.ron, .json, .age)
    #[arg(value_name = "SHEET")]
    pub sheet: PathBuf,
    /// The organisation to write
    #[arg(short, long, value_name = "OUT", required_unless_present = "dry_run")]
    pub output: Option<PathBuf>,
    /// Prints what would be added without writing a file
    #[arg(long)]
    pub dry_run: bool,
    /// Replaces an existing file that is not FILE itself
    #[arg(long)]
    pub force: bool,
}

/// Reason that there is no sheet, or that one cannot be applied.
#[derive(Debug)]
pub enum SheetError {
    /// An id that nobody has.
    Nobody(String),
    /// The file names no one, and a sheet would.
    Unnamed,
    /// The sheet could not be read or written.
    Disk(PathBuf, io::Error),
    /// A file that is not a sheet.
    NoSheet(TableError),
    /// A copy for one reader that does not open.
    Copy(OpenError),
    /// A readable sheet that cannot be applied.
    TakeIn(PlanError),
    /// The resulting edit does not apply.
    Edit(crate::edit::EditError),
    /// The organisation could not be saved.
    Save(SaveError),
    /// The file is not to be written.
    Target(TargetError),
}

impl fmt::Display for SheetError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Nobody(key) => write!(f, "No one has the id `{key}`"),
            Self::Unnamed => write!(f, "A sheet names people, and this record of a repository names no one yet"),
            Self::Disk(path, error) => write!(f, "`{}`: {error}", path::shown(path)),
            Self::NoSheet(error) => error.fmt(f),
            Self::Copy(error) => error.fmt(f),
            Self::TakeIn(error) => error.fmt(f),
            Self::Edit(error) => error.fmt(f),
            Self::Save(error) => error.fmt(f),
            Self::Target(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SheetError {}

impl SheetError {
    /// The next step.
    pub fn hint(&self) -> String {
        match self {
            Self::Nobody(_) => "Write ids as in the file, separated by commas".to_owned(),
            Self::Unnamed => {
                "Write the organisation with `twintrack repo --show names`, or state a purpose in the field `mode` \
                              of the file"
                    .to_owned()
            }
            Self::Disk(..) => "Check the file name and folder".to_owned(),
            Self::NoSheet(error) => error.hint(),
            Self::Copy(OpenError::Sealed { fault: SealFault::Asked, .. }) => passphrase::HINT.to_owned(),
            Self::Copy(OpenError::Unreadable(_)) => String::new(),
            Self::Copy(error) => error.hint(),
            // The message includes it.
            Self::TakeIn(_) => String::new(),
            Self::Edit(error) => error.hint(),
            Self::Save(error) => error.hint(),
            Self::Target(error) => error.hint(),
        }
    }
}

/// Writes the sheet and returns a line with the number of people.
pub fn template(opened: &Opened, args: &TemplateArgs, target: Option<&Target>) -> Result<String, SheetError> {
    let org = &opened.org;
    if !org.names_people() {
        return Err(SheetError::Unnamed);
    }
    let people: Vec<(PersonId, String)> = match args.people.as_str() {
        "few" => tell_most(&Judgement::begun(org).facts(org), Gate::of(org).people),
        "all" => org.people().filter(|&person| org.is_judged(person)).map(|person| (person, String::new())).collect(),
        keys => {
            let find = |key: &str| {
                let known = org.find(key.trim()).filter(|&person| org.has(person));
                known.map(|person| (person, String::new())).ok_or_else(|| SheetError::Nobody(key.trim().to_owned()))
            };
            keys.split(',').map(find).collect::<Result<_, _>>()?
        }
    };
    let mut bytes = Vec::new();
    let disk = |error| SheetError::Disk(args.output.clone(), error);
    evidence_sheet(org, &people, SheetFormat::of(&args.output), &mut bytes).map_err(disk)?;
    match target {
        None => io::stdout().lock().write_all(&bytes).map_err(disk)?,
        Some(target) => target.replace(|out| out.write_all(&bytes)).map_err(SheetError::Save)?,
    }
    Ok(format!("One row for each of {}", count(people.len(), "person", "people")))
}

/// Applies the sheet, or the answers in a copy that `open` opens, and saves the result if an output is given. Returns true
/// when anything differs or could not be used.
pub fn run(
    mut opened: Opened,
    args: &TakeInArgs,
    target: Option<&Target>,
    open: &dyn Fn(&Path) -> Result<Opened, OpenError>,
    out: &mut dyn Write,
) -> Result<io::Result<bool>, SheetError> {
    let taken = if holds_everything(&args.sheet) {
        let copy = open(&args.sheet).map_err(SheetError::Copy)?;
        take_in_copy(&opened.org, &copy.org, &Problem::by_line(&copy.problems))
    } else {
        let rows = rows_of(&args.sheet)?;
        take_in(&opened.org, &Judgement::begun(&opened.org).scale, &rows).map_err(SheetError::TakeIn)?
    };
    let told = tell(&opened, &taken, out);
    let is_all = taken.differs.is_empty() && taken.left_out.is_empty();
    if let Some(path) = args.output.as_deref().filter(|_| !args.dry_run) {
        Edit::All(taken.edits).apply(&mut opened.org).map_err(SheetError::Edit)?;
        let held = target.map(Target::hold).transpose().map_err(SheetError::Target)?;
        write_to(&opened, path, target)?;
        drop(held);
    }
    Ok(told.or_else(closed).map(|()| !is_all))
}

fn rows_of(sheet: &Path) -> Result<Vec<Vec<String>>, SheetError> {
    let bytes = crate::io::read_plain(sheet).map_err(|error| SheetError::Disk(sheet.to_owned(), error))?;
    read_rows(&bytes, "id").map_err(SheetError::NoSheet)
}

fn write_to(opened: &Opened, path: &Path, target: Option<&Target>) -> Result<(), SheetError> {
    let saved = match target {
        Some(target) => passphrase::save(target, opened.content(), true),
        // Standard output, which is refused as a name without an ending.
        None => save(path, &opened.org, &opened.scenarios, &opened.unread).map(drop),
    };
    saved.map_err(SheetError::Save)
}

/// Prints what is added, what is kept, and what could not be used; in *structure only* existing values are counted but
/// not shown.
fn tell(opened: &Opened, taken: &TakenIn, out: &mut dyn Write) -> io::Result<()> {
    let org = &as_seen(opened.org.clone());
    let shown = |text: &str| crate::report::Shown(text).to_string();
    writeln!(out, "Adds {}", taken.words())?;
    for (person, what, value) in &taken.added {
        writeln!(out, "  {}: {what}: {}", shown(org.key(*person)), shown(value))?;
    }
    if taken.same > 0 {
        writeln!(out, "{} already recorded", count(taken.same, "value is", "values are"))?;
    }
    if !taken.differs.is_empty() {
        let n = count(taken.differs.len(), "value differs", "values differ");
        writeln!(out, "{n} from the recorded value, which is kept")?;
    }
    for it in taken.differs.iter().filter(|_| org.shows_people()) {
        let (there, here) = (shown(&it.there), shown(&it.here));
        writeln!(out, "  {}: {}: {there} is kept; the sheet has {here}", shown(org.key(it.person)), it.what)?;
    }
    for it in &taken.left_out {
        writeln!(out, "{} of the sheet: {}", it.place(), shown(&it.said()))?;
    }
    Ok(())
}
