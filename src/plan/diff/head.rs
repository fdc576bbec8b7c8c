//! The heads of two files compared: name, date, currency, mode, waivers. Ladders are compared elsewhere.

use crate::org::{Mode, Org};
use crate::plan::pair::same;
use crate::rules::words::count;

/// A field of the head that differs, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadChange {
    /// Stable name in files: `as_of`.
    pub field: &'static str,
    /// Value before; empty when absent.
    pub before: String,
    /// Value after; empty when absent.
    pub after: String,
}

/// Differences, in a fixed order.
pub fn changes(before: &Org, after: &Org) -> Vec<HeadChange> {
    let (a, b) = (&before.head, &after.head);
    let rates = |org: &Org| count(org.head.rates.len(), "rate", "rates");
    let waivers = |org: &Org| count(org.head.waivers.len(), "waiver", "waivers");
    let unknown = |org: &Org| count(org.head.unknown.len(), "field", "fields");
    let mut lines = vec![
        ("name", a.name == b.name, a.name.clone(), b.name.clone()),
        ("as_of", a.as_of == b.as_of, a.as_of.to_string(), b.as_of.to_string()),
        ("currency", a.currency == b.currency, a.currency.clone(), b.currency.clone()),
        ("rates", same(&a.rates, &b.rates), rates(before), rates(after)),
    ];
    let hours = same(&a.hours_per_year, &b.hours_per_year);
    lines.push(("hours_per_year", hours, a.hours_per_year.to_string(), b.hours_per_year.to_string()));
    lines.push(("mode", a.mode == b.mode, mode(&a.mode), mode(&b.mode)));
    lines.push(("waivers", same(&a.waivers, &b.waivers), waivers(before), waivers(after)));
    lines.push(("other_fields", a.unknown == b.unknown, unknown(before), unknown(after)));
    let changed = lines.into_iter().filter(|(_, is_same, ..)| !is_same);
    changed.map(|(field, _, before, after)| HeadChange { field, before, after }).collect()
}

fn mode(mode: &Mode) -> String {
    match mode {
        Mode::StructureOnly { locked: true } => "structure only, locked",
        Mode::StructureOnly { locked: false } => "structure only",
        Mode::People { .. } => "structure and people",
        Mode::Redacted => "masked",
    }
    .to_owned()
}
