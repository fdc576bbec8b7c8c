//! State of the export dialog: what was chosen, the preview, and the question that names beside findings ask.

use crate::app::state::document::OrgSnapshot;
use crate::app::state::latest::{Latest, Request};
use crate::app::state::settings::ExportSettings;
use crate::diagram::Tracks;
use crate::report::output::{Format, Output};
use crate::report::{Book, Breaks, OutputError, PageSize, Pages, PictureOptions, View};
use crate::rules::Judgement;
use crate::scene::Theme;
use eframe::egui::TextureHandle;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, Weak};

/// Colours of a picture by their names.
pub const THEMES: [(Theme, &str); 3] = [(Theme::Light, "Light"), (Theme::Dark, "Dark"), (Theme::Print, "Print")];

/// Pixels per point of a bitmap.
pub const SCALES: [(u8, &str); 4] = [(1, "1 ×"), (2, "2 ×"), (3, "3 ×"), (4, "4 ×")];

/// Who is in an exported picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ScopeChoice {
    /// The view as it is looked at: the filter fades, and branches are folded as they are.
    #[default]
    View,
    /// Everybody, with nothing folded or faded.
    Whole,
    /// The branch of the selected person.
    Branch,
    /// The selected people.
    Selection,
    /// The people that the filter matches.
    Filtered,
    /// What is in view, as it is on the screen.
    InView,
}

impl ScopeChoice {
    /// All of them by their names.
    pub const ALL: [(Self, &str); 6] = [
        (Self::View, "This view"),
        (Self::Whole, "Whole organisation"),
        (Self::Branch, "Selected person's branch"),
        (Self::Selection, "Selected people"),
        (Self::Filtered, "Filtered people"),
        (Self::InView, "What is in view"),
    ];

    /// Its name, as a dialog says it.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(it, _)| *it == self).map_or("", |(_, name)| name)
    }
}

/// A request to the export dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum ExportCommand {
    /// Opens the dialog on the view looked at.
    Open,
    /// The same, to print it.
    Print,
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
    /// Opens it as a PDF in the program that prints it.
    Print,
}

/// What is exported.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportChoice {
    /// The format, by its first ending.
    pub ending: &'static str,
    /// Who is in it.
    pub scope: ScopeChoice,
    /// The page of several that the preview shows, from 0.
    pub page: usize,
    /// The picture. What it takes over from the window is filled in when it is made (`State::exported`).
    pub options: PictureOptions,
}

impl ExportChoice {
    /// The last choice, without what is private.
    pub fn remembered(settings: &ExportSettings) -> Self {
        let output = Output::Picture(PictureOptions::default());
        let ending = output.formats().map(|format| format.endings[0]).find(|&ending| ending == settings.ending);
        let theme = THEMES.iter().find(|(_, name)| *name == settings.theme).map_or(Theme::Light, |(theme, _)| *theme);
        let view = View::ALL.into_iter().find(|view| view.name() == settings.view).unwrap_or_default();
        // Who is selected or filtered is of the moment.
        let is_whole = settings.scope == ScopeChoice::Whole.name();
        let breaks = Breaks { levels: Some(settings.levels).filter(|&levels| levels > 0), is_loose: settings.is_loose };
        let options = PictureOptions {
            view,
            theme,
            scale: f64::from(settings.scale.clamp(1, 4)),
            names: !settings.roles,
            page: PageSize::named(&settings.page).unwrap_or_default(),
            pages: if settings.by_manager { Pages::ByManager(breaks) } else { Pages::One },
            legend: !settings.no_legend,
            ..PictureOptions::default()
        };
        let scope = if is_whole { ScopeChoice::Whole } else { ScopeChoice::View };
        Self { ending: ending.unwrap_or("pdf"), scope, page: 0, options }
    }

    /// The same to be printed: as a PDF, on the paper printed on last, and in black on white.
    pub fn to_print(settings: &ExportSettings) -> Self {
        let mut choice = Self { ending: "pdf", ..Self::remembered(settings) };
        choice.options.page = PageSize::named(&settings.paper).unwrap_or(PageSize::A4);
        choice.options.theme = Theme::Print;
        choice
    }

    /// What is remembered of it. What is private is ticked anew each time.
    pub fn to_remember(&self, before: &ExportSettings) -> ExportSettings {
        let PictureOptions { view, theme, scale, names, page, pages, legend, .. } = &self.options;
        let theme = THEMES.iter().find(|(it, _)| it == theme).map_or("", |(_, name)| name);
        let (by_manager, breaks) = match pages {
            Pages::One => (false, Breaks::default()),
            Pages::ByManager(breaks) => (true, *breaks),
        };
        ExportSettings {
            view: view.name().to_owned(),
            ending: self.ending.to_owned(),
            theme: theme.to_owned(),
            scale: *scale as u8,
            roles: !names,
            scope: self.scope.name().to_owned(),
            page: page.id(),
            by_manager,
            levels: breaks.levels.unwrap_or(0),
            is_loose: breaks.is_loose,
            no_legend: !legend,
            paper: before.paper.clone(),
        }
    }

    /// True for an SVG picture.
    pub fn is_svg(&self) -> bool {
        self.ending == "svg"
    }

    /// Its format.
    pub fn format(&self) -> Option<&'static Format> {
        Output::Picture(self.options.clone()).formats().find(|format| format.endings[0] == self.ending)
    }

    /// Whether it is a picture, which has a view and colours.
    pub fn is_picture(&self) -> bool {
        self.format().is_none_or(Format::is_picture)
    }

    /// Whether the size of its page can be chosen: not that of a slide.
    pub fn has_page(&self) -> bool {
        self.is_picture() && self.ending != "pptx"
    }

    /// Whether it can be broken into pages by manager.
    pub fn has_pages(&self) -> bool {
        self.options.view.has_pages() && self.format().is_some_and(Format::has_pages)
    }

    /// Whether it is broken into pages by manager.
    pub fn is_book(&self) -> bool {
        self.has_pages() && self.options.pages != Pages::One
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
    /// What the dialog is for, which is its main button: saving or printing.
    pub step: Step,
    /// What is chosen, of which only what may be shown comes out (`State::exported`).
    pub choice: ExportChoice,
    /// The step that waits for an answer, because names stand beside findings.
    pub asks: Option<Step>,
    /// What went wrong, and the next step.
    pub failed: Option<(String, String)>,
    /// The book that the last preview is a page of, if it is one.
    pub book: KeptBook,
    /// The preview, or why there is none.
    pub preview: Latest<PreviewOf, Result<Seen, (String, String)>>,
}

/// A laid-out book and what it was made of; turning its pages does not make it again.
pub type KeptBook = Arc<Mutex<Option<(PreviewOf, Box<Book>)>>>;

/// The preview.
pub enum Seen {
    /// The picture itself.
    Picture {
        /// The page.
        texture: TextureHandle,
        /// What is to be known of it.
        remark: String,
        /// Which page it is, from 0, and how many there are.
        page: (usize, usize),
    },
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

    /// True if both are of the same document and choice, whatever the page.
    pub fn is_of_the_same(&self, other: &Self) -> bool {
        let Self { tracks, judgement, choice } = self;
        // A preview has its own number of pixels.
        let options = PictureOptions { scale: other.choice.options.scale, ..choice.options.clone() };
        tracks.ptr_eq(&other.tracks)
            && judgement.ptr_eq(&other.judgement)
            && choice.ending == other.choice.ending
            && options == other.choice.options
    }
}

impl Request for PreviewOf {
    fn serves(&self, other: &Self) -> bool {
        self.choice.page == other.choice.page && self.is_of_the_same(other)
    }
}

/// What is said of an error, and the next step in this window.
pub fn said(error: &OutputError) -> (String, String) {
    let hint = match error {
        OutputError::Hidden { by_file: false } => "Tick “Findings about people” to include it".to_owned(),
        OutputError::Hidden { by_file: true } => "Choose another view, or turn on Show people first".to_owned(),
        OutputError::NothingBefore => "Create a plan, or choose two sides on the Changes page".to_owned(),
        OutputError::NoRepository => "Choose another view".to_owned(),
        OutputError::Pages { .. } => "Choose PDF or PowerPoint, or put everything on one page".to_owned(),
        error => error.hint(),
    };
    (error.to_string(), hint)
}
