//! Reaching every region of the window by keyboard and at any size of the interface: the regions drawn, the one in
//! front where there is too little space, and the next one to get the focus.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::focus::{FocusCommand, REGIONS, Region};
use crate::app::state::page::Page;
use crate::app::state::palette::PaletteCommand;
use eframe::egui::{Context, Id, LayerId, Rect, WidgetRect};

/// Sizes of the interface, in percent.
pub const SIZES: [u16; 10] = [80, 90, 100, 110, 125, 150, 175, 200, 250, 300];

/// Width in points from which findings, page and inspector fit side by side.
const ALL: f32 = 944.0;

/// Width in points from which findings or inspector fit beside the page.
pub const TWO: f32 = 600.0;

/// Largest width of the draggable edge of a panel, in points.
const EDGE: f32 = 12.0;

/// The regions drawn in a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn {
    pub findings: bool,
    pub page: bool,
    pub inspector: bool,
    /// Set when there is space for all three.
    pub is_roomy: bool,
}

impl Drawn {
    /// Regions drawn in a window of a width in points.
    pub fn of(state: &State, width: f32) -> Self {
        let has = |region| is_there(state, region);
        let [findings, inspector] = [Region::Findings, Region::Inspector].map(has);
        let front = state.focus_regions.front;
        let (mut drawn, is_front) =
            (Self { findings, page: true, inspector, is_roomy: true }, |it| front == it && has(it));
        if width < ALL {
            drawn.is_roomy = false;
            drawn.inspector = is_front(Region::Inspector);
            drawn.findings &= !drawn.inspector;
        }
        if width < TWO {
            drawn.findings = is_front(Region::Findings);
            drawn.page = !drawn.findings && !drawn.inspector;
        }
        drawn
    }
}

/// True for a region that exists at present; a folded one does not.
pub fn is_there(state: &State, region: Region) -> bool {
    let is_alone = state.page.stands_alone();
    let has_sides = state.seen().is_some() && !is_alone;
    match region {
        // The manual has its table of contents there.
        Region::Findings => has_sides && !state.settings.left_folded && state.page != Page::Manual,
        // The ladder page has its rung form there.
        Region::Inspector => has_sides && !state.settings.right_folded && state.page != Page::Ladder,
        Region::Page | Region::Bar | Region::Status => true,
    }
}

/// Carries out a request.
pub fn handle(state: &mut State, command: FocusCommand) {
    match command {
        FocusCommand::Next => begin(state, 1),
        FocusCommand::Previous => begin(state, REGIONS.len() - 1),
        FocusCommand::Front(region) => {
            match region {
                Region::Findings => state.settings.left_folded = false,
                Region::Inspector => state.settings.right_folded = false,
                Region::Page | Region::Status | Region::Bar => {}
            }
            (state.focus_regions.front, state.focus_regions.goal, state.focus_regions.tried) =
                (region, Some((region, 1)), 0);
        }
        FocusCommand::Larger(steps) => state.settings.size = stepped(state.settings.size, steps),
        FocusCommand::Size(size) => state.settings.size = stepped(size, 0),
    }
}

/// Size a number of steps away from the one of [`SIZES`] nearest to `size`.
pub fn stepped(size: u16, steps: i32) -> u16 {
    let at = (0..SIZES.len()).min_by_key(|&at| SIZES[at].abs_diff(size)).unwrap_or_default();
    SIZES[at.saturating_add_signed(steps as isize).min(SIZES.len() - 1)]
}

/// Brings the region that a command affects to the front.
pub fn bring(state: &mut State, command: &Command) {
    match command {
        Command::Turn(_) | Command::Compare(_) | Command::Weigh(_) | Command::SearchTake(_) | Command::Fit => {
            state.focus_regions.front = Region::Page;
        }
        Command::Palette(PaletteCommand::Take(_)) => state.focus_regions.front = Region::Page,
        Command::Form(true) | Command::Seek(_) => state.focus_regions.front = Region::Inspector,
        _ => {}
    }
}

fn begin(state: &mut State, by: usize) {
    state.focus_regions.tried = 0;
    go(state, by);
}

/// Moves the focus goal by a number of regions, skipping those that do not exist.
fn go(state: &mut State, by: usize) {
    let focus_regions = &state.focus_regions;
    let from = focus_regions
        .goal
        .map(|(region, _)| region)
        .or(focus_regions.at)
        .and_then(|at| REGIONS.iter().position(|&region| region == at));
    let start = match from {
        Some(from) => from + by,
        None if by == 1 => 0,
        None => REGIONS.len() - 1,
    };
    let mut on = (0..REGIONS.len()).map(|n| REGIONS[(start + n * by) % REGIONS.len()]);
    let Some(region) = on.find(|&region| is_there(state, region)) else { return };
    state.focus_regions.goal = Some((region, by));
    if matches!(region, Region::Findings | Region::Page | Region::Inspector) {
        state.focus_regions.front = region;
    }
}

/// Records the region with the focus, and gives the focus to the goal. Called after everything is drawn.
pub fn settle(state: &mut State, ctx: &Context) {
    state.focus_regions.note(ctx);
    let Some((goal, by)) = state.focus_regions.goal else { return };
    // An open question keeps the focus.
    if ctx.memory(|memory| memory.top_modal_layer().is_some()) {
        state.focus_regions.goal = None;
        return;
    }
    let (place, last) = state.focus_regions.places[goal as usize];
    let middle = state.focus_regions.middle.filter(|_| goal == Region::Page && place.is_some());
    let found = middle.and_then(|rect| target(ctx, rect, last));
    if let Some(id) = found.or_else(|| target(ctx, place?, last)) {
        ctx.memory_mut(|memory| memory.request_focus(id));
        state.focus_regions.goal = None;
    } else if state.focus_regions.tried > 2 * REGIONS.len() {
        state.focus_regions.goal = None;
    } else {
        // The region may not be drawn before the next frame; one without focusable widgets is skipped.
        state.focus_regions.tried += 1;
        if state.focus_regions.tried.is_multiple_of(2) {
            go(state, by);
        }
    }
    ctx.request_repaint();
}

/// Widget of a region to focus: the one that had the focus last, otherwise the first that can take it.
fn target(ctx: &Context, rect: Rect, last: Option<Id>) -> Option<Id> {
    ctx.viewport(|viewport| {
        let widgets = &viewport.this_pass.widgets;
        let fits = |it: &WidgetRect| {
            // The edge that resizes a panel is a poor place to begin.
            let is_edge = it.rect.width().min(it.rect.height()) < EDGE;
            it.enabled && it.sense.is_focusable() && !is_edge && rect.contains(it.rect.center())
        };
        let last = last.and_then(|id| widgets.get(id)).filter(|it| fits(it));
        last.or_else(|| widgets.get_layer(LayerId::background()).find(|it| fits(it))).map(|it| it.id)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_go_in_steps_and_end() {
        assert_eq!(stepped(100, 1), 110);
        assert_eq!(stepped(100, 2), 125);
        assert_eq!(stepped(100, -9), 80);
        assert_eq!(stepped(300, 1), 300);
        // A size from a damaged settings file.
        assert_eq!(stepped(0, 0), 80);
        assert_eq!(stepped(60_000, 0), 300);
    }
}
