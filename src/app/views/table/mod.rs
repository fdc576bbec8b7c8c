//! The view of one row a person.

pub mod filter;
pub mod headings;
mod table;

pub use table::table_panel;
