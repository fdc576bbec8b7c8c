//! A virtual display with the program in a real window on it: keys, the pointer, pictures of what is seen.
#![allow(dead_code, reason = "every test uses a part of it")]

use crate::program::path;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub const SIZE: (usize, usize) = (1440, 900);

/// A child that is ended with the test, however the test ends.
pub struct Ended(pub Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a program that says one line on its output, and returns that.
pub fn saying(command: &mut Command) -> (Ended, String) {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it is installed");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("piped above")).read_line(&mut line).expect("a line");
    (Ended(child), line.trim().to_owned())
}

/// A virtual display and its name.
pub fn display() -> (Ended, String) {
    let size = format!("{}x{}x24", SIZE.0, SIZE.1);
    let arguments = ["-displayfd", "1", "-screen", "0", &size, "-nolisten", "tcp", "-noreset"];
    let (server, number) = saying(Command::new("Xvfb").args(arguments));
    (server, format!(":{number}"))
}

pub fn xdotool(display: &str, arguments: &[&str]) -> String {
    let done = Command::new("xdotool").env("DISPLAY", display).args(arguments).output().expect("xdotool is installed");
    String::from_utf8_lossy(&done.stdout).trim().to_owned()
}

pub fn screenshot(display: &str, window: &str) -> image::RgbImage {
    let done = Command::new("import")
        .env("DISPLAY", display)
        .args(["-window", window, "png:-"])
        .output()
        .expect("ImageMagick is installed");
    image::load_from_memory(&done.stdout).expect("a PNG").to_rgb8()
}

/// The picture once two in a row are equal.
pub fn settled(display: &str, window: &str) -> image::RgbImage {
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

/// The program on a display, which keeps everything in a folder and knows no session bus.
pub fn program(display: &str, home: &std::path::Path) -> Command {
    let mut command = Command::new(path());
    command
        .env("DISPLAY", display)
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env("HOME", home)
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_STATE_HOME", home.join("state"));
    command
}

pub fn started(display: &str, home: &std::path::Path, arguments: &[&str]) -> (Ended, String) {
    let child = program(display, home).args(arguments).spawn().expect("the program starts");
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

/// Presses keys one after the other, each seen by a frame of its own.
pub fn press(display: &str, keys: &[&str]) {
    for key in keys {
        xdotool(display, &["key", key]);
        std::thread::sleep(Duration::from_millis(400));
    }
}
