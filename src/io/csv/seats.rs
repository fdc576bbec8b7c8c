//! The ladder of an import and everybody's seat on it: from the file's own grades, else suggested from titles.
//!
//! Direct reports decide the track before the title does. A seat counts as *mapped* where a column gives the
//! rung and either a column, direct reports or their absence gives the track; it is *suggested* as soon as
//! words in a title decide any part of it.

use super::amounts::Amounts;
use super::cells::yearly_middle;
use super::currency::Codes;
use super::field::Field;
use super::grades::{self, Grades};
use super::link::Links;
use super::mapping::{GradeUse, Mapping, hidden, is_name_of};
use super::numbers::number;
use super::order::{self, Evidence, Order};
use super::problems::Problems;
use super::sheets::Sheets;
use super::titles::{self, Chooser, Words};
use super::up::Up;
use super::values;
use crate::io::ladders;
use crate::org::{Ladder, RungId, Seat, SeatSource, TrackKind};
use hashbrown::HashMap;
use std::cell::RefCell;

/// An order of grades that is less sure than this is asked about.
const SURE: f64 = 0.5;

/// How the seats of an import are found.
pub struct Seats {
    /// The ladder that the seats are on.
    pub ladder: Option<Ladder>,
    /// How it came about, a sentence.
    pub how: String,
    /// Rows that somebody reports to.
    has_reports: Vec<bool>,
    /// What the words of each title say: many people share few titles.
    words: RefCell<HashMap<String, Words>>,
    source: Source,
    /// How sure the order of the file's own grades is, from 0 to 1; 1 where there are none.
    pub sure: f64,
    /// The file's own grades in order, the lowest first, with their tracks.
    pub grades: Vec<GradeUse>,
    /// What is decided of titles: the rung that is suggested, `None` for any, and the one that is decided.
    decided: HashMap<String, Vec<(Option<RungId>, RungId)>>,
}

enum Source {
    Grades(Grades, Vec<[Option<u16>; 2]>, Vec<Option<TrackKind>>),
    Titles(Chooser, Vec<(String, RungId)>),
    Nothing,
}

impl Seats {
    /// Decides the ladder: `wanted` if given, else the file's grades, else the house preset over titles.
    pub fn find(
        sheets: &Sheets,
        links: &Links,
        amounts: &Amounts,
        wanted: Option<&Ladder>,
        problems: &mut Problems,
    ) -> Self {
        let mut has_reports = vec![false; sheets.len()];
        for up in links.up.iter() {
            if let Up::Row(above) = up {
                has_reports[above as usize] = true;
            }
        }
        let mut seats = Self {
            ladder: None,
            how: String::new(),
            has_reports,
            words: RefCell::default(),
            source: Source::Nothing,
            sure: 1.0,
            grades: Vec::new(),
            decided: HashMap::new(),
        };
        if wanted.is_none() && sheets.has(Field::Grade) && seats.by_grades(sheets, links, amounts, problems) {
            seats.decide(sheets.mapping);
            return seats;
        }
        let by_codes = wanted.is_some() && sheets.has(Field::Grade);
        if !by_codes && !sheets.has(Field::Title) {
            seats.how = "The file has neither grades nor titles to suggest seats from".to_owned();
            return seats;
        }
        let Some(ladder) = wanted.cloned().or_else(|| ladders::named(ladders::HOUSE)) else { return seats };
        let codes = ladder.tracks.iter().flat_map(|track| &track.entries).enumerate();
        let codes = codes.map(|(at, entry)| (entry.code.to_lowercase(), RungId(at as u16))).collect();
        seats.source = Source::Titles(Chooser::of(&ladder), codes);
        seats.how = format!("Seats are suggested from titles and direct reports on the ladder `{}`", ladder.name);
        seats.ladder = Some(ladder);
        seats.decide(sheets.mapping);
        seats
    }

    /// Takes what is decided of titles; rungs that the ladder does not have are left out.
    fn decide(&mut self, mapping: &Mapping) {
        let Some(ladder) = &self.ladder else { return };
        let rungs = || ladder.tracks.iter().flat_map(|track| &track.entries).zip(0..);
        let find = |code: &str| rungs().find(|(entry, _)| is_name_of(code, &entry.code)).map(|(_, at)| RungId(at));
        for said in &mapping.titles {
            let suggested = if said.suggested.is_empty() { Some(None) } else { find(&said.suggested).map(Some) };
            if let (Some(suggested), Some(rung)) = (suggested, find(&said.rung)) {
                let of_title = self.decided.entry_ref(said.title.as_str()).or_default();
                // The first decision counts, and there are no more than rungs.
                if !of_title.iter().any(|(from, _)| *from == suggested) {
                    of_title.push((suggested, rung));
                }
            }
        }
    }

    /// The seat of a row, and whether its grade cell says nothing more than the rung does.
    pub fn seat(&self, sheets: &Sheets, row: usize) -> (Option<Seat>, bool) {
        let (seat, says_no_more) = self.found(sheets, row);
        let Some(Seat { rung, source: SeatSource::Suggested }) = seat.filter(|_| !self.decided.is_empty()) else {
            return (seat, says_no_more);
        };
        let title = sheets.text(row, Field::Title);
        let decided = self.decided.get(title).or_else(|| self.decided.get(hidden(title).as_str()));
        let decided = decided.into_iter().flatten().find(|(from, _)| from.is_none_or(|from| from == rung));
        let seat = decided.map_or(seat, |&(_, rung)| Some(Seat { rung, source: SeatSource::Confirmed }));
        (seat, says_no_more)
    }

    /// The seat that is suggested for somebody above rows: the lowest management rung above those that they are on.
    pub fn above(&self, sheets: &Sheets, rows: &[u32]) -> Option<Seat> {
        let mut first = 0;
        let mut management = None;
        for track in self.ladder.iter().flat_map(|ladder| &ladder.tracks) {
            let rungs = first..first + track.entries.len() as u16;
            first = rungs.end;
            if track.kind == TrackKind::Management && !rungs.is_empty() && management.is_none() {
                management = Some(rungs);
            }
        }
        let management = management?;
        let below = rows.iter().filter_map(|&row| self.seat(sheets, row as usize).0).map(|seat| seat.rung.0);
        let above = below.filter(|rung| management.contains(rung)).max().map_or(management.start, |rung| rung + 1);
        Some(Seat { rung: RungId(above.min(management.end - 1)), source: SeatSource::Suggested })
    }

    fn by_grades(&mut self, sheets: &Sheets, links: &Links, amounts: &Amounts, problems: &mut Problems) -> bool {
        let rows = 0..sheets.len();
        let grades = match Grades::read(rows.clone().map(|row| sheets.text(row, Field::Grade))) {
            Ok(grades) if grades.names.is_empty() => return false,
            Ok(grades) => grades,
            Err(error) => {
                problems.file(error.to_string(), &error.hint());
                return false;
            }
        };
        if grades.shortened {
            let what = "Grades are used without text in brackets or after a dash".to_owned();
            problems.note(what, "Otherwise there would be too many for a ladder; the full text is kept");
        }
        let (pay, depth) = (|| median_pay(sheets, amounts, &grades), || mean_depth(links, &grades));
        let evidence = Evidence { find_pay: Some(&pay), find_depth: Some(&depth), ..self.evidence(links, &grades) };
        let mut order = order::order(&grades.names, &evidence);
        if !sheets.mapping.grades.is_empty() {
            order = as_said(&grades.names, order, &sheets.mapping.grades);
        }
        let grade = |&at: &u32| GradeUse { name: grades.names[at as usize].clone(), track: order.track[at as usize] };
        (self.grades, self.sure) = (order.grades.iter().map(grade).collect(), order.sure);
        if order.sure < SURE {
            let what = format!("The order of the grades is a guess: {}", order.how);
            problems.file_of("grades", what, "Check the ladder and put its rungs in order");
        }
        let mut is_managed = vec![false; grades.names.len()];
        // Where grades say the track themselves, nobody's decides it.
        let is_fixed = order.track.iter().any(Option::is_some);
        for row in rows.filter(|_| !is_fixed) {
            let meant = grades.of_row(row);
            if let Some(grade) = meant.grade {
                let is = &mut is_managed[grade as usize];
                *is = *is || meant.of_management || self.track(sheets, row).0 == TrackKind::Management;
            }
        }
        let file = sheets.sheets.iter().map(|sheet| sheet.file).collect::<Vec<_>>().join("`, `");
        let made = grades::ladder(&grades.names, &order, &is_managed, &file);
        self.how = format!("The file's {} grades make up the ladder, {}", grades.names.len(), order.how);
        if order.track.iter().any(Option::is_some) {
            let hint = "Set equal rungs so that people on both tracks can be compared";
            problems.note("The file does not state which rungs of its two tracks are equal".to_owned(), hint);
        }
        self.ladder = Some(made.ladder);
        self.source = Source::Grades(grades, made.rungs, order.track);
        true
    }

    /// What lines and leads say of the grades.
    fn evidence(&self, links: &Links, grades: &Grades) -> Evidence<'static> {
        let mut evidence = Evidence { holders: vec![(0, 0); grades.names.len()], ..Evidence::default() };
        // There are few grades, so that a table of all pairs is small.
        let n = grades.names.len();
        let mut lines = vec![0usize; n * n];
        for (row, grade) in grades.of_rows().enumerate() {
            let Some(grade) = grade else { continue };
            let holders = &mut evidence.holders[grade as usize];
            *holders = (holders.0 + 1, holders.1 + usize::from(self.has_reports[row]));
            if let Up::Row(above) = links.up.get(row)
                && let Some(over) = grades.of_row(above as usize).grade
                && over != grade
            {
                lines[over as usize * n + grade as usize] += 1;
            }
        }
        let pair = |at: usize| ((at / n) as u32, (at % n) as u32);
        let lines = lines.into_iter().enumerate().filter(|&(_, count)| count > 0);
        evidence.lines = lines.map(|(at, count)| (pair(at), count)).collect();
        evidence
    }

    fn words(&self, title: &str) -> Words {
        let mut known = self.words.borrow_mut();
        if let Some(&words) = known.get(title) {
            return words;
        }
        let words = titles::words(title);
        known.insert(title.to_owned(), words);
        words
    }

    /// Track of a row, and whether something firmer than its title says so.
    fn track(&self, sheets: &Sheets, row: usize) -> (TrackKind, bool) {
        if let Some(kind) = stated_track(sheets.text(row, Field::Track)) {
            return (kind, true);
        }
        let cost = sheets.text(row, Field::ReportsCost);
        if self.has_reports[row] || (!cost.is_empty() && number(cost).is_some_and(|cost| cost > 0.0)) {
            return (TrackKind::Management, true);
        }
        match self.words(sheets.text(row, Field::Title)).management {
            Some(_) => (TrackKind::Management, false),
            None => (TrackKind::Ic, true),
        }
    }

    /// The same before what is decided of titles.
    fn found(&self, sheets: &Sheets, row: usize) -> (Option<Seat>, bool) {
        match &self.source {
            Source::Nothing => (None, false),
            Source::Grades(grades, rungs, fixed) => {
                let meant = grades.of_row(row);
                let Some(grade) = meant.grade else { return (None, true) };
                let (kind, sure) = match fixed[grade as usize] {
                    Some(kind) => (kind, true),
                    None if meant.of_management => (TrackKind::Management, true),
                    None => self.track(sheets, row),
                };
                let rungs = rungs[grade as usize];
                let side = usize::from(kind == TrackKind::Management);
                let source = if sure { SeatSource::Mapped } else { SeatSource::Suggested };
                let seat = rungs[side].or(rungs[1 - side]).map(|rung| Seat { rung: RungId(rung), source });
                let is_said = meant.of_management && fixed[grade as usize].is_none();
                (seat, is_said || meant.is_name)
            }
            Source::Titles(chooser, codes) => {
                let grade = sheets.text(row, Field::Grade);
                let given = codes.iter().find(|(code, _)| !grade.is_empty() && grade.eq_ignore_ascii_case(code));
                if let Some(&(_, rung)) = given {
                    return (Some(Seat { rung, source: SeatSource::Mapped }), true);
                }
                let title = sheets.text(row, Field::Title);
                if values::is_missing(title) {
                    return (None, false);
                }
                let rung = chooser.choose(self.track(sheets, row).0, self.words(title));
                (rung.map(|rung| Seat { rung: RungId(rung), source: SeatSource::Suggested }), false)
            }
        }
    }
}

/// The order that is said; a grade of which nothing is said stands above the one that is found below it.
fn as_said(names: &[String], found: Order, said: &[GradeUse]) -> Order {
    let place = |name: &String| said.iter().position(|grade| is_name_of(&grade.name, name));
    let places: Vec<Option<usize>> = names.iter().map(place).collect();
    let mut below = 0;
    let mut order = Vec::with_capacity(found.grades.len());
    for (step, grade) in found.grades.into_iter().enumerate() {
        let place = places[grade as usize];
        below = place.map_or(below, |place| place + 1);
        // Between two that are said, after the one below it.
        order.push((place.map_or((below, step + 1), |place| (place + 1, 0)), grade));
    }
    order.sort_unstable();
    let mut track = found.track;
    for (track, place) in track.iter_mut().zip(&places) {
        if let Some(place) = place {
            *track = said[*place].track;
        }
    }
    let grades = order.into_iter().map(|(_, grade)| grade).collect();
    Order { grades, track, how: "in the order that was chosen".to_owned(), sure: 1.0 }
}

/// Mean number of lines from the holders of each grade up to the top.
fn mean_depth(links: &Links, grades: &Grades) -> Vec<f64> {
    let mut sums = vec![(0.0, 0usize); grades.names.len()];
    for (depth, grade) in depths(links).into_iter().zip(grades.of_rows()) {
        if let Some(grade) = grade {
            let sum = &mut sums[grade as usize];
            *sum = (sum.0 + f64::from(depth), sum.1 + 1);
        }
    }
    sums.into_iter().map(|(sum, holders)| sum / holders.max(1) as f64).collect()
}

/// Lines from each row up to the top; a loop has no top, and counts from where it was met.
fn depths(links: &Links) -> Vec<u32> {
    const NEW: u32 = u32::MAX;
    const WALKED: u32 = u32::MAX - 1;
    let mut depths = vec![NEW; links.up.len()];
    let mut way = Vec::new();
    for start in 0..links.up.len() {
        let mut at = start;
        let mut depth = loop {
            match depths[at] {
                NEW => {}
                WALKED => break 0,
                known => break known,
            }
            match links.up.get(at) {
                Up::Row(above) => {
                    depths[at] = WALKED;
                    way.push(at);
                    at = above as usize;
                }
                _ => {
                    depths[at] = 0;
                    break 0;
                }
            }
        };
        for row in way.drain(..).rev() {
            depth += 1;
            depths[row] = depth;
        }
    }
    depths
}

fn stated_track(text: &str) -> Option<TrackKind> {
    let is = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if text.is_empty() {
        None
    } else if values::is_yes(text) || is(&["m", "mgmt", "management", "manager", "people manager", "mngr", "mng+"]) {
        Some(TrackKind::Management)
    } else if values::is_no(text) || is(&["ic", "individual contributor", "non-manager", "individual"]) {
        Some(TrackKind::Ic)
    } else {
        None
    }
}

/// Median pay of each grade; `None` where nobody's is given. Of a grade that very many hold, some evenly spread tell it,
/// unless the pay of most of them is missing.
fn median_pay(sheets: &Sheets, amounts: &Amounts, grades: &Grades) -> Vec<Option<f64>> {
    const LOOKED_AT: usize = 500;
    let mut holders = vec![0usize; grades.names.len()];
    grades.of_rows().flatten().for_each(|grade| holders[grade as usize] += 1);
    let mut steps: Vec<usize> = holders.iter().map(|holders| holders.div_ceil(LOOKED_AT).max(1)).collect();
    let mut pay = every(sheets, amounts, grades, &steps);
    let mut is_enough = true;
    for ((step, pay), holders) in steps.iter_mut().zip(&pay).zip(holders) {
        if *step > 1 && pay.len() * 2 < holders / *step {
            (*step, is_enough) = (1, false);
        }
    }
    if !is_enough {
        pay = every(sheets, amounts, grades, &steps);
    }
    let median = |mut amounts: Vec<f64>| {
        let middle = amounts.len() / 2;
        (!amounts.is_empty()).then(|| *amounts.select_nth_unstable_by(middle, f64::total_cmp).1)
    };
    pay.into_iter().map(median).collect()
}

/// The pay of each grade's holders, of every so many one.
fn every(sheets: &Sheets, amounts: &Amounts, grades: &Grades, steps: &[usize]) -> Vec<Vec<f64>> {
    let mut pay: Vec<Vec<f64>> = vec![Vec::new(); steps.len()];
    let mut seen = vec![0usize; steps.len()];
    let in_currency = (amounts.reporting_currency(), &Codes::default());
    for (row, grade) in grades.of_rows().enumerate() {
        let Some(grade) = grade.map(|grade| grade as usize) else { continue };
        if seen[grade].is_multiple_of(steps[grade]) {
            pay[grade].extend(yearly_middle(sheets, amounts, in_currency, row));
        }
        seen[grade] += 1;
    }
    pay
}
