//! Objects by id, with caches for what is read again and again while trees are compared.

use super::error::ReadError;
use super::place::disk;
use gix_hash::{Kind, ObjectId};
use gix_object::Find as _;
use gix_odb::HeaderExt as _;
use gix_pack::cache::{lru, object};
use std::path::Path;

/// Objects of a repository, for one thread.
pub struct Store {
    handle: gix_odb::Handle,
}

/// Largest single piece of memory that an object of a pack may ask for.
const LARGEST: usize = 256 << 20;
/// Memory of each of the two caches, in bytes.
const CACHE: usize = 48 << 20;

impl Store {
    /// Opens the objects of a folder.
    pub fn open(objects: &Path) -> Result<Self, ReadError> {
        let options = gix_odb::store::init::Options { alloc_limit_bytes: Some(LARGEST), ..Default::default() };
        let mut handle = gix_odb::at_opts(objects, Kind::Sha1, None, options).map_err(disk(objects))?;
        handle.set_pack_cache(|| Box::new(lru::MemoryCappedHashmap::new(CACHE)));
        handle.set_object_cache(|| Box::new(object::MemoryCappedHashmap::new(CACHE)));
        // What is missing is missing: the disk is not looked at again for each object.
        handle.refresh_never();
        Ok(Self { handle })
    }

    /// Content of an object of a kind in `buffer`; `None` where it is not there, is of another kind, or is damaged.
    pub fn find<'a>(&self, id: &ObjectId, kind: gix_object::Kind, buffer: &'a mut Vec<u8>) -> Option<&'a [u8]> {
        let found = self.handle.try_find(id, buffer).ok()??;
        (found.kind == kind).then_some(found.data)
    }

    /// Size of an object in bytes; `None` where it is not there.
    pub fn size(&self, id: &ObjectId) -> Option<u64> {
        self.handle.header(id).ok().map(|header| header.size())
    }
}
