//! Details that few people have: evidence, rights, budgets, history and the rest.

use super::{Count, Day, Misfit, Number, OnDisk, One, Part, Share, Yes, is_default, record, words};
use crate::org;
use ecow::EcoString;
use serde::{Deserialize, Deserializer, Serialize, de};
use std::fmt;

words!(Kind, default Person { "person" = Person, "vacancy" = Vacancy, "several" = Several, "bot" = Bot });
words!(SeatSource, default Given {
    "given" = Given, "mapped" = Mapped, "suggested" = Suggested, "confirmed" = Confirmed,
});
words!(PayPeriod, default Year {
    "year" = Year, "month" = Month, "week" = Week, "day" = Day, "hour" = Hour,
});
words!(Provenance, default Asserted {
    "anecdotal" = Anecdotal, "asserted" = Asserted, "measured" = Measured, "audited" = Audited,
});
words!(Role, default Decide {
    "decide" = Decide, "agree" = Agree, "recommend" = Recommend, "input" = Input, "perform" = Perform,
});
words!(Answer, default NotAsked {
    "lead" = Lead, "craft" = Craft, "projects" = Projects, "undecided" = Undecided, "not_asked" = NotAsked,
});
words!(Accountability, default Craft { "craft" = Craft, "people" = People, "money" = Money });
words!(Practice, default Mentoring {
    "mentoring" = Mentoring,
    "delegation" = Delegation,
    "budget_allocation" = BudgetAllocation,
    "politics" = Politics,
    "accepting_solutions" = AcceptingSolutions,
});

record!(Right { text: EcoString, role: Role } or { domain: EcoString, at: Option<Number>, technical: Yes });
record!(Budget { limit: Count } or { domain: String, currency: String, technical: Yes });
record!(Approval { text: String } or { domain: String, count: One, used: Option<bool>, date: Option<Day> });
record!(Resource { text: String } or { amount: Option<Number> });
record!(Preference { answer: Answer } or { date: Option<Day>, asked_by: EcoString });
record!(CraftTime { share: Part } or { date: Option<Day> });
record!(ManagementEvidence { practice: Practice } or { note: String, date: Option<Day> });
record!(RoleChange {} or {
    date: Option<Day>,
    title: String,
    rung: String,
    reason: Option<Reason>,
    rise: Option<Number>,
    note: String,
});

/// Reason for a change of role.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(in crate::io) enum Reason {
    Performance,
    Retention,
    CounterOffer {
        #[serde(default, skip_serializing_if = "String::is_empty")]
        rival_title: String,
    },
    Reorganisation,
    OwnWish,
    Hired,
    Other(String),
}

impl OnDisk for Reason {
    type Model = org::Reason;
    fn of(model: &org::Reason) -> Self {
        match model {
            org::Reason::Performance => Self::Performance,
            org::Reason::Retention => Self::Retention,
            org::Reason::CounterOffer { rival_title } => Self::CounterOffer { rival_title: rival_title.clone() },
            org::Reason::Reorganisation => Self::Reorganisation,
            org::Reason::OwnWish => Self::OwnWish,
            org::Reason::Hired => Self::Hired,
            org::Reason::Other(words) => Self::Other(words.clone()),
        }
    }
    fn model(self) -> org::Reason {
        match self {
            Self::Performance => org::Reason::Performance,
            Self::Retention => org::Reason::Retention,
            Self::CounterOffer { rival_title } => org::Reason::CounterOffer { rival_title },
            Self::Reorganisation => org::Reason::Reorganisation,
            Self::OwnWish => org::Reason::OwnWish,
            Self::Hired => org::Reason::Hired,
            Self::Other(words) => org::Reason::Other(words),
        }
    }
}

/// Item of evidence; its period has both days, or a beginning only, or is not given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Days")]
pub(in crate::io) struct Evidence {
    kind: EcoString,
    amount: Count,
    #[serde(skip_serializing_if = "is_default")]
    share: Share,
    provenance: Provenance,
    #[serde(skip_serializing_if = "is_default")]
    from: Option<Day>,
    #[serde(skip_serializing_if = "is_default")]
    to: Option<Day>,
    #[serde(skip_serializing_if = "is_default")]
    currency: String,
    #[serde(skip_serializing_if = "is_default")]
    domain: String,
    #[serde(skip_serializing_if = "is_default")]
    source: String,
    #[serde(skip_serializing_if = "is_default")]
    note: String,
    #[serde(skip_serializing_if = "is_default")]
    disputed: Option<String>,
}

/// Item of evidence before its days are checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Evidence")]
struct Days {
    kind: EcoString,
    amount: Count,
    #[serde(default)]
    share: Share,
    #[serde(default)]
    provenance: Provenance,
    from: Option<Day>,
    to: Option<Day>,
    #[serde(default)]
    currency: String,
    #[serde(default)]
    domain: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    note: String,
    disputed: Option<String>,
}

impl TryFrom<Days> for Evidence {
    type Error = Misfit;
    fn try_from(d: Days) -> Result<Self, Misfit> {
        match (d.from, d.to) {
            (Some(from), Some(to)) if from.0 > to.0 => {
                return Err(Misfit::Period);
            }
            (None, Some(_)) => return Err(Misfit::NoBeginning),
            _ => {}
        }
        let Days { kind, amount, share, provenance, from, to, currency, domain, source, note, disputed } = d;
        Ok(Self { kind, amount, share, provenance, from, to, currency, domain, source, note, disputed })
    }
}

impl OnDisk for Evidence {
    type Model = org::Evidence;
    fn of(m: &org::Evidence) -> Self {
        Self {
            kind: m.kind.clone(),
            amount: Count(m.amount),
            share: Share(m.share),
            provenance: OnDisk::of(&m.provenance),
            from: m.period.map(|period| Day(period.from)),
            to: m.period.and_then(|period| period.to).map(Day),
            currency: m.currency.clone(),
            domain: m.domain.clone(),
            source: m.source.clone(),
            note: m.note.clone(),
            disputed: m.disputed.clone(),
        }
    }
    fn model(self) -> org::Evidence {
        let period = self.from.map(|from| org::Period { from: from.0, to: self.to.map(|to| to.0) });
        let Self { currency, domain, source, note, disputed, .. } = self;
        let particulars = org::Particulars { currency, domain, source, note, disputed };
        org::Evidence {
            kind: self.kind,
            amount: self.amount.0,
            share: self.share.0,
            provenance: self.provenance.model(),
            period,
            particulars: particulars.into(),
        }
    }
}

/// Pay on disk: one amount, or the two ends of a band.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::io) struct Amount {
    pub low: f64,
    pub high: f64,
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrTwo;
        impl<'de> de::Visitor<'de> for OneOrTwo {
            type Value = Amount;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an amount like `240000` or a band like `(90000, 110000)`")
            }
            fn visit_i64<E: de::Error>(self, v: i64) -> Result<Amount, E> {
                self.visit_f64(v as f64)
            }
            fn visit_u64<E: de::Error>(self, v: u64) -> Result<Amount, E> {
                self.visit_f64(v as f64)
            }
            fn visit_f64<E: de::Error>(self, v: f64) -> Result<Amount, E> {
                let Number(v) = Number::try_from(v).map_err(E::custom)?;
                Ok(Amount { low: v, high: v })
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Amount, A::Error> {
                let mut next = |n| seq.next_element::<Number>()?.ok_or_else(|| de::Error::invalid_length(n, &self));
                let (Number(low), Number(high)) = (next(0)?, next(1)?);
                Ok(Amount { low, high })
            }
        }
        deserializer.deserialize_any(OneOrTwo)
    }
}
