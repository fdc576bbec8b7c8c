//! An organisation judged: every rule run once, findings in order, waivers applied, badges chosen.

use super::{Answer, Check, Facts, Finding, RULES, Subject, Tally, over_authorised, under_authorised, waivers};
use crate::measure::{Indices, Scale};
use crate::org::{Org, PersonId, Tree};
use std::ops::Range;
use std::panic::resume_unwind;
use std::thread;

/// Threads that share the people where there are many.
const THREADS: u32 = 4;
/// People from which sharing them is worth it.
const MANY: u32 = 65_536;

/// An organisation judged: everything that is computed once after opening or an edit.
#[derive(Clone, Debug, Default)]
pub struct Judgement {
    /// Its solid lines.
    pub tree: Tree,
    /// Grades of its rungs.
    pub scale: Scale,
    /// Its people counted.
    pub tally: Tally,
    /// The organisation's indices.
    pub indices: Indices,
    /// Findings: ladder and organisation first, then people in file order.
    pub findings: Vec<Finding>,
    /// Number of findings about ladder and organisation, which come first.
    whole: usize,
    /// For each person the index of the finding whose badge the card shows; sorted by person.
    badges: Vec<(PersonId, u32)>,
}

impl Judgement {
    /// Judges an organisation in one pass over its people. In structure only nobody is judged.
    pub fn of(org: &Org) -> Self {
        Self::begun(org).finished(org)
    }

    /// Judges ladder and organisation alone, and counts the people.
    pub fn begun(org: &Org) -> Self {
        Self::of_whole(org, Tree::of(org), Scale::of(org))
    }

    fn of_whole(org: &Org, tree: Tree, scale: Scale) -> Self {
        let tally = Tally::of(org, &scale);
        let indices = Indices::of(org, &tree, &scale);
        let facts = Facts { org, tree: &tree, scale: &scale, tally: &tally, indices: &indices, spans: &[] };
        let shows_people = org.shows_people();
        let mut findings = Vec::new();
        for rule in RULES.iter().filter(|rule| shows_people || !rule.reads_evidence) {
            if let Check::Whole { see, .. } = rule.check {
                see(&facts, &mut findings);
            }
        }
        let whole = findings.len();
        waivers::apply(org, &mut findings);
        Self { tree, scale, tally, indices, findings, whole, badges: Vec::new() }
    }

    /// Judges the people as well, where only the whole has been judged.
    pub fn finished(mut self, org: &Org) -> Self {
        if org.shows_people() {
            let mut of_people = of_everybody(&self.facts(org));
            waivers::apply(org, &mut of_people);
            self.findings.truncate(self.whole);
            self.findings.append(&mut of_people);
        }
        self.badges = badges(&self.findings);
        self
    }

    /// The judgement after an edit of `changed`, everybody whose own data or lines are others now: only they are
    /// judged again, and what is said of the whole. Equal to [`Judgement::of`]; a change of the ladder, of the date
    /// or of who may be shown needs that one.
    pub fn after(mut self, org: &Org, changed: &[PersonId]) -> Self {
        let mut tree = std::mem::take(&mut self.tree);
        tree.follow(org, changed);
        let mut next = Self::of_whole(org, tree, std::mem::take(&mut self.scale));
        if org.shows_people() {
            // Spans change with the reports, so managers before and after are among those who are named.
            let mut changed = changed.to_vec();
            changed.sort_unstable();
            changed.dedup();
            let mut again = of_some(&next.facts(org), changed.iter().copied());
            waivers::apply(org, &mut again);
            let is_kept = |finding: &Finding| match finding.subject {
                Subject::Person(person) => changed.binary_search(&person).is_err(),
                _ => false,
            };
            let mut again = again.into_iter().peekable();
            for finding in self.findings.drain(self.whole..).filter(is_kept) {
                while let Some(earlier) = again.next_if(|new| new.subject < finding.subject) {
                    next.findings.push(earlier);
                }
                next.findings.push(finding);
            }
            next.findings.extend(again);
        }
        next.badges = badges(&next.findings);
        next
    }

    /// Findings about some people, given in order, as if nothing else had changed.
    pub fn findings_of(facts: &Facts, people: &[PersonId]) -> Vec<Finding> {
        let mut findings = if facts.org.shows_people() { of_some(facts, people.iter().copied()) } else { Vec::new() };
        waivers::apply(facts.org, &mut findings);
        findings
    }

    /// The facts behind it.
    pub fn facts<'a>(&'a self, org: &'a Org) -> Facts<'a> {
        let Self { tree, scale, tally, indices, .. } = self;
        Facts { org, tree, scale, tally, indices, spans: &[] }
    }

    /// Findings about ladder and organisation.
    pub fn of_the_whole(&self) -> &[Finding] {
        &self.findings[..self.whole]
    }

    /// Findings about people, in file order.
    pub fn of_people(&self) -> &[Finding] {
        &self.findings[self.whole..]
    }

    /// Findings about one person.
    pub fn of_person(&self, person: PersonId) -> &[Finding] {
        let people = self.of_people();
        let from = people.partition_point(|finding| finding.subject < Subject::Person(person));
        let len = people[from..].partition_point(|finding| finding.subject == Subject::Person(person));
        &people[from..from + len]
    }

    /// The personal finding that a card shows: what compares authority with impact, else the firmest; waived ones never.
    pub fn badge(&self, person: PersonId) -> Option<&Finding> {
        let at = self.badges.binary_search_by_key(&person, |&(p, _)| p).ok()?;
        self.findings.get(self.badges[at].1 as usize)
    }
}

/// Findings about people, in file order however many threads share them.
fn of_everybody(facts: &Facts) -> Vec<Finding> {
    let people = facts.org.len() as u32;
    if people < MANY {
        return of_range(facts, 0..people);
    }
    let part = people.div_ceil(THREADS).max(1);
    let parts = (0..people).step_by(part as usize).map(|from| from..from.saturating_add(part).min(people));
    thread::scope(|scope| {
        let begun: Vec<_> = parts
            .map(|part| {
                let people = part.clone();
                (part, thread::Builder::new().spawn_scoped(scope, move || of_range(facts, people)))
            })
            .collect();
        let ended = begun.into_iter().map(|(part, thread)| match thread {
            Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
            // Without another thread this one does it.
            Err(_) => of_range(facts, part),
        });
        ended.flatten().collect()
    })
}

fn of_range(facts: &Facts, people: Range<u32>) -> Vec<Finding> {
    of_some(facts, people.map(PersonId))
}

fn of_some(facts: &Facts, people: impl Iterator<Item = PersonId>) -> Vec<Finding> {
    let measure = facts.measure();
    let mut findings = Vec::new();
    for person in people.filter(|&person| facts.org.is_judged(person)) {
        let measured = measure.of(person);
        findings.extend(RULES.iter().filter_map(|rule| match rule.check {
            Check::Person(see) => see(facts, &measured),
            Check::Whole { .. } => None,
        }));
    }
    findings
}

fn badges(findings: &[Finding]) -> Vec<(PersonId, u32)> {
    // What compares authority with impact comes before the rest, since it has a gauge beside the card.
    let standing = |finding: &Finding| {
        let compares = [&under_authorised::RULE, &over_authorised::RULE].iter().position(|rule| *rule == finding.rule);
        (compares.unwrap_or(2), finding.answer)
    };
    let mut badges: Vec<(PersonId, u32)> = Vec::new();
    for (finding, at) in findings.iter().zip(0..) {
        let Subject::Person(person) = finding.subject else { continue };
        if finding.waived.is_some() || finding.answer == Answer::Info {
            continue;
        }
        match badges.last_mut().filter(|(last, _)| *last == person) {
            Some((_, shown)) if standing(finding) < standing(&findings[*shown as usize]) => *shown = at,
            Some(_) => {}
            None => badges.push((person, at)),
        }
    }
    badges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_find_what_one_finds_in_the_same_order() {
        let (org, _) = crate::generate::org(MANY as usize + 3, 7);
        let judgement = Judgement::of(&org);
        let facts = judgement.facts(&org);
        let found = of_range(&facts, 0..org.len() as u32);
        assert!(found.len() > 100);
        assert_eq!(of_everybody(&facts), found);
    }

    #[test]
    fn what_is_found_about_the_whole_stays_first_when_people_follow() {
        let (org, _) = crate::generate::org(400, 7);
        let (begun, all) = (Judgement::begun(&org), Judgement::of(&org));
        assert!(begun.of_people().is_empty() && !all.of_people().is_empty());
        assert_eq!(begun.findings, all.of_the_whole());
        let again = all.clone().finished(&org);
        assert_eq!((&again.findings, &again.badges), (&all.findings, &all.badges));
    }
}
