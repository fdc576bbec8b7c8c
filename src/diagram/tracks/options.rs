//! Options of the tracks view.

use crate::diagram::sizes::MOST_LINES;
use crate::layout::rows::Density;
use crate::scene::Size;

/// Options for laying out the tracks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TracksOptions {
    /// Puts everybody on one path, on which status comes only with reports.
    pub one_path: bool,
    /// Number of lines below the title of a card; more than five count as five.
    pub lines: u8,
    /// Canvas that the picture is fitted to, in points.
    pub canvas: Size,
    /// Least detail shown of each person.
    pub density: Density,
    /// Draws gauges, and keeps room for them. Without findings a picture has none, and must not differ by how many there
    /// would be.
    pub gauges: bool,
}

impl Default for TracksOptions {
    fn default() -> Self {
        let canvas = Size { width: 1176.0, height: 792.0 };
        Self { one_path: false, lines: 0, canvas, density: Density::Fit, gauges: true }
    }
}

impl TracksOptions {
    /// Options for a file, which cannot be zoomed: every name has room, and the sheet grows towards this ratio of width
    /// to height.
    pub fn sheet(aspect: f64) -> Self {
        let canvas = Size { width: 960.0, height: 640.0 };
        Self { canvas, density: Density::Sheet { aspect }, ..Self::default() }
    }

    /// Number of lines below the title, limited to those that count.
    pub(super) fn card_lines(&self) -> f64 {
        f64::from(self.lines.min(MOST_LINES))
    }
}
