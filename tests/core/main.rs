//! The core holds what METHOD.md and DESIGN.md promise: measures, findings, edits, plans, layouts and pictures of an
//! organisation, without a window and without real files.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/crowd.rs"]
mod crowd;
#[path = "../common/golden.rs"]
mod golden;
#[path = "../common/hostile.rs"]
mod hostile;
#[path = "../common/marks.rs"]
mod marks;
#[path = "../common/phrases.rs"]
mod phrases;
#[path = "../common/plain.rs"]
mod plain;
#[path = "../common/planted.rs"]
mod planted;
#[path = "../common/program.rs"]
mod program;
#[path = "../common/random.rs"]
mod random;
#[path = "../common/software.rs"]
mod software;

mod after;
mod architecture;
mod diff;
mod drop;
mod edits;
mod exports;
mod generate;
mod indices;
mod ladder_plan;
mod laws;
mod look;
mod manual_pictures;
mod matrix;
mod measure;
mod merge;
mod moved;
mod one_path;
mod paint;
mod person;
mod pictures;
mod posts;
mod privacy;
mod remedies;
mod report;
mod requirements;
mod rows_layout;
mod rules;
mod slides;
mod sure;
mod table;
mod tracks;
mod tree_layout;
mod tree_view;
mod truth;
mod wording;
