//! What cells say: missing, vacant, yes and no, money, parts of full time, dates. Which cell is meant is
//! known by the callers.

use crate::org::PayPeriod;
use jiff::civil::Date;

/// Whether a cell says that nothing is known.
pub fn is_missing(text: &str) -> bool {
    // None of the words starts like this, which is quick to see.
    if matches!(text.as_bytes(), [b'0'..=b'9' | b'A'..=b'M' | b'P'..=b'T' | b'a'..=b'm' | b'p'..=b't' | 0x80.., ..]) {
        return false;
    }
    let text = text.trim_matches(['\'', ' ']);
    let words = ["n/d", "nd", "n/a", "na", "nan", "null", "none", "\\n", "-", "not disclosed", "unknown"];
    text.is_empty() || words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// A seat that nobody holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vacancy {
    /// To be filled.
    Vacant,
    /// The post was given up.
    Eliminated,
}

/// What a name says about a seat without anybody; stray apostrophes around it are ignored.
pub fn vacancy(name: &str) -> Option<Vacancy> {
    let name = name.trim_matches(['\'', '"', '(', ')', '[', ']', '-', ' ']);
    let words = [("vacant", Vacancy::Vacant), ("vacancy", Vacancy::Vacant), ("eliminated", Vacancy::Eliminated)];
    let starts_with = |word: &str| {
        name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
            && !name[word.len()..].starts_with(char::is_alphanumeric)
    };
    words.into_iter().find(|(word, _)| starts_with(word)).map(|(_, vacancy)| vacancy)
}

/// Whether a cell says yes.
pub fn is_yes(text: &str) -> bool {
    ["1", "y", "yes", "true", "x"].iter().any(|yes| text.eq_ignore_ascii_case(yes))
}

/// Whether a cell says no.
pub fn is_no(text: &str) -> bool {
    ["0", "n", "no", "false"].iter().any(|no| text.eq_ignore_ascii_case(no))
}

/// An amount, or from and to, with what stands beside it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Money {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Currency written in the cell.
    pub currency: Option<&'static str>,
    /// Period written in the cell.
    pub period: Option<PayPeriod>,
}

/// Reads `£65,000`, `65 000,50 €`, `85k`, `65000 - 69999`, `25.50 per hour`. `None` for anything else,
/// negative amounts included.
pub fn money(text: &str) -> Option<Money> {
    if let Ok(amount) = text.parse::<f64>() {
        return plain(amount).map(|amount| Money { low: amount, high: amount, currency: None, period: None });
    }
    let lower = text.to_lowercase();
    let currency = currency_in(&lower);
    let period = [
        ("hour", PayPeriod::Hour),
        ("/h", PayPeriod::Hour),
        ("month", PayPeriod::Month),
        ("week", PayPeriod::Week),
        ("day", PayPeriod::Day),
        ("year", PayPeriod::Year),
        ("annum", PayPeriod::Year),
    ];
    let period = period.into_iter().find(|(word, _)| lower.contains(word)).map(|(_, period)| period);
    let mut amounts = [0.0; 2];
    let mut found = 0;
    for part in lower.split(['–', '—']).flat_map(|part| part.split(" to ")).flat_map(|part| part.split('-')) {
        *amounts.get_mut(found)? = amount_in(part)?;
        found += 1;
    }
    let high = if found == 2 { amounts[1] } else { amounts[0] };
    (amounts[0] <= high).then_some(Money { low: amounts[0], high, currency, period })
}

fn plain(amount: f64) -> Option<f64> {
    (amount.is_finite() && amount >= 0.0).then_some(amount)
}

/// The currency that a header or cell names by sign or code.
pub fn currency_in(text: &str) -> Option<&'static str> {
    let codes = ["GBP", "EUR", "USD", "CHF", "CAD", "AUD", "INR", "JPY", "SEK", "NOK", "DKK", "PLN"];
    let signs = [("£", "GBP"), ("€", "EUR"), ("$", "USD"), ("¥", "JPY"), ("₹", "INR")];
    let sign = signs.into_iter().find(|(sign, _)| text.contains(sign)).map(|(_, code)| code);
    sign.or_else(|| {
        let mut words = text.split(|c: char| !c.is_ascii_alphabetic());
        words.find_map(|word| codes.into_iter().find(|code| word.eq_ignore_ascii_case(code)))
    })
}

/// One amount within lower-case text; `None` without digits, or with letters that are no currency or period.
fn amount_in(text: &str) -> Option<f64> {
    let from = text.find(|c: char| c.is_ascii_digit())?;
    let to = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let (before, digits, after) = (&text[..from], &text[from..to], text[to..].trim());
    let amount = number(digits)?;
    let words = |text: &str| {
        text.split(|c: char| !c.is_alphabetic()).all(|word| {
            word.is_empty()
                || currency_in(word).is_some()
                || ["per", "p", "a", "h", "an", "hour", "hourly", "day", "week", "month", "year", "annum"]
                    .contains(&word)
        })
    };
    let (factor, after) = match after.strip_prefix('k') {
        Some(rest) if !rest.starts_with(char::is_alphabetic) => (1e3, rest),
        _ => (1.0, after),
    };
    (words(before) && words(after)).then_some(amount * factor).and_then(plain)
}

/// A number with thousands separators or a decimal comma: of two kinds of separators the last is the decimal
/// one; a comma in front of exactly three digits groups thousands.
pub fn number(text: &str) -> Option<f64> {
    if let Ok(number) = text.parse::<f64>() {
        return plain(number);
    }
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\'').collect();
    let (comma, point) = (text.rfind(','), text.rfind('.'));
    let decimal = match (comma, point) {
        (Some(comma), Some(point)) => Some(comma.max(point)),
        (Some(comma), None) if text.matches(',').count() == 1 && text.len() - comma != 4 => Some(comma),
        (None, Some(point)) if text.matches('.').count() == 1 => Some(point),
        _ => None,
    };
    let mut clean = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            ',' | '.' if decimal == Some(at) => clean.push('.'),
            ',' | '.' => {}
            c if c.is_ascii_digit() => clean.push(c),
            _ => return None,
        }
    }
    clean.parse().ok().and_then(plain)
}

/// A part of full time: `0.83`, `0,83`, `83 %`. At most 10 for one row; rows for several posts use [`number`].
pub fn fte(text: &str) -> Option<f32> {
    let (text, factor) = match text.strip_suffix('%') {
        Some(rest) => (rest.trim_end(), 0.01),
        None => (text, 1.0),
    };
    // No part of full time needs thousands, so a comma is a decimal one here.
    let number = text.replace(',', ".").parse::<f32>().ok()? * factor;
    (number.is_finite() && (0.0..=10.0).contains(&number)).then_some(number)
}

/// Which of two numbers is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// 31/12/2024.
    DayFirst,
    /// 12/31/2024.
    MonthFirst,
}

/// The order that the dates of a column prove; `None` when all can be read both ways or none needs it.
pub fn date_order<'a>(cells: impl Iterator<Item = &'a str>) -> (Option<DateOrder>, bool) {
    let mut ambiguous = false;
    for cell in cells {
        if let Some([a, b, _]) = three_numbers(cell)
            && a <= 31
        {
            if a > 12 {
                return (Some(DateOrder::DayFirst), false);
            }
            if b > 12 {
                return (Some(DateOrder::MonthFirst), false);
            }
            ambiguous |= a != b;
        }
    }
    (None, ambiguous)
}

fn parts(text: &str) -> ([&str; 3], usize) {
    let mut parts = [""; 3];
    let mut found = 0;
    for part in text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).take(3) {
        // "15T10:00" is the 15th.
        parts[found] = part.split_once(['T', 't']).filter(|(day, _)| is_number(day)).map_or(part, |(day, _)| day);
        found += 1;
    }
    (parts, found)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn three_numbers(text: &str) -> Option<[u16; 3]> {
    // A year in front is quick to see.
    if text.bytes().take(4).filter(u8::is_ascii_digit).count() == 4 {
        return None;
    }
    let ([a, b, c], _) = parts(text);
    Some([a, b, c]).filter(|all| all.iter().all(|part| is_number(part))).and_then(|[a, b, c]| {
        // A year in front leaves no question of order.
        (a.len() <= 2).then_some([a.parse().ok()?, b.parse().ok()?, c.parse().ok()?])
    })
}

/// A civil date: year first, day or month first as `order` says, with the month in words, or a month and a
/// year alone, which is its first day. A time behind it is ignored. Years of two digits: 70 to 99 are 19xx.
pub fn date(text: &str, order: DateOrder) -> Option<Date> {
    if let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes()
        && [y1, y2, y3, y4, m1, m2, d1, d2].iter().all(u8::is_ascii_digit)
    {
        let [y1, y2, y3, y4, m1, m2, d1, d2] = [y1, y2, y3, y4, m1, m2, d1, d2].map(|digit| (digit - b'0') as i8);
        let year = i16::from(y1 * 10 + y2) * 100 + i16::from(y3 * 10 + y4);
        return Date::new(year, m1 * 10 + m2, d1 * 10 + d2).ok();
    }
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return civil(&text[..4], text[4..6].parse().ok()?, text[6..].parse().ok()?);
    }
    let ([a, b, c], found) = parts(text);
    match (month(a), month(b)) {
        (Some(month), _) if found == 2 => civil(b, month, 1),
        (Some(month), _) if is_number(b) => civil(c, month, b.parse().ok()?),
        (None, Some(month)) if is_number(a) && a.len() == 4 => civil(a, month, c.parse().ok()?),
        (None, Some(month)) if is_number(a) => civil(c, month, a.parse().ok()?),
        _ if found < 3 || !is_number(a) || !is_number(b) || !is_number(c) => None,
        _ if a.len() == 4 => civil(a, b.parse().ok()?, c.parse().ok()?),
        _ => match order {
            DateOrder::DayFirst => civil(c, b.parse().ok()?, a.parse().ok()?),
            DateOrder::MonthFirst => civil(c, a.parse().ok()?, b.parse().ok()?),
        },
    }
}

fn civil(year: &str, month: i8, day: i8) -> Option<Date> {
    let digits = year.len();
    let year: i16 = is_number(year).then(|| year.parse().ok())??;
    let year = match digits {
        2 if year >= 70 => 1900 + year,
        2 => 2000 + year,
        4 => year,
        _ => return None,
    };
    Date::new(year, month, day).ok()
}

fn month(text: &str) -> Option<i8> {
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = text.get(..3)?.to_ascii_lowercase();
    let at = months.iter().position(|month| *month == start)?;
    text.bytes().all(|byte| byte.is_ascii_alphabetic()).then_some(at as i8 + 1)
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
        check_money("-5", None);
        check_money("inf", None);
        check_money("see contract 7", None);
        check_money("1-2-3", None);
        assert_eq!(money("25 € / hour").map(|m| (m.currency, m.period)), Some((Some("EUR"), Some(PayPeriod::Hour))));
    }

    #[test]
    fn parts_of_full_time() {
        assert_eq!(fte("1"), Some(1.0));
        assert_eq!(fte("0,83"), Some(0.83));
        assert_eq!(fte("80%").map(|part| (part * 100.0).round()), Some(80.0));
        assert_eq!(fte("part"), None);
        assert_eq!(number("27,314"), Some(27_314.0));
    }

    fn check_date(text: &str, order: DateOrder, expected: Option<(i16, i8, i8)>) {
        let expected = expected.map(|(y, m, d)| jiff::civil::date(y, m, d));
        assert_eq!(date(text, order), expected, "{text}");
    }

    #[test]
    fn dates_as_they_are_written() {
        use DateOrder::*;
        check_date("2013-09-30", DayFirst, Some((2013, 9, 30)));
        check_date("1992-05-01 00:00:00.000", DayFirst, Some((1992, 5, 1)));
        check_date("1992-05-01T10:00:00Z", DayFirst, Some((1992, 5, 1)));
        check_date("20130930", DayFirst, Some((2013, 9, 30)));
        check_date("30/09/2013", DayFirst, Some((2013, 9, 30)));
        check_date("09/30/2013", MonthFirst, Some((2013, 9, 30)));
        check_date("30.9.13", DayFirst, Some((2013, 9, 30)));
        check_date("30 Sep 2013", MonthFirst, Some((2013, 9, 30)));
        check_date("September 30, 1999", DayFirst, Some((1999, 9, 30)));
        check_date("Mar-15", DayFirst, Some((2015, 3, 1)));
        check_date("31/31/2013", DayFirst, None);
        check_date("soon", DayFirst, None);
        check_date("é", DayFirst, None);
    }

    #[test]
    fn a_column_proves_its_order() {
        assert_eq!(date_order(["01/02/2020", "13/02/2020"].into_iter()), (Some(DateOrder::DayFirst), false));
        assert_eq!(date_order(["01/02/2020", "02/13/2020"].into_iter()), (Some(DateOrder::MonthFirst), false));
        assert_eq!(date_order(["01/02/2020"].into_iter()), (None, true));
        assert_eq!(date_order(["2020-02-01", ""].into_iter()), (None, false));
    }

    #[test]
    fn posts_that_nobody_holds() {
        assert_eq!(vacancy("Vacant "), Some(Vacancy::Vacant));
        assert_eq!(vacancy("'Eliminated'"), Some(Vacancy::Eliminated));
        assert_eq!(vacancy("ELIMINATED"), Some(Vacancy::Eliminated));
        assert_eq!(vacancy("Vacantine Roy"), None);
        assert!(is_missing("N/D'") && is_missing("ND") && !is_missing("Nd Ola"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn no_cell_panics(text in "[0-9a-zé£,.%/ Tt-]{0,12}") {
            money(&text);
            number(&text);
            fte(&text);
            date(&text, DateOrder::DayFirst);
            date_order(std::iter::once(text.as_str()));
            vacancy(&text);
        }
    }
}
