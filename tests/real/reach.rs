//! The program in a real window under a virtual display, by keys alone: the focus goes from part to part and is seen,
//! and the interface gets larger and is as large at the next start.
#![cfg(unix)]

use image::RgbImage;
use std::time::Duration;
use twintrack::scene::{Role, Theme};

use crate::desk::{SIZE, display, press, settled, started};

/// Pixels of the accent colour in a part of the picture: left, top, right, bottom.
fn accents(shot: &RgbImage, (left, top, right, bottom): (u32, u32, u32, u32)) -> usize {
    let accent = Theme::Light.colour(Role::Accent);
    let is_accent = |x: u32, y: u32| shot.get_pixel(x, y).0 == [accent.r, accent.g, accent.b];
    (top..bottom).map(|y| (left..right).filter(|&x| is_accent(x, y)).count()).sum()
}

/// Where the bar ends: the first line that is no longer its ground, at its left edge.
fn bar_height(shot: &RgbImage) -> u32 {
    let surface = Theme::Light.colour(Role::Surface);
    (20..200).find(|&y| shot.get_pixel(3, y).0 != [surface.r, surface.g, surface.b]).expect("the bar ends somewhere")
}

#[test]
#[ignore = "needs a virtual display: Xvfb, xdotool, ImageMagick"]
fn f6_takes_a_ring_from_part_to_part() {
    let (_server, display) = display();
    let home = tempfile::tempdir().expect("a folder");
    let (_program, window) = started(&display, home.path(), &[]);
    let (width, height) = (SIZE.0 as u32, SIZE.1 as u32);
    let findings = (0, 56, 250, height - 32);
    let page = (262, 84, width - 318, height - 25);
    let inspector = (width - 316, 56, width, height - 25);
    let status = (0, height - 24, width, height);
    let bar = (0, 0, width, 47);
    let mut before = settled(&display, &window);
    for (name, part) in
        [("findings", findings), ("page", page), ("inspector", inspector), ("status", status), ("bar", bar)]
    {
        press(&display, &["F6"]);
        let after = settled(&display, &window);
        let more = accents(&after, part) as i64 - accents(&before, part) as i64;
        println!("{name}: {more} pixels more in the accent colour");
        // A ring around a word of the status line is the smallest of them.
        assert!(more > 60, "the focus is not seen in {name}: {more}");
        before = after;
    }
    press(&display, &["shift+F6"]);
    let after = settled(&display, &window);
    assert!(accents(&after, status) > accents(&before, status) + 60, "it does not go back");
}

#[test]
#[ignore = "needs a virtual display: Xvfb, xdotool, ImageMagick"]
fn the_interface_gets_larger_by_keys_and_is_so_at_the_next_start() {
    let (_server, display) = display();
    let home = tempfile::tempdir().expect("a folder");
    let (mut program, window) = started(&display, home.path(), &[]);
    let usual = bar_height(&settled(&display, &window));
    press(&display, &["ctrl+shift+plus", "ctrl+shift+plus"]);
    let large = bar_height(&settled(&display, &window));
    println!("the bar is {usual} pixels high at first, then {large}");
    assert!((f64::from(large) / f64::from(usual) - 1.25).abs() < 0.03, "{usual}, then {large}");
    // What is chosen is kept every five seconds.
    std::thread::sleep(Duration::from_secs(7));
    program.0.kill().expect("it runs until it is killed");
    program.0.wait().expect("a child");
    let (_program, window) = started(&display, home.path(), &[]);
    let again = bar_height(&settled(&display, &window));
    assert_eq!(again, large, "it is not remembered");
    press(&display, &["ctrl+0"]);
    assert_eq!(bar_height(&settled(&display, &window)), usual);
}
