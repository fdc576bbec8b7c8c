//! Passphrases: asking for one, and going on with the answer.

use crate::app::state::State;
use crate::app::state::document::Source;
use crate::app::state::file_dialog::{FileDialog, FileRequest};
use crate::app::state::passphrase::{Asking, PassphraseCommand};
use crate::app::state::task::Work;
use crate::app::update::document::saving;
use crate::io::SaveError;
use crate::io::sealed::{Passphrase, SEALED, Seal};
use eframe::egui;
use std::path::{Path, PathBuf};

/// Carries out a request.
pub fn handle(state: &mut State, command: PassphraseCommand, ctx: &egui::Context) {
    match command {
        PassphraseCommand::Copy => copy(state, ctx),
        PassphraseCommand::Answer(passphrase) => answer(state, passphrase, ctx),
        PassphraseCommand::Cancel => (state.passphrase, state.leaving) = (None, None),
    }
}

/// Asks where to save a sealed copy.
fn copy(state: &mut State, ctx: &egui::Context) {
    let Some(document) = &state.session.document else { return };
    let name = format!("{}.{SEALED}", saving::plain_name(document));
    let folder = match &document.source {
        Source::File(path) => path.parent().map(PathBuf::from),
        Source::Bundled | Source::New => None,
    };
    state.file_dialog = Some(FileDialog::desktop(FileRequest::SealCopy(name), folder, ctx.clone()));
}

/// Asks for the passphrase of the copy, once its place is known.
pub fn copy_to(state: &mut State, path: PathBuf) {
    state.passphrase = Some(Asking::SealCopy(saving::sealed_path(path)));
}

fn answer(state: &mut State, passphrase: Passphrase, ctx: &egui::Context) {
    match state.passphrase.take() {
        Some(Asking::Open { path, .. }) => state.begin(Work::open_sealed(path, passphrase, ctx)),
        Some(Asking::SealCopy(path)) => {
            if let Some(document) = state.session.document.clone() {
                state.begin(Work::seal_copy(document, path, passphrase, ctx));
            }
        }
        Some(Asking::SealAs(path)) => {
            if let Some(document) = state.session.document.clone() {
                let seal = Some(Seal::new(passphrase));
                saving::save_document(state, crate::app::state::document::Document { seal, ..document }, path, ctx);
            }
        }
        None => {}
    }
}

/// Reports that a sealed copy was saved, or was not.
pub fn copied(state: &mut State, path: &Path, saved: Result<(), SaveError>, ctx: &egui::Context) {
    match saved {
        Ok(()) => state.note(format!("Saved a sealed copy: {}", crate::app::state::document::file_name(path)), ctx),
        Err(error) => state.alert = Some((error.to_string(), error.hint())),
    }
}
