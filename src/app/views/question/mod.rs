//! The page of the question to one person: lead people, or the craft.

mod question;

pub use question::question_panel;
