//! The laws of edits on random organisations and random sequences of all edits: what is applied and taken back leaves
//! the organisation as it was, what is refused changes nothing, the steps that edits are kept as do the same through a
//! file, and forest, findings and picture follow each edit.

use crate::common::{AS_OF, equal, file, track};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::sample::Index;
use std::fmt::Write;
use twintrack::diagram::{Tracks, TracksOptions};
use twintrack::edit::{self, Edit, History, NewPerson, Scenario, TextField};
use twintrack::io::native::Notation;
use twintrack::io::{Progress, read};
use twintrack::org::*;
use twintrack::rules::Judgement;

const KEYS: [&str; 8] = ["", "0", "1", "x", "y", "nobody", "IC1", "left"];
const DAYS: [Option<Date>; 4] = [None, Some(date(2020, 1, 1)), Some(AS_OF), Some(date(2027, 1, 1))];

/// What to do, to whom and with whom, and a number for the rest.
type Wanted = (u8, Index, Index, u8);
/// A manager, and a number for the rest.
type Someone = (Index, u8);

fn ladders() -> Vec<Ladder> {
    let ladder = |name: &str, ic: usize, management: usize| Ladder {
        name: name.into(),
        tracks: vec![track(TrackKind::Ic, "IC", ic), track(TrackKind::Management, "M", management)],
        equivalences: equal([("M1", "IC2")]),
        ..Ladder::default()
    };
    vec![ladder("craft", 3, 2), ladder("other", 2, 1)]
}

fn waiver(subject: &str) -> Waiver {
    let [by, severity] = [String::new(), String::new()];
    let (rule, reason) = ("tiny-span".into(), "agreed".into());
    Waiver { rule, subject: subject.into(), reason, by, date: None, number: None, severity, answer: String::new() }
}

fn org(people: &[Someone]) -> Org {
    let mut head = Head::new("Random", AS_OF);
    head.currency = "EUR".into();
    head.ladders = ladders();
    head.mode = Mode::People { purpose: "A test".into(), by: String::new(), date: None };
    head.waivers = KEYS.map(waiver).to_vec();
    let mut builder = Builder::new(head);
    for (at, &(manager, n)) in people.iter().enumerate() {
        let rung = builder.org().rungs().nth(usize::from(n) % 10);
        let seat = rung.map(|rung| Seat { rung, source: SeatSource::Suggested });
        // Now and then a manager who is not there, or oneself; loops too.
        let manager = manager.index(people.len() + 2);
        let manager = if manager >= people.len() { "nobody".to_owned() } else { manager.to_string() };
        let key = at.to_string();
        let row = Row {
            key: &key,
            manager: &manager,
            title: "Chemist",
            seat,
            end: DAYS[usize::from(n) % 3],
            ..Row::default()
        };
        let person = builder.add(&row);
        builder.line_to(person, "0", if n.is_multiple_of(2) { Line::Dotted } else { Line::Assistant });
        if n.is_multiple_of(5) {
            let mut details = details(n);
            // A reader brings what it read into the order of its days.
            if !details.rare.is_usual() {
                details.history.sort_by_key(|change| change.date);
                details.craft_time.sort_by_key(|time| time.date);
            }
            builder.set_details(person, details);
        }
        if n.is_multiple_of(7) {
            builder.set_order(person, f64::from(n % 4));
        }
    }
    builder.finish().0
}

fn right(n: u8) -> Right {
    let text = format!("Decision {n}").into();
    Right { text, domain: "paint".into(), at: Some(5.0), role: Role::Agree, technical: n.is_multiple_of(2) }
}

fn budget(n: u8) -> Budget {
    Budget { domain: String::new(), limit: f64::from(n) * 1e3, currency: "USD".into(), technical: n.is_multiple_of(2) }
}

fn details(n: u8) -> Details {
    let change = |date| RoleChange {
        date,
        title: "Chemist".into(),
        rung: "IC2".into(),
        reason: Some(Reason::CounterOffer { rival_title: String::new() }),
        rise: Some(1e3),
        note: String::new(),
    };
    let evidence = Evidence {
        kind: "money".into(),
        amount: f64::from(n) * 1e5,
        share: 0.5,
        provenance: Provenance::Measured,
        period: Some(Period { from: date(2026, 1, 1), to: Some(AS_OF) }),
        particulars: Particulars { note: "\"quoted\"".into(), disputed: Some(String::new()), ..Particulars::default() }
            .into(),
    };
    let rare = Rare {
        history: vec![change(DAYS[2]), change(DAYS[1]), change(None)],
        craft: "paint".into(),
        accountability: Some(Accountability::Money),
        accountabilities: vec!["A".into()],
        resources: vec![Resource { text: "Lab".into(), amount: Some(5.0) }],
        forums: vec!["F".into()],
        craft_time: vec![CraftTime { date: DAYS[2], share: 0.5 }, CraftTime { date: None, share: 0.0 }],
        management: vec![ManagementEvidence { practice: Practice::Politics, note: "N".into(), date: None }],
        approvals: vec![Approval {
            text: "A".into(),
            domain: String::new(),
            count: 1.0,
            used: Some(false),
            date: DAYS[1],
        }],
        stated_authority: Some(4.0),
        posts: Some(2.5),
        notes: vec![format!("Note {n}")],
        unknown: vec![Unknown { name: "shoe".into(), raw: "(size: 42)".into() }],
        comment: "// a comment".into(),
    };
    Details {
        preference: Some(Preference { answer: Answer::Craft, date: None, asked_by: "Bo".into() }),
        evidence: vec![evidence; usize::from(n % 3)],
        rights: n.is_multiple_of(2).then(|| vec![right(n)]),
        budgets: n.is_multiple_of(4).then(Vec::new),
        rare: if n.is_multiple_of(3) { Sparse::default() } else { rare.into() },
    }
}

/// All that an organisation holds, people by key, with the file it is saved as.
fn state(org: &Org) -> String {
    let mut all = file(org, &[], Notation::Ron);
    let _ = writeln!(all, "{} {} {:?}", org.count(), org.has_evidence(), org.head);
    for p in org.people() {
        let texts = TextField::ALL.map(|field| org.text_field(p, field));
        let pay = org.pay(p);
        let keys = |people: Vec<PersonId>| people.into_iter().map(|p| org.key(p)).collect::<Vec<_>>();
        let of = |line| (keys(org.lines().above(p, line)), keys(org.lines().below(p, line)));
        let lines = [Line::Solid, Line::Dotted, Line::Assistant].map(of);
        let _ = writeln!(
            all,
            "{:?} {texts:?} {:?} {:?} {:?} {:?} {lines:?} {:?} {:?} {:?} {:?} {:?}",
            (org.key(p), org.find(org.key(p)) == Some(p)),
            org.seat(p),
            org.kind(p),
            org.start(p),
            org.end(p),
            org.unlinked(p),
            org.order(p),
            (pay.low.to_bits(), pay.high.to_bits(), org.text(pay.currency), pay.fte.to_bits(), pay.period),
            org.details(p),
            org.presence(p),
        );
    }
    let tree = Tree::of(org);
    for people in [tree.order().to_vec(), tree.loops.concat(), org.ordered().collect()] {
        let _ = writeln!(all, "{:?}", people.into_iter().map(|p| org.key(p)).collect::<Vec<_>>());
    }
    all
}

/// Says in which line two states differ first.
fn same(left: &str, right: &str, when: &str) -> Result<(), TestCaseError> {
    let differ = left.lines().zip(right.lines()).find(|(left, right)| left != right);
    prop_assert_eq!(differ, None, "{}", when);
    prop_assert_eq!(left.lines().count(), right.lines().count(), "{}", when);
    Ok(())
}

/// An edit of any kind; many are refused.
fn wanted(org: &Org, &(kind, who, with, n): &Wanted) -> Edit {
    let anybody = |index: Index| PersonId(index.index(org.len() + 1) as u32);
    let (person, other) = (anybody(who), anybody(with));
    let somebody = (n % 4 != 0).then_some(other);
    let seat = (n % 9 != 8).then(|| Seat { rung: RungId(u16::from(n % 9)), source: SeatSource::Confirmed });
    let text = |what: &str| if n.is_multiple_of(5) { String::new() } else { format!("{what} {}", n % 6) };
    let key = KEYS[usize::from(n) % KEYS.len()].to_owned();
    let pay = Pay { low: f64::from(n), high: f64::from(n | 1), fte: 0.8, period: PayPeriod::Month, ..Pay::NONE };
    let pay = match n % 8 {
        0..3 => Pay::NONE,
        3 => Pay { high: f64::INFINITY, ..pay },
        _ => pay,
    };
    let currency = ["", "USD", "CHF"][usize::from(n % 3)].to_owned();
    match kind {
        0 => Edit::MoveToSeat { person, seat },
        1 | 2 => Edit::SetManager { person, manager: somebody },
        3 => {
            let line = [Line::Dotted, Line::Assistant, Line::Dotted, Line::Solid][usize::from(n % 4)];
            let above = if n.is_multiple_of(5) { Vec::new() } else { vec![other, PersonId(u32::from(n % 3))] };
            Edit::SetLines { person, line, above }
        }
        4 => Edit::SetText { person, field: TextField::ALL[usize::from(n % 5)], text: text("Text") },
        5 => Edit::SetDates { person, start: DAYS[usize::from(n % 4)], end: DAYS[usize::from(n / 4 % 4)] },
        6 => {
            let kinds = [Kind::Person, Kind::Vacancy, Kind::Several, Kind::Bot];
            Edit::SetKind { person, kind: kinds[usize::from(n % 4)] }
        }
        7 => Edit::SetPay { person, pay, currency },
        8 => Edit::SetRights { person, rights: (n % 3 > 0).then(|| vec![right(n)]) },
        9 => Edit::SetBudgets { person, budgets: (n % 3 > 0).then(|| vec![budget(n)]) },
        10 => Edit::SetDetails {
            person,
            details: Box::new(if n.is_multiple_of(6) { Details::default() } else { details(n) }),
        },
        11 => {
            let order = [None, Some(1.0), Some(-2.5), Some(f64::NAN)][usize::from(n % 4)];
            Edit::SetOrder { person, order }
        }
        12 => Edit::AddPerson(Box::new(NewPerson {
            key,
            name: text("Name"),
            title: text("Title"),
            kind: if n.is_multiple_of(2) { Kind::Vacancy } else { Kind::Person },
            manager: somebody,
            order: n.is_multiple_of(3).then_some(2.0),
            seat,
            start: DAYS[usize::from(n % 4)],
            pay,
            currency,
            details: if n.is_multiple_of(2) { Details::default() } else { details(n) },
            ..NewPerson::default()
        })),
        13 => Edit::RemovePerson { person },
        14 => edit::remove(org, person),
        15 => Edit::SetKey { person, key },
        16 => {
            let mut ladders = org.head.ladders.clone();
            let entries =
                ladders.first_mut().and_then(|ladder| ladder.tracks.first_mut()).map(|track| &mut track.entries);
            match (n % 8, entries) {
                (0, _) => ladders.reverse(),
                (1, Some(entries)) => entries.push(Rung::named(&format!("IC{}", entries.len() + 1), "New")),
                (2, Some(entries)) => drop(entries.pop()),
                (3, Some(entries)) if !entries.is_empty() => entries[0].code = text("Code"),
                (4, Some(entries)) => entries.reverse(),
                (5, Some(_)) => ladders[0].name = text("Ladder"),
                (6, _) => ladders.push(Ladder { name: "new".into(), ..Ladder::default() }),
                _ => ladders.clear(),
            }
            edit::set_ladders(ladders).unwrap_or(Edit::All(Vec::new()))
        }
        17 => {
            let mut head = org.head.clone();
            match n % 6 {
                0 => head.set_as_of(DAYS[usize::from(n / 6 % 4)].unwrap_or(AS_OF)),
                1 => head.currency = text("C"),
                2 => head.mode = Mode::StructureOnly { locked: n.is_multiple_of(4) },
                3 => head.waivers = vec![waiver(&key)],
                4 => head.rates = vec![Rate { currency: "USD".into(), rate: 1.5, date: None }],
                _ => (head.name, head.hours_per_year) = (text("Name"), 1800.0),
            }
            Edit::SetHead(Box::new(head))
        }
        18 => Edit::SetOpen { rung: RungId(u16::from(n % 10)), open: n.is_multiple_of(2) },
        _ if org.has(person) && person != other && somebody.is_none_or(|manager| org.has(manager)) => {
            let tree = Tree::of(org);
            let before = somebody.and_then(|manager| tree.reports(manager).next());
            edit::place(org, &tree, person, somebody, before)
        }
        _ => Edit::All(Vec::new()),
    }
}

/// One edit, or two in one of which the second may be refused.
fn edit_of(org: &Org, wishes: &(Wanted, Option<Wanted>)) -> Edit {
    let first = wanted(org, &wishes.0);
    match &wishes.1 {
        Some(second) => Edit::All(vec![first, wanted(org, second)]),
        None => first,
    }
}

fn people() -> impl Strategy<Value = Vec<Someone>> {
    prop::collection::vec(any::<Someone>(), 1..12)
}

fn edits() -> impl Strategy<Value = Vec<(Wanted, Option<Wanted>)>> {
    let wanted = || (0u8..20, any::<Index>(), any::<Index>(), any::<u8>());
    prop::collection::vec((wanted(), prop::option::weighted(0.25, wanted())), 0..25)
}

#[test]
fn a_loop_that_closes_again_is_judged_as_when_it_is_opened() {
    let mut builder = Builder::new(org(&[]).head);
    let leads = builder.org().rungs().find(|&rung| builder.org().track(rung).kind == TrackKind::Management);
    let seat = leads.map(|rung| Seat { rung, source: SeatSource::Given });
    for (key, manager) in [("0", "3"), ("1", "0"), ("2", "1"), ("3", "4"), ("4", "2")] {
        builder.add(&Row { key, manager, seat, ..Row::default() });
    }
    let mut org = builder.finish().0;
    let people: Vec<PersonId> = org.people().collect();
    for &person in &people {
        let mut judgement = Judgement::of(&org);
        let mut edit = Edit::RemovePerson { person };
        for _ in 0..2 {
            let touched = edit.touched(&org);
            edit = edit.apply(&mut org).expect("removed and brought back");
            judgement = judgement.after(&org, &touched.people).refreshed(&org);
            assert_eq!(judgement.findings, Judgement::of(&org).findings, "{person:?}");
        }
    }
}

proptest! {
    #[test]
    fn what_is_undone_never_was_and_what_is_redone_is_again(people in people(), wishes in edits(), to in any::<Index>()) {
        let mut org = org(&people);
        let mut tree = Tree::of(&org);
        let handles: Vec<PersonId> = org.people().collect();
        let (mut history, mut states) = (History::default(), vec![state(&org)]);
        for (wish, at) in wishes.iter().zip(0..) {
            let edit = edit_of(&org, wish);
            let touched = edit.touched(&org);
            match history.apply(&mut org, at.to_string(), edit) {
                Ok(()) => states.push(state(&org)),
                Err(error) => {
                    same(&state(&org), &states[history.position()], &error.to_string())?;
                    prop_assert!(!error.hint().is_empty());
                }
            }
            if touched.whole { tree = Tree::of(&org) } else { tree.follow(&org, &touched.people) }
            prop_assert_eq!(&tree, &Tree::of(&org));
        }
        let last = history.position();
        while let [Some(edit), _] = history.next() {
            let touched = edit.touched(&org);
            history.undo(&mut org).expect("there is one");
            same(&state(&org), &states[history.position()], "undone")?;
            if touched.whole { tree = Tree::of(&org) } else { tree.follow(&org, &touched.people) }
            prop_assert_eq!(&tree, &Tree::of(&org));
        }
        prop_assert_eq!(history.position(), 0);
        prop_assert_eq!(org.people().collect::<Vec<_>>(), handles);
        history.go(&mut org, to.index(last + 1));
        same(&state(&org), &states[history.position()], "gone to")?;
        history.go(&mut org, usize::MAX);
        same(&state(&org), &states[last], "redone")?;
        history.go(&mut org, 0);
        same(&state(&org), &states[0], "undone again")?;
    }

    #[test]
    fn edits_that_are_kept_as_steps_do_the_same_from_a_file(people in people(), wishes in edits()) {
        let baseline = org(&people);
        let (mut edited, mut history) = (baseline.clone(), History::default());
        for wish in &wishes {
            let edit = edit_of(&edited, wish);
            let steps = edit::Step::of(&edit, &edited);
            let before = history.kept().count();
            if history.apply(&mut edited, String::new(), edit).is_ok() {
                prop_assert_eq!(&steps, &history.kept().skip(before).cloned().collect::<Vec<_>>());
            }
        }
        let plan = Scenario { name: "Plan".into(), note: String::new(), steps: history.kept().cloned().collect() };
        let mut planned = baseline.clone();
        let (back, not) = plan.apply(&mut planned);
        prop_assert_eq!(not, []);
        same(&state(&planned), &state(&edited), "planned")?;
        back.apply(&mut planned).expect("an inverse applies");
        same(&state(&planned), &state(&baseline), "taken back")?;
        for (notation, name) in [(Notation::Ron, "a.org.ron"), (Notation::Json, "a.json")] {
            let text = file(&baseline, std::slice::from_ref(&plan), notation);
            let mut opened = read(text.as_bytes(), name, AS_OF, &Progress::default()).expect("it was just written");
            prop_assert_eq!(&opened.scenarios, std::slice::from_ref(&plan), "{}", text);
            let (_, not) = opened.scenarios[0].apply(&mut opened.org);
            prop_assert_eq!(not, [], "{}", text);
            same(&file(&opened.org, &[], Notation::Ron), &file(&edited, &[], Notation::Ron), name)?;
        }
    }

    #[test]
    fn findings_and_picture_follow_each_edit(people in people(), wishes in edits()) {
        let mut org = org(&people);
        let options = TracksOptions { one_path: wishes.len().is_multiple_of(2), ..TracksOptions::default() };
        let mut judgement = Judgement::of(&org);
        let mut tracks = Tracks::new(&judgement.facts(&org), &judgement, &options);
        for wish in wishes.iter().take(12) {
            let mut next = Some(edit_of(&org, wish));
            // Every other edit is taken back at once.
            for is_last in [wish.0.3.is_multiple_of(2), true] {
                let Some(edit) = next.take() else { break };
                let touched = edit.touched(&org);
                let Ok(back) = edit.apply(&mut org) else { break };
                next = Some(back).filter(|_| !is_last);
                let scratch = Judgement::of(&org);
                let anew = Tracks::new(&scratch.facts(&org), &scratch, &options);
                if touched.whole || touched.ladder {
                    (judgement, tracks) = (scratch, anew);
                    continue;
                }
                judgement = judgement.after(&org, &touched.people).refreshed(&org);
                prop_assert_eq!(&judgement.findings, &scratch.findings);
                tracks = tracks.after(&judgement.facts(&org), &judgement, &touched.people);
                prop_assert_eq!(tracks.rows(), anew.rows());
                prop_assert_eq!(tracks.frame(), anew.frame());
                for person in org.people() {
                    prop_assert_eq!(tracks.place(person), anew.place(person));
                }
            }
        }
    }
}
