//! Reports: what was found, in words, and what a file without evidence already shows. Uses everything but the
//! command line and the window.

mod escape;
mod method;
pub mod shown;
mod text;

pub use escape::Shown;
pub use text::text;
