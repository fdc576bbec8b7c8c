//! What is asked of a picture: which view, in which colours, with what of people.

use super::gate::Gate;
use crate::org::Org;
use crate::scene::Theme;

/// The views that can be written as a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Both tracks on shared rungs.
    #[default]
    Tracks,
    /// The same people if status came only with reports.
    OnePath,
    /// Authority against impact, one dot a person; needs the findings about people.
    Matrix,
    /// Everybody by solid lines, with nothing folded.
    Tree,
    /// Both tracks as bars by rung, for a board: nobody is named, and nothing is said of findings and pay.
    Silhouette,
}

impl View {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Tracks, Self::OnePath, Self::Tree, Self::Matrix, Self::Silhouette];

    /// Its name, as a dialog says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tracks => "Tracks",
            Self::OnePath => "One path",
            Self::Matrix => "Matrix",
            Self::Tree => "Tree",
            Self::Silhouette => "Silhouette",
        }
    }

    /// What it shows, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Tracks => "both tracks on shared rungs",
            Self::OnePath => "as one path",
            Self::Matrix => "authority against impact",
            Self::Tree => "everybody by solid lines",
            Self::Silhouette => "seats by rung on both tracks",
        }
    }
}

/// How a picture is to be.
#[derive(Clone, Copy, Debug, PartialEq)]
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
}

impl PictureOptions {
    /// The same without what an organisation in structure only shows of nobody: findings and pay.
    pub fn allowed(self, org: &Org) -> Self {
        let may = Gate::of(org).people;
        Self { findings: self.findings && may, pay: self.pay && may, ..self }
    }

    /// The same without what the view never shows.
    pub fn of_view(self) -> Self {
        match self.view {
            View::Silhouette => Self { names: false, findings: false, pay: false, ..self },
            View::Tracks | View::OnePath | View::Matrix | View::Tree => self,
        }
    }

    /// What is left out, in words; empty where everything is shown.
    pub fn left_out(&self) -> String {
        let left_out: Vec<&str> = [(self.names, "names"), (self.findings, "findings about people"), (self.pay, "pay")]
            .into_iter()
            .filter_map(|(is_shown, what)| (!is_shown).then_some(what))
            .collect();
        if left_out.is_empty() { String::new() } else { format!("Left out: {}", left_out.join(", ")) }
    }
}

impl Default for PictureOptions {
    fn default() -> Self {
        Self { view: View::Tracks, theme: Theme::Light, scale: 1.0, names: true, findings: false, pay: false }
    }
}
