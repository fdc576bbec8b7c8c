//! All named commands in one table. Menus, the page of shortcuts and the command palette read it, so they cannot
//! contradict each other.

use crate::app::command::{Command, tree_keys};
use crate::app::state::canvas::look::LookCommand;
use crate::app::state::canvas::tree::TreeCommand;
use crate::app::state::document::plans::PlanCommand;
use crate::app::state::document::start::StartCommand;
use crate::app::state::document::words;
use crate::app::state::evidence::EvidenceCommand;
use crate::app::state::export::ExportCommand;
use crate::app::state::focus::FocusCommand;
use crate::app::state::import::ImportCommand;
use crate::app::state::manual::ManualCommand;
use crate::app::state::meeting::MeetingCommand;
use crate::app::state::page::{PAGES, Page, Sheet, Side};
use crate::app::state::paste_column::PasteCommand;
use crate::app::state::settings::{Density, ThemeChoice};
use crate::app::state::{State, document};
use crate::plan::{Draft, Target};
use eframe::egui::{Key, KeyboardShortcut, ModifierNames, Modifiers};

pub struct Named {
    /// Name in the imperative: `Save as…`.
    pub name: &'static str,
    /// Other words that the palette finds it by.
    pub also: &'static str,
    /// Heading that it is listed under.
    pub group: &'static str,
    /// Its shortcut. In the table, shortcuts with Shift come before the same key without it.
    pub keys: Option<KeyboardShortcut>,
    /// Set when a focused text field takes the shortcut first.
    pub yields: bool,
    /// The command in the present state; `None` when it would do nothing.
    pub command: fn(&State) -> Option<Command>,
}

const FILE: &str = "File";

const EDIT: &str = "Change";

const VIEW: &str = "View";

const PLAN: &str = "Plans";

const HELP: &str = "Help";

const fn with(modifiers: Modifiers, key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(modifiers, key))
}

const fn keyed(
    group: &'static str,
    name: &'static str,
    keys: Option<KeyboardShortcut>,
    command: fn(&State) -> Option<Command>,
) -> Named {
    Named { name, also: "", group, keys, yields: false, command }
}

const fn named(group: &'static str, name: &'static str, command: fn(&State) -> Option<Command>) -> Named {
    keyed(group, name, None, command)
}

/// A command that opens a view, with the name and key of the view's row in the table of pages.
const fn view(page: Page, command: fn(&State) -> Option<Command>) -> Named {
    let row = &PAGES[page as usize];
    let keys = match row.key {
        Some(key) => with(CTRL, key),
        None => None,
    };
    keyed(VIEW, row.name, keys, command)
}

const CTRL: Modifiers = Modifiers::COMMAND;

const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// Shortcuts that tooltips also mention. [`written`] formats them.
pub mod keys {
    use super::{CTRL, CTRL_SHIFT};
    use eframe::egui::{Key, KeyboardShortcut, Modifiers};

    macro_rules! keys {
        ($($name:ident: $modifiers:expr, $key:ident;)*) => {
            $(pub const $name: KeyboardShortcut = KeyboardShortcut::new($modifiers, Key::$key);)*
        };
    }

    keys! {
        OPEN: CTRL, O;
        SAVE: CTRL, S;
        SAVE_AS: CTRL_SHIFT, S;
        NEW: CTRL, N;
        EXPORT: CTRL, E;
        COPY_PICTURE: CTRL_SHIFT, C;
        CLOSE: CTRL, W;
        QUIT: CTRL, Q;
        UNDO: CTRL, Z;
        REDO: CTRL_SHIFT, Z;
        LARGER: CTRL, Plus;
        SMALLER: CTRL, Minus;
        SEARCH: CTRL, K;
        FIND: CTRL, F;
        AGREE: CTRL, Enter;
        MENU: Modifiers::SHIFT, F10;
        BACK: Modifiers::ALT, ArrowLeft;
        FORWARD: Modifiers::ALT, ArrowRight;
    }
}

const IS_MAC: bool = cfg!(target_os = "macos");

/// Shortcut in the notation of this system: `Ctrl+Shift+S`, or `Shift+Cmd+S` on a Mac. Always in words, since the
/// bundled fonts lack the Mac symbols.
pub fn written(keys: &KeyboardShortcut) -> String {
    keys.format(&ModifierNames::NAMES, IS_MAC)
}

/// A text of [`OTHER_KEYS`] with the key names of this system.
pub fn told(text: &str) -> String {
    told_on(text, IS_MAC)
}

fn told_on(text: &str, is_mac: bool) -> String {
    let name = |modifiers: Modifiers| ModifierNames::NAMES.format(&modifiers, is_mac);
    text.replace("{Command}", &name(CTRL)).replace("{Alt}", &name(Modifiers::ALT))
}

/// The table, in the order of its headings.
pub const COMMANDS: &[Named] = &[
    keyed(FILE, "Open…", Some(keys::OPEN), |_| Some(Command::Choose)),
    Named { yields: true, ..keyed(FILE, "Save as…", Some(keys::SAVE_AS), |state| open(state, Command::SaveAs)) },
    Named { yields: true, ..keyed(FILE, "Save", Some(keys::SAVE), |state| open(state, Command::Save)) },
    keyed(FILE, "New organisation…", Some(keys::NEW), |_| Some(Command::Start(StartCommand::New))),
    Named {
        yields: true,
        ..keyed(FILE, "Close", Some(keys::CLOSE), |state| open(state, Command::Start(StartCommand::Close)))
    },
    keyed(FILE, "Quit", Some(keys::QUIT), |_| Some(Command::Quit)),
    named(FILE, "Start page", |_| Some(Command::Start(StartCommand::Page))),
    keyed(FILE, "Copy picture", Some(keys::COPY_PICTURE), |state| {
        state.view_looked_at()?;
        open(state, ExportCommand::CopyView.into())
    }),
    Named {
        also: "save picture image slides powerpoint presentation print paper book pages report pdf pptx png svg",
        ..keyed(FILE, "Export…", Some(keys::EXPORT), |state| open(state, ExportCommand::Open.into()))
    },
    Named {
        also: "import columns mapping header encoding separator manager spreadsheet csv",
        ..named(FILE, "How the file is read…", |state| {
            state.session.imported.as_ref()?;
            open(state, ImportCommand::Review.into())
        })
    },
    named(FILE, "Take in a new export…", |state| open(state, Command::ChooseImportFile)),
    named(FILE, "Collect evidence…", |state| open(state, Command::Collect(EvidenceCommand::Begin))),
    named(FILE, "Fill in evidence…", |state| open(state, Command::Collect(EvidenceCommand::Fill))),
    named(FILE, "Take in evidence…", |state| open(state, Command::Collect(EvidenceCommand::Read))),
    named(FILE, "Open the bundled organisation", |_| Some(Command::OpenBundled)),
    named(FILE, "Forget the recent files", |state| {
        (!state.settings.recent.is_empty()).then_some(Command::ForgetRecent)
    }),
    Named { yields: true, ..keyed(EDIT, "Redo", Some(keys::REDO), |state| open(state, Command::Redo)) },
    Named { yields: true, ..keyed(EDIT, "Redo once more", with(CTRL, Key::Y), |state| open(state, Command::Redo)) },
    Named { yields: true, ..keyed(EDIT, "Undo", Some(keys::UNDO), |state| open(state, Command::Undo)) },
    named(EDIT, "Edit who is selected", |state| state.session.selected.map(|_| Command::Form(true))),
    named(EDIT, "What if, for who is selected…", |state| {
        let person = state.session.selected.filter(|_| state.shows_people())?;
        Some(Command::DraftRole(Box::new(Draft::new(person))))
    }),
    named(EDIT, "Ask who is selected: lead people, or the craft?", |state| {
        state.session.selected.filter(|_| state.shows_people()).map(|_| Command::Turn(Page::Question))
    }),
    named(FILE, "My record of who is selected…", |state| {
        state.session.selected.filter(|_| state.shows_people()).map(|person| Command::SaveSheet(Sheet::Record, person))
    }),
    named(EDIT, "Report to nobody", |state| {
        state.session.selected.map(|person| Command::Send(vec![person], Target::Top))
    }),
    named(EDIT, "Paste a column…", |state| open(state, Command::Paste(PasteCommand::Begin))),
    named(PLAN, "New plan", |state| open(state, Command::Plans(PlanCommand::New))),
    named(PLAN, "Look at the baseline", |state| {
        let looked_at = state.seen()?.snapshot.scenario;
        looked_at.map(|_| Command::Plan(None))
    }),
    view(Page::Tracks, |state| open(state, Command::Turn(Page::Tracks))),
    view(Page::Tree, |state| open(state, Command::Turn(Page::Tree))),
    view(Page::Table, |state| open(state, Command::Turn(Page::Table))),
    view(Page::Matrix, |state| open(state, Command::Turn(Page::Matrix))),
    view(Page::Ladder, |state| open(state, Command::Turn(Page::Ladder))),
    view(Page::Weigh, |state| open(state, Command::Turn(Page::Weigh))),
    view(Page::Indices, |state| open(state, Command::Turn(Page::Indices))),
    view(Page::Changes, |state| open(state, Command::Compare(state.first_ends()))),
    keyed(VIEW, "Show the chain to the top", with(CTRL, Key::T), |state| {
        state.session.selected.map(|_| Command::Look(LookCommand::Chain(true)))
    }),
    named(VIEW, "Show the branch alone", tree_keys::alone),
    named(VIEW, "Show the branch of the manager above", tree_keys::up),
    named(VIEW, "Fold or unfold the branch", tree_keys::fold),
    named(VIEW, "Expand all of the tree", |state| {
        state.chart().filter(|chart| state.page == Page::Tree && chart.folded() > 0)?;
        Some(Command::Tree(TreeCommand::ExpandAll))
    }),
    named(VIEW, "Tree by rung, or by lines alone", |state| {
        (state.page == Page::Tree).then_some(Command::Tree(TreeCommand::ByRung(!state.settings.tree.by_rung)))
    }),
    named(VIEW, "Show the whole picture", |state| open(state, Command::Fit)),
    named(VIEW, "Back to what was looked at before", |state| state.session.gone_from.map(|_| Command::ViewBack)),
    named(VIEW, "Density: fit everybody on the canvas", |state| density(state, Density::Fit)),
    named(VIEW, "Density: a name for everybody", |state| density(state, Density::Names)),
    named(VIEW, "Density: a card for everybody", |state| density(state, Density::Cards)),
    named(VIEW, "The wheel zooms, or moves the picture", |state| {
        Some(Command::WheelZooms(!state.settings.wheel_zooms))
    }),
    keyed(VIEW, "Findings beside the picture", with(CTRL, Key::B), |_| Some(Command::TogglePanel(Side::Left))),
    keyed(VIEW, "Inspector beside the picture", with(CTRL, Key::I), |_| Some(Command::TogglePanel(Side::Right))),
    named(VIEW, "Leave out all that is said of single people", |state| {
        state.shows_people().then_some(Command::HidePeople(true))
    }),
    named(VIEW, "Show again what is said of single people", |state| {
        state.session.people_redacted.then_some(Command::HidePeople(false))
    }),
    keyed(VIEW, "Meeting mode: pay, evidence and notes hidden", with(Modifiers::NONE, Key::F8), |state| {
        open(state, Command::Meeting(MeetingCommand::Turn))
            .or(state.meeting.as_ref().map(|_| MeetingCommand::Turn.into()))
    }),
    named(VIEW, "Roles instead of names in the meeting", |state| {
        (state.meeting.is_some() && state.settings.meeting_names).then_some(MeetingCommand::Names(false).into())
    }),
    named(VIEW, "Names in the meeting", |state| {
        (state.meeting.is_some() && !state.settings.meeting_names).then_some(MeetingCommand::Names(true).into())
    }),
    named(VIEW, "Light", |_| Some(Command::Theme(ThemeChoice::Light))),
    named(VIEW, "Dark", |_| Some(Command::Theme(ThemeChoice::Dark))),
    named(VIEW, "Light or dark as the desktop", |_| Some(Command::Theme(ThemeChoice::System))),
    named(VIEW, "Less motion", |state| Some(Command::LessMotion(!state.settings.less_motion))),
    keyed(HELP, "All keys", with(Modifiers::SHIFT, Key::F1), |_| Some(Command::Keys(true))),
    keyed(HELP, "Manual: what is looked at", with(Modifiers::NONE, Key::F1), |_| {
        Some(Command::Manual(ManualCommand::Toggle))
    }),
    named(HELP, "About Twintrack", |_| Some(Command::About(true))),
    named(HELP, "Manual: contents", |_| Some(Command::Manual(ManualCommand::Contents))),
    keyed(VIEW, "Larger interface", Some(keys::LARGER), |_| Some(Command::FocusRegions(FocusCommand::Larger(1)))),
    keyed(VIEW, "Smaller interface", Some(keys::SMALLER), |_| Some(Command::FocusRegions(FocusCommand::Larger(-1)))),
    keyed(VIEW, "Interface at 100 %", with(CTRL, Key::Num0), |_| Some(Command::FocusRegions(FocusCommand::Size(100)))),
    keyed(VIEW, "Previous part of the window", with(Modifiers::SHIFT, Key::F6), |_| {
        Some(Command::FocusRegions(FocusCommand::Previous))
    }),
    keyed(VIEW, "Next part of the window", with(Modifiers::NONE, Key::F6), |_| {
        Some(Command::FocusRegions(FocusCommand::Next))
    }),
];

/// Keys that work in one place only: place, keys, effect. [`told`] replaces `{Command}` and `{Alt}` by the names of
/// this system.
pub const OTHER_KEYS: &[(&str, &str, &str)] = &[
    ("Anywhere", "{Command}+K", "Find any command and any person"),
    ("Anywhere", "{Command}+F", "Find people and teams"),
    ("Anywhere", "{Command}+=", "Larger interface, as {Command}+Plus"),
    ("Picture", "Arrows", "Go to the nearest card that way, over the gutter to the other track too"),
    ("Picture", "Shift+left and right", "Go to the next who reports to the same manager"),
    ("Picture", "Space", "What hovering would say of who is selected"),
    ("Picture", "{Alt}+arrows", "Carry who is selected a rung or to the other track"),
    ("Picture", "Enter", "Drop who is carried, else edit who is selected"),
    ("Picture", "Esc", "Put back who is carried, else select nobody"),
    ("Picture", "Shift+F10", "Everything that can be done with who is selected"),
    ("Picture", "{Command}+arrows", "Move the picture"),
    ("Picture", "+ and −", "Nearer and farther"),
    ("Picture", "0", "The whole picture"),
    ("Picture", "Backspace", "Back to what was looked at before somebody was looked for"),
    ("Picture", "Wheel", "Move the picture; with {Command}, nearer and farther"),
    ("Tree", "F", "Show the branch of who is selected alone"),
    ("Tree", "Backspace", "Show the branch of the manager above"),
    ("Tree", "U", "Fold or unfold the branch of who is selected"),
    ("Matrix", "Arrows", "Go to the nearest dot that way"),
    ("Matrix", "Space", "What hovering would say of who is selected"),
    ("Table", "Arrows", "Go from row to row; with Shift, select them together"),
    ("Evidence", "Arrows, Tab, Enter", "Go to another cell; with Shift the range goes on"),
    ("Evidence", "Letters, F2", "Fill the cell in, or edit it; Esc gives it up"),
    ("Evidence", "Delete", "Empty the cells of the range"),
    ("Evidence", "{Command}+C and {Command}+V", "Copy a range, or paste one from a spreadsheet"),
    ("Evidence", "{Command}+Enter", "See what would be added"),
    ("Manual", "{Alt}+Left, {Alt}+Right", "Back and forward"),
    ("Manual", "Backspace", "Back"),
    ("Manual", "Page Up, Page Down, Space", "Scroll by a page"),
    ("Manual", "Arrows, Home, End", "Scroll by lines, to the beginning, to the end"),
    ("Manual", "Esc", "End the search, else close the manual"),
    ("New organisation", "Enter", "Go to the next line, or from the name to the first"),
    ("New organisation", "Up and down", "Go to the line above or below"),
    ("New organisation", "{Command}+Enter", "Create the organisation"),
    ("New organisation", "Esc", "Leave it for later"),
    ("Form", "Enter", "Take what was typed, as one step"),
    ("Form", "Esc", "Put back what was there, else close the form"),
];

fn density(state: &State, density: Density) -> Option<Command> {
    let is_other = state.page == Page::Tracks && state.settings.density != density;
    is_other.then_some(Command::Density(density))
}

fn open(state: &State, command: Command) -> Option<Command> {
    state.seen().map(|_| command)
}

/// Further entries of the command palette, which depend on the state: plans, recent files, rungs for the selected
/// person.
pub fn of_the_moment(state: &State) -> Vec<(String, Command)> {
    let mut all = Vec::new();
    let Some(document) = state.seen() else { return all };
    for (at, plan) in document.scenarios.iter().enumerate() {
        if document.snapshot.scenario != Some(at) {
            all.push((format!("Look at the plan {}", plan.name), Command::Plan(Some(at))));
        }
    }
    let org = &document.snapshot.org;
    if let Some(person) = state.session.selected.filter(|&person| org.has(person)) {
        for rung in org.rungs().rev() {
            let words = words::rung_words(org, rung);
            let name = format!("Move {} to {words}", org.label(person));
            all.push((name, Command::Send(vec![person], Target::Rung(rung))));
        }
    }
    for path in &state.settings.recent {
        all.push((format!("Open {}", document::file_name(path)), Command::Open(path.clone())));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_command_has_its_own_name_and_keys_and_shift_comes_first() {
        let names: BTreeSet<_> = COMMANDS.iter().map(|named| named.name).collect();
        assert_eq!(names.len(), COMMANDS.len());
        for (at, named) in COMMANDS.iter().enumerate() {
            let Some(keys) = named.keys else { continue };
            for later in &COMMANDS[at + 1..] {
                let Some(other) = later.keys.filter(|other| other.logical_key == keys.logical_key) else { continue };
                let is_hidden = keys.modifiers.command == other.modifiers.command && !keys.modifiers.shift;
                assert!(!is_hidden, "{} takes the keys of {}", named.name, later.name);
            }
        }
    }

    #[test]
    fn keys_are_named_as_the_system_names_them_and_nowhere_else() {
        let on = |keys: KeyboardShortcut, is_mac| keys.format(&ModifierNames::NAMES, is_mac);
        assert_eq!([on(keys::SAVE_AS, false), on(keys::SAVE_AS, true)], ["Ctrl+Shift+S", "Shift+Cmd+S"]);
        assert_eq!([on(keys::BACK, false), on(keys::BACK, true)], ["Alt+Left", "Option+Left"]);
        assert_eq!(on(keys::AGREE, false), "Ctrl+Enter");
        let copy = "{Command}+C and {Command}+V";
        assert_eq!([told_on(copy, false), told_on(copy, true)], ["Ctrl+C and Ctrl+V", "Cmd+C and Cmd+V"]);
        assert_eq!([told_on("{Alt}+arrows", false), told_on("{Alt}+arrows", true)], ["Alt+arrows", "Option+arrows"]);
        let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder of the window") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let text = std::fs::read_to_string(&path).expect("a source file");
                let code = text.split("#[cfg(test)]").next().unwrap_or_default();
                for line in code.lines().map(|line| line.split("//").next().unwrap_or_default()) {
                    assert!(!line.contains("Ctrl+") && !line.contains("\"Alt+"), "{}: {line}", path.display());
                }
            }
        }
    }
}
