//! Colours of lanes and of values.

use crate::layout::Lane;
use crate::plan::Stands;
use crate::scene::{Role, Swatch};

/// Colour role of a lane.
pub fn lane_role(lane: Lane) -> Role {
    match lane {
        Lane::Ic => Role::Ic,
        Lane::Management => Role::Management,
    }
}

/// Colour role of a line of a legend.
pub fn swatch_of(stands: Stands) -> Role {
    Role::Value(match stands {
        Stands::Named(at) => Swatch::Hue(at),
        Stands::Step(at) => Swatch::Step(at),
        Stands::Other => Swatch::Other,
        Stands::Nothing => Swatch::Nothing,
    })
}
