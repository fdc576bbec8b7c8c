//! The desk of helpers that all binaries of tests share: the bundled organisation, files as text, ladders and pay in a
//! word. Organisations out of words are in `words`; what only some need stands in files beside this one.
#![allow(dead_code, unused_imports, reason = "each binary uses a part")]

mod words;

pub use words::*;

use jiff::civil::{Date, date};
use std::sync::OnceLock;
use twintrack::edit::{Edit, Scenario};
use twintrack::io::native::{Notation, write_checked};
use twintrack::io::{Opened, Progress, read};
use twintrack::org::{Equivalence, Head, Ladder, Org, Pay, PersonId, Rung, Stated, Track, TrackKind};

/// The day on which everything is judged.
pub const AS_OF: Date = date(2026, 9, 30);

/// The organisation that comes with the program, with its plans.
pub fn opened() -> Opened {
    static OPENED: OnceLock<Opened> = OnceLock::new();
    let open = || read(twintrack::BUNDLED, twintrack::BUNDLED_NAME, AS_OF, &Progress::default());
    OPENED.get_or_init(|| open().expect("the bundled organisation opens")).clone()
}

/// The organisation that comes with the program.
pub fn bundled() -> Org {
    opened().org
}

/// The organisation and its plans as a file.
pub fn file(org: &Org, scenarios: &[Scenario], notation: Notation) -> String {
    let mut out = Vec::new();
    write_checked(org, scenarios, &[], notation, &mut out).expect("it is read back as it is");
    String::from_utf8(out).expect("text")
}

/// The organisation as its file.
pub fn written(org: &Org) -> String {
    file(org, &[], Notation::Ron)
}

/// What an opened file would be saved as.
pub fn saved(opened: &Opened, notation: Notation) -> String {
    let mut out = Vec::new();
    write_checked(&opened.org, &opened.scenarios, &opened.unread, notation, &mut out)
        .expect("it is read back as it is");
    String::from_utf8(out).expect("text")
}

/// Somebody of the organisation, by key.
pub fn person(org: &Org, key: &str) -> PersonId {
    org.find(key).unwrap_or_else(|| panic!("nobody has the key {key}"))
}

/// So much a year, full-time.
pub fn pay(amount: f64) -> Pay {
    Pay { low: amount, high: amount, ..Pay::NONE }
}

/// Pays somebody, in the currency of the organisation.
pub fn set_pay(org: &mut Org, key: &str, amount: f64) {
    let edit = Edit::SetPay { person: person(org, key), pay: pay(amount), currency: String::new() };
    edit.apply(org).expect("a pay");
}

/// A track of so many rungs without titles, called by a prefix and a number from 1.
pub fn track(kind: TrackKind, prefix: &str, rungs: usize) -> Track {
    let entries = (1..=rungs).map(|rung| Rung::named(&format!("{prefix}{rung}"), "")).collect();
    Track { kind, name: String::new(), entries }
}

/// IC1 to IC8 and M1 to M6 without titles and pay, M1 = IC5 and M5 = IC8.
pub fn bare_head(name: &str) -> Head {
    let mut head = Head::new(name, AS_OF);
    head.ladders.push(Ladder {
        tracks: vec![track(TrackKind::Ic, "IC", 8), track(TrackKind::Management, "M", 6)],
        equivalences: equal([("M1", "IC5"), ("M5", "IC8")]),
        ..Ladder::default()
    });
    head
}

/// Stated equivalences, as pairs of codes.
pub fn equal<const N: usize>(pairs: [(&str, &str); N]) -> Vec<Equivalence> {
    let one = |(entry, equals): (&str, &str)| Equivalence {
        entry: entry.into(),
        equals: equals.into(),
        stated: Stated::Explicit,
    };
    pairs.map(one).to_vec()
}
