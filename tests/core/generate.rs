//! Organisations that do not exist: what is planted is found, little else is, and a seed repeats itself.

use crate::common::written;
use std::collections::BTreeSet;
use twintrack::generate;
use twintrack::io::{Progress, csv};
use twintrack::org::{Org, PersonId, Tree};
use twintrack::rules::{Answer, Judgement};

fn check(people: usize, seed: u64) {
    let (org, planted) = generate::org(people, seed);
    assert_eq!(org.len(), people);
    let judgement = Judgement::of(&org);
    let found: BTreeSet<(PersonId, &str)> =
        judgement.of_people().iter().filter_map(|finding| Some((finding.person()?, finding.rule.id))).collect();
    let planted: BTreeSet<(PersonId, &str)> = planted.iter().map(|it| (it.person, it.rule)).collect();
    assert_eq!(found, planted, "{people} people, seed {seed}");
    let firm = |answer| matches!(answer, Answer::Confirmed | Answer::Review);
    assert!(judgement.of_people().iter().all(|finding| firm(finding.answer)));
    assert!(judgement.tree.loops.is_empty());
    assert_eq!(judgement.tree.tops().count(), 1.min(people));
}

#[test]
fn what_is_planted_is_found_and_nothing_else() {
    for people in [0, 1, 2, 3, 10, 60, 1_000] {
        for seed in 0..6 {
            check(people, seed);
        }
    }
    check(60_000, 7);
    let (_, planted) = generate::org(60_000, 7);
    let rules: BTreeSet<&str> = planted.iter().map(|it| it.rule).collect();
    assert_eq!(
        rules.into_iter().collect::<Vec<_>>(),
        [
            "over-authorised",
            "paper-title",
            "preference-mismatch",
            "question-not-asked",
            "retention-promotion",
            "tiny-span",
            "under-authorised"
        ]
    );
}

#[test]
fn a_seed_repeats_itself_and_another_gives_another() {
    let first = written(&generate::org(500, 1).0);
    assert_eq!(first, written(&generate::org(500, 1).0));
    assert_ne!(first, written(&generate::org(500, 2).0));
}

#[test]
fn spans_and_depth_are_those_of_a_large_employer() {
    let (org, _) = generate::org(100_000, 3);
    let tree = Tree::of(&org);
    let spans: Vec<u32> =
        org.people().map(|person| tree.span_of_control(&org, person)).filter(|&span| span > 0).collect();
    let mean = spans.iter().sum::<u32>() as f64 / spans.len() as f64;
    assert!((5.0..7.0).contains(&mean), "{mean}");
    assert!(spans.contains(&5_000) && spans.iter().any(|&span| (40..=60).contains(&span)));
    let deepest = org.people().map(|person| tree.depth(person)).max();
    assert!(deepest.is_some_and(|depth| (10..=14).contains(&depth)), "{deepest:?}");
    let with_evidence = org.people().filter(|&person| !org.details(person).evidence.is_empty()).count();
    assert!((18_000..22_000).contains(&with_evidence), "{with_evidence}");
    let has = |first: char, last: char| org.people().any(|p| org.name(p).starts_with(|c| (first..=last).contains(&c)));
    assert!(has('A', 'z') && has('А', 'я') && has('Α', 'ω'));
}

#[test]
fn a_spreadsheet_of_it_reads_back_with_the_same_people() {
    for people in [1, 2, 40, 3_000] {
        let (org, _) = generate::org(people, 5);
        let mut sheet = Vec::new();
        csv::write(&org, &mut sheet).expect("memory takes everything");
        let options = csv::ImportOptions::on(org.head.as_of);
        let (read, _) = csv::read(&sheet, "made-up.csv", &options, &Progress::default()).expect("written to be read");
        let problems: Vec<String> = read.problems.iter().map(ToString::to_string).collect();
        assert!(problems.iter().all(|it| it.contains("which rungs of its two tracks are equal")), "{problems:?}");
        let told = |org: &Org| -> Vec<String> {
            let one = |person: PersonId| {
                let text =
                    [org.key(person), org.name(person), org.title(person), org.team(person), org.location(person)];
                let above = org.manager(person).map(|manager| org.key(manager));
                let code = org.seat(person).map(|seat| &org.rung(seat.rung).code);
                let pay = org.yearly_pay(person);
                format!("{text:?} {above:?} {code:?} {pay:?} {:?} {}", org.start(person), org.head.currency)
            };
            org.people().map(one).collect()
        };
        assert_eq!(told(&read.org), told(&org), "{people} people");
    }
}

#[test]
fn known_mismatches_are_found_and_how_well_is_counted() {
    use twintrack::cli::matches;
    use twintrack::cli::truth::{self, TruthError};
    let (org, planted) = generate::org(10_000, 7);
    let lines: Vec<String> = planted.iter().map(|it| format!("{},{}\n", org.key(it.person), it.rule)).collect();
    let known = truth::read(&org, &format!("key,finding\n{}", lines.concat())).expect("what generate writes");
    assert_eq!(known.known.len(), planted.len());
    let judgement = Judgement::of(&org);
    let mut table = Vec::new();
    matches::write(&org, &judgement, &known, &mut table).expect("a vector takes everything");
    println!("{}", String::from_utf8(table).expect("text"));
    let (each, all) = matches::matches(&org, &judgement, &known);
    // Everything that was planted is found, and ranks above nearly everybody else who has the number.
    for (rule, it) in each.iter().chain([(&"all", &all)]) {
        assert_eq!(it.both, it.known, "{rule}");
        assert!(it.found >= it.both && it.auc.is_none_or(|auc| auc > 0.98), "{rule}: {it:?}");
    }
    assert_eq!(all.known, planted.len());
    for (text, error) in [
        ("key,finding\nnobody,tiny-span", TruthError::Person(2, "nobody".into())),
        ("key,finding\n\ne1,cycle", TruthError::Rule(3, "cycle".into())),
        ("key,finding\ne1", TruthError::Line(2)),
    ] {
        assert_eq!(truth::read(&org, text), Err(error));
    }
}
