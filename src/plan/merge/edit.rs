//! The edit that performs a merge: adding people, changing fields, drawing lines, removing people.

use super::Merge;
use super::joined::{Above, Joined};
use super::three::seat_here;
use crate::edit::{Edit, NewPerson, TextField};
use crate::org::{Details, Head, Line, Org, Pay, PersonId};
use crate::plan::{Field, Fields};

impl Merge<'_> {
    /// Edit that turns the organisation here into the merged one, with the present choices.
    pub fn edit(&self) -> Edit {
        edit(self)
    }
}

fn edit(merge: &Merge) -> Edit {
    let joined = Joined::of(merge);
    let Merge { mine, theirs, .. } = *merge;
    let mut edits = Vec::new();
    if let Some(as_of) = merge.as_of {
        edits.push(Edit::SetHead(Box::new(Head { as_of, ..mine.head.clone() })));
    }
    for &(person, old) in &joined.added {
        edits.push(Edit::AddPerson(Box::new(new_person(merge, person, old))));
    }
    for (&person, &(from, fields)) in &joined.taken {
        if !joined.goes[person.at()] {
            change(merge, person, from, fields, &mut edits);
        }
    }
    let taken = joined.taken.iter().filter(|(person, _)| !joined.goes[person.at()]);
    let taken = taken.map(|(&person, &(from, fields))| (person, from, fields));
    let added = joined.added.iter().zip(mine.len() as u32..);
    let added = added.map(|(&(from, _), handle)| (PersonId(handle), from, Field::ALL.into_iter().collect()));
    for (person, from, fields) in taken.chain(added) {
        for (line, field) in [(Line::Dotted, Field::DottedLines), (Line::Assistant, Field::Assists)] {
            let above = theirs.lines().above(from, line);
            let is_added = person.at() >= mine.len();
            if fields.contains(field) && !(is_added && above.is_empty()) {
                let above = above.into_iter().filter_map(|above| joined.of_theirs(above)).collect();
                edits.push(Edit::SetLines { person, line, above });
            }
        }
    }
    for (person, above) in joined.above() {
        let now = match person.at() < mine.len() {
            true => (mine.manager(person), mine.unlinked(person).cloned()),
            false => (None, None),
        };
        let (manager, unlinked) = match above {
            Above::Nobody => (None, None),
            Above::Person(manager) => (Some(manager), None),
            Above::Unlinked(unlinked) => (None, Some(unlinked)),
        };
        if now != (manager, unlinked.clone()) {
            edits.push(Edit::RestoreManager { person, manager, unlinked });
        }
    }
    let goes = mine.people().filter(|person| joined.goes[person.at()]);
    edits.extend(goes.map(|person| Edit::RemovePerson { person }));
    Edit::All(edits)
}

/// A person of the new export. One who was removed here comes back with the fields that the export does not state.
fn new_person(merge: &Merge, person: PersonId, old: Option<PersonId>) -> NewPerson {
    let Merge { old: before, mine, theirs, .. } = *merge;
    let [name, title, team, location, status] = TextField::ALL.map(|field| theirs.text_field(person, field).to_owned());
    let details = match old {
        Some(old) => {
            let mut details = before.details(old).clone();
            take_details(&mut details, theirs.details(person), merge.stated);
            details
        }
        None => theirs.details(person).clone(),
    };
    let (pay, currency) = pay(mine, theirs, person);
    NewPerson {
        key: theirs.key(person).to_owned(),
        name,
        title,
        team,
        location,
        status,
        kind: theirs.kind(person),
        manager: None,
        order: theirs.order(person),
        seat: theirs.seat(person).and_then(|seat| seat_here(mine, theirs, seat)),
        start: theirs.start(person),
        end: theirs.end(person),
        pay,
        currency,
        details,
    }
}

/// Pay of a person in the new export, with its currency spelled out when the reporting currencies differ.
fn pay(mine: &Org, theirs: &Org, person: PersonId) -> (Pay, String) {
    let pay = theirs.pay(person);
    let currency = match theirs.text(pay.currency) {
        "" if theirs.head.currency != mine.head.currency => &theirs.head.currency,
        currency => currency,
    };
    (pay, currency.to_owned())
}

/// Edits for the fields of a person here, without lines.
fn change(merge: &Merge, person: PersonId, from: PersonId, fields: Fields, edits: &mut Vec<Edit>) {
    let Merge { mine, theirs, .. } = *merge;
    let texts = [Field::Name, Field::Title, Field::Team, Field::Location, Field::Status];
    for (field, text) in texts.into_iter().zip(TextField::ALL) {
        if fields.contains(field) {
            edits.push(Edit::SetText { person, field: text, text: theirs.text_field(from, text).to_owned() });
        }
    }
    if fields.contains(Field::Kind) {
        edits.push(Edit::SetKind { person, kind: theirs.kind(from) });
    }
    let day =
        |field, of: fn(&Org, PersonId) -> _| if fields.contains(field) { of(theirs, from) } else { of(mine, person) };
    if fields.contains(Field::FirstDay) || fields.contains(Field::LastDay) {
        let (start, end) = (day(Field::FirstDay, Org::start), day(Field::LastDay, Org::end));
        edits.push(Edit::SetDates { person, start, end });
    }
    if fields.contains(Field::Seat) {
        let seat = theirs.seat(from).and_then(|seat| seat_here(mine, theirs, seat));
        edits.push(Edit::MoveToSeat { person, seat });
    }
    if fields.contains(Field::Pay) {
        let (pay, currency) = pay(mine, theirs, from);
        edits.push(Edit::SetPay { person, pay, currency });
    }
    if fields.contains(Field::Order) {
        edits.push(Edit::SetOrder { person, order: theirs.order(from) });
    }
    let mut details = mine.details(person).clone();
    if take_details(&mut details, theirs.details(from), fields) {
        edits.push(Edit::SetDetails { person, details: Box::new(details) });
    }
}

/// Copies the requested fields of the details; true when there were any.
fn take_details(into: &mut Details, from: &Details, fields: Fields) -> bool {
    let mut any = false;
    let mut has = |field| {
        any |= fields.contains(field);
        fields.contains(field)
    };
    macro_rules! take {
        ($($field:ident: $($name:ident),+);+) => {
            $(if has(Field::$field) {
                $(into.$name = from.$name.clone();)+
            })+
        };
    }
    take! {
        Preference: preference; Evidence: evidence; Rights: rights; Budgets: budgets; History: history; Craft: craft;
        Accountability: accountability, accountabilities; Resources: resources; Forums: forums; CraftTime: craft_time;
        Management: management; Approvals: approvals; StatedAuthority: stated_authority; Posts: posts; Notes: notes;
        Unknown: unknown
    }
    any
}
