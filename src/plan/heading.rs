//! The columns of a table of people: every field, every unknown field of the file, and results of the method.
//! [`super::Seen`] knows their cells.

use super::{Field, PlanError};
use crate::org::Org;
use serde::{Deserialize, Serialize};

/// Prefix of the id of an unknown field.
const OTHER: &str = "other:";

/// Type of a column; decides how it is filtered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Text.
    Text,
    /// Numbers.
    Number,
    /// Dates.
    Day,
}

/// A column of the table. Stored by its id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Heading {
    /// Unique key of the person.
    Key,
    /// A field; for [`Field::Unknown`] each one is a column of its own, see [`Heading::Other`].
    Of(Field),
    /// Number of direct reports who are people.
    Reports,
    /// Authority of a person (A), in rungs.
    Authority,
    /// Cautious impact (I_lo), in rungs.
    ImpactLo,
    /// Middle impact (I_mid), in rungs.
    ImpactMid,
    /// Middle impact minus authority (gap_mid), in rungs.
    Gap,
    /// Titles of the findings.
    Findings,
    /// A field of the file that this program does not know, by its name.
    Other(String),
}

impl Heading {
    /// Default columns of a table.
    pub fn usual() -> Vec<Self> {
        let fields = [Field::Name, Field::Title, Field::Team, Field::Seat, Field::Manager];
        let more = [Self::Reports, Self::Of(Field::Pay), Self::Authority, Self::ImpactMid, Self::Gap, Self::Findings];
        fields.map(Self::Of).into_iter().chain(more).collect()
    }

    /// Every column except those of unknown fields.
    pub fn known() -> Vec<Self> {
        let mut all = vec![Self::Key];
        let told = |field: &Field| *field != Field::Unknown;
        all.extend(Field::ALL.into_iter().filter(told).map(Self::Of));
        all.extend([Self::Reports, Self::Authority, Self::ImpactLo, Self::ImpactMid, Self::Gap, Self::Findings]);
        all
    }

    /// Every column of an organisation, unknown fields last in the order of their first appearance. Linear in people.
    pub fn all(org: &Org) -> Vec<Self> {
        let mut all = Self::known();
        let mut names: Vec<&str> = Vec::new();
        // Rows of one export have the same fields, so that the first guess is nearly always right.
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

    /// Stable name: `first_day`, `impact_mid`, `other:cost_centre`.
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

    /// Column with an id; `None` for an unknown one.
    pub fn named(id: &str) -> Option<Self> {
        if let Some(name) = id.strip_prefix(OTHER) {
            return Some(Self::Other(name.to_owned()));
        }
        let made =
            [Self::Key, Self::Reports, Self::Authority, Self::ImpactLo, Self::ImpactMid, Self::Gap, Self::Findings];
        let of = || Field::ALL.into_iter().find(|field| field.id() == id).map(Self::Of);
        made.into_iter().find(|heading| heading.id() == id).or_else(of)
    }

    /// Heading above the column.
    pub fn title(&self) -> String {
        let words = match self {
            Self::Key => return "Id".to_owned(),
            Self::Other(name) => return name.clone(),
            Self::Reports => return "Reports".to_owned(),
            Self::Authority => return "Authority".to_owned(),
            Self::ImpactLo => return "Impact, conservative".to_owned(),
            Self::ImpactMid => return "Impact, central".to_owned(),
            Self::Gap => return "Gap".to_owned(),
            Self::Findings => return "Findings".to_owned(),
            Self::Of(field) => field.label(),
        };
        let mut letters = words.chars();
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
    }

    /// True for a column that is shown only where people may be shown.
    pub fn is_private(&self) -> bool {
        match self {
            Self::Key | Self::Reports => false,
            Self::Of(field) => field.is_private(),
            Self::Authority | Self::ImpactLo | Self::ImpactMid | Self::Gap | Self::Findings | Self::Other(_) => true,
        }
    }

    /// Type of the column.
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
