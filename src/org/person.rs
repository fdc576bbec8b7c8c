//! The record of one person, apart from the columns that everybody has. Knows no other person.

use super::evidence::Evidence;
use super::rights::{Approval, Budget, Resource, Right};
use super::sparse::{CommonValue, Sparse};
use super::text::Symbol;
use ecow::EcoString;
use jiff::civil::Date;
use std::ops::{Deref, DerefMut};

/// Handle of a person: the index into every column, and of the node in the graph. Never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub u32);

impl PersonId {
    /// The column index.
    pub fn at(self) -> usize {
        self.0 as usize
    }
}

/// Kind of row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// A person.
    #[default]
    Person,
    /// A vacant seat.
    Vacancy,
    /// One row for several posts.
    Several,
    /// A program; counts nowhere.
    Bot,
}

/// Period that a pay covers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PayPeriod {
    /// Per year.
    #[default]
    Year,
    /// Per month.
    Month,
    /// Per week.
    Week,
    /// Per day.
    Day,
    /// Per hour.
    Hour,
}

/// Pay as recorded: an amount (both ends equal) or a band. NaN means not recorded.
#[derive(Clone, Copy, Debug)]
pub struct Pay {
    /// Lower end.
    pub low: f64,
    /// Upper end; equal to `low` for an amount.
    pub high: f64,
    /// Currency; `Symbol::NONE` means the reporting currency.
    pub currency: Symbol,
    /// Share of a full-time post; NaN when not recorded, which counts as 1.
    pub fte: f32,
    /// Period that the amounts cover.
    pub period: PayPeriod,
}

impl Pay {
    /// Nothing recorded.
    pub const NONE: Pay =
        Pay { low: f64::NAN, high: f64::NAN, currency: Symbol::NONE, fte: f32::NAN, period: PayPeriod::Year };

    /// Share of full time as it was written, 1 when nothing was; the column stores it in half the space.
    pub fn part_of_full_time(&self) -> f64 {
        const DIGITS: f64 = 1e6;
        if self.fte.is_nan() { 1.0 } else { (f64::from(self.fte) * DIGITS).round() / DIGITS }
    }

    /// Amount or band with its period, as spreadsheets have it: `5000 - 6000 per month`; empty when nothing is recorded.
    pub fn written(&self) -> String {
        if !self.is_recorded() {
            return String::new();
        }
        let period = match self.period {
            PayPeriod::Year => "",
            PayPeriod::Month => " per month",
            PayPeriod::Week => " per week",
            PayPeriod::Day => " per day",
            PayPeriod::Hour => " per hour",
        };
        let to = if self.high == self.low { String::new() } else { format!(" - {}", self.high) };
        format!("{}{to}{period}", self.low)
    }

    /// True when an amount or a band is recorded.
    pub fn is_recorded(&self) -> bool {
        !self.low.is_nan()
    }
}

impl PartialEq for Pay {
    /// Equality of bits, so that two pays without an amount are equal.
    fn eq(&self, other: &Self) -> bool {
        self.low.to_bits() == other.low.to_bits()
            && self.high.to_bits() == other.high.to_bits()
            && self.currency == other.currency
            && self.fte.to_bits() == other.fte.to_bits()
            && self.period == other.period
    }
}

/// Reason for a change of role.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// Performance in the old role.
    Performance,
    /// Retention of the person.
    Retention,
    /// An offer from a competitor.
    CounterOffer {
        /// Title offered by the competitor; empty when not known.
        rival_title: String,
    },
    /// A change of the structure.
    Reorganisation,
    /// The person's own wish.
    OwnWish,
    /// Hired into the role.
    Hired,
    /// Any other reason, in words.
    Other(String),
}

/// One step of a role history.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleChange {
    /// First day in the role.
    pub date: Option<Date>,
    /// Title in the role; empty when not given.
    pub title: String,
    /// Code of the rung in the role; empty when not given.
    pub rung: String,
    /// Reason for the change; `None` when not recorded.
    pub reason: Option<Reason>,
    /// Rise in yearly pay that came with it, in the reporting currency.
    pub rise: Option<f64>,
    /// Free text.
    pub note: String,
}

/// "Lead people, or more resources and authority for the specialised work you love?"
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Lead people.
    Lead,
    /// The craft.
    Craft,
    /// Interesting projects, whatever the title.
    Projects,
    /// Asked, and undecided.
    Undecided,
    /// Recorded as never asked.
    NotAsked,
}

/// The recorded answer to the question.
#[derive(Clone, Debug, PartialEq)]
pub struct Preference {
    /// The person's answer.
    pub answer: Answer,
    /// Day of the answer.
    pub date: Option<Date>,
    /// Person who asked; empty when not given.
    pub asked_by: EcoString,
}

/// Primary accountability.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accountability {
    /// The craft: the beaker.
    Craft,
    /// People.
    People,
    /// Money: the payroll.
    Money,
}

/// The five practices of management that can be learned and shown (REQUIREMENTS R26).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Practice {
    /// Mentoring.
    Mentoring,
    /// Delegation.
    Delegation,
    /// Budget allocation.
    BudgetAllocation,
    /// Politics between departments.
    Politics,
    /// Accepting others' solutions.
    AcceptingSolutions,
}

/// Evidence of one of the five practices.
#[derive(Clone, Debug, PartialEq)]
pub struct ManagementEvidence {
    /// Practice it shows.
    pub practice: Practice,
    /// Observation in words.
    pub note: String,
    /// Day of the observation.
    pub date: Option<Date>,
}

/// Share of working time in the craft at a date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CraftTime {
    /// Date of the record; `None` when not known.
    pub date: Option<Date>,
    /// Share from 0 to 1.
    pub share: f64,
}

/// A field that this program does not know, kept byte for byte in the notation it was read in.
#[derive(Clone, Debug, PartialEq)]
pub struct Unknown {
    /// Name of the field.
    pub name: String,
    /// Value as written, in RON.
    pub raw: String,
}

/// Fields that few people have; all others share one empty value. Fields that even fewer have are in [`Rare`], and
/// dereference as if they were here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Details {
    /// Answer to the question; `None` when nothing is recorded.
    pub preference: Option<Preference>,
    /// Lines of technical evidence.
    pub evidence: Vec<Evidence>,
    /// Decision rights; `None` when nothing is recorded, empty when recorded that there are none.
    pub rights: Option<Vec<Right>>,
    /// Spending limits; `None` when nothing is recorded, empty when recorded that there are none.
    pub budgets: Option<Vec<Budget>>,
    /// Fields that very few people have.
    pub rare: Sparse<Rare>,
}

/// Fields that very few people have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rare {
    /// Role history, oldest first; in the order of the file where a step is undated.
    pub history: Vec<RoleChange>,
    /// Domain of the craft; empty when not given.
    pub craft: String,
    /// Primary accountability.
    pub accountability: Option<Accountability>,
    /// Other accountabilities, in words.
    pub accountabilities: Vec<String>,
    /// Resources lent to the person's work.
    pub resources: Vec<Resource>,
    /// Forums that the person sits in.
    pub forums: Vec<String>,
    /// Share of time in the craft, oldest first; in the order of the file where one is undated.
    pub craft_time: Vec<CraftTime>,
    /// Evidence of the five practices.
    pub management: Vec<ManagementEvidence>,
    /// Approvals that the person signed.
    pub approvals: Vec<Approval>,
    /// Authority grade that the file states directly.
    pub stated_authority: Option<f64>,
    /// Posts that the row stands for, in full-time equivalents; for `Kind::Several`.
    pub posts: Option<f64>,
    /// Notes as free text.
    pub notes: Vec<String>,
    /// Unknown fields, in file order.
    pub unknown: Vec<Unknown>,
    /// Comment lines before the record, as written.
    pub comment: String,
}

impl CommonValue for Rare {
    const USUAL: &'static Self = &Self {
        history: Vec::new(),
        craft: String::new(),
        accountability: None,
        accountabilities: Vec::new(),
        resources: Vec::new(),
        forums: Vec::new(),
        craft_time: Vec::new(),
        management: Vec::new(),
        approvals: Vec::new(),
        stated_authority: None,
        posts: None,
        notes: Vec::new(),
        unknown: Vec::new(),
        comment: String::new(),
    };

    #[rustfmt::skip]
    fn is_usual(&self) -> bool {
        let Self {
            history, craft, accountability, accountabilities, resources, forums, craft_time, management, approvals,
            stated_authority, posts, notes, unknown, comment,
        } = self;
        history.is_empty() && accountability.is_none() && resources.is_empty() && craft_time.is_empty()
            && management.is_empty() && approvals.is_empty() && stated_authority.is_none() && posts.is_none()
            && unknown.is_empty() && [craft, comment].iter().all(|text| text.is_empty())
            && [accountabilities, forums, notes].iter().all(|list| list.is_empty())
    }
}

impl Details {
    /// True when nothing is recorded.
    pub fn is_empty(&self) -> bool {
        let Self { preference, evidence, rights, budgets, rare } = self;
        preference.is_none() && evidence.is_empty() && rights.is_none() && budgets.is_none() && rare.is_usual()
    }
}

impl Deref for Details {
    type Target = Rare;
    fn deref(&self) -> &Rare {
        &self.rare
    }
}

impl DerefMut for Details {
    fn deref_mut(&mut self) -> &mut Rare {
        &mut self.rare
    }
}
