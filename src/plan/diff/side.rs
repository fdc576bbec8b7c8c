//! The two sides of a comparison, and a value on both.

use crate::org::Org;
use crate::rules::Judgement;

/// One of the two that are compared.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The organisation.
    pub org: &'a Org,
    /// What was found in it.
    pub judgement: &'a Judgement,
}

/// A value before and after.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Both<T> {
    /// Before.
    pub before: T,
    /// After.
    pub after: T,
}
