//! An organisation as it may be told as data.

use crate::org::Org;
use crate::report::picture_options::PictureOptions;
use crate::report::scope::{judged_as_part, only};
use crate::report::veil::{hide_ids, judged, without_names};
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
        let mut judgement = Judgement::of(&org);
        if let Some(scope) = &options.stage.scope {
            org = Cow::Owned(only(&org, &judgement.tree, &scope.people(&judgement.tree, org.len())));
            judgement = judged_as_part(judgement, &org);
        }
        if !options.names {
            hide_ids(org.to_mut());
        }
        Self { org, judgement, options }
    }
}
