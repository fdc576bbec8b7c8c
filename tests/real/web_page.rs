//! The interactive page in headless Chromium: it searches, folds, tells of a person, moves and zooms, says no error,
//! asks for nothing, and runs nothing that a name says.

use crate::browser::Browser;
use crate::common::bundled;
use crate::hostile::{HOSTILE, hostile};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use twintrack::generate;
use twintrack::org::{Kind, Org};
use twintrack::report::output::{self, Output};
use twintrack::report::{PictureOptions, View};

fn page(org: &Org, options: PictureOptions) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.html");
    output::save(org, &Output::Picture(options), &path).expect("room");
    (folder, path)
}

fn open(org: &Org, options: PictureOptions) -> (TempDir, Browser) {
    let (folder, path) = page(org, options);
    let browser = Browser::open(&path, (1440, 900));
    (folder, browser)
}

fn all() -> PictureOptions {
    PictureOptions {
        view: View::Tracks,
        theme: twintrack::scene::Theme::Light,
        scale: 1.0,
        names: true,
        findings: true,
        pay: true,
        ..PictureOptions::default()
    }
}

const ROWS: &str = "document.querySelectorAll('#list [role=treeitem]').length";
const ZOOM: &str = "new DOMMatrix(getComputedStyle(document.querySelector('#stage svg')).transform).a";
const LEFT: &str = "new DOMMatrix(getComputedStyle(document.querySelector('#stage svg')).transform).e";

#[test]
#[ignore = "needs chromium"]
fn a_page_searches_folds_and_tells_of_a_person() {
    let org = bundled();
    let (_folder, mut page) = open(&org, all());
    let people = org.people().filter(|&it| org.kind(it) == Kind::Person).count() as f64;

    // Everybody is in the list once it is unfolded, and only the tops once it is folded.
    page.value("document.getElementById('unfold').click()");
    assert!(page.number(ROWS) >= people);
    page.value("document.getElementById('fold').click()");
    let tops = page.number(ROWS);
    assert!(tops < 5.0, "{tops}");
    page.value("document.querySelector('#list [role=treeitem]').focus()");
    page.press("ArrowRight");
    let unfolded = page.number(ROWS);
    assert!(unfolded > tops, "a branch unfolds by key");
    page.press("ArrowLeft");
    assert_eq!(page.number(ROWS), tops, "and folds");
    page.value("document.querySelector('#list [role=treeitem] i').click()");
    assert_eq!(page.number(ROWS), unfolded, "and unfolds by mouse");

    // A search by key, without accents and case; the first found is told of.
    page.press("/");
    page.write("priya");
    assert!(
        page.value("document.getElementById('count').textContent").as_str().is_some_and(|it| it.ends_with("person"))
    );
    assert_eq!(page.number(ROWS), 1.0);
    page.press("Enter");
    let card = page.value("document.getElementById('card').innerText");
    let card = card.as_str().expect("a card");
    for words in ["Priya Raman", "Rung", "Manager", "Pay", "USD"] {
        assert!(card.contains(words), "{words} is not on {card}");
    }
    assert!(page.number("document.querySelector('#lit .self').getAttribute('d').length") > 5.0);
    page.press("Escape");
    assert!(page.number(ROWS) > tops, "the list is whole again");
    page.press("Escape");
    assert_eq!(page.value("document.getElementById('card').hidden"), true);

    // Zooming by key, moving by mouse; a click is no move.
    page.value("document.getElementById('stage').focus()");
    page.press("0");
    let before = page.number(ZOOM);
    page.press("+");
    assert!((page.number(ZOOM) / before - 1.25).abs() < 1e-3);
    let left = page.number(LEFT);
    page.drag(&[(900.0, 500.0), (860.0, 500.0), (800.0, 500.0)]);
    assert!(page.number(LEFT) < left - 50.0);
    page.press("0");
    assert!((page.number(ZOOM) - before).abs() < 1e-3);
    let middle = "JSON.parse(document.getElementById('people').textContent).people[0].box";
    let point = page.value(&format!(
        "(() => {{ const b = {middle}, svg = document.querySelector('#stage svg'); \
         const p = new DOMPoint(b[0] + b[2] / 2, b[1] + b[3] / 2).matrixTransform(svg.getScreenCTM()); \
         return [p.x, p.y]; }})()"
    ));
    let at = (point[0].as_f64().expect("x"), point[1].as_f64().expect("y"));
    page.drag(&[at]);
    let name = page.value("JSON.parse(document.getElementById('people').textContent).people[0].name");
    assert_eq!(page.value("document.querySelector('#about h2').textContent"), name);

    page.value("document.getElementById('dark').click()");
    assert_eq!(page.value("document.documentElement.dataset.theme"), "dark");
    assert!(page.said.is_empty(), "{:?}", page.said);
}

#[test]
#[ignore = "needs chromium"]
fn names_run_nothing_and_a_page_asks_for_nothing() {
    let (_folder, mut page) = open(&bundled(), all());
    for text in HOSTILE {
        for view in View::ALL.into_iter().filter(|&view| view != View::Changes) {
            let (_folder, path) = self::page(&hostile(text), PictureOptions { view, ..all() });
            page.go(&path);
            // Every text that the page can show is shown.
            page.value("document.getElementById('unfold').click()");
            page.value("document.querySelectorAll('#list [role=treeitem]').forEach((it) => it.click())");
            let strange = "document.querySelectorAll('img,iframe,object,embed,form,a,link,base').length";
            assert_eq!(page.number(strange), 0.0, "{text}");
            let scripts = "document.scripts.length + document.querySelectorAll('[onerror],[onload],[onclick]').length";
            assert_eq!(page.number(scripts), 2.0, "{text}");
            assert!(page.said.is_empty(), "{text}: {:?}", page.said);
        }
    }
    // The policy holds: what is put on the page by force neither runs nor loads.
    page.value(
        "document.body.insertAdjacentHTML('beforeend', '<img src=\"http://127.0.0.1:9/a.png\" onerror=\"window.ran=1\">')",
    );
    page.value("new Promise((done) => setTimeout(done, 300))");
    assert_eq!(page.value("window.ran === undefined"), true);
    assert!(page.said.iter().any(|said| said.contains("Content Security Policy")), "{:?}", page.said);
}

#[test]
#[ignore = "needs chromium"]
fn ten_thousand_people_can_be_read_searched_and_moved() {
    let (org, _) = generate::org(10_000, 1);
    let (_folder, path) = page(&org, PictureOptions { findings: false, pay: false, ..all() });
    println!("10,000 people: {} KB", path.metadata().expect("a file").len() / 1024);
    let begun = Instant::now();
    let mut page = Browser::open(&path, (1440, 900));
    println!("opened in {:?}", begun.elapsed());
    let name = page.value("JSON.parse(document.getElementById('people').textContent).people[9000].name");
    let begun = Instant::now();
    page.press("/");
    page.write(name.as_str().expect("a name"));
    assert!(page.number(ROWS) >= 1.0);
    println!("searched in {:?}", begun.elapsed());
    page.press("Enter");
    // The name is shown at a size at which it can be read.
    assert!(page.number(ZOOM) >= 0.75, "{}", page.number(ZOOM));
    let begun = Instant::now();
    page.press("Escape");
    page.value("document.getElementById('unfold').click()");
    assert!(page.number(ROWS) >= 10_000.0);
    println!("unfolded in {:?}", begun.elapsed());
    page.value("document.getElementById('stage').focus()");
    let begun = Instant::now();
    for _ in 0..10 {
        page.press("ArrowLeft");
        page.value("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }
    println!("ten moves in {:?}", begun.elapsed());
    assert!(begun.elapsed() < Duration::from_secs(20));
    assert!(page.said.is_empty(), "{:?}", page.said);
}

#[test]
#[ignore = "needs chromium"]
fn a_page_prints_its_picture_on_one_sheet() {
    let (_folder, mut page) = open(&bundled(), PictureOptions { pay: false, ..all() });
    let answer = page.ask("Page.printToPDF", serde_json::json!({"landscape": true, "printBackground": true}));
    use base64::Engine;
    let pdf = base64::engine::general_purpose::STANDARD.decode(answer["data"].as_str().expect("PDF")).expect("base64");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.pdf");
    std::fs::write(&path, pdf).expect("room");
    let run = |program: &str, last: &[&str]| {
        let out = std::process::Command::new(program).arg(&path).args(last).output().expect(program);
        String::from_utf8_lossy(&out.stdout).into_owned()
    };
    let info = run("pdfinfo", &[]);
    assert!(info.lines().any(|line| line.starts_with("Pages:") && line.ends_with(" 1")), "{info}");
    let text = run("pdftotext", &["-"]);
    assert!(text.contains("Not included: pay") && text.contains("Priya Raman"), "{text}");
}
