//! Workbooks of Excel and OpenDocument: reads a sheet as cells of text, and writes a sheet to be filled in. The cells
//! are interpreted in `csv`.

mod ods;
mod read;
mod size;
mod styles;
mod text;
mod write;

pub use write::{Cells, Column, Sheet, write};

pub(super) use read::Workbook;
