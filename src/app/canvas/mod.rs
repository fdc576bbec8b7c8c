//! The picture in the window: viewport, drag input and preview, minimap, tooltips, screen reader. The content of the
//! picture is up to `diagram`.

pub mod arrow_keys;
mod canvas;
pub mod drag_input;
pub mod drag_preview;
pub mod minimap;
pub mod person_menu;
pub mod photos;
pub mod screen_reader;
pub mod tooltip;
pub mod viewport;

pub use canvas::{CanvasCache, canvas_ui};
