//! All owner files of a tree together: who may do what in which files. What each file covers is counted, never guessed:
//! a holder without files holds nothing.

use super::holder::{Duty, Holder};
use super::prow::{self, Aliases};
use super::rule::{Block, FolderOwners, Grants, Near, Section};
use super::teams::{self, Teams};
use super::{chromium, codeowners, maintainers};
use std::collections::{BTreeMap, HashMap};

/// What one holder may do with how many files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Index into [`Owners::holders`].
    pub holder: u32,
    /// What they may do.
    pub duty: Duty,
    /// Number of files.
    pub files: u32,
}

/// Something in an owner file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OwnerProblem {
    /// Path of the file in the repository.
    pub file: String,
    /// What is wrong, with the text in back-ticks.
    pub what: String,
}

/// Rights that the owner files of a tree give, for the files that were asked about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Owners {
    /// Everybody named, as written, each once and in order; teams whose members are not known stand for themselves.
    pub holders: Vec<Holder>,
    /// What each holder may do, ordered by holder and duty; only what covers a file.
    pub held: Vec<Held>,
    /// For each file the index of its owners in `sets`.
    pub of_file: Vec<u32>,
    /// Sets of owners, each in order; the first is empty.
    pub sets: Vec<Vec<(u32, Duty)>>,
    /// Approvers and maintainers of old, without a right.
    pub emeritus: Vec<Holder>,
    /// Owner files that were read.
    pub files: Vec<String>,
    /// What could not be read.
    pub problems: Vec<OwnerProblem>,
}

/// Places of CODEOWNERS; the first that is there counts.
const CODEOWNERS: [&str; 4] = [".github/CODEOWNERS", ".gitlab/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

/// True for a path whose text [`Owners::of`] wants.
pub fn is_owner_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    matches!(name, "OWNERS" | "OWNERS_ALIASES")
        || CODEOWNERS.contains(&path)
        || is_maintainers(name)
        || teams::is_one(path)
}

fn is_maintainers(name: &str) -> bool {
    matches!(name, "MAINTAINERS" | "MAINTAINERS.md" | "MAINTAINERS.txt" | "MAINTAINERS.rst" | "MAINTAINERS.toml")
}

impl Owners {
    /// Rights in `files`, paths from the root, by the owner files given as path and text.
    pub fn of(owner_files: &[(String, String)], files: &[&str]) -> Self {
        let mut read = Reading::default();
        owner_files.iter().filter(|(path, _)| teams::is_one(path)).for_each(|(path, text)| {
            let done = teams::read(path, text, &mut read.teams);
            read.note(path, done.err());
        });
        let is_aliases = |path: &str| path.rsplit('/').next() == Some("OWNERS_ALIASES");
        for (path, text) in owner_files.iter().filter(|(path, _)| is_aliases(path)) {
            match prow::aliases(text) {
                Ok(found) => read.aliases.extend(found),
                Err(why) => read.note(path, Some(why)),
            }
            read.files.push(path.clone());
        }
        let first = CODEOWNERS.iter().find(|&&place| owner_files.iter().any(|(path, _)| path == place));
        for (path, text) in owner_files {
            let (folder, name) = path.rsplit_once('/').map_or(("", path.as_str()), |(folder, name)| (folder, name));
            if name == "OWNERS" {
                read.folder(path, folder, text);
            } else if first.is_some_and(|place| place == path) {
                read.sections = codeowners::sections(text);
            } else if is_maintainers(name) {
                let slash = if folder.is_empty() { String::new() } else { format!("{folder}/") };
                let found = maintainers::maintainers(text, &slash);
                read.blocks.extend(found.blocks);
                read.emeritus.extend(found.emeritus);
            } else {
                continue;
            }
            read.files.push(path.clone());
        }
        read.resolve(files)
    }

    /// Owners of a file, by its index among those asked about.
    pub fn owners(&self, file: usize) -> &[(u32, Duty)] {
        self.of_file.get(file).and_then(|&set| self.sets.get(set as usize)).map_or(&[], Vec::as_slice)
    }
}

#[derive(Default)]
struct Reading {
    aliases: Aliases,
    teams: Teams,
    folders: HashMap<String, FolderOwners>,
    sections: Vec<Section>,
    blocks: Vec<Block>,
    emeritus: Vec<Holder>,
    files: Vec<String>,
    problems: Vec<OwnerProblem>,
}

impl Reading {
    fn note(&mut self, file: &str, why: Option<String>) {
        self.problems.extend(why.map(|what| OwnerProblem { file: file.to_owned(), what }));
    }

    fn folder(&mut self, path: &str, folder: &str, text: &str) {
        let owners = if chromium::is_one(text) {
            chromium::owners(text)
        } else {
            match prow::owners(text, &self.aliases) {
                Ok(owners) => owners,
                Err(why) => return self.note(path, Some(why)),
            }
        };
        for unread in &owners.unread {
            self.note(path, Some(format!("`{unread}` is not understood and gives no right")));
        }
        self.emeritus.extend(owners.emeritus.iter().cloned());
        self.folders.insert(folder.to_owned(), owners);
    }

    fn resolve(mut self, files: &[&str]) -> Owners {
        let mut owners = Owners { sets: vec![Vec::new()], ..Owners::default() };
        let mut named: Numbers = Numbers { teams: &self.teams, index: BTreeMap::new(), holders: Vec::new() };
        let mut sets: HashMap<Vec<(u32, Duty)>, u32> = HashMap::from([(Vec::new(), 0)]);
        let mut near: HashMap<&str, Near> = HashMap::new();
        for path in files {
            let mut set = Vec::new();
            self.by_folder(path, &mut named, &mut set);
            let parts: Vec<&str> = path.split('/').collect();
            let near = near.entry(parts[0]).or_insert_with_key(|first| Near::of(first, &self.sections, &self.blocks));
            for grants in near.grants(&parts, &self.sections, &self.blocks) {
                named.add(grants, &mut set);
            }
            set.sort_unstable();
            // Of several duties of one holder the strongest.
            set.dedup_by_key(|(holder, _)| *holder);
            let next = sets.len() as u32;
            let at = *sets.entry(set).or_insert_with_key(|set| {
                owners.sets.push(set.clone());
                next
            });
            owners.of_file.push(at);
        }
        let holders = named.holders;
        let mut counts: BTreeMap<(u32, Duty), u32> = BTreeMap::new();
        let mut of_set = vec![0_u32; owners.sets.len()];
        owners.of_file.iter().for_each(|&set| of_set[set as usize] += 1);
        for (set, files) in owners.sets.iter().zip(of_set) {
            set.iter().for_each(|&key| *counts.entry(key).or_default() += files);
        }
        owners.held = counts.into_iter().map(|((holder, duty), files)| Held { holder, duty, files }).collect();
        owners.holders = holders;
        owners.put_in_order();
        self.emeritus.sort();
        self.emeritus.dedup();
        self.files.sort();
        self.problems.sort();
        Owners { emeritus: self.emeritus, files: self.files, problems: self.problems, ..owners }
    }

    fn by_folder(&self, path: &str, named: &mut Numbers, set: &mut Vec<(u32, Duty)>) {
        let (mut folder, mut inside) = path.rsplit_once('/').unwrap_or(("", path));
        let mut is_first = true;
        loop {
            if let Some(owners) = self.folders.get(folder) {
                let file = path.rsplit('/').next().unwrap_or(path);
                let special = owners.per_file.iter().filter(|(pattern, _)| is_first && chromium::names(pattern, file));
                special.for_each(|(_, grants)| named.add(grants, set));
                for (filter, grants) in &owners.rules {
                    if filter.as_ref().is_none_or(|filter| filter.matches(inside)) {
                        named.add(grants, set);
                    }
                }
                if owners.stops_parents {
                    return;
                }
            }
            if folder.is_empty() {
                return;
            }
            is_first = false;
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
            inside = if folder.is_empty() { path } else { path.get(folder.len() + 1..).unwrap_or(path) };
        }
    }
}

impl Owners {
    /// Puts the holders in their own order, so that the order of the files changes nothing.
    fn put_in_order(&mut self) {
        let mut order: Vec<u32> = (0..self.holders.len() as u32).collect();
        order.sort_by(|&a, &b| self.holders[a as usize].cmp(&self.holders[b as usize]));
        let mut place = vec![0; order.len()];
        order.iter().zip(0..).for_each(|(&old, new)| place[old as usize] = new);
        self.holders.sort();
        for (holder, _) in self.sets.iter_mut().flatten() {
            *holder = place[*holder as usize];
        }
        self.sets.iter_mut().for_each(|set| set.sort_unstable());
        self.held.iter_mut().for_each(|held| held.holder = place[held.holder as usize]);
        self.held.sort_by_key(|held| (held.holder, held.duty));
    }
}

/// Holders by number.
struct Numbers<'a> {
    teams: &'a Teams,
    index: BTreeMap<Holder, u32>,
    holders: Vec<Holder>,
}

impl Numbers<'_> {
    fn add(&mut self, grants: &Grants, set: &mut Vec<(u32, Duty)>) {
        for (holder, duty) in grants {
            let team = holder.handle.split_once('/').and_then(|(_, team)| self.teams.get(team));
            match team {
                Some(members) => {
                    for member in members {
                        let number = number(&mut self.index, &mut self.holders, member);
                        set.push((number, *duty));
                    }
                }
                None => set.push((number(&mut self.index, &mut self.holders, holder), *duty)),
            }
        }
    }
}

fn number(index: &mut BTreeMap<Holder, u32>, holders: &mut Vec<Holder>, holder: &Holder) -> u32 {
    if let Some(&known) = index.get(holder) {
        return known;
    }
    let next = holders.len() as u32;
    index.insert(holder.clone(), next);
    holders.push(holder.clone());
    next
}
