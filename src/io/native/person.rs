//! Reads one record of the people list and stores its fields. Values in the written form are borrowed from the text;
//! all others go to the notation's own parser.

use super::super::json;
use super::super::schema::{self, OnDisk};
use super::comments::comments_of;
use super::fault::{Fault, Stop};
use super::field::{Field, Source};
use super::notation::{Notation, ValueError};
use super::quick;
use super::scan::Comment;
use crate::org::{Details, Kind, Pay, PayPeriod, SeatSource, Unknown, put_in_order};
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use std::borrow::Cow;

/// Contents of a record, borrowed where possible.
#[derive(Default)]
pub(super) struct Record<'a> {
    pub key: Cow<'a, str>,
    pub name: Cow<'a, str>,
    pub title: Cow<'a, str>,
    pub team: Cow<'a, str>,
    pub location: Cow<'a, str>,
    pub status: Cow<'a, str>,
    pub kind: Kind,
    pub seat: Cow<'a, str>,
    pub ladder: Cow<'a, str>,
    pub seat_source: Option<SeatSource>,
    /// Offset of the seat's code.
    pub seat_at: usize,
    pub manager: Cow<'a, str>,
    pub order: Option<f64>,
    pub dotted: Vec<String>,
    pub assists: Vec<String>,
    pub start: Option<Date>,
    pub end: Option<Date>,
    pub pay: Option<Pay>,
    pub currency: Cow<'a, str>,
    pub details: Option<Box<Details>>,
    pub comments: Vec<&'a str>,
}

/// Known fields of a record.
#[rustfmt::skip]
#[derive(Clone, Copy)]
enum Known {
    Id, Name, Title, Team, Location, Status, Kind, Posts, Seat, Ladder, SeatFrom, Manager, Order, Dotted, Assists,
    Start, End, Pay, Currency, Per, Fte, Craft, Accountability, Accountabilities, Preference, Authority, Evidence, Rights, Budgets,
    Approvals, Management, CraftTime, History, Resources, Forums, Notes, More, Comment,
}

/// Name of the map that holds unknown fields whose names are not valid in RON.
pub(super) const MORE: &str = "more";
/// Name of the field in which JSON keeps comments.
pub(super) const COMMENT: &str = "//";

/// Name of up to sixteen bytes packed into a number, so that names are compared without a loop.
const fn packed(name: &str) -> u128 {
    let bytes = name.as_bytes();
    let (mut number, mut at) = (0, bytes.len());
    while at > 0 {
        at -= 1;
        number = number << 8 | bytes[at] as u128;
    }
    number
}

macro_rules! known {
    ($($name:expr => $known:ident),* $(,)?) => {
        #[allow(non_upper_case_globals, reason = "one for each of the variants")]
        fn known(name: &str) -> Option<Known> {
            $(const $known: u128 = packed($name);)*
            // A name that ends in NUL would look like a shorter one.
            if name.len() > 16 || name.ends_with('\0') {
                return None;
            }
            match packed(name) {
                $($known => Some(Known::$known),)*
                _ => None,
            }
        }
    };
}

known! {
    "id" => Id, "name" => Name, "title" => Title, "team" => Team,
    "location" => Location, "status" => Status, "kind" => Kind, "posts" => Posts,
    "seat" => Seat, "ladder" => Ladder, "seat_from" => SeatFrom, "manager" => Manager,
    "dotted" => Dotted, "assists" => Assists, "start" => Start, "end" => End,
    "pay" => Pay, "currency" => Currency, "per" => Per, "fte" => Fte,
    "craft" => Craft, "accountability" => Accountability, "accountabilities" => Accountabilities, "preference" => Preference,
    "authority" => Authority, "evidence" => Evidence, "rights" => Rights, "budgets" => Budgets,
    "approvals" => Approvals, "management" => Management, "craft_time" => CraftTime, "history" => History,
    "resources" => Resources, "forums" => Forums, "notes" => Notes, MORE => More,
    "order" => Order, COMMENT => Comment
}

/// True for the name of a record's own field.
pub(super) fn is_known(name: &str) -> bool {
    known(name).is_some()
}

impl<'a> Source<'a> {
    /// Record at `at`, and the offset after its closing bracket.
    pub fn record(&mut self, at: usize) -> Result<(Record<'a>, usize), Stop> {
        let Some(mut at) = self.open(at) else {
            return Err(Fault::syntax(at, "A person is expected here", "Write people as `(id: …, name: …),`").into());
        };
        let (_, close) = self.brackets();
        let mut record = Record::default();
        let (mut seen, mut comments) = (0_u64, Vec::new());
        loop {
            at = self.scanner.blank(at, &mut comments);
            if self.scanner.byte(at) == close {
                break;
            }
            if let Some((next, name)) = self.written(at, seen, &mut record) {
                seen |= 1 << name as u64;
                at = next;
                record.comments.extend(comments.drain(..).map(|comment: Comment| comment.text));
                continue;
            }
            let field = self.field(at, false, &mut comments)?;
            match known(&field.name) {
                Some(Known::Comment) if self.notation() == Notation::Ron => {
                    return Err(Fault::syntax(field.at, "`//` is not a name", "Remove it").into());
                }
                Some(name) => {
                    if seen & 1 << name as u64 != 0 {
                        let what = format!("`{}` appears twice in one record", field.name);
                        return Err(Fault::syntax(field.at, what, "Remove one of the two").into());
                    }
                    seen |= 1 << name as u64;
                    self.take(name, &field, &mut record)?;
                }
                None => {
                    let unknown = self.unknown(&field)?;
                    details(&mut record).unknown.push(unknown);
                }
            }
            at = self.scanner.blank(field.stop, &mut Vec::new());
            at = self.comma(at, close)?;
            // Comments between value and comma also belong to the record, unless they are kept with the value.
            let from = if is_kept_whole(&field.name) { field.span.end } else { field.span.start };
            if !field.is_plain {
                self.scanner.comments_in(from..field.stop, &mut record.comments);
            }
            record.comments.extend(comments.drain(..).map(|comment: Comment| comment.text));
        }
        record.comments.extend(comments.into_iter().map(|comment| comment.text));
        Ok((record, at + 1))
    }

    /// Reads the field at `at` if it is in the form this program writes, `name: value, `, and returns the offset after
    /// it. Returns `None` for anything else, which is then read the slow way.
    fn written(&self, at: usize, seen: u64, record: &mut Record<'a>) -> Option<(usize, Known)> {
        if !self.parser.is_plain {
            return None;
        }
        let text = self.scanner.text.get(at..)?;
        let bytes = text.as_bytes();
        let colon = bytes.iter().take(17).position(|&byte| byte == b':')?;
        let name = known(text.get(..colon)?)?;
        if bytes.get(colon + 1) != Some(&b' ') || seen & 1 << name as u64 != 0 {
            return None;
        }
        let begin = colon + 2;
        let value = &text[begin..];
        let len = match name {
            Known::Evidence => {
                let (evidence, len) = quick::leading::<Vec<schema::Evidence>>(value)?;
                details(record).evidence = evidence.model();
                len
            }
            Known::Rights => {
                let (rights, len) = quick::leading::<Vec<schema::Right>>(value)?;
                details(record).rights = Some(rights.model());
                len
            }
            Known::Preference => {
                let (preference, len) = quick::leading::<schema::Preference>(value)?;
                details(record).preference = Some(preference.model());
                len
            }
            Known::More | Known::Comment => return None,
            _ => {
                let begin = at + begin;
                let end = self.plain_end(begin)?;
                self.value(name, self.slice(begin..end), true, record).ok()?;
                if let Known::Seat = name {
                    record.seat_at = begin;
                }
                end - begin
            }
        };
        let stop = begin + len;
        match bytes.get(stop)? {
            b',' => Some((at + stop + 1, name)),
            b')' => Some((at + stop, name)),
            _ => None,
        }
    }

    /// Unknown field, checked to be a value.
    pub fn unknown(&mut self, field: &Field<'a>) -> Result<Unknown, Fault> {
        let raw = self.slice(field.span.clone());
        let is_text = field.is_plain && raw.starts_with('"');
        if !is_text {
            self.parser.accept(raw).map_err(|error| Fault::value(&field.name, field.span.start, &error))?;
        }
        let raw = match self.notation() {
            Notation::Ron => raw.to_owned(),
            Notation::Json => json::to_ron(raw),
        };
        Ok(Unknown { name: field.name.clone().into_owned(), raw })
    }

    /// Reads the entries of a map of unknown fields.
    pub fn more(&mut self, field: &Field<'a>, unknown: &mut Vec<Unknown>) -> Result<(), Stop> {
        let map = || Fault::new(field.span.start, "`more` is not a map", "Write `more: {\"Name\": value}`");
        if self.scanner.byte(field.span.start) != b'{' {
            return Err(map().into());
        }
        let mut at = field.span.start + 1;
        loop {
            at = self.scanner.blank(at, &mut Vec::new());
            if self.scanner.byte(at) == b'}' {
                return Ok(());
            }
            let entry = self.field(at, true, &mut Vec::new())?;
            unknown.push(self.unknown(&entry)?);
            at = self.comma(self.scanner.blank(entry.stop, &mut Vec::new()), b'}')?;
        }
    }

    fn take(&mut self, name: Known, field: &Field<'a>, record: &mut Record<'a>) -> Result<(), Stop> {
        let raw = self.slice(field.span.clone());
        if let Known::More = name {
            let unknown = &mut details(record).unknown;
            self.more(field, unknown)?;
            // Inside `more` nothing is a reference of ours.
            for unknown in unknown.iter_mut().filter(|unknown| is_set_aside(unknown)) {
                unknown.name.push_str("_2");
            }
            return Ok(());
        }
        if let Err(error) = self.value(name, raw, field.is_plain, record) {
            let raw = if self.notation() == Notation::Ron { raw.to_owned() } else { json::to_ron(raw) };
            let Some(rank) = beyond(&field.name, &raw) else {
                return Err(Fault::value(&field.name, field.span.start, &error).into());
            };
            let unknown = &mut details(record).unknown;
            let before = |it: &&Unknown| beyond(&it.name, &it.raw).is_some_and(|other| other < rank);
            let at = unknown.iter().take_while(before).count();
            unknown.insert(at, Unknown { name: field.name.clone().into_owned(), raw });
        }
        if let Known::Seat = name {
            record.seat_at = field.span.start;
        }
        Ok(())
    }

    fn value(&self, name: Known, raw: &'a str, is_plain: bool, record: &mut Record<'a>) -> Result<(), ValueError> {
        let text = |raw| self.text_of(raw, is_plain);
        match name {
            Known::Id => record.key = text(raw)?,
            Known::Name => record.name = text(raw)?,
            Known::Title => record.title = text(raw)?,
            Known::Team => record.team = text(raw)?,
            Known::Location => record.location = text(raw)?,
            Known::Status => record.status = text(raw)?,
            Known::Kind => record.kind = self.model::<schema::Kind>(raw)?,
            Known::Posts => details(record).posts = Some(self.model::<schema::Count>(raw)?),
            Known::Seat => record.seat = text(raw)?,
            Known::Ladder => record.ladder = text(raw)?,
            Known::SeatFrom => record.seat_source = Some(self.model::<schema::SeatSource>(raw)?),
            Known::Manager => record.manager = text(raw)?,
            Known::Order => record.order = Some(self.model::<schema::Number>(raw)?),
            Known::Dotted => record.dotted = self.parser.parse(raw)?,
            Known::Assists => record.assists = self.parser.parse(raw)?,
            Known::Start => record.start = Some(day(&text(raw)?)?),
            Known::End => record.end = Some(day(&text(raw)?)?),
            Known::Pay => {
                let amount = match plain_number(raw) {
                    Some(amount) => schema::Amount { low: amount, high: amount },
                    None => self.parser.parse(raw)?,
                };
                let pay = record.pay.get_or_insert(Pay::NONE);
                (pay.low, pay.high) = (amount.low, amount.high);
            }
            Known::Currency => record.currency = text(raw)?,
            Known::Per => {
                let per: PayPeriod = self.model::<schema::PayPeriod>(raw)?;
                record.pay.get_or_insert(Pay::NONE).period = per;
            }
            Known::Fte => {
                let fte = self.model::<schema::Count>(raw)? as f32;
                if fte.is_infinite() {
                    return Err(ValueError { at: 0, what: "The number is too large".to_owned() });
                }
                record.pay.get_or_insert(Pay::NONE).fte = fte;
            }
            Known::Craft => details(record).craft = self.parser.parse(raw)?,
            Known::Accountability => details(record).accountability = Some(self.model::<schema::Accountability>(raw)?),
            Known::Accountabilities => details(record).accountabilities = self.parser.parse(raw)?,
            Known::Preference => details(record).preference = Some(self.model::<schema::Preference>(raw)?),
            Known::Authority => details(record).stated_authority = Some(self.model::<schema::Number>(raw)?),
            Known::Evidence => details(record).evidence = self.model::<Vec<schema::Evidence>>(raw)?,
            Known::Rights => details(record).rights = Some(self.model::<Vec<schema::Right>>(raw)?),
            Known::Budgets => details(record).budgets = Some(self.model::<Vec<schema::Budget>>(raw)?),
            Known::Approvals => details(record).approvals = self.model::<Vec<schema::Approval>>(raw)?,
            Known::Management => details(record).management = self.model::<Vec<schema::ManagementEvidence>>(raw)?,
            Known::CraftTime => {
                let mut times = self.model::<Vec<schema::CraftTime>>(raw)?;
                put_in_order(&mut times, |time| time.date);
                details(record).craft_time = times;
            }
            Known::History => {
                let mut history = self.model::<Vec<schema::RoleChange>>(raw)?;
                put_in_order(&mut history, |step| step.date);
                details(record).history = history;
            }
            Known::Resources => details(record).resources = self.model::<Vec<schema::Resource>>(raw)?,
            Known::Forums => details(record).forums = self.parser.parse(raw)?,
            Known::Notes => details(record).notes = self.parser.parse(raw)?,
            Known::Comment => details(record).comment = comments_of(&self.parser.parse::<String>(raw)?).join("\n"),
            Known::More => {}
        }
        Ok(())
    }

    fn model<T: OnDisk + DeserializeOwned>(&self, raw: &str) -> Result<T::Model, ValueError> {
        self.parser.parse::<T>(raw).map(T::model)
    }
}

fn day(text: &str) -> Result<Date, ValueError> {
    schema::Day::read(text).map(|day| day.0).map_err(|misfit| ValueError { at: 0, what: misfit.to_string() })
}

/// True if comments inside a field's value are kept with it.
fn is_kept_whole(name: &str) -> bool {
    !is_known(name) || name == MORE
}

/// Number in plain digits; `None` for anything that needs the parser.
fn plain_number(raw: &str) -> Option<f64> {
    let is_plain =
        raw.bytes().all(|b| b.is_ascii_digit() || b == b'.') && raw.starts_with(|c: char| c.is_ascii_digit());
    is_plain.then(|| raw.parse().ok()).flatten().filter(|number: &f64| number.is_finite())
}

fn details<'r>(record: &'r mut Record) -> &'r mut Details {
    record.details.get_or_insert_default()
}

/// Fields kept in [`Rare::unknown`](crate::org::Rare::unknown) while what they refer to is not in the file, or a number
/// is too large; they are written in their usual place.
const SET_ASIDE: [&str; 5] = ["seat", "ladder", "seat_from", "dotted", "assists"];

/// True for an unknown field that is a reference which could not be resolved.
pub(super) fn is_set_aside(unknown: &Unknown) -> bool {
    let raw = unknown.raw.as_str();
    match unknown.name.as_str() {
        "seat_from" => ["given", "mapped", "suggested", "confirmed"].contains(&raw),
        name if SET_ASIDE.contains(&name) => ron::from_str::<String>(raw).is_ok(),
        name => beyond(name, raw).is_some(),
    }
}

/// Fields of a number, which is left empty while it is beyond what numbers are kept in.
const NUMBERS: [&str; 5] = ["posts", "order", "pay", "fte", "authority"];

/// Place of a field among those that are set aside because of their number; `None` if it is not one, or its value is
/// anything but a number, or a band of two, too large to be kept.
pub(super) fn beyond(name: &str, raw: &str) -> Option<usize> {
    let rank = NUMBERS.iter().position(|&number| number == name)?;
    let band = [('(', ')'), ('[', ']')].into_iter().find_map(|(open, close)| {
        let inner = raw.strip_prefix(open)?.strip_suffix(close)?;
        (name == "pay").then_some(inner)
    });
    let mut is_beyond = false;
    for part in band.unwrap_or(raw).split(',') {
        let digits = part.trim().replace('_', "");
        // No word for a number, such as `inf`.
        let number: f64 = digits.parse().ok().filter(|_| digits.bytes().any(|byte| byte.is_ascii_digit()))?;
        is_beyond |= number.is_infinite() || name == "fte" && (number as f32).is_infinite();
    }
    is_beyond.then_some(rank)
}
