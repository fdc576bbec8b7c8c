//! Copies that may be seen: the redacted one for a meeting, and that of a repository's record in which no one is named.
//! What may not be seen is taken out, so that nothing drawn, displayed or computed from a copy can contain it. Handles,
//! lines and seats do not change.

use crate::org::{Details, Mode, Org, Particulars, Pay, PersonId, Rare, Sparse, TextField, Unlinked, Waiver};

/// Copy without pay, evidence, preferences, reasons, notes and unknown fields, which may hold anything.
/// [`Org::is_redacted`] distinguishes it from an organisation that never had them. Without `names`, roles replace
/// people's names. Linear in people.
pub fn redacted(org: &Org, names: bool) -> Org {
    let mut redacted = org.clone();
    redacted.keep_posts();
    let head = &mut redacted.head;
    head.mode = Mode::Redacted;
    (head.rates, head.unknown, head.comments) = Default::default();
    for waiver in &mut head.waivers {
        *waiver = Waiver { reason: "hidden".to_owned(), by: String::new(), date: None, ..std::mem::take(waiver) };
    }
    let tracks = head.ladders.iter_mut().flat_map(|ladder| &mut ladder.tracks);
    tracks.flat_map(|track| &mut track.entries).for_each(|entry| entry.pay = None);
    for person in (0..org.len() as u32).map(PersonId) {
        redacted.set_pay(person, Pay::NONE, "");
        if redacted.has_details(person) {
            let details = redacted.details_mut(person);
            *details = kept(std::mem::take(details));
        }
    }
    if !names {
        without_names(&mut redacted, |_| true);
    }
    redacted
}

/// Copy of a record that names no one ([`Org::names_people`]), in *structure only*: roles replace names, and what may
/// name somebody is taken out (titles, ids, notes, custom fields, waivers about people). Evidence and pay stay, since the
/// structure is judged by them. Linear in people.
pub fn unnamed(org: &Org) -> Org {
    let mut copy = org.clone();
    copy.keep_posts();
    if copy.shows_people() {
        copy.head.mode = Mode::StructureOnly { locked: false };
    }
    (copy.head.unknown, copy.head.comments) = Default::default();
    copy.head.waivers.retain(|waiver| org.find(&waiver.subject).is_none());
    for person in (0..org.len() as u32).map(PersonId).filter(|&person| org.has_details(person)) {
        let details = copy.details_mut(person);
        let mut rare = Rare::clone(&details.rare);
        (rare.notes, rare.unknown, rare.comment) = Default::default();
        details.rare = Sparse::from(rare);
        for line in &mut details.evidence {
            let mut of = Particulars::clone(&line.particulars);
            (of.note, of.disputed) = (String::new(), of.disputed.map(|_| "disputed".to_owned()));
            line.particulars = Sparse::from(of);
        }
    }
    without_names(&mut copy, |_| true);
    copy
}

/// Copy without amounts of pay, bands and rises, to be judged. Linear in people.
pub fn unpaid(org: &Org) -> Org {
    let mut copy = org.clone();
    for ladder in &mut copy.head.ladders {
        ladder.tracks.iter_mut().flat_map(|track| &mut track.entries).for_each(|entry| entry.pay = None);
    }
    for person in org.people() {
        let pay = Pay { low: f64::NAN, high: f64::NAN, ..org.pay(person) };
        copy.set_pay(person, pay, "");
        if org.has_details(person) && org.details(person).history.iter().any(|step| step.rise.is_some()) {
            copy.details_mut(person).history.iter_mut().for_each(|step| step.rise = None);
        }
    }
    copy
}

/// An organisation as it may be seen: the copy in which no one is named where they may not be, and without pay where not
/// even sums of it may be shown.
pub fn as_seen(org: Org) -> Org {
    let org = if org.names_people() { org } else { unnamed(&org) };
    if org.shows_sums_of_pay() { org } else { unpaid(&org) }
}

/// [`as_seen`] of two versions of an organisation, in which those who had the same id still have the same.
pub fn both_as_seen(before: Org, after: Org) -> (Org, Org) {
    let (before, after) = both_named(before, after);
    match before.shows_sums_of_pay() && after.shows_sums_of_pay() {
        true => (before, after),
        false => (unpaid(&before), unpaid(&after)),
    }
}

fn both_named(mut before: Org, mut after: Org) -> (Org, Org) {
    if before.names_people() && after.names_people() {
        return (before, after);
    }
    let same: Vec<(PersonId, Option<PersonId>)> =
        after.people().map(|person| (person, before.find(after.key(person)))).collect();
    (before, after) = (unnamed(&before), unnamed(&after));
    let ids = same.into_iter().zip(before.len()..);
    let ids: Vec<(PersonId, String)> = ids
        .map(|((person, same), new)| (person, same.map_or_else(|| id_of(new), |same| before.key(same).to_owned())))
        .collect();
    call(&mut after, ids);
    (before, after)
}

/// Puts roles in the place of names, and numbers in that of ids, for whom it is meant.
fn without_names(org: &mut Org, is_meant: impl Fn(PersonId) -> bool) {
    let people: Vec<PersonId> = (0..org.len() as u32).map(PersonId).filter(|&person| is_meant(person)).collect();
    for &person in &people {
        let role = role(org, person).to_owned();
        org.set_text(person, TextField::Name, &role);
        org.set_text(person, TextField::Title, "");
    }
    call(org, people.iter().map(|&person| (person, id_of(person.at()))).collect());
    let unlinked: Vec<PersonId> = org.all_unlinked().map(|(person, _)| person).collect();
    for person in unlinked {
        org.leave_unlinked(person, Unlinked::Unknown("somebody".to_owned()));
    }
}

fn id_of(number: usize) -> String {
    format!("person {number}")
}

/// Gives people other ids; none of them may be taken by somebody else for a while.
fn call(org: &mut Org, ids: Vec<(PersonId, String)>) {
    for (person, _) in &ids {
        org.set_key(*person, &format!("\u{1}{}", person.0));
    }
    for (person, id) in ids {
        org.set_key(person, &id);
    }
}

/// Copy for one reader, who may have it: what a meeting may see, and the reader's own record with their pay; without a
/// reader, structure only. Left out of the record are notes, comments and unknown fields, which may be about others.
/// Keys stay, so that answers can be taken back in; but of the record of a repository only the reader's own, and no one
/// else is named. Linear in people.
pub fn for_reader(org: &Org, reader: Option<PersonId>) -> Org {
    let mut copy = redacted(org, true);
    if org.head.unnamed {
        without_names(&mut copy, |person| Some(person) != reader);
    }
    // A waiver names somebody and what was found about them.
    copy.head.waivers.clear();
    copy.head.mode = Mode::StructureOnly { locked: false };
    if let Some(reader) = reader {
        let purpose = format!("Own record of {}", org.label(reader));
        copy.head.mode = Mode::People { purpose, by: String::new(), date: None };
        let pay = org.pay(reader);
        copy.set_pay(reader, pay, org.text(pay.currency));
        if org.has_details(reader) {
            let mut own = org.details(reader).clone();
            let rare =
                Rare { notes: Vec::new(), unknown: Vec::new(), comment: String::new(), ..Rare::clone(&own.rare) };
            own.rare = Sparse::from(rare);
            *copy.details_mut(reader) = own;
        }
    }
    copy
}

/// The details that are kept: decision rights, spending limits, craft, forums, posts.
fn kept(details: Details) -> Details {
    let Details { preference: _, evidence: _, rights, budgets, rare } = details;
    let Rare {
        craft,
        forums,
        posts,
        history: _,
        accountability: _,
        accountabilities: _,
        resources: _,
        craft_time: _,
        management: _,
        approvals: _,
        stated_authority: _,
        notes: _,
        unknown: _,
        comment: _,
    } = Rare::clone(&rare);
    let rare = Sparse::from(Rare { craft, forums, posts, ..Rare::default() });
    Details { preference: None, evidence: Vec::new(), rights, budgets, rare }
}

/// Name replacement: the title, or that of the rung.
fn role(org: &Org, person: PersonId) -> &str {
    let of_rung = || org.seat(person).map(|seat| org.rung(seat.rung));
    let words = [org.title(person), of_rung().map_or("", |rung| &rung.title), of_rung().map_or("", |rung| &rung.code)];
    words.into_iter().find(|words| !words.is_empty()).unwrap_or("Someone")
}
