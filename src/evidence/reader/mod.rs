//! The history of a git repository on this disk. Read are commits, trees, `.mailmap` and owner files, never the content
//! of any other file; nothing is written into the repository, none of its configuration is read, no hook or filter of it
//! runs, and no path is followed out of it.

mod cache;
mod change;
mod error;
mod message;
mod order;
mod place;
mod refs;
mod store;
mod tree;
mod walk;

pub use cache::cache_folder;
pub use error::ReadError;
pub use place::{Place, is_repository};
pub use walk::{Request, read};
