//! Files of other programs that are no tables, as tables: JSON, YAML, XML, drawings, graphs, directories, cards. Each
//! reader gives cells in rows under a header; what they mean is found as in any spreadsheet. No entity, alias or path is
//! followed and nothing is evaluated.

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
mod tree;
mod xml;
mod yaml;

pub use kind::kind_of;
pub use read::read;
