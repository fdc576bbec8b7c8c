//! Hollow rung: an open IC rung called equal to a management rung, without what that rung brings.

use super::facts::confirmed_if;
use super::remedies::ladder;
use super::rows::Rows;
use super::{Advice, Check, Facts, Finding, Rule, Subject, Unit, nobody};
use crate::edit::Edit;
use crate::measure::SAME_GRADE;
use crate::org::{Rung, RungId, TrackKind};

/// Rule of METHOD.md section 6. A peer is an open management rung of the same grade.
pub const RULE: Rule = Rule {
    id: "hollow-rung",
    title: "Hollow rung",
    why: "An equal rung without its peer's pay band, decision rights or budget is equal in name only",
    unit: Unit::Count,
    reads_evidence: false,
    check: Check::Whole { see, people: nobody },
    threshold: |_, _| "threshold: pay band, right or budget missing".to_owned(),
    say: |facts, finding| {
        let Subject::Rung(rung) = finding.subject else { return String::new() };
        let rows = Rows::of(facts);
        let peers: Vec<&str> =
            rows.beside(facts, rung, TrackKind::Management).map(|peer| facts.org.rung(peer).code.as_str()).collect();
        format!(
            "{} lacks the {} that {} has",
            facts.org.rung(rung).code,
            listed(&missing(facts, rung, &rows).words()),
            listed(&peers)
        )
    },
    advise,
};

/// True for each thing that a rung lacks and one of its peers brings.
#[derive(Clone, Copy, Default)]
struct Missing {
    band: bool,
    right: bool,
    budget: bool,
}

impl Missing {
    fn count(self) -> u32 {
        u32::from(self.band) + u32::from(self.right) + u32::from(self.budget)
    }

    fn words(self) -> Vec<&'static str> {
        let all = [(self.band, "pay band"), (self.right, "right"), (self.budget, "budget")];
        all.into_iter().filter(|(is_missing, _)| *is_missing).map(|(_, word)| word).collect()
    }
}

fn see(facts: &Facts, findings: &mut Vec<Finding>) {
    let rows = Rows::of(facts);
    for rung in facts.org.rungs() {
        let missing = missing(facts, rung, &rows);
        if missing.count() == 0 {
            continue;
        }
        let marks = facts.marks(facts.org.rung_place(rung).ladder);
        let is_implied = |rung: RungId| facts.scale.is_implied(rung);
        let firm = !marks.fork_implied
            && !is_implied(rung)
            && !rows.beside(facts, rung, TrackKind::Management).any(is_implied);
        let one = |is_missing: bool| f64::from(u8::from(is_missing));
        let numbers = [
            ("missing", f64::from(missing.count())),
            ("pay_band", one(missing.band)),
            ("right", one(missing.right)),
            ("budget", one(missing.budget)),
        ];
        findings.push(Finding::new(&RULE, Subject::Rung(rung), confirmed_if(firm), numbers));
    }
}

/// Parts that a rung lacks; none if it is closed, below the fork, or without a peer.
fn missing(facts: &Facts, rung: RungId, rows: &Rows) -> Missing {
    let (entry, fork) = (facts.org.rung(rung), facts.marks(facts.org.rung_place(rung).ladder).fork);
    let is_above = facts.scale.grade(rung).zip(fork).is_some_and(|(grade, fork)| grade >= fork - SAME_GRADE);
    if !is_above || !entry.open || facts.org.track(rung).kind != TrackKind::Ic {
        return Missing::default();
    }
    let peers = || rows.beside(facts, rung, TrackKind::Management).map(|peer| facts.org.rung(peer));
    let brought = |has: fn(&Rung) -> bool| !has(entry) && peers().any(has);
    Missing {
        band: brought(|entry| entry.pay.is_some()),
        right: brought(|entry| !entry.rights.is_empty()),
        budget: brought(|entry| !entry.budgets.is_empty()),
    }
}

fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn advise(facts: &Facts, finding: &Finding) -> Vec<Advice> {
    let Subject::Rung(rung) = finding.subject else { return Vec::new() };
    let rows = Rows::of(facts);
    let lacks = missing(facts, rung, &rows);
    let brings = |has: fn(&&Rung) -> bool| {
        rows.beside(facts, rung, TrackKind::Management).map(|peer| facts.org.rung(peer)).find(has)
    };
    let band = brings(|entry| entry.pay.is_some()).filter(|_| lacks.band);
    let rights = brings(|entry| !entry.rights.is_empty()).filter(|_| lacks.right);
    let budgets = brings(|entry| !entry.budgets.is_empty()).filter(|_| lacks.budget);
    let edit = ladder::filled(facts, &[rung], |entry| {
        if let Some(peer) = band {
            entry.pay = peer.pay;
        }
        if let Some(peer) = rights {
            entry.rights.clone_from(&peer.rights);
        }
        if let Some(peer) = budgets {
            entry.budgets.clone_from(&peer.budgets);
        }
    });
    let code = &facts.org.rung(rung).code;
    vec![
        Advice::new(
            format!("Give {code} the {} of the equal rung", listed(&lacks.words())),
            "Copied from the management rung, to be reworded for technical work. People on the rung receive these \
             individually. Changes the ladder and commits pay or budget",
        )
        .doing(edit),
        Advice::new(
            format!("Close {code} until it has them"),
            "It is then drawn as planned; people on it keep their seat. Changes the ladder",
        )
        .doing([Edit::SetOpen { rung, open: false }]),
    ]
}
