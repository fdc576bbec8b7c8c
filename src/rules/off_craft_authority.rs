//! Off-craft authority: decisions that lie mostly outside the work covered by the record.

use super::remedies::seat::highest_ic;
use super::remedies::{NO_COST, person};
use super::words::{amount, count};
use super::{Advice, Answer, Check, Facts, Finding, Rule, Subject, Unit};
use crate::edit::Edit;
use crate::measure::Measured;
use crate::org::{Details, Kind, PersonId, Right, Role};

/// Rule of METHOD.md section 6. A decision belongs to the craft if it is technical and, where both domains are
/// recorded, in the person's own.
pub const RULE: Rule = Rule {
    id: "off-craft-authority",
    title: "Decisions mostly outside the craft",
    why: "Authority over conveyor belts is not authority over the formula",
    unit: Unit::Count,
    reads_evidence: true,
    check: Check::Person(check),
    threshold: |_, _| "threshold: under half of the Decide rights are technical".to_owned(),
    say: |_, finding| {
        let number = |name| finding.number(name).unwrap_or(0.0);
        let rights = count(number("decide_rights") as usize, "Decide right is", "Decide rights are");
        format!("{} of {rights} outside the craft", amount(number("off_craft")))
    },
    advise,
};

fn check(facts: &Facts, measured: &Measured) -> Option<Finding> {
    if measured.lines.is_empty() {
        return None;
    }
    let details = facts.org.details(measured.person);
    let rights = facts.org.rights(measured.person).into_iter().flatten();
    let decides = rights.filter(|right| right.role == Role::Decide);
    let (all, inside) = decides.fold((0u32, 0u32), |(all, inside), right| {
        (all.saturating_add(1), inside + u32::from(is_in_craft(details, right)))
    });
    let numbers = [("off_craft", f64::from(all - inside)), ("decide_rights", f64::from(all))];
    let is_found = u64::from(inside) * 2 < u64::from(all);
    is_found.then(|| Finding::new(&RULE, Subject::Person(measured.person), Answer::Possible, numbers))
}

fn is_in_craft(details: &Details, right: &Right) -> bool {
    let (craft, domain) = (details.craft.trim(), right.domain.trim());
    let is_own = craft.is_empty() || domain.is_empty() || craft.to_lowercase() == domain.to_lowercase();
    right.technical && is_own
}

fn advise(facts: &Facts, finding: &Finding) -> Vec<Advice> {
    let Some(who) = finding.person() else { return Vec::new() };
    let number = |name| finding.number(name).unwrap_or(0.0) as usize;
    let missing = (2 * number("off_craft")).saturating_sub(number("decide_rights"));
    let mut advice = Vec::new();
    let measured = facts.measure().of(who);
    if let Some((impact, (rung, grade))) =
        measured.impact.and_then(|impact| Some((impact, highest_ic(facts, who, impact.lo)?)))
    {
        let code = &facts.org.rung(rung).code;
        let rights = count(missing, "Decide right", "Decide rights");
        let gap = measured.authority.filter(|_| facts.org.details(who).stated_authority.is_none()).and_then(|now| {
            let d = now.d.map_or(grade, |d| d.max(grade));
            person::gap_after(facts, who, &impact, &now, [now.r, Some(d), now.b])
        });
        let gap = gap.map_or(String::new(), |gap| format!("{gap}. "));
        advice.push(
            Advice::new(
                format!("Give {rights} in the craft at {code}, at the supported value"),
                format!("{gap}First: name the decisions and the level at which they are made. {NO_COST}"),
            )
            .doing([person::give_rights(facts, who, grade, missing)]),
        );
    }
    advice.push(hand_over(facts, who));
    advice
}

/// Advice to pass the decisions outside the craft to the manager above, who gave them.
fn hand_over(facts: &Facts, who: PersonId) -> Advice {
    let details = facts.org.details(who);
    let advice = Advice::new(
        "Let the next manager take the decisions outside the craft",
        "This frees time for technical work. First: the manager's agreement, or another owner. No cost",
    );
    let manager = facts.tree.manager(who).filter(|&it| facts.org.kind(it) == Kind::Person);
    let (Some(manager), Some(rights)) = (manager, &details.rights) else { return advice };
    let goes = |right: &&Right| right.role == Role::Decide && !is_in_craft(details, right);
    let (gone, kept): (Vec<&Right>, Vec<&Right>) = rights.iter().partition(goes);
    let mut above = facts.org.details(manager).rights.clone().unwrap_or_default();
    above.extend(gone.into_iter().cloned());
    advice.doing([
        Edit::SetRights { person: who, rights: Some(kept.into_iter().cloned().collect()) },
        Edit::SetRights { person: manager, rights: Some(above) },
    ])
}
