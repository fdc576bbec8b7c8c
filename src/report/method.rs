//! The constants in force and the limits of the numbers (METHOD.md section 10), which end every report.

use super::Shown;
use crate::measure::defaults;
use crate::org::{Anchor, Constants, Org};
use crate::rules::words::count;
use std::io::{self, Write};

/// Limits of the numbers, one sentence each.
pub(super) const CAVEATS: &[&str] = &[
    "This is not a performance rating, and by itself it changes no one's pay or rank.",
    "A record never covers all the work. People whose work leaves few traces look smaller here than they are.",
    "Evidence can be contested. Everyone may see their own lines, correct them and mark them as disputed.",
    "A share above 50 % should be confirmed by a second person.",
    "These numbers are not targets; as targets they would lose their meaning.",
    "Protected attributes are never read. In shared reports, groups of fewer than 5 people stay hidden.",
    "A strong signal is a reason for a conversation, never proof. Each states how many similar simulated cases were \
     true.",
    "It shows where authority and record differ. It does not forecast promotions.",
];

/// Constants of every ladder, by its name; the defaults if there is no ladder.
pub(super) fn ladders(org: &Org) -> Vec<(&str, &Constants)> {
    match org.head.ladders.as_slice() {
        [] => vec![("no ladder: default constants", defaults())],
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
    let said = count(items, "line of systems evidence counts", "lines of systems evidence count");
    (items > 0).then(|| {
        format!(
            "{said} as held rather than earned over time, which changes the number. The ladder does not say which is \
             meant: tick it there, or write `stock: true` or `stock: false` for the kind"
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
            offset => format!(", shifted down by {offset} rungs{what}"),
        };
        let offset = shifted(kind.offset, "") + &shifted(kind.sure_offset(), " for confidence");
        let held = if kind.is_stock() { "; counts in full while held" } else { "" };
        rows.push((format!("{} ({})", kind.name, kind.unit), format!("{}{cap}{offset}{held}", table(&kind.anchors))));
    }
    let mut row = |what: &str, value: String| rows.push((what.to_owned(), value));
    row("counted", format!("audited {audited}, measured {measured}, asserted {asserted}, anecdotal {anecdotal}"));
    row("a missing line", format!("{} rungs below the best line", constants.missing_line));
    row(
        "authority",
        format!(
            "rung {r}, decision {d}, budget {b}; a missing component widens the range by its weight, up to 1 rung \
             either way"
        ),
    );
    row(
        "decision",
        format!("Decide −{decide}, Agree −{agree}, Recommend −{recommend}; rung alone up to grade {}", constants.floor),
    );
    row("technical spending limit", table(&constants.delegation));
    row(
        "thresholds",
        format!(
            "gap {}, title {}, authority above the record {} rungs; {} direct reports after {} days; asked again \
             after {} months",
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
