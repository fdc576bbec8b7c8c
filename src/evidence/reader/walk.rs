//! Walks the history of one commit: which commits there are, in which order, and what each changed.

use super::super::history::{Change, ChangeKind, Commit, History, Limits, Mention, Merge, Signature};
use super::super::months::{day, start};
use super::super::owners::is_owner_file;
use super::cache;
use super::change::{Changes, Kind, changes};
use super::error::ReadError;
use super::message::{merged_account, reviewers, text};
use super::order::oldest_first;
use super::place::Place;
use super::refs;
use super::store::Store;
use super::tree::{Listing, list};
use crate::io::Progress;
use gix_actor::SignatureRef;
use gix_hash::ObjectId;
use gix_object::{CommitRef, Kind as ObjectKind};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc;

/// Most files of a tree.
const MOST_FILES: usize = 2_000_000;
/// Longest text of an owner file or of `.mailmap`, in bytes.
const LONGEST: u64 = 4 << 20;
/// Commits that a thread takes at a time: neighbours share most of their trees.
const PIECE: usize = 256;
/// Commits between two looks at whether the work should stop.
const TICK: usize = 512;

/// What is to be read.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The repository, or a folder inside one.
    pub folder: PathBuf,
    /// Last day of the history; that of the commit checked out if not given.
    pub at: Option<Date>,
    /// Folder in which what was read is kept for the next time; nothing is kept without one.
    pub cache: Option<PathBuf>,
}

/// Reads the history of a repository; also where it is.
pub fn read(request: &Request, progress: &Progress) -> Result<(Place, History), ReadError> {
    let place = Place::find(&request.folder)?;
    let shallow = refs::shallow(&place);
    let store = Store::open(&place.objects())?;
    let tip = tip(&store, refs::head(&place)?, request.at, &shallow)?;
    let key = cache::key(&tip, &shallow);
    if let Some(history) = request.cache.as_deref().and_then(|folder| cache::load(folder, &key)) {
        return Ok((place, history));
    }
    let history = Walk::new(&store, &shallow, progress).run(&place, tip)?;
    if let Some(folder) = request.cache.as_deref() {
        // What cannot be kept is read again the next time.
        let _ = cache::keep(folder, &key, &history);
    }
    Ok((place, history))
}

/// The last commit up to a day, along first parents.
fn tip(store: &Store, head: ObjectId, at: Option<Date>, shallow: &HashSet<ObjectId>) -> Result<ObjectId, ReadError> {
    let mut buffer = Vec::new();
    let (mut id, mut seen) = (head, 0_u64);
    let until = at.map(|at| start(at.tomorrow().unwrap_or(at)));
    loop {
        let Some(data) = store.find(&id, ObjectKind::Commit, &mut buffer) else { return Err(missing(&id)) };
        let commit = CommitRef::from_bytes(data, gix_hash::Kind::Sha1).map_err(|_| damaged(&id))?;
        let time = commit.time().map(|time| time.seconds).unwrap_or_default();
        if until.is_none_or(|until| time < until) {
            return Ok(id);
        }
        seen += 1;
        match commit.parents().next().filter(|_| !shallow.contains(&id)) {
            Some(parent) if seen < 10_000_000 => id = parent,
            _ => return Err(ReadError::NothingBefore { at: at.unwrap_or(Date::MIN), first: day(time) }),
        }
    }
}

fn missing(id: &ObjectId) -> ReadError {
    ReadError::Broken(format!("commit {id} is missing"))
}

fn damaged(id: &ObjectId) -> ReadError {
    ReadError::Broken(format!("commit {id} cannot be read"))
}

/// A commit as it is found.
struct Found {
    id: ObjectId,
    tree: ObjectId,
    time: i64,
    author: u32,
    parents: Vec<u32>,
    /// True where the parents are not in the clone.
    is_cut: bool,
    account: Option<String>,
    reviewers: Vec<u32>,
}

struct Walk<'a> {
    store: &'a Store,
    shallow: &'a HashSet<ObjectId>,
    progress: &'a Progress,
    signatures: Vec<Signature>,
    numbers: HashMap<Signature, u32>,
    limits: Limits,
}

impl<'a> Walk<'a> {
    fn new(store: &'a Store, shallow: &'a HashSet<ObjectId>, progress: &'a Progress) -> Self {
        let limits = Limits::default();
        Self { store, shallow, progress, signatures: Vec::new(), numbers: HashMap::new(), limits }
    }

    fn run(mut self, place: &Place, tip: ObjectId) -> Result<History, ReadError> {
        self.progress.begin(0);
        let commits = self.commits(tip)?;
        let order = oldest_first(commits.iter().map(|it| (it.time, it.id, it.parents.as_slice())));
        let last = commits.first().ok_or_else(|| missing(&tip))?;
        let Some(listing) = list(self.store, &last.tree, MOST_FILES) else { return Err(ReadError::NoTrees) };
        if listing.is_cut {
            return Err(ReadError::Large(MOST_FILES));
        }
        self.limits.submodules = listing.submodules;
        self.limits.missing_trees = listing.missing;
        let changes = all_changes(place, &commits, &order, self.progress)?;
        let mut history = History { time: last.time, commit: tip.to_string(), ..History::default() };
        let mut paths = Paths::default();
        for (&at, changes) in order.iter().zip(changes) {
            let commit = &commits[at as usize];
            history.reviews.extend(commit.reviewers.iter().map(|&who| Mention { who, time: commit.time }));
            if commit.parents.len() > 1 {
                history.merge_count += 1;
                if let Some(handle) = &commit.account {
                    let author = commits[commit.parents[1] as usize].author;
                    history.merges.push(Merge { handle: handle.clone(), author });
                }
                continue;
            }
            self.limits.missing_trees += changes.missing;
            let from = history.changes.len() as u32;
            let files = changes.all.len() as u32;
            for (path, kind) in changes.all {
                let kind = match kind {
                    Kind::Added => ChangeKind::Added,
                    Kind::Changed => ChangeKind::Changed,
                    Kind::Removed => ChangeKind::Removed,
                    Kind::Renamed(from) => ChangeKind::Renamed(paths.number(from)),
                };
                history.changes.push(Change { path: paths.number(path), kind });
            }
            let changes = (from, history.changes.len() as u32);
            history.commits.push(Commit { author: commit.author, time: commit.time, files, changes });
        }
        self.texts(&mut history, &listing);
        history.living = listing.files.into_iter().map(|(path, _)| paths.number(path)).collect();
        history.paths = paths.all;
        history.limits = self.limits;
        Ok(history)
    }

    /// All commits that can be reached, the tip first.
    fn commits(&mut self, tip: ObjectId) -> Result<Vec<Found>, ReadError> {
        let mut numbers: HashMap<ObjectId, u32> = HashMap::from([(tip, 0)]);
        let mut ids = vec![tip];
        let mut found: Vec<Option<Found>> = vec![None];
        let mut open = vec![0_u32];
        let mut buffer = Vec::new();
        let mut seen = 0;
        while let Some(at) = open.pop() {
            seen += 1;
            if seen % TICK == 0 {
                self.progress.check().map_err(|_| ReadError::Cancelled)?;
            }
            let id = ids[at as usize];
            let data = self.store.find(&id, ObjectKind::Commit, &mut buffer);
            let Some(commit) = data.and_then(|data| CommitRef::from_bytes(data, gix_hash::Kind::Sha1).ok()) else {
                // The rest of the history is still one.
                self.limits.unreadable += 1;
                continue;
            };
            let is_cut = self.shallow.contains(&id);
            let mut parents = Vec::new();
            for parent in commit.parents().filter(|_| !is_cut) {
                let next = ids.len() as u32;
                let number = *numbers.entry(parent).or_insert_with(|| {
                    ids.push(parent);
                    found.push(None);
                    open.push(next);
                    next
                });
                if !parents.contains(&number) {
                    parents.push(number);
                }
            }
            self.limits.shallow += u32::from(is_cut);
            let encoding = commit.encoding.map(|it| it.to_vec());
            let encoding = encoding.as_deref();
            let (name, email) =
                commit.author().map_or((Vec::new(), Vec::new()), |it| (it.name.to_vec(), it.email.to_vec()));
            let author = self.number(&text(&name, encoding), &text(&email, encoding));
            let message = text(commit.message, encoding);
            let account = (parents.len() > 1).then(|| merged_account(&message)).flatten();
            let named: Vec<(String, String)> = if parents.len() > 1 {
                Vec::new()
            } else {
                reviewers(&message).map(|(name, email)| (name.to_owned(), email.to_owned())).collect()
            };
            let reviewers = named.iter().map(|(name, email)| self.number(name, email)).collect();
            let time = commit.time().map(|time| time.seconds).unwrap_or_default();
            found[at as usize] =
                Some(Found { id, tree: commit.tree(), time, author, parents, is_cut, account, reviewers });
        }
        Ok(without_gaps(found))
    }

    fn number(&mut self, name: &str, email: &str) -> u32 {
        let signature = Signature { name: name.to_owned(), email: email.to_owned() };
        if let Some(&known) = self.numbers.get(&signature) {
            return known;
        }
        let next = self.signatures.len() as u32;
        self.signatures.push(signature.clone());
        self.numbers.insert(signature, next);
        next
    }

    /// Owner files with their texts, and names and addresses after `.mailmap`.
    fn texts(&mut self, history: &mut History, listing: &Listing) {
        let mut buffer = Vec::new();
        let mut read = |id: &ObjectId| {
            let is_small = self.store.size(id).is_some_and(|size| size <= LONGEST);
            let data = if is_small { self.store.find(id, ObjectKind::Blob, &mut buffer) } else { None };
            data.map(<[u8]>::to_vec)
        };
        for (path, id) in listing.files.iter().filter(|(path, _)| is_owner_file(path)) {
            match read(id) {
                Some(data) => history.owner_files.push((path.clone(), text(&data, None).into_owned())),
                None => self.limits.missing_texts += 1,
            }
        }
        let mailmap = listing.files.iter().find(|(path, _)| path == ".mailmap").and_then(|(_, id)| read(id));
        let mailmap = gix_mailmap::Snapshot::from_bytes(&mailmap.unwrap_or_default());
        history.signatures = std::mem::take(&mut self.signatures);
        for signature in &mut history.signatures {
            let written =
                SignatureRef { name: signature.name.as_str().into(), email: signature.email.as_str().into(), time: "" };
            let Some(found) = mailmap.try_resolve_ref(written) else { continue };
            let (name, email) = (found.name.map(ToString::to_string), found.email.map(ToString::to_string));
            signature.name = name.unwrap_or_else(|| std::mem::take(&mut signature.name));
            signature.email = email.unwrap_or_else(|| std::mem::take(&mut signature.email));
        }
    }
}

/// Changes of each commit in order, nothing for merges and where a shallow clone begins.
fn all_changes(
    place: &Place,
    commits: &[Found],
    order: &[u32],
    progress: &Progress,
) -> Result<Vec<Changes>, ReadError> {
    progress.begin(order.len() as u64);
    let pieces: Vec<&[u32]> = order.chunks(PIECE).collect();
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(pieces.len().max(1)).min(8);
    let (send, receive) = mpsc::channel::<(usize, Vec<Changes>)>();
    let mut done: Vec<Option<Vec<Changes>>> = Vec::new();
    done.resize_with(pieces.len(), || None);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (send, pieces, next) = (send.clone(), &pieces, &next);
            scope.spawn(move || {
                // Each thread has its own store: the caches are not shared, the packs are, by the system.
                let Ok(store) = Store::open(&place.objects()) else { return };
                loop {
                    let at = next.fetch_add(1, Relaxed);
                    let Some(piece) = pieces.get(at) else { return };
                    if progress.check().is_err() {
                        return;
                    }
                    let of = |&at: &u32| of_commit(&store, commits, &commits[at as usize]);
                    if send.send((at, piece.iter().map(of).collect())).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        let mut count = 0;
        for (at, changes) in receive {
            count += changes.len() as u64;
            done[at] = Some(changes);
            // The threads look for themselves whether to stop.
            let _ = progress.advance(count);
        }
    });
    progress.check().map_err(|_| ReadError::Cancelled)?;
    let all: Option<Vec<Vec<Changes>>> = done.into_iter().collect();
    all.map(|all| all.into_iter().flatten().collect())
        .ok_or_else(|| ReadError::Broken("its objects cannot be read".to_owned()))
}

fn of_commit(store: &Store, commits: &[Found], commit: &Found) -> Changes {
    if commit.parents.len() > 1 || commit.is_cut {
        return Changes::default();
    }
    let before = commit.parents.first().map(|&parent| commits[parent as usize].tree);
    if before == Some(commit.tree) { Changes::default() } else { changes(store, before, commit.tree) }
}

/// Commits without those that could not be read. Who followed such a one is where the history begins.
fn without_gaps(found: Vec<Option<Found>>) -> Vec<Found> {
    let mut place = Vec::with_capacity(found.len());
    let mut count = 0;
    for commit in &found {
        place.push(commit.is_some().then_some(count));
        count += u32::from(commit.is_some());
    }
    let closed = |mut commit: Found| {
        let had = commit.parents.len();
        commit.parents = commit.parents.iter().filter_map(|&parent| place[parent as usize]).collect();
        commit.is_cut |= commit.parents.is_empty() && had > 0;
        commit
    };
    found.into_iter().flatten().map(closed).collect()
}

/// Paths by number.
#[derive(Default)]
struct Paths {
    all: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Paths {
    fn number(&mut self, path: String) -> u32 {
        if let Some(&known) = self.numbers.get(&path) {
            return known;
        }
        let next = self.all.len() as u32;
        self.all.push(path.clone());
        self.numbers.insert(path, next);
        next
    }
}
