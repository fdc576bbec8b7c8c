//! A repository as an organisation: the whole way from objects on the disk to a file that opens, and every kind of
//! repository that is not as it should be.

use crate::common::AS_OF;
use crate::program::twintrack;
use crate::repository::Repo;
use std::fs;
use std::path::Path;
use twintrack::evidence::reader::{ReadError, Request, read};
use twintrack::evidence::{History, Knowledge, LeftOut, OrganisationOptions, Repository, organisation};
use twintrack::io::{self, Progress};
use twintrack::org::{Mode, Presence, Role};

const ANN: &str = "Ann Lee <ann@x.org>";
const BO: &str = "Bo Li <7+bo@users.noreply.github.com>";
const CY: &str = "Cy Doe <cy@x.org>";
/// 2026-06-01.
const JUNE: i64 = 1_780_272_000;
const YEAR: i64 = 365 * 86_400;

fn history(folder: &Path) -> Result<History, ReadError> {
    let request = Request { folder: folder.to_owned(), ..Request::default() };
    read(&request, &Progress::default()).map(|(_, history)| history)
}

/// Ann made the whole two years ago and left; Bo and Cy work on it, Cy approves all, Bo may only review.
fn engine() -> Repo {
    let mut repo = Repo::new("engine");
    let owners = "approvers: [cy, gone]\nreviewers: [bo]\n";
    repo.commit(ANN, JUNE - 3 * YEAR, &[("net/a.rs", "1"), ("net/b.rs", "1"), ("ui/c.rs", "1"), ("old.md", "x")]);
    repo.commit(
        CY,
        JUNE - 2 * YEAR,
        &[("OWNERS", owners), (".mailmap", "Cy Doe <cy@users.noreply.github.com> <cy@x.org>\nbroken\n")],
    );
    repo.commit(
        BO,
        JUNE,
        &[("net/a.rs", "2"), ("net/d.rs", "1"), ("net/e.rs", "1"), ("ui/f.rs", "1"), ("ui/g.rs", "1")],
    );
    repo.commit(BO, JUNE + 86_400 * 40, &[("net/a.rs", "3"), ("net/b.rs", ""), ("net/sub/b.rs", "1")]);
    repo.commit("helper[bot] <1+helper[bot]@users.noreply.github.com>", JUNE + 86_400 * 41, &[("net/d.rs", "2")]);
    repo.commit(CY, JUNE + 86_400 * 42, &[("ui/c.rs", "2")]);
    repo
}

#[test]
fn people_rights_and_evidence_come_out_of_a_repository() {
    let repo = engine();
    let history = history(&repo.path()).expect("a history");
    let repository = Repository::of("engine", &history, None, &LeftOut::default());
    assert_eq!(repository.counts.bot_commits, 1);
    assert_eq!(repository.code.len(), 7, "{:?}", repository.code);
    let org = organisation(&repository, &OrganisationOptions::default());
    let keys: Vec<&str> = org.people().map(|person| org.key(person)).collect();
    assert_eq!(keys, ["ann@x.org", "bo", "cy", "gone"]);
    let of = |key: &str| org.find(key).expect("a person");
    assert_eq!(org.presence(of("ann@x.org")), Presence::Left);
    assert_eq!((org.title(of("cy")), org.title(of("bo"))), ("Approver of the whole", "Reviewer of all folders"));
    let rights: Vec<_> = org.rights(of("bo")).expect("recorded").map(|right| (right.role, right.at)).collect();
    assert_eq!(rights, [(Role::Recommend, Some(8.0))]);
    let kinds: Vec<_> = org.evidence(of("bo")).map(|item| (item.kind.as_str(), item.source.as_str())).collect();
    assert_eq!(kinds.last(), Some(&("activity", "git engine")), "{kinds:?}");
    assert!(kinds.len() > 1 && kinds[..kinds.len() - 1].iter().all(|&(kind, _)| kind == "systems"));
    assert!(org.evidence(of("gone")).next().is_none(), "who never committed has no line, and no zero either");
    let knowledge = Knowledge::of(&repository);
    // Of 7 files 6 are Bo's; Ann's net/b.rs moved, and Bo moved it.
    assert_eq!(knowledge.whole.truck.len(), 1);
}

#[test]
fn the_program_writes_a_file_that_opens_in_structure_only() {
    let repo = engine();
    let folder = repo.path().display().to_string();
    let done = twintrack(repo.beside(), &["repo", &folder, "--no-cache", "-o", "out.org.ron"]);
    assert_eq!((done.code, done.said.as_str()), (Some(0), ""), "{}", done.told);
    assert!(done.told.contains("Truck factor 1"), "{}", done.told);
    for name in ["Ann", "Bo Li", "Cy"] {
        assert!(!done.told.contains(name), "{name} is named in\n{}", done.told);
    }
    let opened = io::open(&repo.beside().join("out.org.ron"), AS_OF, &Progress::default()).expect("it opens");
    assert!(opened.problems.is_empty(), "{:?}", opened.problems);
    assert_eq!(opened.org.head.mode, Mode::StructureOnly { locked: false });
    // Nothing that is made of the file names anyone either, until people are shown.
    let here = repo.beside();
    let commands = [
        &["check", "FILE"][..],
        &["check", "FILE", "--format", "json"],
        &["report", "FILE", "--show", "names,findings", "-o", "-"],
        &["export", "FILE", "-o", "-"],
        &["export", "FILE", "-o", "people.csv", "--force"],
        &["export", "FILE", "-o", "people.dot", "--force"],
        &["diff", "FILE", "older.org.ron"],
        &["copy", "FILE", "--structure", "-o", "copy.org.ron", "--force"],
        &["record", "FILE", "bo", "-o", "-"],
        &["template", "FILE", "--people", "all", "-o", "-"],
    ];
    let older = ["repo", &folder, "--no-cache", "--at", "2026-06-15", "-o", "older.org.ron"];
    assert_eq!(twintrack(here, &older).code, Some(0));
    let all_told = |file: &str| {
        let mut all = Vec::new();
        for arguments in commands {
            let arguments: Vec<&str> = arguments.iter().map(|it| if *it == "FILE" { file } else { it }).collect();
            let done = twintrack(here, &arguments);
            let written =
                arguments.iter().rev().find(|it| it.contains('.') && **it != file && !it.starts_with("older"));
            let more = written.map_or(String::new(), |name| fs::read_to_string(here.join(name)).unwrap_or_default());
            all.push((arguments.join(" "), format!("{}{}{more}", done.told, done.said)));
        }
        all
    };
    let names = ["Ann Lee", "ann@x.org", "Bo Li", "Cy Doe", "users.noreply", "\"bo\"", "`bo`", "gone"];
    for (command, told) in all_told("out.org.ron") {
        assert!(told.len() > 40, "{command}: {told}");
        for name in names {
            assert!(!told.contains(name), "{name} is named by {command}\n{told}");
        }
    }
    let refused = twintrack(here, &["template", "out.org.ron", "-o", "sheet.csv"]);
    assert!(refused.code == Some(2) && refused.said.contains("names no one yet"), "{}", refused.said);
    let shown = ["repo", &folder, "--no-cache", "--show", "names", "-o", "named.org.ron"];
    assert_eq!(twintrack(here, &shown).code, Some(0));
    // In words findings are counted, the report of these three names no one for any, and in a comparison the other side
    // is still in structure only.
    let counts = |command: &str| {
        command == "check named.org.ron" || ["copy", "report", "diff"].iter().any(|one| command.starts_with(one))
    };
    for (command, told) in all_told("named.org.ron").iter().filter(|(command, _)| !counts(command)) {
        let names = names.iter().any(|name| told.contains(name));
        assert!(names, "{command} names no one, so the search could not fail\n{told}");
    }
    let named = twintrack(repo.beside(), &["repo", &folder, "--no-cache", "--format", "json", "--show", "names"]);
    let told: serde_json::Value = serde_json::from_str(&named.told).expect("JSON");
    assert_eq!(told["whole"]["who"]["truck_factor"][0], "Bo Li");
    assert_eq!(told["people"]["holders_not_in_history"], 1);
}

#[test]
fn two_repositories_are_added_as_evidence_to_the_people_of_an_organisation() {
    let (engine, mut web) = (engine(), Repo::new("web"));
    web.commit(CY, JUNE, &[("a.rs", "1"), ("b.rs", "1"), ("c.rs", "1")]);
    web.commit("old <cy@old.org>", JUNE + 86_400, &[("d.rs", "1")]);
    let folders = [engine.path(), web.path()].map(|path| path.display().to_string());
    let here = engine.beside();
    let people =
        "id,name,title,email\n1,Cy Doe,Staff engineer,cy@x.org\n2,Bo Li,Senior engineer,\n3,Zoe Fox,,zoe@x.org\n";
    fs::write(here.join("staff.csv"), people).expect("a file");
    let made = twintrack(here, &["import", "staff.csv", "-o", "staff.org.ron", "--as-of", "2026-09-30"]);
    assert_eq!(made.code, Some(0), "{}", made.said);
    let into = |more: &[&str]| {
        let mut arguments = vec!["repo", &folders[0], &folders[1], "--no-cache", "--into", "staff.org.ron"];
        arguments.extend(more);
        twintrack(here, &arguments)
    };
    let seen = into(&["--show", "names"]);
    assert_eq!(seen.code, Some(0), "{}", seen.said);
    for line in ["Cy Doe (cy): id 1", "Bo Li (bo): id 2", "old (cy@old.org): no match"] {
        assert!(seen.told.contains(line), "{line} is not in\n{}", seen.told);
    }
    assert!(!into(&[]).told.contains("Cy"), "names are told on request only");
    let own = ["-o", "staff.org.ron", "--same", "cy@old.org=1"];
    assert_eq!(into(&own).code, Some(0));
    let open = || io::open(&here.join("staff.org.ron"), AS_OF, &Progress::default()).expect("it opens").org;
    let first = open();
    let of = |org: &twintrack::org::Org, key: &str| {
        let lines = org.evidence(org.find(key).expect("a person"));
        lines.map(|it| (it.kind.to_string(), it.source.clone(), it.share)).collect::<Vec<_>>()
    };
    assert!(of(&first, "1").contains(&("systems".to_owned(), "git web".to_owned(), 1.0)), "{:?}", of(&first, "1"));
    assert!(of(&first, "2").iter().all(|line| line.1 == "git engine") && of(&first, "3").is_empty());
    // Again, without saying it again.
    let again = into(&["-o", "staff.org.ron", "--show", "names"]);
    assert!(again.told.contains("(cy@old.org, cy@x.org): id 1"), "{}", again.told);
    assert_eq!(of(&open(), "1"), of(&first, "1"));
    assert!(into(&["--same", "zed=99"]).said.contains("No one has the id `99`"));
    assert!(twintrack(here, &["repo", &folders[0], &folders[1]]).said.contains("Only one repository"));
    let twice = ["repo", &folders[0], &folders[0], "--into", "staff.org.ron"];
    assert!(twintrack(here, &twice).said.contains("are called `engine`"));
}

#[test]
fn people_of_a_repository_are_joined_and_separated_by_hand_and_the_file_keeps_it() {
    let repo = engine();
    let folder = repo.path().display().to_string();
    let done =
        twintrack(repo.beside(), &["repo", &folder, "--no-cache", "-o", "out.org.ron", "--same", "ann@x.org=bo"]);
    assert_eq!(done.code, Some(0), "{}", done.said);
    let org = io::open(&repo.beside().join("out.org.ron"), AS_OF, &Progress::default()).expect("it opens").org;
    let keys: Vec<&str> = org.people().map(|person| org.key(person)).collect();
    assert_eq!(keys, ["bo", "cy", "gone"]);
    let kept = &org.details(org.find("bo").expect("a person")).unknown;
    assert_eq!((kept[0].name.as_str(), kept[0].raw.as_str()), ("accounts", "[\"ann@x.org\", \"bo\"]"));
}

#[test]
fn who_knows_which_folder_is_a_picture_that_names_nobody_unless_asked() {
    let repo = engine();
    let folder = repo.path().display().to_string();
    let picture = |more: &[&str]| {
        let mut arguments = vec!["repo", &folder, "--no-cache", "--force", "--picture", "folders.svg"];
        arguments.extend(more);
        let done = twintrack(repo.beside(), &arguments);
        assert_eq!(done.code, Some(0), "{}", done.said);
        fs::read_to_string(repo.beside().join("folders.svg")).expect("a picture")
    };
    let svg = picture(&[]);
    for words in ["7 files", "Known by", "2 authors, 1 active owner"] {
        assert!(svg.contains(words), "{words} is not in {svg}");
    }
    assert!(!svg.contains("Bo Li") && picture(&["--show", "names"]).contains("Bo Li"));
    let refused = twintrack(repo.beside(), &["repo", &folder, "--picture", "folders.csv"]);
    assert_eq!(refused.code, Some(2));
}

#[test]
fn the_signals_of_a_repository_are_followed_to_a_later_day() {
    let repo = engine();
    let folder = repo.path().display().to_string();
    let told = |from: &str, to: &str| twintrack(repo.beside(), &["backtest", &folder, "--from", from, "--to", to]);
    let done = told("2025-01-01", "2026-08-01");
    assert_eq!(done.code, Some(0), "{}", done.said);
    assert!(done.told.contains("Outcome of the signals of 2025-01-01 by 2026-08-01"), "{}", done.told);
    assert!(done.told.contains("among people who could approve nothing on the first day"), "{}", done.told);
    assert!(told("2026-08-01", "2025-01-01").said.contains("is not after the first"));
    assert!(told("2024-02-01", "2026-08-01").said.contains("had no owner file"));
    assert_eq!(twintrack(repo.beside(), &["backtest", &folder]).code, Some(2));
}

#[test]
fn a_day_gives_the_tree_and_the_rights_of_that_day() {
    let repo = engine();
    let at = "2025-01-01".parse().expect("a day");
    let request = Request { folder: repo.path(), at: Some(at), ..Request::default() };
    let (_, history) = read(&request, &Progress::default()).expect("a history");
    assert_eq!((history.commits.len(), history.living.len()), (2, 6));
    let early = Request { at: Some("2001-01-01".parse().expect("a day")), ..request };
    let refused = read(&early, &Progress::default()).expect_err("nothing then");
    assert!(matches!(refused, ReadError::NothingBefore { .. }), "{refused}");
}

#[test]
fn the_order_of_commits_of_equal_time_changes_nothing() {
    let told = |turned: bool| {
        let mut repo = Repo::new("twins");
        let base = repo.commit(ANN, 100, &[("a.rs", "0")]);
        let left = repo.commit_on(BO, 200, &[("b.rs", "1"), ("a.rs", "1")], &[base], "Left");
        let right = repo.commit_on(CY, 200, &[("b.rs", "2"), ("c.rs", "1")], &[base], "Right");
        let parents = if turned { [right, left] } else { [left, right] };
        repo.commit_on(ANN, 300, &[("d.rs", "1")], &parents, "Merge branch");
        let repository = Repository::of("twins", &history(&repo.path()).expect("a history"), None, &LeftOut::default());
        (repository.authors.clone(), repository.activity.clone(), Knowledge::of(&repository))
    };
    assert_eq!(told(false), told(true));
}

#[test]
fn what_was_read_is_kept_outside_and_a_damaged_copy_is_read_again() {
    let repo = engine();
    let cache = repo.beside().join("cache");
    let request = Request { folder: repo.path(), at: None, cache: Some(cache.clone()) };
    let before: Vec<_> = walk(&repo.git());
    let (_, first) = read(&request, &Progress::default()).expect("a history");
    assert_eq!(walk(&repo.git()), before, "nothing is written into the repository");
    let kept: Vec<_> = walk(&cache);
    assert_eq!(kept.len(), 1);
    let (_, second) = read(&request, &Progress::default()).expect("a history");
    assert_eq!(first, second);
    let path = &kept[0];
    let damaged = fs::read_to_string(path).expect("text").replace("\"author\":0", "\"author\":4000000");
    fs::write(path, damaged).expect("a file");
    let (_, third) = read(&request, &Progress::default()).expect("a history");
    assert_eq!(first, third);
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            if entry.path().is_dir() { open.push(entry.path()) } else { found.push(entry.path()) }
        }
    }
    found.sort();
    found
}

/// The error of a folder, in words with its next step.
fn refused(folder: &Path) -> String {
    let error = history(folder).expect_err("it is refused");
    assert!(!error.hint().is_empty());
    error.to_string()
}

#[test]
fn a_folder_inside_a_worktree_and_a_bare_repository_open() {
    let repo = engine();
    let whole = history(&repo.path()).expect("a history");
    fs::create_dir_all(repo.path().join("net/sub")).expect("a folder");
    assert_eq!(history(&repo.path().join("net/sub")).expect("inside"), whole);
    // A worktree: `.git` is a file, and the other end names it back.
    let (tree, of_tree) = (repo.beside().join("tree"), repo.git().join("worktrees/tree"));
    fs::create_dir_all(&tree).expect("a folder");
    fs::create_dir_all(&of_tree).expect("a folder");
    fs::write(of_tree.join("HEAD"), "ref: refs/heads/main\n").expect("a file");
    fs::write(of_tree.join("commondir"), "../..\n").expect("a file");
    fs::write(tree.join(".git"), format!("gitdir: {}\n", of_tree.display())).expect("a file");
    assert!(refused(&tree).contains("is not followed"), "the other end does not name it yet");
    fs::write(of_tree.join("gitdir"), format!("{}\n", tree.join(".git").display())).expect("a file");
    assert_eq!(history(&tree).expect("a worktree"), whole);
    let name = |folder: &Path| {
        let request = Request { folder: folder.to_owned(), ..Request::default() };
        read(&request, &Progress::default()).expect("a history").0.name()
    };
    assert_eq!(name(&tree), "engine", "its lines are those of the repository that it belongs to");
    // Bare, with its branch in a packed list.
    let bare = repo.beside().join("bare.git");
    fs::rename(repo.git(), &bare).expect("moved");
    let id = fs::read_to_string(bare.join("refs/heads/main")).expect("an id");
    fs::write(bare.join("packed-refs"), format!("# pack-refs\n{} refs/heads/main\n", id.trim())).expect("a file");
    fs::remove_file(bare.join("refs/heads/main")).expect("removed");
    assert_eq!(history(&bare).expect("bare"), whole);
    assert_eq!(name(&bare), "bare");
    // A folder whose name says nothing is named after the one around it.
    let inside = repo.beside().join("acme+web/repo");
    fs::create_dir_all(inside.parent().expect("a folder")).expect("a folder");
    fs::rename(&bare, &inside).expect("moved");
    assert_eq!(name(&inside), "acme+web");
}

#[test]
fn a_submodule_is_counted_left_out_and_read_as_a_repository_of_its_own() {
    let (mut repo, inner) = (engine(), engine());
    let commit = fs::read_to_string(inner.git().join("refs/heads/main")).expect("an id");
    let before = history(&repo.path()).expect("a history");
    repo.place_submodule("net/inner", gix_hash::ObjectId::from_hex(commit.trim().as_bytes()).expect("an id"));
    repo.commit(CY, JUNE + 86_400 * 43, &[("ui/c.rs", "3")]);
    let after = history(&repo.path()).expect("the commit of the submodule is not looked for here");
    assert_eq!((before.limits.submodules, after.limits.submodules), (0, 1));
    assert_eq!(after.living.len(), before.living.len(), "a submodule is no file");
    // Checked out, its `.git` is a file that leads into the repository around it.
    let (checkout, modules) = (repo.path().join("net/inner"), repo.git().join("modules/net"));
    fs::create_dir_all(&checkout).expect("a folder");
    fs::create_dir_all(&modules).expect("a folder");
    fs::rename(inner.git(), modules.join("inner")).expect("moved");
    fs::write(checkout.join(".git"), "gitdir: ../../.git/modules/net/inner\n").expect("a file");
    assert_eq!(history(&checkout).expect("a submodule"), before);
    // Out of the repository it is not followed.
    fs::rename(modules.join("inner"), repo.beside().join("outer")).expect("moved");
    fs::write(checkout.join(".git"), "gitdir: ../../../outer\n").expect("a file");
    assert!(refused(&checkout).contains("is not followed"));
    let done = twintrack(repo.beside(), &["repo", &repo.path().display().to_string(), "--no-cache"]);
    assert!(done.code == Some(0) && done.told.contains("1 submodule"), "{}{}", done.told, done.said);
}

#[test]
fn what_is_no_whole_repository_says_what_to_do() {
    let empty = Repo::new("empty");
    assert!(refused(&empty.path()).contains("has no commits"));
    assert!(refused(empty.beside()).contains("is not inside a git repository"));
    let file = empty.beside().join("file");
    fs::write(&file, "x").expect("a file");
    assert!(refused(&file).contains("is not inside a git repository"));
    assert!(refused(&empty.beside().join("nowhere")).contains("could not be read"));
    fs::write(empty.git().join("HEAD"), "ref: refs/../../../etc/passwd\n").expect("a file");
    assert!(refused(&empty.path()).contains("is no name of a branch"));
    fs::write(empty.git().join("HEAD"), "ref: refs/heads/a\n").expect("a file");
    fs::write(empty.git().join("refs/heads/a"), "ref: refs/heads/a\n").expect("a file");
    assert!(refused(&empty.path()).contains("stands for itself"));
    fs::write(empty.git().join("HEAD"), format!("{}\n", "a".repeat(64))).expect("a file");
    assert!(refused(&empty.path()).contains("SHA-256"));
    fs::write(empty.git().join("HEAD"), format!("{}\n", "a".repeat(40))).expect("a file");
    assert!(refused(&empty.path()).contains("is missing"));
    fs::write(empty.git().join("objects/info/alternates"), "/etc\n").expect("a file");
    assert!(refused(&empty.path()).contains("borrows its objects"));
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_a_repository() {
    let (repo, other) = (engine(), engine());
    let main = repo.git().join("refs/heads/main");
    fs::remove_file(&main).expect("removed");
    std::os::unix::fs::symlink(other.git().join("refs/heads/main"), &main).expect("a link");
    assert!(refused(&repo.path()).contains("has no commits"), "a link is no branch");
    let (objects, moved) = (other.git().join("objects"), other.beside().join("objects"));
    fs::rename(&objects, &moved).expect("moved");
    std::os::unix::fs::symlink(&moved, &objects).expect("a link");
    assert!(refused(&other.path()).contains("is not followed"));
}

#[test]
fn a_shallow_and_a_partial_clone_open_with_what_they_have() {
    let repo = engine();
    let whole = history(&repo.path()).expect("a history");
    // Cut after the last two commits: their parents are not there.
    let log: Vec<String> = commits(&repo);
    fs::write(repo.git().join("shallow"), format!("{}\n", log[1])).expect("a file");
    let shallow = history(&repo.path()).expect("shallow");
    assert_eq!((shallow.commits.len(), shallow.limits.shallow), (2, 1));
    assert_eq!(shallow.living.len(), whole.living.len());
    assert!(
        shallow.changes.len() < whole.changes.len(),
        "the whole tree is not the work of the last commit that is there"
    );
    fs::remove_file(repo.git().join("shallow")).expect("removed");
    repo.lose("approvers: [cy, gone]\nreviewers: [bo]\n");
    let partial = history(&repo.path()).expect("partial");
    assert_eq!((partial.limits.missing_texts, partial.commits.len()), (1, whole.commits.len()));
}

/// Ids of the commits along first parents, the last first.
fn commits(repo: &Repo) -> Vec<String> {
    let mut ids = vec![fs::read_to_string(repo.git().join("refs/heads/main")).expect("an id").trim().to_owned()];
    let store = gix_odb::loose::Store::at(repo.git().join("objects"), gix_hash::Kind::Sha1);
    let mut buffer = Vec::new();
    loop {
        let id = gix_hash::ObjectId::from_hex(ids[ids.len() - 1].as_bytes()).expect("an id");
        let data = store.try_find(&id, &mut buffer).expect("readable").expect("there");
        let text = String::from_utf8_lossy(data.data).into_owned();
        match text.lines().find_map(|line| line.strip_prefix("parent ")) {
            Some(parent) => ids.push(parent.to_owned()),
            None => return ids,
        }
    }
}

#[test]
fn names_in_odd_encodings_and_hostile_paths_are_read() {
    let mut repo = Repo::new("odd");
    repo.commit(
        "\u{202e}Eve\u{1b}[31m <eve@x.org>",
        100,
        &[("src/\u{1b}]0;x.rs", "1"), ("a b\\c.rs", "1"), ("CODEOWNERS", "* @acme/\u{1b}team\n")],
    );
    let done = twintrack(repo.beside(), &["repo", &repo.path().display().to_string(), "--no-cache", "--show", "names"]);
    assert_eq!(done.code, Some(0), "{}", done.said);
    assert!(!done.told.contains('\u{1b}') && !done.told.contains('\u{202e}'), "{}", done.told);
}

#[test]
fn reading_can_be_cancelled() {
    let repo = engine();
    let progress = Progress::default();
    progress.cancel();
    let request = Request { folder: repo.path(), ..Request::default() };
    assert!(matches!(read(&request, &progress), Err(ReadError::Cancelled)));
}
