//! Asking which file to open: the desktop's dialog off the UI thread, else one inside the window.

use super::style::semibold;
use eframe::egui;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::{Duration, Instant};

/// An answer that comes sooner was given by nobody: there is no desktop dialog.
const TOO_SOON: Duration = Duration::from_millis(400);

/// Endings of files that are read.
const KNOWN: [&str; 6] = ["ron", "json", "csv", "tsv", "txt", "gz"];

const TITLE: &str = "Open an organisation";

fn dialog_id() -> egui::Id {
    egui::Id::unique("open an organisation")
}

/// Writes the title again without the sign that the dialog puts in front of it, which no bundled font has.
fn title_ui(ctx: &egui::Context) {
    let Some(rect) = ctx.memory(|memory| memory.area_rect(dialog_id())) else { return };
    let visuals = ctx.global_style().visuals.clone();
    let painter = ctx.layer_painter(egui::LayerId::new(egui::Order::Middle, dialog_id()));
    // The close button on the right stays.
    let bar = egui::Rect::from_min_size(rect.min, egui::vec2(rect.width() - 40.0, 36.0)).shrink(4.0);
    painter.rect_filled(bar, 0.0, visuals.widgets.open.weak_bg_fill);
    let at = egui::pos2(rect.left() + 12.0, bar.center().y);
    painter.text(at, egui::Align2::LEFT_CENTER, TITLE, semibold(13.0), visuals.text_color());
}

fn is_known(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| KNOWN.contains(&ending.as_str()))
}

/// A question that has not been answered.
pub enum Choosing {
    /// The desktop asks.
    Desktop {
        /// The chosen file, or none.
        answer: Receiver<Option<PathBuf>>,
        /// When it was asked.
        since: Instant,
    },
    /// The window asks.
    Inside(Box<egui_file::FileDialog>),
}

/// What came of a question.
pub enum Choice {
    /// No answer yet.
    Waiting(Choosing),
    /// This file.
    File(PathBuf),
    /// No file.
    Nothing,
}

impl Choosing {
    /// Asks the desktop, starting in a folder.
    pub fn desktop(folder: Option<PathBuf>, wake: egui::Context) -> Self {
        let (send, answer) = channel();
        std::thread::spawn(move || {
            let mut dialog = rfd::FileDialog::new()
                .set_title(TITLE)
                .add_filter("Organisations and spreadsheets", &KNOWN)
                .add_filter("All files", &["*"]);
            if let Some(folder) = folder {
                dialog = dialog.set_directory(folder);
            }
            // Nobody listens any more when the window was closed.
            let _ = send.send(dialog.pick_file());
            wake.request_repaint();
        });
        Self::Desktop { answer, since: Instant::now() }
    }

    /// Asks inside the window.
    pub fn inside(folder: Option<PathBuf>) -> Self {
        let mut dialog = egui_file::FileDialog::open_file()
            .id(dialog_id())
            .title(TITLE)
            .default_size([640.0, 420.0])
            .anchor(egui::Align2::CENTER_CENTER, [0.0, 0.0])
            .show_files_filter(Box::new(is_known))
            .show_rename(false)
            .show_new_folder(false);
        if let Some(folder) = folder {
            dialog = dialog.initial_path(folder);
        }
        dialog.open();
        Self::Inside(Box::new(dialog))
    }

    /// Shows the question where the window asks it, and looks for an answer.
    pub fn poll(self, ctx: &egui::Context, folder: Option<PathBuf>) -> Choice {
        match self {
            Self::Desktop { answer, since } => match answer.try_recv() {
                Ok(Some(path)) => Choice::File(path),
                Ok(None) | Err(TryRecvError::Disconnected) if since.elapsed() < TOO_SOON => {
                    Choice::Waiting(Self::inside(folder))
                }
                Ok(None) | Err(TryRecvError::Disconnected) => Choice::Nothing,
                Err(TryRecvError::Empty) => Choice::Waiting(Self::Desktop { answer, since }),
            },
            Self::Inside(mut dialog) => {
                dialog.show(ctx);
                title_ui(ctx);
                match dialog.state() {
                    egui_file::State::Open => Choice::Waiting(Self::Inside(dialog)),
                    egui_file::State::Selected => match dialog.path() {
                        Some(path) => Choice::File(path.to_owned()),
                        None => Choice::Nothing,
                    },
                    egui_file::State::Closed | egui_file::State::Cancelled => Choice::Nothing,
                }
            }
        }
    }
}
