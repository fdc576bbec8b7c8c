//! The parts of a paper. Their content is up to the sections, their appearance up to the writers.

use crate::scene::{Mark, Rect, Role, Shape};

/// Part of a paper.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Heading of a section.
    Section(String),
    /// Heading within a section.
    Heading(String),
    /// Paragraph.
    Text(String),
    /// Paragraph in small print.
    Note(String),
    /// List with one text per point.
    List(Vec<String>),
    /// Numbers that stand out.
    Tiles(Vec<Tile>),
    /// Table with a head.
    Table(Table),
    /// Picture.
    Figure(Figure),
    /// Finding, person or index.
    Item(Item),
}

/// A number that stands out, with a caption.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// Number as text, as in `1,250`.
    pub value: String,
    /// Caption, as in `people`.
    pub words: String,
}

/// Rows below a head. Every row has as many cells as there are columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Heads of the columns; `true` for a column of numbers.
    pub columns: Vec<(String, bool)>,
    /// Rows from top to bottom.
    pub rows: Vec<Vec<String>>,
}

/// A picture with a description.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Description for people who cannot see the picture.
    pub alt: String,
    /// Caption below the picture; may be empty.
    pub caption: String,
    /// Part of the scene that is shown, in points.
    pub bounds: Rect,
    /// Marks in painting order.
    pub marks: Vec<Mark>,
    /// True if it needs a landscape page of its own.
    pub is_wide: bool,
}

/// A title with a tag and lines below.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Sign before the title, if any.
    pub sign: Option<(Shape, Role)>,
    /// Title on one line.
    pub title: String,
    /// Strength and size of a finding, details of a person, or the value of an index; may be empty.
    pub tag: String,
    /// Lines below the title.
    pub lines: Vec<Line>,
}

/// Line of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Highlighted beginning; may be empty.
    pub lead: String,
    /// Rest of the line; may be empty.
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
