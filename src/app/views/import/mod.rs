//! The import page: how a foreign file is read, before it is opened.

mod columns;
mod grades;
mod import;
mod problems;
mod reading;
mod settings;
mod titles;

pub use import::import_panel;
pub use titles::{OfTitle, ROW, rung_names, title_row};
