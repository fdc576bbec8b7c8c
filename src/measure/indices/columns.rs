//! Columns from which the indices are computed. They are filled in `crowd.rs`.

use crate::measure::Converted;
use crate::org::{PersonId, RungId};

/// Person with known pay.
pub struct Paid {
    /// Yearly full-time pay in the reporting currency.
    pub pay: f64,
    /// Number of persons below.
    pub headcount: u32,
    /// Index of the rung; [`NO_RUNG`] without one.
    pub rung: u16,
}

/// Person with a line of evidence.
pub struct Lined {
    /// Middle estimate of impact, in rungs.
    pub mid: f64,
    /// Yearly full-time pay in the reporting currency; `NaN` if none is known.
    pub pay: f64,
    /// Number of persons below.
    pub headcount: u32,
    /// Index of the rung; [`NO_RUNG`] without one.
    pub rung: u16,
    /// True if at least one direct report is a person.
    pub is_manager: bool,
}

/// Conversion with evidence on both sides.
pub struct Moved<'a> {
    /// Handle of the converted person.
    pub person: PersonId,
    /// Impact and money before and after.
    pub converted: Converted<'a>,
    /// Grade at which management begins on the person's ladder.
    pub fork: Option<f64>,
    /// True if the person's stated preference is to lead people.
    pub wants_to_lead: bool,
}

/// Index for people without a rung; larger than any rung index.
pub const NO_RUNG: u16 = u16::MAX;

/// Values of several rungs, concatenated.
pub fn joined(rungs: &[RungId], by_rung: &[Vec<f64>]) -> Vec<f64> {
    let of_rung = |rung: &RungId| by_rung.get(usize::from(rung.0)).map_or(&[][..], Vec::as_slice);
    rungs.iter().map(of_rung).collect::<Vec<_>>().concat()
}
