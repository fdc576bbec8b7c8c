//! Columns of pay: which sign is the decimal one, which unit, period and currency the header says, and what has to be
//! asked. What a whole column proves counts for each of its cells.

use super::currency::{Currency, code_of, currency_in, local_in};
use super::error::counted;
use super::field::Field;
use super::full_time::FullTime;
use super::mapping::{Mapping, PayUnit};
use super::money::{LONGEST, Money, Style, Token, money_as, of_header, scan};
use super::numbers::is_grouped;
use super::pay_period::Periods;
use super::problems::Problems;
use super::sheet::Sheet;
use super::sheets::Sheets;
use crate::org::PayPeriod;
use ecow::EcoString;
use hashbrown::HashMap;

const PAID: [Field; 4] = [Field::PayLow, Field::PayHigh, Field::Pay, Field::PayHourly];

/// How the columns of all sheets write amounts.
#[derive(Clone, Debug, Default)]
pub struct Amounts {
    /// By sheet and field.
    styles: Vec<[Option<Style>; PAID.len()]>,
    /// What the column of periods says, by sheet.
    periods: Vec<Periods>,
    /// What numbers for parts of full time are of it, by sheet.
    full_times: Vec<FullTime>,
    /// The reporting currency.
    reporting: String,
}

impl Amounts {
    /// Looks at all columns of pay and says what was concluded.
    pub fn of(sheets: &Sheets, problems: &mut Problems) -> Self {
        let mut amounts = Self::default();
        for sheet in &sheets.sheets {
            let styles = PAID.map(|field| {
                let column = sheet.columns.column(field)?;
                Some(style(sheet, column, field, sheets.mapping, problems))
            });
            let periods = periods(sheet, &styles, problems);
            for (field, (style, usual)) in PAID.into_iter().zip(styles).filter_map(|(field, it)| Some((field, it?))) {
                let Some(column) = sheet.columns.column(field).filter(|_| sheets.mapping.pay.is_none()) else {
                    continue;
                };
                let paid = Column { sheet, column, style, periods };
                if !(usual && style.factor == 1.0) {
                    paid.ask(field, problems);
                }
                if matches!(field, Field::Pay | Field::PayLow) {
                    paid.ask_for_period(problems);
                }
            }
            amounts.styles.push(styles.map(|it| it.map(|(style, _)| style)));
            amounts.periods.push(periods);
            amounts.full_times.push(FullTime::of(sheet, problems));
        }
        amounts.reporting = amounts.commonest_currency(sheets);
        amounts
    }

    /// The reporting currency, as a code; empty where nothing says one.
    pub fn reporting_currency(&self) -> &str {
        &self.reporting
    }

    /// What a cell of a column of pay says.
    pub fn money(&self, sheet: usize, field: Field, text: &str) -> Option<Money> {
        let style = PAID.iter().position(|&paid| paid == field).and_then(|at| self.styles.get(sheet)?[at]);
        money_as(text, &style.unwrap_or(Style::PLAIN))
    }

    /// The period that a cell of the column of periods says.
    pub fn period(&self, sheet: usize, text: &str) -> Option<PayPeriod> {
        self.periods.get(sheet)?.read(text)
    }

    /// The first currency that a header of pay says.
    fn currency(&self) -> Option<Currency> {
        self.styles.iter().flatten().flatten().find_map(|style| style.currency)
    }

    /// The commonest currency of the currency columns, else that of a header of pay, else the commonest of the cells.
    fn commonest_currency(&self, sheets: &Sheets) -> String {
        let commonest = |count: HashMap<&str, usize>| {
            let most = count.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)));
            most.map(|(currency, _)| currency.to_owned())
        };
        let mut count: HashMap<&str, usize> = HashMap::new();
        if sheets.has(Field::Currency) {
            // The same often follows itself.
            let (mut last, mut rows) = ("", 0);
            for text in (0..sheets.len()).map(|row| sheets.text(row, Field::Currency)) {
                if text != last {
                    *count.entry(last).or_insert(0) += rows;
                    (last, rows) = (text, 0);
                }
                rows += 1;
            }
            *count.entry(last).or_insert(0) += rows;
            count.remove("");
            let mut codes: HashMap<EcoString, usize> = HashMap::new();
            for (text, rows) in count.drain() {
                *codes.entry(code_of(text)).or_insert(0) += rows;
            }
            let codes = codes.iter().map(|(code, rows)| (code.as_str(), *rows)).collect();
            if let Some(code) = commonest(codes) {
                return code;
            }
        }
        if let Some(currency) = self.currency() {
            return currency.code.to_owned();
        }
        let pay =
            [Field::PayLow, Field::PayHigh, Field::Pay, Field::PayHourly].into_iter().filter(|&it| sheets.has(it));
        for field in pay {
            for row in 0..sheets.len() {
                let text = sheets.text(row, field);
                if text.len() > LONGEST {
                    continue;
                }
                let is_bare = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b' '));
                if let Some(currency) = if is_bare { None } else { currency_in(text).or_else(|| local_in(text)) } {
                    *count.entry(currency.code).or_insert(0) += 1;
                }
            }
        }
        commonest(count).unwrap_or_default()
    }

    /// The number that is full time in the column of a sheet.
    pub fn full_time(&self, sheet: usize) -> FullTime {
        self.full_times.get(sheet).copied().unwrap_or_default()
    }
}

/// What the column of periods says of the amounts beside it.
fn periods(sheet: &Sheet, styles: &[Option<(Style, bool)>; PAID.len()], problems: &mut Problems) -> Periods {
    let Some(period) = sheet.columns.column(Field::PayPeriod) else { return Periods::default() };
    let paid = PAID.into_iter().zip(styles).find_map(|(field, style)| sheet.columns.column(field).zip(*style));
    let Some((column, (style, _))) = paid else { return Periods::default() };
    let cell = |row: &u32, at: usize| sheet.table.cell(*row as usize, at);
    let amounts =
        sheet.rows.iter().filter_map(|row| Some((cell(row, period), money_as(cell(row, column), &style)?.high)));
    let amounts: Vec<(&str, f64)> = amounts.collect();
    Periods::of(&sheet.columns.headers[period], &amounts, problems)
}

/// How a column writes amounts, and whether each is a plain number that can be somebody's yearly pay.
fn style(sheet: &Sheet, column: usize, field: Field, map: &Mapping, problems: &mut Problems) -> (Style, bool) {
    let header = sheet.columns.headers[column].as_str();
    let mut style = of_header(header, sheet.columns.said[column].and_then(|said| said.period));
    match map.pay {
        None | Some(PayUnit::AsWritten) => {}
        Some(PayUnit::Thousands) => style.factor = 1000.0,
        Some(PayUnit::Hour) => style.period = Some(PayPeriod::Hour),
        Some(PayUnit::Month) => style.period = Some(PayPeriod::Month),
    }
    let mut proof = Proof::default();
    let mut are_usual = true;
    for &row in &sheet.rows {
        let text = sheet.table.cell(row as usize, column);
        if !is_usual(text) {
            are_usual &= text.is_empty();
            proof.see(text);
        }
    }
    let is_small = matches!(
        style.period.or((field == Field::PayHourly).then_some(PayPeriod::Hour)),
        Some(PayPeriod::Hour | PayPeriod::Day)
    );
    style.decimal = match (proof.comma > 0, proof.point > 0) {
        (true, false) => Some(','),
        (false, true) => Some('.'),
        _ if map.decimal().is_some() => map.decimal(),
        (true, true) => {
            let what = format!("The amounts in `{header}` use both a comma and a point before the cents");
            problems.file(what, "Each is read individually; ambiguous ones are read with a comma for thousands");
            None
        }
        // Three digits behind every point are thousands: as decimals they would be nobody's pay.
        (false, false) if proof.open_points > 0 && style.factor == 1.0 && !is_small => {
            let what = format!("The points in `{header}` are read as thousands separators");
            problems.note(what, "Every amount has three digits after its point");
            Some(',')
        }
        (false, false) => None,
    };
    (style, are_usual)
}

/// Whether an amount is a number of four to eight digits, which can be somebody's yearly pay and proves no decimal sign.
fn is_usual(text: &str) -> bool {
    matches!(text.as_bytes(), [b'1'..=b'9', rest @ ..] if (3..8).contains(&rest.len()) && rest.iter().all(u8::is_ascii_digit))
}

/// Yearly pay of which half of the people get less than this is that of a month or a week.
const LEAST_MEDIAN: f64 = 12_000.0;

/// A column of pay, about which something may have to be asked.
struct Column<'a> {
    sheet: &'a Sheet<'a>,
    column: usize,
    style: Style,
    periods: Periods,
}

impl Column<'_> {
    /// The amount of a row, with the period that is said for it anywhere.
    fn money(&self, row: u32) -> Option<Money> {
        let money = money_as(self.sheet.table.cell(row as usize, self.column), &self.style)?;
        let stated = self.sheet.columns.column(Field::PayPeriod);
        let stated = stated.and_then(|at| self.periods.read(self.sheet.table.cell(row as usize, at)));
        Some(Money { period: money.period.or(stated), ..money })
    }

    /// Asks about a column that does not say for how long, and whose amounts are low for a year.
    fn ask_for_period(&self, problems: &mut Problems) {
        let Self { sheet, column, style, .. } = *self;
        const LOOKED_AT: usize = 2000;
        const FEWEST: usize = 3;
        if style.period.is_some() {
            return;
        }
        let step = sheet.rows.len().div_ceil(LOOKED_AT).max(1);
        let amounts =
            sheet.rows.iter().step_by(step).filter_map(|&row| self.money(row)).filter(|money| money.high > 0.0);
        let mut amounts: Vec<Money> = amounts.collect();
        if amounts.len() < FEWEST || amounts.iter().any(|money| money.period.is_some()) {
            return;
        }
        let at = amounts.len() / 2;
        let (_, middle, _) = amounts.select_nth_unstable_by(at, |a, b| a.high.total_cmp(&b.high));
        // Those below 1,000 are asked about one by one.
        if !(1000.0..LEAST_MEDIAN).contains(&middle.high) {
            return;
        }
        let header = sheet.columns.headers[column].as_str();
        let what = format!("The median of the amounts in `{header}` is low for a year");
        let ask = "Are they per month? State it in the header, as in `Salary (monthly)`. Read as annual";
        problems.file_of("odd-pay", what, ask);
    }

    /// Yearly pay that can hardly be: below 1,000 or above 100 million.
    fn ask(&self, field: Field, problems: &mut Problems) {
        let Self { sheet, column, style, .. } = *self;
        const LEAST: f64 = 1000.0;
        const MOST: f64 = 100e6;
        if field == Field::PayHourly {
            return;
        }
        let header = sheet.columns.headers[column].as_str();
        // How many, and the first.
        let (mut small, mut large) = ((0usize, 0usize), (0usize, 0usize));
        for &row in &sheet.rows {
            let text = sheet.table.cell(row as usize, column);
            if style.factor == 1.0 && is_usual(text) {
                continue;
            }
            let Some(money) = self.money(row) else { continue };
            if money.period.is_some_and(|period| period != PayPeriod::Year) || money.high <= 0.0 {
                continue;
            }
            for (met, is_odd) in [(&mut small, money.high < LEAST), (&mut large, money.low > MOST)] {
                if is_odd {
                    *met = (met.0 + 1, if met.0 == 0 { row as usize } else { met.1 });
                }
            }
        }
        for ((count, first), what, ask) in [
            (
                small,
                "below 1,000",
                "Are they in thousands, or per hour or month? State it in the header, as in `Salary (k€)`",
            ),
            (large, "above 100 million", "Is the unit correct? State it in the header"),
        ] {
            if count > 0 {
                // The amount itself is for those who may see pay.
                let place = if count > 1 { "the first on line" } else { "on line" };
                let what = format!(
                    "{} in `{header}` would be {what} a year, {place} {}",
                    counted(count, "amount", "amounts"),
                    sheet.table.line(first)
                );
                problems.file_of("odd-pay", what, &format!("{ask}. Read as written"));
            }
        }
    }
}

/// What the cells of a column prove of its decimal sign.
#[derive(Default)]
struct Proof {
    /// Cells in which the comma is decimal.
    comma: usize,
    /// Cells in which the point is.
    point: usize,
    /// Cells with one point and three digits behind it.
    open_points: usize,
}

impl Proof {
    fn see(&mut self, text: &str) {
        if memchr::memchr2(b',', b'.', text.as_bytes()).is_none() || text.len() > LONGEST {
            return;
        }
        scan(text, &mut |token| {
            let Token::Number(number) = token else { return };
            let number: String = number.chars().filter(|c| c.is_ascii_digit() || matches!(c, ',' | '.')).collect();
            let (commas, points) = (number.matches(',').count(), number.matches('.').count());
            let behind = number.rfind([',', '.']).map_or(0, |at| number.len() - at - 1);
            let before = number.find([',', '.']).unwrap_or(0);
            match (commas, points) {
                (0, 0) => {}
                // What is no number proves nothing.
                (1.., 1..) if !is_grouped(&number[..number.len() - behind - 1]) => {}
                (2.., 0) | (0, 2..) if !is_grouped(&number) => {}
                (1.., 1..) if number.rfind(',') > number.rfind('.') => self.comma += 1,
                (1.., 1..) => self.point += 1,
                (2.., 0) => self.point += 1,
                (0, 2..) => self.comma += 1,
                // One sign: three digits behind it and one to three before it can be either.
                _ if behind == 3 && (1..=3).contains(&before) && !number.starts_with('0') => {
                    self.open_points += usize::from(points == 1);
                }
                (1, 0) => self.comma += 1,
                _ => self.point += 1,
            }
        });
    }
}
