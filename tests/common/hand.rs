//! A hand at the window without a display: keys, the pointer, and what stands in the document.
#![allow(dead_code, reason = "every test uses a part of it")]

use crate::common;
pub use crate::common::person;
use eframe::egui::accesskit::Role;
use eframe::egui::{self, Event, Key, Modifiers, Pos2};
use egui_kittest::kittest::Queryable;
use egui_kittest::{Harness, HarnessBuilder};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use twintrack::app::{Document, Settings, Source, Window};
use twintrack::io::Opened;
use twintrack::io::native::{Notation, write};
use twintrack::org::{Line, Org};

/// The window on the bundled organisation, with nothing remembered.
pub fn bundled() -> Harness<'static, Window> {
    remembering(Settings::default())
}

/// The window on the bundled organisation, which remembers what is given.
pub fn remembering(settings: Settings) -> Harness<'static, Window> {
    on(Document::new(Source::Bundled, common::opened()), settings)
}

/// The window on an organisation as if it were the bundled one.
pub fn on_org(org: Org) -> Harness<'static, Window> {
    let opened = Opened { org, ..common::opened() };
    on(Document::new(Source::Bundled, opened), Settings::default())
}

/// The window on the example with problems, in which a further record is not closed.
pub fn problems() -> Harness<'static, Window> {
    let text = include_str!("../../assets/orgs/problems.org.ron");
    let text = text.replacen(
        "    (id: \"lab-07\"",
        "    (id: \"open\", name: \"Not, title: \"Closed\",\n    (id: \"lab-07\"",
        1,
    );
    let opened = twintrack::io::read(text.as_bytes(), "problems.org.ron", common::AS_OF, &Default::default());
    let path = PathBuf::from("/nowhere/problems.org.ron");
    on(Document::new(Source::File(path), opened.expect("it opens")), Settings::default())
}

/// The window on a document.
pub fn on(document: Document, settings: Settings) -> Harness<'static, Window> {
    built(sized(), document, settings)
}

/// A window of some size and pace on a document, once everybody is judged.
pub fn built(builder: HarnessBuilder<Window>, document: Document, settings: Settings) -> Harness<'static, Window> {
    let mut harness = builder.build_eframe(|cc| Window::with(&cc.egui_ctx, settings, document));
    settle(&mut harness);
    harness
}

pub fn sized() -> HarnessBuilder<Window> {
    Harness::builder().with_size([1440.0, 900.0]).with_max_steps(24)
}

pub fn document<'a>(harness: &'a Harness<Window>) -> &'a Document {
    harness.state().document().expect("a document is open")
}

pub fn org<'a>(harness: &'a Harness<Window>) -> &'a Org {
    &document(harness).snapshot.org
}

/// Runs frames until everybody is judged and nothing moves any longer.
pub fn settle(harness: &mut Harness<Window>) {
    let began = Instant::now();
    harness.run_ok();
    while !document(harness).snapshot.is_judged {
        assert!(began.elapsed() < Duration::from_secs(30), "nobody judges");
        std::thread::sleep(Duration::from_millis(2));
        harness.step();
    }
    harness.run_ok();
}

pub fn has(harness: &Harness<Window>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

pub fn wait_for(harness: &mut Harness<Window>, words: &str) {
    let began = Instant::now();
    while !has(harness, words) {
        assert!(began.elapsed() < Duration::from_secs(30), "`{words}` never came");
        std::thread::sleep(Duration::from_millis(2));
        harness.step();
    }
    settle(harness);
}

/// The views: the key that turns to each, and words that it shows and no other does.
pub const VIEWS: [(Key, &str); 8] = [
    (Key::Num1, "Tracks of Halden"),
    (Key::Num2, "Tree of Halden"),
    (Key::Num3, "Table of Halden"),
    (Key::Num4, "Matrix of Halden"),
    (Key::Num5, "How it is measured"),
    (Key::Num6, "Person on the left"),
    (Key::Num7, "The organisation in numbers"),
    (Key::Num8, "Compare from: Baseline"),
];

/// Turns to a view of the bundled organisation by its key and sees that it is this one that is shown.
pub fn turn_to(harness: &mut Harness<Window>, view: Key) {
    press(harness, Modifiers::COMMAND, view);
    let began = Instant::now();
    let own = |&&(key, _): &&(Key, &str)| key == view;
    let (_, words) = VIEWS.iter().find(own).expect("one of the views");
    // A comparison is made aside.
    while !has(harness, words) {
        assert!(began.elapsed() < Duration::from_secs(30), "{view:?} does not turn to `{words}`");
        std::thread::sleep(Duration::from_millis(2));
        harness.step();
    }
    settle(harness);
    for (other, words) in VIEWS.iter().filter(|one| !own(one)) {
        assert!(!has(harness, words), "{view:?} shows `{words}` of {other:?}");
    }
}

pub fn press(harness: &mut Harness<Window>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    settle(harness);
}

pub fn key(harness: &mut Harness<Window>, key: Key) {
    press(harness, Modifiers::NONE, key);
}

pub fn undo(harness: &mut Harness<Window>) {
    press(harness, Modifiers::COMMAND, Key::Z);
}

pub fn redo(harness: &mut Harness<Window>) {
    press(harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
}

/// Types into whatever has the focus.
pub fn type_in(harness: &mut Harness<Window>, words: &str) {
    harness.event(Event::Text(words.to_owned()));
    settle(harness);
}

/// Goes on with Tab until a widget of a name has the focus.
pub fn tab_to(harness: &mut Harness<Window>, name: &str) {
    for _ in 0..300 {
        if harness.query_all_by_label(name).any(|node| node.is_focused()) {
            return;
        }
        harness.key_press(Key::Tab);
        harness.step();
        harness.step();
    }
    panic!("`{name}` cannot be reached by Tab");
}

pub fn find(harness: &mut Harness<Window>, name: &str, key_of: &str) {
    press(harness, Modifiers::COMMAND, Key::F);
    type_in(harness, name);
    key(harness, Key::Enter);
    assert_eq!(harness.state().selected(), Some(key_of));
}

pub fn click(harness: &mut Harness<Window>, label: &str) {
    harness.get_by_label(label).click_accesskit();
    settle(harness);
}

/// The baseline and the plans as the file would hold them.
pub fn written(harness: &Harness<Window>) -> String {
    let document = document(harness);
    let mut out = Vec::new();
    write(document.baseline(), &document.scenarios, &document.unread, Notation::Ron, &mut out).expect("in memory");
    String::from_utf8(out).expect("text")
}

/// Rung, title and manager of somebody.
pub fn stands(harness: &Harness<Window>, key: &str) -> (String, String, String) {
    let org = org(harness);
    let person = person(org, key);
    let rung = org.seat(person).map_or(String::new(), |seat| org.rung(seat.rung).code.clone());
    let manager = org.manager(person).map_or(String::new(), |manager| org.key(manager).to_owned());
    (rung, org.title(person).to_owned(), manager)
}

/// Ids of the rules that say something of somebody.
pub fn findings(harness: &Harness<Window>, key: &str) -> Vec<&'static str> {
    let standing = &document(harness).snapshot;
    let person = person(&standing.org, key);
    let of = standing.judgement.findings.iter().filter(|finding| finding.person() == Some(person));
    of.map(|finding| finding.rule.id).collect()
}

/// Rung of somebody, and who is their manager.
pub fn sits(harness: &Harness<Window>, key: &str) -> (String, String) {
    let (rung, _, manager) = stands(harness, key);
    (rung, manager)
}

pub fn works_with(harness: &Harness<Window>, key: &str) -> Vec<String> {
    let org = org(harness);
    org.lines().above(person(org, key), Line::Dotted).into_iter().map(|other| org.key(other).to_owned()).collect()
}

/// The middle of somebody's card.
pub fn card(harness: &Harness<Window>, name: &str) -> Pos2 {
    let node = harness.query_all_by(|node| {
        node.role() == Role::ListItem && node.label().is_some_and(|label| label.starts_with(name))
    });
    let rect = node.into_iter().next().unwrap_or_else(|| panic!("no card of {name} is in view")).rect();
    rect.center()
}

pub fn click_card(harness: &mut Harness<Window>, name: &str, modifiers: Modifiers) {
    let pos = card(harness, name);
    harness.hover_at(pos);
    for pressed in [true, false] {
        let button = egui::PointerButton::Primary;
        harness.event_modifiers(Event::PointerButton { pos, button, pressed, modifiers }, modifiers);
    }
    settle(harness);
}

/// Carries a card to a place, without letting go of it.
pub fn carry(harness: &mut Harness<Window>, name: &str, to: Pos2) {
    let from = card(harness, name);
    harness.hover_at(from);
    harness.step();
    harness.drag_at(from);
    harness.step();
    for part in [0.3, 0.7, 1.0] {
        harness.hover_at(from.lerp(to, part));
        harness.step();
    }
    harness.step();
}

pub fn drop_at(harness: &mut Harness<Window>, to: Pos2) {
    harness.drop_at(to);
    settle(harness);
}

/// A folder with a desktop that opens nothing: it keeps what it is given as `opened` in a home folder, unless there is a
/// file `refuses`.
#[cfg(unix)]
fn desktop(home: &Path) -> PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let programs = home.join("programs");
    let open = programs.join("xdg-open");
    std::fs::create_dir(&programs).expect("a folder");
    let script = "#!/bin/sh\n[ -e \"$HOME/refuses\" ] && exit 3\nprintf %s \"$1\" > \"$HOME/opened\"\n";
    std::fs::write(&open, script).expect("a file");
    std::fs::set_permissions(&open, std::fs::Permissions::from_mode(0o755)).expect("its permissions");
    programs
}

/// Runs a test again in a process of its own, whose recovery folder is empty and its own. Whether this is that process.
pub fn is_apart<T: Fn()>(_: T) -> bool {
    const APART: &str = "TWINTRACK_TEST_APART";
    if std::env::var_os(APART).is_some() {
        return true;
    }
    // The name of a function is that of its test, behind the name of the binary.
    let (_, test) = std::any::type_name::<T>().split_once("::").expect("a path");
    let state = tempfile::tempdir().expect("a folder");
    let mut programs = std::env::var_os("PATH").unwrap_or_default();
    #[cfg(unix)]
    {
        programs = [desktop(state.path()).as_os_str(), programs.as_os_str()].join(std::ffi::OsStr::new(":"));
    }
    let done = std::process::Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", test, "--nocapture"])
        .envs([("XDG_STATE_HOME", state.path()), ("HOME", state.path()), ("LOCALAPPDATA", state.path())])
        // No desktop answers there, so that questions which file are asked in the window.
        .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
        .env("PATH", programs)
        .env(APART, "1")
        .output()
        .expect("it starts");
    let said = format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success() && said.contains("1 passed"), "{said}");
    false
}

/// The window on a file.
pub fn opened(path: &Path) -> Harness<'static, Window> {
    let path = path.to_owned();
    let mut harness = sized().build_eframe(|cc| Window::open(cc, Some(path)));
    let began = Instant::now();
    while harness.state().document().is_none_or(|document| document.source == Source::Bundled) {
        assert!(began.elapsed() < Duration::from_secs(30), "the file never opens");
        std::thread::sleep(Duration::from_millis(2));
        harness.step();
    }
    settle(&mut harness);
    harness
}

pub fn file(folder: &Path) -> PathBuf {
    let path = folder.join("halden.org.ron");
    std::fs::write(&path, twintrack::BUNDLED).expect("written");
    path
}
