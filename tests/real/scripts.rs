//! Names in scripts that no bundled font has, with fonts of the system: drawn, found as text, and said.

use std::path::Path;
use std::process::Command;
use twintrack::org::{Org, TextField};
use twintrack::report::output::{self, Output};
use twintrack::report::{PictureOptions, View, without_font};

/// Chinese, Japanese, Korean, Arabic, Hebrew, Thai, Devanagari, and a name in two directions.
const NAMES: [&str; 8] =
    ["李小龍", "山田花子", "김철수", "محمد العربي", "דוד לוי", "สมชาย ใจดี", "प्रिया शर्मा", "سارة Smith 42"];

fn org() -> Org {
    twintrack::paint::egui::use_system_fonts();
    let lines: Vec<String> = (1..=NAMES.len()).map(|n| format!("p{n} IC3")).collect();
    let mut org = crate::common::org(&lines.join("; "));
    for (n, name) in NAMES.iter().enumerate() {
        let person = org.find(&format!("p{}", n + 1)).expect("planted");
        org.set_text(person, TextField::Name, name);
    }
    org
}

fn saved(org: &Org, path: &Path) -> Vec<u8> {
    let options = PictureOptions { view: View::Tree, ..PictureOptions::default() };
    output::save(org, &Output::Picture(options), path).expect("room");
    std::fs::read(path).expect("a file")
}

#[test]
#[ignore = "needs pdftotext and Debian's fonts-noto-core and fonts-noto-cjk"]
fn every_script_is_drawn_and_read_back() {
    let (org, folder) = (org(), tempfile::tempdir().expect("a folder"));
    assert!(without_font(&org).is_empty(), "{:?}", without_font(&org));
    let path = folder.path().join("a.pdf");
    saved(&org, &path);
    let out = Command::new("pdftotext").args(["-raw", path.to_str().expect("text"), "-"]).output().expect("pdftotext");
    // Marks of direction that pdftotext adds are none of the names'.
    let is_mark = |c: &char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let text: String = String::from_utf8_lossy(&out.stdout).chars().filter(|c| !is_mark(c)).collect();
    let parts = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    for part in NAMES.iter().flat_map(|name| parts(name)) {
        assert!(text.contains(&part), "{part} is not in {text}");
    }
    let fonts = Command::new("pdffonts").arg(&path).output().expect("pdffonts");
    let fonts = String::from_utf8_lossy(&fonts.stdout).into_owned();
    // Embedded, as subsets; two lines are the heading.
    assert!(fonts.lines().count() > 2, "it lists no font: {fonts}");
    assert!(fonts.lines().skip(2).all(|line| line.contains("yes yes")), "{fonts}");

    let svg = String::from_utf8(saved(&org, &folder.path().join("a.svg"))).expect("text");
    assert!(NAMES.iter().all(|name| svg.contains(&format!(">{name}<"))));
    assert!(svg.contains("<desc>Fonts of the computer it was made on: "), "the file says so");
    // Arabic is drawn as it is written there, joined; the text over it is there to be found.
    let joined = svg.lines().find(|line| line.contains(">محمد العربي<")).expect("a line");
    assert!(joined.contains("fill-opacity=\"0\""), "{joined}");
    let png = saved(&org, &folder.path().join("a.png"));
    assert!(png.windows(15).any(|it| it == b"Fonts of the co"), "the file says so");
    let page = String::from_utf8(saved(&org, &folder.path().join("a.html"))).expect("text");
    assert!(page.contains("Fonts of the computer it was made on: "));
    assert_eq!(png, saved(&org, &folder.path().join("b.png")), "the same file every time");
}
