//! Common parts of the fields on the ladder page.

use crate::app::command::Command;
use crate::app::state::ladder::LadderCommand;
use crate::edit::set_ladders;
use crate::org::{Ladder, Org};
use crate::plan::ladder::with_ladder;
use eframe::egui::Id;

/// Collects the edits of one ladder.
pub struct LadderForm<'a> {
    pub org: &'a Org,
    /// Index of the ladder in the file.
    pub at: u16,
    pub ladder: &'a Ladder,
    /// Commands of this frame.
    pub out: &'a mut Vec<Command>,
}

impl LadderForm<'_> {
    /// Id of a field, unique to this ladder.
    pub fn id(&self, field: &str) -> Id {
        Id::unique(("ladder", self.at, field))
    }

    /// Changes the ladder, as an edit with a name that undo shows.
    pub fn change(&mut self, name: String, change: impl FnOnce(&mut Ladder)) {
        let ladders = with_ladder(self.org, self.at, change);
        self.put(name, ladders);
    }

    /// Replaces the ladders of the file, as an edit with a name that undo shows.
    pub fn put(&mut self, name: String, ladders: Vec<Ladder>) {
        self.out.push(match set_ladders(ladders) {
            Ok(edit) => Command::Make(name, Box::new(edit)),
            Err(error) => Command::Ladder(LadderCommand::Say(format!("{error}. {}", error.hint()))),
        });
    }
}
