//! What is asked of a picture: which view, in which colours, with what of people.

use crate::scene::Theme;

/// The views that can be written as a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Both tracks on shared rungs.
    Tracks,
    /// The same people if status came only with reports.
    OnePath,
    /// Authority against impact, one dot a person; needs the findings about people.
    Matrix,
    /// Everybody by solid lines, with nothing folded.
    Tree,
}

impl View {
    /// What it shows, in words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Tracks => "both tracks on shared rungs",
            Self::OnePath => "as one path",
            Self::Matrix => "authority against impact",
            Self::Tree => "everybody by solid lines",
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
    /// Whether badges and gauges of people are shown; the file's mode can forbid them all the same.
    pub findings: bool,
    /// Whether the cards say the yearly full-time pay.
    pub pay: bool,
}
