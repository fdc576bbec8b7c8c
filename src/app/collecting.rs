//! Collecting evidence: for whom a sheet is written or a grid is filled in, and what a filled one would add before it is
//! taken in. What stands in the sheet is known by `plan`.

use super::choose::{Choosing, Purpose};
use super::collecting_grid::{Grid, GridWish};
use super::planning::{make, note};
use super::state::State;
use super::work::Work;
use crate::app::error::AppError;
use crate::edit::Edit;
use crate::io::csv::read_rows;
use crate::io::replace;
use crate::measure::Scale;
use crate::org::{Org, PersonId};
use crate::plan::evidence_sheet::{TakenIn, take_in};
use crate::plan::tell_most;
use crate::report::{SheetFormat, evidence_sheet};
use crate::rules::words::count;
use eframe::egui;
use std::path::{Path, PathBuf};

/// What is wished of the sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum CollectWish {
    /// It is shown for whom it would be.
    Begin,
    /// It is for others.
    For(Whom),
    /// It is filled in here.
    Fill,
    /// Something is done in the grid.
    Grid(GridWish),
    /// Where it is written is asked for.
    Write,
    /// Which filled sheet is taken in is asked for.
    Read,
    /// What was copied out of a filled sheet, with its first line, is read.
    Paste(String),
    /// What was read is taken in, in one step.
    TakeIn,
    /// Nothing: back to the grid that it came from, else the end.
    End,
}

/// For whom evidence is collected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Those of whom it would tell most.
    Few,
    /// Who is selected.
    Selected,
    /// Whom the filter leaves.
    Filtered,
    /// Everybody without evidence; where people are not shown, everybody.
    Missing,
}

/// Evidence that is being collected.
pub enum Collecting {
    /// For these people, with the reason for each.
    For(Whom, Vec<(PersonId, String)>),
    /// A grid is filled in.
    Grid(Box<Grid>),
    /// A sheet was read.
    Read(Filled),
}

/// A filled sheet.
pub struct Filled {
    /// The name of its file.
    pub name: String,
    rows: Vec<Vec<String>>,
    /// What it would do.
    pub taken: TakenIn,
    /// The grid that it was filled in.
    pub grid: Option<Box<Grid>>,
}

/// Does what is wished; `folder` is where files are looked for first.
pub fn wish(state: &mut State, wish: CollectWish, folder: Option<PathBuf>, ctx: &egui::Context) {
    match wish {
        CollectWish::Begin => {
            let whom = if state.also.is_empty() { Whom::Few } else { Whom::Selected };
            begin(state, whom);
        }
        CollectWish::For(whom) => begin(state, whom),
        CollectWish::Fill => {
            if !matches!(state.collecting, Some(Collecting::For(..))) {
                let whom = if state.also.is_empty() { Whom::Few } else { Whom::Selected };
                begin(state, whom);
            }
            let (Some(Collecting::For(_, people)), Some(document)) = (state.collecting.take(), &state.document) else {
                return;
            };
            let grid = Grid::new(&document.standing.org, people);
            state.collecting = Some(Collecting::Grid(Box::new(grid)));
        }
        CollectWish::Grid(wish) => in_grid(state, wish, ctx),
        CollectWish::Write => {
            let purpose = Purpose::Template("evidence.xlsx".to_owned());
            state.choosing = Some(Choosing::desktop(purpose, folder, ctx.clone()));
        }
        CollectWish::Read => {
            state.collecting = None;
            state.choosing = Some(Choosing::desktop(Purpose::Evidence, folder, ctx.clone()));
        }
        CollectWish::Paste(text) => {
            let Some(document) = &state.document else { return };
            let standing = &document.standing;
            let name = "what was pasted".to_owned();
            let filled = Filled::of(&standing.org, &standing.judgement.scale, name, text.as_bytes());
            was_read(state, filled, ctx);
        }
        CollectWish::TakeIn => {
            let (Some(Collecting::Read(filled)), Some(document)) = (state.collecting.take(), &state.document) else {
                return;
            };
            let standing = &document.standing;
            // Once more: something may have been undone since it was read.
            let Ok(taken) = take_in(&standing.org, &standing.judgement.scale, &filled.rows) else { return };
            if taken.edits.is_empty() {
                return note(state, "Everything in the sheet is there already".to_owned(), ctx);
            }
            let people = count(taken.edits.len(), "person", "people");
            make(state, format!("Take in evidence of {people}"), Edit::All(taken.edits), ctx);
        }
        CollectWish::End => {
            let before = state.collecting.take();
            state.collecting = match before {
                Some(Collecting::Read(Filled { grid: Some(grid), .. })) => Some(Collecting::Grid(grid)),
                _ => None,
            };
        }
    }
}

/// Shows for whom it would be.
fn begin(state: &mut State, whom: Whom) {
    let Some(document) = &state.document else { return };
    let standing = &document.standing;
    let org = &standing.org;
    let chosen = || state.selected.into_iter().chain(state.also.iter().copied());
    let judged = |person: &PersonId| org.has(*person) && org.is_judged(*person);
    let because = |person, why: &str| (person, why.to_owned());
    let people: Vec<(PersonId, String)> = match whom {
        Whom::Few => tell_most(&standing.judgement.facts(org), !state.people_hidden),
        Whom::Selected => chosen().map(|person| because(person, "selected")).collect(),
        Whom::Filtered => {
            let shown = state.table.rows.people.iter().copied();
            shown.filter(judged).map(|person| because(person, "in the filter")).collect()
        }
        Whom::Missing => {
            let shows_people = state.shows_people();
            let is_missing = |person: &PersonId| !shows_people || org.details(*person).evidence.is_empty();
            let missing = org.people().filter(judged).filter(is_missing);
            missing.map(|person| (person, String::new())).collect()
        }
    };
    state.collecting = Some(Collecting::For(whom, people));
}

/// Does what is wished of the grid.
fn in_grid(state: &mut State, wish: GridWish, ctx: &egui::Context) {
    let (Some(Collecting::Grid(grid)), Some(document)) = (&mut state.collecting, &state.document) else { return };
    let (org, scale) = (&document.standing.org, &document.standing.judgement.scale);
    match &wish {
        GridWish::Copy(_) => ctx.copy_text(grid.copied()),
        GridWish::LetGo => return state.collecting = None,
        GridWish::Leave if !grid.has_entries() => return state.collecting = None,
        GridWish::Add => {
            grid.take(org, scale);
            let read = grid.read(org, scale);
            let grid = grid.clone();
            let filled =
                read.map(|(rows, taken)| Filled { name: "the grid".to_owned(), rows, taken, grid: Some(grid) });
            return was_read(state, filled.map_err(AppError::Plan), ctx);
        }
        _ => {}
    }
    grid.wish(wish, org, scale);
}

/// Whether something is filled in that would be lost; then it is asked about.
pub fn asks_first(state: &mut State) -> bool {
    if let Some(Collecting::Read(Filled { grid: Some(grid), .. })) = &state.collecting {
        state.collecting = Some(Collecting::Grid(grid.clone()));
    }
    match &mut state.collecting {
        Some(Collecting::Grid(grid)) => {
            grid.asks = grid.has_entries();
            grid.asks
        }
        _ => false,
    }
}

/// Writes the sheet for those who are named; a name without an ending gets that of a workbook.
pub fn write(state: &mut State, mut path: PathBuf, ctx: &egui::Context) {
    if path.extension().is_none() {
        path.set_extension("xlsx");
    }
    let Some(Collecting::For(_, people)) = state.collecting.take() else { return };
    let Some(document) = &state.document else { return };
    let mut org = std::borrow::Cow::Borrowed(&*document.standing.org);
    if state.people_hidden && org.shows_people() {
        // What is left out on the screen does not go into a sheet either.
        org.to_mut().head.mode = crate::org::Mode::StructureOnly { locked: true };
    }
    let said = match replace(&path, |out| evidence_sheet(&org, &people, SheetFormat::of(&path), out)) {
        Ok(_) => format!("A sheet for {} is written", count(people.len(), "person", "people")),
        Err(error) => format!("{error}. {}", error.hint()),
    };
    note(state, said, ctx);
}

/// Begins to read a filled sheet.
pub fn read(state: &mut State, path: PathBuf, ctx: &egui::Context) {
    if let Some(document) = &state.document {
        let work = Work::evidence(document.standing.clone(), path, ctx.clone());
        super::dispatch::begin(state, work);
    }
}

/// A filled sheet and what it would do, read from a file.
pub fn filled(org: &Org, scale: &Scale, path: &Path) -> Result<Filled, AppError> {
    let name = super::document::file_name(path);
    let bytes = std::fs::read(path).map_err(|error| AppError::File(name.clone(), error))?;
    Filled::of(org, scale, name, &bytes)
}

impl Filled {
    fn of(org: &Org, scale: &Scale, name: String, bytes: &[u8]) -> Result<Self, AppError> {
        let rows = read_rows(bytes, "id").map_err(AppError::Sheet)?;
        let taken = take_in(org, scale, &rows)?;
        Ok(Self { name, rows, taken, grid: None })
    }
}

/// Takes in what was read of a sheet, to be agreed to.
pub fn was_read(state: &mut State, filled: Result<Filled, AppError>, ctx: &egui::Context) {
    match filled {
        Ok(filled) => state.collecting = Some(Collecting::Read(filled)),
        Err(error) => note(state, error.to_string(), ctx),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::document::{Document, Source};
    use crate::app::settings::Settings;
    use crate::io::Progress;

    fn opened() -> State {
        let today = crate::io::clock::today();
        let bundled = crate::io::read(crate::BUNDLED, crate::BUNDLED_NAME, today, &Progress::default());
        let mut state = State::new(Settings::default());
        super::super::dispatch::take(&mut state, Document::new(Source::Bundled, bundled.expect("it opens")));
        state
    }

    fn lines(state: &State, key: &str) -> usize {
        let org = &state.document.as_ref().expect("it is open").standing.org;
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
            let standing = &state.document.as_ref().expect("it is open").standing;
            let filled = filled(&standing.org, &standing.judgement.scale, &path);
            was_read(&mut state, filled, &ctx);
            wish(&mut state, CollectWish::TakeIn, None, &ctx);
            // The second time everything is there already.
            assert_eq!((lines(&state, "ruth"), lines(&state, "tomas")), (before.0 + 1, before.1 + 1));
        }
        super::super::dispatch::dispatch(&mut state, super::super::command::Command::Undo, &ctx);
        assert_eq!((lines(&state, "ruth"), lines(&state, "tomas")), before);
    }

    #[test]
    fn a_range_with_its_first_line_is_pasted() {
        let ctx = egui::Context::default();
        let mut state = opened();
        let before = lines(&state, "ruth");
        let text = "id\twork_1_kind\twork_1_amount\nruth\tmoney\t1,000,000\n";
        wish(&mut state, CollectWish::Paste(text.to_owned()), None, &ctx);
        wish(&mut state, CollectWish::TakeIn, None, &ctx);
        assert_eq!(lines(&state, "ruth"), before + 1);
        wish(&mut state, CollectWish::Paste("some words".to_owned()), None, &ctx);
        assert!(state.note.as_ref().is_some_and(|(said, _)| said.contains("`id`")));
    }

    #[test]
    fn a_workbook_is_written_and_says_what_is_there_already() {
        let ctx = egui::Context::default();
        let mut state = opened();
        let folder = tempfile::tempdir().expect("a folder");
        for (name, made) in [("evidence", "evidence.xlsx"), ("evidence.csv", "evidence.csv")] {
            wish(&mut state, CollectWish::Begin, None, &ctx);
            write(&mut state, folder.path().join(name), &ctx);
            let standing = &state.document.as_ref().expect("it is open").standing;
            let filled = filled(&standing.org, &standing.judgement.scale, &folder.path().join(made)).expect("a sheet");
            assert!(filled.taken.edits.is_empty() && filled.taken.left_out.is_empty());
            assert!(filled.taken.same > 10, "{name}");
        }
    }

    #[test]
    fn it_is_collected_for_whom_it_is_wished() {
        let ctx = egui::Context::default();
        let mut state = opened();
        let people = |state: &mut State, whom| {
            wish(state, CollectWish::For(whom), None, &ctx);
            match &state.collecting {
                Some(Collecting::For(now, people)) if *now == whom => people.len(),
                _ => panic!("nobody is asked"),
            }
        };
        let org = state.document.as_ref().expect("it is open").standing.org.clone();
        let judged: Vec<PersonId> = org.people().filter(|&person| org.is_judged(person)).collect();
        let missing = judged.iter().filter(|&&person| org.details(person).evidence.is_empty()).count();
        assert_eq!(people(&mut state, Whom::Missing), missing);
        state.people_hidden = true;
        assert_eq!(people(&mut state, Whom::Missing), judged.len(), "who has evidence is not told");
        state.selected = org.find("ruth");
        assert_eq!(people(&mut state, Whom::Selected), 1);
    }

    #[test]
    fn what_is_filled_in_is_asked_about_before_the_window_closes() {
        use crate::app::saving::may_leave;
        use crate::app::state::Then;
        let ctx = egui::Context::default();
        let mut state = opened();
        wish(&mut state, CollectWish::Fill, None, &ctx);
        assert!(may_leave(&mut state, Then::Close), "nothing is filled in");
        wish(&mut state, CollectWish::Grid(GridWish::Type("cr".to_owned())), None, &ctx);
        assert!(!may_leave(&mut state, Then::Close));
        assert!(matches!(&state.collecting, Some(Collecting::Grid(grid)) if grid.asks));
        // Also from what would be added, behind which the grid waits.
        wish(&mut state, CollectWish::Grid(GridWish::Add), None, &ctx);
        assert!(matches!(state.collecting, Some(Collecting::Read(_))) && !may_leave(&mut state, Then::Close));
        wish(&mut state, CollectWish::Grid(GridWish::LetGo), None, &ctx);
        assert!(may_leave(&mut state, Then::Close));
    }

    #[test]
    fn what_is_no_sheet_is_said_and_opens_nothing() {
        let ctx = egui::Context::default();
        let mut state = opened();
        let standing = &state.document.as_ref().expect("it is open").standing;
        let read = filled(&standing.org, &standing.judgement.scale, Path::new("no such file.csv"));
        was_read(&mut state, read, &ctx);
        assert!(state.collecting.is_none());
        assert!(state.note.as_ref().is_some_and(|(said, _)| said.contains("no such file.csv")));
    }
}
