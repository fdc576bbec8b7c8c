//! Where the arrow keys lead in the tracks: from slot to slot as they are seen, and among those with the same manager.

use crate::diagram::Tracks;
use crate::layout::Lane;
use crate::layout::rows::Step;
use crate::org::{PersonId, Tree};
use eframe::egui::Key;

/// Who is next: along the line of slots and over the gutter, up and down to the nearest of the next line.
pub fn along(tracks: &Tracks, person: PersonId, key: Key) -> Option<PersonId> {
    let step = match key {
        Key::ArrowUp => Step::Up,
        Key::ArrowDown => Step::Down,
        Key::ArrowLeft => Step::Left,
        _ => Step::Right,
    };
    let is_across =
        |at: f64| tracks.frame().lane_at(at) == if step == Step::Left { Lane::Management } else { Lane::Ic };
    // Where the row has nobody on the other side the nearest row that has is gone to.
    tracks.step(person, step).or_else(|| {
        let place = tracks.place(person)?;
        let is_sideways = matches!(step, Step::Left | Step::Right);
        (is_sideways && is_across(place.center().x)).then(|| tracks.nearest_across(person)).flatten()
    })
}

/// The sibling before or after somebody.
pub fn sibling(tree: &Tree, person: PersonId, is_after: bool) -> Option<PersonId> {
    let manager = tree.manager(person)?;
    let at = tree.reports(manager).position(|sibling| sibling == person)?;
    let next = if is_after { at + 1 } else { at.checked_sub(1)? };
    tree.reports(manager).nth(next)
}
