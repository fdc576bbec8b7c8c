//! The constants in force and the limits of the numbers (METHOD.md section 10), which end every report.

use super::Shown;
use crate::measure::defaults;
use crate::org::{Anchor, Constants, Org};
use std::io::{self, Write};

/// Limits of the numbers, one sentence each.
pub(super) const CAVEATS: &[&str] = &[
    "This is no rating of anybody's performance, and by itself it changes nobody's pay or rank.",
    "A record is never the whole work: whoever leaves few traces looks smaller here than they are.",
    "Evidence is contested. Everybody may see their own lines, correct them, and mark one as disputed.",
    "A share above one half wants a second name behind it.",
    "The numbers are no target; made into one, they stop meaning anything.",
    "Protected attributes are never read. In what is shared, groups of fewer than 5 people stay hidden.",
    "Of 100 strong signals in simulations about 55 were right: worth a conversation, never proof.",
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

/// Constants as (description, value).
pub(super) fn constants_of(constants: &Constants) -> Vec<(String, String)> {
    let Constants { haircuts: [audited, measured, asserted, anecdotal], weights: [r, d, b], .. } = constants;
    let [decide, agree, recommend] = constants.role_discount;
    let scale = if constants.anchors_confirmed { "confirmed" } else { "not confirmed, so the scale is provisional" };
    let mut rows = vec![("anchors".to_owned(), scale.to_owned())];
    for kind in &constants.kinds {
        let cap = kind.cap.map_or(String::new(), |cap| format!(", at most {cap}"));
        let offset = if kind.offset == 0.0 { String::new() } else { format!(", less {} rungs", kind.offset) };
        rows.push((format!("{} ({})", kind.name, kind.unit), format!("{}{cap}{offset}", table(&kind.anchors))));
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
