//! A picture on its way to a printer: a PDF that only its owner can read, which the desktop's program for PDFs prints. The
//! print dialog of a desktop is not used: each system has another one, that of Linux is a portal that few desktops have,
//! and none shows the preview that a program for PDFs does.

use crate::io::Progress;
use crate::org::Org;
use crate::report::output::{Output, save_watched};
use crate::report::{OutputError, PictureOptions};
use std::path::PathBuf;
use tempfile::{Builder, TempDir};

/// A PDF for printing; dropped, it is gone.
pub struct Printed {
    /// The file.
    pub path: PathBuf,
    /// What is to be known of it.
    pub remark: String,
    _folder: TempDir,
}

impl Printed {
    /// Writes a PDF of this name in a new folder for temporary files.
    pub fn of(org: &Org, options: PictureOptions, name: &str, progress: &Progress) -> Result<Self, OutputError> {
        let mut builder = Builder::new();
        builder.prefix("twintrack-print-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(std::fs::Permissions::from_mode(0o700));
        }
        let folder = builder.tempdir().map_err(OutputError::Write)?;
        let path = folder.path().join(name);
        let remark = save_watched(org, &Output::Picture(options), &path, progress)?;
        Ok(Self { path, remark, _folder: folder })
    }
}
