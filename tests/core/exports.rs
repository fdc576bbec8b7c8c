//! Pictures in files: every full name is in them as text, and around them stand title, date, legend and what was left
//! out.

use crate::common::{self, bundled};
use crate::hostile::{NAME, TITLE, planted};
use std::path::Path;
use twintrack::diagram::{Silhouette, Tracks, TracksOptions};
use twintrack::generate;
use twintrack::org::{Kind, Org};
use twintrack::report::output::{Output, SVG, write};
use twintrack::report::{PictureOptions, View};
use twintrack::rules::Judgement;
use twintrack::scene::{Mark, Role};

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
    let texts = texts(&svg(&org, all));
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
