//! Panels, one a file: each reads what the window knows and asks for changes, never makes them.

pub mod asked;
pub mod bar;
pub mod chips;
pub mod details;
pub mod findings;
pub mod gauge;
pub mod history;
pub mod inspector;
pub mod legend;
pub mod lists;
pub mod overlay;
pub mod problems;
pub mod record;
pub mod search;
pub mod shown;
pub mod status;
pub mod welcome;
pub mod widgets;
