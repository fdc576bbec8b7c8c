//! The tables of a text of another program.

use super::kind::Kind;
use super::{directory, dot, json, tree, xml, yaml};
use crate::io::csv::TableError;
use crate::io::grid::Grid;

/// The tables of a text of some kind, and what the kind is called.
pub fn read(kind: Kind, text: &str) -> Result<(Vec<Grid>, &'static str), TableError> {
    Ok(match kind {
        Kind::Json => (tree::tables(&json::read(text)?)?, "JSON"),
        Kind::Yaml => (tree::tables(&yaml::read(text)?)?, "YAML"),
        Kind::Xml => xml::read(text)?,
        Kind::Ldif => (vec![directory::ldif(text)?], "LDIF"),
        Kind::Cards => (vec![directory::cards(text)?], "vCard"),
        Kind::Dot => (vec![dot::read(text)?], "DOT"),
    })
}
