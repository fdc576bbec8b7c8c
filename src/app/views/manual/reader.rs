//! How far the manual is scrolled and what is drawn of it.

use crate::app::manual::Place;
use egui_commonmark::CommonMarkCache;

/// What the page keeps between two frames.
#[derive(Default)]
pub struct Reader {
    pub(super) cache: CommonMarkCache,
    /// The last time that a place was gone to and scrolled to.
    pub gone: u64,
    /// The place that the contents show as here.
    pub(super) listed: Place,
}
