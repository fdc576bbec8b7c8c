//! Saving sheets about one person: the question where, and the writing.

use crate::app::state::State;
use crate::app::state::document::file_name;
use crate::app::state::file_dialog::{FileDialog, FileRequest};
use crate::app::state::page::Sheet;
use crate::io;
use crate::org::PersonId;
use crate::report::{question, record};
use eframe::egui;
use std::path::PathBuf;

/// Asks where to save a sheet; does nothing while people are hidden.
pub fn ask(state: &mut State, sheet: Sheet, person: PersonId, ctx: &egui::Context) {
    let Some(document) = state.session.document.as_ref().filter(|it| it.snapshot.org.has(person)) else { return };
    if !state.shows_people() {
        return state.note("Structure only: nothing about individuals is shown".to_owned(), ctx);
    }
    let safe = file_safe(document.snapshot.org.key(person));
    let name = match sheet {
        Sheet::Record => format!("record-{safe}.html"),
        Sheet::Question => format!("question-{safe}.html"),
    };
    let folder = state.settings.recent.first().and_then(|path| path.parent()).map(PathBuf::from);
    state.file_dialog = Some(FileDialog::desktop(FileRequest::Sheet { sheet, person, name }, folder, ctx.clone()));
}

/// Key of a person as part of the name of a file.
pub fn file_safe(key: &str) -> String {
    key.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' }).take(60).collect()
}

/// Writes a sheet, whole or not at all.
pub fn write(state: &mut State, (sheet, person): (Sheet, PersonId), mut path: PathBuf, ctx: &egui::Context) {
    if !state.shows_people() {
        return;
    }
    let Some(document) = state.session.document.as_ref().filter(|it| it.snapshot.org.has(person)) else { return };
    if path.extension().is_none() {
        path.set_extension("html");
    }
    let snapshot = &document.snapshot;
    let facts = snapshot.judgement.facts(&snapshot.org);
    let written = io::replace(&path, |out| match sheet {
        Sheet::Record => record(&facts, person, out),
        Sheet::Question => question::brief(&facts, person, out),
    });
    match written {
        Ok(_) => state.note(format!("Saved {}", file_name(&path)), ctx),
        Err(error) => state.alert = Some((error.to_string(), error.hint())),
    }
}
