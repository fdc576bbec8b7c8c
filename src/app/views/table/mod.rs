//! The table page.

pub mod filter;
pub mod headings;
mod table;

pub use table::table_panel;
