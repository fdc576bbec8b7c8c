//! Differences between two organisations as JSON, schema 1. Names are stable, numbers have full precision, and anything
//! that is missing or based on too few people is `null`.

use super::PlainJson;
use crate::org::Org;
use crate::plan::Field;
use crate::plan::diff::{Both, Changed, Counts, Diff, FindingChange, HeadChange, LadderChange};
use crate::plan::diff::{Paid, Part, SeatChange, Side, Weighed};
use crate::rules::{Finding, Seats, Subject, Subjects};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::borrow::Cow;
use std::io::{self, Write};

/// Writes the whole comparison of two sides called `names`. People are identified by key. Pay and records of people are
/// listed as changed without their values; if one of the two is in structure only, people who differ in nothing else are
/// only counted. Errors are those of `out`.
pub fn diff_json(
    diff: &Diff,
    before: &Side,
    after: &Side,
    names: &Both<String>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let side = |side: &Side, name| SideJson { name, as_of: side.org.head.as_of.to_string() };
    let (was, is) = (before.org, after.org);
    let subjects = [was, is].map(Subjects::of);
    let mut out = PlainJson(out);
    let mut json = serde_json::Serializer::new(&mut out);
    let mut map = json.serialize_map(None)?;
    map.serialize_entry("schema", &1)?;
    map.serialize_entry("before", &side(before, &names.before))?;
    map.serialize_entry("after", &side(after, &names.after))?;
    map.serialize_entry("same", &diff.is_empty())?;
    map.serialize_entry("sentences", &diff.sentences(before, after))?;
    if !diff.shows_people {
        map.serialize_entry("people_left_out", "at least one of the two shows structure only")?;
    }
    if !diff.shows_pay {
        map.serialize_entry("pay_left_out", "at least one of the two is locked to structure only")?;
    }
    map.serialize_entry("counts", &CountsJson::of(diff.counts))?;
    map.serialize_entry("whole", &PartJson::of(None, &diff.parts.whole, diff))?;
    map.serialize_entry("file", &List(|| diff.head.iter().map(FileJson::of)))?;
    map.serialize_entry("ladders", &List(|| diff.ladders.iter().map(LadderJson::of)))?;
    let part = |part| PartJson::of(Some(part), &part.weighed, diff);
    map.serialize_entry("rungs", &List(|| diff.parts.rungs.iter().map(part)))?;
    map.serialize_entry("teams", &List(|| diff.parts.teams.iter().map(part)))?;
    map.serialize_entry("findings", &List(|| diff.findings.iter().map(|it| ChangeJson::of(it, &subjects))))?;
    let shown = || diff.changed.iter().filter(|it| !it.is_hidden(diff.shows_people));
    map.serialize_entry("changed", &List(|| shown().map(|it| PersonJson::of(it, diff, was, is))))?;
    map.serialize_entry("changed_in_hidden_details", &diff.hidden())?;
    map.serialize_entry("new", &List(|| diff.new.iter().map(|&person| is.key(person))))?;
    map.serialize_entry("left", &List(|| diff.left.iter().map(|&person| was.key(person))))?;
    map.end()?;
    writeln!(out)
}

/// A list that is serialised while it is generated.
struct List<F>(F);

impl<F: Fn() -> I, I: Iterator<Item = T>, T: Serialize> Serialize for List<F> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq((self.0)())
    }
}

#[derive(serde::Serialize)]
struct SideJson<'a> {
    name: &'a str,
    as_of: String,
}

#[derive(serde::Serialize)]
struct CountsJson {
    unchanged: usize,
    changed: usize,
    new: usize,
    left: usize,
    to_ic: usize,
    to_management: usize,
    up: usize,
    down: usize,
    manager: usize,
}

impl CountsJson {
    fn of(counts: Counts) -> Self {
        let Counts { unchanged, unchanged_others: _, changed, new, left, to_ic, to_management, up, down, manager } =
            counts;
        Self { unchanged, changed, new, left, to_ic, to_management, up, down, manager }
    }
}

#[derive(serde::Serialize)]
struct FileJson<'a> {
    field: &'a str,
    before: &'a str,
    after: &'a str,
}

impl<'a> FileJson<'a> {
    fn of(HeadChange { field, before, after }: &'a HeadChange) -> Self {
        Self { field, before, after }
    }
}

#[derive(serde::Serialize)]
struct LadderJson<'a> {
    ladder: &'a str,
    /// Absent for a change of the ladder as a whole.
    #[serde(skip_serializing_if = "str::is_empty")]
    rung: &'a str,
    field: &'a str,
    before: &'a str,
    after: &'a str,
}

impl<'a> LadderJson<'a> {
    fn of(LadderChange { ladder, rung, field, before, after }: &'a LadderChange) -> Self {
        Self { ladder, rung, field: field.id(), before, after }
    }
}

#[derive(serde::Serialize)]
struct PartJson<'a> {
    /// Absent for a team and for the whole.
    #[serde(skip_serializing_if = "str::is_empty")]
    ladder: &'a str,
    /// Absent for the whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    before: WeighedJson,
    after: WeighedJson,
}

impl<'a> PartJson<'a> {
    fn of(part: Option<&'a Part>, weighed: &Weighed, diff: &Diff) -> Self {
        let shown = weighed.shown().filter(|_| diff.shows_pay);
        let side = |seats: Seats, paid: Option<Paid>| WeighedJson {
            people: seats.people,
            others: seats.others,
            paid: paid.map(|paid| paid.people),
            median_pay: paid.filter(|paid| paid.people > 0).map(|paid| paid.median),
            // If people may not be shown, two sums could reveal what one of them is paid.
            sum_of_pay: paid.filter(|_| diff.shows_people).map(|paid| paid.sum),
        };
        Self {
            ladder: part.map_or("", |part| &part.ladder),
            name: part.map(|part| part.name.as_str()),
            before: side(weighed.seats.before, shown.map(|it| it.before)),
            after: side(weighed.seats.after, shown.map(|it| it.after)),
        }
    }
}

#[derive(serde::Serialize)]
struct WeighedJson {
    /// Number of people who are here now.
    people: u32,
    /// Number of vacancies, planned seats, and posts in rows that stand for several.
    others: f64,
    /// Number of people with pay; this and the following fields are `null` if they are based on too few.
    paid: Option<usize>,
    median_pay: Option<f64>,
    sum_of_pay: Option<f64>,
}

#[derive(serde::Serialize)]
struct ChangeJson<'a> {
    rule: &'a str,
    /// Key of a person, code of a rung or name of a ladder; empty for the organisation.
    subject: Cow<'a, str>,
    about: &'a str,
    change: &'a str,
    before: Option<AnswerJson<'a>>,
    after: Option<AnswerJson<'a>>,
}

impl<'a> ChangeJson<'a> {
    fn of(change: &'a FindingChange, [before, after]: &[Subjects<'a>; 2]) -> Self {
        let earlier = change.before.as_ref().map(|finding| (before, finding));
        let (subjects, finding) = change.after.as_ref().map(|finding| (after, finding)).or(earlier).unzip();
        let subject = finding.map_or(Subject::Organisation, |finding| finding.subject);
        Self {
            rule: finding.map_or("", |finding| finding.rule.id),
            subject: subjects.map_or(Cow::Borrowed(""), |subjects| subjects.name(subject)),
            about: match subject {
                Subject::Organisation => "organisation",
                Subject::Ladder(_) => "ladder",
                Subject::Rung(_) => "rung",
                Subject::Person(_) => "person",
            },
            change: change.turn.id(),
            before: change.before.as_ref().map(AnswerJson::of),
            after: change.after.as_ref().map(AnswerJson::of),
        }
    }
}

#[derive(serde::Serialize)]
struct AnswerJson<'a> {
    answer: &'a str,
    severity: Option<&'a str>,
    number: Option<f64>,
    waived: bool,
}

impl<'a> AnswerJson<'a> {
    fn of(finding: &'a Finding) -> Self {
        Self {
            answer: finding.answer.id(),
            severity: Some(finding.severity.id()).filter(|id| !id.is_empty()),
            number: finding.numbers.first().map(|&(_, number)| number),
            waived: finding.waived.is_some(),
        }
    }
}

#[derive(serde::Serialize)]
struct PersonJson<'a> {
    id: &'a str,
    /// Kind of change of the seat; absent if the seat is the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    seat: Option<&'a str>,
    fields: Vec<FieldJson>,
}

impl<'a> PersonJson<'a> {
    fn of(changed: &Changed, diff: &Diff, before: &Org, after: &'a Org) -> Self {
        let fields = changed.fields.shown(diff.shows_people).iter();
        Self {
            id: after.key(changed.after),
            seat: changed.seat.map(SeatChange::id),
            fields: fields.map(|field| FieldJson::of(field, changed, before, after)).collect(),
        }
    }
}

#[derive(serde::Serialize)]
struct FieldJson {
    field: &'static str,
    /// Absent, like `after`, if the values are private.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<String>,
}

impl FieldJson {
    fn of(field: Field, changed: &Changed, before: &Org, after: &Org) -> Self {
        let value = |org, person| (!field.is_private()).then(|| field.say(org, person));
        Self { field: field.id(), before: value(before, changed.before), after: value(after, changed.after) }
    }
}
