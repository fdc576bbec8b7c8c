//! A git repository opened as an organisation: in structure only, with what could not be read as problems.

use crate::app::state::document::merging::Merging;
use crate::app::state::document::{Document, FromRepository};
use crate::diagram::Folder;
use crate::evidence::reader::{ReadError, Request, cache_folder, read};
use crate::evidence::{
    ByHand, Claim, Decision, Knowledge, LeftOut, OrganisationOptions, Repository, Source, organisation, rejoin,
    said_by_hand,
};
use crate::io::{Format, OpenError, Opened, Problem, Progress};
use crate::org::{Mode, Org};
use crate::plan::calibrate_all;
use crate::report::folders;
use jiff::civil::Date;
use std::path::Path;
use std::sync::Arc;

/// Reads the repository that a folder is, or is inside of, as of the commit that is checked out.
pub fn open(folder: &Path, progress: &Progress) -> Result<Made, OpenError> {
    let source = source(folder, None, progress)?;
    progress.check()?;
    Ok(made(source))
}

/// Reads the history of a repository up to a day.
pub fn source(folder: &Path, at: Option<Date>, progress: &Progress) -> Result<Source, OpenError> {
    let request = Request { folder: folder.to_owned(), at, cache: cache_folder() };
    let (place, history) = read(&request, progress).map_err(refused)?;
    Ok(Source { name: place.name(), history })
}

/// Joining and separating people by hand, as a merge of what the repository says then with what was changed here since it
/// was read.
pub fn rejoined(document: &Document, source: &Source, by_hand: &ByHand) -> Merging {
    let org = document.baseline();
    let version = |by_hand: &ByHand| {
        let (repository, claims) = rejoin(org, source, by_hand, &LeftOut::default());
        Arc::new(opened(&repository, claims, org.head.mode.clone()).org)
    };
    let said = (format!("Who is who in {}", source.name), step(org, source, by_hand));
    Merging::between(document, (version(&ByHand::default()), version(by_hand)), Vec::new(), said)
}

/// Name of the step that joins and separates.
fn step(org: &Org, source: &Source, by_hand: &ByHand) -> String {
    match by_hand.0.iter().next() {
        Some((alias, Decision::Is(person))) if by_hand.0.len() == 1 => {
            format!("Join {alias} with {}", org.label(*person))
        }
        Some((alias, Decision::IsNot(person))) if by_hand.0.len() == 1 => {
            format!("Separate {alias} from {}", org.label(*person))
        }
        _ => format!("Match {} accounts and addresses in {}", by_hand.0.len(), source.name),
    }
}

/// Folders of the repository with people joined and separated as the organisation records it.
pub fn folders_of(org: &Org, source: &Source) -> Arc<Vec<Folder>> {
    let (repository, _) = rejoin(org, source, &ByHand::default(), &LeftOut::default());
    Arc::new(folders(&repository, &Knowledge::of(&repository)))
}

/// An organisation made from a repository, with its history and its folders.
pub struct Made {
    pub opened: Opened,
    pub from: FromRepository,
}

/// An organisation in structure only, from what was read of a repository.
pub fn made(source: Source) -> Made {
    let repository = Repository::of(&source.name, &source.history, None, &LeftOut::default());
    let folders = Arc::new(folders(&repository, &Knowledge::of(&repository)));
    let opened = opened(&repository, Vec::new(), Mode::StructureOnly { locked: false });
    let claims = Arc::new(said_by_hand(&opened.org));
    Made { opened, from: FromRepository { source: Some(Arc::new(source)), folders, claims } }
}

fn opened(repository: &Repository, claims: Vec<Claim>, mode: Mode) -> Opened {
    let mut org = organisation(repository, &OrganisationOptions { claims, ..OrganisationOptions::default() });
    calibrate_all(&mut org);
    org.head.mode = mode;
    let problems = problems(repository);
    Opened { org, scenarios: Vec::new(), problems, unread: Vec::new(), format: Format::Ron }
}

fn refused(error: ReadError) -> OpenError {
    match error {
        ReadError::Cancelled => OpenError::Cancelled,
        ReadError::Disk { path, error } => OpenError::Disk { path, error },
        error => OpenError::Unreadable(vec![Problem::of_file(error.to_string(), error.hint())]),
    }
}

fn problems(repository: &Repository) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut add = |count: u32, what: &str, hint: &str| {
        if count > 0 {
            problems.push(Problem::of_file(what.replace("{}", &count.to_string()), hint.to_owned()));
        }
    };
    let limits = repository.limits;
    add(limits.shallow, "The clone is shallow: earlier history is not known", "`git fetch --unshallow` fetches it");
    add(limits.unreadable, "{} commits are missing or damaged", "Check the repository with `git fsck`");
    add(limits.missing_trees, "{} folders are missing", "`git fetch --refetch` fetches them");
    add(limits.missing_texts, "{} owner files are not in this clone", "Check the commit out once to fetch them");
    add(limits.submodules, "{} submodules have a history of their own", "Open each as a repository of its own");
    let teams = repository.identities.unjoined.iter().filter(|it| it.is_team).count() as u32;
    add(teams, "{} teams hold a right, and their members are not in the repository", "Name people in the owner files");
    if repository.owners.files.is_empty() {
        let what = "No owner file was found: who may decide is not recorded";
        problems
            .push(Problem::of_file(what.to_owned(), "Record decision rights in the form of each person".to_owned()));
    }
    problems.extend(
        repository
            .owners
            .problems
            .iter()
            .map(|it| Problem::of_file(format!("{}: {}", it.file, it.what), String::new())),
    );
    problems
}
