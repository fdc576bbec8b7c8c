//! Reports: what was found, in words. Uses everything but the command line and the window.

mod escape;
mod method;
pub mod shown;
mod text;

pub use escape::Shown;
pub use text::text;
