//! A repository judged: people, rights, authorship and activity, with what was left out and how much it was.

use super::activity::{Activity, activity};
use super::authorship::authors;
use super::claim::Claim;
use super::files::Files;
use super::history::{History, Limits};
use super::identity::Identities;
use super::left_out::{LeftOut, WhyOut};
use super::months::{day, year_start};
use super::owners::{Duty, Owners};
use super::parts::{Part, parts};
use jiff::civil::Date;

/// What was left out, and what was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Commits that are no merges.
    pub commits: usize,
    /// Merges; their own changes count for nobody.
    pub merges: usize,
    /// Commits of programs.
    pub bot_commits: usize,
    /// Commits that change too many files.
    pub large_commits: usize,
    /// Files of the tree.
    pub files: usize,
    /// Of these code of others.
    pub vendored: usize,
    /// Of these written by programs.
    pub generated: usize,
    /// Of these documents, data and pictures.
    pub not_code: usize,
    /// Files of living code that no counted commit changed.
    pub without_history: usize,
    /// True where nothing of the tree is code, and every file counts instead.
    pub is_all_counted: bool,
}

/// A repository judged at one commit. People, files and parts are named by their indices.
#[derive(Clone, Debug)]
pub struct Repository {
    /// Name of its folder.
    pub name: String,
    /// Id of the commit.
    pub commit: String,
    /// Day of the judgement.
    pub at: Date,
    /// Everybody in it.
    pub identities: Identities,
    /// Rights in the living code.
    pub owners: Owners,
    /// Paths of the living code, in order.
    pub code: Vec<String>,
    /// Authors of each file with their degrees.
    pub authors: Vec<Vec<(u32, f64)>>,
    /// Files that count for each person: authored, and touched by them in the window or by nobody else in it.
    pub holds: Vec<Vec<u32>>,
    /// Parts of the living code.
    pub parts: Vec<Part>,
    /// Activity of each person.
    pub activity: Vec<Activity>,
    /// What was left out.
    pub counts: Counts,
    /// What of the history is not there.
    pub limits: Limits,
}

impl Repository {
    /// Judges a history at `at`, the day of its last commit if none is given.
    pub fn of(name: &str, history: &History, at: Option<Date>, left_out: &LeftOut) -> Self {
        Self::claimed(name, history, at, left_out, &[])
    }

    /// [`Self::of`] where it is said of some accounts and addresses whose they are.
    pub fn claimed(name: &str, history: &History, at: Option<Date>, left_out: &LeftOut, claims: &[Claim]) -> Self {
        let at = at.unwrap_or_else(|| day(history.time));
        let why_out: Vec<Option<WhyOut>> = history.paths.iter().map(|path| left_out.file(path)).collect();
        let mut counts = Counts {
            commits: history.commits.len(),
            merges: history.merge_count as usize,
            files: history.living.len(),
            ..Counts::default()
        };
        for &path in &history.living {
            match why_out[path as usize] {
                Some(WhyOut::Vendored) => counts.vendored += 1,
                Some(WhyOut::Generated) => counts.generated += 1,
                Some(WhyOut::NotCode) => counts.not_code += 1,
                None => {}
            }
        }
        let mut living: Vec<u32> =
            history.living.iter().copied().filter(|&path| why_out[path as usize].is_none()).collect();
        if living.is_empty() {
            living.clone_from(&history.living);
            counts.is_all_counted = !living.is_empty();
        }
        living.sort_by(|&a, &b| history.path(a).cmp(history.path(b)));
        let paths: Vec<&str> = living.iter().map(|&path| history.path(path)).collect();
        let owners = Owners::of(&history.owner_files, &paths);
        let identities = Identities::of(history, &owners, left_out, claims);
        let author = |commit: usize| {
            let commit = &history.commits[commit];
            let is_small = commit.files <= left_out.most_files();
            identities.of_signature.get(commit.author as usize).copied().flatten().filter(|_| is_small)
        };
        for commit in &history.commits {
            let is_bot = identities.of_signature.get(commit.author as usize).copied().flatten().is_none();
            counts.bot_commits += usize::from(is_bot);
            counts.large_commits += usize::from(!is_bot && commit.files > left_out.most_files());
        }
        let since = year_start(at);
        let files = Files::of(history, author);
        let mut all = activity(history, identities.people.len(), since, &why_out, author);
        for review in history.reviews.iter().filter(|review| review.time >= since) {
            if let Some(person) = identities.of_signature.get(review.who as usize).copied().flatten() {
                all[person as usize].reviews += 1;
            }
        }
        let mut holds: Vec<Vec<u32>> = vec![Vec::new(); identities.people.len()];
        let mut of_files = Vec::with_capacity(living.len());
        for (&path, file) in living.iter().zip(0..) {
            let touches = files.touches(path);
            counts.without_history += usize::from(touches.is_empty());
            let mut authors: Vec<(u32, f64)> = authors(touches).collect();
            authors.sort_by_key(|&(person, _)| person);
            let recent = |person: u32| touches.iter().any(|it| it.person == person && it.last >= since);
            for &(person, _) in &authors {
                let others = touches.iter().any(|it| it.person != person && it.last >= since);
                if recent(person) || !others {
                    holds[person as usize].push(file);
                }
            }
            of_files.push(authors);
        }
        let parts = parts(&paths);
        Self {
            name: name.to_owned(),
            commit: history.commit.clone(),
            at,
            code: paths.into_iter().map(str::to_owned).collect(),
            owners,
            identities,
            authors: of_files,
            holds,
            parts,
            activity: all,
            counts,
            limits: history.limits,
        }
    }

    /// Start of the window, in seconds since 1970.
    pub fn since(&self) -> i64 {
        year_start(self.at)
    }

    /// True for a person with a commit that counts in the window.
    pub fn is_active(&self, person: u32) -> bool {
        self.activity.get(person as usize).is_some_and(|it| it.commits_in_window > 0)
    }

    /// Number of files about which each person has a say, under their strongest duty there.
    pub fn rights(&self) -> Vec<Rights> {
        let mut rights = vec![Rights::default(); self.identities.people.len()];
        for (set, files) in self.people_of_sets().iter().zip(self.files_of_sets()) {
            for &(person, duty) in set {
                let of = &mut rights[person as usize];
                match duty {
                    Duty::Decide => of.decide += files,
                    Duty::Agree => of.agree += files,
                    Duty::Recommend => of.recommend += files,
                }
            }
        }
        rights
    }

    /// People of each set of owners with their strongest duty, in order.
    pub fn people_of_sets(&self) -> Vec<Vec<(u32, Duty)>> {
        let people = |set: &Vec<(u32, Duty)>| {
            let mut people: Vec<(u32, Duty)> =
                set.iter().filter_map(|&(holder, duty)| Some((self.person_of(holder)?, duty))).collect();
            people.sort_unstable();
            people.dedup_by_key(|(person, _)| *person);
            people
        };
        self.owners.sets.iter().map(people).collect()
    }

    /// Person behind a holder of the owner files.
    pub fn person_of(&self, holder: u32) -> Option<u32> {
        self.identities.of_holder.get(holder as usize).copied().flatten()
    }

    /// Number of files of each set of owners.
    pub fn files_of_sets(&self) -> Vec<u32> {
        let mut files = vec![0; self.owners.sets.len()];
        self.owners.of_file.iter().for_each(|&set| files[set as usize] += 1);
        files
    }
}

/// Number of files that one person has a say about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    /// Decides.
    pub decide: u32,
    /// Has to agree.
    pub agree: u32,
    /// Recommends.
    pub recommend: u32,
}

impl Rights {
    /// True for somebody without a say anywhere.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}
