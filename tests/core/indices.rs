//! The organisation's indices against a second, plain way to compute them, the laws of METHOD.md section 8 that
//! concern them, and the edges of section 7a.

use crate::common::{self, found, set_pay};
use crate::crowd::{Spec, org, specs};
use crate::plain;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use twintrack::edit::Edit;
use twintrack::generate;
use twintrack::measure::*;
use twintrack::org::*;
use twintrack::rules::Judgement;

fn indices(org: &Org) -> Indices {
    Judgement::of(org).indices
}

/// All numbers with their names, so that two can be compared within rounding; debug text holds every field.
fn numbers(indices: &Indices) -> Vec<Result<f64, String>> {
    let text = format!("{indices:?}");
    let words = text.split(|c: char| !(c.is_alphanumeric() || "._-".contains(c))).filter(|word| !word.is_empty());
    words.map(|word| word.parse().map_err(|_| word.to_owned())).collect()
}

fn same(a: &Indices, b: &Indices) -> Result<(), TestCaseError> {
    let (left, right) = (numbers(a), numbers(b));
    let close = |pair: (&Result<f64, String>, &Result<f64, String>)| match pair {
        (Ok(a), Ok(b)) => (a - b).abs() <= 1e-9 * a.abs().max(1.0),
        (a, b) => a == b,
    };
    prop_assert!(left.len() == right.len() && left.iter().zip(&right).all(close), "{:#?}\n{:#?}", a, b);
    Ok(())
}

fn in_order(specs: &[Spec]) -> Org {
    org(specs, &(0..specs.len()).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn they_are_what_the_plain_way_says(specs in specs(60)) {
        let org = in_order(&specs);
        same(&indices(&org), &plain::indices(&org))?;
    }

    #[test]
    fn the_order_of_people_changes_nothing_to_the_last_bit(specs in specs(40), keys in prop::collection::vec(any::<u16>(), 40)) {
        let mut order: Vec<usize> = (0..specs.len()).collect();
        order.sort_by_key(|&at| keys[at]);
        let (one, other) = (in_order(&specs), org(&specs, &order));
        let told = |org: &Org| {
            let mut indices = indices(org);
            let mut costs: Vec<String> = indices.double_costs.drain(..).map(|it| format!("{} {:?} {:?} {:?}", org.key(it.person), it.craft, it.team, it.rise)).collect();
            costs.sort();
            (indices, costs)
        };
        prop_assert_eq!(told(&one), told(&other));
    }

    #[test]
    fn two_copies_have_the_same_convergence_and_ceiling(specs in specs(40)) {
        let twice: Vec<Spec> = specs.iter().chain(&specs).copied().collect();
        let n = specs.len();
        let mut both = in_order(&twice);
        // The second copy reports within itself.
        let one = in_order(&specs);
        for at in 0..n {
            let find = |org: &Org, at: usize| org.find(&format!("p{at}")).expect("in it");
            let key = one.manager(find(&one, at)).map(|it| one.key(it)[1..].parse::<usize>().expect("a number"));
            let manager = key.map(|key| find(&both, n + key));
            let person = find(&both, n + at);
            Edit::SetManager { person, manager }.apply(&mut both).expect("an earlier one");
        }
        let (one, both) = (indices(&one), indices(&both));
        prop_assert_eq!(one.convergence.kappa, both.convergence.kappa);
        prop_assert_eq!((2 * one.convergence.managers, 2 * one.convergence.others), (both.convergence.managers, both.convergence.others));
        prop_assert_eq!(one.ceilings, both.ceilings);
    }

    #[test]
    fn kappa_is_a_share_and_blind_to_how_far_rungs_are_apart(specs in specs(40), steps in prop::collection::vec(0.1f64..5.0, 8)) {
        let mut org = in_order(&specs);
        let kappa = indices(&org).convergence.kappa;
        prop_assert!(kappa.is_none_or(|kappa| (0.0..=1.0).contains(&kappa)));
        // The first IC track is the scale: everything else follows it.
        let mut at = 0.0;
        let mut head = org.head.clone();
        let track = &mut head.ladders[0].tracks[0];
        for (entry, step) in track.entries.iter_mut().zip(steps) {
            at += step;
            entry.grade = Some(at);
        }
        // Interpolated rungs could cross those of the scale: only rungs that are equal to one are held.
        let held = ["M1", "M5", "IC", "S", "R"];
        for person in org.people().collect::<Vec<_>>() {
            let is_held = org.seat(person).is_none_or(|seat| held.iter().any(|it| org.rung(seat.rung).code.starts_with(it)));
            if !is_held {
                Edit::MoveToSeat { person, seat: None }.apply(&mut org).expect("no rung");
            }
        }
        let before = indices(&org).convergence;
        org.head = head;
        prop_assert_eq!(indices(&org).convergence, before);
    }

    #[test]
    fn all_money_times_a_factor_changes_nothing(specs in specs(40), factor in 0.01f64..100.0) {
        // Without a rung somebody is measured by the anchors of no ladder, which are nobody's to change.
        let specs: Vec<Spec> = specs.into_iter().filter(|spec| spec[0] > 0).collect();
        let mut org = in_order(&specs);
        let before = indices(&org);
        for anchors in org.head.ladders[0].constants.kinds.iter_mut().filter(|kind| kind.is_money).map(|kind| &mut kind.anchors) {
            anchors.iter_mut().for_each(|anchor| anchor.0 *= factor);
        }
        org.head.ladders[0].constants.delegation.iter_mut().for_each(|anchor| anchor.0 *= factor);
        for entry in org.head.ladders[0].tracks.iter_mut().flat_map(|track| &mut track.entries) {
            entry.budgets.iter_mut().for_each(|budget| budget.limit *= factor);
        }
        for person in org.people().collect::<Vec<_>>() {
            let mut details = org.details(person).clone();
            details.evidence.iter_mut().filter(|it| it.kind == "money").for_each(|it| it.amount *= factor);
            details.budgets.iter_mut().flatten().for_each(|budget| budget.limit *= factor);
            Edit::SetDetails { person, details: Box::new(details) }.apply(&mut org).expect("the same person");
            let pay = org.pay(person);
            let pay = Pay { low: pay.low * factor, high: pay.high * factor, ..pay };
            Edit::SetPay { person, pay, currency: String::new() }.apply(&mut org).expect("a pay");
        }
        let mut after = indices(&org);
        // What is money is that much more.
        after.practitioner_value = after.practitioner_value.map(|it| it / factor);
        after.pay_equivalences.iter_mut().for_each(|it| it.pay /= factor);
        for medians in after.parities.iter_mut().map(|it| &mut it.pay) {
            (medians.ic, medians.management) = (medians.ic.map(|it| it / factor), medians.management.map(|it| it / factor));
        }
        for cost in &mut after.double_costs {
            (cost.craft, cost.team) = ((cost.craft.0 / factor, cost.craft.1 / factor), cost.team / factor);
        }
        same(&before, &after)?;
    }
}

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|it| it.parse().ok()).unwrap_or(128)
}

#[test]
fn the_random_organisations_have_something_of_everything() {
    let mut runner = TestRunner::deterministic();
    let mut has = [0; 9];
    for _ in 0..100 {
        let it = indices(&in_order(&specs(60).new_tree(&mut runner).expect("a strategy").current()));
        let found = [
            it.convergence.kappa.is_some_and(|kappa| kappa > 0.0 && kappa < 1.0),
            it.premium.rungs.is_some(),
            it.pay.difference.is_some_and(|(_, interval)| interval.is_some()),
            it.pay.partial_impact.is_some(),
            it.pay_equivalences.iter().any(|it| it.part > 0.0),
            it.parities.iter().any(|it| it.pay_interval.is_some()),
            it.parities.iter().any(|it| it.decision.ic_people > 0 && it.budget.management_people > 0),
            it.peter.lost > 0 && it.peter.interval.is_some(),
            !it.double_costs.is_empty(),
        ];
        has.iter_mut().zip(found).for_each(|(has, found)| *has += usize::from(found));
    }
    assert!(has.iter().all(|&has| has >= 5), "{has:?}");
}

#[test]
fn generated_organisations_agree_with_the_plain_way() {
    for seed in 0..4 {
        let (org, _) = generate::org(250, seed);
        same(&indices(&org), &plain::indices(&org)).expect("the same");
    }
}

fn check_kappa(input: &str, expected: (Option<f64>, usize, usize)) {
    let it = indices(&common::org(input)).convergence;
    assert_eq!((it.kappa, it.managers, it.others), expected, "{input}");
}

#[test]
fn convergence_at_its_edges() {
    check_kappa("a IC4; b IC3", (None, 0, 0));
    check_kappa("a IC6; b IC7", (Some(0.0), 0, 2));
    check_kappa("a M3 team=1", (Some(1.0), 1, 0));
    check_kappa("a M5 team=1; b IC6", (Some(1.0), 1, 1));
    check_kappa("a M5 team=1; b IC8", (Some(0.0), 1, 1));
    check_kappa("a M1 team=1; b IC8", (Some(0.0), 1, 1));
    // A vacancy is no report, and nobody holds it.
    check_kappa("a M5; v M1 under=a vacancy; b IC6", (Some(0.0), 0, 2));
}

fn check_ceiling(words: &str, expected: Option<f64>) {
    assert_eq!(indices(&common::org(&format!("ladder {words}; a IC5"))).ceilings, [expected], "{words}");
}

#[test]
fn the_ceiling_at_its_edges() {
    check_ceiling("", Some(0.25));
    check_ceiling("apex", Some(0.0));
    check_ceiling("top=IC5", Some(1.0));
    check_ceiling("top=IC4", Some(1.0));
    check_ceiling("only-ic", None);
    check_ceiling("unplaced", None);
    let only = |top: &str| {
        let mut org = common::org(&format!("ladder top={top}; a IC5"));
        org.head.ladders[0].tracks[1].entries.truncate(1);
        let org = Builder::new(org.head.clone()).finish().0;
        indices(&org).ceilings
    };
    assert_eq!((only("IC5"), only("IC4")), (vec![Some(0.0)], vec![Some(1.0)]));
}

/// People with pay, people below and evidence, so that each is higher than the one before.
fn rising(n: usize, pay: impl Fn(usize) -> f64) -> Org {
    let words: Vec<String> = (0..n).map(|at| format!("p{at} IC5 +systems:{} team={at}", at + 1)).collect();
    let mut org = common::org(&words.join("; "));
    for at in 0..n {
        set_pay(&mut org, &format!("p{at}"), pay(at));
    }
    org
}

#[test]
fn correlations_at_their_edges() {
    let all = indices(&rising(12, |at| 1000.0 * (at + 1) as f64)).pay;
    assert_eq!((all.headcount.value, all.headcount.interval, all.headcount.people), (Some(1.0), None, 12));
    assert_eq!((all.impact.value, all.partial_headcount, all.pairs), (Some(1.0), None, 66));
    assert_eq!(all.difference, Some((0.0, Some(Interval { lo: 0.0, hi: 0.0 }))));
    let few = indices(&rising(9, |at| 1000.0 * (at + 1) as f64)).pay;
    assert_eq!((few.headcount.value, few.headcount_alone.value, few.headcount.people), (None, None, 9));
    assert_eq!((few.difference, few.more_people_more_pay), (None, 36));
    let tied = indices(&rising(12, |_| 1000.0)).pay;
    assert_eq!((tied.headcount.value, tied.difference, tied.pairs), (None, None, 0));
    let against = indices(&rising(12, |at| 1e6 - at as f64)).pay;
    assert_eq!((against.headcount.value, against.more_people_more_pay, against.pairs), (Some(-1.0), 0, 66));
}

#[test]
fn one_person_with_reports_leaves_no_interval_of_the_difference() {
    let mut words: Vec<String> = (0..12).map(|at| format!("p{at} IC5 +systems:{}", at + 1)).collect();
    words[11].push_str(" team=3");
    let mut org = common::org(&words.join("; "));
    for at in 0..12 {
        set_pay(&mut org, &format!("p{at}"), 1000.0 + f64::from(at * 7 % 12));
    }
    let pay = indices(&org).pay;
    assert!(pay.difference.is_some_and(|(_, interval)| interval.is_none()), "{pay:?}");
}

const BEFORE: &str = "+money:20e6:measured:::2024-06-01..2025-05-31 +systems:30:measured:::2024-06-01..2025-05-31 \
                      +incidents:25:measured:::2024-06-01..2025-05-31";
const USUAL: &str = "i1 IC5 +systems:5; i2 IC5 +systems:5; i3 IC5 +systems:5; i4 IC5 +systems:5 +money:1e6";

fn check_lost(ana: &str, others: &str, expected: &str) {
    assert_eq!(
        found(&common::org(&format!("ana M2 from=IC6 {ana}; {others}")), "lost-practitioner"),
        expected,
        "{ana}"
    );
}

#[test]
fn the_peter_check() {
    let usual = &format!("{USUAL}; i5 IC5 +systems:5");
    // I_pre 6.9564, I_post 3, median practitioner 5: 3.9564 − 0.3 · 1.9564.
    let after = format!("since=2025-06-01 +incidents:2:audited:::2026-01-01..2026-01-31 {BEFORE}");
    check_lost(&after, usual, "possible/critical ana 3.3695");
    check_lost(&format!("{after} prefers=craft"), usual, "confirmed/critical ana 3.3695");
    check_lost(&format!("{after} prefers=undecided"), usual, "possible/critical ana 3.3695");
    check_lost(&format!("{after} prefers=lead"), usual, "");
    // Fewer than five practitioners, less than twelve months, no line after, below the fork before.
    check_lost(&after, USUAL, "");
    check_lost(&format!("since=2025-10-01 +incidents:2:audited:::2026-01-01..2026-01-31 {BEFORE}"), usual, "");
    check_lost(&format!("since=2025-06-01 {BEFORE}"), usual, "");
    let below = "+systems:4:audited:::2024-07-01..2025-05-31 +systems:0:audited:::2026-01-01..2026-01-31";
    check_lost(&format!("since=2025-06-01 {below}"), usual, "");
    // A recorded zero is a line.
    check_lost(
        &format!("since=2025-06-01 +systems:0:audited:::2026-01-01..2026-01-31 {BEFORE}"),
        usual,
        "possible/critical ana 6.3695",
    );
}

#[test]
fn the_record_before_a_conversion_is_that_of_the_method() {
    let org = common::org(&format!(
        "ana M2 from=IC6 since=2025-06-01 {BEFORE} +incidents:2:audited:::2026-01-01..2026-01-31"
    ));
    let judgement = Judgement::of(&org);
    let ana = org.find("ana").expect("in it");
    let converted = judgement.facts(&org).measure().converted(ana).expect("evidence before and after");
    assert_eq!(format!("{:.4} {:.4}", converted.before.mid, converted.after.mid), "6.9564 3.0000");
}

#[test]
fn a_conversion_costs_craft_and_team() {
    let input = format!(
        "ana M2 from=IC6 since=2025-06-01 reason=performance:20000 +money:8e6:measured:::2024-06-01..2025-05-31 \
         +money:1e6:audited:::2026-01-01..2026-03-31 team=2; {USUAL}"
    );
    let mut org = common::org(&input);
    for key in ["ana.1", "ana.2"] {
        set_pay(&mut org, key, 50e3);
    }
    let indices = indices(&org);
    let [cost] = indices.double_costs.as_slice() else { panic!("{:?}", indices.double_costs) };
    assert_eq!((cost.craft, cost.rise), ((5.4e6, 7e6), Some(20e3)));
    // R = 6.4: log2 R = 2.678.
    let team = 100e3 * (1.0 - 0.925f64.powf(6.4f64.log2()));
    assert!((cost.team - team).abs() < 1e-6, "{cost:?}");
    assert_eq!((indices.peter.lost, indices.peter.of, indices.peter.interval), (0, 1, None));
}

#[test]
fn in_structure_only_no_evidence_is_read() {
    let org = common::org("structure; a M1 team=6 +systems:30; b IC6 +systems:5; c IC6 +systems:7");
    let indices = indices(&org);
    assert_eq!((indices.premium, indices.practitioners, indices.peter.of), (Premium::default(), 0, 0));
    assert_eq!(indices.convergence.kappa, Some(0.0));
}

fn told_value(org: &Org, id: &str) -> String {
    let told = twintrack::report::told(org, &Judgement::of(org));
    told.iter().filter(|it| it.id == id).map(|it| it.value.clone()).collect::<Vec<_>>().join("; ")
}

#[test]
fn what_is_told_leaves_out_what_rests_on_a_few() {
    let few = common::org("a M5 team=1; b IC6; c M1 team=1; d IC8");
    assert_eq!(
        (told_value(&few, "convergence").as_str(), told_value(&few, "premium").as_str()),
        ("too few", "too few")
    );
    assert_eq!(told_value(&few, "ceiling"), "25 %");
    assert_eq!(told_value(&few, "peter"), "no conversion with evidence before and after");
    let managers: Vec<String> = (0..5).map(|at| format!("m{at} M5 team=1; i{at} IC6")).collect();
    assert_eq!(told_value(&common::org(&managers.join("; ")), "convergence"), "100 %");
    let told = twintrack::report::told(&few, &Judgement::of(&few));
    assert!(told.iter().all(|it| it.sentence.ends_with('.') && it.limits.ends_with('.') && !it.title.is_empty()));
}

#[test]
fn json_holds_every_index_and_null_where_there_is_none() {
    let json = |org: &Org| -> serde_json::Value {
        let mut out = Vec::new();
        twintrack::cli::check::json(org, &Judgement::of(org), &mut out).expect("a vector takes everything");
        serde_json::from_slice::<serde_json::Value>(&out).expect("JSON")["organisation"]["indices"].take()
    };
    let it = json(&common::org("a M5 team=1; b IC6; d IC8"));
    assert_eq!(it["convergence"]["managers"], 1);
    assert_eq!(it["convergence"]["kappa"], 0.5);
    assert_eq!(it["ceilings"][0]["ceiling"], 0.25);
    assert_eq!(it["parities"][1]["ic"][0], "IC8");
    assert!(it["premium"]["rungs"].is_null() && it["pay"]["headcount"]["tau"].is_null());
    assert!(it["peter"]["interval"].is_null() && it["practitioner"].is_null());
    // In structure only a median of one is somebody's own.
    let budget =
        |mode: &str| json(&common::org(&format!("{mode}a M5 b2e6; d IC8 b10000")))["parities"][1]["budget"].take();
    assert_eq!((budget("")["management"].as_f64(), budget("structure; ")["management"].as_f64()), (Some(8.0), None));
}

#[test]
fn equal_rungs_that_are_not_equal_are_found() {
    let org = common::org("a M5 D8 b2e6; b IC8 D6 b50000; c IC8 D6 b50000; d M1 D5; e IC5 D5");
    assert_eq!(found(&org, "authority-parity"), "confirmed/high IC8 2");
    assert_eq!(found(&org, "budget-parity"), "confirmed/critical IC8 3");
    assert_eq!(found(&common::org("ladder implied; a M5 D8; b IC8 D6"), "authority-parity"), "possible/high IC8 2");
    // In structure only it takes five on each side.
    assert_eq!(found(&common::org("structure; a M5 D8; b IC8 D6"), "authority-parity"), "");
    let five: Vec<String> = (0..5).map(|at| format!("a{at} M5 D8; b{at} IC8 D6")).collect();
    assert_eq!(
        found(&common::org(&format!("structure; {}", five.join("; "))), "authority-parity"),
        "confirmed/high IC8 2"
    );
}

fn paid(input: &str, pays: &[(&str, f64)]) -> Org {
    let mut org = common::org(input);
    for &(key, amount) in pays {
        set_pay(&mut org, key, amount);
    }
    org
}

#[test]
fn less_pay_on_an_equal_rung_is_found() {
    let people = "a1 M5; a2 M5; a3 M5; a4 M5; b1 IC8; b2 IC8; b3 IC8; b4 IC8";
    let above = [("a1", 200e3), ("a2", 210e3), ("a3", 220e3), ("a4", 230e3)];
    let with = |pays: [f64; 4]| {
        let below = ["b1", "b2", "b3", "b4"].into_iter().zip(pays);
        paid(people, &above.into_iter().chain(below).collect::<Vec<_>>())
    };
    assert_eq!(found(&with([150e3, 160e3, 170e3, 180e3]), "pay-parity"), "confirmed IC8 -0.2326");
    assert_eq!(found(&with([190e3, 195e3, 210e3, 215e3]), "pay-parity"), "possible IC8 -0.0581");
    assert_eq!(found(&with([200e3, 210e3, 215e3, 230e3]), "pay-parity"), "");
    assert_eq!(found(&paid("a M5; b IC8", &[("a", 200e3), ("b", 100e3)]), "pay-parity"), "possible IC8 -0.5");
}

#[test]
fn remedies_of_the_parities_end_them() {
    let input = "a1 M5 D8 b2e6; a2 M5 D8 b2e6; b1 IC8 D6 b50000; b2 IC8 D6 b50000";
    let org = paid(input, &[("a1", 200e3), ("a2", 220e3), ("b1", 150e3), ("b2", 160e3)]);
    let judgement = Judgement::of(&org);
    for rule in ["pay-parity", "authority-parity", "budget-parity"] {
        let finding = judgement.findings.iter().find(|it| it.rule.id == rule).expect(rule);
        let advice = finding.advise(&judgement.facts(&org));
        let ends = |edits: &[Edit]| {
            let mut org = org.clone();
            edits.iter().for_each(|edit| drop(edit.clone().apply(&mut org).expect("it applies")));
            !edits.is_empty() && found(&org, rule).is_empty()
        };
        assert!(advice.iter().any(|it| ends(&it.edits)), "{rule}: {advice:?}");
    }
}

#[test]
fn pay_that_follows_headcount_is_found() {
    // Pay rises with people below and falls with impact.
    let words: Vec<String> = (0..12).map(|at| format!("p{at} IC5 +systems:{} team={at}", 20 - at)).collect();
    let keys: Vec<String> = (0..12).map(|at| format!("p{at}")).collect();
    let pays: Vec<(&str, f64)> = keys.iter().zip(0..).map(|(key, at)| (key.as_str(), 1e4 + f64::from(at))).collect();
    assert_eq!(found(&paid(&words.join("; "), &pays), "headcount-pay"), "confirmed organisation 2");
    let unconfirmed = format!("ladder unconfirmed; {}", words.join("; "));
    assert_eq!(found(&paid(&unconfirmed, &pays), "headcount-pay"), "possible organisation 2");
    let without: Vec<String> = (0..12).map(|at| format!("p{at} IC5 team={at}")).collect();
    assert_eq!(found(&paid(&without.join("; "), &pays), "headcount-pay"), "info organisation 1");
    let falling: Vec<(&str, f64)> = pays.iter().map(|&(key, pay)| (key, 3e4 - pay)).collect();
    assert_eq!(found(&paid(&words.join("; "), &falling), "headcount-pay"), "");
}

#[test]
fn steps_into_management_to_keep_somebody_are_counted() {
    let org = common::org(
        "a M1 reason=retention:28000; b M2 reason=performance; c M1; d IC6 reason=retention; e M1 reason=retention; \
         f M1 reason=retention; g M1 reason=retention",
    );
    let judgement = Judgement::of(&org);
    assert_eq!(judgement.indices.defensive, (4, 5));
    let told = twintrack::report::told(&org, &judgement);
    let it = told.iter().find(|it| it.id == "defensive").expect("it is told");
    assert_eq!(it.value, "4 of 5");
    assert_eq!(
        it.sentence,
        "Of 5 moves into management with a recorded reason, 4 were for retention or a counter-offer."
    );
}
