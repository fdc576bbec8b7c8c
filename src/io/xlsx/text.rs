//! Text of a workbook cell in the form that a CSV reader takes: a day as 2026-09-30, a whole number without a fraction,
//! `TRUE` and `FALSE` as Excel itself saves them.

use calamine::{DataRef, ExcelDateTime};
use std::fmt::Write;

/// Appends the text of a cell to `out`; empty cells and errors append nothing.
pub fn put(cell: &DataRef, out: &mut String) {
    match cell {
        DataRef::Int(number) => push(out, format_args!("{number}")),
        DataRef::Float(number) => push(out, format_args!("{}", as_shown(*number))),
        DataRef::String(text) => out.push_str(text),
        DataRef::SharedString(text) => out.push_str(text),
        DataRef::Bool(is_so) => out.push_str(if *is_so { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(when) => date_time(when, out),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            out.push_str(text.strip_suffix("T00:00:00").unwrap_or(text));
        }
        DataRef::Error(_) | DataRef::Empty => {}
    }
}

fn push(out: &mut String, what: std::fmt::Arguments) {
    // Writing to memory does not fail.
    let _ = out.write_fmt(what);
}

/// Number rounded to the fifteen digits that Excel shows: 0.3, although the sum of 0.1 and 0.2 is stored.
pub fn as_shown(number: f64) -> f64 {
    format!("{number:.14e}").parse().unwrap_or(number)
}

/// Appends a day, a time of day, or both; a serial that is neither is written as its number.
fn date_time(when: &ExcelDateTime, out: &mut String) {
    /// First serial number of the year 10000.
    const END: f64 = 2_958_466.0;
    let serial = when.as_f64();
    if when.is_duration() && serial.is_finite() && (0.0..END).contains(&serial) {
        let seconds = (serial * 86_400.0).round() as u64;
        return push(out, format_args!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60));
    }
    if !when.is_datetime() || !(0.0..END).contains(&serial) {
        return push(out, format_args!("{}", as_shown(serial)));
    }
    let (year, month, day, hour, minute, second, _) = when.to_ymd_hms_milli();
    let has_time = (hour, minute, second) != (0, 0, 0);
    if serial >= 1.0 {
        push(out, format_args!("{year}-{month:02}-{day:02}"));
    }
    if serial >= 1.0 && has_time {
        out.push(' ');
    }
    if serial < 1.0 || has_time {
        push(out, format_args!("{hour:02}:{minute:02}:{second:02}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    fn check(cell: DataRef, text: &str) {
        let mut out = String::new();
        put(&cell, &mut out);
        assert_eq!(out, text, "{cell:?}");
    }

    #[test]
    fn cells_say_what_excel_would_save_as_text() {
        let day = |serial| DataRef::DateTime(ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, false));
        check(DataRef::Float(48e6), "48000000");
        check(DataRef::Float(0.1 + 0.2), "0.3");
        check(DataRef::Float(-0.5), "-0.5");
        check(DataRef::Int(7), "7");
        check(DataRef::Bool(true), "TRUE");
        check(day(46295.0), "2026-09-30");
        check(day(46295.5), "2026-09-30 12:00:00");
        check(day(0.25), "06:00:00");
        check(day(-1.0), "-1");
        check(day(f64::NAN), "NaN");
        check(day(1e300), &as_shown(1e300).to_string());
        check(DataRef::DateTime(ExcelDateTime::new(44833.0, ExcelDateTimeType::DateTime, true)), "2026-09-30");
        check(DataRef::DateTime(ExcelDateTime::new(1.5, ExcelDateTimeType::TimeDelta, false)), "36:00:00");
        check(DataRef::DateTimeIso("2026-09-30T00:00:00".to_owned()), "2026-09-30");
        check(DataRef::Empty, "");
    }
}
