//! Where the arrow keys lead from card to card in the tracks: up and down the lines, along a rung and on to the other
//! track, and among those with the same manager.

use crate::diagram::{Hit, Tracks};
use crate::layout::Lane;
use crate::org::{PersonId, Tree};
use crate::scene::{Point, Rect};
use eframe::egui::Key;
use std::cmp::Ordering;

/// Distance in points at which somebody is looked for within a block: less than a cell is wide.
const STEP: f64 = 8.0;

/// Who is next: up to the manager, down to the first report, sideways along the rung, over the middle to the other
/// track.
pub fn along(tracks: &Tracks, tree: &Tree, person: PersonId, key: Key) -> Option<PersonId> {
    match key {
        Key::ArrowUp => tree.manager(person),
        Key::ArrowDown => tree.reports(person).next(),
        _ => beside(tracks, person, key == Key::ArrowRight),
    }
}

/// The sibling before or after somebody.
pub fn sibling(tree: &Tree, person: PersonId, is_after: bool) -> Option<PersonId> {
    let manager = tree.manager(person)?;
    let at = tree.reports(manager).position(|sibling| sibling == person)?;
    let next = if is_after { at + 1 } else { at.checked_sub(1)? };
    tree.reports(manager).nth(next)
}

/// The next on the same rung to the right or to the left, in whichever lane; where the rung has nobody in the other lane,
/// whoever of it stands nearest.
fn beside(tracks: &Tracks, person: PersonId, is_right: bool) -> Option<PersonId> {
    let place = tracks.place(person)?;
    let middle = place.center();
    let (own, row, lane) = tracks.boxes().find(|(rect, ..)| rect.contains(middle))?;
    if let Some(next) = within(tracks, &own, person, &place, is_right) {
        return Some(next);
    }
    // From left to right, and on a row that is several cards high from the top down.
    let order = |a: &Rect, b: &Rect| {
        let (a, b) = (a.center(), b.center());
        a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y))
    };
    let wanted = if is_right { Ordering::Greater } else { Ordering::Less };
    let on_row =
        tracks.boxes().filter(|(rect, at, _)| *at == row && order(rect, &own) == wanted).map(|(rect, ..)| rect);
    let next = if is_right { on_row.min_by(order) } else { on_row.max_by(order) };
    let is_way_over = is_right == (lane == Lane::Ic);
    let next = next.or_else(|| {
        let others = tracks.boxes().filter(|(.., other)| is_way_over && *other != lane).map(|(rect, ..)| rect);
        let far = |rect: &Rect| {
            let at = rect.center();
            // A rung further counts more than a whole lane.
            (at.y - middle.y).abs() * tracks.bounds().width() + (at.x - middle.x).abs()
        };
        others.min_by(|a, b| far(a).total_cmp(&far(b)))
    })?;
    entered(tracks, &next, middle.y, is_right)
}

/// The next within the block that somebody stands in.
fn within(tracks: &Tracks, own: &Rect, person: PersonId, place: &Rect, is_right: bool) -> Option<PersonId> {
    let y = place.center().y;
    let (mut x, end) = if is_right { (place.right, own.right) } else { (place.left, own.left) };
    while (is_right && x < end) || (!is_right && x > end) {
        x += if is_right { STEP } else { -STEP };
        match tracks.hit(Point::new(x, y)) {
            Some(Hit::Person(other)) if other != person && own.contains(Point::new(x, y)) => return Some(other),
            _ => {}
        }
    }
    None
}

/// Who is come to first in a box, at the height that one comes from where there is somebody.
fn entered(tracks: &Tracks, rect: &Rect, y: f64, is_right: bool) -> Option<PersonId> {
    let y = y.clamp(rect.top + 1.0, rect.bottom - 1.0);
    for y in [y, rect.top + STEP, rect.center().y] {
        let steps = (rect.width() / STEP).ceil() as u32;
        for step in 0..=steps {
            let by = f64::from(step) * STEP + 1.0;
            let x = if is_right { rect.left + by } else { rect.right - by };
            if let Some(Hit::Person(person)) = tracks.hit(Point::new(x, y)) {
                return Some(person);
            }
        }
    }
    None
}
