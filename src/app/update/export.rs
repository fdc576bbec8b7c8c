//! Exporting what is looked at: the dialog, its preview, and what is saved or copied. Everything is made from what may
//! be shown, which in a meeting is the redacted copy.

use crate::app::state::State;
use crate::app::state::document::{Source, file_name};
use crate::app::state::export::{ExportChoice, ExportCommand, Exporting, PreviewOf, Seen, Step, said};
use crate::app::state::file_dialog::{FileDialog, FileRequest};
use crate::app::state::latest::Latest;
use crate::app::state::task::Work;
use crate::app::state::toast::WayBack;
use crate::io::path::shown;
use crate::org::Org;
use crate::report::output::{Output, Preview, preview};
use crate::report::{OutputError, Pages, Pixels, View};
use crate::scene::Size;
use eframe::egui::{self, ColorImage, TextureFilter, TextureOptions};
use std::path::{Path, PathBuf};

/// Pixels of a preview at most: those of a large window.
const PREVIEW: Size = Size { width: 1680.0, height: 1200.0 };

/// Carries out a request.
pub fn handle(state: &mut State, command: ExportCommand, ctx: &egui::Context) {
    match command {
        ExportCommand::Open if state.session.exporting.is_none() && state.seen().is_some() => {
            let mut choice = ExportChoice::remembered(&state.settings.export);
            choice.options.view = state.view_looked_at().unwrap_or(choice.options.view);
            open(state, choice, None);
        }
        ExportCommand::Choose(mut choice) => {
            state.settings.export = choice.to_remember();
            if let Some(exporting) = &mut state.session.exporting {
                // Another book begins at its first page.
                if exporting.choice.options != choice.options || exporting.choice.scope != choice.scope {
                    choice.page = 0;
                }
                (exporting.choice, exporting.asks, exporting.failed) = (choice, None, None);
            }
        }
        ExportCommand::Do { step, sure } => {
            let Some(choice) = state.session.exporting.as_ref().map(|exporting| state.exported(&exporting.choice))
            else {
                return;
            };
            let asks = (choice.tells_of_people() && !sure).then_some(step);
            if let Some(exporting) = &mut state.session.exporting {
                exporting.asks = asks;
            }
            match step {
                _ if asks.is_some() => {}
                Step::Save => ask_where(state, choice, ctx),
                Step::Copy => copy(state, choice, ctx),
            }
        }
        ExportCommand::CopyView => copy_view(state, ctx),
        ExportCommand::Back => {
            if let Some(exporting) = &mut state.session.exporting {
                exporting.asks = None;
            }
        }
        ExportCommand::Close => state.session.exporting = None,
        ExportCommand::Reveal { path, folder } => state.beside.push(Work::reveal(path, folder, ctx)),
        ExportCommand::Open => {}
    }
}

fn open(state: &mut State, choice: ExportChoice, failed: Option<(String, String)>) {
    state.session.exporting = Some(Exporting { choice, asks: None, failed, preview: Latest::default() });
}

/// Makes the preview of what is chosen; once a frame.
pub fn follow(state: &mut State, ctx: &egui::Context) {
    let Some(exporting) = &state.session.exporting else { return };
    let choice = state.exported(&exporting.choice);
    // While the copy for a meeting is made there is nothing to be seen.
    let Some(document) = state.seen() else { return };
    let Some(org) = state.exported_org(&choice) else { return };
    let (of, wake) = (PreviewOf::of(&document.snapshot, choice.clone()), ctx.clone());
    if let Some(exporting) = &mut state.session.exporting {
        exporting.preview.ask(of, false, ctx, move |_| seen(&org, &choice, &wake));
    }
}

fn seen(org: &Org, choice: &ExportChoice, ctx: &egui::Context) -> Result<Seen, (String, String)> {
    let output = Output::Picture(choice.options.clone());
    let format =
        choice.format().ok_or_else(|| ("This format does not exist".to_owned(), "Choose another".to_owned()))?;
    match preview(org, &output, format, (PREVIEW, choice.page)).map_err(|error| said(&error))? {
        Preview::Picture { pixels, remark, page } => {
            // Its words stay words where it is shown smaller.
            let smooth = TextureOptions { mipmap_mode: Some(TextureFilter::Linear), ..TextureOptions::LINEAR };
            let texture = ctx.load_texture("preview", image(&pixels), smooth);
            Ok(Seen::Picture { texture, remark, page })
        }
        Preview::Text(text) => Ok(Seen::Text(text)),
    }
}

fn image(pixels: &Pixels) -> ColorImage {
    ColorImage::from_rgba_unmultiplied([pixels.width as usize, pixels.height as usize], &pixels.rgba)
}

fn ask_where(state: &mut State, choice: ExportChoice, ctx: &egui::Context) {
    let Some(document) = state.seen() else { return };
    let file = document.source.file_name();
    let stem = file.split('.').next().filter(|stem| !stem.is_empty()).unwrap_or("organisation");
    let what = match choice.is_picture() {
        true if choice.is_book() => "book",
        true => choice.options.view.name(),
        false => "people",
    };
    let view = what.to_lowercase().replace(' ', "-");
    let name = format!("{stem}-{view}.{}", choice.ending);
    let folder = match &document.source {
        Source::File(path) => path.parent().map(PathBuf::from),
        Source::Bundled | Source::New => state.folder(),
    };
    state.file_dialog = Some(FileDialog::desktop(FileRequest::Export { choice, name }, folder, ctx.clone()));
}

/// Saves to a place; a name without an ending that is known gets that of the format.
pub fn write(state: &mut State, choice: &ExportChoice, mut path: PathBuf, ctx: &egui::Context) {
    let choice = state.exported(choice);
    let Some(org) = state.exported_org(&choice) else { return };
    if Output::Picture(choice.options.clone()).format_of(&path).is_err() {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}", choice.ending));
        path.set_file_name(name);
    }
    let work = Work::export(org, choice, path, ctx);
    state.session.exporting = None;
    state.begin(work);
}

/// Says what was saved, and what was left out; or opens the dialog again with what went wrong.
pub fn exported(
    state: &mut State,
    path: &Path,
    choice: ExportChoice,
    result: Result<String, OutputError>,
    ctx: &egui::Context,
) {
    match result {
        Ok(remark) => {
            let saved = format!("Saved {}", file_name(path));
            let saved = if remark.is_empty() { saved } else { format!("{saved}. {remark}") };
            let words = with_left_out(saved, &choice);
            state.note_with(words, WayBack::ShowFile(path.to_owned()), ctx);
        }
        Err(OutputError::Cancelled) => {}
        Err(error) => open(state, choice, Some(said(&error))),
    }
}

/// Copies the view looked at as it was exported last, without what is private; the matrix is nothing but that, so that
/// the dialog asks.
fn copy_view(state: &mut State, ctx: &egui::Context) {
    let Some(view) = state.view_looked_at() else { return };
    let mut choice = ExportChoice::remembered(&state.settings.export);
    (choice.options.view, choice.options.pages) = (view, Pages::One);
    if view == View::Matrix || (view == View::Changes && state.exported(&choice).options.stage.before.is_none()) {
        return open(state, choice, None);
    }
    copy(state, state.exported(&choice), ctx);
}

fn copy(state: &mut State, choice: ExportChoice, ctx: &egui::Context) {
    if let Some(org) = state.exported_org(&choice) {
        state.beside.push(Work::copy(org, choice, ctx));
    }
}

/// Puts a picture on the clipboard.
pub fn copied(state: &mut State, choice: ExportChoice, result: Result<Pixels, OutputError>, ctx: &egui::Context) {
    match result {
        Ok(pixels) => {
            ctx.copy_image(image(&pixels));
            state.note(with_left_out("Copied the picture".to_owned(), &choice), ctx);
        }
        Err(error) => open(state, choice, Some(said(&error))),
    }
}

/// Says where a file is that nothing opened.
pub fn revealed(state: &mut State, path: &Path, result: Result<(), String>, ctx: &egui::Context) {
    if let Err(why) = result {
        state.note(format!("No program could open `{}`: {why}. The file is saved there", shown(path)), ctx);
    }
}

fn with_left_out(words: String, choice: &ExportChoice) -> String {
    match choice.options.left_out() {
        left_out if left_out.is_empty() => words,
        left_out => format!("{words}. {left_out}"),
    }
}
