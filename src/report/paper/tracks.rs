//! The picture of both tracks. Without names cards say nothing; badges of people need names and findings.

use super::block::{Block, Figure};
use super::made::Made;
use crate::diagram::{Folding, Tracks, View};
use crate::scene::{Mark, Rect, Role};

/// Width that the whole picture is fitted to, in points.
const WIDTH: f64 = 760.0;
/// The largest scale at which cards carry no text.
const WORDLESS: f64 = 0.49;
/// The smallest scale at which they do.
const LEGIBLE: f64 = 0.5;

/// The section.
pub fn blocks(made: &Made) -> Vec<Block> {
    let org = made.facts.org;
    let tracks = Tracks::new(&made.facts, made.judgement, &Folding::default());
    let bounds = tracks.bounds();
    if tracks.people() == 0 || bounds.width() <= 0.0 {
        return Vec::new();
    }
    let is_folded = tracks.folded() > 0;
    let fitted = WIDTH / bounds.width();
    let scale = match made.show.names && !is_folded {
        true => fitted.max(LEGIBLE),
        false => fitted.min(WORDLESS),
    };
    let view = View {
        show_people: made.show.names && made.show.findings,
        show_pay: made.show.names && made.show.pay,
        ..View::at(bounds, scale)
    };
    let mut marks = Vec::new();
    tracks.marks(org, made.judgement, &view, &mut |mark| {
        if !is_on_demand(&mark) {
            marks.push(mark);
        }
    });
    let mut caption =
        "One card a seat on the row of its rung: individual contributors left, management right.".to_owned();
    if is_folded {
        caption.push_str(" Branches are folded into blocks.");
    }
    if !made.show.names {
        caption.push_str(" Names are left out.");
    }
    let figure = Figure {
        alt: format!("Both tracks of {} on shared rungs", super::summary::name(org)),
        caption,
        bounds: with_heads(bounds, scale),
        marks,
        is_wide: true,
    };
    vec![Block::Section("Both tracks".to_owned()), Block::Figure(figure)]
}

/// From afar the heads of the lanes grow out of the picture, which has no room for them above the first row.
fn with_heads(bounds: Rect, scale: f64) -> Rect {
    const HEAD: f64 = 14.0;
    let is_far = scale < 0.7;
    Rect { top: bounds.top - if is_far { HEAD / scale } else { 0.0 }, ..bounds }
}

/// Whether a mark says that somebody's record does not show why yet: on paper nobody can be asked to open that first.
fn is_on_demand(mark: &Mark) -> bool {
    match mark {
        Mark::Box(mark) => mark.fill == Some(Role::Over) || mark.stroke.is_some_and(|it| it.role == Role::Over),
        Mark::Line(mark) => mark.stroke.role == Role::Over,
        Mark::Text(mark) => mark.role == Role::Over,
        Mark::Badge(mark) => mark.role == Role::Over,
    }
}
