//! Where a repository keeps its objects and branches: a checkout, a folder inside one, a worktree, a submodule, a bare
//! repository. A file that points elsewhere is followed only where the other end points back.

use super::error::ReadError;
use crate::io::path::canonical;
use std::fs;
use std::path::{Path, PathBuf};

/// Folders of a repository, links resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Folder that people know it by.
    pub root: PathBuf,
    /// Folder with `HEAD`.
    pub git: PathBuf,
    /// Folder with objects and branches; another than `git` for a worktree.
    pub common: PathBuf,
}

/// Names of folders that say nothing about the repository in them.
const PLAIN: [&str; 8] = ["repo", "repository", "git", "src", "source", "checkout", "clone", "mirror"];

/// True for a folder that is a repository itself, not merely inside one.
pub fn is_repository(folder: &Path) -> bool {
    folder.join(".git").exists() || is_bare(folder)
}

impl Place {
    /// Repository that a folder is, or is inside of.
    pub fn find(folder: &Path) -> Result<Self, ReadError> {
        let start = canonical(folder).map_err(disk(folder))?;
        if !start.is_dir() {
            return Err(ReadError::NoRepository(folder.to_owned()));
        }
        for root in start.ancestors() {
            let inside = root.join(".git");
            let git = match fs::symlink_metadata(&inside) {
                Ok(kind) if kind.is_dir() => inside,
                Ok(kind) if kind.is_file() => pointed(root, &inside)?,
                // A link is followed as little as any other path.
                Ok(_) => {
                    let to = fs::read_link(&inside).unwrap_or_default();
                    return Err(ReadError::Elsewhere { file: inside, to });
                }
                Err(_) if is_bare(root) => root.to_owned(),
                Err(_) => continue,
            };
            return Self::at(root, &git);
        }
        Err(ReadError::NoRepository(folder.to_owned()))
    }

    fn at(root: &Path, git: &Path) -> Result<Self, ReadError> {
        let common = match fs::read_to_string(git.join("commondir")) {
            Ok(text) => {
                let to = git.join(text.trim_end());
                let common = canonical(&to).map_err(disk(&to))?;
                if !git.starts_with(&common) {
                    return Err(ReadError::Elsewhere { file: git.join("commondir"), to: common });
                }
                common
            }
            Err(_) => git.to_owned(),
        };
        let place = Self { root: root.to_owned(), git: git.to_owned(), common };
        place.check()?;
        Ok(place)
    }

    /// Folder of the objects.
    pub fn objects(&self) -> PathBuf {
        self.common.join("objects")
    }

    /// Name that people know the repository by: that of its folder, or of the folder around it where that says nothing.
    /// A worktree has the name of the repository that it belongs to, so that its lines are the same.
    pub fn name(&self) -> String {
        let root = match self.common.parent().filter(|_| self.common.ends_with(".git")) {
            _ if self.common == self.git => &self.root,
            Some(checkout) => checkout,
            None => &self.common,
        };
        let mut names = root.ancestors().filter_map(|folder| {
            let name = folder.file_name()?.to_string_lossy().into_owned();
            Some(name.strip_suffix(".git").map(str::to_owned).unwrap_or(name))
        });
        let says = |name: &String| !name.is_empty() && !PLAIN.contains(&name.to_lowercase().as_str());
        let own = names.next().unwrap_or_default();
        if says(&own) { own } else { names.next().filter(says).unwrap_or_else(|| "repository".to_owned()) }
    }

    fn check(&self) -> Result<(), ReadError> {
        if self.common.join("reftable").is_dir() {
            return Err(ReadError::RefTable);
        }
        let objects = self.objects();
        for folder in [objects.clone(), objects.join("pack")] {
            match canonical(&folder) {
                Ok(real) if real != folder => return Err(ReadError::Elsewhere { file: folder, to: real }),
                Ok(_) => {}
                Err(error) if folder == objects => return Err(ReadError::Disk { path: folder, error }),
                Err(_) => {}
            }
        }
        for entry in fs::read_dir(objects.join("pack")).into_iter().flatten().flatten() {
            if entry.file_type().is_ok_and(|kind| kind.is_symlink()) {
                let to = fs::read_link(entry.path()).unwrap_or_default();
                return Err(ReadError::Elsewhere { file: entry.path(), to });
            }
        }
        let borrowed = fs::metadata(objects.join("info/alternates")).is_ok_and(|it| it.len() > 0);
        if borrowed { Err(ReadError::Borrowed { git: self.common.clone() }) } else { Ok(()) }
    }
}

/// The folder that a `.git` file points to: of a worktree, which names the file back, or of a submodule, which lies in
/// the repository around it.
fn pointed(root: &Path, file: &Path) -> Result<PathBuf, ReadError> {
    let text = fs::read_to_string(file).map_err(disk(file))?;
    let Some(to) = text.strip_prefix("gitdir:").map(|to| root.join(to.trim())) else {
        return Err(ReadError::Broken(format!("`{}` names no folder", file.display())));
    };
    let git = canonical(&to).map_err(disk(&to))?;
    let back = fs::read_to_string(git.join("gitdir")).ok().and_then(|back| canonical(&git.join(back.trim_end())).ok());
    let is_worktree = back.is_some_and(|back| back == file);
    let is_submodule = root.ancestors().skip(1).any(|above| git.starts_with(above.join(".git").join("modules")));
    if is_worktree || is_submodule { Ok(git) } else { Err(ReadError::Elsewhere { file: file.to_owned(), to: git }) }
}

fn is_bare(folder: &Path) -> bool {
    folder.join("HEAD").is_file() && folder.join("objects").is_dir() && folder.join("refs").is_dir()
}

/// The error of a path.
pub fn disk(path: &Path) -> impl Fn(std::io::Error) -> ReadError + '_ {
    move |error| ReadError::Disk { path: path.to_owned(), error }
}
