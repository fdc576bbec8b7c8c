//! Which part of a picture is looked at, who stands out in it, and what stands at a point.

use super::look::Look;
use crate::layout::Lane;
use crate::org::PersonId;
use crate::plan::PeopleSet;
use crate::scene::Rect;

/// What stands at a point of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// A card or a slot.
    Person(PersonId),
    /// The label of a row, by its index in [`Tracks::rows`](super::Tracks::rows).
    Row(usize),
    /// The gauge of somebody beside the gutter.
    Gauge(PersonId),
    /// The number of gauges that have no room on one side.
    MoreGauges(Lane),
    /// The head of a stripe, by its index in [`Frame::stripes`](crate::layout::rows::Frame::stripes).
    Stripe(usize),
    /// Where the IC track ends.
    Ceiling,
    /// The count at the foot of a manager's card in the tree.
    Count(PersonId),
}

/// What becomes of names that have no room, or must not be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Names {
    /// They are shortened: whoever wants to read them zooms.
    #[default]
    Shortened,
    /// They are written smaller: for what nobody can zoom.
    Whole,
    /// None are written, nor what tells who somebody is.
    Hidden,
}

/// Which part of the picture is drawn, how large, and what stands out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View<'a> {
    /// The visible part of the picture, in points.
    pub window: Rect,
    /// Pixels per point.
    pub scale: f64,
    /// Whose chain is drawn in full.
    pub selected: Option<PersonId>,
    /// Who is under the pointer.
    pub hovered: Option<PersonId>,
    /// Whether badges and gauges are drawn; the file's mode can forbid them all the same.
    pub show_people: bool,
    /// Whether gauges are drawn too of those whose authority is not yet backed by evidence.
    pub show_over: bool,
    /// Whether cards say the yearly full-time pay.
    pub show_pay: bool,
    /// Whether it is a page, on which heads and labels stand once, and not a window, in which they stay in view.
    pub is_page: bool,
    /// What becomes of names.
    pub names: Names,
    /// Whom a filter leaves; everybody else fades. `None` where nobody does.
    pub matching: Option<&'a PeopleSet>,
    /// By what people are coloured, and what stands on their cards.
    pub look: Look<'a>,
}

impl View<'_> {
    /// A part of the picture where nobody stands out and everybody is shown, without pay.
    pub fn at(window: Rect, scale: f64) -> Self {
        Self {
            window,
            scale,
            selected: None,
            hovered: None,
            show_people: true,
            show_over: false,
            show_pay: false,
            is_page: false,
            names: Names::default(),
            matching: None,
            look: Look::default(),
        }
    }

    /// Whether somebody keeps their colour: a filter leaves them, and the legend lights them.
    pub fn is_left(&self, person: PersonId) -> bool {
        self.matching.is_none_or(|matching| matching.has(person)) && self.look.is_lit(person)
    }

    /// Whether anybody fades.
    pub(super) fn fades(&self) -> bool {
        self.matching.is_some() || self.look.lit.is_some()
    }

    /// How much of its colour a part keeps that is drawn as one: by the share of its people whom a filter leaves.
    pub(super) fn shade_of(&self, members: impl ExactSizeIterator<Item = PersonId>) -> f64 {
        let all = members.len();
        if all == 0 || !self.fades() {
            return 1.0;
        }
        let left = members.filter(|&person| self.is_left(person)).count();
        0.2 + 0.8 * left as f64 / all as f64
    }

    /// How somebody stands out.
    pub(super) fn standing(&self, person: PersonId) -> Standing {
        let faded = !self.is_left(person);
        Standing { selected: self.selected == Some(person), hovered: self.hovered == Some(person), faded }
    }
}

/// How a person stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    pub selected: bool,
    pub hovered: bool,
    pub faded: bool,
}
