//! Edits that only record facts about a person and decide nothing. They belong to the baseline, whichever plan is open.

use super::Edit;
use crate::org::{Details, Org, PersonId, Rare};

impl Edit {
    /// The same edit for the baseline, if all it changes is facts: evidence and its attributes, answers, observations,
    /// craft time, notes. `seen` is the baseline with a plan applied, for which the edit was made. `None` if it changes
    /// anything else, or something that the plan changes as well.
    pub fn of_facts(&self, seen: &Org, baseline: &Org) -> Option<Self> {
        match self {
            Self::All(edits) if !edits.is_empty() => {
                edits.iter().map(|edit| edit.of_facts(seen, baseline)).collect::<Option<_>>().map(Self::All)
            }
            Self::SetDetails { person, details } => {
                let is_there = person.at() < baseline.len() && baseline.has(*person) && seen.has(*person);
                if !is_there || seen.key(*person) != baseline.key(*person) {
                    return None;
                }
                let (now, known) = (seen.details(*person), baseline.details(*person));
                let is_same = with_facts(details, now) == *now;
                // Facts in which the plan differs from the baseline belong to the plan.
                let is_of_both = with_facts(known, now) == *known;
                let is_new = **details != *now;
                (is_same && is_of_both && is_new)
                    .then(|| Self::SetDetails { person: *person, details: Box::new(with_facts(known, details)) })
            }
            _ => None,
        }
    }

    /// Puts newer facts of a person into every copy of their details that the edit holds.
    pub(super) fn keep_facts(&mut self, person: PersonId, facts: &Details) {
        let mut open = vec![self];
        while let Some(edit) = open.pop() {
            match edit {
                Self::All(edits) => open.extend(edits),
                Self::SetDetails { person: of, details } if *of == person => **details = with_facts(details, facts),
                _ => {}
            }
        }
    }
}

/// Copies the fields that differ between `$from` and `$to` into `$now`; returns `None` from the function if one of them
/// has another value in `$now` than in `$from`. All fields are named, so a new one is not forgotten.
macro_rules! copy_changed {
    ($type:ident { $($field:ident),* $(; $other:ident)? }, $now:expr, $from:expr, $to:expr) => {
        let $type { $($field: _,)* $($other: _)? } = $from;
        $(if $from.$field != $to.$field {
            if $now.$field != $from.$field {
                return None;
            }
            $now.$field.clone_from(&$to.$field);
        })*
    };
}

/// Details that differ from `now` as `to` differs from `from`; `None` if a field that differs has another value now
/// than in `from`.
pub(super) fn changed(now: &Details, from: &Details, to: &Details) -> Option<Details> {
    let mut details = now.clone();
    copy_changed!(Details { preference, evidence, rights, budgets; rare }, details, from, to);
    copy_changed!(
        Rare {
            history,
            craft,
            accountability,
            accountabilities,
            resources,
            forums,
            craft_time,
            management,
            approvals,
            stated_authority,
            posts,
            notes,
            unknown,
            comment
        },
        details.rare,
        &*from.rare,
        to.rare
    );
    Some(details)
}

/// Details of `of` with the facts of `facts`.
fn with_facts(of: &Details, facts: &Details) -> Details {
    let mut details = of.clone();
    details.evidence.clone_from(&facts.evidence);
    details.preference.clone_from(&facts.preference);
    // Rare details are stored separately and only if there are any; do not create them for nothing.
    if !details.rare.is_usual() || !facts.rare.is_usual() {
        details.craft_time.clone_from(&facts.craft_time);
        details.management.clone_from(&facts.management);
        details.notes.clone_from(&facts.notes);
    }
    details
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::org::{Budget, Builder, Evidence, Head, PersonId, Row};

    #[test]
    fn a_stored_change_leaves_fields_alone_that_it_does_not_change() {
        let note = |words: &str| Details {
            rare: Rare { notes: vec![words.to_owned()], ..Rare::default() }.into(),
            ..Details::default()
        };
        let from = Details::default();
        let to = Details { rights: Some(Vec::new()), ..from.clone() };
        let now = changed(&note("New"), &from, &to).expect("notes are not what it changes");
        assert_eq!((&now.rights, &now.rare.notes[..]), (&Some(Vec::new()), &["New".to_owned()][..]));
        assert_eq!(changed(&note("New"), &from, &note("Other")), None, "two people wrote a note");
    }

    #[test]
    fn facts_go_to_the_baseline_and_decisions_stay_in_the_plan() {
        let mut builder = Builder::new(Head::new("Test", jiff::civil::date(2026, 9, 30)));
        builder.add(&Row { key: "ana", ..Row::default() });
        let baseline = builder.finish().0;
        let ana = PersonId(0);
        let item = |amount| Evidence {
            kind: "money".into(),
            amount,
            share: 1.0,
            provenance: crate::org::Provenance::Measured,
            period: None,
            particulars: Default::default(),
        };
        let limit = Budget { domain: String::new(), limit: 1e6, currency: String::new(), technical: true };
        // The plan gives a limit.
        let mut seen = baseline.clone();
        seen.details_mut(ana).budgets = Some(vec![limit]);
        let edit = |change: fn(&mut Details)| {
            let mut details = seen.details(ana).clone();
            details.evidence.push(item(5.0));
            change(&mut details);
            Edit::SetDetails { person: ana, details: Box::new(details) }
        };
        let Some(Edit::SetDetails { details, .. }) = edit(|_| {}).of_facts(&seen, &baseline) else {
            panic!("evidence is a fact")
        };
        assert_eq!((details.evidence.len(), &details.budgets), (1, &None), "the limit of the plan stays there");
        assert!(
            Edit::All(vec![edit(|_| {}), edit(|it| it.notes.push("Observed".to_owned()))])
                .of_facts(&seen, &baseline)
                .is_some()
        );
        // A decision edited along with the facts, and evidence that the plan itself assumes, belong to the plan.
        assert_eq!(edit(|it| it.budgets = None).of_facts(&seen, &baseline), None);
        let mut supposed = seen.clone();
        supposed.details_mut(ana).evidence.push(item(7.0));
        let mut details = supposed.details(ana).clone();
        details.evidence.push(item(5.0));
        let edit = Edit::SetDetails { person: ana, details: Box::new(details) };
        assert_eq!(edit.of_facts(&supposed, &baseline), None);
        assert_eq!(Edit::All(Vec::new()).of_facts(&seen, &baseline), None);
    }
}
