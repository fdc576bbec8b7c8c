//! The picture of both tracks. Cards are empty without names, and badges of people need both names and findings.

use super::block::{Block, Figure};
use super::made::Made;
use crate::diagram::{Names, Tracks, TracksOptions, View};
use crate::scene::{Mark, Role};

/// Largest number of people who are all named; beyond it the names would be too small to read on a page.
const MOST_NAMED: usize = 400;
/// Ratio of width to height of a sheet with names.
const ASPECT: f64 = 1.4;

/// Blocks of the section; empty if there is nobody to draw.
pub fn blocks(made: &Made) -> Vec<Block> {
    let org = made.facts.org;
    let has_names = made.show.names && org.len() <= MOST_NAMED;
    let gauges = made.show.names && made.show.findings;
    let wanted = if has_names { TracksOptions::sheet(ASPECT) } else { TracksOptions::default() };
    let options = TracksOptions { gauges, ..wanted };
    let tracks = Tracks::new(&made.facts, made.judgement, &options);
    let bounds = tracks.bounds();
    if tracks.people() == 0 || bounds.width() <= 0.0 {
        return Vec::new();
    }
    let view = View {
        show_people: gauges,
        show_pay: has_names && made.show.pay,
        is_page: true,
        names: if has_names { Names::Whole } else { Names::Hidden },
        ..View::at(bounds, 1.0)
    };
    let mut marks = Vec::new();
    tracks.marks(org, made.judgement, &view, &mut |mark| {
        if !is_on_demand(&mark) {
            marks.push(mark);
        }
    });
    let mut caption =
        "Everyone on the row of their rung: individual contributors on the left, management on the right.".to_owned();
    if !has_names {
        caption.push_str(if made.show.names { " Too many people to show names." } else { " Names are not included." });
    }
    let figure = Figure {
        alt: format!("Both tracks of {} on shared rungs", super::summary::name(org)),
        caption,
        bounds,
        marks,
        is_wide: true,
    };
    vec![Block::Section("Both tracks".to_owned()), Block::Figure(figure)]
}

/// True for marks about people whose record does not show the reason for their authority yet: on paper there is no
/// group that the reader must open first.
fn is_on_demand(mark: &Mark) -> bool {
    match mark {
        Mark::Box(mark) => mark.fill == Some(Role::Over) || mark.stroke.is_some_and(|it| it.role == Role::Over),
        Mark::Line(mark) => mark.stroke.role == Role::Over,
        Mark::Text(mark) => mark.role == Role::Over,
        Mark::Badge(mark) => mark.role == Role::Over,
    }
}
