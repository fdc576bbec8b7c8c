//! Which column holds what, by its header: headers of single products first, whose better ones come before others,
//! then the grammar of words.

use super::field::{FIELDS, NAMES};
use super::field::{Field, field_named};
use super::grammar::{self, By};
use super::mapping::{Col, ColumnUse, ManagerUse, Mapping};
use super::words;
use crate::org::PayPeriod;
use hashbrown::HashMap;
use std::sync::LazyLock;

/// Headers of single products with their field and place in its list.
static PRODUCTS: LazyLock<HashMap<&'static str, (Field, usize)>> = LazyLock::new(|| {
    let mut known = HashMap::new();
    for (name, headers) in words::products() {
        let Some(field) = field_named(name) else { continue };
        for (rank, header) in headers.into_iter().enumerate() {
            known.insert(header, (field, rank));
        }
    }
    known
});

/// A header as it is compared: what stands in brackets and the word "required" left out, letters and digits
/// only, in lower case. `Contact E-mail [Required]` is `contactemail`.
pub fn normalised(header: &str) -> String {
    let (mut out, mut depth) = (String::new(), 0usize);
    for c in header.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 && c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
    match out.strip_suffix("required") {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => out,
    }
}

/// What a header stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// The field.
    pub field: Field,
    /// How good the header is for it, 0 the best.
    pub rank: usize,
    /// What names the manager, in a column of managers.
    pub by: By,
    /// The level of a chain of managers, the top 1.
    pub level: u8,
    /// The period of pay that it says.
    pub period: Option<PayPeriod>,
    /// Whether it is a product's own word, not one that the grammar reads.
    pub is_products: bool,
    /// Whether it says no more than that it is a number.
    pub is_bare_number: bool,
}

/// Ranks of headers that the grammar reads begin here, behind those of products.
const BY_GRAMMAR: usize = 100;

/// What a header stands for: without a number in front, as in `3. Job title`; where two languages stand beside each other,
/// what both say.
pub fn header(header: &str) -> Option<Header> {
    let text = without_number(header);
    whole(text).or_else(|| {
        let mut parts = text.split(['/', '|', '\n']).take(MOST_LANGUAGES + 1).map(|part| whole(part.trim()));
        let first = parts.next()??;
        let mut others = parts.peekable();
        others.peek()?;
        others.all(|other| other.is_some_and(|other| other.field == first.field)).then_some(first)
    })
}

/// As many languages stand in one header at most.
const MOST_LANGUAGES: usize = 3;

fn without_number(header: &str) -> &str {
    let text = header.trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].strip_prefix(['.', ')']).filter(|_| (1..=3).contains(&digits));
    rest.filter(|rest| rest.starts_with(' ')).map_or(header, str::trim_start)
}

fn whole(header: &str) -> Option<Header> {
    let read = grammar::read(header);
    let by = read.map_or(By::Anything, |read| read.by);
    let period = read.and_then(|read| read.period);
    let product = PRODUCTS.get(normalised(header).as_str());
    // `Manager (Y/N)` is no manager, and `Salary (per hour)` is paid by the hour.
    let is_otherwise = read.is_some_and(|read| matches!(read.field, Field::Track | Field::PayHourly));
    if let Some(&(field, rank)) = product.filter(|_| !is_otherwise) {
        return Some(Header { field, rank, by, level: 0, period, is_products: true, is_bare_number: false });
    }
    let read = read?;
    // What is paid a year comes before what is paid for less.
    let lesser = read.period.is_some_and(|period| period != PayPeriod::Year);
    let bare = if read.is_bare_number { 50 } else { 0 };
    let rank = BY_GRAMMAR + read.extra + bare + if lesser { 10 } else { 0 };
    let level = read.level.unwrap_or(0);
    Some(Header { field: read.field, rank, by, level, period, is_products: false, is_bare_number: read.is_bare_number })
}

/// The field that a header stands for, and how good the word is (0 is best).
pub fn field_of(text: &str) -> Option<(Field, usize)> {
    header(text).map(|header| (header.field, header.rank))
}

impl Header {
    /// A column that holds a field because somebody says so, with what its header says besides.
    fn by_hand(field: Field, said: Option<Self>) -> Self {
        match said {
            Some(said) if said.field == field => said,
            _ => {
                let period = said.and_then(|said| said.period);
                let (by, level) = (By::Anything, 0);
                Self { field, rank: 0, by, level, period, is_products: false, is_bare_number: false }
            }
        }
    }
}

/// A header that was named by hand and is not in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown(pub String);

/// Where a row says who is above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ManagerFrom {
    /// In one cell.
    Cell(usize),
    /// In two: first and last name.
    Halves(usize, usize),
    /// In the last cell that is filled of several, the top first.
    Chain(Vec<usize>),
    /// In a path from the top down.
    Path(usize),
    /// In the number of an outline: 1.2.3 hangs under 1.2.
    Outline(usize),
}

impl ManagerFrom {
    /// What is said by hand; `None` for nowhere.
    fn said(said: &ManagerUse, place: &dyn Fn(&Col) -> Result<usize, Unknown>) -> Result<Option<Self>, Unknown> {
        Ok(Some(match said {
            ManagerUse::Nobody => return Ok(None),
            ManagerUse::Column(col) => Self::Cell(place(col)?),
            ManagerUse::Halves(first, last) => Self::Halves(place(first)?, place(last)?),
            ManagerUse::Levels(all) => Self::Chain(all.iter().map(place).collect::<Result<_, _>>()?),
            ManagerUse::Path(col) => Self::Path(place(col)?),
            ManagerUse::Outline(col) => Self::Outline(place(col)?),
        }))
    }

    /// Its columns.
    pub fn columns(&self) -> &[usize] {
        match self {
            Self::Cell(at) | Self::Path(at) | Self::Outline(at) => std::slice::from_ref(at),
            Self::Chain(all) => all,
            // Two columns of a pair are asked for one by one.
            Self::Halves(..) => &[],
        }
    }

    /// Whether it is the number of an outline.
    pub fn is_outline(&self) -> bool {
        matches!(self, Self::Outline(_))
    }

    fn has(&self, column: usize) -> bool {
        match self {
            Self::Halves(first, last) => column == *first || column == *last,
            other => other.columns().contains(&column),
        }
    }
}

/// A column, or several, that may say who is above.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Where.
    pub from: ManagerFrom,
    /// What names the manager there.
    pub by: By,
    /// How good the header is, 0 the best.
    rank: usize,
}

/// The columns of one file.
#[derive(Clone, Debug)]
pub struct Columns {
    /// Headers as written, white space around them removed.
    pub headers: Vec<String>,
    /// The field of each column.
    pub fields: Vec<Option<Field>>,
    /// What each header stands for, also where another column is better.
    pub said: Vec<Option<Header>>,
    /// What each header stands for by its words, whatever is said by hand.
    words: Vec<Option<Header>>,
    /// What may say who is above, the best header first.
    pub managers: Vec<Candidate>,
    /// Which of them is taken.
    pub manager: usize,
    /// What may too, and is not asked because another is said by hand.
    pub others: Vec<Candidate>,
    /// Whether a column is said by hand.
    pub by_hand: Vec<bool>,
    column: [Option<u32>; FIELDS],
}

impl Columns {
    /// Recognises the headers. What `map` says of columns wins over the words; the error is a header in it that there is
    /// not.
    pub fn recognise<'a>(headers: impl Iterator<Item = &'a str>, map: &Mapping) -> Result<Self, Unknown> {
        let headers: Vec<String> = headers.map(|header| header.trim_start_matches('\u{feff}').to_owned()).collect();
        let mut said: Vec<Option<Header>> = headers.iter().map(|text| header(text)).collect();
        let words = said.clone();
        let places: HashMap<(String, usize), usize> = match map.columns.is_empty() && map.manager.is_none() {
            true => HashMap::new(),
            false => Col::all(&headers).iter().map(Col::key).zip(0..).collect(),
        };
        let place = |col: &Col| places.get(&col.key()).copied().ok_or_else(|| Unknown(col.header.clone()));
        let (mut by_hand, mut named) = (vec![false; headers.len()], [None; FIELDS]);
        for column in &map.columns {
            let at = place(&column.col())?;
            by_hand[at] = true;
            said[at] = column.field.map(|field| Header::by_hand(field, said[at]));
            if let Some(field) = column.field {
                named[field as usize].get_or_insert(at as u32);
            }
        }
        let mut best: [Option<(usize, u32)>; FIELDS] = [None; FIELDS];
        for (at, header) in said.iter().enumerate() {
            if let Some(header) = header {
                let slot = &mut best[header.field as usize];
                if slot.is_none_or(|(old, _)| header.rank < old) {
                    *slot = Some((header.rank, at as u32));
                }
            }
        }
        let mut column = best.map(|found| found.map(|(_, at)| at));
        for (slot, named) in column.iter_mut().zip(named) {
            *slot = named.or(*slot);
        }
        posts_beside_titles(&headers, &mut said, &mut column);
        let paid = [Field::Pay, Field::PayLow, Field::PayHigh, Field::PayHourly];
        if column[Field::PayPeriod as usize].is_some() && paid.iter().all(|&field| column[field as usize].is_none()) {
            // A rate beside what it is for is pay.
            let rate =
                (0..headers.len()).find(|&at| said[at].is_none() && !by_hand[at] && grammar::is_rate(&headers[at]));
            column[Field::Pay as usize] = rate.map(|at| at as u32);
        }
        if column[Field::Pay as usize].is_some() {
            // The range of a grade is nobody's pay.
            let is_range = |at: u32| is_of_range(&headers[at as usize]) && !by_hand[at as usize];
            for field in [Field::PayLow, Field::PayHigh] {
                let slot = &mut column[field as usize];
                *slot = slot.filter(|&at| !is_range(at));
            }
        }
        let mut managers = candidates(&said);
        let from = match (&map.manager, named[Field::Manager as usize]) {
            (Some(said), _) => Some(ManagerFrom::said(said, &place)?),
            (None, Some(at)) => Some(Some(ManagerFrom::Cell(at as usize))),
            (None, None) => None,
        };
        let mut others = Vec::new();
        if let Some(from) = from {
            let known = std::mem::take(&mut managers);
            others = candidates(&words);
            others.retain(|it| Some(&it.from) != from.as_ref());
            let by = |from: &ManagerFrom| known.iter().find(|it| it.from == *from).map_or(By::Anything, |it| it.by);
            managers.extend(from.map(|from| Candidate { by: by(&from), from, rank: 0 }));
        }
        let fields = vec![None; headers.len()];
        let mut columns = Self { fields, headers, said, words, managers, manager: 0, others, by_hand, column };
        columns.place();
        Ok(columns)
    }

    /// What these columns say, for the next table with the same headers.
    pub fn mapping(&self) -> (Vec<ColumnUse>, ManagerUse) {
        let columns = Col::all(&self.headers).into_iter().zip(&self.fields);
        let columns = columns.map(|(col, field)| ColumnUse::of(col, *field)).collect();
        let manager = self.manager_from().map_or(ManagerUse::Nobody, |from| self.said_of(from));
        (columns, manager)
    }

    /// Where a row says who is above it, as it is said by hand.
    pub fn said_of(&self, from: &ManagerFrom) -> ManagerUse {
        let col = |at: &usize| Col::at(&self.headers, *at);
        match from {
            ManagerFrom::Cell(at) => ManagerUse::Column(col(at)),
            ManagerFrom::Halves(first, last) => ManagerUse::Halves(col(first), col(last)),
            ManagerFrom::Chain(all) => ManagerUse::Levels(all.iter().map(col).collect()),
            ManagerFrom::Path(at) => ManagerUse::Path(col(at)),
            ManagerFrom::Outline(at) => ManagerUse::Outline(col(at)),
        }
    }

    /// Says of each column what it holds.
    fn place(&mut self) {
        self.fields.iter_mut().for_each(|field| *field = None);
        let of_managers = [Field::Manager, Field::Chain, Field::Path];
        for (field, _) in NAMES {
            if of_managers.contains(&field) {
                continue;
            }
            if let Some(at) = self.column[field as usize] {
                self.fields[at as usize] = Some(field);
            }
        }
        let taken = self.managers.get(self.manager).map(|candidate| candidate.from.clone());
        self.column[Field::Manager as usize] = match &taken {
            Some(ManagerFrom::Cell(at)) => Some(*at as u32),
            _ => None,
        };
        let Some(from) = taken else { return };
        let field = match from {
            ManagerFrom::Cell(_) | ManagerFrom::Halves(..) => Field::Manager,
            ManagerFrom::Chain(_) => Field::Chain,
            ManagerFrom::Path(_) => Field::Path,
            ManagerFrom::Outline(_) => Field::Outline,
        };
        for (at, place) in self.fields.iter_mut().enumerate() {
            if from.has(at) {
                *place = Some(field);
            }
        }
    }

    /// Takes another of [`Self::managers`].
    pub fn take_manager(&mut self, at: usize) {
        self.manager = at;
        self.place();
    }

    /// Leaves out what may say who is above and does not.
    pub fn drop_manager(&mut self, at: usize) {
        self.managers.remove(at);
        self.manager = 0;
        self.place();
    }

    /// Where a row says who is above it.
    pub fn manager_from(&self) -> Option<&ManagerFrom> {
        self.managers.get(self.manager).map(|candidate| &candidate.from)
    }

    /// The headers of a candidate, with a plus between two.
    pub fn headers_of(&self, candidate: &Candidate) -> String {
        let header = |at: usize| format!("`{}`", self.headers.get(at).map_or("", String::as_str));
        match &candidate.from {
            ManagerFrom::Halves(first, last) => format!("{} and {}", header(*first), header(*last)),
            ManagerFrom::Chain(all) if all.len() > 2 => {
                format!("{} to {}", header(all[0]), header(all[all.len() - 1]))
            }
            other => other.columns().iter().map(|&at| header(at)).collect::<Vec<_>>().join(" and "),
        }
    }

    /// The column that holds a field.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.column[field as usize].map(|at| at as usize)
    }

    /// Whether some column holds a field.
    pub fn has(&self, field: Field) -> bool {
        match field {
            Field::Manager => !self.managers.is_empty(),
            field => self.column(field).is_some(),
        }
    }

    /// Lets the column of a field hold another field, or none.
    pub fn change(&mut self, field: Field, to: Option<Field>) {
        let at = self.column[field as usize].take();
        if let Some(to) = to {
            self.column[to as usize] = at;
        }
        self.place();
    }

    /// Lets a column hold a field.
    pub fn set(&mut self, field: Field, at: usize) {
        self.column[field as usize] = Some(at as u32);
        self.place();
    }

    /// Another column that might have held a field by its words, and holds none.
    pub fn other(&self, field: Field) -> Option<usize> {
        let is_other = |at: &usize| self.words[*at].is_some_and(|it| it.field == field) && self.fields[*at].is_none();
        (0..self.words.len()).find(is_other)
    }

    /// Takes the numbers of an outline for who is above.
    pub fn take_outline(&mut self, at: usize) {
        self.managers.push(Candidate { from: ManagerFrom::Outline(at), by: By::Anything, rank: 180 });
        self.set(Field::Outline, at);
    }

    /// Number of fields that were recognised.
    pub fn recognised(&self) -> usize {
        self.column.iter().flatten().count()
    }

    /// How much is recognised: each field once, and each column that may name the manager.
    pub fn meant(&self) -> usize {
        let of_managers =
            |at: &usize| matches!(NAMES[*at].0, Field::Manager | Field::Chain | Field::Path | Field::Outline);
        let fields = (0..FIELDS).filter(|at| !of_managers(at) && self.column[*at].is_some()).count();
        fields + self.managers.len()
    }

    /// Whether the rows can be people: a name, or an id or manager beside something that says more.
    pub fn can_be_people(&self) -> bool {
        // What might say who is above counts also where it is said by hand that it does not.
        let manager = self.has(Field::Manager) || !self.others.is_empty();
        let (id, title) = (self.has(Field::Id), self.has(Field::Title));
        self.has_names() || (id && (manager || title)) || (manager && title)
    }

    /// Whether some column holds names of people.
    pub fn has_names(&self) -> bool {
        self.has(Field::Name) || self.has(Field::FirstName) || self.has(Field::LastName)
    }
}

/// Lets a column of posts beside one of titles hold the posts, where managers are named by their post.
fn posts_beside_titles(headers: &[String], said: &mut [Option<Header>], column: &mut [Option<u32>; FIELDS]) {
    let (title, post) = (Field::Title as usize, Field::PositionId as usize);
    let by_post =
        |header: &Option<Header>| header.is_some_and(|it| it.field == Field::Manager && it.by == By::Position);
    if column[post].is_some() || !said.iter().any(by_post) {
        return;
    }
    let titles = || said.iter().enumerate().filter(|(_, it)| it.is_some_and(|it| it.field == Field::Title));
    let Some((at, _)) = titles().find(|(at, _)| grammar::is_position(&headers[*at])) else { return };
    let other = titles().filter(|(other, _)| *other != at).min_by_key(|(_, it)| it.map(|it| it.rank));
    let Some((other, _)) = other else { return };
    if column[title] == Some(at as u32) {
        column[title] = Some(other as u32);
    }
    column[post] = Some(at as u32);
    said[at] = said[at].map(|it| Header { field: Field::PositionId, ..it });
}

/// Whether a header of the lower or upper end of pay is about a range, not about what somebody is paid.
fn is_of_range(header: &str) -> bool {
    let header = normalised(header);
    !["floor", "ceil"].iter().any(|word| header.contains(word))
}

/// What may say who is above, the best header first.
fn candidates(said: &[Option<Header>]) -> Vec<Candidate> {
    let of = |field: Field| {
        let all = said.iter().enumerate();
        all.filter_map(move |(at, header)| Some((at, (*header)?))).filter(move |(_, header)| header.field == field)
    };
    let half = |by: By| of(Field::Manager).find(|(_, header)| header.by == by).map(|(at, _)| at);
    let mut found: Vec<Candidate> = Vec::new();
    // `Name` beside a first name is a last name.
    let halves = half(By::First).zip(half(By::Last).or_else(|| half(By::Name)));
    for (at, header) in of(Field::Manager) {
        let is_half = matches!(header.by, By::First | By::Last);
        if !(is_half && halves.is_some()) {
            found.push(Candidate { from: ManagerFrom::Cell(at), by: header.by, rank: header.rank });
        }
    }
    if let Some((first, last)) = halves {
        found.push(Candidate { from: ManagerFrom::Halves(first, last), by: By::Name, rank: 150 });
    }
    // Levels by id stand beside levels by name.
    for by in [By::Id, By::Mail, By::Name, By::Anything] {
        let mut levels: Vec<(u8, usize)> =
            of(Field::Chain).filter(|(_, header)| header.by == by).map(|(at, header)| (header.level, at)).collect();
        levels.sort_unstable();
        if !levels.is_empty() {
            let from = ManagerFrom::Chain(levels.into_iter().map(|(_, at)| at).collect());
            found.push(Candidate { from, by, rank: 160 });
        }
    }
    found.extend(of(Field::Path).map(|(at, _)| Candidate { from: ManagerFrom::Path(at), by: By::Anything, rank: 170 }));
    let outline = |(at, _)| Candidate { from: ManagerFrom::Outline(at), by: By::Anything, rank: 180 };
    found.extend(of(Field::Outline).map(outline));
    found.sort_by_key(|candidate| candidate.rank);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(header: &str, field: Option<Field>) {
        assert_eq!(field_of(header).map(|(field, _)| field), field, "{header}");
    }

    #[test]
    fn headers_of_real_exports_are_recognised() {
        check("supervisorEId", Some(Field::Manager));
        check("Reports_To", Some(Field::Manager));
        check("Actual Pay Floor (£)", Some(Field::PayLow));
        check("Grade (or equivalent)", Some(Field::Grade));
        check("Name [displayName] Required", Some(Field::Name));
        check("First Name [Required]", Some(Field::FirstName));
        check("Contact E-mail", Some(Field::Email));
        check("EMPLOYEE_ID", Some(Field::Id));
        check("\u{feff}Person ID", Some(Field::Id));
        check("Valid?", Some(Field::Status));
        check("authority_level", None);
        check("", None);
    }

    #[test]
    fn the_better_word_wins_and_the_other_column_is_kept() {
        let columns =
            Columns::recognise(["level", "id", "Grade", "Manager Name", "ManagerID"].into_iter(), &Mapping::default());
        let columns = columns.expect("no map");
        assert_eq!(columns.column(Field::Grade), Some(2));
        assert_eq!(columns.column(Field::Manager), Some(4));
        assert_eq!(columns.fields[0], None);
    }

    #[test]
    fn a_map_wins_and_an_unknown_header_is_an_error() {
        let map = Mapping::of_fields([(Field::Title, "What".to_owned())]);
        let columns = Columns::recognise(["id", "what", "title"].into_iter(), &map).expect("there");
        assert_eq!(columns.column(Field::Title), Some(1));
        assert_eq!(Columns::recognise(["id"].into_iter(), &map).err(), Some(Unknown("What".to_owned())));
    }

    #[test]
    fn every_header_of_a_product_is_of_a_field_and_stands_once() {
        let mut seen = std::collections::BTreeSet::new();
        for (field, headers) in words::products() {
            assert!(field_named(field).is_some(), "{field}");
            for header in headers {
                assert_eq!(normalised(header), header);
                assert!(seen.insert(header), "{header} stands twice");
            }
        }
        assert!(NAMES.iter().enumerate().all(|(at, (field, _))| *field as usize == at));
    }

    #[test]
    fn all_that_may_be_the_manager_is_kept_for_the_choice() {
        let headers = ["Manager", "Manager First Name", "Manager Last Name", "Management Level 2 Chain"];
        let columns = Columns::recognise(headers.into_iter(), &Mapping::default()).expect("no map");
        let found: Vec<String> = columns.managers.iter().map(|it| columns.headers_of(it)).collect();
        assert_eq!(found[..2], ["`Manager`", "`Manager First Name` and `Manager Last Name`"]);
    }
}
