//! What is private and not asked for is in no byte of any file that leaves the program: planted values are looked for
//! in every format, in what is packed or compressed inside it, and in both ways in which a PDF writes texts.

use crate::hostile::{NAME, TITLE, WAIVER, planted};
use std::io::Read;
use twintrack::org::{Answer, ManagementEvidence, Org, Practice, Preference, Reason, RoleChange, Unknown};
use twintrack::report::output::{Output, write};
use twintrack::report::{OutputError, PictureOptions, Show, View};
use twintrack::rules::Judgement;

/// What no export of this kind ever tells.
const NEVER: [&str; 9] = [
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
const NAMES: [&str; 4] = [NAME, "Zyxwvut", TITLE, "Overlook"];
const PAY: [&str; 7] = ["777123", "777,123", "777 k", "666321", "666,321", "33331", "Pay below impact"];

fn org(mode: &str) -> Org {
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
fn findings(org: &Org) -> Vec<String> {
    let judgement = Judgement::of(org);
    let facts = judgement.facts(org);
    let told = judgement.of_people().iter().flat_map(|it| [it.rule.title.to_owned(), it.say(&facts)]);
    let told: Vec<String> = told.collect();
    assert!(told.len() > 10, "{told:?}");
    told
}

/// A file with all that is packed in it unpacked.
fn unpacked(bytes: &[u8]) -> Vec<u8> {
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

fn holds(bytes: &[u8], words: &str) -> bool {
    let wide: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let hex: String = wide.iter().map(|byte| format!("{byte:02X}")).collect();
    [words.as_bytes(), &wide, hex.as_bytes(), hex.to_lowercase().as_bytes()]
        .into_iter()
        .any(|needle| memchr::memmem::find(bytes, needle).is_some())
}

/// Every format of an output, as bytes.
fn files(org: &Org, output: &Output) -> Vec<(&'static str, Vec<u8>)> {
    let of = |format: &'static twintrack::report::output::Format| {
        let mut bytes = Vec::new();
        match write(org, output, format, &mut bytes) {
            Ok(()) => Some((format.endings[0], unpacked(&bytes))),
            // The matrix where findings are not asked for, and changes without anything to compare with.
            Err(OutputError::Hidden { .. } | OutputError::NothingBefore) => None,
            Err(error) => panic!("{error}: .{} of {output:?}", format.endings[0]),
        }
    };
    // Pixels are dear to paint, and hold no words but the names of fonts: once is enough.
    let is_tree = matches!(output, Output::Picture(options) if options.view == View::Tree && options.names);
    output.formats().filter(|format| is_tree || format.endings[0] != "png").filter_map(of).collect()
}

fn check(org: &Org, output: &Output, (names, pay, told): (bool, bool, bool)) {
    let findings = findings(&planted(""));
    for (ending, bytes) in files(org, output) {
        let none = |what: &[&str]| {
            for words in what {
                assert!(!holds(&bytes, words), "{words} is in .{ending} of {output:?}");
            }
        };
        none(&NEVER);
        if !names {
            none(&NAMES);
        }
        if !pay {
            none(&PAY);
        }
        if !told {
            none(&findings.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
}

fn all() -> impl Iterator<Item = (bool, bool, bool)> {
    (0..8).map(|bits| (bits & 1 > 0, bits & 2 > 0, bits & 4 > 0))
}

#[test]
fn what_is_not_asked_for_is_in_no_byte_of_any_picture_or_table() {
    let (open, closed) = (org(""), org("structure"));
    for (names, pay, findings) in all() {
        for view in View::ALL {
            let output = Output::Picture(PictureOptions { view, names, pay, findings, ..PictureOptions::default() });
            check(&open, &output, (names, pay, findings));
            // In a file of structure only, asking changes nothing.
            if pay && findings {
                check(&closed, &output, (names, false, false));
            }
        }
    }
}

#[test]
fn what_is_asked_for_is_there_or_the_search_could_not_fail() {
    let org = org("");
    let options = PictureOptions { view: View::Tree, pay: true, findings: true, ..PictureOptions::default() };
    let files = files(&org, &Output::Picture(options));
    let of = |ending: &str| &files.iter().find(|(it, _)| *it == ending).expect("a format").1;
    for ending in ["svg", "html", "pptx", "xlsx", "csv", "drawio", "dot", "mmd", "graphml"] {
        assert!(holds(of(ending), NAME), "{ending}");
    }
    for ending in ["html", "csv", "dot", "graphml"] {
        assert!(PAY.iter().any(|words| holds(of(ending), words)), "{ending}");
        assert!(findings(&org).iter().any(|words| holds(of(ending), words)), "{ending}");
    }
    assert!(holds(of("pdf"), "Test, "), "the title of a PDF is found");
}

#[test]
fn whoever_holds_more_than_the_record_shows_is_named_in_no_file() {
    let org = org("");
    let title = "Authority not yet backed by evidence";
    assert!(findings(&org).iter().any(|words| words == title), "{:?}", findings(&org));
    let options = PictureOptions { view: View::Tree, findings: true, ..PictureOptions::default() };
    for (ending, bytes) in files(&org, &Output::Picture(options)) {
        assert!(!holds(&bytes, title), "{ending}");
    }
}

#[test]
fn reports_tell_only_what_is_asked_for() {
    // How far somebody decides below their record; titles of findings stand in counts as well.
    let found = ["rungs below their record"];
    let open = planted("");
    for (names, pay, findings) in all() {
        for (ending, bytes) in files(&open, &Output::Report(Show { names, pay, findings })) {
            for (may, what) in [(names, &NAMES[..]), (pay, &PAY[..6])] {
                for words in what {
                    assert!(may || !holds(&bytes, words), "{words} is in .{ending} of a report");
                }
            }
            for words in found.iter().filter(|_| !findings) {
                assert!(!holds(&bytes, words), "{words} is in .{ending} of a report");
            }
        }
    }
}

#[test]
fn what_is_left_out_is_said_in_the_file() {
    let org = org("");
    let options = PictureOptions { view: View::Tree, ..PictureOptions::default() };
    for (ending, bytes) in files(&org, &Output::Picture(options.clone())) {
        let said = holds(&bytes, &options.left_out());
        // Of a table the missing columns say so; letters in pixels and in a page of a PDF are no text.
        let is_table = matches!(ending, "csv" | "xlsx" | "png" | "pdf");
        assert!(said || is_table, "{ending}");
    }
}
