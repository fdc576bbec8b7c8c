//! Amounts of money, read as their column writes them: which sign is the decimal one, which unit and period the header
//! says. What a whole column proves counts for each of its cells.

use super::columns::Columns;
use super::currency::{Currency, code_of, currency_in, dollars_by_code, local, local_in, of_sign};
use super::error::thousands;
use super::field::Field;
use super::fold::bare;
use super::mapping::{Mapping, PayUnit};
use super::numbers::{number_as, plain};
use super::pay_period::Periods;
use super::problems::Problems;
use super::sheet::Sheet;
use super::sheets::Sheets;
use super::values::{is_missing, vacancy};
use super::words::{Meaning, Said, meanings, says};
use crate::org::PayPeriod;
use ecow::EcoString;
use hashbrown::HashMap;

/// An amount, or from and to, with what stands beside it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Money {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Currency written in the cell or the header.
    pub currency: Option<Currency>,
    /// Period written in the cell.
    pub period: Option<PayPeriod>,
}

/// How a column writes amounts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// The decimal sign that the column proves: `,` or `.`.
    decimal: Option<char>,
    /// What every amount is multiplied with: 1,000 where the header says thousands.
    factor: f64,
    /// The period that the header says.
    period: Option<PayPeriod>,
    /// The currency that the header says.
    currency: Option<Currency>,
}

impl Style {
    /// Nothing is known.
    pub const PLAIN: Self = Self { decimal: None, factor: 1.0, period: None, currency: None };
}

const PAID: [Field; 4] = [Field::PayLow, Field::PayHigh, Field::Pay, Field::PayHourly];

/// How the columns of all sheets write amounts.
#[derive(Clone, Debug, Default)]
pub struct Amounts {
    /// By sheet and field.
    styles: Vec<[Option<Style>; PAID.len()]>,
    /// What the column of periods says, by sheet.
    periods: Vec<Periods>,
    /// Whether parts of full time stand in per cent, by sheet.
    percent: Vec<bool>,
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
            amounts.percent.push(is_percent(sheet, problems));
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
                let is_bare = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b' '));
                if let Some(currency) = if is_bare { None } else { currency_in(text).or_else(|| local_in(text)) } {
                    *count.entry(currency.code).or_insert(0) += 1;
                }
            }
        }
        commonest(count).unwrap_or_default()
    }

    /// Whether the parts of full time of a sheet stand in per cent.
    pub fn is_percent(&self, sheet: usize) -> bool {
        self.percent.get(sheet).copied().unwrap_or(false)
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
            let what = format!("The points in `{header}` are read as thousands separators: `{}`", proof.example);
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
        let what = format!(
            "The median of the amounts in `{header}` is {}, which is low for a year",
            thousands(middle.high.round() as usize)
        );
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
        let (mut small, mut large, mut example) = (0usize, 0usize, 0);
        for &row in &sheet.rows {
            let text = sheet.table.cell(row as usize, column);
            if style.factor == 1.0 && is_usual(text) {
                continue;
            }
            let Some(money) = self.money(row) else { continue };
            if money.period.is_some_and(|period| period != PayPeriod::Year) || money.high <= 0.0 {
                continue;
            }
            let is_odd = money.high < LEAST || money.low > MOST;
            small += usize::from(money.high < LEAST);
            large += usize::from(money.low > MOST);
            if is_odd && example == 0 {
                example = row as usize;
            }
        }
        for (count, what, ask) in [
            (
                small,
                "below 1,000",
                "Are they in thousands, or per hour or month? State it in the header, as in `Salary (k€)`",
            ),
            (large, "above 100 million", "Is the unit correct? State it in the header"),
        ] {
            if count > 0 {
                let cell = sheet.table.cell(example, column);
                let what = format!(
                    "{count} amounts in `{header}` would be {what} a year, such as `{cell}` on line {}",
                    sheet.table.line(example)
                );
                problems.file_of("odd-pay", what, &format!("{ask}. Read as written"));
            }
        }
    }
}

/// What a header says of unit, period and currency: `Salary (k€)`, `Gehalt in TEUR`, `Pay '000 per month`.
fn of_header(header: &str, period: Option<PayPeriod>) -> Style {
    let lower = bare(header);
    let words = lower.split(|c: char| !c.is_alphanumeric() && !"€£$¥₹".contains(c)).filter(|word| !word.is_empty());
    let is_thousands = |word: &str| {
        let plain = word.trim_matches(['€', '£', '$', '¥', '₹']);
        (says(plain, Said::Thousand) && plain != "mil") || thousand_of(plain).is_some()
    };
    let large = [(Said::Lakh, 1e5), (Said::Crore, 1e7)];
    let large = large.into_iter().find(|(said, _)| words.clone().any(|word| word.len() > 2 && says(word, *said)));
    let factor = large.map_or(if words.clone().any(is_thousands) { 1000.0 } else { 1.0 }, |(_, factor)| factor);
    Style { decimal: None, factor, period, currency: currency_in(header).or_else(|| lower_currency(&lower)) }
}

/// The currency of `keur` and `teur`.
fn lower_currency(text: &str) -> Option<Currency> {
    text.split(|c: char| !c.is_alphanumeric()).find_map(thousand_of)
}

fn thousand_of(word: &str) -> Option<Currency> {
    word.strip_prefix(['k', 't']).filter(|code| code.len() == 3).and_then(currency_in)
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
    example: String,
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
                (1.., 1..) if number.rfind(',') > number.rfind('.') => self.comma += 1,
                (1.., 1..) => self.point += 1,
                (2.., 0) => self.point += 1,
                (0, 2..) => self.comma += 1,
                // One sign: three digits behind it and one to three before it can be either.
                _ if behind == 3 && (1..=3).contains(&before) && !number.starts_with('0') => {
                    if points == 1 {
                        self.open_points += 1;
                        self.example.clear();
                        self.example.extend(text.chars().take(20));
                    }
                }
                (1, 0) => self.comma += 1,
                _ => self.point += 1,
            }
        });
    }
}

/// Longest cell that is an amount, in bytes.
const LONGEST: usize = 60;

#[derive(Clone, Copy)]
enum Token<'a> {
    /// Digits with what groups them.
    Number(&'a str),
    /// Letters, in lower case without accents.
    Word(&'a str),
    /// A sign of a currency.
    Currency(&'static str),
    /// A dash of any kind.
    Dash,
    /// A slash.
    Slash,
    /// Anything else.
    Other,
}

/// Takes an amount apart.
fn scan(text: &str, each: &mut dyn FnMut(Token)) {
    let text: String = text
        .chars()
        .map(|c| match c {
            c if c.is_whitespace() => ' ',
            '\u{2018}' | '\u{2019}' | '\u{2bc}' | '`' | '\u{b4}' => '\'',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            c => c,
        })
        .collect();
    let lower = bare(&text);
    // What has points between its letters is one word.
    let lower = lower
        .replace("p.a.", " year ")
        .replace("p.m.", " month ")
        .replace("p.h.", " hour ")
        .replace("p.w.", " week ")
        .replace("p.a", " year ");
    // Dollars of other countries, and francs.
    let lower = if lower.contains('$') { dollars_by_code(lower) } else { lower };
    let lower = if lower.contains("fr.") { lower.replace("sfr.", " chf ").replace("fr.", " chf ") } else { lower };
    let bytes = lower.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &lower[at..];
        let Some(c) = rest.chars().next() else { return };
        if c.is_ascii_digit() {
            let len = number_len(rest);
            each(Token::Number(&rest[..len]));
            at += len;
            // "120'000.-" and "9,00,000/-" have no cents.
            for end in [".--", ".-", ",--", ",-", "/-", ".", "'"] {
                if lower[at..].starts_with(end) && !lower[at + end.len()..].starts_with(|c: char| c.is_ascii_digit()) {
                    at += end.len();
                    break;
                }
            }
            continue;
        }
        if c.is_alphabetic() {
            let len = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            each(Token::Word(&rest[..len]));
            at += len;
            continue;
        }
        at += c.len_utf8();
        match c {
            ' ' | '.' | '(' | ')' | '~' | ':' => {}
            '-' => each(Token::Dash),
            '/' => each(Token::Slash),
            _ => each(of_sign(c).map_or(Token::Other, Token::Currency)),
        }
    }
}

/// Bytes of the number that a text begins with: digits, signs between digits, spaces in front of three digits.
fn number_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    loop {
        match bytes.get(at) {
            Some(byte) if byte.is_ascii_digit() => at += 1,
            Some(b'.' | b',' | b'\'') if is_digit(at + 1) => at += 1,
            Some(b' ') if is_digit(at + 1) && is_digit(at + 2) && is_digit(at + 3) && !is_digit(at + 4) => at += 1,
            _ => return at,
        }
    }
}

/// Reads `£65,000`, `65 000,50 €`, `85k`, `65000 - 69999`, `25.50 per hour` by itself. `None` for anything else,
/// negative amounts included.
#[cfg(test)]
pub fn money(text: &str) -> Option<Money> {
    money_as(text, &Style::PLAIN)
}

fn money_as(text: &str, style: &Style) -> Option<Money> {
    let said = |low: f64, high: f64, currency: Option<Currency>, period: Option<PayPeriod>| Money {
        low: low * style.factor,
        high: high * style.factor,
        // A cell in another currency than its column is in its own.
        currency: match (currency, style.currency) {
            (Some(own), Some(of_column)) => own.and(of_column).or(currency),
            (own, of_column) => own.or(of_column),
        },
        period: period.or(style.period),
    };
    // Digits alone, which are exact up to fifteen of them.
    if (1..=15).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let amount = text.bytes().fold(0u64, |all, digit| all * 10 + u64::from(digit - b'0')) as f64;
        return plain(amount).map(|amount| said(amount, amount, None, None));
    }
    if !text.contains('.')
        && let Ok(amount) = text.parse::<f64>()
    {
        return plain(amount).map(|amount| said(amount, amount, None, None));
    }
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let mut reading =
        Reading { style, amounts: Vec::new(), currency: None, period: None, is_wrong: false, is_range: false };
    scan(text, &mut |token| reading.take(token));
    if reading.is_wrong || reading.amounts.is_empty() || reading.amounts.len() > 2 {
        return None;
    }
    if reading.amounts.len() == 2 && !reading.is_range {
        return None;
    }
    let (first, last) = (reading.amounts[0], reading.amounts[reading.amounts.len() - 1]);
    let (mut low, mut high) = (first.0 * first.1.unwrap_or(1.0), last.0 * last.1.unwrap_or(1.0));
    // The k behind one number of a range holds for both.
    match (first.1, last.1) {
        (None, Some(factor)) if first.0 <= last.0 => low = first.0 * factor,
        (Some(factor), None) if last.0 < low => high = last.0 * factor,
        _ => {}
    }
    let has_unit = first.1.is_some() || last.1.is_some();
    let (low, high) = (plain(low)?, plain(high)?);
    if low > high {
        return None;
    }
    let money = said(low, high, reading.currency, reading.period);
    // A unit in the cell says more than that of the header.
    Some(if has_unit { Money { low, high, ..money } } else { money })
}

struct Reading<'s> {
    style: &'s Style,
    /// Numbers with the unit behind each.
    amounts: Vec<(f64, Option<f64>)>,
    currency: Option<Currency>,
    period: Option<PayPeriod>,
    is_wrong: bool,
    is_range: bool,
}

impl Reading<'_> {
    fn take(&mut self, token: Token) {
        match token {
            Token::Number(text) => match number_as(text, self.style.decimal) {
                Some(number) => self.amounts.push((number, None)),
                None => self.is_wrong = true,
            },
            Token::Currency(code) => self.paid_in(Currency::of_sign(code)),
            // A dash in front of everything is a minus.
            Token::Dash if self.amounts.is_empty() => self.is_wrong = true,
            Token::Dash => self.is_range = true,
            Token::Slash => {}
            Token::Other => self.is_wrong = true,
            Token::Word(word) => self.word(word),
        }
    }

    /// Two currencies in one cell are no amount.
    fn paid_in(&mut self, currency: Currency) {
        let both = self.currency.map_or(Some(currency), |known| known.and(currency));
        self.is_wrong |= both.is_none();
        self.currency = both;
    }

    fn word(&mut self, word: &str) {
        let unit = [(Said::Thousand, 1e3), (Said::Million, 1e6), (Said::Lakh, 1e5), (Said::Crore, 1e7)];
        let unit = unit.into_iter().find(|&(said, _)| says(word, said)).map(|(_, factor)| factor);
        let code = thousand_of(word);
        if let Some(factor) = unit.or(code.map(|_| 1e3)) {
            if let Some(currency) = code {
                self.paid_in(currency);
            }
            match self.amounts.last_mut() {
                Some((_, slot)) if slot.is_none() => *slot = Some(factor),
                _ => self.is_wrong = true,
            }
            if word == "lpa" {
                self.period = Some(PayPeriod::Year);
            }
            return;
        }
        // Kronor, kroner and kronur: which, the word does not say.
        if word == "kr" {
            return;
        }
        if let Some(currency) = local(word).or_else(|| currency_in(word)) {
            self.paid_in(currency);
            return;
        }
        let periods = [
            (Said::Year, PayPeriod::Year),
            (Said::Month, PayPeriod::Month),
            (Said::Week, PayPeriod::Week),
            (Said::Day, PayPeriod::Day),
            (Said::Hour, PayPeriod::Hour),
        ];
        if let Some((_, period)) = periods.into_iter().find(|&(said, _)| says(word, said)) {
            self.period = Some(period);
        } else if says(word, Said::And) {
            self.is_range |= self.amounts.len() == 1;
        } else {
            self.is_wrong = true;
        }
    }
}

/// Whether parts of full time stand in per cent: the header says so, or a hundred is full time.
fn is_percent(sheet: &Sheet, problems: &mut Problems) -> bool {
    let columns: &Columns = &sheet.columns;
    let Some(column) = columns.column(Field::Fte) else { return false };
    let header = columns.headers[column].as_str();
    let is_said = header.contains('%') || meanings(header).is_some_and(|words| words.contains(&Meaning::Percent));
    let (mut most, mut large, mut all) = (0.0f64, 0usize, 0usize);
    for &row in &sheet.rows {
        let text = sheet.table.cell(row as usize, column);
        if is_missing(text) || vacancy(text).is_some() || text.ends_with('%') {
            continue;
        }
        if let Some(number) = number_as(text, Some(',')) {
            most = most.max(number);
            large += usize::from(number > 2.0);
            all += 1;
        }
    }
    let is_percent = if is_said { most > 1.5 } else { (60.0..=200.0).contains(&most) && large * 2 > all };
    if is_percent && !is_said {
        problems.note(format!("The numbers in `{header}` are read as percentages"), "100 is full time");
    }
    is_percent
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check_money(text: &str, expected: Option<(f64, f64)>) {
        assert_eq!(money(text).map(|money| (money.low, money.high)), expected, "{text}");
    }

    #[test]
    fn pay_as_it_is_written() {
        check_money("65000", Some((65_000.0, 65_000.0)));
        check_money("180,000", Some((180_000.0, 180_000.0)));
        check_money("£65,000", Some((65_000.0, 65_000.0)));
        check_money("65.000,50 €", Some((65_000.5, 65_000.5)));
        check_money("65 000", Some((65_000.0, 65_000.0)));
        check_money("12,5", Some((12.5, 12.5)));
        check_money("85k", Some((85_000.0, 85_000.0)));
        check_money("65000 - 69,999", Some((65_000.0, 69_999.0)));
        check_money("$25.50 per hour", Some((25.5, 25.5)));
        check_money("£1.2M", Some((1.2e6, 1.2e6)));
        check_money("$150\u{2013}190k", Some((150e3, 190e3)));
        check_money("98,5 k€", Some((98_500.0, 98_500.0)));
        check_money("64 TEUR", Some((64e3, 64e3)));
        check_money("CHF 120'000.-", Some((120e3, 120e3)));
        check_money("Rs. 9,00,000/-", Some((900e3, 900e3)));
        check_money("12.5 LPA", Some((1.25e6, 1.25e6)));
        check_money("1.05 Cr", Some((1.05e7, 1.05e7)));
        check_money("$60,000 to $75,000", Some((60e3, 75e3)));
        check_money("5,000 p.m.", Some((5e3, 5e3)));
        check_money("-5", None);
        check_money("inf", None);
        check_money("see contract 7", None);
        check_money("1-2-3", None);
        check_money("65,000 70,000", None);
        check_money("$65,000 CAD", Some((65_000.0, 65_000.0)));
        check_money("€65,000 - $70,000", None);
        assert_eq!(
            money("25 € / hour").map(|m| (m.currency.map(|it| it.code), m.period)),
            Some((Some("EUR"), Some(PayPeriod::Hour)))
        );
        assert_eq!(money("1,200 pro Woche").and_then(|m| m.period), Some(PayPeriod::Week));
    }

    #[test]
    fn a_header_says_unit_and_currency() {
        for (header, factor, currency) in [
            ("Salary (k€)", 1000.0, Some("EUR")),
            ("Gehalt in TEUR", 1000.0, Some("EUR")),
            ("Pay ($'000)", 1000.0, Some("USD")),
            ("Salary £000s", 1000.0, Some("GBP")),
            ("Salary", 1.0, None),
        ] {
            let style = of_header(header, None);
            assert_eq!((style.factor, style.currency.map(|it| it.code)), (factor, currency), "{header}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn no_amount_panics(text in "[0-9a-zé£,.%/ 'Tkt€\u{2019}-]{0,14}") {
            money(&text);
        }
    }
}
