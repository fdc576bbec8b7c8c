//! Unsaved edits outlive the program: whatever cuts the journal short, every whole entry before the cut is found again.

use crate::common::AS_OF;
use proptest::prelude::*;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tempfile::TempDir;
use twintrack::edit::{Days, HeadPart, Salary, Step};
use twintrack::io::journal::{Entry, Found, Journal, JournalError, JournalWriter, pending};
use twintrack::io::path::canonical;
use twintrack::io::{Progress, content_hash};
use twintrack::org::{Budget, Head, Kind, Org, PersonId, Right, Role, SeatSource};

/// A folder with a document of some content, and a folder for journals in it that is not there yet.
struct Place {
    folder: TempDir,
    content: u64,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("staff.org.ron"), "()").expect("written");
        Self { folder, content: content_hash(b"()") }
    }

    fn document(&self) -> PathBuf {
        self.folder.path().join("staff.org.ron")
    }

    fn journals(&self) -> PathBuf {
        self.folder.path().join("state/twintrack/recovery")
    }

    fn open(&self) -> Result<Journal, JournalError> {
        Journal::open(&self.journals(), &self.document(), self.content)
    }

    fn found(&self) -> Option<Found> {
        Journal::found(&self.journals(), &self.document()).expect("a journal of this version")
    }

    fn files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.journals()).expect("the folder");
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
        files.sort();
        files
    }
}

fn title(name: &str) -> Entry {
    let step = Step::Title { person: "ana".into(), from: "Chemist".into(), to: name.into() };
    Entry::Edit { name: name.into(), steps: vec![step] }
}

fn entries_of(found: Option<Found>) -> Vec<Entry> {
    found.map(|found| found.entries).unwrap_or_default()
}

#[test]
fn what_was_done_is_found_until_it_is_saved() {
    let place = Place::new();
    let mut journal = place.open().expect("a journal");
    assert_eq!(place.found(), None);
    journal.append(&[title("one"), Entry::Undo]).expect("written");
    journal.append(&[Entry::Redo, title("a \"two\"\nin two lines")]).expect("written");
    let found = place.found().expect("edits");
    let done = [title("one"), Entry::Undo, Entry::Redo, title("a \"two\"\nin two lines")];
    assert_eq!((found.entries.as_slice(), found.left_out), (done.as_slice(), 0));
    assert_eq!(found.document, canonical(&place.document()).expect("there"));
    assert!(found.was_made_on_same_content);
    let now = jiff::Timestamp::try_from(SystemTime::now()).expect("a time of ours");
    let age = now.duration_since(found.when).as_secs();
    assert!((0..60).contains(&age), "{age} s");

    fs::write(place.document(), "(changed)").expect("written");
    assert!(!place.found().expect("edits").was_made_on_same_content);
    journal.restart(content_hash(b"(changed)"), &[title("while it was saved")]).expect("written");
    journal.append(&[title("after")]).expect("written");
    let found = place.found().expect("edits");
    assert_eq!(found.entries, [title("while it was saved"), title("after")]);
    assert!(found.was_made_on_same_content);

    journal.erase().expect("erased");
    assert_eq!(place.found(), None);
    drop(journal);
    assert_eq!(place.files(), Vec::<PathBuf>::new());
}

#[test]
fn a_journal_can_be_read_and_says_what_it_is() {
    let place = Place::new();
    let mut journal = place.open().expect("a journal");
    journal.append(&[title("Make it Formulator")]).expect("written");
    let text = fs::read_to_string(&place.files()[0]).expect("text");
    let lines: Vec<&str> = text.lines().map(|line| &line[9..]).collect();
    assert!(lines[0].starts_with("(twintrack_journal: 1, document: \""), "{text}");
    assert_eq!(
        lines[1],
        "Edit(name: \"Make it Formulator\", steps: [Title(person: \"ana\", from: \"Chemist\", to: \"Make it Formulator\")])"
    );
}

#[test]
fn a_line_whose_check_has_other_digits_for_the_same_number_is_spoilt() {
    let place = Place::new();
    let mut journal = place.open().expect("a journal");
    // Enough lines that some check holds a letter, and some begins with nought.
    let entries: Vec<Entry> = (0..100).map(|n| title(&n.to_string())).collect();
    journal.append(&entries).expect("written");
    drop(journal);
    let path = place.files().remove(0);
    let whole = fs::read_to_string(&path).expect("text");
    let last_with = |is_so: fn(&str) -> bool| {
        let lines: Vec<&str> = whole.lines().skip(1).collect();
        lines.iter().rposition(|line| is_so(&line[..8])).expect("a check that is so")
    };
    let spoil = |at: usize, by: fn(&str) -> String| {
        let mut lines: Vec<String> = whole.lines().map(str::to_owned).collect();
        let (check, rest) = lines[at + 1].split_at(8);
        lines[at + 1] = by(check) + rest;
        fs::write(&path, lines.join("\n") + "\n").expect("written");
        entries_of(place.found())
    };
    let letter = last_with(|check| check.contains(|c: char| c.is_ascii_lowercase()));
    assert_eq!(spoil(letter, |check| check.to_uppercase()), entries[..letter]);
    let nought = last_with(|check| check.starts_with('0'));
    assert_eq!(spoil(nought, |check| check.replacen('0', "+", 1)), entries[..nought]);
}

#[test]
fn a_second_window_on_the_same_document_is_told() {
    let place = Place::new();
    let journal = place.open().expect("a journal");
    let error = place.open().expect_err("it is open");
    assert!(matches!(error, JournalError::InUse { .. }), "{error}");
    assert!(error.to_string().ends_with("staff.org.ron` is open in another window"), "{error}");
    #[cfg(unix)]
    {
        let link = place.folder.path().join("link.org.ron");
        std::os::unix::fs::symlink(place.document(), &link).expect("a link");
        let second = Journal::open(&place.journals(), &link, place.content);
        assert!(matches!(second, Err(JournalError::InUse { .. })), "by another name");
    }
    let other = place.folder.path().join("not-there-yet.org.ron");
    Journal::open(&place.journals(), &other, 0).expect("another document");
    drop(journal);
    place.open().expect("nobody has it any more");
}

#[test]
fn what_an_earlier_program_left_is_taken_over_or_put_aside_and_never_mixed() {
    let place = Place::new();
    let mut first = place.open().expect("a journal");
    first.append(&[title("one")]).expect("written");
    assert_eq!(pending(&place.journals()).expect("read").len(), 0, "a window has it open");
    drop(first);

    let mut second = place.open().expect("a journal");
    let found = entries_of(second.left(None).expect("read"));
    second.take_over();
    second.restart(place.content, &found).expect("written");
    second.append(&[title("two")]).expect("written");
    drop(second);
    assert_eq!(entries_of(place.found()), [title("one"), title("two")]);

    let mut third = place.open().expect("a journal");
    third.append(&[title("three")]).expect("written");
    drop(third);
    let left = pending(&place.journals()).expect("read");
    let mut names: Vec<usize> = left.iter().map(|it| it.found.as_ref().expect("read").entries.len()).collect();
    names.sort_unstable();
    assert_eq!(names, [1, 2]);
    // The program starts without the documents, whose disks may be slow.
    let is_compared = |found: &Found| found.was_made_on_same_content;
    assert!(place.found().as_ref().is_some_and(is_compared));
    assert!(!left.iter().any(|it| it.found.as_ref().is_ok_and(is_compared)));
    for it in left {
        it.erase().expect("erased");
    }
    assert_eq!(place.files(), Vec::<PathBuf>::new());
    assert!(pending(&place.folder.path().join("none")).expect("nothing to read").is_empty());
}

#[test]
fn what_nobody_took_over_outlives_saves_and_fresh_starts_and_is_offered_again() {
    let place = Place::new();
    let left = |journal: &Journal| entries_of(journal.left(None).expect("read"));
    let mut journal = place.open().expect("a journal");
    journal.append(&[title("one")]).expect("written");
    drop(journal);

    // Somebody saves another file under this name, edits it, saves again and leaves.
    let mut journal = place.open().expect("a journal");
    journal.restart(1, &[]).expect("nothing to write");
    journal.erase().expect("nothing to remove");
    assert_eq!(entries_of(place.found()), [title("one")]);
    journal.restart(1, &[title("two")]).expect("written");
    assert_eq!(entries_of(place.found()), [title("two")]);
    drop(journal);

    // The latest is offered first; erased, it leaves the name to the one before.
    let mut journal = place.open().expect("a journal");
    assert_eq!(left(&journal), [title("two")]);
    journal.take_over();
    journal.erase().expect("erased");
    drop(journal);
    let mut journal = place.open().expect("a journal");
    assert_eq!(left(&journal), [title("one")]);
    assert_eq!(entries_of(place.found()), [title("one")]);
    journal.take_over();
    journal.restart(1, &[title("one"), title("three")]).expect("written");
    assert_eq!(entries_of(place.found()), [title("one"), title("three")]);
    journal.erase().expect("erased");
    drop(journal);
    assert_eq!(place.files(), Vec::<PathBuf>::new());
}

#[test]
fn what_cannot_be_read_does_not_hide_what_can_and_is_said_until_it_is_gone() {
    let place = Place::new();
    place.open().expect("a journal").append(&[title("one")]).expect("written");
    let path = place.files().remove(0);
    let readable = fs::read(&path).expect("text");
    let other = "00000000 (twintrack_journal: 2)\n";
    fs::write(&path, other).expect("written");
    let mut journal = place.open().expect("a journal");
    journal.left(None).expect_err("of another version");
    journal.restart(place.content, &[title("two")]).expect("written");
    journal.erase().expect("erased");
    drop(journal);
    let aside = place.files().remove(0);
    assert_eq!(fs::read_to_string(&aside).expect("text"), other);

    let journal = place.open().expect("a journal");
    let error = journal.left(None).expect_err("of another version");
    assert!(error.to_string().contains(&aside.file_name().expect("a name").to_string_lossy().into_owned()), "{error}");
    fs::write(&path, other).expect("written");
    fs::write(&aside, readable).expect("written");
    assert_eq!(entries_of(journal.left(None).expect("read")), [title("one")]);
    assert_eq!(entries_of(place.found()), [title("one")]);
    let left = pending(&place.journals()).expect("read");
    assert_eq!(left.iter().filter(|it| it.found.is_err()).count(), 1);
}

#[test]
fn a_journal_of_another_version_is_said_and_left_alone_until_it_is_erased() {
    let place = Place::new();
    let mut journal = place.open().expect("a journal");
    journal.append(&[title("one")]).expect("written");
    drop(journal);
    let path = place.files().remove(0);
    fs::write(&path, "00000000 (twintrack_journal: 2)\n").expect("written");
    let error = Journal::found(&place.journals(), &place.document()).expect_err("of another version");
    assert!(error.hint().starts_with("Open the file with the latest version, or delete `"), "{}", error.hint());
    place.open().expect("a journal").append(&[title("two")]).expect("written");
    assert_eq!(entries_of(place.found()), [title("two")]);
    let left = pending(&place.journals()).expect("read");
    assert_eq!(left.iter().filter(|it| it.found.is_err()).count(), 1);
}

#[test]
#[cfg(unix)]
fn nobody_else_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    fs::create_dir_all(place.journals()).expect("created");
    fs::set_permissions(place.journals(), PermissionsExt::from_mode(0o755)).expect("ours");
    let mut journal = place.open().expect("a journal");
    journal.append(&[title("one")]).expect("written");
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(&place.journals()), 0o700);
    for file in place.files() {
        assert_eq!(mode(&file), 0o600, "{file:?}");
    }
}

#[test]
fn the_writer_writes_within_its_interval_and_says_what_is_in_its_way() {
    let place = Place::new();
    let interval = Duration::from_millis(20);
    let writer = JournalWriter::start(place.open().expect("a journal"), interval).expect("a thread");
    writer.entry(title("one"));
    let begun = SystemTime::now();
    while place.found().is_none() {
        assert!(begun.elapsed().expect("time goes on") < Duration::from_secs(1), "not within a second");
        std::thread::sleep(Duration::from_millis(5));
    }
    writer.restart(place.content, Vec::new());
    writer.entry(title("two"));
    assert!(writer.finish());
    assert_eq!(entries_of(place.found()), [title("two")]);

    // In the place of the journal is a folder: nothing can be written there until it is gone.
    let path = place.files().into_iter().find(|path| path.extension().is_some_and(|it| it == "journal"));
    let path = path.expect("the journal");
    writer.restart(place.content, Vec::new());
    assert!(writer.finish());
    fs::create_dir(&path).expect("created");
    fs::write(path.join("a"), "").expect("written");
    writer.restart(place.content, vec![title("three")]);
    writer.entry(title("four"));
    assert!(!writer.finish());
    assert!(writer.trouble().is_some_and(|said| said.contains("Save now")), "{:?}", writer.trouble());
    fs::remove_dir_all(&path).expect("removed");
    assert!(writer.finish());
    assert_eq!(entries_of(place.found()), [title("three"), title("four")]);

    writer.entry(title("five"));
    drop(writer);
    assert_eq!(entries_of(place.found()).len(), 3, "the last is written before the writer ends");
    place.open().expect("nobody has it any more");
}

/// Steps that together change all that a file says of its people and of itself.
fn steps_of(org: &Org) -> Vec<Step> {
    let empty = HeadPart { name: Some(String::new()), ..HeadPart::default() };
    let mut head = HeadPart::between(&Head::new("", org.head.as_of), &org.head);
    let (from, to) = (Box::new(std::mem::replace(&mut head[0], empty)), Box::new(head[1].clone()));
    let mut steps = vec![Step::Head { from, to }, Step::Ladders { from: Vec::new(), to: org.head.ladders.clone() }];
    for person in org.people() {
        let of = org.key(person).to_owned();
        let key = |above: &PersonId| org.key(*above).to_owned();
        let salary = Salary::of(&org.pay(person), "EUR");
        steps.extend([
            Step::Add { person: of.clone(), name: org.name(person).to_owned() },
            Step::Details { person: of.clone(), from: Box::default(), to: Box::new(org.details(person).clone()) },
            Step::Salary { person: of.clone(), from: salary, to: Salary::default() },
            Step::Dates {
                person: of.clone(),
                from: Days::default(),
                to: Days { start: org.start(person), end: org.end(person) },
            },
            Step::Kind { person: of.clone(), from: Kind::default(), to: org.kind(person) },
            Step::Manager {
                person: of,
                from: org.manager(person).as_ref().map(key).unwrap_or_default(),
                to: String::new(),
                unlinked: true,
                looped: false,
            },
        ]);
    }
    steps
}

#[test]
fn all_that_a_file_can_hold_is_found_again() {
    for (text, name) in [
        (include_bytes!("../orgs/ample.org.ron").as_slice(), "ample.org.ron"),
        (twintrack::BUNDLED, twintrack::BUNDLED_NAME),
    ] {
        let org = twintrack::io::read(text, name, AS_OF, &Progress::default()).expect("it opens").org;
        let entries: Vec<Entry> =
            steps_of(&org).into_iter().map(|step| Entry::Edit { name: name.to_owned(), steps: vec![step] }).collect();
        let place = Place::new();
        place.open().expect("a journal").append(&entries).expect("written");
        let found = entries_of(place.found());
        for (found, entry) in found.iter().zip(&entries) {
            assert_eq!(found, entry);
        }
        assert_eq!(found.len(), entries.len());
    }
}

fn a_step() -> impl Strategy<Value = Step> {
    let text = || any::<String>();
    let number = || proptest::option::of(-1e12..1e12);
    let right = || {
        let at = proptest::option::of(0.0..12.0);
        (text(), text(), at, any::<bool>()).prop_map(|(text, domain, at, technical)| Right {
            text: text.into(),
            domain: domain.into(),
            at,
            role: Role::Recommend,
            technical,
        })
    };
    let rights = move || proptest::option::of(proptest::collection::vec(right(), 0..3));
    let budget = || {
        (text(), 0.0..1e9, text(), any::<bool>()).prop_map(|(domain, limit, currency, technical)| Budget {
            domain,
            limit,
            currency,
            technical,
        })
    };
    let budgets = move || proptest::option::of(proptest::collection::vec(budget(), 0..3));
    prop_oneof![
        (text(), text(), text(), text()).prop_map(|(person, from, to, ladder)| Step::Seat {
            person,
            from,
            to,
            ladder,
            source: SeatSource::Given,
        }),
        (text(), text(), text(), any::<bool>()).prop_map(|(person, from, to, unlinked)| Step::Manager {
            person,
            from,
            to,
            unlinked,
            looped: !unlinked,
        }),
        (text(), text(), text()).prop_map(|(person, from, to)| Step::Title { person, from, to }),
        (text(), number(), number()).prop_map(|(person, from, to)| Step::Pay { person, from, to }),
        (text(), rights(), rights()).prop_map(|(person, from, to)| Step::Rights { person, from, to }),
        (text(), budgets(), budgets()).prop_map(|(person, from, to)| Step::Budgets { person, from, to }),
        (text(), text(), any::<bool>()).prop_map(|(ladder, rung, from)| Step::Open { ladder, rung, from, to: !from }),
    ]
}

fn an_entry() -> impl Strategy<Value = Entry> {
    prop_oneof![
        4 => (any::<String>(), proptest::collection::vec(a_step(), 0..4)).prop_map(|(name, steps)| Entry::Edit { name, steps }),
        1 => Just(Entry::Undo),
        1 => Just(Entry::Redo),
        1 => any::<String>().prop_map(Entry::In),
        1 => any::<[String; 2]>().prop_map(|[from, to]| Entry::Copied { from, to }),
        1 => any::<[String; 2]>().prop_map(|[from, to]| Entry::Renamed { from, to }),
        1 => any::<String>().prop_map(Entry::Deleted),
    ]
}

proptest! {
    #[test]
    fn wherever_a_journal_is_cut_or_spoilt_every_whole_entry_before_is_found(
        entries in proptest::collection::vec(an_entry(), 1..12),
        at in any::<prop::sample::Index>(),
        spoilt in proptest::option::of(any::<u8>()),
    ) {
        let place = Place::new();
        let mut journal = place.open().expect("a journal");
        let mut ends = Vec::new();
        for entry in &entries {
            journal.append(std::slice::from_ref(entry)).expect("written");
            ends.push(fs::metadata(&place.files()[0]).expect("there").len() as usize);
        }
        drop(journal);
        prop_assert_eq!(&entries_of(place.found()), &entries);

        let path = place.files().remove(0);
        let mut bytes = fs::read(&path).expect("read");
        let at = at.index(bytes.len());
        let is_same = match spoilt {
            Some(byte) => std::mem::replace(&mut bytes[at], byte) == byte,
            None => {
                bytes.truncate(at);
                false
            }
        };
        File::create(&path).and_then(|mut file| file.write_all(&bytes)).expect("written");
        let whole = if is_same { entries.len() } else { ends.iter().filter(|end| **end <= at).count() };
        match Journal::found(&place.journals(), &place.document()) {
            Ok(found) => {
                let left_out = found.as_ref().map_or(0, |found| found.left_out);
                prop_assert_eq!(entries_of(found), &entries[..whole]);
                if spoilt.is_none() {
                    prop_assert_eq!(left_out, usize::from(!bytes.ends_with(b"\n")));
                }
            }
            // The first line is the one that was hit.
            Err(_) => prop_assert_eq!(whole, 0),
        }
    }
}
