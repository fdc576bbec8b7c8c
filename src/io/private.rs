//! Folders and files of the program's own that nobody else may read: they name files, people and pay.

use std::fs::{self, DirBuilder, File};
use std::io;
use std::path::Path;

/// Creates a folder for its owner alone, or closes an existing one to everybody else.
pub fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    close(folder, 0o700)
}

/// Creates an empty file for its owner alone, or closes an existing one to everybody else.
pub fn make_file_private(file: &Path) -> io::Result<()> {
    let mut options = File::options();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?;
    close(file, 0o600)
}

#[cfg(unix)]
fn close(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    // It may have existed before, open to others.
    match fs::metadata(path)?.permissions().mode() & 0o077 {
        0 => Ok(()),
        _ => fs::set_permissions(path, PermissionsExt::from_mode(mode)),
    }
}

/// On other systems a folder in a profile is its owner's already.
#[cfg(not(unix))]
fn close(path: &Path, _mode: u32) -> io::Result<()> {
    fs::metadata(path).map(drop)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn nobody_else_reads_what_was_open_before_or_is_new() {
        let folder = tempfile::tempdir().expect("a folder");
        let (old, new) = (folder.path().join("old"), folder.path().join("new").join("deep"));
        fs::create_dir(&old).expect("created");
        fs::write(old.join("app.ron"), "kept").expect("written");
        for (path, mode) in [(&old, 0o755), (&old.join("app.ron"), 0o644)] {
            fs::set_permissions(path, PermissionsExt::from_mode(mode)).expect("ours");
        }
        for folder in [&old, &new] {
            make_private(folder).expect("made");
            make_file_private(&folder.join("app.ron")).expect("made");
            let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
            assert_eq!((mode(folder), mode(&folder.join("app.ron"))), (0o700, 0o600), "{}", folder.display());
        }
        assert_eq!(fs::read_to_string(old.join("app.ron")).expect("text"), "kept");
    }
}
