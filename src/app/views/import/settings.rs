//! What holds for the whole file: encoding, separator, sheet, header, dates, decimal sign; each with a sample where the
//! choice changes what is seen.

use crate::app::command::Command;
use crate::app::state::import::{ImportCommand, Importing};
use crate::app::style::{regular, words};
use crate::app::widgets::fields::{choice, day};
use crate::app::widgets::note;
use crate::io::csv::{DateOrder, HeaderLines, Mapping, Sample};
use crate::rules::words::amount;
use crate::scene::Role;
use eframe::egui::{Id, Ui};

/// Encodings that are offered: the usual ones of spreadsheets.
const ENCODINGS: [(&str, &str); 12] = [
    ("UTF-8", "UTF-8"),
    ("UTF-16LE", "UTF-16"),
    ("windows-1252", "Western (windows-1252)"),
    ("windows-1250", "Central European (windows-1250)"),
    ("windows-1251", "Cyrillic (windows-1251)"),
    ("windows-1253", "Greek (windows-1253)"),
    ("windows-1254", "Turkish (windows-1254)"),
    ("Shift_JIS", "Japanese (Shift_JIS)"),
    ("GBK", "Chinese (GBK)"),
    ("Big5", "Chinese (Big5)"),
    ("EUC-KR", "Korean (EUC-KR)"),
    ("macintosh", "Old Mac (Mac Roman)"),
];

const SEPARATORS: [(char, &str); 4] = [(',', "Comma"), (';', "Semicolon"), ('\t', "Tab"), ('|', "Bar")];

/// Draws the settings in a row that wraps.
pub fn settings_ui(ui: &mut Ui, importing: &Importing, sample: &Sample, out: &mut Vec<Command>) {
    let said = &importing.said;
    let mut next = said.clone();
    let id = |name: &str| Id::unique(("import", name));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        if sample.is_text {
            let mut all: Vec<(&str, &str)> = ENCODINGS.to_vec();
            if !all.iter().any(|(name, _)| *name == sample.encoding) {
                all.push((sample.encoding, sample.encoding));
            }
            named(ui, "Encoding");
            if let Some(name) = choice(ui, id("encoding"), "Encoding", sample.encoding, &all) {
                next.encoding = encoding_rs::Encoding::for_label(name.as_bytes());
            }
            if let Some(now) = sample.separator {
                let mut all = SEPARATORS.to_vec();
                let own = now.to_string();
                if !all.iter().any(|(sign, _)| *sign == now) {
                    all.push((now, &own));
                }
                named(ui, "Separator");
                if let Some(sign) = choice(ui, id("separator"), "Separator", now, &all) {
                    next.separator = Some(sign);
                }
            }
        }
        if sample.sheets.len() > 1 {
            sheet_ui(ui, importing, sample, &mut next);
        }
        header_ui(ui, importing, sample, &mut next);
        if sample.date.is_some() {
            let all = [
                (None, "Automatic"),
                (Some(DateOrder::DayFirst), "Day first"),
                (Some(DateOrder::MonthFirst), "Month first"),
            ];
            named(ui, "Dates");
            if let Some(order) = choice(ui, id("dates"), "Dates", said.dates, &all) {
                next.dates = order;
            }
        }
        if sample.amount.is_some() {
            let all = [(None, "Automatic"), (Some(','), "Comma"), (Some('.'), "Point")];
            named(ui, "Decimal sign");
            if let Some(sign) = choice(ui, id("decimal"), "Decimal sign", said.decimal, &all) {
                next.decimal = sign;
            }
        }
        let opened = importing.made().and_then(|reading| reading.outcome.as_ref().ok());
        let as_of = said.as_of.or(opened.map(|read| read.document.snapshot.org.head.as_of));
        named(ui, "As of");
        if let Some(date) = day(ui, id("as of"), "As of", as_of, 108.0) {
            next.as_of = date;
        }
    });
    samples_ui(ui, said, sample);
    if next != *said {
        out.push(ImportCommand::Say(Box::new(next)).into());
    }
}

fn named(ui: &mut Ui, name: &str) {
    ui.label(words(ui, name, regular(12.0), Role::Secondary));
}

fn sheet_ui(ui: &mut Ui, importing: &Importing, sample: &Sample, next: &mut Mapping) {
    let made = importing.made().and_then(|reading| reading.outcome.as_ref().ok());
    let read: &[String] = made.map_or(&importing.said.sheets, |read| &read.report.mapping.sheets);
    let several = format!("{} sheets together", read.len());
    let now = match read {
        [] => usize::MAX,
        [one] => sample.sheets.iter().position(|sheet| sheet == one).unwrap_or(usize::MAX),
        _ => usize::MAX,
    };
    let mut all: Vec<(usize, &str)> = sample.sheets.iter().map(String::as_str).enumerate().collect();
    if now == usize::MAX {
        all.push((now, if read.len() > 1 { &several } else { "Not known" }));
    }
    named(ui, "Sheet");
    if let Some(at) = choice(ui, Id::unique(("import", "sheet")), "Sheet", now, &all)
        && let Some(sheet) = sample.sheets.get(at)
    {
        // Another sheet has other columns.
        *next =
            Mapping { sheets: vec![sheet.clone()], encoding: next.encoding, as_of: next.as_of, ..Mapping::default() };
    }
}

fn header_ui(ui: &mut Ui, importing: &Importing, sample: &Sample, next: &mut Mapping) {
    let names: Vec<String> = sample.lines.iter().map(|(line, text)| format!("{line}: {text}")).collect();
    let mut all: Vec<(usize, &str)> =
        sample.lines.iter().map(|(line, _)| *line).zip(names.iter().map(String::as_str)).collect();
    let own = format!("{}", sample.header_line);
    if !all.iter().any(|(line, _)| *line == sample.header_line) {
        all.push((sample.header_line, &own));
    }
    named(ui, "Header in line");
    if let Some(line) = choice(ui, Id::unique(("import", "header")), "Header in line", sample.header_line, &all) {
        // Another header has other columns.
        let said = &importing.said;
        *next = Mapping {
            header: Some(HeaderLines { line, rows: 1 }),
            encoding: said.encoding,
            separator: said.separator,
            sheets: said.sheets.clone(),
            as_of: said.as_of,
            ..Mapping::default()
        };
    }
}

/// What the choices do to texts, dates and amounts of the file.
fn samples_ui(ui: &mut Ui, said: &Mapping, sample: &Sample) {
    let mut lines = Vec::new();
    if sample.is_text && !sample.letters.is_empty() {
        lines.push(format!("In this encoding: {}", sample.letters.join(" \u{b7} ")));
    }
    if let Some((text, [day, month])) = &sample.date {
        lines.push(match said.dates {
            Some(DateOrder::DayFirst) => format!("{text} is {day}"),
            Some(DateOrder::MonthFirst) => format!("{text} is {month}"),
            None => format!("{text} is {day} with the day first, {month} with the month first"),
        });
    }
    if let Some((text, [comma, point])) = &sample.amount {
        let [comma, point] = [*comma, *point].map(amount);
        lines.push(match said.decimal {
            Some(',') => format!("{text} is {comma}"),
            Some(_) => format!("{text} is {point}"),
            None => format!("{text} is {comma} with a decimal comma, {point} with a decimal point"),
        });
    }
    if !lines.is_empty() {
        note(ui, &lines.join(".  "));
    }
}
