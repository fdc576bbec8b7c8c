//! Sealed files: the vectors of the format, the native format sealed and opened again, the journal of a sealed document,
//! and sealed files on the command line. No plain byte of them is on the disk.

use crate::common::{AS_OF, saved as written};
use crate::program::twintrack;
use std::fs;
use std::path::{Path, PathBuf};
use twintrack::edit::Step;
use twintrack::io::csv::ImportOptions;
use twintrack::io::journal::{Entry, Journal, pending};
use twintrack::io::native::Notation;
use twintrack::io::sealed::{self, Passphrase, Seal, SealFault};
use twintrack::io::{OpenError, Opened, Progress, SaveError, open_with, read, save, save_with};

/// What is in the files and must not be on the disk.
const PLANTED: &str = "Quirina Zebedee";
/// Little work, so that many files are sealed in little time.
const WORK: u8 = 6;

fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned()).expect("not empty").with_work(WORK)
}

fn planted() -> Opened {
    let text = std::str::from_utf8(twintrack::BUNDLED).expect("text").replace("Mason", PLANTED);
    read(text.as_bytes(), "a.org.ron", AS_OF, &Progress::default()).expect("it opens")
}

fn sealed_to(path: &Path, opened: &Opened, passphrase: &Passphrase) {
    let content = (&opened.org, opened.scenarios.as_slice(), opened.unread.as_slice());
    save_with(path, content, Some(passphrase)).expect("there is room");
}

fn open(path: &Path, passphrase: Option<&Passphrase>) -> Result<Opened, OpenError> {
    Ok(open_with(path, passphrase, &ImportOptions::on(AS_OF), &Progress::default())?.0)
}

/// Files below a folder that hold a text, in any of the ways that a text is written.
fn holding(folder: &Path, text: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if fs::read(&path).expect("a file").windows(text.len()).any(|part| part == text.as_bytes()) {
                found.push(path);
            }
        }
    }
    found
}

/// The vectors of the test kit of age (<https://c2sp.org/CCTV/age>) that are about passphrases, as the crate has them.
#[test]
fn the_vectors_of_the_format_open_as_they_say() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/io/sealed");
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("the vectors") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let bytes = fs::read(&path).expect("a vector");
        let end = bytes.windows(2).position(|two| two == b"\n\n").expect("a head");
        let head = std::str::from_utf8(&bytes[..end]).expect("text");
        let field = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        let phrase = passphrase(field("passphrase").expect("one"));
        let found = sealed::opened(&bytes[end + 2..], Some(&phrase));
        match (field("expect").expect("a result"), found) {
            ("success", Ok(content)) => {
                let hash: String = hmac_sha256::Hash::hash(&content).iter().map(|byte| format!("{byte:02x}")).collect();
                assert_eq!(Some(hash.as_str()), field("payload"), "{name}");
            }
            ("success", Err(fault)) => panic!("{name}: {fault:?}"),
            (_, Ok(_)) => panic!("{name} opens"),
            ("no match", Err(fault)) => assert_ne!(fault, SealFault::Asked, "{name}"),
            (_, Err(SealFault::Wrong | SealFault::Damaged | SealFault::Work | SealFault::Keys)) => {}
            (expected, Err(fault)) => panic!("{name}: {expected}, {fault:?}"),
        }
        count += 1;
    }
    assert_eq!(count, 25);
}

#[test]
fn a_sealed_file_holds_all_of_it_and_shows_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (right, opened) = (passphrase("correct horse"), planted());
    for (name, notation) in [
        ("a.org.ron.age", Notation::Ron),
        ("a.json.age", Notation::Json),
        ("a.org.ron.gz.age", Notation::Ron),
        ("A.ORG.RON.AGE", Notation::Ron),
    ] {
        let path = folder.path().join(name);
        sealed_to(&path, &opened, &right);
        let again = open(&path, Some(&right)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(written(&again, notation), written(&opened, notation), "{name}");
        let fault = |passphrase| match open(&path, passphrase) {
            Err(OpenError::Sealed { fault, .. }) => fault,
            _ => panic!("{name} opens"),
        };
        assert_eq!(fault(None), SealFault::Asked);
        assert_eq!(fault(Some(&passphrase("correct hors"))), SealFault::Wrong);
    }
    assert_eq!(holding(folder.path(), PLANTED), Vec::<PathBuf>::new());
    // A name never says something else than the content.
    let content = (&opened.org, opened.scenarios.as_slice(), opened.unread.as_slice());
    let plain = folder.path().join("b.org.ron");
    assert!(matches!(save_with(&plain, content, Some(&right)), Err(SaveError::Ending { .. })));
    let sealed = folder.path().join("b.org.ron.age");
    assert!(matches!(save(&sealed, content.0, content.1, content.2), Err(SaveError::Passphrase { .. })));
    assert!(!plain.exists() && !sealed.exists());
}

#[test]
fn a_spreadsheet_opens_sealed_too_and_what_is_sealed_twice_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let right = passphrase("p");
    let path = folder.path().join("staff.csv.age");
    let seal = |content: &[u8]| {
        let mut sealer = sealed::Sealer::begin(Vec::new(), &right).expect("memory");
        std::io::Write::write_all(&mut sealer, content).expect("memory");
        sealer.finish().expect("memory")
    };
    let once = seal(b"id,name,manager\na,Ana,\nb,Bo,a\n");
    fs::write(&path, &once).expect("written");
    assert_eq!(open(&path, Some(&right)).expect("it opens").org.len(), 2);
    fs::write(&path, seal(&once)).expect("written");
    let error = open(&path, Some(&right)).expect_err("it is sealed twice").to_string();
    assert!(error.contains("sealed twice"), "{error}");
}

fn title(text: &str) -> Entry {
    let step = Step::Title { person: "mason".into(), from: "Director".into(), to: text.into() };
    Entry::Edit { name: format!("Title of {text}"), steps: vec![step] }
}

#[test]
fn the_journal_of_a_sealed_document_is_sealed_and_found_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let (journals, document) = (folder.path().join("state"), folder.path().join("a.org.ron.age"));
    let right = passphrase("correct horse");
    sealed_to(&document, &planted(), &right);
    let entries = [title(PLANTED), Entry::Undo, Entry::In(PLANTED.to_owned()), title("last")];
    {
        let mut journal =
            Journal::open_sealed(&journals, &document, 1, Some(Seal::new(right.clone()))).expect("a journal");
        journal.append(&entries[..2]).expect("written");
        journal.append(&entries[2..]).expect("written");
        // As a program that is killed leaves it.
    }
    assert_eq!(holding(folder.path(), PLANTED), Vec::<PathBuf>::new());
    let found =
        |passphrase| Journal::found_with(&journals, &document, passphrase).expect("a journal").expect("entries");
    assert_eq!(found(Some(&right)).entries, entries);
    let another = passphrase("another");
    for other in [None, Some(&another)] {
        let found = found(other);
        assert!(found.is_sealed && found.entries.is_empty() && found.left_out == 0, "{found:?}");
    }
    let all = pending(&journals).expect("the folder");
    assert!(matches!(&all[..], [one] if one.found.as_ref().is_ok_and(|found| found.is_sealed)), "{all:?}");

    // Cut off anywhere, every whole entry before is found.
    let journal = fs::read_dir(&journals).expect("the folder").map(|entry| entry.expect("an entry").path());
    let mut journal = journal.filter(|path| path.extension().is_some_and(|it| it == "journal"));
    let journal = journal.next().expect("one");
    let bytes = fs::read(&journal).expect("text");
    let first = bytes.iter().position(|&byte| byte == b'\n').expect("a line");
    for at in (first + 1..bytes.len()).step_by(97) {
        fs::write(&journal, &bytes[..at]).expect("written");
        let whole = bytes[..at].iter().filter(|&&byte| byte == b'\n').count() - 1;
        let found = Journal::found_with(&journals, &document, Some(&right)).expect("a journal");
        assert_eq!(found.map_or(Vec::new(), |found| found.entries), entries[..whole], "cut at {at}");
    }

    // Taken over by the next run under a key of its own.
    fs::write(&journal, &bytes).expect("written");
    let mut next = Journal::open_sealed(&journals, &document, 1, Some(Seal::new(right.clone()))).expect("a journal");
    next.restart(2, &entries[..3]).expect("written");
    next.append(&entries[3..]).expect("written");
    assert_eq!(found(Some(&right)).entries, entries);
    assert_eq!(holding(folder.path(), PLANTED), Vec::<PathBuf>::new());
}

#[test]
fn the_command_line_reads_the_passphrase_from_a_file_and_writes_back_what_is_sealed() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    sealed_to(&at("a.org.ron.age"), &planted(), &passphrase("correct horse"));
    fs::write(at("right"), "correct horse\r\nmore\n").expect("written");
    fs::write(at("wrong"), "wrong\n").expect("written");
    fs::write(at("empty"), "\n").expect("written");
    fs::write(at("marked"), "\u{feff}correct horse\n").expect("written");
    fs::write(at("long"), "x".repeat(4_097) + "\n").expect("written");
    sealed_to(&at("old.org.ron.age"), &planted(), &passphrase("\u{feff}correct horse"));
    fs::write(at("people.csv"), "id,name\na,Ana\n").expect("written");
    fs::write(at("sheet.csv"), "id,work_1_kind,work_1_amount\nruth,money,1000000\n").expect("written");
    let run = |line: &str| twintrack(folder.path(), &line.split_whitespace().collect::<Vec<_>>());
    let check = "check a.org.ron.age --fail-on never";
    for (line, said) in [
        (check.to_owned(), "`a.org.ron.age` is sealed with a passphrase\nName a file that holds the passphrase"),
        (format!("{check} --passphrase-file wrong"), "This is not the passphrase of `a.org.ron.age`"),
        (format!("{check} --passphrase-file empty"), "Could not read `empty`: its first line holds no passphrase"),
        (format!("{check} --passphrase-file long"), "Could not read `long`: its first line is longer than 4,096 bytes"),
        (format!("{check} --passphrase-file none"), "Could not read `none`: No such file"),
    ] {
        let done = run(&line);
        assert_eq!((done.code, done.told.as_str()), (Some(2), ""), "{line}");
        assert!(done.said.starts_with(said), "{line}: {}", done.said);
    }
    let done = run(&format!("{check} --passphrase-file right"));
    assert_eq!(done.code, Some(0), "{}", done.said);
    assert!(done.told.contains(PLANTED));
    // A mark before the passphrase is none of it, unless the file was sealed with it.
    for file in ["a", "old"] {
        let done = run(&format!("check {file}.org.ron.age --fail-on never --passphrase-file marked"));
        assert!(done.code == Some(0) && done.told.contains(PLANTED), "{}", done.said);
    }
    let done = run("generate --people 9 -o new.org.ron.age --passphrase-file marked");
    assert_eq!(done.code, Some(0), "{}", done.said);
    assert!(open(&at("new.org.ron.age"), Some(&passphrase("correct horse"))).is_ok());
    let mut repo = crate::repository::Repo::new("engine");
    repo.commit("Ruth <ruth@x.org>", 1_780_272_000, &[("a.rs", "1")]);
    let into = format!("repo {} --no-cache --into old.org.ron.age -o old.org.ron.age", repo.path().display());
    let done = run(&format!("{into} --passphrase-file marked"));
    assert_eq!(done.code, Some(0), "{}", done.said);
    assert!(open(&at("old.org.ron.age"), Some(&passphrase("\u{feff}correct horse"))).is_ok());
    let done = run("take-in a.org.ron.age sheet.csv -o a.org.ron.age --passphrase-file right");
    assert_eq!(done.code, Some(0), "{}", done.said);
    let again = open(&at("a.org.ron.age"), Some(&passphrase("correct horse"))).expect("it opens");
    let ruth = again.org.find("ruth").expect("somebody");
    assert!(again.org.details(ruth).evidence.iter().any(|evidence| evidence.amount == 1e6));
    let done = run("take-in a.org.ron.age sheet.csv -o b.org.ron.age");
    assert_eq!(done.code, Some(2), "{}", done.said);
    let done = run("import people.csv -o c.org.ron.age");
    assert!(done.said.contains("`c.org.ron.age` would be a sealed file, which needs a passphrase"), "{}", done.said);
    assert_eq!(holding(folder.path(), PLANTED), Vec::<PathBuf>::new());
}
