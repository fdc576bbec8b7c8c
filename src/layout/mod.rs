//! Boxes to positions: packing per rung, lines between boxes. Knows boxes, not people.

mod pack;
mod route;
mod tracks;

pub use pack::{Packed, pack};
pub use route::{Route, entry, routes};
pub use tracks::{Band, Lane, Node, Placed, Sizes, place};
