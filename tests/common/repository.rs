//! Small git repositories, made object by object: no program is called for them.
#![allow(dead_code, reason = "each binary uses a part")]

use gix_hash::{Kind, ObjectId};
use gix_object::{Kind as ObjectKind, Write as _};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A repository with a checkout, whose branch `main` is at the last commit.
pub struct Repo {
    folder: tempfile::TempDir,
    name: String,
    store: gix_odb::loose::Store,
    files: BTreeMap<String, String>,
    submodules: BTreeMap<String, ObjectId>,
}

impl Repo {
    /// An empty repository in a folder called `name`.
    pub fn new(name: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let git = folder.path().join(name).join(".git");
        for inside in ["objects/pack", "objects/info", "refs/heads"] {
            fs::create_dir_all(git.join(inside)).expect("a folder");
        }
        fs::write(git.join("HEAD"), "ref: refs/heads/main\n").expect("a file");
        let store = gix_odb::loose::Store::at(git.join("objects"), Kind::Sha1);
        fs::create_dir_all(folder.path().join("cache")).expect("a folder");
        Self { folder, name: name.to_owned(), store, files: BTreeMap::new(), submodules: BTreeMap::new() }
    }

    /// Folder of the checkout.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join(&self.name)
    }

    /// Folder of the repository itself.
    pub fn git(&self) -> PathBuf {
        self.path().join(".git")
    }

    /// A folder beside the repository.
    pub fn beside(&self) -> &Path {
        self.folder.path()
    }

    /// Writes files, empty text removes one, and commits them on `main` as `Name <address>` at a time in seconds.
    pub fn commit(&mut self, author: &str, time: i64, files: &[(&str, &str)]) -> ObjectId {
        let parents: Vec<ObjectId> = self.tip().into_iter().collect();
        self.commit_on(author, time, files, &parents, "Change")
    }

    /// [`Self::commit`] with parents and a message of its own.
    pub fn commit_on(
        &mut self,
        author: &str,
        time: i64,
        files: &[(&str, &str)],
        parents: &[ObjectId],
        message: &str,
    ) -> ObjectId {
        for &(path, text) in files {
            if text.is_empty() {
                self.files.remove(path);
            } else {
                self.files.insert(path.to_owned(), text.to_owned());
            }
        }
        let tree = self.tree();
        let parents: String = parents.iter().map(|id| format!("parent {id}\n")).collect();
        let text = format!(
            "tree {tree}\n{parents}author {author} {time} +0000\ncommitter {author} {time} +0000\n\n{message}\n"
        );
        let id = self.store.write_buf(ObjectKind::Commit, text.as_bytes()).expect("an object");
        fs::write(self.git().join("refs/heads/main"), format!("{id}\n")).expect("a file");
        id
    }

    /// Puts the commit of another repository at a path, from the next commit on.
    pub fn place_submodule(&mut self, path: &str, commit: ObjectId) {
        self.submodules.insert(path.to_owned(), commit);
    }

    fn tip(&self) -> Option<ObjectId> {
        let text = fs::read_to_string(self.git().join("refs/heads/main")).ok()?;
        ObjectId::from_hex(text.trim().as_bytes()).ok()
    }

    fn tree(&self) -> ObjectId {
        // Folders from the deepest up: each becomes an entry of the one above it.
        let mut folders: BTreeMap<String, Vec<(String, &str, ObjectId)>> =
            BTreeMap::from([(String::new(), Vec::new())]);
        let blob = |(path, text): (&String, &String)| {
            let id = self.store.write_buf(ObjectKind::Blob, text.as_bytes()).expect("an object");
            (path.clone(), "100644", id)
        };
        let link = |(path, id): (&String, &ObjectId)| (path.clone(), "160000", *id);
        for (path, mode, id) in self.files.iter().map(blob).chain(self.submodules.iter().map(link)) {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
            let mut above = folder;
            while !above.is_empty() {
                folders.entry(above.to_owned()).or_default();
                above = above.rsplit_once('/').map_or("", |(above, _)| above);
            }
            folders.entry(folder.to_owned()).or_default().push((name.to_owned(), mode, id));
        }
        let mut names: Vec<String> = folders.keys().cloned().collect();
        names.sort_by_key(|name| std::cmp::Reverse(if name.is_empty() { 0 } else { 1 + name.matches('/').count() }));
        let mut root = None;
        for name in names {
            let mut entries = folders.remove(&name).expect("a folder");
            entries.sort_by_key(|(name, mode, _)| if *mode == "40000" { format!("{name}/") } else { name.clone() });
            let mut data = Vec::new();
            for (name, mode, id) in &entries {
                data.extend(format!("{mode} {name}\0").as_bytes());
                data.extend(id.as_bytes());
            }
            let id = self.store.write_buf(ObjectKind::Tree, &data).expect("an object");
            if name.is_empty() {
                root = Some(id);
                continue;
            }
            let (above, own) = name.rsplit_once('/').unwrap_or(("", &name));
            folders.get_mut(above).expect("the folder above").push((own.to_owned(), "40000", id));
        }
        root.expect("the root comes last")
    }

    /// Removes an object, as it is missing in a partial clone.
    pub fn lose(&self, text: &str) {
        let id = gix_object::compute_hash(Kind::Sha1, ObjectKind::Blob, text.as_bytes()).expect("an id").to_string();
        fs::remove_file(self.git().join("objects").join(&id[..2]).join(&id[2..])).expect("the object");
    }
}
