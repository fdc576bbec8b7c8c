//! One person in the window: a remedy that is tried and done, a finding waived, two seats weighed, the question asked and
//! answered, a line disputed, a role thought out. By the accessibility tree and by keys.

use crate::common::{self, org as made, person as id};
use crate::hand::{
    bundled, click, click_card, document, find, findings, has, key, on, on_org, org, press, redo, settle, sits, stands,
    tab_to, type_in, undo, wait_for, written,
};
use eframe::egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use twintrack::app::{Document, OrgSnapshot, Settings, Source, Window};
use twintrack::edit::{Edit, TextField};
use twintrack::org::{Answer, Org, PersonId, Seat, SeatSource};
use twintrack::report::question;
use twintrack::rules::{Advice, Answer as Firm, Check, Facts, Finding, Judgement, Rule, Severity, Subject, Unit};

const MASON: &str = "vp M5; mason M3 under=vp +growth:0.48:asserted +nominations:9:measured offD6 b25000 \
                     reason=retention team=2 prefers=craft:2026-06-01";

/// A window on an organisation with one finding, whose remedy gives a title.
fn with_a_remedy() -> Harness<'static, Window> {
    let advise = |facts: &Facts, finding: &Finding| {
        let person = finding.person().expect("about somebody");
        let text = format!("Formulator of {}", facts.org.key(person));
        let edits = vec![
            Edit::SetText { person, field: TextField::Title, text },
            Edit::MoveToSeat {
                person,
                seat: Some(Seat { rung: facts.org.find_rung("", "IC6").expect("IC6"), source: SeatSource::Given }),
            },
        ];
        vec![Advice { title: "Move to the craft".into(), detail: "Within the track".into(), edits }]
    };
    let rule: &'static Rule = Box::leak(Box::new(Rule {
        id: "under-authorised",
        title: "Authority below the record",
        why: "A title is no decision",
        unit: Unit::Rungs,
        reads_evidence: true,
        check: Check::Person(|_, _| None),
        threshold: |_, _| "threshold 1 rung".into(),
        say: |_, _| "Decides less than the title says".into(),
        advise,
    }));
    let org = made(MASON);
    let mason = id(&org, "mason");
    let mut judgement = Judgement::of(&org);
    let finding = Finding::new(rule, Subject::Person(mason), Firm::Confirmed, [("below_title", 1.7)]);
    let whole: Vec<Finding> = judgement.of_the_whole().to_vec();
    judgement.findings = whole.into_iter().chain([finding.sized(Severity::Moderate)]).collect();
    let document = Document {
        source: Source::File("made.org.ron".into()),
        baseline: None,
        unread: Default::default(),
        scenarios: Default::default(),
        problems: Default::default(),
        snapshot: OrgSnapshot::judged(org.into(), judgement, None, Vec::new()),
        seal: None,
        repository: None,
    };
    on(document, Settings::default())
}

fn click_first(harness: &mut Harness<Window>, label: &str) {
    harness.query_all_by_label(label).next().unwrap_or_else(|| panic!("no `{label}`")).click_accesskit();
    settle(harness);
}

#[test]
fn a_remedy_is_tried_done_and_taken_back() {
    let mut harness = with_a_remedy();
    let before = written(&harness);
    click_first(&mut harness, "mason: Decides less than the title says");
    click_first(&mut harness, "Try it");
    assert_eq!(written(&harness), before, "trying changes nothing");
    assert!(has(&harness, "Before") && has(&harness, "After") && has(&harness, "mason: seat M3 → IC6"));
    assert!(has(&harness, "mason: title not recorded → Formulator of mason"));
    key(&mut harness, Key::Escape);
    assert!(!has(&harness, "Before"));
    assert_eq!(written(&harness), before);

    // By keys: the answer has the focus.
    click_first(&mut harness, "Try it");
    key(&mut harness, Key::Enter);
    wait_for(&mut harness, "Moved to the craft");
    assert_eq!(stands(&harness, "mason"), ("IC6".into(), "Formulator of mason".into(), "vp".into()));
    let after = written(&harness);
    undo(&mut harness);
    assert_eq!(written(&harness), before, "one step took all of it back");
    redo(&mut harness);
    assert_eq!(written(&harness), after);
}

#[test]
fn a_remedy_of_a_rule_is_done_from_the_inspector() {
    let mut harness = bundled();
    find(&mut harness, "mason", "mason");
    let before = written(&harness);
    let rights = |harness: &Harness<Window>| {
        let org = org(harness);
        org.details(id(org, "mason")).rights.iter().flatten().filter(|right| right.technical).count()
    };
    assert_eq!(rights(&harness), 0);
    tab_to(&mut harness, "Apply");
    key(&mut harness, Key::Enter);
    assert!(has(&harness, "Gave a technical Decide right at IC6, at the supported value"));
    assert_eq!(rights(&harness), 1);
    assert!(!has(&harness, "Mason T.: Decision authority is 2.2 rungs below their record"));
    undo(&mut harness);
    assert_eq!(written(&harness), before);
}

#[test]
fn what_a_conversion_costs_stands_beside_what_it_paid() {
    let mut company = common::bundled();
    let add = |company: &mut Org, person: PersonId, words: &[&str]| {
        let mut details = company.details(person).clone();
        details.evidence.extend(words.iter().map(|word| common::evidence(word)));
        Edit::SetDetails { person, details: Box::new(details) }.apply(company).expect("details");
    };
    let before = "money:20000000:measured:1::2024-03-04..2025-03-02";
    add(&mut company, PersonId(5), &[before, "money:1000000:measured:1::2025-10-01..2026-09-30"]);
    assert_eq!(company.key(PersonId(5)), "mason");
    let is_ic = |person: PersonId| company.track_kind(person) == Some(twintrack::org::TrackKind::Ic);
    let ic: Vec<PersonId> = company.people().filter(|&it| company.is_judged(it) && is_ic(it)).take(7).collect();
    ic.into_iter().for_each(|person| add(&mut company, person, &["money:2000000:measured"]));
    let mut harness = on_org(company);
    let costs = &document(&harness).snapshot.judgement.indices.double_costs;
    assert_eq!(costs.len(), 1);
    let label = document(&harness).snapshot.judgement.of_person(PersonId(5))[0]
        .say(&document(&harness).snapshot.judgement.facts(org(&harness)));
    click_first(&mut harness, &format!("Mason T.: {label}"));
    assert!(has(&harness, "Double cost, per year"));
    assert!(has(&harness, "Loss of technical work: 15,000,000 to 19,000,000 USD"));
    assert!(has(&harness, "Loss in the team: 0 to "));
    assert!(has(&harness, "Pay rise with the move: 32,000 USD"));
    assert!(has(&harness, "a scenario, not a forecast"));
}

#[test]
fn a_remedy_is_kept_as_a_plan_and_the_baseline_stays() {
    let mut harness = with_a_remedy();
    click_first(&mut harness, "mason: Decides less than the title says");
    click_first(&mut harness, "Keep as plan");
    wait_for(&mut harness, "Saved as the plan Move to the craft");
    let began = std::time::Instant::now();
    while document(&harness).snapshot.scenario.is_none() {
        assert!(began.elapsed().as_secs() < 30, "the plan is never turned to");
        harness.step();
    }
    settle(&mut harness);
    assert_eq!(sits(&harness, "mason").0, "IC6");
    let document = document(&harness);
    assert_eq!(document.plan_name(document.snapshot.scenario), "Move to the craft");
    assert_eq!(document.scenarios[0].steps.len(), 2);
    let mason = id(document.baseline(), "mason");
    let seat = document.baseline().seat(mason).expect("a seat");
    assert_eq!(document.baseline().rung(seat.rung).code, "M3");
}

#[test]
fn a_finding_is_waived_with_a_reason_and_taken_back() {
    let mut harness = bundled();
    let before = written(&harness);
    click_first(&mut harness, "Mason T.: Decision authority is 2.2 rungs below their record");
    // By keys alone: what has the focus comes into view.
    tab_to(&mut harness, "Waive with a reason…");
    key(&mut harness, Key::Enter);
    tab_to(&mut harness, "Reason for the exception");
    type_in(&mut harness, "Goes back to the lab in spring");
    tab_to(&mut harness, "Approved by");
    type_in(&mut harness, "Ruth Okafor");
    tab_to(&mut harness, "Waive");
    key(&mut harness, Key::Enter);
    let waivers = |harness: &Harness<Window>| org(harness).head.waivers.clone();
    let mine = waivers(&harness).into_iter().find(|it| it.subject == "mason").expect("kept in the file");
    assert_eq!((mine.rule.as_str(), mine.by.as_str()), ("under-authorised", "Ruth Okafor"));
    assert_eq!((mine.severity.as_str(), mine.reason.as_str()), ("high", "Goes back to the lab in spring"));
    assert!(mine.number.is_some_and(|number| (number - 2.21).abs() < 0.01) && mine.date.is_some());
    undo(&mut harness);
    assert_eq!(written(&harness), before);
    redo(&mut harness);
    assert!(waivers(&harness).iter().any(|it| it.subject == "mason"));
    click_first(&mut harness, "Mason T.: Waived · Decision authority is 2.2 rungs below their record");
    tab_to(&mut harness, "Remove the waiver");
    key(&mut harness, Key::Enter);
    assert!(waivers(&harness).iter().all(|it| it.subject != "mason"));
}

#[test]
fn two_rungs_are_weighed_and_somebody_laid_on_a_side() {
    let mut harness = bundled();
    click(&mut harness, "Weigh");
    assert!(has(&harness, "On the left: IC8 Chief of craft") && has(&harness, "On the right: M4 VP"));
    assert!(has(&harness, "Grade: 8.00 and 8.00, the same"));
    assert!(has(&harness, "Pay: no pay band and 250,000 to 310,000 USD, not comparable"));
    tab_to(&mut harness, "Person on the left");
    type_in(&mut harness, "mason");
    key(&mut harness, Key::Enter);
    assert!(has(&harness, "On the left: Mason T."));
    assert!(has(&harness, "Budget: 25,000 USD and"));
    assert!(has(&harness, "Direct reports: 2 and 3, different"));
}

#[test]
fn the_question_is_asked_and_the_answer_recorded() {
    let mut harness = bundled();
    find(&mut harness, "alex moreau", "alex");
    let before = written(&harness);
    click_first(&mut harness, "Career question…");
    assert!(has(&harness, question::QUESTION));
    assert!(has(&harness, "IC7 has no decision rights") && has(&harness, "IC7 has no pay band"));
    click_first(&mut harness, "stay in technical work");
    tab_to(&mut harness, "Asked by");
    type_in(&mut harness, "Tomas Berg");
    click_first(&mut harness, "Record the answer");
    let said = org(&harness).details(id(org(&harness), "alex")).preference.clone().expect("recorded");
    assert_eq!((said.answer, said.asked_by.as_str()), (Answer::Craft, "Tomas Berg"));
    assert!(said.date.is_some());
    assert!(!findings(&harness, "alex").contains(&"question-not-asked"));
    undo(&mut harness);
    assert_eq!(written(&harness), before);
}

#[test]
fn a_line_is_disputed_in_the_words_of_the_person() {
    let mut harness = bundled();
    find(&mut harness, "mason", "mason");
    let before = written(&harness);
    click_first(&mut harness, "Dispute a line…");
    tab_to(&mut harness, "The person's comment");
    type_in(&mut harness, "It was the whole team");
    key(&mut harness, Key::Enter);
    let disputed = |harness: &Harness<Window>| {
        let org = org(harness);
        org.details(id(org, "mason")).evidence[0].disputed.clone()
    };
    assert_eq!(disputed(&harness).as_deref(), Some("It was the whole team"));
    assert!(has(&harness, "Disputed, growth: It was the whole team"));
    click_first(&mut harness, "No longer disputed");
    assert_eq!(disputed(&harness), None);
    assert_eq!(written(&harness), before);
}

#[test]
fn what_is_recorded_while_a_plan_is_shown_belongs_to_the_baseline() {
    let mut harness = bundled();
    click(&mut harness, "Plan: Baseline");
    click(&mut harness, "Two tracks");
    wait_for(&mut harness, "Plan: Two tracks");
    find(&mut harness, "mason", "mason");
    let steps = |harness: &Harness<Window>| document(harness).scenarios[0].steps.clone();
    let before = steps(&harness);
    click_first(&mut harness, "Dispute a line…");
    tab_to(&mut harness, "The person's comment");
    type_in(&mut harness, "It was the whole team");
    key(&mut harness, Key::Enter);
    let said = |org: &Org| org.details(id(org, "mason")).evidence[0].disputed.clone();
    assert_eq!(said(org(&harness)).as_deref(), Some("It was the whole team"), "the plan shows it");
    assert_eq!(said(document(&harness).baseline()).as_deref(), Some("It was the whole team"));
    assert!(has(&harness, "Plan: Two tracks") && has(&harness, "Saved in the baseline"));
    assert_eq!(steps(&harness), before, "and holds nothing of it");
    assert_eq!(
        document(&harness).baseline().details(id(org(&harness), "mason")).budgets.as_ref().map(|it| it[0].limit),
        Some(25_000.0)
    );
}

#[test]
fn a_role_is_thought_out_with_its_findings_beside_it_and_dropped() {
    let mut harness = bundled();
    find(&mut harness, "mason", "mason");
    let before = written(&harness);
    click_first(&mut harness, "What if…");
    assert!(has(&harness, "Nothing has changed yet"));
    tab_to(&mut harness, "Annual full-time pay");
    type_in(&mut harness, "280000");
    key(&mut harness, Key::Tab);
    assert!(has(&harness, "Mason T.: pay 240,000 USD a year → 280,000 USD a year"));
    tab_to(&mut harness, "Technical spending limit");
    type_in(&mut harness, "2000000");
    key(&mut harness, Key::Enter);
    assert!(has(&harness, "Mason T.: budgets 25,000 → 2,000,000"));
    tab_to(&mut harness, "Grade of decision");
    type_in(&mut harness, "8");
    key(&mut harness, Key::Enter);
    assert!(has(&harness, "resolved"));
    assert_eq!(written(&harness), before, "thinking changes nothing");
    click_first(&mut harness, "Discard");
    assert!(!has(&harness, "What if: Mason T."));
    assert_eq!(written(&harness), before);
}

#[test]
fn two_who_are_selected_are_weighed() {
    let mut harness = bundled();
    find(&mut harness, "ruth okafor", "ruth");
    click_card(&mut harness, "Mason T.", eframe::egui::Modifiers::SHIFT);
    click(&mut harness, "Weigh them");
    assert!(has(&harness, "On the left: ") && has(&harness, "On the right: "));
    let both = ["On the left: Mason T.", "On the right: Mason T."].iter().any(|label| has(&harness, label))
        && ["On the left: Ruth Okafor", "On the right: Ruth Okafor"].iter().any(|label| has(&harness, label));
    assert!(both, "the two who are selected");
}

#[test]
fn plans_follow_somebody_whose_id_changes() {
    let mut harness = bundled();
    let plans = |harness: &Harness<Window>| format!("{:?}", document(harness).scenarios);
    assert!(plans(&harness).contains("\"mason\""), "the bundled plan names Mason");
    let before = written(&harness);
    find(&mut harness, "mason", "mason");
    key(&mut harness, Key::Enter);
    tab_to(&mut harness, "Id");
    press(&mut harness, eframe::egui::Modifiers::COMMAND, Key::A);
    type_in(&mut harness, "mason-t");
    key(&mut harness, Key::Enter);
    assert!(org(&harness).find("mason-t").is_some() && org(&harness).find("mason").is_none());
    assert!(plans(&harness).contains("\"mason-t\"") && !plans(&harness).contains("\"mason\""));
    undo(&mut harness);
    assert_eq!(written(&harness), before);
}

#[test]
fn what_the_form_has_of_the_way_here_is_one_step_each() {
    let mut harness = bundled();
    find(&mut harness, "mason", "mason");
    let before = written(&harness);
    key(&mut harness, Key::Enter);
    let counts = |harness: &Harness<Window>| {
        let details = org(harness).details(id(org(harness), "mason"));
        let rare = [details.management.len(), details.approvals.len(), details.resources.len()];
        [details.history.len(), details.craft_time.len(), rare[0], rare[1], rare[2]]
    };
    let had = counts(&harness);
    for (at, add) in
        ["Add a step", "Add a share", "Add a practice", "Add an approval", "Add a resource"].into_iter().enumerate()
    {
        tab_to(&mut harness, add);
        key(&mut harness, Key::Enter);
        let mut expected = had;
        expected[at] += 1;
        assert_eq!(counts(&harness), expected, "{add}");
        undo(&mut harness);
        assert_eq!(written(&harness), before, "{add} is one step");
    }
    tab_to(&mut harness, "New responsibility");
    type_in(&mut harness, "The cleanroom");
    key(&mut harness, Key::Enter);
    let others = org(&harness).details(id(org(&harness), "mason")).accountabilities.clone();
    assert_eq!(others.last().map(String::as_str), Some("The cleanroom"));
}

#[test]
fn in_structure_only_nothing_of_a_person_can_be_asked_for() {
    let mut hidden = common::bundled();
    hidden.head.mode = twintrack::org::Mode::StructureOnly { locked: false };
    let mut harness = on_org(hidden);
    find(&mut harness, "mason", "mason");
    for hidden in ["What if…", "Career question…", "Dispute a line…", "240,000", "Personal record…"] {
        assert!(!has(&harness, hidden), "{hidden} is there");
    }
    click(&mut harness, "Weigh");
    tab_to(&mut harness, "Person on the left");
    type_in(&mut harness, "mason");
    key(&mut harness, Key::Enter);
    assert!(has(&harness, "Pay: hidden and") && has(&harness, "Pay of people is hidden"));
    assert!(!has(&harness, "240,000") && !has(&harness, "Median pay"));
}

#[test]
fn who_reports_to_somebody_converted_stands_in_the_finding() {
    let mut harness = bundled();
    click(&mut harness, "Mason T.: Decision authority is 2.2 rungs below their record");
    assert!(has(&harness, "Direct reports"));
    click_first(&mut harness, "Eva Horvat");
    assert_eq!(harness.state().selected(), Some("eva"));
    click_first(&mut harness, "Priya Raman: Decision authority is possibly 1.7 rungs below their record");
    assert!(!has(&harness, "Direct reports"), "nobody reports to her, and she came by no such step");
}
