//! Sole knower: a domain in which only one person holds evidence.

use super::words::count;
use super::{Advice, Answer, Check, Facts, Finding, Rule, Subject, Unit};
use crate::org::{Org, PersonId};
use std::collections::HashMap;

/// Largest number of domains named in one line.
const NAMED: usize = 4;

/// Rule of METHOD.md section 6. A single finding counts the domains and names them, but nobody. The domain is that of
/// the item, otherwise the person's craft. At most possible: people without a line may know as much.
pub const RULE: Rule = Rule {
    id: "sole-knower",
    title: "Single point of knowledge",
    why: "Knowledge held by one person leaves with them, and ties them to where they are",
    unit: Unit::Count,
    reads_evidence: true,
    check: Check::Whole { see, people },
    threshold: |_, _| "threshold: one person with evidence in a domain".to_owned(),
    say: |_, finding| {
        let domains = count(finding.size() as usize, "domain", "domains");
        format!("{domains} with a single person's evidence: {}", finding.names())
    },
    advise: |_, _| {
        vec![
            Advice::new(
                "Ask who else works in it, and record their work",
                "The record may be missing a second person. No cost",
            ),
            Advice::new(
                "Let a second person learn it",
                "Needs time together with the expert. The people doing the work know best what else it takes",
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

/// Domains in which one person alone holds evidence, by name, with that person.
fn alone(org: &Org) -> Vec<(&str, PersonId)> {
    // Holder of evidence in each domain; `None` from the second person on. There are few domains, and neighbours in a
    // file mostly share one, so a lookup is made only when the domain or the person changes.
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
