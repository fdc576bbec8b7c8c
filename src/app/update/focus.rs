//! Reaching every part of the window without a pointer and at any size of the interface: which parts there are, which
//! of them have the room where there is not enough for all, and where the keys go next.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::focus::{FocusCommand, REGIONS, Region};
use crate::app::state::page::Page;
use crate::app::state::palette::PaletteCommand;
use eframe::egui::{Context, Id, LayerId, Rect, WidgetRect};

/// Sizes of the interface, in percent.
pub const SIZES: [u16; 10] = [80, 90, 100, 110, 125, 150, 175, 200, 250, 300];

/// Width in points from which findings, page and inspector stand beside each other.
const ALL: f32 = 944.0;

/// Width in points from which one of findings and inspector stands beside the page.
pub const TWO: f32 = 600.0;

/// Points that the edge of a panel is wide at most where it is dragged.
const EDGE: f32 = 12.0;

/// Which of findings, page and inspector are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The findings.
    pub findings: bool,
    /// The page.
    pub page: bool,
    /// The inspector.
    pub inspector: bool,
    /// Whether there is room for all of them.
    pub is_roomy: bool,
}

impl Drawn {
    /// In a window of a width in points.
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

/// Whether a part of the window exists at present; one that is folded away does not.
pub fn is_there(state: &State, region: Region) -> bool {
    let is_alone = state.page.stands_alone();
    let has_sides = state.seen().is_some() && !is_alone;
    match region {
        // The manual has its contents there.
        Region::Findings => has_sides && !state.settings.left_folded && state.page != Page::Manual,
        // The ladder has a rung to inspect in its place.
        Region::Inspector => has_sides && !state.settings.right_folded && state.page != Page::Ladder,
        Region::Page | Region::Bar | Region::Status => true,
    }
}

/// Does what was asked for.
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

/// The size so many steps from another, the nearest of [`SIZES`] to which it counts from.
pub fn stepped(size: u16, steps: i32) -> u16 {
    let at = (0..SIZES.len()).min_by_key(|&at| SIZES[at].abs_diff(size)).unwrap_or_default();
    SIZES[at.saturating_add_signed(steps as isize).min(SIZES.len() - 1)]
}

/// Whatever a command shows comes to the front where there is no room for all.
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

/// The keys go so many parts on, over those that do not exist.
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

/// After everything is drawn: notes which part has the focus, and gives it to the part that the keys go to.
pub fn settle(state: &mut State, ctx: &Context) {
    state.focus_regions.note(ctx);
    let Some((goal, by)) = state.focus_regions.goal else { return };
    // A question is answered first.
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
        // It may be drawn only in the next frame; a part with nothing to go to is left out.
        state.focus_regions.tried += 1;
        if state.focus_regions.tried.is_multiple_of(2) {
            go(state, by);
        }
    }
    ctx.request_repaint();
}

/// What has the focus in a part: whatever had it last, else the first that can have it.
fn target(ctx: &Context, rect: Rect, last: Option<Id>) -> Option<Id> {
    ctx.viewport(|viewport| {
        let widgets = &viewport.this_pass.widgets;
        let fits = |it: &WidgetRect| {
            // The edge that makes a panel wider is no place to begin.
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
        // What another program has written.
        assert_eq!(stepped(0, 0), 80);
        assert_eq!(stepped(60_000, 0), 300);
    }
}
