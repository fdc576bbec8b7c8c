//! A report as a paper: headings, texts, tables, figures and findings, made once from an organisation and then written
//! as HTML, Markdown or PDF. What is not to be shown is taken out of a copy first, so it cannot be on the paper.

mod findings;
mod indices;
mod ladder;
mod method;
mod people;
mod summary;
mod tracks;

use super::veil::{without_names, without_pay};
use crate::org::Org;
use crate::rules::{Facts, Judgement};
use crate::scene::{Mark, Rect, Role, Shape};
use std::borrow::Cow;

/// Counts of people below this are not told where a report is shared.
pub(super) const FEW: usize = 5;

/// What is shown besides ladder, structure and findings that name nobody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Show {
    /// Names and titles of people.
    pub names: bool,
    /// Pay, and all that is computed from it.
    pub pay: bool,
    /// Findings about people.
    pub findings: bool,
}

/// A report.
#[derive(Clone, Debug, PartialEq)]
pub struct Paper {
    /// Name of the organisation. Hostile, like every text of a paper.
    pub title: String,
    /// What it is, its date, what was left out.
    pub lead: Vec<String>,
    /// Its parts from top to bottom.
    pub blocks: Vec<Block>,
}

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
    fn plain(text: impl Into<String>) -> Self {
        Self { lead: String::new(), text: text.into() }
    }

    fn led(lead: impl Into<String>, text: impl Into<String>) -> Self {
        Self { lead: lead.into(), text: text.into() }
    }
}

/// What every section is made from.
struct Made<'a> {
    facts: Facts<'a>,
    judgement: &'a Judgement,
    show: Show,
}

impl Paper {
    /// Judges the organisation anew, without what is not shown, and writes down what was found. In structure only
    /// nobody is named and no finding about a person exists.
    pub fn of(org: &Org, show: Show) -> Self {
        let may = org.shows_people();
        let show = Show { names: show.names && may, findings: show.findings && may, ..show };
        let paid = if show.pay { Cow::Borrowed(org) } else { Cow::Owned(without_pay(org)) };
        let judgement = &Judgement::of(&paid);
        let named = if show.names { paid } else { Cow::Owned(without_names(&paid)) };
        let org = &*named;
        let made = Made { facts: judgement.facts(org), judgement, show };
        let sections =
            [summary::blocks, ladder::blocks, tracks::blocks, indices::blocks, findings::blocks, people::blocks];
        let mut blocks: Vec<Block> = sections.iter().flat_map(|blocks| blocks(&made)).collect();
        blocks.extend(method::blocks(org));
        Self { title: summary::name(org).to_owned(), lead: summary::lead(&made), blocks }
    }
}

/// A number of people, or that there are too few of them to tell.
fn few(n: usize, may_tell: bool) -> String {
    if may_tell || n == 0 || n >= FEW { super::shown::thousands(n as f64) } else { format!("under {FEW}") }
}
