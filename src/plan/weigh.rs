//! Two seats or people weighed: what each side brings, and whether it is the same. Knows no window.

use crate::measure::SAME_GRADE;
use crate::org::{Budget, Entry, Org, PersonId, Right, Role, RungId, TrackKind};
use crate::rules::Facts;
use crate::rules::words::{amount, count};

/// Part by which two amounts of money may differ and still be called equal.
const SAME_MONEY: f64 = 0.05;
/// People on a rung from whom on their median pay is told.
const ENOUGH: usize = 5;

/// What is laid on one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// A rung, with what the ladder says of it.
    Rung(RungId),
    /// Somebody, with what is recorded.
    Person(PersonId),
}

impl Side {
    /// Whether it is still there.
    pub fn is_in(self, org: &Org) -> bool {
        match self {
            Self::Rung(rung) => usize::from(rung.0) < org.rungs().len(),
            Self::Person(person) => org.has(person),
        }
    }

    /// `IC8 Fellow`, or a name.
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

/// One thing, on both sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Weight {
    /// What it is: `Pay`.
    pub name: &'static str,
    /// In words, left and right.
    pub values: [String; 2],
    /// Whether both are the same; `None` where one of them is not known, or hidden.
    pub is_same: Option<bool>,
}

/// Two sides weighed.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// Names of the sides.
    pub names: [String; 2],
    /// What was laid on, in order.
    pub weights: Vec<Weight>,
    /// What it comes to, in a sentence or two.
    pub sentence: String,
}

/// The highest IC rung and the highest management rung that are called equal by the file, open ones before closed
/// ones; else the highest two of one grade; `None` without such a pair.
pub fn highest_equated(facts: &Facts) -> Option<[Side; 2]> {
    let org = facts.org;
    let grade = |rung: RungId| facts.scale.grade(rung).filter(|_| !org.rung(rung).apex);
    let of = |kind: TrackKind| org.rungs().filter(move |&rung| org.track(rung).kind == kind);
    let pairs = of(TrackKind::Ic).flat_map(|ic| of(TrackKind::Management).map(move |management| (ic, management)));
    let equal = pairs.filter_map(|(ic, management)| {
        let (a, b) = (grade(ic)?, grade(management)?);
        let same_ladder = org.rung_place(ic).ladder == org.rung_place(management).ladder;
        let is_stated = same_ladder && is_stated(org, ic, management);
        ((a - b).abs() <= SAME_GRADE && same_ladder).then_some((is_stated, a, ic, management))
    });
    let best = equal.max_by(|a, b| (a.0, a.1).partial_cmp(&(b.0, b.1)).unwrap_or(std::cmp::Ordering::Equal))?;
    Some([Side::Rung(best.2), Side::Rung(best.3)])
}

fn is_stated(org: &Org, ic: RungId, management: RungId) -> bool {
    let (ic, management) = (&org.rung(ic).code, &org.rung(management).code);
    let all = org.head.ladders.iter().flat_map(|ladder| &ladder.equivalences);
    all.into_iter().any(|it| it.entry == *management && it.equals == *ic)
}

/// Weighs two sides. Without `shows_people` nothing is said of anybody's pay. Linear in the people where a rung is
/// weighed, since those who sit on it are looked at.
pub fn weigh(facts: &Facts, sides: [Side; 2], shows_people: bool) -> Weighed {
    let org = facts.org;
    let [left, right] = sides.map(|side| Laid::of(facts, side, shows_people));
    let mut weights = vec![
        texts("Title", [&left.title, &right.title].map(String::as_str)),
        numbers("Grade", [left.grade, right.grade], |it| format!("{it:.2}"), |a, b| (a - b).abs() <= SAME_GRADE),
        money("Pay", [&left.pay, &right.pay]),
    ];
    if shows_people && (left.median.amount.is_some() || right.median.amount.is_some()) {
        weights.push(money("Median paid", [&left.median, &right.median]));
    }
    let same_grade = |a: f64, b: f64| (a - b).abs() <= SAME_GRADE;
    let mut decides = numbers("Decides at", [left.decides, right.decides], |it| format!("{it:.2}"), same_grade);
    for (value, laid) in decides.values.iter_mut().zip([&left, &right]) {
        if let Some(text) = &laid.decision {
            *value = format!("{value}: {text}");
        } else if laid.rights_known {
            *value = "nothing technical".to_owned();
        }
    }
    if left.rights_known && right.rights_known {
        decides.is_same = Some(match (left.decides, right.decides) {
            (Some(a), Some(b)) => same_grade(a, b),
            (a, b) => a.is_none() && b.is_none() && left.decision.is_none() && right.decision.is_none(),
        });
    }
    weights.push(decides);
    weights.push(money("Budget", [&left.budget, &right.budget]));
    weights.push(texts("Forums", [&left.forums, &right.forums].map(String::as_str)));
    let people = |n: f64| amount(n);
    weights.push(numbers("Direct reports", [left.reports, right.reports], people, |a, b| a == b));
    weights.push(numbers("People below", [left.below, right.below], people, |a, b| a == b));
    weights.push(numbers("Who sits there", [left.seats, right.seats], people, |a, b| a == b));
    let names = sides.map(|side| side.label(org));
    let sentence = sentence(&names, &weights);
    Weighed { names, weights, sentence }
}

fn sentence(names: &[String; 2], weights: &[Weight]) -> String {
    // Reports and seats are what a track is about, and no measure of its weight.
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
        ([], []) => format!("Nothing of {left} and {right} can be compared"),
        (same, []) => format!("{left} and {right} weigh the same in {}", joined(same)),
        ([], other) => format!("{left} and {right} differ in {}", joined(other)),
        (same, other) => {
            format!("{left} and {right} are the same in {}, and differ in {}", joined(same), joined(other))
        }
    };
    if unknown > 0 {
        said += &format!(". {} cannot be compared", count(unknown, "line", "lines"));
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

/// What lies on one side.
#[derive(Default)]
struct Laid {
    title: String,
    grade: Option<f64>,
    pay: Money,
    median: Money,
    decides: Option<f64>,
    decision: Option<String>,
    rights_known: bool,
    budget: Money,
    forums: String,
    reports: Option<f64>,
    below: Option<f64>,
    seats: Option<f64>,
}

/// An amount, or why there is none.
#[derive(Default)]
struct Money {
    amount: Option<f64>,
    words: String,
}

impl Money {
    fn none(words: &str) -> Self {
        Self { amount: None, words: words.to_owned() }
    }

    fn of(org: &Org, value: f64) -> Self {
        Self { amount: Some(value), words: format!("{} {}", amount(value), org.head.currency).trim_end().to_owned() }
    }
}

impl Laid {
    fn of(facts: &Facts, side: Side, shows_people: bool) -> Self {
        match side {
            Side::Rung(rung) => Self::rung(facts, rung, shows_people),
            Side::Person(person) => Self::person(facts, person, shows_people),
        }
    }

    fn rung(facts: &Facts, rung: RungId, shows_people: bool) -> Self {
        let (org, entry) = (facts.org, facts.org.rung(rung));
        let sits =
            |person: &PersonId| org.is_judged(*person) && org.seat(*person).is_some_and(|seat| seat.rung == rung);
        let people: Vec<PersonId> = org.people().filter(sits).collect();
        let pay = match entry.pay {
            Some((low, high)) => Money {
                amount: Some((low + high) / 2.0),
                words: format!("{} to {} {}", amount(low), amount(high), org.head.currency).trim_end().to_owned(),
            },
            None => Money::none("no pay band"),
        };
        let mut paid: Vec<f64> = if shows_people {
            people.iter().filter_map(|&person| org.yearly_pay(person)).collect()
        } else {
            Vec::new()
        };
        let median = match paid.len() {
            0 => Money::none("nobody paid there"),
            n if n < ENOUGH => Money::none("too few"),
            _ => Money::of(org, middle(&mut paid)),
        };
        let mut spans: Vec<f64> = people.iter().map(|&person| f64::from(facts.span_of_control(person))).collect();
        let mut below: Vec<f64> = people.iter().map(|&person| f64::from(facts.tree.headcount(person))).collect();
        let (decides, decision) = best(facts, rung, Some(&entry.rights));
        Self {
            title: if entry.title.is_empty() { entry.code.clone() } else { entry.title.clone() },
            grade: facts.scale.grade(rung),
            pay,
            median,
            decides,
            decision,
            rights_known: !entry.rights.is_empty() || open_but_empty(entry),
            budget: largest(org, Some(&entry.budgets).filter(|list| !list.is_empty()).map(Vec::as_slice)),
            forums: forums(&entry.forums),
            reports: (!spans.is_empty()).then(|| middle(&mut spans)),
            below: (!below.is_empty()).then(|| middle(&mut below)),
            seats: Some(people.len() as f64),
        }
    }

    fn person(facts: &Facts, person: PersonId, shows_people: bool) -> Self {
        let (org, details) = (facts.org, facts.org.details(person));
        let seat = org.seat(person).map(|seat| seat.rung);
        let pay = match org.yearly_pay(person) {
            _ if !shows_people => Money::none("hidden"),
            Some(pay) => Money::of(org, pay),
            None => Money::none("not recorded"),
        };
        let (decides, decision) = seat.map_or((None, None), |rung| best(facts, rung, details.rights.as_deref()));
        Self {
            title: org.title(person).to_owned(),
            grade: facts.measure().rung_grade(person),
            pay,
            median: Money::none("one person"),
            decides,
            decision,
            rights_known: details.rights.is_some(),
            budget: largest(org, details.budgets.as_deref()),
            forums: forums(&details.forums),
            reports: Some(f64::from(facts.span_of_control(person))),
            below: Some(f64::from(facts.tree.headcount(person))),
            seats: Some(1.0),
        }
    }
}

/// A ladder that gives rights to nobody says nothing of decisions; one that gives a budget or forums does.
fn open_but_empty(entry: &Entry) -> bool {
    !entry.budgets.is_empty() || !entry.forums.is_empty()
}

/// Grade of the best technical decision, as METHOD.md section 4 counts it without the floor, and the decision.
fn best(facts: &Facts, rung: RungId, rights: Option<&[Right]>) -> (Option<f64>, Option<String>) {
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
    held.max_by(|a, b| a.0.total_cmp(&b.0)).map_or((None, None), |(at, text)| (Some(at), Some(text)))
}

fn largest(org: &Org, budgets: Option<&[Budget]>) -> Money {
    let Some(budgets) = budgets else { return Money::none("not recorded") };
    let technical = budgets.iter().filter(|budget| budget.technical);
    let limits = technical.filter_map(|budget| org.in_reporting_currency(budget.limit, &budget.currency));
    match limits.filter(|limit| limit.is_finite()).max_by(f64::total_cmp) {
        Some(limit) => Money::of(org, limit),
        None if budgets.is_empty() => Money::of(org, 0.0),
        None => Money::none("none for technical matters"),
    }
}

fn forums(forums: &[String]) -> String {
    if forums.is_empty() { "none".to_owned() } else { forums.join(", ") }
}

/// The median; of at least one.
fn middle(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    match values.len() {
        0 => 0.0,
        n if n % 2 == 1 => values[half],
        _ => (values[half - 1] + values[half]) / 2.0,
    }
}

fn texts(name: &'static str, [a, b]: [&str; 2]) -> Weight {
    let is_same = a.to_lowercase() == b.to_lowercase();
    let known = !a.is_empty() && !b.is_empty();
    let word = |text: &str| if text.is_empty() { "not recorded".to_owned() } else { text.to_owned() };
    Weight { name, values: [word(a), word(b)], is_same: known.then_some(is_same) }
}

fn numbers(
    name: &'static str,
    values: [Option<f64>; 2],
    words: impl Fn(f64) -> String,
    same: impl Fn(f64, f64) -> bool,
) -> Weight {
    let is_same = values[0].zip(values[1]).map(|(a, b)| same(a, b));
    Weight { name, values: values.map(|value| value.map_or("not known".to_owned(), &words)), is_same }
}

/// Equal within a twentieth of the larger.
fn money(name: &'static str, values: [&Money; 2]) -> Weight {
    let is_same = values[0].amount.zip(values[1].amount).map(|(a, b)| (a - b).abs() <= SAME_MONEY * a.max(b));
    Weight { name, values: values.map(|value| value.words.clone()), is_same }
}
