//! Sealed files in the window: asked for and opened, edited, saved and recovered, and nothing of them left on the disk.

use crate::common;
use crate::hand::{click, click_card, document, file, has, is_apart, press, settle, sized, wait_for};
use eframe::egui::{DroppedFile, Event, Key, Modifiers};
use egui_kittest::Harness;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use twintrack::app::Window;
use twintrack::io::sealed::Passphrase;
use twintrack::io::{Progress, read, save_with};

const PLANTED: &str = "Quirina";

#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }
    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("not read by the window".into())
    }
}

/// The bundled organisation with a planted name, sealed.
fn sealed(folder: &Path) -> PathBuf {
    let text = std::str::from_utf8(twintrack::BUNDLED).expect("text").replace("Mason T.", "Quirina T.");
    let opened = read(text.as_bytes(), "a.org.ron", common::AS_OF, &Progress::default()).expect("it opens");
    let path = folder.join("halden.org.ron.age");
    let passphrase = Passphrase::new("correct horse".to_owned()).expect("not empty").with_work(6);
    let content = (&opened.org, opened.scenarios.as_slice(), opened.unread.as_slice());
    save_with(&path, content, Some(&passphrase)).expect("there is room");
    path
}

/// Runs frames until something is so; no document need be open.
fn until(harness: &mut Harness<Window>, what: &str, is_so: impl Fn(&Harness<Window>) -> bool) {
    let began = Instant::now();
    while !is_so(harness) {
        assert!(began.elapsed() < Duration::from_secs(60), "{what} never came");
        std::thread::sleep(Duration::from_millis(2));
        harness.step();
    }
    harness.run_ok();
}

fn typed(harness: &mut Harness<Window>, words: &str) {
    harness.event(Event::Text(words.to_owned()));
    harness.run_ok();
    harness.key_press(Key::Enter);
    harness.run_ok();
}

fn opened(path: &Path) -> Harness<'static, Window> {
    let path = path.to_owned();
    let mut harness = sized().build_eframe(|cc| Window::open(cc, Some(path)));
    until(&mut harness, "the question", |harness| has(harness, "is sealed"));
    harness
}

/// Files that hold the planted name.
fn holding(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if fs::read(&path).expect("a file").windows(PLANTED.len()).any(|part| part == PLANTED.as_bytes()) {
                found.push(path);
            }
        }
    }
    found
}

#[test]
fn a_sealed_file_is_opened_edited_recovered_and_saved_and_no_plain_byte_of_it_is_on_the_disk() {
    if !is_apart(a_sealed_file_is_opened_edited_recovered_and_saved_and_no_plain_byte_of_it_is_on_the_disk) {
        return;
    }
    let state = PathBuf::from(std::env::var_os("XDG_STATE_HOME").expect("set"));
    let folder = tempfile::tempdir().expect("a folder");
    let path = sealed(folder.path());
    let before = fs::read(&path).expect("there");
    let nothing = Vec::<PathBuf>::new();

    let mut harness = opened(&path);
    typed(&mut harness, "wrong horse");
    until(&mut harness, "the word that it is wrong", |harness| has(harness, "This is not the passphrase"));
    typed(&mut harness, "correct horse");
    until(&mut harness, "the file", |harness| harness.state().document().is_some_and(|it| it.seal.is_some()));
    settle(&mut harness);
    assert!(!has(&harness, "is sealed"));
    click_card(&mut harness, "Quirina T.", Modifiers::NONE);
    press(&mut harness, Modifiers::ALT, Key::ArrowUp);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    wait_for(&mut harness, "Undo");
    let moved = common::person(&document(&harness).snapshot.org, "mason");
    let rung = |harness: &Harness<Window>| {
        let org = &document(harness).snapshot.org;
        org.seat(moved).map(|seat| org.rung(seat.rung).code.clone())
    };
    let there = rung(&harness);
    let journals = state.join("twintrack").join("recovery");
    let is_kept = || {
        fs::read_dir(&journals)
            .into_iter()
            .flatten()
            .flatten()
            .any(|it| it.path().extension().is_some_and(|it| it == "journal"))
    };
    until(&mut harness, "the journal", |_| is_kept());
    drop(harness);
    assert_eq!(holding(&state), nothing);
    assert_eq!(fs::read(&path).expect("there"), before, "nobody has saved");

    // The next start: with the passphrase the changes are offered, and saved they stay sealed.
    let mut harness = opened(&path);
    typed(&mut harness, "correct horse");
    until(&mut harness, "the changes", |harness| has(harness, "Recover changes"));
    click(&mut harness, "Recover changes");
    assert_eq!(rung(&harness), there);
    press(&mut harness, Modifiers::COMMAND, Key::S);
    wait_for(&mut harness, "Saved halden.org.ron.age");
    assert_ne!(fs::read(&path).expect("there"), before);
    assert!(fs::read(&path).expect("there").starts_with(b"age-encryption.org/v1\n"));
    drop(harness);
    assert!(!is_kept(), "what is saved is not kept for recovery");
    assert_eq!((holding(&state), holding(folder.path())), (nothing.clone(), nothing));
}

#[test]
fn the_question_can_be_left_and_what_was_open_stays() {
    if !is_apart(the_question_can_be_left_and_what_was_open_stays) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (plain, path) = (file(folder.path()), sealed(folder.path()));
    let mut harness = crate::hand::opened(&plain);
    harness.input_mut().dropped_files = vec![Arc::new(Dropped(path))];
    harness.step();
    harness.input_mut().dropped_files.clear();
    until(&mut harness, "the question", |harness| has(harness, "is sealed"));
    harness.key_press(Key::Escape);
    harness.run_ok();
    until(&mut harness, "the end of the question", |harness| !has(harness, "is sealed"));
    assert!(harness.state().document().is_some_and(|it| it.seal.is_none() && it.snapshot.people > 0));
}
