//! Small owner files of every form, and what they give.

use super::{Duty, Owners};

/// Owners of each file as `file: holder duty, …`, lines in the order of the files.
fn check(owner_files: &[(&str, &str)], files: &[&str], expected: &str) {
    let texts: Vec<(String, String)> = owner_files.iter().map(|&(path, text)| (path.into(), text.into())).collect();
    let owners = Owners::of(&texts, files);
    let told: Vec<String> = files
        .iter()
        .enumerate()
        .map(|(at, file)| {
            let who = owners.owners(at).iter().map(|&(holder, duty)| {
                let duty = match duty {
                    Duty::Decide => "D",
                    Duty::Agree => "A",
                    Duty::Recommend => "R",
                };
                let holder = &owners.holders[holder as usize];
                let name = if holder.handle.is_empty() { &holder.email } else { &holder.handle };
                format!("{name} {duty}")
            });
            format!("{file}: {}", who.collect::<Vec<_>>().join(", "))
        })
        .collect();
    assert_eq!(told.join("\n"), expected);
    // What is held is what the files say, counted.
    for held in &owners.held {
        let files = (0..files.len()).filter(|&at| owners.owners(at).contains(&(held.holder, held.duty))).count();
        assert_eq!(held.files as usize, files);
    }
    let mut turned = texts;
    turned.reverse();
    let mut again = Owners::of(&turned, files);
    again.sets.clone_from(&owners.sets);
    again.of_file.clone_from(&owners.of_file);
    assert_eq!(again, owners, "the order of the files changes nothing");
}

#[test]
fn approvers_hold_for_all_that_lies_below() {
    check(
        &[
            ("OWNERS", "approvers:\n- Top # the founder\nreviewers: [rev, top]\nemeritus_approvers:\n- old\n"),
            ("net/OWNERS", "approvers:\n  - net-team\n"),
            ("OWNERS_ALIASES", "aliases:\n  net-team:\n    - ann\n    - bo\n"),
        ],
        &["main.go", "net/a/b.go", "nets/c.go"],
        "main.go: rev R, top D\nnet/a/b.go: ann D, bo D, rev R, top D\nnets/c.go: rev R, top D",
    );
}

#[test]
fn a_folder_can_stop_its_parents() {
    check(
        &[("OWNERS", "approvers: [top]"), ("vault/OWNERS", "options:\n  no_parent_owners: true\napprovers: [vic]")],
        &["vault/deep/key.go", "other.go"],
        "vault/deep/key.go: vic D\nother.go: top D",
    );
}

#[test]
fn filters_are_read_from_the_folder_and_what_is_not_understood_gives_nothing() {
    let text = "filters:\n  \".*\":\n    approvers: [all]\n  \"\\\\.(js|ts)$\":\n    reviewers: [web]\n  \
                \"^sub/x[0-9]+\":\n    approvers: [lost]\n";
    check(
        &[("ui/OWNERS", text)],
        &["ui/sub/x1", "ui/a.ts", "ui/a.tsx", "a.js"],
        "ui/sub/x1: all D\nui/a.ts: all D, web R\nui/a.tsx: all D\na.js: ",
    );
    let owners = Owners::of(&[("ui/OWNERS".into(), text.into())], &["ui/a"]);
    assert_eq!(owners.problems.len(), 1);
    assert!(owners.problems[0].what.contains("^sub/x[0-9]+"), "{:?}", owners.problems);
}

#[test]
fn addresses_one_a_line_are_owners_too() {
    check(
        &[
            ("OWNERS", "# all\ntop@example.org\n"),
            ("gpu/OWNERS", "set noparent\ngil@example.org\nper-file *.gn=build@example.org\nfile://x/OWNERS\n*\n"),
        ],
        &["a.cc", "gpu/BUILD.gn", "gpu/sub/BUILD.gn"],
        "a.cc: top@example.org D\ngpu/BUILD.gn: build@example.org D, gil@example.org D\n\
         gpu/sub/BUILD.gn: gil@example.org D",
    );
}

#[test]
fn of_code_owners_the_last_that_fits_counts() {
    check(
        &[(
            ".github/CODEOWNERS",
            "# rules\n*       @glob\n*.js    @js # web\n/build/logs/ @Doctor\ndocs/*  docs@example.org\napps/ @octocat\n\
             /apps/github\n**/deep @deep\n/my\\ file @space\n",
        )],
        &[
            "a.py",
            "x/a.js",
            "build/logs/1/2",
            "x/build/logs/1",
            "docs/a.md",
            "docs/b/a.md",
            "x/apps/a",
            "apps/github/a",
            "x/y/deep/z",
            "my file",
        ],
        "a.py: glob A\nx/a.js: js A\nbuild/logs/1/2: doctor A\nx/build/logs/1: glob A\ndocs/a.md: docs@example.org A\n\
         docs/b/a.md: glob A\nx/apps/a: octocat A\napps/github/a: \nx/y/deep/z: deep A\nmy file: space A",
    );
}

#[test]
fn sections_count_by_themselves_and_optional_ones_recommend() {
    check(
        &[(
            "CODEOWNERS",
            "*.rb @ruby\n[Database][2] @dba\nmodel/\nmodel/old/ @old\n^[Docs] @doc\n*.md\n!secret.md\n[database]\nsql/ @sql\n",
        )],
        &["model/a.rb", "model/old/a", "a.md", "secret.md", "sql/x"],
        "model/a.rb: dba A, ruby A\nmodel/old/a: old A\na.md: doc R\nsecret.md: \nsql/x: sql A",
    );
}

#[test]
fn a_team_is_its_members_where_a_file_says_who_they_are() {
    let rust = "name = \"infra\"\n[people]\nleads = [\"lea\"]\nmembers = [\n  \"lea\",\n  \
                { github = \"mo\", roles = [\"x\", \"y\"] },\n]\nalumni = [\"gone\"]\n";
    check(
        &[
            ("CODEOWNERS", "* @acme/core @acme/lost\n/ci/ @acme/infra"),
            (
                ".github/teams.yml",
                "teams:\n  core:\n    maintainers: [ann]\n    members:\n    - bo\n    teams: {sub: {members: [cy]}}\n",
            ),
            ("teams/infra.toml", rust),
        ],
        &["a", "ci/x"],
        "a: acme/lost A, ann A, bo A\nci/x: lea A, mo A",
    );
}

#[test]
fn blocks_of_the_kernel_have_files() {
    check(
        &[(
            "MAINTAINERS",
            "List\n----\n\nNET\nM:\tAnn Lee <ann@example.org>\nR:\tBo <bo@example.org>\nL:\tlist@example.org\n\
             S:\tMaintained\nF:\tnet/\nF:\tdrivers/*/net.c\nX:\tnet/old/\n\nGONE\nM:\tOld <old@example.org>\n\
             S:\tOrphan\nF:\tnet/ipx/\n\nTOP\nM:\tTop <top@example.org>\nF:\t*\n",
        )],
        &["net/a/b.c", "net/old/x.c", "net/ipx/i.c", "drivers/a/net.c", "drivers/a/b/net.c", "Makefile"],
        "net/a/b.c: ann@example.org D, bo@example.org R\nnet/old/x.c: \nnet/ipx/i.c: ann@example.org D, bo@example.org R\n\
         drivers/a/net.c: ann@example.org D, bo@example.org R\ndrivers/a/b/net.c: \nMakefile: top@example.org D",
    );
}

#[test]
fn free_forms_name_a_person_a_line() {
    check(
        &[
            (
                "MAINTAINERS.md",
                "# Maintainers\n\n| Name | GitHub ID | Company |\n|---|---|---|\n| Ann Lee | [ann](https://github.com/ann) | X |\n\
                 | Bo | bo | Y |\n\n## Reviewers\n- Cy Doe (@Cy)\n\n## Emeritus\n- Old One (@old)\n",
            ),
            ("lib/MAINTAINERS", "Di Fox <di@example.org> (@di)\n"),
        ],
        &["a", "lib/x"],
        "a: ann D, bo D, cy R\nlib/x: ann D, bo D, cy R, di D",
    );
    let text = "Di Fox <di@example.org> (@di)\n";
    let owners = Owners::of(&[("MAINTAINERS".into(), text.into())], &["a"]);
    let holder = &owners.holders[0];
    assert_eq!((holder.name.as_str(), holder.email.as_str()), ("Di Fox", "di@example.org"));
}

#[test]
fn a_broken_file_is_a_problem_and_the_others_count() {
    let texts =
        [("OWNERS".to_owned(), "approvers: [top".to_owned()), ("a/OWNERS".to_owned(), "approvers: [ann]".to_owned())];
    let owners = Owners::of(&texts, &["a/x", "y"]);
    assert_eq!((owners.holders.len(), owners.problems.len()), (1, 1));
    assert_eq!(owners.problems[0].file, "OWNERS");
}

#[test]
fn a_pattern_of_stars_alone_comes_to_an_end() {
    let deep = vec!["a"; 300].join("/");
    let stars = format!("{}b", "**/a*a*a*a*/".repeat(40));
    check(&[("CODEOWNERS", &format!("{stars} @x\n"))], &[&deep], &format!("{deep}: "));
}
