//! Twintrack opens an organisation, draws its individual-contributor (IC) and management tracks side by side on
//! shared rungs, and shows whose authority does not match their technical impact. One file, one machine, no server:
//! the file holds pay.
//!
//! # The map
//! A folder is a layer. An arrow points only to what a line names, and no files take names from each other in a
//! circle; `tests/core/architecture.rs` checks both. A `mod.rs` registers and hands on.
//!
//! | layer | what lives there | uses |
//! |---|---|---|
//! | [`org`] | the model: people in columns behind a handle, lines in petgraph, ladders, evidence, rights | – |
//! | [`measure`] | the method: grades, impact, authority, gaps; the organisation's indices | org |
//! | [`edit`] | reversible changes that return their inverse; undo; scenarios as named lists of steps | org |
//! | [`rules`] | findings, one file a rule; the registry judges an organisation in one pass | org, measure, edit |
//! | [`plan`] | what would follow of a drop or any edit; differences, merges, filters, ladders changed, sheets of evidence | org, measure, rules, edit |
//! | [`scene`] | geometry, marks, fonts and the shaper, themes by role | – |
//! | [`layout`] | boxes to positions: packing by rung, tidy trees, lines that cross no box | scene |
//! | [`diagram`] | an organisation and options in, marks out: every picture is made here | org, measure, rules, plan, layout, scene |
//! | [`paint`] | SVG, PNG, PDF, egui: each one exhaustive match on a mark | scene |
//! | [`io`] | files: the native format, JSON, spreadsheets; saving whole or not at all; unsaved edits kept | org, edit |
//! | [`evidence`] | a repository as an organisation, or as evidence for one: owner files, identities, authorship; one reader of its history | org, edit, plan, io |
//! | [`generate`] | organisations that do not exist, of any size | org, measure, io |
//! | [`report`] | pictures of every view, and books of them; the report in words; the paper; one person's sheet; indices told; the table of all that is written out | all above |
//! | [`cli`] | one file a command | all but app |
//! | [`app`] | the window as model (`state`), update and view; its folders use only those named before them in `app/mod.rs` | all but cli |
//! | `fuzz` | an entry for each reader that a mutator drives; used by tests alone | all but cli |
//!
//! `main.rs` wires the command line and the window, which do not know each other.
//!
//! # What holds everywhere
//! - The core (all but `io`, `evidence/reader`, `cli`, `app`) knows no file, clock or environment; the date of a
//!   judgement is the file's own `as_of`.
//! - People are named by [`org::PersonId`], the index into every column and of the node in the graph. Handles are
//!   never reused. On disk people are named by key.
//! - Opening, laying out, drawing and judging are linear passes over arrays; nothing recurses.
//! - Reading a messy file gives an organisation and a list of problems; only a file from which nothing can be drawn
//!   is an error, and nothing read is dropped.
//! - The text of a native file and what is made of it are never held together: it is read in blocks, and what few
//!   people have is kept apart ([`org::Sparse`]).
//! - Placing and painting are split: [`diagram::Tracks`] is laid out once, and gives marks for what is in view at
//!   the zoom it is seen at. An export walks the same marks.

// What must not be in the library, whatever comes into it; a test or a benchmark may.
#![warn(
    // No panic, whatever the input.
    clippy::unwrap_used,
    clippy::get_unwrap,
    // The same file gives the same bytes: what goes through a hash map in its own order does not.
    clippy::iter_over_hash_type,
    // A closed pipe would be a panic; and what a command prints goes through what it is given.
    clippy::print_stdout,
    clippy::print_stderr
)]
// What a function takes over it uses up; a helper of tests is handed what stands in the line.
#![cfg_attr(not(test), warn(clippy::needless_pass_by_value))]

pub mod app;
pub mod cli;
pub mod diagram;
pub mod edit;
pub mod evidence;
#[doc(hidden)]
pub mod fuzz;
pub mod generate;
pub mod io;
pub mod layout;
pub mod measure;
pub mod org;
pub mod paint;
pub mod plan;
pub mod report;
pub mod rules;
pub mod scene;

/// The organisation that comes with the program.
pub const BUNDLED: &[u8] = include_bytes!("../assets/orgs/halden.org.ron");

/// Its file name.
pub const BUNDLED_NAME: &str = "halden.org.ron";
