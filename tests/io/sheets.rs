//! Excel workbooks: the sheet for evidence written and read back, organisations opened from them, files that are
//! damaged, locked or too large.

use crate::{common, random};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::io::Write;
use twintrack::edit::Edit;
use twintrack::io::csv::{ImportOptions, read, read_rows};
use twintrack::io::native::Notation;
use twintrack::io::{OpenError, Opened, Progress};
use twintrack::org::{Org, PersonId};
use twintrack::plan::evidence_sheet::{TakenIn, headers, take_in};
use twintrack::report::{SheetFormat, evidence_sheet};
use twintrack::rules::Judgement;

const TEAM: &str = "mason M3 started=2020-05-01 team=2 +growth:0.48:asserted D6 b25000; \
    alex IC5 started=2024-01-31 under=mason +reviews:200:measured D5; vp M5 suggested; bo - under=vp";

fn stored(org: &Org, people: &[(PersonId, String)], format: SheetFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    evidence_sheet(org, people, format, &mut bytes).expect("to memory");
    bytes
}

fn everybody(org: &Org, why: &str) -> Vec<(PersonId, String)> {
    org.people().map(|person| (person, why.to_owned())).collect()
}

fn taken(org: &Org, bytes: &[u8]) -> TakenIn {
    take_in(org, &Judgement::of(org).scale, &read_rows(bytes, "id").expect("a sheet")).expect("with ids")
}

/// A workbook with cells by row: `=` in front makes a formula, `#` a number, `@` a day as its serial.
fn book(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for (name, rows) in sheets {
        let page = book.add_worksheet().set_name(*name).expect("a name");
        for (row, cells) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(*cells) {
                match cell.split_at_checked(1) {
                    Some(("#", rest)) => page.write_number(row, column, rest.parse::<f64>().expect("a number")),
                    Some(("@", rest)) => {
                        let serial = ExcelDateTime::from_serial_datetime(rest.parse::<f64>().expect("a serial"));
                        page.write_datetime_with_format(row, column, serial.expect("a day"), &day)
                    }
                    Some(("=", rest)) => page.write_formula(row, column, Formula::new("1/0").set_result(rest)),
                    _ => page.write_string(row, column, *cell),
                }
                .expect("a cell");
            }
        }
    }
    book.save_to_buffer().expect("to memory")
}

fn open(bytes: &[u8]) -> Result<Opened, OpenError> {
    twintrack::io::read(bytes, "staff.xlsx", common::AS_OF, &Progress::default())
}

fn told(opened: &Opened) -> Vec<String> {
    opened.problems.iter().map(ToString::to_string).collect()
}

#[test]
fn the_same_sheet_gives_the_same_bytes_at_any_time() {
    let org = common::org(TEAM);
    let people = everybody(&org, "why");
    let first = stored(&org, &people, SheetFormat::Xlsx);
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    assert!(stored(&org, &people, SheetFormat::Xlsx) == first);
}

#[test]
fn a_workbook_has_the_cells_of_the_csv_and_says_how_it_is_filled_in() {
    let org = common::org(TEAM);
    let bytes = stored(&org, &everybody(&org, "why"), SheetFormat::Xlsx);
    let csv = stored(&org, &everybody(&org, "why"), SheetFormat::Csv);
    let padded = |mut rows: Vec<Vec<String>>| {
        rows.iter_mut().for_each(|row| row.resize(headers().len(), String::new()));
        rows
    };
    let (here, there) = (read_rows(&bytes, "id").expect("a sheet"), read_rows(&csv, "id").expect("a sheet"));
    assert_eq!(padded(here), padded(there));
    let parts = parts(&bytes);
    let part = |name: &str| parts.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str()).expect(name);
    let sheet = part("xl/worksheets/sheet1.xml");
    assert!(sheet.contains("state=\"frozen\"") && !sheet.contains("<f>"));
    // Preference, part, and three kinds of work.
    assert_eq!(sheet.matches("type=\"list\"").count(), 5);
    assert!(part("xl/workbook.xml").contains("How to fill in"));
    assert!(part("xl/sharedStrings.xml").contains("not asked") && part("xl/sharedStrings.xml").contains("nominations"));
}

/// The parts of a workbook by name, unpacked.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a workbook");
    (0..zip.len())
        .map(|at| {
            let mut part = zip.by_index(at).expect("a part");
            let name = part.name().expect("a name").into_owned();
            let mut text = String::new();
            std::io::Read::read_to_string(&mut part, &mut text).expect("text");
            (name, text)
        })
        .collect()
}

#[test]
fn a_reason_that_speaks_of_pay_goes_into_no_sheet() {
    let org = common::org(TEAM);
    let why = "Paid above the band of IC5; At the top of the IC track: IC5; On IC2, paid above the next rung's median";
    for format in [SheetFormat::Csv, SheetFormat::Xlsx] {
        let rows = read_rows(&stored(&org, &everybody(&org, why), format), "id").expect("a sheet");
        assert_eq!(rows[1][3], "At the top of the IC track: IC5");
    }
}

#[test]
fn a_sheet_filled_in_by_excel_is_taken_in_like_text() {
    let org = common::org(TEAM);
    let cells: &[&[&str]] = &[
        &[
            "id",
            "preference",
            "asked",
            "decision",
            "decided_at",
            "budget",
            "work_1_kind",
            "work_1_amount",
            "work_1_share",
            "work_1_period",
        ],
        &["bo", "Craft", "@46143", "Recipes", "#6", "#50000", "money", "#48000000", "#0.5", "#2026"],
    ];
    let how: &[&[&str]] = &[&["How"], &["so"]];
    let taken = taken(&org, &book(&[("How to", how), ("Evidence", cells)]));
    let told: Vec<String> = taken.added.iter().map(|(_, what, value)| format!("{what} {value}")).collect();
    assert_eq!(
        told,
        [
            "preference craft",
            "decision decide: Recipes at 6",
            "budget 50000",
            "work money 48000000, share 0.5, 2026-01-01 to 2026-12-31"
        ]
    );
    let Some(Edit::SetDetails { details, .. }) = taken.edits.first() else { panic!("an edit") };
    assert_eq!(details.preference.as_ref().and_then(|it| it.date), Some(common::day("2026-05-01")));
}

#[test]
fn what_cannot_be_taken_names_its_cell() {
    let org = common::org(TEAM);
    let cells: &[&[&str]] = &[
        &["id", "name", "preference", "budget", "decision"],
        &["bo", "", "gold"],
        &[],
        &["alex", "=#N/A", "craft", "much"],
        &["vp", "", "craft", "", "=#REF!"],
        &["nobody"],
    ];
    let taken = taken(&org, &book(&[("Evidence", cells)]));
    let told: Vec<String> = taken.left_out.iter().map(|it| format!("{}: {}", it.place(), it.said())).collect();
    assert_eq!(
        told,
        [
            "C2: `gold` is not a preference: write lead, craft, projects, undecided or not asked",
            "D4: `much` is not an amount: write 48,000,000 or 0.48 or 48 %",
            "E5: `#REF!` is a spreadsheet error, so nothing in this row is used",
            "A6: no one has the id `nobody`",
        ]
    );
    assert_eq!(taken.edits.len(), 1);
}

#[test]
fn an_organisation_is_opened_from_the_sheet_that_names_its_columns() {
    let staff: &[&[&str]] = &[
        &["Staff of 2026"],
        &[],
        &["id", "name", "title", "manager", "start date", "salary", "grade", "Bay"],
        &["#1", "Ana", "CEO", "", "@46295", "#180000", "IC5", "window"],
        &["#2", "Bo", "=#N/A", "#1", "2026-01-31", "90,000.50", "IC4"],
    ];
    let opened = open(&book(&[("Read me", &[&["nothing here"]]), ("People", staff), ("Old", staff)])).expect("people");
    let org = &opened.org;
    assert_eq!(org.len(), 2);
    let bo = org.find("2").expect("a whole number is no 2.0");
    assert_eq!(org.manager(bo), org.find("1"));
    assert_eq!(org.start(org.find("1").expect("Ana")), Some(common::AS_OF));
    assert_eq!(org.pay(bo).low, 90_000.5);
    let told = told(&opened);
    let is_said = |what: &str| assert!(told.iter().any(|said| said.contains(what)), "{what} in {told:?}");
    is_said("from the sheet `People` (Not read: `Read me`, `Old`.");
    is_said("line 5, column 1: The cell `C5` contains an error: #N/A");
    is_said("line 1, column 1: This line comes before the header");
}

#[test]
fn a_workbook_is_read_as_its_csv_would_be() {
    let rows: &[&[&str]] = &[
        &["Employee ID", "Full name", "Job title", "Reports to", "Grade"],
        &["007", "Ana \"the\" B., jr", "=", "", "IC5"],
        &["8", "Cy\nD", "+44 head", "007", "M3"],
        &["8", "Di", "", "nobody", "M3"],
        &["Total", "3"],
    ];
    let text: Vec<String> = rows
        .iter()
        .map(|row| row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(","))
        .collect();
    // The title `=` alone is text in both.
    let mut xlsx = Workbook::new();
    let page = xlsx.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            page.write_string(row, column, *cell).expect("a cell");
        }
    }
    let options = ImportOptions::on(common::AS_OF);
    let of = |bytes: &[u8]| read(bytes, "staff", &options, &Progress::default()).expect("people");
    let ((here, one), (there, other)) =
        (of(&xlsx.save_to_buffer().expect("to memory")), of(text.join("\n").as_bytes()));
    assert_eq!(one.counts, other.counts);
    assert_eq!((one.files[0].sheet.as_deref(), one.files[0].delimiter), (Some("Sheet1"), None));
    assert_eq!(one.files[0].mapped, other.files[0].mapped);
    assert_eq!(common::saved(&here, Notation::Ron), common::saved(&there, Notation::Ron));
}

#[test]
fn a_workbook_that_is_locked_foreign_or_too_large_says_what_to_do() {
    let said = |bytes: &[u8]| open(bytes).expect_err("nobody").to_string();
    let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    assert!(said(&locked).contains("looks like a workbook, but it is damaged"));
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert!(said(&locked).contains("protected with a password (Save it without a password, or as CSV)"));
    assert!(
        said(&zipped(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")])).contains("it is damaged")
    );
    assert!(said(&zipped(&[("word/document.xml", b"<x/>")])).contains("not a workbook: copy its table"));
    assert!(said(b"PK\x03\x04rest").contains("is damaged"));
    // A hundred megabytes of blanks in a hundred kilobytes.
    let bomb = zipped(&[("xl/worksheets/sheet1.xml", &vec![b' '; 100 << 20])]);
    assert!(bomb.len() < 200_000);
    assert!(said(&bomb).contains("contains more than"), "{}", said(&bomb));
    let nobody = book(&[("Notes", &[&["nothing", "here"]])]);
    assert!(said(&nobody).contains("There is no line with column names"));
}

#[test]
fn a_sheet_of_few_cells_that_stand_far_apart_takes_no_room() {
    let cells: String =
        (1..=20_000).map(|row| format!("<row r=\"{row}\"><c r=\"XFD{row}\"><v>1</v></c></row>")).collect();
    let wide = with_sheet(&format!("<worksheet><sheetData>{cells}</sheetData></worksheet>"));
    assert!(open(&wide).expect_err("too wide").to_string().contains("64 million cells"));
    let far = with_sheet(
        "<worksheet><sheetData><row r=\"4000000000\"><c r=\"A4000000000\"><v>1</v></c></row></sheetData></worksheet>",
    );
    assert!(open(&far).expect_err("too far").to_string().contains("beyond the last row"));
    // Cells that hold an error are kept apart, and stand as far away.
    let head = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>id</v></c></row>";
    for far in ["A4000000000", "A1048577", "XFE1", "ZZZZZZ1"] {
        let wrong = format!("<row><c r=\"{far}\" t=\"e\"><v>#N/A</v></c></row>");
        let sheet = with_sheet(&format!("<worksheet><sheetData>{head}{wrong}</sheetData></worksheet>"));
        assert!(read_rows(&sheet, "id").expect_err(far).to_string().contains("beyond the last row"), "{far}");
        assert!(open(&sheet).is_err(), "{far}");
    }
}

/// A workbook whose only sheet is replaced.
fn with_sheet(xml: &str) -> Vec<u8> {
    let parts = parts(&book(&[("Staff", &[&["id", "name"], &["1", "Ana"]])]));
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, text)| {
            let text = if name == "xl/worksheets/sheet1.xml" { xml } else { text };
            (name.as_str(), text.as_bytes())
        })
        .collect();
    zipped(&parts)
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let packing = match *name {
            "mimetype" => zip::CompressionMethod::Stored,
            _ => zip::CompressionMethod::Deflated,
        };
        zip.start_file(*name, zip::write::SimpleFileOptions::default().compression_method(packing)).expect("a part");
        zip.write_all(bytes).expect("to memory");
    }
    zip.finish().expect("to memory").into_inner()
}

/// A small source of chance that every run repeats.
fn chance(seed: &mut u64) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) as usize
}

#[test]
fn no_damage_to_a_workbook_ends_the_program() {
    let rows: &[&[&str]] =
        &[&["id", "name", "manager", "start"], &["#1", "Ana", "", "@46295"], &["#2", "Bo", "#1", "=x"]];
    let whole = book(&[("Staff", rows)]);
    let mut seed = 7;
    let (mut opened, mut refused) = (0, 0);
    let mut try_it = |bytes: &[u8]| match open(bytes) {
        Ok(_) => opened += 1,
        Err(error) => {
            refused += 1;
            assert!(!error.hint().is_empty(), "{error}");
        }
    };
    for _ in 0..1_500 {
        let mut bytes = whole.clone();
        for _ in 0..1 + chance(&mut seed) % 4 {
            let at = chance(&mut seed) % bytes.len();
            bytes[at] ^= 1 << (chance(&mut seed) % 8);
        }
        try_it(&bytes);
        bytes.truncate(chance(&mut seed) % whole.len());
        try_it(&bytes);
    }
    // Damage behind the packing: what is unpacked is whole by its check sums and wrong in itself.
    let parts = parts(&whole);
    for _ in 0..1_500 {
        let mut parts: Vec<(String, Vec<u8>)> =
            parts.iter().map(|(name, text)| (name.clone(), text.clone().into_bytes())).collect();
        let hit = chance(&mut seed) % parts.len();
        let bytes = &mut parts[hit].1;
        for _ in 0..1 + chance(&mut seed) % 3 {
            let at = chance(&mut seed) % bytes.len();
            match chance(&mut seed) % 3 {
                0 => bytes[at] = b"<>/\"=0189AZ&;"[chance(&mut seed) % 13],
                1 => bytes[at] ^= 1 << (chance(&mut seed) % 8),
                _ => drop(bytes.drain(at..(at + 8).min(bytes.len()))),
            }
            if bytes.is_empty() {
                break;
            }
        }
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        try_it(&zipped(&parts));
    }
    assert!(opened > 100 && refused > 1_000, "{opened} opened, {refused} refused");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 48, ..ProptestConfig::default() })]

    /// A sheet that is written as a workbook and read back as it is adds nothing, and nothing in it differs.
    #[test]
    fn a_workbook_read_back_unchanged_changes_nothing(world in random::world(), why in "[=+@'_x0041 é\u{1}-]{0,12}") {
        let org = random::org(&world);
        let taken = taken(&org, &stored(&org, &everybody(&org, &why), SheetFormat::Xlsx));
        prop_assert_eq!(&taken.edits, &[]);
        prop_assert_eq!(&taken.differs, &[]);
        prop_assert_eq!(&taken.left_out, &[]);
    }

    /// Whatever a text is, it comes back from a workbook as it was, but for white space around it.
    #[test]
    fn any_text_comes_back(text in "[=+@'_xX0-9A-F é\u{1}\u{7f}<&>\"-]{0,16}|_x00[0-9A-F]{2}_") {
        let org = common::org(TEAM);
        let people = [(org.find("bo").expect("bo"), text.clone())];
        let rows = read_rows(&stored(&org, &people, SheetFormat::Xlsx), "id").expect("a sheet");
        prop_assert_eq!(twintrack::org::formula::as_meant(rows[1].get(3).map_or("", |cell| cell.trim())), text.trim());
    }
}

/// A workbook of Excel 97 with one sheet of records, as kind and content.
fn old_book(records: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| {
        [&kind.to_le_bytes()[..], &u16::try_from(data.len()).expect("short").to_le_bytes(), data].concat()
    };
    let start = |what: u8| [0, 6, what, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let sheet = |at: u32| [&at.to_le_bytes()[..], &[0, 0, 5, 0], b"Staff"].concat();
    let head = |at| [record(0x0809, &start(5)), record(0x0085, &sheet(at)), record(0x000a, &[])].concat();
    let mut stream = head(u32::try_from(head(0).len()).expect("short"));
    stream.extend(record(0x0809, &start(16)));
    records.iter().for_each(|(kind, data)| stream.extend(record(*kind, data)));
    stream.extend(record(0x000a, &[]));
    stream.resize(stream.len().max(4096), 0);
    let mut file =
        cfb::CompoundFile::create_with_version(cfb::Version::V3, std::io::Cursor::new(Vec::new())).expect("to memory");
    file.create_stream("/Workbook").expect("a stream").write_all(&stream).expect("to memory");
    file.flush().expect("to memory");
    file.into_inner().into_inner()
}

/// The size that a sheet of Excel 97 states: first and last row, first and last column.
fn size(rows: [u32; 2], columns: [u16; 2]) -> (u16, Vec<u8>) {
    let rows = rows.into_iter().flat_map(u32::to_le_bytes);
    (0x0200, rows.chain(columns.into_iter().flat_map(u16::to_le_bytes)).chain([0, 0]).collect())
}

/// A text in a cell, as Excel 97 writes it.
fn label(kind: u16, row: u16, column: u16, text: &str) -> (u16, Vec<u8>) {
    let place = [row, column, 0].into_iter().flat_map(u16::to_le_bytes);
    let len = u16::try_from(text.len()).expect("short").to_le_bytes();
    (kind, place.chain(len).chain([0]).chain(text.bytes()).collect())
}

#[test]
fn an_old_workbook_states_a_size_that_a_sheet_can_have() {
    let cells = || {
        let texts = [["Name", "Manager"], ["Ana", ""], ["Bo", "Ana"]];
        let rows = (0..).zip(texts).flat_map(|(row, texts)| (0..).zip(texts).map(move |(at, text)| (row, at, text)));
        rows.filter(|(.., text)| !text.is_empty()).map(|(row, at, text)| label(0x0204, row, at, text))
    };
    let with = |size: (u16, Vec<u8>)| open(&old_book(&[size].into_iter().chain(cells()).collect::<Vec<_>>()));
    for good in [size([0, 3], [0, 2]), size([0, 0], [0, 0]), size([0, 3], [300, 2]), size([0, 65_536], [0, 256])] {
        let opened = with(good.clone()).unwrap_or_else(|error| panic!("{good:?}: {error}"));
        assert_eq!(opened.org.len(), 2, "{good:?}");
    }
    let short = |numbers: [u16; 5]| (0x0200, numbers.into_iter().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    for bad in [
        size([0, u32::MAX], [0, u16::MAX]),
        size([0, 65_537], [0, 2]),
        size([0, 3], [0, 257]),
        size([9, 3], [0, 2]),
        size([3, 3], [0, 2]),
        size([0, 3], [2, 2]),
        short([9, 3, 0, 2, 0]),
        short([0, 3, 0, u16::MAX, 0]),
    ] {
        let said = with(bad.clone()).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(said.contains("it states a sheet from row"), "{bad:?}: {said}");
    }
}

#[test]
fn every_cell_of_an_old_workbook_counts_towards_its_size() {
    let far = |kind| [label(kind, 0, 0, "Name"), label(kind, u16::MAX, 100, "x")];
    let start = || (0x0809, vec![0; 16]);
    for (what, records) in [
        ("texts", far(0x0204).to_vec()),
        ("rich texts", far(0x00d6).to_vec()),
        // What lies inside does not end the sheet.
        ("before a chart", [&far(0x0204)[1..], &[start(), (0x000a, Vec::new())], &far(0x0204)[..1]].concat()),
        (
            "parted by a chart",
            [
                &far(0x0204)[..1],
                &[start(), (0x000a, Vec::new())],
                &[label(0x0204, u16::MAX, 0, "x"), label(0x0204, 0, 100, "x")],
            ]
            .concat(),
        ),
        (
            "on both sides of a chart",
            [&[label(0x0204, u16::MAX, 0, "x")][..], &[start(), (0x000a, Vec::new())], &[label(0x0204, 0, 100, "x")]]
                .concat(),
        ),
    ] {
        let said = open(&old_book(&records)).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(said.contains(" filled cells but spans more than 4,194,"), "{what}: {said}");
    }
    let near = [label(0x0204, 0, 0, "Name"), label(0x0204, u16::MAX, 60, "x")];
    let said = open(&old_book(&near)).err().map(|error| error.to_string()).unwrap_or_default();
    assert!(!said.contains("spans more than"), "{said}");
}

#[test]
fn a_document_of_apple_says_what_to_do_with_it() {
    let said = open(&zipped(&[("Index/Document.iwa", b"x"), ("Metadata/Properties.plist", b"x")])).err();
    let said = said.map(|error| format!("{error} {}", error.hint())).unwrap_or_default();
    assert!(said.contains("Numbers"), "{said}");
}
