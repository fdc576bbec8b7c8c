//! Grades: every rung of every ladder on one scale (METHOD.md section 1).

use super::anchors::is_table;
use super::ceilings::Ceilings;
use crate::org::{EvidenceKind, Ladder, Org, RungId, Stated, Track, TrackKind};

/// Grades closer than this are one row of the picture.
pub const SAME_GRADE: f64 = 1e-9;

/// How a rung got its grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placing {
    /// On the scale itself.
    Scale,
    /// By a stated equivalence.
    Equated(Stated),
    /// Between or beyond equivalences.
    Interpolated(Stated),
    /// Not comparable with the scale.
    Unplaced,
}

/// An equivalence that contradicts an earlier one, both quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Index of the ladder.
    pub ladder: usize,
    /// The one in force.
    pub kept: String,
    /// The one set aside.
    pub set_aside: String,
}

/// The marks of one ladder on the scale; `None` where the ladder has no such rung.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Marks {
    /// Highest open entry of any IC track.
    pub top_ic: Option<f64>,
    /// Whether the top of the IC tracks rests on an equivalence that is only implied.
    pub top_ic_implied: bool,
    /// Highest open management entry, the chief executive's left out.
    pub top_management: Option<f64>,
    /// Whether the top of management rests on an equivalence that is only implied.
    pub top_management_implied: bool,
    /// Lowest entry of any placed management track.
    pub fork: Option<f64>,
    /// Whether the fork rests on an equivalence that is only implied.
    pub fork_implied: bool,
    /// Highest grade of any entry, closed ones included (G).
    pub highest: Option<f64>,
}

/// Grades of all rungs.
#[derive(Clone, Debug, Default)]
pub struct Scale {
    grade: Vec<f64>,
    placing: Vec<Placing>,
    /// One entry per ladder.
    pub marks: Vec<Marks>,
    /// Equivalences that were set aside.
    pub contradictions: Vec<Contradiction>,
    /// Per ladder its kinds of evidence by name, as indices; of equal names the first comes first.
    kinds: Vec<Vec<u32>>,
    /// Per ladder and kind whether its anchors rise.
    has_anchors: Vec<Vec<bool>>,
    /// Per ladder whether its spending limits rise.
    has_delegation: Vec<bool>,
    /// Per ladder the tails above the highest grades that its lines can reach.
    ceilings: Vec<Ceilings>,
}

impl Scale {
    /// Places every rung of every ladder.
    pub fn of(org: &Org) -> Self {
        let ladders = org.head.ladders.iter();
        let mut scale = Scale {
            kinds: ladders.clone().map(by_name).collect(),
            has_anchors: ladders
                .clone()
                .map(|ladder| ladder.constants.kinds.iter().map(|kind| is_table(&kind.anchors)).collect())
                .collect(),
            has_delegation: ladders.map(|ladder| is_table(&ladder.constants.delegation)).collect(),
            ..Scale::default()
        };
        for (index, ladder) in org.head.ladders.iter().enumerate() {
            let base = ladder.tracks.iter().position(|track| track.kind == TrackKind::Ic);
            let base_grades: Vec<f64> = base.map(|at| scale_grades(&ladder.tracks[at])).unwrap_or_default();
            for (at, track) in ladder.tracks.iter().enumerate() {
                let placed = if Some(at) == base {
                    base_grades.iter().map(|&grade| (grade, Placing::Scale)).collect()
                } else {
                    let base = base.map(|base| (&ladder.tracks[base], base_grades.as_slice()));
                    place(ladder, index, track, base, &mut scale.contradictions)
                };
                for (grade, placing) in placed {
                    scale.grade.push(grade);
                    scale.placing.push(placing);
                }
            }
        }
        scale.grade.truncate(org.rungs().len());
        scale.marks = vec![Marks::default(); org.head.ladders.len()];
        for rung in org.rungs() {
            let Some(grade) = scale.grade(rung) else { continue };
            let implied = scale.is_implied(rung);
            let marks = &mut scale.marks[org.rung_place(rung).ladder as usize];
            let (entry, kind) = (org.rung(rung), org.track(rung).kind);
            let raise = |mark: &mut Option<f64>| *mark = Some(mark.map_or(grade, |m: f64| m.max(grade)));
            raise(&mut marks.highest);
            // Of two rungs at one grade the one that is stated carries the mark.
            let is_beyond = |mark: Option<f64>, resting: bool, beyond: fn(f64, f64) -> bool| {
                mark.is_none_or(|mark| beyond(grade, mark) || (grade == mark && resting && !implied))
            };
            if kind == TrackKind::Ic && entry.open && is_beyond(marks.top_ic, marks.top_ic_implied, |a, b| a > b) {
                (marks.top_ic, marks.top_ic_implied) = (Some(grade), implied);
            }
            if kind == TrackKind::Management {
                let is_open = entry.open && !entry.apex;
                if is_open && is_beyond(marks.top_management, marks.top_management_implied, |a, b| a > b) {
                    (marks.top_management, marks.top_management_implied) = (Some(grade), implied);
                }
                if is_beyond(marks.fork, marks.fork_implied, |a, b| a < b) {
                    (marks.fork, marks.fork_implied) = (Some(grade), implied);
                }
            }
        }
        let of_ladders = org.head.ladders.iter().zip(&scale.marks);
        scale.ceilings = of_ladders.map(|(it, marks)| Ceilings::of(&it.constants.kinds, marks.highest)).collect();
        scale
    }

    /// The grade of a rung; `None` when it cannot be compared with the scale.
    pub fn grade(&self, rung: RungId) -> Option<f64> {
        self.grade.get(rung.0 as usize).copied().filter(|grade| !grade.is_nan())
    }

    /// How a rung got its grade.
    pub fn placing(&self, rung: RungId) -> Placing {
        self.placing.get(rung.0 as usize).copied().unwrap_or(Placing::Unplaced)
    }

    /// A kind of evidence of a ladder by its name, and whether its anchors rise.
    pub fn kind<'a>(&self, ladders: &'a [Ladder], ladder: u16, name: &str) -> Option<(&'a EvidenceKind, bool)> {
        let kinds = &ladders.get(usize::from(ladder))?.constants.kinds;
        let by_name = self.kinds.get(usize::from(ladder))?;
        let at = by_name.partition_point(|&at| kinds[at as usize].name.as_str() < name);
        let at = *by_name.get(at)? as usize;
        let has_anchors = self.has_anchors.get(usize::from(ladder))?.get(at).copied()?;
        kinds.get(at).filter(|kind| kind.name == name).map(|kind| (kind, has_anchors))
    }

    /// The tails above the highest grades that lines of a ladder can reach.
    pub(super) fn ceilings(&self, ladder: u16) -> Option<&Ceilings> {
        self.ceilings.get(usize::from(ladder))
    }

    /// Whether the spending limits of a ladder rise.
    pub fn has_delegation(&self, ladder: u16) -> bool {
        self.has_delegation.get(usize::from(ladder)).copied().unwrap_or(false)
    }

    /// Whether the grade of a rung rests on an equivalence that is only implied.
    pub fn is_implied(&self, rung: RungId) -> bool {
        matches!(self.placing(rung), Placing::Equated(Stated::Implied) | Placing::Interpolated(Stated::Implied))
    }
}

fn by_name(ladder: &Ladder) -> Vec<u32> {
    let kinds = &ladder.constants.kinds;
    let mut by_name: Vec<u32> = (0..kinds.len() as u32).collect();
    by_name.sort_by(|&a, &b| kinds[a as usize].name.cmp(&kinds[b as usize].name));
    by_name
}

/// Rung k has grade k, counted from 1, unless it states a higher one than the entry below.
fn scale_grades(track: &Track) -> Vec<f64> {
    let mut below = f64::NEG_INFINITY;
    let mut grades = Vec::with_capacity(track.entries.len());
    for (k, entry) in track.entries.iter().enumerate() {
        let usual = (k + 1) as f64;
        let stated = entry.grade.filter(|grade| grade.is_finite() && *grade > below);
        let grade = stated.unwrap_or(if usual > below { usual } else { below + 1.0 });
        grades.push(grade);
        below = grade;
    }
    grades
}

/// An entry whose grade is stated.
struct Known<'a> {
    at: usize,
    grade: f64,
    stated: Stated,
    words: (&'a str, &'a str),
}

/// Accepts a stated grade unless it contradicts one that is in force.
fn take<'a>(known: &mut Vec<Known<'a>>, new: Known<'a>, ladder: usize, contradictions: &mut Vec<Contradiction>) {
    let clash = known.iter().find(|old| new.grade.partial_cmp(&old.grade) != Some(new.at.cmp(&old.at)));
    match clash {
        Some(old) => contradictions.push(Contradiction {
            ladder,
            kept: format!("{} = {}", old.words.0, old.words.1),
            set_aside: format!("{} = {}", new.words.0, new.words.1),
        }),
        None if known.iter().any(|old| old.at == new.at) => {}
        None => known.push(new),
    }
}

/// Grades of a track that is not the scale, from stated grades and equivalences.
fn place(
    ladder: &Ladder,
    index: usize,
    track: &Track,
    base: Option<(&Track, &[f64])>,
    contradictions: &mut Vec<Contradiction>,
) -> Vec<(f64, Placing)> {
    let position = |track: &Track, code: &str| track.entries.iter().position(|entry| entry.code == code);
    let mut known: Vec<Known> = Vec::new();
    if let Some((scale, grades)) = base {
        for equivalence in &ladder.equivalences {
            let (entry, equals) = (equivalence.entry.as_str(), equivalence.equals.as_str());
            // Either side may be named first.
            for (entry, equals) in [(entry, equals), (equals, entry)] {
                if let (Some(at), Some(on)) = (position(track, entry), position(scale, equals)) {
                    let new = Known { at, grade: grades[on], stated: equivalence.stated, words: (entry, equals) };
                    take(&mut known, new, index, contradictions);
                    break;
                }
            }
        }
    }
    for (at, entry) in track.entries.iter().enumerate() {
        if let Some(grade) = entry.grade.filter(|grade| grade.is_finite()) {
            let new = Known { at, grade, stated: Stated::Explicit, words: (&entry.code, "its own grade") };
            take(&mut known, new, index, contradictions);
        }
    }
    known.sort_by_key(|k| k.at);
    let implied = |a: &Known, b: &Known| {
        if a.stated == Stated::Implied || b.stated == Stated::Implied { Stated::Implied } else { Stated::Explicit }
    };
    (0..track.entries.len())
        .map(|at| {
            let above = known.partition_point(|k| k.at < at);
            match (above.checked_sub(1).map(|i| &known[i]), known.get(above)) {
                (_, Some(k)) if k.at == at => (k.grade, Placing::Equated(k.stated)),
                (Some(low), Some(high)) => {
                    let part = (at - low.at) as f64 / (high.at - low.at) as f64;
                    (low.grade + part * (high.grade - low.grade), Placing::Interpolated(implied(low, high)))
                }
                (Some(low), None) => (low.grade + (at - low.at) as f64, Placing::Interpolated(low.stated)),
                (None, Some(high)) => (high.grade - (high.at - at) as f64, Placing::Interpolated(high.stated)),
                (None, None) => (f64::NAN, Placing::Unplaced),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::org::{Builder, Equivalence, Head, Rung};

    fn ladder(management: usize, equivalences: &[(&str, &str)]) -> Org {
        let track = |kind, prefix: &str, n: usize| Track {
            kind,
            name: String::new(),
            entries: (1..=n).map(|k| Rung::named(&format!("{prefix}{k}"), "")).collect(),
        };
        let mut head = Head::new("Test", jiff::civil::date(2026, 9, 30));
        head.ladders.push(Ladder {
            tracks: vec![track(TrackKind::Ic, "IC", 8), track(TrackKind::Management, "M", management)],
            equivalences: equivalences
                .iter()
                .map(|&(entry, equals)| Equivalence {
                    entry: entry.into(),
                    equals: equals.into(),
                    stated: Stated::Explicit,
                })
                .collect(),
            ..Ladder::default()
        });
        Builder::new(head).finish().0
    }

    fn check(management: usize, equivalences: &[(&str, &str)], grades: &[f64]) {
        let org = ladder(management, equivalences);
        let scale = Scale::of(&org);
        let found: Vec<f64> = org.rungs().skip(8).filter_map(|rung| scale.grade(rung)).collect();
        assert_eq!(found, grades);
    }

    #[test]
    fn entries_between_equivalences_are_interpolated_and_one_rung_apart_outside() {
        check(6, &[("M1", "IC5"), ("M5", "IC8")], &[5.0, 5.75, 6.5, 7.25, 8.0, 9.0]);
        check(3, &[("M2", "IC5")], &[4.0, 5.0, 6.0]);
        check(2, &[], &[]);
    }

    #[test]
    fn the_later_of_two_contradictory_equivalences_is_set_aside() {
        check(3, &[("M1", "IC5"), ("M2", "IC4")], &[5.0, 6.0, 7.0]);
        let scale = Scale::of(&ladder(3, &[("M1", "IC5"), ("M2", "IC4")]));
        assert_eq!(scale.contradictions[0].kept, "M1 = IC5");
        assert_eq!(scale.contradictions[0].set_aside, "M2 = IC4");
        assert_eq!(scale.marks[0].fork, Some(5.0));
        assert_eq!(scale.marks[0].top_ic, Some(8.0));
    }
}
