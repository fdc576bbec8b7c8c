//! Reasons for not writing a picture or a report, each with the next step.

use crate::io::path::shown;
use crate::io::{SaveError, plain};
use crate::paint::{PdfError, PngError};
use std::fmt;
use std::io;
use std::path::PathBuf;

/// Reason for not writing a picture or a report.
#[derive(Debug)]
pub enum OutputError {
    /// The file name ends in none of the formats available.
    Ending {
        /// Path of the file.
        path: PathBuf,
        /// `picture` or `report`.
        what: &'static str,
        /// Endings available, as in `.svg, .png, .pdf or .pptx`.
        endings: String,
    },
    /// The view shows findings about single people, which were not asked for or may not be shown.
    Hidden {
        /// True if the reason is that the file is in *structure only*.
        by_file: bool,
    },
    /// The view compares two organisations, and there is one.
    NothingBefore,
    /// The view shows the folders of a repository, and the organisation was not made from one.
    NoRepository,
    /// Pages by manager were asked of a format or a view that has none.
    Pages {
        /// Name of the format or view.
        of: &'static str,
    },
    /// The page has no room for a team that can be read.
    SmallPage,
    /// The picture cannot be painted as pixels.
    Pixels(PngError),
    /// The PDF cannot be made.
    Pdf(PdfError),
    /// It was asked to stop.
    Cancelled,
    /// Writing to the destination failed.
    Write(io::Error),
    /// The file could not be saved.
    Save(SaveError),
}

impl OutputError {
    /// The next step.
    pub fn hint(&self) -> String {
        match self {
            Self::Ending { what, endings, .. } => format!("Use a name for the {what} that ends in {endings}"),
            Self::Hidden { by_file: true } => "Open it in the window and turn on Show people with a purpose".to_owned(),
            Self::Hidden { by_file: false } => "Add `--show findings` if the readers may see them".to_owned(),
            Self::NothingBefore => "Name a second file: the earlier one first, the later one second".to_owned(),
            Self::NoRepository => "Write it with `twintrack repo FOLDER --picture OUT`".to_owned(),
            Self::Pages { .. } => "Write .pdf or .pptx of the tree or the tracks, or omit `--pages-by`".to_owned(),
            Self::SmallPage => "Choose a page of at least 10 × 8 cm".to_owned(),
            Self::Pixels(error) => error.hint().to_owned(),
            Self::Pdf(error) => error.hint().to_owned(),
            Self::Cancelled => "Start again when you are ready".to_owned(),
            Self::Write(_) | Self::Save(SaveError::Folder { .. }) => {
                "Choose another folder, or ask for write permission".to_owned()
            }
            Self::Save(error) => error.hint(),
        }
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Ending { path, what, .. } => write!(f, "`{}` is not a supported {what} format", shown(path)),
            Self::Hidden { by_file: true } => {
                f.write_str("The file shows structure only, so its matrix would be empty")
            }
            Self::Hidden { by_file: false } => f.write_str("The matrix shows findings about individuals"),
            Self::NothingBefore => f.write_str("There is nothing to compare with"),
            Self::NoRepository => f.write_str("The organisation was not made from a repository"),
            Self::Pages { of } => write!(f, "{of} has no pages by manager"),
            Self::SmallPage => f.write_str("The page is too small for a readable team"),
            Self::Pixels(error) => error.fmt(f),
            Self::Pdf(error) => error.fmt(f),
            Self::Cancelled => f.write_str("Stopped; nothing was written"),
            Self::Write(error) => write!(f, "Could not write the result: {}", plain(error)),
            Self::Save(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for OutputError {}
