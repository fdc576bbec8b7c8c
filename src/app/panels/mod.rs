//! Panels, one a file: each reads what the window knows and asks for changes, never makes them.

pub mod asked;
pub mod bar;
pub mod changes;
pub mod chips;
pub mod details;
pub mod fields;
pub mod findings;
pub mod form;
mod form_lists;
pub mod gauge;
pub mod history;
pub mod inspector;
pub mod leaving;
pub mod legend;
pub mod lists;
pub mod menu;
pub mod merging;
pub mod overlay;
pub mod plans;
pub mod problems;
pub mod record;
pub mod recovery;
pub mod search;
pub mod shown;
pub mod status;
pub mod welcome;
pub mod widgets;
