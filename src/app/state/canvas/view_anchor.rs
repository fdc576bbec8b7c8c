//! The place looked at, stored relative to a person, so that a new layout opens where the previous one was looked at.

use crate::app::state::canvas::camera::Camera;
use crate::app::state::canvas::picture::Picture;
use crate::diagram::Hit;
use crate::org::PersonId;
use crate::scene::{Point, Size};

/// Steps of the search grid, across and down.
const STEPS: i32 = 24;

/// A person near the middle of the canvas and the distance from them to the middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ViewAnchor {
    pub person: PersonId,
    /// From the upper left corner of their card to the middle, in points of the picture.
    pub to_middle: Point,
    /// Pixels per point.
    pub scale: f64,
}

impl ViewAnchor {
    /// Anchor on a person; `None` when they are not in view.
    pub fn on(picture: &Picture, camera: &Camera, canvas: Size, person: PersonId) -> Option<Self> {
        let place = picture.place(person)?;
        let (middle, scale) = camera.aim();
        let is_in_view = Camera::at(middle, scale).window(canvas).contains(place.center());
        let to_middle = Point::new(middle.x - place.left, middle.y - place.top);
        is_in_view.then_some(Self { person, to_middle, scale })
    }

    /// Anchor on the person nearest to the middle, other than `but`; `None` when the grid of points hits nobody.
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
        best.map(|(.., anchor)| anchor)
    }
}
