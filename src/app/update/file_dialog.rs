//! Opening a file dialog, and carrying out its answer.

use crate::app::state::document::merging::Before;
use crate::app::state::file_dialog::{Choice, FileDialog, FileRequest};
use crate::app::state::{State, Then};
use crate::app::update::document::{leaving, merging, person_sheets, reports, saving};
use crate::app::update::{evidence, export, gathering, import, ladder, passphrase};
use eframe::egui;

/// Opens a file dialog in the folder of the file opened last.
pub fn ask(state: &mut State, request: FileRequest, ctx: &egui::Context) {
    state.file_dialog = Some(FileDialog::desktop(request, state.folder(), ctx.clone()));
}

/// Carries out the answer once there is one. Called once a frame.
pub fn poll(state: &mut State, ctx: &egui::Context) {
    let Some(file_dialog) = state.file_dialog.take() else { return };
    match file_dialog.poll(ctx, state.folder()) {
        Choice::Waiting(file_dialog) => state.file_dialog = Some(file_dialog),
        Choice::File(FileRequest::Open | FileRequest::Repository, path) => {
            leaving::leave_for(state, Then::Open(path), ctx);
        }
        Choice::Several(paths) => leaving::leave_for(state, Then::OpenSeveral(paths), ctx),
        Choice::File(FileRequest::Merge, path) => merging::merge(state, path, None, ctx),
        Choice::File(FileRequest::LastExport, last) => {
            if let Some(path) = state.session.merging.as_ref().map(|merging| merging.path.clone()) {
                merging::merge(state, path, Some(Before::File(last)), ctx);
            }
        }
        Choice::File(FileRequest::Ladder, path) => ladder::read(state, path, ctx),
        Choice::File(FileRequest::SaveLadder(_), path) => ladder::save(state, &path, ctx),
        Choice::File(FileRequest::Mapping(_), path) => import::save(state, path, ctx),
        Choice::File(FileRequest::Save(_), path) => saving::save_at(state, path, ctx),
        Choice::File(FileRequest::Copy { of, .. }, path) => passphrase::copy_to(state, of, path, ctx),
        Choice::File(FileRequest::Report(_), path) => reports::report(state, path, ctx),
        Choice::File(FileRequest::Export { choice, .. }, path) => export::write(state, &choice, path, ctx),
        Choice::File(FileRequest::Sheet { sheet, person, .. }, path) => {
            person_sheets::write(state, (sheet, person), path, ctx);
        }
        Choice::File(FileRequest::Template(_), path) => evidence::write(state, path, ctx),
        Choice::File(FileRequest::Evidence, path) => evidence::read(state, path, None, ctx),
        Choice::File(FileRequest::EvidenceRepository, path) => gathering::read(state, path, ctx),
        Choice::Nothing => state.leaving = None,
    }
}
