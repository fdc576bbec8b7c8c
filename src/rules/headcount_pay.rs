//! Pay by headcount: pay is tied to the number of people below more closely than to impact.

use super::facts::confirmed_if;
use super::words::{count, hundredths};
use super::{Advice, Answer, Check, Facts, Finding, Rule, Subject, Unit, nobody};
use crate::measure::PayTies;

/// Rule of METHOD.md sections 6 and 7. Without known impact it reports pay against headcount alone.
pub const RULE: Rule = Rule {
    id: "headcount-pay",
    title: "Pay follows headcount",
    why: "Where pay depends on headcount, the way to be paid more is to have more people",
    unit: Unit::Count,
    reads_evidence: false,
    check: Check::Indices { see, people: nobody },
    threshold: |_, finding| match finding.answer {
        Answer::Info => "shown whenever pay rises with the number of people below".to_owned(),
        _ => "threshold: τ(pay, headcount) above τ(pay, impact); strong if its 95 % interval is".to_owned(),
    },
    say,
    advise: |_, finding| match finding.answer {
        Answer::Info => vec![Advice::new(
            "Record evidence for people with known pay",
            "This shows whether pay also follows impact. No cost",
        )],
        _ => vec![
            Advice::new(
                "Take headcount out of grading and pay bands",
                "Describe and size rungs by decisions and evidence, not by the number of people below. Changes the \
                 ladder",
            ),
            Advice::new(
                "Compare pay on equal rungs first",
                "Start with equal rungs that are paid differently. Changes pay",
            ),
        ],
    },
};

fn see(facts: &Facts, findings: &mut Vec<Finding>) {
    let PayTies { headcount, impact, difference, headcount_alone, pairs, more_people_more_pay, .. } = facts.indices.pay;
    let part = more_people_more_pay as f64 / pairs as f64;
    let of_pairs = [("pairs", pairs as f64), ("more_people_more_pay", part)];
    let add = |numbers: &[(&'static str, f64)]| numbers.iter().copied().chain(of_pairs).collect::<Vec<_>>();
    match (difference, headcount_alone.value) {
        (Some((difference, interval)), _) if difference > 0.0 => {
            let mut numbers = add(&[
                ("delta_tau", difference),
                ("tau_pay_headcount", headcount.value.unwrap_or(0.0)),
                ("tau_pay_impact", impact.value.unwrap_or(0.0)),
                ("people", headcount.people as f64),
            ]);
            numbers.extend(interval.iter().flat_map(|it| [("lo", it.lo), ("hi", it.hi)]));
            // The order of impact across kinds of evidence depends on their anchors.
            let has_anchors = facts.org.head.ladders.iter().all(|ladder| ladder.constants.anchors_confirmed);
            let answer = confirmed_if(has_anchors && interval.is_some_and(|it| it.lo > 0.0));
            findings.push(Finding::new(&RULE, Subject::Organisation, answer, numbers));
        }
        (None, Some(tau)) if tau > 0.0 => {
            let numbers = add(&[("tau_pay_headcount", tau), ("people", headcount_alone.people as f64)]);
            findings.push(Finding::new(&RULE, Subject::Organisation, Answer::Info, numbers));
        }
        _ => {}
    }
}

fn say(_: &Facts, finding: &Finding) -> String {
    let number = |name| finding.number(name).unwrap_or(0.0);
    let people = count(number("people") as usize, "person", "people");
    let pairs = format!(
        "in {:.0} % of pairs that differ in both, the person with more people below is paid more",
        hundredths(number("more_people_more_pay"))
    );
    match finding.answer {
        Answer::Info => format!("Among {people} with known pay, {pairs}; too few of them have evidence of impact"),
        Answer::Confirmed => format!("Pay follows headcount more closely than impact ({people}): {pairs}"),
        _ => format!("Pay may follow headcount more closely than impact ({people}): {pairs}"),
    }
}
