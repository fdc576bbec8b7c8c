//! A view of an organisation as a picture: laid out as a whole, then painted in one of the kinds of picture. Pay and
//! personal findings are left out unless asked for. Which kinds there are stands in `output.rs`.

use super::error::OutputError;
use super::letters;
use super::picture_frame::Frame;
use super::picture_options::{PictureOptions, View};
use super::veil::{judged, without_names};
use super::web::{Web, web};
use crate::diagram::{
    Chart, ChartOptions, Matrix, MatrixPage, MatrixShown, Names, Silhouette, Tracks, TracksOptions, View as Shown,
};
use crate::org::{Org, PersonId};
use crate::paint::{self, Layer, PdfPage, PngError, Sheet, Slide};
use crate::rules::{Facts, Judgement};
use crate::scene::{Mark, Point, Rect, Size};
use std::borrow::Cow;
use std::io::Write;

/// Width to height of the tracks on a sheet, and on a slide, where title and legend take some of the height.
pub const SHEET: f64 = 1.5;
/// See [`SHEET`].
pub const SLIDE: f64 = 2.0;
/// Longest side of a page in points that every reader opens.
const LARGEST_PAGE: f64 = 14_400.0;
/// Scale of a PNG below which the smallest words cannot be read with ease.
pub const LEGIBLE_SCALE: f64 = 0.82;
/// Width and height of the matrix, in points.
const MATRIX: Size = Size { width: 960.0, height: 800.0 };
/// Reach of a dot of the matrix, in points.
const DOT: f64 = 6.0;

/// A view laid out.
enum Laid {
    Tracks(Box<Tracks>),
    Matrix(Box<(Matrix, MatrixPage)>),
    Tree(Box<Chart>),
    Silhouette(Box<Silhouette>),
}

impl Laid {
    fn out(view: View, aspect: f64, facts: &Facts, judgement: &Judgement) -> Self {
        match view {
            View::Tracks | View::OnePath => {
                let options = TracksOptions { one_path: view == View::OnePath, ..TracksOptions::sheet(aspect) };
                Self::Tracks(Box::new(Tracks::new(facts, judgement, &options)))
            }
            View::Matrix => {
                let dots = Matrix::of(facts, judgement);
                let page = MatrixPage::new(&dots, MATRIX);
                Self::Matrix(Box::new((dots, page)))
            }
            View::Tree => {
                let whole = ChartOptions { levels: Some(u32::MAX), ..ChartOptions::default() };
                Self::Tree(Box::new(Chart::new(facts, &whole)))
            }
            View::Silhouette => {
                let tracks = Tracks::new(facts, judgement, &TracksOptions::sheet(aspect));
                Self::Silhouette(Box::new(Silhouette::of(&tracks)))
            }
        }
    }

    fn bounds(&self) -> Rect {
        match self {
            Self::Tracks(tracks) => tracks.bounds(),
            Self::Matrix(_) => Rect::new(0.0, 0.0, MATRIX.width, MATRIX.height),
            Self::Tree(chart) => chart.bounds(),
            Self::Silhouette(it) => it.bounds(),
        }
    }

    /// Where somebody is; `None` for those whom the view does not show.
    fn place(&self, person: PersonId) -> Option<Rect> {
        match self {
            Self::Tracks(tracks) => tracks.place(person),
            Self::Matrix(it) => {
                let dot = it.1.place(&it.0, it.0.find(person)?)?;
                Some(Rect::new(dot.x, dot.y, 0.0, 0.0).expanded(DOT))
            }
            Self::Tree(chart) => chart.place(person),
            Self::Silhouette(_) => None,
        }
    }

    fn marks(&self, org: &Org, judgement: &Judgement, view: &Shown, out: &mut dyn FnMut(Mark)) {
        match self {
            Self::Tracks(tracks) => tracks.marks(org, judgement, view, out),
            Self::Matrix(it) => it.1.marks(&it.0, org, judgement, &MatrixShown::default(), out),
            Self::Tree(chart) => chart.marks(org, judgement, view, out),
            Self::Silhouette(it) => it.marks(out),
        }
    }
}

/// What is shown, and of which day.
fn about(view: View, org: &Org) -> String {
    let words = view.words();
    let (first, rest) = words.split_at(words.char_indices().nth(1).map_or(words.len(), |(at, _)| at));
    format!("{}{rest} · {}", first.to_uppercase(), org.head.as_of)
}

/// What is said of letters that no font has; nothing where nobody is named.
fn boxes(org: &Org, options: &PictureOptions) -> String {
    if options.names { letters::boxes(org) } else { String::new() }
}

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

/// A picture that is ready to be painted.
pub struct Picture<'a> {
    /// A copy where names are left out.
    org: Cow<'a, Org>,
    judgement: Judgement,
    laid: Laid,
    options: PictureOptions,
    title: String,
    frame: Frame,
}

impl<'a> Picture<'a> {
    /// Judges an organisation and lays out a view of it; tracks about `aspect` times as wide as high. The matrix is
    /// refused where findings about people are not asked for or may not be shown.
    pub fn of(org: &'a Org, options: PictureOptions, aspect: f64) -> Result<Self, OutputError> {
        if options.view == View::Matrix && !(options.findings && org.shows_people()) {
            return Err(OutputError::Hidden { by_file: !org.shows_people() });
        }
        // What the file does not allow is left out, and said to be.
        let options = options.allowed(org).of_view();
        // A silhouette says nothing of anybody.
        let org = if options.names || options.view == View::Silhouette {
            Cow::Borrowed(org)
        } else {
            Cow::Owned(without_names(org))
        };
        let org = judged(org, options.findings, options.pay);
        let judgement = Judgement::of(&org);
        let laid = Laid::out(options.view, aspect, &judgement.facts(&org), &judgement);
        let title = format!("{}, {}, {}", org.head.name, options.view.words(), org.head.as_of);
        let about = about(options.view, &org);
        let frame = Frame::around(laid.bounds(), &org.head.name, &about, &boxes(&org, &options), &options);
        Ok(Self { org, judgement, laid, options, title, frame })
    }

    /// Width and height of the sheet, in points.
    pub fn size(&self) -> Size {
        let bounds = self.frame.bounds;
        Size { width: bounds.width(), height: bounds.height() }
    }

    /// The picture as pixels, to be shown or copied; on a page of some width to height where one is given.
    pub fn pixels(&self, scale: f64, page: Option<f64>) -> Result<Pixels, OutputError> {
        let sheet = self.sheet();
        let bounds = page.map_or(sheet.bounds, |aspect| grown(sheet.bounds, aspect));
        let painted = paint::raster(&Sheet { bounds, ..sheet }, scale, &|window, to| self.marks(window, 1.0, to));
        let map = painted.map_err(OutputError::Pixels)?;
        Ok(Pixels { width: map.width(), height: map.height(), rgba: map.take() })
    }

    fn sheet(&self) -> Sheet<'_> {
        Sheet { bounds: self.frame.bounds, theme: self.options.theme, title: &self.title }
    }

    /// Walks the marks of a part as it is seen at a scale.
    fn marks(&self, window: Rect, scale: f64, out: &mut dyn FnMut(&Mark)) {
        self.untitled(window, scale, out);
        out(&Mark::Text(self.frame.title.clone()));
    }

    /// The same without the title.
    fn untitled(&self, window: Rect, scale: f64, out: &mut dyn FnMut(&Mark)) {
        let PictureOptions { findings, pay, .. } = self.options;
        let view = Shown {
            show_people: findings,
            show_pay: pay,
            names: Names::Whole,
            is_page: true,
            ..Shown::at(window, scale)
        };
        self.laid.marks(&self.org, &self.judgement, &view, &mut |mark| out(&mark));
        self.frame.marks.iter().for_each(out);
    }

    /// Writes it as SVG.
    pub fn svg(&self, mut out: &mut dyn Write) -> Result<(), OutputError> {
        paint::svg(&self.sheet(), &|window, to| self.marks(window, 1.0, to), &mut out).map_err(OutputError::Write)
    }

    /// Writes it as a web page to move about in.
    pub fn web(&self, out: &mut dyn Write) -> Result<(), OutputError> {
        let page = Web {
            org: &self.org,
            judgement: &self.judgement,
            options: &self.options,
            sheet: self.sheet(),
            marks: &|window, to| self.marks(window, 1.0, to),
            about: &about(self.options.view, &self.org),
            place: &|person| self.laid.place(person),
        };
        web(&page, out).map_err(OutputError::Write)
    }

    /// Writes it as pixels.
    pub fn png(&self, out: &mut dyn Write) -> Result<(), OutputError> {
        let scale = self.options.scale;
        // As many pixels as they are, it is the same picture.
        let painted = paint::png(&self.sheet(), scale, &|window, to| self.marks(window, 1.0, to), out);
        painted.map_err(|error| match error {
            PngError::Write(error) => OutputError::Write(error),
            error @ PngError::Size { .. } => OutputError::Pixels(error),
        })
    }

    /// Writes it as a PDF of one sheet, smaller where a sheet of its size cannot be written.
    pub fn pdf(&self, out: &mut dyn Write) -> Result<(), OutputError> {
        let Sheet { bounds, theme, title } = self.sheet();
        let scale = (LARGEST_PAGE / bounds.width().max(bounds.height())).min(1.0);
        let size = Size { width: bounds.width() * scale, height: bounds.height() * scale };
        let marks = |window: Rect, to: &mut dyn FnMut(&Mark)| self.marks(window, 1.0, to);
        let layer = Layer { bounds, at: Point::default(), scale, marks: &marks };
        let page = PdfPage { size, ground: true, layers: vec![layer], headings: Vec::new() };
        let bytes = paint::pdf(title, theme, &[page]).map_err(OutputError::Pdf)?;
        out.write_all(&bytes).map_err(OutputError::Write)
    }

    /// Writes it as a presentation of one slide.
    pub fn pptx(&self, out: &mut dyn Write) -> Result<(), OutputError> {
        let Sheet { bounds, theme, title } = self.sheet();
        let marks = |window: Rect, to: &mut dyn FnMut(&Mark)| self.untitled(window, 1.0, to);
        let slide = Slide { title: &self.frame.title, bounds, marks: &marks };
        paint::pptx(title, theme, &[slide], out).map_err(OutputError::Write)
    }
}
