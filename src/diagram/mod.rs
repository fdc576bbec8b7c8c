//! Pictures: an organisation and options in, marks out. Every picture of the program is made here, so a file and
//! the window cannot differ. Uses `org`, `rules`, `measure`, `layout` and `scene`.

mod boxes;
mod cards;
mod draw;
mod fit;
mod gauge;
mod labels;
mod ladder;
mod look;
mod matrix;
mod matrix_axes;
mod matrix_draw;
mod matrix_page;
mod one_path;
pub mod plots;
mod rows;
mod tracks;
mod tree;
mod tree_draw;
mod tree_forest;
mod tree_rungs;
mod words;

pub use boxes::{Block, Folding};
pub use cards::badge_of;
pub use ladder::{Ladders, Part, PartOf, Pays, pays_of};
pub use look::{BRANCH_LINES, Look, MOST_LINES, card_height, disc_of, swatch_of};
pub use matrix::{Dot, Matrix, SQUARE, Square, Tick, sentence as matrix_sentence};
pub use matrix_draw::MatrixShown;
pub use matrix_page::{MatrixHit, MatrixPage};
pub use rows::{Row, RowKind};
pub use tracks::{Hit, Tracks, View};
pub use tree::{Chart, ChartOptions, Step};
