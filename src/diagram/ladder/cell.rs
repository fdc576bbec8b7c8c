//! The cell of a rung: title, code and seats, and below them what comes with the rung: rights, budget, forums.

use super::drawing::{Drawing, Part, PartOf};
use super::rows;
use crate::org::{Org, Right, Role as Held, Rung, RungId, TrackKind};
use crate::rules::words::amount;
use crate::scene::text::{shorten, width as text_width};
use crate::scene::{Anchor, BoxMark, Mark, Point, Rect, Role, Stroke, Weight};

impl Drawing<'_> {
    pub(super) fn cell(&mut self, rung: RungId, rect: Rect) {
        let org = self.facts.org;
        let entry = org.rung(rung);
        let role = if org.track(rung).kind == TrackKind::Ic { Role::Ic } else { Role::Management };
        let (is_selected, is_open) = (self.selected == Some(rung), entry.open);
        let stroke = match (is_selected, is_open) {
            (true, _) => Stroke::new(Role::Accent, 2.0),
            (false, true) => Stroke::new(Role::Line, 1.0),
            (false, false) => Stroke::new(Role::StrongLine, 1.0).dashed(4.0, 3.0),
        };
        self.marks.push(Mark::Box(BoxMark { stroke: Some(stroke), ..BoxMark::filled(rect, 8.0, Role::Surface) }));
        if is_open {
            let stripe =
                Rect { left: rect.left + 4.0, top: rect.top + 8.0, right: rect.left + 7.0, bottom: rect.bottom - 8.0 };
            self.marks.push(Mark::Box(BoxMark::filled(stripe, 1.5, role)));
        }
        let (left, right) = (rect.left + 16.0, rect.right - 12.0);
        let words = said_seats(entry, rows::seats(self.facts, rung));
        let seats_room = text_width(&words, 11.0, Weight::Regular) + 12.0;
        let title = if entry.title.is_empty() { &entry.code } else { &entry.title };
        let is_bare = entry.rights.is_empty() && entry.budgets.is_empty() && entry.forums.is_empty();
        let (rights, means) = match is_bare {
            true => ("No rights, budget or forums".to_owned(), String::new()),
            false => (rights(entry), means(entry, &org.head.currency)),
        };
        let lines = [
            (20.0, 12.5, Weight::SemiBold, Role::Text, title.clone(), seats_room),
            (37.0, 11.0, Weight::Regular, Role::Secondary, what(entry, org), 0.0),
            (55.0, 11.0, Weight::Regular, Role::Secondary, rights.clone(), 0.0),
            (72.0, 11.0, Weight::Regular, Role::Secondary, means.clone(), 0.0),
        ];
        for (down, size, weight, role, words, less) in lines {
            let shown = shorten(&words, right - left - less, size, weight).into_owned();
            self.text(Point::new(left, rect.top + down), Anchor::Start, size, weight, role, &shown);
        }
        self.text(Point::new(right, rect.top + 20.0), Anchor::End, 11.0, Weight::Regular, Role::Secondary, &words);
        let said = [said_title(entry), words, pay(entry, org), rights, means];
        let said: Vec<String> = said.into_iter().filter(|words| !words.is_empty()).collect();
        self.parts.push(Part { of: PartOf::Rung(rung), rect, words: said.join(", ") });
    }
}

/// Code and title, as in `IC6 Principal`; the code alone if there is no other title.
fn said_title(entry: &Rung) -> String {
    if entry.title.is_empty() || entry.title == entry.code {
        entry.code.clone()
    } else {
        format!("{} {}", entry.code, entry.title)
    }
}

fn said_seats(entry: &Rung, seats: f64) -> String {
    match (seats, entry.open) {
        (0.0, false) => "planned".to_owned(),
        (0.0, true) => "no one".to_owned(),
        (1.0, _) => "1 seat".to_owned(),
        _ if seats.fract() == 0.0 => format!("{} seats", amount(seats)),
        _ => format!("{seats:.1} seats"),
    }
}

/// Code and pay band, as in `IC6 · 195,000–240,000 USD`.
fn what(entry: &Rung, org: &Org) -> String {
    let mut words = vec![entry.code.clone(), pay(entry, org)];
    if entry.apex {
        words.push("reserved for the CEO".to_owned());
    }
    words.retain(|words| !words.is_empty());
    words.join(" · ")
}

fn pay(entry: &Rung, org: &Org) -> String {
    match entry.pay {
        Some((low, high)) => format!("{}–{} {}", amount(low), amount(high), org.head.currency).trim_end().to_owned(),
        None if org.is_redacted() => "pay hidden".to_owned(),
        None => "no pay band".to_owned(),
    }
}

/// The highest decision right, with the number of others.
fn rights(entry: &Rung) -> String {
    let mut rights: Vec<&Right> = entry.rights.iter().collect();
    rights.sort_by(|a, b| b.at.unwrap_or(-1.0).total_cmp(&a.at.unwrap_or(-1.0)));
    let said = |right: &&Right| {
        let role = match right.role {
            Held::Decide => "Decides",
            Held::Agree => "Agrees to",
            Held::Recommend => "Recommends",
            Held::Input => "Is consulted on",
            Held::Perform => "Carries out",
        };
        let at = right.at.map_or(String::new(), |at| format!(" at {}", (at * 100.0).round() / 100.0));
        format!("{role} {}{at}", right.text)
    };
    match rights.as_slice() {
        [] => "No decision rights".to_owned(),
        [one] => said(one),
        [first, more @ ..] => format!("{} and {} more", said(first), more.len()),
    }
}

/// Largest budget, and all forums.
fn means(entry: &Rung, currency: &str) -> String {
    let largest = entry.budgets.iter().max_by(|a, b| a.limit.total_cmp(&b.limit));
    let budget = match largest {
        Some(budget) => {
            let currency = if budget.currency.is_empty() { currency } else { &budget.currency };
            format!("May spend up to {} {currency}", amount(budget.limit)).trim_end().to_owned()
        }
        None => "No budget".to_owned(),
    };
    let forums = match entry.forums.as_slice() {
        [] => "no forums".to_owned(),
        forums => forums.join(", "),
    };
    format!("{budget} · {forums}")
}
