//! Who is there, by the word in the status column: who left, who is to come.

use super::columns::Columns;
use super::field::Field;
use super::sheet::Sheet;
use super::values;
use super::words::{Meaning, Said, begins, meanings};
use hashbrown::HashMap;

/// What a status says of who is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// Gone.
    Left,
    /// Not there yet.
    Future,
    /// There, or nothing about it.
    Nothing,
}

/// What statuses say, each looked at once.
pub struct Statuses {
    /// Whether the column of a sheet says yes or no to being active.
    is_active: Vec<bool>,
    /// Whether it says it in single letters: A, I, T.
    in_letters: Vec<bool>,
    /// What each status says, by whether it answers to being active.
    known: [HashMap<String, Says>; 2],
    /// The status of the row before, which often is that of the next.
    last: (usize, String, Says),
}

impl Statuses {
    /// For the columns of all sheets.
    pub fn of(sheets: &[Sheet]) -> Self {
        let is_active = |columns: &Columns| {
            let header = columns.column(Field::Status).map(|at| columns.headers[at].as_str());
            header.and_then(meanings).is_some_and(|words| words.contains(&Meaning::Active))
        };
        let in_letters = |sheet: &Sheet| {
            let Some(column) = sheet.columns.column(Field::Status) else { return false };
            let cells =
                sheet.rows.iter().map(|&row| sheet.table.cell(row as usize, column)).filter(|cell| !cell.is_empty());
            let (mut active, mut all) = (0usize, 0usize);
            for cell in cells {
                if cell.len() != 1 {
                    return false;
                }
                all += 1;
                active += usize::from(cell.eq_ignore_ascii_case("a"));
            }
            active > 0 && active * 2 >= all
        };
        Self {
            is_active: sheets.iter().map(|sheet| is_active(&sheet.columns)).collect(),
            in_letters: sheets.iter().map(in_letters).collect(),
            known: Default::default(),
            last: (0, String::new(), Says::Nothing),
        }
    }

    /// What a status of a sheet says.
    pub fn says(&mut self, sheet: usize, status: &str) -> Says {
        if status.is_empty() {
            return Says::Nothing;
        }
        if (self.last.0, self.last.1.as_str()) == (sheet, status) {
            return self.last.2;
        }
        let says = self.look_up(sheet, status);
        self.last.0 = sheet;
        self.last.1.clear();
        self.last.1.push_str(status);
        self.last.2 = says;
        says
    }

    fn look_up(&mut self, sheet: usize, status: &str) -> Says {
        let is_active = self.is_active.get(sheet).copied().unwrap_or(false);
        if self.in_letters.get(sheet) == Some(&true) {
            // Active, inactive, terminated, deceased, retired; on leave is there.
            return if ["i", "t", "d", "r"].iter().any(|word| status.eq_ignore_ascii_case(word)) {
                Says::Left
            } else {
                Says::Nothing
            };
        }
        *self.known[usize::from(is_active)].entry_ref(status).or_insert_with(|| said(status, is_active))
    }
}

fn said(status: &str, is_active: bool) -> Says {
    if (is_active && values::is_no(status)) || begins(status, Said::Left) {
        Says::Left
    } else if begins(status, Said::Future) {
        Says::Future
    } else {
        Says::Nothing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_say_who_is_there() {
        for status in
            ["Terminated", "LEFT", "Resigned", "Inactive", "Terminated - voluntary", "ausgeschieden", "Démission"]
        {
            assert_eq!(said(status, false), Says::Left, "{status}");
        }
        for status in ["Active", "On leave", "Contractor", "Yes", "No", "Leftwich"] {
            assert_eq!(said(status, false), Says::Nothing, "{status}");
        }
        assert_eq!((said("No", true), said("False", true), said("Yes", true)), (Says::Left, Says::Left, Says::Nothing));
        assert_eq!(said("Offer accepted", false), Says::Future);
    }
}
