//! Sole knower: a domain in which one person alone holds evidence.

use super::words::count;
use super::{Advice, Answer, Check, Facts, Finding, Rule, Subject, Unit};
use crate::org::{Org, PersonId};
use std::collections::HashMap;

/// Domains named in one line.
const NAMED: usize = 4;

/// See METHOD.md section 6. One counted finding, whatever their number, which names the domains and nobody. The domain
/// is that of the line, else the craft of the person. Never more than possible: who has no line may know as much.
pub const RULE: Rule = Rule {
    id: "sole-knower",
    title: "One knower",
    why: "What one person alone knows leaves with that person, and keeps them where they are",
    unit: Unit::Count,
    reads_evidence: true,
    check: Check::Whole { see, people },
    threshold: |_, _| "threshold: one person with evidence in a domain".to_owned(),
    say: |_, finding| {
        let domains = count(finding.size() as usize, "domain", "domains");
        format!("{domains} in which one person alone holds evidence: {}", finding.names())
    },
    advise: |_, _| {
        vec![
            Advice::new(
                "Ask who else works in it, and record what they did",
                "The record may miss the second one. No cost: pay, budget and ladder stay as they are",
            ),
            Advice::new(
                "Let a second person learn it",
                "Time beside the one who knows, with time given for it. What it needs is for those who do the work to say",
            ),
        ]
    },
};

fn see(facts: &Facts, findings: &mut Vec<Finding>) {
    let alone = alone(facts.org);
    if alone.is_empty() {
        return;
    }
    let named = alone.iter().take(NAMED).map(|&(domain, _)| domain.to_owned()).collect();
    let numbers = [("domains", alone.len() as f64), ("people", distinct(&alone).len() as f64)];
    findings.push(Finding::new(&RULE, Subject::Organisation, Answer::Possible, numbers).naming(named));
}

fn people(facts: &Facts, _: &Finding) -> Vec<PersonId> {
    distinct(&alone(facts.org))
}

fn distinct(alone: &[(&str, PersonId)]) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = alone.iter().map(|&(_, person)| person).collect();
    people.sort_unstable();
    people.dedup();
    people
}

/// Domains with one person, by name, and who it is.
fn alone(org: &Org) -> Vec<(&str, PersonId)> {
    // Who holds evidence in a domain; `None` from the second person on. There are few domains, and neighbours in a
    // file mostly share one: only a change of domain or of person is looked up.
    let mut holders: HashMap<&str, Option<PersonId>> = HashMap::new();
    for person in org.people().filter(|&person| org.is_judged(person) && org.evidence(person).next().is_some()) {
        let details = org.details(person);
        let mut last = "";
        for item in org.evidence(person) {
            let own = item.domain.trim();
            let domain = if own.is_empty() { details.craft.trim() } else { own };
            if domain.is_empty() || domain == last {
                continue;
            }
            last = domain;
            let holder = holders.entry(domain).or_insert(Some(person));
            *holder = holder.filter(|known| *known == person);
        }
    }
    let mut alone: Vec<(&str, PersonId)> =
        holders.into_iter().filter_map(|(domain, holder)| Some((domain, holder?))).collect();
    alone.sort_unstable();
    alone
}
