//! Numbers and days on disk, each with its range. A number out of range is an error of the field, with its place.

use super::{Misfit, OnDisk};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

macro_rules! number {
    ($(#[$doc:meta])* $name:ident, default $default:literal, $is:expr, $words:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(try_from = "f64", into = "f64")]
        pub(in crate::io) struct $name(pub f64);

        impl Default for $name {
            fn default() -> Self {
                Self($default)
            }
        }

        impl TryFrom<f64> for $name {
            type Error = Misfit;
            fn try_from(number: f64) -> Result<Self, Misfit> {
                let is: fn(f64) -> bool = $is;
                if number.is_finite() && is(number) {
                    Ok(Self(number))
                } else {
                    Err(Misfit::Number($words))
                }
            }
        }

        impl From<$name> for f64 {
            fn from(number: $name) -> f64 {
                number.0
            }
        }

        impl OnDisk for $name {
            type Model = f64;
            fn of(model: &f64) -> Self {
                Self(*model)
            }
            fn model(self) -> f64 {
                self.0
            }
        }
    };
}

number!(
    /// Any finite number, positive or negative.
    Number, default 0.0, |_| true, "a finite number"
);
number!(
    /// Amount, 0 or more.
    Count, default 0.0, |x| x >= 0.0, "a number from 0 up"
);
number!(
    /// Factor, 0 or more; 1 if left out.
    One, default 1.0, |x| x >= 0.0, "a number from 0 up"
);
number!(
    /// Rate, above 0.
    Positive, default 1.0, |x| x > 0.0, "a number above 0"
);
number!(
    /// Attribution share, above 0 and up to 1; 1 if left out.
    Share, default 1.0, |x| x > 0.0 && x <= 1.0, "a share above 0 and up to 1"
);
number!(
    /// Part of a whole, 0 to 1.
    Part, default 0.0, |x| (0.0..=1.0).contains(&x), "a part from 0 to 1"
);

/// Flag that is true unless the file says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(in crate::io) struct Yes(pub bool);

impl Default for Yes {
    fn default() -> Self {
        Self(true)
    }
}

impl OnDisk for Yes {
    type Model = bool;
    fn of(model: &bool) -> Self {
        Self(*model)
    }
    fn model(self) -> bool {
        self.0
    }
}

/// Civil date, written `2026-09-30`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::io) struct Day(pub Date);

impl Day {
    /// Reads `2026-09-30`, and no other way of writing a date.
    pub fn read(text: &str) -> Result<Self, Misfit> {
        if let Some(date) = written(text.as_bytes()) {
            return Ok(Self(date));
        }
        let is_plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b'+') && text.contains('-');
        let date = is_plain.then(|| text.parse::<Date>().ok()).flatten();
        date.map(Self).ok_or(Misfit::Day)
    }
}

/// Date of ten bytes, as nearly every date is written; `None` for all others, right or wrong.
fn written(text: &[u8]) -> Option<Date> {
    let &[a, b, c, d, b'-', m, n, b'-', x, y] = text else { return None };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_i16, |sum, digit| {
            Some(sum * 10 + i16::from(digit.wrapping_sub(b'0'))).filter(|_| digit.is_ascii_digit())
        })
    };
    let (month, day) = (number(&[m, n])?, number(&[x, y])?);
    Date::new(number(&[a, b, c, d])?, month as i8, day as i8).ok()
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl de::Visitor<'_> for Text {
            type Value = Day;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a date like `2026-09-30`")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Day, E> {
                Day::read(text).map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Text)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl OnDisk for Day {
    type Model = Date;
    fn of(model: &Date) -> Self {
        Self(*model)
    }
    fn model(self) -> Date {
        self.0
    }
}
