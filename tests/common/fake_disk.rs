//! A disk in memory that fails, or loses its power, at the n-th operation. It knows what is durable: content is once it
//! is flushed, names are once their folder is. What is not durable may or may not be there after a power cut, in any
//! combination, and content may be there in part.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use twintrack::io::disk::Disk;

/// What goes wrong, and at which operation, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    Nothing,
    /// The operation fails and the disk goes on.
    Error(usize, io::ErrorKind),
    /// Nothing happens from this operation on, but for half of what it writes.
    End(usize),
    /// The disk does not know some operations.
    Unknown(&'static [&'static str]),
    /// Flushing content says that it is done and does nothing.
    UnflushedContent,
    /// Flushing names says that it is done and does nothing.
    UnflushedNames,
}

#[derive(Clone, Debug, Default)]
struct Inode {
    content: Vec<u8>,
    durable: Vec<u8>,
    mode: u32,
}

#[derive(Clone, Debug)]
enum Renaming {
    Create(PathBuf, usize),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
}

type Names = BTreeMap<PathBuf, usize>;

fn rename(names: &mut Names, renaming: &Renaming, inode: usize) {
    match renaming {
        Renaming::Create(path, inode) => {
            names.insert(path.clone(), *inode);
        }
        Renaming::Rename(from, to) => {
            names.remove(from);
            names.insert(to.clone(), inode);
        }
        Renaming::Remove(path) => {
            names.remove(path);
        }
    }
}

#[derive(Debug)]
struct State {
    fault: Fault,
    done: Vec<&'static str>,
    inodes: Vec<Inode>,
    links: BTreeMap<PathBuf, PathBuf>,
    names: Names,
    durable_names: Names,
    /// Not yet durable, each with the inode that it names.
    pending: Vec<(Renaming, usize)>,
}

impl State {
    /// Counts an operation. `Ok(false)` says that it has no effect.
    fn operation(&mut self, name: &'static str) -> io::Result<bool> {
        let at = self.done.len();
        self.done.push(name);
        match self.fault {
            Fault::Error(failing, kind) if failing == at => Err(kind.into()),
            Fault::End(end) if end <= at => Err(io::Error::other("there is no power")),
            Fault::Unknown(names) if names.contains(&name) => Err(io::ErrorKind::Unsupported.into()),
            Fault::UnflushedContent => Ok(!name.starts_with("flush") || name == "flush folder"),
            Fault::UnflushedNames => Ok(name != "flush folder"),
            _ => Ok(true),
        }
    }

    fn change(&mut self, renaming: Renaming) -> io::Result<()> {
        let inode = match &renaming {
            Renaming::Create(_, inode) => *inode,
            Renaming::Rename(path, _) | Renaming::Remove(path) => {
                *self.names.get(path).ok_or(io::ErrorKind::NotFound)?
            }
        };
        rename(&mut self.names, &renaming, inode);
        self.pending.push((renaming, inode));
        Ok(())
    }
}

#[derive(Clone, Debug)]
pub struct FakeDisk(Rc<RefCell<State>>);

#[derive(Debug)]
pub struct FakeFile {
    disk: FakeDisk,
    inode: usize,
}

impl FakeDisk {
    /// A disk with one durable file of some mode, and a link (its path, what it says).
    pub fn new(fault: Fault, link: (&str, &str), file: &str, content: &[u8], mode: u32) -> Self {
        let names = Names::from([(PathBuf::from(file), 0)]);
        Self(Rc::new(RefCell::new(State {
            fault,
            done: Vec::new(),
            inodes: vec![Inode { content: content.to_vec(), durable: content.to_vec(), mode }],
            links: BTreeMap::from([(PathBuf::from(link.0), PathBuf::from(link.1))]),
            durable_names: names.clone(),
            names,
            pending: Vec::new(),
        })))
    }

    /// The operations asked for so far, those that failed too.
    pub fn done(&self) -> Vec<&'static str> {
        self.0.borrow().done.clone()
    }

    /// The files as a program that goes on sees them: name, content, mode.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>, u32)> {
        let state = self.0.borrow();
        let of = |(name, inode): (&PathBuf, &usize)| {
            let inode = &state.inodes[*inode];
            (name.clone(), inode.content.clone(), inode.mode)
        };
        state.names.iter().map(of).collect()
    }

    /// Everything that may be found at `path` after a power cut now; `None` is no file.
    pub fn after_power_cut(&self, path: &str) -> BTreeSet<Option<Vec<u8>>> {
        let state = self.0.borrow();
        let mut found = BTreeSet::new();
        for chosen in 0..1_u32 << state.pending.len() {
            let mut names = state.durable_names.clone();
            for (at, (renaming, inode)) in state.pending.iter().enumerate() {
                if chosen >> at & 1 == 1 {
                    rename(&mut names, renaming, *inode);
                }
            }
            let Some(inode) = names.get(Path::new(path)).map(|inode| &state.inodes[*inode]) else {
                found.insert(None);
                continue;
            };
            found.insert(Some(inode.durable.clone()));
            if inode.content != inode.durable {
                found.insert(Some(inode.content.clone()));
                found.insert(Some(inode.content[..inode.content.len() / 2].to_vec()));
                found.insert(Some(vec![0; inode.content.len()]));
            }
        }
        found
    }
}

impl Write for FakeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut state = self.disk.0.borrow_mut();
        let done = state.operation("write");
        let written = if done.is_ok() { bytes } else { &bytes[..bytes.len() / 2] };
        state.inodes[self.inode].content.extend_from_slice(written);
        done.map(|_| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Disk for FakeDisk {
    type File = FakeFile;
    type Kept = u32;

    fn link(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        let mut state = self.0.borrow_mut();
        state.operation("link")?;
        Ok(state.links.get(path).cloned())
    }

    fn kept(&self, path: &Path) -> io::Result<Option<u32>> {
        let mut state = self.0.borrow_mut();
        state.operation("kept")?;
        Ok(state.names.get(path).map(|inode| state.inodes[*inode].mode))
    }

    fn create(&self, folder: &Path) -> io::Result<(PathBuf, FakeFile)> {
        let mut state = self.0.borrow_mut();
        state.operation("create")?;
        let (path, inode) = (folder.join("beside"), state.inodes.len());
        state.inodes.push(Inode { mode: 0o600, ..Inode::default() });
        state.change(Renaming::Create(path.clone(), inode))?;
        Ok((path, FakeFile { disk: self.clone(), inode }))
    }

    fn keep(&self, file: &FakeFile, kept: &u32) -> io::Result<()> {
        let mut state = self.0.borrow_mut();
        state.operation("keep")?;
        state.inodes[file.inode].mode = *kept;
        Ok(())
    }

    fn flush(&self, file: &FakeFile) -> io::Result<()> {
        let mut state = self.0.borrow_mut();
        if state.operation("flush")? {
            let inode = &mut state.inodes[file.inode];
            inode.durable = inode.content.clone();
        }
        Ok(())
    }

    fn flush_content(&self, file: &FakeFile) -> io::Result<()> {
        let mut state = self.0.borrow_mut();
        if state.operation("flush content")? {
            let inode = &mut state.inodes[file.inode];
            inode.durable = inode.content.clone();
        }
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.0.borrow_mut();
        state.operation("rename")?;
        state.change(Renaming::Rename(from.to_owned(), to.to_owned()))
    }

    fn flush_folder(&self, _: &Path) -> io::Result<()> {
        let mut state = self.0.borrow_mut();
        if state.operation("flush folder")? {
            state.durable_names = state.names.clone();
            state.pending.clear();
        }
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.0.borrow_mut();
        state.operation("remove")?;
        state.change(Renaming::Remove(path.to_owned()))
    }
}
