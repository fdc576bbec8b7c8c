//! The sheet for collecting evidence, stored as CSV or as an Excel workbook. Its content is up to `plan`, its storage
//! up to `io`; it never contains pay.

use crate::io::csv::write_rows;
use crate::io::xlsx::{Cells, Column, Sheet, write};
use crate::org::formula::{in_workbook, no_formula};
use crate::org::{Org, PersonId};
use crate::plan::evidence_sheet::{Holds, columns, sheet};
use crate::plan::without_pay;
use std::io::{self, Write};
use std::path::Path;

/// Number of columns on the left that identify the person in a row.
const WHO: u16 = 2;

/// File format of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetFormat {
    /// Comma-separated text.
    Csv,
    /// Excel workbook.
    Xlsx,
}

impl SheetFormat {
    /// Format for a file name: a workbook for `.xlsx`, text for everything else.
    pub fn of(path: &Path) -> Self {
        let is_workbook = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
        if is_workbook { Self::Xlsx } else { Self::Csv }
    }
}

/// Writes the sheet for some people, with the reason for each. No cell can be taken for a formula, and the same
/// organisation gives the same bytes. Fails if the workbook cannot hold the sheet or `out` fails.
pub fn evidence_sheet(
    org: &Org,
    people: &[(PersonId, String)],
    format: SheetFormat,
    out: &mut dyn Write,
) -> io::Result<()> {
    let people: Vec<(PersonId, String)> = people.iter().map(|(person, why)| (*person, without_pay(why))).collect();
    let mut rows = sheet(org, &people);
    let store = |cell: &String| match format {
        SheetFormat::Csv => no_formula(cell),
        SheetFormat::Xlsx => in_workbook(cell),
    };
    for row in &mut rows {
        *row = row.iter().map(store).collect();
    }
    if format == SheetFormat::Csv {
        return write_rows(&rows, out);
    }
    let columns = columns(org);
    let columns: Vec<Column> = columns
        .iter()
        .map(|column| Column {
            about: &column.about,
            cells: match column.holds {
                Holds::Words => Cells::Text,
                Holds::Amounts => Cells::Number,
                Holds::Days => Cells::Day,
            },
            choices: &column.choices,
            width: column.width,
        })
        .collect();
    write(&Sheet { name: "Evidence", rows: &rows, columns: &columns, frozen: WHO, made: org.head.as_of }, out)
}
