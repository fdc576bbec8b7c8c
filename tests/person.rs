//! One person: a remedy that is tried and done, two seats weighed, the question asked and answered, a line disputed,
//! and the sheets that are handed out. By the accessibility tree and by keys; no display is needed.

mod common;
#[path = "common/hand.rs"]
mod hand;

use common::org as made;
use eframe::egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use hand::{
    bundled, click, click_card, document, find, findings, has, key, org, press, redo, settle, sits, sized, stands,
    tab_to, type_in, undo, wait_for, written,
};
use twintrack::app::{Document, Settings, Source, Standing, Window};
use twintrack::edit::{Edit, TextField};
use twintrack::org::{Answer, Org, PersonId, RungId, Seat, SeatSource};
use twintrack::plan::{Draft, Side, highest_equated, weigh, what_if};
use twintrack::report::{question, record};
use twintrack::rules::{Advice, Answer as Firm, Check, Facts, Finding, Judgement, Rule, Severity, Subject, Unit};

fn id(org: &Org, key: &str) -> PersonId {
    org.find(key).expect(key)
}

/// The organisation as its file would hold it.
fn file_of(org: &Org) -> String {
    let mut out = Vec::new();
    twintrack::io::native::write(org, &[], &[], twintrack::io::native::Notation::Ron, &mut out).expect("in memory");
    String::from_utf8(out).expect("text")
}

fn rung(org: &Org, code: &str) -> RungId {
    org.find_rung("", code).expect(code)
}

/// What an edit would do: findings that clear with `-`, that appear with `+`, that are told otherwise with `~`.
fn tried(org: &mut Org, edit: &Edit) -> (String, Vec<String>) {
    let judgement = Judgement::of(org);
    let what = what_if(org, &judgement, edit).expect("it applies");
    let sign = |it: &twintrack::plan::Turned| match (&it.before, &it.after) {
        (Some(_), None) => "-",
        (None, _) => "+",
        _ if it.is_same() => "=",
        _ => "~",
    };
    let mut found: Vec<String> = what.findings.iter().map(|it| format!("{}{}", sign(it), it.rule.id)).collect();
    found.sort();
    (found.join(" "), what.lines)
}

const MASON: &str = "vp M5; mason M3 under=vp +growth:0.48:asserted +nominations:9:measured offD6 b25000 \
                     reason=retention team=2 prefers=craft:2026-06-01";

#[test]
fn what_would_follow_is_what_follows_and_the_organisation_stays() {
    let mut org = made(MASON);
    let mason = id(&org, "mason");
    let before = file_of(&org);
    let seat = Some(Seat { rung: rung(&org, "IC6"), source: SeatSource::Given });
    let edit = Edit::MoveToSeat { person: mason, seat };
    let (found, lines) = tried(&mut org, &edit);
    assert_eq!(file_of(&org), before, "trying changes nothing");
    for cleared in ["-retention-promotion", "-tiny-span", "-preference-mismatch"] {
        assert!(found.contains(cleared), "{cleared} is not in {found}");
    }
    assert!(lines.contains(&"mason: seat M3 → IC6".to_owned()), "{lines:?}");
    edit.apply(&mut org).expect("it applied");
    let left: Vec<&str> = Judgement::of(&org).of_person(mason).iter().map(|it| it.rule.id).collect();
    for rule in ["retention-promotion", "tiny-span", "preference-mismatch"] {
        assert!(!left.contains(&rule), "{rule} is still there");
    }
    // What does not apply is said, and changes nothing.
    let before = file_of(&org);
    let judgement = Judgement::of(&org);
    let loops = Edit::All(vec![
        Edit::SetText { person: mason, field: TextField::Title, text: "X".into() },
        Edit::SetManager { person: id(&org, "vp"), manager: Some(mason) },
    ]);
    assert!(what_if(&mut org, &judgement, &loops).is_err());
    assert_eq!(file_of(&org), before);
}

#[test]
fn a_role_thought_out_for_one_person_brings_what_it_says() {
    let mut org = made(&MASON.replace("vp M5;", "vp M5 D7;"));
    let (mason, vp) = (id(&org, "mason"), id(&org, "vp"));
    let judgement = Judgement::of(&org);
    let before = file_of(&org);
    let own = org.details(mason).rights.clone().expect("recorded");
    let draft = Draft {
        pay: Some(280e3),
        rung: Some(rung(&org, "IC8")),
        title: Some("Chief Formulator".into()),
        decision: Some(("What goes into a formula".into(), 8.0)),
        budget: Some(2e6),
        accountability: Some(twintrack::org::Accountability::Craft),
        given: own,
        ..Draft::new(mason)
    };
    let edit = draft.edit(&mut org, &judgement).expect("it applies");
    assert_eq!(file_of(&org), before, "thinking changes nothing");
    let (found, lines) = tried(&mut org, &edit);
    assert!(found.contains("-under-authorised") && found.contains("-paper-title"), "{found}");
    assert!(lines.iter().any(|line| line == "mason: authority 4.2 → 8.0 rungs"), "{lines:?}");
    edit.apply(&mut org).expect("it applied");
    assert_eq!(org.title(mason), "Chief Formulator");
    assert_eq!(org.yearly_pay(mason), Some(280e3));
    assert_eq!(org.seat(mason).map(|seat| org.rung(seat.rung).code.as_str()), Some("IC8"));
    let rights = org.details(mason).rights.as_deref().expect("held");
    assert_eq!(rights.iter().map(|right| right.text.as_str()).collect::<Vec<_>>(), ["What goes into a formula"]);
    assert!(org.details(vp).rights.iter().flatten().any(|right| !right.technical), "the manager has the old one");
    assert_eq!(org.details(mason).accountability, Some(twintrack::org::Accountability::Craft));
    let technical: Vec<f64> =
        org.details(mason).budgets.iter().flatten().filter(|it| it.technical).map(|it| it.limit).collect();
    assert_eq!(technical, [2e6]);
}

#[test]
fn two_sides_are_weighed_in_words() {
    let org = made("ladder; vp M5 A7 b2e6 team=3; chief IC8 D8 b2e6");
    let judgement = Judgement::of(&org);
    let facts = judgement.facts(&org);
    let highest = highest_equated(&facts).expect("VP = IC8");
    assert_eq!(highest.map(|side| side.label(&org)), ["IC8 Engineer 8", "M5 Vice president"]);
    let sides = [Side::Person(id(&org, "chief")), Side::Person(id(&org, "vp"))];
    let weighed = weigh(&facts, sides, true);
    let line = |name: &str| {
        let weight = weighed.weights.iter().find(|it| it.name == name).expect(name);
        let sign = weight.is_same.map_or("?", |same| if same { "=" } else { "≠" });
        format!("{} {sign} {}", weight.values[0], weight.values[1])
    };
    assert_eq!(line("Grade"), "8.00 = 8.00");
    assert_eq!(line("Budget"), "2,000,000 USD = 2,000,000 USD");
    assert_eq!(line("Decisions"), "8.00: decides D8 ≠ 6.00: agrees to A7");
    assert_eq!(line("Direct reports"), "0 ≠ 3");
    assert_eq!(line("Pay"), "not recorded ? not recorded");
    assert!(weighed.sentence.starts_with("chief and vp are the same in grade"), "{}", weighed.sentence);
    assert!(weighed.sentence.contains("differ in decisions"), "{}", weighed.sentence);
    let rungs = weigh(&facts, highest, true);
    let median = rungs.weights.iter().find(|it| it.name == "Median paid");
    assert!(median.is_none(), "nobody's pay is recorded");
    // What the people of a rung hold stands before what the ladder says; a rung without a band is no equal of one.
    let of = |name: &str| rungs.weights.iter().find(|it| it.name == name).expect(name);
    assert_eq!(of("Decisions").values, ["8.00, of one person", "6.00, of one person"]);
    assert_eq!((of("Pay").values[1].as_str(), of("Pay").is_same), ("no pay band", Some(false)));
    let hidden = weigh(&facts, sides, false);
    assert!(hidden.weights.iter().any(|it| it.values[0] == "hidden" && it.is_same.is_none()));
}

fn sheets(org: &Org, key: &str) -> [String; 2] {
    let judgement = Judgement::of(org);
    let facts = judgement.facts(org);
    let (mut a, mut b) = (Vec::new(), Vec::new());
    record(&facts, id(org, key), &mut a).expect("in memory");
    question::brief(&facts, id(org, key), &mut b).expect("in memory");
    [a, b].map(|bytes| String::from_utf8(bytes).expect("text"))
}

#[test]
fn hostile_text_is_escaped_and_nobody_else_is_in_a_sheet() {
    let mut org = made(MASON);
    let (mason, vp) = (id(&org, "mason"), id(&org, "vp"));
    const HOSTILE: &str = "<img src=x onerror=\"alert('1')\">\u{202e}&amp;";
    let mut details = org.details(mason).clone();
    details.notes.push(HOSTILE.into());
    details.craft = HOSTILE.into();
    details.evidence[0].source = HOSTILE.into();
    details.evidence[0].disputed = Some(HOSTILE.into());
    if let Some(answer) = &mut details.preference {
        answer.asked_by = HOSTILE.into();
    }
    let mut other = org.details(vp).clone();
    other.notes.push("PLANTED note".into());
    other.craft = "PLANTED craft".into();
    let texts =
        [(mason, TextField::Name, HOSTILE), (mason, TextField::Title, HOSTILE), (vp, TextField::Name, "PLANTED")];
    for (person, field, text) in texts {
        Edit::SetText { person, field, text: text.into() }.apply(&mut org).expect("a text");
    }
    Edit::SetDetails { person: mason, details: Box::new(details) }.apply(&mut org).expect("details");
    Edit::SetDetails { person: vp, details: Box::new(other) }.apply(&mut org).expect("details");
    for page in sheets(&org, "mason") {
        assert!(page.contains("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;\\u{202e}&amp;amp;"));
        assert!(!page.contains("<img") && !page.contains('\u{202e}'));
        assert!(!page.contains("PLANTED"), "nothing of anybody else");
        assert!(!page.contains("http") && !page.contains("<script"), "nothing is loaded");
    }
    let [record, _] = sheets(&org, "mason");
    // The method's own numbers, line by line: 0.48 asserted counts half, nine nominations four fifths.
    assert!(record.contains(
        "0.48 × share 1 × 1 of the period in the year that counts = 0.48 at face value; × 0.5 for asserted = 0.24"
    ));
    assert!(record.contains("6.19") && record.contains("6.81") && record.contains("8.77"));
}

#[test]
fn structure_only_says_nothing_of_a_person() {
    let org = made(&format!("structure; {MASON}"));
    for page in sheets(&org, "mason") {
        assert!(page.contains("structure only"));
        assert!(!page.contains("0.48") && !page.contains("growth") && !page.contains("Nothing is recorded"));
    }
}

#[test]
fn the_way_says_what_is_there_and_what_is_missing() {
    let way = |input: &str, key: &str| {
        let org = made(input);
        let judgement = Judgement::of(&org);
        let way = question::way(&judgement.facts(&org), id(&org, key));
        (way.rung.map(|rung| org.rung(rung).code.clone()), way.missing.join("; "))
    };
    let brings = |code: &str| format!("{code} brings no decision right; {code} brings no budget");
    assert_eq!(way("ana IC5", "ana"), (Some("IC6".into()), brings("IC6")));
    assert_eq!(way("ana M5", "ana"), (Some("IC8".into()), brings("IC8")));
    let (rung, missing) = way("ladder top=IC6; ana IC6", "ana");
    assert_eq!(rung.as_deref(), Some("IC7"));
    assert!(missing.ends_with("IC7 is closed: nobody can sit there yet"), "{missing}");
    assert_eq!(way("ana IC8", "ana"), (None, "There is no individual rung above IC8: the path ends here".into()));
    assert_eq!(way("ana -", "ana").0, None);
}

/// A window on an organisation with one finding, whose remedy gives a title.
fn with_a_remedy() -> Harness<'static, Window> {
    let advise = |facts: &Facts, finding: &Finding| {
        let person = finding.person().expect("about somebody");
        let text = format!("Formulator of {}", facts.org.key(person));
        let edits = vec![
            Edit::SetText { person, field: TextField::Title, text },
            Edit::MoveToSeat { person, seat: Some(Seat { rung: rung(facts.org, "IC6"), source: SeatSource::Given }) },
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
        beneath: None,
        unread: Default::default(),
        scenarios: Default::default(),
        problems: Default::default(),
        standing: Standing::judged(org.into(), judgement, None, Vec::new()),
    };
    let mut harness = sized().build_eframe(|cc| Window::with(&cc.egui_ctx, Settings::default(), document));
    settle(&mut harness);
    harness
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
    wait_for(&mut harness, "Move to the craft: done");
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
    tab_to(&mut harness, "Do it");
    key(&mut harness, Key::Enter);
    assert!(has(&harness, "Give a technical Decide right at IC6, at the supported value: done"));
    assert_eq!(rights(&harness), 1);
    assert!(!has(&harness, "Mason T.: Decides 1.8 rungs below the record"));
    undo(&mut harness);
    assert_eq!(written(&harness), before);
}

#[test]
fn what_a_conversion_costs_stands_beside_what_it_paid() {
    let opened = twintrack::io::read(twintrack::BUNDLED, twintrack::BUNDLED_NAME, common::AS_OF, &Default::default());
    let mut opened = opened.expect("the bundled organisation opens");
    let org = &mut opened.org;
    let mut add = |person: PersonId, words: &[&str]| {
        let mut details = org.details(person).clone();
        details.evidence.extend(words.iter().map(|word| common::evidence(word)));
        Edit::SetDetails { person, details: Box::new(details) }.apply(org).expect("details");
    };
    let before = "money:20000000:measured:1::2024-03-04..2025-03-02";
    add(PersonId(5), &[before, "money:1000000:measured:1::2025-10-01..2026-09-30"]);
    let org = &opened.org;
    assert_eq!(org.key(PersonId(5)), "mason");
    let ic: Vec<PersonId> = org
        .people()
        .filter(|&it| org.is_judged(it) && org.track_kind(it) == Some(twintrack::org::TrackKind::Ic))
        .take(7)
        .collect();
    for person in ic {
        let mut details = opened.org.details(person).clone();
        details.evidence.push(common::evidence("money:2000000:measured"));
        Edit::SetDetails { person, details: Box::new(details) }.apply(&mut opened.org).expect("details");
    }
    let mut harness = sized()
        .build_eframe(|cc| Window::with(&cc.egui_ctx, Settings::default(), Document::new(Source::Bundled, opened)));
    settle(&mut harness);
    let costs = &document(&harness).standing.judgement.indices.double_costs;
    assert_eq!(costs.len(), 1);
    let label = document(&harness).standing.judgement.of_person(PersonId(5))[0]
        .say(&document(&harness).standing.judgement.facts(org_of(&harness)));
    click_first(&mut harness, &format!("Mason T.: {label}"));
    assert!(has(&harness, "The double cost, a year"));
    assert!(has(&harness, "Craft lost: 15,000,000 to 19,000,000 USD"));
    assert!(has(&harness, "Team lost: 0 to "));
    assert!(has(&harness, "Rise that came with it: 32,000 USD"));
    assert!(has(&harness, "a scenario and no forecast"));
}

fn org_of<'a>(harness: &'a Harness<Window>) -> &'a Org {
    org(harness)
}

#[test]
fn a_remedy_is_kept_as_a_plan_and_the_baseline_stays() {
    let mut harness = with_a_remedy();
    click_first(&mut harness, "mason: Decides less than the title says");
    click_first(&mut harness, "Keep as a plan");
    wait_for(&mut harness, "Kept as the plan Move to the craft");
    let began = std::time::Instant::now();
    while document(&harness).standing.scenario.is_none() {
        assert!(began.elapsed().as_secs() < 30, "the plan is never turned to");
        harness.step();
    }
    settle(&mut harness);
    assert_eq!(sits(&harness, "mason").0, "IC6");
    let document = document(&harness);
    assert_eq!(document.plan_name(document.standing.scenario), "Move to the craft");
    assert_eq!(document.scenarios[0].steps.len(), 2);
    let mason = id(document.baseline(), "mason");
    let seat = document.baseline().seat(mason).expect("a seat");
    assert_eq!(document.baseline().rung(seat.rung).code, "M3");
}

#[test]
fn a_finding_is_waived_with_a_reason_and_taken_back() {
    let mut harness = bundled();
    let before = written(&harness);
    click_first(&mut harness, "Mason T.: Decides 1.8 rungs below the record");
    // By keys alone: what has the focus comes into view.
    tab_to(&mut harness, "Waive with a reason…");
    key(&mut harness, Key::Enter);
    tab_to(&mut harness, "Why it is an exception");
    type_in(&mut harness, "Goes back to the lab in spring");
    tab_to(&mut harness, "Who says so");
    type_in(&mut harness, "Ruth Okafor");
    tab_to(&mut harness, "Waive");
    key(&mut harness, Key::Enter);
    let waivers = |harness: &Harness<Window>| org(harness).head.waivers.clone();
    let mine = waivers(&harness).into_iter().find(|it| it.subject == "mason").expect("kept in the file");
    assert_eq!((mine.rule.as_str(), mine.by.as_str()), ("under-authorised", "Ruth Okafor"));
    assert_eq!((mine.severity.as_str(), mine.reason.as_str()), ("moderate", "Goes back to the lab in spring"));
    assert!(mine.number.is_some_and(|number| (number - 1.84).abs() < 0.01) && mine.date.is_some());
    undo(&mut harness);
    assert_eq!(written(&harness), before);
    redo(&mut harness);
    assert!(waivers(&harness).iter().any(|it| it.subject == "mason"));
    click_first(&mut harness, "Mason T.: Waived · Decides 1.8 rungs below the record");
    tab_to(&mut harness, "Take the waiver back");
    key(&mut harness, Key::Enter);
    assert!(waivers(&harness).iter().all(|it| it.subject != "mason"));
}

#[test]
fn two_rungs_are_weighed_and_somebody_laid_on_a_side() {
    let mut harness = bundled();
    click(&mut harness, "Weigh");
    assert!(has(&harness, "On the left: IC8 Chief of craft") && has(&harness, "On the right: M4 VP"));
    assert!(has(&harness, "Grade: 8.00 and 8.00, the same"));
    assert!(has(&harness, "Pay: no pay band and 250,000 to 310,000 USD, not the same"));
    tab_to(&mut harness, "Somebody on the left");
    type_in(&mut harness, "mason");
    key(&mut harness, Key::Enter);
    assert!(has(&harness, "On the left: Mason T."));
    assert!(has(&harness, "Budget: 25,000 USD and"));
    assert!(has(&harness, "Direct reports: 2 and 3, not the same"));
}

#[test]
fn the_question_is_asked_and_the_answer_recorded() {
    let mut harness = bundled();
    find(&mut harness, "alex moreau", "alex");
    let before = written(&harness);
    click_first(&mut harness, "Ask…");
    assert!(has(&harness, question::QUESTION));
    assert!(has(&harness, "IC7 brings no decision right") && has(&harness, "IC7 has no pay band"));
    click_first(&mut harness, "the craft");
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
    tab_to(&mut harness, "What the person says");
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
fn a_role_is_thought_out_with_its_findings_beside_it_and_dropped() {
    let mut harness = bundled();
    find(&mut harness, "mason", "mason");
    let before = written(&harness);
    click_first(&mut harness, "What if…");
    assert!(has(&harness, "Nothing is changed yet"));
    tab_to(&mut harness, "Pay, yearly and full-time");
    type_in(&mut harness, "280000");
    key(&mut harness, Key::Tab);
    assert!(has(&harness, "Mason T.: pay 240,000 USD a year → 280,000 USD a year"));
    tab_to(&mut harness, "Technical spending limit");
    type_in(&mut harness, "2000000");
    key(&mut harness, Key::Enter);
    assert!(has(&harness, "Mason T.: budgets 25,000 → 2,000,000"));
    tab_to(&mut harness, "Decides at grade");
    type_in(&mut harness, "8");
    key(&mut harness, Key::Enter);
    assert!(has(&harness, "clears"));
    assert_eq!(written(&harness), before, "thinking changes nothing");
    click_first(&mut harness, "Drop it");
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
    for (add, count) in
        [("Add a step", 4), ("Add a share", 3), ("Add a practice", 1), ("Add an approval", 2), ("Add a resource", 1)]
    {
        tab_to(&mut harness, add);
        key(&mut harness, Key::Enter);
        let details = org(&harness).details(id(org(&harness), "mason"));
        let counts = [
            details.history.len(),
            details.craft_time.len(),
            details.management.len(),
            details.approvals.len(),
            details.resources.len(),
        ];
        assert!(counts.contains(&count), "{add}: {counts:?}");
        undo(&mut harness);
        assert_eq!(written(&harness), before, "{add} is one step");
    }
    tab_to(&mut harness, "New duty");
    type_in(&mut harness, "The cleanroom");
    key(&mut harness, Key::Enter);
    let others = org(&harness).details(id(org(&harness), "mason")).accountabilities.clone();
    assert_eq!(others.last().map(String::as_str), Some("The cleanroom"));
}

#[test]
fn in_structure_only_nothing_of_a_person_can_be_asked_for() {
    let opened = twintrack::io::read(twintrack::BUNDLED, twintrack::BUNDLED_NAME, common::AS_OF, &Default::default());
    let mut opened = opened.expect("the bundled organisation opens");
    opened.org.head.mode = twintrack::org::Mode::StructureOnly { locked: false };
    let document = Document::new(Source::Bundled, opened);
    let mut harness = sized().build_eframe(|cc| Window::with(&cc.egui_ctx, Settings::default(), document));
    settle(&mut harness);
    find(&mut harness, "mason", "mason");
    for hidden in ["What if…", "Ask…", "Dispute a line…", "240,000", "My record…"] {
        assert!(!has(&harness, hidden), "{hidden} is there");
    }
    click(&mut harness, "Weigh");
    tab_to(&mut harness, "Somebody on the left");
    type_in(&mut harness, "mason");
    key(&mut harness, Key::Enter);
    assert!(has(&harness, "Pay: hidden and") && has(&harness, "Pay of people is hidden"));
    assert!(!has(&harness, "240,000") && !has(&harness, "Median paid"));
}

#[test]
fn what_rests_on_everybody_clears_only_where_it_does() {
    let today = jiff::civil::date(2026, 9, 30);
    let opened = twintrack::io::read(twintrack::BUNDLED, twintrack::BUNDLED_NAME, today, &Default::default());
    let mut org = opened.expect("the bundled organisation opens").org;
    let before = Judgement::of(&org);
    assert!(before.of_the_whole().iter().any(|finding| finding.rule.id == "headcount-pay"));
    let mason = id(&org, "mason");
    let (found, _) = tried(&mut org, &Edit::SetRights { person: mason, rights: None });
    assert!(!found.contains("headcount-pay"), "a right is no pay: {found}");
}

#[test]
fn who_reports_to_somebody_converted_stands_in_the_finding() {
    let mut harness = bundled();
    click(&mut harness, "Mason T.: Decides 1.8 rungs below the record");
    assert!(has(&harness, "Who reports to them"));
    click_first(&mut harness, "Eva Horvat");
    assert_eq!(harness.state().selected(), Some("eva"));
    click_first(&mut harness, "Priya Raman: Possibly 1.7 rungs below the record");
    assert!(!has(&harness, "Who reports to them"), "nobody reports to her, and she came by no such step");
}
