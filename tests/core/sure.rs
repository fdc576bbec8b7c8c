//! How sure a finding is (METHOD.md section 5a): against a plain second implementation, by its laws, and what is said.

use crate::common::{self, found, org, section_9};
use twintrack::measure::{Band, Measure, Scale};
use twintrack::org::*;
use twintrack::rules::Judgement;

/// The program's probability; `None` without evidence or authority.
pub fn sure(org: &Org, key: &str) -> Option<f64> {
    let scale = Scale::of(org);
    let measure = Measure { org, scale: &scale };
    measure.sure(&measure.of(org.find(key).expect("in the organisation"))).map(|it| it.p)
}

fn check(org: &Org, key: &str, expected: f64) {
    let p = sure(org, key).expect("evidence and authority");
    assert!((p - expected).abs() <= 0.005, "{key}: {p}");
    let again = plain::probability(org, key).expect("the same");
    assert!((p - again).abs() < 1e-4, "{key}: {p} and {again}");
}

#[test]
fn the_worked_example_to_two_decimals() {
    let org = section_9("asserted");
    for (key, p) in [("alex", 0.23), ("mason", 0.58), ("chief", 0.02), ("junior", 0.04)] {
        check(&org, key, p);
    }
    assert_eq!(sure(&org, "vp"), None);
    check(&section_9("audited"), "alex", 0.91);
    // Three measured lines of uncapped kinds at 7: money 6.46 million would be the supported value of 7, and face value
    // counts here.
    let money = 1e6 * 30f64.powf(2.0 / 3.0);
    let (systems, incidents) = (5.0 * 8f64.powf(2.0 / 3.0), 10.0 * 6f64.powf(2.0 / 3.0));
    let lines = format!("+money:{money}:measured +systems:{systems}:measured +incidents:{incidents}:measured");
    check(&common::org(&format!("ana IC5 {lines} D5 b50000")), "ana", 0.65);
    check(&common::org(&format!("ana IC4 {lines} D4 b15811.388300841898")), "ana", 0.98);
}

#[test]
fn one_source_is_read_once_and_the_line_that_says_most_is_chosen() {
    let lines =
        |a: &str, b: &str| org(&format!("ana IC5 +money:20e6:measured:1:{a} +systems:20:measured:1:{b} D4 b5000"));
    let (apart, together) = (lines("one", "two"), lines("one", "one"));
    assert!(sure(&apart, "ana") > sure(&together, "ana"));
    let alone = org("ana IC5 +money:20e6:measured:1:one D4 b5000");
    assert_eq!(sure(&together, "ana"), sure(&alone, "ana"), "a lower line of the same source says nothing more");
    // Spelt otherwise it is another source, and without one each line is its own.
    assert_eq!(sure(&lines("one", "One"), "ana"), sure(&apart, "ana"));
    assert_eq!(sure(&lines("", ""), "ana"), sure(&apart, "ana"));
    // The careful estimate counts them as one as well: 7.2 and 4.2 twice.
    let lo = |org: &Org| {
        let scale = Scale::of(org);
        Measure { org, scale: &scale }.impact(PersonId(0)).expect("lines").lo
    };
    assert_eq!(lo(&together), lo(&alone));
    assert!(lo(&apart) > lo(&together));
}

#[test]
fn more_provenances_of_one_source_are_chosen_over_all_sources_together() {
    let org = org("ana IC6 +money:1e6:audited:1:one +systems:25:anecdotal:1:one +incidents:8:measured:1:one \
                   +reviews:400:asserted:1:two +nominations:11:measured:1:two +growth:0.1:asserted:1:three D5 b9000");
    let (p, again) = (sure(&org, "ana").expect("lines"), plain::probability(&org, "ana").expect("lines"));
    assert!((p - again).abs() < 1e-4, "{p} and {again}");
}

#[test]
fn what_is_said_is_a_range_and_begins_at_its_lower_end() {
    for (p, said) in [
        (0.0, "unlikely"),
        (0.0499, "unlikely"),
        (0.05, "about 1 in 10 similar simulated cases were true (range 0 to 2)"),
        (0.2, "about 3 in 10 similar simulated cases were true (range 2 to 5)"),
        (0.4, "about 5 in 10 similar simulated cases were true (range 3 to 7)"),
        (0.6, "about 7 in 10 similar simulated cases were true (range 5 to 8)"),
        (0.8, "about 9 in 10 similar simulated cases were true (range 6 to 10)"),
        (1.0, "about 9 in 10 similar simulated cases were true (range 6 to 10)"),
    ] {
        assert!(Band::words_of(p).starts_with(said), "{p}: {}", Band::words_of(p));
    }
}

#[test]
fn without_confirmed_or_shifted_anchors_no_range_is_said() {
    let with = |offset: Option<f64>, confirmed: bool| {
        let mut org = org("ana IC5 +money:20e6:measured +systems:20:measured D4 b5000");
        let constants = &mut org.head.ladders[0].constants;
        constants.anchors_confirmed = confirmed;
        if let Some(offset) = offset {
            constants.kinds.iter_mut().for_each(|kind| kind.offset = offset);
        }
        let scale = Scale::of(&org);
        let measure = Measure { org: &org, scale: &scale };
        measure.sure(&measure.of(PersonId(0))).map(|it| (it.range().is_some(), it.p)).expect("lines")
    };
    assert!(with(None, true).0 && with(Some(0.3), false).0 && !with(None, false).0);
    assert_eq!(with(None, true).1, with(None, false).1, "it is computed all the same");
    // Where only the first offset is stored the second is 1.2 more.
    let mut stored = org("ana IC5 +money:20e6:measured D4 b5000");
    let kind = |org: &mut Org, offset: f64, sure: Option<f64>| {
        let kind = &mut org.head.ladders[0].constants.kinds[0];
        (kind.offset, kind.offset_sure) = (offset, sure);
    };
    kind(&mut stored, 0.5, None);
    let first_alone = sure(&stored, "ana");
    kind(&mut stored, 0.5, Some(1.7));
    assert_eq!(sure(&stored, "ana"), first_alone);
    kind(&mut stored, 0.0, None);
    assert!(sure(&stored, "ana") > first_alone);
}

#[test]
fn strong_and_possible_need_the_gap_and_the_probability() {
    for (rows, expected) in [
        // Contradicting lines: by the careful gap alone.
        (
            "alex M3 +money:48e6:asserted +systems:5:measured +incidents:6:anecdotal D3 b10000",
            "possible/moderate alex 1.7777",
        ),
        // Half a rung and more likely than not.
        ("ana M1 rights budgets +stated:6", "confirmed/moderate ana 0.5"),
        // By the middle gap, and not unlikely.
        ("bo IC5 +money:20e6:measured D5 b50000", "possible/moderate bo"),
        // The same gap, told by somebody: unlikely.
        ("cy IC5 +stated:6.2:anecdotal D5 b50000", ""),
    ] {
        let org = org(rows);
        let said = found(&org, "under-authorised");
        assert!(said.starts_with(expected) && said.is_empty() == expected.is_empty(), "{rows}: {said}");
    }
}

#[test]
fn a_finding_that_only_the_careful_gap_carries_says_both_and_why() {
    let org = section_9("asserted");
    let judgement = Judgement::of(&org);
    let facts = judgement.facts(&org);
    let said: Vec<String> =
        judgement.of_people().iter().filter(|it| it.rule.id == "under-authorised").map(|it| it.say(&facts)).collect();
    assert_eq!(
        said,
        [
            "Decision authority is possibly 1.8 rungs below their record by the conservative gap, but the lines of \
             evidence contradict one another",
            "Decision authority is 2.0 rungs below their record"
        ]
    );
}

#[test]
fn taller_ladders_and_people_without_one_are_read_too() {
    let mut tall = common::head();
    let entries = &mut tall.ladders[0].tracks[1].entries;
    entries.extend((7..=20).map(|k| Rung::named(&format!("M{k}"), "")));
    let mut builder = Builder::new(tall);
    let seat = builder.find_rung("", "IC5").map(|rung| Seat { rung, source: SeatSource::Given });
    let person = builder.add(&Row { key: "ana", name: "ana", seat, ..Row::default() });
    let item = |words: &str| common::evidence(words);
    let evidence = vec![item("money:48e6:measured"), item("systems:30:asserted"), item("incidents:0")];
    builder.set_details(person, Details { evidence, ..Details::default() });
    let org = builder.finish().0;
    let (p, again) = (sure(&org, "ana").expect("lines"), plain::probability(&org, "ana").expect("lines"));
    assert!((p - again).abs() < 1e-6, "{p} and {again}");
    let none = common::org("ana - +money:48e6:measured +systems:900 authority=4");
    let (p, again) = (sure(&none, "ana").expect("lines"), plain::probability(&none, "ana").expect("lines"));
    assert!((p - again).abs() < 1e-4, "{p} and {again}");
    // However far off, it is a probability.
    for words in ["- +money:1e300 authority=4", "- +money:1e-300 authority=1e300", "IC5 +money:1e300 authority=-1e300"]
    {
        let org = common::org(&format!("ana {words}"));
        assert!(sure(&org, "ana").is_some_and(|p| (0.0..=1.0).contains(&p)), "{words}");
    }
}

/// METHOD.md section 5a written down once more, plainly: no table, no logarithm of a sum, every choice of lines tried.
pub mod plain {
    use std::collections::BTreeMap;
    use twintrack::measure::{Measure, Scale};
    use twintrack::org::*;

    /// σ and u by provenance, worst first.
    const NOISE: [(f64, f64); 4] = [(1.65, 2.10), (1.25, 0.65), (1.00, 0.45), (0.90, 0.15)];

    struct Line {
        x: f64,
        end: f64,
        noise: (f64, f64),
        source: String,
    }

    pub fn probability(org: &Org, key: &str) -> Option<f64> {
        let person = org.find(key)?;
        let scale = Scale::of(org);
        let measure = Measure { org, scale: &scale };
        let authority = measure.authority(person)?;
        let highest = measure.marks(person).and_then(|marks| marks.highest);
        let lines = lines(org, &measure, person, highest);
        if lines.is_empty() {
            return None;
        }
        let (parts, deviation) = match org.details(person).stated_authority {
            Some(stated) => (vec![stated], 0.2),
            None => ([authority.r, authority.d, authority.b].into_iter().flatten().collect(), 0.6),
        };
        // One line of every source, all choices of them.
        let mut choices: Vec<Vec<&Line>> = vec![Vec::new()];
        let mut sources: BTreeMap<String, Vec<&Line>> = BTreeMap::new();
        for (line, at) in lines.iter().zip(0..) {
            let name = if line.source.is_empty() { format!("\0{at}") } else { line.source.clone() };
            sources.entry(name).or_default().push(line);
        }
        for group in sources.values() {
            let with = |choice: &Vec<_>, line| choice.iter().copied().chain([line]).collect();
            choices = choices.iter().flat_map(|choice| group.iter().map(move |line| with(choice, *line))).collect();
        }
        let of = |choice: &Vec<&Line>| of_lines(choice, &parts, deviation, highest);
        choices.iter().map(of).max_by(f64::total_cmp)
    }

    fn of_lines(lines: &[&Line], parts: &[f64], deviation: f64, highest: Option<f64>) -> f64 {
        let top = highest.map_or(11.0, |grade| (grade + 1.0).max(11.0));
        let grid: Vec<f64> = (0..=(top * 4.0).ceil() as usize).map(|at| at as f64 / 4.0).collect();
        let normal = |x: f64, deviation: f64| phi(x / deviation) / deviation;
        let (mut all, mut above) = (0.0, 0.0);
        for &authority in &grid {
            let prior = |impact: f64| 0.84 * normal(impact - authority, 0.4) + 0.16 * normal(impact - authority, 3.2);
            let whole: f64 = grid.iter().map(|&impact| prior(impact)).sum();
            let read: f64 = parts.iter().map(|part| normal(part - authority, deviation)).product();
            for &impact in &grid {
                let seen: f64 = lines.iter().map(|line| line.likelihood(impact)).product();
                let weight = (-authority / 6.4).exp() * read * prior(impact) / whole * seen;
                all += weight;
                above += if impact - authority >= 1.0 { weight } else { 0.0 };
            }
        }
        above / all
    }

    impl Line {
        fn likelihood(&self, impact: f64) -> f64 {
            let (deviation, u) = self.noise;
            let (a, b, z) = (1.0 / u, 1.0 / 1.3, self.x - impact);
            let s = z / deviation;
            let below = || normal_below(s) + phi(s) * (a * r(b * deviation + s) - b * r(a * deviation - s)) / (a + b);
            if self.x <= 0.0 {
                below()
            } else if self.x >= self.end {
                1.0 - below()
            } else {
                a * b / (a + b) * phi(s) * (r(a * deviation - s) + r(b * deviation + s))
            }
        }
    }

    fn lines(org: &Org, measure: &Measure, person: PersonId, highest: Option<f64>) -> Vec<Line> {
        let constants = measure.constants(person);
        let ceiling = highest.map_or(f64::INFINITY, |grade| grade + 1.0);
        let year = (org.head.as_of.saturating_sub(jiff::ToSpan::years(1)), org.head.as_of);
        let mut kinds: BTreeMap<&str, Vec<(f64, Provenance, &str)>> = BTreeMap::new();
        for item in &org.details(person).evidence {
            let kind = constants.kinds.iter().find(|kind| kind.name == item.kind);
            let is_stated = item.kind == "stated";
            if kind.is_none() && !is_stated {
                continue;
            }
            let part = match item.period {
                _ if is_stated => 1.0,
                None => 1.0,
                Some(Period { from, to }) => {
                    let to = to.unwrap_or(year.1.max(from));
                    let days: Vec<_> = from.series(jiff::ToSpan::day(1)).take_while(|day| *day <= to).collect();
                    let inside = days.iter().filter(|day| **day > year.0 && **day <= year.1).count() as f64;
                    let is_stock = kind.is_some_and(EvidenceKind::is_stock);
                    let length = year.0.series(jiff::ToSpan::day(1)).take_while(|day| *day < year.1).count() as f64;
                    match () {
                        () if is_stock && inside > 0.0 && to >= year.1 => 1.0,
                        () if is_stock => inside / length,
                        () => inside / days.len() as f64,
                    }
                }
            };
            if part > 0.0 {
                let face = if is_stated { item.amount } else { item.share * part * item.amount };
                kinds.entry(&item.kind).or_default().push((face, item.provenance, &item.source));
            }
        }
        let line = |(name, items): (&str, Vec<(f64, Provenance, &str)>)| {
            let Some(kind) = constants.kinds.iter().find(|kind| kind.name == name) else {
                let largest = items.iter().map(|it| it.0).fold(0.0, f64::max);
                let of_it: Vec<_> = items.iter().filter(|it| it.0 == largest).collect();
                let source = of_it.iter().map(|it| it.2).min_by_key(|source| (source.is_empty(), *source));
                return Line {
                    x: largest.min(ceiling),
                    end: ceiling,
                    noise: NOISE[of_it.iter().map(|it| it.1).max().expect("an item") as usize],
                    source: source.unwrap_or_default().to_owned(),
                };
            };
            let face: f64 = items.iter().map(|it| it.0).sum();
            let end = kind.cap.unwrap_or(f64::INFINITY).min(ceiling);
            let (mut by_provenance, mut by_source) = ([0.0; 4], BTreeMap::new());
            for (face, provenance, source) in &items {
                by_provenance[*provenance as usize] += face;
                *by_source.entry((source.is_empty(), *source)).or_insert(0.0) += face;
            }
            let has = |at: &usize| items.iter().any(|it| it.1 as usize == *at);
            let best = (0..4).filter(has).max_by(|a, b| by_provenance[*a].total_cmp(&by_provenance[*b]).then(a.cmp(b)));
            let mut source = (f64::NEG_INFINITY, "");
            for ((_, name), face) in by_source {
                if face > source.0 {
                    source = (face, name);
                }
            }
            let shift = match (kind.offset_sure, kind.offset) {
                (Some(sure), _) => sure,
                (None, 0.0) => 0.0,
                (None, first) => first + 1.2,
            };
            let x = if face <= 0.0 { 0.0 } else { (raw(&kind.anchors, face) - shift).min(end).max(0.0) };
            Line { x, end, noise: NOISE[best.expect("an item")], source: source.1.to_owned() }
        };
        kinds.into_iter().map(line).collect()
    }

    fn raw(anchors: &[Anchor], value: f64) -> f64 {
        let at = anchors.iter().filter(|anchor| anchor.0 <= value).count().clamp(1, anchors.len() - 1);
        let ((low, from), (high, to)) = (anchors[at - 1], anchors[at]);
        from + (value / low).log10() / (high / low).log10() * (to - from)
    }

    fn phi(x: f64) -> f64 {
        (-x * x / 2.0).exp() / std::f64::consts::TAU.sqrt()
    }

    /// Φ by its series, or by its tail's continued fraction.
    fn normal_below(x: f64) -> f64 {
        if x.abs() > 6.0 {
            let tail = phi(x) * fraction(x.abs());
            return if x > 0.0 { 1.0 - tail } else { tail };
        }
        let (mut term, mut sum) = (x, x);
        for k in 1..200 {
            term *= x * x / f64::from(2 * k + 1);
            sum += term;
        }
        0.5 + phi(x) * sum
    }

    fn fraction(t: f64) -> f64 {
        1.0 / (1..200).rev().fold(t, |below, k| t + f64::from(k) / below)
    }

    /// (1 − Φ(t)) / φ(t).
    fn r(t: f64) -> f64 {
        if t > 3.0 { fraction(t) } else { (1.0 - normal_below(t)) / phi(t) }
    }
}
