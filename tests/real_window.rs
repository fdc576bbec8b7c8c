//! The program itself in a real window under a virtual display: it opens the bundled organisation, a finding is
//! clicked, the person is selected, and the canvas shows the same picture that the software painter makes.

use eframe::egui;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use twintrack::app::{Document, Settings, Source, Window};
use twintrack::diagram::View;
use twintrack::paint::{Sheet, raster};
use twintrack::scene::{Mark, Rect, Theme};

const SIZE: (usize, usize) = (1440, 900);

/// A child that is ended with the test, however the test ends.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A virtual display and its name.
fn display() -> (Ended, String) {
    let mut server = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", &format!("{}x{}x24", SIZE.0, SIZE.1), "-nolisten", "tcp", "-noreset"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("Xvfb is installed");
    let mut number = String::new();
    let told = server.stdout.take().expect("piped above");
    BufReader::new(told).read_line(&mut number).expect("Xvfb says its display");
    (Ended(server), format!(":{}", number.trim()))
}

fn xdotool(display: &str, arguments: &[&str]) -> String {
    let done = Command::new("xdotool").env("DISPLAY", display).args(arguments).output().expect("xdotool is installed");
    String::from_utf8_lossy(&done.stdout).trim().to_owned()
}

fn screenshot(display: &str, window: &str) -> image::RgbImage {
    let done = Command::new("import")
        .env("DISPLAY", display)
        .args(["-window", window, "png:-"])
        .output()
        .expect("ImageMagick is installed");
    image::load_from_memory(&done.stdout).expect("a PNG").to_rgb8()
}

/// The picture once two in a row are equal.
fn settled(display: &str, window: &str) -> image::RgbImage {
    let mut last = screenshot(display, window);
    for _ in 0..50 {
        std::thread::sleep(Duration::from_millis(200));
        let next = screenshot(display, window);
        if next == last {
            return next;
        }
        last = next;
    }
    panic!("the window never comes to rest");
}

fn started(display: &str, home: &std::path::Path, arguments: &[&str]) -> (Ended, String) {
    let program = std::env::var("TWINTRACK_RELEASE").unwrap_or_else(|_| env!("CARGO_BIN_EXE_twintrack").to_owned());
    let child = Command::new(program)
        .args(arguments)
        .env("DISPLAY", display)
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env("HOME", home)
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .spawn()
        .expect("the program starts");
    let child = Ended(child);
    let began = Instant::now();
    loop {
        let found = xdotool(display, &["search", "--name", "· Twintrack"]);
        if let Some(window) = found.lines().next().filter(|line| !line.is_empty()) {
            xdotool(display, &["windowfocus", window]);
            return (child, window.to_owned());
        }
        assert!(began.elapsed() < Duration::from_secs(30), "no window after 30 seconds");
        std::thread::sleep(Duration::from_millis(100));
    }
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
    let before = settled(&display, &window);
    let (width, height) = (before.width() as f32, before.height() as f32);

    // The same window without a display says where things are.
    let today = jiff::civil::date(2026, 9, 30);
    let opened = twintrack::io::read(twintrack::BUNDLED, twintrack::BUNDLED_NAME, today, &Default::default())
        .expect("the bundled organisation opens");
    let document = Document::new(Source::Bundled, opened);
    let mut harness = Harness::builder()
        .with_size(egui::vec2(width, height))
        .build_eframe(|cc| Window::with(&cc.egui_ctx, Settings::default(), document));
    harness.run_steps(8);
    let row = harness.get_by_label_contains("Mason T.: ").rect().center();
    harness.get_by_label_contains("Mason T.: ").click();
    for _ in 0..60 {
        harness.step();
    }
    let state = harness.state();
    assert_eq!(state.selected(), Some("mason"));
    let view = state.view().expect("a document is open");
    let canvas = harness.get_by_role(egui::accesskit::Role::Canvas).rect();
    let hidden = harness.query_by_label("Whole picture").map_or(egui::Rect::NOTHING, |node| node.rect().expand(3.0));

    let (x, y) = (row.x.round().to_string(), row.y.round().to_string());
    xdotool(&display, &["mousemove", "--window", &window, &x, &y, "click", "1"]);
    std::thread::sleep(Duration::from_millis(500));
    let after = settled(&display, &window);

    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        after.save("assets/pictures/halden.png").expect("the folder of the README's picture");
    }

    let document = state.document().expect("open");
    let standing = &document.standing;
    let painted = |view: View| {
        let sheet = Sheet { bounds: view.window, theme: Theme::Light, title: "" };
        let source = |_: Rect, out: &mut dyn FnMut(&Mark)| {
            standing.tracks.marks(&standing.org, &standing.judgement, &view, &mut |mark| out(&mark));
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

#[test]
#[ignore = "needs a virtual display: Xvfb, xdotool, ImageMagick"]
fn a_file_that_cannot_be_read_shows_a_page_and_the_window_stays() {
    let (_server, display) = display();
    let home = tempfile::tempdir().expect("a folder");
    let broken = home.path().join("broken.org.ron");
    std::fs::write(&broken, "(twintrack: 7, people: [])").expect("a file");
    let program = std::env::var("TWINTRACK_RELEASE").unwrap_or_else(|_| env!("CARGO_BIN_EXE_twintrack").to_owned());
    let mut child = Ended(
        Command::new(program)
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
fn without_a_display_one_sentence_and_the_report() {
    let program = std::env::var("TWINTRACK_RELEASE").unwrap_or_else(|_| env!("CARGO_BIN_EXE_twintrack").to_owned());
    for (name, value) in [("DISPLAY", None), ("DISPLAY", Some(":987"))] {
        let mut command = Command::new(&program);
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
        if let Some(value) = value {
            command.env(name, value);
        }
        let done = command.output().expect("the program starts");
        let (out, err) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
        assert_eq!(done.status.code(), Some(0), "{err}");
        assert!(out.starts_with("Halden Skincare"), "{out}");
        let sentence = err.lines().next().unwrap_or_default();
        assert!(sentence.to_lowercase().contains("display") && !sentence.contains("os error"), "{err}");
        assert_eq!(err.lines().count(), 1, "{err}");
    }
}
