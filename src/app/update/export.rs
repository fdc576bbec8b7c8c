//! Exporting what is looked at: the dialog, its preview, and what is saved or copied. Everything is made from what may
//! be shown, which in a meeting is the redacted copy.

use crate::app::state::State;
use crate::app::state::document::{Source, file_name};
use crate::app::state::export::{ExportChoice, ExportCommand, Exporting, KeptBook, PreviewOf, Seen, Step, said};
use crate::app::state::file_dialog::{FileDialog, FileRequest};
use crate::app::state::latest::Latest;
use crate::app::state::printing::Printed;
use crate::app::state::task::Work;
use crate::app::state::toast::WayBack;
use crate::io::path::shown;
use crate::org::Org;
use crate::report::output::{Copied, Output, Preview, preview};
use crate::report::{OutputError, Pages, Pixels, View};
use crate::scene::Size;
use eframe::egui::{self, ColorImage, TextureFilter, TextureOptions};
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

/// Pixels of a preview at most: those of a large window.
const PREVIEW: Size = Size { width: 1680.0, height: 1200.0 };

/// Carries out a request.
pub fn handle(state: &mut State, command: ExportCommand, ctx: &egui::Context) {
    match command {
        ExportCommand::Open | ExportCommand::Print if state.session.exporting.is_none() && state.seen().is_some() => {
            let (step, remembered): (_, fn(&_) -> _) = match command {
                ExportCommand::Print => (Step::Print, ExportChoice::to_print),
                _ => (Step::Save, ExportChoice::remembered),
            };
            let mut choice = remembered(&state.settings.export);
            choice.options.view = state.view_looked_at().unwrap_or(choice.options.view);
            open(state, choice, step, None);
        }
        ExportCommand::Choose(mut choice) => {
            let settings = &mut state.settings.export;
            if let Some(exporting) = &mut state.session.exporting {
                match exporting.step {
                    Step::Print => settings.paper = choice.options.page.id(),
                    Step::Save | Step::Copy => *settings = choice.to_remember(settings),
                }
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
                Step::Print => print(state, choice, ctx),
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
        ExportCommand::Open | ExportCommand::Print => {}
    }
}

/// Opens the dialog, for which the window stays open.
fn open(state: &mut State, choice: ExportChoice, step: Step, failed: Option<(String, String)>) {
    state.leaving = None;
    state.session.exporting =
        Some(Exporting { step, choice, asks: None, failed, book: KeptBook::default(), preview: Latest::default() });
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
        let kept = exporting.book.clone();
        exporting.preview.ask(of, false, ctx, move |of| seen(&org, of, &choice, &kept, &wake));
    }
}

fn seen(
    org: &Org,
    of: &PreviewOf,
    choice: &ExportChoice,
    kept: &KeptBook,
    ctx: &egui::Context,
) -> Result<Seen, (String, String)> {
    let output = Output::Picture(choice.options.clone());
    let format =
        choice.format().ok_or_else(|| ("This format does not exist".to_owned(), "Choose another".to_owned()))?;
    let kept = || kept.lock().unwrap_or_else(PoisonError::into_inner);
    let mut book = kept().take().filter(|(made_of, _)| made_of.is_of_the_same(of)).map(|(_, book)| book);
    let made = preview(org, &output, format, (PREVIEW, choice.page), &mut book);
    *kept() = book.map(|book| (of.clone(), book));
    match made.map_err(|error| said(&error))? {
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

/// Name of the file that holds a choice, when none is given: `halden-tracks.pdf`.
fn name_of(source: &Source, choice: &ExportChoice) -> String {
    let file = source.file_name();
    let stem = file.split('.').next().filter(|stem| !stem.is_empty()).unwrap_or("organisation");
    let what = match choice.is_picture() {
        true if choice.is_book() => "book",
        true => choice.options.view.name(),
        false => "people",
    };
    let view = what.to_lowercase().replace(' ', "-");
    format!("{stem}-{view}.{}", choice.ending)
}

fn ask_where(state: &mut State, choice: ExportChoice, ctx: &egui::Context) {
    let Some(document) = state.seen() else { return };
    let name = name_of(&document.source, &choice);
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
    is_redacted: bool,
    result: Result<String, OutputError>,
    ctx: &egui::Context,
) {
    match result {
        Ok(remark) => {
            let saved = format!("Saved {}", file_name(path));
            let saved = if remark.is_empty() { saved } else { format!("{saved}. {remark}") };
            let words = with_left_out(saved, &choice);
            // A meeting has begun since: a button would show the room what it must not see.
            if state.meeting.is_some() && !is_redacted {
                return state.note(words, ctx);
            }
            state.note_with(words, WayBack::ShowFile(path.to_owned()), ctx);
        }
        Err(OutputError::Cancelled) => {}
        Err(error) => open(state, choice, Step::Save, Some(said(&error))),
    }
}

fn print(state: &mut State, choice: ExportChoice, ctx: &egui::Context) {
    let Some(name) = state.seen().map(|document| name_of(&document.source, &choice)) else { return };
    let Some(org) = state.exported_org(&choice) else { return };
    let work = Work::print(org, choice, name, ctx);
    state.session.exporting = None;
    state.begin(work);
}

/// Hands a PDF to the program that prints it; or opens the dialog again with what went wrong.
pub fn printed(
    state: &mut State,
    choice: ExportChoice,
    is_redacted: bool,
    result: Result<Printed, OutputError>,
    ctx: &egui::Context,
) {
    match result {
        // A meeting has begun since: the room would see what it must not.
        Ok(_) if state.meeting.is_some() && !is_redacted => {
            state.note("Printing stopped because a meeting started".to_owned(), ctx);
        }
        Ok(printed) => {
            // The PDF is gone as soon as the window is closed.
            state.leaving = None;
            state.beside.push(Work::send(choice, &printed, ctx));
            state.printed.push(printed);
        }
        Err(OutputError::Cancelled) => {}
        Err(error) => open(state, choice, Step::Print, Some(said(&error))),
    }
}

/// Says where the printing goes on, or what to do where no program has opened the PDF.
pub fn sent(state: &mut State, choice: ExportChoice, remark: &str, result: Result<(), String>, ctx: &egui::Context) {
    match result {
        Ok(()) => {
            let opened = "Opened the PDF in your PDF program; print it there".to_owned();
            let opened = if remark.is_empty() { opened } else { format!("{opened}. {remark}") };
            state.note(with_left_out(opened, &choice), ctx);
        }
        Err(why) => {
            let what = format!("No program could open the PDF: {why}");
            let next = "Install a PDF viewer, or choose Export… to save the PDF and print it elsewhere".to_owned();
            open(state, choice, Step::Print, Some((what, next)));
        }
    }
}

/// Copies the view looked at as it was exported last, without what is private; the matrix is nothing but that, so that
/// the dialog asks.
fn copy_view(state: &mut State, ctx: &egui::Context) {
    let Some(view) = state.view_looked_at() else { return };
    let mut choice = ExportChoice::remembered(&state.settings.export);
    (choice.options.view, choice.options.pages, choice.ending) = (view, Pages::One, "png");
    if view == View::Matrix || (view == View::Changes && state.exported(&choice).options.stage.before.is_none()) {
        return open(state, choice, Step::Save, None);
    }
    copy(state, state.exported(&choice), ctx);
}

fn copy(state: &mut State, choice: ExportChoice, ctx: &egui::Context) {
    if let Some(org) = state.exported_org(&choice) {
        state.beside.push(Work::copy(org, choice, ctx));
    }
}

/// Puts a picture on the clipboard.
pub fn copied(state: &mut State, choice: ExportChoice, result: Result<Copied, OutputError>, ctx: &egui::Context) {
    match result {
        Ok(Copied::Pixels(pixels)) => {
            ctx.copy_image(image(&pixels));
            state.note(with_left_out("Copied the picture".to_owned(), &choice), ctx);
        }
        Ok(Copied::Svg(text)) => {
            ctx.copy_text(text);
            state.note(with_left_out("Copied the picture as SVG".to_owned(), &choice), ctx);
        }
        Err(error) => open(state, choice, Step::Save, Some(said(&error))),
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
