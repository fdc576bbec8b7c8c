//! Values that some steps change as a whole: days, recorded pay, the head of the file.

use crate::org::{Head, Mode, Org, Pay, PayPeriod, PersonId, Rate, Waiver};
use jiff::civil::Date;

/// First and last day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
}

/// Pay as recorded, with its currency code.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Salary {
    /// Lower and upper end, equal for a single amount; `None` when not recorded.
    pub amount: Option<(f64, f64)>,
    /// Currency; empty means the reporting currency.
    pub currency: String,
    /// Period that the amounts cover.
    pub period: PayPeriod,
    /// Share of a full-time post; `None` when not recorded.
    pub fte: Option<f64>,
}

impl Salary {
    /// Combines a pay with its currency code.
    pub fn of(pay: &Pay, currency: &str) -> Self {
        Self {
            amount: pay.is_recorded().then_some((pay.low, pay.high)),
            currency: currency.to_owned(),
            period: pay.period,
            // The shortest text of the 32-bit float, as in the record of a person.
            fte: (!pay.fte.is_nan()).then(|| pay.fte.to_string().parse().unwrap_or(f64::from(pay.fte))),
        }
    }

    /// Present pay of a person.
    pub fn in_force(org: &Org, person: PersonId) -> Self {
        let pay = org.pay(person);
        Self::of(&pay, org.text(pay.currency))
    }

    /// The pay without its currency.
    pub fn pay(&self) -> Pay {
        let (low, high) = self.amount.unwrap_or((f64::NAN, f64::NAN));
        Pay { low, high, period: self.period, fte: self.fte.map_or(f32::NAN, |fte| fte as f32), ..Pay::NONE }
    }
}

/// Some fields of a file's head; `None` for those that do not change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeadPart {
    /// Name of the organisation.
    pub name: Option<String>,
    /// Date of the judgement.
    pub as_of: Option<Date>,
    /// Reporting currency.
    pub currency: Option<String>,
    /// Exchange rates.
    pub rates: Option<Vec<Rate>>,
    /// Hours of a full-time year.
    pub hours_per_year: Option<f64>,
    /// Privacy mode.
    pub mode: Option<Mode>,
    /// Waivers of findings.
    pub waivers: Option<Vec<Waiver>>,
}

impl HeadPart {
    /// Fields in which two heads differ, with the values of the first and of the second.
    pub fn between(a: &Head, b: &Head) -> [Self; 2] {
        fn both<T: Clone + PartialEq>(a: &T, b: &T) -> [Option<T>; 2] {
            if a == b { [None, None] } else { [Some(a.clone()), Some(b.clone())] }
        }
        let [mut from, mut to] = [Self::default(), Self::default()];
        [from.name, to.name] = both(&a.name, &b.name);
        [from.as_of, to.as_of] = both(&a.as_of, &b.as_of);
        [from.currency, to.currency] = both(&a.currency, &b.currency);
        [from.rates, to.rates] = both(&a.rates, &b.rates);
        [from.hours_per_year, to.hours_per_year] = both(&a.hours_per_year, &b.hours_per_year);
        [from.mode, to.mode] = both(&a.mode, &b.mode);
        [from.waivers, to.waivers] = both(&a.waivers, &b.waivers);
        [from, to]
    }

    /// True when a head has all of these values.
    pub fn holds(&self, head: &Head) -> bool {
        fn is<T: PartialEq>(part: &Option<T>, whole: &T) -> bool {
            part.as_ref().is_none_or(|part| part == whole)
        }
        is(&self.name, &head.name)
            && is(&self.as_of, &head.as_of)
            && is(&self.currency, &head.currency)
            && is(&self.rates, &head.rates)
            && is(&self.hours_per_year, &head.hours_per_year)
            && is(&self.mode, &head.mode)
            && is(&self.waivers, &head.waivers)
    }

    /// Writes all of these values into a head.
    pub fn put(&self, head: &mut Head) {
        fn put<T: Clone>(part: &Option<T>, whole: &mut T) {
            if let Some(part) = part {
                whole.clone_from(part);
            }
        }
        put(&self.name, &mut head.name);
        if let Some(date) = self.as_of {
            head.set_as_of(date);
        }
        put(&self.currency, &mut head.currency);
        put(&self.rates, &mut head.rates);
        put(&self.hours_per_year, &mut head.hours_per_year);
        put(&self.mode, &mut head.mode);
        put(&self.waivers, &mut head.waivers);
    }
}
