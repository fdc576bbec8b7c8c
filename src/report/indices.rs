//! The organisation's indices in words: each with its interval or "too few", its meaning, and what it does not show.
//! Shared by all texts, reports and panels. Numbers based on fewer than five people on a side are withheld.

use crate::measure::{Indices, Interval, Medians, Parity, PayEquivalence, PayTies, Tau};
use crate::org::{Org, RungId};
use crate::rules::Judgement;
use crate::rules::words::{amount, count, hundredths, money};

/// An index in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Stable id: `ceiling`, `convergence`, `premium`, `pay-headcount`, `pay-impact`, `pay-difference`,
    /// `pay-equivalence`, `pay-parity`, `authority-parity`, `budget-parity`, `seats`, `peter`, `defensive`,
    /// `double-cost`; the same for several rungs or ladders.
    pub id: &'static str,
    /// Name of the index, as in `Convergence in practice`.
    pub title: String,
    /// Number with its unit, `too few`, or a note of what is missing.
    pub value: String,
    /// The 95 % interval if there is one, as in `0.12 to 0.34`.
    pub interval: Option<String>,
    /// Meaning of the number, in a sentence.
    pub sentence: String,
    /// Limits of the number, in a sentence.
    pub limits: String,
}

/// All indices of an organisation, in a fixed order.
pub fn told(org: &Org, judgement: &Judgement) -> Vec<Told> {
    let indices = &judgement.indices;
    let mut told = ceilings(org, judgement);
    told.push(convergence(indices));
    told.push(premium(org, indices));
    told.extend(pay_ties(org, &indices.pay));
    told.extend(indices.pay_equivalences.iter().map(|it| pay_equivalence(org, it)));
    told.extend(indices.parities.iter().flat_map(|it| parity(org, it)));
    told.push(peter(org, indices));
    told.push(defensive(org, indices));
    told.push(double_cost(org, indices));
    told
}

impl Told {
    /// True for an index that is calculated from pay, or from amounts of money.
    pub fn rests_on_pay(&self) -> bool {
        self.id.starts_with("pay-") || self.id == "double-cost"
    }
}

/// Least number of people on each side for an index to be told.
const FEW: usize = 5;
const TOO_FEW: &str = "too few";
const NO_EVIDENCE: &str = "not included: the file shows structure only";

fn range(it: &Interval, shown: impl Fn(f64) -> String) -> String {
    format!("{} to {}", shown(it.lo), shown(it.hi))
}

/// `0.42`, `−0.07`; the same digits as in a sentence that counts it of a hundred.
fn plain(n: f64) -> String {
    let shown = format!("{:.2}", hundredths(n.abs()) / 100.0);
    if n < 0.0 && shown != "0.00" { format!("−{shown}") } else { shown }
}

/// Part of a whole without decimals, as in `67 %`.
fn whole_percent(part: f64) -> String {
    format!("{:.0} %", hundredths(part))
}

/// Signed percentage of a fraction, as in `+3.1 %` or `−12.0 %`.
fn percent(n: f64) -> String {
    let shown = format!("{:.1}", n.abs() * 100.0);
    match n {
        _ if shown == "0.0" => "0.0 %".to_owned(),
        n if n < 0.0 => format!("−{shown} %"),
        _ => format!("+{shown} %"),
    }
}

fn ceilings(org: &Org, judgement: &Judgement) -> Vec<Told> {
    let ladders = org.head.ladders.iter().zip(&judgement.indices.ceilings);
    let of_ladder = |(ladder, ceiling): (&crate::org::Ladder, &Option<f64>)| Told {
        id: "ceiling",
        title: match org.head.ladders.len() {
            1 => "Ceiling of the IC track".to_owned(),
            _ => format!("Ceiling of the IC track, ladder {}", ladder.name),
        },
        value: ceiling.map_or_else(|| "no management track beside an IC track".to_owned(), whole_percent),
        interval: None,
        sentence: match *ceiling {
            None => "The ladder does not have two tracks to compare.".to_owned(),
            Some(0.0) => {
                "The IC track reaches as high as management, so the design has two paths to the top.".to_owned()
            }
            Some(part) => format!(
                "By design, {} of the way from the fork to the top is open to management only.",
                whole_percent(part)
            ),
        },
        limits: "This describes the ladder on paper, not who is promoted on it.".to_owned(),
    };
    ladders.map(of_ladder).collect()
}

fn convergence(indices: &Indices) -> Told {
    let it = &indices.convergence;
    // An empty side reveals nothing about a person, and it has a meaning of its own.
    let is_few = it.managers.max(it.others) < FEW || (1..FEW).contains(&it.managers.min(it.others));
    let (value, sentence) = match it.kappa {
        None => ("no one at or above the fork".to_owned(), "No one is at or above the fork.".to_owned()),
        Some(_) if is_few => (TOO_FEW.to_owned(), "Fewer than five people on one side.".to_owned()),
        Some(kappa) => (
            whole_percent(kappa),
            match (it.managers, it.others) {
                (_, 0) => "Everyone at or above the fork has reports, so in practice management is the single path."
                    .to_owned(),
                (0, _) => "No one at or above the fork has reports.".to_owned(),
                _ if kappa == 0.0 => {
                    "Above the fork, people with reports are no higher than people without: two tracks in practice."
                        .to_owned()
                }
                _ => format!(
                    "Above the fork, people with reports are higher than people without more often than the reverse, \
                     by {} of all pairs. 0 % means two equal tracks, 100 % a single path.",
                    whole_percent(kappa)
                ),
            },
        ),
    };
    Told {
        id: "convergence",
        title: "Convergence in practice (κ)".to_owned(),
        value,
        interval: None,
        sentence: format!(
            "{sentence} {} with direct reports, {} without.",
            count(it.managers, "person", "people"),
            amount(it.others as f64)
        ),
        limits: "It counts seats and reports, not whether a promotion was deserved.".to_owned(),
    }
}

fn premium(org: &Org, indices: &Indices) -> Told {
    let it = &indices.premium;
    let (value, sentence) = match it.rungs {
        _ if !org.shows_people() => (NO_EVIDENCE.to_owned(), "Requires evidence about people.".to_owned()),
        Some(rungs) if it.managers.min(it.others) >= FEW => (
            format!("{} rungs", plain(rungs)),
            match rungs {
                rungs if rungs.abs() < 0.005 => {
                    "At equal impact, managers are on the same rungs as everyone else.".to_owned()
                }
                rungs => format!(
                    "At equal impact, managers are {} rungs {} than everyone else.",
                    plain(rungs.abs()),
                    if rungs > 0.0 { "higher" } else { "lower" }
                ),
            } + &format!(
                " Based on {} managers with evidence and {} others.",
                amount(it.managers as f64),
                amount(it.others as f64)
            ),
        ),
        _ => (TOO_FEW.to_owned(), "Fewer than five people with evidence on one side.".to_owned()),
    };
    Told {
        id: "premium",
        title: "Management premium".to_owned(),
        value,
        interval: None,
        sentence,
        limits: "Impact is technical impact as recorded. Good leadership is not part of it.".to_owned(),
    }
}

fn tau_told(tau: &Tau) -> (String, Option<String>) {
    (tau.value.map_or_else(|| TOO_FEW.to_owned(), plain), tau.interval.map(|it| range(&it, plain)))
}

/// Share of agreeing pairs in a sentence, as in "In 80 of 100 pairs…"; `None` without pairs.
fn of_pairs(agreeing: u64, pairs: u64, what: &str) -> Option<String> {
    let part = agreeing as f64 / pairs as f64;
    (pairs > 0).then(|| {
        format!("In {:.0} % of pairs that differ in both, the person with more {what} is paid more.", hundredths(part))
    })
}

fn pay_ties(org: &Org, pay: &PayTies) -> Vec<Told> {
    let few = "Fewer than ten people have both values, or all values are the same.".to_owned();
    let has = |tau: &Tau, sentence: Option<String>| match tau.value {
        Some(_) => sentence.unwrap_or_else(|| few.clone()),
        None => few.clone(),
    };
    let (value, interval) = tau_told(&pay.headcount_alone);
    let mut told = vec![Told {
        id: "pay-headcount",
        title: "Pay and the number of people below (τ)".to_owned(),
        value,
        interval,
        sentence: has(&pay.headcount_alone, of_pairs(pay.more_people_more_pay, pay.pairs, "people below")),
        limits: "The grade also plays a part: higher rungs have both more people below and more pay.".to_owned(),
    }];
    if !org.shows_people() {
        return told;
    }
    let (value, interval) = tau_told(&pay.impact);
    let held = pay
        .partial_impact
        .map_or(String::new(), |it| format!(" Controlling for the number of people below: {}.", plain(it)));
    told.push(Told {
        id: "pay-impact",
        title: "Pay and impact (τ)".to_owned(),
        value,
        interval,
        sentence: has(&pay.impact, of_pairs(pay.more_impact_more_pay, pay.impact_pairs, "impact").map(|it| it + &held)),
        limits: "Includes only people with known pay and evidence; evidence is uneven.".to_owned(),
    });
    let (value, interval, sentence) = match pay.difference {
        Some((difference, interval)) => (
            plain(difference),
            interval.map(|it| range(&it, plain)),
            match (difference, interval) {
                (difference, Some(it)) if difference > 0.0 && it.lo > 0.0 => {
                    "Pay follows the number of people below more closely than impact."
                }
                (difference, Some(it)) if difference < 0.0 && it.hi < 0.0 => {
                    "Pay follows impact more closely than the number of people below."
                }
                _ => "It is unclear whether pay follows headcount or impact more closely.",
            }
            .to_owned(),
        ),
        None => (TOO_FEW.to_owned(), None, few.clone()),
    };
    told.push(Told {
        id: "pay-difference",
        title: "Headcount over impact (Δτ)".to_owned(),
        value,
        interval,
        sentence,
        limits: "Correlation does not show what pay is based on.".to_owned(),
    });
    told
}

/// Title of a rung, or its code if it has none.
fn title(org: &Org, rung: RungId) -> &str {
    let entry = org.rung(rung);
    if entry.title.is_empty() { &entry.code } else { &entry.title }
}

fn codes(org: &Org, rungs: &[RungId]) -> String {
    let mut codes: Vec<&str> = rungs.iter().map(|&rung| org.rung(rung).code.as_str()).collect();
    codes.dedup();
    codes.join(", ")
}

fn pay_equivalence(org: &Org, it: &PayEquivalence) -> Told {
    let code = &org.rung(it.rung).code;
    let (low, high) = it.between;
    let place = match it.grade {
        Some(grade) => format!("grade {}", plain(grade)),
        None => "by pay".to_owned(),
    };
    let between = if low == high {
        title(org, low).to_owned()
    } else {
        format!("between {} and {}", title(org, low), title(org, high))
    };
    let is_few = it.management_people < FEW;
    Told {
        id: "pay-equivalence",
        title: format!("Pay on {code} compared with management"),
        value: if is_few { TOO_FEW.to_owned() } else { place },
        interval: None,
        sentence: if is_few {
            "Fewer than five people on one of the management rungs beside it.".to_owned()
        } else {
            format!(
                "{code} is paid like {between}: median {} ({} people).",
                money(it.pay, &org.head.currency),
                amount(it.people as f64)
            )
        },
        limits: "Equal pay is not equal authority, and people on the same rung differ in location and tenure."
            .to_owned(),
    }
}

fn parity(org: &Org, it: &Parity) -> Vec<Told> {
    let (ic, management) = (codes(org, &it.ic), codes(org, &it.management));
    let row = format!("{ic} {} {management}", if it.is_stated { "=" } else { "beside" });
    let is_few = |medians: &Medians| medians.ic_people.min(medians.management_people) < FEW;
    let limits = "The median of a rung says nothing about any individual on it.".to_owned();
    let pay = match it.pay_gap {
        Some(gap) if !is_few(&it.pay) => Told {
            id: "pay-parity",
            title: format!("Pay, {row}"),
            value: percent(gap),
            interval: it.pay_interval.map(|it| range(&it, percent)),
            sentence: format!(
                "Median pay of {} on {ic}: {}. Median pay of {} on {management}: {}.",
                count(it.pay.ic_people, "person", "people"),
                money(it.pay.ic.unwrap_or(0.0), &org.head.currency),
                count(it.pay.management_people, "person", "people"),
                money(it.pay.management.unwrap_or(0.0), &org.head.currency),
            ),
            limits: limits.clone(),
        },
        _ => few("pay-parity", format!("Pay, {row}"), limits.clone()),
    };
    let grades = |id, what: &str, medians: &Medians| {
        let title = format!("{what}, {row}");
        match medians.ic.zip(medians.management) {
            Some((ic_grade, management_grade)) if medians.by_ladder || !is_few(medians) => Told {
                id,
                title,
                value: format!("{} rungs", plain(ic_grade - management_grade)),
                interval: None,
                sentence: format!(
                    "The median grade on {ic} is {}, on {management} {}{}.",
                    plain(ic_grade),
                    plain(management_grade),
                    if medians.by_ladder {
                        ", as defined by the ladder because none are recorded for individuals"
                    } else {
                        ""
                    },
                ),
                limits: limits.clone(),
            },
            _ => few(id, title, limits.clone()),
        }
    };
    let seats = Told {
        id: "seats",
        title: format!("Seats, {row}"),
        value: format!("{} IC, {} management", amount(f64::from(it.ic_seats)), amount(f64::from(it.management_seats))),
        interval: None,
        sentence: format!(
            "{} on {ic}, {} on {management}.",
            count(it.ic_seats as usize, "person", "people"),
            amount(f64::from(it.management_seats))
        ),
        limits: "There is no target for these numbers.".to_owned(),
    };
    let decision = grades("authority-parity", "Decisions", &it.decision);
    let budget = grades("budget-parity", "Budget", &it.budget);
    vec![pay, decision, budget, seats]
}

fn few(id: &'static str, title: String, limits: String) -> Told {
    let sentence = "Fewer than five people on one side, or nothing is recorded.".to_owned();
    Told { id, title, value: TOO_FEW.to_owned(), interval: None, sentence, limits }
}

fn peter(org: &Org, indices: &Indices) -> Told {
    let it = &indices.peter;
    let is_told = org.shows_people() && indices.practitioner.is_some() && it.of >= FEW;
    let (value, sentence) = match it.of {
        _ if !org.shows_people() => (NO_EVIDENCE.to_owned(), "Requires evidence about people.".to_owned()),
        0 => (
            "no conversion with evidence before and after".to_owned(),
            "Requires a move into management at least a year ago, with evidence before and after it.".to_owned(),
        ),
        _ if indices.practitioner.is_none() => {
            (TOO_FEW.to_owned(), "Fewer than five practitioners have evidence for comparison.".to_owned())
        }
        of if of < FEW => {
            (TOO_FEW.to_owned(), "Fewer than five conversions have evidence before and after.".to_owned())
        }
        _ => (
            format!("{} of {}", amount(it.lost as f64), amount(it.of as f64)),
            format!(
                "Of {} with evidence before and after, {} lost more technical impact than regression to the median \
                 explains.",
                count(it.of, "conversion", "conversions"),
                amount(it.lost as f64)
            ),
        ),
    };
    Told {
        id: "peter",
        title: "Peter index".to_owned(),
        interval: it.interval.filter(|_| is_told).map(|it| range(&it, |part| format!("{:.0} %", part * 100.0))),
        value,
        sentence,
        limits: "Work done for a team is not included, and records can become less complete over time.".to_owned(),
    }
}

fn defensive(org: &Org, indices: &Indices) -> Told {
    let (kept, of) = indices.defensive;
    let (value, sentence) = match of {
        _ if !org.shows_people() => (NO_EVIDENCE.to_owned(), "Requires the recorded reasons for moves.".to_owned()),
        0 => ("no recorded reason".to_owned(), "No move into management has a recorded reason.".to_owned()),
        of if of < FEW => {
            (TOO_FEW.to_owned(), "Fewer than five moves into management have a recorded reason.".to_owned())
        }
        of => (
            format!("{} of {}", amount(kept as f64), amount(of as f64)),
            format!(
                "Of {} with a recorded reason, {} {} for retention or a counter-offer.",
                count(of, "move into management", "moves into management"),
                amount(kept as f64),
                if kept == 1 { "was" } else { "were" }
            ),
        ),
    };
    Told {
        id: "defensive",
        title: "Promotions for retention".to_owned(),
        value,
        interval: None,
        sentence,
        limits: "Retention is a legitimate concern, and the recorded reason may not be the only one.".to_owned(),
    }
}

fn double_cost(org: &Org, indices: &Indices) -> Told {
    let costs = &indices.double_costs;
    let sum = |of: fn(&crate::measure::DoubleCost) -> f64| {
        let mut numbers: Vec<f64> = costs.iter().map(of).collect();
        numbers.sort_by(f64::total_cmp);
        money(numbers.iter().sum(), &org.head.currency)
    };
    let (value, sentence) = match costs.len() {
        _ if !org.shows_people() => (NO_EVIDENCE.to_owned(), "Requires evidence about people.".to_owned()),
        0 => (
            "no conversion with monetary evidence".to_owned(),
            "Requires monetary evidence before and after a move into management.".to_owned(),
        ),
        n if n < FEW => (TOO_FEW.to_owned(), "Fewer than five conversions have monetary evidence.".to_owned()),
        n => (
            format!("{} to {} a year of technical work", sum(|it| it.craft.0), sum(|it| it.craft.1)),
            format!(
                "{} together: technical work worth {} to {} a year no longer done, and up to {} a year less from \
                 their teams.",
                count(n, "conversion", "conversions"),
                sum(|it| it.craft.0),
                sum(|it| it.craft.1),
                sum(|it| it.team)
            ),
        ),
    };
    Told {
        id: "double-cost",
        title: "Double cost of conversions".to_owned(),
        value,
        interval: None,
        sentence,
        limits: "A scenario, not a forecast: the team effect is taken from a study of salespeople (Benson, Li and \
                 Shue 2019)."
            .to_owned(),
    }
}
