//! Reports: the bundled organisation as it was, hostile texts, nothing shown that was not asked for, the same bytes
//! every time, and what other programs say of the files.

mod common;
#[path = "common/golden.rs"]
mod golden;

use proptest::prelude::*;
use std::process::Command;
use twintrack::io::{Progress, read};
use twintrack::org::{Org, TextField};
use twintrack::report::{Block, Paper, Show, html, markdown, pdf};

const NOTHING: Show = Show { names: false, pay: false, findings: false };
const EVERYTHING: Show = Show { names: true, pay: true, findings: true };

fn bundled() -> Org {
    read(twintrack::BUNDLED, twintrack::BUNDLED_NAME, common::AS_OF, &Progress::default()).expect("it opens").org
}

fn as_html(paper: &Paper) -> String {
    let mut out = Vec::new();
    html(paper, &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("text")
}

fn as_markdown(paper: &Paper) -> String {
    let mut out = Vec::new();
    markdown(paper, &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("text")
}

/// The page without the fonts inside, which are the same in every picture.
fn without_fonts(page: &str) -> String {
    let mut parts = page.split("base64,");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + "base64,…" + part.trim_start_matches(|c: char| c != ')'))
}

/// Every combination of what can be shown.
fn all_shows() -> impl Iterator<Item = Show> {
    (0..8).map(|bits| Show { names: bits & 1 > 0, pay: bits & 2 > 0, findings: bits & 4 > 0 })
}

#[test]
fn the_bundled_organisation_is_reported_as_it_was() {
    let org = bundled();
    golden::check("report.md", as_markdown(&Paper::of(&org, NOTHING)).as_bytes());
    golden::check("report-everything.md", as_markdown(&Paper::of(&org, EVERYTHING)).as_bytes());
    golden::check("report.html", without_fonts(&as_html(&Paper::of(&org, NOTHING))).as_bytes());
}

#[test]
fn the_same_organisation_gives_the_same_bytes() {
    let org = bundled();
    let all = || {
        let paper = Paper::of(&org, EVERYTHING);
        (as_html(&paper), as_markdown(&paper), pdf(&paper).expect("a file"))
    };
    let (first, second) = (all(), all());
    assert!(first == second);
    assert!(first.2.starts_with(b"%PDF-") && first.2.len() < 200_000, "{}", first.2.len());
}

const NAME: &str = "Zyxwvut Qponml";
const TITLE: &str = "Xanthorrhoea Keeper";
const WAIVER: &str = "Wwaiver";

/// Somebody with everything that can be told of a person, in values that occur nowhere else, among people enough for
/// medians and cells.
fn planted(mode: &str) -> Org {
    let crowd: String = (1..=6)
        .map(|n| {
            format!(
                "c{n} IC3 pay=7771{n}3 under=star +money:4{n}000000:audited rights +stated:7 +systems:40:audited;
                 m{n} M1 pay=8882{n}4 under=star team=1;"
            )
        })
        .collect();
    let mut org = common::org(&format!(
        "{mode};
         star M3 pay=777123 reason=retention:33331 since=2026-04-01 from=IC5 +money:48111222:audited
              +systems:5:measured +incidents:6 D3 b10000 team=1;
         over IC6 D8 +reviews:30 +incidents:2 pay=666321;
         {crowd}
         waive under-authorised star 9 critical"
    ));
    let star = org.find("star").expect("planted");
    org.set_text(star, TextField::Name, NAME);
    org.set_text(star, TextField::Title, TITLE);
    let over = org.find("over").expect("planted");
    org.set_text(over, TextField::Name, "Overlook Vantage");
    for waiver in &mut org.head.waivers {
        (waiver.by, waiver.reason) = (WAIVER.to_owned(), format!("{WAIVER} said {NAME} agreed"));
    }
    org
}

/// All that is on a paper, pictures included, with thousands joined.
fn everything_on(paper: &Paper) -> String {
    let debug = format!("{paper:?}");
    debug.replace(',', "") + &debug
}

/// Words of people's findings.
const FINDINGS: [&str; 4] = ["below the record", "Promoted to be kept", "below the title", "Someone on"];

#[test]
fn what_is_not_asked_for_is_nowhere_on_the_paper() {
    let org = planted("");
    let mut seen = [0; 3];
    for show in all_shows() {
        let paper = Paper::of(&org, show);
        let rendered = without_fonts(&as_html(&paper)) + &as_markdown(&paper);
        let texts = everything_on(&paper) + &rendered + &rendered.replace(',', "");
        let found = |words: &[&str]| words.iter().any(|word| texts.contains(word));
        let names = found(&[NAME, "Zyxwvut", "ZQ", TITLE, "Xanthorrhoea", WAIVER, "Overlook"]);
        let pay = found(&["777123", "777 k", "33331", "666321", "7771", "8882", "81000", "99000"]);
        let findings = found(&FINDINGS);
        assert!(!names || show.names, "{show:?} names people");
        assert!(!pay || show.pay, "{show:?} tells pay");
        assert!(!findings || show.findings, "{show:?} tells findings");
        // What is asked for is there, or this test could not fail.
        assert_eq!((names, findings), (show.names, show.findings), "{show:?}");
        assert!(pay || !show.pay, "{show:?}");
        seen[0] += usize::from(names);
        seen[1] += usize::from(pay);
        seen[2] += usize::from(findings);
    }
    assert_eq!(seen, [4, 4, 4]);
}

#[test]
fn structure_only_shows_nobody() {
    let org = planted("structure");
    for show in all_shows() {
        let paper = Paper::of(&org, show);
        let texts = everything_on(&paper);
        for words in [NAME, TITLE, WAIVER, "Overlook", "Authority below", "48111222", "777123"].iter().chain(&FINDINGS)
        {
            assert!(!texts.contains(words), "{show:?} shows {words}");
        }
        assert!(texts.contains("the file is in structure only"));
        assert_eq!(paper, Paper::of(&org, Show { names: false, findings: false, ..show }));
    }
}

#[test]
fn few_people_with_a_finding_are_not_told_without_names() {
    let show = Show { findings: true, ..NOTHING };
    let shared = as_markdown(&Paper::of(&planted(""), show));
    let alike = |line: &&str| line.starts_with("  - **Someone on IC3**: ") && line.contains("below the record");
    assert_eq!(shared.lines().filter(alike).count(), 6, "{shared}");
    assert!(shared.contains("| Title without its decisions | under 5 | under 5 on every rung |"), "{shared}");
    let mut few = planted("");
    for key in ["c1", "c2"] {
        few.details_mut(few.find(key).expect("planted")).evidence.clear();
    }
    let shared = as_markdown(&Paper::of(&few, show));
    assert!(!shared.contains("Someone on IC3"), "{shared}");
    assert!(shared.contains("| Authority below the record | under 5 | under 5 on every rung |"), "{shared}");
}

#[test]
fn whoever_holds_more_than_the_record_shows_is_never_an_item() {
    let paper = Paper::of(&planted(""), EVERYTHING);
    let text = as_markdown(&paper);
    assert!(text.contains("Record does not show why yet: 1 person."), "{text}");
    for block in &paper.blocks {
        let said = format!("{block:?}");
        let is_named = matches!(block, Block::Item(item) if item.title.contains("Overlook"));
        assert!(!is_named || !said.contains("above the record"), "{said}");
        assert!(!said.contains("role: Over") && !said.contains("Some(Over)"), "{said}");
    }
}

const HOSTILE: [&str; 8] = [
    "<script>alert('1')</script>",
    "</style></title></svg><img src=x onerror=alert(1)>",
    "| a | b |\n| --- | --- |",
    "[x](javascript:alert(1)) ![y](http://bad.example/z.png)",
    "\u{202e}desrever\u{2066} \u{200f}rtl\u{0}\u{1b}[31m",
    "# heading\n- list\n```\ncode",
    "&lt;b&gt; &amp; \"quotes\" --> ]]> <!--",
    "*a* _b_ `c` ~~d~~ \\ <http://bad.example> www.bad.example",
];

/// An organisation that says this wherever a text can stand.
fn hostile(text: &str) -> Org {
    let mut org = planted("");
    org.head.name = text.to_owned();
    org.head.currency = text.to_owned();
    for waiver in &mut org.head.waivers {
        (waiver.by, waiver.reason) = (text.to_owned(), text.to_owned());
    }
    let ladder = &mut org.head.ladders[0];
    (ladder.name, ladder.source) = (text.to_owned(), text.to_owned());
    ladder.tracks.iter_mut().flat_map(|track| &mut track.entries).for_each(|entry| entry.title = text.to_owned());
    ladder.constants.kinds[1].unit = text.to_owned();
    let people: Vec<_> = org.people().collect();
    for person in people {
        for field in TextField::ALL {
            org.set_text(person, field, text);
        }
    }
    org
}

/// Every tag of a page is one that the report writes, and none carries a handler or leads outside.
fn check_page(page: &str) {
    const TAGS: [&str; 38] = [
        "!DOCTYPE",
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "nav",
        "main",
        "section",
        "h1",
        "h2",
        "h3",
        "h4",
        "p",
        "b",
        "span",
        "ul",
        "li",
        "a",
        "div",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "figure",
        "figcaption",
        "svg",
        "rect",
        "path",
        "text",
        "g",
        "circle",
        "line",
        "i",
    ];
    let body = without_fonts(page);
    for part in body.split('<').skip(1) {
        let tag = part.split('>').next().unwrap_or_default();
        let name = tag.trim_start_matches('/').split([' ', '/', '\n']).next().unwrap_or_default();
        assert!(TAGS.contains(&name), "<{tag}>");
        for attribute in [" on", " src=", "javascript:", "href=\"h", "url("] {
            assert!(!tag.contains(attribute), "<{tag}>");
        }
    }
    for character in body.chars() {
        let steers = matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert!(!steers && (!character.is_control() || character == '\n'), "{character:?}");
    }
    assert!(body.trim_end().ends_with("</html>"));
}

/// No line begins what the report did not begin, and every row of a table has as many cells as its head.
fn check_markdown(text: &str) {
    let mut columns = None;
    for line in text.lines() {
        let bare = line.replace("\\\\", "").replace("\\|", "").replace("\\<", "").replace("\\`", "").replace("\\[", "");
        assert!(!bare.contains(['<', '`', '[']), "{line}");
        assert!(!bare.contains("http://") && !bare.to_lowercase().contains("www."), "{line}");
        let bars = bare.matches('|').count();
        columns = match (bars, columns) {
            (0, _) => None,
            (bars, None) => Some(bars),
            (bars, Some(of)) => {
                assert_eq!(bars, of, "{line}");
                Some(of)
            }
        };
        let starts = ["# ", "## ", "### ", "- ", "  - ", "| ", "_", ""];
        assert!(starts.iter().any(|start| line.starts_with(start)), "{line}");
        assert!(
            !line.chars().any(|c| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        );
    }
}

#[test]
fn hostile_texts_are_only_text() {
    let long = "Long".repeat(2_000);
    for text in HOSTILE.into_iter().chain([long.as_str(), ""]) {
        let paper = Paper::of(&hostile(text), EVERYTHING);
        check_page(&as_html(&paper));
        check_markdown(&as_markdown(&paper));
        assert!(pdf(&paper).is_ok(), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_whole_files(text in "(?s).{0,60}") {
        let paper = Paper::of(&hostile(&text), EVERYTHING);
        check_page(&as_html(&paper));
        check_markdown(&as_markdown(&paper));
        prop_assert!(pdf(&paper).is_ok());
    }
}

#[test]
fn an_organisation_of_nobody_has_a_report() {
    for input in ["", "ladder only-ic", "ladder unplaced; a IC3"] {
        let mut org = common::org(input);
        for _ in 0..2 {
            let paper = Paper::of(&org, EVERYTHING);
            check_page(&as_html(&paper));
            check_markdown(&as_markdown(&paper));
            assert!(pdf(&paper).is_ok(), "{input}");
            org.head.name.clear();
        }
    }
}

#[test]
#[ignore = "needs tidy, pdftotext and qpdf"]
fn other_programs_have_nothing_to_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |program: &str, arguments: &[&str]| {
        let out = Command::new(program).args(arguments).output().unwrap_or_else(|error| panic!("{program}: {error}"));
        let said = String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr);
        (out.status.success(), said)
    };
    let organisations = [bundled(), hostile(HOSTILE[1]), common::org("")];
    for (org, show) in organisations.iter().flat_map(|org| [(org, NOTHING), (org, EVERYTHING)]) {
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

/// Runs the program on a file of its own; exit code and what it says.
fn twintrack(arguments: &[&str], folder: &std::path::Path) -> (Option<i32>, String) {
    std::fs::write(folder.join("halden.org.ron"), twintrack::BUNDLED).expect("room");
    let program = Command::new(env!("CARGO_BIN_EXE_twintrack")).args(arguments).current_dir(folder).output();
    let out = program.expect("the program starts");
    (out.status.code(), String::from_utf8_lossy(&out.stderr).into_owned())
}

#[test]
fn the_command_line_says_what_it_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let report = |arguments: &[&str]| {
        let arguments: Vec<&str> =
            ["report", "halden.org.ron", "-o"].into_iter().chain(arguments.iter().copied()).collect();
        twintrack(&arguments, folder.path())
    };
    for (out, begins) in [("a.html", "<!DOCTYPE html>"), ("a.pdf", "%PDF-"), ("a.md", "# Halden Skincare")] {
        let (code, said) = report(&[out]);
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains("Left out: names, pay, findings about people; --show says what to include"), "{said}");
        let written = std::fs::read(folder.path().join(out)).expect("a report");
        assert!(written.starts_with(begins.as_bytes()));
    }
    let (code, said) = report(&["b.html", "--show", "names,pay,findings"]);
    assert!(code == Some(0) && !said.contains("Left out"), "{said}");
    let (code, said) = report(&["c.docx"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("`c.docx` is no kind of report") && said.contains("End the name of the report in"), "{said}");
    let (code, said) = report(&["no-such-folder/a.md"]);
    assert!(code == Some(2) && said.contains("no-such-folder"), "{said}");
    let (code, said) = twintrack(&["export", "halden.org.ron", "-o", "tracks.pdf"], folder.path());
    assert_eq!(code, Some(0), "{said}");
    assert!(std::fs::read(folder.path().join("tracks.pdf")).expect("a picture").starts_with(b"%PDF-"));
}
