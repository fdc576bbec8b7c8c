//! The organisation's indices: plots first, then each in a sentence with its limits.

use super::block::{Block, Figure, Item, Line, Table};
use super::made::{FEW, Made};
use crate::diagram::plots::{Dumbbell, Plot, Whisker, bars, dumbbells, whiskers};
use crate::measure::{Medians, Tau};
use crate::org::RungId;
use crate::report::shown::thousands;
use crate::report::{Told, told};
use crate::rules::Judgement;
use crate::scene::Role;

/// Largest number of rungs in a plot.
const MOST: usize = 24;

/// Blocks of the section.
pub fn blocks(made: &Made) -> Vec<Block> {
    let told = told(made.facts.org, made.judgement);
    let is_shown = |told: &&Told| made.show.pay || !told.rests_on_pay();
    let mut blocks = vec![Block::Section("Indices".to_owned())];
    if !made.show.pay {
        blocks.push(Block::Note("Anything calculated from pay is not included.".to_owned()));
    }
    let figures = [two_paths(made, &told), ties(made, &told)].into_iter().flatten().chain(parities(made));
    blocks.extend(figures.map(Block::Figure));
    let alone = |told: &&Told| !EQUAL_RUNGS.iter().any(|(id, _)| *id == told.id) && told.id != PAID_LIKE;
    blocks.extend(told.iter().filter(is_shown).filter(alone).map(|it| Block::Item(item(it))));
    let paid_like: Vec<&Told> = told.iter().filter(is_shown).filter(|it| it.id == PAID_LIKE).collect();
    if let Some(first) = paid_like.first() {
        blocks.push(Block::Heading("Pay compared with management".to_owned()));
        let points = paid_like.iter().map(|it| format!("{}: {}. {}", it.title, it.value, it.sentence));
        blocks.push(Block::List(points.collect()));
        blocks.push(Block::Note(format!("Limits: {}", first.limits)));
    }
    blocks.extend(equal_rungs(&told, made.show.pay));
    blocks
}

/// Ids of the indices told for every equated rung, with the heads of their columns.
const EQUAL_RUNGS: [(&str, &str); 4] = [
    ("authority-parity", "Decisions"),
    ("budget-parity", "Budget"),
    ("pay-parity", "Pay"),
    ("seats", "People, IC and management"),
];
const PAID_LIKE: &str = "pay-equivalence";

/// Table of equated rungs with their indices, as the difference of IC from management.
fn equal_rungs(told: &[Told], with_pay: bool) -> Vec<Block> {
    let columns: Vec<(&str, &str)> =
        EQUAL_RUNGS.into_iter().filter(|(id, _)| with_pay || !id.starts_with("pay-")).collect();
    let of_rungs = |told: &Told| told.title.split_once(", ").map(|(_, rungs)| rungs.to_owned());
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut limits = String::new();
    for it in told {
        let Some(column) = columns.iter().position(|(id, _)| *id == it.id) else { continue };
        let Some(rungs) = of_rungs(it) else { continue };
        if rows.last().is_none_or(|row| row[0] != rungs) {
            let mut row = vec![String::new(); columns.len() + 1];
            row[0] = rungs;
            rows.push(row);
        }
        if let Some(row) = rows.last_mut() {
            let Item { tag, .. } = item(it);
            row[column + 1] = tag;
        }
        if it.id == "authority-parity" {
            limits.clone_from(&it.limits);
        }
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let heads = std::iter::once(("Rungs".to_owned(), false));
    let columns = heads.chain(columns.iter().map(|(_, head)| ((*head).to_owned(), true))).collect();
    vec![
        Block::Heading("Equal rungs".to_owned()),
        Block::Text("Difference between the medians of the IC side and the management side.".to_owned()),
        Block::Table(Table { columns, rows }),
        Block::Note(format!("Limits: {limits}")),
    ]
}

fn item(told: &Told) -> Item {
    let tag = match &told.interval {
        Some(interval) => format!("{} ({interval})", told.value),
        None => told.value.clone(),
    };
    let lines = vec![Line::plain(&told.sentence), Line::led("Limits", &told.limits)];
    Item { sign: None, title: told.title.clone(), tag, lines }
}

/// Value of an index in words, so that a plot says "too few" whenever the text does.
fn value<'a>(told: &'a [Told], id: &str) -> Option<&'a str> {
    told.iter().find(|it| it.id == id).map(|it| it.value.as_str())
}

/// Plot of ceilings and convergence: the part of the way up that is open to management alone.
fn two_paths(made: &Made, told: &[Told]) -> Option<Figure> {
    let Judgement { indices, .. } = made.judgement;
    let mut rows: Vec<Whisker> = Vec::new();
    let words = told.iter().filter(|it| it.id == "ceiling");
    for (part, it) in indices.ceilings.iter().zip(words).filter(|(part, _)| part.is_some()).take(MOST) {
        let label = it.title.replace("Ceiling of the IC track", "Ceiling, as designed");
        rows.push(Whisker { label, value: *part, interval: None, words: it.value.clone(), role: Role::Under });
    }
    let convergence = &indices.convergence;
    let sides = [convergence.managers, convergence.others];
    if let Some(words) = value(told, "convergence").filter(|_| convergence.kappa.is_some()) {
        let value = convergence.kappa.filter(|_| sides.iter().all(|&n| n == 0 || n >= FEW));
        let label = "Convergence, in practice".to_owned();
        rows.push(Whisker { label, value, interval: None, words: words.to_owned(), role: Role::Management });
    }
    let caption = "0 %: both paths reach equally high. 100 %: management is the only way up.";
    (!rows.is_empty()).then(|| figure(bars(&rows), "Ceiling and convergence", caption))
}

/// Plot of how closely pay follows headcount and impact, with 95 % intervals; `None` if pay is not shown or unknown.
fn ties(made: &Made, told: &[Told]) -> Option<Figure> {
    let pay = made.judgement.indices.pay;
    let row = |label: &str, id: &str, tau: Tau, role| {
        let words = value(told, id)?.to_owned();
        let interval = tau.interval.map(|it| (it.lo, it.hi));
        Some(Whisker { label: label.to_owned(), value: tau.value, interval, words, role })
    };
    let rows = [
        row("Pay and people below (τ)", "pay-headcount", pay.headcount_alone, Role::Management),
        row("Pay and impact (τ)", "pay-impact", pay.impact, Role::Ic),
    ];
    let rows: Vec<Whisker> = rows.into_iter().flatten().filter(|row| row.value.is_some()).collect();
    let ticks = [(-1.0, "−1"), (-0.5, "−0.5"), (0.0, "0"), (0.5, "0.5"), (1.0, "1")];
    let caption = "1: more always means more pay. 0: no relation. Lines are 95 % intervals.";
    let is_shown = made.show.pay && !rows.is_empty();
    is_shown.then(|| figure(whiskers(&rows, (-1.0, 1.0), &ticks), "What pay rises with", caption))
}

/// Plots of equated rungs, with both sides of each on one scale.
fn parities(made: &Made) -> Vec<Figure> {
    let parities = &made.judgement.indices.parities;
    let rows = |of: &dyn Fn(&crate::measure::Parity) -> Medians, words: &dyn Fn(f64, f64) -> String| {
        let row = |parity: &crate::measure::Parity| {
            let medians = of(parity);
            let is_told = medians.by_ladder || medians.ic_people.min(medians.management_people) >= FEW;
            let (ic, management) = medians.ic.zip(medians.management).filter(|_| is_told).unzip();
            let label = format!("{} and {}", codes(made, &parity.ic), codes(made, &parity.management));
            let words = ic.zip(management).map_or_else(|| "too few".to_owned(), |(a, b)| words(a, b));
            Dumbbell { label, ic, management, words }
        };
        parities.iter().rev().take(MOST).map(row).collect::<Vec<_>>()
    };
    let in_rungs = |ic: f64, management: f64| match ((ic - management) * 10.0).round() / 10.0 {
        0.0 => "equal".to_owned(),
        gap if gap < 0.0 => format!("IC {:.1} lower", -gap),
        gap => format!("IC {gap:.1} higher"),
    };
    let in_percent = |ic: f64, management: f64| match ((ic / management - 1.0) * 100.0).round() {
        0.0 => "equal".to_owned(),
        gap if gap < 0.0 => format!("IC {:.0} % less", -gap),
        gap => format!("IC {gap:.0} % more"),
    };
    let grade = |grade: f64| format!("grade {grade:.1}");
    // Scales of grades have steps of one rung; those of pay have steps of a power of ten, at most a tenth of the
    // highest value.
    let step =
        |rows: &[Dumbbell]| match rows.iter().flat_map(|row| [row.ic, row.management]).flatten().fold(0.0, f64::max) {
            most if most > 1_000.0 => 10_f64.powf((most / 10.0).log10().floor()),
            _ => 1.0,
        };
    let sides = "Disc: individual contributors. Diamond: management. Median of each rung.";
    let mut figures = Vec::new();
    let mut plot = |rows: Vec<Dumbbell>, words: &dyn Fn(f64) -> String, alt: &str| {
        if rows.iter().any(|row| row.ic.is_some()) {
            figures.push(figure(dumbbells(&rows, step(&rows), words), alt, &format!("{alt}. {sides}")));
        }
    };
    plot(rows(&|it| it.decision, &in_rungs), &grade, "Decisions on equal rungs");
    plot(rows(&|it| it.budget, &in_rungs), &grade, "Budgets on equal rungs");
    if made.show.pay {
        plot(rows(&|it| it.pay, &in_percent), &thousands, "Pay on equal rungs");
    }
    figures
}

fn codes(made: &Made, rungs: &[RungId]) -> String {
    let codes: Vec<&str> = rungs.iter().map(|&rung| made.facts.org.rung(rung).code.as_str()).collect();
    codes.join(", ")
}

fn figure((bounds, marks): Plot, alt: &str, caption: &str) -> Figure {
    Figure { alt: alt.to_owned(), caption: caption.to_owned(), bounds, marks, is_wide: false }
}
