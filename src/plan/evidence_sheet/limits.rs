//! How much a sheet of evidence holds.

/// Pieces of work that a row has room for.
pub const WORKS: usize = 3;
