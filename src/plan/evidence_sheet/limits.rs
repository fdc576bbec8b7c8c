//! Limits of the evidence sheet.

/// Number of pieces of work in a row.
pub const WORKS: usize = 3;
