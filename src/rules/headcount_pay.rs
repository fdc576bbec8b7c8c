//! Pay by headcount: pay goes with the number of people below more closely than with impact.

use super::facts::confirmed_if;
use super::words::{count, hundredths};
use super::{Advice, Answer, Check, Facts, Finding, Rule, Subject, Unit, nobody};
use crate::measure::PayTies;

/// See METHOD.md sections 6 and 7. Where impact is unknown, pay against headcount is shown alone.
pub const RULE: Rule = Rule {
    id: "headcount-pay",
    title: "Pay follows headcount",
    why: "Where pay counts people below, the way to be paid more is to have more of them",
    unit: Unit::Count,
    reads_evidence: false,
    check: Check::Indices { see, people: nobody },
    threshold: |_, finding| match finding.answer {
        Answer::Info => "shown wherever pay and people below go together".to_owned(),
        _ => "threshold: τ(pay, headcount) above τ(pay, impact); strong where its 95 % interval is".to_owned(),
    },
    say,
    advise: |_, finding| match finding.answer {
        Answer::Info => vec![Advice::new(
            "Record evidence for people with pay",
            "Then it can be seen whether pay follows impact as well. No cost: pay, budget and ladder stay as they are",
        )],
        _ => vec![
            Advice::new(
                "Take headcount out of what decides grades and bands",
                "Look at how rungs are described and sized: by what is decided and shown, not by people below. It \
                 changes the ladder",
            ),
            Advice::new(
                "Compare pay at equal rungs first",
                "Start with the rungs that are called equal and paid differently. It changes pay",
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
            // Impact of several kinds of evidence is ordered by their anchors.
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
        "in {:.0} of 100 pairs that differ in both, the one with more people below is paid more",
        hundredths(number("more_people_more_pay"))
    );
    match finding.answer {
        Answer::Info => format!("Of {people} with pay, {pairs}; impact is not known of enough of them"),
        Answer::Confirmed => format!("Pay follows headcount more closely than impact, of {people}: {pairs}"),
        _ => format!("Pay may follow headcount more closely than impact, of {people}: {pairs}"),
    }
}
