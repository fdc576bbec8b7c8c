//! The pictures of the manual are what the program makes of the organisation that comes with it, and of no other.

use crate::common::bundled;
use std::path::PathBuf;
use twintrack::app::manual::picture;
use twintrack::diagram::{
    Chart, ChartOptions, Ladders, Matrix, MatrixPage, MatrixShown, Part, PartOf, Tracks, TracksOptions, View,
};
use twintrack::org::Org;
use twintrack::paint::{Sheet, png};
use twintrack::rules::Judgement;
use twintrack::scene::{Mark, Rect, Size, Theme};

/// Width at which pictures stand in the manual, in points.
const COLUMN: f64 = 660.0;
/// Pixels of a picture for a point of the manual.
const DENSE: f64 = 2.0;
/// Bytes of all pictures together.
const ALL: u64 = 1_500_000;

/// Walks the marks of a picture as it is seen.
type Marks<'a> = &'a dyn Fn(&View, &mut dyn FnMut(&Mark));

/// Panics unless both pictures of a name, light and dark, are those of some marks; `UPDATE_GOLDEN=1` writes them.
fn check(name: &str, bounds: Rect, marks: Marks) {
    let scale = DENSE * (COLUMN / bounds.width()).min(1.0);
    let source = |window: Rect, out: &mut dyn FnMut(&Mark)| {
        let view = View::at(window, scale);
        marks(&view, out);
    };
    for (theme, file) in [(Theme::Light, format!("{name}.png")), (Theme::Dark, format!("{name}-dark.png"))] {
        let mut found = Vec::new();
        png(&Sheet { bounds, theme, title: name }, scale, &source, &mut found).expect("it is painted");
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/pictures").join(&file);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("it is there");
            std::fs::write(&path, &found).expect("written");
            continue;
        }
        let kept = std::fs::read(&path).expect("the picture is in docs/pictures");
        assert!(kept == found, "{file} is not what the program makes; UPDATE_GOLDEN=1 renews it, look at it then");
        let (embedded, _) = picture(&format!("pictures/{file}")).expect("the picture is in the program");
        assert!(embedded == kept.as_slice(), "{file}");
    }
}

fn tracks(name: &str, one_path: bool, part: impl Fn(&Tracks, &Org) -> Rect) {
    let org = bundled();
    let judgement = Judgement::of(&org);
    let options = TracksOptions { one_path, ..TracksOptions::default() };
    let tracks = Tracks::new(&judgement.facts(&org), &judgement, &options);
    let bounds = part(&tracks, &org);
    check(name, bounds, &|view, out| tracks.marks(&org, &judgement, view, &mut |mark| out(&mark)));
}

#[test]
fn the_end_of_one_track_beside_the_other() {
    tracks("tracks", false, |tracks, _| {
        let (_, last) = (tracks.band(0), tracks.band(5));
        Rect { bottom: last.1, ..tracks.bounds() }
    });
}

#[test]
fn a_gauge() {
    tracks("gauge", false, |tracks, _| {
        let frame = tracks.frame();
        let (left, right) = (frame.strips[0].0 - 150.0, frame.strips[1].1 + 260.0);
        Rect { left, right, top: tracks.bounds().top, bottom: tracks.band(5).1 }
    });
}

#[test]
fn one_path() {
    tracks("one-path", true, |tracks, _| {
        let all = tracks.bounds();
        Rect { bottom: all.top + 0.6 * all.height(), ..all }
    });
}

#[test]
fn authority_against_impact() {
    let org = bundled();
    let judgement = Judgement::of(&org);
    let matrix = Matrix::of(&judgement.facts(&org), &judgement);
    let page = MatrixPage::new(&matrix, Size { width: COLUMN, height: 540.0 });
    check("matrix", Rect::new(0.0, 0.0, COLUMN, 540.0), &|_, out| {
        page.marks(&matrix, &org, &judgement, &MatrixShown::default(), &mut |mark| out(&mark));
    });
}

#[test]
fn the_ladder() {
    let org = bundled();
    let judgement = Judgement::of(&org);
    let ladder = Ladders::of(&judgement.facts(&org), 0, None, None, COLUMN);
    let is_first = |part: &&Part| matches!(part.of, PartOf::Rung(rung) if org.rung(rung).code == "IC5");
    let below = ladder.parts.iter().find(is_first).expect("the first rung beside management").rect.top;
    let bounds = Rect::new(0.0, 0.0, COLUMN, below - 12.0);
    check("ladder", bounds, &|_, out| ladder.marks.iter().for_each(out));
}

#[test]
fn the_tree() {
    let org = bundled();
    let judgement = Judgement::of(&org);
    let chart = Chart::new(&judgement.facts(&org), &ChartOptions { levels: Some(3), ..ChartOptions::default() });
    check("tree", chart.bounds(), &|view, out| chart.marks(&org, &judgement, view, &mut |mark| out(&mark)));
}

#[test]
fn together_they_are_small() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    let files = std::fs::read_dir(folder).expect("docs/pictures").map(|file| file.expect("a file"));
    let sizes: Vec<u64> = files.map(|file| file.metadata().expect("its size").len()).collect();
    let all: u64 = sizes.iter().sum();
    assert!(!sizes.is_empty() && all < ALL, "{all} bytes");
}
