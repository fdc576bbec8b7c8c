//! Why a spreadsheet, as text or as a workbook, is not read, and what to do about it. Which file it is, is known by the
//! caller.

use crate::io::limits::{Limits, UNPACKS};
use std::fmt;

/// Why a spreadsheet is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableError {
    /// Nothing is in the file.
    Empty,
    /// The file packed with gzip cannot be unpacked.
    Packed(String),
    /// More text than can be addressed.
    TooLarge,
    /// A workbook inside a packed file.
    PackedWorkbook,
    /// The text of another program, not rows and columns.
    NoTable,
    /// No line names the columns; the first line.
    NoHeader(String),
    /// A column that was named by hand is not there; those that are.
    NoColumn(String, String),
    /// No column that holds people; those that there are.
    NoPeople(String),
    /// A header alone.
    NoRows,
    /// More grades than people can be on.
    Grades {
        /// How many different ones.
        names: usize,
        /// How many people have one.
        people: usize,
    },
    /// A workbook without a sheet of cells.
    NoSheet,
    /// A workbook with nothing in its sheets.
    NothingInIt,
    /// A file of another program: what it looks like.
    Other(&'static str),
    /// A file that begins as a workbook and is damaged: how, in words of this program.
    Damaged(String),
    /// A workbook that the reader does not take.
    Unreadable,
    /// A locked workbook.
    Locked,
    /// A workbook that unpacks to more than so many MiB.
    Unpacks(u64),
    /// More cells or text than a sheet of people has.
    TooMany,
    /// So many cells that are laid out as more than so many.
    Sprawls(u64, u64),
    /// A cell where no workbook can have one.
    Beyond,
    /// An organisation file among spreadsheets.
    Native,
    /// A table with more rows than so many.
    Rows(usize),
    /// A text of a format that nests deeper than so many times.
    Nested(&'static str, usize),
    /// A text of a format that is read, and cannot be: which format, and what its reader says.
    Broken(&'static str, String),
}

impl TableError {
    /// Stable word for what could be chosen or allowed to mend it; empty where nothing can.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NoHeader(_) => "no-header",
            Self::NoPeople(_) => "no-people",
            Self::NoColumn(..) => "no-column",
            Self::Rows(_) => "too-many-rows",
            Self::Nested(_, deepest) if *deepest != Limits::JSON => "too-deep",
            Self::Unpacks(_) => UNPACKS,
            _ => "",
        }
    }

    /// What to do next.
    pub fn hint(&self) -> String {
        match self {
            Self::Empty | Self::NoRows => "Export it again including its rows",
            Self::Packed(_) => "Copy or download it again",
            Self::TooLarge | Self::Rows(_) => "Split it by department and import the parts together",
            Self::PackedWorkbook => "Unpack it and open the workbook",
            Self::NoTable => "Export the people as a spreadsheet (CSV) from the original program",
            Self::Broken(..) | Self::Nested(..) => "Export it again, or export the people as a spreadsheet (CSV)",
            Self::NoHeader(_) => {
                "Add a first line with column names, such as `id,name,title,manager`, or choose the header line"
            }
            Self::NoColumn(_, columns) => return format!("The columns are {columns}"),
            Self::NoPeople(_) => "Choose the columns with names, ids and managers",
            Self::Grades { .. } => "Seats are suggested from titles instead; the grades are kept as text",
            Self::Native => "Open it on its own",
            Self::NoSheet | Self::NothingInIt => "Choose another file",
            Self::Other(_) => "Save it as .xlsx or CSV in the original program",
            Self::Damaged(_) => "Use another copy, or save it again",
            Self::Unreadable | Self::Beyond => {
                "Open and save it again in the original program, or save the sheet as CSV"
            }
            Self::Locked => "Save it without a password, or as CSV",
            Self::Sprawls(..) => "Delete the empty rows and columns around the people, or save the sheet as CSV",
            Self::Unpacks(_) | Self::TooMany => "Save the sheet with the people as CSV",
        }
        .to_owned()
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "The file is empty"),
            Self::Packed(error) => write!(f, "The compressed file is damaged: {error}"),
            Self::TooLarge => write!(f, "The file is larger than 3 GiB"),
            Self::PackedWorkbook => write!(f, "This is a compressed workbook, not a text file"),
            Self::NoTable => write!(f, "No people could be found in this file"),
            Self::Broken(what, error) => write!(f, "This looks like {what} and is damaged: {error}"),
            Self::Rows(most) => write!(f, "The table has more than {} rows", thousands(*most)),
            Self::Nested(what, deepest) => {
                write!(f, "This looks like {what}, and its values nest deeper than {deepest} times")
            }
            Self::Native => write!(f, "This is an organisation file, not a spreadsheet"),
            Self::NoHeader(first) => write!(f, "There is no line with column names; the first line is {first}"),
            Self::NoColumn(missing, _) => write!(f, "There is no column `{missing}`"),
            Self::NoPeople(columns) => write!(f, "No people could be found in this table; its columns are {columns}"),
            Self::NoRows => write!(f, "There is a header but no rows below it"),
            Self::Grades { names, people } => {
                write!(f, "{names} grades for {people} people are too many to form a ladder")
            }
            Self::NoSheet => write!(f, "The workbook has no sheet with content"),
            Self::NothingInIt => write!(f, "The workbook is empty"),
            Self::Other(what) => f.write_str(what),
            Self::Damaged(error) => write!(f, "This looks like a workbook, but it is damaged: {error}"),
            Self::Unreadable => write!(f, "Could not read the workbook because it is damaged"),
            Self::Locked => write!(f, "The workbook is protected with a password"),
            Self::Unpacks(mib) => {
                write!(f, "The compressed file contains more than {mib} MiB, which looks like an error")
            }
            Self::TooMany => {
                write!(f, "The sheet has more than 64 million cells or 1 GiB of text, which looks like an error")
            }
            Self::Sprawls(stated, most) => {
                let (stated, most) = (thousands(*stated as usize), thousands(*most as usize));
                write!(f, "The sheet has {stated} filled cells but spans more than {most}, which looks like an error")
            }
            Self::Beyond => {
                write!(f, "A cell of the sheet lies beyond the last row or column that a workbook can have")
            }
        }
    }
}

/// A number with commas between its thousands.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let parts: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|part| std::str::from_utf8(part).ok()).collect();
    parts.join(",")
}

/// A number of things: `1 line`, `1,200 lines`.
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", thousands(number), if number == 1 { one } else { many })
}

impl std::error::Error for TableError {}
