//! The manual: its chapters are whole, its links lead somewhere, and what it says of the program is so.

use crate::common;
use crate::hand::{bundled, click, find, has, key, press, type_in};
use crate::program::twintrack;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use std::path::{Path, PathBuf};
use twintrack::app::manual::{Block, Chapter, Section, book, follow, links, picture, place};
use twintrack::org::Constants;
use twintrack::report::told;
use twintrack::rules::{Judgement, RULES};

/// Every Markdown text of a chapter: paragraphs and cells.
fn texts(chapter: &Chapter) -> Vec<&str> {
    let mut texts = Vec::new();
    for block in chapter.sections.iter().flat_map(|section| &section.blocks) {
        match block {
            Block::Text(text) => texts.push(text.as_str()),
            Block::Table(head, rows) => texts.extend(head.iter().chain(rows.iter().flatten()).map(String::as_str)),
            Block::Code(_) | Block::Picture(..) => {}
        }
    }
    texts
}

#[test]
fn every_chapter_has_a_heading_of_its_own_and_anchors_that_differ() {
    for chapter in book() {
        assert_eq!(chapter.sections[0].level, 1, "{}", chapter.file);
        let mut anchors: Vec<&str> = chapter.sections.iter().map(|section| section.anchor.as_str()).collect();
        anchors.sort_unstable();
        anchors.windows(2).for_each(|two| assert_ne!(two[0], two[1], "{}", chapter.file));
        assert_eq!(chapter.sections.iter().filter(|section| section.level == 1).count(), 1, "{}", chapter.file);
    }
}

#[test]
fn every_link_leads_to_a_place_of_the_manual() {
    let mut seen = 0;
    for (at, chapter) in book().iter().enumerate() {
        for link in texts(chapter).into_iter().flat_map(links) {
            assert!(follow(at, link).is_some(), "{} leads to {link}", chapter.file);
            seen += 1;
        }
    }
    assert!(seen > 0);
}

#[test]
fn every_picture_is_there() {
    let mut seen = 0;
    for chapter in book() {
        for block in chapter.sections.iter().flat_map(|section| &section.blocks) {
            if let Block::Picture(alt, file) = block {
                assert!(picture(file).is_some_and(|(_, [width, _])| width > 0), "{file}");
                assert!(alt.len() > 20, "{file} is told in words");
                seen += 1;
            }
        }
    }
    assert!(seen > 3, "{seen} pictures");
}

#[test]
fn it_opens_by_key_and_closes_where_one_was() {
    let mut harness = bundled();
    press(&mut harness, Modifiers::COMMAND, Key::Num7);
    key(&mut harness, Key::F1);
    assert!(has(&harness, "Close the manual"));
    key(&mut harness, Key::F1);
    assert!(!has(&harness, "Close the manual") && has(&harness, "The organisation in numbers"));
    press(&mut harness, Modifiers::SHIFT, Key::F1);
    assert!(has(&harness, "Keyboard shortcuts"));
}

#[test]
fn what_is_looked_for_is_found_gone_to_and_left_again() {
    let mut harness = bundled();
    key(&mut harness, Key::F1);
    press(&mut harness, Modifiers::COMMAND, Key::F);
    type_in(&mut harness, "THE GÀP");
    key(&mut harness, Key::Enter);
    assert!(has(&harness, "How the numbers are made · The gap"));
    key(&mut harness, Key::Escape);
    press(&mut harness, Modifiers::ALT, Key::ArrowLeft);
    assert!(!has(&harness, "How the numbers are made · The gap"));
    press(&mut harness, Modifiers::ALT, Key::ArrowRight);
    assert!(has(&harness, "How the numbers are made · The gap"));
    key(&mut harness, Key::Escape);
    assert!(!has(&harness, "Close the manual"));
}

fn section_of(file: &str, anchor: &str) -> &'static Section {
    let place = place(file, anchor).unwrap_or_else(|| panic!("{file}#{anchor} is not in the manual"));
    &book()[place.chapter].sections[place.section]
}

fn words_of(section: &Section) -> String {
    let said = section.blocks.iter().map(|block| match block {
        Block::Text(text) | Block::Code(text) => text.clone(),
        Block::Table(head, rows) => head.iter().chain(rows.iter().flatten()).cloned().collect::<Vec<_>>().join(" "),
        Block::Picture(..) => String::new(),
    });
    said.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_rule_has_its_section_under_the_name_that_it_has_on_the_screen() {
    for rule in RULES {
        let section = section_of("findings.md", rule.id);
        assert_eq!(section.title, rule.title);
        let said = words_of(section);
        assert!(said.contains(&format!("`{}`", rule.id)) && said.contains("*Threshold*"), "{}", rule.id);
        assert!(said.replace('\n', " ").contains(rule.why), "{} is for another reason", rule.id);
    }
}

#[test]
fn every_index_has_its_section() {
    let opened = common::bundled();
    let judgement = Judgement::of(&opened);
    let told = told(&opened, &judgement);
    assert!(told.len() > 10);
    for told in told {
        section_of("indices.md", told.id);
    }
}

/// All sources of the window, as (path, text).
fn sources() -> Vec<(PathBuf, String)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push((path.clone(), std::fs::read_to_string(path).expect("a source")));
            }
        }
    }
    found
}

#[test]
fn every_place_that_the_window_leads_to_is_there() {
    let mut seen = 0;
    for (path, text) in sources() {
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (at, _) in text.match_indices(".md\", ") {
            let file = text[..at].rsplit('"').next().expect("a name");
            let anchor = &text[at + ".md\", ".len()..];
            // An id of a rule or of an index is walked by the tests of those.
            let Some(anchor) = anchor.strip_prefix('"').and_then(|rest| rest.split('"').next()) else { continue };
            let file = format!("{file}.md");
            assert!(place(&file, anchor).is_some(), "{}: {file}#{anchor}", path.display());
            seen += 1;
        }
    }
    assert!(seen > 40, "{seen} are found");
}

#[test]
fn the_columns_of_parity_are_there() {
    for anchor in ["pay-parity", "authority-parity", "budget-parity", "seats"] {
        section_of("indices.md", anchor);
    }
}

#[test]
fn the_worked_example_is_what_the_program_computes() {
    let org = common::bundled();
    let judgement = Judgement::of(&org);
    let alex = org.find("alex").expect("Alex is in it");
    let measured = judgement.facts(&org).measure().of(alex);
    let (impact, authority) = (measured.impact.expect("evidence"), measured.authority.expect("a rung"));
    let gap = measured.gap.expect("both");
    let said = words_of(section_of("method.md", "a-worked-example"));
    let mut numbers = vec![impact.lo, impact.face, authority.grade, gap.lo];
    numbers.extend([authority.r, authority.d, authority.b].into_iter().flatten());
    numbers.extend(measured.lines.iter().map(|line| line.grade));
    assert_eq!(numbers.len(), 10);
    for number in numbers {
        assert!(said.contains(&format!("{number:.2}")), "{number:.2} is not said");
    }
    assert_eq!((impact.lo, gap.lo), (impact.mid, gap.mid));
    let ceiling = judgement.indices.ceilings[0].expect("two tracks");
    assert!(words_of(section_of("indices.md", "ceiling")).contains(&format!("{:.0} %", ceiling * 100.0)));
}

#[test]
fn the_tables_say_the_constants() {
    let usual = Constants::default();
    let said = words_of(section_of("method.md", "evidence-to-grade"));
    for (haircut, word) in usual.haircuts.iter().zip(["audited", "measured", "asserted", "anecdotal"]) {
        assert!(said.contains(&format!("{word} {haircut:.2}")), "{word}");
    }
    let blocks = &section_of("method.md", "evidence-to-grade").blocks;
    let rows = blocks.iter().filter_map(|block| if let Block::Table(_, rows) = block { Some(rows) } else { None });
    let rows: Vec<&Vec<String>> = rows.flatten().collect();
    for kind in &usual.kinds {
        let row = rows.iter().find(|row| row[0] == kind.name).unwrap_or_else(|| panic!("{} has no row", kind.name));
        let grades: Vec<String> = kind.anchors.iter().map(|(_, grade)| format!("is {grade}")).collect();
        assert_eq!(row[2].matches("is ").count(), grades.len(), "{}", kind.name);
        assert!(grades.iter().all(|grade| row[2].contains(grade.as_str())), "{}", kind.name);
        assert_eq!(row[3], kind.cap.map_or(String::new(), |cap| cap.to_string()), "{}", kind.name);
    }
}

#[test]
fn every_example_of_the_command_line_works() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("halden.org.ron"), twintrack::BUNDLED).expect("written");
    for name in ["staff.csv", "next.csv"] {
        std::fs::write(at(name), "id,name,manager,title,grade\n1,Ada,,Director,8\n2,Ben,1,Engineer,4\n")
            .expect("written");
    }
    let chapters = book().iter().filter(|chapter| matches!(chapter.file, "command-line.md" | "evidence.md"));
    let blocks = chapters.flat_map(|chapter| &chapter.sections).flat_map(|section| &section.blocks);
    let mut ran = 0;
    for line in
        blocks.filter_map(|block| if let Block::Code(text) = block { Some(text.lines()) } else { None }).flatten()
    {
        let quoted: Vec<&str> = line.split('"').collect();
        let mut words = Vec::new();
        for (at, part) in quoted.iter().enumerate() {
            if at % 2 == 1 { words.push(*part) } else { words.extend(part.split_whitespace()) }
        }
        assert_eq!(words.first(), Some(&"twintrack"), "{line}");
        // An example of before may have left it: no command writes over a file that it did not write.
        if let Some(to) = words.iter().position(|word| *word == "-o").map(|at| words[at + 1]) {
            let _ = std::fs::remove_file(at(to));
        }
        let ended = twintrack(folder.path(), &words[1..]);
        let expected = i32::from(words[1] == "diff");
        assert_eq!(ended.code, Some(expected), "{line}: {}", ended.said);
        if let Some(to) = words.iter().position(|word| *word == "-o").map(|at| words[at + 1]) {
            assert!(at(to).metadata().is_ok_and(|file| file.len() > 0), "{line} wrote nothing");
        }
        ran += 1;
    }
    assert!(ran >= 18, "{ran} ran");
}

/// Names of the commands as they stand in the table of the source.
fn commands() -> Vec<String> {
    let is_table = |text: &&str| text.contains("pub const COMMANDS: &[Named]");
    let sources = sources();
    let text = sources.iter().map(|(_, text)| text.as_str()).find(is_table).expect("the table of commands");
    let (_, table) = text.split_once("pub const COMMANDS").expect("just seen");
    let table = table.split("\n];").next().unwrap_or_default();
    let entries = table.split("named(").chain(table.split("keyed(")).skip(1);
    let names = entries.filter(|entry| entry.starts_with(|c: char| c.is_ascii_uppercase()));
    let names = names.filter_map(|entry| entry.split('"').nth(1).map(str::to_owned));
    // Views have their names from the table of pages, where they are called as their variants are.
    let views = table.split(" view(Page::").skip(1).filter_map(|entry| entry.split(',').next().map(str::to_owned));
    names.chain(views).collect()
}

#[test]
fn every_command_stands_in_the_page_of_keys() {
    let names = commands();
    assert!(names.len() > 50, "{names:?}");
    let page = book().iter().find(|chapter| chapter.file == "keyboard.md").expect("the page of keys");
    let cells: Vec<&str> = texts(page);
    for name in names {
        assert!(cells.contains(&name.as_str()), "`{name}` is not on the page of keys");
    }
    let said = words_of(section_of("keyboard.md", "view"));
    assert!(said.contains("Tracks Ctrl+1") && said.contains("Density: cards"), "{said}");
    let said = words_of(section_of("keyboard.md", "keys-chart"));
    assert!(said.contains("Shift+F10") && said.contains("\\+ and −"), "{said}");
}

#[test]
fn what_a_number_means_is_one_click_away() {
    let mut harness = bundled();
    find(&mut harness, "Alex", "alex");
    click(&mut harness, "What does “the gap” mean?");
    assert!(has(&harness, "How the numbers are made · The gap"));
    let heading = harness.get_by_role_and_label(Role::Heading, "The gap").rect();
    assert!((100.0..400.0).contains(&heading.top()), "it stands at {heading:?}");
    // The inspector stays beside it, so that the number and its meaning are seen together.
    assert!(has(&harness, "What does “the gap” mean?"));
    key(&mut harness, Key::Escape);
    assert!(!has(&harness, "Close the manual"));
}

#[test]
fn a_link_is_followed_and_left_again() {
    let mut harness = bundled();
    key(&mut harness, Key::F1);
    click(&mut harness, "suggested seat");
    assert!(has(&harness, "Files · Suggested seats"));
    key(&mut harness, Key::Backspace);
    assert!(!has(&harness, "Files · Suggested seats") && has(&harness, "This is the chart you see first"));
}

#[test]
fn f1_leads_to_what_is_looked_at() {
    let mut harness = bundled();
    for (page, title) in [(Key::Num2, "Tree"), (Key::Num4, "Matrix"), (Key::Num5, "Ladder"), (Key::Num8, "Changes")] {
        press(&mut harness, Modifiers::COMMAND, page);
        key(&mut harness, Key::F1);
        assert!(has(&harness, &format!("The other views · {title}")), "{title}");
        key(&mut harness, Key::F1);
    }
}

#[test]
fn what_lies_over_the_manual_has_the_keys() {
    let mut harness = bundled();
    key(&mut harness, Key::F1);
    press(&mut harness, Modifiers::COMMAND, Key::K);
    key(&mut harness, Key::Escape);
    assert!(has(&harness, "Close the manual"), "Esc closes the search for commands alone");
    key(&mut harness, Key::Escape);
    assert!(!has(&harness, "Close the manual"));
}

#[test]
fn it_scrolls_by_keys_and_knows_what_is_read() {
    let mut harness = bundled();
    key(&mut harness, Key::F1);
    for _ in 0..3 {
        key(&mut harness, Key::PageDown);
    }
    assert!(!has(&harness, "The tracks · Rows and lanes") && has(&harness, "The tracks · "));
    key(&mut harness, Key::Home);
    let title = harness.get_by_role_and_label(Role::Heading, "The tracks").rect();
    assert!(title.top() > 100.0, "{title:?}");
}
