//! The constants in force and the limits of the numbers (METHOD.md section 10), which end every report.

use super::Shown;
use crate::measure::defaults;
use crate::org::{Anchor, Constants, Org};
use crate::rules::words::count;
use std::io::{self, Write};

/// Limits of the numbers, one sentence each.
pub(super) const CAVEATS: &[&str] = &[
    "This is no rating of anybody's performance, and by itself it changes nobody's pay or rank.",
    "A record is never the whole work: whoever leaves few traces looks smaller here than they are.",
    "Evidence is contested. Everybody may see their own lines, correct them, and mark one as disputed.",
    "A share above one half wants a second name behind it.",
    "The numbers are no target; made into one, they stop meaning anything.",
    "Protected attributes are never read. In what is shared, groups of fewer than 5 people stay hidden.",
    "A strong signal is worth a conversation, never proof. How many of simulated cases like it were true is said beside it.",
    "It says where right and record differ, and is no forecast of promotion.",
];

/// Constants of every ladder, by its name; the defaults if there is no ladder.
pub(super) fn ladders(org: &Org) -> Vec<(&str, &Constants)> {
    match org.head.ladders.as_slice() {
        [] => vec![("no ladder: the defaults", defaults())],
        ladders => ladders.iter().map(|ladder| (ladder.name.as_str(), &ladder.constants)).collect(),
    }
}

/// Prints the constants of every ladder, or the defaults if there is none.
pub fn constants(org: &Org, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "Constants in force")?;
    for (name, constants) in ladders(org) {
        writeln!(out, "  {}", Shown(name))?;
        for (what, value) in constants_of(constants) {
            writeln!(out, "    {}: {}", Shown(&what), Shown(&value))?;
        }
    }
    Ok(())
}

/// Limits of the numbers, one sentence each.
pub fn caveats_of() -> &'static [&'static str] {
    CAVEATS
}

/// Prints the limits of the numbers.
pub fn caveats(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "What these numbers cannot show")?;
    CAVEATS.iter().try_for_each(|caveat| writeln!(out, "  {caveat}"))
}

/// That items count as held though no ladder says so; nothing where that changes no number.
pub fn held_words(items: usize) -> Option<String> {
    let said = count(items, "item of systems counts", "items of systems count");
    (items > 0).then(|| {
        format!(
            "{said} as held and not as earned over time, which is another number; the ladder does not say which is meant: \
             tick it there, or write `stock: true` or `stock: false` for the kind"
        )
    })
}

/// Each constant as (what it is, its value).
pub(super) fn constants_of(constants: &Constants) -> Vec<(String, String)> {
    let Constants { haircuts: [audited, measured, asserted, anecdotal], weights: [r, d, b], .. } = constants;
    let [decide, agree, recommend] = constants.role_discount;
    let scale = if constants.anchors_confirmed { "confirmed" } else { "not confirmed, so the scale is provisional" };
    let mut rows = vec![("anchors".to_owned(), scale.to_owned())];
    for kind in &constants.kinds {
        let cap = kind.cap.map_or(String::new(), |cap| format!(", at most {cap}"));
        let shifted = |offset: f64, what: &str| match (offset * 100.0).round() / 100.0 {
            0.0 => String::new(),
            offset => format!(", less {offset} rungs{what}"),
        };
        let offset =
            shifted(kind.offset, "") + &shifted(kind.sure_offset(), " where it is asked how sure a finding is");
        let held = if kind.is_stock() { "; counts whole while it is held" } else { "" };
        rows.push((format!("{} ({})", kind.name, kind.unit), format!("{}{cap}{offset}{held}", table(&kind.anchors))));
    }
    let mut row = |what: &str, value: String| rows.push((what.to_owned(), value));
    row("counted", format!("audited {audited}, measured {measured}, asserted {asserted}, anecdotal {anecdotal}"));
    row("a missing line", format!("counts {} rungs below the best", constants.missing_line));
    row(
        "authority",
        format!(
            "rung {r}, decision {d}, budget {b}; a missing weight of 1 is read as 1 rung either way, by convention"
        ),
    );
    row(
        "decision",
        format!(
            "Decide −{decide}, Agree −{agree}, Recommend −{recommend}; by the rung alone up to {}",
            constants.floor
        ),
    );
    row("technical spending limit", table(&constants.delegation));
    row(
        "thresholds",
        format!(
            "gap {}, title {}, record {} rungs; {} direct reports after {} days; asked within {} months",
            constants.limit,
            constants.paper_limit,
            constants.over_limit,
            constants.tiny_span,
            constants.settling_days,
            constants.asked_months
        ),
    );
    rows
}

fn table(anchors: &[Anchor]) -> String {
    anchors.iter().map(|(value, grade)| format!("{value} → {grade}")).collect::<Vec<_>>().join(", ")
}
