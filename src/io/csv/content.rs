//! What the cells of columns say against their headers: an empty column is left for one that is filled, a yes or no is no
//! day, words are no days, and numbers that are parts of one another are an outline. What is said by hand stays.

use super::columns::Columns;
use super::field::{Field, NAMES};
use super::problems::Problems;
use super::table::Table;
use super::values::{self, DateOrder};
use super::words::{Meaning, meanings};
use hashbrown::HashSet;

/// Cells that are looked at where a column of millions would say nothing else.
const LOOKED_AT: usize = 500;

/// The columns of a table as its cells say them.
pub fn correct(table: &Table, columns: &mut Columns, rows: &[u32], problems: &mut Problems) {
    let cells = |at: usize| {
        let cells = rows.iter().map(move |&row| table.cell(row as usize, at));
        cells.filter(|cell| !values::is_missing(cell)).take(LOOKED_AT)
    };
    let all = |at: usize, is: &dyn Fn(&str) -> bool| cells(at).next().is_some() && cells(at).all(is);
    if let Some(at) = own(columns, Field::End)
        && all(at, &|cell| values::is_yes(cell) || values::is_no(cell))
    {
        let has_status = columns.has(Field::Status);
        let what = format!("`{}` answers yes or no and holds no dates", columns.headers[at]);
        problems.note(what, if has_status { "Kept as it is" } else { "Read as whether the person has left" });
        columns.change(Field::End, if has_status { None } else { Some(Field::Status) });
    }
    // A code is nobody's title where another column says it in words.
    let is_code = |cell: &str| cell.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(at) = own(columns, Field::Title)
        && all(at, &is_code)
        && let Some(other) = columns.other(Field::Title)
        && !all(other, &is_code)
        && cells(other).next().is_some()
    {
        columns.set(Field::Title, other);
    }
    let is_day = |cell: &str| values::date(cell, DateOrder::DayFirst).is_some();
    if let Some(at) = own(columns, Field::Start)
        && !columns.has(Field::Grade)
        && !meanings(&columns.headers[at]).is_some_and(|words| words.contains(&Meaning::Date))
        && all(at, &|cell| !cell.bytes().any(|byte| byte.is_ascii_digit()) && !is_day(cell))
    {
        problems.note(format!("`{}` holds words and no dates", columns.headers[at]), "Read as the grade");
        columns.change(Field::Start, Some(Field::Grade));
    }
    if columns.managers.is_empty()
        && columns.others.is_empty()
        && let Some(at) = own(columns, Field::Id)
        && is_outline(cells(at))
    {
        let what = format!("The numbers in `{}` are parts of one another, as in an outline", columns.headers[at]);
        problems.note(what, "Read as the reporting lines: 1.2.3 reports to 1.2");
        columns.change(Field::Id, None);
        columns.take_outline(at);
    }
}

/// The column of a field that nobody said by hand.
fn own(columns: &Columns, field: Field) -> Option<usize> {
    columns.column(field).filter(|&at| !columns.by_hand[at])
}

/// Takes the next best column of a field whose column is empty in every row from one on. It comes before rows are judged,
/// which depends on the columns.
pub fn leave_empty(table: &Table, columns: &mut Columns, from: usize) {
    let is_empty = |at: usize| (from..table.len()).all(|row| table.cell(row, at).is_empty());
    let of_managers = |field| matches!(field, Field::Manager | Field::Chain | Field::Path | Field::Outline);
    for (field, _) in NAMES.into_iter().filter(|&(field, _)| !of_managers(field)) {
        let Some(at) = own(columns, field).filter(|&at| is_empty(at)) else { continue };
        let others = columns.said.iter().enumerate().filter_map(|(other, said)| Some((other, (*said)?)));
        let others = others.filter(|&(other, said)| {
            other != at && said.field == field && columns.fields[other].is_none() && !is_empty(other)
        });
        if let Some((other, _)) = others.min_by_key(|(_, said)| said.rank) {
            columns.set(field, other);
        }
    }
}

/// Whether cells are numbers of an outline: `1`, `1.1`, `1-2-1`, nearly each below another.
fn is_outline<'t>(cells: impl Iterator<Item = &'t str>) -> bool {
    let cells: Vec<&str> = cells.map(|cell| cell.trim_end_matches('.')).collect();
    let is_number = |cell: &&str| {
        cell.starts_with(|c: char| c.is_ascii_digit()) && cell.chars().all(|c| c.is_ascii_digit() || is_step(c))
    };
    if cells.len() < 3 || !cells.iter().all(is_number) {
        return false;
    }
    let known: HashSet<&str> = cells.iter().copied().collect();
    let above: Vec<&str> = cells.iter().filter_map(|cell| Some(cell.rsplit_once(is_step)?.0)).collect();
    let found = above.iter().filter(|above| known.contains(*above)).count();
    above.len() * 2 >= cells.len() && found * 10 >= above.len() * 9
}

/// Whether a sign stands between the numbers of an outline.
pub fn is_step(c: char) -> bool {
    matches!(c, '.' | '-')
}
