//! Positions of boxes: slots by rung, packing by manager, lines between boxes, tidy trees. Knows boxes, not people.

mod areas;
mod connector;
mod lane;
mod lasso;
mod matrix;
mod pack;
pub mod rows;
mod tracks;
pub mod tree;
pub mod tree_branches;
mod tree_lines;

pub use areas::areas;
pub use connector::{Connector, connectors, entry};
pub use lane::Lane;
pub use lasso::Lasso;
pub use matrix::{Plane, spread};
pub use pack::{Packed, pack};
pub use tracks::{Band, Item, Placed, Sizes, place};
