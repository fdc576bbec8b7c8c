//! Updates of the picture: camera, selection, drag and drop, tree, look.

pub mod camera;
pub mod drag_drop;
pub mod look;
pub mod manager_chain;
pub mod one_path;
pub mod selection;
pub mod tree;
pub mod view_anchor;
pub mod viewport;
