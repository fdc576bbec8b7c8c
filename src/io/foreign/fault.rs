//! Error for a text of another program that cannot be read.

use crate::io::csv::TableError;

/// Error of a text that nests deeper than so many times.
pub fn too_deep<T>(what: &'static str, deepest: usize) -> Result<T, TableError> {
    Err(TableError::Nested(what, deepest))
}

/// Error of a reader, with the name of its format.
pub fn broken(what: &'static str, error: &dyn std::fmt::Display) -> TableError {
    TableError::Broken(what, error.to_string())
}
