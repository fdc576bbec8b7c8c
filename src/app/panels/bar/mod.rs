//! The bar at the top: menus, plans, history, search, chips.

mod bar;
pub mod chips;
pub mod history;
pub mod plans;
pub mod search;

pub use bar::bar_panel;
