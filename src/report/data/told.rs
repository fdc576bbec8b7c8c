//! An organisation as it may be told as data.

use crate::org::{Org, PersonId, Unlinked};
use crate::report::picture_options::PictureOptions;
use crate::report::veil::without_names;
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
        let options = PictureOptions { findings: options.findings && org.shows_people(), ..options };
        let org = if options.names { Cow::Borrowed(org) } else { Cow::Owned(nameless(org)) };
        let judgement = Judgement::of(&org);
        Self { org, judgement, options }
    }
}

/// The copy without names, whose people are called `p1`, `p2` and so on.
fn nameless(org: &Org) -> Org {
    let mut copy = without_names(org);
    for person in (0..org.len() as u32).map(PersonId) {
        copy.set_key(person, &format!("p{}", person.0 + 1));
    }
    let unlinked: Vec<PersonId> = copy.all_unlinked().map(|(person, _)| person).collect();
    for person in unlinked {
        copy.leave_unlinked(person, Unlinked::Unknown("somebody".to_owned()));
    }
    copy
}
