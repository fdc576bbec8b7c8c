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
    /// Something in a copy could not be read; what.
    Unread(String),
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
            Self::Nameless { .. } => "Write two columns, with an id or name in the first",
            Self::Earlier(_) => "Leave only one line per person",
            Self::Several(_) => "Write the id",
            Self::Nobody(_) | Self::NoKey(_) => "Write the id as shown in the table",
            Self::OtherName { .. } => "Find out who is meant and write that person's id",
            Self::NoRung(_) => "Write a code as shown in the Ladder view",
            Self::NoGrade(_) => "Write IC6 or 6",
            Self::Day(_) => "Write 2026-09-30",
            Self::Period(_) => "Write 2026, 2026-03 or 2026-03-01 to 2026-06-30",
            Self::Pay(_) => "Write it without a currency, as 240,000",
            Self::NoAmount | Self::Amount(_) => "Write 48,000,000 or 0.48 or 48 %",
            Self::Unread(_) => "Correct it in the copy",
            Self::Share(_) => "Write 0.5 or 50 %",
            Self::Preference(_) => "Write lead, craft, projects, undecided or not asked",
            Self::Part(_) => "Write decide, agree or recommend",
            Self::Kind(_, kinds) => return format!("Write {}", kinds.join(", ")),
            Self::Alone(of) => return format!("Fill in the {of}, or clear this cell"),
            Self::CellError(_) => "Correct the formula in the spreadsheet and save it again",
            Self::NoColumn(_) => {
                return format!("A sheet made by this program has all the columns, up to work_{WORKS}");
            }
            Self::NoIds => "Start with a sheet made by this program",
            Self::NoHeading(_) => "Choose one of the columns of the table",
            Self::NoName => "Write a name, or clear the line",
            Self::WhichRung(..) | Self::WhichManager(..) => "Type more of it",
            Self::NotOnLadder(..) => "Write one of the codes or its first letters",
            Self::Itself => "Name someone from an earlier line, or leave it empty",
            Self::Below(_) => "Put the manager's line first",
            Self::NobodyAbove(_) => "Add a line for them first, or correct the spelling",
            Self::SameName(..) => "Give them different names",
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
                "it names no one, and {} cannot be assigned to {}: use two columns, with an id or name in the first",
                count(*lines, "line", "lines"),
                count(*people, "selected person", "selected people")
            ),
            Self::Earlier(name) => write!(f, "`{name}` is already in an earlier line"),
            Self::Several(name) => write!(f, "several people are called `{name}`: write the id"),
            Self::Nobody(name) => write!(f, "no one has the id or name `{name}`"),
            Self::NoKey(key) => write!(f, "no one has the id `{key}`"),
            Self::OtherName { key, here, there } => {
                write!(f, "the id `{key}` belongs to `{there}` here, but to `{here}` in the sheet")
            }
            Self::NoRung(code) => write!(f, "no ladder has a rung `{code}`"),
            Self::NoGrade(text) => write!(f, "`{text}` is neither a rung nor a grade: write IC6 or 6"),
            Self::Day(text) => write!(f, "`{text}` is not a date: write 2026-09-30"),
            Self::Period(text) => {
                write!(f, "`{text}` is not a period: write 2026, 2026-03 or 2026-03-01 to 2026-06-30")
            }
            Self::Pay(text) => write!(f, "`{text}` is not an amount: write it without a currency, as 240,000"),
            Self::NoAmount => write!(f, "the amount is missing: write 48,000,000 or 0.48 or 48 %"),
            Self::Amount(text) => write!(f, "`{text}` is not an amount: write 48,000,000 or 0.48 or 48 %"),
            Self::Unread(what) => f.write_str(what),
            Self::Share(text) => write!(f, "`{text}` is not a share: write 0.5 or 50 %"),
            Self::Preference(text) => {
                write!(f, "`{text}` is not a preference: write lead, craft, projects, undecided or not asked")
            }
            Self::Part(text) => write!(f, "`{text}` is not a decision role: write decide, agree or recommend"),
            Self::Kind(text, kinds) => {
                let (last, others) = kinds.split_last().map_or(("", &[][..]), |(last, others)| (last.as_str(), others));
                write!(f, "`{text}` is not a kind of evidence on this ladder: write {} or {last}", others.join(", "))
            }
            Self::Alone(of) => write!(f, "this needs the {of}, which is empty here"),
            Self::CellError(text) => {
                write!(f, "`{text}` is a spreadsheet error, so nothing in this row is used")
            }
            Self::NoColumn(name) => write!(f, "the sheet has no column `{name}`"),
            Self::NoIds => {
                write!(f, "The sheet has no column `id` in its first line: start with one made by this program")
            }
            Self::NoHeading(id) => write!(f, "there is no column `{id}`"),
            Self::NoName => write!(f, "The name is missing"),
            Self::WhichRung(codes, is_more) => write!(f, "Which of {}{}?", codes.join(", "), more(is_more)),
            Self::NotOnLadder(typed, ends) => write!(f, "No rung {typed}: {}", ends.join(", ")),
            Self::Itself => write!(f, "People cannot report to themselves"),
            Self::Below(name) => write!(f, "{name} comes later: managers have to come first"),
            Self::NobodyAbove(typed) => write!(f, "No one above is called {typed}"),
            Self::SameName(first, second) => write!(f, "Lines {first} and {second} have the same name"),
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
        assert_eq!(error.to_string(), "`votes` is not a kind of evidence on this ladder: write money, reach or stated");
        assert_eq!(error.hint(), "Write money, reach, stated");
    }
}
