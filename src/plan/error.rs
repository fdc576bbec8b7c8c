//! Reasons that typed, pasted or filled-in input cannot be used. The reader of the input knows the place: a line of a
//! column, a cell of a sheet.

use super::drop::Refusal;
use super::evidence_sheet::limits::WORKS;
use crate::edit::EditError;
use crate::rules::words::count;
use std::fmt;

/// Reason that input cannot be used. `Display` continues a sentence about a line or a cell; `hint` says how it is
/// written instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanError {
    /// The lines name nobody, and their number differs from that of the people selected.
    Nameless {
        /// Number of lines.
        lines: usize,
        /// Number of people selected.
        people: usize,
    },
    /// A second line for the same person.
    Earlier(String),
    /// A name that several people have.
    Several(String),
    /// An id or name that nobody has.
    Nobody(String),
    /// An id that nobody has.
    NoKey(String),
    /// Somebody else has the id.
    OtherName {
        /// The id.
        key: String,
        /// The name in the sheet.
        here: String,
        /// The name in the file.
        there: String,
    },
    /// No ladder has a rung of this code.
    NoRung(String),
    /// Neither a rung nor a grade.
    NoGrade(String),
    /// Not a date.
    Day(String),
    /// Not a day, month, year or range of them.
    Period(String),
    /// Not an amount of pay.
    Pay(String),
    /// A required amount is missing.
    NoAmount,
    /// Not an amount.
    Amount(String),
    /// Not a share above 0 and up to 1.
    Share(String),
    /// Not an answer to the question.
    Preference(String),
    /// Not a role in a decision.
    Part(String),
    /// Not a kind of evidence of the ladder; the kinds it has.
    Kind(String, Vec<String>),
    /// A cell that qualifies another, empty one.
    Alone(String),
    /// A spreadsheet's error value.
    CellError(String),
    /// A column that the sheet does not have.
    NoColumn(String),
    /// A sheet without ids.
    NoIds,
    /// Not a heading of the table.
    NoHeading(String),
    /// A line without a name.
    NoName,
    /// An ambiguous abbreviation; at most six rungs it could mean, and whether there are more.
    WhichRung(Vec<String>, bool),
    /// Not a rung of the ladder; the ends of the ladder.
    NotOnLadder(String, Vec<String>),
    /// A line that names itself as the manager.
    Itself,
    /// A manager whose line comes later.
    Below(String),
    /// A name that no earlier line has.
    NobodyAbove(String),
    /// Two lines with the same name, counted from 1.
    SameName(usize, usize),
    /// An ambiguous abbreviation; at most three people it could mean, and whether there are more.
    WhichManager(Vec<String>, bool),
    /// The move to a rung is refused.
    Refused(Refusal),
    /// The edit does not apply.
    Edit(EditError),
}

impl PlanError {
    /// The next step.
    pub fn hint(&self) -> String {
        match self {
            Self::Nameless { .. } => "Write two columns, the first with an id or a name",
            Self::Earlier(_) => "Leave one line for each person",
            Self::Several(_) => "Write the id",
            Self::Nobody(_) | Self::NoKey(_) => "Write the id as the table shows it",
            Self::OtherName { .. } => "Look who is meant, and write that person's id",
            Self::NoRung(_) => "Write a code as the Ladder view shows it",
            Self::NoGrade(_) => "Write IC6 or 6",
            Self::Day(_) => "Write 2026-09-30",
            Self::Period(_) => "Write 2026, 2026-03 or 2026-03-01 to 2026-06-30",
            Self::Pay(_) => "Write it without a currency, as 240,000",
            Self::NoAmount | Self::Amount(_) => "Write 48,000,000 or 0.48 or 48 %",
            Self::Share(_) => "Write 0.5 or 50 %",
            Self::Preference(_) => "Write lead, craft, projects, undecided or not asked",
            Self::Part(_) => "Write decide, agree or recommend",
            Self::Kind(_, kinds) => return format!("Write {}", kinds.join(", ")),
            Self::Alone(of) => return format!("Fill in the {of}, or empty this cell"),
            Self::CellError(_) => "Mend the formula in the spreadsheet, and save it again",
            Self::NoColumn(_) => return format!("A sheet made by this program has all columns, up to work_{WORKS}"),
            Self::NoIds => "Begin with a sheet made by this program",
            Self::NoHeading(_) => "Choose one of the columns of the table",
            Self::NoName => "Write a name, or empty the line",
            Self::WhichRung(..) | Self::WhichManager(..) => "Write more of it",
            Self::NotOnLadder(..) => "Write one of the codes, or its first letters",
            Self::Itself => "Name somebody of an earlier line, or nobody",
            Self::Below(_) => "Put the line of the manager first",
            Self::NobodyAbove(_) => "Add a line for them first, or correct the spelling",
            Self::SameName(..) => "Tell the two apart by their names",
            Self::Refused(refusal) => return refusal.hint(),
            Self::Edit(error) => return error.hint(),
        }
        .to_owned()
    }
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let more = |is_more: &bool| if *is_more { " …" } else { "" };
        match self {
            Self::Nameless { lines, people } => write!(
                f,
                "it names nobody, and {} cannot be for {}: two columns say for whom, id or name first",
                count(*lines, "line", "lines"),
                count(*people, "selected person", "selected people")
            ),
            Self::Earlier(name) => write!(f, "`{name}` stands in an earlier line"),
            Self::Several(name) => write!(f, "several people are called `{name}`: write the id"),
            Self::Nobody(name) => write!(f, "nobody has the id or the name `{name}`"),
            Self::NoKey(key) => write!(f, "nobody has the id `{key}`"),
            Self::OtherName { key, here, there } => {
                write!(f, "the id `{key}` is that of `{there}` here, and the sheet means `{here}`")
            }
            Self::NoRung(code) => write!(f, "no ladder has a rung `{code}`"),
            Self::NoGrade(text) => write!(f, "`{text}` is no rung and no grade: write IC6 or 6"),
            Self::Day(text) => write!(f, "`{text}` is no day: write 2026-09-30"),
            Self::Period(text) => {
                write!(f, "`{text}` is no period: write 2026, 2026-03 or 2026-03-01 to 2026-06-30")
            }
            Self::Pay(text) => write!(f, "`{text}` is no amount: write it without a currency, as 240,000"),
            Self::NoAmount => write!(f, "there is no amount: write 48,000,000 or 0.48 or 48 %"),
            Self::Amount(text) => write!(f, "`{text}` is no amount: write 48,000,000 or 0.48 or 48 %"),
            Self::Share(text) => write!(f, "`{text}` is no share: write 0.5 or 50 %"),
            Self::Preference(text) => {
                write!(f, "`{text}` is no preference: write lead, craft, projects, undecided or not asked")
            }
            Self::Part(text) => write!(f, "`{text}` is no part in a decision: write decide, agree or recommend"),
            Self::Kind(text, kinds) => {
                let (last, others) = kinds.split_last().map_or(("", &[][..]), |(last, others)| (last.as_str(), others));
                write!(f, "`{text}` is no kind of evidence here: write {} or {last}", others.join(", "))
            }
            Self::Alone(of) => write!(f, "this is taken together with the {of}, which is empty here"),
            Self::CellError(text) => {
                write!(f, "`{text}` is an error of the spreadsheet: nothing of the row is taken")
            }
            Self::NoColumn(name) => write!(f, "the column `{name}` is not one of the sheet"),
            Self::NoIds => {
                write!(f, "The sheet has no column `id` in its first line: begin with one made by this program")
            }
            Self::NoHeading(id) => write!(f, "there is no column `{id}`"),
            Self::NoName => write!(f, "The name is missing"),
            Self::WhichRung(codes, is_more) => write!(f, "Which of {}{}?", codes.join(", "), more(is_more)),
            Self::NotOnLadder(typed, ends) => write!(f, "No rung {typed}: {}", ends.join(", ")),
            Self::Itself => write!(f, "Nobody reports to themselves"),
            Self::Below(name) => write!(f, "{name} stands below: managers come first"),
            Self::NobodyAbove(typed) => write!(f, "Nobody above is called {typed}"),
            Self::SameName(first, second) => write!(f, "Lines {first} and {second} have that name"),
            Self::WhichManager(names, is_more) => write!(f, "Which of {}{}?", names.join(", "), more(is_more)),
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Edit(error) => write!(f, "{error}. {}", error.hint()),
        }
    }
}

impl std::error::Error for PlanError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_that_is_none_is_answered_with_those_that_are() {
        let kinds = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let error = PlanError::Kind("votes".to_owned(), kinds(&["money", "reach", "stated"]));
        assert_eq!(error.to_string(), "`votes` is no kind of evidence here: write money, reach or stated");
        assert_eq!(error.hint(), "Write money, reach, stated");
    }
}
