//! Somebody's record of work: every line with its amount, where it comes from and how it counts.

use super::details::number;
use super::widgets::{note, pair};
use crate::app::document::Document;
use crate::org::{Constants, Evidence, Org, PersonId, Provenance};
use crate::report::shown::thousands;
use crate::scene::Role;
use eframe::egui::Ui;

/// The lines, best supported first; single items below where several make one line.
pub fn record_ui(ui: &mut Ui, document: &Document, person: PersonId) {
    let standing = &document.standing;
    let org = &standing.org;
    let record = &org.details(person).evidence;
    let usual = Constants::default();
    let constants = org.seat(person).map_or(&usual, |seat| &org.ladder(seat.rung).constants);
    let measure = standing.judgement.facts(org).measure();
    for line in measure.lines(person) {
        let grade = format!("{:.1}", line.grade);
        let items: Vec<&Evidence> = record.iter().filter(|item| item.kind == line.kind).collect();
        if let [item] = items.as_slice() {
            pair(ui, &item_words(org, constants, item), &grade, Role::Text);
        } else {
            pair(ui, &sentence(line.kind), &grade, Role::Text);
            for item in &items {
                note(ui, &item_words(org, constants, item));
            }
        }
        for item in items {
            if let Some(reply) = &item.disputed {
                note(ui, &format!("Disputed: {reply}"));
            }
        }
    }
}

/// One item: `48 % of growth · asserted, counts half`.
fn item_words(org: &Org, constants: &Constants, item: &Evidence) -> String {
    let mut words = amount(org, constants, item);
    if item.share < 1.0 {
        words += &format!(", share {} %", number(item.share * 100.0));
    }
    if item.kind != "stated" {
        words += &format!(" · {}", provenance(item.provenance, constants));
    }
    if !item.source.is_empty() {
        words += &format!(" · {}", item.source);
    }
    words
}

fn amount(org: &Org, constants: &Constants, item: &Evidence) -> String {
    let kind = constants.kinds.iter().find(|kind| kind.name == item.kind);
    match item.kind.as_str() {
        "growth" => format!("{} % of growth", number(item.amount * 100.0)),
        "stated" => format!("Grade {} stated", number(item.amount)),
        "systems" => format!("Systems worth {} points", number(item.amount)),
        "incidents" => format!("Incidents led, {} severity points", number(item.amount)),
        name if kind.is_some_and(|kind| kind.is_money) => {
            let currency = if item.currency.is_empty() { &org.head.currency } else { &item.currency };
            let currency = if currency.is_empty() { name } else { currency };
            format!("{} {currency}", thousands(item.amount))
        }
        name => format!("{} {name}", number(item.amount)),
    }
}

fn provenance(provenance: Provenance, constants: &Constants) -> String {
    let [audited, measured, asserted, anecdotal] = constants.haircuts;
    let (word, counts) = match provenance {
        Provenance::Audited => ("audited", audited),
        Provenance::Measured => ("measured", measured),
        Provenance::Asserted => ("asserted", asserted),
        Provenance::Anecdotal => ("anecdotal", anecdotal),
    };
    if counts == 1.0 {
        format!("{word}, counts in full")
    } else if counts == 0.5 {
        format!("{word}, counts half")
    } else if counts == 0.25 {
        format!("{word}, counts a quarter")
    } else {
        format!("{word}, counts {} %", number(counts * 100.0))
    }
}

fn sentence(kind: &str) -> String {
    let mut letters = kind.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
