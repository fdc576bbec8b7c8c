//! One amount of money, read as its column writes amounts.

use super::currency::{Currency, currency_in, dollars_by_code, local, of_sign};
use super::fold::bare;
use super::numbers::{number_as, plain};
use super::words::{Said, says};
use crate::org::PayPeriod;

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
    pub decimal: Option<char>,
    /// What every amount is multiplied with: 1,000 where the header says thousands.
    pub factor: f64,
    /// The period that the header says.
    pub period: Option<PayPeriod>,
    /// The currency that the header says.
    pub currency: Option<Currency>,
}

impl Style {
    /// Nothing is known.
    pub const PLAIN: Self = Self { decimal: None, factor: 1.0, period: None, currency: None };
}

/// What a header says of unit, period and currency: `Salary (k€)`, `Gehalt in TEUR`, `Pay '000 per month`.
pub fn of_header(header: &str, period: Option<PayPeriod>) -> Style {
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

/// Longest cell that is an amount, in bytes.
pub const LONGEST: usize = 60;

#[derive(Clone, Copy)]
pub enum Token<'a> {
    /// Digits with what groups them.
    Number(&'a str),
    /// Letters, in lower case without accents.
    Word(&'a str),
    /// A sign of a currency.
    Currency(&'static str),
    /// A dash of any kind.
    Dash,
    /// A bracket that opens or closes.
    Bracket(bool),
    /// A slash.
    Slash,
    /// Anything else.
    Other,
}

/// Takes an amount apart.
pub fn scan(text: &str, each: &mut dyn FnMut(Token)) {
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
            ' ' | '.' | '~' | ':' => {}
            '(' | ')' => each(Token::Bracket(c == '(')),
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

pub fn money_as(text: &str, style: &Style) -> Option<Money> {
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
    let mut reading = Reading {
        style,
        amounts: Vec::new(),
        currency: None,
        period: None,
        is_wrong: false,
        is_range: false,
        has_dash: false,
        is_open: false,
        is_bracketed: false,
    };
    scan(text, &mut |token| reading.take(token));
    if reading.is_wrong || reading.amounts.is_empty() || reading.amounts.len() > 2 {
        return None;
    }
    // A single amount in brackets, or in front of a dash, is below zero.
    let is_single = reading.amounts.len() == 1;
    if (is_single && (reading.has_dash || reading.is_bracketed)) || !(is_single || reading.is_range) {
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
    has_dash: bool,
    /// Whether a bracket is open.
    is_open: bool,
    /// Whether an amount stands in brackets.
    is_bracketed: bool,
}

impl Reading<'_> {
    fn take(&mut self, token: Token) {
        match token {
            Token::Number(text) => match number_as(text, self.style.decimal) {
                Some(number) => {
                    self.amounts.push((number, None));
                    self.is_bracketed |= self.is_open;
                }
                None => self.is_wrong = true,
            },
            Token::Currency(code) => self.paid_in(Currency::of_sign(code)),
            // A dash in front of everything is a minus.
            Token::Dash if self.amounts.is_empty() => self.is_wrong = true,
            Token::Dash => (self.is_range, self.has_dash) = (true, true),
            Token::Bracket(is_open) => self.is_open = is_open,
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
        check_money("(70,500)", None);
        check_money("EUR (70,500)", None);
        check_money("70000-", None);
        check_money("1,2,3", None);
        check_money("(65,000 - 70,000)", Some((65_000.0, 70_000.0)));
        check_money("70,500 (EUR)", Some((70_500.0, 70_500.0)));
        check_money("70,500 (gross)", Some((70_500.0, 70_500.0)));
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
