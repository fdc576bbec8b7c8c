//! Today's date, where the person is: the only place that asks the machine's clock for a date. Durations are measured
//! elsewhere, and the date of a judgement is the file's own `as_of`.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::time::SystemTime;

/// Today in the time zone of the system, or in UTC if it has none.
#[expect(clippy::disallowed_methods, reason = "this is the place that others ask")]
pub fn today() -> Date {
    day(Timestamp::now(), TimeZone::system())
}

/// Day of an instant in the time zone of the system; `None` if the calendar does not reach it.
pub fn day_of(instant: SystemTime) -> Option<Date> {
    Timestamp::try_from(instant).ok().map(|instant| day(instant, TimeZone::system()))
}

fn day(instant: Timestamp, zone: TimeZone) -> Date {
    instant.to_zoned(zone).date()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_evening_in_california_is_not_tomorrow() {
        let instant: Timestamp = "2026-10-01T03:30:00Z".parse().expect("an instant");
        let check = |zone: &str, expected| {
            assert_eq!(day(instant, TimeZone::posix(zone).expect("a zone")), expected, "{zone}");
        };
        check("UTC0", date(2026, 10, 1));
        check("PST8PDT,M3.2.0,M11.1.0", date(2026, 9, 30));
        check("JST-9", date(2026, 10, 1));
        assert_eq!(day(instant, TimeZone::unknown()), date(2026, 10, 1));
    }
}
