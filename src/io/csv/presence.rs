//! Who is there, by the word in the status column: who left, who is to come.

use super::columns::Columns;
use super::field::Field;
use super::sheet::Sheet;
use super::values;
use super::words::{Meaning, Said, begins, begins_with, ends_with, meanings};
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

/// What a column of statuses answers with yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asks {
    /// Nothing.
    Nothing,
    /// Whether somebody is there.
    IsActive,
    /// Whether somebody has left.
    HasLeft,
}

/// What statuses say, each looked at once.
pub struct Statuses {
    /// What the column of a sheet answers with yes or no.
    asks: Vec<Asks>,
    /// Whether it says it in single letters: A, I, T.
    in_letters: Vec<bool>,
    /// What each status says, by what it answers.
    known: [HashMap<String, Says>; 3],
    /// The status of the row before, which often is that of the next.
    last: (usize, String, Says),
}

impl Statuses {
    /// For the columns of all sheets.
    pub fn of(sheets: &[Sheet]) -> Self {
        let asks = |columns: &Columns| {
            let header = columns.column(Field::Status).map(|at| columns.headers[at].as_str());
            let words = header.and_then(meanings).unwrap_or_default();
            if words.contains(&Meaning::Active) {
                Asks::IsActive
            } else if words.iter().any(|word| matches!(word, Meaning::Gone | Meaning::End)) {
                Asks::HasLeft
            } else {
                Asks::Nothing
            }
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
            asks: sheets.iter().map(|sheet| asks(&sheet.columns)).collect(),
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
        let asks = self.asks.get(sheet).copied().unwrap_or(Asks::Nothing);
        if self.in_letters.get(sheet) == Some(&true) {
            // Active, inactive, terminated, deceased, retired; on leave is there.
            return if ["i", "t", "d", "r"].iter().any(|word| status.eq_ignore_ascii_case(word)) {
                Says::Left
            } else {
                Says::Nothing
            };
        }
        *self.known[asks as usize].entry_ref(status).or_insert_with(|| said(status, asks))
    }
}

fn said(status: &str, asks: Asks) -> Says {
    let has_left = match asks {
        Asks::Nothing => false,
        Asks::IsActive => values::is_no(status),
        Asks::HasLeft => values::is_yes(status),
    };
    // `Voluntarily terminated`
    let ends =
        || ends_with(status, Said::Left) && !begins_with(status, Said::No) && !begins_with(status, Said::Negated);
    if has_left || begins(status, Said::Left) || ends() {
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
        for status in [
            "Voluntarily Terminated",
            "Terminated",
            "LEFT",
            "Resigned",
            "Inactive",
            "Terminated - voluntary",
            "ausgeschieden",
            "Démission",
        ] {
            assert_eq!(said(status, Asks::Nothing), Says::Left, "{status}");
        }
        for status in ["Active", "Not terminated", "On leave", "Contractor", "Yes", "No", "Leftwich"] {
            assert_eq!(said(status, Asks::Nothing), Says::Nothing, "{status}");
        }
        assert_eq!(
            (said("No", Asks::IsActive), said("False", Asks::IsActive), said("Yes", Asks::IsActive)),
            (Says::Left, Says::Left, Says::Nothing)
        );
        assert_eq!([said("Yes", Asks::HasLeft), said("N", Asks::HasLeft)], [Says::Left, Says::Nothing]);
        assert_eq!(said("Offer accepted", Asks::Nothing), Says::Future);
    }
}
