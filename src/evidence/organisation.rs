//! A repository as an organisation: people on a ladder of four rungs by what the owner files let them do, with their
//! rights, and at most two lines of evidence from one source.
//!
//! - Seat grade: the whole is the top, a part lies two rungs below, and in between by the share of the living code.
//! - `systems`: what a person holds of each part, files shared among their authors by degree. The whole repository is worth
//!   as many points as the highest anchor, divided among the parts by their files.
//! - `activity`: the lower of active months and folders, capped at 6.

use super::activity::Activity;
use super::claim::{Claim, plain};
use super::knowledge::label;
use super::months::day;
use super::recorded::{ACCOUNTS, NOT_ACCOUNTS, with_words};
use super::repository::{Repository, Rights};
use crate::org::{
    Builder, Details, Evidence, EvidenceKind, Head, Kind, Ladder, Mode, Org, Particulars, Period, Provenance, Right,
    Role, Row, Rung, Seat, SeatSource, Sparse, Track, TrackKind,
};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What an organisation is made with besides the repository.
#[derive(Clone, Debug, Default)]
pub struct OrganisationOptions {
    /// A ladder of the user's own, beside which the ladder of the repository is put.
    pub ladder: Option<Ladder>,
    /// Grade at which a decision about the whole repository sits; 8 if not given.
    pub top: Option<f64>,
    /// Points of criticality of a part by its name; 1 for one that is not named. The tiers of the method are 5, 2 and 1.
    pub criticality: BTreeMap<String, f64>,
    /// What was said by hand of accounts and addresses when the repository was judged; kept in the records.
    pub claims: Vec<Claim>,
}

/// Name of the kind for active months and folders.
pub(super) const ACTIVITY: &str = "activity";
/// Grade of the whole where nothing else is said: the top of the house ladder.
const TOP: f64 = 8.0;
/// Rungs from a part up to the whole.
const PART_BELOW: f64 = 2.0;
/// Points of the whole repository: the highest anchor of `systems`.
const POINTS: f64 = 40.0;
/// Part of the living code from which a right is about the whole.
const WHOLE: f64 = 0.99;

const CONTRIBUTOR: &str = "C";
const REVIEWER: &str = "R";
const OF_A_PART: &str = "A1";
const OF_THE_WHOLE: &str = "A2";

/// The ladder of a repository whose whole sits at grade `top`.
fn ladder(name: &str, top: f64) -> Ladder {
    let step = PART_BELOW.min((top - 1.0) / 3.0).max(0.25);
    let rung =
        |code: &str, title: &str, below: f64| Rung { grade: Some(top - below * step), ..Rung::named(code, title) };
    let mut ladder = Ladder {
        name: name.to_owned(),
        source: "What the owner files of the repository let people do".to_owned(),
        tracks: vec![Track {
            kind: TrackKind::Ic,
            name: "Repository".to_owned(),
            entries: vec![
                rung(CONTRIBUTOR, "Contributor", 3.0),
                rung(REVIEWER, "Reviewer", 2.0),
                rung(OF_A_PART, "Approver of a part", 1.0),
                rung(OF_THE_WHOLE, "Approver of the whole", 0.0),
            ],
        }],
        ..Ladder::default()
    };
    ladder.constants.kinds.push(activity_kind());
    ladder
}

/// The kind for active months and folders.
pub(super) fn activity_kind() -> EvidenceKind {
    EvidenceKind {
        name: ACTIVITY.to_owned(),
        unit: "active months or folders, the lower".to_owned(),
        anchors: vec![(2.0, 3.0), (6.0, 5.0), (12.0, 6.0)],
        cap: Some(6.0),
        offset: 0.0,
        offset_sure: None,
        stock: Some(false),
        is_money: false,
    }
}

/// Source of the lines of a repository.
pub fn source(name: &str) -> String {
    format!("git {name}")
}

/// Lines of evidence of each person of a repository.
pub(super) fn lines(repository: &Repository, options: &OrganisationOptions) -> Vec<Vec<Evidence>> {
    let (held, source) = (held(repository, options), source(&repository.name));
    let people = held.iter().zip(&repository.activity);
    people.map(|(held, activity)| evidence(repository, held, activity, &source)).collect()
}

/// A repository as an organisation, in *structure and people*. Everybody is in it who committed in the window, holds a
/// right, or is the author of living code; of the last, who did neither of the first two has left.
pub fn organisation(repository: &Repository, options: &OrganisationOptions) -> Org {
    let mut head = Head::new(&repository.name, repository.at);
    head.mode = Mode::People { purpose: String::new(), by: String::new(), date: None };
    head.unnamed = true;
    let top = options.top.filter(|top| top.is_finite() && *top >= 1.0).unwrap_or(TOP);
    let mut own = ladder("repository", top);
    if let Some(given) = &options.ladder {
        if given.name == own.name {
            own.name = "repository (git)".to_owned();
        }
        head.ladders.push(given.clone());
    }
    let ladder_name = own.name.clone();
    head.ladders.push(own);
    let mut builder = Builder::new(head);
    let rights = repository.rights();
    let mut lines = lines(repository, options);
    let reach = reach(repository);
    let has_owners = !repository.owners.holders.is_empty();
    let mut is_author = vec![false; repository.identities.people.len()];
    repository.authors.iter().flatten().for_each(|&(person, _)| is_author[person as usize] = true);
    for (at, person) in repository.identities.people.iter().enumerate() {
        let (right, activity) = (&rights[at], &repository.activity[at]);
        let is_active = activity.commits_in_window > 0;
        if !is_active && right.is_none() && !is_author[at] {
            continue;
        }
        let (code, title) = rung(right, repository.code.len(), &reach[at].largest);
        let seat = builder.find_rung(&ladder_name, code).map(|rung| Seat { rung, source: SeatSource::Mapped });
        let has_left = !is_active && right.is_none();
        let last = activity.last.map(day);
        let id = builder.add(&Row {
            key: &person.key,
            name: &person.name,
            title: &title,
            team: &reach[at].words,
            seat,
            kind: Kind::Person,
            end: last.filter(|_| has_left),
            ..Row::default()
        });
        let mut details = Details {
            rights: has_owners.then(|| rights_of(repository, right, top, &reach[at].words)),
            evidence: std::mem::take(&mut lines[at]),
            ..Details::default()
        };
        if let Some(claim) = person.claim.and_then(|claim| options.claims.get(claim as usize)) {
            let words = |list: &[String]| list.iter().map(|it| plain(it)).collect::<Vec<_>>();
            let (is, not) = (words(&claim.is), words(&claim.not));
            with_words(&mut details, ACCOUNTS, &is.iter().map(String::as_str).collect::<Vec<_>>(), &[]);
            with_words(&mut details, NOT_ACCOUNTS, &not.iter().map(String::as_str).collect::<Vec<_>>(), &[]);
        }
        builder.set_details(id, details);
    }
    builder.finish().0
}

/// Code of a rung, and a title by role and folder, which stands for the name where no one is named.
fn rung(rights: &Rights, files: usize, part: &str) -> (&'static str, String) {
    let part = ending(part);
    let of = |role: &str, word: &str| if part.is_empty() { role.to_owned() } else { format!("{role} {word} {part}") };
    let owned = rights.decide + rights.agree;
    if owned > 0 && f64::from(owned) >= WHOLE * files as f64 {
        (OF_THE_WHOLE, "Approver of the whole".to_owned())
    } else if owned > 0 {
        (OF_A_PART, of("Approver", "of"))
    } else if rights.recommend > 0 {
        (REVIEWER, of("Reviewer", "of"))
    } else {
        (CONTRIBUTOR, of("Contributor", "to"))
    }
}

/// The name of a part as far as it tells it apart on a card: of a deep folder the last one, with what is said of it.
fn ending(part: &str) -> Cow<'_, str> {
    let (path, remark) = part.split_at(part.rfind('/').unwrap_or_default());
    match path.rsplit_once('/') {
        Some((above, last)) if above.contains('/') => Cow::Owned(format!("…/{last}{remark}")),
        _ => Cow::Borrowed(part),
    }
}

/// One right for each duty, at the grade of its share of the living code.
fn rights_of(repository: &Repository, rights: &Rights, top: f64, reach: &str) -> Vec<Right> {
    let all = repository.code.len().max(1) as f64;
    let of = [(rights.decide, Role::Decide), (rights.agree, Role::Agree), (rights.recommend, Role::Recommend)];
    let right = |&(files, role): &(u32, Role)| {
        let share = f64::from(files) / all;
        let is_whole = share >= WHOLE;
        let text = if is_whole { "Changes of the whole repository".to_owned() } else { format!("Changes in {reach}") };
        let at = if is_whole { top } else { top - PART_BELOW * (1.0 - share) };
        Right {
            text: text.into(),
            domain: Default::default(),
            at: Some((at.max(0.0) * 1e4).round() / 1e4),
            role,
            technical: true,
        }
    };
    of.iter().filter(|(files, _)| *files > 0).map(right).collect()
}

/// Parts that somebody works in or has a say about; empty for none.
#[derive(Default)]
struct Reach {
    /// The one with most of their files.
    largest: String,
    /// That one, and how many more.
    words: String,
}

/// The reach of each person.
fn reach(repository: &Repository) -> Vec<Reach> {
    let people = repository.identities.people.len();
    let mut of: Vec<Vec<(u32, usize)>> = vec![Vec::new(); people];
    let sets = repository.people_of_sets();
    for (at, part) in repository.parts.iter().enumerate() {
        let (mut owned, mut authored): (BTreeMap<u32, u32>, BTreeMap<u32, u32>) = (BTreeMap::new(), BTreeMap::new());
        for &file in &part.files {
            for &(person, _) in &sets[repository.owners.of_file[file as usize] as usize] {
                *owned.entry(person).or_default() += 1;
            }
            for &(person, _) in &repository.authors[file as usize] {
                *authored.entry(person).or_default() += 1;
            }
        }
        owned.iter().for_each(|(&person, &files)| of[person as usize].push((files, at)));
        for (&person, &files) in authored.iter().filter(|(person, _)| !owned.contains_key(person)) {
            of[person as usize].push((files, at));
        }
    }
    let words = |mut parts: Vec<(u32, usize)>| {
        parts.sort_by_key(|&(files, at)| (std::cmp::Reverse(files), at));
        let Some(&(_, first)) = parts.first() else { return Reach::default() };
        let largest = label(&repository.parts[first]);
        let words = match parts.len() {
            1 => largest.clone(),
            count => format!("{largest} and {} more", count - 1),
        };
        Reach { largest, words }
    };
    of.into_iter().map(words).collect()
}

/// What one person holds of a part.
struct Holding {
    part: usize,
    /// Points of the part.
    points: f64,
    /// Share of it in (0, 1].
    share: f64,
}

fn held(repository: &Repository, options: &OrganisationOptions) -> Vec<Vec<Holding>> {
    let points = points(repository, options);
    let mut part_of = vec![0_usize; repository.code.len()];
    for (at, part) in repository.parts.iter().enumerate() {
        part.files.iter().for_each(|&file| part_of[file as usize] = at);
    }
    let all = |file: u32| repository.authors[file as usize].iter().map(|&(_, degree)| degree).sum::<f64>();
    let own = |person: u32, files: &[u32]| {
        let mut shares: BTreeMap<usize, f64> = BTreeMap::new();
        for &file in files {
            let authors = &repository.authors[file as usize];
            let degree = authors.iter().find(|&&(it, _)| it == person).map_or(0.0, |&(_, degree)| degree);
            *shares.entry(part_of[file as usize]).or_default() += degree / all(file);
        }
        let holding = |(part, files): (usize, f64)| {
            let share = (files / repository.parts[part].files.len() as f64).min(1.0);
            Holding { part, points: points[part], share: (share * 1e6).round() / 1e6 }
        };
        shares.into_iter().map(holding).filter(|it| it.share > 0.0).collect()
    };
    repository.holds.iter().zip(0..).map(|(files, person)| own(person, files)).collect()
}

/// Points of each part. No two are equal: two parts of one size are two works, and a rule takes equal amounts of one source
/// for one.
fn points(repository: &Repository, options: &OrganisationOptions) -> Vec<f64> {
    let tier =
        |name: &str| options.criticality.get(name).copied().filter(|it| it.is_finite() && *it >= 0.0).unwrap_or(1.0);
    let weights: Vec<f64> = repository.parts.iter().map(|part| tier(&part.name) * part.files.len() as f64).collect();
    let all: f64 = weights.iter().sum();
    let mut taken: Vec<i64> = Vec::new();
    let mut points = Vec::new();
    for weight in weights {
        let mut rounded = (POINTS * weight / all.max(1.0) * 1e4).round() as i64;
        while taken.contains(&rounded) {
            rounded += 1;
        }
        taken.push(rounded);
        points.push(rounded as f64 / 1e4);
    }
    points
}

fn evidence(repository: &Repository, held: &[Holding], activity: &Activity, source: &str) -> Vec<Evidence> {
    let line = |kind: &str, amount: f64, share: f64, domain: String, note: String| Evidence {
        kind: kind.into(),
        amount,
        share,
        provenance: Provenance::Measured,
        period: Some(Period { from: day(repository.since()), to: Some(repository.at) }),
        particulars: Sparse::from(Particulars { domain, source: source.to_owned(), note, ..Particulars::default() }),
    };
    let mut lines: Vec<Evidence> = held
        .iter()
        .map(|it| line("systems", it.points, it.share, label(&repository.parts[it.part]), String::new()))
        .collect();
    if activity.lower() > 0 {
        let note = format!(
            "Shown, not counted: commits {}, months {}, folders {}, reviews named in messages {}",
            activity.commits_in_window, activity.months, activity.folders, activity.reviews
        );
        lines.push(line(ACTIVITY, f64::from(activity.lower()), 1.0, String::new(), note));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_deep_folder_a_title_has_the_end() {
        for (part, seen) in [
            ("net/", "net/"),
            ("src/net/", "src/net/"),
            ("src/app/views/", "…/views/"),
            ("src/app/views/ (rest)", "…/views/ (rest)"),
            ("top folder", "top folder"),
            ("", ""),
        ] {
            assert_eq!(ending(part), seen);
        }
        assert_eq!(rung(&Rights { decide: 2, ..Rights::default() }, 9, "a/b/c/").1, "Approver of …/c/");
    }
}
