//! Reading a filled sheet back: what would be added to whom, which values differ from recorded ones (which are kept),
//! and which lines cannot be used.

use super::{ANSWERS, FIRST, NOT_READ, PARTS, WORK, WORKS, best, cells, headers, limit, word};
use crate::edit::Edit;
use crate::measure::{STATED, Scale, defaults};
use crate::org::formula::as_meant;
use crate::org::{Budget, Details, Evidence, Org, PersonId, Preference, Provenance, Right, Role, Sparse};
use crate::plan::PlanError;
use crate::plan::matcher::{Matcher, folded_name};
use crate::rules::words::count;
use std::collections::BTreeMap;

/// A value in the sheet that differs from the recorded one, which is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Differs {
    /// Person of the row.
    pub person: PersonId,
    /// Name of the field: `preference`.
    pub what: &'static str,
    /// Line of the sheet from 1, and column from 0.
    pub place: (usize, Option<usize>),
    /// Recorded value.
    pub there: String,
    /// Value in the sheet.
    pub here: String,
}

/// Effect of applying a sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TakenIn {
    /// One edit per person, in the order of the people.
    pub edits: Vec<Edit>,
    /// Values added, in the order of the sheet: person, field, and the value in words.
    pub added: Vec<(PersonId, &'static str, String)>,
    /// Number of values that are recorded already.
    pub same: usize,
    /// Values that differ from the recorded ones, which are kept.
    pub differs: Vec<Differs>,
    /// Input that cannot be used, in the order of the sheet.
    pub left_out: Vec<LeftOut>,
}

/// A line or cell of the sheet that cannot be used.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// Line, from 1; 0 for a record of a copy.
    pub line: usize,
    /// Column, from 0; `None` when the whole line is meant.
    pub column: Option<usize>,
    /// Reason that it cannot be used.
    pub why: PlanError,
    /// Name of a column that the sheet lacks, for a cell without a place.
    pub missing: Option<String>,
}

impl LeftOut {
    /// `D7` for a cell, as in a spreadsheet; `Line 7` for a line.
    pub fn place(&self) -> String {
        match self.column {
            Some(column) => format!("{}{}", letters(column), self.line),
            None if self.line == 0 => "A record".to_owned(),
            None => format!("Line {}", self.line),
        }
    }

    /// The reason in words, with the name of the column when the cell has no place.
    pub fn said(&self) -> String {
        match &self.missing {
            Some(name) => format!("{name}: {}", self.why),
            None => self.why.to_string(),
        }
    }
}

/// Column letters: `A` to `Z`, `AA` and so on.
fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = Some(column);
    while let Some(at) = rest {
        letters.push(char::from(b'A' + (at % 26) as u8));
        rest = (at / 26).checked_sub(1);
    }
    letters.iter().rev().collect()
}

/// Error values of spreadsheets; never meant as input.
const ERRORS: [&str; 8] = ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#DATA!"];

impl TakenIn {
    /// `9 values for 3 people`.
    pub fn words(&self) -> String {
        let values = count(self.added.len(), "value", "values");
        format!("{values} for {}", count(self.edits.len(), "person", "people"))
    }
}

/// Index of each column in this sheet, by name.
struct Columns(BTreeMap<String, usize>);

/// Reads a sheet, headers first, against an organisation. Only the column `id` is required. Linear in rows, apart from
/// looking ids up.
pub fn take_in(org: &Org, scale: &Scale, rows: &[Vec<String>]) -> Result<TakenIn, PlanError> {
    let (columns, unknown) = Columns::of(rows.first().map_or(&[], Vec::as_slice));
    if !columns.0.contains_key(FIRST[0]) {
        return Err(PlanError::NoIds);
    }
    let mut taken = TakenIn::default();
    taken.left_out.extend(unknown.into_iter().map(|(column, name)| LeftOut {
        line: 1,
        column: Some(column),
        why: PlanError::NoColumn(name),
        missing: None,
    }));
    let mut after: BTreeMap<PersonId, Details> = BTreeMap::new();
    let matcher = Matcher::of(org, |_| true);
    for (row, line) in rows.iter().zip(1..).skip(1).filter(|(row, _)| row.iter().any(|cell| !cell.trim().is_empty())) {
        let key = columns.cell(row, FIRST[0]);
        let name = Some(columns.cell(row, FIRST[1])).filter(|name| !ERRORS.contains(name)).unwrap_or_default();
        let by_key = org.find(key).filter(|&person| org.has(person));
        let person = by_key.or_else(|| matcher.find(key, name, false).filter(|_| !name.is_empty()));
        let is_other = |&person: &PersonId| {
            let own = org.name(person);
            !name.is_empty() && !own.is_empty() && folded_name(own) != folded_name(name)
        };
        let found = match person {
            None => Err(PlanError::NoKey(key.to_owned())),
            Some(person) if is_other(&person) => {
                let there = org.name(person).to_owned();
                Err(PlanError::OtherName { key: key.to_owned(), here: name.to_owned(), there })
            }
            Some(person) => Ok(person),
        };
        let person = match found {
            Ok(person) => person,
            Err(why) => {
                let column = columns.0.get(FIRST[0]).copied();
                taken.left_out.push(LeftOut { line, column, why, missing: None });
                continue;
            }
        };
        let details = after.entry(person).or_insert_with(|| org.details(person).clone());
        Reading { org, scale, columns: &columns, row, line, person, taken: &mut taken }.all(details);
    }
    let changed = after.into_iter().filter(|(person, details)| details != org.details(*person));
    taken.edits = changed.map(|(person, details)| Edit::SetDetails { person, details: Box::new(details) }).collect();
    Ok(taken)
}

impl Columns {
    /// Columns of a header line, and the places and names of unknown ones.
    fn of(line: &[String]) -> (Self, Vec<(usize, String)>) {
        let known = headers();
        let (mut columns, mut unknown) = (BTreeMap::new(), Vec::new());
        for (cell, at) in line.iter().zip(0..) {
            let name = cell.trim().to_lowercase().replace([' ', '-'], "_");
            if known.contains(&name) {
                columns.entry(name).or_insert(at);
            } else if !name.is_empty() {
                unknown.push((at, cell.trim().to_owned()));
            }
        }
        (Self(columns), unknown)
    }

    fn cell<'a>(&self, row: &'a [String], name: &str) -> &'a str {
        let cell = self.0.get(name).and_then(|&at| row.get(at));
        cell.map_or("", |cell| as_meant(cell.trim()))
    }
}

/// A problem in a cell, named by its column.
struct Wrong {
    column: String,
    why: PlanError,
}

/// Attaches a column to a problem.
fn wrong(column: &str) -> impl Fn(PlanError) -> Wrong {
    move |why| Wrong { column: column.to_owned(), why }
}

/// A row being read.
struct Reading<'a> {
    org: &'a Org,
    scale: &'a Scale,
    columns: &'a Columns,
    row: &'a [String],
    line: usize,
    person: PersonId,
    taken: &'a mut TakenIn,
}

impl<'a> Reading<'a> {
    fn cell(&self, name: &str) -> &'a str {
        self.columns.cell(self.row, name)
    }

    fn all(mut self, details: &mut Details) {
        if self.has_errors() {
            return;
        }
        let read = [self.preference(&mut details.preference), self.decision(details), self.budget(details)];
        let works: Vec<Result<(), Wrong>> = (1..=WORKS).map(|at| self.work(at, &mut details.evidence)).collect();
        for wrong in read.into_iter().chain(works).filter_map(Result::err) {
            self.leave_out(&wrong.column, wrong.why);
        }
    }

    /// Records spreadsheet errors in the row; if there are any, nothing of the row is used.
    fn has_errors(&mut self) -> bool {
        let is_read = |name: &String| !NOT_READ.contains(&name.as_str());
        let is_wrong = |name: &String| is_read(name) && ERRORS.contains(&self.cell(name));
        let wrong: Vec<String> = headers().into_iter().filter(is_wrong).collect();
        for name in &wrong {
            self.leave_out(name, PlanError::CellError(self.cell(name).to_owned()));
        }
        !wrong.is_empty()
    }

    fn leave_out(&mut self, name: &str, why: PlanError) {
        let column = self.columns.0.get(name).copied();
        let missing = if column.is_some() { None } else { Some(name.to_owned()) };
        self.taken.left_out.push(LeftOut { line: self.line, column, why, missing });
    }

    fn add(&mut self, what: &'static str, value: String) {
        self.taken.added.push((self.person, what, value));
    }

    /// Keeps a recorded value, and notes a differing one in the sheet.
    fn stays(&mut self, what: &'static str, column: &str, there: String, here: String) {
        if there == here {
            self.taken.same += 1;
        } else {
            let place = (self.line, self.columns.0.get(column).copied());
            self.taken.differs.push(Differs { person: self.person, what, place, there, here });
        }
    }

    /// Refuses a filled cell among `columns` that qualifies the empty cell `of`.
    fn lone(&self, of: &str, columns: &[&str]) -> Result<(), Wrong> {
        let said = columns.iter().find(|column| !self.cell(column).is_empty());
        said.map_or(Ok(()), |column| Err(wrong(column)(PlanError::Alone(of.to_owned()))))
    }

    fn preference(&mut self, before: &mut Option<Preference>) -> Result<(), Wrong> {
        let said = self.cell("preference").to_lowercase();
        if said.is_empty() {
            return self.lone("preference", &["asked"]);
        }
        let known = ANSWERS.iter().find(|(_, word)| *word == said);
        let no_answer = || wrong("preference")(PlanError::Preference(said.clone()));
        let (answer, word_of) = known.ok_or_else(no_answer)?;
        let date = match self.cell("asked") {
            "" => None,
            text => Some(cells::day(text).map_err(wrong("asked"))?),
        };
        match before {
            Some(known) => {
                self.stays("preference", "preference", word(&ANSWERS, known.answer).to_owned(), (*word_of).to_owned());
            }
            None => {
                *before = Some(Preference { answer: *answer, date, asked_by: Default::default() });
                self.add("preference", (*word_of).to_owned());
            }
        }
        Ok(())
    }

    fn decision(&mut self, details: &mut Details) -> Result<(), Wrong> {
        let text = self.cell("decision");
        if text.is_empty() {
            return self.lone("decision", &["part", "decided_at"]);
        }
        let part = self.cell("part").to_lowercase();
        let role = match PARTS.iter().find(|(_, word)| *word == part) {
            Some((role, _)) => *role,
            None if part.is_empty() => Role::Decide,
            None => return Err(wrong("part")(PlanError::Part(part))),
        };
        let at = self.grade(self.cell("decided_at")).map_err(wrong("decided_at"))?;
        let right = Right { text: text.into(), domain: Default::default(), at, role, technical: true };
        let here = right_words(&right);
        match &mut details.rights {
            Some(rights) => {
                let is_there = rights.iter().any(|known| right_words(known) == here);
                let there = if is_there { here.clone() } else { best(details).map_or("none".to_owned(), right_words) };
                self.stays("decision", "decision", there, here);
            }
            none => {
                *none = Some(vec![right]);
                self.add("decision", here);
            }
        }
        Ok(())
    }

    /// Parses a grade, given as the code of a rung or as a number.
    fn grade(&self, text: &str) -> Result<Option<f64>, PlanError> {
        if text.is_empty() {
            return Ok(None);
        }
        let own = self.org.seat(self.person).map_or("", |seat| self.org.ladder(seat.rung).name.as_str());
        let rung = self.org.find_rung(own, text).or_else(|| self.org.find_rung("", text));
        let grade = rung.and_then(|rung| self.scale.grade(rung));
        let stated = || text.parse().ok().filter(|grade: &f64| grade.is_finite() && *grade >= 0.0);
        grade.or_else(stated).map(Some).ok_or_else(|| PlanError::NoGrade(text.to_owned()))
    }

    fn budget(&mut self, details: &mut Details) -> Result<(), Wrong> {
        let text = self.cell("budget");
        if text.is_empty() {
            return Ok(());
        }
        let (amount, currency) = cells::amount(text).map_err(wrong("budget"))?;
        let currency = self.foreign(&currency).to_owned();
        let here = cells::money(amount, &currency);
        if details.budgets.is_some() {
            let money = |it: &Budget| cells::money(it.limit, self.foreign(&it.currency));
            let there = limit(details).map_or("none".to_owned(), money);
            self.stays("budget", "budget", there, here);
        } else {
            details.budgets = Some(vec![Budget { domain: String::new(), limit: amount, currency, technical: true }]);
            self.add("budget", here);
        }
        Ok(())
    }

    fn work(&mut self, number: usize, before: &mut Vec<Evidence>) -> Result<(), Wrong> {
        let [kind, amount, share, period, source] = WORK.map(|column| self.cell(&format!("work_{number}_{column}")));
        if [kind, amount, share, period, source].iter().all(|cell| cell.is_empty()) {
            return Ok(());
        }
        let wrong_in = |column: &'static str| move |why| Wrong { column: format!("work_{number}_{column}"), why };
        let (amount, currency) = cells::amount(amount).map_err(wrong_in("amount"))?;
        let mut item = Evidence {
            kind: self.kind(kind).unwrap_or(kind).into(),
            amount,
            share: cells::share(share).map_err(wrong_in("share"))?,
            provenance: Provenance::Asserted,
            period: cells::period(period).map_err(wrong_in("period"))?,
            particulars: Sparse::default(),
        };
        if !source.is_empty() {
            item.source = source.to_owned();
        }
        if !self.foreign(&currency).is_empty() {
            item.currency = currency;
        }
        // The same piece of work is recognised by kind, period and source.
        let is_work = |it: &&Evidence| {
            let kind = it.kind.to_lowercase();
            let is_kind = kind.trim() == item.kind.to_lowercase();
            is_kind && it.period == item.period && it.source.trim() == item.source
        };
        let there: Vec<String> = before.iter().filter(is_work).map(|it| self.item_words(it)).collect();
        let here = self.item_words(&item);
        if there.contains(&here) {
            self.taken.same += 1;
        } else if let Some(there) = there.into_iter().next() {
            self.stays("work", &format!("work_{number}_amount"), there, here);
        } else {
            if self.kind(&item.kind).is_none() {
                return Err(wrong_in("kind")(self.no_kind(&item.kind)));
            }
            before.push(item);
            self.add("work", here);
        }
        Ok(())
    }

    /// The currency, unless it is that of the file; otherwise empty.
    fn foreign<'b>(&self, currency: &'b str) -> &'b str {
        if currency == self.org.head.currency { "" } else { currency }
    }

    fn item_words(&self, item: &Evidence) -> String {
        let mut words = format!("{} {}", item.kind.trim(), cells::money(item.amount, self.foreign(&item.currency)));
        if item.share < 1.0 {
            words += &format!(", share {}", item.share);
        }
        if let Some(period) = item.period {
            words += &format!(", {period}");
        }
        if !item.source.trim().is_empty() {
            words += &format!(", {}", item.source.trim());
        }
        words
    }

    /// Kinds of evidence of the person's ladder.
    fn kinds(&self) -> &'a [crate::org::EvidenceKind] {
        match self.org.seat(self.person) {
            Some(seat) => &self.org.ladder(seat.rung).constants.kinds,
            None => &defaults().kinds,
        }
    }

    /// Kind in the ladder's spelling; `None` for an unknown one.
    fn kind(&self, said: &str) -> Option<&'a str> {
        let said = said.to_lowercase();
        let names = self.kinds().iter().map(|kind| kind.name.as_str()).chain([STATED]);
        names.into_iter().find(|name| name.to_lowercase() == said)
    }

    fn no_kind(&self, said: &str) -> PlanError {
        let kinds = self.kinds().iter().map(|kind| kind.name.as_str()).chain([STATED]);
        PlanError::Kind(said.to_owned(), kinds.map(str::to_owned).collect())
    }
}

pub(super) fn right_words(right: &Right) -> String {
    let at = right.at.map_or(String::new(), |at| format!(" at {at}"));
    format!("{}: {}{at}", word(&PARTS, right.role), right.text.trim())
}
