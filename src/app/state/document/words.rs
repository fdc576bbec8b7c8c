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
