//! Dual ladders as the file states them: tracks, entries, equivalences. `measure` computes grades.

use super::constants::Constants;
use super::rights::{Budget, Right};

/// Side of the ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TrackKind {
    /// Individual contributors.
    Ic,
    /// Management.
    Management,
}

/// Firmness of an equivalence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stated {
    /// Stated explicitly.
    #[default]
    Explicit,
    /// Implied by equal numbers or a shared column; findings that rest on it are at most possible.
    Implied,
}

/// "VP = IC8": an entry of a track has the grade of an entry of the first IC track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equivalence {
    /// Code of the entry that is graded by it.
    pub entry: String,
    /// Code of the IC entry that supplies the grade.
    pub equals: String,
    /// Firmness of the statement.
    pub stated: Stated,
}

/// One level of one track.
#[derive(Clone, Debug, PartialEq)]
pub struct Rung {
    /// Short code, unique in its ladder: `IC8`, `M5`.
    pub code: String,
    /// Title in words: `Vice president`.
    pub title: String,
    /// Stated grade; `None` when the file states none.
    pub grade: Option<f64>,
    /// False for a planned entry: drawn dashed, no seats.
    pub open: bool,
    /// True for the chief executive's, which is left out of the ceiling.
    pub apex: bool,
    /// Ends of the yearly full-time pay band, in the reporting currency.
    pub pay: Option<(f64, f64)>,
    /// Decision rights that come with the rung.
    pub rights: Vec<Right>,
    /// Spending limits that come with the rung.
    pub budgets: Vec<Budget>,
    /// Forums that the rung sits in.
    pub forums: Vec<String>,
}

impl Rung {
    /// Open entry with a code and a title.
    pub fn named(code: &str, title: &str) -> Self {
        Self {
            code: code.to_owned(),
            title: title.to_owned(),
            grade: None,
            open: true,
            apex: false,
            pay: None,
            rights: Vec::new(),
            budgets: Vec::new(),
            forums: Vec::new(),
        }
    }
}

/// One track of a ladder.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// IC or management.
    pub kind: TrackKind,
    /// Name in words: `Engineering`.
    pub name: String,
    /// Entries from the lowest to the highest.
    pub entries: Vec<Rung>,
}

/// Tracks, and the equivalences between them. The first IC track is the scale.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ladder {
    /// Name, unique in the file: `engineering`.
    pub name: String,
    /// Origin of the ladder, in words.
    pub source: String,
    /// Tracks in file order.
    pub tracks: Vec<Track>,
    /// Equivalences in file order; one that contradicts an earlier one is ignored.
    pub equivalences: Vec<Equivalence>,
    /// Anchors, weights and thresholds for people on this ladder.
    pub constants: Constants,
}

/// An entry of a track of a ladder, numbered through the whole file: see [`super::Org::rung`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RungId(pub u16);

/// Place of a rung in the file's ladders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RungPlace {
    /// Index into `Org::ladders`.
    pub ladder: u16,
    /// Index into `Ladder::tracks`.
    pub track: u16,
    /// Index into `Track::entries`.
    pub entry: u16,
}

/// Source of a seat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum SeatSource {
    /// Stated in the file.
    #[default]
    Given,
    /// Mapped from a column of the file.
    Mapped,
    /// Guessed from title and reports; drawn dashed.
    Suggested,
    /// A suggestion that somebody confirmed.
    Confirmed,
}

/// Rung of a person, with its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The rung; it determines the track.
    pub rung: RungId,
    /// Source of that knowledge.
    pub source: SeatSource,
}
