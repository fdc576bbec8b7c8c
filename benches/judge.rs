//! CPU time of judging, of all threads together, stage by stage and rule by rule; the time that it takes; and what is
//! kept of it in bytes a person. The promise is that judging 2.1 million people, all findings and indices, takes at
//! most 1.5 s of CPU; at 100,000 the findings of those whom an edit touches 1 ms, and what rests on everybody 150 ms.
//! `cargo bench --bench judge`; a number of people and a seed can follow.

mod common;

use cap::Cap;
use common::cpu_of_all;
use std::alloc::System;
use std::time::Instant;
use twintrack::app::{Document, Source, Veil};
use twintrack::edit::Edit;
use twintrack::generate;
use twintrack::measure::{Indices, Scale};
use twintrack::org::{Org, PersonId, Tree};
use twintrack::report::shown::Shown;
use twintrack::rules::{Check, Facts, Judgement, RULES, Tally};

#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

fn main() {
    let given: Vec<u64> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let people = given.first().map_or(2_100_000, |&people| people as usize);
    let (org, _) = generate::org(people, given.get(1).copied().unwrap_or(1));
    println!("{people} people | ms CPU | ms | bytes a person");
    let tree = stage(people, "tree", || Tree::of(&org));
    let scale = stage(people, "scale", || Scale::of(&org));
    let tally = stage(people, "tally", || Tally::of(&org, &scale));
    let indices = stage(people, "indices, everybody measured for them", || Indices::of(&org, &tree, &scale));
    let facts = Facts { org: &org, tree: &tree, scale: &scale, tally: &tally, indices: &indices, spans: &[] };
    for rule in RULES {
        if let Check::Whole { see, .. } | Check::Indices { see, .. } = rule.check {
            stage(people, rule.id, || see(&facts, &mut Vec::new()));
        }
    }
    let judged: Vec<PersonId> = org.people().filter(|&person| org.is_judged(person)).collect();
    let measure = facts.measure();
    stage(people, "measure of everybody", || judged.iter().filter(|&&p| measure.of(p).gap.is_some()).count());
    let measured: Vec<_> = judged.iter().map(|&person| measure.of(person)).collect();
    let with_a_gap = measured.iter().filter(|measured| measured.gap.is_some()).count();
    let name = format!("how sure, of {with_a_gap} with a gap (promised 3 µs each)");
    stage(people, &name, || measured.iter().filter_map(|it| measure.sure(it)).map(|it| it.p).sum::<f64>());
    for rule in RULES {
        match rule.check {
            Check::Person(see) => {
                stage(people, rule.id, || measured.iter().filter_map(|measured| see(&facts, measured)).count());
            }
            Check::Compared(see) => {
                stage(people, rule.id, || judged.iter().filter_map(|&person| see(&facts, person)).count());
            }
            Check::Whole { .. } | Check::Indices { .. } => {}
        }
    }
    drop(measured);
    let judgement = stage(people, "all of judging (promised 1500 ms at 2.1 million)", || Judgement::of(&org));
    let found = judgement.findings.len();
    stage(people, "findings", || judgement.findings.clone());
    stage(people, "what the file shows", || Shown::of(&judgement.facts(&org)));
    println!("{found} findings");
    let (judgement, org) = edited(people, judgement, org, &judged);
    drop((judgement, judged));
    let whole = stage(people, "an organisation, copied", || Org::clone(&org));
    let opened = twintrack::io::Opened { org: whole, ..opened() };
    let document =
        stage(people, "a document: judged, laid out, ready to be searched", || Document::new(Source::Bundled, opened));
    println!("{} findings shown", document.snapshot.judgement.findings.len());
    let names = stage(people, "its copy for a meeting, made again after each edit", || {
        document.veiled(Veil::Meeting { names: true })
    });
    let roles =
        stage(people, "the same with roles instead of names", || document.veiled(Veil::Meeting { names: false }));
    println!("{} findings shown in a meeting", names.snapshot.judgement.findings.len());
    drop(roles);
}

/// Somebody in the middle gets another record, and what follows is judged: at once, and what rests on everybody.
fn edited(people: usize, judgement: Judgement, mut org: Org, judged: &[PersonId]) -> (Judgement, Org) {
    let person = judged[judged.len() / 2];
    let edit = Edit::SetRights { person, rights: None };
    let touched = edit.touched(&org);
    edit.apply(&mut org).expect("somebody");
    stage(people, "the findings of whom an edit touches (promised 1 ms at 100,000)", || {
        Judgement::findings_of(&judgement.facts(&org), &touched.people)
    });
    let judgement = stage(people, "a judgement after an edit", || judgement.after(&org, &touched.people));
    let judgement = stage(people, "refreshed (promised 150 ms at 100,000)", || judgement.refreshed(&org));
    (judgement, org)
}

/// What comes with the program, as a frame for another organisation.
fn opened() -> twintrack::io::Opened {
    let day = jiff::civil::date(2026, 1, 1);
    let progress = twintrack::io::Progress::default();
    twintrack::io::read(twintrack::BUNDLED, twintrack::BUNDLED_NAME, day, &progress).expect("it is in every program")
}

/// Does a piece of work and prints what it took and what is kept of it.
fn stage<T>(people: usize, name: &str, work: impl FnOnce() -> T) -> T {
    let (before, start, begun) = (MEMORY.allocated(), cpu_of_all(), Instant::now());
    let done = work();
    let (spent, took) = (cpu_of_all() - start, begun.elapsed().as_secs_f64() * 1e3);
    let kept = MEMORY.allocated().saturating_sub(before) as f64 / people as f64;
    println!("{name} | {spent:.1} | {took:.1} | {kept:.1}");
    done
}
