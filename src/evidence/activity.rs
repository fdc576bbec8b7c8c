//! What a person did in the last twelve months, as counts that are shown; only the lower of active months and folders
//! ever becomes evidence.

use super::history::History;
use super::left_out::WhyOut;
use super::months::month;
use std::collections::BTreeSet;

/// Counts of one person; times in seconds since 1970.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Activity {
    /// Commits that count, ever.
    pub commits: u32,
    /// Commits that count, in the window.
    pub commits_in_window: u32,
    /// Months of the window with a commit that counts.
    pub months: u32,
    /// Folders of which a file was changed in the window.
    pub folders: u32,
    /// First commit that counts.
    pub first: Option<i64>,
    /// Last commit that counts.
    pub last: Option<i64>,
    /// First commit in the window.
    pub first_in_window: Option<i64>,
    /// Reviews by name in messages in the window.
    pub reviews: u32,
}

impl Activity {
    /// The lower of active months and folders.
    pub fn lower(&self) -> u32 {
        self.months.min(self.folders)
    }
}

/// Activity of everybody in the window from `since` on.
pub fn activity(
    history: &History,
    people: usize,
    since: i64,
    why_out: &[Option<WhyOut>],
    mut author: impl FnMut(usize) -> Option<u32>,
) -> Vec<Activity> {
    let mut all = vec![Activity::default(); people];
    let mut months: Vec<BTreeSet<i32>> = vec![BTreeSet::new(); people];
    let mut folders: Vec<BTreeSet<&str>> = vec![BTreeSet::new(); people];
    for (at, commit) in history.commits.iter().enumerate() {
        let Some(person) = author(at).map(|person| person as usize) else { continue };
        let one = &mut all[person];
        one.commits += 1;
        one.first = Some(one.first.map_or(commit.time, |first| first.min(commit.time)));
        one.last = Some(one.last.map_or(commit.time, |last| last.max(commit.time)));
        if commit.time < since {
            continue;
        }
        one.commits_in_window += 1;
        one.first_in_window = Some(one.first_in_window.map_or(commit.time, |first| first.min(commit.time)));
        months[person].insert(month(commit.time));
        let is_own = |path: u32| !matches!(why_out[path as usize], Some(WhyOut::Vendored | WhyOut::Generated));
        for change in history.changes_of(commit).iter().filter(|change| is_own(change.path)) {
            let path = history.path(change.path);
            folders[person].insert(path.rsplit_once('/').map_or("", |(folder, _)| folder));
        }
    }
    for ((one, months), folders) in all.iter_mut().zip(months).zip(folders) {
        // Twelve months touch thirteen of the calendar.
        one.months = (months.len() as u32).min(12);
        one.folders = folders.len() as u32;
    }
    all
}
