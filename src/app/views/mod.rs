//! The pages in the middle, one folder per view.

pub mod changes;
pub mod folders;
mod import;
pub mod indices;
pub mod ladder;
pub mod manual;
pub mod matrix;
pub mod merge;
pub mod page;
pub mod problems;
pub mod question;
pub mod start;
pub mod table;
pub mod tabs;
pub mod tracks;
pub mod tree;
pub mod weigh;
