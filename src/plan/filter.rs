//! Filters: people who meet all of a list of conditions. Private fields never filter while people are hidden, since a
//! count would reveal them.

use super::{Cell, Field, Heading, Seen};
use crate::org::{PersonId, SeatSource, TrackKind};
use crate::rules::words::amount;
use crate::rules::{Answer, Finding, RULES, Subject};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A condition of a filter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Part {
    /// A text that contains another, ignoring case and accents.
    Contains {
        /// Column; `None` for any of name, id, title, team and location.
        heading: Option<Heading>,
        /// Text to look for.
        text: String,
    },
    /// A number within a range, both ends included.
    Number {
        /// Column of numbers.
        heading: Heading,
        /// Lower end; `None` for open.
        from: Option<f64>,
        /// Upper end; `None` for open.
        to: Option<f64>,
    },
    /// A date within a range, both ends included.
    Day {
        /// Column of dates.
        heading: Heading,
        /// Earliest date; `None` for open.
        #[serde(with = "day_as_text")]
        from: Option<Date>,
        /// Latest date; `None` for open.
        #[serde(with = "day_as_text")]
        to: Option<Date>,
    },
    /// A finding that is not waived, by the id of its rule.
    Finding(String),
    /// A seat on one of the tracks.
    Track {
        /// Management when true, IC otherwise.
        is_management: bool,
    },
    /// A seat on a rung, by its code.
    Rung(String),
    /// A team; empty for people without one.
    Team(String),
    /// A seat that is only suggested.
    Suggested,
}

/// Conditions that must all be met; an empty filter matches everybody.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Filter {
    /// Conditions in the order they were added.
    pub parts: Vec<Part>,
}

/// A set of people, one bit each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleSet {
    bits: Vec<u64>,
    count: usize,
}

impl PeopleSet {
    fn with_room(people: usize) -> Self {
        Self { bits: vec![0; people.div_ceil(64)], count: 0 }
    }

    /// Set of some of the first `room` people of an organisation; those beyond are left out.
    pub fn of(room: usize, people: impl Iterator<Item = PersonId>) -> Self {
        let mut set = Self::with_room(room);
        people.for_each(|person| set.insert(person));
        set
    }

    /// True when a person is in the set.
    pub fn has(&self, person: PersonId) -> bool {
        self.bits.get(person.at() / 64).is_some_and(|bits| bits >> (person.at() % 64) & 1 == 1)
    }

    /// Number of people in the set.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Adds a person if they fit into the set.
    fn insert(&mut self, person: PersonId) {
        if let Some(bits) = self.bits.get_mut(person.at() / 64) {
            let bit = 1 << (person.at() % 64);
            self.count += usize::from(*bits & bit == 0);
            *bits |= bit;
        }
    }
}

impl Filter {
    /// True when nothing is filtered, given whether people may be shown.
    pub fn is_empty(&self, shows_people: bool) -> bool {
        self.parts.iter().all(|part| part.is_private() && !shows_people)
    }

    /// True when a person matches. To test everybody, see [`Filter::people`].
    pub fn matches(&self, seen: &Seen, person: PersonId) -> bool {
        self.ready(seen).iter().all(|part| part.fits(seen, person))
    }

    /// Everybody who matches, in one pass.
    pub fn people(&self, seen: &Seen) -> PeopleSet {
        let parts = self.ready(seen);
        let org = seen.org();
        let mut people = PeopleSet::with_room(org.len());
        for person in org.people().filter(|&person| parts.iter().all(|part| part.fits(seen, person))) {
            people.insert(person);
        }
        people
    }

    /// Conditions prepared once, before people are tested.
    fn ready<'a>(&'a self, seen: &Seen) -> Vec<Ready<'a>> {
        let counts = self.parts.iter().filter(|part| seen.shows_people || !part.is_private());
        counts.map(|part| Ready::of(part, seen)).collect()
    }
}

impl Part {
    /// True for a condition that counts only where people may be shown.
    pub fn is_private(&self) -> bool {
        match self {
            Self::Contains { heading, .. } => heading.as_ref().is_some_and(Heading::is_private),
            Self::Number { heading, .. } | Self::Day { heading, .. } => heading.is_private(),
            Self::Finding(_) => true,
            Self::Track { .. } | Self::Rung(_) | Self::Team(_) | Self::Suggested => false,
        }
    }

    /// In a few words: `Title: chem`, `Pay: 90,000 to 120,000`.
    pub fn words(&self) -> String {
        fn between<T>(heading: &Heading, ends: [&Option<T>; 2], say: impl Fn(&T) -> String) -> String {
            let said = match ends {
                [Some(from), Some(to)] => format!("{} to {}", say(from), say(to)),
                [Some(from), None] => format!("from {}", say(from)),
                [None, Some(to)] => format!("up to {}", say(to)),
                [None, None] => "anything".to_owned(),
            };
            format!("{}: {said}", heading.title())
        }
        let number = |value: &f64| if value.fract() == 0.0 { amount(*value) } else { value.to_string() };
        match self {
            Self::Contains { heading: None, text } => format!("“{text}”"),
            Self::Contains { heading: Some(heading), text } => format!("{}: {text}", heading.title()),
            Self::Number { heading, from, to } => between(heading, [from, to], number),
            Self::Day { heading, from, to } => between(heading, [from, to], Date::to_string),
            Self::Finding(id) => RULES.iter().find(|rule| rule.id == id).map_or(id.as_str(), |rule| rule.title).into(),
            Self::Track { is_management: true } => "Management".to_owned(),
            Self::Track { is_management: false } => "Individual contributors".to_owned(),
            Self::Rung(code) => format!("Rung {code}"),
            Self::Team(name) if name.is_empty() => "No team".to_owned(),
            Self::Team(name) => format!("Team {name}"),
            Self::Suggested => "Suggested seats".to_owned(),
        }
    }
}

/// A prepared condition.
enum Ready<'a> {
    Contains(Option<&'a Heading>, String),
    Found(PeopleSet),
    Plain(&'a Part),
}

/// Columns searched for a text without a column.
const SOUGHT: [Heading; 5] = [
    Heading::Of(Field::Name),
    Heading::Key,
    Heading::Of(Field::Title),
    Heading::Of(Field::Team),
    Heading::Of(Field::Location),
];

impl<'a> Ready<'a> {
    fn of(part: &'a Part, seen: &Seen) -> Self {
        match part {
            Part::Contains { heading, text } => Self::Contains(heading.as_ref(), fold(text)),
            Part::Finding(id) => {
                let mut found = PeopleSet::with_room(seen.org().len());
                let counts = |it: &&Finding| it.rule.id == id && it.waived.is_none() && it.answer != Answer::Info;
                for finding in seen.judgement.of_people().iter().filter(counts) {
                    if let Subject::Person(person) = finding.subject {
                        found.insert(person);
                    }
                }
                Self::Found(found)
            }
            part => Self::Plain(part),
        }
    }

    fn fits(&self, seen: &Seen, person: PersonId) -> bool {
        let org = seen.org();
        match self {
            Self::Found(found) => found.has(person),
            Self::Contains(None, sought) => SOUGHT.iter().any(|heading| holds(seen, heading, person, sought)),
            Self::Contains(Some(heading), sought) => holds(seen, heading, person, sought),
            Self::Plain(Part::Number { heading, from, to }) => match seen.cell(heading, person) {
                Cell::Number(value) => from.is_none_or(|from| value >= from) && to.is_none_or(|to| value <= to),
                _ => false,
            },
            Self::Plain(Part::Day { heading, from, to }) => match seen.cell(heading, person) {
                Cell::Day(day) => from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to),
                _ => false,
            },
            Self::Plain(Part::Track { is_management }) => {
                let kind = if *is_management { TrackKind::Management } else { TrackKind::Ic };
                org.track_kind(person) == Some(kind)
            }
            Self::Plain(Part::Rung(code)) => org.seat(person).is_some_and(|seat| org.rung(seat.rung).code == *code),
            Self::Plain(Part::Team(name)) => org.team(person) == name,
            Self::Plain(Part::Suggested) => org.seat(person).is_some_and(|seat| seat.source == SeatSource::Suggested),
            Self::Plain(Part::Contains { .. } | Part::Finding(_)) => false,
        }
    }
}

fn holds(seen: &Seen, heading: &Heading, person: PersonId, sought: &str) -> bool {
    let cell = seen.cell(heading, person);
    fold(&seen.words(heading, &cell)).contains(sought)
}

/// Lower case without accents.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase).collect()
}

/// Dates as 2026-09-30.
mod day_as_text {
    use jiff::civil::Date;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(day: &Option<Date>, to: S) -> Result<S::Ok, S::Error> {
        day.map(|day| day.to_string()).serialize(to)
    }

    pub fn deserialize<'a, D: Deserializer<'a>>(from: D) -> Result<Option<Date>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        text.map(|text| text.parse().map_err(D::Error::custom)).transpose()
    }
}
