//! The program itself in a real window under a virtual display. A finding of the bundled organisation is clicked, and
//! the canvas shows the same picture that the software painter makes; a manager is dragged to the other track, and what
//! was changed is saved, and recovered after the program was killed.
#![cfg(unix)]

use crate::common;
use eframe::egui;
use eframe::egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use twintrack::app::{Document, Settings, Source, Window};
use twintrack::diagram::View;
use twintrack::io::Opened;
use twintrack::paint::{Sheet, raster};
use twintrack::rules::Judgement;
use twintrack::scene::{Mark, Rect, Theme};

use crate::desk::{Ended, display, press, settled, started, xdotool};
use crate::program::path;

/// The same window without a display, which says where things are.
fn mirror(width: f32, height: f32) -> Harness<'static, Window> {
    let document = Document::new(Source::Bundled, common::opened());
    Harness::builder()
        .with_size(egui::vec2(width, height))
        .build_eframe(|cc| Window::with(&cc.egui_ctx, Settings::default(), document))
}

fn read(bytes: &[u8]) -> Opened {
    twintrack::io::read(bytes, twintrack::BUNDLED_NAME, common::AS_OF, &Default::default()).expect("it can be read")
}

/// The part of pixels that differ by more than a little.
fn difference(shot: &image::RgbImage, picture: &tiny_skia::Pixmap, canvas: egui::Rect, hidden: egui::Rect) -> f64 {
    let (mut seen, mut differ) = (0u32, 0u32);
    for y in 0..picture.height() {
        for x in 0..picture.width() {
            let at = canvas.min + egui::vec2(x as f32, y as f32);
            if hidden.contains(at) || at.x as u32 >= shot.width() || at.y as u32 >= shot.height() {
                continue;
            }
            let pixel = picture.pixel(x, y).expect("inside").demultiply();
            let found = shot.get_pixel(at.x as u32, at.y as u32).0;
            let far = [pixel.red(), pixel.green(), pixel.blue()].iter().zip(found).any(|(&a, b)| a.abs_diff(b) > 32);
            seen += 1;
            differ += u32::from(far);
        }
    }
    f64::from(differ) / f64::from(seen)
}

#[test]
#[ignore = "needs a virtual display: Xvfb, xdotool, ImageMagick"]
fn a_finding_is_clicked_and_the_window_shows_what_the_painter_paints() {
    let (_server, display) = display();
    let home = tempfile::tempdir().expect("a folder");
    let (_program, window) = started(&display, home.path(), &[]);
    let first = settled(&display, &window);
    let (width, height) = (first.width() as f32, first.height() as f32);
    understood(&display, &window, (width, height));
    let before = settled(&display, &window);

    let mut harness = mirror(width, height);
    harness.run_steps(8);
    let row = harness.get_by_label_contains("Mason T.: ").rect().center();
    harness.get_by_label_contains("Mason T.: ").click();
    for _ in 0..60 {
        harness.step();
    }
    let state = harness.state();
    assert_eq!(state.selected(), Some("mason"));
    let view = state.view().expect("a document is open");
    let canvas = harness.get_by_role(Role::Canvas).rect();
    let hidden = harness.query_by_label("Overview").map_or(egui::Rect::NOTHING, |node| node.rect().expand(3.0));

    let (x, y) = (row.x.round().to_string(), row.y.round().to_string());
    xdotool(&display, &["mousemove", "--window", &window, &x, &y, "click", "1"]);
    std::thread::sleep(Duration::from_millis(500));
    let after = settled(&display, &window);

    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        after.save("assets/pictures/halden.png").expect("the folder of the README's picture");
    }

    let document = state.document().expect("open");
    let snapshot = &document.snapshot;
    let painted = |view: View| {
        let sheet = Sheet { bounds: view.window, theme: Theme::Light, title: "" };
        let source = |_: Rect, out: &mut dyn FnMut(&Mark)| {
            snapshot.tracks.marks(&snapshot.org, &snapshot.judgement, &view, &mut |mark| out(&mark));
        };
        raster(&sheet, view.scale, &source).expect("a picture of the size of a window")
    };
    let selected = difference(&after, &painted(view), canvas, hidden);
    println!("{:.3} % of pixels differ", selected * 100.0);
    assert!(selected < 0.02, "the canvas differs from the painter's picture in {:.2} % of pixels", selected * 100.0);
    let unselected = difference(&after, &painted(View { selected: None, ..view }), canvas, hidden);
    assert!(unselected > selected * 1.5, "nobody is selected: {unselected:.4} against {selected:.4}");
    let other = difference(&before, &painted(view), canvas, hidden);
    assert!(other > selected * 1.5, "the click changed nothing: {other:.4} against {selected:.4}");
}

/// Takes away the strip which says at the very first start that the organisation is nobody's own.
fn understood(display: &str, window: &str, (width, height): (f32, f32)) {
    let mut first = Harness::builder()
        .with_size(egui::vec2(width, height))
        .build_eframe(|cc| Window::begun(&cc.egui_ctx, Settings::default()));
    first.run_steps(8);
    let at = first.get_by_label("Got it").rect().center();
    let (x, y) = (at.x.round().to_string(), at.y.round().to_string());
    xdotool(display, &["mousemove", "--window", window, &x, &y, "click", "1"]);
    std::thread::sleep(Duration::from_millis(500));
}

/// What a file says of a few people.
#[derive(Debug, PartialEq)]
struct Said {
    mason: String,
    /// Rules that say something of Mason.
    findings: Vec<&'static str>,
    /// Who takes Mason's reports.
    eva: String,
    wei: String,
}

impl Said {
    fn by(file: &Path) -> Self {
        let org = read(&std::fs::read(file).expect("a whole file")).org;
        let person = |key: &str| org.find(key).expect("somebody of the bundled organisation");
        let rung = |key: &str| org.rung(org.seat(person(key)).expect("a seat").rung).code.clone();
        let judgement = Judgement::of(&org);
        let of = judgement.findings.iter().filter(|finding| finding.person() == Some(person("mason")));
        Self {
            mason: rung("mason"),
            findings: of.map(|finding| finding.rule.id).collect(),
            eva: org.key(org.manager(person("eva")).expect("a manager")).to_owned(),
            wei: rung("wei"),
        }
    }
}

/// Finds somebody by the search field.
fn find(display: &str, name: &str) {
    press(display, &["ctrl+f"]);
    xdotool(display, &["type", "--delay", "60", name]);
    std::thread::sleep(Duration::from_millis(400));
    press(display, &["Return"]);
}

/// Saves and waits until the file says something of Mason's and Wei's rung.
fn save(display: &str, file: &Path, mason: &str, wei: &str) -> Said {
    press(display, &["ctrl+s"]);
    let began = Instant::now();
    loop {
        let said = Said::by(file);
        if (said.mason.as_str(), said.wei.as_str()) == (mason, wei) {
            println!("saved: {said:?}");
            return said;
        }
        assert!(began.elapsed() < Duration::from_secs(10), "the file says {said:?}, not {mason} and {wei}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn card(harness: &Harness<Window>, name: &str) -> egui::Pos2 {
    let is_card = |node: &egui_kittest::kittest::AccessKitNode| {
        node.role() == Role::ListItem && node.label().is_some_and(|label| label.starts_with(name))
    };
    harness.get_by(is_card).rect().center()
}

#[test]
#[ignore = "needs a virtual display: Xvfb, xdotool, ImageMagick"]
fn a_manager_dragged_to_the_other_track_is_saved_and_recovered_after_a_kill() {
    let (_server, display) = display();
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("halden.org.ron");
    std::fs::write(&file, twintrack::BUNDLED).expect("written");
    let first = Said::by(&file);
    println!("at first: {first:?}");
    let name = file.to_str().expect("text");
    let (mut program, window) = started(&display, home.path(), &[name]);
    let opened = settled(&display, &window);

    // Where the card, the rung and the words are.
    let mut harness = mirror(opened.width() as f32, opened.height() as f32);
    harness.run_steps(8);
    harness.get_by_label_contains("Mason T.: ").click();
    harness.run_steps(60);
    let from = card(&harness, "Mason T.").round();
    // Not so near the edge that the picture comes along.
    let to = egui::pos2(card(&harness, "Priya Raman").x + 120.0, card(&harness, "Lena Fischer").y).round();
    harness.hover_at(from);
    harness.step();
    harness.drag_at(from);
    harness.step();
    for part in [0.5, 1.0] {
        harness.hover_at(from.lerp(to, part));
        harness.step();
    }
    harness.run_steps(4);

    find(&display, "mason t");
    let before = settled(&display, &window);
    let mouse = |at: egui::Pos2| {
        let (x, y) = (at.x.round().to_string(), at.y.round().to_string());
        xdotool(&display, &["mousemove", "--window", &window, &x, &y]);
        std::thread::sleep(Duration::from_millis(60));
    };
    mouse(from);
    xdotool(&display, &["mousedown", "1"]);
    (1..=12).for_each(|part| mouse(from.lerp(to, part as f32 / 12.0)));
    std::thread::sleep(Duration::from_millis(600));
    let carried = settled(&display, &window);
    for words in ["Move Mason T. to IC6", "2 reports go to Ruth Okafor", "Resolves: "] {
        let rect = harness.get_by_label_contains(words).rect();
        let (mut seen, mut differ) = (0u32, 0u32);
        for y in rect.top() as u32..rect.bottom() as u32 {
            for x in rect.left() as u32..rect.right() as u32 {
                let far = |(a, b): (&u8, &u8)| a.abs_diff(*b) > 32;
                let (a, b) = (before.get_pixel(x, y), carried.get_pixel(x, y));
                seen += 1;
                differ += u32::from(a.0.iter().zip(&b.0).any(far));
            }
        }
        let part = f64::from(differ) / f64::from(seen);
        println!("`{words}…` stands where {:.1} % of pixels are others than before the drag", part * 100.0);
        assert!(part > 0.04, "`{words}` is not seen");
    }
    assert_eq!(Said::by(&file), first, "nothing is saved by itself");
    xdotool(&display, &["mouseup", "1"]);
    std::thread::sleep(Duration::from_millis(600));
    // The question who takes the reports.
    press(&display, &["Return"]);
    let moved = save(&display, &file, "IC6", &first.wei);
    assert_eq!((first.eva.as_str(), moved.eva.as_str()), ("mason", "ruth"));
    for cleared in ["tiny-span", "retention-promotion", "preference-mismatch"] {
        assert!(first.findings.contains(&cleared) && !moved.findings.contains(&cleared), "{cleared}");
    }
    press(&display, &["ctrl+z"]);
    assert_eq!(save(&display, &file, "M3", &first.wei), first, "undone");
    press(&display, &["ctrl+shift+z"]);
    assert_eq!(save(&display, &file, "IC6", &first.wei), moved, "done again");

    find(&display, "wei zhang");
    press(&display, &["alt+Down", "Return"]);
    std::thread::sleep(Duration::from_millis(1200));
    program.0.kill().expect("it runs until it is killed");
    program.0.wait().expect("a child");
    assert_eq!(Said::by(&file), moved, "the last edit was not saved");
    let journals = home.path().join("state/twintrack/recovery");
    let kept: Vec<_> = std::fs::read_dir(&journals).expect("a folder").flatten().map(|it| it.file_name()).collect();
    println!("killed; kept: {kept:?}");

    let (_program, window) = started(&display, home.path(), &[name]);
    settled(&display, &window);
    // The question whether they are recovered.
    press(&display, &["Return"]);
    let recovered = save(&display, &file, "IC6", "IC4");
    assert_eq!(Said { wei: first.wei, ..recovered }, moved);
}

#[test]
#[ignore = "needs a virtual display: Xvfb, xdotool, ImageMagick; takes the memory of a program away"]
fn a_program_that_runs_out_of_memory_offers_its_edits_when_it_is_started_again() {
    let (_server, display) = display();
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("halden.org.ron");
    std::fs::write(&file, twintrack::BUNDLED).expect("written");
    let first = Said::by(&file);
    let name = file.to_str().expect("text");
    let (mut program, window) = started(&display, home.path(), &[name]);
    settled(&display, &window);
    find(&display, "wei zhang");
    press(&display, &["alt+Down", "Return"]);
    std::thread::sleep(Duration::from_millis(1200));

    // From now on it is given no more memory: what it needs next ends it.
    let process = program.0.id().to_string();
    let taken = Command::new("prlimit").args(["--pid", &process, "--as=1000000"]).status().expect("prlimit is there");
    assert!(taken.success());
    let began = Instant::now();
    let ended = loop {
        press(&display, &["ctrl+p", "Escape", "ctrl+f", "Escape"]);
        if let Some(ended) = program.0.try_wait().expect("a child") {
            break ended;
        }
        assert!(began.elapsed() < Duration::from_secs(60), "it lives on without memory");
    };
    println!("without memory it ended by {ended}");
    assert!(ended.signal().is_some(), "{ended}");
    assert_eq!(Said::by(&file), first, "nothing was saved");

    let (_program, window) = started(&display, home.path(), &[name]);
    settled(&display, &window);
    // The question whether they are recovered.
    press(&display, &["Return"]);
    let recovered = save(&display, &file, &first.mason, "IC4");
    assert_eq!(Said { wei: first.wei.clone(), ..recovered }, first);
}

#[test]
#[ignore = "needs a virtual display: Xvfb, xdotool, ImageMagick"]
fn a_file_that_cannot_be_read_shows_a_page_and_the_window_stays() {
    let (_server, display) = display();
    let home = tempfile::tempdir().expect("a folder");
    let broken = home.path().join("broken.org.ron");
    std::fs::write(&broken, "(twintrack: 7, people: [])").expect("a file");
    let mut child = Ended(
        Command::new(path())
            .arg(&broken)
            .env("DISPLAY", &display)
            .env_remove("WAYLAND_DISPLAY")
            .env("HOME", home.path())
            .env("XDG_DATA_HOME", home.path().join("data"))
            .spawn()
            .expect("the program starts"),
    );
    std::thread::sleep(Duration::from_secs(4));
    assert!(child.0.try_wait().expect("a child").is_none(), "the program ended");
    let window = xdotool(&display, &["search", "--name", "Twintrack"]);
    assert!(!window.is_empty(), "there is no window");
    let shot = settled(&display, window.lines().next().expect("not empty"));
    let first = shot.get_pixel(0, 0);
    assert!(shot.pixels().filter(|&pixel| pixel != first).count() > 2000, "the page is empty");
}

#[test]
#[ignore = "needs a virtual display: Xvfb, xdotool, ImageMagick"]
fn the_wheel_moves_and_with_ctrl_zooms_and_fit_shows_all_again() {
    let (_server, display) = display();
    let home = tempfile::tempdir().expect("a folder");
    let (_program, window) = started(&display, home.path(), &[]);
    let first = settled(&display, &window);
    understood(&display, &window, (first.width() as f32, first.height() as f32));
    let whole = settled(&display, &window);
    let harness = mirror(whole.width() as f32, whole.height() as f32);
    let canvas = harness.get_by_role(Role::Canvas).rect().shrink(60.0);
    let at = canvas.center() - egui::vec2(canvas.width() / 4.0, 0.0);
    let (x, y) = (at.x.round().to_string(), at.y.round().to_string());
    xdotool(&display, &["mousemove", "--window", &window, &x, &y]);
    let wheel = |button: &str| {
        (0..4).for_each(|_| _ = xdotool(&display, &["click", button]));
        std::thread::sleep(Duration::from_millis(600));
        settled(&display, &window)
    };
    let others = |a: &image::RgbImage, b: &image::RgbImage| {
        let pixel =
            |x: u32, y: u32| a.get_pixel(x, y).0.iter().zip(b.get_pixel(x, y).0).any(|(a, b)| a.abs_diff(b) > 32);
        let (left, right) = (canvas.left() as u32, canvas.right() as u32);
        let all = (canvas.top() as u32..canvas.bottom() as u32).flat_map(|y| (left..right).map(move |x| (x, y)));
        let (seen, differ) =
            all.fold((0u32, 0u32), |(seen, differ), (x, y)| (seen + 1, differ + u32::from(pixel(x, y))));
        f64::from(differ) / f64::from(seen)
    };
    xdotool(&display, &["keydown", "ctrl"]);
    let near = wheel("4");
    xdotool(&display, &["keyup", "ctrl"]);
    let moved = wheel("5");
    xdotool(&display, &["mousemove", "--window", &window, "20", "20"]);
    press(&display, &["0"]);
    std::thread::sleep(Duration::from_millis(600));
    let again = settled(&display, &window);
    let parts = [others(&whole, &near), others(&near, &moved), others(&whole, &again)];
    println!("pixels that differ: nearer {:.3}, moved {:.3}, all again {:.3}", parts[0], parts[1], parts[2]);
    assert!(parts[0] > 0.03 && parts[1] > 0.03 && parts[2] < 0.002, "{parts:?}");
}
