//! `twintrack export`: the picture of the window, or its people as data, as a file. Pay and findings about people are left
//! out unless asked for.

use crate::io::Opened;
use crate::report::output::{self, Output, SVG};
use crate::report::{self, Gate, OutputError, PictureOptions};
use crate::scene::Theme;
use clap::ValueEnum;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

/// Arguments of `export`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Organisation or spreadsheet; FILE#NAME for a plan in it; `-` for stdin.
    pub file: PathBuf,
    /// Picture to write, `.svg`, `.png`, `.pdf` (one sheet), `.pptx` (one slide) or `.html` (interactive), or data,
    /// `.xlsx`, `.csv`, `.drawio`, `.dot`, `.mmd` or `.graphml`; `-` writes SVG to stdout.
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
    /// What people are called by.
    #[arg(long, value_enum, default_value_t = Names::Names)]
    pub names: Names,
    /// What is shown besides the structure.
    #[arg(long, value_enum, value_delimiter = ',')]
    pub show: Vec<Private>,
    /// Replaces a file that is there and is no picture or data of this program.
    #[arg(long)]
    pub force: bool,
}

/// Views that can be exported.
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
    /// Seats by rung on both tracks, without names, findings and pay.
    Silhouette,
}

impl From<View> for report::View {
    fn from(view: View) -> Self {
        match view {
            View::Tracks => Self::Tracks,
            View::OnePath => Self::OnePath,
            View::Matrix => Self::Matrix,
            View::Tree => Self::Tree,
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
    /// Their names, with their titles.
    Names,
    /// The codes of their rungs, without titles.
    Roles,
}

/// Content that is left out unless asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Private {
    /// Badges and gauges of people.
    Findings,
    /// Yearly full-time pay on the cards.
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

/// Writes the picture of an opened file. Returns a message that says what was left out.
pub fn run(opened: &Opened, arguments: &Arguments) -> Result<String, OutputError> {
    let Arguments { output: path, view, theme, scale, names, show, .. } = arguments;
    let (findings, pay) = (show.contains(&Private::Findings), show.contains(&Private::Pay));
    let names = *names == Names::Names;
    let options = PictureOptions { view: (*view).into(), theme: (*theme).into(), scale: *scale, names, findings, pay };
    let (org, picture) = (&opened.org, Output::Picture(options));
    if path.as_os_str() == "-" {
        match output::write(org, &picture, &SVG, &mut BufWriter::new(io::stdout().lock())) {
            Err(OutputError::Write(error)) => closed(error).map_err(OutputError::Write)?,
            written => written?,
        }
    } else {
        output::save(org, &picture, path)?;
    }
    let small = match picture_is_small(path, *scale) {
        true => format!("Words are too small to be read at this scale: {} is the least. ", report::LEGIBLE_SCALE),
        false => String::new(),
    };
    let small = match report::letters_advice(org) {
        letters if letters.is_empty() || !options.names => small,
        letters => format!("{small}{letters}. "),
    };
    // A silhouette has no place for more, whatever is asked for.
    let shown = options.allowed(org).of_view();
    let next = match options.view != report::View::Silhouette && !(shown.findings && shown.pay) {
        true if !Gate::of(org).why.is_empty() => format!("; {}", Gate::of(org).why),
        true => "; --show says what to include".to_owned(),
        false => String::new(),
    };
    match shown.left_out() {
        left_out if left_out.is_empty() => Ok(small),
        left_out => Ok(format!("{small}{left_out}{next}")),
    }
}

/// True for a bitmap at a scale that makes the smallest words unreadable.
fn picture_is_small(path: &Path, scale: f64) -> bool {
    path.extension().is_some_and(|it| it.eq_ignore_ascii_case("png")) && scale < report::LEGIBLE_SCALE
}

/// Treats a closed pipe as success: the reader has seen enough.
pub fn closed(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::io::Progress;
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    fn write(output: PathBuf, scale: f64) -> bool {
        let today = jiff::civil::date(2026, 9, 30);
        let opened =
            crate::io::read(crate::BUNDLED, crate::BUNDLED_NAME, today, &Progress::default()).expect("bundled");
        let file = PathBuf::from(crate::BUNDLED_NAME);
        let (view, theme, names, show) = (View::Tree, Colours::Light, Names::Names, Vec::new());
        run(&opened, &Arguments { file, output, view, theme, scale, names, show, force: false }).is_ok()
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
