//! What is asked of a picture: which view, of whom, in which colours, on which page, with what of people.

use super::gate::Gate;
use super::page_size::PageSize;
use super::stage::Stage;
use super::veil::is_told;
use crate::org::Org;
use crate::plan::{ColourBy, Field, Heading};
use crate::scene::Theme;
use std::sync::Arc;

/// The views that can be written as a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Both tracks on shared rungs.
    #[default]
    Tracks,
    /// The same people if status came only with reports.
    OnePath,
    /// Everybody by solid lines, with nothing folded.
    Tree,
    /// One row a person.
    Table,
    /// Authority against impact, one dot a person; needs the findings about people.
    Matrix,
    /// The rungs of both tracks, with their equivalences.
    Ladder,
    /// Two seats or people beside each other.
    Weigh,
    /// The organisation in numbers.
    Indices,
    /// Before and after on the same rungs; needs something to compare with.
    Changes,
    /// Both tracks as bars by rung, for a board: nobody is named, and nothing is said of findings and pay.
    Silhouette,
    /// Folders of a repository by their files, coloured by who knows or owns them; only where the stage has them.
    Folders,
}

impl View {
    /// Those of every organisation, in the order in which they are offered.
    pub const ALL: [Self; 10] = [
        Self::Tracks,
        Self::OnePath,
        Self::Tree,
        Self::Table,
        Self::Matrix,
        Self::Ladder,
        Self::Weigh,
        Self::Indices,
        Self::Changes,
        Self::Silhouette,
    ];

    /// Its name, as a dialog says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tracks => "Tracks",
            Self::OnePath => "Single path",
            Self::Tree => "Tree",
            Self::Table => "Table",
            Self::Matrix => "Matrix",
            Self::Ladder => "Ladder",
            Self::Weigh => "Weigh",
            Self::Indices => "Indices",
            Self::Changes => "Changes",
            Self::Silhouette => "Silhouette",
            Self::Folders => "Folders",
        }
    }

    /// What it shows, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Tracks => "both tracks on shared rungs",
            Self::OnePath => "as a single path",
            Self::Tree => "everyone by reporting line",
            Self::Table => "one row per person",
            Self::Matrix => "authority against impact",
            Self::Ladder => "the rungs of both tracks",
            Self::Weigh => "two seats side by side",
            Self::Indices => "the organisation in numbers",
            Self::Changes => "before and after on the same rungs",
            Self::Silhouette => "seats by rung on both tracks",
            Self::Folders => "who knows which part of the code",
        }
    }

    /// True where it can be limited to some people; a ladder and the numbers of an organisation are of the whole.
    pub const fn has_scope(self) -> bool {
        match self {
            Self::Tracks | Self::OnePath | Self::Tree | Self::Table | Self::Matrix | Self::Silhouette => true,
            Self::Ladder | Self::Weigh | Self::Indices | Self::Changes | Self::Folders => false,
        }
    }

    /// True where it is drawn on a canvas that can be moved and zoomed.
    pub const fn is_canvas(self) -> bool {
        self.has_pages()
    }

    /// True where pages by manager can hold it.
    pub const fn has_pages(self) -> bool {
        match self {
            Self::Tracks | Self::OnePath | Self::Tree => true,
            Self::Table
            | Self::Matrix
            | Self::Ladder
            | Self::Weigh
            | Self::Indices
            | Self::Changes
            | Self::Silhouette
            | Self::Folders => false,
        }
    }
}

/// How much of an organisation stands on one page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pages {
    /// All of it.
    #[default]
    One,
    /// A manager with as many people below as can be read; whoever has more has a page of their own.
    ByManager(Breaks),
}

/// Where pages by manager break.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Breaks {
    /// Levels below the manager at most; `None` for as many as fit.
    pub levels: Option<u8>,
    /// Set for larger cards and fewer of them.
    pub is_loose: bool,
}

/// How a picture is to be.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureOptions {
    /// Which view.
    pub view: View,
    /// Colours.
    pub theme: Theme,
    /// Pixels per point, where it is painted as pixels.
    pub scale: f64,
    /// Whether people have their names; else the codes of their rungs stand in, and nothing has a title.
    pub names: bool,
    /// Whether badges and gauges of people are shown; the file's mode can forbid them all the same.
    pub findings: bool,
    /// Whether the cards say the yearly full-time pay.
    pub pay: bool,
    /// Size of the page.
    pub page: PageSize,
    /// How it is broken into pages.
    pub pages: Pages,
    /// Whether the signs are explained below it.
    pub legend: bool,
    /// Title above it; the name of the organisation when empty. Not to be trusted, like every text.
    pub title: String,
    /// What it takes over from where it is looked at.
    pub stage: Arc<Stage>,
}

impl PictureOptions {
    /// The same without what an organisation in structure only shows of nobody: findings and pay. Of two that are
    /// compared, both have to allow it.
    pub fn allowed(self, org: &Org) -> Self {
        let before = self.stage.before.as_ref();
        let may = Gate::of(org).people && before.is_none_or(|before| Gate::of(&before.org).people);
        Self { findings: self.findings && may, pay: self.pay && may, ..self }
    }

    /// The same without what the view never shows.
    pub fn of_view(self) -> Self {
        match self.view {
            View::Silhouette => Self { names: false, findings: false, pay: false, ..self },
            View::Folders => Self { findings: false, pay: false, ..self },
            View::Tracks
            | View::OnePath
            | View::Matrix
            | View::Tree
            | View::Table
            | View::Ladder
            | View::Weigh
            | View::Indices
            | View::Changes => self,
        }
    }

    /// Whether a field of people may be told: pay, what findings rest on, and what says who somebody is are left out
    /// together with the rest of their kind. Fields that this program does not know may be anything.
    pub fn tells(&self, heading: &Heading) -> bool {
        let is_anything = matches!(heading, Heading::Other(_));
        let is_pay = is_anything || matches!(heading, Heading::Of(Field::Pay | Field::History));
        let is_found = is_anything || (heading.is_private() && *heading != Heading::Of(Field::Pay));
        let says_who = is_anything
            || matches!(
                heading,
                Heading::Key
                    | Heading::Of(
                        Field::Title
                            | Field::Team
                            | Field::Location
                            | Field::Status
                            | Field::FirstDay
                            | Field::LastDay
                            | Field::Notes
                    )
            );
        (self.pay || !is_pay) && (self.findings || !is_found) && (self.names || !says_who)
    }

    /// The attribute that people are coloured by, as far as it may be told; else the track.
    pub fn colours(&self) -> ColourBy {
        match &self.stage.by {
            ColourBy::Of(heading) if self.tells(heading) => ColourBy::Of(heading.clone()),
            ColourBy::Finding(rule) if self.findings && is_told(rule) => ColourBy::Finding(rule.clone()),
            ColourBy::Track | ColourBy::Of(_) | ColourBy::Finding(_) => ColourBy::Track,
        }
    }

    /// What is left out, in words; empty where everything is shown.
    pub fn left_out(&self) -> String {
        let left_out: Vec<&str> = [(self.names, "names"), (self.findings, "findings about people"), (self.pay, "pay")]
            .into_iter()
            .filter_map(|(is_shown, what)| (!is_shown).then_some(what))
            .collect();
        if left_out.is_empty() { String::new() } else { format!("Not included: {}", left_out.join(", ")) }
    }
}

impl Default for PictureOptions {
    fn default() -> Self {
        Self {
            view: View::Tracks,
            theme: Theme::Light,
            scale: 1.0,
            names: true,
            findings: false,
            pay: false,
            page: PageSize::Sheet,
            pages: Pages::One,
            legend: true,
            title: String::new(),
            stage: Arc::default(),
        }
    }
}
