//! What is private and not asked for is in no byte of any file that leaves the program: planted values are looked for
//! in every format, in what is packed or compressed inside it, and in both ways in which a PDF writes texts.

use crate::hostile::{NAME, planted};
use crate::planted::{NAMES, NEVER, PAY, findings, holds, private as org, unpacked};
use std::sync::Arc;
use twintrack::org::Org;
use twintrack::plan::{ColourBy, Heading, as_seen, both_as_seen, for_reader};
use twintrack::report::output::{Output, write};
use twintrack::report::{Block, Breaks, OutputError, Pages, Paper, PictureOptions, Scope, Show, Stage, View, Who};

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
fn without_findings_no_picture_differs_by_what_is_recorded() {
    let full = org("");
    let mut bare = full.clone();
    // Neither badges nor gauges are left, of which there were some on both sides.
    let people: Vec<_> = bare.people().filter(|&it| bare.has_details(it)).collect();
    for person in people {
        bare.details_mut(person).evidence.clear();
    }
    assert!(findings(&full).len() > twintrack::rules::Judgement::of(&bare).of_people().len());
    let star = full.find("star").expect("planted");
    let scope = Scope { who: Who::Branch(star), words: "Branch".to_owned() };
    let of_some = Arc::new(Stage { scope: Some(scope), ..Stage::default() });
    let whole = View::ALL.into_iter().flat_map(|view| [(view, false, Arc::default()), (view, true, Arc::default())]);
    let some = [View::Tracks, View::Tree, View::Table].map(|view| (view, false, of_some.clone()));
    for (view, pay, stage) in whole.chain(some) {
        let output = Output::Picture(PictureOptions { view, pay, stage, ..PictureOptions::default() });
        for ((ending, a), (_, b)) in files(&full, &output).into_iter().zip(files(&bare, &output)) {
            assert!(a == b, ".{ending} of {output:?}");
        }
    }
    let pages = Pages::ByManager(Breaks::default());
    let book = Output::Picture(PictureOptions { pages, ..PictureOptions::default() });
    for format in book.formats().filter(|format| format.has_pages()) {
        let [a, b] = [&full, &bare].map(|org| {
            let mut bytes = Vec::new();
            write(org, &book, format, &mut bytes).expect("a book");
            bytes
        });
        assert!(a == b, "{}", format.name);
    }
    let options = PictureOptions { findings: true, ..PictureOptions::default() };
    let shown = [&full, &bare].map(|org| files(org, &Output::Picture(options.clone())));
    assert!(shown[0][0].1 != shown[1][0].1, "with findings they do differ");
    let tracks = |org: &Org| {
        let paper = Paper::of(org, Show { names: true, ..Show::default() });
        let is_tracks = |block: &Block| matches!(block, Block::Figure(it) if it.alt.starts_with("Both tracks"));
        paper.blocks.into_iter().find(is_tracks).expect("the tracks")
    };
    assert_eq!(tracks(&full), tracks(&bare));
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
    for ending in ["svg", "html", "pptx", "xlsx", "csv", "drawio", "dot", "mmd", "graphml"] {
        assert!(PAY.iter().any(|words| holds(of(ending), words)), "{ending}");
    }
    // In a picture a finding is a sign beside a name.
    for ending in ["html", "xlsx", "csv", "drawio", "dot", "mmd", "graphml"] {
        assert!(findings(&org).iter().any(|words| holds(of(ending), words)), "{ending}");
    }
    assert!(holds(of("pdf"), "Test, "), "the title of a PDF is found");
}

#[test]
fn whoever_holds_more_than_the_record_shows_is_named_in_no_file() {
    let org = org("");
    let title = "Authority not yet backed by evidence";
    assert!(findings(&org).iter().any(|words| words == title), "{:?}", findings(&org));
    let by_findings = Stage { by: ColourBy::Of(Heading::Findings), ..Stage::default() };
    let by_it = Stage { by: ColourBy::Finding("over-authorised".to_owned()), ..Stage::default() };
    for (view, stage) in
        [View::Tree, View::Table].into_iter().flat_map(|view| [(view, by_findings.clone()), (view, by_it.clone())])
    {
        let options = PictureOptions { view, findings: true, stage: Arc::new(stage), ..PictureOptions::default() };
        let files = files(&org, &Output::Picture(options));
        for (ending, bytes) in &files {
            assert!(!holds(bytes, title), "{ending} of {view:?}");
        }
        // The table has a column of findings.
        let svg = &files.iter().find(|(ending, _)| *ending == "svg").expect("a picture").1;
        assert!(view != View::Table || findings(&org).iter().any(|words| holds(svg, words)));
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
fn the_record_of_a_repository_names_nobody_in_structure_only() {
    // A title is all that a role has to go by.
    let mut names = vec![NAME, "Zyxwvut", "Overlook", "Vantage"];
    names.extend(NEVER);
    let record = |mode: &str| {
        let mut org = org(mode);
        org.head.unnamed = true;
        as_seen(org)
    };
    let outputs = || {
        let of_view =
            |view| PictureOptions { view, names: true, pay: true, findings: true, ..PictureOptions::default() };
        let report = Output::Report(Show { names: true, pay: true, findings: true });
        View::ALL.into_iter().map(move |view| Output::Picture(of_view(view))).chain([report])
    };
    let (open, closed) = (record(""), record("structure"));
    let (mut told, mut all) = (0, 0);
    for output in outputs() {
        told += files(&open, &output).iter().filter(|(_, bytes)| holds(bytes, NAME)).count();
        for (ending, bytes) in files(&closed, &output) {
            all += 1;
            for words in names.iter().chain(&PAY) {
                assert!(!holds(&bytes, words), "{words} is in .{ending} of {output:?}");
            }
        }
    }
    assert!(told > 20 && all > 60, "with people shown, {told} files name somebody; {all} files were searched without");
    // A copy for one reader names the reader alone.
    let reader = open.find("over").expect("somebody");
    let copy = crate::common::written(&for_reader(&open, Some(reader)));
    assert!(copy.contains("Overlook") && !copy.contains("Zyxwvut"), "{copy}");
    assert!(!crate::common::written(&for_reader(&record("structure"), None)).contains("Zyxwvut"));
    // Whoever had the same id in two versions still has.
    let (mut was, mut is) = (org("structure"), org("structure"));
    (was.head.unnamed, is.head.unnamed) = (true, true);
    let star = is.find("star").expect("somebody");
    is.remove(is.find("c1").expect("somebody"));
    let (was, is) = both_as_seen(was, is);
    assert_eq!(is.find(was.key(star)), Some(star));
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
