//! The sets of colours that there are. Which colour has which role in them stands in `role.rs`.

/// A set of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Dark text on light ground.
    #[default]
    Light,
    /// Light text on dark ground.
    Dark,
    /// Black on white, for paper.
    Print,
}
