//! The laws of METHOD.md section 8 that concern the measured numbers and the findings made so far, on random
//! organisations. `PROPTEST_CASES` sets how many.

use crate::common;
use jiff::ToSpan;
use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use twintrack::measure::{Measure, Measured, Scale};
use twintrack::org::*;
use twintrack::rules::{Answer, Judgement, Subject};

const KINDS: [&str; 7] = ["money", "growth", "systems", "incidents", "reviews", "nominations", "stated"];
const ROLES: [Role; 5] = [Role::Decide, Role::Agree, Role::Recommend, Role::Input, Role::Perform];
const FROM_WORST: [Provenance; 4] =
    [Provenance::Anecdotal, Provenance::Asserted, Provenance::Measured, Provenance::Audited];

/// A row before it is built.
#[derive(Clone, Debug)]
struct Someone {
    key: String,
    rung: Option<u16>,
    source: SeatSource,
    manager: Option<usize>,
    evidence: Vec<Evidence>,
    rights: Option<Vec<Right>>,
    budgets: Option<Vec<Budget>>,
    stated: Option<f64>,
    preference: Option<org::Answer>,
}

use twintrack::org;

fn item() -> impl Strategy<Value = Evidence> {
    let amount = prop_oneof![Just(0.0), Just(1.0), (-3.0..9.0f64).prop_map(|log| 10f64.powf(log))];
    let period = weighted(0.3, (0..900i64, 0..400i64));
    let source = prop_oneof![3 => Just(""), 1 => Just("one"), 1 => Just("two")];
    (0..7usize, amount, 1..=100u32, 0..4usize, period, source).prop_map(
        |(kind, amount, share, provenance, period, source)| Evidence {
            kind: KINDS[kind].into(),
            amount: if KINDS[kind] == "stated" { amount % 9.0 } else { amount },
            share: f64::from(share) / 100.0,
            provenance: FROM_WORST[provenance],
            period: period.map(|(ago, length)| {
                let from = common::AS_OF.saturating_sub(ago.days());
                Period { from, to: Some(from.saturating_add(length.days())).filter(|_| length % 3 > 0) }
            }),
            particulars: Particulars { source: source.into(), ..Particulars::default() }.into(),
        },
    )
}

fn right() -> impl Strategy<Value = Right> {
    (of(0.0..9.0f64), 0..5usize, any::<bool>()).prop_map(|(at, role, technical)| Right {
        text: Default::default(),
        domain: Default::default(),
        at,
        role: ROLES[role],
        technical,
    })
}

fn budget() -> impl Strategy<Value = Budget> {
    let limit = prop_oneof![Just(0.0), Just(5e3), (2.0..8.0f64).prop_map(|log| 10f64.powf(log))];
    (limit, any::<bool>()).prop_map(|(limit, technical)| Budget {
        domain: String::new(),
        limit,
        currency: String::new(),
        technical,
    })
}

fn someone() -> impl Strategy<Value = Someone> {
    let answer = prop_oneof![Just(org::Answer::Craft), Just(org::Answer::Lead), Just(org::Answer::NotAsked)];
    let seat = (weighted(0.9, 0..14u16), prop_oneof![4 => Just(SeatSource::Given), 1 => Just(SeatSource::Suggested)]);
    let held = (of(vec(right(), 0..4)), of(vec(budget(), 0..3)), weighted(0.1, 0.0..9.0f64));
    (seat, of(0..8usize), vec(item(), 0..7), held, of(answer)).prop_map(
        |((rung, source), manager, evidence, (rights, budgets, stated), preference)| Someone {
            key: String::new(),
            rung,
            source,
            manager,
            evidence,
            rights,
            budgets,
            stated,
            preference,
        },
    )
}

fn people() -> impl Strategy<Value = Vec<Someone>> {
    vec(someone(), 1..8).prop_map(|mut people| {
        people.iter_mut().zip(0..).for_each(|(one, n)| one.key = format!("p{n}"));
        people
    })
}

/// Builds the rows in their order; managers are meant by key, whatever the order.
fn build(head: Head, people: &[Someone]) -> Org {
    let mut builder = Builder::new(head);
    for one in people {
        let manager = one.manager.map(|n| format!("{}{n}", &one.key[..1])).unwrap_or_default();
        let seat = one.rung.map(|rung| Seat { rung: RungId(rung), source: one.source });
        let person = builder.add(&Row { key: &one.key, manager: &manager, seat, ..Row::default() });
        builder.set_details(
            person,
            Details {
                evidence: one.evidence.clone(),
                rights: one.rights.clone(),
                budgets: one.budgets.clone(),
                rare: Rare { stated_authority: one.stated, ..Rare::default() }.into(),
                preference: one.preference.map(|answer| Preference {
                    answer,
                    date: None,
                    asked_by: Default::default(),
                }),
            },
        );
    }
    builder.finish().0
}

fn measured<T>(org: &Org, key: &str, look: impl FnOnce(Measured) -> T) -> T {
    let scale = Scale::of(org);
    look(Measure { org, scale: &scale }.of(org.find(key).expect("a key of the organisation")))
}

/// What rounding may take from a sum of a few thousand numbers.
const ROUNDING: f64 = 1e-9;

/// How sure it is of the first row.
fn sure(org: &Org) -> Option<f64> {
    let scale = Scale::of(org);
    let measure = Measure { org, scale: &scale };
    measure.sure(&measure.of(org.find("p0").expect("a key of the organisation"))).map(|it| it.p)
}

/// All numbers of a person to the last bit.
fn bits(org: &Org, key: &str) -> Vec<u64> {
    let scale = Scale::of(org);
    let measure = Measure { org, scale: &scale };
    let it = measure.of(org.find(key).expect("a key of the organisation"));
    let sure = measure.sure(&it).map(|it| it.p);
    numbers(&it).into_iter().chain(sure).map(f64::to_bits).collect()
}

fn numbers(it: &Measured) -> Vec<f64> {
    let mut all: Vec<f64> = it.lines.iter().flat_map(|it| [it.face, it.supported, it.grade, it.grade_face]).collect();
    all.extend(it.impact.iter().flat_map(|it| [it.lo, it.mid, it.face]));
    all.extend(it.gap.iter().flat_map(|it| [it.lo, it.mid, it.face]));
    all.extend(it.authority.iter().flat_map(|it| [it.grade, it.lo, it.hi, it.r.unwrap_or(-1.0), it.d.unwrap_or(-1.0)]));
    all
}

/// Findings by person's key: rule, answer, severity, in the order told.
fn findings(org: &Org) -> BTreeMap<String, Vec<String>> {
    let mut by_key: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for it in Judgement::of(org).findings {
        let key = match it.subject {
            Subject::Person(person) => org.key(person).to_owned(),
            subject => format!("{} {:?}", it.rule.id, subject),
        };
        by_key.entry(key).or_default().push(format!("{} {:?} {:?}", it.rule.id, it.answer, it.severity));
    }
    by_key
}

/// How strong the under-authorised finding of a person is; `None` without one. Larger is stronger.
fn strength(org: &Org, key: &str) -> Option<(bool, twintrack::rules::Severity)> {
    let found = Judgement::of(org).findings;
    let is_it = |subject| matches!(subject, Subject::Person(person) if org.key(person) == key);
    let it = found.iter().find(|it| it.rule.id == "under-authorised" && is_it(it.subject))?;
    Some((it.answer == Answer::Confirmed, it.severity))
}

/// Leaves the lines of other kinds than a new one, so that it is a further line and no more of one that is there.
fn leave_other_kinds(items: &mut Vec<Evidence>, new: &Evidence) {
    items.retain(|item| item.kind != new.kind);
}

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    /// Law 1.
    #[test]
    fn raising_evidence_never_weakens_under_authorised(mut people in people(), one in item(), which in any::<prop::sample::Index>(), how in 0..3, by in 1.0..50.0f64) {
        people[0].evidence.push(one);
        let before = build(common::head(), &people);
        let mut raised = people.clone();
        let at = which.index(raised[0].evidence.len());
        let item = &mut raised[0].evidence[at];
        match how {
            0 => item.amount *= by,
            1 => item.share = (item.share * by).min(1.0),
            _ => item.provenance = Provenance::Audited,
        }
        let after = build(common::head(), &raised);
        let claims = |org: &Org| measured(org, "p0", |it| {
            it.lines.iter().map(|it| (it.kind.to_owned(), it.provenance, it.source.to_owned())).collect::<BTreeSet<_>>()
        });
        if how == 2 {
            let lo = |org: &Org| measured(org, "p0", |it| it.impact.map(|impact| impact.lo));
            prop_assert!(lo(&after) >= lo(&before));
        } else if claims(&after) == claims(&before) {
            prop_assert!(strength(&after, "p0") >= strength(&before, "p0"));
            let (less, more) = (sure(&before), sure(&after));
            prop_assert!(more.unwrap_or(0.0) >= less.unwrap_or(0.0) - ROUNDING, "{:?} {:?}", less, more);
        }
    }

    /// Law 2.
    #[test]
    fn adding_a_line_never_lowers_the_careful_estimate(people in people(), new in item()) {
        let mut more = people;
        // More of a line that is there may come to rest on another source.
        leave_other_kinds(&mut more[0].evidence, &new);
        let before = build(common::head(), &more);
        more[0].evidence.push(new);
        let after = build(common::head(), &more);
        let lo = |org: &Org| measured(org, "p0", |it| it.impact.map(|impact| impact.lo));
        if let Some(before) = lo(&before) {
            prop_assert!(lo(&after).is_some_and(|after| after >= before));
        }
        // A further low line may turn strong into possible, yet by the careful gap it never goes away.
        if measured(&before, "p0", |it| it.gap.is_some_and(|gap| gap.lo >= 1.0)) {
            prop_assert!(strength(&after, "p0").is_some());
        }
    }

    /// Section 5a: a further line of a source that is counted already never lowers the probability.
    #[test]
    fn a_line_of_a_known_source_never_makes_it_less_sure(mut people in people(), first in item(), new in item()) {
        leave_other_kinds(&mut people[0].evidence, &new);
        if people[0].evidence.is_empty() {
            let kind = if new.kind == "money" { "growth" } else { "money" };
            people[0].evidence.push(Evidence { kind: kind.into(), ..first });
        }
        let one = Particulars { source: "one".into(), ..Particulars::default() };
        people[0].evidence.iter_mut().for_each(|item| item.particulars = one.clone().into());
        let before = build(common::head(), &people);
        people[0].evidence.push(Evidence { particulars: one.into(), ..new });
        let after = build(common::head(), &people);
        prop_assert!(sure(&after).unwrap_or(0.0) >= sure(&before).unwrap_or(0.0) - ROUNDING);
    }

    /// Law 3.
    #[test]
    fn more_authority_never_raises_a_gap(mut people in people(), new in right(), by in 1.0..100.0f64) {
        people[0].rights.get_or_insert_default();
        people[0].budgets.get_or_insert_default();
        let before_org = build(common::head(), &people);
        let mut more = people.clone();
        more[0].rights.get_or_insert_default().push(Right { technical: true, ..new });
        let with_right = build(common::head(), &more);
        let mut more = people.clone();
        more[0].budgets.iter_mut().flatten().for_each(|budget| budget.limit *= by);
        let with_budget = build(common::head(), &more);
        let gaps = |org: &Org| measured(org, "p0", |it| it.gap.map(|gap| [gap.lo, gap.mid, gap.face]));
        if let Some(before) = gaps(&before_org) {
            for after in [gaps(&with_right), gaps(&with_budget)] {
                let after = after.expect("a gap is not lost");
                prop_assert!(before.iter().zip(after).all(|(before, after)| after <= *before));
            }
            for after in [&with_right, &with_budget] {
                let (less, more) = (sure(after), sure(&before_org));
                prop_assert!(less.unwrap_or(0.0) <= more.unwrap_or(0.0) + ROUNDING, "{:?} {:?}", less, more);
            }
        }
    }

    /// Law 4, and grades within their limits.
    #[test]
    fn the_estimates_are_in_order(people in people()) {
        let org = build(common::head(), &people);
        for one in &people {
            measured(&org, &one.key, |it| {
                if let Some(impact) = it.impact {
                    prop_assert!(0.0 <= impact.lo && impact.lo <= impact.mid && impact.mid <= impact.face);
                }
                prop_assert_eq!(it.impact.is_none(), it.lines.is_empty());
                // G is 9: M6 stands one above IC8. Without a seat there is no ladder and no such limit.
                let limit = if one.rung.is_some() { 10.0 } else { f64::INFINITY };
                prop_assert!(it.lines.iter().all(|it| 0.0 <= it.grade && it.grade <= it.grade_face && it.grade_face <= limit));
                Ok(())
            })?;
        }
    }

    /// Law 5.
    #[test]
    fn order_changes_nothing(people in people(), seed in any::<u64>()) {
        let org = build(common::head(), &people);
        let mut other = people.clone();
        // A fixed shuffle by a hash of the position is enough of an order.
        let place = |at: usize| (at as u64 + 1).wrapping_mul(seed | 1).rotate_left(17) ^ seed;
        let shuffle = |n: usize| { let mut order: Vec<usize> = (0..n).collect(); order.sort_by_key(|&at| place(at)); order };
        for one in &mut other {
            one.evidence = shuffle(one.evidence.len()).into_iter().map(|at| one.evidence[at].clone()).collect();
            one.rights = one.rights.as_ref().map(|it| shuffle(it.len()).into_iter().map(|at| it[at].clone()).collect());
            one.budgets = one.budgets.as_ref().map(|it| shuffle(it.len()).into_iter().map(|at| it[at].clone()).collect());
        }
        let other: Vec<Someone> = shuffle(other.len()).into_iter().map(|at| other[at].clone()).collect();
        let shuffled = build(common::head(), &other);
        for one in &people {
            prop_assert_eq!(bits(&org, &one.key), bits(&shuffled, &one.key));
        }
        prop_assert_eq!(findings(&org), findings(&shuffled));
    }

    /// Law 6.
    #[test]
    fn another_unit_of_money_changes_nothing(people in people(), log in -6.0..6.0f64) {
        let c = 10f64.powf(log);
        let mut other = people.clone();
        for one in &mut other {
            one.evidence.iter_mut().filter(|it| it.kind == "money").for_each(|it| it.amount *= c);
            one.budgets.iter_mut().flatten().for_each(|budget| budget.limit *= c);
        }
        let mut head = common::head();
        let constants = &mut head.ladders[0].constants;
        constants.delegation.iter_mut().for_each(|anchor| anchor.0 *= c);
        constants.kinds[0].anchors.iter_mut().for_each(|anchor| anchor.0 *= c);
        let (org, scaled) = (build(common::head(), &people), build(head, &other));
        let (found, found_scaled) = (findings(&org), findings(&scaled));
        for one in people.iter().filter(|one| one.rung.is_some()) {
            let grades = |org: &Org| measured(org, &one.key, |mut it| {
                it.lines.clear();
                numbers(&it)
            });
            let (before, after) = (grades(&org), grades(&scaled));
            prop_assert_eq!(before.len(), after.len());
            prop_assert!(before.iter().zip(&after).all(|(a, b)| (a - b).abs() < 1e-9), "{:?} {:?}", before, after);
            prop_assert_eq!(found.get(&one.key), found_scaled.get(&one.key));
        }
    }

    /// Law 7.
    #[test]
    fn a_perfect_match_has_no_authority_finding(grade in 3..=8u16) {
        let value = |anchors: &[Anchor]| {
            let grade = f64::from(grade);
            let high = anchors.iter().position(|&(_, at)| at >= grade).expect("an anchor above").max(1);
            let ((low, from), (high, to)) = (anchors[high - 1], anchors[high]);
            low * (high / low).powf((grade - from) / (to - from))
        };
        let constants = Constants::default();
        let evidence = [0, 2, 3].map(|at| {
            let kind = &constants.kinds[at];
            Evidence { kind: kind.name.as_str().into(), amount: value(&kind.anchors), ..common::evidence("money:1") }
        });
        let one = Someone {
            key: "p0".into(),
            rung: Some(grade - 1),
            source: SeatSource::Given,
            manager: None,
            evidence: evidence.to_vec(),
            rights: Some(vec![Right { text: Default::default(), domain: Default::default(), at: Some(f64::from(grade)), role: Role::Decide, technical: true }]),
            budgets: Some(vec![Budget { domain: String::new(), limit: value(&constants.delegation), currency: String::new(), technical: true }]),
            stated: None,
            preference: None,
        };
        let org = build(common::head(), &[one]);
        for rule in ["under-authorised", "over-authorised", "paper-title"] {
            prop_assert_eq!(common::found(&org, rule), "");
        }
        measured(&org, "p0", |it| {
            let gap = it.gap.expect("everything is recorded");
            prop_assert!([gap.lo, gap.mid, gap.face].iter().all(|gap| gap.abs() < 1e-9));
            Ok(())
        })?;
    }

    /// Law 8.
    #[test]
    fn others_never_change_my_numbers(mut people in people(), others in people()) {
        let org = build(common::head(), &people);
        people.truncate(1);
        people.extend(others.into_iter().zip(1..).map(|(one, n)| Someone { key: format!("p{n}"), ..one }));
        let changed = build(common::head(), &people);
        prop_assert_eq!(bits(&org, "p0"), bits(&changed, "p0"));
        let mine = |org: &Org| {
            let mut found = findings(org).remove("p0").unwrap_or_default();
            found.retain(|it| ["under-authorised", "over-authorised", "paper-title"].iter().any(|rule| it.starts_with(rule)));
            found
        };
        prop_assert_eq!(mine(&org), mine(&changed));
    }

    /// Law 9.
    #[test]
    fn no_evidence_no_verdict(mut people in people()) {
        people.iter_mut().for_each(|one| one.evidence.clear());
        let org = build(common::head(), &people);
        for rule in ["under-authorised", "over-authorised", "question-not-asked"] {
            prop_assert_eq!(common::found(&org, rule), "");
        }
        prop_assert_eq!(common::found(&org, "not-enough-evidence"), format!("info organisation {}", people.len()));
    }

    /// Law 11.
    #[test]
    fn two_copies_have_the_same_findings_per_person(people in people()) {
        let once = build(common::head(), &people);
        let mut both = people.clone();
        // The same order of keys, so that a loop is cut at the same person.
        both.extend(people.iter().map(|one| Someone { key: one.key.replace('p', "q"), ..one.clone() }));
        let twice = build(common::head(), &both);
        let (once, twice) = (findings(&once), findings(&twice));
        for one in &people {
            prop_assert_eq!(once.get(&one.key), twice.get(&one.key));
            prop_assert_eq!(once.get(&one.key), twice.get(&one.key.replace('p', "q")));
        }
    }
}
