//! Files: one file or folder per format, each of which gives an organisation and a list of problems. Nothing read is
//! dropped. Uses `org` and `edit`.

mod blocks;
pub mod clock;
mod content;
pub mod csv;
pub mod disk;
mod entity;
mod error;
mod foreign;
mod grid;
pub mod guard;
pub mod journal;
mod json;
pub mod ladders;
mod limits;
mod magic;
pub mod native;
mod open;
mod opened;
pub mod path;
mod private;
mod problem;
mod progress;
mod readers;
mod save;
mod schema;
pub mod sealed;
mod sniff;
pub(crate) mod value_error;
pub mod xlsx;

pub use content::{FileState, Since, content_hash};
pub use error::OpenError;
pub use limits::{Limits, read as read_bytes, read_plain, read_text, whole as read_stream};
pub use open::{open, open_as, open_with, read, read_with};
pub use opened::{Format, Opened, Unread};
pub use private::{make_file_private, make_private};
pub use problem::{Place, Problem};
pub use progress::Progress;
pub use readers::{PACKED, READERS, Reader, ReaderKind, endings, is_read};
pub use save::{
    SaveError, holds_everything, replace, replace_on, save, save_on, save_unless_changed, save_with, save_with_on,
    settled,
};

pub(crate) use error::plain;
pub(crate) use foreign::{Node, read_yaml};
