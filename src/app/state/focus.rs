//! The regions of the window that the keyboard cycles through, and the one that has the focus.

use eframe::egui::{Context, Id, LayerId, Rect};

/// A region of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// On the left.
    Findings,
    /// The picture or the page in its place, with the strip of views above it.
    Page,
    /// On the right.
    Inspector,
    /// The status line at the bottom.
    Status,
    /// The bar at the top.
    Bar,
}

/// In the order of the cycle.
pub const REGIONS: [Region; 5] = [Region::Findings, Region::Page, Region::Inspector, Region::Status, Region::Bar];

/// A request about the keyboard focus, the region in front, or the size of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FocusCommand {
    /// Moves the focus to the next region.
    Next,
    /// Moves the focus to the previous region.
    Previous,
    /// Brings a region to the front and moves the focus there.
    Front(Region),
    /// Changes the size of the interface by a number of steps.
    Larger(i32),
    /// Sets the size of the interface in percent; one of the steps of `update::focus`.
    Size(u16),
}

/// Keyboard focus by region.
pub struct FocusRegions {
    /// Region that gets the space where there is too little for all.
    pub front: Region,
    /// Region that gets the focus once it is drawn, and the number of regions already skipped because nothing in them
    /// takes it.
    pub goal: Option<(Region, usize)>,
    /// Frames in which setting the focus failed.
    pub tried: usize,
    /// The page without the strip of views; its widgets get the focus first.
    pub middle: Option<Rect>,
    /// Region with the focus.
    pub at: Option<Region>,
    /// For each region: where it was last drawn, and the widget in it that last had the focus.
    pub places: [(Option<Rect>, Option<Id>); REGIONS.len()],
}

impl Default for FocusRegions {
    fn default() -> Self {
        Self {
            front: Region::Page,
            goal: None,
            tried: 0,
            middle: None,
            at: None,
            places: [(None, None); REGIONS.len()],
        }
    }
}

impl FocusRegions {
    /// Records where a region is drawn in this frame; `None` for one that is not.
    pub fn place(&mut self, region: Region, rect: Option<Rect>) {
        self.places[region as usize].0 = rect;
    }

    /// Records the region and widget with the focus.
    pub fn note(&mut self, ctx: &Context) {
        let focused = ctx.memory(|memory| memory.focused());
        let at = focused.and_then(|id| ctx.read_response(id)).filter(|it| it.layer_id == LayerId::background());
        match (focused, at) {
            (None, _) => self.at = None,
            (Some(_), None) => {}
            (Some(id), Some(response)) => {
                // Regions lie side by side: at most one of them contains the centre.
                let found = REGIONS.into_iter().find(|&region| {
                    self.places[region as usize].0.is_some_and(|rect| rect.contains(response.interact_rect.center()))
                });
                self.at = found;
                if let Some(region) = found {
                    self.places[region as usize].1 = Some(id);
                }
            }
        }
    }
}
