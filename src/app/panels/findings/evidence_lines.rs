//! A person's record of work: every line with amount, provenance and weight.

use crate::app::command::Command;
use crate::app::state::document::Document;
use crate::app::style::tips::Tips;
use crate::app::style::{regular, words};
use crate::app::widgets;
use crate::app::widgets::{note, number, pair};
use crate::edit::Edit;
use crate::org::{Constants, Evidence, Org, PersonId, Provenance};
use crate::report::shown::thousands;
use crate::scene::Role;
use eframe::egui::{Id, Key, Label, Modifiers, TextEdit, Ui, WidgetInfo};

/// Draws the lines, best supported first, with the single items where several make up one line.
pub fn record_ui(ui: &mut Ui, document: &Document, person: PersonId, out: &mut Vec<Command>) {
    let snapshot = &document.snapshot;
    let org = &snapshot.org;
    let record = &org.details(person).evidence;
    let usual = Constants::default();
    let constants = org.seat(person).map_or(&usual, |seat| &org.ladder(seat.rung).constants);
    let measure = snapshot.judgement.facts(org).measure();
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
    }
    for (at, item) in record.iter().enumerate().filter(|(_, item)| item.disputed.is_some()) {
        let reply = item.disputed.as_deref().unwrap_or_default();
        ui.add(Label::new(words(ui, format!("Disputed, {}: {reply}", item.kind), regular(11.0), Role::Under)).wrap());
        if widgets::little_button(ui, "No longer disputed").clicked() {
            out.push(disputed(org, person, at, None));
        }
    }
    dispute_ui(ui, org, constants, person, out);
}

/// What is entered to dispute a line.
#[derive(Clone)]
struct Dispute {
    /// Index of the line.
    at: usize,
    words: String,
}

impl Dispute {
    fn of(record: &[Evidence], at: usize) -> Self {
        let words = record.get(at).and_then(|item| item.disputed.clone()).unwrap_or_default();
        Self { at, words }
    }
}

/// Form to mark a line as disputed, in the person's words.
fn dispute_ui(ui: &mut Ui, org: &Org, constants: &Constants, person: PersonId, out: &mut Vec<Command>) {
    let id = Id::unique(("disputing", person.0));
    let record = org.details(person).evidence.as_slice();
    let open: Option<Dispute> = ui.data(|data| data.get_temp(id));
    let Some(mut dispute) = open.filter(|dispute| dispute.at < record.len()) else {
        let free = record.iter().position(|item| item.disputed.is_none());
        if let Some(first) = free
            && widgets::little_button(ui, "Dispute a line…").tip("In the words of the person concerned").clicked()
        {
            ui.data_mut(|data| data.insert_temp(id, Dispute::of(record, first)));
        }
        return;
    };
    note(ui, "Choose a line and enter the person's comment");
    for (other, item) in record.iter().enumerate() {
        if ui.radio(dispute.at == other, sentence(&amount(org, constants, item))).clicked() {
            dispute = Dispute::of(record, other);
        }
    }
    let name = "The person's comment";
    let field = TextEdit::singleline(&mut dispute.words).desired_width(f32::INFINITY).font(regular(12.0));
    let field = ui.add(field);
    let info = || WidgetInfo { label: Some(name.to_owned()), ..WidgetInfo::text_edit(true, "", &dispute.words, "") };
    field.widget_info(info);
    let pressed = |ui: &mut Ui, key| field.lost_focus() && ui.input_mut(|it| it.consume_key(Modifiers::NONE, key));
    let (is_given, is_left) = (pressed(ui, Key::Enter), pressed(ui, Key::Escape));
    let words = dispute.words.trim().to_owned();
    let (is_given, is_left) = ui
        .horizontal(|ui| {
            let give = ui.add_enabled_ui(!words.is_empty(), |ui| widgets::little_button(ui, "Dispute this line")).inner;
            (give.clicked() || is_given && !words.is_empty(), widgets::little_button(ui, "Cancel").clicked() || is_left)
        })
        .inner;
    if is_given {
        out.push(disputed(org, person, dispute.at, Some(words)));
    }
    ui.data_mut(|data| {
        if is_given || is_left {
            data.remove::<Dispute>(id);
        } else {
            data.insert_temp(id, dispute);
        }
    });
}

fn disputed(org: &Org, person: PersonId, at: usize, words: Option<String>) -> Command {
    let mut details = org.details(person).clone();
    let name = match words {
        Some(_) => format!("Mark a line of {} as disputed", org.label(person)),
        None => format!("Clear the dispute on a line of {}", org.label(person)),
    };
    if let Some(item) = details.evidence.get_mut(at) {
        item.disputed = words;
    }
    Command::Make(name, Box::new(Edit::SetDetails { person, details: Box::new(details) }))
}

/// Text of an item: `48 % of growth · asserted, counts half`.
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
        "stated" => format!("Grade {} given directly", number(item.amount)),
        "systems" => format!("Systems worth {} criticality points", number(item.amount)),
        "incidents" => format!("Led incidents worth {} severity points", number(item.amount)),
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
