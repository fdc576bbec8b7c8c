//! PowerPoint: every part is sound, every name is there to be read, the same picture gives the same bytes, and what is
//! left out is in no part.

use crate::common::bundled;
use crate::hostile::{NAME, hostile, planted};
use crate::marks::{BOUNDS, HOSTILE, all_marks, text_mark};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::path::Path;
use twintrack::generate;
use twintrack::org::{Kind, Org};
use twintrack::paint::{Slide, pptx};
use twintrack::report::output::{Output, write};
use twintrack::report::{PictureOptions, View};
use twintrack::scene::{Anchor, Mark, Rect, Role, Theme, Weight};

/// Parts by name.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    (0..zip.len())
        .map(|at| {
            let mut part = zip.by_index(at).expect("a part");
            let mut text = String::new();
            part.read_to_string(&mut text).expect("text");
            (part.name().expect("a name").into_owned(), text)
        })
        .collect()
}

fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).expect("attributes that can be read")?;
    Some(quick_xml::escape::unescape(&found.value).expect("escaped").into_owned())
}

/// Every tag of a part that opens or is empty, and every text; panics where the part is not well-formed.
fn walk(part: &str, mut tag: impl FnMut(&BytesStart), mut text: impl FnMut(&str)) {
    let mut reader = Reader::from_str(part);
    let mut said = String::new();
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}: {part}")) {
            Event::Eof => break,
            Event::Start(it) | Event::Empty(it) => {
                said.clear();
                tag(&it);
            }
            Event::Text(it) => said += &it,
            Event::GeneralRef(it) => {
                let name = format!("&{};", &*it);
                said += &quick_xml::escape::unescape(&name).expect("escaped");
            }
            Event::End(it) if it.name().as_ref() == "a:t" => text(&said),
            Event::End(_) | Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {
            }
        }
    }
}

fn written(org: &Org, options: PictureOptions) -> Vec<u8> {
    let picture = Output::Picture(options);
    let mut bytes = Vec::new();
    let format = picture.format_of(Path::new("a.pptx")).expect("slides");
    write(org, &picture, format, &mut bytes).expect("a vector takes everything");
    bytes
}

fn options(view: View) -> PictureOptions {
    PictureOptions { view, findings: true, ..PictureOptions::default() }
}

fn slide_of(marks: &[Mark], theme: Theme) -> Vec<u8> {
    let source = |_: Rect, out: &mut dyn FnMut(&Mark)| marks.iter().for_each(out);
    let title = text_mark(16.0, 20.0, Anchor::Start, 16.0, Weight::SemiBold, Role::Text, HOSTILE);
    let Mark::Text(title) = title else { unreachable!() };
    let slides = [Slide { title: &title, bounds: BOUNDS, marks: &source, links: &[] }];
    let mut bytes = Vec::new();
    pptx(HOSTILE, theme, &slides, &mut bytes).expect("a vector takes everything");
    bytes
}

/// Texts and descriptions of a slide.
fn texts(bytes: &[u8]) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut described = Vec::new();
    for (_, part) in parts(bytes).iter().filter(|(name, _)| name.starts_with("ppt/slides/slide")) {
        walk(part, |tag| described.extend(attribute(tag, "descr")), |text| all.extend([text.to_owned()]));
    }
    all.extend(described);
    all
}

#[test]
fn every_part_is_well_formed_named_in_the_types_and_has_a_target() {
    let all = parts(&slide_of(&all_marks(), Theme::Light));
    let names: BTreeSet<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    let types = &all.iter().find(|(name, _)| name == "[Content_Types].xml").expect("types").1;
    for (name, part) in &all {
        let mut targets = Vec::new();
        walk(part, |tag| targets.extend(attribute(tag, "Target")), |_| {});
        // Targets are relative to the folder above `_rels`.
        let folder = Path::new(name).parent().and_then(Path::parent).unwrap_or(Path::new(""));
        for target in targets {
            let mut path: Vec<&str> = folder.iter().filter_map(|it| it.to_str()).collect();
            for step in target.split('/') {
                if step == ".." {
                    path.pop();
                } else {
                    path.push(step);
                }
            }
            assert!(names.contains(path.join("/").as_str()), "{name} leads to {target}");
        }
        let is_named = name.ends_with(".rels") || name.starts_with('[') || types.contains(&format!("\"/{name}\""));
        assert!(is_named, "{name} has no type");
    }
    let mut named = Vec::new();
    walk(types, |tag| named.extend(attribute(tag, "PartName")), |_| {});
    assert!(named.iter().all(|name| names.contains(&name[1..])), "{named:?}");
}

#[test]
fn every_shape_has_its_own_number_a_size_and_a_font_that_the_format_allows() {
    for bytes in [
        slide_of(&all_marks(), Theme::Dark),
        written(&bundled(), options(View::Tree)),
        written(&generate::org(3000, 1).0, options(View::Tracks)),
    ] {
        let all = parts(&bytes);
        let slide = &all.iter().find(|(name, _)| name == "ppt/slides/slide1.xml").expect("a slide").1;
        let mut ids = BTreeSet::new();
        let check = |tag: &BytesStart| {
            let number = |name: &str| attribute(tag, name).map(|it| it.parse::<i64>().expect("a whole number"));
            match tag.name().as_ref() {
                "p:cNvPr" => assert!(ids.insert(number("id").expect("an id"))),
                "a:ext" | "a:chExt" => {
                    assert!(number("cx").is_some_and(|it| it >= 0) && number("cy").is_some_and(|it| it >= 0));
                }
                "a:rPr" => assert!(number("sz").is_some_and(|it| (100..=400_000).contains(&it))),
                "a:ln" => assert!(number("w").is_none_or(|it| (0..=20_116_800).contains(&it))),
                "a:ds" => assert!(number("d").is_some_and(|it| it > 0) && number("sp").is_some_and(|it| it > 0)),
                "a:alpha" => assert!(number("val").is_some_and(|it| (0..=100_000).contains(&it))),
                _ => {}
            }
        };
        walk(slide, check, |_| {});
        assert!(ids.len() > 20, "{}", ids.len());
    }
}

#[test]
fn what_lies_on_a_card_is_grouped_with_it_and_nothing_else() {
    let all = parts(&slide_of(&all_marks(), Theme::Light));
    let slide = &all.iter().find(|(name, _)| name == "ppt/slides/slide1.xml").expect("a slide").1;
    let groups: Vec<&str> = slide.split("<p:grpSp>").skip(1).filter_map(|it| it.split("</p:grpSp>").next()).collect();
    // Four cards: the box, the stripe, the name and the title of each.
    assert_eq!(groups.len(), 4);
    for (group, name) in groups.iter().zip(["Ana Okonkwo-Ávila", "Жанна Ковалёва", "Νίκος", "Tō Wave"])
    {
        assert_eq!(group.matches("<p:sp>").count(), 4, "{group}");
        assert!(group.contains(&format!("name=\"{name}")), "{group}");
    }
}

#[test]
fn every_full_name_is_on_the_slide() {
    for org in [bundled(), generate::org(300, 2).0] {
        for view in [View::Tracks, View::OnePath, View::Tree] {
            let texts = texts(&written(&org, options(view)));
            for person in org.people().filter(|&it| org.kind(it) == Kind::Person) {
                assert!(texts.contains(org.label(person)), "{} is not there, {view:?}", org.label(person));
            }
        }
    }
}

#[test]
fn a_slide_has_its_title_and_says_what_is_left_out() {
    let bytes = written(&bundled(), options(View::Tracks));
    let all = texts(&bytes);
    for words in ["Halden Skincare", "Both tracks on shared rungs · 2026-09-30", "Not included: pay"] {
        assert!(all.contains(words), "{words} is not in {all:?}");
    }
    let parts = parts(&bytes);
    let slide = &parts.iter().find(|(name, _)| name == "ppt/slides/slide1.xml").expect("a slide").1;
    assert_eq!(slide.matches("<p:ph type=\"title\"/>").count(), 1);
}

#[test]
fn the_same_picture_gives_the_same_bytes_and_no_day_but_its_own() {
    let [once, again] = [0; 2].map(|_| written(&bundled(), options(View::Tracks)));
    assert!(once == again);
    let mut zip = zip::ZipArchive::new(Cursor::new(&once)).expect("an archive");
    for at in 0..zip.len() {
        let part = zip.by_index(at).expect("a part");
        assert!(part.last_modified().is_none_or(|day| day.year() == 1980), "{:?}", part.name());
    }
}

#[test]
fn hostile_texts_stay_text() {
    let marks = [text_mark(1.0, 1.0, Anchor::Start, 12.0, Weight::Regular, Role::Text, HOSTILE)];
    let bytes = slide_of(&marks, Theme::Print);
    assert!(texts(&bytes).contains("</text><script>alert('1')</script>]]>&\"  \u{fffd} "), "{:?}", texts(&bytes));
    for text in crate::hostile::HOSTILE {
        for (name, part) in parts(&written(&hostile(text), PictureOptions { pay: true, ..options(View::Tree) })) {
            walk(&part, |tag| assert!(!matches!(tag.name().as_ref(), "script" | "img"), "{name}"), |_| {});
        }
    }
}

#[test]
fn what_is_not_asked_for_is_in_no_part() {
    let org = planted("");
    let all = |options: PictureOptions| {
        let parts = parts(&written(&org, options));
        parts.into_iter().map(|(_, part)| part).collect::<String>()
    };
    let bare = all(PictureOptions { findings: false, ..options(View::Tree) });
    assert!(bare.contains(NAME), "names are shown");
    for hidden in ["777123", "777 k", "666321", "666 k", "33331", "48111222", "Wwaiver"] {
        assert!(!bare.contains(hidden), "{hidden} is on the slide");
    }
    assert!(!bare.contains("\"Strong signal\"") && !bare.contains("\"Possible\""));
    let paid = all(PictureOptions { pay: true, ..options(View::Tree) });
    assert!(paid.contains("777 k") && !paid.contains("Left out"));
}
