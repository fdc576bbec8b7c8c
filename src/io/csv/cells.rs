//! What one row says of kind, posts, pay and dates. A cell that cannot be read is a problem and is kept.

use super::columns::Field;
use super::problems::Problems;
use super::sheet::{Sheet, Sheets};
use super::unknown::field_names;
use super::values::{self, DateOrder, Vacancy};
use crate::io::native::quote;
use crate::org::formula::as_meant;
use crate::org::{Kind, Pay, PayPeriod, Unknown};

/// Which cells of a row have no place in the model, as a set of fields.
#[derive(Clone, Copy)]
pub struct Kept(u64);

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
    /// Keeps the cell of a field.
    pub fn keep(&mut self, field: Field) {
        self.0 |= 1 << field as u32;
    }

    fn has(self, field: Field) -> bool {
        self.0 & (1 << field as u32) != 0
    }
}

/// Reads the cells of rows.
pub struct Reader<'a> {
    sheets: &'a Sheets<'a>,
    names: Vec<Vec<String>>,
    dates: Vec<[DateOrder; 2]>,
    currency: String,
}

impl<'a> Reader<'a> {
    /// Gets ready to read rows; `currency` is the reporting currency.
    pub fn new(sheets: &'a Sheets<'a>, currency: String, problems: &mut Problems) -> Self {
        let names = sheets.sheets.iter().map(|sheet| field_names(&sheet.columns)).collect();
        let dates = sheets.sheets.iter().map(|sheet| date_orders(sheet, problems)).collect();
        Self { sheets, names, dates, currency }
    }

    /// The reporting currency.
    pub fn currency(&self) -> &str {
        &self.currency
    }

    /// Posts in full-time equivalents where the row stands for several.
    pub fn posts(&self, row: usize, kept: &mut Kept, problems: &mut Problems) -> Option<f64> {
        let columns = &self.sheets.sheet(row).columns;
        let junior = self.sheets.text(row, Field::Layer).eq_ignore_ascii_case("junior");
        let field = if columns.has(Field::Posts) { Field::Posts } else { Field::Fte };
        let is_several = columns.has(Field::Posts) || (junior && self.sheets.text(row, Field::Id).is_empty());
        if !is_several {
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

    /// What the row stands for.
    pub fn kind(&self, row: usize, vacancy: Option<Vacancy>, several: Option<f64>, kept: &mut Kept) -> Kind {
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

    /// Pay, and its currency; empty where no pay is recorded.
    pub fn pay(&self, row: usize, kind: Kind, kept: &mut Kept, problems: &mut Problems) -> (Pay, String) {
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

    /// The date in a cell.
    pub fn date(
        &self,
        row: usize,
        field: Field,
        kept: &mut Kept,
        problems: &mut Problems,
    ) -> Option<jiff::civil::Date> {
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

    /// All cells that have no place in the model, in the order of the columns.
    pub fn unknown(&self, row: usize, kept: Kept) -> Vec<Unknown> {
        let (sheet, names) = (self.sheets.sheet(row), &self.names[self.sheets.sheet_number(row)]);
        let table_row = self.sheets.table_row(row);
        let mut unknown = Vec::new();
        for at in 0..sheet.table.width(table_row) {
            let is_kept = match sheet.columns.fields.get(at) {
                Some(Some(field)) => kept.has(*field),
                _ => true,
            };
            let text = as_meant(sheet.table.cell(table_row, at));
            if is_kept && !text.is_empty() {
                let name = names.get(at).cloned().unwrap_or_else(|| format!("column_{}", at + 1));
                unknown.push(Unknown { name, raw: quote(text) });
            }
        }
        unknown
    }
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
                let european =
                    sheet.delimiter == Some(';') || sheet.columns.headers.iter().any(|h| h.contains(['£', '€']));
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

/// The middle of the yearly pay that a row states, for ordering grades; not divided by part time.
pub fn yearly_middle(sheets: &Sheets, row: usize) -> Option<f64> {
    let amount = |field| values::money(sheets.text(row, field)).filter(|money| money.high > 0.0);
    match (amount(Field::PayLow), amount(Field::PayHigh)) {
        (Some(low), Some(high)) => Some((low.low + high.high) / 2.0),
        (one, other) => one.or(other).or_else(|| amount(Field::Pay)).map(|money| (money.low + money.high) / 2.0),
    }
}
