//! The native format, `.org.ron`: one struct containing the list of people, one person per line, and the same in JSON.
//! Reading keeps whatever it does not understand; writing puts it back. Files and their names are handled elsewhere.
//!
//! People are stored in file order. Where siblings were reordered, `order: 3` gives a person's place among those with
//! the same manager: smallest first, then people without one in file order. Removed people are not written.

mod check;
mod comments;
mod fault;
mod field;
mod inline;
mod list;
mod notation;
mod own_field;
mod person;
mod place;
mod quick;
mod read;
mod scan;
mod state;
mod write;
mod write_person;
mod write_unknown;

pub use check::Unlike;
pub use notation::Notation;
pub use write::{write, write_checked};

pub(super) use notation::write_text;
pub(super) use read::read;
pub(super) use scan::is_value;

/// Text in quotes as RON writes it: the form in which other readers fill [`crate::org::Unknown::raw`].
pub fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    write_text(text, Notation::Ron, &mut out);
    out
}
