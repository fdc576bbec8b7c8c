//! The same people on a single path, on which status comes only with reports: the IC track ends below the fork, and
//! only managers stand at or above it. This is a view, never an edit.

use super::tracks::Tracks;
use crate::diagram::texts::text;
use crate::diagram::view::View;
use crate::layout::Lane;
use crate::org::PersonId;
use crate::scene::{Anchor, Mark, Point, Role, Weight};

impl Tracks {
    /// True for the picture of one path.
    pub fn is_one_path(&self) -> bool {
        self.lost.is_some()
    }

    /// Number of people who would have to leave their craft or lose their rung on one path; 0 on the tracks as they
    /// are.
    pub fn lost(&self) -> usize {
        self.lost.as_ref().map_or(0, Vec::len)
    }

    /// True if the person would have to leave their craft or lose their rung on one path.
    pub fn is_lost(&self, person: PersonId) -> bool {
        self.lost.as_ref().is_some_and(|lost| lost.binary_search_by_key(&person, |it| it.0).is_ok())
    }

    /// Writes on each row how many people would lose it, in the IC lane, where they stand on two tracks.
    pub(super) fn draw_lost(&self, view: &View, out: &mut dyn FnMut(Mark)) {
        let Some(lost) = &self.lost else { return };
        let unit = 1.0 / view.scale;
        let (_, right) = self.frame().lanes[Lane::Ic as usize];
        for row in self.frame().rows_in(&view.window) {
            let count = lost.iter().filter(|it| it.1 as usize == row).count();
            if count > 0 {
                let words = format!("{count} would lose {}", self.rows[row].ic_codes);
                let at = Point::new(right - 10.0 * unit, self.frame().bands[row].top + 16.0 * unit);
                out(text(at, Anchor::End, 11.0 * unit, Weight::SemiBold, Role::Under, words));
            }
        }
    }
}
