//! The program against what cannot be had everywhere: real data, a display and a screen reader, system calls that fail,
//! processes that are killed, and other programs that read its files. Every test here is ignored unless it is asked
//! for; `.ci/run` installs what they need.

#[path = "../common/browser.rs"]
mod browser;
#[path = "../common/mod.rs"]
mod common;
#[path = "../common/desk.rs"]
mod desk;
#[path = "../common/hostile.rs"]
mod hostile;
#[path = "../common/marks.rs"]
mod marks;
#[path = "../common/planted.rs"]
mod planted;
#[path = "../common/program.rs"]
mod program;

mod data;
mod other_programs;
mod reach;
mod recovery;
mod repositories;
#[cfg(target_os = "linux")]
mod saving;
#[cfg(unix)]
mod screen_reader;
mod scripts;
mod sealed;
mod web_page;
mod window;
