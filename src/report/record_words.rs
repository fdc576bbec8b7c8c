//! Words and numbers shared by the record of a person and the question put to them.

use crate::org::{Answer, Right, Role};
use crate::rules::words::amount;

/// The question in full.
pub const QUESTION: &str = "Lead people, or get more resources and authority for the specialised work you love?";

/// A number for reading: whole from 1000 up, otherwise with at most two decimals.
pub fn number(value: f64) -> String {
    if value.abs() >= 1000.0 {
        return amount(value);
    }
    let text = format!("{value:.2}").replace('-', "−");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A decision right, as in `Decides: choice of libraries, at grade 3.0`.
pub fn right_words(right: &Right) -> String {
    let verb = match right.role {
        Role::Decide => "Decides",
        Role::Agree => "Agrees to",
        Role::Recommend => "Recommends",
        Role::Input => "Is consulted on",
        Role::Perform => "Carries out",
    };
    let at = right.at.map_or(String::new(), |at| format!(", at grade {at:.1}"));
    let matter = if right.technical { "" } else { " (not technical)" };
    format!("{verb}: {}{at}{matter}", right.text)
}

/// An answer to the question in words.
pub fn answer_words(answer: Answer) -> &'static str {
    match answer {
        Answer::Lead => "lead people",
        Answer::Craft => "technical work",
        Answer::Projects => "projects",
        Answer::Undecided => "undecided",
        Answer::NotAsked => "not asked",
    }
}
