//! `twintrack backtest OLD NEW`: what became of the signals of an earlier file of the same organisation, or of a repository
//! on two days. Counts with
//! their intervals; people are named only on request, and no number is told for fewer than five people. The comparison
//! itself is in `plan`.

use super::backtest_repo::{self, Beside, FEW, RepositoryError};
use super::check::Format;
use super::place::{NoSuchPlan, Place};
use crate::io::{OpenError, Opened};
use crate::measure::{Interval, wilson};
use crate::org::Org;
use crate::plan::{Backtest, Case, Followed, Outcome, PAY_RISE, PartOf, Signal, unpaid};
use crate::report::{Gate, PlainJson, Shown};
use crate::rules::Judgement;
use clap::ValueEnum;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What `backtest` is asked for.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The earlier file; FILE#NAME for a plan in it. Or the folder of a git repository, with `--from` and `--to`.
    pub old: PathBuf,
    /// The same organisation about a year later, with the same ids.
    #[arg(required_unless_present = "from")]
    pub new: Option<PathBuf>,
    /// Day of the signals, for a repository.
    #[arg(long, value_name = "DATE", requires = "to", conflicts_with = "new")]
    pub from: Option<Date>,
    /// Day up to which rights are followed, for a repository.
    #[arg(long, value_name = "DATE", requires = "from")]
    pub to: Option<Date>,
    /// Output format.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Details to print besides counts.
    #[arg(long, value_enum, value_delimiter = ',')]
    pub show: Vec<Private>,
}

/// What is left out unless it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Private {
    /// Names of people with a signal, and the outcome of each.
    Names,
}

/// Reason that there is nothing to follow up.
#[derive(Debug)]
pub enum BacktestError {
    /// A file could not be opened.
    Open(OpenError),
    /// A file has no plan of that name.
    Plan(NoSuchPlan),
    /// The second file is not dated later than the first; the dates of both, in order.
    NotLater(Date, Date),
    /// The first file is in structure only, so it has no evidence to judge.
    StructureOnly,
    /// No person of the first file is in the second.
    Strangers,
    /// A repository gives nothing to follow.
    Repository(RepositoryError),
}

impl BacktestError {
    /// The next step.
    pub fn hint(&self) -> String {
        match self {
            Self::Open(error) => error.hint(),
            Self::Plan(error) => error.hint(),
            Self::NotLater(..) => "Give the earlier one first; the date of a file is its field `as_of`".to_owned(),
            Self::StructureOnly => "Use a file with evidence that shows people".to_owned(),
            Self::Strangers => "Use two files of the same organisation in which people keep their ids".to_owned(),
            Self::Repository(error) => error.hint(),
        }
    }
}

impl fmt::Display for BacktestError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Open(error) => error.fmt(f),
            Self::Plan(error) => error.fmt(f),
            Self::NotLater(old, new) => write!(f, "The second date, {new}, is not after the first, {old}"),
            Self::StructureOnly => write!(f, "The first file shows structure only, so it has no signals to follow"),
            Self::Strangers => write!(f, "No one in the first file is in the second"),
            Self::Repository(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for BacktestError {}

/// Follows the signals of the first file up in the second and writes what became of them. `open` opens a file, `say`
/// passes notes to the reader. The inner error is that of `out`.
pub fn run(
    arguments: &Arguments,
    open: &dyn Fn(&Path) -> Result<Opened, OpenError>,
    say: &mut dyn FnMut(&dyn fmt::Display),
    out: &mut dyn Write,
) -> Result<io::Result<()>, BacktestError> {
    let mut org = |path: &Path| {
        let place = Place::of_path(path);
        let opened = open(&place.file).map_err(BacktestError::Open)?;
        place.opened(opened, say).map(|opened| opened.org).map_err(BacktestError::Plan)
    };
    let (old, new, rival) = match (&arguments.new, arguments.from.zip(arguments.to)) {
        (Some(new), _) => (org(&arguments.old)?, org(new)?, None),
        (None, Some((from, to))) => backtest_repo::read(&arguments.old, from, to).map_err(BacktestError::Repository)?,
        // Held back while the arguments are read.
        (None, None) => return Err(BacktestError::Strangers),
    };
    if new.head.as_of <= old.head.as_of {
        return Err(BacktestError::NotLater(old.head.as_of, new.head.as_of));
    }
    if !old.shows_people() {
        return Err(BacktestError::StructureOnly);
    }
    let gate = Gate::of(&new);
    let new = if gate.sums_of_pay { new } else { unpaid(&new) };
    let judgement = Judgement::of(&old);
    let backtest = Backtest::of(&old, &judgement, &new, &Judgement::of(&new));
    if backtest.found_again == 0 {
        return Err(BacktestError::Strangers);
    }
    if backtest.found_again * 2 < backtest.people {
        say(&format!(
            "Only {} of {} people were found again by id; everyone else counts as having left",
            backtest.found_again, backtest.people
        ));
    }
    let names = arguments.show.contains(&Private::Names).then_some(gate);
    if !gate.sums_of_pay {
        say(&format!("Not included: pay in the second file; {}", gate.why));
    } else if names.is_some() && !gate.people {
        say(&format!("Not included: pay rises of individuals in the second file; {}", gate.why));
    }
    let beside = rival.map(|rival| Beside::of(&backtest, &judgement.facts(&old), &rival));
    Ok(match arguments.format {
        Format::Text => text(&backtest, [&old, &new], names, out).and_then(|()| match beside {
            Some(beside) => beside.write(out),
            None => Ok(()),
        }),
        Format::Json => write_json(&backtest, [&old, &new], (names, beside.as_ref()), out),
    })
}

const ROWS: [(Option<Signal>, &str, &str); 4] = [
    (Some(Signal::Strong), "strong", "strong signal"),
    (Some(Signal::Possible), "possible", "possible"),
    (Some(Signal::None), "none", "no signal"),
    (None, "all", "everyone with a record"),
];

fn outcome(outcome: Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::Right => ("right", "given a higher technical right"),
        Outcome::Rung => ("rung", "moved to a higher rung"),
        Outcome::Pay => ("pay", "pay rise above the median rise"),
        Outcome::Left => ("left", "left"),
    }
}

fn text(it: &Backtest, [old, new]: [&Org; 2], names: Option<Gate>, out: &mut dyn Write) -> io::Result<()> {
    let dates = [old, new].map(|org| org.head.as_of);
    writeln!(out, "Outcome of the signals of {} by {}", dates[0], dates[1])?;
    writeln!(out, "  {}, {} of {} people found again", Shown(&old.head.name), it.found_again, it.people)?;
    let rows = ROWS.map(|(signal, _, words)| (words, it.followed(signal)));
    for (words, followed) in &rows {
        writeln!(
            out,
            "  {words}: {}",
            if followed.people == 1 { "1 person".to_owned() } else { format!("{} people", followed.people) }
        )?;
    }
    let may = is_told(it);
    for (at, which) in Outcome::ALL.into_iter().enumerate() {
        writeln!(out, "\n  {}", outcome(which).1)?;
        for ((words, followed), may) in rows.iter().zip(&may) {
            writeln!(out, "    {words:<24} {}", told(followed, at, may[at]))?;
        }
    }
    let of = |signal: Option<Signal>| it.followed(signal).outcomes[0];
    let (strong, base) = (of(Some(Signal::Strong)), of(None));
    if may[0][0] && may[3][0] && base.of > 0 {
        let part = |it: PartOf| it.of as f64 / it.all as f64;
        writeln!(
            out,
            "\n  A strong signal was followed by a higher technical right {:.1} times as often as average.",
            part(strong) / part(base)
        )?;
    }
    writeln!(
        out,
        "\n  Brackets show the 95 % interval. Values recorded in only one file are not counted; a pay rise counts \
         from\n  {:.0} percentage points above the median rise. A signal shows where authority and record differ. It \
         does not forecast\n  promotions, and acting on it changes the outcome.",
        PAY_RISE * 100.0
    )?;
    if let Some(gate) = names {
        writeln!(out)?;
        for case in it.cases.iter().filter(|case| case.signal != Signal::None) {
            let signal = if case.signal == Signal::Strong { "strong signal" } else { "possible" };
            writeln!(out, "  {}, {signal}: {}", Shown(old.label(case.person)), became(&told_of(case, gate)))?;
        }
    }
    Ok(())
}

/// By row of [`ROWS`] and outcome, true for what may be told: of [`FEW`] people or more, and never so much that rows of
/// fewer follow by subtraction.
fn is_told(it: &Backtest) -> [[bool; 4]; 4] {
    let all = ROWS.map(|(signal, ..)| it.followed(signal).outcomes.map(|part| part.all));
    let mut told = all.map(|row| row.map(|all| all >= FEW));
    for at in 0..told[0].len() {
        let few: usize = (0..3).map(|row| all[row][at]).filter(|&all| all < FEW).sum();
        if (1..FEW).contains(&few) {
            let others = (0..3).filter(|&row| told[row][at]);
            // With nobody else to hide behind, the sum itself is withheld.
            let hidden = others.min_by_key(|&row| all[row][at]).unwrap_or(3);
            told[hidden][at] = false;
        }
    }
    told
}

/// `12 of 30, 40 % (25 to 58)`; `too few` for what may not be told.
fn told(followed: &Followed, at: usize, is_told: bool) -> String {
    let part = followed.outcomes[at];
    if !is_told {
        return "too few".to_owned();
    }
    let sure = wilson(part.of, part.all)
        .map_or(String::new(), |Interval { lo, hi }| format!(" ({:.0} to {:.0})", lo * 100.0, hi * 100.0));
    format!("{} of {}, {:.0} %{sure}", part.of, part.all, part.of as f64 / part.all as f64 * 100.0)
}

/// What became of one person, as far as the later file lets it out: whose pay rose, no file of structure only tells.
fn told_of(case: &Case, gate: Gate) -> [Option<bool>; 4] {
    let mut outcomes = case.outcomes;
    for (outcome, known) in Outcome::ALL.into_iter().zip(&mut outcomes) {
        *known = known.filter(|_| gate.people || outcome != Outcome::Pay);
    }
    outcomes
}

fn became(outcomes: &[Option<bool>; 4]) -> String {
    let words = |at: usize| if outcomes[at] == Some(true) { Some(outcome(Outcome::ALL[at]).1) } else { None };
    let words: Vec<&str> = (0..outcomes.len()).filter_map(words).collect();
    if words.is_empty() { "none of these".to_owned() } else { words.join(", ") }
}

fn write_json(
    it: &Backtest,
    [old, new]: [&Org; 2],
    (names, beside): (Option<Gate>, Option<&Beside>),
    out: &mut dyn Write,
) -> io::Result<()> {
    let may = is_told(it);
    let followed = |followed: &Followed, may: [bool; 4]| {
        let mut value = json!({ "people": followed.people });
        for ((which, part), is_told) in Outcome::ALL.into_iter().zip(followed.outcomes).zip(may) {
            value[outcome(which).0] = json!({
                "of": is_told.then_some(part.of), "known": is_told.then_some(part.all),
                "part": is_told.then(|| part.of as f64 / part.all as f64),
                "interval_95": wilson(part.of, part.all).filter(|_| is_told).map(|it| [it.lo, it.hi]),
            });
        }
        value
    };
    let mut value = json!({
        "schema": 1, "from": old.head.as_of.to_string(), "to": new.head.as_of.to_string(),
        "people": it.people, "found_again": it.found_again,
        "middle_rise": it.middle_rise.filter(|_| it.found_again >= FEW),
    });
    for ((signal, id, _), may) in ROWS.into_iter().zip(may) {
        value[id] = followed(&it.followed(signal), may);
    }
    if let Some(beside) = beside {
        value["active_months"] = beside.json();
    }
    if let Some(gate) = names {
        let cases = it.cases.iter().filter(|case| case.signal != Signal::None);
        let case = |case: &Case| {
            let mut one = json!({
                "id": old.key(case.person),
                "signal": if case.signal == Signal::Strong { "strong" } else { "possible" },
            });
            for (which, known) in Outcome::ALL.into_iter().zip(told_of(case, gate)) {
                one[outcome(which).0] = known.into();
            }
            one
        };
        value["cases"] = Value::Array(cases.map(case).collect());
    }
    writeln!(PlainJson(out), "{value}")
}
