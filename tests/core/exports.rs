//! Pictures in files: every full name is in them as text, and around them stand title, date, legend and what was left
//! out.

use crate::common::{self, bundled};
use crate::hostile::{NAME, TITLE, planted};
use std::path::Path;
use std::sync::Arc;
use twintrack::diagram::{Silhouette, Tracks, TracksOptions};
use twintrack::generate;
use twintrack::org::{Kind, Line, Org, PersonId, Seat, SeatSource, TrackKind, Tree, Unlinked};
use twintrack::plan::{ColourBy, Heading};
use twintrack::report::output::{Output, SVG, save, write};
use twintrack::report::{Before, InView, OutputError, PageSize, PictureOptions, Scope, Stage, View, Who};
use twintrack::rules::Judgement;
use twintrack::scene::{Mark, Rect, Role, Size};

fn options(view: View, findings: bool) -> PictureOptions {
    PictureOptions { view, findings, ..PictureOptions::default() }
}

fn svg(org: &Org, options: PictureOptions) -> String {
    let mut bytes = Vec::new();
    write(org, &Output::Picture(options), &SVG, &mut bytes).expect("a vector takes everything");
    String::from_utf8(bytes).expect("text")
}

/// The texts of a picture, shortened ones by their whole.
fn texts(svg: &str) -> Vec<String> {
    let unescaped =
        |text: &str| text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    let of = |part: &str| {
        let inner = part.split_once('>').map_or("", |it| it.1);
        let inner = inner.split("</text>").next().unwrap_or_default();
        match inner.strip_prefix("<title>") {
            Some(whole) => unescaped(whole.split("</title>").next().unwrap_or_default()),
            None => unescaped(inner),
        }
    };
    svg.split("<text").skip(1).map(of).collect()
}

fn names(org: &Org) -> Vec<String> {
    let mut names: Vec<String> =
        org.people().filter(|&it| org.kind(it) == Kind::Person).map(|it| org.label(it).to_owned()).collect();
    names.sort();
    names
}

#[test]
fn every_full_name_is_in_an_exported_picture() {
    let long = common::org(&format!("{} M2; {} IC3", "a".repeat(90), "Ж".repeat(60)));
    for org in [bundled(), generate::org(300, 2).0, long] {
        for view in [View::Tracks, View::OnePath, View::Tree] {
            let mut left = texts(&svg(&org, options(view, true)));
            for name in names(&org) {
                let at = left.iter().position(|text| *text == name);
                let at = at.unwrap_or_else(|| panic!("{name} is not in the picture of {}, {view:?}", org.head.name));
                left.swap_remove(at);
            }
        }
    }
}

#[test]
fn a_picture_says_whose_it_is_of_which_day_and_what_is_left_out() {
    let org = bundled();
    let all = texts(&svg(&org, options(View::Tracks, false)));
    let has = |words: &str| all.iter().any(|text| text == words);
    assert!(has("Halden Skincare") && has("Both tracks on shared rungs · 2026-09-30"), "{all:?}");
    assert!(has("Not included: findings about people, pay") && has("individual contributors"), "{all:?}");
    let shown = texts(&svg(&org, PictureOptions { pay: true, ..options(View::Tracks, true) }));
    assert!(!shown.iter().any(|text| text.starts_with("Not included")), "{shown:?}");
}

#[test]
fn a_large_organisation_is_one_page_that_every_reader_opens() {
    let (org, _) = generate::org(3000, 1);
    let mut bytes = Vec::new();
    let picture = Output::Picture(options(View::Tracks, false));
    let format = picture.format_of(Path::new("a.pdf")).expect("PDF");
    write(&org, &picture, format, &mut bytes).expect("a page");
    let text = String::from_utf8_lossy(&bytes);
    let size = text.split("/MediaBox").nth(1).and_then(|rest| rest.split(']').next()).expect("a size");
    let largest =
        size.split_whitespace().filter_map(|part| part.trim_matches('[').parse::<f64>().ok()).fold(0.0, f64::max);
    assert!((1.0..=14_400.0).contains(&largest), "{size}");
}

#[test]
fn the_silhouette_says_where_the_ic_track_ends_and_nothing_of_anybody() {
    let all = PictureOptions { pay: true, ..options(View::Silhouette, true) };
    let org = bundled();
    let texts = texts(&svg(&org, all.clone()));
    let has = |words: &str| texts.iter().any(|text| text == words);
    assert!(has("IC track ends 2 rungs below management"), "{texts:?}");
    assert!(has("Not included: names, findings about people, pay") && has("IC8 = VP") && has("26"), "{texts:?}");
    assert!(names(&org).iter().all(|name| !has(name)), "{texts:?}");
    let planted = planted("");
    let said = svg(&planted, all);
    for hidden in [NAME, TITLE, "777123", "777 k", "777,123", "666321"] {
        assert!(!said.contains(hidden), "{hidden} is on the silhouette");
    }
}

#[test]
fn the_bars_of_the_silhouette_are_as_long_as_their_seats() {
    let org = bundled();
    let judgement = Judgement::of(&org);
    let tracks = Tracks::new(&judgement.facts(&org), &judgement, &TracksOptions::default());
    let mut bars = Vec::new();
    Silhouette::of(&tracks).marks(&mut |mark| {
        if let Mark::Box(mark) = mark
            && mark.fill == Some(Role::Ic)
        {
            bars.push(mark.rect.width());
        }
    });
    let seats: Vec<f64> = tracks.rows().iter().map(|row| row.seats[0]).filter(|&seats| seats > 0.0).collect();
    assert_eq!(bars.len(), seats.len());
    let unit = bars[0] / seats[0];
    assert!(bars.iter().zip(&seats).all(|(bar, seats)| (bar - seats * unit).abs() < 1e-6), "{bars:?} {seats:?}");
}

#[test]
fn roles_stand_in_for_names() {
    let org = bundled();
    let said = svg(&org, PictureOptions { names: false, ..options(View::Tree, true) });
    assert!(names(&org).iter().all(|name| !said.contains(name.as_str())));
    assert!(said.contains(">IC3<") && said.contains("Not included: names, pay"));
}

/// A picture limited to some people.
fn of(org: &Org, view: View, who: Who, findings: bool) -> String {
    let stage = Stage { scope: Some(Scope { who, words: "Some of them".to_owned() }), ..Stage::default() };
    svg(org, PictureOptions { stage: Arc::new(stage), ..options(view, findings) })
}

#[test]
fn only_who_is_in_the_scope_is_in_the_picture() {
    let org = bundled();
    let tree = Tree::of(&org);
    let top = tree.tops().max_by_key(|&top| tree.headcount(top)).expect("somebody is at the top");
    let root = tree.reports(top).max_by_key(|&it| tree.headcount(it)).expect("somebody reports to them");
    let is_in = |person: PersonId| person == root || tree.chain(person).any(|above| above == root);
    for view in [View::Tracks, View::OnePath, View::Tree, View::Table] {
        let all = texts(&of(&org, view, Who::Branch(root), false));
        assert!(all.iter().any(|text| text.contains("Some of them")), "{view:?}");
        // In a table a manager outside is a cell of the root.
        for person in org.people().filter(|&it| org.kind(it) == Kind::Person) {
            let is_shown = all.iter().any(|text| text == org.name(person));
            assert_eq!(is_shown, is_in(person), "{} in {view:?}", org.name(person));
        }
    }
    let two = [root, org.people().next().expect("somebody")];
    let all = texts(&of(&org, View::Tree, Who::Some(two.to_vec()), false));
    let shown = names(&org).into_iter().filter(|name| all.contains(name)).count();
    assert_eq!(shown, 2);
}

#[test]
fn what_was_found_of_people_is_that_of_the_whole_whoever_is_shown() {
    let org = bundled();
    let judgement = Judgement::of(&org);
    let flagged: Vec<PersonId> = org.people().filter(|&it| judgement.badge(it).is_some()).collect();
    let signs = |svg: &str| svg.matches("<path").count();
    let [with, without] =
        [true, false].map(|findings| signs(&of(&org, View::Tree, Who::Some(flagged.clone()), findings)));
    assert!(flagged.len() > 2 && with >= without + flagged.len(), "{with} {without} {}", flagged.len());
}

/// What can be said of a person, of which a bare picture holds nothing.
const PLANTED: [&str; 7] = ["777123", "777 k", "777,123", "666321", "48111222", "33331", "Wwaiver"];

#[test]
fn every_view_is_a_picture_and_says_nothing_that_is_not_asked_for() {
    let mut org = planted("");
    // Ids stand in cells of lines, and of managers who are not in the file.
    let star = org.find("star").expect("planted");
    org.set_lines(org.find("over").expect("planted"), Line::Dotted, &[star]);
    org.leave_unlinked(star, Unlinked::Unknown("Zyx the manager".to_owned()));
    let mut other = org.clone();
    let moved = other.find("c1").expect("planted");
    other.set_manager(moved, other.find("over"));
    let before = Before { org: Arc::new(other), names: ["Then".to_owned(), "Now".to_owned()] };
    let every = Heading::known();
    let stage = Arc::new(Stage {
        before: Some(before),
        fields: every.clone(),
        columns: every,
        branches: true,
        by: ColourBy::Of(Heading::Gap),
        ..Stage::default()
    });
    for view in View::ALL.into_iter().filter(|&view| view != View::Matrix) {
        let bare = PictureOptions { stage: stage.clone(), ..options(view, false) };
        let said = svg(&org, bare.clone());
        assert!(texts(&said).len() > 3, "{view:?}");
        for hidden in PLANTED {
            assert!(!said.contains(hidden), "{hidden} is in {view:?}");
        }
        let nameless = svg(&org, PictureOptions { names: false, pay: true, findings: true, ..bare.clone() });
        for hidden in [NAME, TITLE, "Overlook"] {
            assert!(!nameless.contains(hidden), "{hidden} is in {view:?}");
        }
        assert!(
            !nameless.contains(">star<") && !nameless.contains("Zyx") && !nameless.contains("2026-04-01"),
            "an id or a day is in {view:?}"
        );
        let mode = planted("structure");
        let all = svg(&mode, PictureOptions { pay: true, findings: true, ..bare });
        for hidden in PLANTED {
            assert!(!all.contains(hidden), "{hidden} is in {view:?} of structure only");
        }
    }
}

#[test]
fn a_plan_is_compared_with_what_was_before() {
    let org = bundled();
    assert!(matches!(
        write(&org, &Output::Picture(options(View::Changes, false)), &SVG, &mut Vec::new()),
        Err(OutputError::NothingBefore)
    ));
    let mut after = org.clone();
    let people: Vec<PersonId> = org.people().filter(|&it| org.track_kind(it) == Some(TrackKind::Ic)).take(2).collect();
    let rung =
        org.seat(people[1]).map(|seat| seat.rung).filter(|&it| Some(it) != org.seat(people[0]).map(|it| it.rung));
    let rung =
        rung.unwrap_or_else(|| org.rungs().find(|&it| Some(it) != org.seat(people[0]).map(|it| it.rung)).expect("two"));
    after.set_seat(people[0], Some(Seat { rung, source: SeatSource::Given }));
    let stage = Stage {
        before: Some(Before { org: Arc::new(org.clone()), names: ["Baseline".to_owned(), "Plan A".to_owned()] }),
        ..Stage::default()
    };
    let asked = PictureOptions { stage: Arc::new(stage), ..options(View::Changes, false) };
    let said = texts(&svg(&after, asked.clone()));
    let has = |words: &str| said.iter().any(|text| text == words);
    assert!(has("Baseline") && has("Plan A") && has("1 person moved, 0 new, 0 left, 83 stay"), "{said:?}");
    let codes = [&org, &after].map(|org| org.rung(org.seat(people[0]).expect("seated").rung).code.as_str());
    assert!(has(&format!("{}: {} → {}", org.name(people[0]), codes[0], codes[1])), "{said:?}");
    // Without names the same people move, as codes.
    let nameless = texts(&svg(&after, PictureOptions { names: false, ..asked.clone() }));
    assert!(nameless.iter().any(|text| text == "1 person moved, 0 new, 0 left, 83 stay"), "{nameless:?}");
    assert!(names(&org).iter().all(|name| !nameless.contains(name)), "{nameless:?}");
    // The name of a plan may tell of whom it is about, and the slide for the board names nobody.
    let pair = texts(&svg(&after, PictureOptions { view: View::Silhouette, ..asked }));
    for picture in [nameless, pair] {
        assert!(["Before", "After"].iter().all(|it| picture.iter().any(|text| text == it)), "{picture:?}");
        assert!(!picture.iter().any(|text| text.contains("Plan A")), "{picture:?}");
    }
}

#[test]
fn heads_of_a_fitted_before_and_after_are_whole() {
    let org = bundled();
    let before = Before { org: Arc::new(org.clone()), names: ["Baseline".to_owned(), "Plan A".to_owned()] };
    let window = Rect::new(0.0, 0.0, 1000.0, 640.0);
    let canvas = Size { width: 1000.0, height: 640.0 };
    let in_view = Some(InView { window, scale: 1.0, tracks: TracksOptions { canvas, ..TracksOptions::default() } });
    let stage = Arc::new(Stage { before: Some(before), in_view, ..Stage::default() });
    let said = texts(&svg(&org, PictureOptions { stage, ..options(View::Changes, false) }));
    for head in ["Individual contributors", "Management"] {
        assert_eq!(said.iter().filter(|text| *text == head).count(), 2, "{head}: {said:?}");
    }
    assert!(!said.iter().any(|text| text.starts_with("IC track") && text.ends_with('…')), "{said:?}");
}

#[test]
fn a_picture_on_a_page_is_as_large_as_the_page_and_says_where_its_words_can_be_read() {
    let (org, _) = generate::org(900, 1);
    for (page, width, height) in
        [("a4", 841.9, 595.3), ("letter", 792.0, 612.0), ("16:9", 960.0, 540.0), ("100x400mm", 283.5, 1133.9)]
    {
        let page = PageSize::named(page).expect("a size");
        let asked = Output::Picture(PictureOptions { page, ..options(View::Tracks, false) });
        let mut bytes = Vec::new();
        write(&org, &asked, asked.format_of(Path::new("a.pdf")).expect("PDF"), &mut bytes).expect("a page");
        let text = String::from_utf8_lossy(&bytes);
        let size = text.split("/MediaBox").nth(1).and_then(|rest| rest.split(']').next()).expect("a size");
        let sides: Vec<f64> = size.trim_matches('[').split_whitespace().filter_map(|it| it.parse().ok()).collect();
        assert!((sides[2] - width).abs() < 0.1 && (sides[3] - height).abs() < 0.1, "{sides:?}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let said = |page: &str, view: View| {
        let page = PageSize::named(page).expect("a size");
        let asked = Output::Picture(PictureOptions { page, ..options(view, false) });
        save(&org, &asked, &folder.path().join("a.pdf")).expect("saved")
    };
    let small = said("a4", View::Tracks);
    assert!(small.contains("pt on this page; it can be read on A") && small.contains("pages by manager"), "{small}");
    assert_eq!((said("sheet", View::Tracks).as_str(), said("a4", View::Silhouette).as_str()), ("", ""));
}

#[test]
fn what_is_in_view_is_drawn_as_it_is_on_the_screen() {
    let org = bundled();
    let tracks = TracksOptions::default();
    let window = Rect::new(100.0, 100.0, 500.0, 300.0);
    let stage = Stage { in_view: Some(InView { window, scale: 2.0, tracks }), ..Stage::default() };
    let said = svg(&org, PictureOptions { stage: Arc::new(stage), ..options(View::Tracks, false) });
    assert!(said.contains("width=\"1000\""), "{}", &said[..300]);
    let judgement = Judgement::of(&org);
    let laid = Tracks::new(&judgement.facts(&org), &judgement, &tracks);
    let all = texts(&said);
    let is_inside = |it: &PersonId| laid.place(*it).is_some_and(|place| window.contains(place.center()));
    let is_named = |it: &PersonId| !org.name(*it).is_empty();
    let inside: Vec<PersonId> = org.people().filter(is_inside).filter(is_named).collect();
    assert!((3..60).contains(&inside.len()), "{}", inside.len());
    for person in inside {
        assert!(all.iter().any(|text| text == org.label(person)), "{}", org.label(person));
    }
}
