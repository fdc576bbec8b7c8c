//! The time that counts: (end − 12 months, end] (METHOD.md section 7a), and how much of a period lies in it.

use crate::org::Period;
use jiff::Span;
use jiff::civil::Date;

/// The days after `after` up to and including `until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    after: Date,
    until: Date,
}

impl Window {
    /// The twelve months that end with `until`.
    pub fn year_to(until: Date) -> Self {
        // In the year before a leap year there is no 29 February.
        let on = |day| Date::new(until.year() - 1, until.month(), day);
        let after = on(until.day()).or_else(|_| on(28)).unwrap_or(Date::MIN);
        Self { after, until }
    }

    /// The part of an amount that counts, 0 to 1; `None` for a period that ends before it begins. What is undated counts
    /// whole. Of what is earned it is the part of the period's days that lies inside; of a stock, which is held, it is
    /// all where the period reaches the last day of the window, else the part of the window's days on which it was
    /// held. A period without an end runs to `as_of`.
    pub fn part(self, period: Option<Period>, is_stock: bool, as_of: Date) -> Option<f64> {
        let Some(period) = period else { return Some(1.0) };
        let (from, to) = (period.from, period.last(as_of));
        let length = days(from, to) + 1;
        if length <= 0 {
            return None;
        }
        let first_outside = from.yesterday().unwrap_or(from);
        let inside = days(first_outside.max(self.after), to.min(self.until)).clamp(0, length);
        Some(match is_stock {
            true if inside > 0 && to >= self.until => 1.0,
            true => inside as f64 / days(self.after, self.until).max(1) as f64,
            false => inside as f64 / length as f64,
        })
    }
}

/// The day a number of months earlier; the earliest day there is where a calendar does not reach so far.
pub fn months_before(day: Date, months: i32) -> Date {
    Span::new().try_months(months).map_or(Date::MIN, |span| day.saturating_sub(span))
}

/// Days from one day to another, negative when the second is earlier.
pub fn days(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;

    fn day((y, m, d): (i16, i8, i8)) -> Date {
        date(y, m, d)
    }

    fn check(from: (i16, i8, i8), to: (i16, i8, i8), part: Option<f64>) {
        let period = Period { from: day(from), to: Some(day(to)) };
        assert_eq!(Window::year_to(date(2026, 9, 30)).part(Some(period), false, Date::MAX), part);
    }

    #[test]
    fn the_first_day_of_the_window_is_the_day_after_a_year_ago() {
        check((2025, 9, 30), (2025, 9, 30), Some(0.0));
        check((2025, 10, 1), (2025, 10, 1), Some(1.0));
        check((2026, 9, 30), (2026, 9, 30), Some(1.0));
        check((2026, 10, 1), (2026, 10, 1), Some(0.0));
        check((2025, 9, 29), (2025, 10, 2), Some(0.5));
        check((2026, 9, 30), (2026, 10, 3), Some(0.25));
        check((2026, 9, 30), (2026, 9, 29), None);
        check((2020, 1, 1), (2020, 12, 31), Some(0.0));
        assert_eq!(Window::year_to(date(2026, 9, 30)).part(None, false, Date::MAX), Some(1.0));
        for day in date(2023, 12, 30).series(1.day()).take(500) {
            assert_eq!(Window::year_to(day).after, months_before(day, 12));
        }
        assert_eq!(Window::year_to(date(2024, 2, 29)), Window { after: date(2023, 2, 28), until: date(2024, 2, 29) });
    }

    #[test]
    fn a_stock_counts_whole_while_it_is_held_and_an_open_period_runs_to_the_date_of_the_file() {
        let as_of = date(2026, 9, 30);
        let check = |from, to: Option<_>, is_stock, part: f64| {
            let period = Period { from: day(from), to: to.map(day) };
            assert_eq!(Window::year_to(as_of).part(Some(period), is_stock, as_of), Some(part), "{period:?}");
        };
        check((2019, 1, 1), None, true, 1.0);
        check((2019, 1, 1), Some((2026, 9, 30)), true, 1.0);
        check((2026, 9, 30), None, true, 1.0);
        check((2019, 1, 1), Some((2026, 9, 29)), true, 364.0 / 365.0);
        check((2019, 1, 1), Some((2025, 10, 1)), true, 1.0 / 365.0);
        check((2019, 1, 1), Some((2025, 9, 30)), true, 0.0);
        check((2026, 10, 1), None, true, 0.0);
        check((2026, 10, 1), Some((2026, 12, 1)), true, 0.0);
        check((2026, 10, 1), None, false, 0.0);
        check((2026, 9, 1), None, false, 1.0);
        check((2025, 9, 30), None, false, 365.0 / 366.0);
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_break_it() {
        let all = Period { from: Date::MIN, to: Some(Date::MAX) };
        assert!(Window::year_to(Date::MAX).part(Some(all), false, Date::MAX).is_some_and(|part| part > 0.0));
        assert!(Window::year_to(Date::MIN).part(Some(all), false, Date::MAX).is_some_and(|part| part < 1e-6));
        assert_eq!(months_before(date(2026, 9, 30), i32::MAX), Date::MIN);
    }
}
