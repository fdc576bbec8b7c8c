//! What field a header stands for, out of the meanings of its words. The grammar is closed: a header with one word that
//! has no place beside the others is no field, so that `Previous Manager` and `Last Promotion Date` are nobody's
//! manager and nobody's first day.

use super::field::Field;
use super::words::{Meaning, meanings};
use crate::org::PayPeriod;
use Meaning::*;

/// What names the manager in a column of managers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// An id or a number.
    Id,
    /// A post.
    Position,
    /// An address of mail.
    Mail,
    /// A user name.
    User,
    /// A name in a directory.
    Dn,
    /// The header does not say.
    Anything,
    /// A full name.
    Name,
    /// The first half of a name.
    First,
    /// The second half of a name.
    Last,
    /// A title.
    Title,
}

/// What a header stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Read {
    /// The field.
    pub field: Field,
    /// What names the manager, in a column of managers.
    pub by: By,
    /// The level of a chain of managers, the top 1.
    pub level: Option<u8>,
    /// The period of pay that the header says.
    pub period: Option<PayPeriod>,
    /// Words beyond those that are needed.
    pub extra: usize,
    /// Whether it says no more than that it is a number.
    pub is_bare_number: bool,
}

/// What a header stands for; `None` where some word does not fit. What stands in brackets is looked at where the rest
/// is a manager or pay, else left out.
pub fn read(header: &str) -> Option<Read> {
    let (outside, inside) = brackets(header);
    let words = meanings(&outside)?;
    // `Base ($000)` is pay by what stands in the brackets.
    let is_money = |inside: &String| {
        inside.contains(['$', '€', '£', '¥', '₹']) || meanings(inside).is_some_and(|words| words.contains(&Unit))
    };
    let of_money = || match words.contains(&Base) && inside.as_ref().is_some_and(is_money) {
        true => field(&[&words[..], &[Pay]].concat()),
        false => None,
    };
    let mut found = field(&words).or_else(of_money)?;
    if let Some(inside) = inside.and_then(|inside| meanings(&inside)) {
        found.period = found.period.or_else(|| period(&inside));
        if found.field == Field::Manager && found.by == By::Anything {
            if inside.iter().all(|word| *word == Is) {
                found.field = Field::Track;
            } else {
                found.by = by(&inside);
            }
        }
        if found.field == Field::Pay && found.period == Some(PayPeriod::Hour) {
            found.field = Field::PayHourly;
        }
    }
    Some(found)
}

/// Whether a header says no more than that its column holds a rate or an amount.
pub fn is_rate(header: &str) -> bool {
    meanings(&brackets(header).0).is_some_and(|words| {
        words.iter().any(|word| matches!(word, Rate | Amount))
            && words.iter().all(|word| matches!(word, Rate | Amount | Person | Filler))
    })
}

/// Whether a header says no more than that its column holds posts.
pub fn is_position(header: &str) -> bool {
    meanings(&brackets(header).0)
        .is_some_and(|words| words.contains(&Position) && words.iter().all(|word| matches!(word, Position | Filler)))
}

/// A header without what stands in brackets, and that.
fn brackets(header: &str) -> (String, Option<String>) {
    let (mut outside, mut inside, mut depth) = (String::new(), String::new(), 0usize);
    for c in header.chars() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            c if depth == 0 => outside.push(c),
            c => inside.push(c),
        }
    }
    match outside.trim().is_empty() {
        true => (inside, None),
        false => (outside, Some(inside).filter(|inside| !inside.trim().is_empty())),
    }
}

fn field(words: &[Meaning]) -> Option<Read> {
    let has = |wanted: Meaning| words.contains(&wanted);
    let any = |wanted: &[Meaning]| words.iter().any(|word| wanted.contains(word));
    let only = |wanted: &[Meaning]| {
        let fits = |word: &Meaning| matches!(word, Filler | Primary) || wanted.contains(word);
        words.iter().all(fits)
    };
    let level = words.iter().find_map(|word| if let Digits(level) = word { Some(*level) } else { None });
    let found = |field: Field| {
        let extra = words.len().saturating_sub(1);
        Some(Read { field, by: by(words), level, period: period(words), extra, is_bare_number: false })
    };
    if any(&[Foreign, Skip, Subordinate]) {
        return None;
    }
    if has(Subject) {
        return if only(&[Subject, Id]) { found(Field::Id) } else { None };
    }
    let bosses = words.iter().filter(|word| matches!(word, Manager | Reports | Parent)).count();
    if level.is_some() {
        let is_chain = (has(Chain) || (bosses == 1 && has(Level))) && !has(Dotted);
        let named =
            only_or_digits(words, &[Chain, Level, Manager, Reports, Direct, Id, Number, Name, Person, Team, Mail]);
        return if is_chain && named { found(Field::Chain) } else { None };
    }
    if has(Outline) {
        return if only(&[Outline, Id, Number, Level]) { found(Field::Outline) } else { None };
    }
    if has(Path) || has(Chain) {
        let said = [Path, Chain, Manager, Reports, Id, Number, Name, Person, Direct];
        return if only(&said) { found(Field::Path) } else { None };
    }
    if bosses > 0 || has(DottedLine) {
        return manager(words, bosses).and_then(found);
    }
    if has(Relation) {
        return if only(&[Relation]) { found(Field::Relation) } else { None };
    }
    if has(Primary) && only(&[Is, Person, Status]) {
        return found(Field::Primary);
    }
    let is_grade = any(&[Grade, Level]) || (has(Management) && words.len() == 1);
    if is_grade {
        let said = [Grade, Level, Management, Pay, Base, Job, Position, Title, Number, Name, Person];
        return if only(&said) { found(Field::Grade) } else { None };
    }
    if has(PayPeriod) {
        return if only(&[PayPeriod, Person]) { found(Field::PayPeriod) } else { None };
    }
    if has(Currency) {
        let said = [Currency, Pay, Base, Amount, Number, Year, Unit, Rate, Person];
        return if only(&said) { found(Field::Currency) } else { None };
    }
    let periods = [Year, Month, Week, Day, Hour];
    if has(Pay) || (any(&periods) && any(&[Rate, Base])) {
        let said =
            [Pay, Rate, Base, Amount, Year, Month, Week, Day, Hour, From, To, Range, Unit, Fte, Person, Job, Grade];
        if !only(&said) {
            return None;
        }
        return match (has(From), has(To)) {
            (true, true) => None,
            (true, false) => found(Field::PayLow),
            (false, true) => found(Field::PayHigh),
            (false, false) if period(words) == Some(PayPeriod::Hour) => found(Field::PayHourly),
            (false, false) => found(Field::Pay),
        };
    }
    if has(Fte) || (has(Percent) && any(&[Employment, Person])) {
        return if only(&[Fte, Percent, Employment, Person]) { found(Field::Fte) } else { None };
    }
    if has(WeeklyHours) {
        // A column that says the part itself comes first.
        let read = if only(&[WeeklyHours, Person, Employment, Number]) { found(Field::Fte) } else { None };
        return read.map(|read| Read { extra: read.extra + 2, ..read });
    }
    if has(Start) {
        return if only(&[Start, Date, Person, Employment]) { found(Field::Start) } else { None };
    }
    if has(End) {
        return if only(&[End, Date, Person, Employment]) { found(Field::End) } else { None };
    }
    if has(Gone) {
        let said = [Gone, Is, Person, Employment, Status, Date];
        let field = if has(Date) { Field::End } else { Field::Status };
        return if only(&said) { found(field) } else { None };
    }
    if has(Status) || has(Active) || (has(State) && any(&[Person, Employment])) {
        return if only(&[Status, State, Active, Person, Employment, Is, Number]) {
            found(Field::Status)
        } else {
            None
        };
    }
    if has(Assistant) {
        return if only(&[Assistant, Is]) { found(Field::Assistant) } else { None };
    }
    if has(Mail) {
        return if only(&[Mail, Address, Id, Person, Company, User]) { found(Field::Email) } else { None };
    }
    if has(Dn) {
        return if only(&[Dn, Person, User]) { found(Field::Dn) } else { None };
    }
    if has(User) {
        let field = if any(&[Id, Number]) { Field::Id } else { Field::UserName };
        return if only(&[User, Name, Person, Id, Number]) { found(field) } else { None };
    }
    if has(Position) && any(&[Id, Number]) {
        return if only(&[Position, Job, Id, Number]) { found(Field::PositionId) } else { None };
    }
    if any(&[Title, Position, Job]) {
        return if only(&[Title, Position, Job, Name, Person]) { found(Field::Title) } else { None };
    }
    if has(Team) {
        return if only(&[Team, Name, Number, Id, Person]) { found(Field::Team) } else { None };
    }
    if has(Place) {
        return if only(&[Place, Name, Person]) { found(Field::Location) } else { None };
    }
    if any(&[First, Last, Middle]) {
        return match (has(First), has(Last)) {
            _ if !only(&[First, Last, Middle, Name, Person]) => None,
            (true, true) => found(Field::Name),
            (true, false) => found(Field::FirstName),
            (false, true) => found(Field::LastName),
            (false, false) => None,
        };
    }
    if has(Name) {
        return if only(&[Name, Person]) { found(Field::Name) } else { None };
    }
    if has(Number) && only(&[Number]) {
        return found(Field::Id).map(|read| Read { is_bare_number: true, ..read });
    }
    if has(Id) || (has(Number) && has(Person)) {
        return if only(&[Id, Number, Person]) { found(Field::Id) } else { None };
    }
    if has(Person) && only(&[Person]) {
        return found(Field::Name);
    }
    None
}

fn only_or_digits(words: &[Meaning], wanted: &[Meaning]) -> bool {
    words.iter().all(|word| matches!(word, Digits(_) | Filler) || wanted.contains(word))
}

/// The field of a header that names somebody above.
fn manager(words: &[Meaning], bosses: usize) -> Option<Field> {
    let has = |wanted: Meaning| words.contains(&wanted);
    let only = |wanted: &[Meaning]| words.iter().all(|word| matches!(word, Filler | Primary) || wanted.contains(word));
    if bosses > 1 && !(has(Reports) && has(Manager)) {
        return None;
    }
    if has(Manager) && (has(Is) || has(Status) || has(Active)) {
        return if only(&[Manager, Is, Status, Active, Person, Direct]) { Some(Field::Track) } else { None };
    }
    if has(Parent) && has(Team) {
        return if only(&[Parent, Team, Id, Number, Name]) { Some(Field::ParentTeam) } else { None };
    }
    let said = [
        Manager, Reports, Parent, Direct, Person, Id, Number, Name, First, Last, Mail, Address, User, Dn, Title,
        Position, Job, Company,
    ];
    if has(Dotted) || has(DottedLine) {
        let more = [&said[..], &[Dotted, DottedLine, Relation]].concat();
        return if only(&more) { Some(Field::SecondManager) } else { None };
    }
    if has(Team) && !(has(Manager) && only(&[Manager, Team, Name, Id, Number, Mail])) {
        return None;
    }
    if only(&[&said[..], &[Team]].concat()) { Some(Field::Manager) } else { None }
}

/// What names the manager.
fn by(words: &[Meaning]) -> By {
    let has = |wanted: Meaning| words.contains(&wanted);
    if has(Mail) {
        By::Mail
    } else if has(User) {
        By::User
    } else if has(Dn) {
        By::Dn
    } else if has(First) != has(Last) {
        if has(First) { By::First } else { By::Last }
    } else if has(Name) && !has(Title) && !has(Position) && !has(Job) {
        By::Name
    } else if has(Title) {
        By::Title
    } else if has(Position) {
        By::Position
    } else if has(Id) || has(Number) {
        By::Id
    } else if has(Job) {
        By::Title
    } else {
        By::Anything
    }
}

/// The period of pay that words name.
fn period(words: &[Meaning]) -> Option<PayPeriod> {
    words.iter().find_map(|word| match word {
        Hour => Some(PayPeriod::Hour),
        Day => Some(PayPeriod::Day),
        Week => Some(PayPeriod::Week),
        Month => Some(PayPeriod::Month),
        Year => Some(PayPeriod::Year),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(field: Option<Field>, headers: &[&str]) {
        for header in headers {
            assert_eq!(read(header).map(|read| read.field), field, "{header}");
        }
    }

    #[test]
    fn headers_are_read_by_their_words() {
        check(
            Some(Field::Manager),
            &["Reports To Employee ID", "Line Mgr Payroll No.", "Chef direct", "Vorgesetztennummer", "ID del jefe"],
        );
        check(Some(Field::Manager), &["Leidinggevende", "Gestor imediato", "Responsabile diretto", "Boss Name"]);
        check(Some(Field::SecondManager), &["Dotted Line", "Fachlicher Vorgesetzter", "Jefe funcional"]);
        check(Some(Field::Chain), &["Management Chain - Level 01", "Manager Level 2", "Supervisor Level 3 Name"]);
        check(Some(Field::Track), &["Is Manager", "Manager (Y/N)", "Manager Status"]);
        check(
            Some(Field::Pay),
            &["Gehalt", "Salaire annuel brut", "Sueldo mensual", "Jahresbruttogehalt", "Retribuzione annua"],
        );
        check(Some(Field::PositionId), &["Position ID", "Stellennummer", "Post No."]);
        check(Some(Field::Start), &["Eintrittsdatum", "Date d'embauche", "Fecha de ingreso", "Data de admissão"]);
        check(Some(Field::ParentTeam), &["Parent Department ID"]);
        check(
            None,
            &[
                "HR Manager",
                "Manager's Manager",
                "Previous Salary",
                "Manager Location",
                "Position Start Date",
                "Level 2",
                "Bonus",
            ],
        );
    }

    #[test]
    fn a_header_says_what_names_the_manager_and_what_pay_is_for() {
        assert_eq!(read("Reports to (Employee ID)").map(|read| read.by), Some(By::Id));
        assert_eq!(read("Manager Last Name").map(|read| read.by), Some(By::Last));
        assert_eq!(read("Reports To Position ID").map(|read| read.by), Some(By::Position));
        assert_eq!(read("Salary (monthly)").and_then(|read| read.period), Some(PayPeriod::Month));
        assert_eq!(read("Management Chain - Level 02").and_then(|read| read.level), Some(2));
    }
}
