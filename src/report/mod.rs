//! Reports: findings in words, what a file shows without evidence, and the differences between two organisations. Uses
//! everything except the command line and the window.

mod book;
mod data;
mod diff_json;
mod diff_text;
mod error;
mod escape;
mod evidence_sheet;
mod flow;
mod gate;
mod grid;
mod html;
mod indices;
mod indices_json;
mod laid;
mod left_out;
mod letters;
mod markdown;
mod method;
pub mod output;
mod page_size;
mod paper;
mod pdf;
mod picture;
mod picture_frame;
mod picture_options;
mod picture_told;
pub mod question;
mod record;
mod record_page;
mod record_words;
mod repository;
mod scope;
pub mod shown;
mod stage;
mod text;
mod veil;
mod web;

pub use book::Book;
pub use diff_json::diff_json;
pub use diff_text::{diff_text, seats as seats_words};
pub use error::OutputError;
pub use escape::{PlainJson, Shown};
pub use evidence_sheet::{SheetFormat, evidence_sheet};
pub use gate::Gate;
pub use html::html;
pub use indices::{Told, told};
pub use indices_json::indices_json;
pub use left_out::left_out;
pub use letters::{advice as letters_advice, without_font};
pub use markdown::markdown;
pub use method::held_words;
pub use page_size::PageSize;
pub use paper::{Block, Figure, Item, Line, Paper, Show, Table, Tile};
pub use pdf::pdf;
pub use picture::{LEGIBLE_SCALE, Picture, Pixels};
pub use picture_options::{Breaks, Pages, PictureOptions, View};
pub use record::record;
pub use repository::{folders, repository_json, repository_text};
pub use stage::{Before, InView, Scope, Stage, Who};
pub use text::text;

/// Name of the error in the window.
pub use error::OutputError as ReportError;
