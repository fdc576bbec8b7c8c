//! What goes in and out stays whole: files of every kind read and written, saves that are cut short, edits that outlive
//! the program, and the program as it is called from a shell.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/fake_disk.rs"]
mod fake_disk;
#[path = "../common/hostile.rs"]
mod hostile;
#[path = "../common/planted.rs"]
mod planted;
#[path = "../common/program.rs"]
mod program;
#[path = "../common/random.rs"]
mod random;
#[path = "../common/repository.rs"]
mod repository;

mod cases;
mod command_diff;
mod commands;
mod copies;
mod exported_data;
mod fuzz;
#[cfg(unix)]
mod hostile_files;
mod import;
mod kinds;
mod local_day;
mod many_at_once;
mod mapping;
mod native;
mod other_kinds;
mod outputs;
mod readme;
mod recovery;
mod repositories;
mod round_trips;
mod saving;
mod sealed;
mod sheets;
mod steps;
mod tables_again;
