//! Updates of evidence entry: the people asked, the sheet or grid, and the effect of a filled one before it is applied.
//! `plan` defines the content of the sheet.

use crate::app::state::State;
use crate::app::state::error::AppError;
use crate::app::state::evidence::{EvidenceCommand, EvidenceEntry, Filled, Said, Whom};
use crate::app::state::evidence_grid::{Grid, GridCommand};
use crate::app::state::file_dialog::{FileDialog, FileRequest};
use crate::app::state::passphrase::Asking;
use crate::app::state::task::Work;
use crate::app::update::document::editing::make;
use crate::edit::Edit;
use crate::io::sealed::{Passphrase, SealFault};
use crate::io::{OpenError, replace};
use crate::org::{Mode, PersonId};
use crate::plan::tell_most;
use crate::report::{SheetFormat, evidence_sheet};
use crate::rules::words::count;
use eframe::egui;
use std::path::PathBuf;
use std::sync::Arc;

/// Carries out a request; `folder` is where file dialogs start.
pub fn handle(state: &mut State, command: EvidenceCommand, folder: Option<PathBuf>, ctx: &egui::Context) {
    match command {
        EvidenceCommand::Begin => {
            let whom = if state.session.rest_of_selection.is_empty() { Whom::Few } else { Whom::Selected };
            begin(state, whom);
        }
        EvidenceCommand::For(whom) => begin(state, whom),
        EvidenceCommand::Fill => {
            if !matches!(state.session.evidence_entry, Some(EvidenceEntry::For(..))) {
                let whom = if state.session.rest_of_selection.is_empty() { Whom::Few } else { Whom::Selected };
                begin(state, whom);
            }
            let (Some(EvidenceEntry::For(_, people)), Some(document)) =
                (state.session.evidence_entry.take(), &state.session.document)
            else {
                return;
            };
            let grid = Grid::new(&document.snapshot.org, people);
            state.session.evidence_entry = Some(EvidenceEntry::Grid(Box::new(grid)));
        }
        EvidenceCommand::Grid(command) => in_grid(state, command, ctx),
        EvidenceCommand::Write => {
            let purpose = FileRequest::Template("evidence.xlsx".to_owned());
            state.file_dialog = Some(FileDialog::desktop(purpose, folder, ctx.clone()));
        }
        EvidenceCommand::Read => {
            state.session.evidence_entry = None;
            state.file_dialog = Some(FileDialog::desktop(FileRequest::Evidence, folder, ctx.clone()));
        }
        EvidenceCommand::Paste(text) => {
            let Some(document) = &state.session.document else { return };
            let snapshot = &document.snapshot;
            let name = "what was pasted".to_owned();
            let filled = Filled::of(&snapshot.org, &snapshot.judgement.scale, name, text.as_bytes());
            was_read(state, filled, ctx);
        }
        EvidenceCommand::TakeIn => {
            let (Some(EvidenceEntry::Read(filled)), Some(document)) =
                (state.session.evidence_entry.take(), &state.session.document)
            else {
                return;
            };
            let snapshot = &document.snapshot;
            // Worked out again: an edit may have been undone since the sheet was read.
            let Some(taken) = filled.again(&snapshot.org, &snapshot.judgement.scale) else { return };
            if taken.edits.is_empty() {
                return state.note("Everything in the sheet is already recorded".to_owned(), ctx);
            }
            let added = taken.edits.len();
            let people = count(added, "person", "people");
            let before = snapshot.org.clone();
            make(state, format!("Import evidence for {people}"), Edit::All(taken.edits), ctx);
            let is_made = state.session.document.as_ref().is_some_and(|it| !Arc::ptr_eq(&it.snapshot.org, &before));
            if !is_made {
                // What was refused is still there to be tried again.
                state.session.evidence_entry = Some(EvidenceEntry::Read(filled));
            } else if may_show_people(state) {
                state.session.evidence_entry = Some(EvidenceEntry::Added(added));
            }
        }
        EvidenceCommand::End => {
            let before = state.session.evidence_entry.take();
            state.session.evidence_entry = match before {
                Some(EvidenceEntry::Read(Filled { grid: Some(grid), .. })) => Some(EvidenceEntry::Grid(grid)),
                _ => None,
            };
        }
    }
}

/// True for a file that shows its structure only, and whose owner has not locked it.
pub fn may_show_people(state: &State) -> bool {
    let mode = state.session.document.as_ref().map(|document| &document.snapshot.org.head.mode);
    state.meeting.is_none() && mode == Some(&Mode::StructureOnly { locked: false })
}

/// Shows who would be asked.
fn begin(state: &mut State, whom: Whom) {
    let Some(document) = &state.session.document else { return };
    let snapshot = &document.snapshot;
    let org = &snapshot.org;
    let chosen = || state.session.selected.into_iter().chain(state.session.rest_of_selection.iter().copied());
    let judged = |person: &PersonId| org.has(*person) && org.is_judged(*person);
    let because = |person, why: &str| (person, why.to_owned());
    let people: Vec<(PersonId, String)> = match whom {
        Whom::Few => tell_most(&snapshot.judgement.facts(org), state.shows_people()),
        Whom::Selected => chosen().map(|person| because(person, "selected")).collect(),
        Whom::Filtered => {
            let shown = state.session.table.rows.people.iter().copied();
            shown.filter(judged).map(|person| because(person, "in the filter")).collect()
        }
        Whom::Missing => {
            let shows_people = state.shows_people();
            let is_missing = |person: &PersonId| !shows_people || org.details(*person).evidence.is_empty();
            let missing = org.people().filter(judged).filter(is_missing);
            missing.map(|person| (person, String::new())).collect()
        }
    };
    state.session.evidence_entry = Some(EvidenceEntry::For(whom, people));
}

/// Carries out a request to the grid.
fn in_grid(state: &mut State, command: GridCommand, ctx: &egui::Context) {
    let (Some(EvidenceEntry::Grid(grid)), Some(document)) =
        (&mut state.session.evidence_entry, &state.session.document)
    else {
        return;
    };
    let (org, scale) = (&document.snapshot.org, &document.snapshot.judgement.scale);
    match &command {
        GridCommand::Copy(_) => ctx.copy_text(grid.copied()),
        GridCommand::LetGo => return state.session.evidence_entry = None,
        GridCommand::Leave if !grid.has_entries() => return state.session.evidence_entry = None,
        GridCommand::Add => {
            grid.take(org, scale);
            let read = grid.read(org, scale);
            let grid = grid.clone();
            let filled = read.map(|(rows, taken)| Filled {
                name: "the grid".to_owned(),
                said: Said::Rows(rows),
                taken,
                grid: Some(grid),
            });
            return was_read(state, filled.map_err(AppError::Plan), ctx);
        }
        _ => {}
    }
    grid.handle(command, org, scale);
}

/// Asks about leaving when entries in the grid would be lost; true if so.
pub fn asks_first(state: &mut State) -> bool {
    if let Some(EvidenceEntry::Read(Filled { grid: Some(grid), .. })) = &state.session.evidence_entry {
        state.session.evidence_entry = Some(EvidenceEntry::Grid(grid.clone()));
    }
    match &mut state.session.evidence_entry {
        Some(EvidenceEntry::Grid(grid)) => {
            grid.asks = grid.has_entries();
            grid.asks
        }
        _ => false,
    }
}

/// Writes the sheet for the people chosen; a name without an extension gets that of a workbook.
pub fn write(state: &mut State, mut path: PathBuf, ctx: &egui::Context) {
    if path.extension().is_none() {
        path.set_extension("xlsx");
    }
    let Some(EvidenceEntry::For(_, people)) = state.session.evidence_entry.take() else { return };
    let Some(document) = &state.session.document else { return };
    let mut org = std::borrow::Cow::Borrowed(&*document.snapshot.org);
    if state.session.people_redacted && org.shows_people() {
        // Values hidden on the screen must not reach the sheet either.
        org.to_mut().head.mode = Mode::StructureOnly { locked: true };
    }
    let said = match replace(&path, |out| evidence_sheet(&org, &people, SheetFormat::of(&path), out)) {
        Ok(_) => format!("Saved an evidence sheet for {}", count(people.len(), "person", "people")),
        Err(error) => format!("{error}. {}", error.hint()),
    };
    state.note(said, ctx);
}

/// Starts reading a filled sheet, or a copy for one reader that came back.
pub fn read(state: &mut State, path: PathBuf, passphrase: Option<Passphrase>, ctx: &egui::Context) {
    if let Some(document) = &state.session.document {
        let work = Work::evidence(document.snapshot.clone(), path, passphrase, ctx);
        state.begin(work);
    }
}

/// Shows the effect of a file that was read; asks for the passphrase of a sealed copy.
pub fn file_was_read(state: &mut State, path: PathBuf, filled: Result<Filled, AppError>, ctx: &egui::Context) {
    match filled {
        Err(AppError::Copy(OpenError::Sealed { fault: fault @ (SealFault::Asked | SealFault::Wrong), .. })) => {
            state.passphrase = Some(Asking::Answers { path, is_wrong: fault == SealFault::Wrong });
        }
        filled => was_read(state, filled, ctx),
    }
}

/// Shows the effect of a sheet that was read, to be confirmed.
pub fn was_read(state: &mut State, filled: Result<Filled, AppError>, ctx: &egui::Context) {
    match filled {
        Ok(filled) => state.session.evidence_entry = Some(EvidenceEntry::Read(filled)),
        // It quotes the sheet.
        Err(_) if state.veil().is_some() => {
            state.note("The evidence could not be read. The reason is hidden while people are hidden".to_owned(), ctx);
        }
        Err(error) => state.note(error.said(), ctx),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::document::Document;
    use crate::app::state::document::Source;
    use crate::app::state::evidence::filled;
    use crate::app::state::settings::Settings;
    use crate::io::Progress;
    use std::path::Path;

    fn opened() -> State {
        let today = crate::io::clock::today();
        let bundled = crate::io::read(crate::BUNDLED, crate::BUNDLED_NAME, today, &Progress::default());
        let mut state = State::new(Settings::default());
        crate::app::update::document::opening::take(
            &mut state,
            Document::new(Source::Bundled, bundled.expect("it opens")),
        );
        state
    }

    fn lines(state: &State, key: &str) -> usize {
        let org = &state.session.document.as_ref().expect("it is open").snapshot.org;
        org.details(org.find(key).expect("somebody")).evidence.len()
    }

    #[test]
    fn a_filled_sheet_is_one_step_and_is_read_again_when_it_is_agreed_to() {
        let ctx = egui::Context::default();
        let mut state = opened();
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("evidence.csv");
        std::fs::write(&path, "id,work_1_kind,work_1_amount\nruth,money,1000000\ntomas,money,2000000\n")
            .expect("written");
        let before = (lines(&state, "ruth"), lines(&state, "tomas"));
        for _ in 0..2 {
            let snapshot = &state.session.document.as_ref().expect("it is open").snapshot;
            let filled = filled(&snapshot.org, &snapshot.judgement.scale, &path, None);
            was_read(&mut state, filled, &ctx);
            handle(&mut state, EvidenceCommand::TakeIn, None, &ctx);
            // The second time, everything is there already.
            assert_eq!((lines(&state, "ruth"), lines(&state, "tomas")), (before.0 + 1, before.1 + 1));
        }
        crate::app::update::dispatch::dispatch(&mut state, crate::app::command::Command::Undo, &ctx);
        assert_eq!((lines(&state, "ruth"), lines(&state, "tomas")), before);
    }

    #[test]
    fn a_range_with_its_first_line_is_pasted() {
        let ctx = egui::Context::default();
        let mut state = opened();
        let before = lines(&state, "ruth");
        let text = "id\twork_1_kind\twork_1_amount\nruth\tmoney\t1,000,000\n";
        handle(&mut state, EvidenceCommand::Paste(text.to_owned()), None, &ctx);
        handle(&mut state, EvidenceCommand::TakeIn, None, &ctx);
        assert_eq!(lines(&state, "ruth"), before + 1);
        handle(&mut state, EvidenceCommand::Paste("some words".to_owned()), None, &ctx);
        assert!(state.toast.as_ref().is_some_and(|toast| toast.words.contains("`id`")));
    }

    #[test]
    fn a_workbook_is_written_and_says_what_is_there_already() {
        let ctx = egui::Context::default();
        let mut state = opened();
        let folder = tempfile::tempdir().expect("a folder");
        for (name, made) in [("evidence", "evidence.xlsx"), ("evidence.csv", "evidence.csv")] {
            handle(&mut state, EvidenceCommand::Begin, None, &ctx);
            write(&mut state, folder.path().join(name), &ctx);
            let snapshot = &state.session.document.as_ref().expect("it is open").snapshot;
            let filled =
                filled(&snapshot.org, &snapshot.judgement.scale, &folder.path().join(made), None).expect("a sheet");
            assert!(filled.taken.edits.is_empty() && filled.taken.left_out.is_empty());
            assert!(filled.taken.same > 10, "{name}");
        }
    }

    #[test]
    fn it_is_collected_for_whom_it_is_wished() {
        let ctx = egui::Context::default();
        let mut state = opened();
        let people = |state: &mut State, whom| {
            handle(state, EvidenceCommand::For(whom), None, &ctx);
            match &state.session.evidence_entry {
                Some(EvidenceEntry::For(now, people)) if *now == whom => people.len(),
                _ => panic!("nobody is asked"),
            }
        };
        let org = state.session.document.as_ref().expect("it is open").snapshot.org.clone();
        let judged: Vec<PersonId> = org.people().filter(|&person| org.is_judged(person)).collect();
        let missing = judged.iter().filter(|&&person| org.details(person).evidence.is_empty()).count();
        assert_eq!(people(&mut state, Whom::Missing), missing);
        state.session.people_redacted = true;
        assert_eq!(people(&mut state, Whom::Missing), judged.len(), "who has evidence is not told");
        state.session.selected = org.find("ruth");
        assert_eq!(people(&mut state, Whom::Selected), 1);
    }

    #[test]
    fn what_is_filled_in_is_asked_about_before_the_window_closes() {
        use crate::app::state::Then;
        use crate::app::update::document::leaving::may_leave;
        let ctx = egui::Context::default();
        let mut state = opened();
        handle(&mut state, EvidenceCommand::Fill, None, &ctx);
        assert!(may_leave(&mut state, Then::Close), "nothing is filled in");
        handle(&mut state, EvidenceCommand::Grid(GridCommand::Type("cr".to_owned())), None, &ctx);
        assert!(!may_leave(&mut state, Then::Close));
        assert!(matches!(&state.session.evidence_entry, Some(EvidenceEntry::Grid(grid)) if grid.asks));
        // The same from the page with the effect, behind which the grid waits.
        handle(&mut state, EvidenceCommand::Grid(GridCommand::Add), None, &ctx);
        assert!(
            matches!(state.session.evidence_entry, Some(EvidenceEntry::Read(_))) && !may_leave(&mut state, Then::Close)
        );
        handle(&mut state, EvidenceCommand::Grid(GridCommand::LetGo), None, &ctx);
        assert!(may_leave(&mut state, Then::Close));
    }

    #[test]
    fn what_is_no_sheet_is_said_and_opens_nothing() {
        let ctx = egui::Context::default();
        let mut state = opened();
        let snapshot = &state.session.document.as_ref().expect("it is open").snapshot;
        let read = filled(&snapshot.org, &snapshot.judgement.scale, Path::new("no such file.csv"), None);
        was_read(&mut state, read, &ctx);
        assert!(state.session.evidence_entry.is_none());
        assert!(state.toast.as_ref().is_some_and(|toast| toast.words.contains("no such file.csv")));
    }
}
