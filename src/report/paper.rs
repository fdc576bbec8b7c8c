//! A report as a paper: headings, texts, tables, figures and findings, made once from an organisation and then written
//! as HTML, Markdown or PDF. Anything that is not to be shown is first removed from a copy, so it cannot get into the
//! paper.

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

use super::gate::Gate;
use super::veil::without_names;
use crate::org::Org;
use crate::plan::unpaid;
use crate::rules::Judgement;
use made::Made;
use std::borrow::Cow;

/// Content of a report, in any format.
#[derive(Clone, Debug, PartialEq)]
pub struct Paper {
    /// Name of the organisation; untrusted text, like all text in a paper.
    pub title: String,
    /// Date and mode of the file, and what was left out; a paragraph each.
    pub lead: Vec<String>,
    /// Parts from top to bottom.
    pub blocks: Vec<Block>,
}

impl Paper {
    /// Judges the organisation again without the parts that are not shown, and writes up the findings. In structure
    /// only nobody is named and there are no findings about people.
    pub fn of(org: &Org, show: Show) -> Self {
        let gate = Gate::of(org);
        let show = Show {
            names: show.names && gate.people,
            findings: show.findings && gate.people,
            pay: show.pay && gate.sums_of_pay,
        };
        let paid = if show.pay { Cow::Borrowed(org) } else { Cow::Owned(unpaid(org)) };
        let judgement = &Judgement::of(&paid);
        let named = if show.names { paid } else { Cow::Owned(without_names(&paid)) };
        let org = &*named;
        let made = Made { facts: judgement.facts(org), judgement, show };
        let sections =
            [summary::blocks, ladder::blocks, tracks::blocks, indices::blocks, findings::blocks, people::blocks];
        let mut blocks: Vec<Block> = sections.iter().flat_map(|blocks| blocks(&made)).collect();
        blocks.extend(method::blocks(&made.facts));
        Self { title: summary::name(org).to_owned(), lead: summary::lead(&made), blocks }
    }
}
