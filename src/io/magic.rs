//! The first bytes by which files of other programs are told.

use super::OpenError;
use super::error::refuse;

/// What the first bytes of files of other programs say.
pub(super) fn known(bytes: &[u8]) -> Result<(), OpenError> {
    for (magic, what) in [
        (&b"PK\x03\x04"[..], "a packed Excel workbook or another zip file"),
        (b"\xd0\xcf\x11\xe0", "an old Excel or Word file"),
        (b"%PDF", "a PDF"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"SQLite format 3", "a database"),
        (b"PAR1", "a Parquet file"),
        (b"{\\rtf", "a text in rich format"),
    ] {
        if bytes.starts_with(magic) {
            return refuse(&format!("This looks like {what}"), "", "Save it as CSV in the program that wrote it");
        }
    }
    Ok(())
}

/// What a file of another program is by its first bytes, where a workbook would begin the same way.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    is_zip(bytes) || bytes.starts_with(b"\xd0\xcf\x11\xe0")
}

/// Whether bytes begin as those of anything packed do.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}
