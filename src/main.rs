//! Arguments, then a command or the window; without a display the report in its place.

use std::process::ExitCode;

fn main() -> ExitCode {
    twintrack::cli::run(std::env::args_os(), |file| twintrack::app::run(file).map_err(|why| why.to_string()))
}
