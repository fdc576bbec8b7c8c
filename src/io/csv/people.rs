//! Rows to people: everything that a row says goes into the model, and what has no place there is kept as a
//! field that this program does not know.

use super::cells::{Kept, Reader};
use super::columns::Field;
use super::link::{Links, Up};
use super::report::{ImportReport, Problems};
use super::seats::Seats;
use super::sheet::Sheets;
use super::values::{self, Vacancy};
use crate::io::{OpenError, Progress};
use crate::org::{Builder, Details, Head, Kind, Line, Org, PersonId, Rare, Row, SeatSource, Unlinked};
use hashbrown::HashMap;

/// Builds the organisation. Every row becomes one person, in order, so row numbers are handles.
pub fn build(
    sheets: &Sheets,
    mut links: Links,
    seats: &Seats,
    mut head: Head,
    report: &mut ImportReport,
    problems: &mut Problems,
    progress: &Progress,
) -> Result<Org, OpenError> {
    head.currency = reporting_currency(sheets);
    head.ladders.extend(seats.ladder.clone());
    let as_of = head.as_of;
    let reader = Reader::new(sheets, head.currency.clone(), problems);
    let mut builder = Builder::new(head);
    builder.take_keys(std::mem::take(&mut links.keys));
    builder.reserve(sheets.len());
    let yesterday = as_of.yesterday().ok();
    let mut other_currency: HashMap<String, usize> = HashMap::new();
    let mut lost = links.lost_dotted.clone();
    lost.sort_unstable();
    for row in 0..sheets.len() {
        if row % 4096 == 0 {
            progress.advance((2 * sheets.len() + row) as u64)?;
        }
        let (line, mut kept) = (sheets.line(row), Kept::default());
        let name = sheets.name(row);
        let vacancy = values::vacancy(&name);
        let several = reader.posts(row, &mut kept, problems);
        let kind = reader.kind(row, vacancy, several, &mut kept);
        let (seat, says_no_more) = if kind == Kind::Bot { (None, false) } else { seats.seat(sheets, row) };
        if !says_no_more {
            kept.keep(Field::Grade);
        }
        let (pay, currency) = reader.pay(row, kind, &mut kept, problems);
        let start = reader.date(row, Field::Start, &mut kept, problems);
        let mut end = reader.date(row, Field::End, &mut kept, problems);
        let mut status = sheets.text(row, Field::Status);
        if vacancy == Some(Vacancy::Eliminated) && kind == Kind::Vacancy {
            if !status.is_empty() {
                kept.keep(Field::Status);
            }
            status = "Eliminated";
            end = end.or(yesterday);
            problems.row("eliminated", line, "This post was given up", "", "Kept, and left out of the picture");
        }
        let is_name = !values::is_missing(&name) && vacancy.is_none();
        if vacancy.is_some() && name.trim_matches(['\'', ' ']).contains(' ') {
            kept.keep(Field::Name);
        }
        if sheets.sheet(row).columns.has(Field::Name)
            && sheets.sheet(row).columns.has(Field::FirstName)
            && !sheets.text(row, Field::Name).is_empty()
        {
            kept.keep(Field::FirstName);
            kept.keep(Field::LastName);
        }
        if lost.binary_search(&(row as u32)).is_ok() {
            kept.keep(Field::SecondManager);
        }
        match seat.map(|seat| seat.source) {
            None => report.seats_none += 1,
            Some(SeatSource::Suggested) => report.seats_suggested += 1,
            Some(_) => report.seats_mapped += 1,
        }
        report.vacancies += usize::from(kind == Kind::Vacancy);
        report.posts_fte += several.unwrap_or(0.0);
        let currency = if currency == reader.currency() { "" } else { currency.as_str() };
        if !currency.is_empty() && pay.is_recorded() {
            *other_currency.entry(currency.to_owned()).or_insert(0) += 1;
        }
        let present =
            |field| Some(sheets.text(row, field)).filter(|text| !values::is_missing(text)).unwrap_or_default();
        let person = builder.add(&Row {
            name: if is_name { &name } else { "" },
            title: present(Field::Title),
            team: present(Field::Team),
            location: present(Field::Location),
            status,
            seat,
            kind,
            start,
            end,
            pay,
            currency,
            ..Row::default()
        });
        let notes = sheets.text(row, Field::Notes);
        let rare = Rare {
            posts: several,
            notes: if notes.is_empty() { Vec::new() } else { vec![notes.to_owned()] },
            unknown: reader.unknown(row, kept),
            ..Rare::default()
        };
        builder.set_details(person, Details { rare: rare.into(), ..Details::default() });
    }
    connect(sheets, &links, &mut builder);
    let mut other: Vec<(String, usize)> = other_currency.into_iter().collect();
    other.sort();
    for (currency, people) in other {
        problems.file(
            format!("{people} people are paid in `{currency}`, which has no rate"),
            "Add the rate to the file; until then their pay is left out of comparisons",
        );
    }
    let eliminated = problems.count("eliminated");
    if eliminated > 0 {
        problems.file(
            format!("{eliminated} posts were given up; each gets the day before {as_of} as its last day"),
            "They are kept in the file and left out of the picture; what reports to them hangs on the next one up",
        );
    }
    let (org, _) = builder.finish();
    Ok(org)
}

fn connect(sheets: &Sheets, links: &Links, builder: &mut Builder) {
    let person = |row: usize| PersonId(row as u32);
    for (row, up) in links.up.iter().enumerate() {
        match *up {
            Up::Top => {}
            Up::Row(above) => {
                builder.connect(PersonId(above), person(row), Line::Solid);
                if values::is_yes(sheets.text(row, Field::Assistant)) {
                    builder.connect(PersonId(above), person(row), Line::Assistant);
                }
            }
            Up::Itself => {
                builder.leave_unlinked(person(row), Unlinked::Itself(sheets.text(row, Field::Manager).to_owned()));
            }
            Up::Unknown => {
                builder.leave_unlinked(person(row), Unlinked::Unknown(sheets.text(row, Field::Manager).to_owned()));
            }
        }
    }
    for &(above, below) in &links.dotted {
        builder.connect(PersonId(above), PersonId(below), Line::Dotted);
    }
}

/// The middle of the yearly pay that a row states, for ordering grades; not divided by part time.
pub fn yearly_middle(sheets: &Sheets, row: usize) -> Option<f64> {
    let amount = |field| values::money(sheets.text(row, field)).filter(|money| money.high > 0.0);
    match (amount(Field::PayLow), amount(Field::PayHigh)) {
        (Some(low), Some(high)) => Some((low.low + high.high) / 2.0),
        (one, other) => one.or(other).or_else(|| amount(Field::Pay)).map(|money| (money.low + money.high) / 2.0),
    }
}

/// The commonest currency of the currency column, else that of the headers of pay, else that of the first pay.
fn reporting_currency(sheets: &Sheets) -> String {
    let mut count: HashMap<&str, usize> = HashMap::new();
    for row in 0..sheets.len() {
        let currency = sheets.text(row, Field::Currency);
        if !currency.is_empty() {
            *count.entry(currency).or_insert(0) += 1;
        }
    }
    if let Some((currency, _)) = count.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0))) {
        return currency.to_uppercase();
    }
    let pay = [Field::PayLow, Field::PayHigh, Field::Pay, Field::PayHourly];
    let headers = sheets.sheets.iter().flat_map(|sheet| {
        pay.iter().filter_map(|&field| Some(sheet.columns.headers[sheet.columns.column(field)?].as_str()))
    });
    let cells = (0..sheets.len().min(1000)).flat_map(|row| pay.iter().map(move |&field| sheets.text(row, field)));
    headers.chain(cells).find_map(values::currency_in).unwrap_or_default().to_owned()
}
