//! State of the export dialog: what was chosen, the preview, and the question that names beside findings ask.

use crate::app::state::document::OrgSnapshot;
use crate::app::state::latest::{Latest, Request};
use crate::app::state::settings::ExportSettings;
use crate::diagram::Tracks;
use crate::report::output::{Format, Output};
use crate::report::{OutputError, PictureOptions, View};
use crate::rules::Judgement;
use crate::scene::Theme;
use eframe::egui::TextureHandle;
use std::path::PathBuf;
use std::sync::{Arc, Weak};

/// Colours of a picture by their names.
pub const THEMES: [(Theme, &str); 3] = [(Theme::Light, "Light"), (Theme::Dark, "Dark"), (Theme::Print, "Print")];

/// Pixels per point of a bitmap.
pub const SCALES: [(u8, &str); 4] = [(1, "1 ×"), (2, "2 ×"), (3, "3 ×"), (4, "4 ×")];

/// A request to the export dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum ExportCommand {
    /// Opens the dialog on the view looked at.
    Open,
    /// Changes what is exported.
    Choose(ExportChoice),
    /// Goes on with a step; `sure` once the question about names beside findings is answered.
    Do {
        /// Which step.
        step: Step,
        /// Set by the answer to that question.
        sure: bool,
    },
    /// Copies the picture looked at, as the dialog would.
    CopyView,
    /// Withdraws the question.
    Back,
    /// Closes the dialog.
    Close,
    /// Opens a saved file in the program that the desktop has for it.
    Reveal {
        /// The saved file.
        path: PathBuf,
        /// Set to show its folder instead.
        folder: bool,
    },
}

/// What becomes of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Saves it as a file.
    Save,
    /// Puts it on the clipboard.
    Copy,
}

/// What is exported.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExportChoice {
    /// The format, by its first ending.
    pub ending: &'static str,
    /// The picture.
    pub options: PictureOptions,
}

impl ExportChoice {
    /// The last choice, without what is private.
    pub fn remembered(settings: &ExportSettings) -> Self {
        let output = Output::Picture(PictureOptions::default());
        let ending = output.formats().map(|format| format.endings[0]).find(|&ending| ending == settings.ending);
        let theme = THEMES.iter().find(|(_, name)| *name == settings.theme).map_or(Theme::Light, |(theme, _)| *theme);
        let view = View::ALL.into_iter().find(|view| view.name() == settings.view).unwrap_or_default();
        let scale = f64::from(settings.scale.clamp(1, 4));
        let options = PictureOptions { view, theme, scale, names: !settings.roles, ..PictureOptions::default() };
        Self { ending: ending.unwrap_or("pdf"), options }
    }

    /// What is remembered of it. What is private is ticked anew each time.
    pub fn to_remember(self) -> ExportSettings {
        let PictureOptions { view, theme, scale, names, .. } = self.options;
        let theme = THEMES.iter().find(|(it, _)| *it == theme).map_or("", |(_, name)| name);
        ExportSettings {
            view: view.name().to_owned(),
            ending: self.ending.to_owned(),
            theme: theme.to_owned(),
            scale: scale as u8,
            roles: !names,
        }
    }

    /// Its format.
    pub fn format(&self) -> Option<&'static Format> {
        Output::Picture(self.options).formats().find(|format| format.endings[0] == self.ending)
    }

    /// Whether it is a picture, which has a view and colours.
    pub fn is_picture(&self) -> bool {
        self.format().is_none_or(Format::is_picture)
    }

    /// Whether it can say anything about single people: not where it is a silhouette.
    pub fn tells_of_anybody(&self) -> bool {
        !self.is_picture() || self.options.view != View::Silhouette
    }

    /// Whether it names people beside findings about them.
    pub fn tells_of_people(&self) -> bool {
        self.options.names && self.options.findings
    }
}

/// The open dialog.
pub struct Exporting {
    /// What is chosen, of which only what may be shown comes out (`State::exported`).
    pub choice: ExportChoice,
    /// The step that waits for an answer, because names stand beside findings.
    pub asks: Option<Step>,
    /// What went wrong, and the next step.
    pub failed: Option<(String, String)>,
    /// The preview, or why there is none.
    pub preview: Latest<PreviewOf, Result<Seen, (String, String)>>,
}

/// The preview.
pub enum Seen {
    /// The picture itself.
    Picture(TextureHandle),
    /// The beginning of the file.
    Text(String),
}

/// What a preview was made of. The references are held so that nothing else can have the same address.
#[derive(Clone)]
pub struct PreviewOf {
    tracks: Weak<Tracks>,
    judgement: Weak<Judgement>,
    choice: ExportChoice,
}

impl PreviewOf {
    /// Of a snapshot.
    pub fn of(snapshot: &OrgSnapshot, choice: ExportChoice) -> Self {
        Self { tracks: Arc::downgrade(&snapshot.tracks), judgement: Arc::downgrade(&snapshot.judgement), choice }
    }
}

impl Request for PreviewOf {
    fn serves(&self, other: &Self) -> bool {
        let Self { tracks, judgement, choice } = self;
        // A preview has its own number of pixels.
        let options = PictureOptions { scale: other.choice.options.scale, ..choice.options };
        tracks.ptr_eq(&other.tracks)
            && judgement.ptr_eq(&other.judgement)
            && choice.ending == other.choice.ending
            && options == other.choice.options
    }
}

/// What is said of an error, and the next step in this window.
pub fn said(error: &OutputError) -> (String, String) {
    let hint = match error {
        OutputError::Hidden { by_file: false } => "Tick “Findings about people” to include it".to_owned(),
        OutputError::Hidden { by_file: true } => "Choose another view, or turn on Show people first".to_owned(),
        error => error.hint(),
    };
    (error.to_string(), hint)
}
