//! Steps of a plan on disk. A field left out of a step means empty, not recorded or as usual, both before and after.

use super::ladder::Band;
use super::{
    Accountability, Approval, Budget, Count, CraftTime, Day, Evidence, Kind, Ladder, ManagementEvidence, Mode, Number,
    OnDisk, PayPeriod, Positive, Preference, Rate, Resource, Right, RoleChange, SeatSource, Waiver, is_default, record,
    words,
};
use crate::{edit, org};
use serde::{Deserialize, Serialize};

words!(Line, default Dotted { "solid" = Solid, "dotted" = Dotted, "assistant" = Assistant });
words!(TextField, default Title {
    "name" = Name, "title" = Title, "team" = Team, "location" = Location, "status" = Status,
});
record!(Unknown { name: String, raw: String } or {});

macro_rules! steps {
    ($($step:ident { $($field:ident: $type:ty),* } or { $($may:ident: $may_type:ty),* }),* $(,)?) => {
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(in crate::io) enum Step {
            $($step {
                $($field: $type,)*
                $(#[serde(default, skip_serializing_if = "super::is_default")] $may: $may_type,)*
            },)*
        }

        impl OnDisk for Step {
            type Model = edit::Step;
            fn of(model: &edit::Step) -> Self {
                match model {
                    $(edit::Step::$step { $($field,)* $($may,)* } => {
                        Self::$step { $($field: OnDisk::of($field),)* $($may: OnDisk::of($may),)* }
                    })*
                }
            }
            fn model(self) -> edit::Step {
                match self {
                    $(Self::$step { $($field,)* $($may,)* } => {
                        edit::Step::$step { $($field: $field.model(),)* $($may: $may.model(),)* }
                    })*
                }
            }
        }
    };
}

steps! {
    Seat { person: String } or { from: String, to: String, ladder: String, source: SeatSource },
    Manager { person: String } or { from: String, to: String, unlinked: bool, looped: bool },
    Lines { person: String, line: Line } or { from: Vec<String>, to: Vec<String> },
    Title { person: String } or { from: String, to: String },
    Text { person: String, field: TextField } or { from: String, to: String },
    Dates { person: String } or { from: Days, to: Days },
    Kind { person: String } or { from: Kind, to: Kind },
    Pay { person: String } or { from: Option<Number>, to: Option<Number> },
    Salary { person: String } or { from: Salary, to: Salary },
    Rights { person: String } or { from: Option<Vec<Right>>, to: Option<Vec<Right>> },
    Budgets { person: String } or { from: Option<Vec<Budget>>, to: Option<Vec<Budget>> },
    Details { person: String } or { from: Box<Details>, to: Box<Details> },
    Order { person: String } or { from: Option<Number>, to: Option<Number> },
    Add { person: String } or { name: String },
    Remove { person: String } or { name: String },
    Key { person: String, to: String } or {},
    Ladders {} or { from: Vec<Ladder>, to: Vec<Ladder> },
    Head {} or { from: Box<HeadPart>, to: Box<HeadPart> },
    Open { rung: String, from: bool, to: bool } or { ladder: String },
}

/// Struct on disk with the same fields as one of `edit`'s, all of them optional.
macro_rules! part {
    ($name:ident { $($field:ident: $type:ty),* $(,)? }) => {
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(in crate::io) struct $name {
            $(#[serde(default, skip_serializing_if = "is_default")] $field: $type,)*
        }

        impl OnDisk for $name {
            type Model = edit::$name;
            fn of(model: &edit::$name) -> Self {
                Self { $($field: OnDisk::of(&model.$field),)* }
            }
            fn model(self) -> edit::$name {
                edit::$name { $($field: self.$field.model(),)* }
            }
        }
    };
}

part!(Days { start: Option<Day>, end: Option<Day> });
part!(Salary { amount: Option<Band>, currency: String, period: PayPeriod, fte: Option<Count> });
part!(HeadPart {
    name: Option<String>,
    as_of: Option<Day>,
    currency: Option<String>,
    rates: Option<Vec<Rate>>,
    hours_per_year: Option<Positive>,
    mode: Option<Mode>,
    waivers: Option<Vec<Waiver>>,
});

/// Details that few people have, under the names that the fields have in a person's record.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::io) struct Details {
    #[serde(skip_serializing_if = "is_default")]
    craft: String,
    #[serde(skip_serializing_if = "is_default")]
    accountability: Option<Accountability>,
    #[serde(skip_serializing_if = "is_default")]
    accountabilities: Vec<String>,
    #[serde(skip_serializing_if = "is_default")]
    preference: Option<Preference>,
    #[serde(skip_serializing_if = "is_default")]
    authority: Option<Number>,
    #[serde(skip_serializing_if = "is_default")]
    evidence: Vec<Evidence>,
    #[serde(skip_serializing_if = "is_default")]
    rights: Option<Vec<Right>>,
    #[serde(skip_serializing_if = "is_default")]
    budgets: Option<Vec<Budget>>,
    #[serde(skip_serializing_if = "is_default")]
    approvals: Vec<Approval>,
    #[serde(skip_serializing_if = "is_default")]
    management: Vec<ManagementEvidence>,
    #[serde(skip_serializing_if = "is_default")]
    craft_time: Vec<CraftTime>,
    #[serde(skip_serializing_if = "is_default")]
    history: Vec<RoleChange>,
    #[serde(skip_serializing_if = "is_default")]
    resources: Vec<Resource>,
    #[serde(skip_serializing_if = "is_default")]
    forums: Vec<String>,
    #[serde(skip_serializing_if = "is_default")]
    posts: Option<Count>,
    #[serde(skip_serializing_if = "is_default")]
    notes: Vec<String>,
    #[serde(skip_serializing_if = "is_default")]
    unknown: Vec<Unknown>,
    #[serde(skip_serializing_if = "is_default")]
    comment: String,
}

impl OnDisk for Details {
    type Model = org::Details;
    fn of(m: &org::Details) -> Self {
        Self {
            craft: OnDisk::of(&m.craft),
            accountability: OnDisk::of(&m.accountability),
            accountabilities: OnDisk::of(&m.accountabilities),
            preference: OnDisk::of(&m.preference),
            authority: OnDisk::of(&m.stated_authority),
            evidence: OnDisk::of(&m.evidence),
            rights: OnDisk::of(&m.rights),
            budgets: OnDisk::of(&m.budgets),
            approvals: OnDisk::of(&m.approvals),
            management: OnDisk::of(&m.management),
            craft_time: OnDisk::of(&m.craft_time),
            history: OnDisk::of(&m.history),
            resources: OnDisk::of(&m.resources),
            forums: OnDisk::of(&m.forums),
            posts: OnDisk::of(&m.posts),
            notes: OnDisk::of(&m.notes),
            unknown: OnDisk::of(&m.unknown),
            comment: OnDisk::of(&m.comment),
        }
    }
    fn model(self) -> org::Details {
        let rare = org::Rare {
            craft: self.craft.model(),
            accountability: self.accountability.model(),
            accountabilities: self.accountabilities.model(),
            stated_authority: self.authority.model(),
            approvals: self.approvals.model(),
            management: self.management.model(),
            craft_time: self.craft_time.model(),
            history: self.history.model(),
            resources: self.resources.model(),
            forums: self.forums.model(),
            posts: self.posts.model(),
            notes: self.notes.model(),
            unknown: self.unknown.model(),
            comment: self.comment.model(),
        };
        org::Details {
            preference: self.preference.model(),
            evidence: self.evidence.model(),
            rights: self.rights.model(),
            budgets: self.budgets.model(),
            rare: rare.into(),
        }
    }
}
