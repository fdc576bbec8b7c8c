//! Organisations for the indices: two IC and two management tracks, ties in pay, headcount and impact, conversions
//! with evidence on either side. Every field of a person is one byte, and 0 is nothing recorded.
#![allow(dead_code, reason = "each test uses a part")]

use crate::common::{self, AS_OF, evidence, head};
use jiff::civil::date;
use proptest::prelude::*;
use twintrack::org::*;

/// One byte a field: rung, manager, pay, evidence, more evidence, rights, budget, history, preference, kind.
pub type Spec = [u8; 10];

/// Up to `most` people.
pub fn specs(most: usize) -> impl Strategy<Value = Vec<Spec>> {
    prop::collection::vec(proptest::array::uniform10(0u8..32), 0..most)
}

/// The ladder of METHOD.md section 9 with another track on either side, S1 = IC5, S2 = IC8 and R1 = IC6, R2 = IC7.
pub fn ladder() -> Ladder {
    let mut ladder = common::ladder();
    let track = |kind, codes: [&str; 2]| Track {
        kind,
        name: codes[0].into(),
        entries: codes.map(|code| Rung::named(code, code)).to_vec(),
    };
    ladder.tracks.push(track(TrackKind::Ic, ["S1", "S2"]));
    ladder.tracks.push(track(TrackKind::Management, ["R1", "R2"]));
    for (entry, equals) in [("S1", "IC5"), ("S2", "IC8"), ("R1", "IC6"), ("R2", "IC7")] {
        let stated = if entry == "R2" { Stated::Implied } else { Stated::Explicit };
        ladder.equivalences.push(Equivalence { entry: entry.into(), equals: equals.into(), stated });
    }
    // M2 has rights and a budget of its own, R1 a right.
    let right = |at| Right { text: "a".into(), domain: "".into(), at: Some(at), role: Role::Decide, technical: true };
    let budget = Budget { domain: String::new(), limit: 3e5, currency: String::new(), technical: true };
    ladder.tracks[1].entries[4].rights = vec![right(8.0)];
    ladder.tracks[1].entries[4].budgets = vec![budget.clone()];
    ladder.tracks[0].entries[7].budgets = vec![Budget { limit: 2e4, ..budget }];
    ladder.tracks[3].entries[0].rights = vec![right(6.0), right(4.0)];
    ladder
}

/// The organisation, people in the order of `order`; whoever stands above is earlier in `specs`.
pub fn org(specs: &[Spec], order: &[usize]) -> Org {
    let mut head = head();
    head.ladders = vec![ladder()];
    let mut builder = Builder::new(head);
    for &at in order {
        add(&mut builder, at, &specs[at]);
    }
    builder.finish().0
}

fn add(builder: &mut Builder, at: usize, spec: &Spec) {
    let [rung, manager, pay, first, second, rights, budget, history, preference, kind] = *spec;
    let codes = ["IC4", "IC5", "IC6", "IC7", "IC8", "S1", "S2", "M1", "M2", "M3", "M5", "R1", "R2"];
    let code = if rung == 0 { "" } else { codes[usize::from(rung) % codes.len()] };
    let seat = builder.find_rung("", code).map(|rung| Seat { rung, source: SeatSource::Given });
    let mut details = Details::default();
    let item = |byte: u8| {
        let kind = ["money", "systems", "incidents"][usize::from(byte % 3)];
        let amount = [0.0, 5.0, 10.0, 40.0][usize::from(byte / 3 % 4)] * if kind == "money" { 1e6 } else { 1.0 };
        // All the window, before it, across its beginning, undated.
        let period = ["2026-01-01..2026-06-30", "2024-06-01..2025-02-28", "2025-03-01..2026-02-28", ""];
        let provenance = if byte.is_multiple_of(2) { "audited" } else { "asserted" };
        evidence(&format!("{kind}:{amount}:{provenance}:::{}", period[usize::from(byte / 8 % 4)]))
    };
    details.evidence.extend([first, second].into_iter().filter(|&byte| byte > 8).map(item));
    let right = Right {
        text: "a".into(),
        domain: "".into(),
        at: Some(f64::from(rights % 9)),
        role: [Role::Decide, Role::Agree, Role::Input][usize::from(rights % 3)],
        technical: rights % 5 > 0,
    };
    details.rights = (rights > 10).then(|| if rights % 4 == 0 { Vec::new() } else { vec![right] });
    let limit = [0.0, 1e4, 1e5, 1e6][usize::from(budget % 4)];
    let limit = Budget { domain: String::new(), limit, currency: String::new(), technical: budget % 5 > 0 };
    details.budgets = (budget > 10).then(|| vec![limit]);
    let step = |rung: &str, date, reason| RoleChange {
        date: Some(date),
        title: String::new(),
        rung: rung.into(),
        reason,
        rise: Some(1000.0 * f64::from(history)),
        note: String::new(),
    };
    let into = [date(2025, 3, 15), date(2025, 9, 30), date(2025, 10, 1), date(2024, 12, 1)][usize::from(history % 4)];
    details.history = match history / 4 {
        1 | 2 => vec![step("IC4", date(2023, 1, 1), None), step("M1", into, None)],
        3 => vec![step("M1", date(2020, 1, 1), None), step("S1", date(2023, 1, 1), None), step("M2", into, None)],
        4 => vec![step("M1", into, Some(Reason::Hired))],
        5 => vec![step("IC5", date(2023, 1, 1), None), step("M1", into, None), step("M2", AS_OF, None)],
        _ => Vec::new(),
    };
    let answer = [Answer::Craft, Answer::Lead, Answer::Undecided][usize::from(preference % 3)];
    details.preference = (preference > 10).then(|| Preference { answer, date: None, asked_by: Default::default() });
    let amount = 40e3 + 20e3 * f64::from(pay % 7);
    let row = Row {
        key: &format!("p{at}"),
        manager: &if at == 0 || manager < 4 { String::new() } else { format!("p{}", usize::from(manager) % at) },
        seat,
        kind: if kind == 1 { Kind::Vacancy } else { Kind::Person },
        end: (kind == 2).then(|| date(2026, 9, 1)),
        pay: if pay < 3 { Pay::NONE } else { Pay { low: amount, high: amount, ..Pay::NONE } },
        ..Row::default()
    };
    let person = builder.add(&row);
    builder.set_details(person, details);
}
