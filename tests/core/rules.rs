//! Each rule on a line of input: what it sees, and what it just does not see.

use crate::common::{self, found, org};
use twintrack::rules::{Judgement, RULES};

fn check(rule: &str, input: &str, expected: &str) {
    assert_eq!(found(&org(input), rule), expected, "{rule}: {input}");
}

/// Three audited lines of grade 5 each, asked this year.
const FIVE: &str = "+money:1e6 +systems:5 +incidents:10 prefers=craft:2026-06-01";

#[test]
fn under_authorised() {
    let rule = "under-authorised";
    // By the careful gap alone it is possible: three lines so near seldom mean more than noise.
    check(rule, &format!("ana IC4 D4 b15811.3 {FIVE}"), "possible/moderate ana 1");
    // As likely as not, half a rung is enough.
    check(rule, "ana M1 rights budgets +stated:6", "confirmed/moderate ana 0.5");
    check(rule, "ana M1 rights budgets +stated:5.9", "possible/moderate ana 2.4");
    // By the middle gap it is possible from one in five on.
    check(rule, "ana IC4 +stated:6", "possible/moderate ana 2");
    check(rule, "ana IC4 +stated:5", "");
    check(rule, &format!("ana IC4 D4 b15812 {FIVE}"), "");
    check(rule, &format!("ana IC2 rights budgets {FIVE}"), "confirmed/critical ana 3");
    check(rule, &format!("ana IC3 rights budgets {FIVE}"), "confirmed/high ana 2");
    // One line only: the careful estimate is two rungs lower, the middle one is not.
    check(rule, "ana IC3 rights budgets +money:1e6", "possible/moderate ana 2");
    check(rule, "ana IC3 rights budgets +money:0.99e5", "");
    // Nothing recorded of rights and budget: the missing weight counts against the gap.
    check(rule, &format!("ana IC4 {FIVE}"), "possible/moderate ana 1");
    check(rule, &format!("ana IC3 suggested rights budgets {FIVE}"), "possible/high ana 2");
    check(rule, &format!("ladder unconfirmed; ana IC3 rights budgets {FIVE}"), "possible/high ana 2");
    check(rule, "ladder unconfirmed; ana IC3 rights budgets +stated:7", "confirmed/high ana 2");
    check(rule, "ladder unconfirmed; ana IC3 rights budgets +stated:7 +money:1", "confirmed/high ana 2");
    check(rule, "ladder implied; ana M1 rights budgets +stated:8", "possible/high ana 2.5");
    check(rule, &format!("ana - authority=3 {FIVE}"), "possible/high ana 2");
    check(rule, &format!("ana - {FIVE}"), "");
    check(rule, &format!("ana IC3 vacancy rights budgets {FIVE}"), "");
    check(rule, &format!("ana IC3 left rights budgets {FIVE}"), "");
}

#[test]
fn over_authorised() {
    let rule = "over-authorised";
    check(rule, "ana IC7 D7 +money:1e6 +systems:5", "review ana 2");
    check(rule, "ana IC7 D6.9 +money:1e6 +systems:5", "");
    check(rule, "ana IC7 D7 +money:1e6", "");
    check(rule, "ana IC7 D9 +money:1e6:anecdotal +systems:8", "review ana 3.3219");
    // Face value counts, and the floor of a rung is no decision.
    check(rule, "ana IC7 D7 +money:1.5e6:anecdotal +systems:5", "");
    check(rule, "ana IC7 rights +reviews:1 +incidents:0", "");
    check(rule, "ana IC7 D1 +reviews:1 +incidents:0", "");
    check(rule, "ana IC7 D7", "");
}

#[test]
fn paper_title() {
    let rule = "paper-title";
    check(rule, "ana IC5 D3.5 b5000", "confirmed/moderate ana 1.6667");
    check(rule, "ana IC5 D3.8 b5000", "");
    check(rule, "ana IC4 rights offb1", "");
    check(rule, "ana IC5 rights", "");
    check(rule, "ana IC5 budgets", "");
    check(rule, "ana IC5 rights budgets", "confirmed/high ana 2");
    check(rule, "ana IC5 suggested rights budgets", "possible/high ana 2");
    check(rule, "ladder implied; ana IC5 rights budgets", "possible/high ana 2");
    check(rule, "ladder unplaced; ana IC5 rights budgets", "");
    check(rule, "ladder unconfirmed; ana IC5 rights budgets", "confirmed/high ana 2");
}

#[test]
fn retention_promotion() {
    let rule = "retention-promotion";
    check(rule, "ana M1 reason=retention:28000 team=2", "confirmed ana 2");
    check(rule, "ana M1 reason=offer", "confirmed ana 0");
    check(rule, "ana M1 reason=retention team=3", "");
    check(rule, "ana M1 reason=performance team=2", "");
    check(rule, "ana IC6 reason=retention", "");
    check(rule, "ana M1 from=IC5 reason=retention", "confirmed ana 0");
    check(rule, "ana M1 suggested reason=retention", "possible ana 0");
    let org = org("ana M1 reason=retention:28000 team=1");
    let judgement = Judgement::of(&org);
    let finding = judgement.findings.iter().find(|it| it.rule.id == rule).expect("found above");
    assert_eq!(
        finding.say(&judgement.facts(&org)),
        "Promoted for retention, with 1 direct report and a pay rise of 28,000 USD"
    );
}

#[test]
fn tiny_span() {
    let rule = "tiny-span";
    check(rule, "ana M1 team=2", "confirmed ana 2");
    check(rule, "ana M1 team=3", "");
    check(rule, "ana IC5 team=2", "");
    check(rule, "ana M1 team=2 since=2026-07-01", "confirmed ana 2");
    check(rule, "ana M1 team=2 since=2026-07-02", "");
    check(rule, "ana M1 team=2 started=2026-07-02", "");
    check(rule, "ana M1 suggested", "possible ana 0");
    // Vacancies and programs are nobody to manage.
    check(rule, "ana M1 team=2; bo IC1 vacancy under=ana; cy IC1 bot under=ana", "confirmed ana 2");
}

#[test]
fn preference_mismatch() {
    let rule = "preference-mismatch";
    check(rule, "ana M1 prefers=craft", "confirmed ana");
    check(rule, "ana M1 prefers=projects", "confirmed ana");
    check(rule, "ana IC5 prefers=lead", "confirmed ana");
    check(rule, "ana M1 prefers=lead; bo IC5 prefers=craft; cy M1 prefers=undecided; di M1 prefers=no; ed M1", "");
    check(rule, "ana M1 suggested prefers=craft", "possible ana");
    check(rule, "ana - prefers=craft", "");
}

#[test]
fn question_not_asked() {
    let rule = "question-not-asked";
    check(rule, "ana IC5 +money:1e6", "confirmed ana 0");
    check(rule, "ana IC5 +money:0.99e6", "");
    check(rule, "ana IC5 +money:1e6 prefers=not-asked:2026-06-01", "confirmed ana 0");
    check(rule, "ana IC5 +money:1e6 prefers=craft:2025-09-29", "confirmed ana 0");
    check(rule, "ana IC5 +money:1e6 prefers=craft:2025-09-30", "");
    check(rule, "ana IC5 +money:1e6 prefers=craft", "");
    check(rule, "ladder unconfirmed; ana IC5 +money:1e6", "possible ana 0");
    check(rule, "ladder unplaced; ana IC5 +money:1e6", "");
    check(rule, "ana IC5", "");
}

#[test]
fn underpaid_for_impact() {
    let rule = "underpaid-for-impact";
    // Three audited lines of grade 5: the midpoint of IC5 is 180,000, nine tenths of it 162,000.
    check(rule, &format!("ana IC4 pay=161999 {FIVE}"), "confirmed ana 18001");
    check(rule, &format!("ana IC4 pay=162000 {FIVE}"), "");
    check(rule, &format!("ana M1 pay=150000 {FIVE}"), "confirmed ana 30000");
    check(rule, &format!("ana IC4 suggested pay=150000 {FIVE}"), "possible ana 30000");
    check(rule, &format!("ladder unconfirmed; ana IC4 pay=150000 {FIVE}"), "possible ana 30000");
    check(rule, &format!("ladder bare; ana IC4 pay=150000 {FIVE}"), "");
    check(rule, &format!("ana IC4 {FIVE}"), "");
    check(rule, &format!("ana - pay=1 {FIVE}"), "");
    check(rule, "ana IC4 pay=1", "");
    // Half way between the midpoints of IC5 and IC6; clamped beyond the ends.
    check(rule, "ana IC8 pay=100000 +stated:8.5", "confirmed ana 127500");
    check(rule, "ana IC8 pay=100000 +money:9e8 +systems:900 +incidents:900", "confirmed ana 180000");
    check(rule, "ana IC1 pay=50000 +money:0", "confirmed ana 40000");
    let org = org("ana IC6 pay=280000 +money:48e6 +systems:40 +incidents:60");
    assert_eq!(found(&org, rule), "", "the engineer worth 280,000 who saves 48 million is paid like the record");
    let org = org_said("ana IC6 pay=100000 +money:20e6:measured +systems:40 +incidents:60", rule);
    assert_eq!(
        org,
        "Paid 173,531 USD below the midpoint of the IC band at grade 7.8, which the supported value reaches; \
         recorded monetary value is 160.0 to 200.0 times pay"
    );
}

fn org_said(input: &str, rule: &str) -> String {
    let org = org(input);
    let judgement = Judgement::of(&org);
    let finding = judgement.findings.iter().find(|it| it.rule.id == rule).expect("found");
    finding.say(&judgement.facts(&org))
}

#[test]
fn no_management_evidence() {
    let rule = "no-management-evidence";
    check(rule, "ana M1 from=IC5 since=2026-01-01", "possible ana 0");
    check(rule, "ana M1 from=IC5 since=2026-01-01 practice", "");
    check(rule, "ana M1", "");
    check(rule, "ana IC5 from=M1 since=2026-01-01", "");
}

#[test]
fn no_rung_above() {
    let rule = "no-rung-above";
    check(rule, "ladder top=IC6; ana IC6 prefers=craft +stated:9", "confirmed/moderate ana 1");
    check(rule, "ladder top=IC6; ana IC6 prefers=craft +stated:8.99", "");
    check(rule, "ladder top=IC6; ana IC6 prefers=projects +stated:9", "");
    check(rule, "ladder top=IC7; ana IC6 prefers=craft +stated:9", "");
    check(rule, "ladder top=IC6; ana M2 prefers=craft +stated:9", "");
    check(rule, "ladder top=IC6; ana IC6 suggested prefers=craft +stated:9", "possible/moderate ana 1");
    check(
        rule,
        "ladder top=IC6 unconfirmed; ana IC6 prefers=craft +money:9e8 +systems:900 +incidents:900",
        "possible/critical ana 4",
    );
}

#[test]
fn off_craft_authority() {
    let rule = "off-craft-authority";
    check(rule, "ana IC5 offD6 +money:1", "possible ana 1");
    check(rule, "ana IC5 offD6 D3 +money:1", "");
    check(rule, "ana IC5 offD6 offD5 D3 +money:1", "possible ana 2");
    check(rule, "ana IC5 offA6 offI6 +money:1", "");
    check(rule, "ana IC5 rights +money:1", "");
    check(rule, "ana IC5 offD6", "");
}

#[test]
fn accountability_off_craft() {
    let rule = "accountability-off-craft";
    check(
        rule,
        "ana IC5 answers=people; bo IC5 answers=money; cy IC5 answers=craft; di IC5",
        "possible ana 0; possible bo 0",
    );
    check(rule, "ana M1 title=Formulator craft=formulation answers=money", "possible ana 0");
    check(rule, "ana M1 title=Manager craft=formulation answers=money; bo M1 title=Formulator answers=money", "");
}

#[test]
fn unused_approval() {
    let rule = "unused-approval";
    check(rule, "ana M1 signs=41:unused signs=2:used", "confirmed ana 41");
    check(rule, "ana M1 signs=41", "possible ana 41");
    check(rule, "ana M1 signs=41:used signs=0:unused", "");
    check(rule, "ana M1", "");
}

#[test]
fn hollow_rung() {
    let rule = "hollow-rung";
    check(rule, "ladder full=M1", "confirmed IC5 2");
    check(rule, "ladder full=M5 bare full=M1", "confirmed IC5 3; confirmed IC8 2");
    check(rule, "ladder full=M1 full=IC5", "");
    check(rule, "ladder full=M5 top=IC7", "");
    // Nothing equals M2, and what lies below the fork has no peer.
    check(rule, "ladder full=M2 full=IC2", "");
    check(rule, "ladder full=M1 implied", "possible IC5 2");
    assert_eq!(org_said("ladder full=M1", rule), "IC5 lacks the right and budget that M1 has");
}

#[test]
fn no_seat_at_the_table() {
    let rule = "no-seat-at-the-table";
    check(rule, "ladder seat=M5:Board seat=M5:Council seat=IC8:Council", "confirmed IC8 1");
    check(rule, "ladder seat=M5:Board; ana IC8 forum=Board", "");
    check(rule, "ana M5 forum=Board; bo M5 forum=Board forum=Council", "confirmed IC8 2");
    check(rule, "ana M5 forum=Board left", "");
    check(rule, "ladder seat=M5:Board top=IC7", "");
    check(rule, "ladder seat=M2:Board", "");
    check(rule, "ladder seat=M5:Board implied", "possible IC8 1");
    assert_eq!(
        org_said("ladder seat=M5:Board", rule),
        "IC8 has no seat in 1 forum that managers of the equal rung attend: Board"
    );
}

#[test]
fn sole_knower() {
    let rule = "sole-knower";
    check(rule, "ana IC5 craft=soap +money:1; bo IC5 craft=paint +money:1 +systems:1", "possible organisation 2");
    check(rule, "ana IC5 craft=soap +money:1; bo IC5 domain=soap +money:1", "");
    check(
        rule,
        "ana IC5 domain=soap +money:1 domain=paint +money:1; bo IC5 domain=paint +money:1",
        "possible organisation 1",
    );
    check(rule, "ana IC5 +money:1; bo IC5 craft=soap; cy IC5 craft=soap left +money:1", "");
    check(rule, "structure; ana IC5 craft=soap +money:1", "");
    let input = "ana IC5 craft=soap +money:1; bo IC5 craft=paint +money:1; cy IC5 craft=a +money:1; di IC5 craft=b +money:1; \
                 ed IC5 craft=c +money:1 domain=d +money:1";
    assert_eq!(org_said(input, rule), "6 domains with a single person's evidence: a, b, c, d and 2 more");
}

#[test]
fn ladder_ceiling() {
    let rule = "ladder-ceiling";
    check(rule, "ladder top=IC6 apex; ana M5", "confirmed/high engineering 2");
    check(rule, "ladder top=IC6; ana M5", "confirmed/critical engineering 3");
    check(rule, "ladder apex; ana M5", "");
    check(rule, "ladder top=IC6 apex implied; ana M5", "possible/high engineering 2");
    check(rule, "ladder unplaced top=IC6; ana M5", "");
    let org = org("ladder top=IC6 apex; ana M5; bo M5; cy M4; di M3; ed IC6");
    let judgement = Judgement::of(&org);
    let finding = &judgement.findings[0];
    let facts = judgement.facts(&org);
    assert_eq!(
        finding.say(&facts),
        "IC track ends at IC6: 2 × Vice president, 1 × Senior director, 1 × Director above it, no equal IC rung"
    );
    assert_eq!(finding.people(&facts).len(), 4);
}

#[test]
fn empty_rung() {
    let rule = "empty-rung";
    check(rule, "a IC6; b IC7; c IC8", "");
    check(rule, "a IC6; b IC7 vacancy; c IC8", "confirmed IC7 0");
    check(rule, "ladder top=IC7; a IC6", "confirmed IC7 0");
    check(rule, "a IC6; b IC7; c IC8 suggested; d M1", "");
    check(rule, "a IC6; b IC7; d M1 suggested", "possible IC8 0");
    check(rule, "ladder unplaced; a IC6", "");
}

#[test]
fn no_equivalence() {
    let rule = "no-equivalence";
    check(rule, "ladder unplaced", "confirmed engineering 1");
    check(rule, "ladder contradicted", "confirmed engineering 0");
    check(rule, "ladder only-ic", "");
    check(rule, "ladder implied", "");
    let org = org("ladder contradicted");
    let judgement = Judgement::of(&org);
    let finding = judgement.findings.iter().find(|it| it.rule.id == rule).expect("found above");
    assert_eq!(finding.say(&judgement.facts(&org)), "`M2 = IC4` is ignored because it contradicts `M1 = IC5`");
}

#[test]
fn shares_over_100() {
    let rule = "shares-over-100";
    check(rule, "a IC5 +money:1:audited:0.6:ledger; b IC5 +money:1:audited:0.4:ledger", "");
    check(rule, "a IC5 +money:1:audited:0.6:ledger; b IC5 +money:1:audited:0.5:ledger", "confirmed organisation 1");
    check(rule, "a IC5 +money:1:audited:1:ledger; b IC5 +systems:1:audited:1:ledger", "");
    check(rule, "a IC5 +money:1:audited:1:ledger; b IC5 +money:1:audited:1:books", "");
    check(rule, "a IC5 +money:1; b IC5 +money:1", "");
    check(rule, "a IC5 +reviews:9:measured:1:forge; b IC5 +reviews:9:measured:1:forge", "");
    check(rule, "a IC5 +growth:0.6; b IC5 +growth:0.4", "");
    check(rule, "a IC5 +growth:0.6; b IC5 +growth:0.5", "confirmed organisation 1");
    let in_2026 = "::2026-01-01..2026-06-30";
    check(rule, &format!("a IC5 +growth:0.6; b IC5 +growth:0.5:audited:1{in_2026}"), "");
}

#[test]
fn data_checks() {
    check("cycle", "a IC1 under=b; b IC1 under=a; c IC1 under=a", "confirmed organisation 1");
    check("cycle", "a IC1; b IC1 under=a; c IC1 under=b", "");
    check("orphan", "a IC1 under=nobody; b IC1 under=a", "confirmed organisation 1");
    check("orphan", "a IC1; b IC1 under=a", "");
    check("self-report", "a IC1 under=a; b IC1 under=a", "confirmed organisation 1");
    check("self-report", "a IC1; b IC1 under=a", "");
    check("duplicate-id", "a IC1; a IC1 name=Ann; a IC1 name=Bob; b IC1", "confirmed organisation 2");
    // Rows equal in id and name are posts of one person.
    check("duplicate-id", "a IC1; a IC1; a IC1 name=Bob; a IC2 name=Bob", "confirmed organisation 1");
    check("duplicate-id", "a IC1; a IC1; a IC1; b IC1", "");
    check("duplicate-id", "a~2 IC1; b~x IC1; b IC1; c~ IC1; c IC1", "");
    check("seat-suggested", "a IC1 suggested; b IC1; c - ; d IC1 bot suggested", "confirmed organisation 1");
    check("seat-suggested", "a IC1; b -", "");
    check("not-enough-evidence", "a IC1; b IC1 +money:0; c IC1 +patents:1; d IC1 bot", "info organisation 2");
    check("not-enough-evidence", "a IC1 +money:0", "");
    // What needs no evidence is seen in structure only too; nothing else is.
    check("cycle", "structure; a IC1 under=b; b IC1 under=a", "confirmed organisation 1");
    check("not-enough-evidence", "structure; a IC1", "");
    check("tiny-span", "structure; a M1", "");
}

#[test]
fn a_waiver_holds_until_the_finding_grows() {
    let rule = "under-authorised";
    let ana = format!("ana IC3 rights budgets {FIVE}");
    check(rule, &format!("waive {rule} ana 2.0 high; {ana}"), "confirmed/high ana 2 waived");
    check(rule, &format!("waive {rule} ana 1.76 high; {ana}"), "confirmed/high ana 2 waived");
    check(rule, &format!("waive {rule} ana 1.75 high; {ana}"), "confirmed/high ana 2 lapsed");
    check(rule, &format!("waive {rule} ana 2.0 moderate; {ana}"), "confirmed/high ana 2 lapsed");
    check(rule, &format!("waive {rule} ana 2.5 critical; {ana}"), "confirmed/high ana 2 waived");
    check(rule, &format!("waive {rule} ana 2.0 high confirmed; {ana}"), "confirmed/high ana 2 waived");
    check(rule, &format!("waive {rule} ana 2.0 high possible; {ana}"), "confirmed/high ana 2 lapsed");
    // Weaker than then: its number is that of the middle estimate, which is no growth.
    let weaker = "ana IC3 rights budgets +money:1e6";
    check(rule, &format!("waive {rule} ana 1.0 moderate confirmed; {weaker}"), "possible/moderate ana 2 waived");
    check(rule, &format!("waive {rule} ana 1.0 moderate possible; {weaker}"), "possible/moderate ana 2 lapsed");
    let poor = format!("ana IC4 pay=155000 {FIVE}");
    check(
        "underpaid-for-impact",
        &format!("waive underpaid-for-impact ana 23810; {poor}"),
        "confirmed ana 25000 waived",
    );
    check(
        "underpaid-for-impact",
        &format!("waive underpaid-for-impact ana 23809; {poor}"),
        "confirmed ana 25000 lapsed",
    );
    check(rule, &format!("waive {rule} bo 2.0 high; {ana}"), "confirmed/high ana 2");
    check(rule, &format!("waive tiny-span ana 2.0 high; {ana}"), "confirmed/high ana 2");
    check("tiny-span", "waive tiny-span ana 0; ana M1 team=2", "confirmed ana 2 waived");
    check("empty-rung", "waive empty-rung IC7; a IC6; b IC8", "confirmed IC7 0 waived");
    check("cycle", "waive cycle -; a IC1 under=b; b IC1 under=a", "confirmed organisation 1 waived");
    let org = org(&format!("waive {rule} ana 1 moderate; {ana}"));
    let judgement = Judgement::of(&org);
    let finding = judgement.of_people().iter().find(|it| it.rule.id == rule).expect("found above");
    assert_eq!(
        finding.say(&judgement.facts(&org)),
        "Decision authority is 2.0 rungs below their record; waived before, but larger now"
    );
}

#[test]
fn the_badge_compares_authority_with_impact_before_it_is_the_firmest_that_is_not_waived() {
    let badge = |input: &str| {
        let org = org(input);
        let judgement = Judgement::of(&org);
        judgement.badge(org.find("ana").expect("in the input")).map(|it| it.rule.id)
    };
    let ana = "ana M1 rights budgets +stated:5.7";
    assert_eq!(badge(ana), Some("under-authorised"), "possible, and paper-title is confirmed");
    assert_eq!(badge(&format!("waive under-authorised ana; {ana}")), Some("paper-title"));
    assert_eq!(badge(&format!("ana M1 rights budgets {FIVE} +stated:8")), Some("under-authorised"));
    assert_eq!(
        badge(&format!("waive under-authorised ana; waive paper-title ana; waive tiny-span ana; {ana}")),
        Some("question-not-asked")
    );
    assert_eq!(badge("ana IC5"), None);
}

#[test]
fn ladder_and_organisation_come_first_and_nobody_is_named() {
    let org = common::section_9("asserted");
    let judgement = Judgement::of(&org);
    let facts = judgement.facts(&org);
    assert!(judgement.of_the_whole().iter().all(|it| it.person().is_none()));
    let people: Vec<_> = judgement.of_people().iter().map(|it| it.person().expect("about a person")).collect();
    assert!(people.is_sorted());
    for finding in &judgement.findings {
        let mut words = vec![finding.say(&facts), finding.threshold(&facts)];
        words.extend(finding.advise(&facts).into_iter().flat_map(|advice| [advice.title, advice.detail]));
        assert!(words.len() > 2, "{} gives no advice", finding.rule.id);
        for word in words {
            assert!(!["alex", "mason", "chief", "junior"].iter().any(|name| word.contains(name)), "{word}");
            assert!(!word.is_empty() && !word.contains("NaN"), "{word}");
        }
    }
}

#[test]
fn every_rule_has_its_own_id() {
    let mut ids: Vec<_> = RULES.iter().map(|rule| rule.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), RULES.len());
}

#[test]
fn the_organisation_that_comes_with_the_program_shows_nearly_every_rule() {
    let org = common::bundled();
    let judgement = Judgement::of(&org);
    let shown = |rule: &&&twintrack::rules::Rule| judgement.findings.iter().any(|finding| finding.rule.id == rule.id);
    let silent: Vec<&str> = RULES.iter().filter(|rule| !shown(rule)).map(|rule| rule.id).collect();
    // Its highest open IC rung is one that nobody holds, so nobody has reached the end; it pays both tracks alike where
    // they are equated, and nothing is recorded of anybody before they were made a manager.
    let clean = ["orphan", "self-report", "duplicate-id"];
    let rest = ["authority-parity", "budget-parity", "pay-parity", "lost-practitioner", "no-rung-above"];
    assert_eq!(silent.iter().filter(|id| clean.contains(id)).count(), clean.len(), "its rows are in order");
    assert_eq!(silent.into_iter().filter(|id| !clean.contains(id)).collect::<Vec<_>>(), rest);
    // The example whose rows are not in order shows those.
    let text = include_str!("../../assets/orgs/problems.org.ron");
    let opened =
        twintrack::io::read(text.as_bytes(), "problems.org.ron", common::AS_OF, &twintrack::io::Progress::default());
    let broken = Judgement::of(&opened.expect("it opens").org);
    for id in clean {
        assert!(broken.findings.iter().any(|finding| finding.rule.id == id), "{id}");
    }
    let mason = org.find("mason").expect("in the file");
    assert!(judgement.of_person(mason).iter().any(|finding| finding.rule.id == "off-craft-authority"));
}

#[test]
fn a_name_cannot_steer_the_terminal() {
    let org = org("a\u{1b}[31m M1 reason=retention");
    let mut text = Vec::new();
    twintrack::report::text(&org, &Judgement::of(&org), &mut text).expect("a vector takes everything");
    let text = String::from_utf8(text).expect("text");
    assert!(text.contains("a\\u{1b}[31m") && !text.contains('\u{1b}'), "{text}");
}
