//! Weighing two seats or people: what each side brings, and where the two are equal. Independent of the window.

use crate::measure::SAME_GRADE;
use crate::org::{Budget, Org, PersonId, Right, Role, RungId, TrackKind};
use crate::rules::Facts;
use crate::rules::words::{amount, count};

/// Relative difference up to which two amounts of money count as equal.
const SAME_MONEY: f64 = 0.05;
/// Number of people on a rung from which their median pay is shown.
const ENOUGH: usize = 5;

/// What is weighed on one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// A rung, with what the ladder records of it.
    Rung(RungId),
    /// A person, with what the file records of them.
    Person(PersonId),
}

impl Side {
    /// True while it exists in the organisation.
    pub fn is_in(self, org: &Org) -> bool {
        match self {
            Self::Rung(rung) => usize::from(rung.0) < org.rungs().len(),
            Self::Person(person) => org.has(person),
        }
    }

    /// Label: `IC8 Fellow`, or a name.
    pub fn label(self, org: &Org) -> String {
        match self {
            Self::Rung(rung) => {
                let entry = org.rung(rung);
                format!("{} {}", entry.code, entry.title).trim_end().to_owned()
            }
            Self::Person(person) => org.label(person).to_owned(),
        }
    }
}

/// One property of both sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Weight {
    /// Name of the property: `Pay`.
    pub name: &'static str,
    /// Values in words, left and right.
    pub values: [String; 2],
    /// Whether the values are equal; `None` when one is unknown or hidden.
    pub is_same: Option<bool>,
}

/// Two sides weighed.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// Labels of the sides.
    pub names: [String; 2],
    /// Properties in display order.
    pub weights: Vec<Weight>,
    /// Conclusion in a sentence or two.
    pub sentence: String,
}

/// The highest IC and management rung that the file calls equal, open ones before closed ones; otherwise the highest
/// two of one grade; `None` without such a pair. Linear in ladders: only rungs of one ladder are compared.
pub fn highest_equated(facts: &Facts) -> Option<[Side; 2]> {
    let org = facts.org;
    let rungs: Vec<RungId> = org.rungs().collect();
    let ladders = rungs.chunk_by(|&a, &b| org.rung_place(a).ladder == org.rung_place(b).ladder);
    let best = ladders
        .flat_map(|ladder| equated(facts, ladder))
        .max_by(|a, b| (a.0, a.1).partial_cmp(&(b.0, b.1)).unwrap_or(std::cmp::Ordering::Equal))?;
    Some([Side::Rung(best.2), Side::Rung(best.3)])
}

/// Pairs of equal rungs on one ladder: whether the ladder states it, the grade, the IC and the management rung.
fn equated(facts: &Facts, ladder: &[RungId]) -> Vec<(bool, f64, RungId, RungId)> {
    let org = facts.org;
    let grade = |rung: RungId| facts.scale.grade(rung).filter(|_| !org.rung(rung).apex);
    let of = |kind: TrackKind| ladder.iter().copied().filter(move |&rung| org.track(rung).kind == kind);
    let pairs = of(TrackKind::Ic).flat_map(|ic| of(TrackKind::Management).map(move |management| (ic, management)));
    let equal = pairs.filter_map(|(ic, management)| {
        let (a, b) = (grade(ic)?, grade(management)?);
        ((a - b).abs() <= SAME_GRADE).then(|| (is_stated(org, ic, management), a, ic, management))
    });
    equal.collect()
}

fn is_stated(org: &Org, ic: RungId, management: RungId) -> bool {
    let equivalences = &org.ladder(ic).equivalences;
    let (ic, management) = (&org.rung(ic).code, &org.rung(management).code);
    equivalences.iter().any(|it| it.entry == *management && it.equals == *ic)
}

/// Weighs two sides. Without `shows_people` nothing is shown of anybody's pay. Linear in people when a rung is weighed,
/// since everybody on it is visited.
pub fn weigh(facts: &Facts, sides: [Side; 2], shows_people: bool) -> Weighed {
    let org = facts.org;
    let [left, right] = sides.map(|side| Laid::of(facts, side, shows_people));
    let money = |a: f64, b: f64| (a - b).abs() <= SAME_MONEY * a.max(b);
    let grade = |a: f64, b: f64| (a - b).abs() <= SAME_GRADE;
    let people = |a: f64, b: f64| a == b;
    let mut weights = vec![
        texts("Title", [left.title, right.title]),
        compared("Grade", [left.grade, right.grade], grade),
        compared("Pay", [left.pay, right.pay], money),
        compared("Decisions", [left.decides, right.decides], grade),
        compared("Budget", [left.budget, right.budget], money),
        texts("Forums", [left.forums, right.forums]),
        compared("Direct reports", [left.reports, right.reports], people),
        compared("People below", [left.below, right.below], people),
        compared("People on it", [left.seats, right.seats], people),
    ];
    if shows_people && (left.median.value.is_some() || right.median.value.is_some()) {
        weights.insert(3, compared("Median pay", [left.median, right.median], money));
    }
    let names = sides.map(|side| side.label(org));
    let sentence = sentence(&names, &weights);
    Weighed { names, weights, sentence }
}

fn sentence(names: &[String; 2], weights: &[Weight]) -> String {
    // Reports and number of seats follow from the track, and do not measure its weight.
    let weighed =
        || weights.iter().take_while(|weight| weight.name != "Direct reports" && weight.name != "People below");
    let list = |is_same: bool| -> Vec<String> {
        let of = weighed().filter(|weight| weight.is_same == Some(is_same) && weight.name != "Title");
        of.map(|weight| weight.name.to_lowercase()).collect()
    };
    let (same, other) = (list(true), list(false));
    let unknown = weighed().filter(|weight| weight.is_same.is_none()).count();
    let [left, right] = names;
    let mut said = match (same.as_slice(), other.as_slice()) {
        ([], []) => format!("{left} and {right} have nothing that can be compared"),
        (same, []) => format!("{left} and {right} are equal in {}", joined(same)),
        ([], other) => format!("{left} and {right} differ in {}", joined(other)),
        (same, other) => {
            format!("{left} and {right} are equal in {} and differ in {}", joined(same), joined(other))
        }
    };
    if unknown > 0 {
        said += &format!(". Not comparable: {}", count(unknown, "line", "lines"));
    }
    said
}

fn joined(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The properties of one side.
struct Laid {
    title: String,
    grade: Held,
    pay: Held,
    median: Held,
    decides: Held,
    budget: Held,
    forums: String,
    reports: Held,
    below: Held,
    seats: Held,
}

/// A property of a side, or the reason for its absence.
struct Held {
    value: Option<f64>,
    words: String,
    /// True when there is none, as opposed to none recorded.
    is_absent: bool,
}

impl Held {
    fn of(value: f64, words: String) -> Self {
        Self { value: Some(value), words, is_absent: false }
    }

    fn unknown(words: &str) -> Self {
        Self { value: None, words: words.to_owned(), is_absent: false }
    }

    fn absent(words: &str) -> Self {
        Self { value: None, words: words.to_owned(), is_absent: true }
    }

    fn grade(grade: Option<f64>) -> Self {
        grade.map_or(Self::unknown("not on the scale"), |grade| Self::of(grade, format!("{grade:.2}")))
    }

    fn money(org: &Org, value: f64) -> Self {
        Self::of(value, format!("{} {}", amount(value), org.head.currency).trim_end().to_owned())
    }

    fn people(n: f64) -> Self {
        Self::of(n, amount(n))
    }
}

impl Laid {
    fn of(facts: &Facts, side: Side, shows_people: bool) -> Self {
        match side {
            Side::Rung(rung) => Self::rung(facts, rung, shows_people),
            Side::Person(person) => Self::person(facts, person, shows_people),
        }
    }

    /// Properties of a rung as the ladder states them; where the people on it have rights and budgets of their own, the
    /// median of those (METHOD.md section 6, authority-parity).
    fn rung(facts: &Facts, rung: RungId, shows_people: bool) -> Self {
        let (org, entry) = (facts.org, facts.org.rung(rung));
        let sits = |person: &PersonId| org.is_judged(*person) && org.seat(*person).is_some_and(|it| it.rung == rung);
        let people: Vec<PersonId> = org.people().filter(sits).collect();
        let middle_of = |value: &dyn Fn(PersonId) -> Option<f64>| {
            let mut values: Vec<f64> = people.iter().filter_map(|&person| value(person)).collect();
            (!values.is_empty()).then(|| (middle(&mut values), values.len()))
        };
        let pay = match entry.pay {
            Some((low, high)) => {
                let words = format!("{} to {} {}", amount(low), amount(high), org.head.currency);
                Held::of((low + high) / 2.0, words.trim_end().to_owned())
            }
            None if org.is_redacted() => Held::unknown("hidden"),
            // What is not there is neither more nor less.
            None => Held::unknown("no pay band"),
        };
        let median = match middle_of(&|person| org.yearly_pay(person).filter(|_| shows_people)) {
            None if org.is_redacted() => Held::unknown("hidden"),
            None => Held::unknown("no one paid there"),
            Some((_, n)) if n < ENOUGH => Held::unknown("too few"),
            Some((median, _)) => Held::money(org, median),
        };
        let decided = |person: PersonId| best(facts, rung, org.details(person).rights.as_deref()).map(|(at, _)| at);
        let decides = match (middle_of(&decided), best(facts, rung, Some(&entry.rights))) {
            (Some((at, n)), _) => Held::of(at, format!("{at:.2}, {}", median_of(n))),
            (None, Some((at, text))) => Held::of(at, format!("{at:.2}: {text}")),
            (None, None) => Held::absent("no technical decision"),
        };
        let limit = |person: PersonId| largest(org, org.details(person).budgets.as_deref().unwrap_or_default());
        let budget = match (middle_of(&limit), largest(org, &entry.budgets)) {
            (Some((limit, n)), _) => {
                let words = format!("{} {}, {}", amount(limit), org.head.currency, median_of(n));
                Held::of(limit, words.replace(" ,", ","))
            }
            (None, Some(limit)) => Held::money(org, limit),
            (None, None) => Held::absent("no technical budget"),
        };
        let mut sat_in = entry.forums.clone();
        for &person in &people {
            let own = &org.details(person).forums;
            sat_in.extend(own.iter().filter(|forum| !entry.forums.contains(forum)).cloned());
        }
        let count = |value: &dyn Fn(PersonId) -> u32| match middle_of(&|person| Some(f64::from(value(person)))) {
            Some((n, _)) => Held::people(n),
            None => Held::unknown("no one on it"),
        };
        Self {
            title: if entry.title.is_empty() { entry.code.clone() } else { entry.title.clone() },
            grade: Held::grade(facts.scale.grade(rung)),
            pay,
            median,
            decides,
            budget,
            forums: forums(sat_in),
            reports: count(&|person| facts.span_of_control(person)),
            below: count(&|person| facts.tree.headcount(person)),
            seats: Held::people(people.len() as f64),
        }
    }

    fn person(facts: &Facts, person: PersonId, shows_people: bool) -> Self {
        let (org, details) = (facts.org, facts.org.details(person));
        let seat = org.seat(person).map(|seat| seat.rung);
        let pay = match org.yearly_pay(person) {
            _ if !shows_people => Held::unknown("hidden"),
            Some(pay) => Held::money(org, pay),
            None => Held::unknown("not recorded"),
        };
        let held = seat.and_then(|rung| best(facts, rung, details.rights.as_deref()));
        let decides = match held {
            Some((at, text)) => Held::of(at, format!("{at:.2}: {text}")),
            None if details.rights.is_some() => Held::absent("no technical decision"),
            None => Held::unknown("not recorded"),
        };
        let budget = match details.budgets.as_deref() {
            None => Held::unknown("not recorded"),
            Some(budgets) => match largest(org, budgets) {
                Some(limit) => Held::money(org, limit),
                None => Held::absent("no technical budget"),
            },
        };
        Self {
            title: org.title(person).to_owned(),
            grade: Held::grade(facts.measure().rung_grade(person)),
            pay,
            median: Held::unknown("one person"),
            decides,
            budget,
            forums: forums(details.forums.clone()),
            reports: Held::people(f64::from(facts.span_of_control(person))),
            below: Held::people(f64::from(facts.tree.headcount(person))),
            seats: Held::people(1.0),
        }
    }
}

fn median_of(people: usize) -> String {
    if people == 1 { "of one person".to_owned() } else { format!("median of {people}") }
}

/// Grade of the best technical decision, as in METHOD.md section 4 without the floor, and the decision.
fn best(facts: &Facts, rung: RungId, rights: Option<&[Right]>) -> Option<(f64, String)> {
    let [decide, agree, recommend] = facts.org.ladder(rung).constants.role_discount;
    let held = rights.into_iter().flatten().filter(|right| right.technical).filter_map(|right| {
        let (discount, verb) = match right.role {
            Role::Decide => (decide, "decides"),
            Role::Agree => (agree, "agrees to"),
            Role::Recommend => (recommend, "recommends"),
            Role::Input | Role::Perform => return None,
        };
        let at = right.at.map(|at| at - discount).filter(|at| at.is_finite())?;
        Some((at, format!("{verb} {}", right.text)))
    });
    held.max_by(|a, b| a.0.total_cmp(&b.0))
}

/// The largest technical limit, in the reporting currency.
fn largest(org: &Org, budgets: &[Budget]) -> Option<f64> {
    let technical = budgets.iter().filter(|budget| budget.technical);
    let limits = technical.filter_map(|budget| org.in_reporting_currency(budget.limit, &budget.currency));
    limits.filter(|limit| limit.is_finite() && *limit >= 0.0).max_by(f64::total_cmp)
}

/// Forums without duplicates, sorted.
fn forums(mut forums: Vec<String>) -> String {
    forums.sort();
    forums.dedup();
    if forums.is_empty() { "none".to_owned() } else { forums.join(", ") }
}

/// Median of at least one value.
fn middle(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    match values.len() {
        0 => 0.0,
        n if n % 2 == 1 => values[half],
        _ => (values[half - 1] + values[half]) / 2.0,
    }
}

fn texts(name: &'static str, [a, b]: [String; 2]) -> Weight {
    let is_same = (!a.is_empty() && !b.is_empty()).then(|| a.to_lowercase() == b.to_lowercase());
    let word = |text: String| if text.is_empty() { "not recorded".to_owned() } else { text };
    Weight { name, values: [word(a), word(b)], is_same }
}

/// Compares a property. "None" differs from any value; two sides without one are not compared.
fn compared(name: &'static str, [a, b]: [Held; 2], same: impl Fn(f64, f64) -> bool) -> Weight {
    let is_same = match (a.value, b.value) {
        (Some(a), Some(b)) => Some(same(a, b)),
        (Some(_), None) if b.is_absent => Some(false),
        (None, Some(_)) if a.is_absent => Some(false),
        _ => None,
    };
    Weight { name, values: [a.words, b.words], is_same }
}
