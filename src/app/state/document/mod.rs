//! State of the open document and of files: edits, plans, search, recovery, the start page.

pub mod comparison;
mod document;
pub mod edits;
pub mod finding_groups;
pub mod merging;
pub mod new_organisation;
pub mod plans;
pub mod recent_files;
pub mod recovery;
pub mod repository;
pub mod search;
pub mod search_task;
pub mod start;
pub mod words;

pub use document::{Document, FromRepository, OrgSnapshot, Source, file_name};
