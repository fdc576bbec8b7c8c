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

    /// The part of a period that lies inside, by days, 0 to 1; an undated one counts whole.
    /// `None` for a period that ends before it begins.
    pub fn overlap(self, period: Option<Period>) -> Option<f64> {
        let Some(Period { from, to }) = period else { return Some(1.0) };
        let length = days(from, to) + 1;
        let first_outside = from.yesterday().unwrap_or(from);
        let inside = days(first_outside.max(self.after), to.min(self.until));
        (length > 0).then(|| inside.clamp(0, length) as f64 / length as f64)
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

    fn check(from: (i16, i8, i8), to: (i16, i8, i8), part: Option<f64>) {
        let day = |(y, m, d): (i16, i8, i8)| date(y, m, d);
        let window = Window::year_to(date(2026, 9, 30));
        assert_eq!(window.overlap(Some(Period { from: day(from), to: day(to) })), part);
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
        assert_eq!(Window::year_to(date(2026, 9, 30)).overlap(None), Some(1.0));
        for day in date(2023, 12, 30).series(1.day()).take(500) {
            assert_eq!(Window::year_to(day).after, months_before(day, 12));
        }
        assert_eq!(Window::year_to(date(2024, 2, 29)), Window { after: date(2023, 2, 28), until: date(2024, 2, 29) });
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_break_it() {
        let all = Period { from: Date::MIN, to: Date::MAX };
        assert!(Window::year_to(Date::MAX).overlap(Some(all)).is_some_and(|part| part > 0.0));
        assert!(Window::year_to(Date::MIN).overlap(Some(all)).is_some_and(|part| part < 1e-6));
        assert_eq!(months_before(date(2026, 9, 30), i32::MAX), Date::MIN);
    }
}
