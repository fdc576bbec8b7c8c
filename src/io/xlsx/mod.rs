//! Excel workbooks: one sheet read as cells of text, and a sheet written to be filled in. What the cells mean is not
//! known here.

mod read;
mod size;
mod text;
mod write;

pub use write::{Cells, Column, Sheet, write};

pub(super) use read::{Grid, Workbook};

/// What a file of another program is by its first bytes, where a workbook would begin the same way.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    is_zip(bytes) || bytes.starts_with(b"\xd0\xcf\x11\xe0")
}

fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}
