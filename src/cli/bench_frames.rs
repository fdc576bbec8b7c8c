//! `twintrack bench-frames`: the cost of the window's frames. The window measures; this file has the arguments.

use std::path::PathBuf;

/// Arguments of `bench-frames`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Organisation or spreadsheet; `-` for stdin.
    pub file: PathBuf,
    /// Budget for the median CPU time of a frame at any zoom, in milliseconds.
    #[arg(long, value_name = "MS", default_value_t = 3.0)]
    pub median: f64,
    /// Budget for the longest CPU time of a frame, in milliseconds.
    #[arg(long, value_name = "MS", default_value_t = 12.0)]
    pub worst: f64,
    /// Budget for the vertices of a frame.
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    pub vertices: usize,
}
