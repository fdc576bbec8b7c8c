//! Seats and pay by rung, by team and in total, before and after (METHOD.md section 7a defines who counts). Figures
//! that rest on few people are computed here but never shown: see [`Weighed::shown`].

use super::Both;
use crate::org::{Kind, Org, PersonId, Presence, RungId};
use crate::plan::Pair;
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
    /// True where people are hidden, and the difference between the two sides would tell what somebody is paid: the pay
    /// of one to four people is on one side only, or another.
    pub tells_few: bool,
}

impl Weighed {
    /// True when pay differs by more than the rounding of a sum in another order.
    pub fn pay_differs(&self) -> bool {
        let Both { before, after } = self.paid;
        let moved = |was: f64, is: f64| (is - was).abs() > SAME_SUM * was.abs().max(is.abs());
        before.people != after.people || moved(before.sum, after.sum) || moved(before.median, after.median)
    }

    /// Pay that may be shown; `None` when either side has fewer than [`FEW`] people, or the two together tell of few.
    pub fn shown(&self) -> Option<Both<Paid>> {
        let is_few = |paid: Paid| (1..FEW).contains(&paid.people);
        (!self.tells_few && !is_few(self.paid.before) && !is_few(self.paid.after)).then_some(self.paid)
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
    /// Counts both sides, in one pass each, and without `shows_people` whose pay differs in another.
    pub fn of(pair: &Pair, shows_people: bool) -> Self {
        let &Pair { before, after, .. } = pair;
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
        if !shows_people {
            let differing = Differing::of(pair);
            let is_few = |n: Option<&usize>| n.is_some_and(|n| (1..FEW).contains(n));
            whole.tells_few = is_few(Some(&differing.whole));
            for Part { ladder, name, weighed } in &mut rungs {
                weighed.tells_few = is_few(differing.rungs.get(&(ladder.as_str(), name.as_str())));
            }
            for (team, weighed) in &mut teams {
                weighed.tells_few = is_few(differing.teams.get(team));
            }
        }
        let team = |(name, weighed): (&str, Weighed)| Part { ladder: String::new(), name: name.to_owned(), weighed };
        let teams = teams.into_iter().map(team).collect();
        Self { rungs, teams, whole, is_one_currency: before.head.currency == after.head.currency }
    }
}

fn put(weighed: &mut Weighed, (seats, paid): (Seats, Paid), is_after: bool) {
    let Weighed { seats: all_seats, paid: all_paid, .. } = weighed;
    if is_after {
        (all_seats.after, all_paid.after) = (seats, paid);
    } else {
        (all_seats.before, all_paid.before) = (seats, paid);
    }
}

/// Number of people by part whose pay is on one side only, or another.
#[derive(Default)]
struct Differing<'a> {
    /// By ladder and code.
    rungs: HashMap<(&'a str, &'a str), usize>,
    teams: HashMap<&'a str, usize>,
    whole: usize,
}

/// Pay of somebody, and the rung and the team that it counts for.
struct Counted<'a> {
    pay: f64,
    rung: Option<(&'a str, &'a str)>,
    team: &'a str,
}

impl<'a> Counted<'a> {
    /// `None` without pay that counts.
    fn of(org: &'a Org, person: PersonId) -> Option<Self> {
        let pay = if org.is_judged(person) { org.yearly_pay(person)? } else { return None };
        let rung = org.seat(person).map(|it| (org.ladder(it.rung).name.as_str(), org.rung(it.rung).code.as_str()));
        Some(Self { pay, rung, team: org.team(person) })
    }
}

impl<'a> Differing<'a> {
    fn of(pair: &Pair<'a>) -> Self {
        let &Pair { before, after, .. } = pair;
        let mut it = Self::default();
        for person in before.people() {
            let now = pair.after(person).and_then(|now| Counted::of(after, now));
            it.count(Counted::of(before, person).as_ref(), now.as_ref());
        }
        let known = pair.known();
        for person in after.people().filter(|person| !known[person.at()]) {
            it.count(None, Counted::of(after, person).as_ref());
        }
        it
    }

    fn count(&mut self, was: Option<&Counted<'a>>, is: Option<&Counted<'a>>) {
        let same = was.zip(is);
        let same = same.filter(|(was, is)| (was.pay - is.pay).abs() <= SAME_SUM * was.pay.abs().max(is.pay.abs()));
        self.whole += usize::from(same.is_none() && (was.is_some() || is.is_some()));
        if same.is_none_or(|(was, is)| was.rung != is.rung) {
            let [was, is] = [was, is].map(|it| it.and_then(|it| it.rung));
            let rungs = was.into_iter().chain(is.filter(|_| is != was));
            rungs.for_each(|rung| *self.rungs.entry(rung).or_default() += 1);
        }
        if same.is_none_or(|(was, is)| was.team != is.team) {
            let [was, is] = [was, is].map(|it| it.map(|it| it.team));
            let teams = was.into_iter().chain(is.filter(|_| is != was));
            teams.for_each(|team| *self.teams.entry(team).or_default() += 1);
        }
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
