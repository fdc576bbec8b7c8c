//! The manual: its chapters are whole, its links lead somewhere, and what it says of the program is so.

#[path = "common/hand.rs"]
mod hand;

use eframe::egui::{Key, Modifiers};
use hand::{bundled, has, key, press, type_in};
use twintrack::app::manual::{Block, Chapter, book, follow, links, picture};

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
    for chapter in book() {
        for block in chapter.sections.iter().flat_map(|section| &section.blocks) {
            if let Block::Picture(alt, file) = block {
                assert!(picture(file).is_some_and(|(_, [width, _])| width > 0), "{file}");
                assert!(alt.len() > 20, "{file} is told in words");
            }
        }
    }
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
    assert!(has(&harness, "All keys"));
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
