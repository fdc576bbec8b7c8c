//! Facts that rules may read, and the counts that all of them share. Nothing is judged here.

use super::{Answer, Bands};
use crate::measure::{Indices, Marks, Measure, Measured, STATED, Scale, WhyMissing};
use crate::org::{Kind, Org, PersonId, Presence, RungId, SeatSource, Tree};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Everything that a rule may read.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The organisation.
    pub org: &'a Org,
    /// Solid reporting lines.
    pub tree: &'a Tree,
    /// Grades of the rungs.
    pub scale: &'a Scale,
    /// Counts of people and seats.
    pub tally: &'a Tally,
    /// Indices of the organisation.
    pub indices: &'a Indices,
    /// Spans of control that differ from those of `tree`, because lines were moved that it does not follow.
    pub spans: &'a [(PersonId, u32)],
}

/// Seats on one rung.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Seats {
    /// Number of persons who are here.
    pub people: u32,
    /// Vacancies, planned seats, posts of rows that stand for several, and further posts of people; in posts.
    pub others: f64,
    /// Those of `others` that are filled: posts of rows that stand for several, further posts of people.
    pub filled: f64,
}

/// Counts shared by rules and reports.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// Indexed by rung.
    pub seats: Vec<Seats>,
    /// IC pay bands by grade.
    pub bands: Bands,
    /// Number of persons who are here.
    pub people: usize,
    /// Number of vacancies.
    pub vacancies: usize,
    /// Number of rows that stand for several posts.
    pub several: usize,
    /// Number of further posts of people who are counted in their first.
    pub posts: usize,
    /// Number of programs.
    pub bots: usize,
    /// Number of rows whose end date lies before the date of the file.
    pub left: usize,
    /// Number of persons who start after the date of the file.
    pub planned: usize,
    /// Number of rows with a rung, bots and leavers left out.
    pub seated: usize,
    /// Number of those whose rung is a suggestion.
    pub suggested: usize,
    /// Number of suggestions, indexed by ladder.
    pub suggested_on: Vec<usize>,
    /// Number of persons without a line of evidence; 0 where people are not shown.
    pub without_line: usize,
    /// Those of them with items that do not count, by the first reason in the order of [`WhyMissing`].
    pub not_counted: BTreeMap<WhyMissing, usize>,
    /// What the evidence of each row comes to, indexed by person; empty where people are not shown.
    records: Vec<Record>,
    /// What [`Facts::held_unsaid`] found: only those who say it ask for it, and an edit need not.
    held_unsaid: OnceLock<usize>,
}

/// What the evidence of a person comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Record {
    /// A line that counts.
    Line,
    /// No item at all.
    Empty,
    /// Items that do not count. The smallest reason, so that the order of the items makes no difference.
    NotCounted(WhyMissing),
}

impl Record {
    fn of(measure: &Measure, person: PersonId) -> Self {
        if measure.has_line(person) {
            return Self::Line;
        }
        let is_recorded = measure.org.evidence(person).next().is_some();
        let why = is_recorded.then(|| measure.missing(person).iter().map(|it| it.why).min()).flatten();
        why.map_or(Self::Empty, Self::NotCounted)
    }
}

impl Tally {
    /// Counts everything in one pass. Evidence is read only where people may be shown.
    pub fn of(org: &Org, scale: &Scale) -> Self {
        Self::again(org, scale, Vec::new())
    }

    /// Counts everything after an edit, and reads only the evidence of those whose data have changed. Not for a change of
    /// the ladder, of the date or of what may be shown.
    pub fn after(self, org: &Org, scale: &Scale, changed: &[PersonId]) -> Self {
        let mut records = self.records;
        if !org.shows_people() || org.has_posts() {
            // What somebody holds in one post counts in another.
            records.clear();
        }
        for &person in changed {
            if let Some(record) = records.get_mut(person.at()) {
                *record = Record::of(&Measure { org, scale }, person);
            }
        }
        Self::again(org, scale, records)
    }

    /// Counts everything, with what is known already of the evidence of the first rows.
    fn again(org: &Org, scale: &Scale, mut records: Vec<Record>) -> Self {
        let (measure, shows_people) = (Measure { org, scale }, org.shows_people());
        if shows_people {
            let new = records.len()..org.len();
            records.extend(new.map(|at| Record::of(&measure, PersonId(at as u32))));
        }
        let mut tally = Tally {
            records,
            seats: vec![Seats::default(); org.rungs().len()],
            suggested_on: vec![0; org.head.ladders.len()],
            bands: Bands::of(org, scale),
            ..Tally::default()
        };
        for person in org.people() {
            let (kind, presence) = (org.kind(person), org.presence(person));
            if org.is_other_post(person) {
                tally.posts += 1;
                if presence == Presence::Here
                    && let Some(seat) = org.seat(person)
                {
                    let seats = &mut tally.seats[usize::from(seat.rung.0)];
                    (seats.others, seats.filled) = (seats.others + 1.0, seats.filled + 1.0);
                }
                continue;
            }
            match (kind, presence) {
                (Kind::Bot, _) => tally.bots += 1,
                (_, Presence::Left) => tally.left += 1,
                (Kind::Vacancy, _) => tally.vacancies += 1,
                (Kind::Several, _) => tally.several += 1,
                (Kind::Person, Presence::Planned) => tally.planned += 1,
                (Kind::Person, Presence::Here) => tally.people += 1,
            }
            if kind == Kind::Bot || presence == Presence::Left {
                continue;
            }
            if let Some(seat) = org.seat(person) {
                let seats = &mut tally.seats[usize::from(seat.rung.0)];
                match (kind, presence) {
                    (Kind::Person, Presence::Here) => seats.people += 1,
                    (Kind::Several, _) => {
                        let posts = org.details(person).posts.unwrap_or(1.0);
                        (seats.others, seats.filled) = (seats.others + posts, seats.filled + posts);
                    }
                    _ => seats.others += 1.0,
                }
                tally.seated += 1;
                if seat.source == SeatSource::Suggested {
                    tally.suggested += 1;
                    tally.suggested_on[usize::from(org.rung_place(seat.rung).ladder)] += 1;
                }
            }
            if let Some(&record) = tally.records.get(person.at()).filter(|&&record| record != Record::Line)
                && org.is_judged(person)
            {
                tally.without_line += 1;
                if let Record::NotCounted(why) = record {
                    *tally.not_counted.entry(why).or_default() += 1;
                }
            }
        }
        tally
    }
}

impl<'a> Facts<'a> {
    /// The method over these facts.
    pub fn measure(&self) -> Measure<'a> {
        Measure { org: self.org, scale: self.scale }
    }

    /// Number of direct reports who are persons.
    pub fn span_of_control(&self, person: PersonId) -> u32 {
        match self.spans.iter().find(|(manager, _)| *manager == person) {
            Some(&(_, span)) => span,
            None => self.tree.span_of_control(self.org, person),
        }
    }

    /// Number of items that count differently because their kind is treated as held although no ladder says so; 0 where
    /// people are not shown. One pass over the people at the first call.
    pub fn held_unsaid(&self) -> usize {
        *self.tally.held_unsaid.get_or_init(|| {
            let (org, measure) = (self.org, self.measure());
            let is_asked = |&person: &PersonId| org.has_details(person) && org.is_judged(person);
            let people = org.people().filter(is_asked).filter(|_| org.shows_people());
            people.map(|person| measure.held_unsaid(person)).sum()
        })
    }

    /// Marks of a ladder; empty for a ladder that does not exist.
    pub fn marks(&self, ladder: u16) -> Marks {
        self.scale.marks.get(usize::from(ladder)).copied().unwrap_or_default()
    }

    /// Seats on a rung.
    pub fn seats(&self, rung: RungId) -> Seats {
        self.tally.seats.get(usize::from(rung.0)).copied().unwrap_or_default()
    }

    /// True if the person has a seat that is not a suggestion.
    pub fn is_seat_firm(&self, person: PersonId) -> bool {
        self.org.seat(person).is_some_and(|seat| seat.source != SeatSource::Suggested)
    }

    /// True if the person's place on the scale rests neither on a suggestion nor on an implied equivalence.
    pub fn is_rung_firm(&self, person: PersonId) -> bool {
        self.is_seat_firm(person) && self.org.seat(person).is_some_and(|seat| !self.scale.is_implied(seat.rung))
    }

    /// True if the person's lines rest on confirmed anchors, or need none.
    pub fn is_evidence_firm(&self, measured: &Measured) -> bool {
        self.measure().constants(measured.person).anchors_confirmed
            || measured.lines.iter().all(|line| line.kind == STATED)
    }
}

/// [`Answer::Confirmed`] on a firm basis, otherwise [`Answer::Possible`].
pub fn confirmed_if(firm: bool) -> Answer {
    if firm { Answer::Confirmed } else { Answer::Possible }
}
