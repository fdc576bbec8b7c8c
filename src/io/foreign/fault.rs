//! What is said of a text of another program that cannot be read.

use crate::io::csv::TableError;

/// What a reader of one of these formats says of a text that it cannot read.
pub fn broken(what: &'static str, error: &dyn std::fmt::Display) -> TableError {
    TableError::Broken(what, error.to_string())
}
