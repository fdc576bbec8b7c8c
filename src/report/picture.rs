//! A view of an organisation as a picture: laid out as a whole, then painted in one of the kinds of picture. Pay and
//! personal findings are left out unless asked for. Which kinds there are stands in `output.rs`.

use super::error::OutputError;
use super::laid::Laid;
use super::page_size::{LONGEST_PAGE, PageSize, READABLE, margin, placement};
use super::picture_frame::Frame;
use super::picture_options::{PictureOptions, View};
use super::picture_told::Told;
use super::web::{Web, web};
use crate::diagram::{Names, View as Shown};
use crate::org::{Org, PersonId};
use crate::paint::{self, Layer, PdfPage, PngError, Sheet, Slide};
use crate::scene::{BoxMark, Mark, Point, Rect, Role, Size};
use std::io::Write;

/// Width to height of the tracks on a sheet, and on a slide, where title and legend take some of the height.
pub const SHEET: f64 = 1.5;
/// See [`SHEET`].
pub const SLIDE: f64 = 2.0;
/// Scale of a PNG below which the smallest words cannot be read with ease.
pub const LEGIBLE_SCALE: f64 = 0.82;

/// A picture as pixels.
pub struct Pixels {
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
    /// Red, green, blue and 255 for each, row by row.
    pub rgba: Vec<u8>,
}

/// A rectangle grown on two sides until it has some width to height.
fn grown(rect: Rect, aspect: f64) -> Rect {
    let (width, height) = (rect.width().max(rect.height() * aspect), rect.height().max(rect.width() / aspect));
    let middle = rect.center();
    Rect::new(middle.x - width / 2.0, middle.y - height / 2.0, width, height)
}

/// Paints marks as pixels.
pub fn raster(sheet: &Sheet, scale: f64, marks: paint::Source) -> Result<Pixels, OutputError> {
    let map = paint::raster(sheet, scale, marks).map_err(OutputError::Pixels)?;
    Ok(Pixels { width: map.width(), height: map.height(), rgba: map.take() })
}

/// A picture that is ready to be painted.
pub struct Picture<'a> {
    told: Told<'a>,
    laid: Laid,
    title: String,
    frame: Frame,
    /// The page, and where the origin of the scene lies on it at which scale; `None` where the page is the picture.
    page: Option<(Size, Point, f64)>,
}

impl<'a> Picture<'a> {
    /// Judges an organisation and lays out a view of it; tracks about `aspect` times as wide as high where the page does
    /// not say it. The matrix is refused where findings about people are not asked for or may not be shown, changes
    /// where there is nothing to compare with.
    pub fn of(org: &'a Org, options: PictureOptions, aspect: f64) -> Result<Self, OutputError> {
        if options.view == View::Matrix && !(options.findings && org.shows_people()) {
            return Err(OutputError::Hidden { by_file: !org.shows_people() });
        }
        if options.view == View::Changes && options.stage.before.is_none() {
            return Err(OutputError::NothingBefore);
        }
        if options.view == View::Folders && options.stage.folders.is_empty() {
            return Err(OutputError::NoRepository);
        }
        let aspect = match options.page.points(true) {
            Some(page) => (page.width - 2.0 * margin(page)) / (page.height - 2.0 * margin(page) - 90.0).max(40.0),
            None => aspect,
        };
        let told = Told::of(org, options);
        let mut laid = Laid::out(told.sources(), &told.options, aspect);
        if let Some(seen) = told.options.stage.in_view.filter(|_| told.options.view.is_canvas()) {
            laid = as_seen(&told, &laid, (seen.window, seen.scale));
        }
        let title = format!("{}, {}, {}", told.name(), told.options.view.words(), told.org.head.as_of);
        let frame = Frame::around(laid.bounds(), &told);
        let page = told.options.page.points(frame.bounds.width() >= frame.bounds.height()).map(|page| {
            let ((x, y), scale) = placement(page, frame.bounds);
            (page, Point::new(x, y), scale)
        });
        Ok(Self { told, laid, title, frame, page })
    }

    /// The sheet in points: the page, or as large as the picture.
    fn bounds(&self) -> Rect {
        self.page.map_or(self.frame.bounds, |(page, ..)| Rect::new(0.0, 0.0, page.width, page.height))
    }

    /// Width and height of the sheet, in points.
    pub fn size(&self) -> Size {
        let bounds = self.bounds();
        Size { width: bounds.width(), height: bounds.height() }
    }

    /// What is to be known of a picture before it is written: whether its smallest text can be read on its page, and
    /// which pages would hold it. Empty where nothing is.
    pub fn remark(&self) -> String {
        let Size { width, height } = self.size();
        let shrunk = (LONGEST_PAGE / width.max(height)).min(1.0);
        let scale = self.page.map_or(1.0, |(.., scale)| scale) * shrunk;
        if scale >= 0.999 {
            return String::new();
        }
        let mut smallest = f64::INFINITY;
        self.scene(self.frame.bounds, 1.0, &mut |mark| {
            if let Mark::Text(text) = mark {
                smallest = smallest.min(text.size);
            }
        });
        if smallest * scale >= READABLE - 1e-6 {
            return String::new();
        }
        let bounds = self.frame.bounds;
        let size = Size { width: bounds.width(), height: bounds.height() };
        let paper = PageSize::with_room(size, smallest).next().map(|paper| paper.name());
        let pages = self.told.options.view.has_pages().then(|| "pages by manager".to_owned());
        let others: Vec<String> = paper.into_iter().chain(pages).collect();
        let smallest = format!("The smallest text is {:.1} pt on this page", smallest * scale);
        match others.as_slice() {
            [] => smallest,
            others => format!("{smallest}; it can be read on {}", others.join(", or on ")),
        }
    }

    /// The picture as pixels, to be shown or copied; on a page of some width to height where one is given.
    pub fn pixels(&self, scale: f64, page: Option<f64>) -> Result<Pixels, OutputError> {
        let sheet = self.sheet();
        let bounds = page.map_or(sheet.bounds, |aspect| grown(sheet.bounds, aspect));
        raster(&Sheet { bounds, ..sheet }, scale, &|window, to| self.marks(window, to))
    }

    fn sheet(&self) -> Sheet<'_> {
        Sheet { bounds: self.bounds(), theme: self.told.options.theme, title: &self.title }
    }

    /// Walks the marks of a part of the sheet.
    fn marks(&self, window: Rect, out: &mut dyn FnMut(&Mark)) {
        self.untitled(window, out);
        let title = Mark::Text(self.frame.title.clone());
        match self.page {
            Some((_, origin, scale)) => out(&title.placed(origin, scale)),
            None => out(&title),
        }
    }

    /// The same without the title.
    fn untitled(&self, window: Rect, out: &mut dyn FnMut(&Mark)) {
        let Some((_, origin, scale)) = self.page else { return self.scene(window, 1.0, out) };
        let back = |side: f64, origin: f64| (side - origin) / scale;
        let window = Rect {
            left: back(window.left, origin.x),
            right: back(window.right, origin.x),
            top: back(window.top, origin.y),
            bottom: back(window.bottom, origin.y),
        };
        self.scene(window, 1.0, &mut |mark| out(&mark.clone().placed(origin, scale)));
    }

    /// Walks the marks of a part of the scene as it is seen at a scale, without the title.
    fn scene(&self, window: Rect, scale: f64, out: &mut dyn FnMut(&Mark)) {
        let view = self.told.view(window, scale);
        self.laid.marks(self.told.sources(), &self.told.options, &view, &mut |mark| out(&mark));
        self.frame.marks.iter().for_each(out);
    }

    /// Writes it as SVG.
    pub fn svg(&self, mut out: &mut dyn Write) -> Result<(), OutputError> {
        paint::svg(&self.sheet(), &|window, to| self.marks(window, to), &mut out).map_err(OutputError::Write)
    }

    /// Where somebody is on the sheet; `None` for those whom the view does not show.
    fn place(&self, person: PersonId) -> Option<Rect> {
        let place = self.laid.place(person)?;
        let Some((_, origin, scale)) = self.page else { return Some(place) };
        Some(Rect::new(
            origin.x + place.left * scale,
            origin.y + place.top * scale,
            place.width() * scale,
            place.height() * scale,
        ))
    }

    /// Writes it as a web page to move about in.
    pub fn web(&self, out: &mut dyn Write) -> Result<(), OutputError> {
        let page = Web {
            org: &self.told.org,
            judgement: &self.told.judgement,
            options: &self.told.options,
            sheet: self.sheet(),
            marks: &|window, to| self.marks(window, to),
            name: self.told.name(),
            about: &self.told.about(),
            place: &|person| self.place(person),
        };
        web(&page, out).map_err(OutputError::Write)
    }

    /// Writes it as pixels.
    pub fn png(&self, out: &mut dyn Write) -> Result<(), OutputError> {
        let scale = self.told.options.scale;
        // As many pixels as they are, it is the same picture.
        let painted = paint::png(&self.sheet(), scale, &|window, to| self.marks(window, to), out);
        painted.map_err(|error| match error {
            PngError::Write(error) => OutputError::Write(error),
            error @ PngError::Size { .. } => OutputError::Pixels(error),
        })
    }

    /// Writes it as a PDF of one page, smaller where a page of its size cannot be written.
    pub fn pdf(&self, out: &mut dyn Write) -> Result<(), OutputError> {
        let Sheet { bounds, theme, title } = self.sheet();
        let scale = (LONGEST_PAGE / bounds.width().max(bounds.height())).min(1.0);
        let size = Size { width: bounds.width() * scale, height: bounds.height() * scale };
        let marks = |window: Rect, to: &mut dyn FnMut(&Mark)| self.marks(window, to);
        let layer = Layer { bounds, at: Point::default(), scale, marks: &marks };
        let (headings, links) = Default::default();
        let page = PdfPage { size, ground: true, layers: vec![layer], headings, links, is_tagged: false };
        let bytes = paint::pdf(title, theme, &[page]).map_err(OutputError::Pdf)?;
        out.write_all(&bytes).map_err(OutputError::Write)
    }

    /// Writes it as a presentation of one slide.
    pub fn pptx(&self, out: &mut dyn Write) -> Result<(), OutputError> {
        let Sheet { theme, title, .. } = self.sheet();
        let marks = |window: Rect, to: &mut dyn FnMut(&Mark)| self.scene(window, 1.0, to);
        let slide = Slide { title: &self.frame.title, bounds: self.frame.bounds, marks: &marks, links: &[] };
        paint::pptx(title, theme, &[slide], out).map_err(OutputError::Write)
    }
}

/// The part of a canvas that is looked at, drawn once as it is on the screen, in points of the screen.
fn as_seen(told: &Told, laid: &Laid, (window, scale): (Rect, f64)) -> Laid {
    let view = Shown { names: Names::Shortened, is_page: false, ..told.view(window, scale) };
    let (mut marks, origin) = (Vec::new(), Point::new(-window.left * scale, -window.top * scale));
    laid.marks(told.sources(), &told.options, &view, &mut |mark| marks.push(mark.placed(origin, scale)));
    let size = Size { width: window.width() * scale, height: window.height() * scale };
    // What stands over the edges is covered, as far as words stand there.
    let (over, Size { width, height }) = (60.0 * (size.width / 1600.0).max(1.0), size);
    let edges = [
        Rect::new(-over, -over, width + 2.0 * over, over),
        Rect::new(-over, height, width + 2.0 * over, 2.0 * over),
        Rect::new(-over, 0.0, over, height),
        Rect::new(width, 0.0, over, height),
    ];
    marks.extend(edges.map(|edge| Mark::Box(BoxMark::filled(edge, 0.0, Role::Background))));
    Laid::Drawn { size, marks }
}
