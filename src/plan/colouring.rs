//! The classes by which a picture is coloured: the most frequent values of a field, or five bins of a number with about
//! as many people in each. Computed once per change, in time linear in people apart from sorting numbers. `diagram`
//! chooses the colours.

use super::{Cell, Field, Heading, Holds, PeopleSet, Seen};
use crate::org::PersonId;
use crate::rules::words::amount;
use crate::rules::{Answer, RULES, Subject};
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::HashMap;

/// Largest number of unordered values with a colour of their own.
const NAMED: usize = 8;
/// Number of bins of a number or a date.
const BINS: usize = 5;
/// Marks people without a value.
const NOTHING: u8 = u8::MAX;
/// Prefix of the id of a colouring by finding.
const FINDING: &str = "finding:";

/// Attribute that a picture is coloured by. Stored by its id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ColourBy {
    /// The track; the default.
    #[default]
    Track,
    /// The values of a column.
    Of(Heading),
    /// Findings of a rule, by its id.
    Finding(String),
}

impl ColourBy {
    /// Stable name: `track`, `location`, `other:cost centre`, `finding:under-authorised`.
    pub fn id(&self) -> String {
        match self {
            Self::Track => "track".to_owned(),
            Self::Of(heading) => heading.id(),
            Self::Finding(rule) => format!("{FINDING}{rule}"),
        }
    }

    /// Attribute with an id; the track for an unknown one.
    pub fn named(id: &str) -> Self {
        match id.strip_prefix(FINDING) {
            Some(rule) => Self::Finding(rule.to_owned()),
            None => Heading::named(id).map_or(Self::Track, Self::Of),
        }
    }

    /// Name on the screen.
    pub fn title(&self) -> String {
        match self {
            Self::Track => "Track".to_owned(),
            Self::Of(heading) => heading.title(),
            Self::Finding(id) => RULES.iter().find(|rule| rule.id == id).map_or(id.clone(), |rule| rule.title.into()),
        }
    }

    /// True for an attribute that may be used only where people may be shown.
    pub fn is_private(&self) -> bool {
        match self {
            Self::Track => false,
            Self::Of(heading) => heading.is_private(),
            Self::Finding(_) => true,
        }
    }

    /// False for a column in which everybody has a value of their own, which would colour nothing.
    pub fn is_telling(heading: &Heading) -> bool {
        !matches!(heading, Heading::Key | Heading::Of(Field::Name | Field::Notes | Field::Unknown))
    }
}

/// Kind of an entry of the legend; decides its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// One of a few unordered values; 0 for the most frequent.
    Named(u8),
    /// One of a few ordered values, the lowest first.
    Step(u8),
    /// All other values together.
    Other,
    /// No value.
    Nothing,
}

/// An entry of the legend.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Value as the file has it; not to be trusted until drawn as text.
    pub label: String,
    /// Number of people with the value, without vacancies, programs and people who have left.
    pub count: usize,
    /// Kind of the entry.
    pub stands: Stands,
}

/// The legend, and everybody's entry in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Colouring {
    /// Attribute that people are coloured by.
    pub by: ColourBy,
    /// Entries: values, then all others together, then no value; at most ten, no duplicates.
    pub entries: Vec<Entry>,
    /// Entry of each person.
    of: Vec<u8>,
}

impl Colouring {
    /// Colouring by a column or a finding; `None` for the track, and for what must not be shown.
    pub fn of(seen: &Seen, by: &ColourBy) -> Option<Self> {
        if by.is_private() && !seen.shows_people {
            return None;
        }
        match by {
            ColourBy::Track => None,
            ColourBy::Of(heading) => Some(by_values(seen, by, heading)),
            ColourBy::Finding(rule) => Some(by_finding(seen, by, rule)),
        }
    }

    /// Index of a person's entry; `None` for people added since.
    pub fn entry(&self, person: PersonId) -> Option<usize> {
        let at = usize::from(*self.of.get(person.at())?);
        (at < self.entries.len()).then_some(at)
    }

    /// Everybody with an entry.
    pub fn people(&self, entry: usize) -> PeopleSet {
        let on_line = |&at: &usize| usize::from(self.of[at]) == entry;
        PeopleSet::of(self.of.len(), (0..self.of.len()).filter(on_line).map(|at| PersonId(at as u32)))
    }

    /// Counts people by entry. `of` gives each person's index into `wanted`, or [`NOTHING`]; if anybody has none, an entry
    /// named `nothing` follows.
    fn gathered(seen: &Seen, by: &ColourBy, wanted: Vec<(String, Stands)>, nothing: &str, mut of: Vec<u8>) -> Self {
        let org = seen.org();
        let mut count = vec![0; wanted.len() + 1];
        let last = wanted.len();
        for person in org.people() {
            let at = usize::from(of[person.at()]).min(last);
            count[at] += usize::from(org.is_judged(person));
            of[person.at()] = at as u8;
        }
        let entry = |((label, stands), count)| Entry { label, count, stands };
        let mut entries: Vec<Entry> = wanted.into_iter().zip(count.iter().copied()).map(entry).collect();
        if count[last] > 0 || entries.is_empty() {
            entries.push(Entry { label: nothing.to_owned(), count: count[last], stands: Stands::Nothing });
        }
        Self { by: by.clone(), entries, of }
    }
}

fn by_finding(seen: &Seen, by: &ColourBy, rule: &str) -> Colouring {
    let mut of = vec![NOTHING; seen.org().len()];
    let wanted = vec![("Strong signal".to_owned(), Stands::Named(1)), ("Possible".to_owned(), Stands::Named(0))];
    for finding in seen.judgement.of_people().iter().filter(|it| it.rule.id == rule && it.waived.is_none()) {
        if let (Subject::Person(person), true) = (finding.subject, finding.answer != Answer::Info) {
            let at = u8::from(finding.answer != Answer::Confirmed);
            let known = &mut of[person.at()];
            *known = (*known).min(at);
        }
    }
    Colouring::gathered(seen, by, wanted, "No findings", of)
}

fn by_values(seen: &Seen, by: &ColourBy, heading: &Heading) -> Colouring {
    let org = seen.org();
    let mut texts: HashMap<Cow<str>, u32> = HashMap::new();
    let mut value = vec![Value::Nothing; org.len()];
    let mut is_day = heading.holds() == Holds::Day;
    let mut is_number = false;
    for person in org.people() {
        value[person.at()] = match seen.cell(heading, person) {
            Cell::Empty | Cell::Hidden => Value::Nothing,
            Cell::Number(number) => Value::Number(number),
            Cell::Day(day) => {
                is_day = true;
                Value::Number(of_day(day))
            }
            Cell::Text(words) | Cell::Ranked(words, _) => Value::Text(place(&mut texts, words)),
        };
        is_number |= matches!(value[person.at()], Value::Number(_));
    }
    if heading.holds() != Holds::Text || (texts.is_empty() && is_number) {
        let say = |number: f64| if is_day { day_words(number) } else { said(seen, heading, number) };
        return by_numbers(seen, by, &value, say);
    }
    // In a column that also has words, numbers count as words.
    for value in &mut value {
        if let Value::Number(number) = *value {
            *value = Value::Text(place(&mut texts, said(seen, heading, number).into()));
        }
    }
    by_texts(seen, by, &value, texts)
}

/// Number of a text; a new one for a new text.
fn place<'a>(texts: &mut HashMap<Cow<'a, str>, u32>, words: Cow<'a, str>) -> u32 {
    let new = texts.len() as u32;
    *texts.entry(words).or_insert(new)
}

/// Values that count in a legend: those of people who are present.
fn counted<'a>(seen: &'a Seen, value: &'a [Value]) -> impl Iterator<Item = Value> + 'a {
    seen.org().people().filter(|&person| seen.org().is_judged(person)).map(|person| value[person.at()])
}

/// Value of a person.
#[derive(Clone, Copy)]
enum Value {
    Nothing,
    Number(f64),
    Text(u32),
}

/// Gives the most frequent values a colour each; ties go to the alphabetically first.
fn by_texts(seen: &Seen, by: &ColourBy, value: &[Value], texts: HashMap<Cow<str>, u32>) -> Colouring {
    let mut counts = vec![0; texts.len()];
    for value in counted(seen, value) {
        if let Value::Text(at) = value {
            counts[at as usize] += 1;
        }
    }
    let mut order: Vec<(Cow<str>, u32)> = texts.into_iter().filter(|(_, at)| counts[*at as usize] > 0).collect();
    let by_count = |a: &(Cow<str>, u32), b: &(Cow<str>, u32)| {
        counts[b.1 as usize].cmp(&counts[a.1 as usize]).then_with(|| a.0.cmp(&b.0))
    };
    let is_more = order.len() > NAMED;
    if is_more {
        order.select_nth_unstable_by(NAMED, by_count);
    }
    let others = order.len().saturating_sub(NAMED);
    order.truncate(NAMED);
    order.sort_by(by_count);
    // A value held by nobody present counts among the others.
    let has_stray = value.iter().any(|value| matches!(value, Value::Text(at) if counts[*at as usize] == 0));
    let mut line = vec![NAMED as u8; counts.len()];
    for (to, (_, at)) in order.iter().enumerate() {
        line[*at as usize] = to as u8;
    }
    let mut wanted: Vec<(String, Stands)> =
        order.iter().enumerate().map(|(at, (words, _))| (words.to_string(), Stands::Named(at as u8))).collect();
    let other = wanted.len() as u8;
    if is_more || has_stray {
        let label = if others == 1 { "1 other value".to_owned() } else { format!("{others} other values") };
        wanted.push((if others == 0 { "Other".to_owned() } else { label }, Stands::Other));
    }
    let of = value.iter().map(|value| match value {
        Value::Text(at) => line[*at as usize].min(other),
        Value::Number(_) | Value::Nothing => NOTHING,
    });
    let of = of.collect();
    Colouring::gathered(seen, by, wanted, "None", of)
}

/// Five bins with about as many people in each; equal numbers are never split. With no more than five distinct numbers,
/// each has its own bin.
fn by_numbers(seen: &Seen, by: &ColourBy, value: &[Value], say: impl Fn(f64) -> String) -> Colouring {
    let number = |value| if let Value::Number(number) = value { Some(number) } else { None };
    let mut numbers: Vec<f64> = counted(seen, value).filter_map(number).collect();
    numbers.sort_by(f64::total_cmp);
    let ends = ends(&numbers);
    let bin = |number: f64| ends.partition_point(|&end| end < number).min(ends.len().saturating_sub(1));
    // Lowest and highest number in each bin, so that no label mentions a number nobody has.
    let mut wanted = Vec::with_capacity(ends.len() + 1);
    let mut from = 0;
    for (at, &end) in ends.iter().enumerate() {
        let next = numbers.partition_point(|&number| number <= end);
        let (low, high) = (numbers[from], numbers[next - 1]);
        let (low, high) = (say(low), say(high));
        let step = (at * (BINS - 1)).checked_div(ends.len() - 1).unwrap_or(BINS / 2);
        wanted.push((if low == high { low } else { format!("{low} to {high}") }, Stands::Step(step as u8)));
        from = next;
    }
    let other = wanted.len() as u8;
    if value.iter().any(|value| matches!(value, Value::Text(_))) {
        wanted.push(("Not a number".to_owned(), Stands::Other));
    }
    let of = value.iter().map(|value| match *value {
        Value::Number(number) if !ends.is_empty() => bin(number) as u8,
        Value::Text(_) => other,
        Value::Number(_) | Value::Nothing => NOTHING,
    });
    let of = of.collect();
    Colouring::gathered(seen, by, wanted, "None", of)
}

/// Highest number of each bin, ascending, no duplicates. `numbers` is sorted.
fn ends(numbers: &[f64]) -> Vec<f64> {
    let mut distinct: Vec<f64> = Vec::with_capacity(BINS + 1);
    for &number in numbers {
        if distinct.last() != Some(&number) {
            distinct.push(number);
            if distinct.len() > BINS {
                break;
            }
        }
    }
    if distinct.len() <= BINS {
        return distinct;
    }
    let n = numbers.len();
    let mut ends: Vec<f64> = (1..=BINS).filter_map(|bin| numbers.get((n * bin / BINS).max(1) - 1).copied()).collect();
    ends.dedup();
    ends
}

fn said(seen: &Seen, heading: &Heading, number: f64) -> String {
    match number.abs() >= 1000.0 {
        true => amount(number.round()),
        false => seen.words(heading, &Cell::Number(number)).into_owned(),
    }
}

/// A date as a number with the same order.
fn of_day(day: Date) -> f64 {
    f64::from(day.year()) * 10_000.0 + f64::from(day.month()) * 100.0 + f64::from(day.day())
}

fn day_words(number: f64) -> String {
    let number = number as i64;
    let (year, month, day) = (number.div_euclid(10_000), number.rem_euclid(10_000) / 100, number.rem_euclid(100));
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests;
