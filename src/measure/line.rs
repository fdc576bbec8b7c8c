//! A line of evidence, and what is recorded and makes none. How lines are made stands in `evidence.rs`.

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
