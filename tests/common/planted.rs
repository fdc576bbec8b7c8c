//! Somebody of whom everything is recorded, and the search for it in the bytes of a file, in what is packed or compressed
//! inside it, and in both ways in which a PDF writes titles. Words drawn on a page of a PDF are numbers of glyphs, which
//! `tests/real/other_programs.rs` has `pdftotext` read.
#![allow(dead_code, reason = "each binary uses a part")]

use crate::hostile::{NAME, TITLE, WAIVER, planted};
use std::io::Read;
use twintrack::org::{Answer, ManagementEvidence, Org, Practice, Preference, Reason, RoleChange, Unknown};
use twintrack::rules::Judgement;

/// What no export of this kind ever tells.
pub const NEVER: [&str; 9] = [
    "Nnoteplanted",
    "Hhistoryplanted",
    "Rreasonplanted",
    "Aaskedplanted",
    "Uunknownplanted",
    "Mmanagementplanted",
    "Ccommentplanted",
    "48111222",
    WAIVER,
];
pub const NAMES: [&str; 4] = [NAME, "Zyxwvut", TITLE, "Overlook"];
pub const PAY: [&str; 7] = ["777123", "777,123", "777 k", "666321", "666,321", "33331", "Pay below impact"];

/// The planted organisation with more that no export tells.
pub fn private(mode: &str) -> Org {
    let mut org = planted(mode);
    let star = org.find("star").expect("planted");
    let details = org.details_mut(star);
    details.preference = Some(Preference { answer: Answer::Craft, date: None, asked_by: "Aaskedplanted".into() });
    details.history.push(RoleChange {
        date: None,
        title: String::new(),
        rung: String::new(),
        reason: Some(Reason::Other("Rreasonplanted".into())),
        rise: None,
        note: "Hhistoryplanted".into(),
    });
    let note = "Mmanagementplanted".into();
    details.management.push(ManagementEvidence { practice: Practice::Mentoring, note, date: None });
    details.notes.push("Nnoteplanted".into());
    details.unknown.push(Unknown { name: "badge".into(), raw: "\"Uunknownplanted\"".into() });
    details.comment = "Ccommentplanted".into();
    org
}

/// Titles and sentences of all that was found about people.
pub fn findings(org: &Org) -> Vec<String> {
    let judgement = Judgement::of(org);
    let facts = judgement.facts(org);
    let told = judgement.of_people().iter().flat_map(|it| [it.rule.title.to_owned(), it.say(&facts)]);
    let told: Vec<String> = told.collect();
    assert!(told.len() > 10, "{told:?}");
    told
}

/// A file with all that is packed in it unpacked.
pub fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut all = bytes.to_vec();
    if bytes.starts_with(b"PK") {
        let mut parts = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a packed file");
        for at in 0..parts.len() {
            let mut part = parts.by_index(at).expect("a part");
            all.extend(part.name().expect("text").as_bytes());
            part.read_to_end(&mut all).expect("whole");
        }
    }
    if bytes.starts_with(b"%PDF") {
        let mut streams = 0;
        for at in memchr::memmem::find_iter(bytes, b"stream\n") {
            let mut inner = Vec::new();
            // What is no compressed stream is in the file as it is.
            if flate2::read::ZlibDecoder::new(&bytes[at + 7..]).read_to_end(&mut inner).is_ok() {
                streams += 1;
                all.extend(inner);
            }
        }
        assert!(streams > 0, "a PDF has compressed streams");
    }
    all
}

/// Whether words are in a file as they are, or as a PDF writes texts that are not drawn.
pub fn holds(bytes: &[u8], words: &str) -> bool {
    let wide: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let hex: String = wide.iter().map(|byte| format!("{byte:02X}")).collect();
    [words.as_bytes(), &wide, hex.as_bytes(), hex.to_lowercase().as_bytes()]
        .into_iter()
        .any(|needle| memchr::memmem::find(bytes, needle).is_some())
}
