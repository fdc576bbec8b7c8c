//! Why the window does not take something, and what to do about it. Errors of other layers keep their own words.

use crate::edit::EditError;
use crate::io::csv::TableError;
use crate::io::ladders::LadderError;
use crate::plan::PlanError;
use crate::rules::words::amount;
use std::fmt;

/// Why something is not taken. Shown, it says what is wrong, and most times how it is written instead.
#[derive(Debug)]
pub enum AppError {
    /// Nothing is filled in or chosen yet; said nowhere.
    Missing,
    /// No number of at least 0.
    Number(String),
    /// No number.
    AnyNumber(String),
    /// A number has to be there.
    NoNumber,
    /// A number with a fraction.
    Fraction,
    /// A number outside of its range.
    Between(f64, f64),
    /// The lower end above the upper one.
    AtMost(f64),
    /// The upper end below the lower one.
    AtLeast(f64),
    /// No day; the text, where it is told.
    Day(Option<String>),
    /// No part of a whole; whether it may be none of it.
    Share {
        /// Whether 0 is one.
        from_none: bool,
    },
    /// No code of a currency.
    Currency,
    /// The id of a person is empty.
    NoId,
    /// One end of a band of pay is missing.
    BandEnd,
    /// A band of pay whose end is below its start.
    BandFalls,
    /// Neither an amount nor a band.
    Band,
    /// Anchors in another form.
    Anchor(String),
    /// An anchor at nothing.
    AnchorValue,
    /// An anchor not above the one before it: itself, and that one.
    AnchorsFall(String, String),
    /// Fewer than two anchors.
    TwoAnchors,
    /// Not as many numbers as there have to be.
    Several(usize),
    /// Weights that are no whole together: what they add up to, in percent.
    Weights(f64),
    /// A haircut above 100 %.
    HaircutAdds,
    /// A haircut above that of what is known better.
    HaircutRises,
    /// A discount below that of a greater part in a decision.
    DiscountFalls,
    /// Evidence of this kind has no anchors.
    Stated,
    /// Another kind of evidence has the name.
    KindTaken(String),
    /// A rung without a code.
    NoCode,
    /// Another rung has the code.
    CodeTaken(String),
    /// A ladder without a name among several.
    NoLadderName,
    /// Another ladder has the name.
    LadderTaken(String),
    /// The program brings no ladder of this name.
    NoLadder(String),
    /// Lines that the page of a new organisation has no room for: how many it takes, how many were left out.
    Lines(usize, usize),
    /// A file could not be read: its name.
    File(String, std::io::Error),
    /// The file is no sheet.
    Sheet(TableError),
    /// The file is no ladder.
    Ladder(LadderError),
    /// It cannot be taken into the organisation.
    Plan(PlanError),
    /// The change does not apply.
    Edit(EditError),
}

impl AppError {
    /// What to do next.
    pub fn hint(&self) -> String {
        match self {
            Self::Missing => "Fill in what is missing",
            Self::Number(_) | Self::AnyNumber(_) | Self::NoNumber | Self::Fraction => "Write it as 240,000 or 1.5",
            Self::Between(..) | Self::AtMost(_) | Self::AtLeast(_) => "Choose a number within the range",
            Self::Day(_) => "Write 2026-09-30",
            Self::Share { .. } => "Write 50 or 50 %",
            Self::Currency => "Write EUR, GBP or USD",
            Self::NoId => "Write letters or digits that nobody else has",
            Self::BandEnd | Self::BandFalls | Self::Band => "Write 65000 – 69999",
            Self::Anchor(_) | Self::AnchorValue | Self::AnchorsFall(..) | Self::TwoAnchors => {
                "Write `100000 at 3; 1000000 at 5`"
            }
            Self::Several(_) => "Write them as `25 / 50 / 25`",
            Self::Weights(_) => "Let the three add up to 100 %",
            Self::HaircutAdds | Self::HaircutRises => "Let each be at most the one before it",
            Self::DiscountFalls => "Let each be at least the one before it",
            Self::Stated | Self::KindTaken(_) => "Choose another name for the kind",
            Self::NoCode | Self::CodeTaken(_) => "Write a code that no other rung has",
            Self::NoLadderName | Self::LadderTaken(_) => "Write a name that no other ladder has",
            Self::NoLadder(_) => "Choose one of the ladders in the list",
            Self::Lines(..) => "Save the sheet as a file and import that",
            Self::File(..) => "Check the name of the file, and that it may be read",
            Self::Sheet(error) => return error.hint(),
            Self::Ladder(error) => return error.hint(),
            Self::Plan(error) => return error.hint(),
            Self::Edit(error) => return error.hint(),
        }
        .to_owned()
    }
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Missing => Ok(()),
            Self::Number(text) => write!(f, "`{text}` is not a number of at least 0"),
            Self::AnyNumber(text) => write!(f, "`{text}` is no number: write it as 240,000 or 1.5"),
            Self::NoNumber => write!(f, "Write a number"),
            Self::Fraction => write!(f, "A whole number"),
            Self::Between(least, most) => write!(f, "Between {least} and {most}"),
            Self::AtMost(most) => write!(f, "At most {}", amount(*most)),
            Self::AtLeast(least) => write!(f, "At least {}", amount(*least)),
            Self::Day(None) => write!(f, "A day is written 2026-09-30"),
            Self::Day(Some(text)) => write!(f, "`{text}` is no day: write 2026-09-30"),
            Self::Share { from_none: false } => write!(f, "A share is above 0 and at most 100 %"),
            Self::Share { from_none: true } => write!(f, "A share is from 0 to 100 %"),
            Self::Currency => write!(f, "A currency has three letters"),
            Self::NoId => write!(f, "Everybody has an id"),
            Self::BandEnd => write!(f, "An end of the band is missing"),
            Self::BandFalls => write!(f, "The band ends below its start"),
            Self::Band => write!(f, "Write an amount, or a band such as 65000 – 69999"),
            Self::Anchor(part) => write!(f, "`{part}` is not written like `100000 at 3`"),
            Self::AnchorValue => write!(f, "A value has to be above 0"),
            Self::AnchorsFall(one, before) => write!(f, "Anchors rise: {one} comes after {before}"),
            Self::TwoAnchors => write!(f, "At least two anchors, like `100000 at 3; 1000000 at 5`"),
            Self::Several(many) => write!(f, "{many} numbers with a stroke between them"),
            Self::Weights(percent) => write!(f, "The three add up to {percent} %, not to 100 %"),
            Self::HaircutAdds => write!(f, "A haircut never adds: at most 100 %"),
            Self::HaircutRises => write!(f, "What is known less firmly cannot count more"),
            Self::DiscountFalls => {
                write!(f, "To agree cannot count more than to decide, nor to recommend more than to agree")
            }
            Self::Stated => write!(f, "`stated` is a grade given directly and has no anchors"),
            Self::KindTaken(name) => write!(f, "There is a kind {name} already"),
            Self::NoCode => write!(f, "A rung has a code"),
            Self::CodeTaken(code) => write!(f, "Another rung is called {code}"),
            Self::NoLadderName => write!(f, "One of several ladders has a name"),
            Self::LadderTaken(name) => write!(f, "Another ladder is called {name}"),
            Self::NoLadder(name) => write!(f, "There is no ladder {name}"),
            Self::Lines(most, left) => {
                write!(f, "{most} lines are taken here, {left} were left out: save the sheet as a file and import that")
            }
            Self::File(name, error) => write!(f, "`{name}` could not be read: {error}"),
            Self::Sheet(error) => write!(f, "{error}. {}", error.hint()),
            Self::Ladder(error) => error.fmt(f),
            Self::Plan(error) => error.fmt(f),
            Self::Edit(error) => write!(f, "{error}. {}", error.hint()),
        }
    }
}

impl std::error::Error for AppError {}

impl From<EditError> for AppError {
    fn from(error: EditError) -> Self {
        Self::Edit(error)
    }
}

impl From<PlanError> for AppError {
    fn from(error: PlanError) -> Self {
        Self::Plan(error)
    }
}

impl From<LadderError> for AppError {
    fn from(error: LadderError) -> Self {
        Self::Ladder(error)
    }
}
