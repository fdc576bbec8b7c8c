//! Carrying out commands: `dispatch` has one line per command, each feature a file.

#[cfg(test)]
mod at_work;
pub mod canvas;
pub mod dispatch;
pub mod document;
pub mod evidence;
pub mod export;
pub mod file_dialog;
pub mod focus;
mod gathering;
pub mod import;
pub mod ladder;
pub mod manual;
pub mod meeting;
pub mod page;
pub mod palette;
pub mod panels;
pub mod passphrase;
pub mod paste_column;
pub mod poll;
pub mod search;
pub mod table;
pub mod table_columns;
pub mod view_memory;
pub mod what_if;
