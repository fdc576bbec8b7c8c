//! A new export merged with what was changed here: by hand, and the laws on random organisations.

use crate::random::{World, changed, changes, org, org_in, world};
use crate::{common, random};
use proptest::prelude::*;
use std::collections::BTreeSet;
use twintrack::edit::Edit;
use twintrack::io::{Progress, csv};
use twintrack::org::*;
use twintrack::plan::merge::{Choice, Merge};
use twintrack::plan::{Field, Fields, Pair};

/// What is there once it is merged.
fn merged(merge: &Merge) -> Org {
    let mut org = merge.mine.clone();
    let back = merge.edit().apply(&mut org).expect("made for this organisation");
    let mut undone = org.clone();
    back.apply(&mut undone).expect("just applied");
    assert_eq!(differences(&undone, merge.mine), [""; 0], "it can be taken back");
    org
}

/// Who differs in what, people by key.
fn differences(a: &Org, b: &Org) -> Vec<String> {
    let pair = Pair::of(a, b);
    let known = pair.known();
    let mut found: Vec<String> = Vec::new();
    for person in a.people() {
        match pair.after(person) {
            None => found.push(format!("-{}", a.key(person))),
            Some(after) => {
                found.extend(pair.fields(person, after).iter().map(|it| format!("{} {}", a.key(person), it.id())));
            }
        }
    }
    found.extend(b.people().filter(|it| !known[it.at()]).map(|it| format!("+{}", b.key(it))));
    found
}

/// Key, field and the three values of each conflict.
fn told(merge: &Merge) -> Vec<String> {
    let one = |it: &twintrack::plan::merge::Conflict| {
        let key = match (it.mine, it.theirs) {
            (Some(person), _) => merge.mine.key(person),
            (None, Some(person)) => merge.theirs.key(person),
            (None, None) => "",
        };
        let [old, mine, theirs] = merge.values(it);
        format!("{key} {}: {old}|{mine}|{theirs}", it.field.map_or("there", Field::id))
    };
    merge.conflicts.iter().map(one).collect()
}

/// Three organisations in the words of `common`; conflicts, then what the merging changes here.
#[track_caller]
fn check(old: &str, mine: &str, theirs: &str, conflicts: &[&str], changes: &[&str]) {
    let (old, mine, theirs) = (common::org(old), common::org(mine), common::org(theirs));
    let merge = Merge::of(&old, &mine, &theirs);
    assert_eq!(told(&merge), conflicts);
    assert_eq!(differences(&mine, &merged(&merge)), changes);
}

#[test]
fn what_one_side_changed_stands_and_what_both_did_is_asked() {
    let old = "a M5; b M3 under=a; c IC2 under=b";
    check(old, old, "a M5; b M4 under=a; c IC3 under=a", &[], &["b seat", "c seat", "c manager"]);
    check(old, "a M5; b IC6 under=a; c IC2 under=a", old, &[], &[]);
    check(
        old,
        "a M5; b IC6 under=a; c IC2 under=a",
        "a M5; b M4 under=a; c IC3 under=b",
        &["b seat: M3|IC6|M4"],
        &["c seat"],
    );
    check(old, "a M5; b M4 under=a; c IC2 under=b", "a M5; b M4 under=a; c IC2 under=b", &[], &[]);
    check(
        "a M5; b M3 under=a; c IC2 under=b",
        "a M5; b M3 under=a; c IC2 under=a",
        "a M5; b M3 under=a; c IC2 under=d; d M4 under=a",
        &["c manager: b|a|d"],
        &["+d"],
    );
}

#[test]
fn people_come_and_go_unless_they_were_changed_here() {
    let old = "a M5; b M3 under=a; c IC2 under=b";
    check(old, old, "a M5; c IC2 under=d; d IC1 under=a", &[], &["-b", "c manager", "+d"]);
    // Who left still is named by who reported to them, as the export says.
    check(old, old, "a M5; c IC2 under=b", &[], &["-b", "c manager"]);
    check(old, "a M5; b M4 under=a; c IC2 under=b", "a M5; c IC2 under=b", &["b there: b|b|"], &[]);
    // Somebody was put below who left.
    check(
        old,
        "a M5; b M3 under=a; c IC2 under=b; n IC1 under=b",
        "a M5; c IC2 under=a",
        &["b there: b|b|"],
        &["c manager"],
    );
    // Removed here: a question only where the export has news of them.
    check(old, "a M5; c IC2 under=a", old, &[], &[]);
    check(old, "a M5; c IC2 under=a", "a M5; b M4 under=a; c IC2 under=b", &["b there: b||b"], &[]);
    // New on both sides.
    check("a M5", "a M5; n IC1 under=a", "a M5; n IC2 under=a prefers=craft", &["n seat: |IC1|IC2"], &["n preference"]);
}

#[test]
fn what_an_import_never_writes_stays() {
    let old = "a M5 D8 prefers=craft +growth:0.48:asserted; b IC3 under=a";
    check(old, old, "a M4; b IC3 under=a", &[], &["a seat"]);
    // A suggestion gives way to what is known, and stands where nothing is.
    check("a M5; b -", "a M5; b -", "a M4 suggested; b IC2 suggested", &[], &["b seat"]);
    check("a M5 suggested; b IC1", "a M5 suggested; b IC1", "a M4 suggested; b -", &[], &["a seat"]);
}

#[test]
fn a_choice_takes_the_other_value() {
    let chosen = |old: &str, mine: &str, theirs: &str| {
        let (old, mine, theirs) = (common::org(old), common::org(mine), common::org(theirs));
        let mut merge = Merge::of(&old, &mine, &theirs);
        for conflict in 0..merge.conflicts.len() {
            merge.choose(conflict, Choice::Theirs);
        }
        differences(&merged(&merge), &theirs)
    };
    let old = "a M5; b M3 under=a prefers=lead; c IC2 under=b; x IC1 under=c";
    let theirs = "a M3; b M3 under=a; c IC4 under=x; x IC1 under=b";
    assert_eq!(chosen(old, "a M4; b M3 under=a; c IC3 under=a; x IC1 under=c", theirs), [""; 0]);
    // Who was removed here comes back, with what no export says.
    assert_eq!(
        chosen(old, "a M5; c IC2 under=a; x IC1 under=c", "a M5; b M4 under=a; c IC2 under=b; x IC1 under=c"),
        ["c manager", "b preference"]
    );
    // Who was changed here leaves; reports that were put below go to the next manager up.
    let left = chosen(old, "a M5; b M4 under=a; c IC2 under=b; x IC1 under=b", "a M5; c IC2 under=a; x IC1 under=c");
    assert_eq!(left, ["x manager"]);
}

#[test]
fn a_loop_that_only_the_merging_would_make_is_asked() {
    let old = "a M5; b M3 under=a; c M2 under=a";
    check(old, "a M5; b M3 under=c; c M2 under=a", "a M5; b M3 under=a; c M2 under=b", &["c manager: a|a|b"], &[]);
    // One that the export has is the export's own.
    check(old, old, "a M5; b M3 under=c; c M2 under=b", &[], &["b manager", "c manager"]);
}

#[test]
fn ladders_from_here_are_kept() {
    let old = common::org("a IC5; b IC2");
    let mut head = common::head();
    head.ladders[0].name = "imported".into();
    head.ladders[0].tracks[0].entries.push(Rung::named("IC9", "Fellow"));
    let mut builder = Builder::new(head);
    for (key, code) in [("a", "IC6"), ("b", "IC9"), ("c", "IC9")] {
        let seat = builder.find_rung("", code).map(|rung| Seat { rung, source: SeatSource::Given });
        builder.add(&Row { key, name: key, seat, ..Row::default() });
    }
    let theirs = builder.finish().0;
    let merge = Merge::of(&old, &old, &theirs);
    assert_eq!(merge.conflicts, []);
    assert_eq!(merge.without_rung.iter().map(|&it| theirs.key(it)).collect::<Vec<_>>(), ["b", "c"]);
    let after = merged(&merge);
    let codes: Vec<String> = after.people().map(|person| Field::Seat.say(&after, person)).collect();
    assert_eq!(codes, ["IC6", "IC2", ""]);
}

#[test]
fn pay_keeps_its_currency() {
    let paid = |currency: &str, amount: f64| {
        let head = Head { currency: currency.into(), ..common::head() };
        let mut builder = Builder::new(head);
        builder.add(&Row { key: "a", pay: common::pay(amount), ..Row::default() });
        builder.finish().0
    };
    let (old, theirs) = (paid("USD", 1e5), paid("EUR", 1e5));
    let after = merged(&Merge::of(&old, &old, &theirs));
    assert_eq!(Field::Pay.say(&after, PersonId(0)), "100,000 EUR a year");
}

#[test]
fn the_date_of_the_export_is_taken_unless_another_was_set_here() {
    let dated = |month| Builder::new(Head { as_of: jiff::civil::date(2026, month, 1), ..common::head() }).finish().0;
    let after = |[old, mine, theirs]: [i8; 3]| {
        let [old, mine, theirs] = [old, mine, theirs].map(dated);
        merged(&Merge::of(&old, &mine, &theirs)).head.as_of.month()
    };
    assert_eq!([[6, 6, 9], [6, 7, 9], [6, 7, 6]].map(after), [9, 7, 7]);
}

#[test]
fn a_new_spreadsheet_keeps_what_was_decided_here() {
    let read = |text: &str| {
        let options = csv::ImportOptions::on(common::AS_OF);
        csv::read(text.as_bytes(), "staff.csv", &options, &Progress::default()).expect("a spreadsheet").0.org
    };
    let old = read(
        "id,name,title,team,manager,salary\n\
         1,Ruth Okafor,VP Operations,Operations,,220000\n\
         2,Mason T.,Director of Production,Operations,1,240000\n\
         3,Wei Zhang,Staff engineer,Software,2,150000\n\
         4,June Park,Engineer,Software,2,90000\n\
         5,Eva Horvat,Operator,Operations,2,70000\n",
    );
    let theirs = read(
        "id,name,title,team,manager,salary\n\
         1,Ruth Okafor,VP Operations,Operations,,230000\n\
         2,Mason T.,Director of Plants,Operations,1,240000\n\
         3,Wei Zhang,Principal engineer,Software,1,150000\n\
         5,Eva Horvat,Operator,Operations,2,72000\n\
         6,Tariq Aziz,Operator,Operations,2,65000\n",
    );
    let mut mine = old.clone();
    let mason = mine.find("2").expect("in the file");
    let mut notes = Details::default();
    notes.notes.push("asked in May".into());
    for edit in [
        Edit::SetText { person: mason, field: TextField::Title, text: "Chief formulator".into() },
        Edit::SetRights { person: mason, rights: Some(Vec::new()) },
        Edit::SetDetails { person: mine.find("4").expect("in the file"), details: Box::new(notes) },
    ] {
        edit.apply(&mut mine).expect("somebody in the file");
    }
    let merge = Merge::of(&old, &mine, &theirs);
    assert_eq!(
        told(&merge),
        ["2 title: Director of Production|Chief formulator|Director of Plants", "4 there: June Park|June Park|"]
    );
    let after = merged(&merge);
    let say = |key: &str, field: Field| field.say(&after, after.find(key).expect("still there"));
    assert_eq!(say("1", Field::Pay), say_of(&theirs, "1", Field::Pay));
    assert_eq!(
        [say("2", Field::Title), say("2", Field::Rights), say("4", Field::Notes)],
        ["Chief formulator", "0", "asked in May"]
    );
    assert_eq!(
        [say("3", Field::Title), say("3", Field::Manager), say("6", Field::Manager)],
        ["Principal engineer", "1", "2"]
    );
}

fn say_of(org: &Org, key: &str, field: Field) -> String {
    field.say(org, org.find(key).expect("in the file"))
}

fn three(world: &World, mine: &[random::Change], theirs: &[random::Change]) -> [Org; 3] {
    [org(world), org(&changed(world, mine)), org(&changed(world, theirs))]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn an_export_that_is_the_same_changes_nothing(world in world(), mine in changes()) {
        let [old, mine, _] = three(&world, &mine, &[]);
        let merge = Merge::of(&old, &mine, &old);
        prop_assert!(merge.is_empty(), "{:?}", told(&merge));
        prop_assert_eq!(differences(&merged(&merge), &mine), [""; 0]);
    }

    #[test]
    fn without_edits_the_export_is_taken_in_all_that_it_states(world in world(), theirs in changes()) {
        let [old, _, theirs] = three(&world, &[], &theirs);
        let merge = Merge::of(&old, &old, &theirs);
        prop_assert_eq!(told(&merge), [""; 0]);
        let after = merged(&merge);
        let pair = Pair::of(&after, &theirs);
        let keys = |org: &Org| org.people().map(|it| org.key(it).to_owned()).collect::<BTreeSet<_>>();
        prop_assert_eq!(keys(&after), keys(&theirs));
        for person in after.people() {
            let now = pair.after(person).expect("the same keys");
            let mut differs = pair.fields(person, now).and(merge.stated);
            let is_suggested = theirs.seat(now).is_some_and(|seat| seat.source == SeatSource::Suggested);
            if is_suggested {
                differs.remove(Field::Seat);
            }
            prop_assert_eq!(differs, Fields::default(), "{}: {:?}", after.key(person), differs.iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn nothing_from_here_is_lost_in_silence(world in world(), mine in changes(), theirs in changes(), choose in any::<u16>()) {
        let [old, mine, theirs] = three(&world, &mine, &theirs);
        let mut merge = Merge::of(&old, &mine, &theirs);
        for conflict in 0..merge.conflicts.len() {
            if choose & (1 << (conflict % 16)) != 0 {
                merge.choose(conflict, Choice::Theirs);
            }
        }
        let after = merged(&merge);
        let (edited, kept) = (Pair::of(&old, &mine), Pair::of(&mine, &after));
        let asked = |person: PersonId, field: Option<Field>| {
            merge.conflicts.iter().any(|it| it.mine == Some(person) && (it.field.is_none() || it.field == field))
        };
        for person in mine.people() {
            let before = old.find(mine.key(person));
            let changed = before.map_or(Field::ALL.into_iter().collect(), |before| edited.fields(before, person));
            let Some(now) = kept.after(person) else {
                prop_assert!(changed.is_empty() || asked(person, None), "{} is gone", mine.key(person));
                continue;
            };
            for field in kept.fields(person, now).and(changed).iter() {
                // What was not recorded here can be filled; a manager or line may leave by a choice about them.
                let is_new = before.is_none() && !field.is_given(&mine, person);
                let by_choice = |line| mine.lines().above(person, line).into_iter().any(|above| asked(above, None));
                let by_choice = match field {
                    Field::Manager => by_choice(Line::Solid),
                    Field::DottedLines => by_choice(Line::Dotted),
                    Field::Assists => by_choice(Line::Assistant),
                    _ => false,
                };
                prop_assert!(is_new || by_choice || asked(person, Some(field)), "{} {}", mine.key(person), field.id());
            }
        }
    }

    #[test]
    fn with_every_choice_theirs_the_export_stands(world in world(), mine in changes(), theirs in changes()) {
        let [old, mine, theirs] = three(&world, &mine, &theirs);
        let mut merge = Merge::of(&old, &mine, &theirs);
        for conflict in 0..merge.conflicts.len() {
            merge.choose(conflict, Choice::Theirs);
        }
        let after = merged(&merge);
        let pair = Pair::of(&old, &theirs);
        // All that the export newly states is so afterwards.
        for person in old.people() {
            let (Some(now), Some(merged)) = (pair.after(person), after.find(old.key(person))) else { continue };
            let mut news = pair.fields(person, now).and(merge.stated).and(Pair::of(&after, &theirs).fields(merged, now));
            // A line may end at somebody whom only one side has; a suggestion may have given way.
            [Field::Manager, Field::DottedLines, Field::Assists, Field::Seat].into_iter().for_each(|it| news.remove(it));
            prop_assert_eq!(news, Fields::default(), "{} {:?}", old.key(person), news.iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_order_of_people_makes_no_difference(world in world(), mine in changes(), theirs in changes()) {
        let worlds = [&world, &changed(&world, &mine), &changed(&world, &theirs)].map(Clone::clone);
        let forth = worlds.each_ref().map(org);
        let back = worlds.each_ref().map(|world| org_in(world, world.keys().rev().copied()));
        let merges = [&forth, &back].map(|[old, mine, theirs]| Merge::of(old, mine, theirs));
        prop_assert_eq!(told(&merges[0]), told(&merges[1]));
        prop_assert_eq!(merges[0].kept, merges[1].kept);
        prop_assert_eq!(differences(&merged(&merges[0]), &merged(&merges[1])), [""; 0]);
    }

    #[test]
    fn nobody_reports_in_a_loop_that_neither_side_has(world in world(), mine in changes(), theirs in changes()) {
        let [old, mine, theirs] = three(&world, &mine, &theirs);
        let after = merged(&Merge::of(&old, &mine, &theirs));
        let keys = |org: &Org| -> BTreeSet<BTreeSet<String>> {
            let loops = Tree::of(org).loops;
            loops.iter().map(|people| people.iter().map(|&it| org.key(it).to_owned()).collect()).collect()
        };
        let known: BTreeSet<_> = keys(&mine).union(&keys(&theirs)).cloned().collect();
        for people in keys(&after) {
            prop_assert!(known.contains(&people), "{people:?}");
        }
    }
}
