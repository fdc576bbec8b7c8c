//! The parts that a paper is made of. What stands in them is the work of the sections, how they look that of the
//! writers.

use crate::scene::{Mark, Rect, Role, Shape};

/// A part of a paper.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading of a section.
    Section(String),
    /// A heading within a section.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A small paragraph.
    Note(String),
    /// Points of a list.
    List(Vec<String>),
    /// Numbers that stand out.
    Tiles(Vec<Tile>),
    /// A table.
    Table(Table),
    /// A picture.
    Figure(Figure),
    /// A finding, a person or an index.
    Item(Item),
}

/// A number that stands out, and what it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// `1,250`.
    pub value: String,
    /// `people`.
    pub words: String,
}

/// Rows under one head. Every row has as many cells as there are columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The head: words, and whether the column holds numbers.
    pub columns: Vec<(String, bool)>,
    /// The rows, top to bottom.
    pub rows: Vec<Vec<String>>,
}

/// A picture with what it shows in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// For people who do not see it.
    pub alt: String,
    /// What is beneath it; may be empty.
    pub caption: String,
    /// The part of the scene that is shown.
    pub bounds: Rect,
    /// Its marks.
    pub marks: Vec<Mark>,
    /// Whether it wants a sheet of its own, lying.
    pub is_wide: bool,
}

/// Something with a title, what it says, and lines below.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its sign.
    pub sign: Option<(Shape, Role)>,
    /// One line.
    pub title: String,
    /// How firm and how large, or its value; may be empty.
    pub tag: String,
    /// Lines below it.
    pub lines: Vec<Line>,
}

/// A line of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What comes first and stands out; may be empty.
    pub lead: String,
    /// The rest.
    pub text: String,
}

impl Line {
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { lead: String::new(), text: text.into() }
    }

    pub(super) fn led(lead: impl Into<String>, text: impl Into<String>) -> Self {
        Self { lead: lead.into(), text: text.into() }
    }
}
