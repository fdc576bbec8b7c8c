//! A proposed change of owner files, as a diff with reasons: who has the record and lacks the right, who holds a right
//! without a living record. Nothing is ever written into the repository; what is not a plain list is left to people.

use super::owners::{Duty, Glob};
use super::repository::Repository;
use std::collections::BTreeMap;

/// Part of the files with an author from which somebody has the record for a right.
const ENOUGH: f64 = 0.25;
/// Fewest files of which somebody has to be the author.
const FEWEST: u32 = 5;
/// Active months of the last twelve from which a record is living.
const MONTHS: u32 = 6;
/// Lines shown around a change.
const CONTEXT: usize = 3;

/// Proposed change of one owner file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Path of the file.
    pub file: String,
    /// Reason of each change, in their order.
    pub reasons: Vec<String>,
    /// The change as a unified diff.
    pub diff: String,
}

/// Proposed changes of OWNERS and CODEOWNERS files given with their texts, in order of their paths.
pub fn proposals(repository: &Repository, owner_files: &[(String, String)]) -> Vec<Proposal> {
    let mut proposals: Vec<Proposal> =
        owner_files.iter().filter_map(|(path, text)| proposal(repository, path, text)).collect();
    proposals.sort_by(|a, b| a.file.cmp(&b.file));
    proposals
}

fn proposal(repository: &Repository, path: &str, text: &str) -> Option<Proposal> {
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let mut file = File { repository, lines: text.lines().map(Line::kept).collect(), reasons: Vec::new() };
    match name {
        "OWNERS" => file.owners(folder),
        "CODEOWNERS" if repository.owners.files.iter().any(|read| read == path) => file.code_owners(),
        _ => return None,
    }
    let diff = diff(path, &file.lines);
    (!diff.is_empty()).then(|| Proposal { file: path.to_owned(), reasons: file.reasons, diff })
}

/// A line of a file with what becomes of it.
struct Line {
    before: Option<String>,
    after: Option<String>,
}

impl Line {
    fn kept(text: &str) -> Self {
        Self { before: Some(text.to_owned()), after: Some(text.to_owned()) }
    }
}

struct File<'a> {
    repository: &'a Repository,
    lines: Vec<Line>,
    reasons: Vec<String>,
}

impl File<'_> {
    /// A list of approvers in YAML, one a line.
    fn owners(&mut self, folder: &str) {
        let slash = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let files: Vec<u32> = (0..self.repository.code.len() as u32)
            .filter(|&file| self.repository.code[file as usize].starts_with(&slash))
            .collect();
        let (mut is_approvers, mut last) = (false, None);
        for at in 0..self.lines.len() {
            let text = self.lines[at].before.clone().unwrap_or_default();
            let bare = text.split('#').next().unwrap_or_default();
            if !bare.starts_with([' ', '-']) && !bare.trim().is_empty() {
                is_approvers = bare.trim_end() == "approvers:";
                continue;
            }
            let Some(word) = bare.trim().strip_prefix("- ").map(|word| word.trim().trim_matches(['"', '\''])) else {
                continue;
            };
            if !is_approvers {
                continue;
            }
            last = Some(at);
            if let Some(reason) = self.without_record(word) {
                self.lines[at].after = None;
                self.reasons.push(reason);
            }
        }
        let Some(last) = last else { return };
        let indent: String =
            self.lines[last].before.iter().flat_map(|it| it.chars()).take_while(|&c| c == ' ').collect();
        let place = if slash.is_empty() { "the repository".to_owned() } else { slash };
        for (handle, reason) in self.with_record(&files, &place).into_iter().rev() {
            let after = Some(format!("{indent}- {handle}"));
            self.lines.insert(last + 1, Line { before: None, after });
            self.reasons.push(reason);
        }
    }

    /// Patterns with their owners, in which the last that fits counts.
    fn code_owners(&mut self) {
        let is_rule = |text: &str| !text.is_empty() && !text.starts_with(['#', '[', '^', '!']);
        let rules: Vec<(usize, Glob)> = self
            .lines
            .iter()
            .enumerate()
            .filter_map(|(at, line)| Some((at, line.before.as_deref()?.trim())))
            .filter(|(_, text)| is_rule(text) && !text.contains('\\'))
            .filter_map(|(at, text)| Some((at, Glob::of(text.split_whitespace().next()?))))
            .collect();
        let mut files: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        for (path, file) in self.repository.code.iter().zip(0..) {
            if let Some((at, _)) = rules.iter().rev().find(|(_, glob)| glob.matches(path)) {
                files.entry(*at).or_default().push(file);
            }
        }
        for (at, files) in files {
            let Some(text) = self.lines[at].before.clone() else { continue };
            let (rule, comment) = text.split_once('#').map_or((text.as_str(), None), |(rule, rest)| (rule, Some(rest)));
            let mut words: Vec<String> = rule.split_whitespace().map(str::to_owned).collect();
            let pattern = words.first().cloned().unwrap_or_default();
            if words.len() < 2 {
                continue;
            }
            let mut reasons = Vec::new();
            words.retain(|word| match word.starts_with('@').then(|| self.without_record(word)).flatten() {
                Some(reason) => {
                    reasons.push(reason);
                    false
                }
                None => true,
            });
            for (handle, reason) in self.with_record(&files, &pattern) {
                words.push(format!("@{handle}"));
                reasons.push(reason);
            }
            // A pattern without an owner would take its files out of all ownership.
            if reasons.is_empty() || words.len() < 2 {
                continue;
            }
            let comment = comment.map_or(String::new(), |comment| format!(" #{comment}"));
            self.lines[at].after = Some(words.join(" ") + &comment);
            self.reasons.extend(reasons);
        }
    }

    /// Reason that a holder has no living record; `None` for who has one, a team, and an alias.
    fn without_record(&self, word: &str) -> Option<String> {
        let handle = word.trim_start_matches('@').to_lowercase();
        let holder = self.repository.owners.holders.iter().position(|it| it.handle == handle && !it.is_team())?;
        let person = self.repository.person_of(holder as u32)?;
        if self.repository.is_active(person) {
            return None;
        }
        let last = self.repository.activity[person as usize].last.map(super::months::day);
        Some(match last {
            Some(day) => format!("{handle}: the last commit that counts is of {day}"),
            None => format!("{handle}: no commit in the whole history"),
        })
    }

    /// Accounts with the record for files, and without a right in most of them, with the reason.
    fn with_record(&self, files: &[u32], place: &str) -> Vec<(String, String)> {
        let repository = self.repository;
        let sets = repository.people_of_sets();
        let (mut authored, mut owned): (BTreeMap<u32, u32>, BTreeMap<u32, u32>) = Default::default();
        let mut known = 0;
        for &file in files {
            let authors = &repository.authors[file as usize];
            known += u32::from(!authors.is_empty());
            authors.iter().for_each(|&(person, _)| *authored.entry(person).or_default() += 1);
            let set = &sets[repository.owners.of_file[file as usize] as usize];
            set.iter()
                .filter(|it| it.1 != Duty::Recommend)
                .for_each(|&(person, _)| *owned.entry(person).or_default() += 1);
        }
        let record = |(&person, &count): (&u32, &u32)| {
            let activity = &repository.activity[person as usize];
            let owns = owned.get(&person).copied().unwrap_or_default() * 2 > files.len() as u32;
            let has = count >= FEWEST && f64::from(count) >= ENOUGH * f64::from(known) && activity.months >= MONTHS;
            let handle = repository.identities.people[person as usize].handles.first()?;
            let reason = format!(
                "{handle}: author of {count} of {known} files in {place}, active in {} of 12 months",
                activity.months
            );
            (has && !owns).then(|| (handle.clone(), reason))
        };
        authored.iter().filter_map(record).collect()
    }
}

/// True for a line that is on one side of a diff.
type Side = fn(&Line) -> bool;

fn diff(path: &str, lines: &[Line]) -> String {
    let is_changed = |line: &Line| line.before != line.after;
    let changed: Vec<usize> = (0..lines.len()).filter(|&at| is_changed(&lines[at])).collect();
    let Some(&first) = changed.first() else { return String::new() };
    let mut hunks: Vec<(usize, usize)> = vec![(first.saturating_sub(CONTEXT), first)];
    for at in changed {
        match hunks.last_mut() {
            Some((_, end)) if at <= *end + 2 * CONTEXT => *end = at,
            _ => hunks.push((at.saturating_sub(CONTEXT), at)),
        }
    }
    let mut text = format!("--- a/{path}\n+++ b/{path}\n");
    let count = |lines: &[Line], of: Side| lines.iter().filter(|it| of(it)).count();
    for (start, end) in hunks {
        let inside = &lines[start..(end + 1 + CONTEXT).min(lines.len())];
        let range = |of: Side| {
            let (skipped, count) = (count(&lines[..start], of), count(inside, of));
            format!("{},{count}", skipped + usize::from(count > 0))
        };
        text += &format!("@@ -{} +{} @@\n", range(|it| it.before.is_some()), range(|it| it.after.is_some()));
        for line in inside {
            match (&line.before, &line.after) {
                (Some(before), Some(after)) if before == after => text += &format!(" {before}\n"),
                (before, after) => {
                    before.iter().for_each(|before| text += &format!("-{before}\n"));
                    after.iter().for_each(|after| text += &format!("+{after}\n"));
                }
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::history::{Change, ChangeKind, Commit, History, Signature};
    use super::super::left_out::LeftOut;
    use super::*;

    /// Ann makes six files in `net/` over six months, Bo nothing for years.
    fn check(owner_file: (&str, &str), expected: &str) {
        let mut history = History { time: 20_000 * 86_400, ..History::default() };
        let person = |name: &str| Signature { name: name.into(), email: format!("{name}@users.noreply.github.com") };
        history.signatures = vec![person("ann"), person("bo")];
        history.paths = (0..6).map(|at| format!("net/{at}.rs")).collect();
        history.commits.push(Commit { author: 1, time: 0, files: 0, changes: (0, 0) });
        for path in 0..6 {
            history.changes.push(Change { path, kind: ChangeKind::Added });
            let time = history.time - i64::from(path) * 31 * 86_400;
            history.commits.push(Commit { author: 0, time, files: 1, changes: (path, path + 1) });
        }
        history.living = (0..6).collect();
        history.owner_files = vec![(owner_file.0.into(), owner_file.1.into())];
        let repository = Repository::of("test", &history, None, &LeftOut::default());
        let told = proposals(&repository, &history.owner_files);
        let told = told.iter().map(|it| format!("{}\n{}", it.reasons.join("\n"), it.diff)).collect::<String>();
        assert_eq!(told, expected);
    }

    const BO: &str = "bo: the last commit that counts is of 1970-01-01\n";

    #[test]
    fn a_list_of_approvers_is_changed_line_by_line() {
        check(
            ("net/OWNERS", "reviewers:\n- cy\napprovers:\n  - bo # old\n  - cy\nlabels:\n- x\n"),
            &format!(
                "{BO}cy: no commit in the whole history\nann: author of 6 of 6 files in net/, active in 6 of 12 months\n\
                 --- a/net/OWNERS\n+++ b/net/OWNERS\n@@ -1,7 +1,6 @@\n reviewers:\n - cy\n approvers:\n-  - bo # old\n-  - cy\n\
                 +  - ann\n labels:\n - x\n"
            ),
        );
        check(("OWNERS", "approvers: [bo]\n"), "");
    }

    #[test]
    fn a_pattern_keeps_an_owner() {
        check(
            ("CODEOWNERS", "* @bo\n/net/ @bo @acme/team # all\n"),
            &format!(
                "{BO}ann: author of 6 of 6 files in /net/, active in 6 of 12 months\n--- a/CODEOWNERS\n+++ b/CODEOWNERS\n\
                 @@ -1,2 +1,2 @@\n * @bo\n-/net/ @bo @acme/team # all\n+/net/ @acme/team @ann # all\n"
            ),
        );
    }
}
