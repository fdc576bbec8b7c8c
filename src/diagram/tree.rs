//! The tree view: the classic chart of everybody by solid lines, laid out once and drawn for any window and zoom.

use super::roles::lane_role;
use super::rows::Row;
use super::sizes::card_height;
use super::tree_forest::{Assistants, Forest, Leaf, Wanted, cards_below, chain, lane};
use super::tree_rungs::Rungs;
use super::view::Hit;
use crate::layout::tree::Flow;
use crate::layout::tree_branches::{Branches, Stacking, Twig, branches};
use crate::org::PersonId;
use crate::rules::Facts;
use crate::scene::{Point, Rect, Role, Size};
use std::collections::BTreeMap;

/// Width of a card in points.
const CARD: f64 = 160.0;
/// Height of the count at the foot of a manager's card, in points; half of it is below the card.
pub(super) const COUNT: f64 = 15.0;
/// Canvas in points for which a chart is stacked so that it appears as large as possible.
const CANVAS: Size = Size { width: 1080.0, height: 760.0 };
/// Relative gain in scale that each level of stacking must bring.
const WORTH: f64 = 0.04;
/// Approximate limit of cards times layouts in the search for a shape.
const EFFORT: usize = 600_000;

/// Content and layout of the tree view.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartOptions {
    /// Direction of growth; rows by rung always grow downwards.
    pub flow: Flow,
    /// Turns stacking off.
    pub is_plain: bool,
    /// Puts people on the same rung in the same row.
    pub by_rung: bool,
    /// Number of levels shown; `None` for as many as can be seen.
    pub levels: Option<u32>,
    /// Root of the branch shown; `None` for everybody.
    pub focus: Option<PersonId>,
    /// Branches unfolded (`true`) and folded (`false`) by hand.
    pub asked: BTreeMap<PersonId, bool>,
    /// Number of lines below the title of every card, at most [`super::MOST_LINES`].
    pub lines: u8,
    /// The first of the reports of `focus` shown, and how many from there on; everybody for `None`.
    pub part: Option<(u32, u32)>,
    /// Width of a card in points; the usual one for `None`. Rows by rung always have the usual one.
    pub card: Option<f64>,
    /// Canvas that the chart is to appear as large as possible on; the usual one for `None`.
    pub canvas: Option<Size>,
}

impl ChartOptions {
    /// True if nothing was folded or unfolded by hand.
    pub fn is_as_opened(&self) -> bool {
        self.levels.is_none() && self.asked.is_empty()
    }
}

/// Layout of the cards.
#[derive(Clone)]
pub(super) enum Places {
    Branches(Branches),
    Rungs(Rungs),
}

/// Tree of one organisation, laid out.
#[derive(Clone)]
pub struct Chart {
    pub(super) forest: Forest,
    pub(super) places: Places,
    focus_chain: Vec<PersonId>,
}

/// What many charts of one organisation share, which takes a pass over all of its people.
pub struct ChartMaker<'a> {
    facts: &'a Facts<'a>,
    assistants: Assistants,
}

impl<'a> ChartMaker<'a> {
    /// Of an organisation.
    pub fn new(facts: &'a Facts<'a>) -> Self {
        Self { facts, assistants: Assistants::of(facts) }
    }

    /// A chart; see [`Chart::new`].
    pub fn chart(&self, options: &ChartOptions) -> Chart {
        let Self { facts, assistants } = self;
        let wanted = Wanted { focus: options.focus, levels: options.levels, asked: &options.asked, part: options.part };
        let forest = Forest::of(facts, assistants, &wanted);
        let places = match options.by_rung {
            true => Places::Rungs(fit_rungs(facts, &forest, options)),
            false => Places::Branches(fit_branches(&forest, options)),
        };
        let focus_chain = options.focus.map(|focus| chain(facts, assistants, focus)).unwrap_or_default();
        Chart { forest, places, focus_chain }
    }
}

/// Direction of an arrow key in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the card above.
    Above,
    /// To the first card below.
    Below,
    /// To the previous card with the same manager.
    Before,
    /// To the next card with the same manager.
    After,
}

impl Chart {
    /// Lays out an organisation. Linear in the cards drawn, apart from a few tries for a usable shape; people in folded
    /// branches cost nothing.
    pub fn new(facts: &Facts, options: &ChartOptions) -> Self {
        ChartMaker::new(facts).chart(options)
    }

    /// Number of cards in a branch, or of everybody, with nothing folded.
    pub fn size_of(facts: &Facts, focus: Option<PersonId>) -> usize {
        cards_below(facts, focus)
    }

    /// People above a person, nearest first.
    pub fn chain(facts: &Facts, person: PersonId) -> Vec<PersonId> {
        chain(facts, &Assistants::of(facts), person)
    }

    /// People above the branch shown, nearest first.
    pub fn focus_chain(&self) -> &[PersonId] {
        &self.focus_chain
    }

    /// Bounds of the whole picture, in points.
    pub fn bounds(&self) -> Rect {
        let all = match &self.places {
            Places::Branches(branches) => branches.bounds.expanded(24.0),
            Places::Rungs(rungs) => rungs.bounds,
        };
        Rect { bottom: all.bottom + COUNT / 2.0, ..all }
    }

    /// People whose cards are drawn, managers before their reports.
    pub fn people(&self) -> impl ExactSizeIterator<Item = PersonId> + '_ {
        self.forest.leaves.iter().map(|leaf| leaf.person)
    }

    /// Calls `out` for everybody whose card is at least partly inside a window.
    pub fn people_in(&self, window: &Rect, out: &mut dyn FnMut(PersonId, Rect)) {
        self.within(*window, 0.0, &mut |seen| {
            if let Seen::Card(at) = seen {
                let place = self.rects()[at as usize];
                if place.overlaps(window) {
                    out(self.forest.leaves[at as usize].person, place);
                }
            }
        });
    }

    /// Number of people in folded branches.
    pub fn folded(&self) -> usize {
        self.forest.folded
    }

    /// Number of levels unfolded, apart from branches folded or unfolded by hand.
    pub fn levels(&self) -> u32 {
        self.forest.levels
    }

    /// Number of levels drawn, including branches unfolded by hand.
    pub fn depth(&self) -> u32 {
        self.forest.depth
    }

    /// True if a person's branch is folded; `None` if nobody is below them or they are not drawn.
    pub fn is_folded(&self, person: PersonId) -> Option<bool> {
        let leaf = &self.forest.leaves[self.forest.index(person)? as usize];
        leaf.has_below.then_some(leaf.is_folded)
    }

    /// Rectangle of a person's card; `None` if they are not drawn.
    pub fn place(&self, person: PersonId) -> Option<Rect> {
        Some(self.rects()[self.forest.index(person)? as usize])
    }

    /// Person on the card above; `None` for a top or a person who is not drawn.
    pub fn above(&self, person: PersonId) -> Option<PersonId> {
        let leaf = &self.forest.leaves[self.forest.index(person)? as usize];
        Some(self.forest.leaves[leaf.parent? as usize].person)
    }

    /// Number of people below a person and of direct reports, as written on the card.
    pub fn counts(&self, person: PersonId) -> Option<(u32, u32)> {
        let leaf = &self.forest.leaves[self.forest.index(person)? as usize];
        Some((leaf.headcount, leaf.span))
    }

    /// Person on the neighbouring card; `None` if there is none or it is not drawn.
    pub fn beside(&self, person: PersonId, step: Step) -> Option<PersonId> {
        let leaves = &self.forest.leaves;
        let at = self.forest.index(person)? as usize;
        let own = leaves[at].parent;
        let found = match step {
            Step::Above => leaves.get(own? as usize),
            Step::Below => leaves.get(at + 1).filter(|leaf| leaf.parent == Some(at as u32)),
            // A branch follows its card directly, so it ends at the first card that is not deeper.
            Step::After => leaves[at + 1..].iter().find(|leaf| leaf.level <= leaves[at].level),
            Step::Before => leaves[..at].iter().rev().find(|leaf| leaf.level <= leaves[at].level),
        };
        found.filter(|leaf| matches!(step, Step::Above | Step::Below) || leaf.parent == own).map(|leaf| leaf.person)
    }

    /// Rows, highest first; empty if the picture has none.
    pub fn rows(&self) -> &[Row] {
        match &self.places {
            Places::Branches(_) => &[],
            Places::Rungs(rungs) => &rungs.rows,
        }
    }

    /// Index in [`Self::rows`] of a person's row, with its upper and lower edge.
    pub fn row(&self, person: PersonId) -> Option<(usize, f64, f64)> {
        let (Places::Rungs(rungs), Some(at)) = (&self.places, self.forest.index(person)) else { return None };
        let row = rungs.row_of(at);
        rungs.bands.get(row).map(|&(top, bottom)| (row, top, bottom))
    }

    /// Paths of all lines between drawn cards, for tests.
    pub fn ways(&self) -> impl Iterator<Item = Vec<Point>> + '_ {
        (0..self.forest.leaves.len() as u32).map(|at| self.way(at)).filter(|way| !way.is_empty())
    }

    /// Card, count or row label at a point.
    pub fn hit(&self, at: Point) -> Option<Hit> {
        let near = Rect { left: at.x, top: at.y, right: at.x, bottom: at.y }.expanded(COUNT);
        let mut found = None;
        self.within(near, 0.0, &mut |seen| {
            let Seen::Card(card) = seen else { return };
            let leaf = &self.forest.leaves[card as usize];
            if leaf.has_below && count_rect(self.rects()[card as usize], leaf).contains(at) {
                found = Some(Hit::Count(leaf.person));
            } else if found.is_none() && self.rects()[card as usize].contains(at) {
                found = Some(Hit::Person(leaf.person));
            }
        });
        found.or_else(|| {
            let Places::Rungs(rungs) = &self.places else { return None };
            let row = rungs.bands.partition_point(|band| band.1 < at.y);
            let is_label = (at.x - rungs.gutter).abs() <= 64.0;
            (is_label && rungs.bands.get(row).is_some_and(|band| band.0 <= at.y)).then_some(Hit::Row(row))
        })
    }

    /// Coarse picture for a minimap, of at most a few thousand rectangles.
    pub fn overview(&self, org: &crate::org::Org, out: &mut dyn FnMut(Rect, Role)) {
        let step = (self.forest.leaves.len() / 2000).max(1);
        for (leaf, rect) in self.forest.leaves.iter().zip(self.rects()).step_by(step) {
            out(*rect, lane_role(lane(org, leaf)));
        }
    }

    pub(super) fn rects(&self) -> &[Rect] {
        match &self.places {
            Places::Branches(branches) => &branches.rects,
            Places::Rungs(rungs) => &rungs.rects,
        }
    }

    pub(super) fn way(&self, at: u32) -> Vec<Point> {
        match (&self.places, self.forest.leaves[at as usize].parent) {
            (Places::Branches(branches), Some(above)) => branches.way(above, at),
            (Places::Rungs(rungs), Some(_)) => rungs.way(at),
            (_, None) => Vec::new(),
        }
    }

    /// Cards in a window; a branch with an area of less than `least` square points is reported as one.
    pub(super) fn within(&self, window: Rect, least: f64, out: &mut dyn FnMut(Seen)) {
        match &self.places {
            Places::Rungs(rungs) => rungs.within(window).for_each(|at| out(Seen::Card(at))),
            Places::Branches(branches) => {
                let window = window.expanded(COUNT);
                let mut at = 0;
                while let Some(reach) = branches.reach.get(at) {
                    let is_near = reach.left <= window.right
                        && reach.right >= window.left
                        && reach.top <= window.bottom
                        && reach.bottom >= window.top;
                    if !is_near {
                        at = branches.end[at] as usize;
                    } else if reach.width() * reach.height() < least && branches.end[at] as usize > at + 1 {
                        out(Seen::Branch((at as u32, branches.end[at]), *reach));
                        at = branches.end[at] as usize;
                    } else {
                        out(Seen::Card(at as u32));
                        at += 1;
                    }
                }
            }
        }
    }
}

/// A thing drawn as one.
pub(super) enum Seen {
    /// A card; or only its lines, if the card is outside the window and some cards below it are inside.
    Card(u32),
    /// A branch too small to be told apart: its first card, the one after its last, and its bounds.
    Branch((u32, u32), Rect),
}

/// Rectangle of the count at the foot of a manager's card.
pub(super) fn count_rect(card: Rect, leaf: &Leaf) -> Rect {
    let width = 8.0 + crate::scene::text::width(&count_words(leaf), 9.5, crate::scene::Weight::SemiBold) + 8.0;
    Rect::new(card.center().x - width / 2.0, card.bottom - COUNT / 2.0, width, COUNT)
}

/// Number of direct reports and of all people below; just one number if they are equal.
pub(super) fn count_words(leaf: &Leaf) -> String {
    let all = super::words::count(f64::from(leaf.headcount));
    let sign = if leaf.is_folded { "+ " } else { "" };
    match leaf.headcount == leaf.span {
        true => format!("{sign}{all}"),
        false => format!("{sign}{} · {all} in all", leaf.span),
    }
}

/// Tries different stacked branches and column lengths, and keeps the layout that appears largest on a usual canvas.
fn fit_branches(forest: &Forest, options: &ChartOptions) -> Branches {
    let size = Size { width: options.card.unwrap_or(CARD), height: card_height(options.lines) };
    let twig = |leaf: &Leaf| Twig { parent: leaf.parent, size, is_assistant: leaf.is_assistant };
    let twigs: Vec<Twig> = forest.leaves.iter().map(twig).collect();
    let plain = branches(&twigs, Stacking { levels: 0, length: 0.0 }, options.flow);
    if options.is_plain {
        return plain;
    }
    let deepest = forest.depth.saturating_sub(1);
    // About the height of a picture of all cards that fills the canvas.
    let canvas = options.canvas.unwrap_or(CANVAS);
    let whole = (twigs.len() as f64 * 220.0 * 84.0 / (canvas.width / canvas.height)).sqrt();
    let tries = [0.3, 0.6, 0.15, 1.0, 0.08].into_iter().flat_map(|part| {
        (1..=deepest.clamp(1, 8)).map(move |levels| Stacking { levels, length: (whole * part).max(size.height) })
    });
    let seen =
        |branches: &Branches| (canvas.width / branches.bounds.width()).min(canvas.height / branches.bounds.height());
    let mut best = (seen(&plain).min(1.0), plain);
    for stacking in tries.take(EFFORT / twigs.len().max(1) + 3) {
        let tried = branches(&twigs, stacking, options.flow);
        // Enlarging beyond the natural size is no gain.
        let worth = seen(&tried).min(1.0) * (1.0 - WORTH * f64::from(stacking.levels));
        if worth > best.0 {
            best = (worth, tried);
        }
    }
    best.1
}

fn fit_rungs(facts: &Facts, forest: &Forest, options: &ChartOptions) -> Rungs {
    let card = card_height(options.lines);
    let canvas = options.canvas.unwrap_or(CANVAS);
    let seen =
        |rungs: &Rungs| (canvas.width / rungs.bounds.width()).min(canvas.height / rungs.bounds.height()).min(1.0);
    let plain = Rungs::of(facts, forest, 1, card);
    if options.is_plain {
        return plain;
    }
    let mut best = (seen(&plain), plain);
    for lines in [2, 3, 4, 6, 9, 14].into_iter().take(EFFORT / 4 / forest.leaves.len().max(1) + 3) {
        let tried = Rungs::of(facts, forest, lines, card);
        if seen(&tried) > best.0 * (1.0 + WORTH) {
            best = (seen(&tried), tried);
        }
    }
    best.1
}
