//! A line of evidence, and what is recorded and makes none. How lines are made stands in `evidence.rs`.

use crate::org::Provenance;

/// All evidence of one kind that a person has, as one line (METHOD.md section 2).
#[derive(Clone, Debug, PartialEq)]
pub struct LineOfEvidence<'a> {
    /// The kind.
    pub kind: &'a str,
    /// Face value in the kind's unit.
    pub face: f64,
    /// Supported value.
    pub supported: f64,
    /// Grade of the supported value.
    pub grade: f64,
    /// Grade of the face value.
    pub grade_face: f64,
    /// Items without a period, which count whole; to be said.
    pub undated: usize,
    /// That of the items that hold most of the face value; of a stated grade that of the largest item.
    pub provenance: Provenance,
    /// The source of the items that hold most of the face value; empty where they have none.
    pub source: &'a str,
    /// How the line is read for how sure it is.
    pub reading: Reading,
    /// Whether the kind is shifted to this organisation, or needs no anchors.
    pub is_shifted: bool,
}

/// Where a line is read (METHOD.md section 5a).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// The grade at face value, by the second offset, within 0 and `end`.
    pub at: f64,
    /// The highest grade that the line can reach; infinite without a ladder.
    pub end: f64,
}

/// Why an item of evidence or a spending limit does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyMissing {
    /// The ladder has no such kind of evidence.
    UnknownKind,
    /// The kind has no usable anchors.
    NoAnchors,
    /// Money in a currency without a rate.
    NoRate,
    /// Its period lies wholly outside the twelve months that count.
    OutsideWindow,
    /// The amount, share or period is not one.
    NotAnAmount,
}

impl WhyMissing {
    /// In words, after "does not count: ".
    pub fn words(self) -> &'static str {
        match self {
            Self::UnknownKind => "the ladder has no such kind of evidence",
            Self::NoAnchors => "the kind has no anchors that rise",
            Self::NoRate => "there is no rate for the currency",
            Self::OutsideWindow => "it is older or newer than the twelve months that count",
            Self::NotAnAmount => "amount, share or period cannot be right",
        }
    }
}

/// Something recorded that does not count; listed, never mixed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing<'a> {
    /// The kind of evidence, or `budget`.
    pub kind: &'a str,
    /// The currency; empty means the reporting currency.
    pub currency: &'a str,
    /// Why.
    pub why: WhyMissing,
}
