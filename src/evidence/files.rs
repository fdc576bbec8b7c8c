//! The history played from the oldest commit on: which file is at which path now, and who did what to it.

use super::authorship::Touch;
use super::history::{ChangeKind, History};

const NONE: u32 = u32::MAX;

/// Files with what everybody did to them.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// File that is, or was last, at each path.
    of_path: Vec<u32>,
    /// Paths from which a file moved on.
    is_left: Vec<bool>,
    touches: Vec<Vec<Touch>>,
}

impl Files {
    /// Plays a history. `author` gives the person to whom a commit counts, `None` for nobody; a file keeps its place in
    /// the history either way.
    pub fn of(history: &History, mut author: impl FnMut(usize) -> Option<u32>) -> Self {
        let mut files = Self {
            of_path: vec![NONE; history.paths.len()],
            is_left: vec![false; history.paths.len()],
            touches: Vec::new(),
        };
        for (at, commit) in history.commits.iter().enumerate() {
            let author = author(at);
            for change in history.changes_of(commit) {
                let path = change.path as usize;
                let (file, is_new) = match change.kind {
                    ChangeKind::Removed => continue,
                    ChangeKind::Added => match self_or_none(&files, path) {
                        // What is put back, or added on two branches, is the file it was.
                        Some(file) => (file, false),
                        None => (files.add(path), true),
                    },
                    ChangeKind::Changed => (files.known(path), false),
                    ChangeKind::Renamed(from) => {
                        let file = files.known(from as usize);
                        files.is_left[from as usize] = true;
                        files.of_path[path] = file;
                        files.is_left[path] = false;
                        (file, false)
                    }
                };
                if let Some(person) = author {
                    touch(&mut files.touches[file as usize], person, is_new, commit.time);
                }
            }
        }
        files
    }

    /// What everybody did to the file at a path; empty for one that no counted commit changed.
    pub fn touches(&self, path: u32) -> &[Touch] {
        let file = self.of_path.get(path as usize).copied().unwrap_or(NONE);
        self.touches.get(file as usize).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, path: usize) -> u32 {
        let file = self.touches.len() as u32;
        self.touches.push(Vec::new());
        self.of_path[path] = file;
        self.is_left[path] = false;
        file
    }

    /// File at a path; a new one for a path whose beginning is not in the history.
    fn known(&mut self, path: usize) -> u32 {
        match self.of_path[path] {
            NONE => self.add(path),
            file => file,
        }
    }
}

fn self_or_none(files: &Files, path: usize) -> Option<u32> {
    Some(files.of_path[path]).filter(|&file| file != NONE && !files.is_left[path])
}

fn touch(touches: &mut Vec<Touch>, person: u32, is_first: bool, time: i64) {
    let found = touches.iter_mut().find(|it| it.person == person);
    let touch = match found {
        Some(touch) => touch,
        None => {
            touches.push(Touch { person, is_first: false, changes: 0, last: i64::MIN });
            let last = touches.len() - 1;
            &mut touches[last]
        }
    };
    touch.is_first |= is_first;
    touch.changes += u32::from(!is_first);
    touch.last = touch.last.max(time);
}

#[cfg(test)]
mod tests {
    use super::super::history::{Change, Commit};
    use super::*;

    /// Commits as `author kind path`, several changes with commas; touches of a path as `person first+changes`.
    fn check(commits: &[&str], path: &str, expected: &str) {
        let mut history = History::default();
        let number = |history: &mut History, path: &str| match history.paths.iter().position(|it| it == path) {
            Some(at) => at as u32,
            None => {
                history.paths.push(path.to_owned());
                history.paths.len() as u32 - 1
            }
        };
        for (text, time) in commits.iter().zip(0..) {
            let (author, changes) = text.split_once(' ').expect("author and changes");
            let from = history.changes.len() as u32;
            for change in changes.split(", ") {
                let (kind, path) = change.split_at(1);
                let (kind, path) = match (kind, path.split_once('>')) {
                    ("R", Some((old, new))) => (ChangeKind::Renamed(number(&mut history, old)), new),
                    ("A", _) => (ChangeKind::Added, path),
                    ("M", _) => (ChangeKind::Changed, path),
                    _ => (ChangeKind::Removed, path),
                };
                let path = number(&mut history, path);
                history.changes.push(Change { path, kind });
            }
            let to = history.changes.len() as u32;
            history.commits.push(Commit {
                author: author.parse().expect("a number"),
                time,
                files: to - from,
                changes: (from, to),
            });
        }
        let files = Files::of(&history, |at| Some(history.commits[at].author).filter(|&author| author != 9));
        let at = number(&mut history, path);
        let told: Vec<String> = files
            .touches(at)
            .iter()
            .map(|it| format!("{} {}+{}", it.person, u32::from(it.is_first), it.changes))
            .collect();
        assert_eq!(told.join(", "), expected);
    }

    #[test]
    fn a_file_keeps_its_authors_through_renames() {
        check(&["0 Aa", "1 Ma", "1 Ra>b", "2 Mb"], "b", "0 1+0, 1 0+2, 2 0+1");
        // On another branch the file was still at its old place.
        check(&["0 Aa", "1 Ra>b", "2 Ma"], "b", "0 1+0, 1 0+1, 2 0+1");
        // A new file at the old place is a new file.
        check(&["0 Aa", "1 Ra>b", "2 Aa"], "a", "2 1+0");
    }

    #[test]
    fn what_is_put_back_is_what_it_was_and_nobody_counts_for_nobody() {
        check(&["0 Aa", "1 Da", "2 Aa"], "a", "0 1+0, 2 0+1");
        check(&["9 Aa", "1 Ma"], "a", "1 0+1");
        check(&["9 Ra>b"], "b", "");
    }
}
