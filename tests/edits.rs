//! Scenarios on random organisations: what is applied and taken back leaves the organisation as it was, and every
//! edit has an inverse whose inverse is the edit again.

use proptest::prelude::*;
use proptest::sample::Index;
use twintrack::edit::{Edit, Scenario, Step};
use twintrack::org::{
    Budget, Builder, Entry, Head, Ladder, Line, Org, PersonId, Right, Role, Row, Seat, SeatSource, Track, TrackKind,
};

const RUNGS: [&str; 7] = ["", "IC1", "IC2", "IC3", "M1", "M2", "nowhere"];

fn org(managers: &[Index]) -> Org {
    let track = |kind, prefix: &str, n: usize| Track {
        kind,
        name: String::new(),
        entries: (1..=n).map(|k| Entry::named(&format!("{prefix}{k}"), "")).collect(),
    };
    let mut head = Head::new("Random", jiff::civil::date(2026, 9, 30));
    let tracks = vec![track(TrackKind::Ic, "IC", 3), track(TrackKind::Management, "M", 2)];
    head.ladders.push(Ladder { name: "only".into(), tracks, ..Ladder::default() });
    let mut builder = Builder::new(head);
    for (at, manager) in managers.iter().enumerate() {
        let rung = builder.find_rung("", RUNGS[at % RUNGS.len()]);
        let seat = rung.map(|rung| Seat { rung, source: SeatSource::Suggested });
        // Now and then a manager who is not there, or oneself; loops too.
        let manager = manager.index(managers.len() + 2).to_string();
        builder.add(&Row { key: &at.to_string(), manager: &manager, seat, ..Row::default() });
    }
    builder.finish().0
}

/// Everything that an edit can change.
fn state(org: &Org) -> String {
    let people = org.people().map(|person| {
        format!(
            "{:?} {:?} {:?} {:?} {:?} {:?}",
            org.seat(person),
            org.manager(person),
            org.unlinked(person),
            org.title(person),
            org.pay(person).low.to_bits(),
            (&org.details(person).rights, &org.details(person).budgets),
        )
    });
    let mut lines: Vec<_> = org.lines().all(Line::Solid).collect();
    lines.sort();
    format!("{} {:?} {:?}", people.collect::<Vec<_>>().join("\n"), org.head.ladders, lines)
}

fn step(org: &Org, (kind, who, to, holds): &(u8, Index, Index, bool)) -> Step {
    let person = who.index(org.len().max(1));
    let at = PersonId(person as u32);
    let key = person.to_string();
    let other = |now: String| if *holds { now } else { "else".to_owned() };
    match kind {
        0 => {
            let from = other(org.seat(at).map_or(String::new(), |seat| org.rung(seat.rung).code.clone()));
            Step::Seat { person: key, from, to: RUNGS[to.index(RUNGS.len())].to_owned() }
        }
        1 | 2 => {
            let from = other(org.manager(at).map_or(String::new(), |manager| org.key(manager).to_owned()));
            let to = to.index(org.len() + 2);
            let to = if to == 0 { String::new() } else { (to - 1).to_string() };
            Step::Manager { person: key, from, to }
        }
        3 => Step::Title { person: key, from: other(org.title(at).to_owned()), to: format!("Title {}", to.index(9)) },
        4 => {
            let to = (to.index(3) > 0).then_some(1e5);
            Step::Pay { person: key, from: org.yearly_pay(at).filter(|_| *holds), to }
        }
        5 => {
            let right = |text: &str| Right {
                text: text.into(),
                domain: Default::default(),
                at: Some(5.0),
                role: Role::Decide,
                technical: true,
            };
            let to = (to.index(3) > 0).then(|| vec![right("a"), right("b")]);
            Step::Rights { person: key, from: org.details(at).rights.clone(), to }
        }
        6 => {
            let budget = Budget { domain: String::new(), limit: 5e4, currency: String::new(), technical: true };
            let to = (to.index(3) > 0).then(|| vec![budget]);
            Step::Budgets { person: key, from: org.details(at).budgets.clone(), to }
        }
        _ => {
            let rung = RUNGS[1 + to.index(RUNGS.len() - 1)].to_owned();
            Step::Open { ladder: String::new(), rung, from: *holds, to: !holds }
        }
    }
}

proptest! {
    #[test]
    fn a_scenario_taken_back_leaves_the_organisation_as_it_was(
        managers in prop::collection::vec(any::<Index>(), 1..20),
        wanted in prop::collection::vec((0u8..8, any::<Index>(), any::<Index>(), any::<bool>()), 0..25),
    ) {
        let mut org = org(&managers);
        let before = state(&org);
        // Each step is written against what the ones before it left, so that most of them apply.
        let mut steps = Vec::new();
        let mut planned = org.clone();
        for wanted in &wanted {
            let step = step(&planned, wanted);
            Scenario { steps: vec![step.clone()], ..Scenario::default() }.apply(&mut planned);
            steps.push(step);
        }
        let (back, _) = Scenario { name: "Plan".into(), note: String::new(), steps }.apply(&mut org);
        let after = state(&org);
        prop_assert_eq!(&after, &state(&planned));
        let again: Edit = back.apply(&mut org).expect("an inverse applies");
        prop_assert_eq!(&state(&org), &before);
        again.apply(&mut org).expect("the inverse of an inverse applies");
        prop_assert_eq!(&state(&org), &after);
    }
}
