//! Formatting and parsing of cells: amounts, shares, dates and periods. Callers know which cell it is.

use crate::org::Period;
use crate::plan::PlanError;
use jiff::civil::{Date, date};

/// Amount, with its currency unless it is that of the file.
pub fn money(amount: f64, currency: &str) -> String {
    let mut text = amount.to_string();
    if is_open(&text) {
        text.push('0');
    }
    if currency.is_empty() { text } else { format!("{text} {currency}") }
}

/// Parses an amount and its currency, if named: `48,000,000`, `0.48`, `48 %`, `250000 EUR`.
pub fn amount(text: &str) -> Result<(f64, String), PlanError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(PlanError::NoAmount);
    }
    let (rest, currency) = match text.rsplit_once(' ') {
        Some((rest, code)) if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) => (rest, code),
        _ => (text, ""),
    };
    let (digits, factor) = match rest.trim_end().strip_suffix('%') {
        Some(digits) => (digits, 0.01),
        None => (rest, 1.0),
    };
    let digits: String = digits.chars().filter(|c| !c.is_whitespace() && ![',', '\'', '’'].contains(c)).collect();
    let read = digits.parse::<f64>().ok().map(|amount| amount * factor);
    let amount =
        read.filter(|amount| amount.is_finite() && *amount >= 0.0 && !is_decimal_comma(rest) && !is_open(rest));
    let amount = amount.ok_or_else(|| PlanError::Amount(text.to_owned()))?;
    Ok((amount, currency.to_owned()))
}

/// True for a comma that is not followed by three digits, or follows a zero. It is no thousands separator, and guessing
/// would be wrong.
fn is_decimal_comma(text: &str) -> bool {
    let mut groups = text.trim().split(',');
    let is_zero = groups.next() == Some("0");
    groups.any(|group| is_zero || group.bytes().take_while(u8::is_ascii_digit).count() != 3)
}

/// True for one point between up to three digits and three digits: `50.000` is fifty thousand to many people.
fn is_open(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['%', ' ']);
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('.').is_some_and(|(whole, behind)| {
        behind.len() == 3
            && (1..=3).contains(&whole.len())
            && !whole.starts_with('0')
            && is_digits(whole)
            && is_digits(behind)
    })
}

/// Parses a share: `0.5`, `50 %`; 1 for an empty cell.
pub fn share(text: &str) -> Result<f64, PlanError> {
    if text.trim().is_empty() {
        return Ok(1.0);
    }
    let share = amount(text).ok().map(|(share, _)| share).filter(|share| *share > 0.0 && *share <= 1.0);
    share.ok_or_else(|| PlanError::Share(text.to_owned()))
}

/// Parses a date: `2026-09-30`.
pub fn day(text: &str) -> Result<Date, PlanError> {
    text.trim().parse().map_err(|_| PlanError::Day(text.to_owned()))
}

/// `2026`, `2026-03`, `2026-03-01 to 2026-06-30`, `since 2019`; `None` for an empty cell.
pub fn period(text: &str) -> Result<Option<Period>, PlanError> {
    let why = || PlanError::Period(text.to_owned());
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if let Some(from) = text.get(..6).filter(|word| word.eq_ignore_ascii_case("since ")).and_then(|_| text.get(6..)) {
        let (from, _) = span(from.trim()).ok_or_else(why)?;
        return Ok(Some(Period { from, to: None }));
    }
    let (from, to) = text.split_once(" to ").or_else(|| text.split_once("..")).unwrap_or((text, text));
    let ((from, _), (_, to)) = span(from.trim()).zip(span(to.trim())).ok_or_else(why)?;
    if from <= to { Ok(Some(Period { from, to: Some(to) })) } else { Err(why()) }
}

/// First and last day of a year, a month or a day.
fn span(text: &str) -> Option<(Date, Date)> {
    let is_digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split('-').collect::<Vec<_>>().as_slice() {
        [year] if is_digits(year, 4) => {
            let year: i16 = year.parse().ok()?;
            Some((date(year, 1, 1), date(year, 12, 31)))
        }
        [year, month] if is_digits(year, 4) && is_digits(month, 2) => {
            let first = Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        _ => text.parse().ok().map(|day| (day, day)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_shares_are_read_and_never_guessed() {
        for (text, expected) in [
            ("48,000,000", Some((48e6, ""))),
            ("48000000 EUR", Some((48e6, "EUR"))),
            ("48 %", Some((0.48, ""))),
            ("0", Some((0.0, ""))),
            ("1,5", None),
            ("0,480", None),
            ("50.000", None),
            ("1.500 EUR", None),
            ("1.500.000", None),
            ("50.0000", Some((50.0, ""))),
            ("0.125", Some((0.125, ""))),
            ("-1", None),
            ("much", None),
            ("inf", None),
            ("", None),
        ] {
            let read = amount(text).ok();
            assert_eq!(read.as_ref().map(|(amount, currency)| (*amount, currency.as_str())), expected, "{text}");
        }
        let written = [12.345, 0.125, 1234.567].map(|number| money(number, ""));
        assert_eq!(written, ["12.3450", "0.125", "1234.567"]);
        let shares = ["", "50 %", "0.25", "1", "50", "0"].map(|text| share(text).ok());
        assert_eq!(shares, [Some(1.0), Some(0.5), Some(0.25), Some(1.0), None, None]);
    }

    #[test]
    fn a_period_is_a_year_a_month_a_day_or_from_and_to() {
        for (text, expected) in [
            ("2026", "2026-01-01 2026-12-31"),
            ("2026-02", "2026-02-01 2026-02-28"),
            ("2026-02-03", "2026-02-03 2026-02-03"),
            ("2025-10 to 2026", "2025-10-01 2026-12-31"),
            ("2026-01-01..2026-01-31", "2026-01-01 2026-01-31"),
            ("2026-13", "no"),
            ("2026 to 2025", "no"),
            ("last year", "no"),
            ("9999", "9999-01-01 9999-12-31"),
            ("since 2019", "2019-01-01 on"),
            ("Since 2019-03-04", "2019-03-04 on"),
            ("since ever", "no"),
        ] {
            let said = match period(text) {
                Ok(Some(Period { from, to: Some(to) })) => format!("{from} {to}"),
                Ok(Some(Period { from, to: None })) => format!("{from} on"),
                Ok(None) => String::new(),
                Err(_) => "no".to_owned(),
            };
            assert_eq!(said, expected, "{text}");
        }
        assert_eq!(period(" "), Ok(None));
    }
}
