//! Rows to people: everything that a row says goes into the model, and what has no place there is kept as a
//! field that this program does not know.

use super::columns::{Columns, Field};
use super::link::{Links, Up};
use super::report::{ImportReport, Problems};
use super::seats::Seats;
use super::sheet::{Sheet, Sheets};
use super::values::{self, DateOrder, Vacancy};
use crate::io::{OpenError, Progress};
use crate::org::{
    Builder, Details, Head, Kind, Line, Org, Pay, PayPeriod, PersonId, Row, SeatSource, Unknown, Unlinked,
};
use hashbrown::HashMap;

/// Names that the native format uses itself; a column with such a name gets `_column` behind it.
const TAKEN: [&str; 39] = [
    "id",
    "key",
    "name",
    "title",
    "team",
    "location",
    "status",
    "manager",
    "reports_to",
    "seat",
    "rung",
    "track",
    "ladder",
    "source",
    "kind",
    "start",
    "end",
    "pay",
    "currency",
    "fte",
    "period",
    "history",
    "preference",
    "craft",
    "accountability",
    "accountabilities",
    "resources",
    "forums",
    "craft_time",
    "evidence",
    "rights",
    "budgets",
    "approvals",
    "stated_authority",
    "authority",
    "posts",
    "notes",
    "dotted",
    "assistant",
];

/// Builds the organisation. Every row becomes one person, in order, so row numbers are handles.
pub fn build(
    sheets: &Sheets,
    links: &Links,
    seats: &Seats,
    mut head: Head,
    report: &mut ImportReport,
    problems: &mut Problems,
    progress: &Progress,
) -> Result<Org, OpenError> {
    head.currency = reporting_currency(sheets);
    head.ladders.extend(seats.ladder.clone());
    let as_of = head.as_of;
    let reader = Reader {
        sheets,
        names: sheets.sheets.iter().map(|sheet| field_names(&sheet.columns)).collect(),
        dates: sheets.sheets.iter().map(|sheet| date_orders(sheet, problems)).collect(),
        currency: head.currency.clone(),
    };
    let mut builder = Builder::new(head);
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
        let currency = if currency == reader.currency { "" } else { currency.as_str() };
        if !currency.is_empty() && pay.is_recorded() {
            *other_currency.entry(currency.to_owned()).or_insert(0) += 1;
        }
        let present =
            |field| Some(sheets.text(row, field)).filter(|text| !values::is_missing(text)).unwrap_or_default();
        let person = builder.add(&Row {
            key: sheets.text(row, Field::Id),
            name: if is_name { &name } else { "" },
            title: present(Field::Title),
            team: present(Field::Team),
            location: present(Field::Location),
            status,
            manager: "",
            seat,
            kind,
            start,
            end,
            pay,
            currency,
        });
        let notes = sheets.text(row, Field::Notes);
        let details = Details {
            posts: several,
            notes: if notes.is_empty() { Vec::new() } else { vec![notes.to_owned()] },
            unknown: reader.unknown(row, kept),
            ..Details::default()
        };
        builder.set_details(person, details);
    }
    connect(sheets, links, &mut builder);
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
                builder.leave_unlinked(person(row), Unlinked::Itself(sheets.text(row, Field::Manager).to_owned()))
            }
            Up::Unknown => {
                builder.leave_unlinked(person(row), Unlinked::Unknown(sheets.text(row, Field::Manager).to_owned()))
            }
        }
    }
    for &(above, below) in &links.dotted {
        builder.connect(PersonId(above), PersonId(below), Line::Dotted);
    }
}

/// Which cells of a row have no place in the model, as a set of fields.
#[derive(Clone, Copy)]
struct Kept(u64);

impl Default for Kept {
    fn default() -> Self {
        let mut kept = Self(0);
        for field in [
            Field::Email,
            Field::UserName,
            Field::Slug,
            Field::ReportsCost,
            Field::Snapshot,
            Field::Layer,
            Field::Track,
        ] {
            kept.keep(field);
        }
        kept
    }
}

impl Kept {
    fn keep(&mut self, field: Field) {
        self.0 |= 1 << field as u32;
    }

    fn has(self, field: Field) -> bool {
        self.0 & (1 << field as u32) != 0
    }
}

struct Reader<'a> {
    sheets: &'a Sheets<'a>,
    names: Vec<Vec<String>>,
    dates: Vec<[DateOrder; 2]>,
    currency: String,
}

impl Reader<'_> {
    /// Posts in full-time equivalents where the row stands for several.
    fn posts(&self, row: usize, kept: &mut Kept, problems: &mut Problems) -> Option<f64> {
        let columns = &self.sheets.sheet(row).columns;
        let junior = self.sheets.text(row, Field::Layer).eq_ignore_ascii_case("junior");
        let field = if columns.has(Field::Posts) { Field::Posts } else { Field::Fte };
        if !columns.has(Field::Posts) && !(junior && self.sheets.text(row, Field::Id).is_empty()) {
            return None;
        }
        let text = self.sheets.text(row, field);
        let posts = values::number(text);
        if posts.is_none() && !values::is_missing(text) {
            kept.keep(field);
            problems.row("posts", self.sheets.line(row), "The number of posts is not a number", text, "Left open");
        }
        Some(posts.unwrap_or(0.0))
    }

    fn kind(&self, row: usize, vacancy: Option<Vacancy>, several: Option<f64>, kept: &mut Kept) -> Kind {
        let text = self.sheets.text(row, Field::Kind);
        let is = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
        if is(&["bot", "robot", "service account"]) || values::is_no(self.sheets.text(row, Field::IsHuman)) {
            return Kind::Bot;
        }
        if is(&["vacancy", "vacant", "open"]) {
            return Kind::Vacancy;
        }
        if !text.is_empty() && !is(&["person", "human", "employee"]) {
            kept.keep(Field::Kind);
        }
        let said = [Field::Name, Field::FirstName, Field::LastName, Field::Title, Field::Grade, Field::Team];
        let id = self.sheets.text(row, Field::Id);
        let artificial = ["root", "top"].iter().any(|word| id.eq_ignore_ascii_case(word))
            && said.iter().all(|&field| self.sheets.text(row, field).is_empty());
        match (several, vacancy) {
            (_, Some(_)) => Kind::Vacancy,
            (Some(_), None) => Kind::Several,
            (None, None) if artificial => Kind::Vacancy,
            (None, None) => Kind::Person,
        }
    }

    fn pay(&self, row: usize, kind: Kind, kept: &mut Kept, problems: &mut Problems) -> (Pay, String) {
        let mut pay = Pay::NONE;
        let line = self.sheets.line(row);
        let text = self.sheets.text(row, Field::Fte);
        if kind != Kind::Several && !values::is_missing(text) {
            match values::fte(text) {
                Some(part) => pay.fte = part,
                None => {
                    kept.keep(Field::Fte);
                    problems.row("fte", line, "This is no part of full time", text, "Left open, the text is kept");
                }
            }
        }
        let mut wrong = |field, text: &str, kept: &mut Kept| {
            kept.keep(field);
            problems.row("pay", line, "This is no amount of pay", text, "Left open, the text is kept");
        };
        let mut amount = |field, kept: &mut Kept| {
            let text = self.sheets.text(row, field);
            if values::is_missing(text) || values::vacancy(text).is_some() {
                return None;
            }
            let money = values::money(text);
            if money.is_none() {
                wrong(field, text, kept);
            }
            money.filter(|money| money.high > 0.0)
        };
        let (low, high) = (amount(Field::PayLow, kept), amount(Field::PayHigh, kept));
        let (single, hourly) = (amount(Field::Pay, kept), amount(Field::PayHourly, kept));
        let band = match (low, high) {
            (Some(low), Some(high)) if low.low > high.high => {
                kept.keep(Field::PayLow);
                kept.keep(Field::PayHigh);
                let text = format!("{} to {}", low.low, high.high);
                problems.row("pay", line, "The pay band ends below its start", &text, "Left open, the text is kept");
                None
            }
            (Some(low), Some(high)) => Some(values::Money { high: high.high, ..low }),
            (one, other) => one.or(other),
        };
        let columns = &self.sheets.sheet(row).columns;
        let found = [(band, Field::PayLow), (single, Field::Pay), (hourly, Field::PayHourly)];
        let mut taken = None;
        for (money, field) in found {
            match (money, taken) {
                (Some(money), None) => taken = Some((money, field)),
                (Some(_), Some(_)) => kept.keep(field),
                (None, _) => {}
            }
        }
        let Some((money, field)) = taken else { return (pay, String::new()) };
        (pay.low, pay.high) = (money.low, money.high);
        let usual = if field == Field::PayHourly { PayPeriod::Hour } else { PayPeriod::Year };
        pay.period = money.period.unwrap_or(usual);
        let stated = self.sheets.text(row, Field::Currency);
        let header = columns.column(field).and_then(|at| values::currency_in(&columns.headers[at]));
        let currency = match stated {
            "" => money.currency.or(header).unwrap_or(&self.currency).to_owned(),
            code => code.to_uppercase(),
        };
        (pay, currency)
    }

    fn date(&self, row: usize, field: Field, kept: &mut Kept, problems: &mut Problems) -> Option<jiff::civil::Date> {
        let text = self.sheets.text(row, field);
        if values::is_missing(text) {
            return None;
        }
        let sheet = self.sheets.sheet_number(row);
        let date = values::date(text, self.dates[sheet][usize::from(field == Field::End)]);
        if date.is_none() {
            kept.keep(field);
            problems.row("date", self.sheets.line(row), "This is no date", text, "Left open, the text is kept");
        }
        date
    }

    fn unknown(&self, row: usize, kept: Kept) -> Vec<Unknown> {
        let (sheet, names) = (self.sheets.sheet(row), &self.names[self.sheets.sheet_number(row)]);
        let table_row = self.sheets.table_row(row);
        let mut unknown = Vec::new();
        for at in 0..sheet.table.width(table_row) {
            let is_kept = match sheet.columns.fields.get(at) {
                Some(Some(field)) => kept.has(*field),
                _ => true,
            };
            let text = sheet.table.cell(table_row, at);
            if is_kept && !text.is_empty() {
                let name = names.get(at).cloned().unwrap_or_else(|| format!("column_{}", at + 1));
                unknown.push(Unknown { name, raw: ron_string(text) });
            }
        }
        unknown
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

/// Field names for unknown columns: letters, digits and underscores, no two equal, none that the format uses.
fn field_names(columns: &Columns) -> Vec<String> {
    let mut used: HashMap<String, usize> = HashMap::new();
    let mut names = Vec::with_capacity(columns.headers.len());
    for (at, header) in columns.headers.iter().enumerate() {
        let mut name = String::new();
        for c in header.chars().take(60) {
            match c {
                c if c.is_ascii_alphanumeric() => name.push(c.to_ascii_lowercase()),
                _ if !name.is_empty() && !name.ends_with('_') => name.push('_'),
                _ => {}
            }
        }
        let name = name.trim_end_matches('_');
        let mut name = match name.bytes().next() {
            None => format!("column_{}", at + 1),
            Some(first) if first.is_ascii_digit() => format!("c_{name}"),
            Some(_) if TAKEN.contains(&name) => format!("{name}_column"),
            Some(_) => name.to_owned(),
        };
        let times = used.entry(name.clone()).or_insert(0);
        *times += 1;
        if *times > 1 {
            name = format!("{name}_{}", at + 1);
        }
        names.push(name);
    }
    names
}

/// A text as a RON string.
fn ron_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Order of day and month in the start and the end column.
fn date_orders(sheet: &Sheet, problems: &mut Problems) -> [DateOrder; 2] {
    [Field::Start, Field::End].map(|field| {
        let Some(column) = sheet.columns.column(field) else { return DateOrder::DayFirst };
        let cells = sheet.rows.iter().map(|&row| sheet.table.cell(row as usize, column));
        match values::date_order(cells) {
            (Some(order), _) => order,
            (None, ambiguous) => {
                // Where decimals or money are written the European way, so are dates.
                let european = sheet.delimiter == ';' || sheet.columns.headers.iter().any(|h| h.contains(['£', '€']));
                let order = if european { DateOrder::DayFirst } else { DateOrder::MonthFirst };
                if ambiguous {
                    let header = &sheet.columns.headers[column];
                    let first = if european { "day" } else { "month" };
                    problems.file(
                        format!("The dates in `{header}` can be read with the day or the month first"),
                        &format!("Read with the {first} first; write them as 2026-09-30 to be sure"),
                    );
                }
                order
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_columns_get_names_that_can_be_written() {
        let headers = ["Job/Team Function", "", "Notes", "notes", "Pay", "2nd", "Überblick"];
        let columns = Columns::recognise(headers.into_iter(), &[]).expect("no map");
        assert_eq!(
            field_names(&columns),
            ["job_team_function", "column_2", "notes_column", "notes_column_4", "pay_column", "c_2nd", "berblick"]
        );
    }

    #[test]
    fn text_is_quoted_for_ron() {
        for text in ["a \"b\" \\c\n\t", "\u{1}é", ""] {
            assert_eq!(ron::from_str::<String>(&ron_string(text)).as_deref(), Ok(text));
        }
    }
}
