//! The export dialog by mouse and by keys: the preview is the picture, what is saved is what was chosen, what is private
//! is ticked each time, and names beside findings are asked about twice.

use crate::hand::*;
use eframe::egui::accesskit::{Role as AccessRole, Toggled};
use eframe::egui::epaint::text::MissingGlyphPolicy;
use eframe::egui::{Key, Modifiers, OutputCommand};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use twintrack::app::{Document, Settings, Source, Window};

fn wait(harness: &mut Harness<Window>, what: &str, is_so: impl Fn(&Harness<Window>) -> bool) {
    let began = Instant::now();
    while !is_so(harness) {
        assert!(began.elapsed() < Duration::from_secs(60), "{what} never came");
        std::thread::sleep(Duration::from_millis(5));
        harness.step();
    }
}

/// The window on a file of its own.
fn on_file(folder: &Path) -> Harness<'static, Window> {
    let harness = opened(&file(folder));
    // The question inside the window has signs that no bundled font has.
    harness.ctx.set_missing_glyph_policy(MissingGlyphPolicy::Tofu);
    harness
}

/// The same with the dialog open.
fn dialog(folder: &Path) -> Harness<'static, Window> {
    let mut harness = on_file(folder);
    press(&mut harness, Modifiers::COMMAND, Key::E);
    assert!(has(&harness, "Preview: both tracks on shared rungs"));
    harness
}

fn choose(harness: &mut Harness<Window>, of: &str, name: &str) {
    harness.get_by_label_contains(&format!("{of}: ")).click_accesskit();
    settle(harness);
    click(harness, name);
    assert!(has(harness, &format!("{of}: {name}")));
}

/// Agrees to the name that the question inside the window suggests.
fn save_here(harness: &mut Harness<Window>) {
    wait(harness, "the question where", |harness| harness.query_by_label("File name").is_some());
    harness.step();
    save_button(harness);
    wait(harness, "the saved file", |harness| has(harness, "Saved "));
}

/// The button of the question inside the window.
fn save_button(harness: &mut Harness<Window>) {
    let is_it = harness
        .query_all_by(|node| node.role() == AccessRole::Button && node.label().is_some_and(|label| label == "Save"));
    is_it.last().expect("a button").click_accesskit();
    harness.step();
}

fn is_ticked(harness: &Harness<Window>, name: &str) -> bool {
    harness.get_by_label(name).accesskit_node().toggled() == Some(Toggled::True)
}

#[test]
fn a_slide_is_saved_by_mouse_and_the_message_opens_it() {
    if !is_apart(a_slide_is_saved_by_mouse_and_the_message_opens_it) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = on_file(folder.path());
    harness.get_by_label("File").click();
    settle(&mut harness);
    click(&mut harness, "Export…");
    choose(&mut harness, "Format", "PowerPoint");
    click(&mut harness, "Save…");
    save_here(&mut harness);
    assert!(has(&harness, "Saved halden-tracks.pptx. Not included: findings about people, pay"));
    assert!(has(&harness, "Show in folder") && harness.query_by_label("Open").is_some());
    let bytes = std::fs::read(folder.path().join("halden-tracks.pptx")).expect("it is there");
    assert!(bytes.starts_with(b"PK"));
    assert!(!has(&harness, "Preview: "), "the dialog is closed");
}

#[test]
fn by_keys_alone_names_beside_findings_are_asked_about_twice() {
    if !is_apart(by_keys_alone_names_beside_findings_are_asked_about_twice) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = dialog(folder.path());
    tab_to(&mut harness, "Format: PDF");
    key(&mut harness, Key::Enter);
    tab_to(&mut harness, "SVG picture");
    key(&mut harness, Key::Enter);
    assert!(has(&harness, "Format: SVG picture"));
    tab_to(&mut harness, "Findings about people");
    key(&mut harness, Key::Space);
    assert!(is_ticked(&harness, "Findings about people"));

    // With names it asks; without them it does not.
    tab_to(&mut harness, "Save…");
    key(&mut harness, Key::Enter);
    assert!(has(&harness, "names people beside findings about them"));
    tab_to(&mut harness, "Without names");
    key(&mut harness, Key::Enter);
    save_here(&mut harness);
    let path = folder.path().join("halden-tracks.svg");
    let svg = std::fs::read_to_string(&path).expect("it is there");
    assert!(!svg.contains("Mason") && svg.contains("IC4") && svg.contains("Not included: names, pay"));

    press(&mut harness, Modifiers::COMMAND, Key::E);
    assert!(!is_ticked(&harness, "Findings about people"), "what is private is ticked each time");
    for name in ["Names and titles", "Findings about people"] {
        tab_to(&mut harness, name);
        key(&mut harness, Key::Space);
    }
    tab_to(&mut harness, "Save…");
    key(&mut harness, Key::Enter);
    tab_to(&mut harness, "With names");
    key(&mut harness, Key::Enter);
    std::fs::remove_file(&path).expect("it was written");
    save_here(&mut harness);
    let svg = std::fs::read_to_string(&path).expect("it is there");
    assert!(svg.contains("Mason T.") && svg.contains("authority below the record, strong signal"));
}

#[test]
fn the_last_choice_is_remembered_without_what_is_private() {
    let mut harness = bundled();
    press(&mut harness, Modifiers::COMMAND, Key::E);
    choose(&mut harness, "Colours", "Dark");
    choose(&mut harness, "Format", "PNG picture");
    choose(&mut harness, "Size", "2 ×");
    click(&mut harness, "Annual pay");
    assert!(is_ticked(&harness, "Annual pay"));
    key(&mut harness, Key::Escape);
    assert!(!has(&harness, "Preview: "));

    let settings = harness.state().settings().clone();
    let mut harness = remembering(settings);
    press(&mut harness, Modifiers::COMMAND, Key::E);
    for said in ["Colours: Dark", "Format: PNG picture", "Size: 2 ×", "View: Tracks"] {
        assert!(has(&harness, said), "{said}");
    }
    assert!(is_ticked(&harness, "Names and titles") && !is_ticked(&harness, "Annual pay"));
}

#[test]
fn the_dialog_opens_on_the_view_looked_at_and_the_matrix_asks_for_findings() {
    let mut harness = bundled();
    turn_to(&mut harness, Key::Num4);
    press(&mut harness, Modifiers::COMMAND, Key::E);
    assert!(has(&harness, "View: Matrix"));
    wait(&mut harness, "why there is no preview", |harness| has(harness, "Tick “Findings about people” to include it"));
    assert!(harness.get_by_label("Save…").accesskit_node().is_disabled());
    click(&mut harness, "Findings about people");
    wait(&mut harness, "the preview", |harness| !has(harness, "Tick “Findings about people” to include it"));
    assert!(!harness.get_by_label("Save…").accesskit_node().is_disabled());
}

/// The picture that is copied, by its width and height.
fn copied(harness: &mut Harness<Window>) -> [usize; 2] {
    let began = Instant::now();
    loop {
        let commands = &harness.output().platform_output.commands;
        let image = commands.iter().find_map(|command| match command {
            OutputCommand::CopyImage(image) => Some(image),
            _ => None,
        });
        if let Some(image) = image {
            let first = image.pixels[0];
            assert!(image.pixels.iter().any(|&pixel| pixel != first), "there is something on it");
            return image.size;
        }
        assert!(began.elapsed() < Duration::from_secs(60), "nothing is copied");
        std::thread::sleep(Duration::from_millis(5));
        harness.step();
    }
}

#[test]
fn the_picture_looked_at_is_copied_by_a_key() {
    let mut harness = bundled();
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::C);
    harness.step();
    let [width, height] = copied(&mut harness);
    assert!(width > 1500 && height > 900, "{width} × {height}");
    harness.step();
    assert!(has(&harness, "Copied the picture. Not included: findings about people, pay"));
    turn_to(&mut harness, Key::Num2);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::C);
    harness.step();
    assert_ne!(copied(&mut harness), [width, height], "the tree is another picture");
}

#[test]
fn an_svg_is_copied_as_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = dialog(folder.path());
    choose(&mut harness, "Format", "SVG picture");
    harness.get_by_label("Copy as SVG").click_accesskit();
    let began = Instant::now();
    let text = loop {
        harness.step();
        let commands = &harness.output().platform_output.commands;
        if let Some(OutputCommand::CopyText(text)) = commands.first() {
            break text.clone();
        }
        assert!(began.elapsed() < Duration::from_secs(60), "nothing is copied");
        std::thread::sleep(Duration::from_millis(5));
    };
    assert!(text.starts_with("<svg") || text.starts_with("<?xml"), "{}", &text[..40]);
    assert!(text.contains("Mason T."), "it is the picture");
}

#[test]
fn in_a_meeting_only_the_redacted_picture_is_exported() {
    if !is_apart(in_a_meeting_only_the_redacted_picture_is_exported) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = on_file(folder.path());
    // Ticked before, and not any longer in the meeting.
    press(&mut harness, Modifiers::COMMAND, Key::E);
    click(&mut harness, "Annual pay");
    key(&mut harness, Key::Escape);
    key(&mut harness, Key::F8);
    press(&mut harness, Modifiers::COMMAND, Key::K);
    type_in(&mut harness, "roles instead of names");
    key(&mut harness, Key::Enter);
    press(&mut harness, Modifiers::COMMAND, Key::E);
    for name in ["Names and titles", "Findings about people", "Annual pay"] {
        let node = harness.get_by_label(name);
        assert!(
            node.accesskit_node().is_disabled() && node.accesskit_node().toggled() != Some(Toggled::True),
            "{name}"
        );
    }
    choose(&mut harness, "Format", "SVG picture");
    click(&mut harness, "Save…");
    save_here(&mut harness);
    let svg = std::fs::read_to_string(folder.path().join("halden-tracks.svg")).expect("it is there");
    assert!(!svg.contains("Mason") && svg.contains("Not included: names, findings about people, pay"));
}

/// The file that the desktop was asked to open.
#[cfg(target_os = "linux")]
fn sent_to_the_desktop() -> Option<PathBuf> {
    std::fs::read_to_string(home().join("opened")).ok().filter(|path| !path.is_empty()).map(PathBuf::from)
}

#[cfg(target_os = "linux")]
fn home() -> PathBuf {
    PathBuf::from(std::env::var_os("HOME").expect("a home"))
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_printed_is_a_pdf_that_only_its_owner_reads_and_that_goes_with_the_window() {
    use std::os::unix::fs::PermissionsExt;
    if !is_apart(what_is_printed_is_a_pdf_that_only_its_owner_reads_and_that_goes_with_the_window) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = on_file(folder.path());
    press(&mut harness, Modifiers::COMMAND, Key::P);
    assert!(has(&harness, "Page: A4") && has(&harness, "Colours: Print") && !has(&harness, "Format: "));
    choose(&mut harness, "Page", "A3");
    click(&mut harness, "Findings about people");
    click(&mut harness, "Print…");
    assert!(has(&harness, "names people beside findings about them") && sent_to_the_desktop().is_none());
    click(&mut harness, "With names");
    wait(&mut harness, "the message", |harness| has(harness, "Opened the PDF in your PDF program; print it there"));
    assert!(has(&harness, "Not included: pay"));
    let path = sent_to_the_desktop().expect("a path");
    assert_eq!(path.file_name().expect("a name"), "halden-tracks.pdf");
    let mode = |path: &Path| path.metadata().expect("it is there").permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(path.parent().expect("a folder"))), (0o600, 0o700));
    assert!(std::fs::read(&path).expect("a file").starts_with(b"%PDF-"));

    // Only the paper is remembered.
    press(&mut harness, Modifiers::COMMAND, Key::P);
    assert!(has(&harness, "Page: A3") && !is_ticked(&harness, "Findings about people"));
    key(&mut harness, Key::Escape);
    press(&mut harness, Modifiers::COMMAND, Key::E);
    assert!(has(&harness, "Page: One sheet that fits") && has(&harness, "Colours: Light"));
    drop(harness);
    assert!(!path.exists() && !path.parent().expect("a folder").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_program_for_pdfs_the_dialog_says_what_to_do() {
    if !is_apart(without_a_program_for_pdfs_the_dialog_says_what_to_do) {
        return;
    }
    std::fs::write(home().join("refuses"), "").expect("a file");
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = on_file(folder.path());
    press(&mut harness, Modifiers::COMMAND, Key::P);
    click(&mut harness, "Print…");
    wait(&mut harness, "what went wrong", |harness| has(harness, "No program could open the PDF"));
    assert!(has(&harness, "Install a PDF viewer, or choose Export… to save the PDF and print it elsewhere"));
}

#[cfg(target_os = "linux")]
#[test]
fn in_a_meeting_only_the_redacted_picture_is_printed() {
    if !is_apart(in_a_meeting_only_the_redacted_picture_is_printed) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = on_file(folder.path());
    // Begun before the meeting: it must not appear on the wall.
    press(&mut harness, Modifiers::COMMAND, Key::P);
    click(&mut harness, "Annual pay");
    harness.get_by_label("Print…").click_accesskit();
    harness.step();
    harness.key_press(Key::F8);
    wait(&mut harness, "the end of it", |harness| has(harness, "Printing stopped because a meeting started"));
    assert!(sent_to_the_desktop().is_none());
    press(&mut harness, Modifiers::COMMAND, Key::P);
    let pay = harness.get_by_label("Annual pay").accesskit_node();
    assert!(pay.is_disabled() && pay.toggled() != Some(Toggled::True));
    click(&mut harness, "Print…");
    wait(&mut harness, "the message", |harness| has(harness, "Opened the PDF in your PDF program"));
    assert!(sent_to_the_desktop().is_some());
}

#[test]
fn an_export_that_other_work_has_replaced_still_shows_how_far_it_is() {
    if !is_apart(an_export_that_other_work_has_replaced_still_shows_how_far_it_is) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = on_file(folder.path());
    press(&mut harness, Modifiers::COMMAND, Key::E);
    choose(&mut harness, "Format", "PNG picture");
    choose(&mut harness, "Size", "4 ×");
    click(&mut harness, "Save…");
    wait(&mut harness, "the question where", |harness| harness.query_by_label("File name").is_some());
    harness.step();
    save_button(&mut harness);
    // Another file takes the place of the work that the window waits for.
    press(&mut harness, Modifiers::COMMAND, Key::K);
    type_in(&mut harness, "sample organisation");
    harness.key_press(Key::Enter);
    harness.step();
    assert!(has(&harness, "Writing halden-tracks.png"), "its progress is shown");
    wait(&mut harness, "the saved file", |harness| has(harness, "Saved halden-tracks.png"));
}

#[test]
fn the_palette_finds_it_by_what_people_call_it() {
    let mut harness = bundled();
    for word in ["export", "pdf", "slides", "print", "picture", "powerpoint", "report"] {
        press(&mut harness, Modifiers::COMMAND, Key::K);
        type_in(&mut harness, word);
        assert!(harness.query_by_label_contains("Export…").is_some(), "{word}");
        assert_eq!(harness.query_by_label_contains("Print…").is_some(), word == "print", "{word}");
        key(&mut harness, Key::Escape);
    }
}

#[test]
fn the_dialog_fits_into_the_window() {
    for size in [[1440.0, 900.0], [1024.0, 640.0], [700.0, 420.0], [480.0, 300.0]] {
        let document = Document::new(Source::Bundled, crate::common::opened());
        let mut harness = built(sized().with_size(size), document, Settings::default());
        press(&mut harness, Modifiers::COMMAND, Key::E);
        tab_to(&mut harness, "Cancel");
        settle(&mut harness);
        let rect = harness.get_by_label("Cancel").rect();
        let is_inside = rect.min.x >= 0.0 && rect.min.y >= 0.0 && rect.max.x <= size[0] && rect.max.y <= size[1];
        assert!(is_inside, "{size:?}: {rect:?}");
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_said_in_the_dialog() {
    if !is_apart(a_folder_that_cannot_be_written_is_said_in_the_dialog) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = dialog(folder.path());
    click(&mut harness, "Save…");
    wait(&mut harness, "the question where", |harness| harness.query_by_label("File name").is_some());
    harness.step();
    let gone: PathBuf = folder.path().to_owned();
    std::fs::remove_dir_all(&gone).expect("it was there");
    save_button(&mut harness);
    wait(&mut harness, "what went wrong", |harness| has(harness, "Preview: ") && has(harness, "folder"));
}

#[test]
fn the_branch_of_the_selected_is_exported_alone() {
    if !is_apart(the_branch_of_the_selected_is_exported_alone) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = on_file(folder.path());
    press(&mut harness, Modifiers::COMMAND, Key::E);
    harness.get_by_label_contains("Who: ").click_accesskit();
    settle(&mut harness);
    assert!(!has(&harness, "Selected person's branch"), "nobody is selected");
    key(&mut harness, Key::Escape);
    key(&mut harness, Key::Escape);
    find(&mut harness, "Mason", "mason");
    press(&mut harness, Modifiers::COMMAND, Key::E);
    choose(&mut harness, "Who", "Selected person's branch");
    choose(&mut harness, "Format", "SVG picture");
    choose(&mut harness, "Page", "A4");
    click(&mut harness, "Save…");
    save_here(&mut harness);
    let svg = std::fs::read_to_string(folder.path().join("halden-tracks.svg")).expect("it is there");
    assert!(svg.contains("Eva Horvat") && !svg.contains("Ines Valdor") && svg.contains("Branch of Mason T."));
    assert!(svg.contains("width=\"841.89\""), "{}", &svg[..200]);
}

#[test]
fn a_book_is_seen_page_by_page_and_remembered() {
    let mut harness = bundled();
    press(&mut harness, Modifiers::COMMAND, Key::E);
    choose(&mut harness, "Pages", "By manager");
    wait(&mut harness, "the first page", |harness| has(harness, "Page 1 of "));
    assert!(has(&harness, "Page: A4") && harness.query_by_label("Copy picture").is_none());
    click(&mut harness, "Next page");
    wait(&mut harness, "the second page", |harness| has(harness, "Page 2 of "));
    choose(&mut harness, "Levels", "One below");
    wait(&mut harness, "the first page again", |harness| has(harness, "Page 1 of "));
    key(&mut harness, Key::Escape);
    let settings = harness.state().settings().clone();
    let mut harness = remembering(settings);
    press(&mut harness, Modifiers::COMMAND, Key::E);
    assert!(has(&harness, "Pages: By manager") && has(&harness, "Levels: One below"));
    choose(&mut harness, "Format", "PNG picture");
    assert!(harness.query_by_label_contains("Pages: ").is_none(), "pixels have no pages");
}

#[test]
fn every_view_looked_at_is_what_the_dialog_begins_with() {
    for (number, view) in [
        (Key::Num2, "Tree"),
        (Key::Num3, "Table"),
        (Key::Num5, "Ladder"),
        (Key::Num6, "Weigh"),
        (Key::Num7, "Indices"),
        (Key::Num8, "Changes"),
    ] {
        let mut harness = bundled();
        turn_to(&mut harness, number);
        press(&mut harness, Modifiers::COMMAND, Key::E);
        assert!(has(&harness, &format!("View: {view}")), "{view}");
    }
}
