//! Workbooks of Excel and OpenDocument: one sheet read as cells of text, and a sheet written to be filled in. What the
//! cells mean is not known here.

mod ods;
mod read;
mod size;
mod text;
mod write;

pub use write::{Cells, Column, Sheet, write};

pub(super) use read::Workbook;
