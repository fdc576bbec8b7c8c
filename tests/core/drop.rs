//! What a drop means: the edit, what it says, and that planning it changes nothing.

use crate::common::{bundled, written};
use proptest::prelude::*;
use proptest::sample::Index;
use twintrack::edit::Edit;
use twintrack::generate;
use twintrack::org::{Line, Org, PersonId};
use twintrack::plan::{DropRequest, Handover, Refusal, Target, plan_drop};
use twintrack::rules::Judgement;

fn person(org: &Org, name: &str) -> PersonId {
    org.people().find(|&person| org.name(person) == name).expect("the bundled organisation has them")
}

fn wish(people: &[PersonId], target: Target, handover: Handover) -> DropRequest {
    DropRequest { people: people.to_vec(), target, handover }
}

#[test]
fn a_director_goes_to_the_closed_top_of_the_craft() {
    let mut org = bundled();
    let judgement = Judgement::of(&org);
    let (mason, ruth) = (person(&org, "Mason T."), person(&org, "Ruth Okafor"));
    let rung = org.find_rung("", "IC8").expect("the rung");
    let reports: Vec<PersonId> = judgement.tree.reports(mason).collect();
    let planned = plan_drop(&mut org, &judgement, &wish(&[mason], Target::Rung(rung), Handover::Dotted)).expect("fits");
    assert_eq!(planned.name, "Move Mason T. to IC8");
    assert_eq!((planned.reports, planned.opens), (reports.len(), Some(rung)));
    assert_eq!(planned.titles, ["Chief of craft, Production"]);
    assert_eq!(planned.lines[0], "M3 (4 → 3) to IC8, currently closed (0 → 1 people), as Chief of craft, Production");
    assert!(planned.lines.len() <= 5, "{:?}", planned.lines);
    assert!(planned.lines.iter().any(|line| line == "2 reports go to Ruth Okafor, keeping a dotted line"));

    let back = planned.edit.apply(&mut org).expect("what was planned applies");
    assert!(org.rung(rung).open);
    for report in reports {
        assert_eq!(org.manager(report), Some(ruth));
        assert!(org.lines().above(report, Line::Dotted).contains(&mason));
    }
    back.apply(&mut org).expect("it can be taken back");
    assert_eq!(written(&org), written(&bundled()));
}

#[test]
fn reports_go_to_whom_they_are_given_and_one_of_them_can_take_the_rest() {
    let mut org = bundled();
    let judgement = Judgement::of(&org);
    let (mason, ruth) = (person(&org, "Mason T."), person(&org, "Ruth Okafor"));
    let reports: Vec<PersonId> = judgement.tree.reports(mason).collect();
    let rung = org.find_rung("", "IC6").expect("the rung");
    let heir = reports[0];
    let planned =
        plan_drop(&mut org, &judgement, &wish(&[mason], Target::Rung(rung), Handover::To(heir))).expect("fits");
    planned.edit.apply(&mut org).expect("it applies");
    assert_eq!(org.manager(heir), Some(ruth), "who takes the team reports to whom the person reported");
    for &report in &reports[1..] {
        assert_eq!(org.manager(report), Some(heir));
    }
}

#[test]
fn somebody_is_put_beside_a_sibling() {
    let mut org = bundled();
    let judgement = Judgement::of(&org);
    let (mason, lucia) = (person(&org, "Mason T."), person(&org, "Lucia Ferrante"));
    let ruth = org.manager(mason).expect("a manager");
    let target = Target::Beside { sibling: lucia, behind: true };
    let planned = plan_drop(&mut org, &judgement, &wish(&[mason], target, Handover::Dotted)).expect("fits");
    assert_eq!(planned.lines[0], "Only the order among people with the same manager changes");
    planned.edit.apply(&mut org).expect("it applies");
    let reports: Vec<PersonId> = twintrack::org::Tree::of(&org).reports(ruth).collect();
    let at = |who: PersonId| reports.iter().position(|&report| report == who).expect("a report");
    assert_eq!(at(mason), at(lucia) + 1);
}

#[test]
fn refusals_say_why() {
    let mut org = bundled();
    let judgement = Judgement::of(&org);
    let (mason, ruth) = (person(&org, "Mason T."), person(&org, "Ruth Okafor"));
    let own = org.seat(mason).expect("a seat").rung;
    let mut refused = |people: &[PersonId], target: Target, handover: Handover| -> String {
        plan_drop(&mut org, &judgement, &wish(people, target, handover)).expect_err("refused").to_string()
    };
    assert_eq!(refused(&[mason], Target::Rung(own), Handover::Dotted), "Mason T. is on `M3` already");
    assert_eq!(refused(&[mason], Target::Manager(ruth), Handover::Dotted), "Mason T. reports to Ruth Okafor already");
    let below = refused(&[ruth], Target::Manager(mason), Handover::Dotted);
    assert!(below.contains("cannot report to"), "{below}");
    let itself = refused(&[ruth], Target::Manager(ruth), Handover::Dotted);
    assert!(itself.contains("cannot report to"), "{itself}");
}

#[test]
fn pay_and_findings_stay_unsaid_in_structure_only() {
    let mut org = bundled();
    org.head.mode = twintrack::org::Mode::StructureOnly { locked: true };
    let judgement = Judgement::of(&org);
    let mason = person(&org, "Mason T.");
    let rung = org.find_rung("", "IC6").expect("the rung");
    let planned = plan_drop(&mut org, &judgement, &wish(&[mason], Target::Rung(rung), Handover::Dotted)).expect("fits");
    let said = planned.lines.join("\n").to_lowercase();
    assert!(!said.contains("paid") && !said.contains("pay"), "{said}");
    assert!(!said.contains("resolves") && !said.contains("finding") && !said.contains("record"), "{said}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    /// Planning changes nothing; what is planned applies, all of it or nothing, and can be taken back; what it says
    /// it touches is all that it touches.
    #[test]
    fn planning_changes_nothing_and_keeps_its_word(
        seed in 0u64..20,
        who in prop::collection::vec(any::<Index>(), 1..4),
        to in any::<Index>(),
        heir in any::<Index>(),
        kind in 0u8..5,
        handover in 0u8..3,
    ) {
        let (mut org, _) = generate::org(200, seed);
        let judgement = Judgement::of(&org);
        let at = |index: &Index| PersonId(index.index(org.len()) as u32);
        let mut people: Vec<PersonId> = who.iter().map(at).collect();
        people.sort_unstable();
        people.dedup();
        let rungs: Vec<_> = org.rungs().collect();
        let target = match kind {
            0 => Target::Rung(rungs[to.index(rungs.len())]),
            1 => Target::Manager(at(&to)),
            2 | 3 => Target::Beside { sibling: at(&to), behind: kind == 3 },
            _ => Target::Top,
        };
        let handover = match handover {
            0 => Handover::Dotted,
            1 => Handover::Manager,
            _ => Handover::To(at(&heir)),
        };
        let before = written(&org);
        let planned = plan_drop(&mut org, &judgement, &wish(&people, target, handover));
        prop_assert_eq!(&written(&org), &before, "planning changes nothing");
        let Ok(planned) = planned else { return Ok(()) };
        prop_assert!(!planned.lines.is_empty() && planned.lines.len() <= 5, "{:?}", planned.lines);
        let is_named = matches!(&planned.edit, Edit::All(edits) if !edits.is_empty());
        prop_assert!(is_named && !planned.name.is_empty());
        let back = planned.edit.apply(&mut org).expect("what was planned applies");
        let followed = judgement.clone().after(&org, &planned.touched).refreshed(&org);
        let whole = Judgement::of(&org);
        prop_assert_eq!(&followed.findings, &whole.findings);
        prop_assert_eq!(&followed.tree, &whole.tree);
        back.apply(&mut org).expect("it can be taken back");
        prop_assert_eq!(&written(&org), &before);
    }
}

#[test]
fn reports_cannot_go_to_who_moves_along() {
    let mut org = bundled();
    let judgement = Judgement::of(&org);
    let mason = person(&org, "Mason T.");
    let rung = org.find_rung("", "IC6").expect("the rung");
    let refused = plan_drop(&mut org, &judgement, &wish(&[mason], Target::Rung(rung), Handover::To(mason)));
    assert_eq!(refused, Err(Refusal::Heir("Mason T.".into())));
}
