//! Files of other programs that are not tables, read as tables: JSON, YAML, XML, drawings, graphs, directories, cards.
//! Each reader gives cells in rows under a header, which are then interpreted as in any spreadsheet. No entity, alias
//! or path is followed and nothing is evaluated.

mod diagram;
mod directory;
mod dot;
mod fault;
mod json;
mod kind;
mod markup;
mod node;
mod pages;
mod read;
mod records;
mod tables;
mod tree;
mod xml;
mod yaml;

pub use kind::kind_of;
pub use read::read;
