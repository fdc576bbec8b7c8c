//! The question which file to open or where to save: the desktop's dialog off the UI thread, or one drawn in the
//! window.

use crate::app::state::export::ExportChoice;
use crate::app::state::page::Sheet;
use crate::app::state::passphrase::CopyOf;
use crate::app::style::semibold;
use crate::io;
use crate::org::PersonId;
use eframe::egui;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::{Duration, Instant};

/// An answer sooner than this comes from no human: there is no desktop dialog.
const TOO_SOON: Duration = Duration::from_millis(400);

/// Purpose of a file dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum FileRequest {
    /// Open it.
    Open,
    /// Open the folder as a repository.
    Repository,
    /// Merge it as a newer export of the open document.
    Merge,
    /// Name the export that was opened before the newer one.
    LastExport,
    /// Try the ladder in it.
    Ladder,
    /// Save the ladder; the suggested name.
    SaveLadder(String),
    /// Save a sheet about one person.
    Sheet {
        sheet: Sheet,
        /// The subject of the sheet.
        person: PersonId,
        /// Suggested name.
        name: String,
    },
    /// Save how a file is read; the suggested name.
    Mapping(String),
    /// Write the blank evidence sheet; the suggested name.
    Template(String),
    /// Read a filled evidence sheet.
    Evidence,
    /// Add the folder as a repository with evidence.
    EvidenceRepository,
    /// Save the document; the suggested name.
    Save(String),
    /// Save a copy of the document.
    Copy {
        /// What it holds.
        of: CopyOf,
        /// Suggested name.
        name: String,
    },
    /// Save a report; the suggested name.
    Report(String),
    /// Save a picture.
    Export {
        /// What is exported.
        choice: ExportChoice,
        /// Suggested name.
        name: String,
    },
}

impl FileRequest {
    fn title(&self) -> &'static str {
        match self {
            Self::Open => "Open an organisation",
            Self::Repository => "Open a git repository",
            Self::LastExport => "Choose the previous export",
            Self::Merge => "Update from a new export",
            Self::Ladder => "Try a ladder",
            Self::SaveLadder(_) => "Save the ladder",
            Self::Mapping(_) => "Save how the file is read",
            Self::Save(_) => "Save the organisation",
            Self::Copy { of: CopyOf::Sealed, .. } => "Save a sealed copy (.age)",
            Self::Copy { of: CopyOf::Plain, .. } => "Save an unsealed copy",
            Self::Copy { of: CopyOf::Structure, .. } => "Save a structure-only copy",
            Self::Copy { of: CopyOf::Record(_), .. } => "Save a copy for this person (.age to seal it)",
            Self::Report(_) => "Save a report (.html, .pdf or .md)",
            Self::Export { .. } => "Export",
            Self::Sheet { .. } => "Save the sheet",
            Self::Template(_) => "Save an evidence sheet (.xlsx or .csv)",
            Self::Evidence => "Import a filled-in sheet",
            Self::EvidenceRepository => "Evidence from a git repository",
        }
    }

    /// Kinds of file to choose from, each with the endings of its names.
    fn kinds(&self) -> Vec<(&'static str, Vec<&'static str>)> {
        match self {
            Self::Open | Self::Merge | Self::LastExport => {
                vec![("Organisations and spreadsheets", io::endings().collect())]
            }
            Self::Repository | Self::EvidenceRepository => Vec::new(),
            Self::Evidence => vec![("Filled-in sheets", io::endings().collect())],
            Self::Ladder | Self::SaveLadder(_) => vec![("Ladders", vec!["ron"])],
            Self::Mapping(_) => vec![("Import settings", vec!["ron"])],
            Self::Copy { of: CopyOf::Sealed, .. } => vec![("Sealed organisations", vec!["age"])],
            Self::Save(_) | Self::Copy { .. } => vec![("Organisations", vec!["ron", "json", "age"])],
            Self::Report(_) => vec![("Web page", vec!["html"]), ("PDF", vec!["pdf"]), ("Markdown", vec!["md"])],
            Self::Export { choice, .. } => {
                choice.format().map(|format| (format.name, format.endings.to_vec())).into_iter().collect()
            }
            Self::Sheet { .. } => vec![("Web page", vec!["html"])],
            Self::Template(_) => vec![("Excel workbook", vec!["xlsx"]), ("CSV", vec!["csv"])],
        }
    }

    /// True where a folder is asked for.
    fn is_folder(&self) -> bool {
        matches!(self, Self::Repository | Self::EvidenceRepository)
    }

    /// Suggested name of a file to save; `None` for a file or folder to open.
    fn name(&self) -> Option<&str> {
        match self {
            Self::Open | Self::Repository | Self::Merge | Self::LastExport | Self::Ladder => None,
            Self::Evidence | Self::EvidenceRepository => None,
            Self::Save(name)
            | Self::SaveLadder(name)
            | Self::Mapping(name)
            | Self::Template(name)
            | Self::Report(name)
            | Self::Export { name, .. }
            | Self::Sheet { name, .. }
            | Self::Copy { name, .. } => Some(name),
        }
    }
}

fn dialog_id() -> egui::Id {
    egui::Id::unique("which file")
}

/// Draws the title again without the dialog's leading symbol, which no bundled font has.
fn title_ui(ctx: &egui::Context, title: &str) {
    let Some(rect) = ctx.memory(|memory| memory.area_rect(dialog_id())) else { return };
    let visuals = ctx.global_style().visuals.clone();
    let painter = ctx.layer_painter(egui::LayerId::new(egui::Order::Middle, dialog_id()));
    // Leaves the close button on the right.
    let bar = egui::Rect::from_min_size(rect.min, egui::vec2(rect.width() - 40.0, 36.0)).shrink(4.0);
    painter.rect_filled(bar, 0.0, visuals.widgets.open.weak_bg_fill);
    let at = egui::pos2(rect.left() + 12.0, bar.center().y);
    painter.text(at, egui::Align2::LEFT_CENTER, title, semibold(13.0), visuals.text_color());
}

/// Labels the two fields of the dialog for a screen reader, which the dialog does not.
fn name_fields(ctx: &egui::Context) {
    let layer = egui::LayerId::new(egui::Order::Middle, dialog_id());
    let ids: Vec<egui::Id> = ctx.viewport(|viewport| {
        let all = viewport.this_pass.widgets.get_layer(layer);
        all.filter(|it| it.sense.is_focusable()).map(|it| it.id).collect()
    });
    let mut names = ["Folder", "File name"].into_iter();
    for id in ids {
        ctx.accesskit_node_builder(id, |node| {
            if node.role() == egui::accesskit::Role::TextInput
                && let Some(name) = names.next()
            {
                node.set_label(name);
            }
        });
    }
}

/// A file dialog waiting for an answer.
pub struct FileDialog {
    pub request: FileRequest,
    asking: Asking,
}

enum Asking {
    /// Desktop dialog to be opened once its parent window is known; the folder to start in.
    Soon { folder: Option<PathBuf>, wake: egui::Context },
    /// Desktop dialog open: its answer (`None` when cancelled) and the time it was opened.
    Desktop { answer: Receiver<Option<Vec<PathBuf>>>, since: Instant },
    /// Dialog drawn in the window.
    Inside(Box<egui_file::FileDialog>),
}

/// Outcome of a file dialog.
pub enum Choice {
    /// No answer yet.
    Waiting(FileDialog),
    File(FileRequest, PathBuf),
    /// Several files to be opened as one organisation.
    Several(Vec<PathBuf>),
    /// Cancelled.
    Nothing,
}

impl Choice {
    fn of(request: FileRequest, mut paths: Vec<PathBuf>) -> Self {
        match paths.len() {
            0 => Self::Nothing,
            1 => Self::File(request, paths.remove(0)),
            _ => Self::Several(paths),
        }
    }
}

impl FileDialog {
    /// Dialog of the desktop, starting in a folder; opened at the end of this frame or in the next.
    pub fn desktop(request: FileRequest, folder: Option<PathBuf>, wake: egui::Context) -> Self {
        wake.request_repaint();
        Self { request, asking: Asking::Soon { folder, wake } }
    }

    /// Opens a pending desktop dialog in front of a window. Windows and macOS keep it there, on X11 the portal does. On
    /// Wayland the portal would need a handle exported by the window (`wayland` of `rfd`); without it the dialog is
    /// unattached.
    pub fn begin(&mut self, window: &eframe::Frame) {
        if matches!(self.asking, Asking::Soon { .. }) {
            self.ask(rfd::FileDialog::new().set_parent(window));
        }
    }

    fn ask(&mut self, dialog: rfd::FileDialog) {
        let Asking::Soon { folder, wake } = &self.asking else { return };
        let (folder, wake) = (folder.clone(), wake.clone());
        let (send, answer) = channel();
        let asked = self.request.clone();
        std::thread::spawn(move || {
            let mut dialog = dialog.set_title(asked.title());
            if let Some(folder) = folder {
                dialog = dialog.set_directory(folder);
            }
            for (name, endings) in asked.kinds() {
                dialog = dialog.add_filter(name, &endings);
            }
            let chosen = match asked.name() {
                _ if asked.is_folder() => dialog.pick_folder().map(|path| vec![path]),
                Some(name) => dialog.set_file_name(name).save_file().map(|path| vec![path]),
                None if asked == FileRequest::Open => dialog.add_filter("All files", &["*"]).pick_files(),
                None => dialog.add_filter("All files", &["*"]).pick_file().map(|path| vec![path]),
            };
            // The receiver is gone once the window has closed.
            let _ = send.send(chosen);
            wake.request_repaint();
        });
        self.asking = Asking::Desktop { answer, since: Instant::now() };
    }

    /// Dialog drawn in the window.
    pub fn inside(request: FileRequest, folder: Option<PathBuf>) -> Self {
        let dialog = match request.name() {
            _ if request.is_folder() => egui_file::FileDialog::select_folder().show_new_folder(false),
            Some(name) => egui_file::FileDialog::save_file().default_filename(name),
            None => {
                let is_open = request == FileRequest::Open;
                egui_file::FileDialog::open_file().show_new_folder(false).multi_select(is_open)
            }
        };
        let endings: Vec<&str> = request.kinds().into_iter().flat_map(|(_, endings)| endings).collect();
        let is_shown = move |path: &Path| {
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            endings.iter().any(|known| known.eq_ignore_ascii_case(ending))
        };
        let mut dialog = dialog
            .id(dialog_id())
            .title(request.title())
            .default_size([640.0, 420.0])
            .anchor(egui::Align2::CENTER_CENTER, [0.0, 0.0])
            .show_files_filter(Box::new(is_shown))
            .new_folder_button_text("New folder".into())
            .parent_folder_button_hover_text("Parent folder".into())
            .file_label_text("Name:".into())
            .show_hidden_checkbox_text("Show hidden files".into())
            .show_rename(false);
        if let Some(folder) = folder {
            dialog = dialog.initial_path(folder);
        }
        dialog.open();
        Self { request, asking: Asking::Inside(Box::new(dialog)) }
    }

    /// Draws the dialog if it is in the window, and polls for an answer.
    pub fn poll(mut self, ctx: &egui::Context, folder: Option<PathBuf>) -> Choice {
        // No window was given in the previous frame.
        self.ask(rfd::FileDialog::new());
        let Self { request, asking } = self;
        match asking {
            Asking::Soon { .. } => Choice::Nothing,
            Asking::Desktop { answer, since } => match answer.try_recv() {
                Ok(Some(paths)) => Choice::of(request, paths),
                Ok(None) | Err(TryRecvError::Disconnected) if since.elapsed() < TOO_SOON => {
                    Choice::Waiting(Self::inside(request, folder))
                }
                Ok(None) | Err(TryRecvError::Disconnected) => Choice::Nothing,
                Err(TryRecvError::Empty) => {
                    Choice::Waiting(Self { request, asking: Asking::Desktop { answer, since } })
                }
            },
            Asking::Inside(mut dialog) => {
                let is_of_file = request.name().is_none() && !request.is_folder();
                let is_entered = is_of_file && ctx.memory(|memory| memory.focused().is_none());
                let is_entered = is_entered && ctx.input(|input| input.key_pressed(egui::Key::Enter));
                dialog.show(ctx);
                // The dialog has acted on it, and what is below it must not.
                ctx.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
                title_ui(ctx, request.title());
                name_fields(ctx);
                let several: Vec<PathBuf> = dialog.selection().into_iter().map(Path::to_owned).collect();
                match (dialog.state(), dialog.path().map(Path::to_owned)) {
                    (egui_file::State::Open, Some(path)) if is_entered && path.is_dir() => {
                        dialog.set_path(path);
                        Choice::Waiting(Self { request, asking: Asking::Inside(dialog) })
                    }
                    (egui_file::State::Open, _) if is_entered && !several.is_empty() => Choice::of(request, several),
                    (egui_file::State::Open, Some(path)) if is_entered => Choice::File(request, path),
                    (egui_file::State::Open, _) => Choice::Waiting(Self { request, asking: Asking::Inside(dialog) }),
                    (egui_file::State::Selected, _) if !several.is_empty() => Choice::of(request, several),
                    (egui_file::State::Selected, Some(path)) => Choice::File(request, path),
                    _ => Choice::Nothing,
                }
            }
        }
    }
}
