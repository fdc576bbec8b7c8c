//! The parts of the window that the keyboard goes round, and where it is.

use eframe::egui::{Context, Id, LayerId, Rect};

/// A part of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// What was found, on the left.
    Findings,
    /// The picture, or the page in its place, with the strip of views above it.
    Page,
    /// The inspector on the right.
    Inspector,
    /// The line at the bottom.
    Status,
    /// The bar on top.
    Bar,
}

/// In the order in which the keys go through them.
pub const REGIONS: [Region; 5] = [Region::Findings, Region::Page, Region::Inspector, Region::Status, Region::Bar];

/// What may be asked about where the keys go, what has the room, and how large the interface is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FocusCommand {
    /// The keys go to the next part.
    Next,
    /// The keys go to the part before.
    Previous,
    /// A part comes to the front, and the keys go to it.
    Front(Region),
    /// So much larger, in steps; smaller where it is negative.
    Larger(i32),
    /// The interface in percent: one of the steps that `update::focus` knows.
    Size(u16),
}

/// Where the keys are and go.
pub struct FocusRegions {
    /// Which part has the room where there is not enough for all.
    pub front: Region,
    /// Where the keys go as soon as that part is drawn, and by how many parts further where it has nothing to go to.
    pub goal: Option<(Region, usize)>,
    /// Frames in which that was tried in vain.
    pub tried: usize,
    /// The page without the strip of views: the keys go there first.
    pub middle: Option<Rect>,
    /// The part that has the focus.
    pub at: Option<Region>,
    /// Where the parts were drawn last, and what had the focus in them last.
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
    /// Says where a part is drawn in this frame, or that it is not.
    pub fn place(&mut self, region: Region, rect: Option<Rect>) {
        self.places[region as usize].0 = rect;
    }

    /// Notes which part has the focus.
    pub fn note(&mut self, ctx: &Context) {
        let focused = ctx.memory(|memory| memory.focused());
        let at = focused.and_then(|id| ctx.read_response(id)).filter(|it| it.layer_id == LayerId::background());
        match (focused, at) {
            (None, _) => self.at = None,
            (Some(_), None) => {}
            (Some(id), Some(response)) => {
                // The page is looked for last: the others lie beside it.
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
