//! Organisations that do not exist: what is planted is found, little else is, and a seed repeats itself.

use std::collections::BTreeSet;
use twintrack::generate;
use twintrack::io::native::{self, Notation};
use twintrack::org::{Org, PersonId, Tree};
use twintrack::rules::{Answer, Judgement};

fn bytes(org: &Org) -> Vec<u8> {
    let mut bytes = Vec::new();
    native::write(org, &[], &[], Notation::Ron, &mut bytes).expect("memory takes everything");
    bytes
}

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
    let first = bytes(&generate::org(500, 1).0);
    assert_eq!(first, bytes(&generate::org(500, 1).0));
    assert_ne!(first, bytes(&generate::org(500, 2).0));
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
