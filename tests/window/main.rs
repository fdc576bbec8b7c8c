//! The window as somebody uses it, by its accessibility tree and without a display: what is shown, what keys and the
//! pointer do, and what must not be seen.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/hand.rs"]
mod hand;
#[path = "../common/phrases.rs"]
mod phrases;
#[path = "../common/program.rs"]
mod program;
#[path = "../common/repository.rs"]
mod repository;

mod editing;
mod evidence_grid;
mod export;
mod import_page;
mod keyboard;
mod ladder;
mod look;
mod manual;
mod matrix;
mod meeting;
mod motion;
mod names;
mod one_path;
mod opened;
mod person;
mod repositories;
mod sealed;
mod sizes;
mod start;
mod table;
mod tree;
mod wording;
