//! Reports: what was found, in words, what a file without evidence already shows, and what differs between two.
//! Uses everything but the command line and the window.

mod diff_json;
mod diff_text;
mod escape;
mod indices;
mod method;
pub mod question;
mod record;
mod record_page;
pub mod shown;
mod text;

pub use diff_json::diff_json;
pub use diff_text::diff_text;
pub use escape::Shown;
pub use indices::{Told, told};
pub use record::record;
pub use text::text;
