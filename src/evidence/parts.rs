//! Parts of a repository: folders of a useful size, so that what is said of a part is said of something that people know
//! by name.

use std::collections::BTreeMap;

/// A folder, or what is left of one beside its larger folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Path with a slash at its end; `/` for the root.
    pub name: String,
    /// True where larger folders inside it are parts of their own.
    pub is_rest: bool,
    /// Indices of its files.
    pub files: Vec<u32>,
}

/// A folder with more than one file in this many is looked into.
const LARGE: usize = 5;
/// A folder is a part of its own from one file in this many on, and from so many files.
const SMALL: usize = 100;
const FEWEST: usize = 5;
/// Largest number of parts.
const MOST: usize = 40;

/// Parts of files given by their paths: every file is in one, and they are in the order of their names.
pub fn parts(files: &[&str]) -> Vec<Part> {
    let mut parts = vec![Part { name: "/".to_owned(), is_rest: false, files: (0..files.len() as u32).collect() }];
    let least = (files.len() / SMALL).max(FEWEST);
    // Every turn either splits a part or is the last one.
    let mut whole: Vec<String> = Vec::new();
    while parts.len() < MOST {
        let is_large =
            |part: &&Part| part.files.len() * LARGE > files.len() && !part.is_rest && !whole.contains(&part.name);
        let Some(name) =
            parts.iter().filter(is_large).max_by_key(|part| part.files.len()).map(|part| part.name.clone())
        else {
            break;
        };
        let at = parts.iter().position(|part| part.name == name).unwrap_or_default();
        let split = split(&parts[at], files, least);
        if split.len() < 2 && split.first().is_none_or(|one| one.name == name) {
            whole.push(name);
            continue;
        }
        parts.splice(at..=at, split);
    }
    parts.retain(|part| !part.files.is_empty());
    parts.sort_by(|a, b| a.name.cmp(&b.name));
    parts
}

fn split(part: &Part, files: &[&str], least: usize) -> Vec<Part> {
    let folder = if part.name == "/" { "" } else { part.name.as_str() };
    let mut inside: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    let mut rest = Vec::new();
    for &file in &part.files {
        let below = files[file as usize].get(folder.len()..).unwrap_or_default();
        match below.split_once('/') {
            Some((name, _)) => inside.entry(name).or_default().push(file),
            None => rest.push(file),
        }
    }
    let mut split = Vec::new();
    for (name, files) in inside {
        if files.len() >= least {
            split.push(Part { name: format!("{folder}{name}/"), is_rest: false, files });
        } else {
            rest.extend(files);
        }
    }
    if !rest.is_empty() {
        rest.sort_unstable();
        split.push(Part { name: part.name.clone(), is_rest: !split.is_empty(), files: rest });
    }
    split
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(files: &[(&str, usize)], expected: &[&str]) {
        let paths: Vec<String> =
            files.iter().flat_map(|&(folder, count)| (0..count).map(move |at| format!("{folder}{at}"))).collect();
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        let parts = parts(&paths);
        assert_eq!(parts.iter().map(|part| part.files.len()).sum::<usize>(), paths.len());
        let told: Vec<String> = parts.iter().map(|part| format!("{} {}", part.name, part.files.len())).collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn large_folders_are_looked_into_and_small_ones_are_not() {
        check(
            &[("src/a/", 30), ("src/b/", 20), ("src/c/", 2), ("docs/", 10), ("", 3)],
            &["/ 3", "docs/ 10", "src/ 2", "src/a/ 30", "src/b/ 20"],
        );
        check(&[("java/org/x/net/", 50), ("java/org/x/io/", 50)], &["java/org/x/io/ 50", "java/org/x/net/ 50"]);
        check(&[("", 4)], &["/ 4"]);
        check(&[], &[]);
    }
}
