//! Accountability off the craft: the holder of a craft title whose first accountability is people or the payroll.

use super::remedies::NO_COST;
use super::{Advice, Answer, Check, Facts, Finding, Rule, Subject, Unit};
use crate::edit::Edit;
use crate::measure::Measured;
use crate::org::{Accountability, PersonId, TrackKind};

/// Length in letters of the common prefix by which a word of the title matches the craft: `Formulator` and
/// `formulation`.
const ALIKE: usize = 5;

/// Rule of METHOD.md section 6. A title belongs to the craft on an IC rung, or where it names the recorded craft.
pub const RULE: Rule = Rule {
    id: "accountability-off-craft",
    title: "Accountable mainly for people or payroll",
    why: "People with a technical title should be accountable mainly for technical work; what someone is accountable \
          for takes up their day",
    unit: Unit::Count,
    reads_evidence: false,
    check: Check::Person(check),
    threshold: |_, _| "threshold: a technical title, but mainly accountable for people or payroll".to_owned(),
    say: |facts, finding| {
        let first = finding.person().and_then(|person| facts.org.details(person).accountability);
        let what = if first == Some(Accountability::People) { "people" } else { "the payroll" };
        format!("The title is technical, but the main accountability on record is {what}")
    },
    advise,
};

fn check(facts: &Facts, measured: &Measured) -> Option<Finding> {
    let person = measured.person;
    let first = facts.org.details(person).accountability?;
    let is_off = matches!(first, Accountability::People | Accountability::Money);
    let others = facts.org.details(person).accountabilities.len() as f64;
    let is_found = is_off && is_of_the_craft(facts, person);
    is_found
        .then(|| Finding::new(&RULE, Subject::Person(person), Answer::Possible, [("other_accountabilities", others)]))
}

fn is_of_the_craft(facts: &Facts, person: PersonId) -> bool {
    let (title, craft) = (facts.org.title(person), facts.org.details(person).craft.as_str());
    facts.org.track_kind(person) == Some(TrackKind::Ic) || names_craft(title, craft)
}

/// True if a word of the title shares its first letters with a word of the craft.
fn names_craft(title: &str, craft: &str) -> bool {
    let words = |text: &str| -> Vec<Vec<char>> {
        let text = text.to_lowercase();
        let words = text.split(|c: char| !c.is_alphanumeric());
        words.map(|word| word.chars().collect::<Vec<char>>()).filter(|word| word.len() > 2).collect()
    };
    let craft = words(craft);
    words(title).iter().any(|word| {
        craft.iter().any(|known| {
            let alike = word.iter().zip(known).take_while(|(a, b)| a == b).count();
            alike >= known.len().min(ALIKE) || (alike == word.len() && alike >= ALIKE)
        })
    })
}

fn advise(facts: &Facts, finding: &Finding) -> Vec<Advice> {
    let Some(person) = finding.person() else { return Vec::new() };
    let mut details = facts.org.details(person).clone();
    details.accountability = Some(Accountability::Craft);
    vec![
        Advice::new(
            "Make technical work the main accountability",
            format!("First: agree who takes over the people and the payroll. {NO_COST}"),
        )
        .doing([Edit::SetDetails { person, details: Box::new(details) }]),
        Advice::new(
            "Ask how the week is divided",
            format!(
                "The record may be out of date; a recorded share of time in technical work would show it. {NO_COST}"
            ),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::names_craft;

    #[test]
    fn a_title_names_its_craft_by_how_the_words_begin() {
        assert!(names_craft("Chief Formulator", "formulation"));
        assert!(names_craft("Director of Software Architecture", "software"));
        assert!(names_craft("Data engineer", "data"));
        assert!(names_craft("Директор по формулам", "формулы"));
        assert!(!names_craft("Director of Production", "formulation"));
        assert!(!names_craft("Director of Software", ""));
        assert!(!names_craft("", "software"));
        assert!(!names_craft("Forum lead", "formulation"));
    }
}
