//! Changing the code of a rung, together with everything that names it.

use super::with_ladder;
use crate::edit::{Edit, EditError, set_ladders};
use crate::org::{Details, Org, RungId};

/// Edit that changes the code of a rung. Seats follow, as do equivalences, waivers of the rung, and the histories of
/// people on its ladder. Refused when another rung of the ladder has the code.
pub fn rename(org: &Org, rung: RungId, code: &str) -> Result<Edit, EditError> {
    let place = org.rung_place(rung);
    let old = org.rung(rung).code.clone();
    let ladders = with_ladder(org, place.ladder, |ladder| {
        for equal in &mut ladder.equivalences {
            for side in [&mut equal.entry, &mut equal.equals] {
                if *side == old {
                    code.clone_into(side);
                }
            }
        }
        ladder.tracks[usize::from(place.track)].entries[usize::from(place.entry)].code = code.to_owned();
    });
    let mut edits = vec![set_ladders(ladders)?];
    for person in org.people() {
        let is_on = org.seat(person).is_some_and(|seat| org.rung_place(seat.rung).ladder == place.ladder);
        let details = org.details(person);
        if is_on && details.history.iter().any(|step| step.rung == old) {
            let mut details = Details::clone(details);
            details.history.iter_mut().filter(|step| step.rung == old).for_each(|step| step.rung = code.into());
            edits.push(Edit::SetDetails { person, details: Box::new(details) });
        }
    }
    let is_of_rung = |subject: &str| subject == old && org.find(subject).is_none();
    if org.head.waivers.iter().any(|waiver| is_of_rung(&waiver.subject)) {
        let mut head = org.head.clone();
        let of_rung = head.waivers.iter_mut().filter(|waiver| is_of_rung(&waiver.subject));
        of_rung.for_each(|waiver| code.clone_into(&mut waiver.subject));
        edits.push(Edit::SetHead(Box::new(head)));
    }
    Ok(match edits.len() {
        1 => edits.remove(0),
        _ => Edit::All(edits),
    })
}
