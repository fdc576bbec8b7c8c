//! Wording that several views share for parts of a document.

use crate::org::{Org, RungId};

/// `IC8 Fellow`, with a note when the rung is closed.
pub fn rung_words(org: &Org, rung: RungId) -> String {
    let entry = org.rung(rung);
    let words = match entry.title.as_str() {
        title if title.is_empty() || title == entry.code => entry.code.clone(),
        title => format!("{} {title}", entry.code),
    };
    if entry.open { words } else { format!("{words} (closed)") }
}

/// Verbs that begin the names of edits, with their past tense.
const PAST: [(&str, &str); 39] = [
    ("Add", "Added"),
    ("Apply", "Applied"),
    ("Calibrate", "Calibrated"),
    ("Change", "Changed"),
    ("Clear", "Cleared"),
    ("Close", "Closed"),
    ("Confirm", "Confirmed"),
    ("Correct", "Corrected"),
    ("Create", "Created"),
    ("Drop", "Dropped"),
    ("Exclude", "Excluded"),
    ("Give", "Gave"),
    ("Import", "Imported"),
    ("Include", "Included"),
    ("Join", "Joined"),
    ("Leave", "Left"),
    ("Let", "Let"),
    ("Lower", "Lowered"),
    ("Make", "Made"),
    ("Mark", "Marked"),
    ("Match", "Matched"),
    ("Move", "Moved"),
    ("Offer", "Offered"),
    ("Open", "Opened"),
    ("Paste", "Pasted"),
    ("Pay", "Paid"),
    ("Place", "Placed"),
    ("Plan", "Planned"),
    ("Raise", "Raised"),
    ("Record", "Recorded"),
    ("Remove", "Removed"),
    ("Reset", "Reset"),
    ("Separate", "Separated"),
    ("Set", "Set"),
    ("Suggest", "Suggested"),
    ("Switch", "Switched"),
    ("Update", "Updated"),
    ("Waive", "Waived"),
    ("Withdraw", "Withdrew"),
];

/// Message after an edit, in the past tense: `Moved Mason T. to IC7` for `Move Mason T. to IC7`.
pub fn done(name: &str) -> String {
    let verb = name.split(' ').next().unwrap_or_default();
    match PAST.iter().find(|(now, _)| *now == verb) {
        Some((_, past)) => format!("{past}{}", &name[verb.len()..]),
        None => format!("Applied: {name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_is_told_in_the_past_tense() {
        let told = ["Move Mason T. to IC7", "Give IC6 a seat", "Waive", "What if: Ana"].map(done);
        assert_eq!(told, ["Moved Mason T. to IC7", "Gave IC6 a seat", "Waived", "Applied: What if: Ana"]);
    }
}
