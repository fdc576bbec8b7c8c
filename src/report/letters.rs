//! Names with letters that no font has: they are drawn as boxes, and said to be.

use crate::org::Org;
use crate::rules::words::count;
use crate::scene::Weight;
use crate::scene::text::is_drawn;

/// People whose names hold such a letter, in file order. Linear in people.
pub fn without_font(org: &Org) -> Vec<&str> {
    org.people().map(|person| org.label(person)).filter(|name| !is_drawn(name, Weight::SemiBold)).collect()
}

/// The same for a picture, in words; empty where there are none.
pub fn boxes(org: &Org) -> String {
    match without_font(org).len() {
        0 => String::new(),
        names => format!("Drawn as boxes: letters of {} that no font here has", count(names, "name", "names")),
    }
}

/// The same for whoever writes the file, with the first names; empty where there are none.
pub fn advice(org: &Org) -> String {
    const FIRST: usize = 5;
    let names = without_font(org);
    let first: Vec<String> = names.iter().take(FIRST).map(|name| format!("`{}`", super::Shown(name))).collect();
    let more = match names.len().saturating_sub(FIRST) {
        0 => String::new(),
        more => format!(" and {}", count(more, "other name", "other names")),
    };
    if names.is_empty() {
        return String::new();
    }
    format!(
        "No font on this computer has all letters of {}{more}: PNG and PDF show boxes. Install a font for the script, \
         such as one of the Noto fonts",
        first.join(", ")
    )
}
