//! Dispatch to the reader of each foreign text format.

use super::kind::Kind;
use super::tables::Tables;
use super::{directory, dot, json, tree, xml, yaml};
use crate::io::csv::TableError;

/// Tables of a text of a given kind.
pub fn read(kind: Kind, text: &str) -> Result<Tables, TableError> {
    Ok(match kind {
        Kind::Json => tree::tables(&json::read(text)?)?.of("JSON"),
        Kind::Yaml => {
            let (node, aliases) = yaml::read(text)?;
            let mut tables = tree::tables(&node)?.of("YAML");
            let hint = "Read as empty: write in full what they stand for";
            tables.left_out(aliases, "alias stands for a value elsewhere", "aliases stand for values elsewhere", hint);
            tables
        }
        Kind::Xml => xml::read(text)?,
        Kind::Ldif => directory::ldif(text)?.of("LDIF"),
        Kind::Cards => directory::cards(text)?.of("vCard"),
        Kind::Dot => dot::read(text)?.of("DOT"),
    })
}
