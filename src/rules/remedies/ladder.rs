//! Edits of a ladder: opening a rung, adding one, filling one in. Refused if the file's own ladders could not be told
//! apart by name and code.

use crate::edit::{Edit, set_ladders};
use crate::measure::SAME_GRADE;
use crate::org::{Equivalence, Ladder, Rung, RungId, Stated, TrackKind};
use crate::rules::Facts;

/// Largest number of rungs that one remedy adds.
const ADDED: usize = 16;

/// Rungs of a ladder in file order.
pub fn rungs<'a>(facts: &Facts<'a>, ladder: u16) -> impl Iterator<Item = RungId> + use<'a> {
    facts.org.rungs_of(ladder)
}

/// Rungs of a ladder of one kind and grade.
pub fn at_grade<'a>(
    facts: &Facts<'a>,
    ladder: u16,
    kind: TrackKind,
    grade: f64,
) -> impl Iterator<Item = RungId> + use<'a> {
    let facts = *facts;
    rungs(&facts, ladder).filter(move |&rung| {
        facts.org.track(rung).kind == kind && facts.scale.grade(rung).is_some_and(|at| (at - grade).abs() <= SAME_GRADE)
    })
}

/// Edit that changes one ladder; `None` if its rungs could not be told apart afterwards.
pub fn changed(facts: &Facts, ladder: u16, change: impl FnOnce(&mut Ladder)) -> Option<Edit> {
    let mut ladders = facts.org.head.ladders.clone();
    change(ladders.get_mut(usize::from(ladder))?);
    set_ladders(ladders).ok()
}

/// Edit that changes the entries of some rungs of one ladder; rungs of other ladders are left alone.
pub fn filled(facts: &Facts, rungs: &[RungId], change: impl Fn(&mut Rung)) -> Option<Edit> {
    let ladder = facts.org.rung_place(*rungs.first()?).ladder;
    changed(facts, ladder, |it| {
        for place in rungs.iter().map(|&rung| facts.org.rung_place(rung)).filter(|place| place.ladder == ladder) {
            let track = it.tracks.get_mut(usize::from(place.track));
            let entry = track.and_then(|track| track.entries.get_mut(usize::from(place.entry)));
            if let Some(entry) = entry {
                change(entry);
            }
        }
    })
}

/// Edits that extend the IC track up to a grade, and the codes of the rungs they open or add, lowest first. Planned
/// rungs are opened; when they run out, new ones are added to the scale. `None` if there is no IC track, or if more
/// than [`ADDED`] rungs are missing.
pub fn carried_up(facts: &Facts, ladder: u16, top: f64) -> Option<(Vec<Edit>, Vec<String>)> {
    let from = facts.marks(ladder).top_ic?;
    let kind = |rung: &RungId| facts.org.track(*rung).kind;
    let mut planned: Vec<(f64, RungId)> = rungs(facts, ladder)
        .filter(|rung| kind(rung) == TrackKind::Ic && !facts.org.rung(*rung).open)
        .filter_map(|rung| Some((facts.scale.grade(rung)?, rung)))
        .filter(|&(grade, _): &(f64, RungId)| grade > from + SAME_GRADE)
        .collect();
    planned.sort_by(|a, b| a.0.total_cmp(&b.0));
    // The last rung to open is the one that reaches the grade.
    let needed = planned.partition_point(|&(grade, _)| grade < top - SAME_GRADE) + 1;
    planned.truncate(needed);
    let mut codes: Vec<String> = planned.iter().map(|&(_, rung)| facts.org.rung(rung).code.clone()).collect();
    if planned.last().map_or(from, |&(grade, _)| grade) >= top - SAME_GRADE {
        return Some((planned.iter().map(|&(_, rung)| Edit::SetOpen { rung, open: true }).collect(), codes));
    }
    let added = new_rungs(facts, ladder, top)?;
    let equal: Vec<Equivalence> = added.iter().flat_map(|entry| equal_to(facts, ladder, entry)).collect();
    codes.extend(added.iter().map(|entry| entry.code.clone()));
    let scale = scale_track(facts, ladder)?;
    let edit = changed(facts, ladder, |it| {
        for (_, rung) in planned {
            let place = facts.org.rung_place(rung);
            let track = it.tracks.get_mut(usize::from(place.track));
            if let Some(entry) = track.and_then(|track| track.entries.get_mut(usize::from(place.entry))) {
                entry.open = true;
            }
        }
        if let Some(track) = it.tracks.get_mut(usize::from(scale)) {
            track.entries.extend(added);
        }
        it.equivalences.extend(equal);
    })?;
    Some((vec![edit], codes))
}

/// Track whose entries define the scale.
fn scale_track(facts: &Facts, ladder: u16) -> Option<u16> {
    let of_ic = rungs(facts, ladder).filter(|&rung| facts.org.track(rung).kind == TrackKind::Ic);
    of_ic.map(|rung| facts.org.rung_place(rung).track).min()
}

/// New entries above the upper end of the scale, one rung apart, the last at `top`.
fn new_rungs(facts: &Facts, ladder: u16, top: f64) -> Option<Vec<Rung>> {
    let org = facts.org;
    let track = scale_track(facts, ladder)?;
    let last = rungs(facts, ladder).filter(|&rung| org.rung_place(rung).track == track).last()?;
    let below = facts.scale.grade(last)?;
    let steps = (top - below - SAME_GRADE).ceil();
    if !(steps >= 1.0 && steps <= ADDED as f64) || org.rungs().len() + ADDED >= usize::from(u16::MAX) {
        return None;
    }
    let steps = steps as usize;
    let known = org.ladder(last);
    let is_free = |code: &String| known.tracks.iter().flat_map(|it| &it.entries).all(|it| it.code != *code);
    let codes = next_codes(&org.rung(last).code).filter(is_free).take(steps);
    let grade = |n: usize| if n == steps { top } else { below + n as f64 };
    Some((1..).zip(codes).map(|(n, code)| Rung { grade: Some(grade(n)), ..Rung::named(&code, "") }).collect())
}

/// Equivalences of a new entry with the management rungs of its grade.
fn equal_to(facts: &Facts, ladder: u16, entry: &Rung) -> Vec<Equivalence> {
    let peers = entry.grade.into_iter().flat_map(|grade| at_grade(facts, ladder, TrackKind::Management, grade));
    let code = |rung: RungId| facts.org.rung(rung).code.clone();
    peers.map(|rung| Equivalence { entry: code(rung), equals: entry.code.clone(), stated: Stated::Explicit }).collect()
}

/// Codes that follow one: `IC9`, `IC10` after `IC8`; `Principal 2` after `Principal`.
fn next_codes(code: &str) -> impl Iterator<Item = String> + use<> {
    let digits = code.bytes().rev().take_while(u8::is_ascii_digit).count().min(9);
    let (stem, number) = code.split_at(code.len() - digits);
    let (stem, number) = match number.parse::<u64>() {
        Ok(number) => (stem.to_owned(), number),
        Err(_) => (format!("{code} "), 1),
    };
    (number + 1..).map(move |n| format!("{stem}{n}"))
}
