//! The ladders: rungs from the highest down, equated rungs, seats on both sides, and pay bands if they are shown.

use super::block::{Block, Figure, Table};
use super::made::Made;
use crate::diagram::plots::{SeatBar, seats};
use crate::measure::SAME_GRADE;
use crate::org::{Ladder, RungId, Stated, TrackKind};
use crate::report::shown::thousands;
use crate::rules::words::limit;

/// Rungs of one ladder with the same grade.
struct Row {
    grade: f64,
    ic: Vec<RungId>,
    management: Vec<RungId>,
}

/// Blocks of the section.
pub fn blocks(made: &Made) -> Vec<Block> {
    let ladders = &made.facts.org.head.ladders;
    let mut blocks = vec![Block::Section("Ladder".to_owned())];
    if ladders.is_empty() {
        blocks.push(Block::Text("No ladder has been chosen yet, so no one has a rung.".to_owned()));
    }
    for (at, ladder) in (0_u16..).zip(ladders) {
        if ladders.len() > 1 {
            blocks.push(Block::Heading(ladder.name.clone()));
        }
        blocks.push(Block::Text(in_short(made, at, ladder)));
        let rows = rows(made, at);
        if !rows.is_empty() {
            blocks.push(Block::Figure(figure(made, &rows)));
            blocks.push(Block::Table(table(made, ladder, &rows)));
        }
        let apart: Vec<&str> = of(made, at)
            .filter(|&rung| made.facts.scale.grade(rung).is_none())
            .map(|rung| made.facts.org.rung(rung).code.as_str())
            .collect();
        if !apart.is_empty() {
            let apart = apart.join(", ");
            blocks.push(Block::Note(format!("Not compared, because no rungs are set equal: {apart}.")));
        }
    }
    blocks
}

/// Source of a ladder, where management begins and where each track ends, in sentences.
fn in_short(made: &Made, at: u16, ladder: &Ladder) -> String {
    let marks = made.facts.marks(at);
    let mut words = match ladder.source.as_str() {
        "" => String::new(),
        source => format!("{source}. "),
    };
    match marks.fork {
        Some(fork) => words.push_str(&format!("Management begins at grade {fork:.1}. ")),
        None => words.push_str("No management rung has a grade, so comparisons with the fork are not available. "),
    }
    if let (Some(ic), Some(management)) = (marks.top_ic, marks.top_management) {
        let missing = management - ic;
        words.push_str(&if missing > SAME_GRADE {
            format!(
                "The IC track ends at grade {ic:.1}, management at {management:.1}: {} without an equal IC rung.",
                limit((missing * 10.0).round() / 10.0)
            )
        } else {
            format!("The IC track ends at grade {ic:.1}, management at {management:.1}.")
        });
    }
    words.trim_end().to_owned()
}

fn of<'a>(made: &Made<'a>, ladder: u16) -> impl Iterator<Item = RungId> + use<'a> {
    let org = made.facts.org;
    org.rungs_of(ladder)
}

/// Rows by grade, highest first.
fn rows(made: &Made, ladder: u16) -> Vec<Row> {
    let (org, scale) = (made.facts.org, made.facts.scale);
    let mut graded: Vec<(f64, RungId)> = of(made, ladder).filter_map(|it| Some((scale.grade(it)?, it))).collect();
    graded.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut rows: Vec<Row> = Vec::new();
    for (grade, rung) in graded {
        if rows.last().is_none_or(|row| row.grade - grade > SAME_GRADE) {
            rows.push(Row { grade, ic: Vec::new(), management: Vec::new() });
        }
        if let Some(row) = rows.last_mut() {
            match org.track(rung).kind {
                TrackKind::Ic => row.ic.push(rung),
                TrackKind::Management => row.management.push(rung),
            }
        }
    }
    rows
}

fn figure(made: &Made, rows: &[Row]) -> Figure {
    let org = made.facts.org;
    let side = |rungs: &[RungId]| {
        let open = rungs.iter().filter(|&&rung| org.rung(rung).open || made.facts.seats(rung) != Default::default());
        let seats: Vec<f64> = open.map(|&it| made.facts.seats(it)).map(|it| f64::from(it.people) + it.others).collect();
        (!seats.is_empty()).then(|| seats.iter().sum::<f64>())
    };
    let bars: Vec<SeatBar> = rows
        .iter()
        .map(|row| {
            let codes: Vec<&str> = row.ic.iter().chain(&row.management).map(|&it| org.rung(it).code.as_str()).collect();
            SeatBar { label: codes.join(" = "), ic: side(&row.ic), management: side(&row.management) }
        })
        .collect();
    let (bounds, marks) = seats(&bars);
    Figure {
        alt: "Seats on every rung, individual contributors left and management right".to_owned(),
        caption:
            "Seats on each rung, highest rung at the top, including vacancies, planned seats and rows for several \
             posts."
                .to_owned(),
        bounds,
        marks,
        is_wide: false,
    }
}

fn table(made: &Made, ladder: &Ladder, rows: &[Row]) -> Table {
    let org = made.facts.org;
    let titles = |rungs: &[RungId]| {
        let words = |&rung: &RungId| {
            let entry = org.rung(rung);
            let planned = if entry.open { "" } else { " (planned)" };
            match entry.title.as_str() {
                "" => format!("{}{planned}", entry.code),
                title => format!("{} {title}{planned}", entry.code),
            }
        };
        rungs.iter().map(words).collect::<Vec<_>>().join(", ")
    };
    // Planned rungs have no seats, which is different from seats that nobody holds.
    let seats = |rungs: &[RungId]| {
        let people = |&rung: &RungId| f64::from(made.facts.seats(rung).people);
        match rungs.iter().any(|rung| org.rung(*rung).open || people(rung) > 0.0) {
            true => thousands(rungs.iter().map(people).sum()),
            false => String::new(),
        }
    };
    let band = |rungs: &[RungId]| {
        let bands = rungs.iter().filter_map(|&rung| org.rung(rung).pay);
        bands.map(|(lo, hi)| format!("{} to {}", thousands(lo), thousands(hi))).collect::<Vec<_>>().join(", ")
    };
    let mut columns: Vec<(String, bool)> = [("Grade", true), ("Individual contributors", false), ("People", true)]
        .map(|(words, is_number)| (words.to_owned(), is_number))
        .to_vec();
    let currency = org.head.currency.as_str();
    let mut rungs = rows.iter().flat_map(|row| row.ic.iter().chain(&row.management));
    let has_bands = made.show.pay && rungs.any(|&rung| org.rung(rung).pay.is_some());
    let band_head = || (format!("Band {currency}").trim_end().to_owned(), true);
    if has_bands {
        columns.push(band_head());
    }
    columns.push(("Equal".to_owned(), false));
    columns.extend([("Management".to_owned(), false), ("People".to_owned(), true)]);
    if has_bands {
        columns.push(band_head());
    }
    let rows = rows.iter().map(|row| {
        let mut cells = vec![format!("{:.2}", row.grade), titles(&row.ic), seats(&row.ic)];
        if has_bands {
            cells.push(band(&row.ic));
        }
        cells.push(equal(made, ladder, row).to_owned());
        cells.extend([titles(&row.management), seats(&row.management)]);
        if has_bands {
            cells.push(band(&row.management));
        }
        cells
    });
    let rows = rows.collect();
    Table { columns, rows }
}

/// How the equality of a row's two sides is known; empty if a side is empty.
fn equal(made: &Made, ladder: &Ladder, row: &Row) -> &'static str {
    let code = |rungs: &[RungId], code: &str| rungs.iter().any(|&rung| made.facts.org.rung(rung).code == code);
    let stated = ladder.equivalences.iter().filter(|it| code(&row.ic, &it.equals) && code(&row.management, &it.entry));
    match (row.ic.is_empty() || row.management.is_empty(), stated.map(|it| it.stated).next()) {
        (true, _) => "",
        (false, Some(Stated::Explicit)) => "stated",
        (false, Some(Stated::Implied)) => "implied",
        (false, None) => "by position",
    }
}
