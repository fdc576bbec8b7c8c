//! What a rule may look at, and what is counted once for all of them.

use super::{Answer, Bands};
use crate::measure::{Indices, Marks, Measure, Measured, STATED, Scale, WhyMissing};
use crate::org::{Kind, Org, PersonId, Presence, RungId, SeatSource, Tree};
use std::collections::BTreeMap;

/// Everything that a rule may look at.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The organisation.
    pub org: &'a Org,
    /// Its solid lines.
    pub tree: &'a Tree,
    /// Grades of its rungs.
    pub scale: &'a Scale,
    /// Its people counted.
    pub tally: &'a Tally,
    /// The organisation's indices.
    pub indices: &'a Indices,
    /// Spans of control that are others than the forest's, where lines were moved that it does not follow.
    pub spans: &'a [(PersonId, u32)],
}

/// Who sits on a rung.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Seats {
    /// Persons who are here.
    pub people: u32,
    /// Vacancies, planned seats, posts of rows that stand for several, and further posts of people.
    pub others: f64,
    /// Those of the others that are filled: posts of rows that stand for several, further posts of people.
    pub filled: f64,
}

/// Counts that rules and reports share.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// One entry per rung.
    pub seats: Vec<Seats>,
    /// IC pay bands by grade.
    pub bands: Bands,
    /// Persons who are here.
    pub people: usize,
    /// Vacancies.
    pub vacancies: usize,
    /// Rows that stand for several posts.
    pub several: usize,
    /// Further posts of people who are counted in their first.
    pub posts: usize,
    /// Programs.
    pub bots: usize,
    /// Rows whose end date lies before the date of the file.
    pub left: usize,
    /// Persons who start after the date of the file.
    pub planned: usize,
    /// Rows with a rung, bots and leavers left out.
    pub seated: usize,
    /// Those of them whose rung is a suggestion.
    pub suggested: usize,
    /// Suggestions by ladder.
    pub suggested_on: Vec<usize>,
    /// Persons without a line of evidence; 0 where people are not shown.
    pub without_line: usize,
    /// Those of them with items that do not count, by the reason that comes first in [`WhyMissing`].
    pub not_counted: BTreeMap<WhyMissing, usize>,
    /// Items that count as held though no ladder says so, and would count otherwise; 0 where people are not shown.
    pub held_unsaid: usize,
}

impl Tally {
    /// Counts in one pass. Evidence is looked at only where people may be shown.
    pub fn of(org: &Org, scale: &Scale) -> Self {
        let (measure, shows_people) = (Measure { org, scale }, org.shows_people());
        let mut tally = Tally {
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
            if shows_people && org.has_details(person) && org.is_judged(person) {
                tally.held_unsaid += measure.held_unsaid(person);
            }
            if shows_people && org.is_judged(person) && !measure.has_line(person) {
                tally.without_line += 1;
                // The same whatever the order of the items.
                if org.evidence(person).next().is_some()
                    && let Some(why) = measure.missing(person).iter().map(|it| it.why).min()
                {
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

    /// Direct reports of somebody who are persons.
    pub fn span_of_control(&self, person: PersonId) -> u32 {
        match self.spans.iter().find(|(manager, _)| *manager == person) {
            Some(&(_, span)) => span,
            None => self.tree.span_of_control(self.org, person),
        }
    }

    /// The marks of a ladder.
    pub fn marks(&self, ladder: u16) -> Marks {
        self.scale.marks.get(usize::from(ladder)).copied().unwrap_or_default()
    }

    /// Who sits on a rung.
    pub fn seats(&self, rung: RungId) -> Seats {
        self.tally.seats.get(usize::from(rung.0)).copied().unwrap_or_default()
    }

    /// Whether somebody's seat is more than a suggestion.
    pub fn is_seat_firm(&self, person: PersonId) -> bool {
        self.org.seat(person).is_some_and(|seat| seat.source != SeatSource::Suggested)
    }

    /// Whether somebody's place on the scale is more than a suggestion or an implication.
    pub fn is_rung_firm(&self, person: PersonId) -> bool {
        self.is_seat_firm(person) && self.org.seat(person).is_some_and(|seat| !self.scale.is_implied(seat.rung))
    }

    /// Whether the lines of somebody rest on confirmed anchors, or on none.
    pub fn is_evidence_firm(&self, measured: &Measured) -> bool {
        self.measure().constants(measured.person).anchors_confirmed
            || measured.lines.iter().all(|line| line.kind == STATED)
    }
}

/// Confirmed where what it rests on is firm, else possible.
pub fn confirmed_if(firm: bool) -> Answer {
    if firm { Answer::Confirmed } else { Answer::Possible }
}
