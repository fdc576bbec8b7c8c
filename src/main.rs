//! Arguments, then a command or the window; without a display the report in its place.

use std::process::ExitCode;
use twintrack::app::{self, Budget, Frames};
use twintrack::cli;

fn main() -> ExitCode {
    cli::run(std::env::args_os(), app::run, |opened, asked| {
        let budget = Budget { median: asked.median, worst: asked.worst, vertices: asked.vertices };
        let Frames { table, is_within } = app::bench_frames(opened, &budget);
        (table, is_within)
    })
}
