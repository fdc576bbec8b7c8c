//! What a file shows without any evidence: where each track ends, who manages, seats, spans, layers, pay. Nothing here
//! compares anybody's authority with their impact.

use crate::measure::SAME_GRADE;
use crate::org::{Org, PersonId, RungId, TrackKind};
use crate::plan::diff::median_of;
use crate::plan::tell_most;
use crate::rules::Facts;
use crate::rules::words::{amount, hundredths};

/// Least number of people for a median to be told.
const FEW: usize = 5;

/// A fact with its number and the people it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Subject, as in `Manage two people or fewer`.
    pub label: String,
    /// Number with its unit, as in `3 of 14 managers`.
    pub value: String,
    /// People it is about; may be empty.
    pub people: Vec<PersonId>,
}

/// Lines below one heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// One of `Tracks`, `Managing`, `Seats` and `Pay`.
    pub title: &'static str,
    /// Lines, never empty.
    pub lines: Vec<Line>,
}

/// Everything that a file shows without evidence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// Parts that have lines.
    pub parts: Vec<Part>,
    /// People whose evidence would tell most, with the reason for each.
    pub collect: Vec<(PersonId, String)>,
}

/// Rungs with the same grade, on both sides.
struct Row {
    grade: f64,
    ic: Vec<RungId>,
    management: Vec<RungId>,
}

impl Shown {
    /// Collects everything from an organisation; linear in people.
    pub fn of(facts: &Facts) -> Self {
        let rows = rows(facts);
        let seated = seated(facts.org);
        let parts = [
            ("Tracks", tracks(facts, &rows)),
            ("Managing", managing(facts)),
            ("Seats", seats(facts.org, &rows, &seated)),
            ("Pay", [pay(facts.org, &rows, &seated), pay_against(facts)].concat()),
        ];
        let parts = parts.into_iter().filter(|(_, lines)| !lines.is_empty());
        let collect = tell_most(facts, facts.org.shows_people());
        Self { parts: parts.map(|(title, lines)| Part { title, lines }).collect(), collect }
    }
}

/// Rungs of all ladders by grade, highest first; those that cannot be compared are left out.
fn rows(facts: &Facts) -> Vec<Row> {
    let mut graded: Vec<(f64, RungId)> =
        facts.org.rungs().filter_map(|rung| Some((facts.scale.grade(rung)?, rung))).collect();
    graded.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut rows: Vec<Row> = Vec::new();
    for (grade, rung) in graded {
        if rows.last().is_none_or(|row| row.grade - grade > SAME_GRADE) {
            rows.push(Row { grade, ic: Vec::new(), management: Vec::new() });
        }
        if let Some(row) = rows.last_mut() {
            match facts.org.track(rung).kind {
                TrackKind::Ic => row.ic.push(rung),
                TrackKind::Management => row.management.push(rung),
            }
        }
    }
    rows
}

/// People on each rung, in file order.
fn seated(org: &Org) -> Vec<Vec<PersonId>> {
    let mut seated = vec![Vec::new(); org.rungs().len()];
    for person in org.people().filter(|&p| org.is_judged(p)) {
        if let Some(seat) = org.seat(person) {
            seated[seat.rung.0 as usize].push(person);
        }
    }
    seated
}

fn on(rungs: &[RungId], seated: &[Vec<PersonId>]) -> Vec<PersonId> {
    let mut people: Vec<_> = rungs.iter().map(|rung| seated[rung.0 as usize].as_slice()).collect::<Vec<_>>().concat();
    // The people of each rung are in order already, which makes this sort fast.
    people.sort();
    people
}

/// Codes of the rungs on one side of a row, each once.
fn codes(org: &Org, rungs: &[RungId]) -> String {
    let mut codes: Vec<&str> = Vec::new();
    for &rung in rungs {
        let code = org.rung(rung).code.as_str();
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes.join(", ")
}

fn tracks(facts: &Facts, rows: &[Row]) -> Vec<Line> {
    let org = facts.org;
    let mut lines = Vec::new();
    let ends = [(TrackKind::Ic, "IC track ends at"), (TrackKind::Management, "Management track ends at")];
    for (kind, label) in ends {
        let highest = rows.iter().find_map(|row| {
            let side = if kind == TrackKind::Ic { &row.ic } else { &row.management };
            let open: Vec<_> = side.iter().copied().filter(|&rung| org.rung(rung).open).collect();
            (!open.is_empty()).then(|| codes(org, &open))
        });
        if let Some(value) = highest {
            lines.push(Line { label: label.to_owned(), value, people: Vec::new() });
        }
    }
    let fork = |person: PersonId| {
        let rung = org.seat(person)?.rung;
        Some((facts.scale.grade(rung)?, facts.scale.marks[org.rung_place(rung).ladder as usize].fork?))
    };
    let above = org.people().filter(|&p| org.is_judged(p));
    let above: Vec<_> = above.filter(|&p| fork(p).is_some_and(|(grade, fork)| grade >= fork - SAME_GRADE)).collect();
    if !above.is_empty() {
        let manage: Vec<_> = above.iter().copied().filter(|&p| facts.tree.is_manager(org, p)).collect();
        lines.push(Line {
            label: "People managers at or above the fork".to_owned(),
            value: format!("{} of {}", count(manage.len()), count(above.len())),
            people: manage,
        });
    }
    lines
}

fn managing(facts: &Facts) -> Vec<Line> {
    let (org, tree) = (facts.org, facts.tree);
    let mut spans: Vec<f64> = Vec::new();
    let mut small = Vec::new();
    let mut layers = 0;
    for &person in tree.order() {
        layers = layers.max(tree.depth(person) + 1);
        if !org.is_judged(person) {
            continue;
        }
        let span = tree.span_of_control(org, person);
        if span > 0 {
            spans.push(f64::from(span));
            if span <= 2 {
                small.push(person);
            }
        }
    }
    if spans.is_empty() {
        return Vec::new();
    }
    let line = |label: &str, value: String, people: Vec<PersonId>| Line { label: label.to_owned(), value, people };
    let (half, largest) = (median_of(&mut spans), spans.iter().copied().fold(0.0, f64::max));
    vec![
        line(
            "Managers with two reports or fewer",
            format!("{} of {} managers", count(small.len()), count(spans.len())),
            small,
        ),
        line("Span of control", format!("median {}, most {}", middle(half), thousands(largest)), Vec::new()),
        line("Layers", thousands(f64::from(layers)), Vec::new()),
    ]
}

fn seats(org: &Org, rows: &[Row], seated: &[Vec<PersonId>]) -> Vec<Line> {
    let mut lines = Vec::new();
    for row in rows {
        let (ic, management) = (on(&row.ic, seated), on(&row.management, seated));
        let label = match (codes(org, &row.ic), codes(org, &row.management)) {
            (ic, management) if management.is_empty() => ic,
            (ic, management) if ic.is_empty() => management,
            (ic, management) => format!("{ic} · {management}"),
        };
        let value = match (row.ic.is_empty(), row.management.is_empty()) {
            (false, false) => format!("{} IC, {} management", count(ic.len()), count(management.len())),
            (false, true) => count(ic.len()),
            _ => count(management.len()),
        };
        let mut people = ic;
        people.extend(management);
        lines.push(Line { label, value, people });
    }
    lines
}

fn pay(org: &Org, rows: &[Row], seated: &[Vec<PersonId>]) -> Vec<Line> {
    let mut lines = Vec::new();
    for row in rows {
        for side in [&row.ic, &row.management] {
            let paid = on(side, seated).into_iter().filter_map(|person| Some((person, org.yearly_pay(person)?)));
            let (mut people, mut pays): (Vec<_>, Vec<_>) = paid.unzip();
            if people.is_empty() {
                continue;
            }
            if !org.shows_people() {
                // Whose pay is known is not told either.
                people.clear();
            }
            people.shrink_to_fit();
            let value = if pays.len() < FEW {
                "too few".to_owned()
            } else {
                let amount = format!("{} {}", thousands(median_of(&mut pays)), org.head.currency);
                format!("median {} ({} people)", amount.trim_end(), count(pays.len()))
            };
            lines.push(Line { label: codes(org, side), value, people });
        }
    }
    lines
}

/// Pay compared with the number of people below, and the management rungs with pay like that of each IC rung: neither
/// needs evidence.
fn pay_against(facts: &Facts) -> Vec<Line> {
    let (org, indices) = (facts.org, facts.indices);
    let mut lines = Vec::new();
    let ties = &indices.pay;
    if ties.headcount_alone.value.is_some() && ties.pairs > 0 {
        let share = hundredths(ties.more_people_more_pay as f64 / ties.pairs as f64);
        let value = format!("{share:.0} %");
        lines.push(Line {
            label: "Pairs in which more people below means more pay".to_owned(),
            value,
            people: Vec::new(),
        });
    }
    for it in indices.pay_equivalences.iter().filter(|it| it.management_people >= FEW) {
        let [low, high] = [it.between.0, it.between.1].map(|rung| org.rung(rung).code.as_str());
        let value = if low == high { low.to_owned() } else { format!("{low} to {high}") };
        lines.push(Line { label: format!("{} is paid like", org.rung(it.rung).code), value, people: Vec::new() });
    }
    lines
}

fn count(n: usize) -> String {
    thousands(n as f64)
}

/// Median of whole numbers, as in `3.5` or `19,999`.
fn middle(half: f64) -> String {
    if half.fract() == 0.0 { thousands(half) } else { format!("{}.5", thousands(half.floor())) }
}

/// Whole number with separators, as in `1,250,000`.
pub fn thousands(value: f64) -> String {
    // A number that rounds to zero has no sign.
    amount(if value > -0.5 { value.abs() } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::org::{Builder, Equivalence, Head, Ladder, Pay, Row, Rung, Seat, SeatSource, Stated, Track};
    use crate::rules::Judgement;

    /// Organisation from lines of `key manager rung pay`, one for each person, on the rungs IC1 to IC4, M1 = IC3 and
    /// M2.
    fn org(people: &str) -> Org {
        let mut head = Head::new("Test", jiff::civil::date(2026, 9, 30));
        head.currency = "EUR".to_owned();
        let track = |kind, prefix: &str, n: usize| Track {
            kind,
            name: String::new(),
            entries: (1..=n).map(|k| Rung::named(&format!("{prefix}{k}"), "")).collect(),
        };
        head.ladders.push(Ladder {
            tracks: vec![track(TrackKind::Ic, "IC", 4), track(TrackKind::Management, "M", 2)],
            equivalences: vec![Equivalence { entry: "M1".into(), equals: "IC3".into(), stated: Stated::Explicit }],
            ..Ladder::default()
        });
        let mut builder = Builder::new(head);
        for line in people.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            let rung = builder.find_rung("", words[2]);
            let seat = rung.map(|rung| Seat { rung, source: SeatSource::Given });
            let amount: f64 = words[3].parse().expect("a number");
            let pay = Pay { low: amount, high: amount, ..Pay::NONE };
            let manager = if words[1] == "-" { "" } else { words[1] };
            builder.add(&Row { key: words[0], manager, seat, pay, ..Row::default() });
        }
        builder.finish().0
    }

    fn check(people: &str, lines: &[&str]) {
        let org = org(people);
        let judgement = Judgement::of(&org);
        let shown = Shown::of(&judgement.facts(&org));
        let found: Vec<String> = shown
            .parts
            .iter()
            .flat_map(|part| part.lines.iter().map(|l| format!("{}: {} {}", l.label, l.value, l.people.len())))
            .collect();
        assert_eq!(found, lines);
    }

    #[test]
    fn a_small_company_shows_where_its_tracks_end_and_who_manages() {
        check(
            "ana - M2 200\nbo ana M1 NaN\ncy bo IC3 120\ndi bo IC1 80\ned bo IC1 80\nfi bo IC1 90\ngu bo IC1 100\nhe bo IC1 110",
            &[
                "IC track ends at: IC4 0",
                "Management track ends at: M2 0",
                "People managers at or above the fork: 2 of 3 2",
                "Managers with two reports or fewer: 1 of 2 managers 1",
                "Span of control: median 3.5, most 6 0",
                "Layers: 3 0",
                "IC4 · M2: 0 IC, 1 management 1",
                "IC3 · M1: 1 IC, 1 management 2",
                "IC2: 0 0",
                "IC1: 5 5",
                "M2: too few 0",
                "IC3: too few 0",
                "IC1: median 90 EUR (5 people) 0",
            ],
        );
    }

    #[test]
    fn pay_is_told_against_people_below_and_against_management() {
        let people = "a - M2 300\nb a M2 300\nc a M2 300\nd a M2 300\ne a M2 300\nf b M1 200\ng b M1 200\nh b M1 200\n\
                      i c M1 200\nj d M1 200\nk f IC4 250\nl f IC4 250\nm g IC4 250\nn h IC4 250\no i IC4 250";
        let org = org(people);
        let judgement = Judgement::of(&org);
        let lines = pay_against(&judgement.facts(&org));
        let found: Vec<String> = lines.iter().map(|line| format!("{}: {}", line.label, line.value)).collect();
        let [pairs, like] = found.as_slice() else { panic!("{found:?}") };
        assert!(pairs.starts_with("Pairs in which more people below means more pay: "), "{pairs}");
        assert_eq!(like, "IC4 is paid like: M1 to M2");
    }

    #[test]
    fn nobody_shows_nothing_but_the_ladder() {
        check(
            "",
            &[
                "IC track ends at: IC4 0",
                "Management track ends at: M2 0",
                "IC4 · M2: 0 IC, 0 management 0",
                "IC3 · M1: 0 IC, 0 management 0",
                "IC2: 0 0",
                "IC1: 0 0",
            ],
        );
    }

    #[test]
    fn thousands_are_kept_apart() {
        assert_eq!([0.4, 999.0, 1000.0, -1234567.0].map(thousands), ["0", "999", "1,000", "−1,234,567"]);
    }
}
