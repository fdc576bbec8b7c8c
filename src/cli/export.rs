//! `twintrack export`: the picture of the window as a file. Pay and personal findings are left out unless asked for.

use crate::diagram::{Chart, ChartOptions, Folding, Matrix as Dots, MatrixPage, MatrixShown, Tracks, View as Shown};
use crate::io::{Opened, plain};
use crate::org::Org;
use crate::paint::{Layer, PdfError, PdfPage, PngError, Sheet, pdf, png, svg};
use crate::rules::{Facts, Judgement};
use crate::scene::{Mark, Point, Rect, Size, Theme};
use clap::ValueEnum;
use std::fmt;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// What `export` is asked for.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Organisation or spreadsheet; `-` for stdin.
    pub file: PathBuf,
    /// Picture to write, `.svg`, `.png` or `.pdf` (one sheet); `-` writes SVG to stdout.
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
    /// Which view.
    #[arg(long, value_enum, default_value_t = View::Tracks)]
    pub view: View,
    /// Colours.
    #[arg(long, value_enum, default_value_t = Colours::Light)]
    pub theme: Colours,
    /// Pixels per point of a PNG.
    #[arg(long, default_value_t = 1.0)]
    pub scale: f64,
    /// What is shown besides the structure.
    #[arg(long, value_enum, value_delimiter = ',')]
    pub show: Vec<Private>,
}

/// The views that can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum View {
    /// Both tracks on shared rungs.
    Tracks,
    /// The same people if status came only with reports.
    OnePath,
    /// Authority against impact, one dot a person; needs `--show findings`.
    Matrix,
    /// Everybody by solid lines, with nothing folded.
    Tree,
}

/// Width and height of the matrix, in points.
const MATRIX: Size = Size { width: 960.0, height: 800.0 };

/// The picture of a view, laid out.
enum Picture {
    Tracks(Box<Tracks>),
    Matrix(Box<(Dots, MatrixPage)>),
    Tree(Box<Chart>),
}

impl Picture {
    fn of(view: View, facts: &Facts, judgement: &Judgement) -> Self {
        let mut folding = Folding::default();
        folding.set_one_path(view == View::OnePath);
        match view {
            View::Tracks | View::OnePath => Self::Tracks(Box::new(Tracks::new(facts, judgement, &folding))),
            View::Matrix => {
                let dots = Dots::of(facts, judgement);
                let page = MatrixPage::new(&dots, MATRIX);
                Self::Matrix(Box::new((dots, page)))
            }
            View::Tree => {
                let whole = ChartOptions { levels: Some(u32::MAX), ..ChartOptions::default() };
                Self::Tree(Box::new(Chart::new(facts, &whole)))
            }
        }
    }

    fn bounds(&self) -> Rect {
        match self {
            Self::Tracks(tracks) => tracks.bounds(),
            Self::Matrix(_) => Rect::new(0.0, 0.0, MATRIX.width, MATRIX.height),
            Self::Tree(chart) => chart.bounds(),
        }
    }

    fn marks(&self, org: &Org, judgement: &Judgement, view: &Shown, out: &mut dyn FnMut(Mark)) {
        match self {
            Self::Tracks(tracks) => tracks.marks(org, judgement, view, out),
            Self::Matrix(it) => it.1.marks(&it.0, org, judgement, &MatrixShown::default(), out),
            Self::Tree(chart) => chart.marks(org, judgement, view, out),
        }
    }
}

/// The themes, as words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colours {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Black on white.
    Print,
}

/// What is left out unless it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Private {
    /// Badges and gauges of people.
    Findings,
    /// Yearly full-time pay on the cards.
    Pay,
}

/// Why a picture could not be written.
#[derive(Debug)]
pub enum ExportError {
    /// The ending says no kind of picture.
    Ending(PathBuf),
    /// The disk refused.
    Disk {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The view shows findings about single people, which were not asked for or may not be shown.
    Hidden {
        /// Whether the file is in *structure only*.
        by_file: bool,
    },
    /// The picture cannot be painted as pixels.
    Pixels(PngError),
    /// There is no PDF of the picture.
    Pdf(PdfError),
}

impl ExportError {
    /// What to do next.
    pub fn hint(&self) -> &str {
        match self {
            Self::Ending(_) => "End the name of the picture in .svg, .png or .pdf",
            Self::Disk { .. } => "Choose another folder, or ask for permission to write there",
            Self::Hidden { by_file: true } => "Open it in the window to show people for a stated purpose",
            Self::Hidden { by_file: false } => "Add `--show findings` if those who will see it may see them",
            Self::Pixels(error) => error.hint(),
            Self::Pdf(error) => error.hint(),
        }
    }
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Ending(path) => write!(f, "`{}` is no kind of picture that is written", path.display()),
            Self::Disk { path, error } => write!(f, "`{}` could not be written: {}", path.display(), plain(error)),
            Self::Hidden { by_file: true } => f.write_str("The file is in structure only, so nobody is on its matrix"),
            Self::Hidden { by_file: false } => f.write_str("The matrix shows what was found about single people"),
            Self::Pixels(error) => error.fmt(f),
            Self::Pdf(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ExportError {}

/// Writes the picture of an opened file. Returns what the reader should know: what was left out.
pub fn run(opened: &Opened, arguments: &Arguments) -> Result<String, ExportError> {
    let org = &opened.org;
    let shows = |what| arguments.show.contains(&what);
    if arguments.view == View::Matrix && !(shows(Private::Findings) && org.shows_people()) {
        return Err(ExportError::Hidden { by_file: !org.shows_people() });
    }
    let judgement = Judgement::of(org);
    let picture = Picture::of(arguments.view, &judgement.facts(org), &judgement);
    let theme = match arguments.theme {
        Colours::Light => Theme::Light,
        Colours::Dark => Theme::Dark,
        Colours::Print => Theme::Print,
    };
    let what = match arguments.view {
        View::Tracks => "both tracks on shared rungs",
        View::OnePath => "as one path",
        View::Matrix => "authority against impact",
        View::Tree => "everybody by solid lines",
    };
    let title = format!("{}, {what}, {}", org.head.name, org.head.as_of);
    let sheet = Sheet { bounds: picture.bounds(), theme, title: &title };
    let scale_of = |pixels: bool| if pixels { arguments.scale } else { 1.0 };
    let source = |pixels: bool| {
        let (picture, judgement) = (&picture, &judgement);
        let (show_people, show_pay) = (shows(Private::Findings), shows(Private::Pay));
        let scale = scale_of(pixels);
        move |window: Rect, out: &mut dyn FnMut(&Mark)| {
            let view = Shown { show_people, show_pay, ..Shown::at(window, scale) };
            picture.marks(org, judgement, &view, &mut |mark| out(&mark));
        }
    };
    let path = &arguments.output;
    let disk = |error| ExportError::Disk { path: path.clone(), error };
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match (path.as_os_str() == "-", ending.as_deref()) {
        (true, _) => {
            svg(&sheet, &source(false), &mut BufWriter::new(io::stdout().lock())).or_else(closed).map_err(disk)?;
        }
        (false, Some("svg")) => whole(path, |out| svg(&sheet, &source(false), out)).map_err(disk)?,
        (false, Some("pdf")) => {
            let bounds = sheet.bounds;
            let size = Size { width: bounds.width(), height: bounds.height() };
            let layer = Layer { bounds, at: Point::default(), scale: 1.0, marks: &source(false) };
            let page = PdfPage { size, ground: true, layers: vec![layer], headings: Vec::new() };
            let bytes = pdf(&title, theme, &[page]).map_err(ExportError::Pdf)?;
            whole(path, |out| out.write_all(&bytes)).map_err(disk)?;
        }
        (false, Some("png")) => {
            let mut refused = None;
            let written = whole(path, |out| match png(&sheet, arguments.scale, &source(true), out) {
                Err(PngError::Write(error)) => Err(error),
                Err(error) => {
                    refused = Some(error);
                    Err(io::Error::other("not painted"))
                }
                Ok(()) => Ok(()),
            });
            if let Some(error) = refused {
                return Err(ExportError::Pixels(error));
            }
            written.map_err(disk)?;
        }
        (false, _) => return Err(ExportError::Ending(path.clone())),
    }
    let left_out = match (shows(Private::Findings) && org.shows_people(), shows(Private::Pay)) {
        (true, true) => return Ok(String::new()),
        (true, false) => "Pay is left out",
        (false, true) => "Personal findings are left out",
        (false, false) => "Pay and personal findings are left out",
    };
    Ok(format!("{left_out}; --show says what to include"))
}

/// Whoever closes the pipe early has seen enough.
pub fn closed(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) }
}

/// Writes beside the target and renames, so that there is a whole file or the old one.
fn whole(path: &Path, write: impl FnOnce(&mut BufWriter<&File>) -> io::Result<()>) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = tempfile::NamedTempFile::new_in(folder)?;
    let mut out = BufWriter::new(beside.as_file());
    write(&mut out)?;
    out.flush()?;
    drop(out);
    beside.persist(path)?;
    Ok(())
}
