//! The sheet by which evidence is collected, stored as CSV or as an Excel workbook. What stands in it is known by
//! `plan`, how it is stored by `io`; pay is not in it.

use crate::io::csv::write_rows;
use crate::io::xlsx::{Cells, Column, Sheet, write};
use crate::org::formula::{as_meant, no_formula};
use crate::org::{Org, PersonId};
use crate::plan::evidence_sheet::{Holds, columns, sheet};
use crate::plan::without_pay;
use std::io::{self, Write};
use std::path::Path;

/// Columns on the left that say who a row is about.
const WHO: u16 = 2;

/// How a sheet is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetFormat {
    /// Text with commas.
    Csv,
    /// An Excel workbook.
    Xlsx,
}

impl SheetFormat {
    /// By the ending of a name: a workbook where it is `.xlsx`, else text.
    pub fn of(path: &Path) -> Self {
        let is_workbook = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
        if is_workbook { Self::Xlsx } else { Self::Csv }
    }
}

/// Writes the sheet of some people, with the reason for each. No cell is taken for a formula, and the same
/// organisation gives the same bytes. An error where the workbook cannot hold it, or `out` refuses.
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
        // A cell of a workbook says itself that it is text. The mark is put where reading would take one away.
        SheetFormat::Xlsx if as_meant(cell) != cell => format!("'{cell}"),
        SheetFormat::Xlsx => cell.clone(),
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
