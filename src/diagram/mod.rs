//! Pictures: an organisation and options in, marks out. Every picture of the program is made here, so files and the
//! window cannot differ. Uses `org`, `rules`, `measure`, `layout` and `scene`.

mod badges;
mod before_after;
mod cards;
mod folders;
mod ladder;
mod look;
mod look_marks;
mod matrix;
mod matrix_axes;
mod matrix_draw;
mod matrix_legend;
mod matrix_marks;
mod matrix_page;
pub mod plots;
mod roles;
mod rows;
mod silhouette;
mod sizes;
mod texts;
mod tracks;
mod tree;
mod tree_draw;
mod tree_forest;
mod tree_rungs;
mod view;
mod words;

pub use badges::badge_of;
pub use before_after::BeforeAfter;
pub use folders::{Folder, FoldersBy, folder_marks, folder_places};
pub use ladder::{Ladders, Part, PartOf, Pays, pays_of};
pub use look::Look;
pub use matrix::{Dot, Matrix, SQUARE, Square, Tick, sentence as matrix_sentence};
pub use matrix_draw::MatrixShown;
pub use matrix_page::{MatrixHit, MatrixPage};
pub use roles::swatch_of;
pub use rows::{Row, RowKind};
pub use silhouette::Silhouette;
pub use sizes::{BRANCH_LINES, MOST_LINES, card_height, disc_of};
pub use tracks::{Tracks, TracksOptions, disc_of_slot, gauge_ends};
pub use tree::{Chart, ChartMaker, ChartOptions, Step};
pub use view::{Hit, Names, View};
pub use words::count as seats_words;
