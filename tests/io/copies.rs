//! Copies for one reader: what is in them, and that answers come back.

use crate::common::{AS_OF, opened, saved};
use crate::program::twintrack;
use std::path::Path;
use twintrack::io::native::Notation;
use twintrack::io::{Opened, Progress, read};
use twintrack::org::{Approval, Evidence, Mode, Particulars};
use twintrack::plan::for_reader;

/// Runs the program by a line; exit code and what it says aside.
fn run(folder: &Path, line: &str) -> (Option<i32>, String) {
    let ended = twintrack(folder, &line.split_whitespace().collect::<Vec<_>>());
    (ended.code, ended.said)
}

#[test]
fn a_copy_holds_the_own_record_and_nothing_of_anyone_else() {
    let all = opened();
    let org = &all.org;
    for reader in org.people().map(Some).chain([None]) {
        let copy = for_reader(org, reader);
        assert_eq!(copy.len(), org.len());
        for person in org.people() {
            let is_own = Some(person) == reader;
            assert_eq!(copy.pay(person).high.is_finite(), is_own && org.pay(person).high.is_finite());
            let (before, after) = (org.details(person), copy.details(person));
            assert_eq!(after.evidence.is_empty(), !is_own || before.evidence.is_empty());
            assert_eq!(after.preference.is_some(), is_own && before.preference.is_some());
            assert_eq!(after.history.is_empty(), !is_own || before.history.is_empty());
            assert!(after.notes.is_empty() && after.unknown.is_empty() && after.comment.is_empty());
            assert_eq!(copy.manager(person), org.manager(person));
            assert_eq!(copy.key(person), org.key(person));
        }
        assert_eq!(copy.shows_people(), reader.is_some());
        assert!(copy.head.waivers.is_empty() && copy.head.comments.is_empty() && copy.head.unknown.is_empty());
        let bands = copy.head.ladders.iter().flat_map(|ladder| &ladder.tracks).flat_map(|track| &track.entries);
        assert!(bands.into_iter().all(|rung| rung.pay.is_none()));
    }
    // As text: every source of evidence that is not the reader's is gone.
    let mason = org.find("mason");
    let text = saved(&Opened { org: for_reader(org, mason), scenarios: Vec::new(), ..opened() }, Notation::Ron);
    let others = org.people().filter(|&person| Some(person) != mason).flat_map(|person| &org.details(person).evidence);
    let mut count = 0;
    for source in others.map(|evidence| evidence.particulars.source.as_str()).filter(|source| !source.is_empty()) {
        let own = &org.details(mason.expect("somebody")).evidence;
        if own.iter().all(|evidence| evidence.particulars.source != source) {
            assert!(!text.contains(source), "{source}");
            count += 1;
        }
    }
    assert!(count > 10);
}

#[test]
fn answers_come_back_by_the_command_that_takes_sheets_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("halden.org.ron"), twintrack::BUNDLED).expect("room");
    assert_eq!(run(folder.path(), "copy halden.org.ron --for june -o june.org.ron"), (Some(0), String::new()));
    let text = std::fs::read_to_string(at("june.org.ron")).expect("text");
    let line = text.lines().find(|line| line.contains("id: \"june\"")).expect("a line");
    let more = line.replacen(
        "evidence: [",
        "evidence: [(kind: \"money\", amount: 1234567, provenance: asserted, source: \"Mine\"), ",
        1,
    );
    assert_ne!(line, more);
    std::fs::write(at("june.org.ron"), text.replace(line, &more)).expect("room");
    let (code, said) = run(folder.path(), "take-in halden.org.ron june.org.ron -o halden.org.ron");
    assert!(code == Some(0) || code == Some(1), "{said}");
    let bytes = std::fs::read(at("halden.org.ron")).expect("there");
    let again = read(&bytes, "halden.org.ron", AS_OF, &Progress::default()).expect("it opens");
    let (before, after) = (opened().org, again.org);
    for person in before.people() {
        let added = usize::from(before.key(person) == "june");
        let [had, has] = [&before, &after].map(|org| org.details(person).evidence.len());
        assert_eq!(has, had + added, "{}", before.key(person));
        assert_eq!(after.pay(person).high.to_bits(), before.pay(person).high.to_bits());
    }
}

#[test]
fn everything_that_is_added_to_a_copy_comes_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("a.org.ron"), twintrack::BUNDLED).expect("room");
    assert_eq!(run(folder.path(), "copy a.org.ron --for june -o june.org.ron"), (Some(0), String::new()));
    // A copy to which nothing was added brings nothing.
    let (code, said) = run(folder.path(), "take-in a.org.ron june.org.ron -o same.org.ron");
    assert_eq!((code, said.as_str()), (Some(0), ""));
    let bytes = std::fs::read(at("june.org.ron")).expect("there");
    let mut copy = read(&bytes, "june.org.ron", AS_OF, &Progress::default()).expect("it opens");
    let june = copy.org.find("june").expect("june");
    let added = Evidence {
        particulars: Particulars { domain: "x".to_owned(), note: "Y".to_owned(), ..Particulars::default() }.into(),
        ..copy.org.details(june).evidence[0].clone()
    };
    let details = copy.org.details_mut(june);
    // More lines than a sheet has columns for.
    details.evidence.extend([1.0, 2.0, 3.0, 4.0].map(|amount| Evidence { amount, ..added.clone() }));
    details.evidence[0].disputed = Some("It was more".to_owned());
    details.notes.push("Asked".to_owned());
    details.approvals.push(Approval {
        text: "A".to_owned(),
        domain: String::new(),
        count: 1.0,
        used: None,
        date: None,
    });
    let (evidence, notes) = (details.evidence.clone(), details.notes.clone());
    std::fs::write(at("june.org.ron"), saved(&copy, Notation::Ron)).expect("room");
    let (code, said) = run(folder.path(), "take-in a.org.ron june.org.ron -o new.org.ron");
    assert_eq!((code, said.as_str()), (Some(0), ""));
    let text = std::fs::read_to_string(at("june.org.ron")).expect("text");
    std::fs::write(at("slip.org.ron"), text.replacen("amount: 4,", "amount: four,", 1)).expect("room");
    let ended = twintrack(folder.path(), &["take-in", "a.org.ron", "slip.org.ron", "--dry-run"]);
    let told = ended.told;
    assert_eq!(ended.code, Some(1), "{told}");
    assert!(told.contains("of the sheet: `evidence` cannot be read"), "{told}");
    let bytes = std::fs::read(at("new.org.ron")).expect("there");
    let org = read(&bytes, "new.org.ron", AS_OF, &Progress::default()).expect("it opens").org;
    let own = org.details(org.find("june").expect("june"));
    assert_eq!(own.evidence, evidence);
    assert!(own.notes.ends_with(&notes) && own.approvals.iter().any(|approval| approval.text == "A"));
}

#[test]
fn what_may_not_leave_is_in_no_copy() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut locked = opened();
    locked.org.head.mode = Mode::StructureOnly { locked: true };
    std::fs::write(folder.path().join("a.org.ron"), saved(&locked, Notation::Ron)).expect("room");
    let (code, said) = run(folder.path(), "copy a.org.ron --for mason -o mason.org.ron");
    assert_eq!(code, Some(2));
    assert!(said.starts_with("The copy cannot hold a record: the owner of the file has locked it"), "{said}");
    assert!(!folder.path().join("mason.org.ron").exists());
    let (code, said) = run(folder.path(), "copy a.org.ron --for nobody -o mason.org.ron");
    assert_eq!((code, said.starts_with("No one in the file has the id `nobody`")), (Some(2), true), "{said}");
    let (code, _) = run(folder.path(), "copy a.org.ron --structure -o structure.org.ron");
    assert_eq!(code, Some(0));
}
