//! An organisation as data for other programs: a table of people, or who reports to whom. Names, pay and findings are
//! in it only where they are asked for, and findings only where the file allows them.

mod dot;
mod drawio;
mod graph;
mod graphml;
mod mermaid;
mod people;
mod told;

pub use dot::dot;
pub use drawio::drawio;
pub use graphml::graphml;
pub use mermaid::mermaid;
pub use people::{csv, xlsx};
pub use told::Data;
