//! What is known of the look of people in the pictures: colours, fields on cards, branch numbers, photos. How it is
//! counted and shown is known by `update::canvas::look`.

use crate::app::state::latest::{Latest, Request};
use crate::diagram::{BRANCH_LINES, Look};
use crate::org::Org;
use crate::plan::{Branches, ColourBy, Colouring, Heading, Seen};
use crate::rules::Judgement;
use std::sync::{Arc, Weak};

/// Fields on a card, at most.
pub const MOST_FIELDS: usize = 3;

/// What may be asked of the look of people.
#[derive(Clone, Debug, PartialEq)]
pub enum LookCommand {
    /// Coloured by something else.
    By(ColourBy),
    /// The people of a line of the legend stand out until it is asked for again.
    Light(usize),
    /// The same for as long as the line is pointed at.
    Point(Option<usize>),
    /// A field on cards, or no longer.
    Field(Heading),
    /// The numbers of branches on the cards of their managers, or no longer.
    Branches(bool),
    /// Photos on cards, or none.
    Photos(bool),
    /// Which fields there are is asked for.
    Fields,
    /// Nothing on cards but name and title.
    Plain,
    /// The chain to the top of who is selected, or everybody again.
    Chain(bool),
}

/// What somebody has chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chosen {
    /// By what people are coloured.
    pub by: ColourBy,
    /// Fields on cards, at most [`MOST_FIELDS`], none twice.
    pub fields: Vec<Heading>,
    /// Whether managers' cards have the numbers of their branch.
    pub branches: bool,
    /// Whether photos are left out.
    pub no_photos: bool,
}

impl Chosen {
    /// Lines below the title of every card.
    pub fn lines(&self) -> u8 {
        self.fields.len().min(MOST_FIELDS) as u8 + if self.branches { BRANCH_LINES } else { 0 }
    }
}

/// What the window knows of the look of people.
#[derive(Default)]
pub struct LookView {
    /// What is chosen.
    pub chosen: Chosen,
    /// The line of the legend that was chosen.
    pub lit: Option<usize>,
    /// The line that is pointed at.
    pub pointed: Option<usize>,
    pub wants_fields: bool,
    /// What was found for it.
    pub found: Latest<Wanted, Made>,
}

/// What it is made of. Everything is made anew of another organisation, even of one that is only masked.
#[derive(Clone)]
pub struct Wanted {
    pub org: usize,
    pub judgement: Weak<Judgement>,
    pub shows_people: bool,
    pub by: ColourBy,
    pub branches: bool,
    pub fields: bool,
}

/// What was found.
#[derive(Clone, Default)]
pub struct Made {
    colouring: Option<Arc<Colouring>>,
    branches: Option<Arc<Branches>>,
    fields: Option<Arc<Vec<Heading>>>,
}

impl Wanted {
    /// Whether nothing is told to somebody who must not see it where one stands for the other.
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
    /// The legend, once it is found.
    pub fn colouring(&self) -> Option<&Colouring> {
        self.found.made()?.1.colouring.as_deref()
    }

    /// Whether anything is being found.
    pub fn is_making(&self) -> bool {
        self.found.is_making()
    }

    /// The numbers of branches, once they are found.
    pub fn branches(&self) -> Option<&Branches> {
        self.found.made()?.1.branches.as_deref()
    }

    /// Every field that there is; only the known ones until all are found.
    pub fn fields(&self) -> Vec<Heading> {
        let found = self.found.made().and_then(|(_, made)| made.fields.as_deref());
        found.cloned().unwrap_or_else(Heading::known)
    }

    /// How people look in a picture.
    pub fn look(&self) -> Look<'_> {
        Look {
            colours: self.colouring(),
            lit: self.pointed.or(self.lit),
            fields: &self.chosen.fields,
            branches: self.branches(),
        }
    }
}
