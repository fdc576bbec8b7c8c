//! What is known of the code and by whom: truck factors, parts with one knower, code whose authors are gone, and what
//! would follow if one person left, or was promoted out of the craft.

use super::owners::Duty;
use super::repository::Repository;
use super::truck::truck_factor;
use std::collections::BTreeMap;

/// Knowledge of one part, or of the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartKnowledge {
    /// Name of the part; `/` with `is_rest` false for the whole.
    pub name: String,
    /// Number of files.
    pub files: u32,
    /// Of these with an author.
    pub known: u32,
    /// Of these with authors who have all left.
    pub left: u32,
    /// People who would have to leave, in that order.
    pub truck: Vec<u32>,
    /// People who are here and the author of any file, those of most files first.
    pub knowers: Vec<u32>,
    /// The only person who is the author of any file, and is here; `None` for none or several.
    pub sole: Option<u32>,
    /// People who approve or have to agree somewhere in the part and were active in the window.
    pub living_owners: Vec<u32>,
    /// Number of files with an owner who approves or has to agree.
    pub owned: u32,
}

/// What would follow if one person were gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The person.
    pub person: u32,
    /// Files of which they are the only author who is here.
    pub orphaned: u32,
    /// Parts of which no author would be left.
    pub parts: u32,
    /// Files that nobody active would own any more, if they left.
    pub unowned: u32,
    /// Files whose other active owners are authors of nothing in the part.
    pub to_others: u32,
}

/// Knowledge of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knowledge {
    /// The whole.
    pub whole: PartKnowledge,
    /// Its parts, in their order.
    pub parts: Vec<PartKnowledge>,
    /// Losses of everybody who is the only author of a file or owns one, the largest first.
    pub losses: Vec<Loss>,
}

impl Knowledge {
    /// Knowledge of a repository.
    pub fn of(repository: &Repository) -> Self {
        let all: Vec<u32> = (0..repository.code.len() as u32).collect();
        let sets = living_owners(repository);
        let part = |name: &str, files: &[u32]| part(repository, name, files, &sets);
        Self {
            whole: part("/", &all),
            parts: repository.parts.iter().map(|it| part(&label(it), &it.files)).collect(),
            losses: losses(repository, &sets),
        }
    }

    /// Parts without a living owner, then parts with one; only where owner files name anybody.
    pub fn parts_by_owners(&self, owners: usize) -> impl Iterator<Item = &PartKnowledge> {
        self.parts.iter().filter(move |part| part.living_owners.len() == owners)
    }
}

/// Name of a part for reading.
pub fn label(part: &super::parts::Part) -> String {
    match (part.name.as_str(), part.is_rest) {
        ("/", true) => "top folder".to_owned(),
        ("/", false) => "all folders".to_owned(),
        (name, true) => format!("{name} (rest)"),
        (name, false) => name.to_owned(),
    }
}

/// True for a person who has left: no commit in the window.
fn has_left(repository: &Repository, person: u32) -> bool {
    !repository.is_active(person)
}

/// For each set of owners the people who approve or agree and are active.
fn living_owners(repository: &Repository) -> Vec<Vec<u32>> {
    let living = |set: Vec<(u32, Duty)>| {
        let owners = set.into_iter().filter(|&(_, duty)| duty != Duty::Recommend).map(|(person, _)| person);
        owners.filter(|&person| repository.is_active(person)).collect()
    };
    repository.people_of_sets().into_iter().map(living).collect()
}

fn part(repository: &Repository, name: &str, files: &[u32], sets: &[Vec<u32>]) -> PartKnowledge {
    let people = repository.identities.people.len();
    let authors: Vec<Vec<u32>> = files
        .iter()
        .map(|&file| repository.authors[file as usize].iter().map(|&(person, _)| person).collect())
        .collect();
    // A file without a counted change is nobody's loss.
    let of: Vec<&[u32]> = authors.iter().map(Vec::as_slice).filter(|authors| !authors.is_empty()).collect();
    let mut files_of: BTreeMap<u32, u32> = BTreeMap::new();
    for &author in of.iter().copied().flatten().filter(|&&author| !has_left(repository, author)) {
        *files_of.entry(author).or_default() += 1;
    }
    let mut here: Vec<u32> = files_of.keys().copied().collect();
    here.sort_by_key(|author| std::cmp::Reverse(files_of[author]));
    let mut owners: Vec<u32> = Vec::new();
    let mut owned = 0;
    let mut seen = vec![false; sets.len()];
    for &file in files {
        let set = repository.owners.of_file[file as usize] as usize;
        owned += u32::from(repository.owners.sets[set].iter().any(|&(_, duty)| duty != Duty::Recommend));
        if !std::mem::replace(&mut seen[set], true) {
            owners.extend(&sets[set]);
        }
    }
    owners.sort_unstable();
    owners.dedup();
    PartKnowledge {
        name: name.to_owned(),
        files: files.len() as u32,
        known: of.len() as u32,
        left: of.iter().filter(|authors| authors.iter().all(|&it| has_left(repository, it))).count() as u32,
        truck: truck_factor(&of, people),
        sole: if let [one] = here[..] { Some(one) } else { None },
        knowers: here,
        living_owners: owners,
        owned,
    }
}

fn losses(repository: &Repository, sets: &[Vec<u32>]) -> Vec<Loss> {
    let people = repository.identities.people.len();
    let mut losses: Vec<Loss> =
        (0..people as u32).map(|person| Loss { person, orphaned: 0, parts: 0, unowned: 0, to_others: 0 }).collect();
    for part in &repository.parts {
        let mut is_author = vec![false; people];
        let mut here: Vec<u32> = Vec::new();
        for &file in &part.files {
            let authors = repository.authors[file as usize].iter().map(|&(person, _)| person);
            let authors: Vec<u32> = authors.filter(|&person| !has_left(repository, person)).collect();
            if let [only] = authors[..] {
                losses[only as usize].orphaned += 1;
            }
            for person in authors {
                if !std::mem::replace(&mut is_author[person as usize], true) {
                    here.push(person);
                }
            }
        }
        if let [only] = here[..] {
            losses[only as usize].parts += 1;
        }
        let mut of_set = vec![0; sets.len()];
        part.files.iter().for_each(|&file| of_set[repository.owners.of_file[file as usize] as usize] += 1);
        for (owners, files) in sets.iter().zip(of_set).filter(|&(_, files)| files > 0) {
            let knowing = owners.iter().filter(|&&owner| is_author[owner as usize]).count();
            for &owner in owners {
                let others_know = knowing - usize::from(is_author[owner as usize]);
                if owners.len() == 1 {
                    losses[owner as usize].unowned += files;
                } else if others_know == 0 && is_author[owner as usize] {
                    losses[owner as usize].to_others += files;
                }
            }
        }
    }
    losses.retain(|loss| loss.orphaned + loss.unowned + loss.to_others > 0);
    losses.sort_by_key(|loss| (std::cmp::Reverse((loss.orphaned, loss.unowned, loss.to_others)), loss.person));
    losses
}
