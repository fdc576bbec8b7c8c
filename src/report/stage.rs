//! What a picture takes over from where it is looked at: who is in it, who stands out, colours by field, fields on
//! cards, opened branches, columns, and what it is compared with.

use super::scope::branch;
use crate::diagram::{ChartOptions, Folder, FoldersBy, Look, TracksOptions};
use crate::org::{Org, PersonId, Tree};
use crate::plan::{Branches, ColourBy, Heading, PeopleSet, Side, Sorting};
use crate::scene::Rect;
use std::sync::Arc;

/// Some of the people of an organisation.
#[derive(Clone, Debug, PartialEq)]
pub enum Who {
    /// A person and everybody below.
    Branch(PersonId),
    /// A few.
    Some(Vec<PersonId>),
    /// Many.
    Set(Arc<PeopleSet>),
}

/// The people that a picture is limited to.
#[derive(Clone, Debug, PartialEq)]
pub struct Scope {
    /// Everybody in it.
    pub who: Who,
    /// What they are, in words: `Branch of Priya Raman`. Not shown where names are left out.
    pub words: String,
}

impl Scope {
    /// Everybody in it as a set, by the lines of the whole organisation with so many handles.
    pub fn people(&self, tree: &Tree, handles: usize) -> Arc<PeopleSet> {
        match &self.who {
            Who::Branch(root) => Arc::new(branch(tree, handles, *root)),
            Who::Some(people) => Arc::new(PeopleSet::of(handles, people.iter().copied())),
            Who::Set(people) => people.clone(),
        }
    }
}

/// An organisation that a picture compares its own with: the one before.
#[derive(Clone, Debug)]
pub struct Before {
    /// The organisation.
    pub org: Arc<Org>,
    /// What it and the one after are called: `Baseline`, `Plan A`.
    pub names: [String; 2],
}

impl PartialEq for Before {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.org, &other.org) && self.names == other.names
    }
}

/// A part of a canvas as it is on a screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InView {
    /// The part of the scene.
    pub window: Rect,
    /// Pixels per point of the scene; above 0.
    pub scale: f64,
    /// How the tracks are laid out there.
    pub tracks: TracksOptions,
}

/// What a picture takes over; the default is everybody as they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stage {
    /// People in the picture; everybody for `None`.
    pub scope: Option<Scope>,
    /// People who keep their colours while everybody else fades; everybody for `None`.
    pub matching: Option<Arc<PeopleSet>>,
    /// Attribute that people are coloured by.
    pub by: ColourBy,
    /// Line of the legend whose people stand out.
    pub lit: Option<usize>,
    /// Fields on cards.
    pub fields: Vec<Heading>,
    /// Numbers about branches on the cards of managers.
    pub branches: bool,
    /// Name of the plan that is looked at; empty for the baseline.
    pub plan: String,
    /// Shape of the tree, and its opened branches; `None` unfolds everything.
    pub chart: Option<ChartOptions>,
    /// Columns of the table; the usual ones when empty.
    pub columns: Vec<Heading>,
    /// Order of its rows; that of the file for `None`.
    pub sorting: Option<Sorting>,
    /// Sides that are weighed; the highest equal rungs for `None`.
    pub weighed: Option<[Side; 2]>,
    /// Ladder shown, by its index.
    pub ladder: u16,
    /// What the organisation is compared with.
    pub before: Option<Before>,
    /// Folders of the repository that the organisation was made from; none for any other.
    pub folders: Arc<Vec<Folder>>,
    /// What the folders are coloured by.
    pub folders_by: FoldersBy,
    /// Only this part of the canvas; everything for `None`.
    pub in_view: Option<InView>,
}

impl Stage {
    /// Number of lines below the title of a card.
    pub fn lines(&self) -> u8 {
        let numbers = Branches::default();
        Look { fields: &self.fields, branches: self.branches.then_some(&numbers), ..Look::default() }.lines()
    }
}
