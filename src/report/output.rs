//! All that is written of an organisation for others to look at: one table says the endings, the name and the painter
//! of each format. The command line and the window share it.

use super::book::Book;
use super::data::{self, Data};
use super::error::OutputError;
use super::page_size::PageSize;
use super::picture::{self, Picture, Pixels};
use super::picture_options::{Pages, PictureOptions};
use super::{Paper, Show, html, markdown, pdf};
use crate::io::disk::{Disk, RealDisk};
use crate::io::{Progress, replace_on, settled};
use crate::org::Org;
use crate::paint::{LONGEST_SIDE, SLIDE_ASPECT};
use crate::scene::Size;
use std::io::{self, Write};
use std::path::Path;

/// What is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// A view as a picture, or the same organisation as data.
    Picture(PictureOptions),
    /// The report on paper.
    Report(Show),
}

/// A format and what is written in it.
pub struct Format {
    /// Its name, as a dialog says it.
    pub name: &'static str,
    /// Its endings in lower case, the usual one first.
    pub endings: &'static [&'static str],
    painter: Painter,
}

/// What a picture stands on.
#[derive(Clone, Copy)]
enum Page {
    /// As large as the picture.
    Sheet,
    Slide,
}

impl Page {
    /// Width to height of the tracks on it.
    fn tracks(self) -> f64 {
        match self {
            Self::Sheet => picture::SHEET,
            Self::Slide => picture::SLIDE,
        }
    }
}

/// What paints a picture.
type Paint = fn(&Picture, &mut dyn Write) -> Result<(), OutputError>;

/// How something that was made becomes bytes.
#[derive(Clone, Copy)]
enum Painter {
    Picture(Page, Paint),
    /// The same, or a book of pages by manager.
    Pages(Page, Paint, fn(&Book, &mut dyn Write) -> Result<(), OutputError>),
    /// Who reports to whom, or a table of people.
    Data(fn(&Data, &mut dyn Write) -> io::Result<()>),
    Report(fn(&Paper, &mut dyn Write) -> Result<(), OutputError>),
}

/// A format of a picture on a sheet.
const fn sheet(name: &'static str, endings: &'static [&'static str], paint: Paint) -> Format {
    Format { name, endings, painter: Painter::Picture(Page::Sheet, paint) }
}

/// A format of people and lines as data.
const fn of_data(
    name: &'static str,
    endings: &'static [&'static str],
    write: fn(&Data, &mut dyn Write) -> io::Result<()>,
) -> Format {
    Format { name, endings, painter: Painter::Data(write) }
}

/// SVG, which is also what a picture without a name is written in.
pub const SVG: Format = sheet("SVG picture", &["svg"], |picture, out| picture.svg(out));

/// Markdown, which is also what a report without a name is written in.
pub const MARKDOWN: Format = Format {
    name: "Markdown",
    endings: &["md", "markdown"],
    painter: Painter::Report(|paper, out| markdown(paper, out).map_err(OutputError::Write)),
};

/// Every format, those of pictures first; each kind in the order in which it is offered.
pub const FORMATS: [Format; 14] = [
    SVG,
    sheet("PNG picture", &["png"], |picture, out| picture.png(out)),
    Format {
        name: "PDF",
        endings: &["pdf"],
        painter: Painter::Pages(Page::Sheet, |picture, out| picture.pdf(out), |book, out| book.pdf(out)),
    },
    Format {
        name: "PowerPoint",
        endings: &["pptx"],
        painter: Painter::Pages(Page::Slide, |picture, out| picture.pptx(out), |book, out| book.pptx(out)),
    },
    sheet("Interactive web page", &["html", "htm"], |picture, out| picture.web(out)),
    of_data("People as Excel workbook", &["xlsx"], data::xlsx),
    of_data("People as CSV", &["csv"], data::csv),
    of_data("draw.io diagram", &["drawio"], data::drawio),
    of_data("Graphviz graph", &["dot", "gv"], data::dot),
    of_data("Mermaid flowchart", &["mmd", "mermaid"], data::mermaid),
    of_data("GraphML graph", &["graphml"], data::graphml),
    Format {
        name: "Web page",
        endings: &["html", "htm"],
        painter: Painter::Report(|paper, out| html(paper, out).map_err(OutputError::Write)),
    },
    Format {
        name: "PDF",
        endings: &["pdf"],
        painter: Painter::Report(|paper, out| {
            let bytes = pdf(paper).map_err(OutputError::Pdf)?;
            out.write_all(&bytes).map_err(OutputError::Write)
        }),
    },
    MARKDOWN,
];

impl Format {
    /// Whether it is a picture; else it has no view and no colours of its own.
    pub fn is_picture(&self) -> bool {
        matches!(self.painter, Painter::Picture(..) | Painter::Pages(..))
    }

    /// Whether it can have pages by manager.
    pub fn has_pages(&self) -> bool {
        matches!(self.painter, Painter::Pages(..))
    }

    /// Width to height of its pages; `None` where the page is as large as the picture.
    fn page(&self) -> Option<f64> {
        match self.painter {
            Painter::Picture(Page::Slide, _) | Painter::Pages(Page::Slide, ..) => Some(SLIDE_ASPECT),
            Painter::Picture(Page::Sheet, _)
            | Painter::Pages(Page::Sheet, ..)
            | Painter::Data(_)
            | Painter::Report(_) => None,
        }
    }
}

impl Output {
    /// The formats that it is written in.
    pub fn formats(&self) -> impl Iterator<Item = &'static Format> {
        let is_picture = matches!(self, Self::Picture(_));
        FORMATS.iter().filter(move |format| matches!(format.painter, Painter::Report(_)) != is_picture)
    }

    /// The format that the ending of a name says.
    pub fn format_of(&self, path: &Path) -> Result<&'static Format, OutputError> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        self.formats().find(|format| format.endings.contains(&ending.as_str())).ok_or_else(|| {
            let what = if matches!(self, Self::Picture(_)) { "picture" } else { "report" };
            OutputError::Ending { path: path.to_owned(), what, endings: self.endings() }
        })
    }

    /// `.svg, .png, .pdf or .pptx`.
    fn endings(&self) -> String {
        let mut endings: Vec<String> = self.formats().map(|format| format!(".{}", format.endings[0])).collect();
        let last = endings.pop().unwrap_or_default();
        format!("{} or {last}", endings.join(", "))
    }
}

/// Something that is ready to be written.
enum Made<'a> {
    Picture(Box<Picture<'a>>),
    Book(Box<Book>),
    Data(Box<Data<'a>>),
    Report(Paper),
}

impl<'a> Made<'a> {
    fn of(org: &'a Org, output: &Output, format: &Format) -> Result<Self, OutputError> {
        let picture = |options: &PictureOptions, page: Page| {
            // A slide is a page of its own.
            let size = if matches!(page, Page::Slide) { PageSize::Sheet } else { options.page };
            let options = PictureOptions { page: size, ..options.clone() };
            Picture::of(org, options, page.tracks()).map(|picture| Self::Picture(Box::new(picture)))
        };
        let no_pages = |options: &PictureOptions| match options.pages {
            Pages::One => Ok(()),
            Pages::ByManager(_) => Err(OutputError::Pages { of: format.name }),
        };
        Ok(match (output, format.painter) {
            (Output::Picture(options), Painter::Data(_)) => Self::Data(Box::new(Data::of(org, options.clone()))),
            (Output::Picture(options), Painter::Pages(page, ..)) if options.pages != Pages::One => {
                Self::Book(Box::new(Book::of(org, options.clone(), matches!(page, Page::Slide))?))
            }
            (Output::Picture(options), Painter::Picture(page, _)) => {
                no_pages(options)?;
                picture(options, page)?
            }
            (Output::Picture(options), Painter::Pages(page, ..)) => picture(options, page)?,
            (Output::Picture(options), Painter::Report(_)) => picture(options, Page::Sheet)?,
            (Output::Report(show), _) => Self::Report(Paper::of(org, *show)),
        })
    }

    /// What is to be known of it.
    fn remark(&self, format: &Format) -> String {
        match self {
            // A slide is as large as it is shown.
            Self::Picture(picture) if format.page().is_none() => picture.remark(),
            Self::Picture(_) | Self::Book(_) | Self::Data(_) | Self::Report(_) => String::new(),
        }
    }

    fn write(&self, format: &Format, out: &mut dyn Write) -> Result<(), OutputError> {
        match (self, format.painter) {
            (Self::Picture(picture), Painter::Picture(_, paint) | Painter::Pages(_, paint, _)) => paint(picture, out),
            (Self::Book(book), Painter::Pages(_, _, paint)) => paint(book, out),
            (Self::Data(data), Painter::Data(write)) => write(data, out).map_err(OutputError::Write),
            (Self::Report(paper), Painter::Report(paint)) => paint(paper, out),
            (Self::Picture(_) | Self::Book(_) | Self::Data(_) | Self::Report(_), _) => {
                Err(OutputError::Write(io::ErrorKind::Unsupported.into()))
            }
        }
    }
}

/// Judges an organisation and writes what is asked for in a format of its kind.
pub fn write(org: &Org, output: &Output, format: &Format, out: &mut dyn Write) -> Result<(), OutputError> {
    Made::of(org, output, format)?.write(format, out)?;
    out.flush().map_err(OutputError::Write)
}

/// The same as a file, whole or not at all; the ending of its name says the format. One that is not known is refused
/// before anything is done. Returns what is to be known of the file, such as that its words are small; usually nothing.
pub fn save(org: &Org, output: &Output, path: &Path) -> Result<String, OutputError> {
    save_on(&RealDisk, org, output, path, &Progress::default())
}

/// The same, told how far it is; asked to stop, it leaves the file as it was.
pub fn save_watched(org: &Org, output: &Output, path: &Path, progress: &Progress) -> Result<String, OutputError> {
    save_on(&RealDisk, org, output, path, progress)
}

/// [`save_watched`] on any disk.
pub fn save_on(
    disk: &impl Disk,
    org: &Org,
    output: &Output,
    path: &Path,
    progress: &Progress,
) -> Result<String, OutputError> {
    let format = output.format_of(path)?;
    let reached = |part: u64| progress.advance(part).map_err(|_| OutputError::Cancelled);
    progress.begin(3);
    let made = Made::of(org, output, format)?;
    reached(1)?;
    let mut refused = None;
    let saved = replace_on(disk, path, |out| {
        // The file is replaced only after this.
        made.write(format, out).and_then(|()| reached(2)).map_err(|error| match error {
            OutputError::Write(error) => error,
            error => {
                refused = Some(error);
                io::Error::other("not painted")
            }
        })
    });
    match refused {
        Some(error) => Err(error),
        None => settled(saved).map(|_| made.remark(format)).map_err(OutputError::Save),
    }
}

/// Lines of a text that are seen before it is written.
const LINES: usize = 60;

/// What is seen of something before it is written.
pub enum Preview {
    /// The picture itself, on its page.
    Picture {
        /// The page.
        pixels: Pixels,
        /// What is to be known of it; empty where nothing is.
        remark: String,
        /// Which page it is, from 0, and how many there are.
        page: (usize, usize),
    },
    /// The beginning of the file; of a workbook, its cells.
    Text(String),
}

/// Makes a preview of at most so many pixels, or of some lines. Of several pages it is the one asked for, or the last.
/// `kept` is the book that an earlier preview of the same was taken from, and becomes that of this one.
pub fn preview(
    org: &Org,
    output: &Output,
    format: &Format,
    (most, at): (Size, usize),
    kept: &mut Option<Box<Book>>,
) -> Result<Preview, OutputError> {
    let made = match kept.take() {
        Some(book) => Made::Book(book),
        None => Made::of(org, output, format)?,
    };
    let remark = made.remark(format);
    match made {
        Made::Picture(picture) => {
            let (size, page) = (picture.size(), format.page());
            let size = page.map_or(size, |aspect| Size { width: size.width.max(size.height * aspect), ..size });
            let scale = (most.width / size.width).min(most.height / size.height);
            let pixels = picture.pixels(scale, page)?;
            Ok(Preview::Picture { pixels, remark, page: (0, 1) })
        }
        Made::Book(book) => {
            let pages = book.count();
            let at = at.min(pages - 1);
            let pixels = kept.insert(book).pixels(at, most)?;
            Ok(Preview::Picture { pixels, remark, page: (at, pages) })
        }
        Made::Data(data) => {
            let mut bytes = Vec::new();
            let written = match format.painter {
                Painter::Data(write) if !format.endings.contains(&"xlsx") => write(&data, &mut bytes),
                Painter::Data(_) | Painter::Picture(..) | Painter::Pages(..) | Painter::Report(_) => {
                    data::csv(&data, &mut bytes)
                }
            };
            written.map_err(OutputError::Write)?;
            let text = String::from_utf8_lossy(&bytes);
            let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().take(LINES).collect();
            Ok(Preview::Text(lines.join("\n")))
        }
        Made::Report(_) => Err(OutputError::Write(io::ErrorKind::Unsupported.into())),
    }
}

/// A picture for the clipboard.
pub enum Copied {
    /// Two pixels a point, fewer where that would be too many for other programs.
    Pixels(Pixels),
    /// The text of an SVG, which programs for drawing paste as shapes.
    Svg(String),
}

/// A picture for the clipboard: as the text of an SVG, or as pixels.
pub fn copied(org: &Org, options: PictureOptions, is_svg: bool) -> Result<Copied, OutputError> {
    const MOST: f64 = 24e6;
    if is_svg {
        let (output, mut bytes) = (Output::Picture(options), Vec::new());
        write(org, &output, output.format_of(Path::new("copied.svg"))?, &mut bytes)?;
        return Ok(Copied::Svg(String::from_utf8_lossy(&bytes).into_owned()));
    }
    let picture = Picture::of(org, options, picture::SHEET)?;
    let Size { width, height } = picture.size();
    let scale = (MOST / (width * height)).sqrt().min(2.0).min(LONGEST_SIDE / width.max(height));
    picture.pixels(scale, None).map(Copied::Pixels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_says_the_format_and_the_hint_names_those_that_there_are() {
        let options = PictureOptions::default();
        let check = |output: Output, name: &str, expected: &str| {
            let found = output.format_of(Path::new(name));
            let told = found.map_or_else(|error| error.hint(), |format| format.name.to_owned());
            assert_eq!(told, expected, "{name}");
        };
        check(Output::Picture(options.clone()), "a.SVG", "SVG picture");
        check(Output::Picture(options.clone()), "a.pdf", "PDF");
        check(Output::Picture(options.clone()), "a.pptx", "PowerPoint");
        check(
            Output::Picture(options),
            "a.jpg",
            "Use a name for the picture that ends in .svg, .png, .pdf, .pptx, .html, .xlsx, .csv, .drawio, .dot, .mmd or \
             .graphml",
        );
        check(Output::Report(Show::default()), "a.pdf", "PDF");
        check(Output::Report(Show::default()), "a.htm", "Web page");
        check(Output::Report(Show::default()), "a", "Use a name for the report that ends in .html, .pdf or .md");
    }
}
