//! How the tracks are laid out.

use crate::diagram::sizes::MOST_LINES;
use crate::layout::rows::Density;
use crate::scene::Size;

/// How somebody wants to see the tracks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TracksOptions {
    /// Whether everybody stands on one path, where status comes only with reports.
    pub one_path: bool,
    /// Lines below the title of a card; more than five count as five.
    pub lines: u8,
    /// The canvas that the picture is fitted to, in points.
    pub canvas: Size,
    /// How much of everybody is shown at least.
    pub density: Density,
}

impl Default for TracksOptions {
    fn default() -> Self {
        let canvas = Size { width: 1176.0, height: 792.0 };
        Self { one_path: false, lines: 0, canvas, density: Density::Fit }
    }
}

impl TracksOptions {
    /// For a file, which nobody can zoom: every name has room, and the sheet grows to about this width to height.
    pub fn sheet(aspect: f64) -> Self {
        let canvas = Size { width: 960.0, height: 640.0 };
        Self { canvas, density: Density::Sheet { aspect }, ..Self::default() }
    }

    /// Lines below the title that count.
    pub(super) fn card_lines(&self) -> f64 {
        f64::from(self.lines.min(MOST_LINES))
    }
}
