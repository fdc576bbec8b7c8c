//! Everybody as a table, one row a person, under headers that opening a spreadsheet knows, so that it can be opened
//! again. Columns in which nobody has anything are left out. Evidence, rights, answers and histories have no place in it.

use super::told::Data;
use crate::io::csv::write_rows;
use crate::io::xlsx::{Cells, Column, Sheet, write};
use crate::org::formula::{in_workbook, no_formula};
use crate::org::{Kind, Line, Org, PersonId, SeatSource, Unlinked};
use crate::plan::{Cell, Heading};
use crate::report::veil::seen;
use std::io::{self, Write};

/// Writes it as text with commas, behind the mark by which spreadsheets know UTF-8. No cell is taken for a formula.
pub fn csv(data: &Data, out: &mut dyn Write) -> io::Result<()> {
    let (_, mut rows) = table(data);
    for row in &mut rows {
        // A number below 0 begins like a formula and is none.
        let is_number = |cell: &str| cell.parse::<f64>().is_ok();
        *row = row.iter().map(|cell| if is_number(cell) { cell.clone() } else { no_formula(cell) }).collect();
    }
    write_rows(&rows, out)
}

/// Writes it as a workbook. No cell is a formula; the same organisation gives the same bytes.
pub fn xlsx(data: &Data, out: &mut dyn Write) -> io::Result<()> {
    let (cells, mut rows) = table(data);
    for row in &mut rows {
        *row = row.iter().map(|cell| in_workbook(cell)).collect();
    }
    let columns: Vec<Column> =
        cells.into_iter().map(|cells| Column { about: "", cells, choices: &[], width: 20 }).collect();
    write(&Sheet { name: "People", rows: &rows, columns: &columns, frozen: 2, made: data.org.head.as_of }, out)
}

/// What the cells of the columns hold, and the rows, the headers first.
fn table(data: &Data) -> (Vec<Cells>, Vec<Vec<String>>) {
    let org = &*data.org;
    let people: Vec<PersonId> = org.people().collect();
    let (mut kinds, mut columns) = (Vec::new(), Vec::new());
    let mut add = |header: &str, cells: Cells, always: bool, cell: &dyn Fn(PersonId) -> String| {
        let column: Vec<String> = people.iter().map(|&person| cell(person)).collect();
        if always || column.iter().any(|cell| !cell.is_empty()) {
            kinds.push(cells);
            columns.push((header.to_owned(), column));
        }
    };
    add("id", Cells::Text, true, &|it| org.key(it).to_owned());
    add("name", Cells::Text, true, &|it| org.name(it).to_owned());
    add("title", Cells::Text, false, &|it| org.title(it).to_owned());
    add("team", Cells::Text, false, &|it| org.team(it).to_owned());
    add("location", Cells::Text, false, &|it| org.location(it).to_owned());
    add("status", Cells::Text, false, &|it| org.status(it).to_owned());
    add("kind", Cells::Text, false, &|it| kind(org, it).to_owned());
    add("number_of_posts", Cells::Number, false, &|it| {
        org.details(it).posts.map_or(String::new(), |posts| posts.to_string())
    });
    add("manager_id", Cells::Text, true, &|it| match (org.manager(it), org.unlinked(it)) {
        (Some(above), _) => org.key(above).to_owned(),
        (None, Some(Unlinked::Unknown(named) | Unlinked::Itself(named))) => named.to_owned(),
        (None, None) => String::new(),
    });
    add("matrix_manager", Cells::Text, false, &|it| {
        let above = org.lines().above(it, Line::Dotted);
        above.into_iter().map(|above| org.key(above)).collect::<Vec<_>>().join("; ")
    });
    add("is_assistant", Cells::Text, false, &|it| {
        let is_one = !org.lines().above(it, Line::Assistant).is_empty();
        if is_one { "yes" } else { "" }.to_owned()
    });
    add("grade", Cells::Text, true, &|it| {
        let seat = org.seat(it).filter(|seat| seat.source != SeatSource::Suggested);
        seat.map_or(String::new(), |seat| org.rung(seat.rung).code.clone())
    });
    if data.options.pay {
        add("salary", Cells::Number, false, &|it| org.pay(it).written());
        add("currency", Cells::Text, false, &|it| currency(org, it));
        add("fte", Cells::Number, false, &|it| {
            let part = org.pay(it).fte;
            if part.is_finite() { part.to_string() } else { String::new() }
        });
    }
    // Days tell who somebody is to everyone with a list of the staff.
    let day = |day: Option<jiff::civil::Date>| {
        day.filter(|_| data.options.names).map_or(String::new(), |day| day.to_string())
    };
    add("start_date", Cells::Day, false, &|it| day(org.start(it)));
    add("end_date", Cells::Day, false, &|it| day(org.end(it)));
    if data.options.findings {
        let seen = seen(org, &data.judgement, true);
        let words = |heading: &Heading, person: PersonId| match seen.cell(heading, person) {
            Cell::Number(value) => value.to_string(),
            cell => seen.words(heading, &cell).into_owned(),
        };
        for (heading, cells) in [
            (Heading::Authority, Cells::Number),
            (Heading::ImpactLo, Cells::Number),
            (Heading::ImpactMid, Cells::Number),
            (Heading::Gap, Cells::Number),
            (Heading::Findings, Cells::Text),
        ] {
            add(&heading.id(), cells, false, &|it| words(&heading, it));
        }
    }
    let mut rows: Vec<Vec<String>> = vec![columns.iter().map(|(header, _)| header.clone()).collect()];
    let mut columns: Vec<_> = columns.into_iter().map(|(_, cells)| cells.into_iter()).collect();
    for _ in &people {
        rows.push(columns.iter_mut().map(|cells| cells.next().unwrap_or_default()).collect());
    }
    (kinds, rows)
}

/// What opening a spreadsheet calls somebody who is no person; nothing for a person.
fn kind(org: &Org, person: PersonId) -> &'static str {
    match org.kind(person) {
        // Several are told by their number.
        Kind::Person | Kind::Several => "",
        Kind::Vacancy => "vacancy",
        Kind::Bot => "bot",
    }
}

fn currency(org: &Org, person: PersonId) -> String {
    let pay = org.pay(person);
    if !pay.is_recorded() {
        return String::new();
    }
    match org.text(pay.currency) {
        "" => org.head.currency.clone(),
        own => own.to_owned(),
    }
}
