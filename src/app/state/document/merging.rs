//! The merge of a newer export of the same company, or of a repository whose people were joined and separated by hand:
//! what comes in without asking, the conflicts, and the one edit that results.

use crate::app::state::document::{Document, Source, file_name};
use crate::app::state::import::remembered;
use crate::edit::{Edit, Scenario};
use crate::io;
use crate::io::sealed::Seal;
use crate::io::{FileState, OpenError, Opened, Progress};
use crate::org::{Builder, Org};
use crate::plan::merge::{Choice, Merge};
use crate::rules::words::count;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The common ancestor of the baseline and the new export.
#[derive(Clone)]
pub enum Before {
    Org(Arc<Org>),
    /// The previous export, read from a file.
    File(PathBuf),
    /// Not known: every difference is asked about, so that no decision is overwritten silently.
    Unknown,
}

/// A merge waiting for its answers.
pub struct Merging {
    /// Path of the new export.
    pub path: PathBuf,
    /// Set when the common ancestor is known.
    pub is_known: bool,
    /// Title of the page on which it is looked at.
    pub title: String,
    /// Name of the step that it makes.
    pub step: String,
    /// Changes that come in without asking, in sentences.
    pub sentences: Vec<String>,
    /// Fields that both sides changed.
    pub conflicts: Vec<Asked>,
    /// Number of fields and people that come in or go without asking.
    pub taken: usize,
    /// State of the file when it was read; only when it is the open file, overwritten by somebody else.
    pub own: Option<FileState>,
    /// Plans of the new export that are missing here.
    pub plans: Vec<Scenario>,
    old: Arc<Org>,
    theirs: Arc<Org>,
    /// Baseline that the merge was worked out on.
    mine: Arc<Org>,
}

/// A conflict: one field that both sides changed.
pub struct Asked {
    /// Name of the person, or of the part of the organisation.
    pub who: String,
    /// Name of the field.
    pub what: String,
    /// Old value, value here, value of the new export; empty when absent or redacted.
    pub values: [String; 3],
    /// Side whose value is kept.
    pub choice: Choice,
}

impl Merging {
    /// Reads a new export and merges it with the baseline, given the common ancestor.
    pub fn read(document: &Document, before: Before, path: &Path, progress: &Progress) -> Result<Self, OpenError> {
        let is_known = !matches!(before, Before::Unknown);
        // Of files that are sealed, those under the same passphrase are read.
        let passphrase = document.seal.as_ref().map(Seal::passphrase);
        let old = match before {
            Before::Org(org) => org,
            Before::File(path) => Arc::new(io::open_with(&path, passphrase, &remembered(), progress)?.0.org),
            Before::Unknown => Arc::new(Builder::new(document.baseline().head.clone()).finish().0),
        };
        // Taken before reading, so that a write in between is noticed.
        let own = (document.source == Source::File(path.to_owned())).then(|| FileState::of(path).ok()).flatten();
        let (Opened { org: theirs, scenarios: plans, .. }, _) =
            io::open_with(path, passphrase, &remembered(), progress)?;
        let file = file_name(path);
        let title = if own.is_some() { format!("Changes by someone else in {file}") } else { "New export".to_owned() };
        let said = (title, format!("Update from {file}"));
        let merging = Self::between(document, (old, Arc::new(theirs)), plans, said);
        Ok(Self { path: path.to_owned(), is_known, own, ..merging })
    }

    /// Merges another version of the organisation with the baseline, given the common ancestor. `said` is the title of the
    /// page and the name of the step.
    pub fn between(
        document: &Document,
        (old, theirs): (Arc<Org>, Arc<Org>),
        mut plans: Vec<Scenario>,
        (title, step): (String, String),
    ) -> Self {
        let mine = document.baseline().clone();
        let merge = Merge::of(&old, &mine, &theirs);
        let shows = mine.shows_people();
        let conflicts = merge.conflicts.iter().map(|conflict| {
            let person = conflict.mine.map(|person| mine.label(person)).or(conflict.theirs.map(|p| theirs.label(p)));
            let is_private = conflict.field.is_some_and(|field| field.is_private()) && !shows;
            Asked {
                who: person.unwrap_or_default().to_owned(),
                what: conflict.field.map_or("New or removed people".to_owned(), |field| field.label()),
                values: if is_private { Default::default() } else { merge.values(conflict) },
                choice: conflict.choice,
            }
        });
        let conflicts = conflicts.collect();
        let fields: usize = merge.taken.iter().map(|taken| taken.fields.len()).sum();
        let taken = fields + merge.new.len() + merge.gone.len() + usize::from(merge.as_of.is_some());
        let people = |n: usize| count(n, "person", "people");
        let changed = count(fields, "field will change", "fields will change");
        let all = [
            (fields, format!("{changed} of {}", people(merge.taken.len()))),
            (merge.new.len(), count(merge.new.len(), "person is new", "people are new")),
            (merge.gone.len(), count(merge.gone.len(), "person will be removed", "people will be removed")),
        ];
        let some: Vec<String> = all.into_iter().filter(|(count, _)| *count > 0).map(|(_, said)| said).collect();
        let mut sentences = vec![if some.is_empty() { "Nothing else will change".to_owned() } else { some.join(", ") }];
        if merge.kept > 0 {
            let kept = count(
                merge.kept,
                "field that was changed here will be kept",
                "fields that were changed here will be kept",
            );
            sentences.push(kept);
        }
        if !merge.without_rung.is_empty() {
            let rungs = people(merge.without_rung.len());
            sentences.push(format!(
                "{rungs} have a rung in the new file that does not exist on a ladder here; their seats will not change"
            ));
        }
        if merge.gone.len() * 5 > mine.count() {
            sentences.push("More than a fifth of people would be removed. Is the new export complete?".to_owned());
        }
        for plan in &plans {
            match document.scenarios.iter().find(|known| known.name == plan.name) {
                None => sentences.push(format!("The plan {} will be added", plan.name)),
                Some(known) if known.steps != plan.steps => {
                    sentences.push(format!(
                        "The plan {} differs in the other file; this file's version will be kept",
                        plan.name
                    ));
                }
                Some(_) => {}
            }
        }
        plans.retain(|plan| document.scenarios.iter().all(|known| known.name != plan.name));
        drop(merge);
        Self {
            path: PathBuf::new(),
            is_known: true,
            title,
            step,
            sentences,
            conflicts,
            taken,
            own: None,
            plans,
            old,
            theirs,
            mine,
        }
    }

    /// Number of changes that come in with the present answers.
    pub fn changes(&self) -> usize {
        self.taken + self.conflicts.iter().filter(|asked| asked.choice == Choice::Theirs).count()
    }

    /// The edit of the baseline that performs the merge; `None` when the baseline has changed since.
    pub fn edit(&self, document: &Document) -> Option<Edit> {
        if !Arc::ptr_eq(&self.mine, document.baseline()) {
            return None;
        }
        let mut merge = Merge::of(&self.old, &self.mine, &self.theirs);
        for (at, asked) in self.conflicts.iter().enumerate() {
            merge.choose(at, asked.choice);
        }
        Some(merge.edit())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::document::Source;
    use crate::app::state::document::edits::Edits;
    use crate::edit::TextField;
    use crate::io::clock::today;

    const LAST: &str = "id,name,title,manager\na,Ana,Chief,\nb,Bo,Chemist,a\nc,Cy,Chemist,a\nd,Di,Chemist,a\n";
    const NEW: &str = "id,name,title,manager\na,Ana,Chief,\nb,Bo,Analyst,a\nc,Cy,Analyst,a\ne,Eve,Chemist,b\n";

    fn open(folder: &Path, name: &str, text: &str) -> (PathBuf, Document) {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("a file");
        let opened = io::open(&path, today(), &Progress::default()).expect("it opens");
        (path.clone(), Document::new(Source::File(path), opened))
    }

    #[test]
    fn a_new_export_comes_in_and_what_was_decided_here_is_asked() {
        let folder = tempfile::tempdir().expect("a folder");
        let (last, mut document) = open(folder.path(), "last.csv", LAST);
        let (new, _) = open(folder.path(), "new.csv", NEW);
        let mut edits = Edits::default();
        for (key, title) in [("b", "Formulator"), ("d", "Fellow")] {
            let person = document.snapshot.org.find(key).expect("a person");
            let edit = Edit::SetText { person, field: TextField::Title, text: title.to_owned() };
            edits.make(&mut document, "Title".to_owned(), edit).expect("it applies");
        }
        for before in [Before::Org(edits.as_opened(&document)), Before::File(last)] {
            let mut merging = Merging::read(&document, before, &new, &Progress::default()).expect("it compares");
            let asked: Vec<_> =
                merging.conflicts.iter().map(|asked| (asked.who.as_str(), asked.what.as_str())).collect();
            assert_eq!(asked, [("Bo", "title"), ("Di", "New or removed people")]);
            assert_eq!(merging.conflicts[0].values, ["Chemist", "Formulator", "Analyst"]);
            merging.conflicts[0].choice = Choice::Theirs;
            let mut org = Org::clone(document.baseline());
            merging.edit(&document).expect("nothing has changed since").apply(&mut org).expect("it applies");
            let title = |key: &str| org.find(key).map(|person| org.title(person));
            assert_eq!([title("b"), title("c"), title("d")], [Some("Analyst"), Some("Analyst"), Some("Fellow")]);
            let eve = org.find("e").expect("who is new comes in");
            assert_eq!(org.manager(eve), org.find("b"));
        }
    }

    #[test]
    fn every_difference_is_asked_where_nothing_says_what_was_before() {
        let folder = tempfile::tempdir().expect("a folder");
        let (_, document) = open(folder.path(), "last.csv", LAST);
        let (new, _) = open(folder.path(), "new.csv", NEW);
        let merging = Merging::read(&document, Before::Unknown, &new, &Progress::default()).expect("it compares");
        let asked = |who: &str| merging.conflicts.iter().any(|asked| asked.who == who && asked.what == "title");
        assert!(!merging.is_known && asked("Bo") && asked("Cy"), "nothing is written over in silence");
    }
}
