//! What cells say: missing, vacant, yes and no, numbers, parts of full time, dates. Which cell is meant is known by the
//! callers.

use super::words::{self, Said, is_said};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Whether a cell says that nothing is known.
pub fn is_missing(text: &str) -> bool {
    if text.is_empty() {
        return true;
    }
    // None of the words starts like this, which is quick to see.
    if matches!(text.as_bytes(), [b'0'..=b'9' | b'A'..=b'M' | b'P'..=b'T' | b'a'..=b'm' | b'p'..=b't' | 0x80.., ..]) {
        return false;
    }
    let text = text.trim_matches(['\'', ' ']);
    if !matches!(text.len(), 0..=4 | 7 | 13) {
        return false;
    }
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

/// What a name says about a seat without anybody; brackets and stray apostrophes around it are ignored.
pub fn vacancy(name: &str) -> Option<Vacancy> {
    if !words::may_begin_vacant(name) {
        return None;
    }
    // What stands around a name is looked at only where it begins with a sign.
    if name.starts_with(|c: char| c.is_ascii_alphanumeric()) && !words::may_be_vacant(name) {
        return None;
    }
    let name = name.trim_matches(['\'', '"', '(', ')', '[', ']', '-', '<', '>', '*', '.', ' ']);
    // Nearly all names begin with no such word, which is quick to see.
    if !words::may_be_vacant(name) {
        return None;
    }
    let said = [(Said::Vacant, Vacancy::Vacant), (Said::Eliminated, Vacancy::Eliminated)];
    said.into_iter().find(|&(said, _)| words::begins(name, said)).map(|(_, vacancy)| vacancy)
}

/// Whether a cell says yes.
pub fn is_yes(text: &str) -> bool {
    !text.is_empty() && is_any(text, &["1", "y", "yes", "true", "x"], Said::Yes)
}

fn is_any(text: &str, words: &[&str], said: Said) -> bool {
    words.iter().any(|word| text.eq_ignore_ascii_case(word)) || is_said(text, said)
}

/// Whether a cell says no.
pub fn is_no(text: &str) -> bool {
    !text.is_empty() && is_any(text, &["0", "n", "no", "false"], Said::No)
}

/// Which of two numbers is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
            && !has_points(cell)
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

/// Whether points stand between the numbers of a date: then the day is first, everywhere.
fn has_points(text: &str) -> bool {
    text.find(|c: char| !c.is_ascii_digit()).is_some_and(|at| text[at..].starts_with('.'))
}

/// The day that a spreadsheet counts as so many days since the end of 1899; `None` for numbers that are no days of
/// anybody's working life.
pub fn day_of_serial(text: &str) -> Option<Date> {
    let whole = text.strip_suffix(".0").unwrap_or(text);
    if whole.len() != 5 || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let days: i32 = whole.parse().ok()?;
    let start = Date::new(1899, 12, 30).ok()?;
    (14_000..80_000).contains(&days).then(|| start.checked_add(jiff::Span::new().days(days)).ok())?
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
        _ => match if has_points(text) { DateOrder::DayFirst } else { order } {
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
    let start = text.get(..3).map(str::to_ascii_lowercase);
    let at = months.iter().position(|month| start.as_deref() == Some(month));
    let english = at.filter(|_| text.bytes().all(|byte| byte.is_ascii_alphabetic())).map(|at| at as i8 + 1);
    english.or_else(|| if text.starts_with(|c: char| c.is_ascii_digit()) { None } else { words::month(text) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
        check_date("04.05.2019", MonthFirst, Some((2019, 5, 4)));
        check_date("3. M\u{e4}rz 2019", MonthFirst, Some((2019, 3, 3)));
        assert_eq!(day_of_serial("43556"), Some(jiff::civil::date(2019, 4, 1)));
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
        for name in
            ["TBH", "To be hired", "Open Position", "VACANCY - Planner", "(open)", "N.N.", "vakant", "À pourvoir"]
        {
            assert_eq!(vacancy(name), Some(Vacancy::Vacant), "{name}");
        }
        for name in ["Vacantine Roy", "Anna Frei", "Frei, Anna", "Open Lee", "Tba Ola", "Nn Li"] {
            assert_eq!(vacancy(name), None, "{name}");
        }
        assert!(is_missing("N/D'") && is_missing("ND") && !is_missing("Nd Ola"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn no_cell_panics(text in "[0-9a-zé£,.%/ Tt-]{0,12}") {
            day_of_serial(&text);
            date(&text, DateOrder::DayFirst);
            date_order(std::iter::once(text.as_str()));
            vacancy(&text);
        }
    }
}
