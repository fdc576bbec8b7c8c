//! The few people whose evidence would tell most, each with the reason (DESIGN.md section 1): the top of the IC track,
//! craft titles with two reports or fewer, ICs paid above their rung.

use super::diff::median_of;
use super::filter::fold;
use crate::measure::SAME_GRADE;
use crate::org::{Org, PersonId, TrackKind};
use crate::rules::Facts;
use crate::rules::words::count;
use std::cmp::Reverse;

/// Largest number of people named.
pub const FEW: usize = 12;
/// Largest number of reports of a manager who is named for a craft title.
const FEW_REPORTS: u32 = 2;
/// Lines of evidence beyond which one more tells little: a missing one of three counts three rungs below the best
/// (METHOD.md section 3).
const ENOUGH: usize = 3;
/// Number of people with pay on a rung from which their median is meaningful.
const PAID: usize = 5;
/// Beginnings of the reasons that mention pay.
const ABOVE_BAND: &str = "Paid above the band of ";
const ABOVE_RUNG: &str = ", paid above the next rung's median";
/// Beginnings of words that mark a craft title.
const CRAFT: [&str; 22] = [
    "engineer",
    "architect",
    "scien",
    "chemist",
    "formulat",
    "develop",
    "programm",
    "design",
    "research",
    "analyst",
    "software",
    "data",
    "technolog",
    "technic",
    "physic",
    "biolog",
    "statistic",
    "mathemat",
    "mechanic",
    "econom",
    "laborator",
    "craft",
];

/// At most [`FEW`] people with reasons, taken from the three lists in turn, so that none crowds out the others. People
/// with three lines of evidence are left out where people may be shown; pay is used only with `with_pay`. O(n log n).
pub fn tell_most(facts: &Facts, with_pay: bool) -> Vec<(PersonId, String)> {
    let mut lists = vec![top(facts), craft(facts)];
    // Where people may not be shown, nothing follows from the pay of anybody.
    if with_pay && facts.org.shows_people() {
        lists.push(paid_above(facts));
    }
    let mut chosen: Vec<(PersonId, String)> = Vec::new();
    let longest = lists.iter().map(Vec::len).max().unwrap_or(0);
    for at in 0..longest {
        for (person, why) in lists.iter().filter_map(|list| list.get(at)) {
            let known = chosen.iter().position(|(known, _)| known == person);
            match known {
                Some(known) => chosen[known].1 = format!("{}; {why}", chosen[known].1),
                None if chosen.len() < FEW => chosen.push((*person, why.clone())),
                None => {}
            }
        }
        if chosen.len() >= FEW {
            break;
        }
    }
    chosen
}

/// A reason without its mention of pay, for a sheet that is passed around; may be empty.
pub fn without_pay(why: &str) -> String {
    let is_pay = |reason: &&str| reason.starts_with(ABOVE_BAND) || reason.ends_with(ABOVE_RUNG);
    why.split("; ").filter(|reason| !is_pay(reason)).collect::<Vec<_>>().join("; ")
}

fn asked<'a>(facts: &Facts<'a>) -> impl Iterator<Item = PersonId> + use<'a> {
    let org = facts.org;
    let shows_people = org.shows_people();
    org.people()
        .filter(move |&person| org.is_judged(person) && !(shows_people && org.details(person).evidence.len() >= ENOUGH))
}

/// Everybody on the highest occupied IC rung, ladder by ladder.
fn top(facts: &Facts) -> Vec<(PersonId, String)> {
    let org = facts.org;
    let ic = |person: PersonId| {
        let rung = org.seat(person)?.rung;
        let place = org.rung_place(rung);
        (org.track(rung).kind == TrackKind::Ic).then_some((usize::from(place.ladder), facts.scale.grade(rung)?))
    };
    let mut highest = vec![f64::NEG_INFINITY; org.head.ladders.len()];
    for (ladder, grade) in org.people().filter(|&person| org.is_judged(person)).filter_map(ic) {
        highest[ladder] = highest[ladder].max(grade);
    }
    let is_top = |person: &PersonId| ic(*person).is_some_and(|(at, grade)| grade >= highest[at] - SAME_GRADE);
    asked(facts)
        .filter(is_top)
        .map(|person| (person, format!("At the top of the IC track: {}", code(org, person))))
        .collect()
}

/// Managers with a craft title and few reports, the highest first.
fn craft(facts: &Facts) -> Vec<(PersonId, String)> {
    let org = facts.org;
    // Many people share a title; each title is tested once.
    let mut is_craft: Vec<Option<bool>> = vec![None; org.symbols()];
    let mut found: Vec<(i64, PersonId, u32)> = Vec::new();
    for person in asked(facts).filter(|&person| org.track_kind(person) == Some(TrackKind::Management)) {
        let reports = facts.span_of_control(person);
        let [title, _] = org.title_and_team(person);
        let Some(known) = is_craft.get_mut(title.0 as usize) else { continue };
        let has_craft = *known.get_or_insert_with(|| has_craft_word(org.text(title)));
        let has_craft = has_craft || (org.shows_people() && !org.details(person).craft.is_empty());
        if (1..=FEW_REPORTS).contains(&reports) && has_craft {
            let grade = org.seat(person).and_then(|seat| facts.scale.grade(seat.rung)).unwrap_or(0.0);
            found.push(((grade * 1e6) as i64, person, reports));
        }
    }
    found.sort_by_key(|&(grade, ..)| Reverse(grade));
    let words = |reports: u32| format!("Technical title, but manages {}", count(reports as usize, "person", "people"));
    found.into_iter().map(|(_, person, reports)| (person, words(reports))).collect()
}

fn has_craft_word(title: &str) -> bool {
    let title = fold(title);
    title.split(|c: char| !c.is_alphanumeric()).any(|word| CRAFT.iter().any(|craft| word.starts_with(craft)))
}

/// ICs paid above the band of their rung or, without a band, above the median of the next IC rung; the furthest first.
fn paid_above(facts: &Facts) -> Vec<(PersonId, String)> {
    let org = facts.org;
    let mut pays: Vec<Vec<f64>> = vec![Vec::new(); org.rungs().len()];
    let ic = |person: &PersonId| org.track_kind(*person) == Some(TrackKind::Ic);
    for person in org.people().filter(|&person| org.is_judged(person)).filter(ic) {
        if let (Some(seat), Some(pay)) = (org.seat(person), org.yearly_pay(person)) {
            pays[usize::from(seat.rung.0)].push(pay);
        }
    }
    let medians: Vec<Option<f64>> = pays.iter_mut().map(|pays| (pays.len() >= PAID).then(|| median_of(pays))).collect();
    // Entries of a track are consecutive in the list of rungs.
    let limits: Vec<Option<(f64, bool)>> = org
        .rungs()
        .map(|rung| {
            let next = usize::from(rung.0) + 1;
            let above = org.rungs().nth(next).filter(|&above| {
                let (here, there) = (org.rung_place(rung), org.rung_place(above));
                (here.ladder, here.track) == (there.ladder, there.track)
            });
            match org.rung(rung).pay {
                Some((_, high)) => Some((high, true)),
                None => above.and_then(|_| medians[next]).map(|median| (median, false)),
            }
        })
        .collect();
    let mut found: Vec<(f64, PersonId, bool)> = Vec::new();
    for person in asked(facts).filter(ic) {
        let Some((seat, pay)) = org.seat(person).zip(org.yearly_pay(person)) else { continue };
        if let Some((limit, is_band)) = limits[usize::from(seat.rung.0)]
            && limit > 0.0
            && pay > limit
        {
            found.push((pay / limit, person, is_band));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let words = |person: PersonId, is_band: bool| match is_band {
        true => format!("{ABOVE_BAND}{}", code(org, person)),
        false => format!("On {}{ABOVE_RUNG}", code(org, person)),
    };
    found.into_iter().map(|(_, person, is_band)| (person, words(person, is_band))).collect()
}

fn code(org: &Org, person: PersonId) -> &str {
    org.seat(person).map_or("", |seat| &org.rung(seat.rung).code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_of_a_craft_is_known_by_its_words() {
        let craft = ["Director of Software Architecture", "Chief Formulator", "Head of R&D and Datá", "VP Engineering"];
        assert!(craft.into_iter().all(has_craft_word));
        assert!(!["VP of Operations", "Manager", "Undesigned", ""].into_iter().any(has_craft_word));
    }
}
