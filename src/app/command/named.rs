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
use crate::app::state::gathering::GatherCommand;
use crate::app::state::import::ImportCommand;
use crate::app::state::manual::ManualCommand;
use crate::app::state::meeting::MeetingCommand;
use crate::app::state::page::{PAGES, Page, Sheet, Side};
use crate::app::state::passphrase::{CopyOf, PassphraseCommand};
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

const EDIT: &str = "Edit";

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
        PRINT: CTRL, P;
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
        MANUAL: Modifiers::NONE, F1;
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
    Named {
        also: "git history owners codeowners maintainers github gitlab",
        ..named(FILE, "Open repository…", |_| Some(Command::ChooseRepository))
    },
    Named { yields: true, ..keyed(FILE, "Save as…", Some(keys::SAVE_AS), |state| open(state, Command::SaveAs)) },
    Named {
        also: "encrypt password passphrase protect age confidential",
        ..named(FILE, "Save a sealed copy…", |state| open(state, copy(CopyOf::Sealed)))
    },
    Named {
        also: "decrypt plain without password passphrase remove",
        ..named(FILE, "Save an unsealed copy…", |state| {
            state.seen()?.seal.as_ref()?;
            open(state, copy(CopyOf::Plain))
        })
    },
    Named {
        also: "share anonymous without pay evidence redacted reader",
        ..named(FILE, "Save a structure-only copy…", |state| open(state, copy(CopyOf::Structure)))
    },
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
        also: "printer paper hard copy",
        ..keyed(FILE, "Print…", Some(keys::PRINT), |state| open(state, ExportCommand::Print.into()))
    },
    Named {
        also: "import columns mapping header encoding separator manager spreadsheet csv",
        ..named(FILE, "How the file is read…", |state| {
            state.session.imported.as_ref()?;
            open(state, ImportCommand::Review.into())
        })
    },
    named(FILE, "Update from a new export…", |state| open(state, Command::ChooseImportFile)),
    named(FILE, "Collect evidence…", |state| open(state, Command::Collect(EvidenceCommand::Begin))),
    named(FILE, "Fill in evidence…", |state| open(state, Command::Collect(EvidenceCommand::Fill))),
    named(FILE, "Import evidence…", |state| open(state, Command::Collect(EvidenceCommand::Read))),
    Named {
        also: "git history commits github gitlab",
        ..named(FILE, "Evidence from repositories…", |state| open(state, Command::Gather(GatherCommand::Choose)))
    },
    Named {
        also: "join separate split merge people identities accounts addresses mailmap",
        ..named(FILE, "Who is who in the repository…", |state| {
            state.seen()?.repository.as_ref()?.source.as_ref()?;
            open(state, Command::Gather(GatherCommand::Own))
        })
    },
    named(FILE, "Open the sample organisation", |_| Some(Command::OpenBundled)),
    named(FILE, "Clear recent files", |state| (!state.settings.recent.is_empty()).then_some(Command::ForgetRecent)),
    Named { yields: true, ..keyed(EDIT, "Redo", Some(keys::REDO), |state| open(state, Command::Redo)) },
    Named {
        yields: true,
        ..keyed(EDIT, "Redo (alternative key)", with(CTRL, Key::Y), |state| open(state, Command::Redo))
    },
    Named { yields: true, ..keyed(EDIT, "Undo", Some(keys::UNDO), |state| open(state, Command::Undo)) },
    named(EDIT, "Edit selected person", |state| state.session.selected.map(|_| Command::Form(true))),
    named(EDIT, "What if… for the selected person", |state| {
        let person = state.session.selected.filter(|_| state.shows_people())?;
        Some(Command::DraftRole(Box::new(Draft::new(person))))
    }),
    named(EDIT, "Career question for the selected person", |state| {
        state.session.selected.filter(|_| state.shows_people()).map(|_| Command::Turn(Page::Question))
    }),
    named(FILE, "Personal record of the selected person…", |state| {
        state.session.selected.filter(|_| state.shows_people()).map(|person| Command::SaveSheet(Sheet::Record, person))
    }),
    Named {
        also: "own record reader share",
        ..named(FILE, "Copy for the selected person…", |state| {
            state.session.selected.filter(|_| state.shows_people()).map(|person| copy(CopyOf::Record(person)))
        })
    },
    named(EDIT, "Remove the manager", |state| {
        state.session.selected.map(|person| Command::Send(vec![person], Target::Top))
    }),
    named(EDIT, "Paste a column…", |state| open(state, Command::Paste(PasteCommand::Begin))),
    named(PLAN, "New plan", |state| open(state, Command::Plans(PlanCommand::New))),
    named(PLAN, "Switch to the baseline", |state| {
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
    Named {
        also: "knowledge truck factor owners authors repository code",
        ..named(VIEW, "Folders", |state| {
            let has_folders = state.seen().is_some_and(|document| !document.folders().is_empty());
            open(state, Command::Turn(Page::Folders)).filter(|_| has_folders)
        })
    },
    view(Page::Changes, |state| open(state, Command::Compare(state.first_ends()))),
    keyed(VIEW, "Show the reporting line to the top", with(CTRL, Key::T), |state| {
        state.session.selected.map(|_| Command::Look(LookCommand::Chain(true)))
    }),
    named(VIEW, "Show this branch only", tree_keys::alone),
    named(VIEW, "Show the manager's branch", tree_keys::up),
    named(VIEW, "Fold or unfold the branch", tree_keys::fold),
    named(VIEW, "Expand the whole tree", |state| {
        state.chart().filter(|chart| state.page == Page::Tree && chart.folded() > 0)?;
        Some(Command::Tree(TreeCommand::ExpandAll))
    }),
    named(VIEW, "Tree by rung or by reporting lines only", |state| {
        (state.page == Page::Tree).then_some(Command::Tree(TreeCommand::ByRung(!state.settings.tree.by_rung)))
    }),
    named(VIEW, "Zoom to fit", |state| open(state, Command::Fit)),
    named(VIEW, "Back to the previous view", |state| state.session.gone_from.map(|_| Command::ViewBack)),
    named(VIEW, "Density: fit everyone", |state| density(state, Density::Fit)),
    named(VIEW, "Density: names", |state| density(state, Density::Names)),
    named(VIEW, "Density: cards", |state| density(state, Density::Cards)),
    named(VIEW, "Wheel zooms or scrolls", |state| Some(Command::WheelZooms(!state.settings.wheel_zooms))),
    keyed(VIEW, "Show or hide findings", with(CTRL, Key::B), |_| Some(Command::TogglePanel(Side::Left))),
    keyed(VIEW, "Show or hide the inspector", with(CTRL, Key::I), |_| Some(Command::TogglePanel(Side::Right))),
    named(VIEW, "Show structure only", |state| state.shows_people().then_some(Command::HidePeople(true))),
    named(VIEW, "Show people again", |state| state.session.people_redacted.then_some(Command::HidePeople(false))),
    keyed(VIEW, "Meeting mode: hide pay, evidence and notes", with(Modifiers::NONE, Key::F8), |state| {
        open(state, Command::Meeting(MeetingCommand::Turn))
            .or(state.meeting.as_ref().map(|_| MeetingCommand::Turn.into()))
    }),
    named(VIEW, "Meeting mode: show roles instead of names", |state| {
        (state.meeting.is_some() && state.settings.meeting_names).then_some(MeetingCommand::Names(false).into())
    }),
    named(VIEW, "Meeting mode: show names", |state| {
        (state.meeting.is_some() && !state.settings.meeting_names).then_some(MeetingCommand::Names(true).into())
    }),
    named(VIEW, "Light theme", |_| Some(Command::Theme(ThemeChoice::Light))),
    named(VIEW, "Dark theme", |_| Some(Command::Theme(ThemeChoice::Dark))),
    named(VIEW, "System theme", |_| Some(Command::Theme(ThemeChoice::System))),
    named(VIEW, "Reduce motion", |state| Some(Command::LessMotion(!state.settings.less_motion))),
    keyed(HELP, "Keyboard shortcuts", with(Modifiers::SHIFT, Key::F1), |_| Some(Command::Keys(true))),
    keyed(HELP, "Manual: this page", Some(keys::MANUAL), |_| Some(Command::Manual(ManualCommand::Toggle))),
    named(HELP, "About Twintrack", |_| Some(Command::About(true))),
    named(HELP, "Manual: contents", |_| Some(Command::Manual(ManualCommand::Contents))),
    keyed(VIEW, "Larger interface", Some(keys::LARGER), |_| Some(Command::FocusRegions(FocusCommand::Larger(1)))),
    keyed(VIEW, "Smaller interface", Some(keys::SMALLER), |_| Some(Command::FocusRegions(FocusCommand::Larger(-1)))),
    keyed(VIEW, "Interface at 100 %", with(CTRL, Key::Num0), |_| Some(Command::FocusRegions(FocusCommand::Size(100)))),
    keyed(VIEW, "Previous area of the window", with(Modifiers::SHIFT, Key::F6), |_| {
        Some(Command::FocusRegions(FocusCommand::Previous))
    }),
    keyed(VIEW, "Next area of the window", with(Modifiers::NONE, Key::F6), |_| {
        Some(Command::FocusRegions(FocusCommand::Next))
    }),
];

/// Keys that work in one place only: place, keys, effect. [`told`] replaces `{Command}` and `{Alt}` by the names of
/// this system.
pub const OTHER_KEYS: &[(&str, &str, &str)] = &[
    ("Anywhere", "{Command}+K", "Find any command or person"),
    ("Anywhere", "{Command}+F", "Find people and teams"),
    ("Anywhere", "Esc", "Stop reading a file; what is open stays open"),
    ("Anywhere", "{Command}+=", "Larger interface, as {Command}+Plus"),
    ("Chart", "Arrows", "Go to the nearest card in that direction, across the gutter too"),
    ("Chart", "Shift+Left, Shift+Right", "Go to the next person with the same manager"),
    ("Chart", "Space", "Show the selected person's tooltip"),
    ("Chart", "{Alt}+arrows", "Move the selected person by a rung or to the other track"),
    ("Chart", "Enter", "Drop the person being moved, or edit the selected person"),
    ("Chart", "Esc", "Cancel the move, or clear the selection"),
    ("Chart", "Shift+F10", "Open the selected person's menu"),
    ("Chart", "{Command}+arrows", "Scroll the chart"),
    ("Chart", "+ and −", "Zoom in and out"),
    ("Chart", "0", "Zoom to fit"),
    ("Chart", "Backspace", "Back to the view before a search"),
    ("Chart", "Wheel", "Scroll the chart; with {Command}, zoom"),
    ("Tree", "F", "Show the selected person's branch only"),
    ("Tree", "Backspace", "Show the manager's branch"),
    ("Tree", "U", "Fold or unfold the selected person's branch"),
    ("Matrix", "Arrows", "Go to the nearest dot in that direction"),
    ("Matrix", "Space", "Show the selected person's tooltip"),
    ("Table", "Arrows", "Move from row to row; with Shift, select several"),
    ("Evidence", "Arrows, Tab, Enter", "Move to another cell; with Shift, extend the range"),
    ("Evidence", "Letters, F2", "Fill in or edit the cell; Esc cancels"),
    ("Evidence", "Delete", "Clear the selected cells"),
    ("Evidence", "{Command}+C and {Command}+V", "Copy a range, or paste one from a spreadsheet"),
    ("Evidence", "{Command}+Enter", "Preview what will be added"),
    ("Manual", "{Alt}+Left, {Alt}+Right", "Back and forward"),
    ("Manual", "Backspace", "Back"),
    ("Manual", "Page Up, Page Down, Space", "Scroll by a page"),
    ("Manual", "Arrows, Home, End", "Scroll by a line, to the beginning, to the end"),
    ("Manual", "Esc", "End the search, or close the manual"),
    ("New organisation", "Enter", "Go to the next line, or from the name to the first line"),
    ("New organisation", "Up and down", "Go to the line above or below"),
    ("New organisation", "{Command}+Enter", "Create the organisation"),
    ("New organisation", "Esc", "Close and keep the draft"),
    ("Form", "Enter", "Apply the change"),
    ("Form", "Esc", "Restore the previous value, or close the form"),
];

fn density(state: &State, density: Density) -> Option<Command> {
    let is_other = state.page == Page::Tracks && state.settings.density != density;
    is_other.then_some(Command::Density(density))
}

fn copy(of: CopyOf) -> Command {
    Command::Passphrase(PassphraseCommand::Copy(of))
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
            all.push((format!("Switch to the plan {}", plan.name), Command::Plan(Some(at))));
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
