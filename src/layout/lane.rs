//! The two sides of a picture of tracks.

/// Side of the gutter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    /// Left.
    Ic,
    /// Right.
    Management,
}

impl Lane {
    /// Both, left first.
    pub const BOTH: [Lane; 2] = [Lane::Ic, Lane::Management];
}
