//! Tooltips for the parts of a picture.

use crate::app::state::State;
use crate::app::state::canvas::picture::Picture;
use crate::app::state::document::Document;
use crate::app::style::{regular, semibold, words};
use crate::diagram::{Hit, Row, Tracks, badge_of, gauge_ends};
use crate::org::PersonId;
use crate::report::shown::thousands;
use crate::rules::words::count;
use crate::scene::Role;
use eframe::egui::Ui;

/// Tooltip of a card or slot, a gauge, the label of a row, the head of a stripe, or the end of the track.
pub fn tooltip_ui(ui: &mut Ui, state: &State, (document, picture): (&Document, &Picture), hit: Hit) {
    match hit {
        Hit::Person(person) => {
            person_ui(ui, state, document, person);
            look_ui(ui, state, document, person);
            if let Picture::Tracks(tracks) = picture
                && let Some(seat) = document.snapshot.org.seat(person).filter(|_| tracks.is_lost(person))
            {
                let code = &document.snapshot.org.rung(seat.rung).code;
                line(ui, &format!("As a single path: no {code} without reports"), Role::Under);
            }
        }
        Hit::Gauge(person) => {
            gauge_ui(ui, document, person);
            line(ui, "Click to go to the card", Role::Faint);
        }
        Hit::Count(person) => count_ui(ui, document, picture, person),
        Hit::Row(row) => {
            let rows = match picture {
                Picture::Tracks(tracks) => tracks.rows(),
                Picture::Tree(chart) => chart.rows(),
            };
            if let Some(row) = rows.get(row) {
                row_ui(ui, row);
            }
        }
        Hit::MoreGauges(_) => {
            ui.label(words(ui, "There is no room for more gauges here", semibold(13.0), Role::Text));
            line(ui, "The strongest are shown; the findings panel lists everyone", Role::Secondary);
        }
        Hit::Stripe(stripe) => {
            if let Picture::Tracks(tracks) = picture {
                stripe_ui(ui, document, tracks, stripe);
            }
        }
        Hit::Ceiling => {
            if let Picture::Tracks(tracks) = picture
                && let Some(words_of) = tracks.ceiling_words()
            {
                ui.label(words(ui, words_of, semibold(13.0), Role::Text));
                line(
                    ui,
                    "Management has rungs above this line, but the IC track has no open rung there",
                    Role::Secondary,
                );
            }
        }
    }
}

/// Finding behind a gauge, with the rungs at its ends.
fn gauge_ui(ui: &mut Ui, document: &Document, person: PersonId) {
    let snapshot = &document.snapshot;
    ui.label(words(ui, snapshot.org.label(person), semibold(13.0), Role::Text));
    let facts = snapshot.judgement.facts(&snapshot.org);
    if let Some(finding) = snapshot.judgement.badge(person) {
        line(ui, &finding.say(&facts), badge_of(finding).1);
    }
    if let Some([holds, supported, face]) = gauge_ends(&snapshot.judgement, &snapshot.org, person) {
        line(ui, &format!("Ring: authority, {holds}"), Role::Secondary);
        line(ui, &format!("Head: impact supported by evidence, {supported}"), Role::Secondary);
        line(ui, &format!("Dotted: impact at face value, {face}"), Role::Secondary);
    }
}

/// Branch of a stripe, and its number of people.
fn stripe_ui(ui: &mut Ui, document: &Document, tracks: &Tracks, stripe: usize) {
    let org = &document.snapshot.org;
    ui.label(words(ui, tracks.stripe_words(org, stripe), semibold(13.0), Role::Text));
    if let Some(root) = tracks.root_of_stripe(stripe) {
        line(ui, &format!("Branch of {}", org.label(root)), Role::Secondary);
    }
    let people = f64::from(tracks.stripe_count(stripe));
    line(ui, &format!("{} on these rows", count(people as usize, "person", "people")), Role::Secondary);
}

/// Meaning of the count at the foot of a manager's card.
fn count_ui(ui: &mut Ui, document: &Document, picture: &Picture, person: PersonId) {
    let Picture::Tree(chart) = picture else { return };
    let Some((headcount, span)) = chart.counts(person) else { return };
    ui.label(words(ui, document.snapshot.org.label(person), semibold(13.0), Role::Text));
    let people = |n: u32| if n == 1 { "1 person".to_owned() } else { format!("{} people", thousands(f64::from(n))) };
    let reports = count(span as usize, "direct report", "direct reports");
    line(ui, &format!("{reports}, {} in total", people(headcount)), Role::Secondary);
    line(ui, "Vacancies are drawn but not counted", Role::Faint);
    let is_folded = chart.is_folded(person) == Some(true);
    line(ui, if is_folded { "Click to unfold the branch" } else { "Click to fold the branch" }, Role::Faint);
}

/// Person, place in the organisation, and the finding in one sentence: on a card much of this is shortened.
fn person_ui(ui: &mut Ui, state: &State, document: &Document, person: PersonId) {
    let snapshot = &document.snapshot;
    let (org, tree) = (&snapshot.org, &snapshot.judgement.tree);
    ui.label(words(ui, org.label(person), semibold(13.0), Role::Text));
    for text in [org.title(person), org.team(person)] {
        if !text.is_empty() {
            line(ui, text, Role::Secondary);
        }
    }
    if let Some(seat) = org.seat(person) {
        let rung = org.rung(seat.rung);
        let is_plain = rung.title.is_empty() || rung.title == rung.code || rung.title == org.title(person);
        let name = if is_plain { rung.code.clone() } else { format!("{} {}", rung.code, rung.title) };
        line(ui, &format!("Rung: {name}"), Role::Secondary);
    }
    let manager = tree.manager(person).map_or("no one", |manager| org.label(manager));
    line(ui, &format!("Reports to {manager}"), Role::Secondary);
    let (below, span) = (tree.headcount(person), tree.span_of_control(org, person));
    if below > 0 {
        let directly = if span == below { String::new() } else { format!(", {span} of them directly") };
        let people = count(below as usize, "person", "people");
        line(ui, &format!("{people} below{directly}"), Role::Secondary);
    }
    if let Some(finding) = snapshot.judgement.badge(person).filter(|_| state.shows_people()) {
        line(ui, &finding.say(&snapshot.judgement.facts(org)), badge_of(finding).1);
    }
}

/// Value that colours a person, and the numbers about their branch.
fn look_ui(ui: &mut Ui, state: &State, document: &Document, person: PersonId) {
    if let Some(colouring) = state.session.look.colouring()
        && let Some(entry) = colouring.entry(person).and_then(|at| colouring.entries.get(at))
    {
        line(ui, &format!("{}: {}", colouring.by.title(), entry.label), Role::Secondary);
    }
    let snapshot = &document.snapshot;
    let below = snapshot.judgement.tree.headcount(person);
    let Some(branches) = state.session.look.branches().filter(|_| below > 0) else { return };
    let span = snapshot.judgement.tree.span_of_control(&snapshot.org, person);
    let count = |n: u32, one, many| count(n as usize, one, many);
    let layers = count(branches.layers(person), "layer", "layers");
    let people = count(below, "person", "people");
    let reports = count(span, "direct report", "direct reports");
    line(ui, &format!("Branch: {reports}, {people} in total, {layers}"), Role::Secondary);
    if let Some((paid, known)) = branches.pay(person) {
        let currency = &snapshot.org.head.currency;
        let paid = format!("Total pay {} {currency} a year, known for {known} of {below}", thousands(paid.round()));
        line(ui, &paid, Role::Secondary);
    }
    line(ui, "Excludes the manager, vacancies, programs and rows for several posts", Role::Faint);
}

/// Rungs of a row in full, and its seats in words.
fn row_ui(ui: &mut Ui, row: &Row) {
    for (at, text) in row.full.lines().enumerate() {
        let font = if at == 0 { semibold(13.0) } else { regular(12.0) };
        ui.label(words(ui, text, font, if at == 0 { Role::Text } else { Role::Secondary }));
    }
    for (side, role, name) in [(0, Role::Ic, "individual contributors"), (1, Role::Management, "management")] {
        if row.seats[side] > 0.0 || row.open[side] {
            line(ui, &seats(row.seats[side], name), role);
        }
    }
}

fn seats(seats: f64, side: &str) -> String {
    match seats {
        0.0 => format!("No one in {side}"),
        1.0 => format!("1 person in {side}"),
        _ if seats.fract() == 0.0 => format!("{} people in {side}", thousands(seats)),
        _ => format!("{seats:.1} people in {side}"),
    }
}

fn line(ui: &mut Ui, text: &str, role: Role) {
    ui.label(words(ui, text, regular(12.0), role));
}
