//! Whether ladders can be told apart by their names and rungs by their codes: files and plans name them by these.

use super::{Edit, EditError};
use crate::org::Ladder;
use std::collections::HashSet;

/// The edit that replaces the ladders. Refused where two have one name, one of several has none, or a rung has no code
/// or one that its ladder has twice: a seat there would be another once the file is opened again. The edit itself
/// refuses none of that, since a file may come with it and undoing has to bring it back.
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
