//! Seats and pay by rung, by team and in total, before and after (METHOD.md section 7a defines who counts). Figures
//! that rest on few people are computed here but never shown: see [`Weighed::shown`].

use super::Both;
use crate::org::{Kind, Org, PersonId, Presence, RungId};
use crate::rules::Seats;
use std::collections::{BTreeMap, HashMap};

/// Smallest number of people for a figure that may be shown.
pub const FEW: usize = 5;

/// Relative difference below which two sums are equal.
const SAME_SUM: f64 = 1e-9;

/// Yearly full-time pay of people present, in the reporting currency.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Paid {
    /// Number of people with a recorded pay.
    pub people: usize,
    /// Sum of their pay.
    pub sum: f64,
    /// Median of their pay; 0 for nobody.
    pub median: f64,
}

/// Seats and pay of a part of the organisation.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Weighed {
    /// Seats by kind.
    pub seats: Both<Seats>,
    /// Pay of the people in them.
    pub paid: Both<Paid>,
}

impl Weighed {
    /// True when pay differs by more than the rounding of a sum in another order.
    pub fn pay_differs(&self) -> bool {
        let Both { before, after } = self.paid;
        let moved = |was: f64, is: f64| (is - was).abs() > SAME_SUM * was.abs().max(is.abs());
        before.people != after.people || moved(before.sum, after.sum) || moved(before.median, after.median)
    }

    /// Pay that may be shown; `None` when either side has fewer than [`FEW`] people.
    pub fn shown(&self) -> Option<Both<Paid>> {
        let is_few = |paid: Paid| (1..FEW).contains(&paid.people);
        (!is_few(self.paid.before) && !is_few(self.paid.after)).then_some(self.paid)
    }
}

/// A rung or team.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Name of the ladder; empty for a team.
    pub ladder: String,
    /// Code of the rung or name of the team; empty for people without one.
    pub name: String,
    /// Seats and pay.
    pub weighed: Weighed,
}

/// All parts, and the total.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    /// Rungs in the order of the after side, then removed ones.
    pub rungs: Vec<Part>,
    /// Teams by name.
    pub teams: Vec<Part>,
    /// The whole organisation.
    pub whole: Weighed,
    /// True when both sides have the same reporting currency, so that pay can be compared.
    pub is_one_currency: bool,
}

impl Parts {
    /// Counts both sides, in one pass each.
    pub fn of(before: &Org, after: &Org) -> Self {
        let (was, is) = (Side::of(before), Side::of(after));
        let mut rungs: Vec<Part> = Vec::new();
        let mut at: HashMap<(&str, &str), usize> = HashMap::new();
        let mut teams: BTreeMap<&str, Weighed> = BTreeMap::new();
        for (org, side, is_after) in [(after, &is, true), (before, &was, false)] {
            for (rung, &pile) in org.rungs().zip(&side.rungs) {
                let (ladder, name) = (org.ladder(rung).name.as_str(), org.rung(rung).code.as_str());
                let at = *at.entry((ladder, name)).or_insert_with(|| {
                    let (ladder, name) = (ladder.to_owned(), name.to_owned());
                    rungs.push(Part { ladder, name, weighed: Weighed::default() });
                    rungs.len() - 1
                });
                put(&mut rungs[at].weighed, pile, is_after);
            }
            for &(team, pile) in &side.teams {
                put(teams.entry(team).or_default(), pile, is_after);
            }
        }
        let mut whole = Weighed::default();
        put(&mut whole, was.whole, false);
        put(&mut whole, is.whole, true);
        let team = |(name, weighed): (&str, Weighed)| Part { ladder: String::new(), name: name.to_owned(), weighed };
        let teams = teams.into_iter().map(team).collect();
        Self { rungs, teams, whole, is_one_currency: before.head.currency == after.head.currency }
    }
}

fn put(weighed: &mut Weighed, (seats, paid): (Seats, Paid), is_after: bool) {
    let Weighed { seats: all_seats, paid: all_paid } = weighed;
    if is_after {
        (all_seats.after, all_paid.after) = (seats, paid);
    } else {
        (all_seats.before, all_paid.before) = (seats, paid);
    }
}

/// Counts of one side.
struct Side<'a> {
    rungs: Vec<(Seats, Paid)>,
    /// Teams with anybody in them, no duplicates.
    teams: Vec<(&'a str, (Seats, Paid))>,
    whole: (Seats, Paid),
}

/// Seats, and the pay of each person.
#[derive(Clone, Default)]
struct Pile(Seats, Vec<f64>);

impl Pile {
    fn weigh(mut self) -> (Seats, Paid) {
        let paid = Paid { people: self.1.len(), sum: self.1.iter().sum(), median: median_of(&mut self.1) };
        (self.0, paid)
    }
}

impl<'a> Side<'a> {
    fn of(org: &'a Org) -> Self {
        let mut rungs = vec![Pile::default(); org.rungs().len()];
        let mut teams = vec![Pile::default(); org.symbols()];
        let mut whole = Pile::default();
        for person in org.people() {
            let Some(seats) = seats(org, person) else { continue };
            let pay = if org.is_judged(person) { org.yearly_pay(person) } else { None };
            let [_, team] = org.title_and_team(person);
            let rung = org.seat(person).map(|seat| seat.rung);
            let of_rung = rung.map(|RungId(rung)| &mut rungs[usize::from(rung)]);
            for Pile(sum, pays) in of_rung.into_iter().chain([&mut teams[team.0 as usize], &mut whole]) {
                sum.people += seats.people;
                sum.others += seats.others;
                sum.filled += seats.filled;
                pays.extend(pay);
            }
        }
        let teams = teams.into_iter().enumerate().filter(|(_, pile)| pile.0 != Seats::default());
        let team = |(at, pile): (usize, Pile)| (org.text(crate::org::text::Symbol(at as u32)), pile.weigh());
        Self {
            rungs: rungs.into_iter().map(Pile::weigh).collect(),
            teams: teams.map(team).collect(),
            whole: whole.weigh(),
        }
    }
}

/// Seats of one row; `None` for a program and for a person who has left.
fn seats(org: &Org, person: PersonId) -> Option<Seats> {
    Some(match (org.kind(person), org.presence(person)) {
        (Kind::Bot, _) | (_, Presence::Left) => return None,
        (Kind::Person, Presence::Here) if org.is_other_post(person) => Seats { people: 0, others: 1.0, filled: 1.0 },
        (Kind::Person, Presence::Here) => Seats { people: 1, ..Seats::default() },
        (Kind::Several, _) => {
            let posts = org.details(person).posts.unwrap_or(1.0);
            Seats { people: 0, others: posts, filled: posts }
        }
        _ => Seats { people: 0, others: 1.0, filled: 0.0 },
    })
}

/// Median, averaging the two middle values; 0 for none. Linear; reorders the values.
pub fn median_of(values: &mut [f64]) -> f64 {
    let half = values.len() / 2;
    if values.is_empty() {
        return 0.0;
    }
    let (below, &mut middle, _) = values.select_nth_unstable_by(half, f64::total_cmp);
    match below.iter().copied().max_by(f64::total_cmp) {
        Some(before) if values.len().is_multiple_of(2) => (before + middle) / 2.0,
        _ => middle,
    }
}
