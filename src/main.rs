//! Arguments, then a command or the window; without a display the report in its place.

// On Windows a released program opens no console beside its window. Such a program is given no console either: what it
// prints arrives where it is sent to a file or into another program (`twintrack check staff.csv | more`), and a build
// for trying out prints as everywhere. To print into the console that it was started from it would have to attach
// itself (`AttachConsole`), for which no kept crate has a safe function, and this program has no unsafe code.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;
use twintrack::app::{self, Budget, Frames};
use twintrack::cli;

fn main() -> ExitCode {
    twintrack::paint::egui::use_system_fonts();
    cli::run(std::env::args_os(), app::run, |opened, asked| {
        let budget = Budget { median: asked.median, worst: asked.worst, vertices: asked.vertices };
        let Frames { table, is_within } = app::bench_frames(opened, &budget);
        (table, is_within)
    })
}
