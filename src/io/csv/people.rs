//! Rows to people: everything that a row says goes into the model, and what has no place there is kept as a
//! field that this program does not know.

use super::amounts::Amounts;
use super::cells::{DatesOf, Kept, Reader};
use super::error::counted;
use super::field::Field;
use super::link::{Links, Named};
use super::posts::Posts;
use super::presence::{Says, Statuses};
use super::problems::Problems;
use super::report::ImportReport;
use super::seats::Seats;
use super::sheets::Sheets;
use super::up::Up;
use super::values::{self, Vacancy};
use crate::io::{OpenError, Progress};
use crate::org::{Builder, Details, Head, Kind, Line, Org, Pay, PersonId, Presence, Rare, Row, Unknown, Unlinked};
use ecow::EcoString;
use hashbrown::HashMap;
use jiff::civil::Date;

/// What was concluded from all rows.
#[derive(Clone, Copy)]
pub struct Concluded<'a> {
    /// Where everybody's seat comes from.
    pub seats: &'a Seats,
    /// How amounts are written.
    pub amounts: &'a Amounts,
}

/// Builds the organisation: every row one person, in order, but for those who stand on several rows.
pub fn build(
    mut sheets: Sheets,
    mut links: Links,
    concluded: Concluded,
    head: Head,
    report: &mut ImportReport,
    problems: &mut Problems,
    progress: &Progress,
) -> Result<Org, OpenError> {
    let of_columns = OfColumns { statuses: Statuses::of(&sheets.sheets), dates: DatesOf::of(&sheets, problems) };
    sheets.settle_columns();
    let (mut builder, posts) = people(&sheets, &mut links, of_columns, concluded, head, report, problems, progress)?;
    tell_left_managers(builder.org(), &sheets, &links, &posts, problems);
    leave_unlinked(&sheets, &links, &posts, &mut builder);
    let assistants = assistants(&sheets, &links, &posts);
    // Lines take as much room as the cells, of which nothing is asked any more.
    drop(sheets);
    connect(&links, &posts, &assistants, &mut builder);
    Ok(builder.finish().0)
}

/// What was concluded from columns as wholes.
struct OfColumns {
    statuses: Statuses,
    dates: DatesOf,
}

/// Everybody but for the lines between them, and which rows are one person.
#[allow(clippy::too_many_arguments, reason = "each is a step of the import, and none belongs to another")]
fn people(
    sheets: &Sheets,
    links: &mut Links,
    OfColumns { mut statuses, dates }: OfColumns,
    Concluded { seats, amounts }: Concluded,
    mut head: Head,
    report: &mut ImportReport,
    problems: &mut Problems,
    progress: &Progress,
) -> Result<(Builder, Posts), OpenError> {
    head.currency = amounts.reporting_currency().to_owned();
    head.ladders.extend(seats.ladder.clone());
    let as_of = head.as_of;
    let reader = Reader::new(sheets, amounts, dates);
    let mut builder = Builder::new(head);
    let mut is_in_force = |row: usize| {
        let of = sheets.row(row);
        let (start, end) = (reader.plain_date(&of, Field::Start), reader.plain_date(&of, Field::End));
        let is_there = statuses.says(of.sheet_number(), of.text(Field::Status)) == Says::Nothing;
        is_there && start.is_none_or(|start| start <= as_of) && end.is_none_or(|end| end >= as_of)
    };
    let posts = Posts::of(sheets, links, &mut is_in_force, problems);
    builder.take_keys(posts.keys(links));
    builder.reserve(sheets.len());
    let (yesterday, tomorrow) = (as_of.yesterday().ok(), as_of.tomorrow().ok());
    let mut currencies = Currencies::default();
    let mut lost = links.lost_dotted.clone();
    lost.sort_unstable();
    for first in 0..sheets.len() {
        if first % 4096 == 0 {
            progress.advance((2 * sheets.len() + first) as u64)?;
        }
        if posts.is_told(first) {
            continue;
        }
        let (row, group) = posts.of_row(first);
        let (others, past) = group.map_or((&[][..], &[][..]), |group| (&group.others, &group.past));
        let (of, mut kept) = (sheets.row(row), Kept::default());
        let name = of.name();
        let vacancy = values::vacancy(&name);
        let several = reader.posts(&of, &mut kept, problems);
        let kind = reader.kind(&of, &name, vacancy, several, &mut kept);
        let (seat, says_no_more) = if kind == Kind::Bot { (None, false) } else { seats.seat(sheets, row) };
        if !says_no_more {
            kept.keep(Field::Grade);
        }
        let (mut pay, mut currency) = reader.pay(&of, kind, &mut kept, problems);
        for &other in others {
            let (more, own) = reader.pay(&sheets.row(other as usize), kind, &mut Kept::default(), problems);
            if !add_pay(&mut pay, more, &mut currency, own) {
                let what = "The pay of another post is in another currency, or for another period";
                let hint = "Not added; it is kept as text";
                problems.row("post-pay", sheets.at(other as usize), what, &name, hint);
            }
        }
        let mut start = reader.date(&of, Field::Start, &mut kept, problems);
        let mut end = reader.date(&of, Field::End, &mut kept, problems);
        let mut status = of.text(Field::Status);
        if vacancy == Some(Vacancy::Eliminated) && kind == Kind::Vacancy {
            if !status.is_empty() {
                kept.keep(Field::Status);
            }
            status = "Eliminated";
            end = end.or(yesterday);
            problems.row("eliminated", of.at(), "Post abolished", "", "Kept, but not shown in the chart");
        }
        match statuses.says(of.sheet_number(), status) {
            Says::Left if end.is_none() => {
                end = yesterday;
                let hint = "Kept, but excluded from all counts; the end date is not given";
                problems.row("left", of.at(), "This person has left", &name, hint);
            }
            Says::Future if start.is_none_or(|start| start <= as_of) => {
                if start.is_some() {
                    kept.keep(Field::Start);
                }
                start = tomorrow;
                problems.row("future", of.at(), "This person has not started yet", &name, "Kept as a planned seat");
            }
            _ => {}
        }
        let is_name = !values::is_missing(&name) && vacancy.is_none();
        keep_names(sheets, row, vacancy.is_some() && name.trim_matches(['\'', ' ']).contains(' '), &mut kept);
        if lost.binary_search(&(row as u32)).is_ok() {
            kept.keep(Field::SecondManager);
        }
        report.count(seat.map(|seat| seat.source), kind, several);
        if pay.is_recorded() {
            currencies.see(currency.as_ref());
        }
        let currency = currency.filter(|code| code != reader.currency()).unwrap_or_default();
        let present = |field| Some(of.text(field)).filter(|text| !values::is_missing(text)).unwrap_or_default();
        let person = builder.add(&Row {
            name: if is_name { &name } else { "" },
            title: present(Field::Title),
            team: present(Field::Team),
            location: present(Field::Location),
            status,
            seat,
            kind,
            start,
            end,
            pay,
            currency: &currency,
            ..Row::default()
        });
        let mut unknown = reader.unknown(row, kept);
        for (&other, number) in others.iter().chain(past).zip(2..) {
            unknown.extend(reader.of_other_post(row, other as usize, number));
        }
        unknown.extend(reader.of_lines(row));
        if let Some(details) = details(sheets, row, several, unknown) {
            builder.set_details(person, details);
        }
    }
    for Named { text, is_name, is_added, rows } in &links.named {
        let seat = if *is_added { seats.above(sheets, rows) } else { None };
        let name = if *is_name { text.as_str() } else { "" };
        builder.add(&Row { key: text, name, seat, ..Row::default() });
        report.count(seat.map(|seat| seat.source), Kind::Person, None);
    }
    currencies.tell(reader.currency(), problems);
    tell_given_up(as_of, problems);
    Ok((builder, posts))
}

/// Adds the pay and the part of full time of another post; false where its pay cannot be added.
fn add_pay(pay: &mut Pay, more: Pay, currency: &mut Option<EcoString>, own: Option<EcoString>) -> bool {
    let mut is_added = true;
    if pay.is_recorded() && more.is_recorded() {
        is_added = *currency == own && pay.period == more.period;
        if is_added {
            (pay.low, pay.high) = (pay.low + more.low, pay.high + more.high);
        }
    } else if more.is_recorded() {
        (pay.low, pay.high, pay.period) = (more.low, more.high, more.period);
        *currency = own;
    }
    if !more.fte.is_nan() {
        pay.fte = if pay.fte.is_nan() { more.fte } else { pay.fte + more.fte };
    }
    is_added
}

/// Says who is here and reports to somebody who has left.
fn tell_left_managers(org: &Org, sheets: &Sheets, links: &Links, posts: &Posts, problems: &mut Problems) {
    if !org.someone_left() {
        return;
    }
    for (row, up) in links.up.iter().enumerate().filter(|&(row, _)| !posts.is_told(row)) {
        let Up::Row(above) = up else { continue };
        let (person, above) = (posts.handle(row), posts.handle(above as usize));
        let has_left = org.presence(above) == Presence::Left && org.kind(above) == Kind::Person;
        if has_left && org.is_judged(person) {
            let what = format!("`{}` reports to `{}`, who has left", org.label(person), org.label(above));
            let hint = "Shown below the next manager up who is still here";
            problems.row("left-manager", sheets.at(row), &what, "", hint);
        }
    }
}

/// Keeps the cells of names of which something else is taken: `has_more` says that the name of a vacancy says more than
/// that it is one.
fn keep_names(sheets: &Sheets, row: usize, has_more: bool, kept: &mut Kept) {
    if has_more {
        kept.keep(Field::Name);
    }
    let columns = &sheets.sheet(row).columns;
    let is_whole = columns.has(Field::Name) && columns.has(Field::FirstName);
    if is_whole && !sheets.text(row, Field::Name).is_empty() {
        kept.keep(Field::FirstName);
        kept.keep(Field::LastName);
    }
}

/// What few rows say; `None` of nearly all.
fn details(sheets: &Sheets, row: usize, posts: Option<f64>, unknown: Vec<Unknown>) -> Option<Details> {
    let notes = sheets.text(row, Field::Notes);
    if notes.is_empty() && posts.is_none() && unknown.is_empty() {
        return None;
    }
    let notes = if notes.is_empty() { Vec::new() } else { vec![notes.to_owned()] };
    Some(Details { rare: Rare { posts, notes, unknown, ..Rare::default() }.into(), ..Details::default() })
}

/// In which currencies people are paid.
#[derive(Default)]
struct Currencies {
    people: HashMap<EcoString, usize>,
    /// The currency of the last ones, with their number; they are not counted yet.
    last: (EcoString, usize),
    /// People whose pay has none.
    unsaid: usize,
}

impl Currencies {
    /// Counts somebody who is paid.
    fn see(&mut self, code: Option<&EcoString>) {
        match code {
            Some(code) if *code == self.last.0 => self.last.1 += 1,
            Some(code) => {
                self.count_last();
                self.last = (code.clone(), 1);
            }
            None => self.unsaid += 1,
        }
    }

    fn count_last(&mut self) {
        let (code, people) = std::mem::take(&mut self.last);
        if people > 0 {
            *self.people.entry(code).or_insert(0) += people;
        }
    }

    /// Says who is paid in a currency without a rate, and whose currency is not said where others' is.
    fn tell(mut self, reporting: &str, problems: &mut Problems) {
        self.count_last();
        let is_any = !self.people.is_empty();
        let mut other: Vec<(EcoString, usize)> =
            self.people.into_iter().filter(|(code, _)| code != reporting).collect();
        other.sort();
        for (currency, people) in other {
            problems.file(
                format!(
                    "{} paid in `{currency}`, which has no exchange rate",
                    counted(people, "person is", "people are")
                ),
                "Add the rate to the file; until then their pay is excluded from comparisons",
            );
        }
        if is_any && self.unsaid > 0 {
            let what = format!(
                "The pay of {} has no currency, but that of others does",
                counted(self.unsaid, "person", "people")
            );
            problems.file_of("currency", what, &format!("Read as {reporting}"));
        }
    }
}

/// Says how many posts were given up.
fn tell_given_up(as_of: Date, problems: &mut Problems) {
    let eliminated = problems.count("eliminated");
    if eliminated > 0 {
        problems.file(
            format!("{} abolished, ended on the day before {as_of}", counted(eliminated, "post", "posts")),
            "Abolished posts stay in the file but are not shown; their reports move up to the next manager",
        );
    }
}

/// Rows whose line upwards is also one of an assistant.
fn assistants(sheets: &Sheets, links: &Links, posts: &Posts) -> Vec<u32> {
    if !sheets.has(Field::Assistant) {
        return Vec::new();
    }
    let lines = links.up.iter().enumerate().filter(|&(row, up)| matches!(up, Up::Row(_)) && !posts.is_told(row));
    let rows = lines.map(|(row, _)| row).filter(|&row| values::is_yes(sheets.text(row, Field::Assistant)));
    rows.map(|row| row as u32).collect()
}

/// Rows that name somebody who is in no row.
fn drawn(links: &Links) -> Vec<u32> {
    let mut drawn: Vec<u32> = links.named.iter().flat_map(|it| &it.rows).copied().collect();
    drawn.sort_unstable();
    drawn
}

/// Keeps what rows say of managers who cannot be drawn.
fn leave_unlinked(sheets: &Sheets, links: &Links, posts: &Posts, builder: &mut Builder) {
    let drawn = drawn(links);
    for (row, up) in links.up.iter().enumerate().filter(|&(row, _)| !posts.is_told(row)) {
        let unlinked = match up {
            Up::Top | Up::Row(_) => continue,
            Up::Unknown if drawn.binary_search(&(row as u32)).is_ok() => continue,
            Up::Unknown => Unlinked::Unknown,
            Up::Itself => Unlinked::Itself,
        };
        builder.leave_unlinked(posts.handle(row), unlinked(sheets.manager(row).into_owned()));
    }
}

fn connect(links: &Links, posts: &Posts, assistants: &[u32], builder: &mut Builder) {
    let person = |row: usize| posts.handle(row);
    // They stand behind the people of the rows.
    let first = (builder.len() - links.named.len()) as u32;
    for (Named { rows, .. }, above) in links.named.iter().zip((first..).map(PersonId)) {
        rows.iter().for_each(|&row| builder.connect(above, person(row as usize), Line::Solid));
    }
    let mut assistants = assistants.iter().peekable();
    for (row, up) in links.up.iter().enumerate().filter(|&(row, _)| !posts.is_told(row)) {
        let Up::Row(above) = up else { continue };
        builder.connect(person(above as usize), person(row), Line::Solid);
        if assistants.next_if(|&&next| next as usize == row).is_some() {
            builder.connect(person(above as usize), person(row), Line::Assistant);
        }
    }
    for (above, below) in links.dotted.iter().copied().chain(posts.dotted(links)) {
        let (above, below) = (person(above as usize), person(below as usize));
        if above != below {
            builder.connect(above, below, Line::Dotted);
        }
    }
}
