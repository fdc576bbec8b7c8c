//! How people look in the pictures: coloured by a value, with more lines on their cards.

use crate::common::bundled;
use twintrack::diagram::{Chart, ChartOptions, Look, Tracks, TracksOptions, View, card_height};
use twintrack::generate;
use twintrack::layout::rows::Density;
use twintrack::layout::tree::Flow;
use twintrack::org::{Org, PersonId};
use twintrack::plan::{Branches, ColourBy, Colouring, Field, Heading, Seen};
use twintrack::rules::Judgement;
use twintrack::scene::{BoxMark, Mark, Rect, Role, Swatch};

fn view(window: Rect, scale: f64) -> View<'static> {
    View::at(window, scale)
}

fn by_team(org: &Org, judgement: &Judgement) -> Colouring {
    Colouring::of(&Seen::new(org, judgement, true), &ColourBy::Of(Heading::Of(Field::Team))).expect("it may be shown")
}

fn overlaps(mut rects: Vec<Rect>) -> Option<(Rect, Rect)> {
    rects.sort_by(|a, b| a.left.total_cmp(&b.left));
    for (at, a) in rects.iter().enumerate() {
        let near = rects[at + 1..].iter().take_while(|b| b.left < a.right - 0.01);
        if let Some(b) = near.copied().find(|b| b.expanded(-0.01).overlaps(&a.expanded(-0.01))) {
            return Some((*a, b));
        }
    }
    None
}

#[test]
fn cards_with_more_lines_are_all_as_high_and_stand_apart() {
    for org in [bundled(), generate::org(700, 3).0] {
        let judgement = Judgement::of(&org);
        let facts = judgement.facts(&org);
        for lines in [0, 1, 5] {
            let options = TracksOptions { lines, density: Density::Cards, ..TracksOptions::default() };
            let tracks = Tracks::new(&facts, &judgement, &options);
            let slots: Vec<Rect> = org.people().filter_map(|person| tracks.place(person)).collect();
            assert!(slots.len() > 20);
            assert!(slots.iter().all(|slot| slot.height() == 44.0 + 16.0 * f64::from(lines)), "{lines} lines");
            assert_eq!(overlaps(slots), None, "{lines} lines");
            for (flow, by_rung) in [(Flow::Down, false), (Flow::Right, false), (Flow::Down, true)] {
                let options = ChartOptions { flow, by_rung, lines, ..ChartOptions::default() };
                let chart = Chart::new(&facts, &options);
                let rects: Vec<Rect> = chart.people().filter_map(|person| chart.place(person)).collect();
                assert!(rects.iter().all(|rect| rect.height() == card_height(lines)), "{options:?}");
                assert_eq!(overlaps(rects), None, "{options:?}");
            }
        }
    }
}

#[test]
fn an_edit_keeps_the_lines_of_cards() {
    let org = bundled();
    let judgement = Judgement::of(&org);
    let facts = judgement.facts(&org);
    let options = TracksOptions { lines: 3, density: Density::Cards, ..TracksOptions::default() };
    let mut tracks = Tracks::new(&facts, &judgement, &TracksOptions::default());
    tracks.fit_into(options);
    let lena = org.find("lena").expect("lena");
    let after = tracks.after(&facts, &judgement, &[lena]);
    assert_eq!(after.place(lena), Tracks::new(&facts, &judgement, &options).place(lena));
    assert_eq!(after.place(lena).map(|rect| rect.height()), Some(44.0 + 16.0 * 3.0));
}

/// The colours of the boxes that are drawn where somebody stands, the last on top.
fn fills(tracks: &Tracks, org: &Org, judgement: &Judgement, person: PersonId, view: &View) -> Vec<(Role, f64)> {
    let place = tracks.place(person).expect("drawn");
    let mut found = Vec::new();
    tracks.marks(org, judgement, view, &mut |mark| {
        if let Mark::Box(BoxMark { rect, fill: Some(role), opacity, .. }) = mark
            && place.expanded(0.5).overlaps(&rect)
            && matches!(role, Role::Ic | Role::Management | Role::Value(_))
        {
            found.push((role, opacity));
        }
    });
    found
}

#[test]
fn whoever_is_coloured_has_the_colour_of_the_value_at_every_zoom() {
    let org = bundled();
    let judgement = Judgement::of(&org);
    let tracks = Tracks::new(&judgement.facts(&org), &judgement, &TracksOptions::default());
    let colouring = by_team(&org, &judgement);
    let mason = org.find("mason").expect("mason");
    let entry = colouring.entry(mason).expect("a line");
    let expected = Role::Value(Swatch::Hue(entry as u8));
    for scale in [0.02, 0.1, 0.25, 0.6, 1.0, 3.0] {
        let plain = view(tracks.bounds(), scale);
        let is_track = |(role, _): &(Role, f64)| matches!(role, Role::Ic | Role::Management);
        assert!(fills(&tracks, &org, &judgement, mason, &plain).iter().all(is_track), "at {scale}");
        let look = Look { colours: Some(&colouring), ..Look::default() };
        let coloured = fills(&tracks, &org, &judgement, mason, &View { look, ..plain });
        // From afar a row is one bar with a band for each value.
        let own: Vec<f64> = coloured.iter().filter(|it| it.0 == expected).map(|it| it.1).collect();
        assert!(!own.is_empty() && (scale < 0.3 || own.len() == coloured.len()), "at {scale}: {coloured:?}");
        if scale < 0.2 {
            assert!(own[0] > 0.7, "from afar the whole bar tells the value");
            let faded = Look { lit: Some(entry + 1), ..look };
            let faded = fills(&tracks, &org, &judgement, mason, &View { look: faded, ..plain });
            assert!(faded.iter().filter(|it| it.0 == expected).all(|it| it.1 < 0.3), "{faded:?}");
        }
    }
}

#[test]
fn a_block_that_is_seen_as_one_has_a_band_for_each_value() {
    let org = generate::org(20_000, 1).0;
    let judgement = Judgement::of(&org);
    let tracks = Tracks::new(&judgement.facts(&org), &judgement, &TracksOptions::default());
    let colouring = by_team(&org, &judgement);
    let look = Look { colours: Some(&colouring), ..Look::default() };
    let view = View { look, ..view(tracks.bounds(), 0.5) };
    let mut wide = vec![0.0; colouring.entries.len()];
    tracks.marks(&org, &judgement, &view, &mut |mark| {
        if let Mark::Box(BoxMark { rect, fill: Some(Role::Value(swatch)), .. }) = mark {
            let at = match swatch {
                Swatch::Hue(at) => usize::from(at),
                _ => colouring.entries.len() - 1,
            };
            wide[at] += rect.width() * rect.height();
        }
    });
    let all: f64 = wide.iter().sum();
    let people: usize = colouring.entries.iter().map(|entry| entry.count).sum();
    for (entry, wide) in colouring.entries.iter().zip(wide) {
        let (share, drawn) = (entry.count as f64 / people as f64, wide / all);
        assert!((share - drawn).abs() < 0.05, "{}: {share:.3} of the people, {drawn:.3} of the ground", entry.label);
    }
}

/// The words on somebody's card.
fn words(org: &Org, judgement: &Judgement, lines: u8, person: &str, view: &View) -> Vec<String> {
    let options = TracksOptions { lines, density: Density::Cards, ..TracksOptions::default() };
    let tracks = Tracks::new(&judgement.facts(org), judgement, &options);
    let place = tracks.place(org.find(person).expect(person)).expect("drawn");
    let mut found = Vec::new();
    tracks.marks(org, judgement, &View { window: place, ..*view }, &mut |mark| {
        if let Mark::Text(text) = mark
            && place.contains(text.at)
        {
            found.push(text.text);
        }
    });
    found
}

#[test]
fn fields_and_the_numbers_of_a_branch_stand_on_cards() {
    let org = bundled();
    let judgement = Judgement::of(&org);
    let branches = Branches::of(&judgement.facts(&org), true);
    let fields = [Heading::Of(Field::Team), Heading::Of(Field::Pay)];
    let look = Look { fields: &fields, branches: Some(&branches), ..Look::default() };
    let shown = View { look, ..view(Rect::default(), 1.0) };
    let ines = org.find("ines").expect("ines");
    let headcount = judgement.tree.headcount(ines);
    let told = words(&org, &judgement, look.lines(), "ines", &shown);
    assert!(told.iter().any(|words| words == org.team(ines)), "{told:?}");
    assert!(told.iter().any(|words| words.ends_with(&format!("· {headcount} in all"))), "{told:?}");
    assert!(told.iter().any(|words| words.contains("layers · ")), "{told:?}");
    let redacted = View { show_people: false, look: Look { branches: None, ..look }, ..shown };
    let told = words(&org, &judgement, look.lines(), "ines", &redacted);
    assert!(told.iter().any(|words| words == "hidden"), "{told:?}");
    // A card without room for them shows none.
    let told = words(&org, &judgement, 0, "ines", &shown);
    assert!(!told.iter().any(|words| words.contains("in all")), "{told:?}");
}
