//! The available themes. `role.rs` assigns their colours.

/// A set of colours by role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Dark text on a light background.
    #[default]
    Light,
    /// Light text on a dark background.
    Dark,
    /// Black on white, for paper.
    Print,
}
