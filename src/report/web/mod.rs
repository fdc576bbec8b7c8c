//! A picture as an interactive web page.

mod page;
mod people;
mod source;

pub use page::web;
pub use source::Web;
