//! The place that is looked at, told by somebody who stands there: a picture that is laid out anew is looked at where it
//! was before.

use crate::app::state::canvas::camera::Camera;
use crate::app::state::canvas::picture::Picture;
use crate::diagram::Hit;
use crate::org::PersonId;
use crate::scene::{Point, Size};

/// Steps across and down in which somebody near the middle is looked for.
const STEPS: i32 = 24;

/// Somebody near the middle of the canvas, and how far from them the middle is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ViewAnchor {
    /// Who.
    pub person: PersonId,
    /// From the upper left corner of their card to the middle, in points of the picture.
    pub to_middle: Point,
    /// Pixels a point.
    pub scale: f64,
}

impl ViewAnchor {
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
        best.map(|(.., anchor)| anchor)
    }
}
