//! How far a signal can be trusted: organisations with a noisy record and a known truth, and what is counted on them.

use crate::common::written;
use crate::program::twintrack;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use twintrack::cli::signals::Signals;
use twintrack::cli::truth::{self, Truth, TruthError};
use twintrack::generate::{self, Under};
use twintrack::org::{Org, PersonId, Provenance, TrackKind};
use twintrack::rules::Judgement;

fn file(org: &Org, under: &[Under]) -> String {
    let lines = under.iter().map(|it| format!("{},under-authorised,{:.2}\n", org.key(it.person), it.rungs));
    format!("key,finding,rungs\n{}", lines.collect::<String>())
}

fn signals(people: usize, seed: u64) -> Signals {
    let (org, under) = generate::noisy(people, seed);
    let known = truth::read(&org, &file(&org, &under)).expect("written to be read");
    Signals::of(&org, &Judgement::of(&org), &known).expect("it is true of somebody")
}

fn part(of: usize, all: usize) -> f64 {
    of as f64 / all as f64
}

#[test]
fn a_noisy_record_is_read_better_than_by_chance_and_not_perfectly() {
    for seed in [1, 2, 3] {
        let it = signals(10_000, seed);
        let auc = it.auc.expect("both sides are there");
        assert!((0.75..0.97).contains(&auc), "seed {seed}: {auc}");
        let known = part(it.known_measured, it.measured);
        let (strong, possible) = (part(it.strong.right, it.strong.given), part(it.possible.right, it.possible.given));
        // A strong signal says more than a possible one, and that more than none.
        assert!(strong > possible + 0.1 && possible > 2.0 * known && strong < 0.95, "seed {seed}: {it:?}");
        let reached = part(it.strong.right + it.possible.right, it.known_measured);
        assert!((0.2..0.9).contains(&reached), "seed {seed}: {it:?}");
        assert!(it.strong.far <= it.far_measured && it.far_measured < it.known_measured, "{it:?}");
    }
}

#[test]
fn the_truth_is_as_said_and_so_is_the_noise() {
    for people in [0, 1, 2, 40] {
        assert_eq!(generate::noisy(people, 3).0.len(), people);
    }
    let (org, under) = generate::noisy(20_000, 4);
    assert!(under.windows(2).all(|pair| pair[0].person < pair[1].person));
    assert!(under.iter().all(|it| (1.0..=9.0).contains(&it.rungs)));
    assert!((0.03..0.09).contains(&part(under.len(), org.len())), "{}", under.len());
    let all = || org.people().map(|person| (person, org.details(person)));
    let share = |count: usize| part(count, org.len());
    assert!((0.44..0.48).contains(&share(all().filter(|it| !it.1.evidence.is_empty()).count())));
    assert!((0.48..0.52).contains(&share(all().filter(|it| it.1.rights.is_some()).count())));
    assert!((0.38..0.42).contains(&share(all().filter(|it| it.1.budgets.is_some()).count())));
    let mut trust: BTreeMap<Provenance, usize> = BTreeMap::new();
    all().flat_map(|it| &it.1.evidence).for_each(|line| *trust.entry(line.provenance).or_default() += 1);
    let lines: usize = trust.values().sum();
    for (provenance, expected) in [
        (Provenance::Audited, 0.1),
        (Provenance::Measured, 0.3),
        (Provenance::Asserted, 0.4),
        (Provenance::Anecdotal, 0.2),
    ] {
        let found = part(trust[&provenance], lines);
        assert!((found - expected).abs() < 0.015, "{provenance:?}: {found}");
    }
    let fits = |share: f64, amount: f64| share > 0.0 && share <= 1.0 && amount > 0.0 && amount.is_finite();
    assert!(all().flat_map(|it| &it.1.evidence).all(|line| fits(line.share, line.amount)));
}

#[test]
fn where_the_craft_is_held_down_those_at_the_ceiling_decide_too_little() {
    let (org, under) = generate::noisy(20_000, 5);
    let under: BTreeSet<PersonId> = under.iter().map(|it| it.person).collect();
    // People and those of them who decide too little, by the code of their IC rung.
    let mut on: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for person in org.people() {
        let seat = org.seat(person).expect("everybody sits");
        if org.track(seat.rung).kind == TrackKind::Ic {
            let count = on.entry(&org.rung(seat.rung).code).or_default();
            *count = (count.0 + 1, count.1 + usize::from(under.contains(&person)));
        }
    }
    let share = |code| part(on[code].1, on[code].0);
    assert!(share("IC5") > 1.5 * share("IC4") && share("IC5") > 1.5 * share("IC6"), "{on:?}");
    assert!(on["IC8"].0 > 0, "other units have the whole ladder");
}

#[test]
fn a_seed_repeats_itself_and_the_file_reads_back() {
    let (org, under) = generate::noisy(600, 8);
    let (again, same) = generate::noisy(600, 8);
    assert_eq!((written(&org), &under), (written(&again), &same));
    assert_ne!(written(&org), written(&generate::noisy(600, 9).0));
    let known = truth::read(&org, &file(&org, &under)).expect("written to be read");
    let rungs = known.rungs.as_ref().expect("the file tells them");
    assert_eq!((known.known.len(), rungs.len()), (under.len(), under.len()));
    assert!(under.iter().all(|it| (rungs[&("under-authorised", it.person)] - it.rungs).abs() <= 0.005 + 1e-9));
    for (text, error) in [
        ("key,finding,rungs\ne1,under-authorised", TruthError::Rungs(2)),
        ("key,finding,rungs\ne1,under-authorised,", TruthError::Rungs(2)),
        ("key,finding,rungs\n\ne1,under-authorised,inf", TruthError::Rungs(3)),
        ("key,finding,rungs\ne1", TruthError::Rungs(2)),
        ("key,finding,rungs\n1.5,1.5", TruthError::Line(2)),
        ("key,finding,rungs\nnobody,under-authorised,1.5", TruthError::Person(2, "nobody".into())),
        ("key,finding\ne1,under-authorised,1.5", TruthError::Person(2, "e1,under-authorised".into())),
    ] {
        assert_eq!(truth::read(&org, text), Err(error), "{text}");
    }
    assert_eq!(truth::read(&org, ""), Ok(Truth::default()));
    assert_eq!(Signals::of(&org, &Judgement::of(&org), &Truth::default()), None);
}

/// What the program tells, which has nothing to say aside.
fn run(folder: &Path, line: &str) -> String {
    let ended = twintrack(folder, &line.split_whitespace().collect::<Vec<_>>());
    assert_eq!(ended.said, "", "{line}");
    ended.told
}

/// Precision, recall and AUC as anybody would count them who has the two files and no program.
#[test]
fn precision_recall_and_auc_are_plain_counts() {
    let folder = tempfile::tempdir().expect("a folder");
    for seed in 1..4 {
        run(folder.path(), &format!("generate --noisy --people 1500 --seed {seed} -o o.org.ron --truth t.csv --force"));
        let found = run(folder.path(), "check o.org.ron --truth t.csv --format json --fail-on never");
        let found: Value = serde_json::from_str(&found).expect("JSON");
        let truth = std::fs::read_to_string(folder.path().join("t.csv")).expect("just written");
        let known: BTreeSet<&str> = truth.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
        let people = found["people"].as_array().expect("a list");
        let is_known = |person: &Value| person["id"].as_str().is_some_and(|id| known.contains(id));
        let comparable: Vec<&Value> = people.iter().filter(|it| it["gap_mid"].is_number()).collect();
        let known_measured = comparable.iter().filter(|it| is_known(it)).count();
        let signals = &found["truth"]["signals"];
        for (name, answers) in
            [("strong", &["confirmed"][..]), ("possible", &["possible"]), ("either", &["confirmed", "possible"])]
        {
            let (mut given, mut right) = (0, 0);
            for person in people {
                let has =
                    person["findings"].as_array().expect("a list").iter().any(|it| {
                        it["rule"] == "under-authorised" && answers.iter().any(|&answer| it["answer"] == answer)
                    });
                given += usize::from(has);
                right += usize::from(has && is_known(person));
            }
            assert!(given > right && right > 0, "seed {seed}: {given} {right}");
            let near = |key: &str, expected: f64| {
                let told = signals[name][key].as_f64().expect("a number");
                assert!((told - expected).abs() < 1e-12, "seed {seed}, {name} {key}: {told} and {expected}");
            };
            near("given", given as f64);
            near("right", right as f64);
            near("precision", part(right, given));
            near("recall", part(right, known.len()));
            near("recall_measured", part(right, known_measured));
        }
        let gap = |it: &Value| it["sure"].as_f64().expect("a number");
        let mut won = Vec::new();
        for with in comparable.iter().filter(|it| is_known(it)) {
            for without in comparable.iter().filter(|it| !is_known(it)) {
                won.push(match gap(with).partial_cmp(&gap(without)).expect("numbers") {
                    std::cmp::Ordering::Greater => 1.0,
                    std::cmp::Ordering::Equal => 0.5,
                    std::cmp::Ordering::Less => 0.0,
                });
            }
        }
        let auc = won.iter().sum::<f64>() / won.len() as f64;
        let told = |of: &Value| of["auc"].as_f64().expect("a number");
        assert!((told(signals) - auc).abs() < 1e-12, "seed {seed}: {auc} and {signals}");
        assert!((told(&found["truth"]["under-authorised"]) - auc).abs() < 1e-12);
        assert_eq!(
            (&signals["people"], &signals["measured"], &signals["known"]),
            (&people.len().into(), &comparable.len().into(), &known.len().into())
        );
    }
}

#[test]
fn what_it_means_is_said_in_words() {
    let folder = tempfile::tempdir().expect("a folder");
    run(folder.path(), "generate --noisy --people 1000 --seed 1 -o o.org.ron --truth t.csv --force");
    let said = run(folder.path(), "check o.org.ron --truth t.csv --fail-on never");
    let it = signals(1_000, 1);
    for words in [
        format!("{} of 1000 people can be compared", it.measured),
        format!("People for whom it is true: {}; {} of them can be compared", it.known, it.known_measured),
        format!("{:.0} % of strong signals are right", part(it.strong.right, it.strong.given) * 100.0),
        "how well the method reads synthetic records".to_owned(),
        "All true cases are known, so anything else that is found is wrong.".to_owned(),
    ] {
        assert!(said.contains(&words), "{words}\n{said}");
    }
    assert!(said.lines().skip_while(|line| !line.starts_with("Compared with")).all(|line| line.chars().count() <= 120));
}
