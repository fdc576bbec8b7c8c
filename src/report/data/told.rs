//! An organisation as it may be told as data.

use crate::org::{Org, PersonId, Unlinked};
use crate::report::picture_options::PictureOptions;
use crate::report::veil::{judged, without_names};
use crate::rules::Judgement;
use std::borrow::Cow;

/// An organisation as it may be told.
pub struct Data<'a> {
    /// A copy where names are left out.
    pub org: Cow<'a, Org>,
    pub judgement: Judgement,
    pub options: PictureOptions,
}

impl<'a> Data<'a> {
    /// Judges an organisation. Where names are left out, ids are too.
    pub fn of(org: &'a Org, options: PictureOptions) -> Self {
        let options = options.allowed(org);
        let org = if options.names { Cow::Borrowed(org) } else { Cow::Owned(without_names(org)) };
        let mut org = judged(org, options.findings, options.pay);
        // Waivers name people by their ids, so that judging comes first.
        let judgement = Judgement::of(&org);
        if !options.names {
            hide_ids(org.to_mut());
        }
        Self { org, judgement, options }
    }
}

/// Calls people `p1`, `p2` and so on, also where a line leads to nobody.
fn hide_ids(org: &mut Org) {
    for person in (0..org.len() as u32).map(PersonId) {
        org.set_key(person, &format!("p{}", person.0 + 1));
    }
    let unlinked: Vec<PersonId> = org.all_unlinked().map(|(person, _)| person).collect();
    for person in unlinked {
        org.leave_unlinked(person, Unlinked::Unknown("somebody".to_owned()));
    }
}
