//! The folders of a repository.

mod folders;

pub use folders::folders_panel;
