//! The indices once more, plainly: written from METHOD.md sections 7 and 7a, pair by pair, for tests alone. Measures
//! of one person are taken from the program; they have tests of their own.
#![allow(dead_code, reason = "each test uses a part")]

use jiff::ToSpan;
use twintrack::measure::*;
use twintrack::org::*;

struct One {
    person: PersonId,
    grade: Option<f64>,
    kind: Option<TrackKind>,
    pay: Option<f64>,
    below: usize,
    reports: usize,
    mid: Option<f64>,
    d: Option<f64>,
    b: Option<f64>,
}

pub fn indices(org: &Org) -> Indices {
    let scale = Scale::of(org);
    let measure = Measure { org, scale: &scale };
    let judged: Vec<PersonId> = org.people().filter(|&person| org.is_judged(person)).collect();
    let above = |person: PersonId| {
        let mut above = org.manager(person);
        while let Some(left) = above.filter(|&above| org.presence(above) == Presence::Left) {
            above = org.manager(left);
        }
        above
    };
    let is_below = |person: PersonId, top: PersonId| {
        let mut at = above(person);
        while at.is_some_and(|at| at != top) {
            at = at.and_then(above);
        }
        at.is_some()
    };
    let people: Vec<One> = judged
        .iter()
        .map(|&person| {
            let authority = measure.authority(person);
            let details = org.details(person);
            One {
                person,
                grade: measure.rung_grade(person),
                kind: org.track_kind(person),
                pay: org.yearly_pay(person),
                below: judged.iter().filter(|&&other| is_below(other, person)).count(),
                reports: judged.iter().filter(|&&other| above(other) == Some(person)).count(),
                mid: measure.impact(person).map(|it| it.mid),
                d: details.rights.as_ref().and(authority).and_then(|it| it.d),
                b: details.budgets.as_ref().and(authority).and_then(|it| it.b),
            }
        })
        .collect();
    let fork = scale.marks[0].fork;
    let craft = |it: &&One| it.kind == Some(TrackKind::Ic) && it.mid.is_some();
    let practitioners: Vec<f64> = people.iter().filter(craft).filter_map(|it| it.mid).collect();
    let money = |org: &Org, person| {
        let lines = Measure { org, scale: &scale }.lines(person);
        lines.iter().find(|line| line.kind == "money").map(|line| (line.supported, line.face))
    };
    let values: Vec<f64> = people.iter().filter(craft).filter_map(|it| Some(money(org, it.person)?.0)).collect();
    let practitioner = middle(&practitioners).filter(|_| practitioners.len() >= 5);
    let moved: Vec<Moved> = people.iter().filter_map(|it| moved(org, &scale, it)).collect();
    let lost = moved.iter().filter(|it| {
        let answer = org.details(it.person).preference.as_ref().map(|it| it.answer);
        let excess = practitioner.map(|usual| (it.before - it.after) - 0.3 * (it.before - usual));
        answer != Some(Answer::Lead)
            && excess.is_some_and(|it| it >= 1.0 - 1e-9)
            && fork.is_some_and(|fork| it.before >= fork - 1e-9)
    });
    let lost = lost.count();
    let cost = |it: &Moved| {
        let ((supported, face), (_, after)) = (it.money_before?, it.money_after?);
        let usual = middle(&values).filter(|&usual| usual > 0.0 && supported > 0.0)?;
        let reports = people.iter().filter(|other| above(other.person) == Some(it.person));
        let doublings = (supported / usual).log2().clamp(0.0, 3.0);
        Some(DoubleCost {
            person: it.person,
            craft: ((supported - after).max(0.0), (face - after).max(0.0)),
            team: reports.filter_map(|it| it.pay).sum::<f64>() * (1.0 - (1.0f64 - 0.075).powf(doublings)),
            rise: it.rise,
        })
    };
    Indices {
        ceilings: vec![ceiling(&scale.marks[0])],
        convergence: convergence(&people, fork),
        premium: premium(&people),
        pay: pay(&people),
        pay_equivalences: equivalences(org, &scale, &people),
        parities: parities(org, &scale, &people),
        peter: Peter { lost, of: moved.len(), interval: practitioner.and(wilson(lost, moved.len())) },
        defensive: defensive(org),
        double_costs: moved.iter().filter_map(cost).collect(),
        practitioner,
        practitioners: practitioners.len(),
        practitioner_value: middle(&values),
        practitioners_with_value: values.len(),
    }
}

/// Of everybody in management who has come there by a step with a reason.
fn defensive(org: &Org) -> (usize, usize) {
    let mut count = (0, 0);
    let scale = Scale::of(org);
    for person in org.people().filter(|&person| org.is_judged(person) && org.shows_people()) {
        let reason = Measure { org, scale: &scale }.conversion(person).and_then(|step| step.reason.clone());
        count.1 += usize::from(reason.is_some());
        count.0 += usize::from(matches!(reason, Some(Reason::Retention | Reason::CounterOffer { .. })));
    }
    count
}

fn middle(values: &[f64]) -> Option<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let n = values.len();
    (n > 0).then(|| (values[(n - 1) / 2] + values[n / 2]) / 2.0)
}

fn ceiling(marks: &Marks) -> Option<f64> {
    let (ic, management, fork) = (marks.top_ic?, marks.top_management?, marks.fork?);
    Some(if management == fork {
        if ic >= fork { 0.0 } else { 1.0 }
    } else {
        ((management - ic) / (management - fork)).clamp(0.0, 1.0)
    })
}

fn convergence(people: &[One], fork: Option<f64>) -> Convergence {
    let above = people.iter().filter(|it| it.grade.zip(fork).is_some_and(|(grade, fork)| grade >= fork - 1e-9));
    let (m, n): (Vec<&One>, Vec<&One>) = above.partition(|it| it.reports > 0);
    let mut delta = 0.0;
    for a in &m {
        for b in &n {
            delta += sign(a.grade.unwrap(), b.grade.unwrap());
        }
    }
    let kappa = match (m.len(), n.len()) {
        (0, 0) => None,
        (_, 0) => Some(1.0),
        (0, _) => Some(0.0),
        (m, n) => Some((delta / (m * n) as f64).max(0.0)),
    };
    Convergence { kappa, managers: m.len(), others: n.len() }
}

/// 1 where the first is higher; pay is compared by parts of it, everything is within rounding.
fn sign(a: f64, b: f64) -> f64 {
    if (a - b).abs() <= 1e-9 * a.abs().max(1.0) { 0.0 } else { (a - b).signum() }
}

/// The isotonic fit by its formula: the highest of the lowest means of what begins at or before and ends at or after.
fn premium(people: &[One]) -> Premium {
    let mut points: Vec<(f64, f64, bool)> =
        people.iter().filter_map(|it| Some((it.mid?, it.grade?, it.reports > 0))).collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let begins = |x: f64| points.iter().position(|it| sign(it.0, x) == 0.0).unwrap();
    let ends = |x: f64| points.iter().rposition(|it| sign(it.0, x) == 0.0).unwrap();
    let mean = |from: usize, to: usize| {
        let part = &points[from..=to];
        part.iter().map(|it| it.1).sum::<f64>() / part.len() as f64
    };
    let fit = |x: f64| {
        let lowest = |from: usize| {
            let to = points.iter().map(|it| ends(it.0)).filter(|&to| to >= ends(x));
            to.map(|to| mean(from, to)).fold(f64::INFINITY, f64::min)
        };
        let from = points.iter().map(|it| begins(it.0)).filter(|&from| from <= begins(x));
        from.map(lowest).fold(f64::NEG_INFINITY, f64::max)
    };
    let left =
        |is_manager| -> Vec<f64> { points.iter().filter(|it| it.2 == is_manager).map(|it| it.1 - fit(it.0)).collect() };
    let (m, n) = (left(true), left(false));
    let rungs = middle(&m).zip(middle(&n)).map(|(m, n)| m - n);
    Premium { rungs, managers: m.len(), others: n.len() }
}

/// τ_b of all pairs; `None` where it is undefined.
fn tau_b(x: &[f64], y: &[f64]) -> Option<f64> {
    let (mut s, mut differ_x, mut differ_y) = (0.0, 0.0, 0.0);
    for i in 0..x.len() {
        for j in 0..i {
            let (a, b) = (sign(x[i], x[j]), sign(y[i], y[j]));
            s += a * b;
            differ_x += a.abs();
            differ_y += b.abs();
        }
    }
    (differ_x > 0.0 && differ_y > 0.0).then(|| s / (differ_x * differ_y).sqrt())
}

fn tau(x: &[f64], y: &[f64]) -> Tau {
    let value = tau_b(x, y).filter(|_| x.len() >= 10);
    let interval = value.filter(|tau| tau.abs() < 1.0 - 1e-12).map(|tau| {
        let spread = 1.96 * (0.437 / (x.len() as f64 - 4.0)).sqrt();
        Interval { lo: (tau.atanh() - spread).tanh(), hi: (tau.atanh() + spread).tanh() }
    });
    Tau { value, interval, people: x.len() }
}

/// Pairs that differ in both, and those where the higher in one is the higher in the other.
fn pairs(x: &[f64], y: &[f64]) -> (u64, u64) {
    let mut found = (0, 0);
    for i in 0..x.len() {
        for j in 0..i {
            let both = sign(x[i], x[j]) * sign(y[i], y[j]);
            found.0 += u64::from(both != 0.0);
            found.1 += u64::from(both > 0.0);
        }
    }
    found
}

fn pay(people: &[One]) -> PayTies {
    let paid: Vec<&One> = people.iter().filter(|it| it.pay.is_some()).collect();
    let column = |of: &[&One], value: fn(&One) -> f64| of.iter().map(|it| value(it)).collect::<Vec<f64>>();
    let (all_pay, all_below) = (column(&paid, |it| it.pay.unwrap()), column(&paid, |it| it.below as f64));
    let lined: Vec<&One> = paid.into_iter().filter(|it| it.mid.is_some()).collect();
    let x = column(&lined, |it| it.pay.unwrap());
    let y = column(&lined, |it| it.below as f64);
    let z = column(&lined, |it| it.mid.unwrap());
    let (headcount, impact, between) = (tau(&x, &y), tau(&x, &z), tau(&y, &z).value);
    let partial = |with: Option<f64>, held: Option<f64>| {
        let (with, held, between) = (with?, held?, between?);
        let below = ((1.0 - held * held) * (1.0 - between * between)).sqrt();
        (below > 0.0).then(|| (with - held * between) / below)
    };
    let difference = headcount.value.zip(impact.value).map(|(a, b)| {
        let without = |values: &[f64], at: usize| [&values[..at], &values[at + 1..]].concat();
        let each: Option<Vec<f64>> = (0..x.len())
            .map(|at| Some(tau_b(&without(&x, at), &without(&y, at))? - tau_b(&without(&x, at), &without(&z, at))?))
            .collect();
        let interval = each.map(|each| {
            let n = each.len() as f64;
            let mean = each.iter().sum::<f64>() / n;
            let squares: f64 = each.iter().map(|it| (it - mean).powi(2)).sum();
            let error = ((n - 1.0) / n * squares).sqrt();
            Interval { lo: a - b - 1.96 * error, hi: a - b + 1.96 * error }
        });
        (a - b, interval)
    });
    let (alone, with_impact) = (pairs(&all_pay, &all_below), pairs(&x, &z));
    PayTies {
        headcount,
        impact,
        partial_headcount: partial(headcount.value, impact.value),
        partial_impact: partial(impact.value, headcount.value),
        difference,
        impact_pairs: with_impact.0,
        more_impact_more_pay: with_impact.1,
        headcount_alone: tau(&all_pay, &all_below),
        pairs: alone.0,
        more_people_more_pay: alone.1,
    }
}

fn seated(org: &Org, it: &One, rung: RungId) -> bool {
    org.seat(it.person).is_some_and(|seat| seat.rung == rung)
}

fn equivalences(org: &Org, scale: &Scale, people: &[One]) -> Vec<PayEquivalence> {
    let rungs = |kind| org.rungs().filter(move |&rung| org.track(rung).kind == kind);
    let pays = |grade: Option<f64>, kind| -> Vec<f64> {
        let on = people
            .iter()
            .filter(|it| it.kind == Some(kind) && it.grade.zip(grade).is_some_and(|(a, b)| sign(a, b) == 0.0));
        on.filter_map(|it| it.pay).collect()
    };
    // Grade, median, how many, first rung with somebody paid.
    let mut line: Vec<(f64, f64, usize, RungId)> = Vec::new();
    let mut management: Vec<RungId> = rungs(TrackKind::Management).collect();
    management.sort_by(|&a, &b| scale.grade(a).unwrap().total_cmp(&scale.grade(b).unwrap()).then(a.cmp(&b)));
    for rung in management {
        let grade = scale.grade(rung).unwrap();
        let is_paid = people.iter().any(|it| seated(org, it, rung) && it.pay.is_some());
        if is_paid && line.last().is_none_or(|last| sign(last.0, grade) != 0.0) {
            let pays = pays(Some(grade), TrackKind::Management);
            line.push((grade, middle(&pays).unwrap(), pays.len(), rung));
        }
    }
    let mut ic: Vec<RungId> = rungs(TrackKind::Ic).collect();
    ic.sort_by(|&a, &b| scale.grade(a).unwrap().total_cmp(&scale.grade(b).unwrap()));
    let mut found = Vec::new();
    for rung in ic {
        let paid: Vec<f64> = people.iter().filter(|it| seated(org, it, rung)).filter_map(|it| it.pay).collect();
        let Some(pay) = middle(&paid).filter(|_| paid.len() >= 5) else { continue };
        let mut place = None;
        for at in 0..line.len() {
            let (low, next) = (line[at], line.get(at + 1));
            if place.is_some() {
                break;
            }
            if sign(low.1, pay) == 0.0 {
                place = Some((low, low, 0.0));
            } else if let Some(&high) = next
                && sign(high.1, pay) != 0.0
                && (low.1 < pay) != (high.1 < pay)
            {
                place = Some((low, high, (pay - low.1) / (high.1 - low.1)));
            }
        }
        let Some((low, high, part)) = place else { continue };
        found.push(PayEquivalence {
            rung,
            grade: Some(low.0 + part * (high.0 - low.0)),
            between: (low.3, high.3),
            part,
            management_people: low.2.min(high.2),
            pay,
            people: paid.len(),
        });
    }
    found
}

fn parities(org: &Org, scale: &Scale, people: &[One]) -> Vec<Parity> {
    let mut grades: Vec<f64> = org.rungs().filter_map(|rung| scale.grade(rung)).collect();
    grades.sort_by(f64::total_cmp);
    grades.dedup_by(|a, b| sign(*a, *b) == 0.0);
    let measure = Measure { org, scale };
    let mut found = Vec::new();
    for grade in grades {
        let of = |kind| -> Vec<RungId> {
            let on = org.rungs().filter(|&rung| org.track(rung).kind == kind);
            on.filter(|&rung| scale.grade(rung).is_some_and(|it| sign(it, grade) == 0.0)).collect()
        };
        let (ic, management) = (of(TrackKind::Ic), of(TrackKind::Management));
        if ic.is_empty() || management.is_empty() {
            continue;
        }
        let values = |rungs: &[RungId], value: fn(&One) -> Option<f64>| -> Vec<f64> {
            let on = people.iter().filter(|it| rungs.iter().any(|&rung| seated(org, it, rung)));
            on.filter_map(value).collect()
        };
        let medians = |value: fn(&One) -> Option<f64>, own: &dyn Fn(RungId) -> Option<f64>| {
            let [a, b] = [&ic, &management].map(|rungs| {
                let of_people = values(rungs, value);
                let of_rungs = rungs.iter().filter_map(|&rung| own(rung)).max_by(f64::total_cmp);
                (middle(&of_people).or(of_rungs), of_people.len())
            });
            let by_ladder = [a, b].iter().any(|it| it.1 == 0 && it.0.is_some());
            Medians { ic: a.0, management: b.0, ic_people: a.1, management_people: b.1, by_ladder }
        };
        let pays = [&ic, &management].map(|rungs| values(rungs, |it| it.pay));
        let pay = medians(|it| it.pay, &|_| None);
        let count = |rungs: &[RungId]| values(rungs, |_| Some(0.0)).len() as u32;
        let is_stated = |rungs: &[RungId]| {
            let says =
                |rung: &RungId| matches!(scale.placing(*rung), Placing::Scale | Placing::Equated(Stated::Explicit));
            rungs.iter().any(says)
        };
        found.push(Parity {
            ladder: 0,
            grade,
            is_stated: is_stated(&ic) && is_stated(&management),
            pay,
            pay_gap: pay.ic.zip(pay.management).map(|(ic, management)| ic / management - 1.0),
            pay_interval: shift(&pays[0], &pays[1]),
            decision: medians(|it| it.d, &|rung| measure.decision_of_rung(rung)),
            budget: medians(|it| it.b, &|rung| measure.budget_of_rung(rung)),
            ic_seats: count(&ic),
            management_seats: count(&management),
            ic,
            management,
        });
    }
    found
}

/// Hodges–Lehmann by listing every difference.
fn shift(ic: &[f64], management: &[f64]) -> Option<Interval> {
    let (n, m) = (ic.len() as f64, management.len() as f64);
    if ic.len() < 4 || management.len() < 4 {
        return None;
    }
    let mut all: Vec<f64> = ic.iter().flat_map(|a| management.iter().map(move |b| a.ln() - b.ln())).collect();
    all.sort_by(f64::total_cmp);
    let k = (n * m / 2.0 - 1.96 * (n * m * (n + m + 1.0) / 12.0).sqrt()).floor().max(1.0) as usize;
    Some(Interval { lo: all[k - 1].exp() - 1.0, hi: all[all.len() - k].exp() - 1.0 })
}

struct Moved {
    person: PersonId,
    before: f64,
    after: f64,
    money_before: Option<(f64, f64)>,
    money_after: Option<(f64, f64)>,
    rise: Option<f64>,
}

/// The conversion of somebody, where there is evidence before and after: what came before is what the same file would
/// have said the day before.
fn moved(org: &Org, scale: &Scale, it: &One) -> Option<Moved> {
    if it.kind != Some(TrackKind::Management) {
        return None;
    }
    let history = &org.details(it.person).history;
    let is_ic =
        |step: &RoleChange| org.find_rung("", &step.rung).map(|rung| org.track(rung).kind) == Some(TrackKind::Ic);
    let last_ic = history.iter().rposition(is_ic);
    let step = history.get(last_ic.map_or(0, |at| at + 1)).filter(|step| step.reason != Some(Reason::Hired))?;
    let date = step.date?;
    if date.checked_add(12.months()).ok()? > org.head.as_of {
        return None;
    }
    // What is undated, or just a grade, belongs to neither half.
    let mut now = org.clone();
    now.details_mut(it.person).evidence.retain(|item| item.period.is_some() && item.kind != "stated");
    let mut then = now.clone();
    then.head.as_of = date.yesterday().ok()?;
    let at = |org: &Org| {
        let measure = Measure { org, scale };
        let lines = measure.lines(it.person);
        let money = lines.iter().find(|line| line.kind == "money").map(|line| (line.supported, line.face));
        Some((measure.impact(it.person)?.mid, money))
    };
    let ((before, money_before), (after, money_after)) = (at(&then)?, at(&now)?);
    Some(Moved { person: it.person, before, after, money_before, money_after, rise: step.rise })
}

fn wilson(k: usize, n: usize) -> Option<Interval> {
    let (k, n, z) = (k as f64, n as f64, 1.96f64);
    // The two roots of (p − k/n)² = z² p (1 − p) / n.
    let (a, b, c) = (1.0 + z * z / n, -(2.0 * k / n + z * z / n), (k / n).powi(2));
    let root = (b * b - 4.0 * a * c).max(0.0).sqrt();
    (n > 0.0).then(|| Interval { lo: ((-b - root) / (2.0 * a)).max(0.0), hi: ((-b + root) / (2.0 * a)).min(1.0) })
}
