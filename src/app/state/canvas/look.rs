//! Appearance of people in the pictures: colours, fields on cards, branch numbers, photos. `update::canvas::look` works
//! it out.

use crate::app::state::latest::{Latest, Request};
use crate::diagram::{BRANCH_LINES, Look};
use crate::org::Org;
use crate::plan::{Branches, ColourBy, Colouring, Heading, Seen};
use crate::rules::Judgement;
use std::sync::{Arc, Weak};

/// Largest number of fields on a card.
pub const MOST_FIELDS: usize = 3;

/// A request to change the appearance of people.
#[derive(Clone, Debug, PartialEq)]
pub enum LookCommand {
    /// Colours people by another attribute.
    By(ColourBy),
    /// Highlights the people of a line of the legend; a second time clears it.
    Light(usize),
    /// Highlights them for as long as the pointer is on the line.
    Point(Option<usize>),
    /// Adds a field to the cards, or removes it.
    Field(Heading),
    /// Shows or hides the branch numbers on managers' cards.
    Branches(bool),
    /// Shows or hides photos on cards.
    Photos(bool),
    /// Collects the fields that the file offers.
    Fields,
    /// Reduces cards to name and title.
    Plain,
    /// Highlights the chain from the selected person to the top, or clears it.
    Chain(bool),
}

/// The user's choices.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chosen {
    /// Attribute that people are coloured by.
    pub by: ColourBy,
    /// Fields on cards; at most [`MOST_FIELDS`], no duplicates.
    pub fields: Vec<Heading>,
    /// Branch numbers on managers' cards.
    pub branches: bool,
    /// Set when photos are left off.
    pub no_photos: bool,
}

impl Chosen {
    /// Number of lines below the title of every card.
    pub fn lines(&self) -> u8 {
        self.fields.len().min(MOST_FIELDS) as u8 + if self.branches { BRANCH_LINES } else { 0 }
    }
}

/// Choices and results for the appearance of people.
#[derive(Default)]
pub struct LookView {
    pub chosen: Chosen,
    /// Line of the legend highlighted by a click.
    pub lit: Option<usize>,
    /// Line of the legend under the pointer.
    pub pointed: Option<usize>,
    pub wants_fields: bool,
    /// Colouring and branch numbers for these choices, made on a thread.
    pub found: Latest<Wanted, Made>,
}

/// Input of the colouring. Another organisation needs another result, even one that differs only in being redacted.
#[derive(Clone)]
pub struct Wanted {
    pub org: usize,
    pub judgement: Weak<Judgement>,
    pub shows_people: bool,
    pub by: ColourBy,
    pub branches: bool,
    pub fields: bool,
}

/// Result of the colouring.
#[derive(Clone, Default)]
pub struct Made {
    colouring: Option<Arc<Colouring>>,
    branches: Option<Arc<Branches>>,
    fields: Option<Arc<Vec<Heading>>>,
}

impl Wanted {
    /// True when both show the same organisation and hide the same, so that one result may briefly stand in for the other.
    pub fn is_seen_as(&self, other: &Self) -> bool {
        self.org == other.org && self.shows_people == other.shows_people
    }

    pub fn made(&self, org: &Org, judgement: &Judgement) -> Made {
        let seen = Seen::new(org, judgement, self.shows_people);
        Made {
            colouring: Colouring::of(&seen, &self.by).map(Arc::new),
            branches: self.branches.then(|| Arc::new(Branches::of(&seen.facts, seen.shows_people))),
            fields: self.fields.then(|| Arc::new(Heading::all(org))),
        }
    }
}

impl Request for Wanted {
    fn serves(&self, other: &Self) -> bool {
        self.is_seen_as(other)
            && self.judgement.ptr_eq(&other.judgement)
            && (&self.by, self.branches) == (&other.by, other.branches)
            && self.fields >= other.fields
    }
}

impl LookView {
    /// The colouring with its legend; `None` until it is made.
    pub fn colouring(&self) -> Option<&Colouring> {
        self.found.made()?.1.colouring.as_deref()
    }

    pub fn is_making(&self) -> bool {
        self.found.is_making()
    }

    /// Branch numbers; `None` until they are made.
    pub fn branches(&self) -> Option<&Branches> {
        self.found.made()?.1.branches.as_deref()
    }

    /// Fields offered for cards; only the built-in ones until the file has been searched.
    pub fn fields(&self) -> Vec<Heading> {
        let found = self.found.made().and_then(|(_, made)| made.fields.as_deref());
        found.cloned().unwrap_or_else(Heading::known)
    }

    /// Look handed to the painters.
    pub fn look(&self) -> Look<'_> {
        Look {
            colours: self.colouring(),
            lit: self.pointed.or(self.lit),
            fields: &self.chosen.fields,
            branches: self.branches(),
        }
    }
}
