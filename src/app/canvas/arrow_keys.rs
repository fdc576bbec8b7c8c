//! Targets of the arrow keys in the tracks: from slot to slot as they appear, and among people with the same manager.

use crate::diagram::Tracks;
use crate::layout::Lane;
use crate::layout::rows::Step;
use crate::org::{PersonId, Tree};
use eframe::egui::Key;

/// Next person along the line of slots and across the gutter, or up and down to the nearest one on the next line;
/// `None` at the edge of the picture.
pub fn along(tracks: &Tracks, person: PersonId, key: Key) -> Option<PersonId> {
    let step = match key {
        Key::ArrowUp => Step::Up,
        Key::ArrowDown => Step::Down,
        Key::ArrowLeft => Step::Left,
        _ => Step::Right,
    };
    let is_across =
        |at: f64| tracks.frame().lane_at(at) == if step == Step::Left { Lane::Management } else { Lane::Ic };
    // If the row has nobody on the other side, go to the nearest row that has.
    tracks.step(person, step).or_else(|| {
        let place = tracks.place(person)?;
        let is_sideways = matches!(step, Step::Left | Step::Right);
        (is_sideways && is_across(place.center().x)).then(|| tracks.nearest_across(person)).flatten()
    })
}

/// Sibling before or after a person; `None` at either end and for a person without a manager.
pub fn sibling(tree: &Tree, person: PersonId, is_after: bool) -> Option<PersonId> {
    let manager = tree.manager(person)?;
    let at = tree.reports(manager).position(|sibling| sibling == person)?;
    let next = if is_after { at + 1 } else { at.checked_sub(1)? };
    tree.reports(manager).nth(next)
}
