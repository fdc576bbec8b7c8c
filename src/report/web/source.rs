//! What a page is made of.

use crate::org::{Org, PersonId};
use crate::paint::{Sheet, Source};
use crate::report::picture_options::PictureOptions;
use crate::rules::Judgement;
use crate::scene::Rect;

/// A picture and what the page says beside it.
pub struct Web<'a> {
    /// Without what is not to be shown.
    pub org: &'a Org,
    pub judgement: &'a Judgement,
    pub options: &'a PictureOptions,
    pub sheet: Sheet<'a>,
    pub marks: Source<'a>,
    /// Whose picture it is.
    pub name: &'a str,
    /// View and day, in words.
    pub about: &'a str,
    /// Place of a person in the picture; `None` where the picture has none.
    pub place: &'a dyn Fn(PersonId) -> Option<Rect>,
}
