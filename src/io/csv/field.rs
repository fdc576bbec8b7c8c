//! The fields that a column of a table can hold, and the names that people know them by.

/// What a column can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the name of each in NAMES says what it is")]
pub enum Field {
    Id,
    Manager,
    SecondManager,
    Assistant,
    Slug,
    Email,
    UserName,
    Dn,
    PositionId,
    Outline,
    Path,
    Chain,
    Relation,
    Primary,
    ParentTeam,
    Name,
    FirstName,
    LastName,
    Title,
    Grade,
    Track,
    PayLow,
    PayHigh,
    Pay,
    PayHourly,
    PayPeriod,
    Currency,
    Fte,
    Posts,
    ReportsCost,
    Team,
    Location,
    Start,
    End,
    Status,
    Kind,
    IsHuman,
    Layer,
    Snapshot,
    Notes,
}

/// Number of fields.
pub const FIELDS: usize = Field::Notes as usize + 1;

/// Each field, and the name that `--map` knows it by.
pub const NAMES: [(Field, &str); FIELDS] = [
    (Field::Id, "id"),
    (Field::Manager, "manager"),
    (Field::SecondManager, "second-manager"),
    (Field::Assistant, "assistant"),
    (Field::Slug, "slug"),
    (Field::Email, "email"),
    (Field::UserName, "user-name"),
    (Field::Dn, "directory-name"),
    (Field::PositionId, "position-id"),
    (Field::Outline, "outline"),
    (Field::Path, "manager-path"),
    (Field::Chain, "manager-level"),
    (Field::Relation, "relation"),
    (Field::Primary, "primary"),
    (Field::ParentTeam, "parent-team"),
    (Field::Name, "name"),
    (Field::FirstName, "first-name"),
    (Field::LastName, "last-name"),
    (Field::Title, "title"),
    (Field::Grade, "grade"),
    (Field::Track, "track"),
    (Field::PayLow, "pay-from"),
    (Field::PayHigh, "pay-to"),
    (Field::Pay, "pay"),
    (Field::PayHourly, "hourly-pay"),
    (Field::PayPeriod, "pay-period"),
    (Field::Currency, "currency"),
    (Field::Fte, "fte"),
    (Field::Posts, "posts"),
    (Field::ReportsCost, "reports-cost"),
    (Field::Team, "team"),
    (Field::Location, "location"),
    (Field::Start, "start"),
    (Field::End, "end"),
    (Field::Status, "status"),
    (Field::Kind, "kind"),
    (Field::IsHuman, "is-human"),
    (Field::Layer, "layer"),
    (Field::Snapshot, "date-of-row"),
    (Field::Notes, "notes"),
];

impl Field {
    /// True for fields that several columns hold together: levels of managers, halves of a manager's name.
    pub fn may_repeat(self) -> bool {
        matches!(self, Self::Manager | Self::Chain)
    }

    /// Name for people: `First name`.
    pub fn label(self) -> String {
        match self {
            Self::Dn => "Directory name".to_owned(),
            Self::Fte => "FTE".to_owned(),
            Self::Id => "Id".to_owned(),
            Self::IsHuman => "Human or bot".to_owned(),
            Self::Chain => "Manager at one level".to_owned(),
            Self::Path => "Path of managers".to_owned(),
            Self::Outline => "Outline number".to_owned(),
            Self::PayHourly => "Pay per hour".to_owned(),
            Self::Start => "First day".to_owned(),
            Self::End => "Last day".to_owned(),
            Self::Snapshot => "Date of the row".to_owned(),
            Self::Posts => "Number of posts".to_owned(),
            Self::ReportsCost => "Cost of reports".to_owned(),
            field => {
                let name = name_of(field).replace('-', " ");
                let mut letters = name.chars();
                letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
            }
        }
    }
}

/// The field with a name as `--map` knows it.
pub fn field_named(name: &str) -> Option<Field> {
    NAMES.iter().find(|(_, known)| known.eq_ignore_ascii_case(name)).map(|&(field, _)| field)
}

/// The name that `--map` knows a field by.
pub fn name_of(field: Field) -> &'static str {
    NAMES.iter().find(|(known, _)| *known == field).map_or("", |&(_, name)| name)
}

/// The names that `--map` knows fields by.
pub fn field_names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|&(_, name)| name)
}
