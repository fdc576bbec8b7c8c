//! `twintrack repo`: a git repository as an organisation, with a report of what was read, what was left out and what is
//! known of the code; with `--into`, as evidence for an organisation that is there. Nothing is written into the repository
//! and nothing is sent anywhere.

use super::check::Format;
use super::passphrase;
use super::target::Target;
use crate::edit::EditError;
use crate::evidence::reader::{self, ReadError, Request};
use crate::evidence::{Claim, Knowledge, LeftOut, OrganisationOptions, Proposal, Repository, organisation, proposals};
use crate::io::ladders::{self, LadderError};
use crate::io::native::{self, Notation};
use crate::io::path::shown;
use crate::io::{OpenError, Progress, SaveError, plain, read_text};
use crate::measure::Scale;
use crate::org::{Builder, Head, Ladder, Mode, TrackKind};
use crate::plan::calibrate_all;
use crate::report::output::{self, Output};
use crate::report::{self, OutputError, PictureOptions, PlainJson, Shown, Stage, View};
use clap::ValueEnum;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Arguments of `repo`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Folder of the repository, or one inside it; several with `--into`.
    #[arg(required = true, value_name = "FOLDER")]
    pub folders: Vec<PathBuf>,
    /// Adds the record as evidence to this organisation, up to its date; existing lines of the same repository are replaced.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["at", "ladder", "top", "criticality", "patch", "format"])]
    pub into: Option<PathBuf>,
    /// This account or address belongs to the person with this id, and this is kept in the file: `old@x.org=1042`; can be
    /// repeated.
    #[arg(long, value_name = "ACCOUNT=ID", value_parser = account_and_id)]
    pub same: Vec<(String, String)>,
    /// This account or address does not belong to the person with this id; can be repeated.
    #[arg(long, value_name = "ACCOUNT=ID", value_parser = account_and_id)]
    pub not: Vec<(String, String)>,
    /// Organisation to write: `.org.ron` or `.json`; `-` writes RON to stdout in place of the report.
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Picture to write of who knows which part of the code: `.svg`, `.png`, `.pdf` or `.pptx`; names people only with `--show names`.
    #[arg(long, value_name = "OUT", conflicts_with_all = ["into", "patch"])]
    pub picture: Option<PathBuf>,
    /// Last day that counts, e.g. 2026-09-30; the day of the checked-out commit if omitted.
    #[arg(long, value_name = "DATE")]
    pub at: Option<Date>,
    /// Your own ladder, beside that of the repository: the name of a supplied ladder, or a ladder file.
    #[arg(long, value_name = "NAME|FILE")]
    pub ladder: Option<String>,
    /// Rung of that ladder to which a decision about the whole repository belongs; the highest open IC rung if omitted.
    #[arg(long, value_name = "CODE", requires = "ladder")]
    pub top: Option<String>,
    /// Weight of a part, where others have 1: `net/=5`; can be repeated.
    #[arg(long, value_name = "PART=POINTS", value_parser = part_and_points)]
    pub criticality: Vec<(String, f64)>,
    /// Lists of what is left out, instead of the supplied ones.
    #[arg(long, value_name = "FILE")]
    pub left_out: Option<PathBuf>,
    /// Format of the report.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Confidential content to include. Without this, the report has only counts.
    #[arg(long, value_enum, value_delimiter = ',')]
    pub show: Vec<Private>,
    /// Prints a proposed change to the OWNERS and CODEOWNERS files instead, as a diff with reasons; it names accounts.
    #[arg(long, conflicts_with_all = ["output", "format"], requires = "show")]
    pub patch: bool,
    /// Reads everything again and keeps nothing for the next run.
    #[arg(long)]
    pub no_cache: bool,
    /// Replaces an existing file.
    #[arg(long)]
    pub force: bool,
}

impl Arguments {
    /// Folder in which what was read is kept.
    pub(super) fn cache(&self) -> Option<PathBuf> {
        if self.no_cache { None } else { reader::cache_folder() }
    }

    /// File of the ladder; `None` for a bundled one.
    pub fn ladder_file(&self) -> Option<PathBuf> {
        self.ladder.as_ref().filter(|name| ladders::named(name).is_none()).map(PathBuf::from)
    }
}

/// What is left out unless it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Private {
    /// Names of people; the organisation written then includes findings about them.
    Names,
}

/// Reason that a repository gave no organisation.
#[derive(Debug)]
pub enum RepoError {
    /// The history could not be read.
    Read(ReadError),
    /// The ladder could not be read.
    Ladder(String, LadderError),
    /// The ladder has no open rung of that code.
    Top(String),
    /// The lists of what is left out could not be read.
    LeftOut(PathBuf, String),
    /// The file could not be saved.
    Save(SaveError),
    /// The organisation that is to take the evidence in could not be opened.
    Open(OpenError),
    /// No one in it has this id.
    Nobody(String),
    /// Two of the repositories have this name.
    Twice(String),
    /// Several repositories were given, and no organisation to add them to.
    Several,
    /// The change could not be made.
    Edit(EditError),
    /// The picture could not be written.
    Picture(OutputError),
}

impl RepoError {
    /// The next step.
    pub fn hint(&self) -> String {
        match self {
            Self::Read(error) => error.hint(),
            Self::Ladder(_, error) => error.hint(),
            Self::Top(_) => "Give the code of a rung with `--top`, for instance `--top IC8`".to_owned(),
            Self::LeftOut(..) => "Begin with `assets/evidence/left-out.ron` of the program's source".to_owned(),
            Self::Save(SaveError::Ending { .. }) => "End its name in .org.ron or .json".to_owned(),
            Self::Save(error) => error.hint(),
            Self::Open(error) => error.hint(),
            Self::Nobody(_) => "Write the id as in the file".to_owned(),
            Self::Twice(_) => "Rename the folder of one, so that their lines can be told apart".to_owned(),
            Self::Several => "Give one folder, or an organisation with `--into`".to_owned(),
            Self::Edit(error) => error.hint(),
            Self::Picture(error) => error.hint(),
        }
    }
}

impl fmt::Display for RepoError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Read(error) => error.fmt(f),
            Self::Ladder(name, error) => write!(f, "`{name}` gives no ladder: {}", error.what()),
            Self::Top(code) if code.is_empty() => write!(f, "The ladder has no open IC rung"),
            Self::Top(code) => write!(f, "The ladder has no rung `{code}` with a grade"),
            Self::LeftOut(path, error) => write!(f, "`{}` could not be read: {error}", shown(path)),
            Self::Save(error) => error.fmt(f),
            Self::Open(error) => error.fmt(f),
            Self::Nobody(id) => write!(f, "No one has the id `{id}`"),
            Self::Twice(name) => write!(f, "Two of the repositories are called `{name}`"),
            Self::Several => write!(f, "Only one repository can be turned into an organisation"),
            Self::Edit(error) => error.fmt(f),
            Self::Picture(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for RepoError {}

/// Reads a repository, writes the organisation where one is asked for (`None` for standard output), and the report to
/// `out`. The inner error is that of `out`.
pub fn run(
    arguments: &Arguments,
    target: Option<&Target>,
    progress: &Progress,
    out: &mut dyn Write,
) -> Result<io::Result<()>, RepoError> {
    let left_out = left_out(arguments)?;
    let [folder] = &arguments.folders[..] else { return Err(RepoError::Several) };
    let ladder = arguments.ladder.as_deref().map(ladder).transpose()?;
    let top = ladder.as_ref().map(|ladder| top(ladder, arguments.top.as_deref())).transpose()?;
    let request = Request { folder: folder.clone(), at: arguments.at, cache: arguments.cache() };
    let (place, history) = reader::read(&request, progress).map_err(RepoError::Read)?;
    let claims = claims(&arguments.same, &arguments.not);
    let repository = Repository::claimed(&place.name(), &history, arguments.at, &left_out, &claims);
    if arguments.patch {
        return Ok(write_patch(&proposals(&repository, &history.owner_files), out));
    }
    drop(history);
    let names = arguments.show.contains(&Private::Names);
    let knowledge = Knowledge::of(&repository);
    if arguments.output.is_some() || arguments.picture.is_some() {
        let criticality = arguments.criticality.iter().cloned().collect();
        let options = OrganisationOptions { ladder, top, criticality, claims };
        let mut org = organisation(&repository, &options);
        calibrate_all(&mut org);
        if !names {
            org.head.mode = Mode::StructureOnly { locked: false };
        }
        if let Some(picture) = &arguments.picture {
            let stage = Stage { folders: Arc::new(report::folders(&repository, &knowledge)), ..Stage::default() };
            let options = PictureOptions { view: View::Folders, names, stage: Arc::new(stage), ..Default::default() };
            output::save(&org, &Output::Picture(options), picture).map_err(RepoError::Picture)?;
        }
        match (&arguments.output, target) {
            (Some(_), None) => return Ok(native::write(&org, &[], &[], Notation::Ron, out)),
            (Some(_), Some(target)) => passphrase::save(target, (&org, &[], &[]), false).map_err(RepoError::Save)?,
            (None, _) => {}
        }
    }
    Ok(match arguments.format {
        Format::Text => report::repository_text(&repository, &knowledge, names, out),
        Format::Json => writeln!(PlainJson(out), "{}", report::repository_json(&repository, &knowledge, names)),
    })
}

/// What is left out: as said, or as always.
pub(super) fn left_out(arguments: &Arguments) -> Result<LeftOut, RepoError> {
    let Some(path) = &arguments.left_out else { return Ok(LeftOut::default()) };
    let text = read_text(path).map_err(|error| RepoError::LeftOut(path.clone(), plain(&error)))?;
    LeftOut::of(&text).map_err(|error| RepoError::LeftOut(path.clone(), error))
}

/// What is said of the people of a repository, who are known by an account or address of their own.
fn claims(same: &[(String, String)], not: &[(String, String)]) -> Vec<Claim> {
    let mut claims: BTreeMap<&str, Claim> = BTreeMap::new();
    for (account, id) in same {
        claims.entry(id).or_default().is.push(account.clone());
    }
    for (account, id) in not {
        claims.entry(id).or_default().not.push(account.clone());
    }
    let with_own = |(id, mut claim): (&str, Claim)| {
        claim.is.push(id.to_owned());
        claim
    };
    claims.into_iter().map(with_own).collect()
}

fn write_patch(proposals: &[Proposal], out: &mut dyn Write) -> io::Result<()> {
    if proposals.is_empty() {
        return writeln!(out, "No change of the owner files follows from the record");
    }
    for proposal in proposals {
        for reason in &proposal.reasons {
            writeln!(out, "# {}", Shown(reason))?;
        }
        for line in proposal.diff.lines() {
            writeln!(out, "{}", Shown(line))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn ladder(name: &str) -> Result<Ladder, RepoError> {
    match ladders::named(name) {
        Some(ladder) => Ok(ladder),
        None => ladders::read(Path::new(name)).map_err(|error| RepoError::Ladder(name.to_owned(), error)),
    }
}

/// Grade of the rung that is named, or of the highest open one of an IC track.
fn top(ladder: &Ladder, code: Option<&str>) -> Result<f64, RepoError> {
    let mut head = Head::new("", Date::MIN);
    head.ladders.push(ladder.clone());
    let org = Builder::new(head).finish().0;
    let scale = Scale::of(&org);
    let rungs = org.rungs().filter(|&rung| match code {
        Some(code) => org.rung(rung).code == code,
        None => org.rung(rung).open && org.track(rung).kind == TrackKind::Ic,
    });
    let grades = rungs.filter_map(|rung| scale.grade(rung));
    grades.max_by(f64::total_cmp).ok_or_else(|| RepoError::Top(code.unwrap_or_default().to_owned()))
}

fn account_and_id(text: &str) -> Result<(String, String), String> {
    match text.rsplit_once('=') {
        Some((account, id)) if !account.trim().is_empty() && !id.trim().is_empty() => {
            Ok((account.trim().to_owned(), id.trim().to_owned()))
        }
        _ => Err("Write it as ACCOUNT=ID, for instance old@x.org=1042".to_owned()),
    }
}

fn part_and_points(text: &str) -> Result<(String, f64), String> {
    let (part, points) = text.rsplit_once('=').ok_or("Write it as PART=POINTS, for instance net/=5")?;
    let points: f64 = points.trim().parse().map_err(|_| format!("`{points}` is no number"))?;
    if points.is_finite() && points >= 0.0 {
        Ok((part.to_owned(), points))
    } else {
        Err(format!("`{points}` is not 0 or above"))
    }
}
