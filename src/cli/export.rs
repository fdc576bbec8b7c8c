//! `twintrack export`: the pictures of the window, or its people as data, as files. Pay and findings about people are left
//! out unless asked for.

use super::export_scope::{ScopeError, scope};
use super::place::Place;
use super::target::Target;
use crate::io::{Opened, Progress};
use crate::plan::{ColourBy, Heading};
use crate::report::output::{self, Output, SVG};
use crate::report::{self, Before, Breaks, Gate, OutputError, PageSize, Pages, PictureOptions, Stage};
use crate::scene::Theme;
use clap::ValueEnum;
use std::fmt;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Arguments of `export`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Organisation or spreadsheet; `FILE#NAME` for one of its plans; `-` for stdin. With AFTER, the earlier state.
    pub file: PathBuf,
    /// Later state to compare FILE with, named the same way. A plan is compared with its own file if AFTER is omitted.
    pub after: Option<PathBuf>,
    /// File to write; its extension sets the format. Pictures: `.svg`, `.png`, `.pdf`, `.pptx`, `.html` (interactive).
    /// Data: `.xlsx`, `.csv`, `.drawio`, `.dot`, `.mmd`, `.graphml`. `-` writes SVG to stdout. Repeat it to write several
    /// files.
    #[arg(short, long, value_name = "OUT", required = true)]
    pub output: Vec<PathBuf>,
    /// View to export.
    #[arg(long, value_enum, default_value_t = View::Tracks)]
    pub view: View,
    /// People to include: `all`, `branch:ID`, `people:ID,ID`, `team:NAME`, `rung:CODE`, `track:ic` or `track:management`.
    #[arg(long, value_name = "WHO", default_value = "all")]
    pub scope: String,
    /// Page size: `sheet` (as large as the picture), `a4` to `a0`, `letter`, `tabloid`, `16:9`, or a size like `420x297mm`.
    #[arg(long, value_name = "SIZE", value_parser = page_size, default_value = "sheet")]
    pub page: PageSize,
    /// Divides a PDF or a presentation into pages, one for each manager's team.
    #[arg(long, value_enum, value_name = "BY")]
    pub pages_by: Option<PagesBy>,
    /// Maximum number of levels below the manager on each of these pages. Default: as many as are readable.
    #[arg(long, value_name = "LEVELS", requires = "pages_by", value_parser = clap::value_parser!(u8).range(1..=20))]
    pub levels: Option<u8>,
    /// Uses larger cards, with fewer people on each of these pages.
    #[arg(long, requires = "pages_by")]
    pub loose: bool,
    /// Colour theme.
    #[arg(long, value_enum, default_value_t = Colours::Light)]
    pub theme: Colours,
    /// Resolution of a PNG, in pixels per point.
    #[arg(long, default_value_t = 1.0, value_parser = scale)]
    pub scale: f64,
    /// How people are labelled.
    #[arg(long, value_enum, default_value_t = Names::Names)]
    pub names: Names,
    /// Confidential content to include. Without this, findings about people and pay are left out.
    #[arg(long, value_enum, value_delimiter = ',')]
    pub show: Vec<Private>,
    /// Field that sets the colour of people: `team`, `location`, `status`, `other:cost centre`.
    #[arg(long, value_name = "FIELD")]
    pub colour_by: Option<String>,
    /// Fields to show on cards, or columns of the table.
    #[arg(long, value_name = "FIELD", value_delimiter = ',')]
    pub fields: Vec<String>,
    /// Title of the picture. Default: the name of the organisation.
    #[arg(long, default_value = "")]
    pub title: String,
    /// Omits the legend.
    #[arg(long)]
    pub no_legend: bool,
    /// Replaces an existing file even if it may hold someone's work: a workbook, a table, or a file from another program.
    #[arg(long)]
    pub force: bool,
}

/// Reads a page size.
fn page_size(word: &str) -> Result<PageSize, String> {
    PageSize::named(word).ok_or_else(|| {
        "use sheet, a4, a3, a2, a1, a0, letter, tabloid, 16:9, or a size like 420x297mm or 20x10in".to_owned()
    })
}

/// What pages break by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PagesBy {
    /// A manager with their team.
    Manager,
}

/// Reason that nothing was exported.
#[derive(Debug)]
pub enum ExportError {
    /// Nobody is in the scope.
    Scope(ScopeError),
    /// There is no field of a name.
    Field(String),
    /// A picture or data could not be written.
    Output(OutputError),
}

impl ExportError {
    /// The next step.
    pub fn hint(&self) -> String {
        match self {
            Self::Scope(error) => error.hint(),
            Self::Field(_) => {
                let known: Vec<String> = Heading::known().iter().map(Heading::id).collect();
                format!("Fields are {}; `other:` and a name for one of the file's own", known.join(", "))
            }
            Self::Output(error) => error.hint(),
        }
    }
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Scope(error) => error.fmt(f),
            Self::Field(name) => write!(f, "There is no field `{name}`"),
            Self::Output(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ExportError {}

impl From<OutputError> for ExportError {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}

/// Views that can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum View {
    /// Both tracks on shared rungs.
    Tracks,
    /// The same people on a single path, on which only managers advance.
    OnePath,
    /// The reporting lines of everyone, fully expanded.
    Tree,
    /// One row per person.
    Table,
    /// Authority against impact, one dot per person; needs `--show findings`.
    Matrix,
    /// The rungs of both tracks.
    Ladder,
    /// The highest equal rungs of both tracks side by side.
    Weigh,
    /// The organisation in numbers.
    Indices,
    /// Before and after on the same rungs; needs AFTER or a plan.
    Changes,
    /// Seats by rung on both tracks, without names, findings or pay. With AFTER or a plan: before and after.
    Silhouette,
}

impl From<View> for report::View {
    fn from(view: View) -> Self {
        match view {
            View::Tracks => Self::Tracks,
            View::OnePath => Self::OnePath,
            View::Tree => Self::Tree,
            View::Table => Self::Table,
            View::Matrix => Self::Matrix,
            View::Ladder => Self::Ladder,
            View::Weigh => Self::Weigh,
            View::Indices => Self::Indices,
            View::Changes => Self::Changes,
            View::Silhouette => Self::Silhouette,
        }
    }
}

/// Themes by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colours {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Black on white.
    Print,
}

/// What people are called by in a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Names {
    /// Names and titles.
    Names,
    /// Rung codes, without titles.
    Roles,
}

/// Content that is left out unless asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Private {
    /// Findings about people.
    Findings,
    /// Annual full-time pay.
    Pay,
}

impl From<Colours> for Theme {
    fn from(colours: Colours) -> Self {
        match colours {
            Colours::Light => Self::Light,
            Colours::Dark => Self::Dark,
            Colours::Print => Self::Print,
        }
    }
}

/// Writes the pictures of an opened file to the targets of the outputs, `None` for standard output; `before` is what it
/// is compared with. Returns a message that says what was left out.
pub fn run(
    opened: &Opened,
    before: Option<Before>,
    arguments: &Arguments,
    targets: &[Option<Target>],
) -> Result<String, ExportError> {
    let org = &opened.org;
    let options = options(opened, before, arguments)?;
    let picture = Output::Picture(options.clone());
    let mut said: Vec<String> = Vec::new();
    for (path, target) in arguments.output.iter().zip(targets) {
        let Some(target) = target else {
            match output::write(org, &picture, &SVG, &mut BufWriter::new(io::stdout().lock())) {
                Err(OutputError::Write(error)) => closed(error).map_err(OutputError::Write)?,
                written => written?,
            }
            continue;
        };
        let remark = output::save_on(target.disk(), org, &picture, path, &Progress::default())?;
        said.extend(Some(remark).filter(|remark| !remark.is_empty() && !said.contains(remark)));
        if picture_is_small(path, arguments.scale) {
            let least = report::LEGIBLE_SCALE;
            said.push(format!("Text is too small to read at this scale; use at least {least}"));
        }
    }
    if options.names {
        said.extend(Some(report::letters_advice(org)).filter(|words| !words.is_empty()));
    }
    // A silhouette has no place for more, whatever is asked for.
    let has_data = arguments.output.iter().any(|path| picture.format_of(path).is_ok_and(|it| !it.is_picture()));
    let is_silhouette = options.view == report::View::Silhouette && !has_data;
    let allowed = options.allowed(org);
    // Data hold what is asked for, whatever the view.
    let shown = if has_data { allowed } else { allowed.of_view() };
    let next = match !(is_silhouette || shown.findings && shown.pay) {
        true if !Gate::of(org).why.is_empty() => format!("; {}", Gate::of(org).why),
        true => "; use --show to choose what to include".to_owned(),
        false => String::new(),
    };
    said.extend(Some(shown.left_out()).filter(|it| !it.is_empty()).map(|left_out| format!("{left_out}{next}")));
    Ok(said.join(". "))
}

/// What the arguments ask for.
fn options(opened: &Opened, before: Option<Before>, arguments: &Arguments) -> Result<PictureOptions, ExportError> {
    let Arguments { view, theme, scale, names, show, page, title, no_legend, .. } = arguments;
    let (findings, pay) = (show.contains(&Private::Findings), show.contains(&Private::Pay));
    let field = |id: &String| Heading::named(id).ok_or_else(|| ExportError::Field(id.clone()));
    let fields = arguments.fields.iter().map(field).collect::<Result<Vec<Heading>, _>>()?;
    let by = match &arguments.colour_by {
        Some(id) => match ColourBy::named(id) {
            ColourBy::Track if id != "track" => return Err(ExportError::Field(id.clone())),
            by => by,
        },
        None => ColourBy::Track,
    };
    let pages = match arguments.pages_by {
        Some(PagesBy::Manager) => Pages::ByManager(Breaks { levels: arguments.levels, is_loose: arguments.loose }),
        None => Pages::One,
    };
    let scope = scope(&opened.org, &arguments.scope).map_err(ExportError::Scope)?;
    let is_table = *view == View::Table;
    let (columns, fields) = if is_table { (fields, Vec::new()) } else { (Vec::new(), fields) };
    let shown = arguments.after.as_ref().unwrap_or(&arguments.file);
    let plan = Place::of_path(shown).plan.unwrap_or_default();
    let stage = Stage { scope, by, fields, columns, before, plan, ..Stage::default() };
    Ok(PictureOptions {
        view: (*view).into(),
        theme: (*theme).into(),
        scale: *scale,
        names: *names == Names::Names,
        findings,
        pay,
        page: *page,
        pages,
        legend: !no_legend,
        title: title.clone(),
        stage: Arc::new(stage),
    })
}

/// True for a bitmap at a scale that makes the smallest words unreadable.
fn picture_is_small(path: &Path, scale: f64) -> bool {
    path.extension().is_some_and(|it| it.eq_ignore_ascii_case("png")) && scale < report::LEGIBLE_SCALE
}

fn scale(text: &str) -> Result<f64, &'static str> {
    text.parse().ok().filter(|scale: &f64| scale.is_finite() && *scale > 0.0).ok_or("it has to be a number above 0")
}

/// Treats a closed pipe as success: the reader has seen enough.
pub fn closed(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::cli::target::Rules;
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    fn write(output: PathBuf, scale: f64) -> bool {
        let today = jiff::civil::date(2026, 9, 30);
        let opened =
            crate::io::read(crate::BUNDLED, crate::BUNDLED_NAME, today, &Progress::default()).expect("bundled");
        let file = PathBuf::from(crate::BUNDLED_NAME);
        let arguments = Arguments {
            file,
            after: None,
            output: vec![output],
            view: View::Tree,
            scope: "all".to_owned(),
            page: PageSize::Sheet,
            pages_by: None,
            levels: None,
            loose: false,
            theme: Colours::Light,
            scale,
            names: Names::Names,
            show: Vec::new(),
            colour_by: None,
            fields: Vec::new(),
            title: String::new(),
            no_legend: false,
            force: false,
        };
        let rules = Rules { force: true, ..Rules::default() };
        let target = Target::new(&arguments.output[0], &[], rules).expect("a target");
        run(&opened, None, &arguments, &[target]).is_ok()
    }

    #[test]
    fn a_picture_that_is_written_again_may_be_read_by_the_same_people_and_a_link_to_it_stays_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let (picture, link) = (folder.path().join("org.svg"), folder.path().join("link.svg"));
        fs::write(&picture, "old").expect("a file");
        fs::set_permissions(&picture, Permissions::from_mode(0o640)).expect("its permissions");
        std::os::unix::fs::symlink("org.svg", &link).expect("a link");
        assert!(write(link.clone(), 1.0));
        assert!(fs::read(&picture).is_ok_and(|bytes| bytes.starts_with(b"<svg")), "the link leads to the new picture");
        assert!(fs::symlink_metadata(&link).is_ok_and(|it| it.is_symlink()));
        let mode = fs::metadata(&picture).expect("the picture").permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }

    #[test]
    fn a_picture_that_cannot_be_painted_leaves_the_old_one_and_nothing_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let picture = folder.path().join("org.png");
        fs::write(&picture, "old").expect("a file");
        assert!(!write(picture.clone(), 1e9));
        assert_eq!(fs::read(&picture).expect("the old file"), b"old");
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1);
    }
}
