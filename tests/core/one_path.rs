//! One path: the same people where status comes only with reports. The IC track ends below the fork, nobody is lost
//! from the picture, and it can be gone back from.

use crate::common::{bare_head, bundled};
use proptest::prelude::*;
use twintrack::diagram::{RowKind, Tracks, TracksOptions};
use twintrack::layout::Lane;
use twintrack::org::*;
use twintrack::rules::Judgement;

fn pictures(org: &Org) -> (Judgement, [Tracks; 2]) {
    let judgement = Judgement::of(org);
    let of = |one_path: bool| {
        Tracks::new(&judgement.facts(org), &judgement, &TracksOptions { one_path, ..TracksOptions::default() })
    };
    let both = [of(false), of(true)];
    (judgement, both)
}

/// Grade and lane of where somebody stands; `None` on a row without a grade.
fn stands(tracks: &Tracks, person: PersonId) -> Option<(f64, Lane)> {
    let (row, lane) = tracks.ground_at(tracks.place(person)?.center())?;
    match tracks.rows()[row].kind {
        RowKind::Grade(grade) => Some((grade, lane)),
        RowKind::Apart | RowKind::NoRung => None,
    }
}

fn check(org: &Org) -> Result<(), TestCaseError> {
    let (judgement, [two, one]) = pictures(org);
    prop_assert_eq!((two.people(), two.lost(), one.people()), (one.people(), 0, two.people()));
    let facts = judgement.facts(org);
    let mut lost = 0;
    for person in org.people() {
        prop_assert_eq!(two.place(person).is_some(), one.place(person).is_some(), "{}", org.key(person));
        let Some(seat) = org.seat(person).filter(|_| one.place(person).is_some()) else { continue };
        let fork = facts.marks(org.rung_place(seat.rung).ladder).fork;
        let (before, after) = (stands(&two, person), stands(&one, person));
        let is_on_craft = org.track(seat.rung).kind == TrackKind::Ic;
        match (fork, before) {
            (Some(fork), Some((grade, _))) if is_on_craft && grade >= fork - 1e-9 => {
                if judgement.tree.is_manager(org, person) {
                    prop_assert_eq!(after, Some((grade, Lane::Management)));
                } else {
                    let (now, lane) = after.expect("a grade");
                    prop_assert_eq!(lane, Lane::Ic);
                    prop_assert!(
                        now < fork || two.rows().iter().all(|row| !matches!(row.kind, RowKind::Grade(it) if it < fork))
                    );
                    lost += usize::from(org.is_judged(person) && now != grade);
                    prop_assert_eq!(one.is_lost(person), org.is_judged(person) && now != grade);
                }
            }
            _ => {
                prop_assert_eq!(before, after);
                prop_assert!(!one.is_lost(person));
            }
        }
    }
    prop_assert_eq!(one.lost(), lost);
    // The way there begins at the one and ends at the other.
    for (from, to) in [(&two, &one), (&one, &two)] {
        for person in org.people() {
            let (start, end) = (to.place_on_way((from, 0.0), person), to.place_on_way((from, 1.0), person));
            prop_assert_eq!(end, to.place(person));
            prop_assert_eq!(start, from.place(person));
        }
    }
    Ok(())
}

fn org(people: &[(prop::sample::Index, u16, u8)]) -> Org {
    let mut builder = Builder::new(bare_head("Random"));
    let rungs: Vec<_> = (1..=8).map(|k| format!("IC{k}")).chain((1..=6).map(|k| format!("M{k}"))).collect();
    for (at, (manager, rung, kind)) in people.iter().enumerate() {
        let code = rungs.get(*rung as usize).map_or("", String::as_str);
        let seat = builder.find_rung("", code).map(|rung| Seat { rung, source: SeatSource::Given });
        let manager = if at < 2 { String::new() } else { manager.index(at).to_string() };
        let kind = match kind {
            0 => Kind::Bot,
            1 => Kind::Vacancy,
            _ => Kind::Person,
        };
        builder.add(&Row { key: &at.to_string(), manager: &manager, seat, kind, ..Row::default() });
    }
    builder.finish().0
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn on_one_path_only_who_manages_stands_at_the_fork_or_above(
        people in prop::collection::vec((any::<prop::sample::Index>(), 0u16..16, 0u8..10), 1..40),
    ) {
        check(&org(&people))?;
    }
}

#[test]
fn the_bundled_organisation_loses_its_staff_engineers() {
    let org = bundled();
    check(&org).expect("it holds");
    let (_, [_, one]) = pictures(&org);
    assert_eq!(one.lost(), 6);
    let rafael = org.people().find(|&person| org.name(person) == "Rafael Duarte").expect("a staff formulator");
    assert!(one.is_lost(rafael));
    for row in one.rows() {
        if let RowKind::Grade(grade) = row.kind {
            assert!(grade < 5.0 || row.seats[0] == 0.0, "{row:?}");
        }
    }
}
