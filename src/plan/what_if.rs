//! Consequences of any edit: findings before and after for everybody it touches, and other changes. Independent of the
//! window; tried out in the organisation itself, which is restored.

use super::Field;
use crate::edit::{Edit, EditError};
use crate::org::{Org, PersonId};
use crate::rules::words::{amount, count};
use crate::rules::{Answer, Facts, Finding, Judgement, Rule, Subject};

/// Number of people up to which findings about the whole are re-evaluated for every edit.
const FEW: usize = 5_000;
/// Largest number of people whose changes are listed one by one.
const TOLD: usize = 8;

/// Consequences of an edit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WhatIf {
    /// Findings before and after, changed ones first; without waived ones.
    pub findings: Vec<Turned>,
    /// Other changes: pay, seat, title, rights, budgets, gaps.
    pub lines: Vec<String>,
    /// True when findings about ladder and organisation were re-evaluated too.
    pub is_whole: bool,
}

/// A finding before and after; at least one of the two is present.
#[derive(Clone, Debug, PartialEq)]
pub struct Turned {
    /// Person it is about; `None` for ladder and organisation.
    pub person: Option<PersonId>,
    /// Rule of the finding.
    pub rule: &'static Rule,
    /// Firmness and wording before.
    pub before: Option<(Answer, String)>,
    /// Firmness and wording after.
    pub after: Option<(Answer, String)>,
}

impl Turned {
    /// True when the finding does not change.
    pub fn is_same(&self) -> bool {
        self.before == self.after
    }
}

/// Tries an edit. `org` is changed temporarily and restored before this returns; `judgement` belongs to it. Fails when
/// the edit does not apply. Linear in the people that the edit touches; linear in all people when it touches lines,
/// ladder or the whole, or when there are few.
pub fn what_if(org: &mut Org, judgement: &Judgement, edit: &Edit) -> Result<WhatIf, EditError> {
    let touched = edit.touched(org);
    let is_whole = touched.ladder || touched.whole || touched.forest || org.len() <= FEW;
    let known: Vec<PersonId> = touched.people.iter().copied().filter(|&person| org.has(person)).collect();
    let before: Vec<Seen> = known.iter().take(TOLD).map(|&person| Seen::of(&judgement.facts(org), person)).collect();
    let facts = judgement.facts(org);
    let mut told: Vec<Told> = known.iter().flat_map(|&it| judgement.of_person(it)).map(|it| tell(&facts, it)).collect();
    // With many people the indices are not recomputed, nor is what rests on them.
    let is_few = org.len() <= FEW;
    let is_judged = |it: &&Finding| is_few || !it.rule.check.rests_on_all();
    if is_whole {
        told.extend(judgement.of_the_whole().iter().filter(is_judged).map(|it| tell(&facts, it)));
    }

    let back = edit.clone().apply(org)?;
    let anew = is_whole.then(|| match is_few {
        true => Judgement::of(org),
        false => {
            let mut begun = Judgement::begun(org);
            begun.indices = judgement.indices.clone();
            begun
        }
    });
    let now = anew.as_ref().unwrap_or(judgement);
    let facts = now.facts(org);
    let people: Vec<PersonId> = touched.people.iter().copied().filter(|&person| org.has(person)).collect();
    let mut found: Vec<Told> = Judgement::findings_of(&facts, &people).iter().map(|it| tell(&facts, it)).collect();
    if is_whole {
        found.extend(now.of_the_whole().iter().filter(is_judged).map(|it| tell(&facts, it)));
    }
    let (mut lines, mut own) = (Vec::new(), Vec::new());
    for seen in before.iter().filter(|seen| org.has(seen.person)) {
        let of_one = seen.changes(&facts);
        if of_one.is_empty() {
            continue;
        }
        own.push(seen.person);
        let name = org.label(seen.person);
        lines.extend(of_one.into_iter().map(|line| format!("{name}: {line}")));
    }
    if known.len() > TOLD {
        lines.push(format!("and {} more", count(known.len() - TOLD, "person", "people")));
    }
    back.apply(org)?;
    // Unchanged findings of people who are only indirectly affected are not news.
    let mut findings = turned(told, found);
    findings.retain(|it| !it.is_same() || it.person.is_some_and(|person| own.contains(&person)));
    findings.sort_by_key(|it| (it.is_same(), it.person.is_none()));
    Ok(WhatIf { findings, lines, is_whole })
}

/// Wording of a finding at present.
struct Told {
    rule: &'static Rule,
    subject: Subject,
    answer: Answer,
    text: String,
    is_waived: bool,
}

fn tell(facts: &Facts, finding: &Finding) -> Told {
    let Finding { rule, subject, answer, .. } = *finding;
    Told { rule, subject, answer, text: finding.say(facts), is_waived: finding.waived.is_some() }
}

fn turned(before: Vec<Told>, after: Vec<Told>) -> Vec<Turned> {
    let is_open = |it: &Told| !it.is_waived;
    let mut after: Vec<Option<Told>> = after.into_iter().filter(is_open).map(Some).collect();
    let mut found = Vec::new();
    for old in before.into_iter().filter(is_open) {
        let is_same = |new: &&mut Option<Told>| {
            new.as_ref().is_some_and(|new| new.rule == old.rule && new.subject == old.subject)
        };
        let new = after.iter_mut().find(is_same).and_then(Option::take);
        let new = new.map(|new| (new.answer, new.text));
        found.push(Turned {
            person: of(old.subject),
            rule: old.rule,
            before: Some((old.answer, old.text)),
            after: new,
        });
    }
    found.extend(after.into_iter().flatten().map(|new| Turned {
        person: of(new.subject),
        rule: new.rule,
        before: None,
        after: Some((new.answer, new.text)),
    }));
    found
}

fn of(subject: Subject) -> Option<PersonId> {
    match subject {
        Subject::Person(person) => Some(person),
        Subject::Organisation | Subject::Ladder(_) | Subject::Rung(_) => None,
    }
}

/// State of a person, before or after.
struct Seen {
    person: PersonId,
    fields: Vec<(Field, String)>,
    /// Authority, cautious gap, middle gap.
    rungs: [Option<f64>; 3],
}

impl Seen {
    fn of(facts: &Facts, person: PersonId) -> Self {
        let org = facts.org;
        let shown = |field: &Field| org.shows_people() || !field.is_private();
        let fields = Field::ALL.into_iter().filter(shown).map(|field| (field, said(facts, field, person)));
        let mut rungs = [None; 3];
        if org.shows_people() {
            let measured = facts.measure().of(person);
            let gap = measured.gap;
            rungs = [measured.authority.map(|it| it.grade), gap.map(|gap| gap.lo), gap.map(|gap| gap.mid)];
        }
        Self { person, fields: fields.collect(), rungs }
    }

    /// Changes in words: the seat and what it holds first, private fields last.
    fn changes(&self, facts: &Facts) -> Vec<String> {
        let now = Self::of(facts, self.person);
        let or_none = |text: &str| if text.is_empty() { "not recorded".to_owned() } else { text.to_owned() };
        let fields = self.fields.iter().zip(&now.fields).filter(|(before, after)| before.1 != after.1);
        let mut lines: Vec<String> = fields
            .map(|((field, before), (_, after))| format!("{} {} → {}", field.label(), or_none(before), or_none(after)))
            .collect();
        for (name, (before, after)) in
            ["authority", "conservative gap", "central gap"].into_iter().zip(self.rungs.into_iter().zip(now.rungs))
        {
            let words = |rungs: Option<f64>| rungs.map_or("none".to_owned(), |it| format!("{it:.1}").replace('-', "−"));
            if words(before) != words(after) {
                lines.push(format!("{name} {} → {} rungs", words(before), words(after)));
            }
        }
        lines
    }
}

/// Value of a field in words; rights and budgets item by item instead of their number, managers by name.
fn said(facts: &Facts, field: Field, person: PersonId) -> String {
    let (org, details) = (facts.org, facts.org.details(person));
    match field {
        Field::Manager => org.manager(person).map_or(String::new(), |manager| org.label(manager).to_owned()),
        Field::Rights => match details.rights.as_deref() {
            None => String::new(),
            Some([]) => "none".to_owned(),
            Some(rights) => {
                let at = |at: Option<f64>| at.map_or(String::new(), |at| format!(" at {at:.1}"));
                let mut texts: Vec<String> =
                    rights.iter().map(|right| format!("{}{}", right.text, at(right.at))).collect();
                texts.sort();
                texts.join(", ")
            }
        },
        Field::Budgets => match details.budgets.as_deref() {
            None => String::new(),
            Some([]) => "none".to_owned(),
            Some(budgets) => budgets.iter().map(|budget| amount(budget.limit)).collect::<Vec<_>>().join(", "),
        },
        field => field.say(org, person),
    }
}
