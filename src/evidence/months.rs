//! Days and months of commits, in UTC.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Day of a time in seconds since 1970; the end of the calendar for one that it does not reach.
pub fn day(seconds: i64) -> Date {
    let of = |time: Timestamp| time.to_zoned(TimeZone::UTC).date();
    Timestamp::from_second(seconds).map_or(if seconds < 0 { Date::MIN } else { Date::MAX }, of)
}

/// First second of a day.
pub fn start(day: Date) -> i64 {
    day.to_zoned(TimeZone::UTC).map_or(i64::MAX, |zoned| zoned.timestamp().as_second())
}

/// First second of the twelve months that end with `until`, which is included.
pub fn year_start(until: Date) -> i64 {
    let on = |day| Date::new(until.year() - 1, until.month(), day);
    let after = on(until.day()).or_else(|_| on(28)).unwrap_or(Date::MIN);
    start(after.tomorrow().unwrap_or(after))
}

/// Months since year 0, to tell months apart.
pub fn month(seconds: i64) -> i32 {
    let day = day(seconds);
    i32::from(day.year()) * 12 + i32::from(day.month())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_year_ends_with_its_last_day() {
        assert_eq!(day(year_start(date(2026, 9, 30))), date(2025, 10, 1));
        assert_eq!(day(year_start(date(2024, 2, 29))), date(2023, 3, 1));
        assert_eq!((day(0), day(-1), day(i64::MAX)), (date(1970, 1, 1), date(1969, 12, 31), Date::MAX));
        assert_eq!(day(start(date(2026, 9, 30))), date(2026, 9, 30));
    }
}
