//! Dispatch to the reader of each foreign text format.

use super::kind::Kind;
use super::tables::Tables;
use super::{directory, dot, json, tree, xml, yaml};
use crate::io::csv::TableError;
use crate::io::limits::Limits;

/// Tables of a text of a given kind, within limits.
pub fn read(kind: Kind, text: &str, limits: &Limits) -> Result<Tables, TableError> {
    let deepest = limits.nesting;
    Ok(match kind {
        Kind::Json => tree::tables(&json::read(text, deepest)?)?.of("JSON"),
        Kind::Yaml => {
            let (node, aliases) = yaml::read(text, deepest)?;
            let mut tables = tree::tables(&node)?.of("YAML");
            let hint = "Read as empty: write in full what they stand for";
            tables.left_out(aliases, "alias stands for a value elsewhere", "aliases stand for values elsewhere", hint);
            tables
        }
        Kind::Xml => xml::read(text, limits)?,
        Kind::Ldif => directory::ldif(text)?.of("LDIF"),
        Kind::Cards => directory::cards(text)?.of("vCard"),
        Kind::Dot => dot::read(text, deepest)?.of("DOT"),
    })
}
