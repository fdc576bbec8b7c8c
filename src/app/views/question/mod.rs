//! The view of one person: lead people, or the craft.

mod question;

pub use question::question_panel;
