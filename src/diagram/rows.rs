//! Rows of the tracks view: distinct grades, highest first, then tracks that cannot be compared, then people without a
//! known rung.

use crate::layout::Lane;
use crate::measure::{Placing, SAME_GRADE};
use crate::org::{Kind, Org, PersonId, Presence, RungId, SeatSource, Stated, TrackKind};
use crate::rules::Facts;

/// Meaning of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RowKind {
    /// Grade on the common scale.
    Grade(f64),
    /// Rung of a track that is not compared.
    Apart,
    /// People without a known rung.
    NoRung,
}

/// A row of the tracks view.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Meaning.
    pub kind: RowKind,
    /// Rungs in the row, in file order.
    pub rungs: Vec<RungId>,
    /// Label, as in "IC8 = VP".
    pub label: String,
    /// Label made of codes, as in "IC8 = M5", for when the label has no room.
    pub codes: String,
    /// Codes of the IC rungs.
    pub ic_codes: String,
    /// Label in full, for a tooltip.
    pub full: String,
    /// Number of seats left and right of the gutter; a row for several posts counts as many. 0 until people are placed.
    pub seats: [f64; 2],
    /// True if an IC rung, or a management rung, in the row is open.
    pub open: [bool; 2],
}

impl Row {
    /// True if a row of another picture means the same: the same grade, or the same rungs that cannot be compared.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self.kind, other.kind) {
            (RowKind::Grade(here), RowKind::Grade(there)) => (here - there).abs() <= SAME_GRADE,
            (here, there) => here == there && self.codes == other.codes,
        }
    }
}

/// Rows, with the row and lane of every person.
pub struct Rows {
    pub rows: Vec<Row>,
    row_of_rung: Vec<u32>,
    /// For the picture of one path, the row on which people of a rung stand without reports; otherwise empty.
    below_of_rung: Vec<Option<u32>>,
    /// Row of people without a known rung, after all others.
    no_rung: u32,
}

impl Rows {
    pub fn of(facts: &Facts, is_one_path: bool) -> Self {
        let org = facts.org;
        let is_shown = shown(facts);
        let mut placed: Vec<(f64, RungId)> = org
            .rungs()
            .filter(|rung| is_shown[usize::from(rung.0)])
            .filter_map(|rung| Some((facts.scale.grade(rung)?, rung)))
            .collect();
        placed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut rows: Vec<Row> = Vec::new();
        let mut row_of_rung = vec![0; org.rungs().len()];
        let row = |kind, rungs| Row {
            kind,
            rungs,
            label: String::new(),
            codes: String::new(),
            ic_codes: String::new(),
            full: String::new(),
            seats: [0.0; 2],
            open: [false; 2],
        };
        for (grade, rung) in placed {
            match rows.last_mut() {
                Some(Row { kind: RowKind::Grade(above), rungs, .. }) if *above - grade <= SAME_GRADE => {
                    rungs.push(rung);
                }
                _ => rows.push(row(RowKind::Grade(grade), vec![rung])),
            }
            row_of_rung[rung.0 as usize] = rows.len() as u32 - 1;
        }
        // Tracks that are not compared, each from its highest rung down.
        let is_apart = |&rung: &RungId| facts.scale.grade(rung).is_none() && is_shown[usize::from(rung.0)];
        for rung in org.rungs().rev().filter(is_apart) {
            row_of_rung[rung.0 as usize] = rows.len() as u32;
            rows.push(row(RowKind::Apart, vec![rung]));
        }
        let no_rung = rows.len() as u32;
        if org.people().any(|person| org.seat(person).is_none() && is_drawn(org, person)) {
            rows.push(row(RowKind::NoRung, Vec::new()));
        }
        let below_of_rung = if is_one_path { rows_below(facts, &rows) } else { Vec::new() };
        // Titles of management say more than codes, provided that all are short.
        let is_short = |rung: RungId| (1..=12).contains(&org.rung(rung).title.chars().count());
        let mut management = org.rungs().filter(|&rung| org.track(rung).kind == TrackKind::Management);
        let has_titles = management.all(is_short);
        let mut all = Self { rows, row_of_rung, below_of_rung, no_rung };
        for row in &mut all.rows {
            let ic = row.rungs.iter().filter(|&&rung| org.track(rung).kind == TrackKind::Ic);
            row.ic_codes = ic.map(|&rung| org.rung(rung).code.as_str()).collect::<Vec<_>>().join(", ");
            (row.label, row.codes, row.full) = label(facts, has_titles, row);
            for &rung in &row.rungs {
                let is_lost = all.below_of_rung.get(usize::from(rung.0)).copied().flatten().is_some();
                row.open[lane_of(org.track(rung).kind) as usize] |= org.rung(rung).open && !is_lost;
            }
        }
        all
    }

    /// For each row, true if it is below the fork or cannot be compared with it.
    pub fn below_fork(&self, facts: &Facts) -> Vec<bool> {
        let fork = facts.scale.marks.iter().filter_map(|marks| marks.fork).fold(f64::INFINITY, f64::min);
        let is_below = |row: &Row| match row.kind {
            RowKind::Grade(grade) => grade < fork - SAME_GRADE,
            RowKind::Apart | RowKind::NoRung => true,
        };
        self.rows.iter().map(is_below).collect()
    }

    /// Row and lane of a person. Without a known rung this is the last row, on the side that their reports suggest. On
    /// one path, people on an IC rung at or above the fork stand in management if they have reports, and below the fork
    /// if not.
    pub fn place(&self, facts: &Facts, person: PersonId) -> (u32, Lane) {
        match facts.org.seat(person) {
            Some(seat) => {
                let row = self.row_of_rung[seat.rung.0 as usize];
                match self.below_of_rung.get(usize::from(seat.rung.0)).copied().flatten() {
                    Some(_) if facts.tree.is_manager(facts.org, person) => (row, Lane::Management),
                    Some(below) => (below, Lane::Ic),
                    None => (row, lane_of(facts.org.track(seat.rung).kind)),
                }
            }
            None => {
                let lane = if facts.tree.reports(person).len() > 0 { Lane::Management } else { Lane::Ic };
                (self.no_rung, lane)
            }
        }
    }
}

impl Rows {
    /// True for the rows of the picture of one path.
    pub fn is_one_path(&self) -> bool {
        !self.below_of_rung.is_empty()
    }

    /// Row of the rung that a person would lose on one path; `None` if they would keep it.
    pub fn lost_row(&self, facts: &Facts, person: PersonId) -> Option<u32> {
        let rung = facts.org.seat(person)?.rung;
        let below = (*self.below_of_rung.get(usize::from(rung.0))?)?;
        let row = self.row_of_rung[usize::from(rung.0)];
        (row != below && !facts.tree.is_manager(facts.org, person)).then_some(row)
    }

    /// People who would have to leave the craft or lose their rung on one path, in file order, with the row of the
    /// rung.
    pub fn lost(&self, facts: &Facts) -> Vec<(PersonId, u32)> {
        let org = facts.org;
        let of = |person: PersonId| Some((person, self.lost_row(facts, person)?));
        org.people().filter(|&person| org.is_judged(person)).filter_map(of).collect()
    }
}

/// For each rung, true if it has a row. In a ladder on which most seats are suggestions, these are the rungs that somebody
/// holds, the next one above them on each track, and whatever shares a row with one of them: the others say nothing
/// about this organisation.
fn shown(facts: &Facts) -> Vec<bool> {
    let org = facts.org;
    let mut is_shown = vec![true; org.rungs().len()];
    let ladders = facts.tally.suggested_on.iter().enumerate();
    let suggested: Vec<usize> = ladders.filter(|(_, seats)| **seats > 0).map(|(ladder, _)| ladder).collect();
    if suggested.is_empty() {
        return is_shown;
    }
    // Rungs that are held, and by ladder how many more seats are given than suggested.
    let mut held = vec![false; is_shown.len()];
    let mut given = vec![0i64; org.head.ladders.len()];
    for seat in org.people().filter(|&person| is_drawn(org, person)).filter_map(|person| org.seat(person)) {
        held[usize::from(seat.rung.0)] = true;
        let is_given = seat.source != SeatSource::Suggested;
        given[usize::from(org.rung_place(seat.rung).ladder)] += if is_given { 1 } else { -1 };
    }
    for ladder in suggested.into_iter().filter(|&ladder| given[ladder] < 0) {
        let place = |rung: RungId| org.rung_place(rung);
        let on_ladder: Vec<RungId> = org.rungs().filter(|&it| usize::from(place(it).ladder) == ladder).collect();
        // Rungs of a track ascend; if nobody holds any, the lowest one comes next.
        for track in on_ladder.chunk_by(|&a, &b| place(a).track == place(b).track) {
            let highest = track.iter().rposition(|rung| held[usize::from(rung.0)]);
            let next = highest.map_or(0, |highest| highest + 1);
            for (at, rung) in track.iter().enumerate() {
                is_shown[usize::from(rung.0)] = at == next || held[usize::from(rung.0)];
            }
        }
    }
    let grade = |rung: RungId| facts.scale.grade(rung);
    let mut rows: Vec<f64> = org.rungs().filter(|it| is_shown[usize::from(it.0)]).filter_map(grade).collect();
    rows.sort_by(f64::total_cmp);
    for rung in org.rungs() {
        let beside = grade(rung).and_then(|grade| {
            let at = rows.partition_point(|&row| row < grade - SAME_GRADE);
            rows.get(at).filter(|&&row| row <= grade + SAME_GRADE)
        });
        is_shown[usize::from(rung.0)] |= beside.is_some();
    }
    is_shown
}

/// For each rung, the row below the fork on which its people stand without reports on one path; `None` for rungs that
/// one path has too.
fn rows_below(facts: &Facts, rows: &[Row]) -> Vec<Option<u32>> {
    let below = |fork: f64| {
        let is_below = |row: &Row| matches!(row.kind, RowKind::Grade(grade) if grade < fork - SAME_GRADE);
        let is_graded = |row: &Row| matches!(row.kind, RowKind::Grade(_));
        // If the tracks part at the very bottom, there is nothing below: take the lowest graded row.
        rows.iter().position(is_below).or_else(|| rows.iter().rposition(is_graded)).map(|row| row as u32)
    };
    let forks: Vec<Option<(f64, u32)>> =
        facts.scale.marks.iter().map(|marks| Some((marks.fork?, below(marks.fork?)?))).collect();
    let of_rung = |rung| {
        let (fork, row) = (*forks.get(usize::from(facts.org.rung_place(rung).ladder))?)?;
        let grade = facts.scale.grade(rung)?;
        (facts.org.track(rung).kind == TrackKind::Ic && grade >= fork - SAME_GRADE).then_some(row)
    };
    facts.org.rungs().map(of_rung).collect()
}

/// Lane of a kind of track.
pub fn lane_of(kind: TrackKind) -> Lane {
    match kind {
        TrackKind::Ic => Lane::Ic,
        TrackKind::Management => Lane::Management,
    }
}

/// True if the person is drawn and counted in the seats of the picture.
pub fn is_drawn(org: &Org, person: PersonId) -> bool {
    org.presence(person) != Presence::Left && org.kind(person) != Kind::Bot
}

/// Label of a row, the same in codes, and in full. "=" stands only for a stated equivalence.
fn label(facts: &Facts, has_titles: bool, row: &Row) -> (String, String, String) {
    let org = facts.org;
    if row.kind == RowKind::NoRung {
        return ("No rung".to_owned(), "No rung".to_owned(), "These people have no rung".to_owned());
    }
    let side = |kind: TrackKind| row.rungs.iter().copied().filter(move |&rung| org.track(rung).kind == kind);
    let short = |rung: RungId| {
        let entry = org.rung(rung);
        if has_titles { entry.title.as_str() } else { entry.code.as_str() }
    };
    let code = |rung: RungId| org.rung(rung).code.as_str();
    let ic: Vec<&str> = side(TrackKind::Ic).map(code).collect();
    let stated =
        side(TrackKind::Management).any(|rung| matches!(facts.scale.placing(rung), Placing::Equated(Stated::Explicit)));
    let join = |mut words: Vec<&str>| {
        words.dedup();
        let more = words.len().saturating_sub(2);
        words.truncate(2);
        if more > 0 { format!("{} +{more}", words.join(", ")) } else { words.join(", ") }
    };
    let words = |management: Vec<&str>| match (ic.is_empty(), management.is_empty()) {
        // Both sides have the same words, so write them once.
        (false, false) if !stated && ic == management => join(ic.clone()),
        (false, false) => format!("{} {} {}", join(ic.clone()), if stated { "=" } else { "·" }, join(management)),
        _ => join(if ic.is_empty() { management } else { ic.clone() }),
    };
    let label = words(side(TrackKind::Management).map(short).collect());
    let codes = words(side(TrackKind::Management).map(code).collect());
    let full: Vec<String> = row
        .rungs
        .iter()
        .map(|&rung| {
            let entry = org.rung(rung);
            let words = if entry.title.is_empty() || entry.code.contains(&entry.title) {
                entry.code.clone()
            } else {
                format!("{} {}", entry.code, entry.title)
            };
            if entry.open { words } else { format!("{words} (planned)") }
        })
        .collect();
    let mut full = full.join(if stated { " = " } else { " · " });
    if let RowKind::Grade(grade) = row.kind
        && row.rungs.iter().any(|&rung| matches!(facts.scale.placing(rung), Placing::Interpolated(_)))
    {
        full.push_str(&format!("\nGrade {grade:.2}, placed between stated equivalences"));
    }
    if row.kind == RowKind::Apart {
        full.push_str("\nNot compared: set equal rungs first");
    }
    (label, codes, full)
}
