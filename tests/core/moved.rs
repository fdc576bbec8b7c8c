//! After one edit only what can move is laid out again, and the result is the one from scratch.

use crate::common::{AS_OF, track};
use jiff::civil::date;
use proptest::prelude::*;
use twintrack::diagram::{Tracks, TracksOptions};
use twintrack::edit::Edit;
use twintrack::org::{Builder, Head, Kind, Ladder, Org, PersonId, Row, Seat, SeatSource, TrackKind, Tree};
use twintrack::rules::Judgement;

/// A person as (manager, kind of row): the manager is anybody, so there are loops.
type Someone = (prop::sample::Index, u8);
/// An edit as (person, manager): nobody where the second is not given.
type Moved = (prop::sample::Index, Option<prop::sample::Index>);

/// Rungs of the ladder, half of them on either track.
const RUNGS: usize = 8;

fn org(people: &[Someone]) -> Org {
    let mut head = Head::new("Random", AS_OF);
    head.ladders.push(Ladder {
        tracks: vec![track(TrackKind::Ic, "IC", RUNGS / 2), track(TrackKind::Management, "M", RUNGS / 2)],
        ..Ladder::default()
    });
    let mut builder = Builder::new(head);
    for (at, (manager, kind)) in people.iter().enumerate() {
        let above = manager.index(people.len());
        // Mostly a forest in file order, now and then backwards, upon oneself or to nobody.
        let above = if kind % 8 == 0 { above } else { above % (at + 1) };
        let manager = if above == at { String::new() } else { above.to_string() };
        let kind_of_row = match kind % 13 {
            1 => Kind::Bot,
            2 => Kind::Several,
            _ => Kind::Person,
        };
        let code =
            format!("{}{}", if kind % 2 == 0 { "IC" } else { "M" }, 1 + usize::from(*kind) / 2 % (RUNGS / 2 + 1));
        let seat = builder.find_rung("", &code).map(|rung| Seat { rung, source: SeatSource::Given });
        let end = (kind % 11 == 3).then(|| date(2026, 1, 1));
        builder.add(&Row { key: &at.to_string(), manager: &manager, end, seat, kind: kind_of_row, ..Row::default() });
    }
    builder.finish().0
}

fn laid_out(org: &Org, options: &TracksOptions) -> Tracks {
    let judgement = Judgement::of(org);
    Tracks::new(&judgement.facts(org), &judgement, options)
}

fn same(org: &Org, tracks: &Tracks, scratch: &Tracks) -> Result<(), TestCaseError> {
    prop_assert_eq!(tracks.rows(), scratch.rows());
    prop_assert_eq!(tracks.frame(), scratch.frame());
    prop_assert_eq!(tracks.people(), scratch.people());
    for person in org.people() {
        prop_assert_eq!(tracks.place(person), scratch.place(person));
    }
    Ok(())
}

proptest! {
    #[test]
    fn a_picture_follows_every_edit(
        people in prop::collection::vec(any::<Someone>(), 1..60),
        one_path in any::<bool>(),
        moves in prop::collection::vec((any::<Moved>(), any::<Option<u8>>()), 1..10),
    ) {
        let mut org = org(&people);
        let options = TracksOptions { one_path, ..TracksOptions::default() };
        let mut tracks = laid_out(&org, &options);
        for ((person, manager), rung) in moves {
            let person = PersonId(person.index(people.len()) as u32);
            let edit = match rung {
                Some(rung) => {
                    let rung = org.rungs().nth(usize::from(rung) % (RUNGS + 1));
                    let seat = rung.map(|rung| Seat { rung, source: SeatSource::Given });
                    Edit::MoveToSeat { person, seat }
                }
                None => {
                    let manager = manager.map(|manager| PersonId(manager.index(people.len()) as u32));
                    Edit::SetManager { person, manager }
                }
            };
            if edit.apply(&mut org).is_err() {
                continue;
            }
            let judgement = Judgement::of(&org);
            tracks = tracks.after(&judgement.facts(&org), &judgement, &[person]);
            same(&org, &tracks, &laid_out(&org, &options))?;
        }
    }

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
            tree.follow(&org, &[person]);
            prop_assert_eq!(&tree, &Tree::of(&org));
            undo.push((person, back));
        }
        for (person, back) in undo.into_iter().rev() {
            back.apply(&mut org).expect("an inverse applies");
            tree.follow(&org, &[person]);
            prop_assert_eq!(&tree, &Tree::of(&org));
        }
    }
}
