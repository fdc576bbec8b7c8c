//! Attributes that a file passes on to the one replacing it. Kept: permissions; the owner and the group where this
//! person may set them; on Linux the access list (ACL). Not kept: other extended attributes, flags of the file system,
//! and hard links, whose other names keep the old content.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Permissions, and the owner and group they apply to.
#[derive(Clone, Debug)]
pub struct Kept {
    permissions: fs::Permissions,
    #[cfg(unix)]
    owner: u32,
    #[cfg(unix)]
    group: u32,
    /// Access list in the system's own format.
    #[cfg(target_os = "linux")]
    access: Option<Vec<u8>>,
}

impl Kept {
    /// Attributes of the file at `path`; `None` if there is none. An error if it is not a file, or if this person may
    /// not write it.
    pub fn of(path: &Path) -> io::Result<Option<Self>> {
        let found = match fs::metadata(path) {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        if found.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if !found.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a file that can be replaced"));
        }
        // The folder alone decides who may replace a file, but a file that was write-protected was protected on
        // purpose.
        #[cfg(unix)]
        rustix::fs::access(path, rustix::fs::Access::WRITE_OK)?;
        if cfg!(not(unix)) && found.permissions().readonly() {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        Ok(Some(Self::new(path, &found)))
    }

    #[cfg(unix)]
    fn new(_path: &Path, found: &fs::Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self {
            permissions: found.permissions(),
            owner: found.uid(),
            group: found.gid(),
            #[cfg(target_os = "linux")]
            access: access_list(_path),
        }
    }

    #[cfg(not(unix))]
    fn new(_: &Path, found: &fs::Metadata) -> Self {
        Self { permissions: found.permissions() }
    }

    /// Applies the attributes to a new file. Nobody gains access: if the group cannot be set, its permissions shrink to
    /// those of everybody else; if the access list cannot be set, the group gets none.
    #[cfg(unix)]
    pub fn give(&self, file: &File) -> io::Result<()> {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
        let new = file.metadata()?;
        let mut mode = self.permissions.mode() & 0o777;
        if new.gid() != self.group && fchown(file, None, Some(self.group)).is_err() {
            mode &= !0o070 | ((mode & 0o007) << 3);
        }
        #[cfg(target_os = "linux")]
        if let Some(access) = &self.access {
            use rustix::fs::{XattrFlags, fsetxattr};
            match fsetxattr(file, ACCESS_LIST, access, XattrFlags::empty()) {
                Ok(()) => mode = file.metadata()?.mode() & 0o777,
                // With an access list, the group bits are the most that the list allows, not the group's own
                // permissions.
                Err(_) => mode &= !0o070,
            }
        }
        file.set_permissions(PermissionsExt::from_mode(mode))?;
        if new.uid() != self.owner {
            // Only an administrator may give a file away; for everybody else the file becomes theirs.
            let _ = fchown(file, Some(self.owner), None);
        }
        Ok(())
    }

    /// Applies the permissions to a new file.
    #[cfg(not(unix))]
    pub fn give(&self, file: &File) -> io::Result<()> {
        file.set_permissions(self.permissions.clone())
    }
}

#[cfg(target_os = "linux")]
const ACCESS_LIST: &str = "system.posix_acl_access";

/// Access list of a file; `None` if it has none or the file system does not support them.
#[cfg(target_os = "linux")]
fn access_list(path: &Path) -> Option<Vec<u8>> {
    const LONGEST: usize = 1 << 16;
    let mut list = vec![0; LONGEST];
    let len = rustix::fs::getxattr(path, ACCESS_LIST, list.as_mut_slice()).ok()?;
    list.truncate(len);
    Some(list)
}
