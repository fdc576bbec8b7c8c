//! Where the arrow keys lead in the tracks: from slot to slot as they are seen, and among those with the same manager.

use crate::diagram::Tracks;
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
    tracks.step(person, step)
}

/// The sibling before or after somebody.
pub fn sibling(tree: &Tree, person: PersonId, is_after: bool) -> Option<PersonId> {
    let manager = tree.manager(person)?;
    let at = tree.reports(manager).position(|sibling| sibling == person)?;
    let next = if is_after { at + 1 } else { at.checked_sub(1)? };
    tree.reports(manager).nth(next)
}
