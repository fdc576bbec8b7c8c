//! Words on the tracks view: heads of the lanes, and the end of the IC track.

use super::rows::{Row, RowKind};
use crate::measure::SAME_GRADE;
use crate::org::{RungId, TrackKind};
use crate::rules::Facts;
use crate::rules::words::{amount, count as people};

/// Titles and counts of the lanes, IC first.
pub fn heads(facts: &Facts, rows: &[Row]) -> [(String, String); 2] {
    let seats = |side: usize| rows.iter().map(|row| row.seats[side]).sum::<f64>();
    let words = |n: f64| if n == 1.0 { "1 seat".to_owned() } else { format!("{} seats", count(n)) };
    let top = facts.org.rungs().filter(|&rung| {
        let place = facts.org.rung_place(rung);
        facts.org.track(rung).kind == TrackKind::Ic
            && facts.org.rung(rung).open
            && facts.scale.grade(rung).is_some()
            && facts.scale.grade(rung) == facts.scale.marks[place.ladder as usize].top_ic
    });
    let codes: Vec<&str> = top.map(|rung: RungId| facts.org.rung(rung).code.as_str()).collect();
    let ends = if codes.is_empty() { String::new() } else { format!(" · ends at {}", codes.join(", ")) };
    [
        ("Individual contributors".to_owned(), format!("{}{ends}", words(seats(0)))),
        ("Management".to_owned(), words(seats(1))),
    ]
}

/// End of the IC track below management: first open row, the row after the last, and the rungs there that have no peer.
pub fn track_end(facts: &Facts, rows: &[Row]) -> Option<(usize, usize, String)> {
    let org = facts.org;
    let top_ic = facts.scale.marks.iter().filter_map(|marks| marks.top_ic).fold(f64::NEG_INFINITY, f64::max);
    let top_management =
        facts.scale.marks.iter().filter_map(|marks| marks.top_management).fold(f64::NEG_INFINITY, f64::max);
    if !top_ic.is_finite() || top_management <= top_ic + 1e-9 {
        return None;
    }
    let is_between = |row: &&Row| match row.kind {
        RowKind::Grade(grade) => grade > top_ic + 1e-9 && grade <= top_management + 1e-9,
        RowKind::Apart | RowKind::NoRung => false,
    };
    let from = rows.iter().position(|row| is_between(&row))?;
    let to = rows.iter().rposition(|row| is_between(&row))? + 1;
    let above: Vec<String> = rows[from..to]
        .iter()
        .filter(|row| row.seats[1] > 0.0)
        .map(|row| {
            let titles = row.rungs.iter().filter(|&&rung| org.track(rung).kind == TrackKind::Management);
            let words: Vec<&str> = titles
                .map(|&rung| match org.rung(rung).title.as_str() {
                    "" => org.rung(rung).code.as_str(),
                    title => title,
                })
                .collect();
            format!("{} × {}", count(row.seats[1]), words.join(", "))
        })
        .collect();
    let above = if above.is_empty() { String::new() } else { format!("{}, ", above.join(", ")) };
    Some((from, to, format!("IC track ends here: {above}no equal IC rung")))
}

/// End of the IC track on one path: first row above the end, the row after the last, and the words.
pub fn one_path_end(facts: &Facts, rows: &[Row], lost: usize) -> Option<(usize, usize, String)> {
    let fork = facts.scale.marks.iter().filter_map(|marks| marks.fork).fold(f64::INFINITY, f64::min);
    let is_above = |row: &Row| matches!(row.kind, RowKind::Grade(grade) if grade >= fork - SAME_GRADE);
    let from = rows.iter().position(is_above)?;
    let to = rows.iter().rposition(is_above)? + 1;
    let words = match lost {
        0 => "No one would leave technical work or lose a rung".to_owned(),
        _ => format!("{} would leave technical work or lose their rung", people(lost, "person", "people")),
    };
    Some((from, to, format!("{words}: as a single path, the IC track ends here")))
}

/// Number of seats, with one decimal for parts of posts.
pub fn count(seats: f64) -> String {
    if seats.fract() == 0.0 {
        return amount(seats);
    }
    let tenths = (seats * 10.0).round();
    format!("{}.{:.0}", amount((tenths / 10.0).floor()), tenths % 10.0)
}
