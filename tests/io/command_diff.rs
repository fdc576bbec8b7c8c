//! `twintrack diff`: what two files differ in by the exit code, in words and as JSON, and nothing told that a file keeps
//! to itself.

use crate::program::{Ended, twintrack};
use std::fs;
use std::path::Path;

/// Exit code, stdout and stderr of `twintrack diff`.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let Ended { code, told, said } = twintrack(folder, &[&["diff"], arguments].concat());
    (code, told, said)
}

const FILE: &str = r#"(
  twintrack: 1,
  name: "Small",
  as_of: "2026-09-30",
  ladders: [(
    name: "only",
    tracks: [(kind: ic, entries: [(code: "IC1"), (code: "IC2")]), (kind: management, entries: [(code: "M1")])],
  )],
  people: [
    (id: "ana", name: "Ana\u{1b}[31m", seat: "M1"),
    (id: "bo", name: "Bo", seat: "IC1", manager: "ana", pay: 50000),
  ],
  scenarios: [
    (name: "Up", steps: [
      Seat(person: "bo", from: "IC1", to: "IC2"),
      Pay(person: "bo", from: 50000, to: 61234),
      Title(person: "ana", from: "Chief", to: "Lead"),
    ]),
  ],
)"#;

#[test]
fn the_command_says_what_differs_by_its_exit_code_and_in_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    fs::write(here.join("a.org.ron"), FILE).expect("a file");
    fs::write(here.join("b#1.org.ron"), FILE.replace("\"Bo\"", "\"Bodo\"")).expect("a file");

    let same = run(here, &["a.org.ron", "a.org.ron#baseline"]);
    assert_eq!(same, (Some(0), "a.org.ron → a.org.ron#baseline\n  No differences\n".into(), String::new()));

    let (code, told, said) = run(here, &["a.org.ron", "a.org.ron#Up"]);
    assert_eq!(code, Some(1));
    assert_eq!(
        said,
        "Step 3 of the plan `Up` does not apply: The title of `Ana\\u{1b}[31m` has changed since the plan was made\n"
    );
    // The file shows structure only: who moves is told, what anybody is paid is not.
    assert!(told.contains("  Bo: up IC1 → IC2\n") && told.contains("1 person moves up"), "{told}");
    assert!(!told.contains("61,234") && !told.contains("11,234") && !told.contains("\u{1b}"), "{told}");

    let (code, told, said) = run(here, &["a.org.ron", "b#1.org.ron"]);
    assert_eq!((code, said.as_str()), (Some(1), ""));
    assert!(told.contains("  Bodo: name Bo → Bodo\n"), "{told}");
    assert_eq!(run(here, &["b#1.org.ron#Up", "b#1.org.ron#Up", "--format", "text"]).0, Some(0));

    let (code, told, said) = run(here, &["a.org.ron", "a.org.ron#Down"]);
    assert_eq!((code, told.as_str()), (Some(2), ""));
    assert_eq!(said, "`a.org.ron` has no plan `Down`\nIts plans are `Up`\n");
    let (code, told, said) = run(here, &["gone.org.ron#Up", "a.org.ron"]);
    assert_eq!((code, told.as_str()), (Some(2), ""));
    assert!(said.starts_with("Could not read `gone.org.ron`"), "{said}");
}

#[test]
fn json_says_the_same_with_stable_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    fs::write(here.join("a.org.ron"), FILE).expect("a file");
    let (code, told, _) = run(here, &["a.org.ron", "a.org.ron#Up", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(code, Some(1));
    assert_eq!(told["same"], false);
    assert_eq!(
        told["changed"],
        serde_json::json!([
            { "id": "bo", "seat": "up", "fields": [{ "field": "seat", "before": "IC1", "after": "IC2" }] },
        ])
    );
    assert_eq!(told["counts"]["up"], 1);
    assert_eq!(
        told["rungs"][1]["after"],
        serde_json::json!({
            "people": 1, "others": 0.0, "paid": null, "median_pay": null, "sum_of_pay": null,
        })
    );
    assert_eq!(told["people_left_out"], "at least one of the two shows structure only");

    let bundled = here.join("bundled.org.ron");
    fs::write(&bundled, twintrack::BUNDLED).expect("a file");
    let (code, told, _) = run(here, &["bundled.org.ron", "bundled.org.ron#Two tracks", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!((code, &told["counts"]["to_ic"]), (Some(1), &serde_json::json!(2)));
    let clears = told["findings"].as_array().expect("a list").iter().find(|it| it["subject"] == "mason");
    assert_eq!(clears.map(|it| (&it["change"], &it["about"])), Some((&"clears".into(), &"person".into())));
    // A changed pay is named, never told.
    let mason = told["changed"].as_array().expect("a list").iter().find(|it| it["id"] == "mason").expect("changed");
    let pay = mason["fields"].as_array().expect("a list").iter().find(|it| it["field"] == "pay");
    assert_eq!(pay, Some(&serde_json::json!({ "field": "pay" })));
}
