//! Fictional organisations of any size, for measuring and trying out: both tracks on the house ladder, names in three
//! scripts, evidence for every fifth person, and planted mismatches, which are listed. [`noisy()`] instead makes a
//! record as real companies have it, and lists who truly decides too little.

mod draw;
mod names;
mod noisy;
mod record;
mod recorder;
mod tree;

use crate::io::ladders;
use crate::measure::Scale;
use crate::org::{Builder, Head, Kind, Line, Mode, Org, Pay, PersonId, Row, Seat, SeatSource, TrackKind};
use draw::Draw;
use jiff::Span;
pub use noisy::{Under, noisy};
use record::Clean;
pub use recorder::Planted;
use recorder::{Post, Recorder};
use tree::Tree;

/// A rung with the titles and the pay of its posts.
struct Rung {
    seat: Seat,
    grade: f64,
    title: String,
    kind: TrackKind,
}

const PLACES: [&str; 12] =
    ["Aarhus", "Århem", "Düren", "Évora", "Kavala", "Łódź", "Málaga", "Nairobi", "Pune", "Sapporo", "Tórshavn", "Ўсць"];
/// Units and their crafts.
const CRAFTS: [(&str, &str); 10] = [
    ("Assembly", "fitter"),
    ("Analytics", "data scientist"),
    ("Care", "nurse"),
    ("Energy", "electrical engineer"),
    ("Formulation", "chemist"),
    ("Logistics", "planner"),
    ("Platform", "software engineer"),
    ("Quality", "inspector"),
    ("Research", "researcher"),
    ("Stores", "merchandiser"),
];
/// Largest headcount of each management rung; the last rung has no limit.
const SIZES: [u32; 4] = [12, 60, 400, 4_000];

/// Organisation of `people` people and the mismatches planted in it, in file order. Depends on the seed alone.
pub fn org(people: usize, seed: u64) -> (Org, Vec<Planted>) {
    let mut clean = Clean::default();
    (fill(people, seed, &mut clean), clean.planted)
}

fn fill(people: usize, seed: u64, recorder: &mut impl Recorder) -> Org {
    let mut draw = Draw::new(seed);
    let tree = Tree::draw(people, &mut draw);
    let as_of = jiff::civil::date(2026, 9, 30);
    let mut head = Head::new(&format!("Generated with {people} people, seed {seed}"), as_of);
    head.currency = "EUR".into();
    head.mode = Mode::People { purpose: "A fictional organisation".into(), by: "Twintrack".into(), date: Some(as_of) };
    let mut ladder = ladders::named(ladders::HOUSE).unwrap_or_default();
    ladder.constants.anchors_confirmed = true;
    head.ladders.push(ladder);
    let mut builder = Builder::new(head);
    builder.reserve(people);
    let (ic, management) = rungs(builder.org());
    let (mut key, mut name, mut title, mut team) = (String::new(), String::new(), String::new(), String::new());
    for at in 0..tree.above.len() {
        use std::fmt::Write as _;
        let (span, unit) = (tree.span[at], tree.unit[at]);
        let rung = match (at, span) {
            (_, 0) => ic.get(recorder.ic_rung(&mut draw, unit)),
            (0, _) => management.last(),
            _ => management.get(SIZES.partition_point(|&size| size < tree.below[at])),
        };
        let (unit_name, craft) = CRAFTS[unit as usize % CRAFTS.len()];
        [&mut key, &mut title, &mut team].into_iter().for_each(String::clear);
        // Writing into a String cannot fail.
        let _ = write!(key, "e{}", at + 1);
        let _ = write!(team, "{unit_name} {}", unit + 1);
        let _ = match rung {
            Some(rung) if rung.kind == TrackKind::Ic => write!(title, "{} {craft}", rung.title),
            Some(rung) if at > 0 => write!(title, "{}, {unit_name}", rung.title),
            rung => write!(title, "{}", rung.map_or("", |rung| &rung.title)),
        };
        names::write(&mut draw, &mut name);
        let grade = rung.map_or(1.0, |rung| rung.grade);
        let amount = pay(&mut draw, grade);
        let tenure = draw.between(120, 11_000) as i64;
        let person = builder.add(&Row {
            key: &key,
            name: &name,
            title: &title,
            team: &team,
            location: PLACES[draw.below(PLACES.len() as u64) as usize],
            seat: rung.map(|rung| rung.seat),
            kind: Kind::Person,
            start: Span::new().try_days(tenure).ok().map(|span| as_of.saturating_sub(span)),
            pay: Pay { low: amount, high: amount, ..Pay::NONE },
            ..Row::default()
        });
        let kind = rung.map_or(TrackKind::Ic, |rung| rung.kind);
        let details = recorder.record(&mut draw, &Post { person, grade, kind, reports: span });
        builder.set_details(person, details);
        if at > 0 {
            builder.connect(PersonId(tree.above[at]), person, Line::Solid);
        }
    }
    builder.finish().0
}

/// Rungs of both tracks, lowest first.
fn rungs(org: &Org) -> (Vec<Rung>, Vec<Rung>) {
    let scale = Scale::of(org);
    org.rungs()
        .filter_map(|rung| {
            let title = org.rung(rung).title.clone();
            let seat = Seat { rung, source: SeatSource::Given };
            Some(Rung { seat, grade: scale.grade(rung)?, title, kind: org.track(rung).kind })
        })
        .partition(|rung| rung.kind == TrackKind::Ic)
}

/// Yearly pay for a grade, in whole hundreds, up to a tenth more or less.
fn pay(draw: &mut Draw, grade: f64) -> f64 {
    let hundreds = 300.0 + 40.0 * grade + 15.0 * grade * grade;
    (hundreds * draw.between(90, 110) as f64 / 100.0).round() * 100.0
}
