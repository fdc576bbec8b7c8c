//! Authority parity and budget parity: rungs called equal where the IC side decides or spends less. Pay is in
//! `pay_parity.rs`.

use super::parity::{self, OfRow};
use super::remedies::{AT_ONCE, NO_COST, ladder, person};
use super::words::{count, limit, rungs};
use super::{Advice, Check, Facts, Finding, Rule, Severity, Unit};
use crate::edit::Edit;
use crate::measure::{Authority, Medians, Parity, meets};
use crate::org::{PersonId, Rung, RungId};

/// Smallest deficit of the IC side that is reported, in rungs.
const LOWER: f64 = 1.0;

/// Rule of METHOD.md section 6, for decisions.
pub const AUTHORITY: Rule = Rule {
    id: "authority-parity",
    title: "Equal rungs, unequal decisions",
    why: "A rung is not equal if it decides less than its peer",
    unit: Unit::Rungs,
    reads_evidence: false,
    check: Check::Indices {
        see: |facts, found| see(facts, &AUTHORITY, |row| &row.decision, found),
        people: parity::people,
    },
    threshold: |_, _| threshold(),
    say: |facts, finding| say(facts, finding, "decides"),
    advise: advise_rights,
};

/// Rule of METHOD.md section 6, for budgets.
pub const BUDGET: Rule = Rule {
    id: "budget-parity",
    title: "Equal rungs, unequal budgets",
    why: "A rung is not equal if it may spend less than its peer",
    unit: Unit::Rungs,
    reads_evidence: false,
    check: Check::Indices { see: |facts, found| see(facts, &BUDGET, |row| &row.budget, found), people: parity::people },
    threshold: |_, _| threshold(),
    say: |facts, finding| say(facts, finding, "may spend"),
    advise: advise_budget,
};

fn threshold() -> String {
    format!("threshold {}", limit(LOWER))
}

fn see(facts: &Facts, rule: &'static Rule, of: fn(&Parity) -> &Medians, findings: &mut Vec<Finding>) {
    for row in &facts.indices.parities {
        let medians = of(row);
        let Some((ic, management)) = medians.ic.zip(medians.management) else { continue };
        let people = [medians.ic_people, medians.management_people];
        // Values that come from the ladder reveal nobody; a median of a few people may.
        let of_people = people.map(|people| if people == 0 { usize::MAX } else { people });
        if !meets(management - ic, LOWER) || !parity::may_be_told(facts, of_people) {
            continue;
        }
        let numbers = vec![
            ("rungs_below", management - ic),
            ("ic", ic),
            ("management", management),
            ("ic_people", people[0] as f64),
            ("management_people", people[1] as f64),
            ("grade", row.grade),
        ];
        let severity = Severity::of_rungs(management - ic);
        findings.extend(parity::finding(facts, rule, row, true, numbers).map(|finding| finding.sized(severity)));
    }
}

fn say(facts: &Facts, finding: &Finding, does: &str) -> String {
    let OfRow { ic, management } = OfRow::of(facts, finding);
    let side = |name| match finding.number(name).unwrap_or(0.0) as usize {
        0 => "by the ladder".to_owned(),
        people => count(people, "person", "people"),
    };
    format!(
        "{ic} {does} {} below {management} at the median ({} and {})",
        rungs(finding.size()),
        side("ic_people"),
        side("management_people")
    )
}

/// Authority that the peer of a row brings, and the people on the IC side who fall short of it.
struct Short<'a> {
    row: &'a Parity,
    /// IC rung that receives it.
    own: RungId,
    /// Management rung that brings it; `None` if no rung does.
    peer: Option<RungId>,
    /// Grade at which the two sides are level.
    level: f64,
    /// People on the IC side below `level`.
    below: Vec<PersonId>,
}

impl<'a> Short<'a> {
    fn of(
        facts: &Facts<'a>,
        finding: &Finding,
        brings: fn(&Rung) -> bool,
        held: fn(&Authority) -> Option<f64>,
    ) -> Option<Self> {
        let row = parity::row(facts, finding)?;
        let level = finding.number("management")?;
        let measure = facts.measure();
        let is_below = |&person: &PersonId| {
            measure.authority(person).is_some_and(|it| held(&it).is_none_or(|held| !meets(held, level)))
        };
        Some(Self {
            row,
            own: *row.ic.first()?,
            peer: row.management.iter().copied().find(|&rung| brings(facts.org.rung(rung))),
            level,
            below: parity::on_the_ic_side(facts, row).filter(is_below).collect(),
        })
    }

    /// Advice to give the rung itself what its peer brings; `None` if that changes nothing.
    fn rung(&self, facts: &Facts, what: &str, give: impl Fn(&mut Rung, &Rung)) -> Option<Advice> {
        let peer = facts.org.rung(self.peer?);
        let mut same = facts.org.rung(self.own).clone();
        give(&mut same, peer);
        if same == *facts.org.rung(self.own) {
            return None;
        }
        let edit = ladder::filled(facts, &[self.own], |entry| give(entry, peer))?;
        Some(Advice {
            edits: vec![edit],
            ..Advice::new(
                format!("Give {} the {what} of {}", facts.org.rung(self.own).code, peer.code),
                "Each person on the rung receives them individually. Changes the ladder",
            )
        })
    }

    /// Advice to give everybody below the level what reaches it; `None` if nobody is below.
    fn people(&self, title: String, detail: &str, give: impl Fn(PersonId) -> Option<Edit>) -> Option<Advice> {
        if self.below.is_empty() {
            return None;
        }
        let edits =
            if self.below.len() > AT_ONCE { Vec::new() } else { self.below.iter().copied().filter_map(give).collect() };
        let (people, row) = (count(self.below.len(), "person", "people"), self.row.grade);
        Some(Advice { edits, ..Advice::new(title, format!("{people} at grade {row:.1} are below it. {detail}")) })
    }
}

fn advise_rights(facts: &Facts, finding: &Finding) -> Vec<Advice> {
    let Some(short) = Short::of(facts, finding, |entry| !entry.rights.is_empty(), |it| it.d) else { return Vec::new() };
    let title = format!("Give a technical Decide right at grade {:.1}, as on the equal rung", short.level);
    let detail = format!("First: name the decisions and the level at which they are made. {NO_COST}");
    let of_people = short.people(title, &detail, |it| Some(person::give_right(facts, it, short.level)));
    let of_rung = short.rung(facts, "decision rights", |own, peer| own.rights.clone_from(&peer.rights));
    of_people.into_iter().chain(of_rung).collect()
}

fn advise_budget(facts: &Facts, finding: &Finding) -> Vec<Advice> {
    let Some(short) = Short::of(facts, finding, |entry| !entry.budgets.is_empty(), |it| it.b) else {
        return Vec::new();
    };
    let title = format!("Raise the technical spending limit to grade {:.1}, as on the equal rung", short.level);
    let detail = "First: an entry in the delegation table. Commits budget";
    let of_people = short.people(title, detail, |it| Some(person::raise_limit(facts, it, short.level)?.1));
    let of_rung = short.rung(facts, "budget", |own, peer| own.budgets.clone_from(&peer.budgets));
    of_people.into_iter().chain(of_rung).collect()
}
