//! Trees: all files of one, and what differs between two. Nothing recurses; what is deeper or more than any source tree
//! is not followed.

use super::store::Store;
use gix_hash::{Kind, ObjectId};
use gix_object::tree::{EntryRef, name_order};
use gix_object::{Kind as ObjectKind, TreeRefIter};
use std::cmp::Ordering;

/// Longest path that is followed, in bytes.
const LONGEST: usize = 4096;

/// What a tree holds at a name.
#[derive(Clone, Debug)]
struct Entry {
    name: Vec<u8>,
    is_tree: bool,
    is_submodule: bool,
    id: ObjectId,
}

/// Files of a tree, and what of it could not be read.
#[derive(Debug, Default)]
pub struct Listing {
    /// Paths with the ids of their contents, in the order of the tree.
    pub files: Vec<(String, ObjectId)>,
    /// Number of submodules.
    pub submodules: u32,
    /// Number of folders that are not there.
    pub missing: u32,
    /// True where there are more files than were asked for.
    pub is_cut: bool,
}

/// Lists at most `most` files of a tree; `None` if the tree itself is not there.
pub fn list(store: &Store, tree: &ObjectId, most: usize) -> Option<Listing> {
    let mut listing = Listing::default();
    let mut buffer = Vec::new();
    let mut open = vec![(String::new(), entries(store, tree, &mut buffer)?.into_iter())];
    while let Some((folder, left)) = open.last_mut() {
        let Some(entry) = left.next() else {
            open.pop();
            continue;
        };
        let path = joined(folder, &entry.name);
        if entry.is_submodule {
            listing.submodules += 1;
        } else if !entry.is_tree {
            if listing.files.len() == most {
                listing.is_cut = true;
                return Some(listing);
            }
            listing.files.push((path, entry.id));
        } else if path.len() < LONGEST {
            match entries(store, &entry.id, &mut buffer) {
                Some(inside) => open.push((path + "/", inside.into_iter())),
                None => listing.missing += 1,
            }
        }
    }
    Some(listing)
}

/// One difference between two trees: ids before and after.
pub struct Difference {
    /// Path of the file.
    pub path: String,
    /// Content before; `None` for a new file.
    pub before: Option<ObjectId>,
    /// Content after; `None` for a file that went.
    pub after: Option<ObjectId>,
}

/// Differences from one tree to another, at most `most`; also the number of folders that are not there.
pub fn differences(store: &Store, before: Option<ObjectId>, after: ObjectId, most: usize) -> (Vec<Difference>, u32) {
    let (mut found, mut missing) = (Vec::new(), 0);
    let (mut old_buffer, mut new_buffer) = (Vec::new(), Vec::new());
    let mut open = vec![(String::new(), before, Some(after))];
    while let Some((folder, before, after)) = open.pop() {
        if folder.len() > LONGEST {
            continue;
        }
        // Where one side is not there, nobody knows what changed.
        let Some(old) = data(store, before, &mut old_buffer) else {
            missing += 1;
            continue;
        };
        let Some(new) = data(store, after, &mut new_buffer) else {
            missing += 1;
            continue;
        };
        let (mut old, mut new) = (parsed(old).peekable(), parsed(new).peekable());
        loop {
            let (left, right) = match (old.peek(), new.peek()) {
                (None, None) => break,
                (Some(_), None) => (old.next(), None),
                (None, Some(_)) => (None, new.next()),
                (Some(a), Some(b)) => match name_order(a.filename, a.mode.is_tree(), b.filename, b.mode.is_tree()) {
                    Ordering::Less => (old.next(), None),
                    Ordering::Greater => (None, new.next()),
                    Ordering::Equal => (old.next(), new.next()),
                },
            };
            let Some(any) = left.or(right) else { break };
            if left.map(|it| it.oid) == right.map(|it| it.oid) || any.mode.is_commit() {
                continue;
            }
            let path = joined(&folder, any.filename);
            let ids = (left.map(|it| it.oid.to_owned()), right.map(|it| it.oid.to_owned()));
            if any.mode.is_tree() {
                open.push((path + "/", ids.0, ids.1));
            } else {
                found.push(Difference { path, before: ids.0, after: ids.1 });
                if found.len() == most {
                    return (found, missing);
                }
            }
        }
    }
    (found, missing)
}

/// Content of a tree; empty for no tree, `None` if it is not there.
fn data<'a>(store: &Store, id: Option<ObjectId>, buffer: &'a mut Vec<u8>) -> Option<&'a [u8]> {
    match id {
        None => Some(&[]),
        Some(id) => store.find(&id, ObjectKind::Tree, buffer),
    }
}

/// Entries of a tree as far as they can be read.
fn parsed(data: &[u8]) -> impl Iterator<Item = EntryRef<'_>> {
    TreeRefIter::from_bytes(data, Kind::Sha1).map_while(Result::ok)
}

/// Entries of a tree, owned; `None` if it is not there.
fn entries(store: &Store, id: &ObjectId, buffer: &mut Vec<u8>) -> Option<Vec<Entry>> {
    let entry = |entry: EntryRef<'_>| Entry {
        name: entry.filename.to_vec(),
        is_tree: entry.mode.is_tree(),
        is_submodule: entry.mode.is_commit(),
        id: entry.oid.to_owned(),
    };
    Some(parsed(store.find(id, ObjectKind::Tree, buffer)?).map(entry).collect())
}

fn joined(folder: &str, name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name);
    let mut path = String::with_capacity(folder.len() + name.len() + 1);
    path.push_str(folder);
    path.push_str(&name);
    path
}
