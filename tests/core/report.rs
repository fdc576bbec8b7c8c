//! Reports: the bundled organisation as it was, hostile texts, nothing shown that was not asked for, the same bytes
//! every time, and what other programs say of the files.

use crate::common::{self, bundled};
use crate::golden;
use crate::hostile::{HOSTILE, NAME, TITLE, WAIVER, as_html, as_markdown, hostile, planted};
use proptest::prelude::*;
use twintrack::report::{Block, Paper, Show, pdf};

const NOTHING: Show = Show { names: false, pay: false, findings: false };
const EVERYTHING: Show = Show { names: true, pay: true, findings: true };

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

/// All that is on a paper, pictures included, with thousands joined.
fn everything_on(paper: &Paper) -> String {
    let debug = format!("{paper:?}");
    debug.replace(',', "") + &debug
}

/// Words of people's findings.
const FINDINGS: [&str; 4] = ["below their record", "Promoted for retention", "below the title", "Someone on"];

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
        assert!(texts.contains("the file shows structure only"));
        assert_eq!(paper, Paper::of(&org, Show { names: false, findings: false, ..show }));
    }
}

#[test]
fn few_people_with_a_finding_are_not_told_without_names() {
    let show = Show { findings: true, ..NOTHING };
    let shared = as_markdown(&Paper::of(&planted(""), show));
    let alike = |line: &&str| line.starts_with("  - **Someone on IC3**: ") && line.contains("below their record");
    assert_eq!(shared.lines().filter(alike).count(), 6, "{shared}");
    assert!(shared.contains("| Title without authority | under 5 | under 5 on every rung |"), "{shared}");
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
    assert!(text.contains("Authority not yet backed by evidence: 1 person."), "{text}");
    for block in &paper.blocks {
        let said = format!("{block:?}");
        let is_named = matches!(block, Block::Item(item) if item.title.contains("Overlook"));
        assert!(!is_named || !said.contains("above the record"), "{said}");
        assert!(!said.contains("role: Over") && !said.contains("Some(Over)"), "{said}");
    }
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
