//! What the fields on the page of the ladder share.

use crate::app::command::Command;
use crate::app::state::ladder::LadderCommand;
use crate::edit::set_ladders;
use crate::org::{Ladder, Org};
use crate::plan::ladder::with_ladder;
use eframe::egui::Id;

/// Collects edits of one ladder.
pub struct LadderForm<'a> {
    /// The organisation.
    pub org: &'a Org,
    /// Place of the ladder in the file.
    pub at: u16,
    /// The ladder.
    pub ladder: &'a Ladder,
    /// What was asked for.
    pub out: &'a mut Vec<Command>,
}

impl LadderForm<'_> {
    /// The id of a field of this ladder.
    pub fn id(&self, field: &str) -> Id {
        Id::unique(("ladder", self.at, field))
    }

    /// Makes a change of the ladder, under a name that undo will say.
    pub fn change(&mut self, name: String, change: impl FnOnce(&mut Ladder)) {
        let ladders = with_ladder(self.org, self.at, change);
        self.put(name, ladders);
    }

    /// Puts ladders in the place of those of the file, under a name that undo will say.
    pub fn put(&mut self, name: String, ladders: Vec<Ladder>) {
        self.out.push(match set_ladders(ladders) {
            Ok(edit) => Command::Make(name, Box::new(edit)),
            Err(error) => Command::Ladder(LadderCommand::Say(format!("{error}. {}", error.hint()))),
        });
    }
}
