//! The commit that is checked out, and where a shallow clone ends.

use super::error::ReadError;
use super::place::{Place, disk};
use gix_hash::ObjectId;
use std::collections::HashSet;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// Times that one name may stand for another.
const MOST: usize = 5;
/// Longest file of a name.
const LONGEST: u64 = 4096;

/// The commit that `HEAD` names.
pub fn head(place: &Place) -> Result<ObjectId, ReadError> {
    let mut text = small(&place.git.join("HEAD"))?;
    for _ in 0..MOST {
        let Some(name) = text.strip_prefix("ref:").map(str::trim) else { return id(text.trim(), place) };
        if !is_name(name) {
            return Err(ReadError::Broken(format!("`{name}` is no name of a branch")));
        }
        let folders = [&place.git, &place.common];
        let found = folders.iter().map(|folder| folder.join(name)).find(|path| is_file(path));
        text = match found {
            Some(path) => small(&path)?,
            None => match packed(place, name)? {
                Some(found) => found,
                None => return Err(ReadError::Empty(place.root.clone())),
            },
        };
    }
    Err(ReadError::Broken("`HEAD` stands for itself".to_owned()))
}

/// Commits whose parents a shallow clone does not have.
pub fn shallow(place: &Place) -> HashSet<ObjectId> {
    let text = fs::read_to_string(place.common.join("shallow")).unwrap_or_default();
    text.lines().filter_map(|line| ObjectId::from_hex(line.trim().as_bytes()).ok()).collect()
}

fn id(text: &str, place: &Place) -> Result<ObjectId, ReadError> {
    match text.len() {
        64 => Err(ReadError::Sha256),
        0 => Err(ReadError::Empty(place.root.clone())),
        _ => {
            ObjectId::from_hex(text.as_bytes()).map_err(|_| ReadError::Broken(format!("`{text}` is no id of a commit")))
        }
    }
}

/// A name below `refs/` that leads nowhere else.
fn is_name(name: &str) -> bool {
    name.starts_with("refs/")
        && name.split('/').all(|part| !part.is_empty() && !part.starts_with('.'))
        && !name.contains(['\\', '\0', ':'])
}

/// A link is no branch: it could lead out of the repository.
fn is_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|kind| kind.is_file())
}

fn small(path: &Path) -> Result<String, ReadError> {
    if !is_file(path) {
        return Err(ReadError::Broken(format!("`{}` is no plain file", path.display())));
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(disk(path))?;
    file.take(LONGEST).read_to_end(&mut bytes).map_err(disk(path))?;
    Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
}

fn packed(place: &Place, name: &str) -> Result<Option<String>, ReadError> {
    let path = place.common.join("packed-refs");
    if !is_file(&path) {
        return Ok(None);
    }
    let file = BufReader::new(fs::File::open(&path).map_err(disk(&path))?);
    for line in file.split(b'\n') {
        let line = line.map_err(disk(&path))?;
        let line = String::from_utf8_lossy(&line);
        if let Some((id, of)) = line.trim_end().split_once(' ')
            && of == name
        {
            return Ok(Some(id.to_owned()));
        }
    }
    Ok(None)
}
