//! What the codes in a column of people stand for, by another file.

use super::field::Field;
use hashbrown::HashMap;

/// What the codes in a column of people stand for, by another file: titles of jobs, names of departments.
#[derive(Debug)]
pub struct Codes {
    /// The field that the texts are for.
    pub field: Field,
    /// The column of people with the codes.
    pub column: usize,
    /// The texts by their codes.
    pub texts: HashMap<String, String>,
}
