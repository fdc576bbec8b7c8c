//! The structure of a tagged page: its title as a heading, every card and every line of text as a paragraph, a
//! paragraph on a link inside it, and everything that is no text as decoration.

use crate::scene::{BoxMark, Mark, Point, Rect};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Node, SpanTag, Tag, TagGroup};
use std::num::NonZeroU16;

/// A paragraph being filled, and the place of its first text on the page.
#[derive(Default)]
struct Paragraph {
    parts: Vec<Node>,
    at: Option<Point>,
    /// The card on which it stands.
    card: Option<Rect>,
}

/// The structure of one page.
#[derive(Default)]
pub struct PageTags {
    done: Vec<Paragraph>,
    open: Paragraph,
}

impl PageTags {
    /// Draws a mark that stands at `at` on the page, as part of a paragraph if it is a text.
    pub fn draw(&mut self, surface: &mut Surface, mark: &Mark, at: Option<Point>, paint: impl FnOnce(&mut Surface)) {
        let Mark::Text(text) = mark else {
            if let Mark::Box(card) = mark
                && is_card(card)
                && !self.is_on_card(card.rect.center())
            {
                self.close();
                self.open.card = Some(card.rect);
            }
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)));
            paint(surface);
            surface.end_tagged();
            return;
        };
        if !self.is_on_card(text.at) {
            self.close();
        }
        let part = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
        paint(surface);
        surface.end_tagged();
        self.open.at = self.open.at.or(at);
        self.open.parts.push(part.into());
    }

    fn is_on_card(&self, at: Point) -> bool {
        self.open.card.is_some_and(|card| card.expanded(1.0).contains(at))
    }

    fn close(&mut self) {
        let done = std::mem::take(&mut self.open);
        if !done.parts.is_empty() {
            self.done.push(done);
        }
    }

    /// The page as a section. The first text is its title, at a level from 1; `links` are places on the page with what
    /// leads away from there.
    pub fn finish(mut self, title: &str, level: u8, links: Vec<(Rect, Node)>) -> TagGroup {
        self.close();
        let mut links: Vec<(Rect, Option<Node>)> = links.into_iter().map(|(rect, link)| (rect, Some(link))).collect();
        let mut section = TagGroup::new(Tag::Section);
        for (number, paragraph) in self.done.into_iter().enumerate() {
            let Paragraph { mut parts, at, .. } = paragraph;
            let is_over = |rect: &Rect| at.is_some_and(|at| rect.expanded(1.0).contains(at));
            if let Some((_, link)) = links.iter_mut().find(|(rect, link)| link.is_some() && is_over(rect)) {
                parts.extend(link.take());
                parts = vec![TagGroup::with_children(Tag::Link, parts).into()];
            }
            let level = NonZeroU16::new(u16::from(level)).unwrap_or(NonZeroU16::MIN);
            section.push(match number {
                0 => TagGroup::with_children(Tag::Hn(level, Some(title.to_owned())), parts),
                _ => TagGroup::with_children(Tag::P, parts),
            });
        }
        // Each has to stand somewhere.
        for link in links.into_iter().filter_map(|(_, link)| link) {
            section.push(TagGroup::with_children(Tag::Link, vec![link]));
        }
        section
    }
}

fn is_card(mark: &BoxMark) -> bool {
    mark.fill.is_some() && mark.radius > 0.0
}
