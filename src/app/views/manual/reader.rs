//! Scroll position and caches of the manual page.

use crate::app::manual::Place;
use egui_commonmark::CommonMarkCache;

/// State of the manual page between two frames.
#[derive(Default)]
pub struct Reader {
    pub(super) cache: CommonMarkCache,
    /// Number of the last jump that was scrolled to.
    pub gone: u64,
    /// Place marked as current in the contents.
    pub(super) listed: Place,
}
