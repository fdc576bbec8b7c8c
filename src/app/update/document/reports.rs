//! Saving reports. A report covers the document under the plan looked at.

use crate::app::state::State;
use crate::app::state::document::{Source, file_name};
use crate::app::state::file_dialog::{FileDialog, FileRequest};
use crate::app::state::task::Work;
use crate::report::{ReportError, Show, left_out};
use eframe::egui;
use std::path::{Path, PathBuf};

/// Options of a report: the chosen ones, minus everything that the window hides.
pub fn reported(state: &State) -> Show {
    let may = state.shows_people();
    Show {
        names: state.session.report.names && may,
        findings: state.session.report.findings && may,
        ..state.session.report
    }
}

/// Asks where to save a report.
pub fn ask(state: &mut State, ctx: &egui::Context) {
    let Some(document) = &state.session.document else { return };
    let file = document.source.file_name();
    let stem = file.split('.').next().filter(|stem| !stem.is_empty()).unwrap_or("report");
    let folder = match &document.source {
        Source::File(path) => path.parent().map(PathBuf::from),
        Source::Bundled | Source::New => None,
    };
    let purpose = FileRequest::Report(format!("{stem}-report.html"));
    state.file_dialog = Some(FileDialog::desktop(purpose, folder, ctx.clone()));
}

/// Writes a report; a name without an extension gets that of HTML.
pub fn report(state: &mut State, mut path: PathBuf, ctx: &egui::Context) {
    let show = reported(state);
    let Some(document) = state.seen() else { return };
    if path.extension().is_none() {
        path.set_extension("html");
    }
    let work = Work::report(document.snapshot.org.clone(), show, path, ctx);
    state.begin(work);
}

/// Shows the result, and what was left out.
pub fn reported_as(state: &mut State, path: &Path, result: Result<(), ReportError>, ctx: &egui::Context) {
    match result {
        Ok(()) => {
            let show = reported(state);
            let left_out = state.seen().map(|document| left_out(&document.snapshot.org, show));
            let left_out =
                left_out.filter(|words| !words.is_empty()).map_or(String::new(), |words| format!(". {words}"));
            state.note(format!("Saved {}{left_out}", file_name(path)), ctx);
        }
        Err(ReportError::Cancelled) => {}
        Err(error) => {
            state.leaving = None;
            state.alert = Some((error.to_string(), error.hint()));
        }
    }
}
