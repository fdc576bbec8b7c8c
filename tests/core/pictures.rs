//! Golden pictures of five small organisations, each one of the hard cases of the tracks view.

use crate::common::{AS_OF, equal, track};
use crate::golden;
use twintrack::diagram::{Tracks, TracksOptions, View};
use twintrack::org::{Builder, Head, Ladder, Line, Org, Row, Seat, SeatSource, TrackKind};
use twintrack::paint::{Sheet, svg};
use twintrack::rules::Judgement;
use twintrack::scene::{Mark, Rect, Size, Theme};

/// One person a line: `key rung manager`, `-` for none; `key ~ key` is a dotted line up to the second.
fn org(lines: &str) -> Org {
    let mut head = Head::new("Small", AS_OF);
    head.ladders.push(Ladder {
        tracks: vec![track(TrackKind::Ic, "IC", 4), track(TrackKind::Management, "M", 3)],
        equivalences: equal([("M1", "IC2"), ("M3", "IC4")]),
        ..Ladder::default()
    });
    let mut builder = Builder::new(head);
    let rows: Vec<Vec<&str>> = lines.lines().map(|line| line.split_whitespace().collect()).collect();
    let mut people = std::collections::HashMap::new();
    for row in rows.iter().filter(|row| row[1] != "~") {
        let seat = builder.find_rung("", row[1]).map(|rung| Seat { rung, source: SeatSource::Given });
        let manager = if row[2] == "-" { "" } else { row[2] };
        let name = row[0].replace('_', " ");
        let person = builder.add(&Row { key: row[0], name: &name, title: "Chemist", manager, seat, ..Row::default() });
        people.insert(row[0], person);
    }
    for row in rows.iter().filter(|row| row[1] == "~") {
        builder.line_to(people[row[0]], row[2], Line::Dotted);
    }
    builder.finish().0
}

fn check(name: &str, lines: &str) {
    let org = org(lines);
    let judgement = Judgement::of(&org);
    let tracks = Tracks::new(
        &judgement.facts(&org),
        &judgement,
        &TracksOptions { canvas: Size { width: 720.0, height: 420.0 }, ..TracksOptions::default() },
    );
    let sheet = Sheet { bounds: tracks.bounds(), theme: Theme::Light, title: name };
    let source = |window: Rect, out: &mut dyn FnMut(&Mark)| {
        let view = View { is_page: true, ..View::at(window, 1.0) };
        tracks.marks(&org, &judgement, &view, &mut |mark| out(&mark));
    };
    let mut picture = Vec::new();
    svg(&sheet, &source, &mut picture).expect("a vector takes everything");
    golden::check(&format!("tracks-{name}.svg"), &picture);
}

#[test]
fn a_report_above_the_manager() {
    check("inversion", "Ines M1 -\nWei IC4 Ines\nAna IC2 Ines\nBo M2 Ines\nCy IC1 Bo");
}

#[test]
fn an_empty_lane() {
    check("empty-lane", "Ines M3 -\nRuth M2 Ines\nTomas M2 Ines\nLena M1 Tomas");
}

#[test]
fn several_tops() {
    check("several-tops", "Ines M3 -\nWei IC3 Ines\nRuth M3 -\nAna IC3 Ruth\nBo IC2 Ruth\nCy - -");
}

#[test]
fn dotted_lines() {
    check("dotted", "Ines M3 -\nRuth M2 Ines\nTomas M2 Ines\nAna IC2 Ruth\nBo IC1 Tomas\nAna ~ Tomas\nBo ~ Ruth");
}

#[test]
fn names_of_one_letter_and_of_eighty() {
    let long = "Wolfeschlegelsteinhausenbergerdorff_welche_vor_altern_waren_gewissenhaft_schafer";
    assert_eq!(long.chars().count(), 80);
    check("names", &format!("I M2 -\n{long} IC3 I\nΩ IC2 I\nЖ IC2 I\nÅ IC2 I\nß IC2 I"));
}
