//! What was read of a repository and what is known of its code, in words and as JSON. People are named only on request.

use super::escape::Shown;
use crate::diagram::Folder;
use crate::evidence::{Knowledge, Loss, PartKnowledge, Repository};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Parts that are listed in words; JSON has all.
const PARTS: usize = 40;
/// People whose leaving is looked at in words.
const LOSSES: usize = 5;
/// Owner files with problems that are listed.
const PROBLEMS: usize = 10;

/// Names of people, or their places in a list.
struct Names<'a> {
    repository: &'a Repository,
    shown: bool,
}

impl Names<'_> {
    fn of(&self, person: u32) -> String {
        let Some(person) = self.repository.identities.people.get(person as usize) else { return String::new() };
        if person.name.is_empty() { person.key.clone() } else { person.name.clone() }
    }

    fn list(&self, people: &[u32]) -> String {
        people.iter().map(|&person| self.of(person)).collect::<Vec<_>>().join(", ")
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Counts of people, as they are told in words and in JSON.
struct People {
    all: usize,
    active: usize,
    deciding: usize,
    recommending: usize,
    holders_inactive: usize,
    holders: usize,
    teams: usize,
    strangers: usize,
}

impl People {
    fn of(repository: &Repository) -> Self {
        let rights = repository.rights();
        let is_active = |at: &usize| repository.is_active(*at as u32);
        let deciding = |at: &usize| rights[*at].decide + rights[*at].agree > 0;
        let all = 0..repository.identities.people.len();
        let holders = all.clone().filter(|&at| !rights[at].is_none());
        let teams = repository.identities.unjoined.iter().filter(|it| it.is_team).count();
        Self {
            all: all.len(),
            active: all.clone().filter(is_active).count(),
            deciding: all.clone().filter(deciding).count(),
            recommending: all.filter(|&at| !deciding(&at) && rights[at].recommend > 0).count(),
            holders_inactive: holders.clone().filter(|at| !is_active(at)).count(),
            holders: holders.count(),
            teams,
            strangers: repository.identities.unjoined.len() - teams,
        }
    }
}

/// Writes what was read and what is known, in words.
pub fn repository_text(
    repository: &Repository,
    knowledge: &Knowledge,
    names: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let names = Names { repository, shown: names };
    let counts = &repository.counts;
    let commit: String = repository.commit.chars().take(12).collect();
    writeln!(out, "{} at {}, commit {commit}", Shown(&repository.name), repository.at)?;
    writeln!(
        out,
        "  {}, {} of them living code in {}",
        count(counts.files, "file", "files"),
        repository.code.len(),
        count(repository.parts.len(), "part", "parts")
    )?;
    if counts.is_all_counted {
        writeln!(out, "  None of the files is code, so that all of them are counted")?;
    }
    writeln!(out, "  {} and {}", count(counts.commits, "commit", "commits"), count(counts.merges, "merge", "merges"))?;
    writeln!(out, "\nLeft out")?;
    writeln!(
        out,
        "  {} by programs ({}), {} of too many files, the content of all merges",
        count(counts.bot_commits, "commit", "commits"),
        count(repository.identities.bots, "name", "names"),
        count(counts.large_commits, "commit", "commits")
    )?;
    writeln!(
        out,
        "  Files: {} of others, {} generated, {} documents, data and pictures",
        counts.vendored, counts.generated, counts.not_code
    )?;
    if counts.without_history > 0 {
        writeln!(
            out,
            "  {} without a change that counts",
            count(counts.without_history, "file of living code", "files of living code")
        )?;
    }
    limits(repository, out)?;
    people(repository, &names, out)?;
    knowledge_text(repository, knowledge, &names, out)?;
    losses(knowledge, &names, out)?;
    writeln!(
        out,
        "\n  Work that leaves no commit is not seen here: advice, reviews, operation, everything outside this repository. This is\n  \
         no measure of anyone's performance."
    )
}

fn limits(repository: &Repository, out: &mut dyn Write) -> io::Result<()> {
    let limits = repository.limits;
    if limits.shallow > 0 {
        writeln!(out, "  The clone is shallow: earlier history is not known; `git fetch --unshallow` fetches it")?;
    }
    if limits.unreadable > 0 {
        writeln!(out, "  {} missing or damaged", count(limits.unreadable as usize, "commit is", "commits are"))?;
    }
    if limits.missing_trees > 0 {
        let what = count(limits.missing_trees as usize, "folder is", "folders are");
        writeln!(out, "  {what} missing, so that changes in them are not known; `git fetch --refetch` fetches them")?;
    }
    if limits.missing_texts > 0 {
        let what = count(limits.missing_texts as usize, "owner file is", "owner files are");
        writeln!(out, "  {what} not in this clone; check the commit out once to fetch them")?;
    }
    if limits.submodules > 0 {
        let what = count(limits.submodules as usize, "submodule has", "submodules have");
        writeln!(out, "  {what} a history of their own, which is not read")?;
    }
    Ok(())
}

fn people(repository: &Repository, names: &Names, out: &mut dyn Write) -> io::Result<()> {
    let people = People::of(repository);
    writeln!(out, "\nPeople")?;
    writeln!(out, "  {} in the whole history, {} active in the last 12 months", people.all, people.active)?;
    if repository.owners.files.is_empty() {
        writeln!(out, "  No owner file was found: who may decide is not recorded here")?;
        return Ok(());
    }
    writeln!(
        out,
        "  {}: {} may approve or has to agree, {} may recommend only",
        count(repository.owners.files.len(), "owner file", "owner files"),
        count(people.deciding, "person", "people"),
        count(people.recommending, "person", "people")
    )?;
    writeln!(
        out,
        "  {} of {} holders of a right made no commit that counts in the last 12 months",
        people.holders_inactive, people.holders
    )?;
    if people.strangers > 0 {
        writeln!(out, "  {} found in the history at all", count(people.strangers, "holder is not", "holders are not"))?;
        if names.shown {
            let of = repository.identities.unjoined.iter().filter(|it| !it.is_team);
            let list: Vec<String> = of.map(|it| repository.owners.holders[it.holder as usize].label()).collect();
            writeln!(out, "    {}", Shown(&list.join(", ")))?;
        }
    }
    if people.teams > 0 {
        let of = repository.identities.unjoined.iter().filter(|it| it.is_team);
        let list: Vec<String> =
            of.map(|it| format!("@{}", repository.owners.holders[it.holder as usize].handle)).collect();
        writeln!(
            out,
            "  {} not said in the repository: {}",
            count(people.teams, "team whose members are", "teams whose members are"),
            Shown(&list.join(", "))
        )?;
    }
    if !repository.owners.emeritus.is_empty() {
        writeln!(out, "  {} emeritus, without a right", repository.owners.emeritus.len())?;
    }
    for problem in repository.owners.problems.iter().take(PROBLEMS) {
        writeln!(out, "  {}: {}", Shown(&problem.file), Shown(&problem.what))?;
    }
    if repository.owners.problems.len() > PROBLEMS {
        writeln!(out, "  … and {} more problems in owner files", repository.owners.problems.len() - PROBLEMS)?;
    }
    Ok(())
}

fn knowledge_text(
    repository: &Repository,
    knowledge: &Knowledge,
    names: &Names,
    out: &mut dyn Write,
) -> io::Result<()> {
    let whole = &knowledge.whole;
    writeln!(out, "\nKnowledge")?;
    writeln!(
        out,
        "  Truck factor {}: so many people hold the authorship of more than half of the code with an author",
        whole.truck.len()
    )?;
    if names.shown && !whole.truck.is_empty() {
        writeln!(out, "    {}", Shown(&names.list(&whole.truck)))?;
    }
    writeln!(
        out,
        "  {} of {} files have only authors who made no commit in the last 12 months",
        whole.left, whole.known
    )?;
    let has_owners = !repository.owners.files.is_empty();
    if has_owners {
        let without: Vec<&str> = knowledge.parts_by_owners(0).map(|it| it.name.as_str()).collect();
        let one: Vec<&str> = knowledge.parts_by_owners(1).map(|it| it.name.as_str()).collect();
        for (parts, words) in [(without, "without an active owner"), (one, "with one active owner")] {
            if !parts.is_empty() {
                writeln!(out, "  {} {words}: {}", count(parts.len(), "part", "parts"), Shown(&parts.join(", ")))?;
            }
        }
    }
    let sole: Vec<&PartKnowledge> = knowledge.parts.iter().filter(|it| it.sole.is_some()).collect();
    if !sole.is_empty() {
        let list: Vec<String> = sole
            .iter()
            .map(|it| match it.sole.filter(|_| names.shown) {
                Some(person) => format!("{} ({})", it.name, names.of(person)),
                None => it.name.clone(),
            })
            .collect();
        writeln!(
            out,
            "  {} that one person alone knows: {}",
            count(sole.len(), "part", "parts"),
            Shown(&list.join(", "))
        )?;
    }
    let width = knowledge.parts.iter().map(|it| it.name.chars().count()).max().unwrap_or(4).clamp(4, 60);
    writeln!(
        out,
        "\n  {:<width$} {:>7} {:>7} {:>13} {:>13}",
        "part", "files", "truck", "authors left", "active owners"
    )?;
    for part in knowledge.parts.iter().take(PARTS) {
        let owners = if has_owners { part.living_owners.len().to_string() } else { "-".to_owned() };
        let name = Shown(&part.name).to_string();
        writeln!(out, "  {name:<width$} {:>7} {:>7} {:>13} {owners:>13}", part.files, part.truck.len(), part.left)?;
    }
    Ok(())
}

fn losses(knowledge: &Knowledge, names: &Names, out: &mut dyn Write) -> io::Result<()> {
    if knowledge.losses.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nIf one person left, or was promoted out of the craft")?;
    for (loss, at) in knowledge.losses.iter().take(LOSSES).zip(1..) {
        let who = if names.shown { names.of(loss.person) } else { format!("Person {at}") };
        writeln!(out, "  {}: {}", Shown(&who), loss_words(loss))?;
    }
    writeln!(out, "  Promoted, they keep the right and no longer the record; gone, the right falls to the others.")
}

fn loss_words(loss: &Loss) -> String {
    let mut words = vec![format!("{} without an author who is here", count(loss.orphaned as usize, "file", "files"))];
    if loss.parts > 0 {
        words.push(format!("{} without any", count(loss.parts as usize, "part", "parts")));
    }
    if loss.unowned > 0 {
        words.push(format!("{} without an active owner", count(loss.unowned as usize, "file", "files")));
    }
    if loss.to_others > 0 {
        words.push(format!(
            "the say about {} with people who wrote nothing there",
            count(loss.to_others as usize, "file", "files")
        ));
    }
    words.join(", ")
}

/// The parts of a repository as folders of the picture, with the names of up to three people who know each.
pub fn folders(repository: &Repository, knowledge: &Knowledge) -> Vec<Folder> {
    let names = Names { repository, shown: true };
    let has_owners = !repository.owners.files.is_empty();
    let folder = |part: &PartKnowledge| Folder {
        name: part.name.clone(),
        files: part.files,
        knowers: part.knowers.len() as u32,
        left: part.left,
        owners: has_owners.then_some(part.living_owners.len() as u32),
        who: part.knowers.iter().take(3).map(|&person| names.of(person)).collect(),
    };
    knowledge.parts.iter().map(folder).collect()
}

/// What was read and what is known, as JSON.
pub fn repository_json(repository: &Repository, knowledge: &Knowledge, names: bool) -> Value {
    let named = Names { repository, shown: names };
    let (counts, limits, people) = (&repository.counts, repository.limits, People::of(repository));
    let part = |it: &PartKnowledge| {
        let mut value = json!({
            "part": it.name, "files": it.files, "known": it.known, "authors_left": it.left,
            "truck_factor": it.truck.len(), "one_knower": it.sole.is_some(), "owned": it.owned,
            "active_owners": it.living_owners.len(),
        });
        if names {
            let list = |people: &[u32]| people.iter().map(|&person| named.of(person)).collect::<Vec<_>>();
            value["who"] = json!({
                "truck_factor": list(&it.truck), "active_owners": list(&it.living_owners),
                "one_knower": it.sole.map(|person| named.of(person)),
            });
        }
        value
    };
    let loss = |it: &Loss| {
        let mut value = json!({
            "orphaned": it.orphaned, "parts": it.parts, "unowned": it.unowned, "to_others": it.to_others,
        });
        if names {
            value["who"] = named.of(it.person).into();
        }
        value
    };
    let unjoined: Vec<Value> = repository
        .identities
        .unjoined
        .iter()
        .filter(|it| names || it.is_team)
        .map(|it| {
            let holder = &repository.owners.holders[it.holder as usize];
            json!({ "holder": holder.label(), "team": it.is_team })
        })
        .collect();
    let problems: Vec<Value> =
        repository.owners.problems.iter().map(|it| json!({ "file": it.file, "what": it.what })).collect();
    let mut value = json!({
        "schema": 1, "repository": repository.name, "commit": repository.commit, "at": repository.at.to_string(),
        "files": counts.files, "code": repository.code.len(), "commits": counts.commits, "merges": counts.merges,
        "left_out": {
            "bot_commits": counts.bot_commits, "bots": repository.identities.bots, "large_commits": counts.large_commits,
            "vendored": counts.vendored, "generated": counts.generated, "not_code": counts.not_code,
            "without_history": counts.without_history, "everything_counts": counts.is_all_counted,
        },
        "missing": {
            "shallow": limits.shallow, "commits": limits.unreadable, "folders": limits.missing_trees,
            "owner_files": limits.missing_texts, "submodules": limits.submodules,
        },
        "people": {
            "all": people.all, "active": people.active, "deciding": people.deciding,
            "recommending": people.recommending, "holders": people.holders, "holders_inactive": people.holders_inactive,
            "holders_not_in_history": people.strangers, "unknown_teams": people.teams,
            "emeritus": repository.owners.emeritus.len(),
        },
        "owner_files": repository.owners.files, "problems": problems, "unjoined": unjoined,
        "whole": part(&knowledge.whole),
        "parts": knowledge.parts.iter().map(part).collect::<Vec<_>>(),
        "losses": knowledge.losses.iter().map(loss).collect::<Vec<_>>(),
    });
    if names {
        value["alike"] = repository.identities.alike.clone().into();
    }
    value
}
