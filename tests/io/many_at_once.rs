//! Many at once, and a world that changes meanwhile: several programs that save one file, a folder that goes away during
//! a save, a file that is replaced during an edit, and clocks that jump.

use crate::common::{AS_OF, opened};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use twintrack::edit::Step;
use twintrack::io::journal::{Entry, Journal};
use twintrack::io::{FileState, Opened, Progress, SaveError, Since, read, replace, save};

fn beside(file: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(file.parent().expect("a folder")).expect("a folder");
    entries.map(|entry| entry.expect("a file").path()).filter(|path| path != file).collect()
}

/// The bundled organisation under another name.
fn named(name: &str) -> Opened {
    let mut opened = opened();
    opened.org.head.name = name.to_owned();
    opened
}

fn save_to(path: &Path, opened: &Opened) -> Result<FileState, SaveError> {
    save(path, &opened.org, &opened.scenarios, &opened.unread)
}

#[test]
fn whoever_saves_the_file_is_always_one_of_theirs_and_whole() {
    const ROUNDS: usize = 15;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("staff.org.ron");
    let names = ["one", "two", "three", "four"];
    let all = names.map(named);
    save_to(&path, &all[0]).expect("there is room");
    std::thread::scope(|scope| {
        let writers: Vec<_> = all
            .iter()
            .map(|opened| scope.spawn(|| (0..ROUNDS).for_each(|_| _ = save_to(&path, opened).expect("saved"))))
            .collect();
        let mut reads = 0;
        while reads == 0 || writers.iter().any(|writer| !writer.is_finished()) {
            let bytes = fs::read(&path).expect("there is always a file");
            let found = read(&bytes, "staff.org.ron", AS_OF, &Progress::default()).expect("it is whole");
            assert!(names.contains(&found.org.head.name.as_str()), "{}", found.org.head.name);
            assert_eq!(found.org.len(), all[0].org.len());
            reads += 1;
        }
    });
    assert_eq!(beside(&path), Vec::<PathBuf>::new());
}

#[test]
fn a_folder_that_goes_away_during_a_save_is_told_and_the_next_save_succeeds() {
    let all = tempfile::tempdir().expect("a folder");
    let (share, away) = (all.path().join("share"), all.path().join("away"));
    fs::create_dir(&share).expect("created");
    let path = share.join("staff.org.ron");
    let old = named("old");
    save_to(&path, &old).expect("there is room");
    let before = fs::read(&path).expect("there");
    let error = replace(&path, |out| {
        out.write_all(&vec![b'x'; 1 << 20])?;
        fs::rename(&share, &away)
    });
    let error = error.expect_err("the folder is gone");
    assert!(matches!(error, SaveError::Disk { .. }), "{error}");
    assert_eq!(error.hint(), "Check that the folder exists");
    let error = save_to(&path, &old).expect_err("the folder is still gone");
    assert_eq!(error.hint(), "Check that the folder exists");
    fs::rename(&away, &share).expect("back");
    assert_eq!(fs::read(&path).expect("there"), before, "the old file is as it was");
    save_to(&path, &named("new")).expect("the folder is back");
    assert!(fs::read(&path).expect("there") != before);
}

#[test]
fn a_file_that_is_replaced_is_noticed_whatever_the_clocks_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("staff.org.ron");
    let state = save_to(&path, &named("one")).expect("there is room");
    let date = |path: &Path, at: SystemTime| {
        File::options().write(true).open(path).and_then(|file| file.set_modified(at)).expect("ours");
    };
    // Somebody else's file of the same length, with the date of ours: what only a clock that jumped back leaves.
    let ours = fs::metadata(&path).and_then(|found| found.modified()).expect("a date");
    save_to(&path, &named("two")).expect("there is room");
    date(&path, ours);
    assert!(state.seems_same(&path), "length and date say nothing");
    assert_eq!(state.changed_since(&path).expect("it can be read"), Since::Changed);
    // Dates long ago and far ahead are dates.
    let state = save_to(&path, &named("three")).expect("there is room");
    let year = Duration::from_secs(365 * 24 * 3600);
    for at in [SystemTime::UNIX_EPOCH, SystemTime::UNIX_EPOCH + 200 * year, SystemTime::now() + 30 * year] {
        date(&path, at);
        assert!(!state.seems_same(&path));
        assert_eq!(state.changed_since(&path).expect("it can be read"), Since::Unchanged);
    }
    save_to(&path, &named("four")).expect("a date ahead is no reason to refuse");
}

#[test]
fn a_clock_that_jumps_takes_away_no_save_of_others_and_no_unsaved_change() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("staff.org.ron");
    // The unfinished save of another program, begun by a clock that is ahead of ours.
    let other = folder.path().join(".twintrack-abc.saving");
    fs::write(&other, "half").expect("written");
    let ahead = SystemTime::now() + Duration::from_secs(40 * 24 * 3600);
    File::options().write(true).open(&other).and_then(|file| file.set_modified(ahead)).expect("ours");
    save_to(&path, &named("one")).expect("there is room");
    assert_eq!(beside(&path), [other]);
    let journals = folder.path().join("journals");
    let step = Step::Title { person: "ana".into(), from: "Chemist".into(), to: "Engineer".into() };
    let entries = [Entry::Edit { name: "Title".into(), steps: vec![step] }];
    {
        let mut journal = Journal::open(&journals, &path, 1).expect("a journal");
        journal.append(&entries).expect("written");
    }
    let journal =
        beside(&journals.join("none")).into_iter().find(|it| it.extension().is_some_and(|it| it == "journal"));
    for at in [SystemTime::UNIX_EPOCH, ahead] {
        let file = File::options().write(true).open(journal.as_ref().expect("one")).expect("ours");
        file.set_modified(at).expect("ours");
        let found = Journal::found(&journals, &path).expect("a journal").expect("entries");
        assert_eq!(found.entries, entries);
    }
}
