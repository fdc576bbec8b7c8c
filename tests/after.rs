//! What is judged again after an edit is what judging everything would say.

use proptest::prelude::*;
use proptest::sample::Index;
use twintrack::edit::Edit;
use twintrack::generate;
use twintrack::org::{PersonId, Seat, SeatSource};
use twintrack::rules::Judgement;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_judgement_follows_edits(
        seed in 0u64..50,
        edits in prop::collection::vec((0u8..4, any::<Index>(), any::<Index>()), 1..12),
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
        prop_assert_eq!(&judgement.findings, &whole.findings);
        for person in org.people() {
            prop_assert_eq!(judgement.badge(person), whole.badge(person));
        }
    }
}
