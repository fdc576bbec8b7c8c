//! First bytes by which files of other programs are recognised.

use super::OpenError;
use super::error::refuse;
use super::sealed::is_sealed;

/// Refuses files of other programs by their first bytes, with what they are.
pub(super) fn known(bytes: &[u8]) -> Result<(), OpenError> {
    if bytes.starts_with(b"-----BEGIN AGE ENCRYPTED FILE-----") {
        return refuse("This is a sealed file in text form", "", "Decrypt it with age, and open the result");
    }
    if is_sealed(bytes) {
        return refuse("The file is sealed twice", "", "Decrypt it once with age, and open the result");
    }
    for (magic, what) in [
        (&b"PK\x03\x04"[..], "a compressed Excel workbook or another zip file"),
        (b"\xd0\xcf\x11\xe0", "an old Excel or Word file"),
        (b"%PDF", "a PDF"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"SQLite format 3", "a database"),
        (b"PAR1", "a Parquet file"),
        (b"{\\rtf", "a rich-text document"),
    ] {
        if bytes.starts_with(magic) {
            return refuse(&format!("This looks like {what}"), "", "Save it as CSV in the original program");
        }
    }
    Ok(())
}

/// True if bytes begin as a workbook does, packed or of Excel 97.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    is_zip(bytes) || bytes.starts_with(b"\xd0\xcf\x11\xe0")
}

/// True if bytes begin as a zip archive does, and so as most workbooks.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}
