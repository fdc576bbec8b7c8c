//! What holds for a whole file or sheet: encoding, separator, sheet, header; and for all of them: dates, decimal sign, the
//! day. Each with a sample where the choice changes what is seen.

use crate::app::command::Command;
use crate::app::state::import::{ImportCommand, Importing};
use crate::app::style::{regular, words};
use crate::app::widgets::fields::{choice_within, day};
use crate::app::widgets::note;
use crate::io::csv::{Col, DateOrder, HeaderLines, Mapping, Sample};
use crate::rules::words::amount;
use crate::scene::Role;
use eframe::egui::{self, Id, Ui};

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

/// Draws the settings in a row that wraps; of several tables those of the one that is chosen. There is at least one.
pub fn settings_ui(ui: &mut Ui, importing: &Importing, samples: &[Sample], out: &mut Vec<Command>) {
    let said = &importing.said;
    let mut next = said.clone();
    let at = if importing.table < samples.len() { importing.table } else { 0 };
    let Some(sample) = samples.get(at) else { return };
    let of = if samples.len() > 1 { Some((sample.key.0.as_str(), sample.key.1.as_str())) } else { None };
    let id = |name: &str| Id::unique(("import", name));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        if samples.len() > 1 {
            let all: Vec<(usize, &str)> = samples.iter().map(|sample| sample.table.as_str()).enumerate().collect();
            named(ui, "Settings of", MIDDLE);
            if let Some(table) = choice_within(ui, id("table"), ("Settings of", MIDDLE), at, &all) {
                out.push(ImportCommand::Table(table).into());
            }
        }
        if sample.is_text {
            let mut all: Vec<(&str, &str)> = ENCODINGS.to_vec();
            if !all.iter().any(|(name, _)| *name == sample.encoding) {
                all.push((sample.encoding, sample.encoding));
            }
            named(ui, "Encoding", MIDDLE);
            if let Some(name) = choice_within(ui, id("encoding"), ("Encoding", MIDDLE), sample.encoding, &all) {
                let encoding = encoding_rs::Encoding::for_label(name.as_bytes());
                match of {
                    Some((file, sheet)) => next.table_mut(file, sheet).encoding = encoding,
                    None => next.encoding = encoding,
                }
            }
            if let Some(now) = sample.separator {
                let mut all = SEPARATORS.to_vec();
                let own = now.to_string();
                if !all.iter().any(|(sign, _)| *sign == now) {
                    all.push((now, &own));
                }
                named(ui, "Separator", SHORT);
                if let Some(sign) = choice_within(ui, id("separator"), ("Separator", SHORT), now, &all) {
                    match of {
                        Some((file, sheet)) => next.table_mut(file, sheet).separator = Some(sign),
                        None => next.separator = Some(sign),
                    }
                }
            }
        }
        if sample.sheets.len() > 1 {
            sheet_ui(ui, importing, (sample, of), &mut next);
        }
        header_ui(ui, importing, (sample, of), &mut next);
        if sample.date.is_some() {
            let all = [
                (None, "Automatic"),
                (Some(DateOrder::DayFirst), "Day first"),
                (Some(DateOrder::MonthFirst), "Month first"),
            ];
            named(ui, "Dates", SHORT);
            if let Some(order) = choice_within(ui, id("dates"), ("Dates", SHORT), said.dates, &all) {
                next.dates = order;
            }
        }
        if sample.amount.is_some() {
            let all = [(None, "Automatic"), (Some(','), "Comma"), (Some('.'), "Point")];
            named(ui, "Decimal sign", SHORT);
            if let Some(sign) = choice_within(ui, id("decimal"), ("Decimal sign", SHORT), said.decimal, &all) {
                next.decimal = sign;
            }
        }
        let opened = importing.made().and_then(|reading| reading.outcome.as_ref().ok());
        let as_of = said.as_of.or(opened.map(|read| read.document.snapshot.org.head.as_of));
        named(ui, "As of", 108.0);
        if let Some(date) = day(ui, id("as of"), "As of", as_of, 108.0) {
            next.as_of = date;
        }
    });
    samples_ui(ui, said, sample);
    if next != *said {
        out.push(ImportCommand::Say(Box::new(next)).into());
    }
}

/// Width of a choice of a few words, of a longer one, and of a whole line where there is room and where there is not.
const SHORT: f32 = 116.0;
const MIDDLE: f32 = 160.0;
const LINE: [f32; 2] = [400.0, 240.0];
/// Width of the window from which there is.
const ROOMY: f32 = 1200.0;

/// Name in front of a field of a width; both stand on one line.
fn named(ui: &mut Ui, name: &str, width: f32) {
    let name = words(ui, name, regular(12.0), Role::Secondary);
    let galley = egui::WidgetText::from(name.clone()).into_galley(
        ui,
        Some(egui::TextWrapMode::Extend),
        f32::INFINITY,
        egui::TextStyle::Body,
    );
    let space = ui.spacing().item_spacing.x;
    if ui.available_size_before_wrap().x < galley.size().x + width + space {
        ui.end_row();
    }
    ui.label(name);
}

/// File and sheet of one of several tables; `None` for the only one.
type Of<'a> = Option<(&'a str, &'a str)>;

fn sheet_ui(ui: &mut Ui, importing: &Importing, (sample, of): (&Sample, Of), next: &mut Mapping) {
    let made = importing.made().and_then(|reading| reading.outcome.as_ref().ok());
    let read: &[String] = made.map_or(&importing.said.sheets, |read| &read.report.mapping.sheets);
    // Of several files each workbook has sheets of its own.
    let own: Vec<String> = read.iter().filter(|sheet| sample.sheets.contains(sheet)).cloned().collect();
    let read = own.as_slice();
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
    named(ui, "Sheet", MIDDLE);
    if let Some(at) = choice_within(ui, Id::unique(("import", "sheet")), ("Sheet", MIDDLE), now, &all)
        && let Some(sheet) = sample.sheets.get(at)
    {
        // Another sheet has other columns.
        match of.filter(|(file, _)| !file.is_empty()) {
            Some(of) => {
                next.sheets.retain(|other| !sample.sheets.contains(other));
                without_columns(next, sample);
                next.tables.retain(|table| (table.file.as_str(), table.sheet.as_str()) != of);
            }
            None => *next = Mapping { encoding: next.encoding, as_of: next.as_of, ..Mapping::default() },
        }
        next.sheets.push(sheet.clone());
    }
}

/// Forgets what is said of the columns and lines of one of several tables.
fn without_columns(next: &mut Mapping, sample: &Sample) {
    let own = |col: &Col| sample.columns.iter().any(|(known, _)| known.is(col));
    next.columns.retain(|column| !own(&column.col()));
    next.rows.retain(|row| row.file != sample.table);
    // Which column names the managers may be another's; it is found again.
    next.manager = None;
}

fn header_ui(ui: &mut Ui, importing: &Importing, (sample, of): (&Sample, Of), next: &mut Mapping) {
    let names: Vec<String> = sample.lines.iter().map(|(line, text)| format!("{line}: {text}")).collect();
    let mut all: Vec<(usize, &str)> =
        sample.lines.iter().map(|(line, _)| *line).zip(names.iter().map(String::as_str)).collect();
    let own = format!("{}", sample.header_line);
    if !all.iter().any(|(line, _)| *line == sample.header_line) {
        all.push((sample.header_line, &own));
    }
    let width = LINE[usize::from(ui.ctx().content_rect().width() < ROOMY)];
    named(ui, "Header in line", width);
    let id = Id::unique(("import", "header"));
    if let Some(line) = choice_within(ui, id, ("Header in line", width), sample.header_line, &all) {
        // Another header has other columns.
        let (said, header) = (&importing.said, Some(HeaderLines { line, rows: 1 }));
        if let Some((file, sheet)) = of {
            without_columns(next, sample);
            next.table_mut(file, sheet).header = header;
            return;
        }
        *next = Mapping {
            header,
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
