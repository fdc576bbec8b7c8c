//! One person judged, weighed and thought out: what would follow is what follows, and a sheet that is handed out holds
//! that person's record alone.

use crate::common::{self, org as made, person as id, written};
use twintrack::edit::{Edit, TextField};
use twintrack::org::{Org, RungId, Seat, SeatSource};
use twintrack::plan::{Draft, Side, highest_equated, weigh, what_if};
use twintrack::report::{question, record};
use twintrack::rules::Judgement;

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
    let before = written(&org);
    let seat = Some(Seat { rung: rung(&org, "IC6"), source: SeatSource::Given });
    let edit = Edit::MoveToSeat { person: mason, seat };
    let (found, lines) = tried(&mut org, &edit);
    assert_eq!(written(&org), before, "trying changes nothing");
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
    let before = written(&org);
    let judgement = Judgement::of(&org);
    let loops = Edit::All(vec![
        Edit::SetText { person: mason, field: TextField::Title, text: "X".into() },
        Edit::SetManager { person: id(&org, "vp"), manager: Some(mason) },
    ]);
    assert!(what_if(&mut org, &judgement, &loops).is_err());
    assert_eq!(written(&org), before);
}

#[test]
fn a_role_thought_out_for_one_person_brings_what_it_says() {
    let mut org = made(&MASON.replace("vp M5;", "vp M5 D7;"));
    let (mason, vp) = (id(&org, "mason"), id(&org, "vp"));
    let judgement = Judgement::of(&org);
    let before = written(&org);
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
    assert_eq!(written(&org), before, "thinking changes nothing");
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
    assert!(weighed.sentence.starts_with("chief and vp are equal in grade"), "{}", weighed.sentence);
    assert!(weighed.sentence.contains("differ in decisions"), "{}", weighed.sentence);
    let rungs = weigh(&facts, highest, true);
    let median = rungs.weights.iter().find(|it| it.name == "Median pay");
    assert!(median.is_none(), "nobody's pay is recorded");
    // What the people of a rung hold stands before what the ladder says; a rung without a band is no equal of one.
    let of = |name: &str| rungs.weights.iter().find(|it| it.name == name).expect(name);
    assert_eq!(of("Decisions").values, ["8.00, of one person", "6.00, of one person"]);
    assert_eq!((of("Pay").values[1].as_str(), of("Pay").is_same), ("no pay band", None));
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
    // Every sum to its last step, with the weights and anchors in it.
    for words in [
        "(7.95 + 5.66 + 4.95) ÷ 3 = 6.19: the three best lines from different sources, each at most 3 rungs",
        "(7.95 + 5.66) ÷ 2 = 6.81",
        "(0.25 × 6.50 + 0.5 × 3.00 + 0.25 × 4.40) ÷ 1 = 4.22; rung 6.50, decision 3.00, budget 4.40",
        "6.19 − 4.22 = 1.96",
        "0.005 is 3, 0.02 is 5, 0.25 is 8",
        "2 is 3, 5 is 5, 15 is 7; at most 7",
        "about 5 in 10 similar simulated cases were true (range 3 to 7)",
    ] {
        assert!(record.contains(words), "{words}\n{record}");
    }
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
    let brings = |code: &str| format!("{code} has no decision rights; {code} has no budget");
    assert_eq!(way("ana IC5", "ana"), (Some("IC6".into()), brings("IC6")));
    assert_eq!(way("ana M5", "ana"), (Some("IC8".into()), brings("IC8")));
    let (rung, missing) = way("ladder top=IC6; ana IC6", "ana");
    assert_eq!(rung.as_deref(), Some("IC7"));
    assert!(missing.ends_with("IC7 is closed and cannot hold anyone yet"), "{missing}");
    assert_eq!(way("ana IC8", "ana"), (None, "There is no IC rung above IC8: the path ends here".into()));
    assert_eq!(way("ana -", "ana").0, None);
}

#[test]
fn what_rests_on_everybody_clears_only_where_it_does() {
    let mut org = common::bundled();
    let before = Judgement::of(&org);
    assert!(before.of_the_whole().iter().any(|finding| finding.rule.id == "headcount-pay"));
    let mason = id(&org, "mason");
    let (found, _) = tried(&mut org, &Edit::SetRights { person: mason, rights: None });
    assert!(!found.contains("headcount-pay"), "a right is no pay: {found}");
}
