//! The columns that a table of people can have: every field, every field of the file that this program does not know,
//! and what the method says. What stands in them is known by [`super::Seen`].

use super::{Field, PlanError};
use crate::org::Org;
use serde::{Deserialize, Serialize};

/// What stands in front of the name of a field of the file that this program does not know.
const OTHER: &str = "other:";

/// What a column holds, which decides how it is filtered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Words.
    Text,
    /// Numbers.
    Number,
    /// Days.
    Day,
}

/// A column of the table. Remembered by its id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Heading {
    /// The unique key.
    Key,
    /// A field of a person; [`Field::Unknown`] is told one by one, see [`Heading::Other`].
    Of(Field),
    /// Direct reports who are persons.
    Reports,
    /// What somebody decides (A), in rungs.
    Authority,
    /// What the record supports, carefully counted (I_lo), in rungs.
    ImpactLo,
    /// What the record supports, in the middle (I_mid), in rungs.
    ImpactMid,
    /// Impact less authority in the middle (gap_mid), in rungs.
    Gap,
    /// Titles of the findings.
    Findings,
    /// A field of the file that this program does not know, by its name.
    Other(String),
}

impl Heading {
    /// The columns of a table that nobody has changed yet.
    pub fn usual() -> Vec<Self> {
        let fields = [Field::Name, Field::Title, Field::Team, Field::Seat, Field::Manager];
        let more = [Self::Reports, Self::Of(Field::Pay), Self::Authority, Self::ImpactMid, Self::Gap, Self::Findings];
        fields.map(Self::Of).into_iter().chain(more).collect()
    }

    /// Every column but those of unknown fields.
    pub fn known() -> Vec<Self> {
        let mut all = vec![Self::Key];
        let told = |field: &Field| *field != Field::Unknown;
        all.extend(Field::ALL.into_iter().filter(told).map(Self::Of));
        all.extend([Self::Reports, Self::Authority, Self::ImpactLo, Self::ImpactMid, Self::Gap, Self::Findings]);
        all
    }

    /// Every column that an organisation has, those of its unknown fields last, in the order in which they are met
    /// first. Linear in people.
    pub fn all(org: &Org) -> Vec<Self> {
        let mut all = Self::known();
        let mut names: Vec<&str> = Vec::new();
        // Rows of one export have the same fields, so that the first name asked is nearly always the one.
        for person in org.people().filter(|&person| org.has_details(person)) {
            for (at, unknown) in org.details(person).unknown.iter().enumerate() {
                if names.get(at) != Some(&unknown.name.as_str()) && !names.contains(&unknown.name.as_str()) {
                    names.push(&unknown.name);
                }
            }
        }
        all.extend(names.into_iter().map(|name| Self::Other(name.to_owned())));
        all
    }

    /// The stable name: `first_day`, `impact_mid`, `other:cost_centre`.
    pub fn id(&self) -> String {
        match self {
            Self::Key => "key".to_owned(),
            Self::Of(field) => field.id().to_owned(),
            Self::Reports => "reports".to_owned(),
            Self::Authority => "authority".to_owned(),
            Self::ImpactLo => "impact_lo".to_owned(),
            Self::ImpactMid => "impact_mid".to_owned(),
            Self::Gap => "gap".to_owned(),
            Self::Findings => "findings".to_owned(),
            Self::Other(name) => format!("{OTHER}{name}"),
        }
    }

    /// The column of an id; `None` where there is none.
    pub fn named(id: &str) -> Option<Self> {
        if let Some(name) = id.strip_prefix(OTHER) {
            return Some(Self::Other(name.to_owned()));
        }
        let made =
            [Self::Key, Self::Reports, Self::Authority, Self::ImpactLo, Self::ImpactMid, Self::Gap, Self::Findings];
        let of = || Field::ALL.into_iter().find(|field| field.id() == id).map(Self::Of);
        made.into_iter().find(|heading| heading.id() == id).or_else(of)
    }

    /// What stands above the column.
    pub fn title(&self) -> String {
        let words = match self {
            Self::Key => return "Id".to_owned(),
            Self::Other(name) => return name.clone(),
            Self::Reports => return "Reports".to_owned(),
            Self::Authority => return "Authority".to_owned(),
            Self::ImpactLo => return "Impact, careful".to_owned(),
            Self::ImpactMid => return "Impact, middle".to_owned(),
            Self::Gap => return "Gap".to_owned(),
            Self::Findings => return "Findings".to_owned(),
            Self::Of(field) => field.label(),
        };
        let mut letters = words.chars();
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
    }

    /// Whether it is shown only where people may be shown.
    pub fn is_private(&self) -> bool {
        match self {
            Self::Key | Self::Reports => false,
            Self::Of(field) => field.is_private(),
            Self::Authority | Self::ImpactLo | Self::ImpactMid | Self::Gap | Self::Findings | Self::Other(_) => true,
        }
    }

    /// What the column holds.
    pub fn holds(&self) -> Holds {
        match self {
            Self::Reports | Self::Authority | Self::ImpactLo | Self::ImpactMid | Self::Gap => Holds::Number,
            Self::Of(Field::FirstDay | Field::LastDay) => Holds::Day,
            Self::Of(
                Field::Pay
                | Field::Rights
                | Field::Budgets
                | Field::Resources
                | Field::Posts
                | Field::Order
                | Field::Evidence
                | Field::History
                | Field::CraftTime
                | Field::Management
                | Field::Approvals
                | Field::StatedAuthority,
            ) => Holds::Number,
            _ => Holds::Text,
        }
    }
}

impl From<Heading> for String {
    fn from(heading: Heading) -> Self {
        heading.id()
    }
}

impl TryFrom<String> for Heading {
    type Error = PlanError;

    fn try_from(id: String) -> Result<Self, PlanError> {
        Self::named(&id).ok_or(PlanError::NoHeading(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::org::{Builder, Head};

    #[test]
    fn every_column_is_found_by_its_id() {
        let org = Builder::new(Head::new("Test", jiff::civil::date(2026, 9, 30))).finish().0;
        let mut all = Heading::all(&org);
        all.push(Heading::Other("cost centre".to_owned()));
        assert_eq!(all.len(), 37);
        for heading in all {
            assert_eq!(Heading::named(&heading.id()), Some(heading.clone()), "{}", heading.title());
        }
        assert_eq!(Heading::named("nothing"), None);
    }
}
