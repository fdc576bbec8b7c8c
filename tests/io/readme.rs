//! The README holds what it promises: its example opens, and shows what the text around it is about.

use crate::common::AS_OF;
use crate::program::twintrack;
use twintrack::io::{Progress, read};
use twintrack::rules::{Answer, Judgement};

const README: &str = include_str!("../../README.md");

#[test]
fn the_example_opens_without_a_problem_and_shows_its_finding() {
    let example = README.split("```ron\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let opened = read(example.as_bytes(), "readme.org.ron", AS_OF, &Progress::default()).expect("it opens");
    assert_eq!(opened.problems, []);
    let org = &opened.org;
    let judgement = Judgement::of(org);
    let mason = org.find("mason").expect("Mason T. is in it");
    let badge = judgement.badge(mason).expect("Mason T. has a finding");
    assert_eq!((badge.rule.id, badge.answer), ("under-authorised", Answer::Confirmed));
    assert!(judgement.of_the_whole().iter().any(|finding| finding.rule.id == "ladder-ceiling"));
}

#[test]
fn every_command_is_one_that_the_program_has() {
    let lines: Vec<&str> = README.lines().filter_map(|line| line.strip_prefix("twintrack ")).collect();
    assert!(lines.len() > 10, "{lines:?}");
    let folder = tempfile::tempdir().expect("a folder");
    for line in lines {
        let first = line.split_whitespace().next().expect("a word");
        // A file opens the window; every other word has a help of its own.
        if first == "FILE" || first == "--help" {
            continue;
        }
        let help = twintrack(folder.path(), &[first, "--help"]);
        assert!(help.told.contains(&format!("Usage: twintrack {first}")), "{line}: {}{}", help.told, help.said);
        let options =
            line.split("  ").next().unwrap_or_default().split_whitespace().filter(|word| word.starts_with('-'));
        for option in options {
            assert!(help.told.contains(option), "{line}: {option} is not in\n{}", help.told);
        }
    }
}
