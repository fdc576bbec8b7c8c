//! What a plan means: what differs between two organisations, and one made of three. Uses `org`, `measure`, `rules`
//! and `edit`; knows no file and no picture.

pub mod diff;
mod field;
mod pair;

pub use field::{Field, Fields};
pub use pair::Pair;
