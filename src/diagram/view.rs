//! The visible part of a picture, what stands out in it, and the kinds of things that can be at a point.

use super::look::Look;
use crate::layout::Lane;
use crate::org::PersonId;
use crate::plan::PeopleSet;
use crate::scene::Rect;

/// Thing at a point of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// Card or slot of a person.
    Person(PersonId),
    /// Label of a row, by its index in [`Tracks::rows`](super::Tracks::rows).
    Row(usize),
    /// Gauge of a person, beside the gutter.
    Gauge(PersonId),
    /// Number of gauges on one side that have no room.
    MoreGauges(Lane),
    /// Head of a stripe, by its index in [`Frame::stripes`](crate::layout::rows::Frame::stripes).
    Stripe(usize),
    /// End of the IC track.
    Ceiling,
    /// Count at the foot of a manager's card in the tree.
    Count(PersonId),
}

/// Treatment of names that have no room or must not be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Names {
    /// Shortened, since the reader can zoom in.
    #[default]
    Shortened,
    /// Written smaller, for pictures that cannot be zoomed.
    Whole,
    /// Left out, together with everything that identifies a person.
    Hidden,
}

/// Visible part of a picture, its scale, and the highlights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View<'a> {
    /// The visible part of the picture, in points.
    pub window: Rect,
    /// Pixels per point.
    pub scale: f64,
    /// Selected person, whose chain is drawn in full.
    pub selected: Option<PersonId>,
    /// Person under the pointer.
    pub hovered: Option<PersonId>,
    /// Draws badges and gauges, unless the mode of the file forbids them.
    pub show_people: bool,
    /// Draws gauges also for people whose authority is not yet backed by evidence.
    pub show_over: bool,
    /// Shows yearly full-time pay on cards.
    pub show_pay: bool,
    /// True for a page, where heads and labels appear once; false for a window, where they stay in view.
    pub is_page: bool,
    /// Treatment of names.
    pub names: Names,
    /// People kept by a filter, while everybody else fades; `None` without a filter.
    pub matching: Option<&'a PeopleSet>,
    /// Colours by value, and lines on cards.
    pub look: Look<'a>,
}

impl View<'_> {
    /// View of a part of the picture with everybody shown, no highlights and no pay.
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

    /// True if a person keeps their colour: kept by the filter and highlighted in the legend.
    pub fn is_left(&self, person: PersonId) -> bool {
        self.matching.is_none_or(|matching| matching.has(person)) && self.look.is_lit(person)
    }

    /// True if a filter or the legend can make people fade.
    pub(super) fn fades(&self) -> bool {
        self.matching.is_some() || self.look.lit.is_some()
    }

    /// Opacity of a part that is drawn as one, by the share of its people who keep their colour; between 0.2 and 1.
    pub(super) fn shade_of(&self, members: impl ExactSizeIterator<Item = PersonId>) -> f64 {
        let all = members.len();
        if all == 0 || !self.fades() {
            return 1.0;
        }
        let left = members.filter(|&person| self.is_left(person)).count();
        0.2 + 0.8 * left as f64 / all as f64
    }

    /// Highlights of a person in this view.
    pub(super) fn standing(&self, person: PersonId) -> Standing {
        let faded = !self.is_left(person);
        Standing { selected: self.selected == Some(person), hovered: self.hovered == Some(person), faded }
    }
}

/// Highlights of a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    pub selected: bool,
    pub hovered: bool,
    pub faded: bool,
}
