//! An entry for each reader of files that a mutator drives: whatever the bytes are, it returns. What opens is judged, laid
//! out, written in every notation and read again. Not part of what the program does; the tests use it.

use crate::app::try_look;
use crate::io::native::{self, Notation};
use crate::io::{self, Opened, Progress, csv, journal, ladders};
use crate::org::{Ladder, Org};
use crate::plan::evidence_sheet::take_in;
use crate::plan::{Filter, Seen};
use crate::report::PictureOptions;
use crate::report::output::{self, FORMATS, Format, Output};
use crate::rules::Judgement;
use jiff::civil::{Date, date};
use std::sync::OnceLock;

/// Entry of a reader.
pub type Entry = fn(&[u8]);

/// All entries by the name of their reader.
pub const READERS: [(&str, Entry); 21] = [
    ("ron", fuzz_ron),
    ("json", fuzz_json),
    ("csv", fuzz_csv),
    ("xlsx", fuzz_xlsx),
    ("xls", fuzz_xls),
    ("xlsb", fuzz_xlsb),
    ("ods", fuzz_ods),
    ("people-json", fuzz_people_json),
    ("yaml", fuzz_yaml),
    ("xml", fuzz_xml),
    ("drawio", fuzz_drawio),
    ("graphml", fuzz_graphml),
    ("dot", fuzz_dot),
    ("ldif", fuzz_ldif),
    ("vcf", fuzz_vcf),
    ("html", fuzz_html),
    ("ladder", fuzz_ladder),
    ("journal", fuzz_journal),
    ("evidence", fuzz_evidence),
    ("filter", fuzz_filter),
    ("look", fuzz_look),
];

const DAY: Date = date(2026, 9, 30);
/// Largest organisation that is laid out; larger ones only take longer.
const DRAWN: usize = 500;

/// Native format, with its plans.
pub fn fuzz_ron(bytes: &[u8]) {
    open(bytes, "a.org.ron");
}

/// Native schema in JSON.
pub fn fuzz_json(bytes: &[u8]) {
    open(bytes, "a.json");
}

/// Text with delimiters, in any encoding.
pub fn fuzz_csv(bytes: &[u8]) {
    open(bytes, "a.csv");
}

/// Excel workbook.
pub fn fuzz_xlsx(bytes: &[u8]) {
    open(bytes, "a.xlsx");
}

/// Excel 97 workbook.
pub fn fuzz_xls(bytes: &[u8]) {
    open(bytes, "a.xls");
}

/// Excel binary workbook.
pub fn fuzz_xlsb(bytes: &[u8]) {
    open(bytes, "a.xlsb");
}

/// OpenDocument spreadsheet.
pub fn fuzz_ods(bytes: &[u8]) {
    open(bytes, "a.ods");
}

/// People in JSON of another program.
pub fn fuzz_people_json(bytes: &[u8]) {
    open(bytes, "people.json");
}

/// People in YAML.
pub fn fuzz_yaml(bytes: &[u8]) {
    open(bytes, "a.yaml");
}

/// People in XML.
pub fn fuzz_xml(bytes: &[u8]) {
    open(bytes, "a.xml");
}

/// Drawing of draw.io.
pub fn fuzz_drawio(bytes: &[u8]) {
    open(bytes, "a.drawio");
}

/// Graph in GraphML.
pub fn fuzz_graphml(bytes: &[u8]) {
    open(bytes, "a.graphml");
}

/// Graph for Graphviz.
pub fn fuzz_dot(bytes: &[u8]) {
    open(bytes, "a.dot");
}

/// Directory in LDIF.
pub fn fuzz_ldif(bytes: &[u8]) {
    open(bytes, "a.ldif");
}

/// Cards of an address book.
pub fn fuzz_vcf(bytes: &[u8]) {
    open(bytes, "a.vcf");
}

/// Web page with tables.
pub fn fuzz_html(bytes: &[u8]) {
    open(bytes, "a.html");
}

/// Ladder file; what it says is written and read again.
pub fn fuzz_ladder(bytes: &[u8]) {
    let Ok(ladder) = ladders::parse(&String::from_utf8_lossy(bytes)) else { return };
    let again = ladders::parse(&ladders::text(&ladder));
    assert!(again.is_ok_and(|again| same_ladder(&again, &ladder)), "a ladder is read back as it was written");
    let mut org = bundled().org.clone();
    org.head.ladders.push(ladder);
    used(&org);
}

/// Journal of unsaved edits, its lines without their hashes; the steps are applied and taken back.
pub fn fuzz_journal(bytes: &[u8]) {
    let sealed = journal::hashed(&String::from_utf8_lossy(bytes));
    for entry in journal::entries(sealed.as_bytes()).unwrap_or_default() {
        if let journal::Entry::Edit { name, steps } = entry {
            let mut org = bundled().org.clone();
            let plan = crate::edit::Scenario { name, note: String::new(), steps };
            let (back, _) = plan.apply(&mut org);
            used(&org);
            assert!(back.apply(&mut org).is_ok(), "what was done can be taken back");
        }
    }
}

/// Sheet of evidence, taken into the bundled organisation.
pub fn fuzz_evidence(bytes: &[u8]) {
    let org = &bundled().org;
    let Ok(rows) = csv::read_rows(bytes, "id") else { return };
    let Ok(taken) = take_in(org, &Judgement::of(org).scale, &rows) else { return };
    let mut org = org.clone();
    for edit in taken.edits {
        // A row that no longer fits is refused.
        let _ = edit.apply(&mut org);
    }
    used(&org);
}

/// Filter, as the settings keep it.
pub fn fuzz_filter(bytes: &[u8]) {
    let Ok(filter) = serde_json::from_slice::<Filter>(bytes) else { return };
    let org = &bundled().org;
    let judgement = Judgement::of(org);
    let seen = Seen::new(org, &judgement, true);
    filter.parts.iter().for_each(|part| drop(part.words()));
    assert!(filter.people(&seen).count() <= org.len());
    let text = serde_json::to_string(&filter).unwrap_or_default();
    assert!(serde_json::from_str::<Filter>(&text).is_ok_and(|again| again == filter), "a filter is read back");
}

/// View of a file, as the settings keep it.
pub fn fuzz_look(bytes: &[u8]) {
    try_look(&String::from_utf8_lossy(bytes), bundled().clone());
}

fn bundled() -> &'static Opened {
    static OPENED: OnceLock<Opened> = OnceLock::new();
    OPENED.get_or_init(|| {
        io::read(crate::BUNDLED, crate::BUNDLED_NAME, DAY, &Progress::default())
            .expect("the bundled organisation opens")
    })
}

fn same_ladder(one: &Ladder, other: &Ladder) -> bool {
    ladders::text(one) == ladders::text(other)
}

/// Opens a file; what opens is used, saved and opened again.
fn open(bytes: &[u8], name: &str) {
    match io::read(bytes, name, DAY, &Progress::default()) {
        Ok(opened) => {
            used(&opened.org);
            opened.problems.iter().for_each(|problem| drop(problem.to_string()));
            for scenario in &opened.scenarios {
                let mut org = opened.org.clone();
                let (back, _) = scenario.apply(&mut org);
                used(&org);
                assert!(back.apply(&mut org).is_ok(), "what was done can be taken back");
            }
            saved_again(&opened);
        }
        Err(error) => assert!(!error.hint().is_empty(), "{error} has a next step"),
    }
}

/// What is saved opens, and is saved the same.
fn saved_again(opened: &Opened) {
    for (notation, name) in [(Notation::Ron, "b.org.ron"), (Notation::Json, "b.org.json")] {
        let written = text_of(opened, notation);
        let again = match io::read(written.as_bytes(), name, DAY, &Progress::default()) {
            Ok(again) => again,
            Err(error) => panic!("what was saved opens: {error}\n{written}"),
        };
        assert!(again.org.len() == opened.org.len(), "as many people are opened as were saved:\n{written}");
        let twice = text_of(&again, notation);
        // What was damaged is put where it does no harm once, and stays there.
        let is_whole = opened.problems.is_empty() && opened.unread.is_empty();
        let (one, other) =
            if is_whole { (written, twice) } else { (twice.clone(), text_again(&twice, name, notation)) };
        assert!(one == other, "what was opened is saved as it was:\n{one}\n---\n{other}");
    }
}

fn text_again(text: &str, name: &str, notation: Notation) -> String {
    match io::read(text.as_bytes(), name, DAY, &Progress::default()) {
        Ok(again) => text_of(&again, notation),
        Err(error) => panic!("what was saved opens: {error}\n{text}"),
    }
}

fn text_of(opened: &Opened, notation: Notation) -> String {
    let mut out = Vec::new();
    let written = native::write(&opened.org, &opened.scenarios, &opened.unread, notation, &mut out);
    assert!(written.is_ok(), "memory takes everything");
    String::from_utf8_lossy(&out).into_owned()
}

/// Judges an organisation and writes it as a picture, as data and as a report.
fn used(org: &Org) {
    if org.len() > DRAWN {
        return;
    }
    let format = |ending: &str| FORMATS.iter().find(|format: &&Format| format.endings.contains(&ending));
    let picture = Output::Picture(PictureOptions::default());
    for ending in ["svg", "csv", "dot"] {
        let Some(format) = format(ending) else { continue };
        // What cannot be drawn is refused in words.
        if let Err(error) = output::write(org, &picture, format, &mut std::io::sink()) {
            assert!(!error.to_string().is_empty());
        }
    }
    let judgement = Judgement::of(org);
    assert!(crate::report::text(org, &judgement, &mut std::io::sink()).is_ok());
}
