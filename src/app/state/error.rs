//! Errors for input that the window refuses, each with the next step. Errors of other layers keep their own words.

use crate::edit::EditError;
use crate::io::OpenError;
use crate::io::csv::TableError;
use crate::io::ladders::LadderError;
use crate::plan::PlanError;
use crate::rules::words::amount;
use std::fmt;

/// Reason that input is refused. `Display` says what is wrong, `hint` what to do, `said` both.
#[derive(Debug)]
pub enum AppError {
    /// Nothing filled in or chosen yet; never shown.
    Missing,
    /// Not a number of at least 0.
    Number(String),
    /// Not a number.
    AnyNumber(String),
    /// A number is required.
    NoNumber,
    /// Not a whole number.
    Fraction,
    /// Number outside the range.
    Between(f64, f64),
    /// Lower end above the upper end, which is given.
    AtMost(f64),
    /// Upper end below the lower end, which is given.
    AtLeast(f64),
    /// Not a date; the text, when it may be repeated.
    Day(Option<String>),
    /// Not a share of a whole.
    Share {
        /// Set when 0 is allowed.
        from_none: bool,
    },
    /// Not a currency code.
    Currency,
    /// Empty person id.
    NoId,
    /// Only one end of a pay band given.
    BandEnd,
    /// Pay band that ends below its start.
    BandFalls,
    /// Neither an amount nor a band.
    Band,
    /// No size of a page.
    PageSize,
    /// Anchor that cannot be parsed.
    Anchor(String),
    /// Anchor with a value of 0.
    AnchorValue,
    /// Anchor not above the one before it: this one, the one before.
    AnchorsFall(String, String),
    /// Fewer than two anchors.
    TwoAnchors,
    /// Wrong number of values; the number required.
    Several(usize),
    /// Weights that do not add up to 100 %; their sum in percent.
    Weights(f64),
    /// Haircut above 100 %.
    HaircutAdds,
    /// Haircut above that of a firmer provenance.
    HaircutRises,
    /// Discount below that of a greater role in a decision.
    DiscountFalls,
    /// Kind of evidence that has no anchors.
    Stated,
    /// Name of another kind of evidence.
    KindTaken(String),
    /// Rung without a code.
    NoCode,
    /// Code of another rung.
    CodeTaken(String),
    /// Ladder without a name among several.
    NoLadderName,
    /// Name of another ladder.
    LadderTaken(String),
    /// Name of no ladder that comes with the program.
    NoLadder(String),
    /// More lines than fit on the page of a new organisation: the limit, and the number left out.
    Lines(usize, usize),
    /// Unreadable file: its name and the cause.
    File(String, std::io::Error),
    /// A copy for one reader that came back cannot be opened.
    Copy(OpenError),
    /// File that is not a sheet.
    Sheet(TableError),
    /// File that is not a ladder.
    Ladder(LadderError),
    /// Refused by the `plan` layer.
    Plan(PlanError),
    /// Edit that does not apply.
    Edit(EditError),
}

impl AppError {
    /// The next step.
    pub fn hint(&self) -> String {
        match self {
            Self::Missing => "Fill in the missing value",
            Self::Number(_) | Self::AnyNumber(_) | Self::NoNumber => "Write it as 240,000 or 1.5",
            Self::Fraction => "Write a whole number, such as 12",
            Self::Between(..) | Self::AtMost(_) | Self::AtLeast(_) => "Choose a number within the range",
            Self::Day(_) => "Write it as 2026-09-30",
            Self::Share { .. } => "Write it as 50 or 50 %",
            Self::Currency => "Write a code such as EUR, GBP or USD",
            Self::NoId => "Use letters or digits that no one else has as an id",
            Self::BandEnd | Self::BandFalls | Self::Band => "Write it as 65000 – 69999",
            Self::PageSize => "Write it as 420x297mm or 20x10in, with sides of 1 to 200 inches",
            Self::Anchor(_) | Self::AnchorValue | Self::AnchorsFall(..) | Self::TwoAnchors => {
                "Write them as `100000 at 3; 1000000 at 5`"
            }
            Self::Several(_) => "Write them as `25 / 50 / 25`",
            Self::Weights(_) => "Make the three add up to 100 %",
            Self::HaircutAdds | Self::HaircutRises => "Make each value at most the one before it",
            Self::DiscountFalls => "Make each value at least the one before it",
            Self::Stated | Self::KindTaken(_) => "Choose another name for the kind",
            Self::NoCode | Self::CodeTaken(_) => "Enter a code that no other rung has",
            Self::NoLadderName | Self::LadderTaken(_) => "Enter a name that no other ladder has",
            Self::NoLadder(_) => "Choose one of the ladders in the list",
            Self::Lines(..) => "Save the sheet as a file and import that file",
            Self::File(..) => "Check the file name and your permission to read it",
            Self::Copy(error) => return error.hint(),
            Self::Sheet(error) => return error.hint(),
            Self::Ladder(error) => return error.hint(),
            Self::Plan(error) => return error.hint(),
            Self::Edit(error) => return error.hint(),
        }
        .to_owned()
    }

    /// The problem and the next step in one text. An error of `plan` names the step itself.
    pub fn said(&self) -> String {
        match self {
            Self::Plan(error) => error.to_string(),
            _ => format!("{self}. {}", self.hint()),
        }
    }
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Missing => Ok(()),
            Self::Number(text) => write!(f, "`{text}` is not a number of at least 0"),
            Self::AnyNumber(text) => write!(f, "`{text}` is not a number"),
            Self::NoNumber => write!(f, "A number is missing"),
            Self::Fraction => write!(f, "A whole number is needed"),
            Self::Between(least, most) => write!(f, "The number must be between {least} and {most}"),
            Self::AtMost(most) => write!(f, "The number must be at most {}", amount(*most)),
            Self::AtLeast(least) => write!(f, "The number must be at least {}", amount(*least)),
            Self::Day(None) => write!(f, "The date is missing or not valid"),
            Self::Day(Some(text)) => write!(f, "`{text}` is not a date"),
            Self::Share { from_none: false } => write!(f, "A share must be above 0 and at most 100 %"),
            Self::Share { from_none: true } => write!(f, "A share must be between 0 and 100 %"),
            Self::Currency => write!(f, "A currency code has three letters"),
            Self::NoId => write!(f, "Every person needs an id"),
            Self::BandEnd => write!(f, "One end of the band is missing"),
            Self::BandFalls => write!(f, "The end of the band is below its start"),
            Self::Band => write!(f, "The value is neither an amount nor a band"),
            Self::PageSize => write!(f, "This is not a page size"),
            Self::Anchor(part) => write!(f, "`{part}` is not an anchor"),
            Self::AnchorValue => write!(f, "The value must be above 0"),
            Self::AnchorsFall(one, before) => write!(f, "Anchors must rise: {one} comes after {before}"),
            Self::TwoAnchors => write!(f, "At least two anchors are needed"),
            Self::Several(many) => write!(f, "{many} numbers separated by slashes are needed"),
            Self::Weights(percent) => write!(f, "The three add up to {percent} %, not to 100 %"),
            Self::HaircutAdds => write!(f, "A haircut cannot exceed 100 %"),
            Self::HaircutRises => write!(f, "A weaker provenance cannot count more than a stronger one"),
            Self::DiscountFalls => {
                write!(f, "Agreeing cannot count more than deciding, nor recommending more than agreeing")
            }
            Self::Stated => write!(f, "`stated` is a grade given directly, so it has no anchors"),
            Self::KindTaken(name) => write!(f, "A kind named {name} already exists"),
            Self::NoCode => write!(f, "Every rung needs a code"),
            Self::CodeTaken(code) => write!(f, "Another rung already has the code {code}"),
            Self::NoLadderName => write!(f, "With several ladders, each needs a name"),
            Self::LadderTaken(name) => write!(f, "Another ladder is already called {name}"),
            Self::NoLadder(name) => write!(f, "There is no ladder called {name}"),
            Self::Lines(most, left) => write!(f, "Only {most} lines fit here; {left} were not added"),
            Self::File(name, error) => write!(f, "`{name}` could not be read: {error}"),
            Self::Copy(error) => error.fmt(f),
            Self::Sheet(error) => error.fmt(f),
            Self::Ladder(error) => error.fmt(f),
            Self::Plan(error) => error.fmt(f),
            Self::Edit(error) => error.fmt(f),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_step_is_said_once() {
        let all = [
            AppError::Number("x".to_owned()),
            AppError::AnyNumber("x".to_owned()),
            AppError::NoNumber,
            AppError::Fraction,
            AppError::AtMost(2.0),
            AppError::Day(None),
            AppError::Day(Some("x".to_owned())),
            AppError::Share { from_none: false },
            AppError::Band,
            AppError::Anchor("x".to_owned()),
            AppError::TwoAnchors,
            AppError::Weights(75.0),
            AppError::Lines(200, 3),
            AppError::Sheet(TableError::Empty),
            AppError::Ladder(LadderError::Large),
            AppError::Plan(PlanError::Day("x".to_owned())),
            AppError::Edit(EditError::NoSuchRung),
        ];
        // A hint is an order; without its verb it is the form that the input should have.
        let step = |hint: &str| hint.to_lowercase().trim_start_matches("write it ").replace("write ", "");
        for error in all {
            let (said, step) = (error.said().to_lowercase(), step(&error.hint()));
            assert_eq!(said.matches(&step).count(), 1, "{}", error.said());
        }
        assert_eq!(AppError::Day(Some("x".to_owned())).said(), "`x` is not a date. Write it as 2026-09-30");
    }
}
