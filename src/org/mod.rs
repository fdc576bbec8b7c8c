//! The model: an organisation in columns behind [`PersonId`], its lines in petgraph, its ladders. Knows no file, no
//! clock, no method and no picture.

mod build;
mod carry;
mod change;
pub mod constants;
mod evidence;
pub mod formula;
mod head;
mod keys;
mod ladder;
mod lines;
mod numbered;
mod person;
mod posts;
mod remove;
mod removed;
mod rights;
mod sparse;
pub mod text;
mod tree;

pub use build::{Builder, Row};
pub use change::{TextField, put_in_order};
pub use constants::{Anchor, Constants, EvidenceKind};
pub use evidence::{Evidence, Particulars, Period, Provenance};
pub use head::*;
pub use keys::Keys;
pub use ladder::{Equivalence, Ladder, Rung, RungId, RungPlace, Seat, SeatSource, Stated, Track, TrackKind};
pub use lines::{Line, Lines};
pub use person::*;
pub use remove::Kept;
pub use rights::{Approval, Budget, Resource, Right, Role};
pub use sparse::{CommonValue, Sparse};
pub use tree::Tree;

use jiff::civil::Date;
use removed::Removed;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use text::{Symbol, Symbols, TextColumn};

/// Presence of a person at `as_of`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Present.
    Here,
    /// Left before `as_of`, or removed.
    Left,
    /// Starting after `as_of`: a planned seat.
    Planned,
}

/// A manager named in the file who could not be linked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unlinked {
    /// A key, name or slug that nobody in the file has.
    Unknown(String),
    /// The person's own key.
    Itself(String),
}

const NO_RUNG: u16 = u16::MAX;
const NO_DETAILS: u32 = u32::MAX;

/// Everything that a file records, with people in columns. Built by [`Builder`], changed by `edit`.
#[derive(Clone, Debug)]
pub struct Org {
    /// Name, date, ladders and the like.
    pub head: Head,
    keys: Keys,
    names: TextColumn,
    symbols: Symbols,
    title: Vec<Symbol>,
    team: Vec<Symbol>,
    location: Vec<Symbol>,
    status: Vec<Symbol>,
    rung: Vec<u16>,
    seat_source: Vec<SeatSource>,
    kind: Vec<Kind>,
    start: Vec<Option<Date>>,
    end: Vec<Option<Date>>,
    pay: Vec<Pay>,
    details_at: Vec<u32>,
    details: Vec<Details>,
    no_details: Details,
    unlinked: BTreeMap<PersonId, Unlinked>,
    order: BTreeMap<PersonId, f64>,
    rung_places: Vec<RungPlace>,
    lines: Lines,
    removed: Removed,
    numbered: numbered::Numbered,
}

impl Org {
    /// Number of handles, including those of removed people; handles run from 0.
    pub fn len(&self) -> usize {
        self.title.len()
    }

    /// Number of rows of any kind.
    pub fn count(&self) -> usize {
        self.len() - self.removed.count()
    }

    /// True without any rows.
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    /// True for the handle of a person of this organisation who has not been removed.
    pub fn has(&self, person: PersonId) -> bool {
        person.at() < self.len() && !self.removed.has(person)
    }

    /// Everybody in file order, without removed people.
    pub fn people(&self) -> impl DoubleEndedIterator<Item = PersonId> + '_ {
        (0..self.len() as u32).map(PersonId).filter(|&person| !self.removed.has(person))
    }

    /// Unique key of a person.
    pub fn key(&self, person: PersonId) -> &str {
        self.keys.get(person.0)
    }

    /// Person with a key.
    pub fn find(&self, key: &str) -> Option<PersonId> {
        self.keys.find(key).map(PersonId)
    }

    /// Name; empty when not given.
    pub fn name(&self, person: PersonId) -> &str {
        self.names.get(person.0)
    }

    /// Name, or the key when there is none.
    pub fn label(&self, person: PersonId) -> &str {
        match self.name(person) {
            "" => self.key(person),
            name => name,
        }
    }

    /// Title; empty when not given.
    pub fn title(&self, person: PersonId) -> &str {
        self.symbols.get(self.title[person.at()])
    }

    /// Team or department; empty when not given.
    pub fn team(&self, person: PersonId) -> &str {
        self.symbols.get(self.team[person.at()])
    }

    /// Handles of title and team. A result computed for a handle holds for everybody who has it.
    pub fn title_and_team(&self, person: PersonId) -> [Symbol; 2] {
        [self.title[person.at()], self.team[person.at()]]
    }

    /// Number of symbols in use; they run from 0.
    pub fn symbols(&self) -> usize {
        self.symbols.len()
    }

    /// Location; empty when not given.
    pub fn location(&self, person: PersonId) -> &str {
        self.symbols.get(self.location[person.at()])
    }

    /// Employment status; empty when not given.
    pub fn status(&self, person: PersonId) -> &str {
        self.symbols.get(self.status[person.at()])
    }

    /// Text behind a symbol of this org.
    pub fn text(&self, symbol: Symbol) -> &str {
        self.symbols.get(symbol)
    }

    /// Kind of row.
    pub fn kind(&self, person: PersonId) -> Kind {
        self.kind[person.at()]
    }

    /// First day.
    pub fn start(&self, person: PersonId) -> Option<Date> {
        self.start[person.at()]
    }

    /// Last day.
    pub fn end(&self, person: PersonId) -> Option<Date> {
        self.end[person.at()]
    }

    /// Pay as recorded.
    pub fn pay(&self, person: PersonId) -> Pay {
        self.pay[person.at()]
    }

    /// Seat; `None` without a known rung.
    pub fn seat(&self, person: PersonId) -> Option<Seat> {
        match self.rung[person.at()] {
            NO_RUNG => None,
            rung => Some(Seat { rung: RungId(rung), source: self.seat_source[person.at()] }),
        }
    }

    /// Details of a person; an empty value for most.
    pub fn details(&self, person: PersonId) -> &Details {
        match self.details_at[person.at()] {
            NO_DETAILS => &self.no_details,
            at => &self.details[at as usize],
        }
    }

    /// True when [`Self::details`] is not empty.
    pub fn has_details(&self, person: PersonId) -> bool {
        self.details_at[person.at()] != NO_DETAILS
    }

    /// Named manager who could not be linked.
    pub fn unlinked(&self, person: PersonId) -> Option<&Unlinked> {
        self.unlinked.get(&person)
    }

    /// Everybody whose named manager could not be linked, in file order.
    pub fn all_unlinked(&self) -> impl Iterator<Item = (PersonId, &Unlinked)> {
        self.unlinked.iter().map(|(&person, unlinked)| (person, unlinked))
    }

    /// Finite sort key among siblings, smallest first; `None` for the order of the file, after everybody with a key.
    pub fn order(&self, person: PersonId) -> Option<f64> {
        self.order.get(&person).copied()
    }

    /// Order of two people with the same manager.
    pub fn cmp_siblings(&self, a: PersonId, b: PersonId) -> Ordering {
        let place = |person| self.order(person).unwrap_or(f64::INFINITY);
        place(a).total_cmp(&place(b)).then(a.cmp(&b))
    }

    /// Everybody with a sort key of their own.
    pub fn ordered(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.order.keys().copied()
    }

    /// True when anybody has a sort key of their own.
    pub fn is_ordered(&self) -> bool {
        !self.order.is_empty()
    }

    /// Lines between people.
    pub fn lines(&self) -> &Lines {
        &self.lines
    }

    /// Solid-line manager as given, including loops and people who have left.
    pub fn manager(&self, person: PersonId) -> Option<PersonId> {
        self.lines.above(person, Line::Solid).first().copied()
    }

    /// All rungs of all ladders, in file order.
    pub fn rungs(&self) -> impl ExactSizeIterator<Item = RungId> + DoubleEndedIterator + use<> {
        (0..self.rung_places.len() as u16).map(RungId)
    }

    /// Rungs of one ladder, in file order. Logarithmic in the rungs of all.
    pub fn rungs_of(&self, ladder: u16) -> impl ExactSizeIterator<Item = RungId> + DoubleEndedIterator + use<> {
        // Rungs are numbered ladder by ladder.
        let begin = self.rung_places.partition_point(|place| place.ladder < ladder);
        let end = self.rung_places.partition_point(|place| place.ladder <= ladder);
        (begin as u16..end as u16).map(RungId)
    }

    /// Place of a rung in the ladders.
    pub fn rung_place(&self, rung: RungId) -> RungPlace {
        self.rung_places[rung.0 as usize]
    }

    /// Entry of a rung.
    pub fn rung(&self, rung: RungId) -> &Rung {
        let place = self.rung_place(rung);
        &self.head.ladders[place.ladder as usize].tracks[place.track as usize].entries[place.entry as usize]
    }

    /// Track of a rung.
    pub fn track(&self, rung: RungId) -> &Track {
        let place = self.rung_place(rung);
        &self.head.ladders[place.ladder as usize].tracks[place.track as usize]
    }

    /// Ladder of a rung.
    pub fn ladder(&self, rung: RungId) -> &Ladder {
        &self.head.ladders[self.rung_place(rung).ladder as usize]
    }

    /// Track kind of a person's seat; `None` without a known rung.
    pub fn track_kind(&self, person: PersonId) -> Option<TrackKind> {
        self.seat(person).map(|seat| self.track(seat.rung).kind)
    }

    /// Rung with a code, in the named ladder; in the first that has it when `ladder` is empty.
    pub fn find_rung(&self, ladder: &str, code: &str) -> Option<RungId> {
        find_rung(&self.head.ladders, &self.rung_places, ladder, code)
    }

    /// Presence of a person at `as_of`.
    pub fn presence(&self, person: PersonId) -> Presence {
        let as_of = self.head.as_of;
        if self.removed.has(person) || self.end[person.at()].is_some_and(|end| end < as_of) {
            Presence::Left
        } else if self.start[person.at()].is_some_and(|start| start > as_of) {
            Presence::Planned
        } else {
            Presence::Here
        }
    }

    /// Whether a row is judged and enters medians and spans: a person who is here, in the first of several posts.
    pub fn is_judged(&self, person: PersonId) -> bool {
        self.kind(person) == Kind::Person && self.presence(person) == Presence::Here && !self.is_other_post(person)
    }

    /// True when anybody's last day lies before `as_of`.
    pub fn someone_left(&self) -> bool {
        self.end.iter().flatten().any(|&end| end < self.head.as_of)
    }

    /// True when anybody has a line of evidence.
    pub fn has_evidence(&self) -> bool {
        self.details.iter().any(|details| !details.evidence.is_empty())
    }

    /// True when findings, badges and numbers of people may be shown.
    pub fn shows_people(&self) -> bool {
        matches!(self.head.mode, Mode::People { .. })
    }

    /// True when pay of five people and more together, and the bands of rungs, may be shown: not where the owner of a file
    /// has locked it to structure only, and not in a meeting.
    pub fn shows_sums_of_pay(&self) -> bool {
        !matches!(self.head.mode, Mode::StructureOnly { locked: true } | Mode::Redacted)
    }

    /// True when people may be named: always, but for the record of a repository in *structure only*.
    pub fn names_people(&self) -> bool {
        !self.head.unnamed || self.shows_people()
    }

    /// True for a copy without pay, evidence and notes: what is missing there is hidden, not unknown.
    pub fn is_redacted(&self) -> bool {
        self.head.mode == Mode::Redacted
    }

    /// Amount converted to the reporting currency; `None` without a rate.
    pub fn in_reporting_currency(&self, amount: f64, currency: &str) -> Option<f64> {
        if currency.is_empty() || currency == self.head.currency {
            return Some(amount);
        }
        // The latest rate dated on or before the date of the file counts; an undated one is the last resort.
        let known = self.head.rates.iter().filter(|r| r.currency == currency);
        let usable = known.filter(|r| r.date.is_none_or(|date| date <= self.head.as_of));
        usable.max_by_key(|r| r.date).map(|rate| amount * rate.rate)
    }

    /// Yearly full-time pay of one row in the reporting currency, and its part of full time; `None` when missing.
    fn pay_of_post(&self, person: PersonId) -> Option<(f64, f64)> {
        let pay = self.pay(person);
        if !pay.is_recorded() {
            return None;
        }
        let fte = pay.part_of_full_time();
        let per_year = match pay.period {
            PayPeriod::Year => 1.0,
            PayPeriod::Month => 12.0,
            PayPeriod::Week => 52.0,
            PayPeriod::Day => self.head.hours_per_year / 8.0,
            PayPeriod::Hour => self.head.hours_per_year,
        };
        // An hourly or daily rate is full-time already; monthly or yearly pay is divided by FTE.
        let divisor = if matches!(pay.period, PayPeriod::Hour | PayPeriod::Day) { 1.0 } else { fte };
        let yearly = (pay.low + pay.high) / 2.0 * per_year / divisor;
        let yearly = self.in_reporting_currency(yearly, self.text(pay.currency))?;
        (fte > 0.0 && yearly > 0.0 && yearly.is_finite()).then_some((yearly, fte))
    }
}

fn find_rung(ladders: &[Ladder], places: &[RungPlace], ladder: &str, code: &str) -> Option<RungId> {
    places
        .iter()
        .position(|place| {
            let named = &ladders[place.ladder as usize];
            (ladder.is_empty() || named.name == ladder)
                && named.tracks[place.track as usize].entries[place.entry as usize].code == code
        })
        .map(|at| RungId(at as u16))
}
