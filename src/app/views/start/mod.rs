//! The start page, and the page of a new organisation.

pub mod loading;
pub mod new_organisation;
pub mod people_lines;
pub mod recent;
pub mod sample_strip;
mod start;

pub use start::start_page;
