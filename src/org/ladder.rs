//! Dual ladders as the file states them: tracks, entries, equivalences. Grades are computed by `measure`.

use super::constants::Constants;
use super::rights::{Budget, Right};

/// Which side of the gutter a track stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TrackKind {
    /// Individual contributors.
    Ic,
    /// Management.
    Management,
}

/// Whether the organisation says that its tracks are equal rung by rung, or it is only implied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stated {
    /// Stated in so many words.
    #[default]
    Explicit,
    /// Follows from equal numbers or a common column; findings that rest on it are at most possible.
    Implied,
}

/// "VP = IC8": an entry of a track has the grade of an entry of the first IC track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equivalence {
    /// Code of the entry that is placed.
    pub entry: String,
    /// Code of the IC entry whose grade it takes.
    pub equals: String,
    /// How firmly it is stated.
    pub stated: Stated,
}

/// One level of one track.
#[derive(Clone, Debug, PartialEq)]
pub struct Rung {
    /// Short code, unique in its ladder: `IC8`, `M5`.
    pub code: String,
    /// Title in words: `Vice president`.
    pub title: String,
    /// Grade in rungs where the file states one.
    pub grade: Option<f64>,
    /// Closed entries are planned: drawn dashed, no seats.
    pub open: bool,
    /// The chief executive's; left out of the ceiling.
    pub apex: bool,
    /// Yearly full-time pay from and to, in the reporting currency.
    pub pay: Option<(f64, f64)>,
    /// Decision rights that come with the rung.
    pub rights: Vec<Right>,
    /// Budget limits that come with the rung.
    pub budgets: Vec<Budget>,
    /// Forums that the rung sits in.
    pub forums: Vec<String>,
}

impl Rung {
    /// An open entry with a code, titled by it.
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

/// One side of a ladder, lowest entry first.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// IC or management.
    pub kind: TrackKind,
    /// Name in words: `Engineering`.
    pub name: String,
    /// Entries from the lowest to the highest.
    pub entries: Vec<Rung>,
}

/// A list of tracks and what is equal between them. The first IC track is the scale.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ladder {
    /// Name, unique in the file: `engineering`.
    pub name: String,
    /// Where the ladder comes from, in words.
    pub source: String,
    /// The tracks in file order.
    pub tracks: Vec<Track>,
    /// Equivalences in file order; a later one that contradicts is set aside.
    pub equivalences: Vec<Equivalence>,
    /// Anchors, weights and thresholds in force for people on this ladder.
    pub constants: Constants,
}

/// An entry of a track of a ladder, counted through the whole file: see [`super::Org::rung`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RungId(pub u16);

/// Where a rung stands in the file's ladders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RungPlace {
    /// Index into `Org::ladders`.
    pub ladder: u16,
    /// Index into `Ladder::tracks`.
    pub track: u16,
    /// Index into `Track::entries`.
    pub entry: u16,
}

/// How a seat came to be known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum SeatSource {
    /// The file gives it.
    #[default]
    Given,
    /// A column of the file was mapped to it.
    Mapped,
    /// Guessed from title and reports; drawn dashed.
    Suggested,
    /// A suggestion that somebody confirmed.
    Confirmed,
}

/// Track and rung of a person, and how it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The rung; it names the track.
    pub rung: RungId,
    /// How it is known.
    pub source: SeatSource,
}
