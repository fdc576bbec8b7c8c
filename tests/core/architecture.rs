//! The arrows between the layers: a folder names only what stands above it in DESIGN's list, no files take names from
//! each other in a circle, only the window knows egui, only the edges of the program know files, the clock and the
//! environment.

#[path = "architecture/arrows.rs"]
mod arrows;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each layer and the layers that it may name.
const LAYERS: &[(&str, &[&str])] = &[
    ("org", &[]),
    ("scene", &[]),
    ("measure", &["org"]),
    ("edit", &["org"]),
    ("rules", &["org", "measure", "edit"]),
    ("plan", &["org", "measure", "rules", "edit"]),
    ("layout", &["scene"]),
    ("diagram", &["org", "measure", "rules", "plan", "layout", "scene"]),
    ("paint", &["scene"]),
    ("io", &["org", "edit"]),
    ("generate", &["org", "measure", "io"]),
    ("report", &["org", "measure", "rules", "edit", "plan", "scene", "layout", "diagram", "paint", "io"]),
    (
        "cli",
        &["org", "measure", "rules", "edit", "plan", "scene", "layout", "diagram", "paint", "io", "generate", "report"],
    ),
    ("app", &["org", "measure", "rules", "edit", "plan", "scene", "layout", "diagram", "paint", "io", "report"]),
];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder of a layer") {
            let path = entry.expect("an entry of a folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
}

/// Source lines of a layer as (file, line number, code without comments), tests left out. A `use` is told path by path,
/// wherever its names stand: `use crate::{app::Window, org};` is `crate::app::Window;` and `crate::org;`.
fn lines(layer: &str) -> Vec<(String, usize, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let single = src.join(format!("{layer}.rs"));
    if single.exists() {
        found.push(single);
    } else {
        files(&src.join(layer), &mut found);
    }
    assert!(!found.is_empty(), "the layer {layer} has no file");
    let mut lines = Vec::new();
    for path in found {
        let text = fs::read_to_string(&path).expect("a source file");
        let name = path.strip_prefix(&src).expect("below src").display().to_string();
        lines.extend(statements(&text).into_iter().map(|(number, code)| (name.clone(), number, code)));
    }
    lines
}

/// Lines of code with their numbers, up to the tests, with every `use` told path by path.
fn statements(text: &str) -> Vec<(usize, String)> {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut lines = (1..).zip(text.lines().map(|line| line.split("//").next().unwrap_or_default()));
    let mut found = Vec::new();
    while let Some((number, line)) = lines.next() {
        let Some((_, tree)) = line.split_once("use ").filter(|(before, _)| is_before_use(before)) else {
            found.push((number, line.to_owned()));
            continue;
        };
        let mut tree = tree.to_owned();
        while !tree.contains(';')
            && let Some((_, more)) = lines.next()
        {
            tree += more;
        }
        let tree = tree.split(';').next().unwrap_or_default();
        found.extend(paths(tree).into_iter().map(|path| (number, format!("{path};"))));
    }
    found
}

fn is_before_use(before: &str) -> bool {
    let before = before.trim();
    before.is_empty() || before.starts_with("pub")
}

/// Every path of a tree of names.
fn paths(tree: &str) -> Vec<String> {
    let Some((before, rest)) = tree.split_once('{') else {
        return vec![tree.split(" as ").next().unwrap_or_default().trim().to_owned()];
    };
    let inside = rest.trim_end().strip_suffix('}').expect("a tree of names is closed");
    let (mut depth, mut part, mut all) = (0, String::new(), Vec::new());
    for c in inside.chars().chain([',']) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if c != ',' || depth > 0 {
            part.push(c);
            continue;
        }
        if !part.trim().is_empty() {
            all.extend(paths(&part).into_iter().map(|path| format!("{}{path}", before.trim_start())));
        }
        part.clear();
    }
    all
}

#[test]
fn a_use_is_seen_path_by_path_wherever_its_names_stand() {
    let text =
        "use crate::{\n    app::{Window, state}, // a comment\n    org as o,\n};\npub(crate) use std::fs;\nlet a = 1;";
    let told: Vec<String> = statements(text).into_iter().map(|(number, code)| format!("{number} {code}")).collect();
    let expected = ["1 crate::app::Window;", "1 crate::app::state;", "1 crate::org;", "5 std::fs;", "6 let a = 1;"];
    assert_eq!(told, expected);
}

#[test]
fn an_arrow_points_only_to_the_layers_below() {
    for &(layer, may) in LAYERS {
        for (file, number, line) in lines(layer) {
            for &(other, _) in LAYERS {
                let names = line.contains(&format!("crate::{other}::")) || line.contains(&format!("crate::{other};"));
                assert!(!names || other == layer || may.contains(&other), "{file}:{number} names {other}: {line}");
            }
        }
    }
}

#[test]
#[ignore = "the circles are cut one after the other"]
fn no_files_stand_in_a_circle() {
    let arrows = arrows::arrows(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let circles = arrows::circles(&arrows);
    let files: usize = circles.iter().map(Vec::len).sum();
    let mut told = format!("{} circles of {files} files", circles.len());
    for circle in &circles {
        told += &format!("\n\n{} files: {}", circle.len(), circle.join(", "));
        for ((from, to), names) in &arrows {
            if circle.contains(from) && circle.contains(to) {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                told += &format!("\n  {from} -> {to}: {}", names.join(", "));
            }
        }
    }
    println!("{} arrows, {told}", arrows.len());
    assert!(circles.is_empty(), "{told}");
}

#[test]
fn only_the_window_knows_egui() {
    for &(layer, _) in LAYERS.iter().filter(|(layer, _)| *layer != "app") {
        for (file, number, line) in lines(layer) {
            let names = line.trim() == "egui;" || ["egui::", "egui_", "eframe"].iter().any(|word| line.contains(word));
            assert!(!names || file == "paint/egui.rs" || file.starts_with("paint/egui/"), "{file}:{number}: {line}");
        }
    }
}

#[test]
fn what_is_shown_is_read_from_what_may_be_seen() {
    const SHOW: [&str; 6] = ["canvas.rs", "commands.rs", "in_hand.rs", "minimap.rs", "palette.rs", "tooltip.rs"];
    let app = lines("app");
    let files: BTreeSet<&str> = app.iter().map(|(file, ..)| file.as_str()).collect();
    for name in SHOW {
        assert!(files.iter().any(|file| file.ends_with(name)), "no file is called {name}: what shows in its place?");
    }
    assert!(files.iter().any(|file| file.contains("/panels/")), "no file is below panels: what shows in their place?");
    for (file, number, line) in &app {
        let shows = file.contains("/panels/") || SHOW.iter().any(|name| file.ends_with(name));
        assert!(!shows || !line.contains("state.document"), "{file}:{number} shows more than may be seen: {line}");
    }
}

#[test]
fn the_core_knows_no_file_clock_or_environment() {
    const EDGES: [&str; 3] = ["io", "cli", "app"];
    const WORDS: [&str; 6] = ["std::fs", "std::env", "std::time", "Timestamp::now", "Zoned::now", "std::process"];
    for &(layer, _) in LAYERS.iter().filter(|(layer, _)| !EDGES.contains(layer)) {
        for (file, number, line) in lines(layer) {
            for word in WORDS {
                assert!(!line.contains(word), "{file}:{number} names {word}: {line}");
            }
        }
    }
}

#[test]
fn every_layer_of_the_map_exists_and_every_folder_is_on_it() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in fs::read_dir(src).expect("src") {
        let path = entry.expect("an entry of src").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let known = LAYERS.iter().any(|(layer, _)| *layer == name) || ["lib", "main"].contains(&name.as_str());
        assert!(known, "src/{name} is no layer");
    }
}
