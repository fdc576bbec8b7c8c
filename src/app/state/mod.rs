//! The model: everything the window keeps between two frames, one file per feature. Only `update` changes it. Uses
//! neither commands nor panels.

pub mod canvas;
mod desktop;
pub mod document;
pub mod error;
pub mod evidence;
pub mod evidence_grid;
pub mod export;
mod exported;
pub mod file_dialog;
pub mod focus;
pub mod gathering;
pub mod import;
pub mod ladder;
pub mod latest;
pub mod manual;
pub mod matrix;
pub mod meeting;
pub mod page;
pub mod palette;
pub mod passphrase;
pub mod paste_column;
pub mod printing;
mod session;
pub mod settings;
pub mod shown;
mod state;
pub mod table;
pub mod task;
pub mod toast;
pub mod veil;
pub mod what_if;

pub use session::{NextSave, Saving, Search, Seeking, Session, is_same_person};
pub use state::{Failed, State, Then};
