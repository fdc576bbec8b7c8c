//! Probability that impact lies at least one rung above authority, from one fixed model (METHOD.md section 5a). Its
//! constants are fixed, and no person's data affects another's result.
//!
//! Likelihoods are read from tables of logarithms, linear between their points. Interpolation keeps a concave curve
//! concave, so a larger amount never lowers the probability. The model itself is in `model.rs`.

use super::ceilings::Ceilings;
use super::model::{
    LEAST, MOST, NOISE, Noise, PARTS, PRIOR, STATED_PART, STEPS, each, ln_above, ln_below, ln_density, points,
};
use super::{Authority, LineOfEvidence, Measure, Measured, Reading, STATED, meets};
use crate::org::Provenance;
use std::sync::OnceLock;

/// Largest number of combinations, one line per source, that is searched in full; beyond it, each source is optimised
/// in turn.
const CHOICES: usize = 4096;

/// Probability that impact lies at least one rung above authority, and whether it may be told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sure {
    /// Probability, 0 to 1, exact to 0.005. Never shown as it is: see [`Self::words`].
    pub p: f64,
    /// True if a range may be told. False while a line rests on anchors that are neither confirmed nor calibrated.
    pub is_told: bool,
}

/// Range shown instead of a probability, in cases out of 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// Typical number of cases.
    pub about: u8,
    /// Lowest number among five kinds of simulated organisation.
    pub from: u8,
    /// Highest number among them.
    pub to: u8,
}

/// Bands by the lowest probability of each; anything below the first is unlikely.
const BANDS: [(f64, Band); 5] = [
    (0.05, Band { about: 1, from: 0, to: 2 }),
    (0.2, Band { about: 3, from: 2, to: 5 }),
    (0.4, Band { about: 5, from: 3, to: 7 }),
    (0.6, Band { about: 7, from: 5, to: 8 }),
    (0.8, Band { about: 9, from: 6, to: 10 }),
];

impl Band {
    /// Band of a probability; `None` means unlikely.
    pub fn of(p: f64) -> Option<Self> {
        BANDS.iter().rev().find(|(from, _)| meets(p, *from)).map(|&(_, band)| band)
    }

    /// Band of a probability in words: `about 5 in 10 (3 to 7) of simulated cases like this one were true`.
    pub fn words_of(p: f64) -> String {
        match Self::of(p) {
            None => "unlikely: fewer than 1 in 20 similar simulated cases were true".to_owned(),
            Some(Self { about, from, to }) => {
                format!("about {about} in 10 similar simulated cases were true (range {from} to {to})")
            }
        }
    }
}

impl Sure {
    /// Range in words, or the reason there is none while the scale is provisional.
    pub fn words(&self) -> String {
        if self.is_told {
            Band::words_of(self.p)
        } else {
            "not stated, because the anchors are neither confirmed nor calibrated to this organisation".to_owned()
        }
    }

    /// Lowest and highest share of cases, 0 to 1; `None` if no range may be told.
    pub fn range(&self) -> Option<(f64, f64)> {
        self.is_told.then(|| match Band::of(self.p) {
            None => (0.0, 0.05),
            Some(band) => (f64::from(band.from) / 10.0, f64::from(band.to) / 10.0),
        })
    }
}

impl<'a> Measure<'a> {
    /// Probability of a gap of one rung or more; `None` without evidence or authority.
    pub fn sure(&self, measured: &Measured<'a>) -> Option<Sure> {
        self.sure_of(measured, &measured.lines)
    }

    /// [`Self::sure`] from a subset of the lines.
    pub fn sure_of(&self, measured: &Measured<'a>, lines: &[LineOfEvidence<'a>]) -> Option<Sure> {
        let authority = measured.authority?;
        if lines.is_empty() {
            return None;
        }
        let person = measured.person;
        let constants = self.constants(person);
        let is_firm = |line: &LineOfEvidence| line.kind == STATED || line.is_shifted;
        let is_told = constants.anchors_confirmed || lines.iter().all(is_firm);
        let (p, _) = self.read(measured, &authority, lines);
        Some(Sure { p, is_told })
    }

    /// Likelihood of impact with all lines and with each one left out, for the picture of what each line contributes;
    /// `None` without evidence or authority.
    pub fn pull(&self, measured: &Measured<'a>) -> Option<Pull> {
        let authority = measured.authority.filter(|_| !measured.lines.is_empty())?;
        let curve = |lines: &[LineOfEvidence<'a>]| as_curve(self.read(measured, &authority, lines).1);
        let without = |at: usize| {
            let mut rest = measured.lines.clone();
            rest.remove(at);
            curve(&rest)
        };
        Some(Pull { all: curve(&measured.lines), without: (0..measured.lines.len()).map(without).collect() })
    }

    /// Probability, and the log-likelihood over the grid that it rests on.
    fn read(&self, measured: &Measured<'a>, authority: &Authority, lines: &[LineOfEvidence<'a>]) -> (f64, Vec<f64>) {
        let person = measured.person;
        let len = points(self.marks(person).and_then(|marks| marks.highest));
        let is_stated = self.org.details(person).stated_authority.is_some_and(f64::is_finite);
        let parts = parts(authority, self.constants(person).weights, is_stated);
        let seat = self.org.seat(person);
        let ceilings = seat.and_then(|seat| self.scale.ceilings(self.org.rung_place(seat.rung).ladder));
        grid(len).probability(&parts, &Sources::of(lines, len, ceilings))
    }
}

/// Likelihood of impact at quarter rungs from 0, scaled so that the largest is 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Pull {
    /// Curve from all lines.
    pub all: Vec<f64>,
    /// Curves with one line left out, in the order of the lines.
    pub without: Vec<Vec<f64>>,
}

fn as_curve(mut ln: Vec<f64>) -> Vec<f64> {
    let top = ln.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    ln.iter_mut().for_each(|value| *value = (*value - top).exp());
    ln
}

/// Known parts of authority that carry weight, and the standard deviation each is read with.
struct Parts {
    read: [f64; 3],
    len: usize,
    deviation: f64,
}

fn parts(authority: &Authority, weights: [f64; 3], is_stated: bool) -> Parts {
    // Far beyond the ladder the exact place makes no difference, and bounded values keep the squares finite.
    let within = |grade: f64| grade.clamp(-1e6, 1e6);
    if is_stated {
        return Parts { read: [within(authority.grade), 0.0, 0.0], len: 1, deviation: STATED_PART };
    }
    let mut parts = Parts { read: [0.0; 3], len: 0, deviation: PARTS };
    for (part, weight) in [authority.r, authority.d, authority.b].into_iter().zip(weights) {
        if let Some(part) = part.filter(|_| weight > 0.0) {
            parts.read[parts.len] = within(part);
            parts.len += 1;
        }
    }
    parts
}

/// Log-likelihoods of the lines over the grid. `fixed` sums the lines that always count; `several` holds, for each
/// source with several lines, those that can be the best choice.
struct Sources {
    fixed: Vec<f64>,
    several: Vec<Vec<Vec<f64>>>,
}

impl Sources {
    fn of(lines: &[LineOfEvidence], len: usize, ceilings: Option<&Ceilings>) -> Self {
        let (mut fixed, mut several) = (vec![0.0; len], Vec::new());
        let mut by_source: Vec<&LineOfEvidence> = lines.iter().collect();
        by_source.sort_by_key(|line| line.source);
        for group in by_source.chunk_by(|a, b| !a.source.is_empty() && a.source == b.source) {
            match group {
                [line] => add_likelihood(line, &mut fixed, ceilings),
                group => several.push(best_choices(group, len, ceilings)),
            }
        }
        Self { fixed, several }
    }
}

/// Log-likelihoods of the lines of one source that can be the best choice, depending on the others. Within one
/// provenance the larger reading wins; a line that makes every higher grade relatively likelier beats one that does
/// not.
fn best_choices(group: &[&LineOfEvidence], len: usize, ceilings: Option<&Ceilings>) -> Vec<Vec<f64>> {
    let mut best: Vec<&LineOfEvidence> = Vec::new();
    for line in group {
        let is_end = |line: &LineOfEvidence| line.reading.at >= line.reading.end;
        let same = best.iter_mut().find(|it| it.provenance == line.provenance && is_end(it) == is_end(line));
        match same {
            Some(it) if it.reading.at < line.reading.at => *it = line,
            Some(_) => {}
            None => best.push(line),
        }
    }
    let mut choices: Vec<Vec<f64>> = Vec::new();
    for line in best {
        let new = likelihood(line, len, ceilings);
        let beats = |a: &[f64], b: &[f64]| {
            let above = |at: usize| a[at] - b[at];
            (1..len).all(|at| above(at) >= above(at - 1))
        };
        if choices.iter().any(|known| beats(known, &new)) {
            continue;
        }
        choices.retain(|known| !beats(&new, known));
        choices.push(new);
    }
    choices
}

fn likelihood(line: &LineOfEvidence, len: usize, ceilings: Option<&Ceilings>) -> Vec<f64> {
    let mut ln = vec![0.0; len];
    add_likelihood(line, &mut ln, ceilings);
    ln
}

/// Adds the log-likelihood of a line's reading at each grade of the grid.
fn add_likelihood(line: &LineOfEvidence, ln: &mut [f64], ceilings: Option<&Ceilings>) {
    let Reading { at, end } = line.reading;
    let noise = &NOISE[line.provenance as usize];
    if at <= 0.0 {
        let below = floor(line.provenance);
        match below.get(..ln.len()) {
            Some(below) => ln.iter_mut().zip(below).for_each(|(ln, below)| *ln += below),
            None => each(ln, |grade| ln_below(noise, -grade)),
        }
    } else if at >= end {
        match ceilings.and_then(|it| it.get(end, line.provenance)).filter(|above| above.len() >= ln.len()) {
            Some(above) => ln.iter_mut().zip(above).for_each(|(ln, above)| *ln += above),
            None => each(ln, |grade| ln_above(noise, end - grade)),
        }
    } else if !density(line.provenance).add(at, ln) {
        each(ln, |grade| ln_density(noise, at - grade));
    }
}

/// Log-probability of a reading at or below 0, at each grade of the largest grid.
fn floor(provenance: Provenance) -> &'static [f64] {
    static FLOOR: [OnceLock<Vec<f64>>; 4] = [const { OnceLock::new() }; 4];
    FLOOR[provenance as usize].get_or_init(|| {
        let mut ln = vec![0.0; MOST];
        each(&mut ln, |grade| ln_below(&NOISE[provenance as usize], -grade));
        ln
    })
}

/// Log-densities for one provenance, 16 rungs to either side in steps of 1/64 rung. Each row holds whole grid steps at
/// one phase, so that any reading is interpolated between two adjacent rows.
struct Density(Vec<f64>);

/// Rungs to either side of the reading.
const REACH: usize = 16;
/// Table points per grid step.
const PHASES: usize = 16;
/// Grid steps per row.
const ROW: usize = 2 * REACH * STEPS + 1;

fn density(provenance: Provenance) -> &'static Density {
    static DENSITY: [OnceLock<Density>; 4] = [const { OnceLock::new() }; 4];
    DENSITY[provenance as usize].get_or_init(|| Density::of(&NOISE[provenance as usize]))
}

impl Density {
    fn of(noise: &Noise) -> Self {
        let mut rows = Vec::with_capacity((PHASES + 1) * ROW);
        for phase in 0..=PHASES {
            // The farther along the grid, the less the reading lies above it.
            for step in (0..ROW).rev() {
                let steps = step as f64 + phase as f64 / PHASES as f64;
                rows.push(ln_density(noise, steps / STEPS as f64 - REACH as f64));
            }
        }
        Self(rows)
    }

    /// Adds the log-densities of a reading above 0; returns `false`, adding nothing, if the table does not reach that
    /// far.
    fn add(&self, at: f64, ln: &mut [f64]) -> bool {
        let steps = (at + REACH as f64) * STEPS as f64;
        // A ladder taller than the table never uses it, so that all its readings are computed the same way.
        if ln.len() > REACH * STEPS || steps >= (ROW - 1) as f64 {
            return false;
        }
        let step = steps as usize;
        let phases = (steps - step as f64) * PHASES as f64;
        let phase = (phases as usize).min(PHASES - 1);
        let part = phases - phase as f64;
        let first = ROW - 1 - step;
        let row = |phase: usize| self.0.get(phase * ROW..(phase + 1) * ROW)?.get(first..first + ln.len());
        let (Some(low), Some(high)) = (row(phase), row(phase + 1)) else { return false };
        for (ln, (low, high)) in ln.iter_mut().zip(low.iter().zip(high)) {
            *ln += low + part * (high - low);
        }
        true
    }
}

/// Prior of impact given authority over a grid; the same for everybody.
struct Grid {
    len: usize,
    /// Row-major, one row per authority; each row sums to 1.
    prior: Vec<f64>,
}

fn grid(len: usize) -> &'static Grid {
    static GRIDS: [OnceLock<Grid>; MOST - LEAST + 1] = [const { OnceLock::new() }; MOST - LEAST + 1];
    GRIDS[len - LEAST].get_or_init(|| Grid::of(len))
}

impl Grid {
    fn of(len: usize) -> Self {
        let mut prior = Vec::with_capacity(len * len);
        for authority in 0..len {
            let from = prior.len();
            prior.extend((0..len).map(|impact| {
                let rungs = (impact as f64 - authority as f64) / STEPS as f64;
                PRIOR
                    .iter()
                    .map(|&(part, deviation)| part * (-0.5 * (rungs / deviation).powi(2)).exp() / deviation)
                    .sum::<f64>()
            }));
            let all: f64 = prior[from..].iter().sum();
            prior[from..].iter_mut().for_each(|value| *value /= all);
        }
        Self { len, prior }
    }

    /// Probability that impact lies at least one rung above authority, maximised over the choice of one line per
    /// source, and the log-likelihood of that choice.
    fn probability(&self, parts: &Parts, sources: &Sources) -> (f64, Vec<f64>) {
        let (mut all, mut above) = ([0.0; MOST], [0.0; MOST]);
        self.over_authority(parts, &mut all[..self.len], &mut above[..self.len]);
        let of = |ln: &[f64]| {
            let top = ln.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let (mut part, mut whole) = (0.0, 0.0);
            for ((ln, all), above) in ln.iter().zip(&all).zip(&above) {
                let likely = (ln - top).exp();
                part += likely * above;
                whole += likely * all;
            }
            // Where every grade has a likelihood of zero, nothing speaks for a gap.
            if whole > 0.0 { (part / whole).min(1.0) } else { 0.0 }
        };
        best(sources, &of)
    }

    /// Fills, for each impact, the total weight of all authorities, and of those at least one rung below it.
    fn over_authority(&self, parts: &Parts, all: &mut [f64], above: &mut [f64]) {
        let mut weights = [0.0; MOST];
        let weights = &mut weights[..self.len];
        let read = &parts.read[..parts.len];
        for (weight, at) in weights.iter_mut().zip(0u32..) {
            let authority = f64::from(at) / STEPS as f64;
            let off: f64 = read.iter().map(|part| ((part - authority) / parts.deviation).powi(2)).sum();
            *weight = -authority / super::model::THINS - 0.5 * off;
        }
        let top = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        for (at, (ln, prior)) in weights.iter().zip(self.prior.chunks_exact(self.len)).enumerate() {
            // The terms skipped are smaller than the rounding error of those kept.
            if ln - top < -45.0 {
                continue;
            }
            let weight = (ln - top).exp();
            all.iter_mut().zip(prior).for_each(|(all, prior)| *all += weight * prior);
            let from = (at + STEPS).min(self.len);
            above[from..].iter_mut().zip(&prior[from..]).for_each(|(above, prior)| *above += weight * prior);
        }
    }
}

/// Largest value of `of` over all choices of one line per source, and the log-likelihood of that choice. With too many
/// combinations, each source is optimised in turn until nothing improves.
fn best(sources: &Sources, of: &dyn Fn(&[f64]) -> f64) -> (f64, Vec<f64>) {
    let several = sources.several.as_slice();
    let with = |chosen: &[usize]| {
        let mut ln = sources.fixed.clone();
        for (source, &at) in several.iter().zip(chosen) {
            ln.iter_mut().zip(&source[at]).for_each(|(ln, line)| *ln += line);
        }
        (of(&ln), ln)
    };
    let mut chosen = vec![0; several.len()];
    let mut best = with(&chosen);
    let choices = several.iter().try_fold(1usize, |product, source| product.checked_mul(source.len()));
    if choices.is_some_and(|choices| choices <= CHOICES) {
        loop {
            let Some(at) = (0..several.len()).find(|&at| chosen[at] + 1 < several[at].len()) else { return best };
            chosen[..at].fill(0);
            chosen[at] += 1;
            let other = with(&chosen);
            if other.0 > best.0 {
                best = other;
            }
        }
    }
    loop {
        let before = best.0;
        for at in 0..several.len() {
            for choice in 0..several[at].len() {
                let now = std::mem::replace(&mut chosen[at], choice);
                let other = with(&chosen);
                if other.0 > best.0 {
                    best = other;
                } else {
                    chosen[at] = now;
                }
            }
        }
        if best.0 <= before {
            return best;
        }
    }
}
