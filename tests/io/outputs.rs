//! What the program writes from the command line: never over what it reads, never over a file of somebody else without
//! being told to, never under a wrong ending, and nothing of people out of a file whose owner has locked it.

use crate::common::{file, opened};
use crate::hostile::planted;
use crate::planted::{holds, unpacked};
use crate::program::{path, twintrack};
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;
use twintrack::io::native::Notation;
use twintrack::org::Mode;

const FILE: &str = "halden.org.ron";

fn halden() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join(FILE), twintrack::BUNDLED).expect("room");
    fs::write(folder.path().join("staff.csv"), "id,name,manager\na,Ana,\nb,Bo,a\n").expect("room");
    folder
}

fn run(folder: &Path, line: &str) -> (Option<i32>, String) {
    let ended = twintrack(folder, &line.split_whitespace().collect::<Vec<_>>());
    (ended.code, ended.said)
}

#[test]
fn no_command_writes_over_what_it_reads() {
    let folder = halden();
    let at = |name: &str| folder.path().join(name);
    fs::hard_link(at(FILE), at("linked.html")).expect("a link");
    fs::hard_link(at(FILE), at("linked.svg")).expect("a link");
    fs::hard_link(at(FILE), at("linked.csv")).expect("a link");
    fs::create_dir(at("sub")).expect("a folder");
    for line in [
        "template halden.org.ron -o linked.csv",
        "record halden.org.ron mason -o linked.html",
        "export halden.org.ron -o linked.svg",
        "export halden.org.ron#baseline -o sub/../linked.svg",
        "report halden.org.ron -o linked.html",
        "import staff.csv -o ./sub/../staff.csv",
        "generate --people 9 -o x.csv --truth ./x.csv",
        "import staff.csv --write-map staff.csv --dry-run",
    ] {
        for force in ["", " --force"] {
            let (code, said) = run(folder.path(), &format!("{line}{force}"));
            assert_eq!(code, Some(2), "{line}: {said}");
            assert!(said.contains("is an input file") || said.contains("cannot hold both"), "{line}: {said}");
        }
    }
    assert_eq!(fs::read(at(FILE)).expect("there"), twintrack::BUNDLED);
    assert!(fs::read_to_string(at("staff.csv")).expect("there").starts_with("id,name,manager"));
}

#[test]
fn an_ending_says_what_is_in_a_file() {
    let folder = halden();
    for line in [
        "template halden.org.ron -o x.pdf",
        "template halden.org.ron -o x",
        "record halden.org.ron mason -o x.pdf",
        "generate --people 9 -o y.org.ron --truth x.pdf",
    ] {
        let (code, said) = run(folder.path(), line);
        assert!(
            code == Some(2) && said.contains("extension") && said.contains("Use a name that ends in ."),
            "{line}: {said}"
        );
    }
    assert_eq!(fs::read_dir(folder.path()).expect("there").count(), 2, "nothing was written");
}

#[test]
fn a_file_of_somebody_else_is_replaced_only_when_told_to() {
    let folder = halden();
    let at = |name: &str| folder.path().join(name);
    for (line, name) in [
        ("template halden.org.ron -o a.csv", "a.csv"),
        ("record halden.org.ron mason -o a.html", "a.html"),
        ("export halden.org.ron -o a.svg", "a.svg"),
        ("export halden.org.ron -o a.xlsx", "a.xlsx"),
        ("report halden.org.ron -o README.md", "README.md"),
        ("report halden.org.ron -o a.pdf", "a.pdf"),
        ("import staff.csv -o a.org.ron", "a.org.ron"),
        ("generate --people 9 -o b.org.ron", "b.org.ron"),
    ] {
        fs::write(at(name), "# Somebody's own work").expect("room");
        let (code, said) = run(folder.path(), line);
        assert!(code == Some(2) && said.contains("already exists") && said.contains("--force"), "{line}: {said}");
        assert_eq!(fs::read(at(name)).expect("there"), b"# Somebody's own work");
        let (code, said) = run(folder.path(), &format!("{line} --force"));
        assert_eq!(code, Some(0), "{line}: {said}");
        assert_ne!(fs::read(at(name)).expect("there"), b"# Somebody's own work", "{line}");
    }
    // Nor is what only looks like one of this program's.
    for (name, begins) in [
        ("x.png", &b"\x89PNG\r\n\x1a\n"[..]),
        ("x.html", b"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Mine</title>"),
        ("x.dot", b"digraph \"mine\" {}"),
        ("x.mmd", b"---\ntitle: \"mine\"\n---\nflowchart TB\n"),
        ("x.graphml", b"<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\"></graphml>"),
        ("x.pdf", b"%PDF-1.4 mine"),
        ("x.drawio", b"<mxfile host=\"app.diagrams.net\">"),
        ("x.pptx", b"PK\x03\x04 mine"),
    ] {
        fs::write(at(name), begins).expect("room");
        let (code, said) = run(folder.path(), &format!("export halden.org.ron -o {name}"));
        assert!(code == Some(2) && said.contains("--force"), "{name}: {said}");
        assert_eq!(fs::read(at(name)).expect("there"), begins);
    }
    // A picture or report of this program is written again without asking, and an empty file is nobody's work.
    for name in ["b.svg", "b.png", "b.pdf", "b.pptx", "b.html", "b.drawio", "b.dot", "b.mmd", "b.graphml"] {
        fs::write(at(name), "").expect("room");
        for _ in 0..2 {
            let (code, said) = run(folder.path(), &format!("export halden.org.ron -o {name}"));
            assert_eq!(code, Some(0), "{name}: {said}");
        }
    }
    for name in ["c.pdf", "c.html", "c.md"] {
        for _ in 0..2 {
            assert_eq!(run(folder.path(), &format!("report halden.org.ron -o {name}")).0, Some(0), "{name}");
        }
    }
}

/// Two sheets are taken in at the same moment: what is said to be saved is saved.
#[test]
fn of_two_that_write_at_once_none_is_lost() {
    let folder = halden();
    let at = |name: &str| folder.path().join(name);
    for round in 0..6 {
        fs::write(at("staff.org.ron"), twintrack::BUNDLED).expect("room");
        let people = ["mason", "alex"];
        let begun = people.map(|id| {
            let sheet = format!("{id}.csv");
            let row =
                format!("id,work_1_kind,work_1_amount,work_1_source\n{id},systems,4{round},Round {round} of {id}\n");
            fs::write(at(&sheet), row).expect("room");
            let arguments = ["take-in", "staff.org.ron", &sheet, "-o", "staff.org.ron"];
            let mut command = Command::new(path());
            command.current_dir(folder.path()).args(arguments).stdout(std::process::Stdio::null());
            command.stderr(std::process::Stdio::piped()).spawn().expect("it starts")
        });
        let ended = begun.map(|child| child.wait_with_output().expect("it ends"));
        let text = fs::read_to_string(at("staff.org.ron")).expect("there");
        for (id, ended) in people.iter().zip(&ended) {
            let is_saved = text.contains(&format!("Round {round} of {id}"));
            let said = String::from_utf8_lossy(&ended.stderr);
            let is_told = ended.status.code().is_some_and(|code| code < 2);
            assert_eq!(is_saved, is_told, "{id}: {said}");
            assert!(is_told || said.contains("Someone else has changed"), "{said}");
        }
        assert!(ended.iter().any(|it| it.status.code().is_some_and(|code| code < 2)));
    }
}

/// Pay, evidence and reasons as the planted organisation has them, also as medians and with separators.
const PRIVATE: [&str; 12] = [
    "777123",
    "777,123",
    "666321",
    "666,321",
    "77711",
    "77,711",
    "777,1",
    "888214",
    "88824",
    "48111222",
    "33331",
    "Paid above",
];

/// Whether any number but those that count, or stand on the ladder, is in a part of JSON.
fn tells_money(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Number(n) => n.as_f64().is_some_and(|n| n >= 10_000.0),
        serde_json::Value::Array(all) => all.iter().any(tells_money),
        serde_json::Value::Object(all) => all.iter().any(|(name, it)| name != "constants" && tells_money(it)),
        _ => false,
    }
}

#[test]
fn a_locked_file_tells_no_sum_of_pay_either() {
    let folder = halden();
    let text = std::str::from_utf8(twintrack::BUNDLED).expect("text");
    let at = |name: &str| folder.path().join(name);
    for mode in ["structure_only", "structure_only(locked: true)"] {
        let begin = text.find("mode: people(").expect("the mode");
        let end = begin + text[begin..].find(')').expect("its end") + 1;
        let was = format!("{}mode: {mode}{}", &text[..begin], &text[end..]);
        let mut is = String::new();
        // Everybody is paid a tenth more.
        for (at, part) in was.split("pay: ").enumerate() {
            let digits = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
            match part[..digits].parse::<u64>() {
                Ok(pay) if at > 0 => is += &format!("pay: {}{}", pay / 10 * 11, &part[digits..]),
                _ if at > 0 => is += &format!("pay: {part}"),
                _ => is += part,
            }
        }
        fs::write(at("was.org.ron"), was).expect("room");
        fs::write(at("is.org.ron"), is).expect("room");
        let told = |line: &str| twintrack(folder.path(), &line.split_whitespace().collect::<Vec<_>>()).told;
        let all = [
            told("check is.org.ron"),
            told("check is.org.ron --format json"),
            told("diff was.org.ron is.org.ron"),
            told("diff was.org.ron is.org.ron --format json"),
        ];
        let json = |at: usize| serde_json::from_str::<serde_json::Value>(&all[at]).expect("JSON");
        let tells = [
            all[0].contains("Median pay of 6 people on IC5"),
            tells_money(&json(1)),
            all[2].contains("Annual full-time pay rises by 10.0 %") || all[2].contains("median pay"),
            tells_money(&json(3)),
        ];
        assert_eq!(tells, [mode == "structure_only"; 4], "{mode}");
        if mode != "structure_only" {
            assert!(all[0].contains("not included: anything calculated from pay, because the owner"), "{}", all[0]);
            assert!(!all[0].contains("paid"), "{}", all[0]);
            assert!([1, 3].iter().all(|&at| json(at)["pay_left_out"].is_string()));
            assert_eq!(json(1)["organisation"]["indices"]["pay"]["headcount_alone"]["tau"], serde_json::Value::Null);
        }
    }
}

#[test]
fn who_earns_more_of_two_is_told_by_no_index() {
    let folder = tempfile::tempdir().expect("a folder");
    let told = |pay: u32, reason: &str| {
        let text = format!(
            r#"(twintrack: 1, as_of: "2026-09-30", mode: structure_only(locked: true), currency: "USD",
            ladders: [(name: "L", tracks: [(kind: ic, entries: [(code: "IC1")]), (kind: management, entries: [(code: "M1")])])],
            people: [(id: "ana", seat: "M1", pay: 90000, history: [(date: "2025-01-01", rung: "M1", reason: {reason})]),
            (id: "bo", seat: "IC1", manager: "ana", pay: {pay})],
            scenarios: [(name: "P", steps: [Pay(person: "bo", from: 1, to: 61234), Pay(person: "ana", from: 90000, to: 91000)])])"#
        );
        let of = |mode: &str| {
            fs::write(folder.path().join("a.org.ron"), text.replace("structure_only(locked: true)", mode))
                .expect("room");
            let check = twintrack(folder.path(), &["check", "a.org.ron", "--format", "json"]);
            let plan = twintrack(folder.path(), &["diff", "a.org.ron", "a.org.ron#P", "--format", "json"]);
            (check, plan)
        };
        [of("structure_only"), of("structure_only(locked: true)")]
    };
    let (less, more) = (told(50_000, "performance"), told(95_000, "retention"));
    assert_eq!(less, more);
    for (_, plan) in less {
        let said = "Step 1 of the plan `P` does not apply; what it changes is not shown in structure only\n";
        assert_eq!(plan.said, said);
        let plan: serde_json::Value = serde_json::from_str(&plan.told).expect("JSON");
        assert_eq!(plan["changed"], serde_json::json!([]));
        assert!(!plan.to_string().contains("%"), "{plan}");
    }
}

#[test]
#[cfg(unix)]
fn what_a_check_finds_is_its_exit_code_whether_it_is_read_to_the_end_or_not() {
    use std::process::Stdio;
    let folder = halden();
    for line in
        [&["check", FILE][..], &["check", FILE, "--format", "json"], &["diff", FILE, "halden.org.ron#Two tracks"]]
    {
        let mut command = Command::new(path());
        let command = command.current_dir(folder.path()).args(line).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the program is built");
        drop(child.stdout.take());
        assert_eq!(child.wait().expect("it ends").code(), Some(1), "{line:?}");
    }
}

#[test]
fn a_picture_of_no_size_is_refused() {
    let folder = halden();
    for scale in ["0", "-1", "NaN", "inf", "x"] {
        let (code, said) = run(folder.path(), &format!("export halden.org.ron -o a.png --scale={scale}"));
        assert!(code == Some(2) && said.contains("it has to be a number above 0"), "{scale}: {said}");
    }
}

#[test]
#[cfg(unix)]
fn a_list_without_an_end_is_refused() {
    let folder = halden();
    for line in [
        "check halden.org.ron --truth /dev/zero",
        "import staff.csv --dry-run --map /dev/zero",
        "repo . --left-out /dev/zero",
    ] {
        let (code, said) = run(folder.path(), line);
        assert!(code == Some(2) && said.contains("larger than 64 MiB"), "{line}: {said}");
    }
}

#[test]
fn what_the_owner_has_locked_leaves_by_no_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut org = planted("");
    org.head.mode = Mode::StructureOnly { locked: true };
    fs::write(folder.path().join("a.org.ron"), file(&org, &[], Notation::Ron)).expect("room");
    let mut lines: Vec<String> = Vec::new();
    for name in
        ["a.svg", "a.png", "a.pdf", "a.pptx", "a.xlsx", "a.csv", "a.drawio", "a.dot", "a.mmd", "a.graphml", "a.html"]
    {
        for view in ["tracks", "one-path", "tree", "silhouette"] {
            lines.push(format!("export a.org.ron -o {name} --force --show findings,pay --view {view}"));
        }
    }
    for name in ["b.html", "b.pdf", "b.md"] {
        lines.push(format!("report a.org.ron -o {name} --force --show names,findings,pay"));
    }
    for people in ["few", "all"] {
        lines.push(format!("template a.org.ron -o - --people {people}"));
        lines.push(format!("template a.org.ron -o c.xlsx --force --people {people}"));
    }
    lines.push("record a.org.ron star -o -".to_owned());
    lines.push("check a.org.ron --fail-on never".to_owned());
    lines.push("check a.org.ron --fail-on never --format json".to_owned());
    for line in lines {
        let ended = twintrack(folder.path(), &line.split_whitespace().collect::<Vec<_>>());
        assert_eq!(ended.code, Some(0), "{line}: {}", ended.said);
        if line.contains("--show") && !line.contains("silhouette") {
            assert!(ended.said.contains("only they can unlock it"), "{line}: {}", ended.said);
        }
        let written = line.split_whitespace().nth(3).filter(|name| folder.path().join(name).is_file());
        let written = written.map(|name| unpacked(&fs::read(folder.path().join(name)).expect("there")));
        for private in PRIVATE {
            let is_told = |text: &str| text.contains(private);
            assert!(!is_told(&ended.told) && !is_told(&ended.said), "`{private}` is told by {line}");
            assert!(!written.as_ref().is_some_and(|bytes| holds(bytes, private)), "`{private}` is written by {line}");
        }
    }
    assert!(opened().org.shows_people());
}
