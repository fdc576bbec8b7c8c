//! Boxes to positions: packing per rung, lines between boxes, tidy trees. Knows boxes, not people.

mod connector;
mod pack;
mod tracks;
pub mod tree;
pub mod tree_branches;

pub use connector::{Connector, connectors, entry};
pub use pack::{Packed, pack};
pub use tracks::{Band, Item, Lane, Placed, Sizes, place};
