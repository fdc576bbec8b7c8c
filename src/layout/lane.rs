//! The two sides of a picture of tracks.

/// Side of the gutter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    /// Individual contributors, on the left.
    Ic,
    /// Management, on the right.
    Management,
}

impl Lane {
    /// Both lanes, left first.
    pub const BOTH: [Lane; 2] = [Lane::Ic, Lane::Management];
}
