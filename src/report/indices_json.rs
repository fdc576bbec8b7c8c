//! The organisation's indices as JSON with full precision. Undefined numbers are `null`; rungs and ladders have the
//! names that waivers use, people their keys. In structure only, what rests on evidence or reasons is `null` too, as is
//! whatever the text says of too few people.

use crate::measure::{Indices, Interval, Medians, Parity, PayEquivalence, Tau};
use crate::org::{Org, RungId};
use crate::rules::{Subject, Subjects};
use serde_json::{Value, json};

/// Least number of people on each side for a median to be told if people are not shown.
const FEW: usize = 5;

/// All indices as one object; double costs only if people may be shown.
pub fn indices_json(org: &Org, indices: &Indices) -> Value {
    let Indices {
        ceilings,
        convergence,
        premium,
        pay,
        pay_equivalences,
        parities,
        peter,
        defensive,
        double_costs,
        practitioner,
        practitioners,
        practitioner_value,
        practitioners_with_value,
    } = indices;
    let subjects = Subjects::of(org);
    let ladders = org.head.ladders.iter().zip(ceilings);
    let ceilings: Vec<Value> =
        ladders.map(|(ladder, ceiling)| json!({ "ladder": ladder.name, "ceiling": ceiling })).collect();
    let (delta, delta_interval) = match pay.difference {
        Some((delta, interval)) => (Some(delta), interval),
        None => (None, None),
    };
    let is_open = org.shows_people();
    // Of two people, the pairs tell who is paid more.
    let may_pair = is_open || pay.headcount_alone.value.is_some();
    let pairs = |n: u64, may: bool| may.then_some(n);
    let count = |n: usize| is_open.then_some(n);
    let costs: Vec<Value> = double_costs
        .iter()
        .map(|it| {
            json!({
                "person": org.key(it.person), "craft_from": it.craft.0, "craft_to": it.craft.1, "team_from": 0.0,
                "team_to": it.team, "rise": it.rise,
            })
        })
        .collect();
    json!({
        "ceilings": ceilings,
        "convergence": {
            "kappa": convergence.kappa, "managers": convergence.managers, "others": convergence.others,
        },
        "premium": {
            "rungs": premium.rungs.filter(|_| is_open), "managers": count(premium.managers), "others": count(premium.others),
        },
        "pay": {
            "headcount": is_open.then(|| tau(&pay.headcount)),
            "impact": is_open.then(|| tau(&pay.impact)),
            "partial_headcount": pay.partial_headcount.filter(|_| is_open),
            "partial_impact": pay.partial_impact.filter(|_| is_open),
            "delta_tau": delta.filter(|_| is_open),
            "delta_tau_interval": interval(delta_interval.filter(|_| is_open)),
            "headcount_alone": tau(&pay.headcount_alone),
            "pairs": pairs(pay.pairs, may_pair),
            "more_people_more_pay": pairs(pay.more_people_more_pay, may_pair),
            "impact_pairs": pairs(pay.impact_pairs, is_open),
            "more_impact_more_pay": pairs(pay.more_impact_more_pay, is_open),
        },
        "pay_equivalences": pay_equivalences.iter().map(|it| equivalence(org, &subjects, it)).collect::<Vec<_>>(),
        "parities": parities.iter().map(|it| parity(org, &subjects, it)).collect::<Vec<_>>(),
        "peter": {
            "lost": count(peter.lost), "of": count(peter.of), "interval": interval(peter.interval.filter(|_| is_open)),
        },
        "defensive": { "kept": count(defensive.0), "of": count(defensive.1) },
        "double_costs": is_open.then_some(costs),
        "practitioner": practitioner.filter(|_| is_open),
        "practitioners": count(*practitioners),
        "practitioner_value": practitioner_value.filter(|_| is_open),
        "practitioners_with_value": count(*practitioners_with_value),
    })
}

fn interval(of: Option<Interval>) -> Value {
    of.map_or(Value::Null, |it| json!([it.lo, it.hi]))
}

fn tau(it: &Tau) -> Value {
    json!({ "tau": it.value, "interval": interval(it.interval), "people": it.people })
}

fn rung(subjects: &Subjects, rung: RungId) -> Value {
    subjects.name(Subject::Rung(rung)).into()
}

fn is_told(org: &Org, people: [usize; 2]) -> bool {
    org.shows_people() || people.into_iter().all(|people| people >= FEW)
}

fn equivalence(org: &Org, subjects: &Subjects, it: &PayEquivalence) -> Value {
    let is_told = is_told(org, [it.people, it.management_people]);
    let shown = |number: f64| is_told.then_some(number);
    json!({
        "rung": rung(subjects, it.rung),
        "grade": it.grade.and_then(shown),
        "between": is_told.then(|| [rung(subjects, it.between.0), rung(subjects, it.between.1)]),
        "part": shown(it.part),
        "pay": it.pay,
        "people": it.people,
        "management_people": it.management_people,
    })
}

fn parity(org: &Org, subjects: &Subjects, it: &Parity) -> Value {
    let rungs = |of: &[RungId]| of.iter().map(|&it| rung(subjects, it)).collect::<Vec<_>>();
    let paid = is_told(org, [it.pay.ic_people, it.pay.management_people]);
    json!({
        "ladder": org.head.ladders.get(usize::from(it.ladder)).map(|ladder| ladder.name.as_str()),
        "grade": it.grade,
        "ic": rungs(&it.ic),
        "management": rungs(&it.management),
        "is_stated": it.is_stated,
        "pay": medians(org, &it.pay),
        "pay_gap": it.pay_gap.filter(|_| paid),
        "pay_interval": interval(it.pay_interval.filter(|_| paid)),
        "decision": medians(org, &it.decision),
        "budget": medians(org, &it.budget),
        "ic_seats": it.ic_seats,
        "management_seats": it.management_seats,
    })
}

fn medians(org: &Org, it: &Medians) -> Value {
    // A number that follows from the ladder alone is based on nobody, so there is nobody to protect.
    let shown = |number: Option<f64>, people: usize| number.filter(|_| people == 0 || is_told(org, [people; 2]));
    json!({
        "ic": shown(it.ic, it.ic_people),
        "management": shown(it.management, it.management_people),
        "ic_people": it.ic_people,
        "management_people": it.management_people,
        "by_ladder": it.by_ladder,
    })
}
