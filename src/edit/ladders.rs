//! Names of ladders and codes of rungs must be unique, since files and plans refer to them.

use super::{Edit, EditError};
use crate::org::Ladder;
use std::collections::HashSet;

/// Edit that replaces the ladders. Refused for a duplicate name, a missing name among several ladders, and a missing or
/// duplicate code: a seat there would be another once the file is reopened. The edit itself refuses none of that, since
/// a file may contain it and undo has to restore it.
pub fn set_ladders(ladders: Vec<Ladder>) -> Result<Edit, EditError> {
    let mut names = HashSet::new();
    for ladder in &ladders {
        let is_nameless = ladder.name.is_empty() && ladders.len() > 1;
        if is_nameless || !names.insert(ladder.name.as_str()) {
            return Err(EditError::Twice { what: "ladder", name: ladder.name.clone() });
        }
        let mut codes = HashSet::new();
        for entry in ladder.tracks.iter().flat_map(|track| &track.entries) {
            if entry.code.is_empty() || !codes.insert(entry.code.as_str()) {
                return Err(EditError::Twice { what: "rung", name: entry.code.clone() });
            }
        }
    }
    Ok(Edit::SetLadders(ladders))
}
