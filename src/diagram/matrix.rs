//! The matrix of authority against impact, with one dot for each person who has both; empty if the file is in
//! *structure only*. Its appearance is up to [`MatrixPage`](super::MatrixPage).

use super::badges::{badge_of, has_gauge};
use super::rows::{RowKind, Rows, lane_of};
use crate::layout::Lane;
use crate::measure::SAME_GRADE;
use crate::org::PersonId;
use crate::rules::{Answer, Facts, Finding, Judgement};
use crate::scene::{Role, Shape};

/// Side of the squares in which large numbers of people are counted, in rungs.
pub const SQUARE: f64 = 0.25;

/// Largest number of rungs by which the axes extend beyond the ladder.
const MOST_BEYOND: f64 = 3.0;

/// A person on the two axes, in rungs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// Person.
    pub person: PersonId,
    /// Authority (A).
    pub authority: f64,
    /// Supported impact: I_lo for a strong signal, otherwise I_mid.
    pub impact: f64,
    /// Side of the ladder.
    pub lane: Lane,
    /// Badge of the finding that compares the two; `None` without one, or if it is waived.
    pub badge: Option<(Shape, Role)>,
}

/// Counts of the people in a square.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Square {
    /// Number of people on the IC side and in management.
    pub people: [u32; 2],
    /// Number of them whose authority is below the record, strong or possible signals.
    pub under: u32,
    /// Number of them whose record does not show the reason for their authority yet.
    pub over: u32,
}

impl Square {
    /// Number of all people in the square.
    pub fn all(&self) -> u32 {
        self.people[0] + self.people[1]
    }
}

/// A rung on both axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Grade of the rung.
    pub grade: f64,
    /// Code, or codes as in "IC8 = M5" if it is equated.
    pub words: String,
    /// First code alone.
    pub short: String,
    /// Priority of the label if not all have room: 0 for equated rungs, 1 for rungs of IC tracks, 2 for others.
    pub rank: u8,
}

/// Everybody with authority and impact, measured once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    /// Dots in file order.
    pub dots: Vec<Dot>,
    /// Rungs, lowest first.
    pub ticks: Vec<Tick>,
    /// Number of people without any evidence.
    pub without_evidence: usize,
    /// Number of people with evidence but without a comparable rung.
    pub without_authority: usize,
    /// Ends of both axes, in whole rungs; the second is greater than the first.
    pub reach: (f64, f64),
    /// Half the width of the band of agreement, in rungs; the smallest one if ladders differ.
    pub limit: f64,
    /// True if the anchors of any ladder are not confirmed.
    pub is_provisional: bool,
    /// Squares in rows from the bottom, each from the left, with `across` of them in a row.
    squares: Vec<Square>,
    across: usize,
}

impl Matrix {
    /// Measures everybody; linear in people and evidence. Empty if people are not shown.
    pub fn of(facts: &Facts, judgement: &Judgement) -> Self {
        let (org, measure) = (facts.org, facts.measure());
        let constants = || org.head.ladders.iter().map(|ladder| &ladder.constants);
        let mut matrix = Self {
            ticks: ticks(facts),
            limit: constants().map(|it| it.limit).fold(f64::INFINITY, f64::min),
            is_provisional: constants().any(|it| !it.anchors_confirmed),
            ..Self::default()
        };
        if !matrix.limit.is_finite() {
            matrix.limit = crate::measure::defaults().limit;
        }
        if org.shows_people() {
            for person in org.people().filter(|&person| org.is_judged(person)) {
                let Some(impact) = measure.impact(person) else {
                    matrix.without_evidence += 1;
                    continue;
                };
                let Some(authority) = measure.authority(person) else {
                    matrix.without_authority += 1;
                    continue;
                };
                let finding = judgement.badge(person).filter(|finding| has_gauge(finding));
                let lane = match org.seat(person) {
                    Some(seat) => lane_of(org.track(seat.rung).kind),
                    None if facts.tree.is_manager(org, person) => Lane::Management,
                    None => Lane::Ic,
                };
                let supported = if finding.is_some_and(is_strong) { impact.lo } else { impact.mid };
                matrix.dots.push(Dot {
                    person,
                    authority: authority.grade,
                    impact: supported,
                    lane,
                    badge: finding.map(badge_of),
                });
            }
        }
        matrix.reach = reach(&matrix);
        matrix.count();
        matrix
    }

    /// Index of a person's dot; `None` without one.
    pub fn find(&self, person: PersonId) -> Option<usize> {
        self.dots.binary_search_by_key(&person, |dot| dot.person).ok()
    }

    /// Squares that contain people, with their indices.
    pub fn squares(&self) -> impl Iterator<Item = (usize, Square)> + '_ {
        self.squares.iter().copied().enumerate().filter(|(_, square)| square.all() > 0)
    }

    /// Counts of a square; zero for an index out of range.
    pub fn square(&self, at: usize) -> Square {
        self.squares.get(at).copied().unwrap_or_default()
    }

    /// Authority and impact at the lower left corner of a square, in rungs.
    pub fn corner(&self, square: usize) -> (f64, f64) {
        let across = self.across.max(1);
        let along = |k: usize| self.reach.0 + k as f64 * SQUARE;
        (along(square % across), along(square / across))
    }

    /// Index of the square for a pair of values; the nearest one for values beyond the axes.
    pub fn square_at(&self, authority: f64, impact: f64) -> usize {
        self.step(impact) * self.across + self.step(authority)
    }

    fn step(&self, value: f64) -> usize {
        (((value - self.reach.0) / SQUARE).max(0.0) as usize).min(self.across.saturating_sub(1))
    }

    fn count(&mut self) {
        self.across = (((self.reach.1 - self.reach.0) / SQUARE).ceil() as usize).clamp(1, 512);
        let mut squares = vec![Square::default(); self.across * self.across];
        for dot in &self.dots {
            let square = &mut squares[self.square_at(dot.authority, dot.impact)];
            square.people[dot.lane as usize] += 1;
            match dot.badge {
                Some((_, Role::Under)) => square.under += 1,
                Some((_, Role::Over)) => square.over += 1,
                _ => {}
            }
        }
        self.squares = squares;
    }
}

/// True if a finding says, even at the careful estimate, that authority is below the record.
pub fn is_strong(finding: &Finding) -> bool {
    finding.rule.id == "under-authorised" && finding.answer == Answer::Confirmed
}

/// True if a person's numbers may be shown without being asked for: below the fork only if there is a finding.
pub fn tells_numbers(facts: &Facts, judgement: &Judgement, person: PersonId) -> bool {
    if judgement.badge(person).is_some_and(has_gauge) {
        return true;
    }
    let fork = facts.org.seat(person).and_then(|seat| facts.marks(facts.org.rung_place(seat.rung).ladder).fork);
    let grade = facts.measure().rung_grade(person);
    !fork.zip(grade).is_some_and(|(fork, grade)| grade < fork - SAME_GRADE)
}

/// A dot in words, without a name; with numbers in rungs if they are asked for or may be shown unasked.
pub fn sentence(facts: &Facts, judgement: &Judgement, person: PersonId, numbers: bool) -> String {
    let measure = facts.measure();
    let (Some(impact), Some(authority)) = (measure.impact(person), measure.authority(person)) else {
        return "Not enough evidence".to_owned();
    };
    let finding = judgement.badge(person).filter(|finding| has_gauge(finding));
    let said = finding.map_or_else(|| "No signal".to_owned(), |finding| finding.say(facts));
    if !numbers && !tells_numbers(facts, judgement, person) {
        return said;
    }
    let supported = if finding.is_some_and(is_strong) { impact.lo } else { impact.mid };
    let decides = match authority.hi - authority.lo > 0.05 {
        true => format!("{:.1} ({:.1} to {:.1})", authority.grade, authority.lo, authority.hi),
        false => format!("{:.1}", authority.grade),
    };
    let provisional = match facts.measure().constants(person).anchors_confirmed {
        true => "",
        false => " (provisional scale)",
    };
    format!(
        "{said}. Authority {decides}, supported impact {supported:.1} (conservative {:.1}, face value \
         {:.1}){provisional}",
        impact.lo, impact.face
    )
}

/// Rungs of all ladders by grade, lowest first.
fn ticks(facts: &Facts) -> Vec<Tick> {
    let mut ticks: Vec<Tick> = Rows::of(facts, false)
        .rows
        .into_iter()
        .filter_map(|row| {
            let RowKind::Grade(grade) = row.kind else { return None };
            let sides = row.rungs.iter().map(|&rung| lane_of(facts.org.track(rung).kind));
            let (ic, management) = sides.fold((false, false), |it, lane| match lane {
                Lane::Ic => (true, it.1),
                Lane::Management => (it.0, true),
            });
            let rank = if ic && management { 0 } else { 2 - u8::from(ic) };
            let short = row.rungs.first().map_or(String::new(), |&rung| facts.org.rung(rung).code.clone());
            Some(Tick { grade, words: row.codes, short, rank })
        })
        .collect();
    ticks.reverse();
    ticks
}

/// Range of whole rungs around all dots and rungs.
fn reach(matrix: &Matrix) -> (f64, f64) {
    let dots = matrix.dots.iter().flat_map(|dot| [dot.authority, dot.impact]);
    let values = dots.chain(matrix.ticks.iter().map(|tick| tick.grade)).filter(|value| value.is_finite());
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |it, value| (it.0.min(value), it.1.max(value)));
    if low > high {
        return (0.0, 1.0);
    }
    // People far off the ladder are drawn at the edge, so that all the others can be told apart.
    let (first, last) =
        (matrix.ticks.first().map_or(low, |it| it.grade), matrix.ticks.last().map_or(high, |it| it.grade));
    let (low, high) = (low.max(first - MOST_BEYOND).min(first), high.min(last + MOST_BEYOND).max(last));
    let (low, high) = ((low - 0.2).floor(), (high + 0.2).ceil());
    (low, high.max(low + 1.0))
}
