//! A pasted column of a spreadsheet: one field of many people as one edit, and the lines that could not be used.

use super::PlanError;
use crate::edit::{Edit, TextField};
use crate::org::{Org, Pay, PersonId, Seat, SeatSource};
use hashbrown::{HashMap, HashSet};
use jiff::civil::Date;

/// Field that a pasted column sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// A text.
    Text(TextField),
    /// Code of a rung.
    Rung,
    /// Id or name of the manager.
    Manager,
    /// Pay, in the person's present period and currency.
    Pay,
    /// First day.
    FirstDay,
    /// Last day.
    LastDay,
}

impl Column {
    /// Every column with its name on the screen.
    pub const ALL: [(Column, &str); 10] = [
        (Self::Text(TextField::Title), "Title"),
        (Self::Text(TextField::Team), "Team"),
        (Self::Text(TextField::Name), "Name"),
        (Self::Text(TextField::Location), "Location"),
        (Self::Text(TextField::Status), "Status"),
        (Self::Rung, "Rung"),
        (Self::Manager, "Manager"),
        (Self::Pay, "Pay"),
        (Self::FirstDay, "Start date"),
        (Self::LastDay, "End date"),
    ];
}

/// Effect of a pasted column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pasted {
    /// One edit per person, in the order of the lines.
    pub edits: Vec<Edit>,
    /// Number of lines whose value is recorded already.
    pub same: usize,
    /// Lines that cannot be used: line number from 1, and the reason.
    pub left_out: Vec<(usize, PlanError)>,
}

/// Parses a pasted text. A line with a tab holds an id or name and a value. Lines without tabs are values for `people`,
/// in order and of equal number. Linear in people and lines.
pub fn paste(org: &Org, column: Column, text: &str, people: &[PersonId]) -> Pasted {
    let mut pasted = Pasted::default();
    let lines: Vec<&str> = text.lines().map(|line| line.trim_end_matches('\r')).collect();
    let written = lines.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |last| last + 1);
    let lines = &lines[..written];
    let named = lines.iter().any(|line| line.contains('\t')) || column == Column::Manager;
    let names = if named { names(org) } else { HashMap::new() };
    let mut seen = HashSet::new();
    for (at, line) in lines.iter().enumerate() {
        let who_and_value = match line.split_once('\t') {
            Some((who, value)) => find(org, &names, who.trim()).map(|person| (person, value.trim())),
            None if line.trim().is_empty() && lines.iter().any(|line| line.contains('\t')) => continue,
            None => match people.get(at) {
                Some(&person) if lines.len() == people.len() => Ok((person, line.trim())),
                _ => Err(PlanError::Nameless { lines: lines.len(), people: people.len() }),
            },
        };
        let edit = who_and_value.and_then(|(person, value)| {
            if !seen.insert(person) {
                return Err(PlanError::Earlier(org.label(person).to_owned()));
            }
            edit(org, column, person, value, &names)
        });
        match edit {
            Ok(Some(edit)) => pasted.edits.push(edit),
            Ok(None) => pasted.same += 1,
            Err(why) => pasted.left_out.push((at + 1, why)),
        }
    }
    pasted
}

/// People by name; `None` for a name that several have.
fn names(org: &Org) -> HashMap<&str, Option<PersonId>> {
    let mut names = HashMap::with_capacity(org.len());
    for person in org.people().filter(|&person| !org.name(person).is_empty()) {
        names.entry(org.name(person)).and_modify(|one| *one = None).or_insert(Some(person));
    }
    names
}

fn find(org: &Org, names: &HashMap<&str, Option<PersonId>>, who: &str) -> Result<PersonId, PlanError> {
    if let Some(person) = org.find(who).filter(|&person| org.has(person)) {
        return Ok(person);
    }
    match names.get(who) {
        Some(Some(person)) => Ok(*person),
        Some(None) => Err(PlanError::Several(who.to_owned())),
        None => Err(PlanError::Nobody(who.to_owned())),
    }
}

/// Edit of one person; `None` when the value is recorded already.
fn edit(
    org: &Org,
    column: Column,
    person: PersonId,
    value: &str,
    names: &HashMap<&str, Option<PersonId>>,
) -> Result<Option<Edit>, PlanError> {
    let day = |value: &str| match value {
        "" => Ok(None),
        value => value.parse::<Date>().map(Some).map_err(|_| PlanError::Day(value.to_owned())),
    };
    let (start, end) = (org.start(person), org.end(person));
    let (edit, is_same) = match column {
        Column::Text(field) => {
            (Edit::SetText { person, field, text: value.to_owned() }, org.text_field(person, field) == value)
        }
        Column::Rung => {
            let seat = match value {
                "" => None,
                code => {
                    let rung = org.find_rung("", code).ok_or_else(|| PlanError::NoRung(code.to_owned()))?;
                    Some(Seat { rung, source: SeatSource::Given })
                }
            };
            let is_same = seat.map(|seat| seat.rung) == org.seat(person).map(|seat| seat.rung);
            (Edit::MoveToSeat { person, seat }, is_same)
        }
        Column::Manager => {
            let manager = if value.is_empty() { None } else { Some(find(org, names, value)?) };
            (Edit::SetManager { person, manager }, org.manager(person) == manager)
        }
        Column::Pay => {
            let before = org.pay(person);
            let amount = amount(value)?;
            let pay = amount.map_or(Pay::NONE, |amount| Pay { low: amount, high: amount, ..before });
            (Edit::SetPay { person, pay, currency: org.text(before.currency).to_owned() }, pay == before)
        }
        Column::FirstDay => {
            let day = day(value)?;
            (Edit::SetDates { person, start: day, end }, day == start)
        }
        Column::LastDay => {
            let day = day(value)?;
            (Edit::SetDates { person, start, end: day }, day == end)
        }
    };
    Ok((!is_same).then_some(edit))
}

/// Parses an amount, with or without thousands separators; `None` for an empty cell.
fn amount(value: &str) -> Result<Option<f64>, PlanError> {
    let digits: String = value.chars().filter(|c| !c.is_whitespace() && ![',', '\'', '’'].contains(c)).collect();
    if digits.is_empty() {
        return Ok(None);
    }
    let amount = digits.parse().ok().filter(|amount: &f64| amount.is_finite() && *amount >= 0.0);
    amount.map(Some).ok_or_else(|| PlanError::Pay(value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::org::{Builder, Head, Ladder, Row, Rung, Track, TrackKind};

    fn org() -> Org {
        let mut head = Head::new("Test", jiff::civil::date(2026, 9, 30));
        let entries = ["IC1", "IC2"].map(|code| Rung::named(code, "")).to_vec();
        head.ladders.push(Ladder {
            tracks: vec![Track { kind: TrackKind::Ic, name: String::new(), entries }],
            ..Ladder::default()
        });
        let mut builder = Builder::new(head);
        for (key, name, manager) in [("a", "Ana", ""), ("b", "Bo", "a"), ("c", "Cy", "a"), ("d", "Cy", "a")] {
            builder.add(&Row { key, name, manager, ..Row::default() });
        }
        builder.finish().0
    }

    /// Pastes a text for the people b and c; checks the number of edits, of values recorded already, and the lines left
    /// out.
    fn check(column: Column, text: &str, edits: usize, same: usize, left_out: &[(usize, &str)]) -> Org {
        let mut org = org();
        let people = ["b", "c"].map(|key| org.find(key).expect("somebody"));
        let pasted = paste(&org, column, text, &people);
        let found: Vec<(usize, String)> = pasted.left_out.iter().map(|(at, why)| (*at, why.to_string())).collect();
        let found: Vec<(usize, &str)> = found.iter().map(|(at, why)| (*at, why.as_str())).collect();
        assert_eq!((pasted.edits.len(), pasted.same, found.as_slice()), (edits, same, left_out));
        Edit::All(pasted.edits).apply(&mut org).expect("what is read applies");
        org
    }

    #[test]
    fn a_column_goes_to_who_is_selected_in_their_order() {
        let org = check(Column::Text(TextField::Title), "Chemist\r\nFitter\n\n", 2, 0, &[]);
        let titles: Vec<&str> = org.people().map(|person| org.title(person)).collect();
        assert_eq!(titles, ["", "Chemist", "Fitter", ""]);
        let why = "it names no one, and 1 line cannot be assigned to 2 selected people: use two columns, with an id \
                   or name in the first";
        check(Column::Text(TextField::Title), "Chemist", 0, 0, &[(1, why)]);
    }

    #[test]
    fn two_columns_say_who_by_id_or_by_a_name_that_one_has() {
        let org = check(
            Column::Pay,
            "Id\tPay\na\t240,000\nBo\t\nCy\t1\nd\tmuch\na\t1",
            1,
            1,
            &[
                (1, "no one has the id or name `Id`"),
                (4, "several people are called `Cy`: write the id"),
                (5, "`much` is not an amount: write it without a currency, as 240,000"),
                (6, "`Ana` is already in an earlier line"),
            ],
        );
        assert_eq!(org.pay(PersonId(0)).low, 240_000.0);
    }

    #[test]
    fn rungs_managers_and_days_are_read() {
        check(Column::Rung, "IC2\nIC9", 1, 0, &[(2, "no ladder has a rung `IC9`")]);
        let org = check(Column::Manager, "d\tBo\nc\ta", 1, 1, &[]);
        assert_eq!(org.manager(PersonId(3)), Some(PersonId(1)));
        check(Column::FirstDay, "2026-01-31\n31.1.2026", 1, 0, &[(2, "`31.1.2026` is not a date: write 2026-09-30")]);
    }
}
