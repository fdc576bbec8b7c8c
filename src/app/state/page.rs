//! The pages in the middle of the window, the side panels, and the sheets about one person.

/// A page that stands where the picture stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// The picture.
    #[default]
    Tracks,
    /// Everybody by solid lines.
    Tree,
    /// One row a person.
    Table,
    /// Authority against impact.
    Matrix,
    /// The rungs with what they bring.
    Ladder,
    /// Two seats or people beside each other.
    Weigh,
    /// The organisation's indices.
    Indices,
    /// The question to whoever is selected.
    Question,
    /// What could not be taken from the file as it stands.
    Problems,
    /// Seats that are suggestions.
    Suggestions,
    /// Steps of the plan that no longer apply.
    NotApplied,
    /// What differs between two of the baseline and the plans.
    Changes,
    /// A new export that is taken in.
    Merging,
    /// A file that could not be opened.
    Failed,
    /// The start page.
    Start,
    /// A new organisation that is being entered.
    New,
    /// The manual.
    Manual,
}

/// A sheet about one person, to be handed to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// All that is recorded of them.
    Record,
    /// The question, with what a yes would mean.
    Question,
}

/// A side panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Findings.
    Left,
    /// The inspector.
    Right,
}
