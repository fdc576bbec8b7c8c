//! Cells of a table of people, as far as they may be seen: as text, as a number for sorting and filtering, as a range
//! for a spreadsheet. [`Heading`] lists the columns.

use super::{Field, Heading};
use crate::measure::SAME_GRADE;
use crate::org::{Org, PersonId, SeatSource};
use crate::rules::words::amount;
use crate::rules::{Answer, Facts, Judgement};
use jiff::civil::Date;
use std::borrow::Cow;

/// An organisation with a level of privacy.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// Facts about the organisation.
    pub facts: Facts<'a>,
    /// Its judgement.
    pub judgement: &'a Judgement,
    /// True when single people are shown; never where the file forbids it.
    pub shows_people: bool,
    /// Rule whose findings are left out.
    untold: Option<&'static str>,
}

/// Content of a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing recorded.
    Empty,
    /// A value that must not be shown, recorded or not.
    Hidden,
    /// Text without an order of its own.
    Text(Cow<'a, str>),
    /// Text with a sort key: a rung by its grade.
    Ranked(Cow<'a, str>, f64),
    /// A finite number.
    Number(f64),
    /// A date.
    Day(Date),
}

impl<'a> Seen<'a> {
    /// Shows people only if asked for and allowed by the file.
    pub fn new(org: &'a Org, judgement: &'a Judgement, shows_people: bool) -> Self {
        Self { facts: judgement.facts(org), judgement, shows_people: shows_people && org.shows_people(), untold: None }
    }

    /// The same with the findings of a rule left out.
    pub fn without(self, rule: &'static str) -> Self {
        Self { untold: Some(rule), ..self }
    }

    /// The organisation.
    pub fn org(&self) -> &'a Org {
        self.facts.org
    }

    /// Cell of a person in a column.
    pub fn cell(&self, heading: &Heading, person: PersonId) -> Cell<'a> {
        if heading.is_private() && !self.shows_people {
            return Cell::Hidden;
        }
        let org = self.org();
        let measured = || self.facts.measure().of(person);
        match heading {
            Heading::Key => text(org.key(person)),
            Heading::Reports => Cell::Number(f64::from(self.facts.span_of_control(person))),
            Heading::Authority => number(self.facts.measure().authority(person).map(|it| it.grade)),
            Heading::ImpactLo => number(self.facts.measure().impact(person).map(|it| it.lo)),
            Heading::ImpactMid => number(self.facts.measure().impact(person).map(|it| it.mid)),
            Heading::Gap => number(measured().gap.map(|gap| gap.mid)),
            Heading::Findings => {
                let found = self.judgement.of_person(person).iter();
                let is_told = |id: &str| self.untold != Some(id);
                let told = found.filter(|it| it.waived.is_none() && it.answer != Answer::Info && is_told(it.rule.id));
                owned(told.map(|finding| finding.rule.title).collect::<Vec<_>>().join(", "))
            }
            Heading::Other(name) => {
                let field = org.details(person).unknown.iter().find(|field| field.name == *name);
                field.map_or(Cell::Empty, |field| bare(&field.raw))
            }
            Heading::Of(field) => self.field(*field, person),
        }
    }

    fn field(&self, field: Field, person: PersonId) -> Cell<'a> {
        let org = self.org();
        let details = org.details(person);
        let many = |n: usize| if n == 0 { Cell::Empty } else { Cell::Number(n as f64) };
        match field {
            Field::Name => text(org.name(person)),
            Field::Title => text(org.title(person)),
            Field::Team => text(org.team(person)),
            Field::Location => text(org.location(person)),
            Field::Status => text(org.status(person)),
            Field::Craft => text(&details.craft),
            Field::Manager => match org.manager(person) {
                Some(manager) => text(org.label(manager)),
                None => owned(field.say(org, person)),
            },
            Field::Seat => org.seat(person).map_or(Cell::Empty, |seat| {
                let code = org.rung(seat.rung).code.as_str();
                let words = match seat.source {
                    SeatSource::Suggested => Cow::Owned(format!("{code} (suggested)")),
                    _ => Cow::Borrowed(code),
                };
                // Rungs without a comparable grade sort below all others, in file order.
                let unplaced = f64::from(seat.rung.0) - f64::from(u16::MAX) - 1.0;
                Cell::Ranked(words, self.facts.scale.grade(seat.rung).unwrap_or(unplaced))
            }),
            Field::FirstDay => org.start(person).map_or(Cell::Empty, Cell::Day),
            Field::LastDay => org.end(person).map_or(Cell::Empty, Cell::Day),
            Field::Pay => match org.yearly_pay(person) {
                Some(pay) => Cell::Number(pay),
                None => owned(field.say(org, person)),
            },
            Field::Rights => details.rights.as_ref().map_or(Cell::Empty, |rights| Cell::Number(rights.len() as f64)),
            Field::Budgets => {
                let limit = |budgets: &'a Vec<crate::org::Budget>| {
                    let known = budgets.iter().filter_map(|it| org.in_reporting_currency(it.limit, &it.currency));
                    known.fold(0.0, f64::max)
                };
                number(details.budgets.as_ref().map(limit))
            }
            Field::Resources => many(details.resources.len()),
            Field::Evidence => many(details.evidence.len()),
            Field::History => many(details.history.len()),
            Field::CraftTime => many(details.craft_time.len()),
            Field::Management => many(details.management.len()),
            Field::Approvals => many(details.approvals.len()),
            Field::Posts => number(details.posts),
            Field::Order => number(org.order(person)),
            Field::StatedAuthority => number(details.stated_authority),
            Field::Kind
            | Field::DottedLines
            | Field::Assists
            | Field::Forums
            | Field::Accountability
            | Field::Preference
            | Field::Notes
            | Field::Unknown => owned(field.say(org, person)),
        }
    }

    /// Text of a cell: rungs with one decimal, money in whole units.
    pub fn words(&self, heading: &Heading, cell: &Cell<'a>) -> Cow<'a, str> {
        let in_rungs = [Heading::Authority, Heading::ImpactLo, Heading::ImpactMid, Heading::Gap];
        match cell {
            Cell::Empty => Cow::Borrowed(""),
            Cell::Hidden => Cow::Borrowed("hidden"),
            Cell::Text(words) | Cell::Ranked(words, _) => words.clone(),
            Cell::Day(day) => Cow::Owned(day.to_string()),
            Cell::Number(value) if in_rungs.contains(heading) => {
                // A gap that rounds to zero has no sign.
                let value = if value.abs() < 0.05 { 0.0 } else { *value };
                Cow::Owned(format!("{value:.1}").replace('-', "−"))
            }
            Cell::Number(value) if value.fract().abs() < SAME_GRADE => Cow::Owned(amount(*value)),
            Cell::Number(value) => Cow::Owned(value.to_string().replace('-', "−")),
        }
    }
}

fn text(text: &str) -> Cell<'_> {
    if text.is_empty() { Cell::Empty } else { Cell::Text(Cow::Borrowed(text)) }
}

fn owned<'a>(text: String) -> Cell<'a> {
    if text.is_empty() { Cell::Empty } else { Cell::Text(Cow::Owned(text)) }
}

fn number<'a>(value: Option<f64>) -> Cell<'a> {
    value.filter(|value| value.is_finite()).map_or(Cell::Empty, Cell::Number)
}

/// Value of an unknown field: a text without its quotes, a number, otherwise as written.
fn bare(raw: &str) -> Cell<'_> {
    let inner = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match inner {
        Some(inner) if !inner.contains(['\\', '"']) => text(inner),
        _ if raw.starts_with(['"', 'r']) => match ron::from_str::<String>(raw) {
            Ok(read) => owned(read),
            Err(_) => text(raw),
        },
        _ => match raw.parse::<f64>() {
            Ok(value) if value.is_finite() => Cell::Number(value),
            _ => text(raw),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_is_not_known_is_read_as_what_it_is() {
        for (raw, cell) in [
            ("\"K 12\"", text("K 12")),
            (r#""a \"b\" c""#, owned("a \"b\" c".into())),
            ("12.5", Cell::Number(12.5)),
            ("(a: 1)", text("(a: 1)")),
            ("\"\"", Cell::Empty),
            ("NaN", text("NaN")),
            ("\"", text("\"")),
        ] {
            assert_eq!(bare(raw), cell, "{raw}");
        }
    }
}
