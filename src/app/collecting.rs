//! Collecting evidence: for whom a sheet is written, and what a filled one would add before it is taken in. What stands
//! in the sheet is known by `plan`.

use super::choose::{Choosing, Purpose};
use super::planning::{make, note};
use super::state::State;
use super::work::Work;
use crate::edit::Edit;
use crate::io::csv::{read_rows, write_rows};
use crate::io::replace;
use crate::measure::Scale;
use crate::org::{Org, PersonId};
use crate::plan::evidence_sheet::{TakenIn, sheet, take_in};
use crate::plan::tell_most;
use crate::rules::words::count;
use eframe::egui;
use std::path::{Path, PathBuf};

/// What is wished of the sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum CollectWish {
    /// It is shown for whom it would be.
    Begin,
    /// Where it is written is asked for.
    Write,
    /// Which filled sheet is taken in is asked for.
    Read,
    /// What was read is taken in, in one step.
    TakeIn,
    /// Nothing.
    End,
}

/// Evidence that is being collected.
pub enum Collecting {
    /// For these people, with the reason for each.
    For(Vec<(PersonId, String)>),
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
}

/// Does what is wished; `folder` is where files are looked for first.
pub fn wish(state: &mut State, wish: CollectWish, folder: Option<PathBuf>, ctx: &egui::Context) {
    match wish {
        CollectWish::Begin => {
            let shows_pay = !state.people_hidden;
            let Some(document) = &state.document else { return };
            let standing = &document.standing;
            let mut people = tell_most(&standing.judgement.facts(&standing.org), shows_pay);
            if !state.also.is_empty() {
                let chosen = state.selected.into_iter().chain(state.also.iter().copied());
                people = chosen.map(|person| (person, "selected".to_owned())).collect();
            }
            state.collecting = Some(Collecting::For(people));
        }
        CollectWish::Write => {
            let purpose = Purpose::Template("evidence.csv".to_owned());
            state.choosing = Some(Choosing::desktop(purpose, folder, ctx.clone()));
        }
        CollectWish::Read => {
            state.collecting = None;
            state.choosing = Some(Choosing::desktop(Purpose::Evidence, folder, ctx.clone()));
        }
        CollectWish::TakeIn => {
            let (Some(Collecting::Read(filled)), Some(document)) = (state.collecting.take(), &state.document) else {
                return;
            };
            let standing = &document.standing;
            // Once more: something may have been undone since it was read.
            let Ok(taken) = take_in(&standing.org, &standing.judgement.scale, &filled.rows) else { return };
            let people = count(taken.edits.len(), "person", "people");
            make(state, format!("Take in evidence of {people}"), Edit::All(taken.edits), ctx);
        }
        CollectWish::End => state.collecting = None,
    }
}

/// Writes the sheet for those who are named.
pub fn write(state: &mut State, path: &Path, ctx: &egui::Context) {
    let Some(Collecting::For(people)) = state.collecting.take() else { return };
    let Some(document) = &state.document else { return };
    let mut org = std::borrow::Cow::Borrowed(&*document.standing.org);
    if state.people_hidden && org.shows_people() {
        // What is left out on the screen does not go into a sheet either.
        org.to_mut().head.mode = crate::org::Mode::StructureOnly { locked: true };
    }
    let rows = sheet(&org, &people);
    let said = match replace(path, |out| write_rows(&rows, out)) {
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

/// A filled sheet and what it would do, read from a file; the error is a sentence.
pub fn filled(org: &Org, scale: &Scale, path: &Path) -> Result<Filled, String> {
    let name = super::document::file_name(path);
    let bytes = std::fs::read(path).map_err(|error| format!("`{name}` could not be read: {error}"))?;
    let rows = read_rows(&bytes).map_err(|(what, hint)| format!("{what}. {hint}"))?;
    let taken = take_in(org, scale, &rows)?;
    Ok(Filled { name, rows, taken })
}

/// Takes in what was read of a sheet, to be agreed to.
pub fn was_read(state: &mut State, filled: Result<Filled, String>, ctx: &egui::Context) {
    match filled {
        Ok(filled) => state.collecting = Some(Collecting::Read(filled)),
        Err(why) => note(state, why, ctx),
    }
}
