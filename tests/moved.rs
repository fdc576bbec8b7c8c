//! After one edit only what can move is laid out again, and the result is the one from scratch.

use jiff::civil::date;
use proptest::prelude::*;
use twintrack::edit::Edit;
use twintrack::org::{Builder, Head, Org, PersonId, Row, Tree};

/// A person as (manager, kind of row): the manager is anybody, so there are loops.
type Someone = (prop::sample::Index, u8);
/// An edit as (person, manager): nobody where the second is not given.
type Moved = (prop::sample::Index, Option<prop::sample::Index>);

fn org(people: &[Someone]) -> Org {
    let mut builder = Builder::new(Head::new("Random", date(2026, 9, 30)));
    for (at, (manager, kind)) in people.iter().enumerate() {
        let above = manager.index(people.len());
        // Mostly a forest in file order, now and then backwards, upon oneself or to nobody.
        let above = if kind % 8 == 0 { above } else { above % (at + 1) };
        let manager = if above == at { String::new() } else { above.to_string() };
        let end = (kind % 11 == 3).then(|| date(2026, 1, 1));
        builder.add(&Row { key: &at.to_string(), manager: &manager, end, ..Row::default() });
    }
    builder.finish().0
}

proptest! {
    #[test]
    fn a_forest_follows_every_edit_and_its_undoing(
        people in prop::collection::vec(any::<Someone>(), 1..40),
        moves in prop::collection::vec(any::<Moved>(), 1..12),
    ) {
        let mut org = org(&people);
        let mut tree = Tree::of(&org);
        let mut undo = Vec::new();
        for (person, manager) in moves {
            let person = PersonId(person.index(people.len()) as u32);
            let manager = manager.map(|manager| PersonId(manager.index(people.len()) as u32));
            let Ok(back) = (Edit::SetManager { person, manager }).apply(&mut org) else { continue };
            tree.moved(&org, person);
            prop_assert_eq!(&tree, &Tree::of(&org));
            undo.push((person, back));
        }
        for (person, back) in undo.into_iter().rev() {
            back.apply(&mut org).expect("an inverse applies");
            tree.moved(&org, person);
            prop_assert_eq!(&tree, &Tree::of(&org));
        }
    }
}
