//! An organisation as a book: contents by team, the whole at a glance, a page for every team with links up and down,
//! and an index by name. The same pages become a PDF or a presentation.

mod lists;
mod maker;
mod page;
mod plan;

use self::maker::pages;
use self::page::BookPage;
use super::error::OutputError;
use super::page_size::PageSize;
use super::picture::{Pixels, raster};
use super::picture_options::{Pages, PictureOptions};
use super::picture_told::Told;
use crate::org::Org;
use crate::paint::{self, Layer, PdfPage, Sheet, Slide};
use crate::scene::{Mark, Point, Rect, Size, Theme};
use std::io::Write;

/// A book, laid out.
pub struct Book {
    pages: Vec<BookPage>,
    title: String,
    theme: Theme,
}

impl Book {
    /// Lays out all pages: lying A4 where nothing else is asked for, slides for a presentation.
    pub fn of(org: &Org, options: PictureOptions, is_slides: bool) -> Result<Self, OutputError> {
        let Pages::ByManager(breaks) = options.pages else { return Err(OutputError::Pages { of: "One page" }) };
        if !options.view.has_pages() {
            return Err(OutputError::Pages { of: options.view.name() });
        }
        let asked = match options.page {
            _ if is_slides => PageSize::SLIDE,
            PageSize::Sheet => PageSize::A4,
            page => page,
        };
        let size = asked.points(true).unwrap_or(Size { width: 842.0, height: 595.0 });
        let room = BookPage::room(size);
        // About 10 × 8 cm of paper.
        if room.width() < 200.0 || room.height() < 120.0 {
            return Err(OutputError::SmallPage);
        }
        let told = Told::of(org, options);
        let title = format!("{}, {}", told.name(), told.org.head.as_of);
        Ok(Self { pages: pages(&told, size, breaks, &title), title, theme: told.options.theme })
    }

    /// Number of pages.
    pub fn count(&self) -> usize {
        self.pages.len()
    }

    /// A page as pixels; the last one for an index out of range.
    pub fn pixels(&self, at: usize, most: Size) -> Result<Pixels, OutputError> {
        let page = &self.pages[at.min(self.pages.len() - 1)];
        let Size { width, height } = page.size;
        let scale = (most.width / width).min(most.height / height);
        let sheet = Sheet { bounds: Rect::new(0.0, 0.0, width, height), theme: self.theme, title: &self.title };
        raster(&sheet, scale, &|_, out| {
            out(&Mark::Text(page.title.clone()));
            page.marks.iter().for_each(out);
        })
    }

    /// Writes it as PDF.
    pub fn pdf(&self, out: &mut dyn Write) -> Result<(), OutputError> {
        let walks: Vec<Walk> = self
            .pages
            .iter()
            .map(|page| -> Walk {
                Box::new(|_, out| {
                    out(&Mark::Text(page.title.clone()));
                    page.marks.iter().for_each(out);
                })
            })
            .collect();
        let pages: Vec<PdfPage> = self
            .pages
            .iter()
            .zip(&walks)
            .map(|(page, marks)| {
                let bounds = Rect::new(0.0, 0.0, page.size.width, page.size.height);
                PdfPage {
                    size: page.size,
                    // Paper is left bare.
                    ground: self.theme == Theme::Dark,
                    layers: vec![Layer { bounds, at: Point::default(), scale: 1.0, marks }],
                    headings: vec![page.heading.clone()],
                    links: page.links.clone(),
                    is_tagged: true,
                }
            })
            .collect();
        let bytes = paint::pdf(&self.title, self.theme, &pages).map_err(OutputError::Pdf)?;
        out.write_all(&bytes).map_err(OutputError::Write)
    }

    /// Writes it as a presentation, a slide a page.
    pub fn pptx(&self, out: &mut dyn Write) -> Result<(), OutputError> {
        let walks: Vec<Walk> =
            self.pages.iter().map(|page| -> Walk { Box::new(|_, out| page.marks.iter().for_each(out)) }).collect();
        let slides: Vec<Slide> = self
            .pages
            .iter()
            .zip(&walks)
            .map(|(page, marks)| {
                let bounds = Rect::new(0.0, 0.0, page.size.width, page.size.height);
                Slide { title: &page.title, bounds, marks, links: &page.links }
            })
            .collect();
        paint::pptx(&self.title, self.theme, &slides, out).map_err(OutputError::Write)
    }
}

/// What emits the marks of a page.
type Walk<'a> = Box<dyn Fn(Rect, &mut dyn FnMut(&Mark)) + 'a>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate;
    use crate::org::{Builder, Head, Kind, PersonId, Presence, Row};
    use crate::report::page_size::READABLE;
    use crate::report::{Breaks, View};
    use std::collections::HashSet;

    fn options(breaks: Breaks) -> PictureOptions {
        PictureOptions { view: View::Tree, pages: Pages::ByManager(breaks), ..PictureOptions::default() }
    }

    fn book(org: &Org, breaks: Breaks) -> Book {
        Book::of(org, options(breaks), false).expect("a book")
    }

    fn texts(page: &BookPage) -> Vec<&str> {
        let said = page.marks.iter().filter_map(|mark| match mark {
            Mark::Text(text) => Some(text.whole.as_deref().unwrap_or(&text.text)),
            Mark::Box(_) | Mark::Line(_) | Mark::Badge(_) => None,
        });
        std::iter::once(page.title.whole.as_deref().unwrap_or(&page.title.text)).chain(said).collect()
    }

    /// Somebody with so many reports, each with so many again, and people without anybody.
    fn wide(reports: usize, below: usize, loose: usize) -> Org {
        let mut builder = Builder::new(Head::new("Test", jiff::civil::date(2026, 9, 30)));
        let mut add = |key: String, manager: Option<String>| {
            let name = format!("Person {key}");
            builder.add(&Row { key: &key, name: &name, manager: manager.as_deref().unwrap_or(""), ..Row::default() });
        };
        add("top".to_owned(), None);
        for report in 0..reports {
            add(format!("r{report}"), Some("top".to_owned()));
            for person in 0..below {
                add(format!("p{report}-{person}"), Some(format!("r{report}")));
            }
        }
        (0..loose).for_each(|at| add(format!("loose{at}"), None));
        builder.finish().0
    }

    fn organisations() -> Vec<Org> {
        let chain = {
            let mut builder = Builder::new(Head::new("Test", jiff::civil::date(2026, 9, 30)));
            for at in 0..40 {
                let (key, manager) = (format!("c{at}"), if at == 0 { String::new() } else { format!("c{}", at - 1) });
                let name = format!("Link {at}");
                builder.add(&Row { key: &key, name: &name, manager: &manager, ..Row::default() });
            }
            builder.finish().0
        };
        vec![generate::org(150, 2).0, wide(120, 0, 0), wide(6, 30, 70), chain, wide(0, 0, 0)]
    }

    #[test]
    fn everybody_is_on_a_page_and_in_the_index_which_says_where() {
        for org in organisations() {
            for breaks in [Breaks::default(), Breaks { levels: Some(1), is_loose: true }] {
                let book = book(&org, breaks);
                let pages: Vec<HashSet<&str>> =
                    book.pages.iter().map(|page| texts(page).into_iter().collect()).collect();
                let index = book.pages.iter().position(|page| page.title.text == "Index by name").expect("an index");
                let mut entries = 0;
                for link in book.pages[index..].iter().flat_map(|page| &page.links) {
                    let name = link.words.rsplit_once(", page ").expect("a page").0;
                    assert!(pages[link.to].contains(name), "{name} is not on page {}", link.to + 1);
                    assert!(link.words.ends_with(&format!(", page {}", link.to + 1)), "{}", link.words);
                    entries += 1;
                }
                let is_drawn = |it: PersonId| org.presence(it) != Presence::Left && org.kind(it) != Kind::Bot;
                let named = |it: &PersonId| !org.name(*it).is_empty() && is_drawn(*it);
                assert_eq!(entries, org.people().filter(named).count(), "{}", org.count());
            }
        }
    }

    #[test]
    fn every_text_can_be_read_and_stands_on_its_page() {
        for org in organisations() {
            for breaks in [Breaks::default(), Breaks { levels: None, is_loose: true }] {
                let book = book(&org, breaks);
                for (number, page) in book.pages.iter().enumerate() {
                    let whole = Rect::new(0.0, 0.0, page.size.width, page.size.height);
                    for mark in &page.marks {
                        let Mark::Text(text) = mark else { continue };
                        assert!(text.size >= READABLE - 1e-6, "{} has {} on page {}", text.text, text.size, number + 1);
                        assert!(whole.contains(text.at), "{} is off page {}: {:?}", text.text, number + 1, text.at);
                    }
                }
            }
        }
    }

    #[test]
    fn a_way_down_has_a_way_back() {
        for org in organisations() {
            let book = book(&org, Breaks::default());
            let first = book.pages.iter().position(|page| page.links.iter().any(|it| it.words.starts_with("page ")));
            let mut ways = 0;
            for (at, page) in book.pages.iter().enumerate().skip(first.unwrap_or(book.pages.len())) {
                for down in page.links.iter().filter(|it| it.words.starts_with("page ")) {
                    let below = &book.pages[down.to];
                    assert!(down.to > at && down.words == format!("page {}", down.to + 1));
                    let back = below.links.iter().find(|it| it.words.starts_with("Back to ")).expect("a way back");
                    assert_eq!(back.to, at, "{}", below.title.text);
                    ways += 1;
                }
            }
            let teams =
                book.pages.iter().filter(|page| page.links.iter().any(|it| it.words.starts_with("Back to "))).count();
            assert!(ways <= teams, "{ways} ways, {teams} pages");
            assert!(ways > 3 || org.count() != 150, "{ways} ways");
        }
    }

    #[test]
    fn contents_lead_to_the_pages_they_name() {
        let (org, _) = generate::org(250, 2);
        let book = book(&org, Breaks::default());
        assert!(book.count() > 5);
        for link in &book.pages[0].links {
            let title = &book.pages[link.to].heading.words;
            let name = title.split(" (").next().unwrap_or_default();
            assert!(link.words.starts_with(name), "{} leads to {title}", link.words);
        }
    }

    #[test]
    fn the_same_people_give_the_same_bytes_and_without_names_there_are_none() {
        let (org, _) = generate::org(120, 4);
        let bytes = |options: PictureOptions| {
            let book = Book::of(&org, options, false).expect("a book");
            let (mut pdf, mut slides) = (Vec::new(), Vec::new());
            book.pdf(&mut pdf).expect("memory takes everything");
            book.pptx(&mut slides).expect("memory takes everything");
            (pdf, slides)
        };
        assert_eq!(bytes(options(Breaks::default())), bytes(options(Breaks::default())));
        let nameless = PictureOptions { names: false, ..options(Breaks::default()) };
        let book = Book::of(&org, nameless, false).expect("a book");
        let said: HashSet<&str> = book.pages.iter().flat_map(texts).collect();
        assert!(
            org.people()
                .all(|it| !said.contains(org.name(it)) && (org.title(it).is_empty() || !said.contains(org.title(it))))
        );
        assert!(!said.contains("Index by name"));
    }
}
