//! What one row says of kind, posts, pay and dates. A cell that cannot be read is a problem and is kept.

use super::amounts::Amounts;
use super::currency::Codes;
use super::field::Field;
use super::mapping::Mapping;
use super::money::Money;
use super::numbers::number;
use super::problems::Problems;
use super::sheet::Sheet;
use super::sheets::{RowOf, Sheets};
use super::unknown::field_names;
use super::values::{self, DateOrder, Vacancy};
use crate::io::native::quote;
use crate::org::formula::as_meant;
use crate::org::{Kind, Pay, PayPeriod, Unknown};
use ecow::EcoString;

/// Which cells of a row have no place in the model, as a set of fields.
#[derive(Clone, Copy)]
pub struct Kept(u64);

impl Default for Kept {
    fn default() -> Self {
        Self::OF_ALL
    }
}

impl Kept {
    /// What every row keeps.
    const OF_ALL: Self = Self(
        1 << Field::Email as u32
            | 1 << Field::UserName as u32
            | 1 << Field::Slug as u32
            | 1 << Field::ReportsCost as u32
            | 1 << Field::Snapshot as u32
            | 1 << Field::Layer as u32
            | 1 << Field::Track as u32,
    );

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
    amounts: &'a Amounts,
    names: Vec<Vec<String>>,
    dates: DatesOf,
    codes: Codes,
    /// Columns of each sheet whose cells are kept in every row.
    kept: Vec<Vec<usize>>,
    /// Whether rows of a sheet may hold more than its columns take in.
    has_more: Vec<bool>,
}

/// How the start and the end column of each sheet write dates.
pub struct DatesOf(Vec<[Dates; 2]>);

impl DatesOf {
    /// Looks at the columns and says what was concluded.
    pub fn of(sheets: &Sheets, problems: &mut Problems) -> Self {
        Self(sheets.sheets.iter().map(|sheet| date_orders(sheet, sheets.mapping, problems)).collect())
    }
}

/// How a column writes dates.
#[derive(Clone, Copy)]
struct Dates {
    order: DateOrder,
    /// Whether they are numbers of days, as spreadsheets count them.
    are_serials: bool,
}

impl<'a> Reader<'a> {
    /// Gets ready to read rows.
    pub fn new(sheets: &'a Sheets<'a>, amounts: &'a Amounts, dates: DatesOf) -> Self {
        let names = sheets.sheets.iter().map(|sheet| field_names(&sheet.columns)).collect();
        let is_kept = |field: &Option<Field>| field.is_none_or(|field| Kept::default().has(field));
        let kept = |sheet: &Sheet| {
            let all = sheet.columns.fields.iter().enumerate().filter(|(_, field)| is_kept(field));
            all.map(|(at, _)| at).collect()
        };
        let kept: Vec<Vec<usize>> = sheets.sheets.iter().map(kept).collect();
        let is_more = |(sheet, kept): (&Sheet, &Vec<usize>)| {
            !kept.is_empty() || !sheet.codes.is_empty() || sheet.table.widest() > sheet.columns.fields.len()
        };
        let has_more = sheets.sheets.iter().zip(&kept).map(|it| sheets.has_values() || is_more(it)).collect();
        Self { sheets, amounts, names, dates, codes: Codes::default(), kept, has_more }
    }

    /// The reporting currency.
    pub fn currency(&self) -> &str {
        self.amounts.reporting_currency()
    }

    /// Posts in full-time equivalents where the row stands for several.
    pub fn posts(&self, of: &RowOf, kept: &mut Kept, problems: &mut Problems) -> Option<f64> {
        let columns = &of.sheet.columns;
        let junior = of.text(Field::Layer).eq_ignore_ascii_case("junior");
        let field = if columns.has(Field::Posts) { Field::Posts } else { Field::Fte };
        let is_several = columns.has(Field::Posts) || (junior && of.text(Field::Id).is_empty());
        if !is_several {
            return None;
        }
        let text = of.text(field);
        let posts = number(text);
        if posts.is_none() && !values::is_missing(text) {
            kept.keep(field);
            problems.value(
                ("posts", field),
                of.at(),
                &of.name(),
                "The number of posts is not a number",
                text,
                "Left empty",
            );
        }
        Some(posts.unwrap_or(0.0))
    }

    /// What the row stands for; `name` is its name, from whichever columns.
    pub fn kind(
        &self,
        of: &RowOf,
        name: &str,
        vacancy: Option<Vacancy>,
        several: Option<f64>,
        kept: &mut Kept,
    ) -> Kind {
        let text = of.text(Field::Kind);
        let is = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
        if is(&["bot", "robot", "service account"]) || values::is_no(of.text(Field::IsHuman)) {
            return Kind::Bot;
        }
        if is(&["vacancy", "vacant", "open"]) {
            return Kind::Vacancy;
        }
        if !text.is_empty() && !is(&["person", "human", "employee"]) {
            kept.keep(Field::Kind);
        }
        let said = [Field::Title, Field::Grade, Field::Team];
        let is_top = |id: &str| ["root", "top"].iter().any(|word| id.eq_ignore_ascii_case(word));
        let artificial =
            name.is_empty() && is_top(of.text(Field::Id)) && said.iter().all(|&field| of.text(field).is_empty());
        match (several, vacancy) {
            (_, Some(_)) => Kind::Vacancy,
            (Some(_), None) => Kind::Several,
            (None, None) if artificial => Kind::Vacancy,
            (None, None) => Kind::Person,
        }
    }

    /// Pay, and the currency that the row or its columns say, as a code.
    pub fn pay(&self, of: &RowOf, kind: Kind, kept: &mut Kept, problems: &mut Problems) -> (Pay, Option<EcoString>) {
        let mut pay = Pay::NONE;
        let text = of.text(Field::Fte);
        if kind != Kind::Several && !values::is_missing(text) {
            match self.amounts.full_time(of.sheet_number()).part(text) {
                Some(part) => pay.fte = part,
                None => {
                    kept.keep(Field::Fte);
                    problems.value(
                        ("fte", Field::Fte),
                        of.at(),
                        &of.name(),
                        "This is not a full-time share",
                        text,
                        "Left empty, the text is kept",
                    );
                }
            }
        }
        let mut wrong = |field, text: &str, kept: &mut Kept| {
            kept.keep(field);
            problems.value(
                ("pay", field),
                of.at(),
                &of.name(),
                "This is not an amount of pay",
                text,
                "Left empty, the text is kept",
            );
        };
        let mut amount = |field, kept: &mut Kept| {
            let text = of.text(field);
            if values::is_missing(text) || values::vacancy(text).is_some() {
                return None;
            }
            let money = self.amounts.money(of.sheet_number(), field, text);
            if money.is_none() {
                wrong(field, text, kept);
            }
            money.filter(|money| money.high > 0.0)
        };
        // Most files have one column of pay, and nothing more is asked of each row.
        let mut said = |field, kept: &mut Kept| if self.sheets.says(field) { amount(field, kept) } else { None };
        let (low, high) = (said(Field::PayLow, kept), said(Field::PayHigh, kept));
        let (single, hourly) = (said(Field::Pay, kept), said(Field::PayHourly, kept));
        let mut no_band = |what: &str, text: &str, kept: &mut Kept| {
            kept.keep(Field::PayLow);
            kept.keep(Field::PayHigh);
            let kind = ("pay", Field::PayHigh);
            problems.value(kind, of.at(), &of.name(), what, text, "Left open, the text is kept");
            None
        };
        let band = match (low, high) {
            (Some(low), Some(high)) if low.low > high.high => {
                no_band("The end of the pay band is below its start", &format!("{} to {}", low.low, high.high), kept)
            }
            (Some(low), Some(high)) => match together(low, high) {
                None => {
                    let text = [Field::PayLow, Field::PayHigh].map(|field| of.text(field)).join(" to ");
                    no_band("The ends of the pay band differ in currency or period", &text, kept)
                }
                band => band,
            },
            (one, other) => one.or(other),
        };
        let mut taken = None;
        let mut take = |money: Option<Money>, field| match (money, taken) {
            (Some(money), None) => taken = Some((money, field)),
            (Some(_), Some(_)) => kept.keep(field),
            (None, _) => {}
        };
        take(band, Field::PayLow);
        take(single, Field::Pay);
        take(hourly, Field::PayHourly);
        let has_periods = self.sheets.says(Field::PayPeriod);
        let Some((money, field)) = taken else {
            if has_periods {
                kept.keep(Field::PayPeriod);
            }
            return (pay, None);
        };
        (pay.low, pay.high) = (money.low, money.high);
        let usual = if field == Field::PayHourly { PayPeriod::Hour } else { PayPeriod::Year };
        let period = || self.amounts.period(of.sheet_number(), of.text(Field::PayPeriod));
        let said = if has_periods { period() } else { None };
        // What all rows keep has a quick way: nothing is kept of a column that is not there.
        if has_periods && (said.is_none() || (money.period.is_some() && money.period != said)) {
            kept.keep(Field::PayPeriod);
        }
        pay.period = money.period.or(said).unwrap_or(usual);
        let stated = Some(of.text(Field::Currency)).filter(|text| !values::is_missing(text));
        let stated = stated.map(|text| self.codes.of(text));
        let currency = match (money.currency, stated) {
            (Some(own), Some(stated)) if !own.is(&stated) => {
                kept.keep(Field::Currency);
                let what = format!("The amount is in {}, and the currency is given as `{stated}`", own.code);
                let hint = "Taken as the amount is written, the other is kept";
                problems.row_of("currency", of.at(), &of.name(), &what, of.text(field), hint);
                Some(own.code.into())
            }
            (own, stated) => stated.or_else(|| own.map(|own| own.code.into())),
        };
        (pay, currency)
    }

    /// The date in a cell; `None` for all that is none.
    pub fn plain_date(&self, of: &RowOf, field: Field) -> Option<jiff::civil::Date> {
        self.date_in(of.text(field), of, field)
    }

    fn date_in(&self, text: &str, of: &RowOf, field: Field) -> Option<jiff::civil::Date> {
        if values::is_missing(text) {
            return None;
        }
        let dates = self.dates.0[of.sheet_number()][usize::from(field == Field::End)];
        let counted = || if dates.are_serials { values::day_of_serial(text) } else { None };
        values::date(text, dates.order).or_else(counted)
    }

    /// The date in a cell; what is none is a problem, and kept.
    pub fn date(
        &self,
        of: &RowOf,
        field: Field,
        kept: &mut Kept,
        problems: &mut Problems,
    ) -> Option<jiff::civil::Date> {
        let text = of.text(field);
        let date = self.date_in(text, of, field);
        if date.is_none() && !values::is_missing(text) {
            kept.keep(field);
            problems.value(
                ("date", field),
                of.at(),
                &of.name(),
                "This is not a date",
                text,
                "Left empty, the text is kept",
            );
        }
        date
    }

    /// All cells that have no place in the model, in the order of the columns.
    pub fn unknown(&self, row: usize, mut kept: Kept) -> Vec<Unknown> {
        if kept.0 == Kept::OF_ALL.0 && !self.has_more[self.sheets.sheet_number(row)] {
            return Vec::new();
        }
        // Codes stay beside what they stand for.
        self.sheets.sheet(row).codes.iter().for_each(|codes| kept.keep(codes.field));
        let (sheet, names) = (self.sheets.sheet(row), &self.names[self.sheets.sheet_number(row)]);
        let table_row = self.sheets.table_row(row);
        let mut unknown = Vec::new();
        let width = sheet.table.width(table_row);
        // Nearly all rows keep what all rows keep.
        let is_usual = kept.0 == Kept::OF_ALL.0 && !self.sheets.has_values();
        let of_all = self.kept[self.sheets.sheet_number(row)].iter().copied();
        let of_all = of_all.chain(sheet.columns.fields.len()..width).take(if is_usual { usize::MAX } else { 0 });
        for at in of_all.chain(0..if is_usual { 0 } else { width }) {
            let is_kept = match sheet.columns.fields.get(at) {
                Some(Some(field)) => kept.has(*field) || self.sheets.value(row, *field).is_some(),
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

impl Reader<'_> {
    /// What sheets of lines say of a row beside who is above it.
    pub fn of_lines(&self, row: usize) -> impl Iterator<Item = Unknown> {
        self.sheets.more_of_lines(row).map(|(line, sheet, column, text)| {
            let name = self.names[sheet].get(column).cloned().unwrap_or_else(|| format!("column_{}", column + 1));
            Unknown { name: format!("{}_line_{line}", name.trim_end_matches("_column")), raw: quote(text) }
        })
    }

    /// What another row of the same person says otherwise, under the names of its columns with the number of the post.
    pub fn of_other_post(&self, row: usize, other: usize, number: usize) -> Vec<Unknown> {
        let (sheet, names) = (self.sheets.sheet(other), &self.names[self.sheets.sheet_number(other)]);
        let (own, table_row) = (self.sheets.sheet(row), self.sheets.table_row(other));
        let mut unknown = Vec::new();
        for at in 0..sheet.table.width(table_row) {
            let text = sheet.table.cell(table_row, at);
            let is_same = std::ptr::eq(sheet, own) && own.table.cell(self.sheets.table_row(row), at) == text;
            if !is_same && !text.is_empty() {
                let name = names
                    .get(at)
                    .map_or_else(|| format!("column_{}", at + 1), |name| name.trim_end_matches("_column").to_owned());
                unknown.push(Unknown { name: format!("{name}_post_{number}"), raw: quote(text) });
            }
        }
        unknown
    }
}

/// Both ends of a band; `None` where they differ in currency or period.
fn together(low: Money, high: Money) -> Option<Money> {
    let currency = match (low.currency, high.currency) {
        (Some(one), Some(other)) => Some(one.and(other)?),
        (one, other) => one.or(other),
    };
    let period = match (low.period, high.period) {
        (Some(one), Some(other)) if one != other => return None,
        (one, other) => one.or(other),
    };
    Some(Money { high: high.high, currency, period, ..low })
}

/// How the start and the end column write dates.
fn date_orders(sheet: &Sheet, map: &Mapping, problems: &mut Problems) -> [Dates; 2] {
    [Field::Start, Field::End].map(|field| {
        let plain = Dates { order: DateOrder::DayFirst, are_serials: false };
        let Some(column) = sheet.columns.column(field) else { return plain };
        let cells = || sheet.rows.iter().map(|&row| sheet.table.cell(row as usize, column));
        let header = &sheet.columns.headers[column];
        let mut given = cells().filter(|cell| !values::is_missing(cell)).peekable();
        let are_serials = given.peek().is_some() && given.all(|cell| values::day_of_serial(cell).is_some());
        if are_serials {
            let what = format!("The numbers in `{header}` are read as spreadsheet dates");
            problems.note(what, "43556 is 2019-04-01");
        }
        match values::date_order(cells()) {
            (Some(order), _) => Dates { order, are_serials },
            (None, ambiguous) => {
                // Where decimals or money are written the European way, so are dates.
                let european =
                    sheet.delimiter == Some(';') || sheet.columns.headers.iter().any(|h| h.contains(['£', '€']));
                let guess = if european { DateOrder::DayFirst } else { DateOrder::MonthFirst };
                let order = map.dates.unwrap_or(guess);
                if ambiguous && map.dates.is_none() {
                    let first = if european { "day" } else { "month" };
                    problems.file_of(
                        "date-order",
                        format!("The dates in `{header}` could have either the day or the month first"),
                        &format!("Read with the {first} first; write them as 2026-09-30 to be certain"),
                    );
                }
                Dates { order, are_serials }
            }
        }
    })
}

/// The middle of the pay that a row states in a currency, or in none, as a year's; for ordering grades, not divided by part
/// time.
pub fn yearly_middle(sheets: &Sheets, amounts: &Amounts, (currency, codes): (&str, &Codes), row: usize) -> Option<f64> {
    const HOURS: f64 = 2080.0;
    let sheet = sheets.sheet_number(row);
    let amount = |field| amounts.money(sheet, field, sheets.text(row, field)).filter(|money| money.high > 0.0);
    let money = match (amount(Field::PayLow), amount(Field::PayHigh)) {
        (Some(low), Some(high)) => together(low, high)?,
        (one, other) => one.or(other).or_else(|| amount(Field::Pay))?,
    };
    let stated = sheets.text(row, Field::Currency);
    let is_it = match money.currency {
        Some(own) => own.is(currency),
        None => stated.is_empty() || codes.of(stated) == currency,
    };
    let said = || amounts.period(sheet, sheets.text(row, Field::PayPeriod));
    let times = match money.period.or_else(said).unwrap_or(PayPeriod::Year) {
        PayPeriod::Year => 1.0,
        PayPeriod::Month => 12.0,
        PayPeriod::Week => 52.0,
        PayPeriod::Day => HOURS / 8.0,
        PayPeriod::Hour => HOURS,
    };
    is_it.then_some((money.low + money.high) / 2.0 * times)
}
