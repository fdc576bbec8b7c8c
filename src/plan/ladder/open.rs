//! "Open the IC track to the top": adding the rungs missing beside management, with what their peers bring.

use super::{next_code, with_ladder};
use crate::measure::{Placing, SAME_GRADE, Scale};
use crate::org::{Equivalence, Ladder, Org, Rung, RungId, Stated, TrackKind};

/// Titles to propose, from the bottom up.
const TITLES: [&str; 7] = ["Senior", "Staff", "Senior staff", "Principal", "Distinguished", "Fellow", "Chief of craft"];

/// State of the new rungs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Open to people at once.
    Open,
    /// Planned: new rungs are closed, and closed ones stay closed.
    Planned,
}

/// An IC track opened to the top.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// Ladders with the opened track.
    pub ladders: Vec<Ladder>,
    /// Codes of the added rungs, from the bottom up.
    pub added: Vec<String>,
    /// Codes of planned rungs that were opened, from the bottom up.
    pub opened: Vec<String>,
}

/// A management rung without an IC peer.
struct Above<'a> {
    grade: f64,
    entry: &'a Rung,
    is_equated: bool,
}

/// Adds the IC rungs missing up to the highest open management rung: one beside each management rung, about one rung
/// apart. Band, rights, budgets and forums are the peer's; those of existing rungs stay. Grades of management rungs do
/// not change. `None` when the IC track ends no lower than management, and without an IC track.
pub fn open_to_the_top(org: &Org, scale: &Scale, ladder: u16, opening: Opening) -> Option<Opened> {
    let marks = scale.marks.get(usize::from(ladder))?;
    let (end, top) = (marks.top_ic.unwrap_or(0.0), marks.top_management?);
    if top - end <= SAME_GRADE {
        return None;
    }
    let of_ladder = || org.rungs_of(ladder);
    let first = of_ladder().find(|&rung| org.track(rung).kind == TrackKind::Ic)?;
    let track = usize::from(org.rung_place(first).track);
    let grade_of = |rung: &RungId| scale.grade(*rung);
    let is_without = |grade: f64| grade > end + SAME_GRADE && grade <= top + SAME_GRADE;
    let mut peers: Vec<Above> = of_ladder()
        .filter(|&rung| org.track(rung).kind == TrackKind::Management && !org.rung(rung).apex)
        .filter_map(|rung| {
            let is_equated = scale.placing(rung) == Placing::Equated(Stated::Explicit);
            Some(Above { grade: grade_of(&rung)?, entry: org.rung(rung), is_equated })
        })
        .filter(|peer| is_without(peer.grade))
        .collect();
    peers.sort_by(|a, b| a.grade.total_cmp(&b.grade).then(b.entry.open.cmp(&a.entry.open)));
    let base: Vec<RungId> = of_ladder().filter(|&rung| usize::from(org.rung_place(rung).track) == track).collect();
    let mut opened = Opened { ladders: Vec::new(), added: Vec::new(), opened: Vec::new() };
    let ladders = with_ladder(org, ladder, |new| {
        let peer_at = |grade: f64| peers.iter().find(|peer| (peer.grade - grade).abs() <= SAME_GRADE);
        let mut below = 0.0_f64;
        for (at, rung) in base.iter().enumerate() {
            let Some(grade) = grade_of(rung) else { continue };
            below = below.max(grade);
            if !is_without(grade) {
                continue;
            }
            let entry = &mut new.tracks[track].entries[at];
            if !entry.open && opening == Opening::Open {
                entry.open = true;
                opened.opened.push(entry.code.clone());
            }
            let code = entry.code.clone();
            if let Some(peer) = peer_at(grade) {
                endow(entry, peer.entry);
                equate(new, peer, &code);
            }
        }
        for grade in missing(below, top, &peers) {
            let peer = peer_at(grade);
            let entries = &new.tracks[track].entries;
            let last = entries.last().map_or("IC0", |entry| entry.code.as_str());
            let code = next_code(new, last);
            let entries = &mut new.tracks[track].entries;
            let title = proposed(entries, peer.map(|peer| peer.entry));
            let mut entry = Rung { open: opening == Opening::Open, ..Rung::named(&code, &title) };
            // The grade that METHOD.md gives an entry without a stated one.
            let usual = (entries.len() + 1) as f64;
            let unstated = if usual > below { usual } else { below + 1.0 };
            entry.grade = ((unstated - grade).abs() > SAME_GRADE).then_some(grade);
            if let Some(peer) = peer {
                endow(&mut entry, peer.entry);
            }
            entries.push(entry);
            if let Some(peer) = peer {
                equate(new, peer, &code);
            }
            opened.added.push(code);
            below = grade;
        }
    });
    opened.ladders = ladders;
    Some(opened)
}

/// Grades of the rungs missing above one: that of each peer, and between them about one per rung.
fn missing(mut below: f64, top: f64, peers: &[Above]) -> Vec<f64> {
    /// A stated grade may be a million rungs away; no real ladder has so many.
    const MOST: f64 = 32.0;
    let mut grades = Vec::new();
    for next in peers.iter().map(|peer| peer.grade).filter(|&grade| grade <= top + SAME_GRADE) {
        let far = next - below;
        if far <= SAME_GRADE {
            continue;
        }
        let steps = far.round().clamp(1.0, MOST);
        grades.extend((1..steps as u32).map(|step| below + far * f64::from(step) / steps));
        grades.push(next);
        below = next;
    }
    grades
}

/// Copies from the peer whatever the entry does not state.
fn endow(entry: &mut Rung, peer: &Rung) {
    entry.pay = entry.pay.or(peer.pay);
    if entry.rights.is_empty() {
        entry.rights.clone_from(&peer.rights);
    }
    if entry.budgets.is_empty() {
        entry.budgets.clone_from(&peer.budgets);
    }
    if entry.forums.is_empty() {
        entry.forums.clone_from(&peer.forums);
    }
}

fn equate(ladder: &mut Ladder, peer: &Above, code: &str) {
    if !peer.is_equated {
        let entry = peer.entry.code.clone();
        ladder.equivalences.push(Equivalence { entry, equals: code.to_owned(), stated: Stated::Explicit });
    }
}

/// The title after the highest one in the track.
fn proposed(entries: &[Rung], peer: Option<&Rung>) -> String {
    let known = TITLES.iter().rposition(|title| entries.iter().any(|entry| entry.title.eq_ignore_ascii_case(title)));
    let next = TITLES.get(known.map_or(3, |at| at + 1)).copied();
    match (next, peer) {
        (Some(title), _) => title.to_owned(),
        (None, Some(peer)) => {
            format!("Technical peer of {}", if peer.title.is_empty() { &peer.code } else { &peer.title })
        }
        (None, None) => "New rung".to_owned(),
    }
}
