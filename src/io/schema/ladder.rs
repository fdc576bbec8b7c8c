//! Ladders on disk: tracks, entries, equivalences, and the constants that differ from the method's.

use super::{Budget, Misfit, Number, OnDisk, Right, Yes, is_default, record, words};
use crate::org;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

words!(TrackKind, default Ic { "ic" = Ic, "management" = Management });
words!(Stated, default Explicit { "explicit" = Explicit, "implied" = Implied });

record!(Equivalence { entry: String, equals: String } or { stated: Stated });
record!(Rung { code: String } or {
    title: String,
    grade: Option<Number>,
    open: Yes,
    apex: bool,
    pay: Option<Band>,
    rights: Vec<Right>,
    budgets: Vec<Budget>,
    forums: Vec<String>,
});
record!(Track { kind: TrackKind } or { name: String, entries: Vec<Rung> });

/// Two numbers: pay from and to, or a point of an anchor table.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::io) struct Band(Number, Number);

impl OnDisk for Band {
    type Model = (f64, f64);
    fn of(model: &(f64, f64)) -> Self {
        Self(Number(model.0), Number(model.1))
    }
    fn model(self) -> (f64, f64) {
        (self.0.0, self.1.0)
    }
}

/// Strictly increasing points, values above 0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Band>", into = "Vec<Band>")]
struct Anchors(Vec<Band>);

impl TryFrom<Vec<Band>> for Anchors {
    type Error = Misfit;
    fn try_from(points: Vec<Band>) -> Result<Self, Misfit> {
        let rise = points.windows(2).all(|p| p[0].0.0 < p[1].0.0 && p[0].1.0 < p[1].1.0);
        if points.len() >= 2 && rise && points.iter().all(|p| p.0.0 > 0.0) {
            Ok(Self(points))
        } else {
            Err(Misfit::Anchors)
        }
    }
}

impl From<Anchors> for Vec<Band> {
    fn from(anchors: Anchors) -> Self {
        anchors.0
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    name: String,
    #[serde(default, skip_serializing_if = "is_default")]
    unit: String,
    anchors: Anchors,
    #[serde(default, skip_serializing_if = "is_default")]
    cap: Option<Number>,
    #[serde(default, skip_serializing_if = "is_default")]
    offset: Number,
    #[serde(default, skip_serializing_if = "is_default")]
    offset_sure: Option<Number>,
    #[serde(default, skip_serializing_if = "is_default")]
    stock: Option<bool>,
    #[serde(default, skip_serializing_if = "is_default")]
    money: bool,
}

impl OnDisk for Kind {
    type Model = org::EvidenceKind;
    fn of(m: &org::EvidenceKind) -> Self {
        Self {
            name: m.name.clone(),
            unit: m.unit.clone(),
            anchors: Anchors(OnDisk::of(&m.anchors)),
            cap: OnDisk::of(&m.cap),
            offset: Number(m.offset),
            offset_sure: OnDisk::of(&m.offset_sure),
            stock: m.stock,
            money: m.is_money,
        }
    }
    fn model(self) -> org::EvidenceKind {
        org::EvidenceKind {
            stock: self.stock,
            name: self.name,
            unit: self.unit,
            anchors: self.anchors.0.model(),
            cap: self.cap.model(),
            offset: self.offset.0,
            offset_sure: self.offset_sure.model(),
            is_money: self.money,
        }
    }
}

type Three = (Number, Number, Number);
type Four = (Number, Number, Number, Number);

/// A ladder; what it leaves out of the constants is as in METHOD.md.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::io) struct Ladder {
    name: String,
    #[serde(default, skip_serializing_if = "is_default")]
    source: String,
    #[serde(default, skip_serializing_if = "is_default")]
    tracks: Vec<Track>,
    #[serde(default, skip_serializing_if = "is_default")]
    equivalences: Vec<Equivalence>,
    #[serde(default, skip_serializing_if = "is_default")]
    anchors_confirmed: bool,
    /// Kinds that replace one of the method's by its name, or come after them.
    #[serde(default, skip_serializing_if = "is_default")]
    kinds: Vec<Kind>,
    /// All kinds, where some of the method's do not count or stand in another order.
    #[serde(default, skip_serializing_if = "is_default")]
    all_kinds: Option<Vec<Kind>>,
    #[serde(default, skip_serializing_if = "is_default")]
    haircuts: Option<Four>,
    #[serde(default, skip_serializing_if = "is_default")]
    missing_line: Option<Number>,
    #[serde(default, skip_serializing_if = "is_default")]
    role_discount: Option<Three>,
    #[serde(default, skip_serializing_if = "is_default")]
    floor: Option<Number>,
    #[serde(default, skip_serializing_if = "is_default")]
    delegation: Option<Anchors>,
    #[serde(default, skip_serializing_if = "is_default")]
    weights: Option<Three>,
    #[serde(default, skip_serializing_if = "is_default")]
    limit: Option<Number>,
    #[serde(default, skip_serializing_if = "is_default")]
    paper_limit: Option<Number>,
    #[serde(default, skip_serializing_if = "is_default")]
    over_limit: Option<Number>,
    #[serde(default, skip_serializing_if = "is_default")]
    tiny_span: Option<u32>,
    #[serde(default, skip_serializing_if = "is_default")]
    settling_days: Option<i32>,
    #[serde(default, skip_serializing_if = "is_default")]
    asked_months: Option<i32>,
}

impl OnDisk for Ladder {
    type Model = org::Ladder;

    fn of(m: &org::Ladder) -> Self {
        let (c, usual) = (&m.constants, org::Constants::default());
        fn differs<T: PartialEq, D>(now: &T, usual: &T, disk: impl FnOnce(&T) -> D) -> Option<D> {
            (now != usual).then(|| disk(now))
        }
        let number = |now: f64, usual: f64| differs(&now, &usual, |&x| Number(x));
        let three = |x: &[f64; 3]| (Number(x[0]), Number(x[1]), Number(x[2]));
        let (kinds, all_kinds) = match changed_kinds(&c.kinds, &usual.kinds) {
            Some(changed) => (changed.into_iter().map(Kind::of).collect(), None),
            None => (Vec::new(), Some(OnDisk::of(&c.kinds))),
        };
        Self {
            name: m.name.clone(),
            source: m.source.clone(),
            tracks: OnDisk::of(&m.tracks),
            equivalences: OnDisk::of(&m.equivalences),
            anchors_confirmed: c.anchors_confirmed,
            kinds,
            all_kinds,
            haircuts: differs(&c.haircuts, &usual.haircuts, |x| {
                (Number(x[0]), Number(x[1]), Number(x[2]), Number(x[3]))
            }),
            missing_line: number(c.missing_line, usual.missing_line),
            role_discount: differs(&c.role_discount, &usual.role_discount, three),
            floor: number(c.floor, usual.floor),
            delegation: differs(&c.delegation, &usual.delegation, |x| Anchors(OnDisk::of(x))),
            weights: differs(&c.weights, &usual.weights, three),
            limit: number(c.limit, usual.limit),
            paper_limit: number(c.paper_limit, usual.paper_limit),
            over_limit: number(c.over_limit, usual.over_limit),
            tiny_span: differs(&c.tiny_span, &usual.tiny_span, |&x| x),
            settling_days: differs(&c.settling_days, &usual.settling_days, |&x| x),
            asked_months: differs(&c.asked_months, &usual.asked_months, |&x| x),
        }
    }

    fn model(self) -> org::Ladder {
        let usual = org::Constants::default();
        let number = |stated: Option<Number>, usual: f64| stated.map_or(usual, |x| x.0);
        let three = |stated: Option<Three>, usual: [f64; 3]| stated.map_or(usual, |x| [x.0.0, x.1.0, x.2.0]);
        let mut kinds = self.all_kinds.map_or(usual.kinds, OnDisk::model);
        let mut at: HashMap<String, usize> = kinds.iter().map(|kind| kind.name.clone()).zip(0..).collect();
        for kind in self.kinds {
            let kind = kind.model();
            match at.get(&kind.name) {
                Some(&usual) => kinds[usual] = kind,
                None => {
                    at.insert(kind.name.clone(), kinds.len());
                    kinds.push(kind);
                }
            }
        }
        let constants = org::Constants {
            haircuts: self.haircuts.map_or(usual.haircuts, |x| [x.0.0, x.1.0, x.2.0, x.3.0]),
            kinds,
            anchors_confirmed: self.anchors_confirmed,
            missing_line: number(self.missing_line, usual.missing_line),
            role_discount: three(self.role_discount, usual.role_discount),
            floor: number(self.floor, usual.floor),
            delegation: self.delegation.map_or(usual.delegation, |x| x.0.model()),
            weights: three(self.weights, usual.weights),
            limit: number(self.limit, usual.limit),
            paper_limit: number(self.paper_limit, usual.paper_limit),
            over_limit: number(self.over_limit, usual.over_limit),
            tiny_span: self.tiny_span.unwrap_or(usual.tiny_span),
            settling_days: self.settling_days.unwrap_or(usual.settling_days),
            asked_months: self.asked_months.unwrap_or(usual.asked_months),
        };
        org::Ladder {
            name: self.name,
            source: self.source,
            tracks: self.tracks.model(),
            equivalences: self.equivalences.model(),
            constants,
        }
    }
}

/// The kinds that differ from the usual ones or come after them; `None` where that does not say everything.
fn changed_kinds<'a>(
    kinds: &'a [org::EvidenceKind],
    usual: &[org::EvidenceKind],
) -> Option<Vec<&'a org::EvidenceKind>> {
    let mut names = HashSet::new();
    let in_order = kinds.len() >= usual.len()
        && kinds.iter().zip(usual).all(|(kind, usual)| kind.name == usual.name)
        && kinds.iter().all(|kind| names.insert(kind.name.as_str()));
    in_order.then(|| kinds.iter().enumerate().filter(|(i, kind)| usual.get(*i) != Some(kind)).map(|(_, k)| k).collect())
}
