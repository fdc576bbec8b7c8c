//! The place that is looked at, told by somebody who stands there: a picture that is laid out anew is looked at where it
//! was before.

use super::picture::Picture;
use super::state::State;
use crate::org::PersonId;
use crate::scene::{Point, Rect, Size};

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
    /// Of what is looked at now; `None` where nobody is near, and for who has not moved since the picture opened.
    pub fn of(state: &State) -> Option<Self> {
        if state.to_fit || state.opened == Some(state.camera) {
            return None;
        }
        let picture = state.picture()?;
        let (middle, scale) = state.camera.aim();
        let (person, place) = nearest(&picture, middle, scale, state.canvas)?;
        Some(Self { person, to_middle: Point::new(middle.x - place.left, middle.y - place.top), scale })
    }

    /// Looks at the same place of the picture as it is now; nothing where it does not show them.
    pub fn apply(self, state: &mut State) {
        let Some(place) = state.picture().and_then(|picture| picture.place(self.person)) else { return };
        let middle = Point::new(place.left + self.to_middle.x, place.top + self.to_middle.y);
        state.camera = super::camera::Camera::at(middle, self.scale);
        (state.to_fit, state.opened) = (false, None);
    }
}

/// Lays the picture out anew while the place that is looked at stays.
pub fn holding(state: &mut State, change: impl FnOnce(&mut State)) {
    let hold = Hold::of(state);
    let is_as_opened = state.opened == Some(state.camera);
    change(state);
    match hold {
        Some(hold) => hold.apply(state),
        None => state.to_fit |= is_as_opened,
    }
}

/// Who is nearest to the middle, as far as a grid of points finds them.
fn nearest(picture: &Picture, middle: Point, scale: f64, canvas: Size) -> Option<(PersonId, Rect)> {
    let (across, down) = (canvas.width / scale / f64::from(STEPS), canvas.height / scale / f64::from(STEPS));
    let mut best: Option<(f64, PersonId, Rect)> = None;
    for row in -STEPS / 2..=STEPS / 2 {
        for column in -STEPS / 2..=STEPS / 2 {
            let at = Point::new(middle.x + f64::from(column) * across, middle.y + f64::from(row) * down);
            let Some(crate::diagram::Hit::Person(person)) = picture.hit(at) else { continue };
            let Some(place) = picture.place(person) else { continue };
            let far = (place.center().x - middle.x).hypot(place.center().y - middle.y);
            if best.as_ref().is_none_or(|(best, ..)| far < *best) {
                best = Some((far, person, place));
            }
        }
    }
    best.map(|(_, person, place)| (person, place))
}
