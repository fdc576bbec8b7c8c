//! State of the picture: camera, drag, tree, look, anchors.

pub mod camera;
pub mod drag;
pub mod look;
pub mod manager_chain;
pub mod one_path;
pub mod picture;
pub mod tree;
pub mod view_anchor;
