//! Widgets shared by panels, dialogs and views: fields, menus, gauges, links.

pub mod fields;
pub mod gauge;
pub mod manual_link;
pub mod menus;
mod remembered;
pub mod rights_fields;
mod widgets;

pub use remembered::remembered;
pub use widgets::{
    SIDE, answer_button, chip, few_lines, group_head, is_heading, little_button, main_button, note, number, one_line,
    page, paint_row, pair, pair_sensing, people_rows, quoted, section, short, small_capitals,
};
