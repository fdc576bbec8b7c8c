//! Reports and pictures as other programs read them: `tidy`, `qpdf`, `pdftotext` and LibreOffice have nothing to say against them,
//! and find the words that stand in them.

use crate::common::{self, bundled};
use crate::hostile::{HOSTILE, as_html, hostile};
use crate::marks::{all_marks, as_pdf, text_mark};
use crate::planted::{NAMES, NEVER, PAY, findings, private};
use std::path::Path;
use std::process::Command;
use twintrack::org::{Kind, Org, Presence};
use twintrack::report::output::{self, Output, write};
use twintrack::report::{Breaks, Pages, Paper, PictureOptions, Show, View, pdf};
use twintrack::scene::{Anchor, Role, Theme, Weight};

/// Whether a program ends well, and all that it says.
fn run(program: &str, arguments: &[&str]) -> (bool, String) {
    let out = Command::new(program).args(arguments).output().unwrap_or_else(|error| panic!("{program}: {error}"));
    let said = String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr);
    (out.status.success(), said)
}

#[test]
#[ignore = "needs pdftotext and qpdf"]
fn a_pdf_says_what_the_picture_says() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("marks.pdf");
    let combined = text_mark(8.0, 300.0, Anchor::Start, 9.0, Weight::Regular, Role::Text, "q\u{323}\u{301}x 李 end");
    std::fs::write(&path, as_pdf(&[all_marks(), vec![combined]].concat(), Theme::Light)).unwrap();
    let path = path.to_str().expect("text");
    let (is_sound, said) = run("qpdf", &["--check", path]);
    assert!(is_sound, "{said}");
    let (_, text) = run("pdftotext", &[path, "-"]);
    for words in
        ["Ana Okonkwo-Ávila", "Жанна Ковалёва", "Νίκος Παπαδόπουλος", "Łukasz, ğ, ș, ő, ễ 0123456789", "李 end"]
    {
        assert!(text.contains(words), "{words} is not in {text}");
    }
}

#[test]
#[ignore = "needs tidy, pdftotext and qpdf"]
fn other_programs_have_nothing_to_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let nothing = Show { names: false, pay: false, findings: false };
    let everything = Show { names: true, pay: true, findings: true };
    let organisations = [bundled(), hostile(HOSTILE[1]), common::org("")];
    for (org, show) in organisations.iter().flat_map(|org| [(org, nothing), (org, everything)]) {
        let paper = Paper::of(org, show);
        let (page, sheets) = (folder.path().join("a.html"), folder.path().join("a.pdf"));
        std::fs::write(&page, as_html(&paper)).expect("room");
        std::fs::write(&sheets, pdf(&paper).expect("a file")).expect("room");
        let (page, sheets) = (page.to_str().expect("text"), sheets.to_str().expect("text"));
        assert_eq!(run("tidy", &["-errors", "-quiet", page]), (true, String::new()));
        let (is_sound, said) = run("qpdf", &["--check", sheets]);
        assert!(is_sound && !said.contains("WARNING"), "{said}");
        let (_, text) = run("pdftotext", &["-layout", sheets, "-"]);
        let words: String = text.split_whitespace().collect();
        for said in ["Summary", "Whatthesenumberscannotshow", "Constantsinforce", "1of"] {
            assert!(words.contains(said), "{said} is not in {text}");
        }
        let is_named = words.contains("MasonT.");
        assert_eq!(is_named, std::ptr::eq(org, &organisations[0]) && show.names, "{text}");
    }
}

/// All words drawn on the pages of a PDF, without the spaces between them: a name may be broken anywhere.
fn drawn(folder: &Path, org: &Org, options: PictureOptions) -> String {
    let path = folder.join("drawn.pdf");
    let picture = Output::Picture(options);
    let mut bytes = Vec::new();
    write(org, &picture, picture.format_of(&path).expect("PDF"), &mut bytes).expect("a page");
    std::fs::write(&path, bytes).expect("room");
    let (is_read, text) = run("pdftotext", &["-raw", path.to_str().expect("text"), "-"]);
    assert!(is_read, "{text}");
    text.split_whitespace().collect()
}

#[test]
#[ignore = "needs pdftotext"]
fn what_is_not_asked_for_is_drawn_on_no_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let org = private("");
    let told = findings(&org);
    let pages = |view: View| match view {
        View::Tree => vec![Pages::One, Pages::ByManager(Breaks::default())],
        _ => vec![Pages::One],
    };
    let views = View::ALL.into_iter().filter(|&view| view != View::Matrix && view != View::Changes);
    for (view, pages) in views.flat_map(|view| pages(view).into_iter().map(move |pages| (view, pages))) {
        for bits in 0..8 {
            let [names, pay, findings] = [1, 2, 4].map(|bit| bits & bit > 0);
            let options = PictureOptions { view, pages, names, pay, findings, ..PictureOptions::default() };
            let text = drawn(folder.path(), &org, options);
            let has = |words: &str| text.contains(&words.split_whitespace().collect::<String>());
            let none = |all: &[&str]| {
                for words in all {
                    assert!(!has(words), "{words} is drawn in {view:?}, {pages:?}: {text}");
                }
            };
            none(&NEVER);
            if !names {
                none(&NAMES);
            }
            if !pay {
                none(&PAY);
            }
            if !findings {
                none(&told.iter().map(String::as_str).collect::<Vec<_>>());
            }
            // What is asked for is found, or the search could not fail.
            if matches!(view, View::Tree | View::Table) {
                assert!(!names || NAMES.iter().any(|words| has(words)), "names in {view:?}, {pages:?}: {text}");
                assert!(!pay || PAY.iter().any(|words| has(words)), "pay in {view:?}, {pages:?}: {text}");
            }
            if view == View::Table {
                assert!(!findings || told.iter().any(|words| has(words)), "findings in {view:?}: {text}");
            }
        }
    }
}

#[test]
#[ignore = "needs pdftotext"]
fn every_full_name_can_be_read_in_a_picture_as_pdf() {
    let folder = tempfile::tempdir().expect("a folder");
    for org in [bundled(), twintrack::generate::org(300, 2).0, twintrack::generate::org(3000, 3).0] {
        let path = folder.path().join("a.pdf");
        let options = PictureOptions { findings: true, ..PictureOptions::default() };
        let mut bytes = Vec::new();
        let picture = Output::Picture(options);
        let format = picture.format_of(&path).expect("PDF");
        write(&org, &picture, format, &mut bytes).expect("a page");
        std::fs::write(&path, bytes).expect("room");
        let (_, text) = run("pdftotext", &["-raw", path.to_str().expect("text"), "-"]);
        let words: String = text.split_whitespace().collect();
        for person in org.people().filter(|&it| org.kind(it) == Kind::Person) {
            let name: String = org.label(person).split_whitespace().collect();
            assert!(words.contains(&name), "{} is not in the picture of {}", org.label(person), org.head.name);
        }
    }
}

#[test]
#[ignore = "needs libreoffice and pdftotext"]
fn slides_open_and_say_what_the_picture_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = format!("-env:UserInstallation=file://{}/home", folder.path().display());
    for org in [bundled(), hostile(HOSTILE[0]), twintrack::generate::org(300, 2).0] {
        for view in View::ALL.into_iter().filter(|&view| view != View::Changes) {
            let options = PictureOptions { view, findings: true, ..PictureOptions::default() };
            let (slides, page) = (folder.path().join("a.pptx"), folder.path().join("a.pdf"));
            output::save(&org, &Output::Picture(options), &slides).expect("room");
            let into = folder.path().to_str().expect("text");
            let convert =
                ["--headless", &home, "--convert-to", "pdf", "--outdir", into, slides.to_str().expect("text")];
            let (is_sound, said) = run("soffice", &convert);
            assert!(is_sound && page.exists(), "{said}");
            let (_, info) = run("pdfinfo", &[page.to_str().expect("text")]);
            let line = |name: &str| info.lines().find(|line| line.starts_with(name)).unwrap_or_default().to_owned();
            let numbers: Vec<f64> =
                line("Page size:").split_whitespace().filter_map(|word| word.parse().ok()).collect();
            let is_wide = matches!(numbers[..], [w, h] if (w - 960.0).abs() < 1.0 && (h - 540.0).abs() < 1.0);
            assert!(line("Pages:").ends_with(" 1") && is_wide, "{info}");
            let (_, text) = run("pdftotext", &["-raw", page.to_str().expect("text"), "-"]);
            let words: String = text.split_whitespace().collect();
            let title: String = org.head.name.split_whitespace().collect();
            assert!(words.contains(&title), "{title} is not in {text}");
            if matches!(view, View::Tracks | View::OnePath) {
                for person in org.people().filter(|&it| org.kind(it) == Kind::Person) {
                    let name: String = org.label(person).split_whitespace().collect();
                    assert!(words.contains(&name), "{} is not on the slide of {}", org.label(person), org.head.name);
                }
            }
            std::fs::remove_file(&page).expect("it is there");
        }
    }
}

#[test]
#[ignore = "needs libreoffice, pdfinfo, pdffonts, pdftotext and qpdf"]
fn a_book_is_sound_and_names_everybody() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = format!("-env:UserInstallation=file://{}/home", folder.path().display());
    for org in [bundled(), hostile(HOSTILE[1]), twintrack::generate::org(500, 2).0] {
        let pages = Pages::ByManager(Breaks::default());
        let book =
            Output::Picture(PictureOptions { view: View::Tree, pages, findings: true, ..PictureOptions::default() });
        let (path, slides) = (folder.path().join("book.pdf"), folder.path().join("deck.pptx"));
        output::save(&org, &book, &path).expect("room");
        output::save(&org, &book, &slides).expect("room");
        let path = path.to_str().expect("text");
        let (is_sound, said) = run("qpdf", &["--check", path]);
        assert!(is_sound && !said.contains("WARNING"), "{said}");
        let (_, info) = run("pdfinfo", &[path]);
        let line = |name: &str| info.lines().find(|line| line.starts_with(name)).unwrap_or_default().to_owned();
        assert!(line("Tagged:").ends_with("yes") && line("Title:").len() > 8, "{info}");
        let (_, fonts) = run("pdffonts", &[path]);
        for font in fonts.lines().skip(2) {
            let is_embedded = font.split_whitespace().rev().nth(4) == Some("yes");
            assert!(is_embedded && font.contains('+'), "{fonts}");
        }
        let into = folder.path().to_str().expect("text");
        let convert = ["--headless", &home, "--convert-to", "pdf", "--outdir", into, slides.to_str().expect("text")];
        let (is_sound, said) = run("soffice", &convert);
        assert!(is_sound, "{said}");
        let deck = folder.path().join("deck.pdf");
        for file in [path, deck.to_str().expect("text")] {
            let (_, text) = run("pdftotext", &["-raw", file, "-"]);
            let words: String = text.split_whitespace().collect();
            for person in org.people().filter(|&it| org.kind(it) == Kind::Person && org.head.name.len() < 40) {
                let name: String = org.label(person).split_whitespace().collect();
                assert!(words.contains(&name), "{} is not in {file}", org.label(person));
            }
        }
    }
}

#[test]
#[ignore = "needs dot"]
fn graphviz_draws_what_is_exported_whatever_names_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.dot");
    let organisations = [bundled()].into_iter().chain(HOSTILE.map(hostile));
    for org in organisations {
        let output = Output::Picture(PictureOptions { pay: true, findings: true, ..PictureOptions::default() });
        output::save(&org, &output, &path).expect("room");
        let (is_sound, said) = run("dot", &["-Tplain", path.to_str().expect("text")]);
        assert!(is_sound && !said.contains("Warning"), "{}: {said}", org.head.name);
        let here = org.people().filter(|&it| org.presence(it) != Presence::Left).count();
        assert_eq!(said.lines().filter(|line| line.starts_with("node ")).count(), here, "{}", org.head.name);
    }
}
