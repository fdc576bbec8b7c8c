//! Reports: findings in words, what a file shows without evidence, and the differences between two organisations. Uses
//! everything except the command line and the window.

mod data;
mod diff_json;
mod diff_text;
mod error;
mod escape;
mod evidence_sheet;
mod flow;
mod gate;
mod html;
mod indices;
mod indices_json;
mod letters;
mod markdown;
mod method;
pub mod output;
mod paper;
mod pdf;
mod picture;
mod picture_frame;
mod picture_options;
pub mod question;
mod record;
mod record_page;
mod record_words;
mod save;
pub mod shown;
mod text;
mod veil;
mod web;

pub use diff_json::diff_json;
pub use diff_text::{diff_text, seats as seats_words};
pub use error::OutputError;
pub use escape::Shown;
pub use evidence_sheet::{SheetFormat, evidence_sheet};
pub use gate::Gate;
pub use html::html;
pub use indices::{Told, told};
pub use indices_json::indices_json;
pub use letters::{advice as letters_advice, without_font};
pub use markdown::markdown;
pub use method::held_words;
pub use paper::{Block, Figure, Item, Line, Paper, Show, Table, Tile};
pub use pdf::pdf;
pub use picture::{LEGIBLE_SCALE, Picture, Pixels};
pub use picture_options::{PictureOptions, View};
pub use record::record;
pub use save::{left_out, save};
pub use text::text;

/// Name of the error in the window.
pub use error::OutputError as ReportError;
