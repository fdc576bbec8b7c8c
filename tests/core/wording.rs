//! What the program can say follows the rules of its wording: every string in the source, the report, the manual, the
//! documents beside it and the help of the command line, each held against the phrases that are forbidden.

use crate::common::bundled;
use crate::hostile::as_markdown;
use crate::phrases::{check, forbidden};
use crate::program::twintrack;
use std::fs;
use std::path::{Path, PathBuf};
use twintrack::report::{Paper, Show};

/// Strings in the source that are seen by nobody: keys, words of other files, ids.
const UNSEEN: [&str; 2] = ["src/io/csv/", "src/app/window/bench.rs"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
}

/// String literals of a source before its tests, with continued lines joined; without reasons why something holds.
fn literals(source: &str) -> Vec<String> {
    let source = source.split("\nmod tests {").next().unwrap_or_default();
    let (mut found, mut before) = (Vec::new(), String::new());
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '/' if chars.peek() == Some(&'/') => while chars.next().is_some_and(|c| c != '\n') {},
            '\'' => {
                // A character in quotes, or a lifetime, which has no end.
                let rest: String = chars.clone().take(3).collect();
                if rest.starts_with('\\') || rest.chars().nth(1) == Some('\'') {
                    chars.by_ref().take(2).for_each(drop);
                }
            }
            '"' => {
                let is_unseen = before.ends_with("expect(") || before.ends_with("reason = ");
                let mut text = String::new();
                while let Some(c) = chars.next().filter(|&c| c != '"') {
                    match c {
                        '\\' => match chars.next() {
                            Some('\n') => while chars.next_if(|c| c.is_whitespace()).is_some() {},
                            Some('n') => text.push('\n'),
                            Some(other) => text.push(other),
                            None => {}
                        },
                        other => text.push(other),
                    }
                }
                if !is_unseen {
                    found.push(text);
                }
                before.clear();
            }
            other => before.push(other),
        }
    }
    found
}

#[test]
fn the_phrases_are_found_as_whole_words() {
    assert_eq!(forbidden("It costs nobody anything"), Some("nobody"));
    assert_eq!(forbidden("The person of whom it is true"), Some("of whom"));
    assert_eq!(forbidden("A disposition"), None);
    assert_eq!(literals("let a = \"one \\\n    two\"; // \"three\"\nlet b = '\"';"), ["one two"]);
}

#[test]
fn no_string_in_the_source_is_worded_badly() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    let mut seen = 0;
    for file in files {
        let place = file.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
        let source = fs::read_to_string(&file).expect("a source");
        // A single word is an id or a key more often than a text.
        for text in literals(&source).iter().filter(|text| text.contains(' ')) {
            let is_unseen = UNSEEN.iter().any(|it| place.starts_with(it)) && !text.starts_with(char::is_uppercase);
            if !is_unseen {
                check(text, &place);
                seen += 1;
            }
        }
    }
    assert!(seen > 2000, "only {seen} strings were found");
}

#[test]
fn the_report_is_worded_well() {
    let org = bundled();
    for bits in 0..8 {
        let show = Show { names: bits & 1 > 0, pay: bits & 2 > 0, findings: bits & 4 > 0 };
        for line in as_markdown(&Paper::of(&org, show)).lines() {
            check(line, "the report");
        }
    }
}

#[test]
fn the_manual_and_the_documents_beside_it_are_worded_well() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> =
        ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"].map(|name| root.join(name)).into();
    for entry in fs::read_dir(root.join("docs")).expect("the manual") {
        paths.push(entry.expect("an entry").path());
    }
    for path in paths.iter().filter(|path| path.extension().is_some_and(|it| it == "md")) {
        // A phrase can go over the end of a line.
        check(&fs::read_to_string(path).expect("a document").replace('\n', " "), &path.to_string_lossy());
    }
}

#[test]
fn the_help_of_the_command_line_is_worded_well() {
    let here = std::env::temp_dir();
    let commands =
        ["check", "diff", "backtest", "import", "export", "report", "record", "template", "take-in", "generate"];
    check(&twintrack(&here, &["--help"]).told, "twintrack --help");
    for command in commands {
        let told = twintrack(&here, &[command, "--help"]).told;
        assert!(told.contains("Usage"), "{told}");
        check(&told, command);
    }
}
