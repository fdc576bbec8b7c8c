//! The fields of a person that are compared between organisations, and sets of fields. [`super::Pair`] knows which
//! organisation a value comes from.

use crate::org::{Answer, Kind, Line, Org, PayPeriod, PersonId, SeatSource, Unlinked};
use crate::rules::words::{amount, count};
use jiff::civil::Date;

/// A field of a person. Comments in the file and the order of rows are not fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are those of the columns and of `Details`")]
pub enum Field {
    Seat,
    Manager,
    Title,
    Team,
    Name,
    Location,
    Status,
    Kind,
    FirstDay,
    LastDay,
    DottedLines,
    Assists,
    Rights,
    Budgets,
    Forums,
    Resources,
    Craft,
    Accountability,
    Posts,
    Order,
    Pay,
    Preference,
    Evidence,
    History,
    CraftTime,
    Management,
    Approvals,
    StatedAuthority,
    Notes,
    Unknown,
}

impl Field {
    /// Every field in the order of lists of changes: structure first, private ones last.
    pub const ALL: [Field; 30] = [
        Self::Seat,
        Self::Manager,
        Self::Title,
        Self::Team,
        Self::Name,
        Self::Location,
        Self::Status,
        Self::Kind,
        Self::FirstDay,
        Self::LastDay,
        Self::DottedLines,
        Self::Assists,
        Self::Rights,
        Self::Budgets,
        Self::Forums,
        Self::Resources,
        Self::Craft,
        Self::Accountability,
        Self::Posts,
        Self::Order,
        Self::Pay,
        Self::Preference,
        Self::Evidence,
        Self::History,
        Self::CraftTime,
        Self::Management,
        Self::Approvals,
        Self::StatedAuthority,
        Self::Notes,
        Self::Unknown,
    ];

    /// Stable name in files: `first_day`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Seat => "seat",
            Self::Manager => "manager",
            Self::Title => "title",
            Self::Team => "team",
            Self::Name => "name",
            Self::Location => "location",
            Self::Status => "status",
            Self::Kind => "kind",
            Self::FirstDay => "first_day",
            Self::LastDay => "last_day",
            Self::DottedLines => "dotted_lines",
            Self::Assists => "assists",
            Self::Rights => "rights",
            Self::Budgets => "budgets",
            Self::Forums => "forums",
            Self::Resources => "resources",
            Self::Craft => "craft",
            Self::Accountability => "accountability",
            Self::Posts => "posts",
            Self::Order => "order",
            Self::Pay => "pay",
            Self::Preference => "preference",
            Self::Evidence => "evidence",
            Self::History => "history",
            Self::CraftTime => "craft_time",
            Self::Management => "management_evidence",
            Self::Approvals => "approvals",
            Self::StatedAuthority => "stated_authority",
            Self::Notes => "notes",
            Self::Unknown => "other_fields",
        }
    }

    /// Name on the screen: `start date`.
    pub fn label(self) -> String {
        match self {
            Self::FirstDay => "start date".to_owned(),
            Self::LastDay => "end date".to_owned(),
            Self::CraftTime => "time in technical work".to_owned(),
            Self::Management => "management practices".to_owned(),
            _ => self.id().replace('_', " "),
        }
    }

    /// True for a field that *structure only* leaves out, and whose value no list of changes shows.
    pub fn is_private(self) -> bool {
        self >= Self::Pay
    }

    /// Value in a few words: keys and codes for people and rungs, the length for long lists; empty when nothing is
    /// recorded. A private one may be shown only where people may be shown.
    pub fn say(self, org: &Org, person: PersonId) -> String {
        let details = org.details(person);
        let number = |some: Option<usize>| some.map_or(String::new(), |n| n.to_string());
        let day = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
        let some = |n: usize, one, many| if n > 0 { count(n, one, many) } else { String::new() };
        match self {
            Self::Name => org.name(person).to_owned(),
            Self::Title => org.title(person).to_owned(),
            Self::Team => org.team(person).to_owned(),
            Self::Location => org.location(person).to_owned(),
            Self::Status => org.status(person).to_owned(),
            Self::Kind => match org.kind(person) {
                Kind::Person => "person",
                Kind::Vacancy => "vacancy",
                Kind::Several => "several posts",
                Kind::Bot => "program",
            }
            .to_owned(),
            Self::FirstDay => day(org.start(person)),
            Self::LastDay => day(org.end(person)),
            Self::Seat => match org.seat(person) {
                Some(seat) if seat.source == SeatSource::Suggested => {
                    format!("{} (suggested)", org.rung(seat.rung).code)
                }
                Some(seat) => org.rung(seat.rung).code.clone(),
                None => String::new(),
            },
            Self::Manager => match (org.manager(person), org.unlinked(person)) {
                (Some(manager), _) => org.key(manager).to_owned(),
                (None, Some(Unlinked::Unknown(key) | Unlinked::Itself(key))) => format!("{key} (not linked)"),
                (None, None) => String::new(),
            },
            Self::DottedLines => keys(org, person, Line::Dotted),
            Self::Assists => keys(org, person, Line::Assistant),
            Self::Rights => number(details.rights.as_ref().map(Vec::len)),
            Self::Budgets => number(details.budgets.as_ref().map(Vec::len)),
            Self::Forums => details.forums.join(", "),
            Self::Resources => number(Some(details.resources.len()).filter(|&n| n > 0)),
            Self::Craft => details.craft.clone(),
            Self::Accountability => {
                let first = details.accountability.map(|it| format!("{it:?}").to_lowercase());
                first.into_iter().chain(details.accountabilities.iter().cloned()).collect::<Vec<_>>().join(", ")
            }
            Self::Posts => details.posts.map_or(String::new(), |posts| posts.to_string()),
            Self::Order => org.order(person).map_or(String::new(), |order| order.to_string()),
            Self::Pay => pay(org, person),
            Self::Preference => details.preference.as_ref().map_or(String::new(), |preference| {
                let answer = match preference.answer {
                    Answer::Lead => "lead",
                    Answer::Craft => "craft",
                    Answer::Projects => "projects",
                    Answer::Undecided => "undecided",
                    Answer::NotAsked => "not asked",
                };
                preference.date.map_or(answer.to_owned(), |date| format!("{answer}, {date}"))
            }),
            Self::Evidence => some(details.evidence.len(), "line", "lines"),
            Self::History => some(details.history.len(), "step", "steps"),
            Self::CraftTime => some(details.craft_time.len(), "share", "shares"),
            Self::Management => some(details.management.len(), "line", "lines"),
            Self::Approvals => some(details.approvals.len(), "approval", "approvals"),
            Self::StatedAuthority => details.stated_authority.map_or(String::new(), |grade| grade.to_string()),
            Self::Notes => details.notes.join("; "),
            Self::Unknown => {
                let field = |it: &crate::org::Unknown| format!("{}: {}", it.name, it.raw);
                details.unknown.iter().map(field).collect::<Vec<_>>().join("; ")
            }
        }
    }

    /// True when anything is recorded; for the kind, when it is not the usual one.
    pub fn is_given(self, org: &Org, person: PersonId) -> bool {
        let details = org.details(person);
        match self {
            Self::Kind => org.kind(person) != Kind::Person,
            Self::Seat => org.seat(person).is_some(),
            Self::Pay => org.pay(person).is_recorded(),
            Self::Manager => org.manager(person).is_some() || org.unlinked(person).is_some(),
            Self::Rights => details.rights.is_some(),
            Self::Budgets => details.budgets.is_some(),
            field => !field.say(org, person).is_empty(),
        }
    }
}

fn pay(org: &Org, person: PersonId) -> String {
    let pay = org.pay(person);
    if !pay.is_recorded() {
        return String::new();
    }
    let currency = match org.text(pay.currency) {
        "" => &org.head.currency,
        currency => currency,
    };
    let per = match pay.period {
        PayPeriod::Year => "year",
        PayPeriod::Month => "month",
        PayPeriod::Week => "week",
        PayPeriod::Day => "day",
        PayPeriod::Hour => "hour",
    };
    let band = if pay.low == pay.high { String::new() } else { format!(" to {}", amount(pay.high)) };
    let part = if pay.fte.is_nan() { String::new() } else { format!(", {} of full time", pay.part_of_full_time()) };
    format!("{}{band} {currency} a {per}{part}", amount(pay.low)).replace("  ", " ")
}

fn keys(org: &Org, person: PersonId, line: Line) -> String {
    let mut keys: Vec<&str> = org.lines().above(person, line).into_iter().map(|above| org.key(above)).collect();
    keys.sort_unstable();
    keys.join(", ")
}

/// A set of fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fields(u32);

impl Fields {
    /// Adds a field.
    pub fn insert(&mut self, field: Field) {
        self.0 |= 1 << field as u32;
    }

    /// True when the set contains a field.
    pub fn contains(self, field: Field) -> bool {
        self.0 & (1 << field as u32) != 0
    }

    /// Removes a field.
    pub fn remove(&mut self, field: Field) {
        self.0 &= !(1 << field as u32);
    }

    /// Intersection.
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Difference: the fields that are not in `other`.
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Number of fields.
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// True for the empty set.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Fields that may be named, depending on whether people may be shown.
    pub fn shown(self, shows_people: bool) -> Self {
        self.iter().filter(|field| shows_people || !field.is_private()).collect()
    }

    /// Fields in the order of [`Field::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Field> {
        Field::ALL.into_iter().filter(move |&field| self.contains(field))
    }
}

impl FromIterator<Field> for Fields {
    fn from_iter<I: IntoIterator<Item = Field>>(fields: I) -> Self {
        let mut set = Self::default();
        fields.into_iter().for_each(|field| set.insert(field));
        set
    }
}
