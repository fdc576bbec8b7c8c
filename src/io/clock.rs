//! The clock, asked once where a date is needed: no file is read or judged by it but one that has no date of its own.

use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The date of a file that has none: today in UTC.
pub fn today() -> Date {
    jiff::Timestamp::now().to_zoned(TimeZone::UTC).date()
}
