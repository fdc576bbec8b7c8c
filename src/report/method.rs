//! The constants in force, and what the numbers cannot show (METHOD.md section 10): the end of every report.

use super::Shown;
use crate::measure::defaults;
use crate::org::{Anchor, Constants, Org};
use std::io::{self, Write};

const CAVEATS: &[&str] = &[
    "This is no rating of anybody's performance, and by itself it changes nobody's pay or rank.",
    "A record is never the whole work: whoever leaves few traces looks smaller here than they are.",
    "Evidence is contested. Everybody may see their own lines, correct them, and mark one as disputed.",
    "A share above one half wants a second name behind it.",
    "The numbers are no target; made into one, they stop meaning anything.",
    "Protected attributes are never read. In what is shared, groups of fewer than 5 people stay hidden.",
    "Of 100 strong signals in simulations about 55 were right: worth a conversation, never proof.",
];

/// Prints the constants of every ladder, or the defaults where there is none.
pub fn constants(org: &Org, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "Constants in force")?;
    if org.head.ladders.is_empty() {
        return of_ladder("no ladder: the defaults", defaults(), out);
    }
    org.head.ladders.iter().try_for_each(|ladder| of_ladder(&ladder.name, &ladder.constants, out))
}

/// What the numbers cannot show, a sentence each.
pub fn caveats_of() -> &'static [&'static str] {
    CAVEATS
}

/// Prints what the numbers cannot show.
pub fn caveats(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "What these numbers cannot show")?;
    CAVEATS.iter().try_for_each(|caveat| writeln!(out, "  {caveat}"))
}

fn of_ladder(name: &str, constants: &Constants, out: &mut dyn Write) -> io::Result<()> {
    let Constants { haircuts: [audited, measured, asserted, anecdotal], weights: [r, d, b], .. } = constants;
    let [decide, agree, recommend] = constants.role_discount;
    writeln!(out, "  {}", Shown(name))?;
    let scale = if constants.anchors_confirmed { "confirmed" } else { "not confirmed, so the scale is provisional" };
    writeln!(out, "    anchors {scale}")?;
    for kind in &constants.kinds {
        let cap = kind.cap.map_or(String::new(), |cap| format!(", at most {cap}"));
        let offset = if kind.offset == 0.0 { String::new() } else { format!(", less {} rungs", kind.offset) };
        let (name, unit) = (Shown(&kind.name), Shown(&kind.unit));
        writeln!(out, "    {name} ({unit}): {}{cap}{offset}", table(&kind.anchors))?;
    }
    writeln!(
        out,
        "    counted: audited {audited}, measured {measured}, asserted {asserted}, anecdotal {anecdotal}; \
         a missing line counts {} rungs below the best",
        constants.missing_line
    )?;
    writeln!(
        out,
        "    authority: rung {r}, decision {d}, budget {b}; a missing weight of 1 is read as 1 rung either way, \
         by convention"
    )?;
    writeln!(
        out,
        "    decision: Decide −{decide}, Agree −{agree}, Recommend −{recommend}; by the rung alone up to {}",
        constants.floor
    )?;
    writeln!(out, "    technical spending limit: {}", table(&constants.delegation))?;
    writeln!(
        out,
        "    thresholds: gap {}, title {}, record {} rungs; {} direct reports after {} days; asked within {} months",
        constants.limit,
        constants.paper_limit,
        constants.over_limit,
        constants.tiny_span,
        constants.settling_days,
        constants.asked_months
    )
}

fn table(anchors: &[Anchor]) -> String {
    anchors.iter().map(|(value, grade)| format!("{value} → {grade}")).collect::<Vec<_>>().join(", ")
}
