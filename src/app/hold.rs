//! The place that is looked at, told by somebody who stands there: a picture that is laid out anew is looked at where it
//! was before.

use super::camera::Camera;
use super::command::{Command, Page};
use super::picture::Picture;
use super::state::State;
use crate::diagram::Hit;
use crate::org::PersonId;
use crate::scene::{Point, Size};

/// Steps across and down in which somebody near the middle is looked for.
const STEPS: i32 = 24;

/// Somebody near the middle of the canvas, and how far from them the middle is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hold {
    /// Who.
    pub person: PersonId,
    /// From the upper left corner of their card to the middle, in points of the picture.
    pub to_middle: Point,
    /// Pixels a point.
    pub scale: f64,
}

impl Hold {
    /// Of what is looked at now, told by somebody else than `but`, as far as there is anybody; `None` where nobody is
    /// near, and for who has not moved since the picture opened.
    pub fn of(state: &State, but: Option<PersonId>) -> Option<Self> {
        if state.to_fit || state.opened == Some(state.camera) {
            return None;
        }
        Self::near(&state.picture()?, &state.camera, state.canvas, but)
    }

    /// Told by who is nearest to the middle, as far as a grid of points finds them.
    pub fn near(picture: &Picture, camera: &Camera, canvas: Size, but: Option<PersonId>) -> Option<Self> {
        let (middle, scale) = camera.aim();
        let (across, down) = (canvas.width / scale / f64::from(STEPS), canvas.height / scale / f64::from(STEPS));
        let mut best: Option<(bool, f64, Self)> = None;
        for row in -STEPS / 2..=STEPS / 2 {
            for column in -STEPS / 2..=STEPS / 2 {
                let at = Point::new(middle.x + f64::from(column) * across, middle.y + f64::from(row) * down);
                let Some(Hit::Person(person)) = picture.hit(at) else { continue };
                let Some(place) = picture.place(person) else { continue };
                let far = (place.center().x - middle.x).hypot(place.center().y - middle.y);
                let is_last = Some(person) == but;
                if best.as_ref().is_none_or(|(last, best, _)| (is_last, far) < (*last, *best)) {
                    let to_middle = Point::new(middle.x - place.left, middle.y - place.top);
                    best = Some((is_last, far, Self { person, to_middle, scale }));
                }
            }
        }
        best.map(|(.., hold)| hold)
    }

    /// Looks at the same place of the picture as it is now; nothing where it does not show them.
    pub fn apply(self, state: &mut State) {
        let Some(place) = state.picture().and_then(|picture| picture.place(self.person)) else { return };
        let middle = Point::new(place.left + self.to_middle.x, place.top + self.to_middle.y);
        state.camera = Camera::at(middle, self.scale);
        (state.to_fit, state.opened) = (false, None);
    }
}

/// Lays the picture out anew while the place that is looked at stays.
pub fn holding(state: &mut State, change: impl FnOnce(&mut State)) {
    let hold = Hold::of(state, None);
    let is_as_opened = state.opened == Some(state.camera);
    change(state);
    match hold {
        Some(hold) => hold.apply(state),
        None => state.to_fit |= is_as_opened,
    }
}

/// Changes the organisation while the place that is looked at stays, whatever becomes of who is selected.
pub fn holding_others(state: &mut State, change: impl FnOnce(&mut State)) {
    let hold = Hold::of(state, state.selected);
    change(state);
    if let Some(hold) = hold {
        hold.apply(state);
    }
}

/// Which of the two places is that of the page.
fn shown(state: &State) -> Option<usize> {
    match state.page {
        Page::Tracks => Some(0),
        Page::Tree => Some(1),
        _ => None,
    }
}

/// Goes to a place that waits for its picture, once that is laid out; once a frame.
pub fn poll(state: &mut State) {
    let is_laid_out = state.refold.is_none() && state.work.as_ref().is_none_or(|work| work.is_quiet);
    if let Some(at) = shown(state)
        && is_laid_out
        && state.picture().is_some()
        && let Some(hold) = state.holds[at].take()
    {
        hold.apply(state);
    }
}

/// Whoever moves the picture goes to no place that waits.
pub fn let_go(state: &mut State, command: &Command) {
    let moves = matches!(
        command,
        Command::Pan(_)
            | Command::Zoom(..)
            | Command::LookAt(_)
            | Command::Fit
            | Command::Show(_)
            | Command::SearchTake(_)
    );
    if let (true, Some(at)) = (moves, shown(state)) {
        state.holds[at] = None;
    }
}
