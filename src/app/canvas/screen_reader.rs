//! Words of a screen reader for cards and parts of the picture, so that those who hear it know the same as those who
//! see it.

use crate::app::state::canvas::picture::Picture;
use crate::app::state::document::Document;
use crate::diagram::{Chart, Hit, Tracks, gauge_ends};
use crate::org::{Kind, PersonId, Presence, SeatSource, TrackKind};
use crate::report::shown::thousands;
use crate::rules::Answer;
use crate::rules::words::count;

/// A person's name, title and track, the meaning of the badge, and what the picture adds.
pub fn spoken(document: &Document, picture: &Picture, person: PersonId, shows_people: bool) -> String {
    let snapshot = &document.snapshot;
    let org = &snapshot.org;
    let track = org.track_kind(person).map_or("", |track| match track {
        TrackKind::Ic => "individual contributor",
        TrackKind::Management => "management",
    });
    let kind = match (org.kind(person), org.presence(person)) {
        (Kind::Vacancy, _) => "a vacant seat",
        (Kind::Several, _) => "several posts",
        (Kind::Bot, _) => "a program",
        (Kind::Person, Presence::Left) => "has left",
        (Kind::Person, Presence::Planned) => "a planned seat",
        (Kind::Person, Presence::Here) => "",
    };
    let mut words = vec![org.label(person), org.title(person), track, kind];
    // A card without a name has its title as a label, so the same word would occur twice.
    words.dedup();
    words.retain(|word| !word.is_empty());
    let mut said = words.join(", ");
    let finding = snapshot.judgement.badge(person).filter(|_| shows_people);
    match finding {
        Some(finding) => {
            let sentence = finding.say(&snapshot.judgement.facts(org));
            said.push_str(&format!("; {}", uncapitalised(&sentence)));
            // "Possibly" already says how firm it is.
            if !sentence.starts_with("Possibly") {
                said.push_str(&format!(", {}", signal(finding.answer)));
            }
        }
        None if org.seat(person).is_some_and(|seat| seat.source == SeatSource::Suggested) => {
            said.push_str("; suggested seat");
        }
        None => {}
    }
    if let Picture::Tree(chart) = picture {
        said.push_str(&spoken_of_branch(chart, person));
    }
    said
}

/// Words for a part of the tracks that is not a card, similar to its tooltip.
pub fn spoken_of_part(document: &Document, tracks: &Tracks, part: Hit) -> String {
    let snapshot = &document.snapshot;
    let (org, judgement) = (&snapshot.org, &snapshot.judgement);
    match part {
        Hit::Gauge(person) => {
            let sentence = judgement.badge(person).map(|finding| finding.say(&judgement.facts(org)));
            let ends = gauge_ends(judgement, org, person);
            let ends = ends.map(|[holds, record, _]| format!("; authority {holds}, supported impact {record}"));
            let label = org.label(person);
            let sentence = sentence.map(|sentence| uncapitalised(&sentence)).unwrap_or_default();
            format!("Gauge for {label}, {sentence}{}", ends.unwrap_or_default())
        }
        Hit::Row(row) => {
            let Some(row) = tracks.rows().get(row) else { return String::new() };
            let [ic, management] = row.seats.map(thousands);
            format!("Rung {}: {ic} individual contributors, {management} managers", row.full.replace('\n', ", "))
        }
        Hit::Stripe(stripe) => {
            let people = thousands(f64::from(tracks.stripe_count(stripe)));
            format!("Branch {}: {people} people", tracks.stripe_words(org, stripe))
        }
        Hit::Ceiling => tracks.ceiling_words().unwrap_or_default().to_owned(),
        Hit::MoreGauges(_) => "There is no room for more gauges here; the findings panel lists everyone".to_owned(),
        Hit::Person(person) | Hit::Count(person) => org.label(person).to_owned(),
    }
}

/// Strength of a finding, in words within a sentence.
pub fn signal(answer: Answer) -> &'static str {
    match answer {
        Answer::Confirmed => "strong signal",
        Answer::Possible => "possible",
        Answer::Review => "to review",
        Answer::Info => "for information",
    }
}

/// A sentence for use within another one; an initial code such as `IC4` stays as it is.
fn uncapitalised(sentence: &str) -> String {
    let mut chars = sentence.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(chars).collect(),
        _ => sentence.to_owned(),
    }
}

/// Numbers of people below a card in the tree; empty for a card with nobody below.
fn spoken_of_branch(chart: &Chart, person: PersonId) -> String {
    match (chart.counts(person), chart.is_folded(person)) {
        (Some((headcount, span)), Some(is_folded)) => {
            let folded = if is_folded { ", folded" } else { "" };
            format!(
                ", {}, {} in total{folded}",
                count(span as usize, "direct report", "direct reports"),
                thousands(f64::from(headcount))
            )
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_within_another_begins_small_unless_with_a_code() {
        assert_eq!(uncapitalised("Decides above"), "decides above");
        assert_eq!(uncapitalised("IC4 is the highest"), "IC4 is the highest");
        assert_eq!(uncapitalised("Ärger"), "ärger");
        assert_eq!(uncapitalised("A"), "A");
        assert_eq!(uncapitalised(""), "");
    }
}
