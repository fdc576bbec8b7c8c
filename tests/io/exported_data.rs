//! People and lines as data: a table is read back as it was written, no text is markup or a formula, and what is not
//! asked for is in no format.

use crate::common::{self, AS_OF, bundled};
use crate::hostile::{HOSTILE, NAME, planted};
use crate::planted::unpacked;
use std::collections::BTreeMap;
use std::path::Path;
use twintrack::generate;
use twintrack::io::{Progress, read};
use twintrack::org::{Line, Org, SeatSource, TextField, Unlinked};
use twintrack::report::PictureOptions;
use twintrack::report::output::{Output, write};

const GRAPHS: [&str; 4] = ["a.dot", "a.mmd", "a.graphml", "a.drawio"];
const TABLES: [&str; 2] = ["a.csv", "a.xlsx"];

pub fn exported(org: &Org, name: &str, options: PictureOptions) -> Vec<u8> {
    let output = Output::Picture(options);
    let mut bytes = Vec::new();
    let format = output.format_of(Path::new(name)).expect("a format");
    write(org, &output, format, &mut bytes).expect("a vector takes everything");
    bytes
}

/// All text of an export, that of a workbook unpacked.
fn text(bytes: &[u8]) -> String {
    // What is packed follows on the archive itself.
    let from = if bytes.starts_with(b"PK") { bytes.len() } else { 0 };
    String::from_utf8(unpacked(bytes)[from..].to_vec()).expect("text")
}

/// What is told of everybody, by key: texts, manager, lines, rung, pay, days.
pub fn told(org: &Org) -> BTreeMap<String, Vec<String>> {
    let one = |person| {
        let texts = TextField::ALL.map(|field| field_of(org, person, field));
        let manager = match (org.manager(person), org.unlinked(person)) {
            (Some(above), _) => org.key(above).to_owned(),
            (None, Some(Unlinked::Unknown(named))) => format!("? {named}"),
            (None, Some(Unlinked::Itself(_))) => "!".to_owned(),
            (None, None) => String::new(),
        };
        let mut dotted: Vec<&str> =
            org.lines().above(person, Line::Dotted).into_iter().map(|above| org.key(above)).collect();
        dotted.sort_unstable();
        let seat = org.seat(person).filter(|seat| seat.source != SeatSource::Suggested);
        let rung = seat.map_or("", |seat| org.rung(seat.rung).code.as_str());
        let pay = org.pay(person);
        let pay = if pay.is_recorded() { format!("{} {} {:?}", pay.low, pay.high, pay.period) } else { String::new() };
        let days = format!("{:?} {:?}", org.start(person), org.end(person));
        let more = [manager, dotted.join(" "), rung.to_owned(), pay, days, format!("{:?}", org.kind(person))];
        (org.key(person).to_owned(), texts.into_iter().chain(more).collect())
    };
    org.people().map(one).collect()
}

fn field_of(org: &Org, person: twintrack::org::PersonId, field: TextField) -> String {
    match field {
        TextField::Name => org.name(person),
        TextField::Title => org.title(person),
        TextField::Team => org.team(person),
        TextField::Location => org.location(person),
        TextField::Status => org.status(person),
    }
    .to_owned()
}

fn is_read_back(org: &Org) {
    let all = PictureOptions { pay: true, findings: true, ..PictureOptions::default() };
    for name in TABLES {
        let bytes = exported(org, name, all.clone());
        let opened = read(&bytes, name, AS_OF, &Progress::default()).expect("it opens");
        let (before, after) = (told(org), told(&opened.org));
        for (key, told) in &before {
            assert_eq!(after.get(key), Some(told), "{key} in {name}");
        }
        assert_eq!(before.len(), after.len());
        assert_eq!(bytes, exported(org, name, all.clone()), "the same bytes");
    }
}

#[test]
fn a_table_of_people_is_read_back_as_it_was_written() {
    is_read_back(&bundled());
    is_read_back(&generate::org(200, 4).0);
}

#[test]
fn what_would_be_a_formula_is_text_and_is_read_back() {
    let mut org = common::org("ana M2; bo IC3 under=ana; cy IC2 under=ana; di IC1 under=bo");
    for (key, name) in [("ana", "=1+1"), ("bo", "@SUM(A1)"), ("cy", "'=x"), ("di", "-2 \"q\", r")] {
        let person = org.find(key).expect("there");
        org.set_text(person, TextField::Name, name);
        org.set_text(person, TextField::Title, "+cmd|' /C calc'!A0");
    }
    is_read_back(&org);
    let csv = text(&exported(&org, "a.csv", PictureOptions::default()));
    assert!(csv.starts_with('\u{feff}') && csv.contains("'=1+1") && csv.contains("''=x"), "{csv}");
    assert!(!text(&exported(&org, "a.xlsx", PictureOptions::default())).contains("<f>"), "no cell is a formula");
}

#[test]
fn a_graph_has_everybody_and_every_line() {
    let org = bundled();
    let solid = org.lines().all(Line::Solid).count();
    for name in GRAPHS {
        let text = text(&exported(&org, name, PictureOptions::default()));
        for person in org.people() {
            assert!(text.contains(org.name(person)), "{} is not in {name}", org.name(person));
        }
        let (node, edge) = match name {
            "a.dot" => ("[id=", " -> "),
            "a.mmd" => ("[\"", " --- "),
            "a.graphml" => ("<node ", "<data key=\"line\">solid"),
            _ => ("vertex=\"1\"", "edge=\"1\""),
        };
        assert_eq!(text.matches(node).count(), org.people().count(), "{name}");
        assert!(text.matches(edge).count() >= solid, "{name}");
        assert!(text.contains("Not included: findings about people, pay"), "{name}");
    }
}

#[test]
fn no_text_is_markup_in_a_graph() {
    for hostile in HOSTILE {
        let org = crate::hostile::hostile(hostile);
        for name in GRAPHS {
            let text = text(&exported(&org, name, PictureOptions::default()));
            // As many lines of each kind as without the hostile text.
            let plain = text_of_plain(&org, name);
            assert_eq!(text.lines().count(), plain.lines().count(), "{hostile} in {name}:\n{text}");
            // Between quotes Graphviz knows no markup.
            let has_markup = text.contains("<script") || text.contains("<img");
            assert!(!has_markup || name == "a.dot", "{hostile} in {name}");
            if name.ends_with("ml") || name.ends_with("io") {
                well_formed(&text);
            }
        }
    }
}

fn text_of_plain(org: &Org, name: &str) -> String {
    let mut plain = org.clone();
    plain.head.name = "x".to_owned();
    for person in org.people() {
        for field in TextField::ALL {
            plain.set_text(person, field, "x");
        }
    }
    text(&exported(&plain, name, PictureOptions::default()))
}

fn well_formed(text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(_) => {}
            Err(error) => panic!("{error}: {text}"),
        }
    }
}

#[test]
fn what_is_not_asked_for_is_in_no_format() {
    let org = planted("");
    let bare = PictureOptions::default();
    let hidden = ["777123", "666321", "33331", "48111222", "Wwaiver", "Authority", "below"];
    for name in GRAPHS.into_iter().chain(TABLES) {
        let said = text(&exported(&org, name, bare.clone()));
        assert!(said.contains(NAME), "{name} names people");
        for hidden in hidden {
            assert!(!said.contains(hidden), "{hidden} is in {name}");
        }
        assert!(text(&exported(&org, name, PictureOptions { pay: true, ..bare.clone() })).contains("777123"), "{name}");
        let told = text(&exported(&org, name, PictureOptions { findings: true, ..bare.clone() }));
        assert!(told.contains("uthor") && !told.contains("777123"), "findings are in {name}: {told}");
        let nameless = text(&exported(&org, name, PictureOptions { names: false, ..bare.clone() }));
        for hidden in [NAME, "Xanthorrhoea", "star", "Overlook"] {
            assert!(!nameless.contains(hidden), "{hidden} is in {name}");
        }
    }
}

#[test]
fn structure_only_tells_of_no_pay_and_no_finding() {
    let org = planted("structure");
    let all = PictureOptions { pay: true, findings: true, ..PictureOptions::default() };
    for name in GRAPHS.into_iter().chain(TABLES).chain(["a.svg"]) {
        let said = text(&exported(&org, name, all.clone()));
        assert!(said.contains(NAME), "{name} names people");
        for hidden in ["777123", "777,123", "777 k", "666321", "666,321", "33331"] {
            assert!(!said.contains(hidden), "{hidden} is in {name}");
        }
    }
}

#[test]
fn findings_are_the_same_without_names() {
    // One finding is waived by the id of whom it is about.
    let org = planted("");
    let findings = |names: bool| -> Vec<BTreeMap<String, String>> {
        let options = PictureOptions { findings: true, names, ..PictureOptions::default() };
        let bytes = exported(&org, "a.csv", options);
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let is_found = |heading: &str| ["authority", "impact_lo", "impact_mid", "gap", "findings"].contains(&heading);
        reader
            .deserialize::<BTreeMap<String, String>>()
            .map(|row| row.expect("a row").into_iter().filter(|(heading, _)| is_found(heading)).collect())
            .collect()
    };
    assert_eq!(findings(true), findings(false));
    assert!(findings(true)[0].len() == 5, "{:?}", findings(true)[0]);
}

#[test]
fn a_number_below_0_is_no_formula() {
    let org = common::org("ana IC5 D8 b900000 +money:1e4:audited +systems:1:audited");
    let options = PictureOptions { findings: true, ..PictureOptions::default() };
    let said = text(&exported(&org, "a.csv", options));
    assert!(said.contains(",-") && !said.contains("'-"), "{said}");
}
