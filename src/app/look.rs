//! How people look in the pictures: by what they are coloured, what stands on their cards. What is drawn for it is found
//! once for a change, off the frame where there are many people; nothing is found as long as nothing is asked for.

use super::command::Page;
use super::hold::{Hold, holding};
use super::state::State;
use super::work::Work;
use crate::diagram::{BRANCH_LINES, Look};
use crate::org::Org;
use crate::plan::{Branches, ColourBy, Colouring, Heading, Seen};
use crate::rules::Judgement;
use eframe::egui;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Weak};

/// People up to whom everything is found within a frame.
const AT_ONCE: usize = 4_000;
/// Fields on a card, at most.
pub const MOST_FIELDS: usize = 3;

/// What is wished of the look of people.
#[derive(Clone, Debug, PartialEq)]
pub enum LookWish {
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
    wants_fields: bool,
    made: Option<(Wanted, Made)>,
    making: Option<(Wanted, Receiver<Made>)>,
}

/// What it is made of. Everything is made anew of another organisation, even of one that is only masked.
#[derive(Clone)]
struct Wanted {
    org: usize,
    judgement: Weak<Judgement>,
    shows_people: bool,
    by: ColourBy,
    branches: bool,
    fields: bool,
}

/// What was found.
#[derive(Clone, Default)]
struct Made {
    colouring: Option<Arc<Colouring>>,
    branches: Option<Arc<Branches>>,
    fields: Option<Arc<Vec<Heading>>>,
}

impl Wanted {
    /// Whether nothing is told to somebody who must not see it where one stands for the other.
    fn is_seen_as(&self, other: &Self) -> bool {
        self.org == other.org && self.shows_people == other.shows_people
    }

    fn is(&self, other: &Self) -> bool {
        self.is_seen_as(other)
            && self.judgement.ptr_eq(&other.judgement)
            && (&self.by, self.branches) == (&other.by, other.branches)
            && self.fields >= other.fields
    }

    fn made(&self, org: &Org, judgement: &Judgement) -> Made {
        let seen = Seen::new(org, judgement, self.shows_people);
        Made {
            colouring: Colouring::of(&seen, &self.by).map(Arc::new),
            branches: self.branches.then(|| Arc::new(Branches::of(&seen.facts, seen.shows_people))),
            fields: self.fields.then(|| Arc::new(Heading::all(org))),
        }
    }
}

impl LookView {
    /// The legend, once it is found.
    pub fn colouring(&self) -> Option<&Colouring> {
        self.made.as_ref()?.1.colouring.as_deref()
    }

    /// Whether anything is being found.
    pub fn is_making(&self) -> bool {
        self.making.is_some()
    }

    /// The numbers of branches, once they are found.
    pub fn branches(&self) -> Option<&Branches> {
        self.made.as_ref()?.1.branches.as_deref()
    }

    /// Every field that there is; only the known ones until all are found.
    pub fn fields(&self) -> Vec<Heading> {
        let found = self.made.as_ref().and_then(|(_, made)| made.fields.as_deref());
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

/// Does what is wished.
pub fn wish(state: &mut State, wish: LookWish, ctx: &egui::Context) {
    if let LookWish::Chain(is_shown) = wish {
        return super::chain::show(state, is_shown);
    }
    let look = &mut state.look;
    match wish {
        LookWish::By(by) => {
            look.chosen.by = by;
            (look.lit, look.pointed) = (None, None);
        }
        LookWish::Light(line) => look.lit = (look.lit != Some(line)).then_some(line),
        LookWish::Point(line) => look.pointed = line,
        LookWish::Field(heading) => {
            let fields = &mut look.chosen.fields;
            match fields.iter().position(|known| *known == heading) {
                Some(at) => _ = fields.remove(at),
                None if fields.len() < MOST_FIELDS => fields.push(heading),
                None => {}
            }
        }
        LookWish::Branches(branches) => look.chosen.branches = branches,
        LookWish::Photos(photos) => look.chosen.no_photos = !photos,
        LookWish::Fields => look.wants_fields = true,
        LookWish::Chain(_) => {}
        LookWish::Plain => look.chosen = Chosen { by: look.chosen.by.clone(), ..Chosen::default() },
    }
    // Cards of another height move; what is looked at does not.
    if state.page == Page::Tree && state.tree.options.lines != state.look.chosen.lines() {
        holding(state, |state| super::tree::refresh(state, ctx));
    }
}

/// Finds anew what has changed, and lays the picture out where cards have other lines; once a frame.
pub fn refresh(state: &mut State, ctx: &egui::Context) {
    lay_out(state, ctx);
    let chosen = &state.look.chosen;
    if chosen.by == ColourBy::Track && !chosen.branches && !state.look.wants_fields {
        (state.look.made, state.look.making) = (None, None);
        return;
    }
    let shows_people = state.shows_people();
    let Some(document) = state.seen() else { return };
    let (org, judgement) = (document.standing.org.clone(), document.standing.judgement.clone());
    let look = &mut state.look;
    let wanted = Wanted {
        org: Arc::as_ptr(&org) as usize,
        judgement: Arc::downgrade(&judgement),
        shows_people,
        by: look.chosen.by.clone(),
        branches: look.chosen.branches,
        fields: look.wants_fields,
    };
    if let Some((of, making)) = &look.making {
        match making.try_recv() {
            Ok(made) => {
                look.made = Some((of.clone(), made));
                look.making = None;
            }
            Err(TryRecvError::Empty) => {}
            // Not once more: it would be lost again.
            Err(TryRecvError::Disconnected) => {
                look.made = Some((of.clone(), Made::default()));
                look.making = None;
            }
        }
    }
    look.made.take_if(|(of, _)| !of.is_seen_as(&wanted) || of.by != wanted.by);
    let lines = look.colouring().map_or(0, |colouring| colouring.entries.len());
    for line in [&mut look.lit, &mut look.pointed] {
        line.take_if(|line| *line >= lines && look.making.is_none());
    }
    let is_made = look.made.as_ref().is_some_and(|(of, _)| of.is(&wanted));
    if is_made || look.making.as_ref().is_some_and(|(of, _)| of.is(&wanted)) {
        return;
    }
    if org.len() <= AT_ONCE {
        let made = wanted.made(&org, &judgement);
        (look.made, look.making) = (Some((wanted, made)), None);
        return;
    }
    let (send, making) = channel();
    let (task, wake) = (wanted.clone(), ctx.clone());
    std::thread::spawn(move || {
        let made = task.made(&org, &judgement);
        drop((org, judgement));
        // Nobody listens any more when something else is wanted.
        let _ = send.send(made);
        wake.request_repaint();
    });
    look.making = Some((wanted, making));
}

/// The tracks have room for the lines of cards; the tree sees to itself.
fn lay_out(state: &mut State, ctx: &egui::Context) {
    let lines = state.look.chosen.lines();
    let Some(document) = &state.document else { return };
    let is_as_wanted = state.refold.is_none() && document.standing.folding.lines() == lines;
    if is_as_wanted || state.work.is_some() || state.drag.is_some() {
        return;
    }
    let standing = document.standing.clone();
    let mut folding = state.refold.take().unwrap_or_else(|| standing.folding.clone());
    folding.set_lines(lines);
    if folding == standing.folding {
        return;
    }
    if standing.org.len() > AT_ONCE {
        let hold = Hold::of(state, None).filter(|_| state.page == Page::Tracks);
        state.holds[0] = state.holds[0].or(hold);
        super::dispatch::begin(state, Work::fold(standing, folding, ctx.clone()));
        return;
    }
    holding(state, |state| {
        if let Some(document) = &mut state.document {
            document.standing = document.standing.folded(folding);
        }
    });
}
