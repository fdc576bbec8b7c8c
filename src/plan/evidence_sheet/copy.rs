//! What a copy for one reader brings back: everything that was added to its records, compared with those of the
//! organisation, which are kept.

use super::take_in::{Differs, LeftOut, TakenIn, right_words};
use super::{ANSWERS, cells, word};
use crate::edit::Edit;
use crate::org::{Budget, Details, Evidence, Org, PersonId, Provenance};
use crate::plan::PlanError;
use crate::plan::matcher::folded_name;

/// Compares the records of a copy with those of the organisation; what of the copy could not be read, by line, is left out.
/// Linear in people and in their records.
pub fn take_in_copy(org: &Org, copy: &Org, unread: &[(usize, String)]) -> TakenIn {
    let mut taken = TakenIn::default();
    taken.left_out.extend(unread.iter().map(|(line, what)| LeftOut {
        line: *line,
        column: None,
        why: PlanError::Unread(what.clone()),
        missing: None,
    }));
    for other in copy.people().filter(|&person| copy.has_details(person)) {
        let key = copy.key(other);
        let found = org.find(key).filter(|&person| org.has(person));
        let leave_out = |why| LeftOut { line: 0, column: None, why, missing: None };
        let Some(person) = found else {
            // In the copy of a repository only the reader has an id of the organisation.
            if !copy.head.unnamed {
                taken.left_out.push(leave_out(PlanError::NoKey(key.to_owned())));
            }
            continue;
        };
        let (here, there) = (copy.name(other), org.name(person));
        if !here.is_empty() && !there.is_empty() && folded_name(here) != folded_name(there) {
            let (here, there) = (here.to_owned(), there.to_owned());
            taken.left_out.push(leave_out(PlanError::OtherName { key: key.to_owned(), here, there }));
            continue;
        }
        let mut details = org.details(person).clone();
        let mut answers = Answers { person, org, taken: &mut taken };
        answers.record(&mut details, copy.details(other));
        answers.pay(copy, other);
        if details != *org.details(person) {
            taken.edits.push(Edit::SetDetails { person, details: Box::new(details) });
        }
    }
    taken
}

struct Answers<'a> {
    person: PersonId,
    org: &'a Org,
    taken: &'a mut TakenIn,
}

impl Answers<'_> {
    fn add(&mut self, what: &'static str, value: String) {
        self.taken.added.push((self.person, what, value));
    }

    fn differ(&mut self, what: &'static str, there: String, here: String) {
        self.taken.differs.push(Differs { person: self.person, what, place: (0, None), there, here });
    }

    /// Adds what a list of the copy has more.
    fn list<T: PartialEq + Clone>(
        &mut self,
        what: &'static str,
        own: &mut Vec<T>,
        copy: &[T],
        words: impl Fn(&T) -> String,
    ) {
        for item in copy {
            if own.contains(item) {
                self.taken.same += 1;
            } else {
                self.add(what, words(item));
                own.push(item.clone());
            }
        }
    }

    /// Takes a value over where none is recorded.
    fn value<T: PartialEq + Clone>(
        &mut self,
        what: &'static str,
        own: &mut Option<T>,
        copy: &Option<T>,
        words: impl Fn(&T) -> String,
    ) {
        match (&own, copy) {
            (_, None) => {}
            (None, Some(here)) => {
                self.add(what, words(here));
                *own = Some(here.clone());
            }
            (Some(there), Some(here)) if there == here => self.taken.same += 1,
            (Some(there), Some(here)) => self.differ(what, words(there), words(here)),
        }
    }

    /// Takes over what the person may decide or spend where nothing is recorded; else what differs is told, since it can
    /// have been withdrawn.
    fn granted<T: PartialEq + Clone>(
        &mut self,
        what: &'static str,
        own: &mut Option<Vec<T>>,
        copy: &Option<Vec<T>>,
        words: impl Fn(&T) -> String,
    ) {
        let Some(copy) = copy else { return };
        let Some(own) = own else {
            return self.list(what, own.get_or_insert_default(), copy, words);
        };
        for item in copy {
            if own.contains(item) {
                self.taken.same += 1;
            } else {
                let there = own.first().map_or("none".to_owned(), &words);
                self.differ(what, there, words(item));
            }
        }
    }

    fn text(&mut self, what: &'static str, own: &mut String, copy: &str) {
        match (own.is_empty(), copy.is_empty()) {
            (_, true) => {}
            (true, false) => {
                self.add(what, copy.to_owned());
                copy.clone_into(own);
            }
            (false, false) if own == copy => self.taken.same += 1,
            (false, false) => self.differ(what, own.clone(), copy.to_owned()),
        }
    }

    fn record(&mut self, own: &mut Details, copy: &Details) {
        self.value("preference", &mut own.preference, &copy.preference, |it| word(&ANSWERS, it.answer).to_owned());
        self.evidence(&mut own.evidence, &copy.evidence);
        self.granted("decision", &mut own.rights, &copy.rights, right_words);
        self.granted("budget", &mut own.budgets, &copy.budgets, |it: &Budget| cells::money(it.limit, &it.currency));
        if own.rare == copy.rare {
            return;
        }
        let (mut rare, copy) = ((*own.rare).clone(), &*copy.rare);
        let day = |date: Option<jiff::civil::Date>| date.map_or(String::new(), |date| format!(", {date}"));
        self.list("role", &mut rare.history, &copy.history, |it| {
            let words: Vec<&str> =
                [&it.title, &it.rung].map(String::as_str).into_iter().filter(|it| !it.is_empty()).collect();
            format!("{}{}", words.join(" "), day(it.date))
        });
        self.list("approval", &mut rare.approvals, &copy.approvals, |it| format!("{}{}", it.text, day(it.date)));
        self.list("observation", &mut rare.management, &copy.management, |it| format!("{}{}", it.note, day(it.date)));
        self.list("time in the craft", &mut rare.craft_time, &copy.craft_time, |it| {
            format!("{}{}", it.share, day(it.date))
        });
        self.list("resource", &mut rare.resources, &copy.resources, |it| it.text.clone());
        self.list("accountability", &mut rare.accountabilities, &copy.accountabilities, String::clone);
        self.list("forum", &mut rare.forums, &copy.forums, String::clone);
        self.list("note", &mut rare.notes, &copy.notes, String::clone);
        self.text("craft", &mut rare.craft, &copy.craft);
        let accountability = |it: &_| format!("{it:?}").to_lowercase();
        self.value("primary accountability", &mut rare.accountability, &copy.accountability, accountability);
        self.value("stated authority", &mut rare.stated_authority, &copy.stated_authority, f64::to_string);
        own.rare = crate::org::Sparse::from(rare);
    }

    /// Adds lines, and disputes of lines that are recorded.
    fn evidence(&mut self, own: &mut Vec<Evidence>, copy: &[Evidence]) {
        for item in copy {
            if own.contains(item) {
                self.taken.same += 1;
                continue;
            }
            let undisputed = |it: &Evidence| {
                let mut it = it.clone();
                it.disputed = None;
                it
            };
            let plain = undisputed(item);
            match own.iter_mut().find(|it| undisputed(it) == plain) {
                Some(known) => match (&known.disputed, &item.disputed) {
                    (_, None) => self.taken.same += 1,
                    (None, Some(here)) => {
                        let said = format!("{}: {here}", evidence_words(&plain));
                        known.disputed = Some(here.clone());
                        self.add("dispute", said);
                    }
                    (Some(there), Some(here)) => self.differ("dispute", there.clone(), here.clone()),
                },
                None => {
                    self.add("work", evidence_words(item));
                    own.push(item.clone());
                }
            }
        }
    }

    /// Notes pay that differs; only the reader's is in the copy.
    fn pay(&mut self, copy: &Org, other: PersonId) {
        let [own, pay] = [(self.org, self.person), (copy, other)].map(|(org, person)| org.pay(person));
        if !pay.is_recorded() || (own.low, own.high) == (pay.low, pay.high) {
            return;
        }
        let words = |pay: crate::org::Pay| {
            if pay.low == pay.high { pay.high.to_string() } else { format!("{} to {}", pay.low, pay.high) }
        };
        let there = if own.is_recorded() { words(own) } else { "none".to_owned() };
        self.differ("pay", there, words(pay));
    }
}

fn evidence_words(item: &Evidence) -> String {
    let mut words = format!("{} {}", item.kind.trim(), cells::money(item.amount, &item.currency));
    if item.share < 1.0 {
        words += &format!(", share {}", item.share);
    }
    if let Some(period) = item.period {
        words += &format!(", {period}");
    }
    if item.provenance != Provenance::Asserted {
        words += &format!(", {:?}", item.provenance).to_lowercase();
    }
    if !item.source.trim().is_empty() {
        words += &format!(", {}", item.source.trim());
    }
    words
}
