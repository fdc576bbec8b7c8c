//! What is judged again after an edit is what judging everything would say: at once but for what rests on everybody,
//! and all of it once that is refreshed.

use crate::common::{self, pay};
use proptest::prelude::*;
use proptest::sample::Index;
use std::sync::Arc;
use twintrack::app::{Document, Source};
use twintrack::edit::Edit;
use twintrack::generate;
use twintrack::org::{Kind, PersonId, Seat, SeatSource};
use twintrack::rules::{Finding, Judgement};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_judgement_follows_edits(
        seed in 0u64..50,
        edits in prop::collection::vec((0u8..7, any::<Index>(), any::<Index>()), 1..12),
    ) {
        let (mut org, _) = generate::org(300, seed);
        let mut judgement = Judgement::of(&org);
        let rungs: Vec<_> = org.rungs().collect();
        for (kind, who, to) in edits {
            let person = PersonId(who.index(org.len()) as u32);
            let mut changed = vec![person];
            let edit = match kind {
                0 => Edit::MoveToSeat { person, seat: Some(Seat { rung: rungs[to.index(rungs.len())], source: SeatSource::Given }) },
                1 => Edit::SetRights { person, rights: None },
                4 => {
                    let amount = 1_000.0 * to.index(300) as f64;
                    Edit::SetPay { person, pay: pay(amount), currency: String::new() }
                }
                5 => {
                    // The record of somebody else, history and evidence with it.
                    let details = Box::new(org.details(PersonId(to.index(org.len()) as u32)).clone());
                    Edit::SetDetails { person, details }
                }
                6 => {
                    changed.extend(org.manager(person));
                    Edit::SetKind { person, kind: Kind::Vacancy }
                }
                _ => {
                    let manager = (kind == 2).then(|| PersonId(to.index(org.len()) as u32));
                    changed.extend(org.manager(person).into_iter().chain(manager));
                    Edit::SetManager { person, manager }
                }
            };
            if edit.apply(&mut org).is_err() {
                continue;
            }
            judgement = judgement.after(&org, &changed);
        }
        let whole = Judgement::of(&org);
        prop_assert_eq!(&judgement.tree, &whole.tree);
        prop_assert_eq!(&judgement.tally, &whole.tally);
        let at_once = |judgement: &Judgement| -> Vec<Finding> {
            judgement.findings.iter().filter(|it| !it.rule.check.rests_on_all()).cloned().collect()
        };
        prop_assert_eq!(at_once(&judgement), at_once(&whole));
        let judgement = judgement.refreshed(&org);
        prop_assert!(!judgement.stale);
        prop_assert_eq!(&judgement.indices, &whole.indices);
        prop_assert_eq!(&judgement.findings, &whole.findings);
        prop_assert_eq!(judgement.of_the_whole(), whole.of_the_whole());
        for person in org.people() {
            prop_assert_eq!(judgement.badge(person), whole.badge(person));
        }
    }
}

#[test]
fn an_edit_leaves_the_indices_as_they_were_and_says_so() {
    let (mut org, _) = generate::org(300, 7);
    let before = Judgement::of(&org);
    let person = org.people().last().expect("somebody");
    Edit::SetPay { person, pay: pay(9e6), currency: String::new() }.apply(&mut org).expect("a pay");
    let after = before.clone().after(&org, &[person]);
    assert!(after.stale && !before.stale);
    assert_eq!(after.indices, before.indices);
    let fresh = after.refreshed(&org);
    assert!(!fresh.stale && fresh.indices != before.indices);
}

#[test]
fn the_window_takes_fresh_indices_unless_the_organisation_has_changed_since() {
    let opened = twintrack::io::Opened { org: generate::org(300, 7).0, ..common::opened() };
    let mut document = Document::new(Source::Bundled, opened);
    let raise = |document: &mut Document, amount| {
        let person = document.snapshot.org.people().last().expect("somebody");
        let edit = Edit::SetPay { person, pay: pay(amount), currency: String::new() };
        let touched = edit.touched(&document.snapshot.org);
        edit.apply(Arc::make_mut(&mut document.snapshot.org)).expect("a pay");
        document.changed(&touched);
    };
    raise(&mut document, 9e6);
    assert!(document.snapshot.judgement.stale);
    let org = document.snapshot.org.clone();
    let fresh = Judgement::clone(&document.snapshot.judgement).refreshed(&org);
    raise(&mut document, 1.0);
    document.snapshot.refresh(&org, fresh);
    assert!(document.snapshot.judgement.stale, "it is of an organisation before");
    let org = document.snapshot.org.clone();
    let fresh = Judgement::clone(&document.snapshot.judgement).refreshed(&org);
    document.snapshot.refresh(&org, fresh);
    assert!(!document.snapshot.judgement.stale);
    assert_eq!(document.snapshot.judgement.indices, Judgement::of(&org).indices);
}
