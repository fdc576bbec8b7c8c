//! Mappings kept for the next table of the same kind, each under a fingerprint of the headers, in a folder of the
//! person's own. No value of a table is kept, no name of a sheet or a file, and no header in clear beyond those that the
//! mapping names.

use super::mapping::Mapping;
use crate::io::{content_hash, make_private, replace};
use std::io;
use std::path::PathBuf;

/// Folder of mappings, a file each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingMemory {
    /// The folder; it need not exist yet.
    pub folder: PathBuf,
}

/// Fingerprint of the headers of a table: the same for every table of the kind, whatever its rows.
pub fn fingerprint<'a>(headers: impl Iterator<Item = &'a str>) -> u64 {
    let mut all = String::new();
    for header in headers {
        all.push_str(&header.trim().to_lowercase());
        all.push('\u{1f}');
    }
    content_hash(all.as_bytes())
}

impl MappingMemory {
    fn path(&self, fingerprint: u64) -> PathBuf {
        self.folder.join(format!("{fingerprint:016x}.ron"))
    }

    /// The mapping for tables with these headers; `None` where there is none that can be read.
    pub fn recall(&self, fingerprint: u64) -> Option<Mapping> {
        Mapping::read(&std::fs::read_to_string(self.path(fingerprint)).ok()?).ok()
    }

    /// Keeps a mapping for the next table with these headers, [without values](Mapping::without_values).
    pub fn keep(&self, fingerprint: u64, mapping: &Mapping) -> io::Result<()> {
        make_private(&self.folder)?;
        let text = mapping.without_values().write();
        replace(&self.path(fingerprint), |out| out.write_all(text.as_bytes()))
            .map(|_| ())
            .map_err(|error| io::Error::other(error.to_string()))
    }

    /// Forgets the mapping for tables with these headers.
    pub fn forget(&self, fingerprint: u64) -> io::Result<()> {
        match std::fs::remove_file(self.path(fingerprint)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_is_recalled_by_its_headers_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let memory = MappingMemory { folder: folder.path().join("deep").join("mappings") };
        let print = fingerprint(["Id", "Name"].into_iter());
        assert_eq!(print, fingerprint([" id", "NAME "].into_iter()));
        assert_ne!(print, fingerprint(["IdName"].into_iter()));
        assert_eq!(memory.recall(print), None);
        let mapping = Mapping { decimal: Some(','), ..Mapping::default() };
        memory.keep(print, &mapping).expect("kept");
        assert_eq!(memory.recall(print), Some(mapping));
        memory.forget(print).expect("forgotten");
        memory.forget(print).expect("forgotten already");
        assert_eq!(memory.recall(print), None);
    }
}
