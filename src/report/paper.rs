//! A report as a paper: headings, texts, tables, figures and findings, made once from an organisation and then written
//! as HTML, Markdown or PDF. What is not to be shown is taken out of a copy first, so it cannot be on the paper.

mod block;
mod findings;
mod indices;
mod ladder;
mod made;
mod method;
mod people;
mod summary;
mod tracks;

pub use block::{Block, Figure, Item, Line, Table, Tile};
pub use made::Show;

use super::veil::{without_names, without_pay};
use crate::org::Org;
use crate::rules::Judgement;
use made::Made;
use std::borrow::Cow;

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
        blocks.extend(method::blocks(org, made.facts.tally));
        Self { title: summary::name(org).to_owned(), lead: summary::lead(&made), blocks }
    }
}
