//! The program as it is called from a shell: what a command writes, what it refuses and in which words, and what it says
//! it has left out.

use crate::common::written;
use crate::program::{path, twintrack};
use crate::repository::Repo;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;
use twintrack::generate;

/// A folder with the bundled organisation in it.
fn halden() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("halden.org.ron"), twintrack::BUNDLED).expect("room");
    folder
}

/// Runs the program by a line; exit code and what it says aside.
fn run(folder: &Path, line: &str) -> (Option<i32>, String) {
    let ended = twintrack(folder, &line.split_whitespace().collect::<Vec<_>>());
    (ended.code, ended.said)
}

#[test]
fn the_command_writes_and_refuses_in_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("just written");
    let generate = |line: &str| run(folder.path(), &format!("generate {line}"));
    assert_eq!(generate("--people 400 --seed 9 -o a.org.ron --truth t.csv"), (Some(0), String::new()));
    let (org, planted) = generate::org(400, 9);
    assert_eq!(text("a.org.ron"), written(&org));
    let lines = planted.iter().map(|it| format!("{},{}\n", org.key(it.person), it.rule));
    assert_eq!(text("t.csv"), format!("key,finding\n{}", lines.collect::<String>()));
    let (code, said) = generate("--people 400 --seed 9 -o a.csv");
    assert_eq!(code, Some(0));
    assert!(said.starts_with("A spreadsheet cannot hold evidence"), "{said}");
    assert_eq!(text("a.csv").lines().count(), 401);
    for (line, says) in [
        ("--people 0 -o b.org.ron", "An organisation needs at least one person\nState the number of people"),
        ("--people 30000000 -o b.org.ron", "30000000 people are too many\nAsk for at most"),
        ("--people 9 -o b.xls", "`b.xls` has an extension that cannot hold the whole file\nUse a name that ends in"),
        ("--people 9 -o no/b.csv", "Could not save `no/b.csv`: No such file or directory\nCheck that the folder"),
        ("--people 9 -o no/b.org.ron", "Could not save `no/b.org.ron`: No such file or directory\nCheck that"),
        ("--people 9 -o b.csv --truth b.csv", "`b.csv` cannot hold both"),
    ] {
        let (code, said) = generate(line);
        assert_eq!(code, Some(2), "{line}");
        assert!(said.starts_with(says), "{line}: {said}");
    }
}

#[test]
fn the_command_line_says_what_it_left_out() {
    let folder = halden();
    let report = |line: &str| run(folder.path(), &format!("report halden.org.ron -o {line}"));
    for (out, begins) in [("a.html", "<!DOCTYPE html>"), ("a.pdf", "%PDF-"), ("a.md", "# Halden Skincare")] {
        let (code, said) = report(out);
        assert_eq!(code, Some(0), "{said}");
        assert!(
            said.contains("Not included: names, pay, findings about people; use --show to choose what to include"),
            "{said}"
        );
        let written = std::fs::read(folder.path().join(out)).expect("a report");
        assert!(written.starts_with(begins.as_bytes()));
    }
    let (code, said) = report("b.html --show names,pay,findings");
    assert!(code == Some(0) && !said.contains("Not included"), "{said}");
    let (code, said) = report("c.docx");
    assert_eq!(code, Some(2));
    assert!(
        said.contains("`c.docx` is not a supported report format")
            && said.contains("Use a name for the report that ends in"),
        "{said}"
    );
    let (code, said) = report("no-such-folder/a.md");
    assert!(code == Some(2) && said.contains("no-such-folder"), "{said}");
    let (code, said) = run(folder.path(), "export halden.org.ron -o tracks.pdf");
    assert_eq!(code, Some(0), "{said}");
    assert!(std::fs::read(folder.path().join("tracks.pdf")).expect("a picture").starts_with(b"%PDF-"));
}

#[test]
fn the_matrix_is_exported_only_where_findings_are_asked_for() {
    let folder = halden();
    let picture = folder.path().join("matrix.svg");
    let export = |more: &str| run(folder.path(), &format!("export halden.org.ron --view matrix -o matrix.svg {more}"));
    let (code, said) = export("");
    assert_eq!(code, Some(2));
    assert!(said.contains("The matrix shows findings about individuals"), "{said}");
    assert!(!picture.exists());
    assert_eq!(export("--show findings").0, Some(0));
    let svg = std::fs::read_to_string(&picture).expect("a picture");
    assert!(svg.contains("Mason T.") && svg.contains("authority against impact"));
}

#[test]
fn an_export_takes_some_people_a_page_a_plan_and_several_files() {
    let folder = halden();
    let text = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("a picture");
    let export = |line: &str| run(folder.path(), &format!("export {line}"));
    let (code, said) = export("halden.org.ron -o a.svg -o b.csv --view tree --scope branch:mason --fields location");
    assert_eq!(code, Some(0), "{said}");
    for name in ["a.svg", "b.csv"] {
        let text = text(name);
        assert!(text.contains("Eva Horvat") && !text.contains("Ines Valdor"), "{name}");
    }
    let names = ["halden.org.ron#Two tracks", "halden.org.ron"];
    let ended = twintrack(folder.path(), &["export", names[0], "-o", "c.svg", "--view", "changes"]);
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    assert!(text("c.svg").contains("Mason T.: M3 → IC8") && text("c.svg").contains(">Two tracks<"));
    let ended = twintrack(folder.path(), &["export", names[0], names[1], "-o", "d.svg", "--view", "changes"]);
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    assert!(text("d.svg").contains("Mason T.: IC8 → M3"), "the second file is after the first");
    let (code, said) = export("halden.org.ron -o e.pdf --page a4");
    assert!(code == Some(0) && said.contains("pt on this page; it can be read on A"), "{said}");
    let (code, said) = export("halden.org.ron -o f.pdf -o f.pptx --pages-by manager");
    assert_eq!(code, Some(0), "{said}");
    for (line, says) in [
        ("halden.org.ron -o g.svg --view changes", "There is nothing to compare with\nName a second file"),
        ("halden.org.ron -o g.svg --pages-by manager", "SVG picture has no pages by manager\nWrite .pdf or .pptx"),
        ("halden.org.ron -o g.pdf --pages-by manager --view ladder", "Ladder has no pages by manager"),
        ("halden.org.ron -o g.svg --scope branch:nobody", "No one has the id `nobody`\nWrite the id"),
        ("halden.org.ron -o g.svg --scope here", "`here` is not a scope\nWrite all"),
        ("halden.org.ron -o g.svg --fields colour", "There is no field `colour`\nFields are key"),
    ] {
        let (code, said) = export(line);
        assert_eq!(code, Some(2), "{line}");
        assert!(said.contains(says), "{line}: {said}");
    }
    assert!(!folder.path().join("g.svg").exists() && !folder.path().join("g.pdf").exists());
}

#[test]
fn without_a_display_one_sentence_and_the_report() {
    for (name, value) in [("DISPLAY", None), ("DISPLAY", Some(":987"))] {
        let mut command = Command::new(path());
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
        if let Some(value) = value {
            command.env(name, value);
        }
        let done = command.output().expect("the program starts");
        let (out, err) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
        assert_eq!(done.status.code(), Some(0), "{err}");
        assert!(out.starts_with("Halden Skincare"), "{out}");
        let sentence = err.lines().next().unwrap_or_default();
        assert!(sentence.to_lowercase().contains("display") && !sentence.contains("os error"), "{err}");
        assert_eq!(err.lines().count(), 1, "{err}");
    }
}

#[test]
fn a_plan_is_named_in_one_way_everywhere() {
    let folder = halden();
    let told = |arguments: &[&str]| {
        let ended = twintrack(folder.path(), arguments);
        assert!(ended.code.is_some_and(|code| code < 2), "{arguments:?}: {}", ended.said);
        ended.told
    };
    let check = |file: &str| told(&["check", file, "--format", "json", "--fail-on", "never"]);
    let plan = "halden.org.ron#Two tracks";
    let rung = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON")["people"].clone();
    let of = |people: &serde_json::Value, id: &str| {
        people.as_array().and_then(|all| all.iter().find(|it| it["id"] == id).cloned()).expect("there")
    };
    let (before, after) = (rung(&check("halden.org.ron")), rung(&check(plan)));
    assert_eq!((of(&before, "mason")["r"].as_f64(), of(&after, "mason")["r"].as_f64()), (Some(7.0), Some(8.0)));
    assert_eq!(rung(&check("halden.org.ron#baseline")), before);
    assert!(told(&["record", plan, "mason", "-o", "-"]).contains("Chief Formulator"));
    assert!(told(&["report", plan, "-o", "-", "--show", "names,findings"]).contains("IC8"));
    let picture = told(&["export", plan, "-o", "-"]);
    assert!(
        picture.contains("Chief Formulator")
            && !told(&["export", "halden.org.ron", "-o", "-"]).contains("Chief Formulator")
    );
    for command in [&["check"][..], &["report", "-o", "-"], &["export", "-o", "-"], &["record", "-o", "-"]] {
        let mut arguments = command.to_vec();
        arguments.insert(1, "halden.org.ron#No such");
        if command[0] == "record" {
            arguments.insert(2, "mason");
        }
        let ended = twintrack(folder.path(), &arguments);
        let expected = "`halden.org.ron` has no plan `No such`\nIts plans are `Two tracks`";
        assert!(ended.code == Some(2) && ended.said.contains(expected), "{arguments:?}: {}", ended.said);
    }
}

#[test]
fn signals_are_followed_up_in_a_later_file_and_nobody_is_named_unless_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, day: &str, people: &str| {
        let text = format!(
            r#"(twintrack: 1, name: "Test", as_of: "{day}", mode: people(), currency: "USD", ladders: [(name: "L", anchors_confirmed: true,
            tracks: [(kind: ic, entries: [(code: "IC1"), (code: "IC2"), (code: "IC3"), (code: "IC4"), (code: "IC5"), (code: "IC6"), (code: "IC7"), (code: "IC8")])])],
            people: [{people}])"#
        );
        std::fs::write(folder.path().join(name), text).expect("room");
    };
    let strong = r#"evidence: [(kind: "stated", amount: 7, provenance: audited)], budgets: []"#;
    let row =
        |id: usize, more: &str| format!(r#"(id: "p{id}", name: "Person {id}", seat: "IC3", pay: 100000, {more}),"#);
    let right = |at: f64| format!(r#"rights: [(text: "x", role: decide, at: {at:?})]"#);
    let weak = r#"evidence: [(kind: "stated", amount: 3, provenance: audited)], budgets: []"#;
    let then: String = (0..6)
        .map(|id| row(id, &format!("{strong}, rights: []")))
        .chain((6..12).map(|id| row(id, &format!("{weak}, rights: []"))))
        .collect();
    file("old.org.ron", "2025-09-30", &then);
    // Three of six got the right, one of them the rung; one has left. Of the others nobody got anything.
    let now: String = (0..12)
        .filter(|&id| id != 5)
        .map(|id| match id {
            0 => row(0, &right(6.0)).replace("IC3", "IC5").replace("100000", "150000"),
            1 | 2 => row(id, &right(6.0)),
            id => row(id, "rights: []"),
        })
        .collect();
    file("new.org.ron", "2026-09-30", &now);
    let ended = twintrack(folder.path(), &["backtest", "old.org.ron", "new.org.ron"]);
    assert_eq!((ended.code, ended.said.as_str()), (Some(0), ""));
    let told = ended.told;
    for words in [
        "Outcome of the signals of 2025-09-30 by 2026-09-30",
        "Test, 11 of 12 people found again",
        "strong signal: 6 people\n  possible: 0 people\n  no signal: 6 people\n  everyone with a record: 12 people",
        "given a higher technical right\n    strong signal            3 of 5, 60 % (23 to 88)\n    possible                 too few\n    no signal                0 of 6, 0 % (0 to 39)",
        "moved to a higher rung\n    strong signal            1 of 5, 20 %",
        "pay rise above the median rise\n    strong signal            1 of 5, 20 %",
        "left\n    strong signal            1 of 6, 17 %",
        "2.2 times as often as average",
        "does not forecast",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    assert!(!told.contains("Person") && !told.contains("p0"), "{told}");
    let named = twintrack(folder.path(), &["backtest", "old.org.ron", "new.org.ron", "--show", "names"]).told;
    assert!(
        named.contains("Person 0, strong signal: given a higher technical right, moved to a higher rung, pay rise"),
        "{named}"
    );
    assert!(named.contains("Person 5, strong signal: left") && !named.contains("Person 6"), "{named}");
    // Of single people a later file in structure only tells no pay, and a locked one none at all.
    for (mode, tells_sums, note) in [
        ("structure_only", true, "Not included: pay rises of individuals in the second file; the file shows"),
        (
            "structure_only(locked: true)",
            false,
            "Not included: pay in the second file; the owner of the file has locked",
        ),
    ] {
        let text = std::fs::read_to_string(folder.path().join("new.org.ron")).expect("there");
        std::fs::write(folder.path().join("kept.org.ron"), text.replace("people()", mode)).expect("room");
        let line = ["backtest", "old.org.ron", "kept.org.ron", "--show", "names"];
        let kept = twintrack(folder.path(), &line);
        assert!(kept.code == Some(0) && kept.said.starts_with(note), "{}", kept.said);
        let named = "Person 0, strong signal: given a higher technical right, moved to a higher rung\n";
        assert!(kept.told.contains(named), "{}", kept.told);
        let sum = "pay rise above the median rise\n    strong signal            1 of 5, 20 %";
        assert_eq!(kept.told.contains(sum), tells_sums, "{}", kept.told);
        let kept = twintrack(folder.path(), &[&line[..], &["--format", "json"]].concat()).told;
        let kept: serde_json::Value = serde_json::from_str(&kept).expect("JSON");
        assert!(kept["cases"].as_array().expect("a list").iter().all(|it| it["pay"].is_null()), "{kept}");
        assert_eq!(kept["middle_rise"].is_null(), !tells_sums, "{kept}");
    }
    let json = twintrack(folder.path(), &["backtest", "old.org.ron", "new.org.ron", "--format", "json"]).told;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(
        (&json["strong"]["right"]["of"], &json["possible"]["right"]["of"]),
        (&3.into(), &serde_json::Value::Null)
    );
    assert!(json.get("cases").is_none());
    for (arguments, says) in [
        (["new.org.ron", "old.org.ron"], "The second date, 2025-09-30, is not after the first, 2026-09-30"),
        (["old.org.ron", "old.org.ron"], "The second date, 2025-09-30, is not after the first"),
        (["gone.org.ron", "new.org.ron"], "`gone.org.ron`"),
        (["old.org.ron#Plan", "new.org.ron"], "has no plan `Plan`"),
    ] {
        let ended = twintrack(folder.path(), &["backtest", arguments[0], arguments[1]]);
        assert!(ended.code == Some(2) && ended.said.contains(says), "{arguments:?}: {}", ended.said);
    }
}

#[test]
fn what_cannot_be_read_is_told_without_what_it_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let people = "(id: \"a\", name: \"Ana\"), (id: \"b\" name: \"Bo\", pay: 417123), (id: \"c\", pay: \"417123 EUR\"), \
                  (id: \"d\", pay: -417123), (id: \"e\", evidence: [(kind: \"money\", amount: \"417123\")])";
    let json = r#"[{"id": "a"}, {"id": "b", "pay": "417123"}, {"id": "c", "pay": -417123}, {"id": "d" "pay": 417123}]"#;
    let files = [
        ("ron.org.ron", format!("(twintrack: 1, as_of: \"2026-09-30\", people: [{people}])")),
        ("json.org.json", format!("{{\"twintrack\": 1, \"as_of\": \"2026-09-30\", \"people\": {json}}}")),
        ("broken.org.ron", "417123 and more".to_owned()),
        ("pay.csv", "id,name,salary\na,Ana,417123 or so\nb,Bo,417123?\nc,Cy,90000\n".to_owned()),
    ];
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("room");
        for line in [format!("check {name}"), format!("diff {name} {name}"), format!("export {name} -o {name}.svg")] {
            let (code, said) = run(folder.path(), &line);
            assert_eq!(said.contains("line 1, column") || said.contains("line 2"), !said.is_empty(), "{line}: {said}");
            assert!(code != Some(2) || name == "broken.org.ron", "{line}: {said}");
            assert!(!said.contains("417123"), "{line}: {said}");
        }
    }
}

#[test]
fn no_text_of_a_file_steers_a_terminal_by_way_of_json() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = std::str::from_utf8(twintrack::BUNDLED).expect("text");
    let name = "Mason\u{9b}31m \u{202e}x\u{2066}y\u{200f}";
    let text = text.replacen("Peer nominations 2026, for Mason", name, 1);
    assert!(text.contains(name));
    std::fs::write(folder.path().join("a.org.ron"), text).expect("room");
    std::fs::write(folder.path().join("a.csv"), format!("id,name,manager\na,{name},\nb,Bo,{name}\u{9b}\n"))
        .expect("room");
    let named = |day: &str, title: &str| {
        format!(
            r#"(twintrack: 1, name: "Test", as_of: "{day}", mode: people(), ladders: [(name: "L", anchors_confirmed: true,
            tracks: [(kind: ic, entries: [(code: "IC1"), (code: "IC2"), (code: "IC3")])])],
            people: [(id: "{name}", name: "Ana", title: "{title}", seat: "IC1", budgets: [], rights: [],
            evidence: [(kind: "stated", amount: 7, provenance: audited)])])"#
        )
    };
    std::fs::write(folder.path().join("was.org.ron"), named("2025-09-30", "")).expect("room");
    std::fs::write(folder.path().join("is.org.ron"), named("2026-09-30", name)).expect("room");
    let mut odd = Repo::new("odd");
    odd.commit(&format!("{name} <odd@x.org>"), 1_780_272_000, &[("a/a.rs", "1"), ("b/b.rs", "1")]);
    let repo = odd.path().display().to_string();
    for line in [
        &["check", "a.org.ron", "--format", "json"][..],
        &["diff", "was.org.ron", "is.org.ron", "--format", "json"],
        &["backtest", "was.org.ron", "is.org.ron", "--show", "names", "--format", "json"],
        &["repo", &repo, "--no-cache", "--show", "names", "--format", "json"],
        &["import", "a.csv", "--dry-run", "--report", "json"],
    ] {
        let out = twintrack(folder.path(), line).told;
        assert!(serde_json::from_str::<serde_json::Value>(&out).is_ok(), "{line:?}");
        assert!(out.contains("\\u009b") && out.contains("\\u202e") && out.contains("\\u200f"), "{line:?}: {out}");
        assert!(!out.contains(['\u{9b}', '\u{202e}', '\u{2066}', '\u{200f}']), "{line:?}");
    }
}
