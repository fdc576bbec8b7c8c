//! The two sides of a comparison, and pairs of values.

use crate::org::Org;
use crate::rules::Judgement;

/// One side of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The organisation on this side.
    pub org: &'a Org,
    /// Its judgement.
    pub judgement: &'a Judgement,
}

/// A pair of values, before and after.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Both<T> {
    /// Value before.
    pub before: T,
    /// Value after.
    pub after: T,
}
