//! The arrows between the layers: a folder names only what stands above it in DESIGN's list, no files take names from
//! each other in a circle, only the window knows egui, only the edges of the program know files, the clock and the
//! environment.

mod arrows;

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
    ("evidence", &["org", "edit", "plan", "io"]),
    ("generate", &["org", "measure", "io"]),
    ("report", &["org", "measure", "rules", "edit", "plan", "scene", "layout", "diagram", "paint", "io", "evidence"]),
    (
        "cli",
        &[
            "org", "measure", "rules", "edit", "plan", "scene", "layout", "diagram", "paint", "io", "evidence",
            "generate", "report",
        ],
    ),
    (
        "app",
        &["org", "measure", "rules", "edit", "plan", "scene", "layout", "diagram", "paint", "io", "evidence", "report"],
    ),
    ("fuzz", &["org", "rules", "edit", "plan", "io", "report", "evidence", "app"]),
];

/// The folders of the window: each may name only those in front of it.
const APP: [&str; 11] =
    ["style", "state", "command", "manual", "update", "widgets", "canvas", "panels", "dialogs", "views", "window"];

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

/// Source lines of a layer as (file, line number, code without comments), tests left out.
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
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let name = path.strip_prefix(&src).expect("below src").display().to_string();
        lines.extend(
            text.lines()
                .enumerate()
                .map(|(at, line)| (name.clone(), at + 1, line.split("//").next().unwrap_or_default().to_owned())),
        );
    }
    lines
}

#[test]
fn an_arrow_points_only_to_the_layers_below() {
    for &(layer, may) in LAYERS {
        for (file, number, line) in lines(layer) {
            for &(other, _) in LAYERS {
                let names = line.contains(&format!("crate::{other}::")) || line.contains(&format!("crate::{other};"));
                assert!(!names || other == layer || may.contains(&other), "{file}:{number} names {other}: {line}");
            }
            let all = line.split("crate::{").nth(1).unwrap_or_default();
            for &(other, _) in LAYERS {
                let names = all.split([',', '{', ' ']).any(|word| word.trim_end_matches("::") == other);
                assert!(!names || other == layer || may.contains(&other), "{file}:{number} names {other}: {line}");
            }
        }
    }
}

#[test]
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
fn an_arrow_in_the_window_points_only_to_the_folders_in_front() {
    let arrows = arrows::arrows(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    // The folder of a file of the window, by its place in the list.
    let place = |file: &str| {
        let folder = file.strip_prefix("app/")?.split_once('/')?.0;
        Some(
            APP.iter()
                .position(|known| *known == folder)
                .unwrap_or_else(|| panic!("{file} is in no folder of the list")),
        )
    };
    let mut of_folder = [0; APP.len()];
    let mut turned = Vec::new();
    for ((from, to), names) in &arrows {
        if let (Some(above), Some(below)) = (place(from), place(to)) {
            of_folder[above] += 1;
            if below > above {
                turned.push(format!("{from} -> {to}: {names:?}"));
            }
        }
    }
    assert!(turned.is_empty(), "arrows that point to a folder behind:\n{}", turned.join("\n"));
    // Nothing of a folder that only few name can go unseen: each has arrows but `style`, which knows nobody.
    for (folder, arrows) in APP.iter().zip(of_folder).skip(1) {
        assert!(arrows > 0, "no arrow from the folder {folder} was seen");
    }
}

#[test]
fn only_the_window_knows_egui() {
    for &(layer, _) in LAYERS.iter().filter(|(layer, _)| *layer != "app") {
        for (file, number, line) in lines(layer) {
            let names = line.contains("egui::") || line.contains("use egui") || line.contains("eframe");
            assert!(!names || file == "paint/egui.rs" || file.starts_with("paint/egui/"), "{file}:{number}: {line}");
        }
    }
}

#[test]
fn what_is_shown_is_read_from_what_may_be_seen() {
    /// Folders that draw, the table of named commands, whose words are seen, and what the palette offers.
    const SHOWS: [&str; 8] = [
        "app/views/",
        "app/dialogs/",
        "app/canvas/",
        "app/widgets/",
        "app/panels/",
        "app/command/named.rs",
        "app/state/palette.rs",
        "app/update/palette.rs",
    ];
    /// The document with all that a meeting must not see.
    const WHOLE: [&str; 2] = ["state.document", "session.document"];
    let lines = lines("app");
    for place in SHOWS {
        let mut shown = lines.iter().filter(|(file, ..)| file.starts_with(place)).peekable();
        assert!(shown.peek().is_some(), "{place} is guarded and has no file");
        for (file, number, line) in shown {
            let is_whole = WHOLE.iter().any(|whole| line.contains(whole));
            assert!(!is_whole, "{file}:{number} shows more than may be seen: {line}");
        }
    }
}

#[test]
fn the_core_knows_no_file_clock_or_environment() {
    const EDGES: [&str; 3] = ["io", "cli", "app"];
    /// The part of `evidence` that reads repositories.
    const READER: &str = "evidence/reader/";
    const WORDS: [&str; 6] = ["std::fs", "std::env", "std::time", "Timestamp::now", "Zoned::now", "std::process"];
    for &(layer, _) in LAYERS.iter().filter(|(layer, _)| !EDGES.contains(layer)) {
        for (file, number, line) in lines(layer).into_iter().filter(|(file, ..)| !file.starts_with(READER)) {
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
