//! Writes a sheet to be filled in as an Excel workbook: a header that stays in view, cells of the right type, lists to
//! choose from, and a second sheet with instructions. The same sheet gives the same bytes.

use jiff::civil::Date;
use rust_xlsxwriter::utility::row_col_to_cell_absolute;
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Formula, Note, Workbook, Worksheet, XlsxError,
};
use std::io::{self, Write};

/// Name of the sheet with the instructions.
const HOW_TO: &str = "How to fill in";

/// Type of the cells of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cells {
    /// Text, which stays as typed.
    Text,
    /// Numbers, or text if it is not a number.
    Number,
    /// Days, or text if it is not a day.
    Day,
}

/// Column of a sheet.
#[derive(Clone, Debug)]
pub struct Column<'a> {
    /// What belongs in it, for whoever fills it in; empty where nobody does.
    pub about: &'a str,
    /// Type of its cells.
    pub cells: Cells,
    /// All permitted values; empty to permit any text.
    pub choices: &'a [String],
    /// Width in characters.
    pub width: u8,
}

/// Sheet to be filled in.
#[derive(Clone, Debug)]
pub struct Sheet<'a> {
    /// Name of the sheet.
    pub name: &'a str,
    /// Rows of text, the headers first.
    pub rows: &'a [Vec<String>],
    /// One column for each header.
    pub columns: &'a [Column<'a>],
    /// Number of columns on the left that stay in view.
    pub frozen: u16,
    /// Date of the file, stored as its date of creation.
    pub made: Date,
}

/// Writes the workbook. No text becomes a formula. An error if there are more rows, or a longer text, than a sheet can
/// hold.
pub fn write(sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    let bytes = workbook(sheet).map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, words(&error)))?;
    out.write_all(&bytes)
}

fn words(error: &XlsxError) -> String {
    let (what, instead) = match error {
        XlsxError::RowColumnLimitError => ("an Excel sheet has at most 1,048,576 rows", true),
        XlsxError::MaxStringLengthExceeded => ("an Excel cell holds at most 32,767 characters", true),
        _ => ("", false),
    };
    if instead { format!("{what}: save it as .csv") } else { error.to_string() }
}

fn workbook(sheet: &Sheet) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (year, month, day) = (sheet.made.year(), sheet.made.month() as u8, sheet.made.day() as u8);
    let made = u16::try_from(year).ok().and_then(|year| ExcelDateTime::from_ymd(year, month, day).ok());
    let made = made.map_or_else(|| ExcelDateTime::from_ymd(1980, 1, 1), Ok)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let bold = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    filled(book.add_worksheet(), sheet, &bold)?;
    if sheet.columns.iter().any(|column| !column.about.is_empty()) {
        how_to(book.add_worksheet(), sheet, &bold)?;
    }
    book.save_to_buffer()
}

/// Fills in the sheet itself.
fn filled(page: &mut Worksheet, sheet: &Sheet, bold: &Format) -> Result<(), XlsxError> {
    page.set_name(sheet.name)?.set_freeze_panes(1, sheet.frozen)?;
    let last = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX).saturating_sub(1);
    let formats: Vec<Format> = sheet.columns.iter().map(|column| format(column.cells)).collect();
    for ((at, column), format) in (0..).zip(sheet.columns).zip(&formats) {
        page.set_column_width(at, f64::from(column.width))?.set_column_format(at, format)?;
        if !column.about.is_empty() {
            page.insert_note(0, at, &Note::new(column.about).add_author_prefix(false))?;
        }
        if !column.choices.is_empty() && last > 0 {
            // Counted from the row of the instructions sheet that holds the choices.
            let (row, end) = (u32::from(at) + 1, CHOICES + column.choices.len() as u16 - 1);
            let (from, to) = (row_col_to_cell_absolute(row, CHOICES), row_col_to_cell_absolute(row, end));
            let list = DataValidation::new()
                .allow_list_formula(Formula::new(format!("='{HOW_TO}'!{from}:{to}")))
                .set_error_title("Not in the list")?
                .set_error_message("Choose from the list, or leave the cell empty")?;
            page.add_data_validation(1, at, last, at, &list)?;
        }
    }
    for (row, cells) in (0..).zip(sheet.rows) {
        for ((at, text), (column, format)) in (0..).zip(cells).zip(sheet.columns.iter().zip(&formats)) {
            match column.cells {
                _ if row == 0 => page.write_string_with_format(row, at, text, bold)?,
                _ if text.is_empty() => page,
                Cells::Number if is_number(text) => {
                    page.write_number_with_format(row, at, text.parse().unwrap_or(0.0), format)?
                }
                Cells::Day => match day(text) {
                    Some(day) => page.write_datetime_with_format(row, at, &day, format)?,
                    None => page.write_string_with_format(row, at, text, format)?,
                },
                Cells::Text | Cells::Number => page.write_string_with_format(row, at, text, format)?,
            };
        }
    }
    Ok(())
}

fn format(cells: Cells) -> Format {
    match cells {
        // Text stays as it is typed: Excel would turn 2026-03 into a day.
        Cells::Text => Format::new().set_num_format("@"),
        Cells::Number => Format::new(),
        Cells::Day => Format::new().set_num_format("yyyy-mm-dd"),
    }
}

/// True for a number that a cell returns unchanged.
fn is_number(text: &str) -> bool {
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
    number.is_some_and(|number| super::text::as_shown(number).to_string() == text)
}

/// Day that a cell returns unchanged; `None` up to 1900, where Excel has no days or wrong ones.
fn day(text: &str) -> Option<ExcelDateTime> {
    let day: Date = text.parse().ok()?;
    let year = u16::try_from(day.year()).ok().filter(|year| *year > 1900)?;
    (day.to_string() == text).then(|| ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8).ok())?
}

/// First column of choices on the instructions sheet.
const CHOICES: u16 = 2;

/// Fills in the instructions: one row per column, followed by its choices.
fn how_to(page: &mut Worksheet, sheet: &Sheet, bold: &Format) -> Result<(), XlsxError> {
    page.set_name(HOW_TO)?.set_freeze_panes(1, 0)?;
    page.set_column_width(0, 18.0)?.set_column_width(1, 72.0)?;
    for (at, head) in (0..).zip(["Column", "Content", "Allowed values"]) {
        page.write_string_with_format(0, at, head, bold)?;
    }
    let headers = sheet.rows.first().map_or(&[][..], Vec::as_slice);
    for (row, (header, column)) in (1..).zip(headers.iter().zip(sheet.columns)) {
        page.write_string(row, 0, header)?.write_string(row, 1, column.about)?;
        for (at, choice) in (CHOICES..).zip(column.choices) {
            page.write_string(row, at, choice)?;
        }
    }
    Ok(())
}
