//! Judgement of an organisation: runs every rule once, orders the findings, applies waivers and chooses badges. What a
//! rule reports is in its own file.

use super::{Answer, Check, Facts, Finding, RULES, Subject, Tally, over_authorised, under_authorised, waivers};
use crate::measure::{Crowd, Indices, Scale};
use crate::org::{Org, PersonId, Tree};
use std::ops::Range;
use std::panic::resume_unwind;
use std::thread;

/// Largest number of threads that share the people.
const THREADS: u32 = 4;
/// Smallest number of people worth sharing between threads.
const MANY: u32 = 65_536;

/// Judgement of an organisation: everything that is computed once after opening or an edit.
///
/// It is made in two stages, [`Judgement::begun`] (ladder and counts, quick) and [`Judgement::finished`] (people, the
/// indices and the rules that rest on them). After an edit, [`Judgement::after`] judges again only the people affected,
/// and the judgement is [`stale`](Self::stale) until [`Judgement::refreshed`].
#[derive(Clone, Debug, Default)]
pub struct Judgement {
    /// Solid reporting lines.
    pub tree: Tree,
    /// Grades of the rungs.
    pub scale: Scale,
    /// Counts of people and seats.
    pub tally: Tally,
    /// Indices of the organisation.
    pub indices: Indices,
    /// True while the indices, and the findings of [`Check::rests_on_all`], date from before an edit or are not
    /// computed yet.
    pub stale: bool,
    /// Findings: ladder and organisation first, then people in file order.
    pub findings: Vec<Finding>,
    /// Number of findings about ladder and organisation, which come first.
    whole: usize,
    /// For each person with a badge, the index of the finding that the card shows; sorted by person.
    badges: Vec<(PersonId, u32)>,
}

impl Judgement {
    /// Judges an organisation in one pass over its people. In structure only, nobody is judged.
    pub fn of(org: &Org) -> Self {
        Self::begun(org).finished(org)
    }

    /// Judges ladder and counts only, without people and indices.
    pub fn begun(org: &Org) -> Self {
        let scale = Scale::of(org);
        let tally = Tally::of(org, &scale);
        Self::of_whole(org, Tree::of(org), scale, tally)
    }

    fn of_whole(org: &Org, tree: Tree, scale: Scale, tally: Tally) -> Self {
        let mut begun = Self { tree, scale, tally, stale: true, ..Self::default() };
        let mut findings = Vec::new();
        see(&begun.facts(org), false, &mut findings);
        waivers::apply(org, &mut findings);
        begun.whole = findings.len();
        begun.findings = findings;
        begun
    }

    /// Completes a judgement of the whole with the people and the indices.
    pub fn finished(mut self, org: &Org) -> Self {
        self.findings.truncate(self.whole);
        let (mut of_people, crowd) = of_everybody(&self.facts(org));
        waivers::apply(org, &mut of_people);
        let indices = crowd.indices(org, &self.tree, &self.scale);
        self.findings.append(&mut of_people);
        self.with_indices(org, indices)
    }

    /// Computes the indices afresh and judges by them. The result for a judgement that followed edits
    /// ([`Judgement::after`]) equals that of [`Judgement::of`].
    pub fn refreshed(self, org: &Org) -> Self {
        let indices = crowd(&self.facts(org)).indices(org, &self.tree, &self.scale);
        self.with_indices(org, indices)
    }

    fn with_indices(mut self, org: &Org, indices: Indices) -> Self {
        self.indices = indices;
        let mut of_people = self.findings.split_off(self.whole);
        let facts = self.facts(org);
        let (mut fresh, mut compared) = (Vec::new(), Vec::new());
        see(&facts, true, &mut fresh);
        if org.shows_people() {
            let people = org.people().filter(|&person| org.has_details(person) && org.is_judged(person));
            for person in people {
                compared.extend(RULES.iter().filter_map(|rule| match rule.check {
                    Check::Compared(see) => see(&facts, person),
                    _ => None,
                }));
            }
        }
        waivers::apply(org, &mut fresh);
        waivers::apply(org, &mut compared);
        self.findings.retain(|finding| !finding.rule.check.rests_on_all());
        self.findings.append(&mut fresh);
        self.findings.sort_by_key(place);
        self.whole = self.findings.len();
        of_people.retain(|finding| !finding.rule.check.rests_on_all());
        self.findings.extend(merged(of_people, compared, |finding| (finding.subject, place(finding))));
        self.badges = badges(&self.findings);
        self.stale = false;
        self
    }

    /// Judgement after an edit. `changed` is everybody whose own data or lines have changed; only they and the whole
    /// are judged again. The indices and the findings that rest on them stay as they were until
    /// [`refreshed`](Self::refreshed). A change of the ladder, of the date or of what may be shown needs
    /// [`Judgement::of`].
    pub fn after(mut self, org: &Org, changed: &[PersonId]) -> Self {
        let mut tree = std::mem::take(&mut self.tree);
        tree.follow(org, changed);
        let (scale, tally) = (std::mem::take(&mut self.scale), std::mem::take(&mut self.tally));
        let tally = tally.after(org, &scale, changed);
        let mut next = Self::of_whole(org, tree, scale, tally);
        next.indices = std::mem::take(&mut self.indices);
        let mut of_people = self.findings.split_off(self.whole);
        self.findings.retain(|finding| finding.rule.check.rests_on_all());
        next.findings.append(&mut self.findings);
        next.findings.sort_by_key(place);
        next.whole = next.findings.len();
        if org.shows_people() {
            // A span changes with its reports, so the managers before and after are among those named.
            let mut changed = changed.to_vec();
            changed.sort_unstable();
            changed.dedup();
            let mut again = of_some(&next.facts(org), changed.iter().copied());
            waivers::apply(org, &mut again);
            of_people.retain(|finding| match finding.subject {
                Subject::Person(person) => changed.binary_search(&person).is_err(),
                _ => false,
            });
            next.findings.extend(merged(of_people, again, |finding| finding.subject));
        }
        next.badges = badges(&next.findings);
        next
    }

    /// Findings about some people, in the order given, as if nothing else had changed.
    pub fn findings_of(facts: &Facts, people: &[PersonId]) -> Vec<Finding> {
        let mut findings = if facts.org.shows_people() { of_some(facts, people.iter().copied()) } else { Vec::new() };
        waivers::apply(facts.org, &mut findings);
        findings
    }

    /// Facts on which the judgement rests.
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

    /// Finding about a person that the card shows: one that compares authority with impact, otherwise the firmest.
    /// Never a waived one.
    pub fn badge(&self, person: PersonId) -> Option<&Finding> {
        let at = self.badges.binary_search_by_key(&person, |&(p, _)| p).ok()?;
        self.findings.get(self.badges[at].1 as usize)
    }
}

/// Adds findings about ladder and organisation, either by the rules that rest on the indices or by the others.
fn see(facts: &Facts, by_indices: bool, findings: &mut Vec<Finding>) {
    let shows_people = facts.org.shows_people();
    for rule in RULES.iter().filter(|rule| shows_people || !rule.reads_evidence) {
        match rule.check {
            Check::Whole { see, .. } if !by_indices => see(facts, findings),
            Check::Indices { see, .. } if by_indices => see(facts, findings),
            _ => {}
        }
    }
}

/// Position of a finding's rule in [`RULES`].
fn place(finding: &Finding) -> usize {
    RULES.iter().position(|rule| *rule == finding.rule).unwrap_or(RULES.len())
}

/// Merges two ordered lists; of equal findings, those of `first` come first.
fn merged<K: Ord>(first: Vec<Finding>, second: Vec<Finding>, key: impl Fn(&Finding) -> K) -> Vec<Finding> {
    if second.is_empty() {
        return first;
    }
    let mut all = Vec::with_capacity(first.len() + second.len());
    let mut second = second.into_iter().peekable();
    for finding in first {
        while let Some(earlier) = second.next_if(|it| key(it) < key(&finding)) {
            all.push(earlier);
        }
        all.push(finding);
    }
    all.extend(second);
    all
}

/// Findings about people in file order, and the columns for the indices. The result does not depend on the number of
/// threads. In structure only there are no findings.
fn of_everybody<'a>(facts: &Facts<'a>) -> (Vec<Finding>, Crowd<'a>) {
    let (mut found, mut crowd) = (Vec::new(), Crowd::new(facts.org));
    for (findings, part) in shared(facts, |people| of_range(facts, people)) {
        found.extend(findings);
        crowd.append(part);
    }
    (found, crowd)
}

/// Columns for the indices, over everybody.
fn crowd<'a>(facts: &Facts<'a>) -> Crowd<'a> {
    let measure = facts.measure();
    let parts = shared(facts, |people| {
        let mut crowd = Crowd::new(facts.org);
        for person in people.map(PersonId).filter(|&person| facts.org.is_judged(person)) {
            crowd.push(&measure, facts.tree, &measure.seen(person));
        }
        crowd
    });
    let mut all = Crowd::new(facts.org);
    parts.into_iter().for_each(|part| all.append(part));
    all
}

/// Results of `work` over everybody in file order, split into as many parts as are worth a thread.
fn shared<T: Send>(facts: &Facts, work: impl Fn(Range<u32>) -> T + Sync) -> Vec<T> {
    let people = facts.org.len() as u32;
    if people < MANY {
        return vec![work(0..people)];
    }
    let part = people.div_ceil(THREADS).max(1);
    let parts = (0..people).step_by(part as usize).map(|from| from..from.saturating_add(part).min(people));
    let work = &work;
    thread::scope(|scope| {
        let begun: Vec<_> = parts
            .map(|part| {
                let people = part.clone();
                (part, thread::Builder::new().spawn_scoped(scope, move || work(people)))
            })
            .collect();
        let ended = begun.into_iter().map(|(part, thread)| match thread {
            Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
            // If no thread can be started, this one does the work.
            Err(_) => work(part),
        });
        ended.collect()
    })
}

fn of_range<'a>(facts: &Facts<'a>, people: Range<u32>) -> (Vec<Finding>, Crowd<'a>) {
    let (org, measure) = (facts.org, facts.measure());
    let shows_people = org.shows_people();
    let (mut findings, mut crowd) = (Vec::new(), Crowd::new(org));
    for person in people.map(PersonId).filter(|&person| org.is_judged(person)) {
        let measured = measure.seen(person);
        crowd.push(&measure, facts.tree, &measured);
        if shows_people {
            findings.extend(RULES.iter().filter_map(|rule| match rule.check {
                Check::Person(see) => see(facts, &measured),
                _ => None,
            }));
        }
    }
    (findings, crowd)
}

fn of_some(facts: &Facts, people: impl Iterator<Item = PersonId>) -> Vec<Finding> {
    let measure = facts.measure();
    let mut findings = Vec::new();
    for person in people.filter(|&person| facts.org.is_judged(person)) {
        let measured = measure.of(person);
        findings.extend(RULES.iter().filter_map(|rule| match rule.check {
            Check::Person(see) => see(facts, &measured),
            Check::Compared(see) => see(facts, person),
            Check::Whole { .. } | Check::Indices { .. } => None,
        }));
    }
    findings
}

fn badges(findings: &[Finding]) -> Vec<(PersonId, u32)> {
    // Findings that compare authority with impact come first, since they have a gauge beside the card.
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
        let (found, one) = of_range(&facts, 0..org.len() as u32);
        assert!(found.len() > 100);
        let (shared, several) = of_everybody(&facts);
        assert_eq!(shared, found);
        let indices = |crowd: Crowd| crowd.indices(&org, &judgement.tree, &judgement.scale);
        assert_eq!(indices(several), indices(one));
    }

    #[test]
    fn what_is_found_about_the_whole_stays_first_when_people_follow() {
        let (org, _) = crate::generate::org(400, 7);
        let (begun, all) = (Judgement::begun(&org), Judgement::of(&org));
        assert!(begun.of_people().is_empty() && !all.of_people().is_empty() && begun.stale && !all.stale);
        let quick = all.of_the_whole().iter().filter(|finding| !finding.rule.check.rests_on_all());
        assert_eq!(begun.findings.iter().collect::<Vec<_>>(), quick.collect::<Vec<_>>());
        let again = all.clone().finished(&org);
        assert_eq!((&again.findings, &again.badges), (&all.findings, &all.badges));
    }
}
