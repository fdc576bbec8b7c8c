//! A git repository opened as an organisation: in structure only, with what could not be read as problems.

use crate::app::state::document::FromRepository;
use crate::evidence::reader::{ReadError, Request, cache_folder, read};
use crate::evidence::{
    ByHand, Claim, Knowledge, LeftOut, OrganisationOptions, Repository, Source, organisation, rejoin,
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
    let repository = Repository::of(&source.name, &source.history, None, &LeftOut::default());
    progress.check()?;
    Ok(made(&repository, Vec::new(), Mode::StructureOnly { locked: false }, Arc::new(source)))
}

/// Reads the history of a repository up to a day.
pub fn source(folder: &Path, at: Option<Date>, progress: &Progress) -> Result<Source, OpenError> {
    let request = Request { folder: folder.to_owned(), at, cache: cache_folder() };
    let (place, history) = read(&request, progress).map_err(refused)?;
    Ok(Source { name: place.name(), history })
}

/// The organisation of a repository made anew, with people joined and separated by hand.
pub fn rejoined(org: &Org, source: &Source, by_hand: &ByHand) -> Made {
    let (repository, claims) = rejoin(org, source, by_hand, &LeftOut::default());
    made(&repository, claims, org.head.mode.clone(), Arc::new(source.clone()))
}

/// An organisation made from a repository, with its history and its folders.
pub struct Made {
    pub opened: Opened,
    pub from: FromRepository,
}

fn made(repository: &Repository, claims: Vec<Claim>, mode: Mode, source: Arc<Source>) -> Made {
    let folders = Arc::new(folders(repository, &Knowledge::of(repository)));
    Made { opened: opened(repository, claims, mode), from: FromRepository { source: Some(source), folders } }
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
