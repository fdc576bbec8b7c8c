//! The columns that the indices are made of. Who is put into them stands in `crowd.rs`.

use crate::measure::Converted;
use crate::org::{PersonId, RungId};

/// Somebody with pay.
pub struct Paid {
    /// Yearly full-time pay in the reporting currency.
    pub pay: f64,
    /// Persons below.
    pub headcount: u32,
    /// The rung; [`NO_RUNG`] without one.
    pub rung: u16,
}

/// Somebody with a line of evidence.
pub struct Lined {
    /// Middle estimate.
    pub mid: f64,
    /// Yearly pay; `NaN` where none is known.
    pub pay: f64,
    /// Persons below.
    pub headcount: u32,
    /// The rung; [`NO_RUNG`] without one.
    pub rung: u16,
    /// Whether a direct report is a person.
    pub is_manager: bool,
}

/// A conversion with evidence on both sides.
pub struct Moved<'a> {
    /// Who.
    pub person: PersonId,
    /// What changed.
    pub converted: Converted<'a>,
    /// Where management begins on the person's ladder.
    pub fork: Option<f64>,
    /// Whether leading people is what the person wants.
    pub wants_to_lead: bool,
}

/// A rung that nobody has; no ladder has so many.
pub const NO_RUNG: u16 = u16::MAX;

/// What a list of rungs has, as one.
pub fn joined(rungs: &[RungId], by_rung: &[Vec<f64>]) -> Vec<f64> {
    let of_rung = |rung: &RungId| by_rung.get(usize::from(rung.0)).map_or(&[][..], Vec::as_slice);
    rungs.iter().map(of_rung).collect::<Vec<_>>().concat()
}
