//! Dialogs and questions, one per file. They read the model and emit commands.

pub mod about;
pub mod discard_draft;
pub mod drop_question;
pub mod evidence;
pub mod export;
pub mod file_changed;
pub mod meeting;
pub mod overlays;
pub mod palette;
pub mod passphrase;
pub mod paste_column;
pub mod recovery;
pub mod unsaved;
pub mod what_if;
