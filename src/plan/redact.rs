//! The redacted copy for a meeting. Whatever is not for everybody in the room is taken out, so that nothing drawn,
//! displayed or computed from the copy can contain it. Handles, lines and seats do not change.

use crate::org::{Details, Mode, Org, Pay, PersonId, Rare, Sparse, TextField, Unlinked, Waiver};

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
        if !names {
            redacted.set_text(person, TextField::Name, role(org, person));
            redacted.set_text(person, TextField::Title, "");
            redacted.set_key(person, &format!("person {}", person.0));
        }
    }
    if !names {
        let unlinked: Vec<PersonId> = org.all_unlinked().map(|(person, _)| person).collect();
        for person in unlinked {
            redacted.leave_unlinked(person, Unlinked::Unknown("somebody".to_owned()));
        }
    }
    redacted
}

/// Copy for one reader, who may have it: what a meeting may see, and the reader's own record with their pay; without a
/// reader, structure only. Left out of the record are notes, comments and unknown fields, which may be about others.
/// Keys stay, so that answers can be taken back in. Linear in people.
pub fn for_reader(org: &Org, reader: Option<PersonId>) -> Org {
    let mut copy = redacted(org, true);
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
