//! Files that state or unpack to more than anybody has: the program reads each in little memory and time, and says why it
//! does not take it. The limit of memory is that of the process, so that an abort is seen.

use crate::program::{Ended, path};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Memory that the program may ask for, in KiB.
const MEMORY: u64 = 3 << 20;
/// Time for one file, in a build without optimisation on a machine that does other work.
const TIME: Duration = Duration::from_secs(200);

/// Runs the program with little memory; `input` comes in through a pipe.
fn confined(folder: &Path, arguments: &str, input: &str) -> Ended {
    let program = path();
    let line = format!("ulimit -v {MEMORY}; {input} timeout {} '{program}' {arguments}", TIME.as_secs());
    let began = Instant::now();
    let done =
        Command::new("sh").current_dir(folder).args(["-c", &line]).stdin(Stdio::null()).output().expect("a shell");
    assert!(began.elapsed() < TIME, "{arguments} took {:?}", began.elapsed());
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ended { code: done.status.code(), told: text(done.stdout), said: text(done.stderr) }
}

/// Every command that reads refuses a file with this in its message.
fn check(name: &str, bytes: &[u8], expected: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join(name), bytes).expect("written");
    for command in [format!("check {name}"), format!("import {name} --dry-run")] {
        let ended = confined(folder.path(), &command, "");
        assert_eq!(ended.code, Some(2), "{command}: {ended:?}");
        assert!(ended.said.contains(expected), "{command}: {expected} not in {ended:?}");
        assert!(!ended.said.contains("panicked"), "{command}: {ended:?}");
    }
}

fn packed(bytes: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    bytes.for_each(|bytes| packer.write_all(&bytes).expect("to memory"));
    packer.finish().expect("to memory")
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

/// The parts of a seed of the readers, one of them changed.
fn with_part(seed: &[u8], changed: &str, to: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(seed)).expect("a seed");
    let mut parts = Vec::new();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).expect("a part");
        parts.push((name.clone(), if name == changed { to(&bytes) } else { bytes }));
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    zipped(&parts)
}

fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    assert!(text.contains(from), "{from}");
    text.replace(from, to).into_bytes()
}

#[test]
fn a_workbook_sets_aside_no_room_for_what_it_states() {
    let xlsx = include_bytes!("seeds/xlsx/a.xlsx");
    for count in ["1000000000000000", "18446744073709551615", "100000000"] {
        let change = |bytes: &[u8]| replaced(bytes, "uniqueCount=\"4\"", &format!("uniqueCount=\"{count}\""));
        check("a.xlsx", &with_part(xlsx, "xl/sharedStrings.xml", change), &format!("it states {count} texts"));
    }
    // A directory of very many parts, and room in front that it could take.
    let parts = 40_000_000u64;
    let mut zip = b"PK\x03\x04".to_vec();
    zip.resize(parts as usize + 100, 0);
    let at = zip.len() as u64;
    zip.extend(b"PK\x06\x06");
    zip.extend([&44u64.to_le_bytes()[..], &[45, 0, 45, 0], &[0; 8]].concat());
    zip.extend([parts, parts, parts * 46, parts + 50].map(u64::to_le_bytes).concat());
    zip.extend(b"PK\x06\x07");
    zip.extend([&[0; 4][..], &at.to_le_bytes(), &[1, 0, 0, 0]].concat());
    zip.extend(b"PK\x05\x06");
    zip.extend([&[0; 4][..], &[0xff; 12], &[0, 0]].concat());
    check("b.xlsx", &zip, "it states 40000000 parts, and there are 0");
    let ods = include_bytes!("seeds/ods/a.ods");
    for (from, to, expected) in [
        ("number-rows-repeated=\"2\"", "number-rows-repeated=\"4294967295\"", "filled cells but spans more than"),
        ("number-columns-repeated=\"2\"", "number-columns-repeated=\"4294967295\"", "beyond the last row"),
    ] {
        check("a.ods", &with_part(ods, "content.xml", |bytes| replaced(bytes, from, to)), expected);
    }
    let many = |bytes: &[u8]| {
        let tall = replaced(bytes, "number-rows-repeated=\"2\"", "number-rows-repeated=\"1000000\"");
        replaced(&tall, "columns-repeated=\"2\"", "columns-repeated=\"16\"")
    };
    check("a.ods", &with_part(ods, "content.xml", many), "filled cells but spans more than");
    // A cell that names a text which is not there makes the library panic.
    let xlsb = include_bytes!("seeds/xlsb/a.xlsb");
    let nowhere = |bytes: &[u8]| {
        let at = memchr::memmem::find(bytes, &[7, 12]).expect("a cell with a text");
        [&bytes[..at + 10], &[0xff; 4], &bytes[at + 14..]].concat()
    };
    check("a.xlsb", &with_part(xlsb, "xl/worksheets/sheet1.bin", nowhere), "because it is damaged");
    let mut xls = include_bytes!("seeds/xls/a.xls").to_vec();
    let at = xls.windows(4).position(|bytes| bytes == [0x00, 0x02, 14, 0]).expect("the size of the sheet") + 4;
    xls[at + 4..at + 8].copy_from_slice(&u32::MAX.to_le_bytes());
    check("a.xls", &xls, "it states a sheet from row");
}

#[test]
#[ignore = "unpacks hundreds of megabytes: needs the release build, at TWINTRACK_RELEASE"]
fn no_packed_file_unpacks_to_more_than_it_can_hold() {
    const TIMES: usize = 100;
    let million = |text: &str| text.repeat((1 << 20) / text.len()).into_bytes();
    let many = |text: &str| packed(std::iter::repeat_n(million(text), TIMES));
    for (name, text) in
        [("a.csv.gz", "a,"), ("b.csv.gz", "a\n"), ("c.csv.gz", "\0"), ("a.json.gz", "[[1],"), ("a.yaml.gz", "- a\n")]
    {
        check(name, &many(text), "MiB, which looks like an error");
    }
    let head = b"(twintrack:1,name:\"x\",as_of:\"2026-01-01\",people:[".to_vec();
    // These lines pack less well.
    let people = std::iter::once(head).chain(std::iter::repeat_n(million("(id:\"a\"),"), 2 * TIMES));
    check("a.org.ron.gz", &packed(people), "MiB, which looks like an error");
    let bomb = zipped(&[("xl/worksheets/sheet1.xml", &vec![b' '; 100 << 20])]);
    check("a.xlsx", &bomb, "MiB, which looks like an error");
}

#[test]
fn a_workbook_copies_no_long_text_for_each_format_of_cells() {
    let xlsx = include_bytes!("seeds/xlsx/a.xlsx");
    let long = "0".repeat(300_000);
    for (defined, used) in [
        (format!("<numFmts><numFmt numFmtId=\"200\" formatCode=\"{long}\"/></numFmts>"), "<xf numFmtId=\"200\"/>"),
        (format!("<fonts><font><name val=\"{long}\"/></font></fonts>"), "<xf fontId=\"0\"/>"),
        // Parsers that check names end at the tag that closes nothing.
        (format!("</a><fonts><font><name val=\"{long}\"/></font></fonts>"), "<xf fontId=\"0\"/>"),
    ] {
        let styles = format!("<styleSheet>{defined}<cellXfs>{}</cellXfs></styleSheet>", used.repeat(50_000));
        let file = with_part(xlsx, "xl/styles.xml", |_| styles.clone().into_bytes());
        assert!(file.len() < 20_000, "{}", file.len());
        check("a.xlsx", &file, "more than 256 MiB");
    }
}

#[test]
fn a_drawing_unpacks_to_no_more_than_it_can_hold() {
    let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(b"<mxGraphModel><root>").expect("to memory");
    let cells = "<mxCell id=\"1\" value=\"x\" vertex=\"1\"/>".repeat(1 << 15);
    (0..100).for_each(|_| packer.write_all(cells.as_bytes()).expect("to memory"));
    let page = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, packer.finish().expect("to memory"));
    let drawing = format!("<mxfile><diagram name=\"a\">{page}</diagram></mxfile>");
    check("a.drawio", drawing.as_bytes(), "more than 64 MiB");
    check("a.drawio.gz", &packed(std::iter::once(drawing.into_bytes())), "more than 64 MiB");
}

#[test]
fn a_list_of_debris_is_read_in_time_and_memory_of_its_length() {
    let folder = tempfile::tempdir().expect("a folder");
    let tried = |name: &str, text: String| {
        std::fs::write(folder.path().join(name), text).expect("written");
        confined(folder.path(), &format!("check {name}"), "")
    };
    let file = |people: String, rest: &str| {
        format!("(twintrack: 1, as_of: \"2026-09-30\", ladders: [],\npeople: [\n(id: \"a\"),\n{people}],\n{rest})")
    };
    let ended = tried("a.org.ron", file("x,".repeat(400_000), ""));
    assert_ne!(ended.code, None, "{ended:?}");
    // Each fault took several hundred bytes.
    let ended = tried("b.org.ron", file(",".repeat(8 << 20), ""));
    assert!(ended.said.contains("8387608 more commas are too many"), "{:?} {}", ended.code, ended.said);
    for (people, rest, expected) in [
        ("\"x\",", "", "1,000,000 records that cannot be read"),
        ("", "//\n", "1,000,000 comments and texts outside the people"),
    ] {
        let ended = tried("c.org.ron", file(people.repeat(2 << 20), &rest.repeat(2 << 20)));
        assert_eq!(ended.code, Some(2), "{ended:?}");
        assert!(ended.said.contains(expected), "{ended:?}");
    }
}

#[test]
fn what_nests_or_repeats_without_end_is_refused_in_words() {
    let deep = |open: &str, times: usize| open.repeat(times).into_bytes();
    check("a.json", &deep("[", 1 << 20), "its values nest deeper than 127 times");
    check("a.yaml", &deep("- ", 1 << 20), "its values nest deeper than 200 times");
    check("a.xml", &deep("<a>", 1 << 20), "its values nest deeper than 200 times");
    check("a.html", &deep("<table><tr><td>", 1 << 18), "64 million cells");
    check(
        "a.dot",
        &format!("digraph {}", "{ a ".repeat(1 << 18)).into_bytes(),
        "its values nest deeper than 200 times",
    );
    let many: Vec<String> = (0..4000).map(|at| format!("a{at}")).collect();
    check("b.dot", format!("digraph {{ {{{0}}} -> {{{0}}} }}", many.join(" ")).as_bytes(), "64 million cells");
    let long = format!(
        "{{\"{}\": {{{}}}}}",
        "n".repeat(500_000),
        (0..20_000).map(|at| format!("\"k{at}\": 1")).collect::<Vec<_>>().join(",")
    );
    check("b.json", format!("[{long}, {long}]").as_bytes(), "64 million cells");
    check("a.csv", &deep(",", 66 << 20), "64 million cells");
    let wide = format!("id,name{}\n1,a\n", ",Manager".repeat(30_000));
    check("b.csv", wide.as_bytes(), "beyond the last");
}

#[test]
fn what_does_not_end_is_read_no_further_than_it_has_to_be() {
    let folder = tempfile::tempdir().expect("a folder");
    for (arguments, input, expected) in [
        ("check /dev/zero", "", "nothing but zeros"),
        ("import /dev/zero --dry-run", "", "nothing but zeros"),
        ("check -", "cat /dev/zero |", "nothing but zeros"),
        ("import - --dry-run", "yes |", "without an end"),
        ("check -", "yes id,name |", "without an end"),
    ] {
        let ended = confined(folder.path(), arguments, input);
        assert_eq!(ended.code, Some(2), "{arguments}: {ended:?}");
        assert!(ended.said.contains(expected), "{arguments}: {ended:?}");
    }
}
