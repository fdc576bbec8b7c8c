//! What of the document must not be seen, so that a copy without it is shown in its place.

/// What is taken out of the copy shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Veil {
    /// What a meeting must not see ([`crate::plan::redacted`]).
    Meeting {
        /// False when roles replace people's names.
        names: bool,
    },
    /// The names of people ([`crate::plan::unnamed`]).
    Names,
}
