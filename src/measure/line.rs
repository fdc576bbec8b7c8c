//! Lines of evidence, and recorded items that make none. Lines are made in `evidence.rs`.

use crate::org::Provenance;

/// All evidence of one kind for one person, as one line (METHOD.md section 2).
#[derive(Clone, Debug, PartialEq)]
pub struct LineOfEvidence<'a> {
    /// Name of the kind.
    pub kind: &'a str,
    /// Face value in the kind's unit.
    pub face: f64,
    /// Supported value, in the kind's unit: the face value after haircuts.
    pub supported: f64,
    /// Grade of the supported value.
    pub grade: f64,
    /// Grade of the face value.
    pub grade_face: f64,
    /// Number of items without a period. They count whole, which the reader must be told.
    pub undated: usize,
    /// Provenance of the items that hold most of the face value; for a stated grade, of the largest item.
    pub provenance: Provenance,
    /// Source of the items that hold most of the face value; empty if they have none.
    pub source: &'a str,
    /// Reading from which the probability of a gap is computed.
    pub reading: Reading,
    /// True if the kind is calibrated to this organisation, or needs no anchors.
    pub is_shifted: bool,
}

/// Position of a line on the grade scale (METHOD.md section 5a).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// Grade at face value after the second offset, between 0 and `end`.
    pub at: f64,
    /// Highest grade that the line can reach; infinite without a ladder.
    pub end: f64,
}

/// Reason that an item of evidence or a spending limit does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyMissing {
    /// The ladder has no such kind of evidence.
    UnknownKind,
    /// The kind has no usable anchors.
    NoAnchors,
    /// Money in a currency without a rate.
    NoRate,
    /// The period lies wholly outside the twelve months that count.
    OutsideWindow,
    /// The amount, share or period is invalid.
    NotAnAmount,
}

impl WhyMissing {
    /// The reason in words, to follow "does not count: ".
    pub fn words(self) -> &'static str {
        match self {
            Self::UnknownKind => "the ladder does not define this kind of evidence",
            Self::NoAnchors => "this kind has no rising anchors",
            Self::NoRate => "the currency has no rate",
            Self::OutsideWindow => "it lies outside the twelve months that count",
            Self::NotAnAmount => "its amount, share or period is not plausible",
        }
    }
}

/// Recorded item that does not count; listed, never mixed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing<'a> {
    /// Kind of evidence, or `budget`.
    pub kind: &'a str,
    /// Currency; empty means the reporting currency.
    pub currency: &'a str,
    /// Reason that it does not count.
    pub why: WhyMissing,
}
