//! All that is written of an organisation for others to look at: one table says the endings, the name and the painter
//! of each format. The command line and the window share it.

use super::error::OutputError;
use super::picture::Picture;
use super::picture_options::PictureOptions;
use super::{Paper, Show, html, markdown, pdf};
use crate::io::replace;
use crate::org::Org;
use std::io::{self, Write};
use std::path::Path;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Output {
    /// A view as a picture.
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

/// How something that was made becomes bytes.
#[derive(Clone, Copy)]
enum Painter {
    Picture(fn(&Picture, &mut dyn Write) -> Result<(), OutputError>),
    Report(fn(&Paper, &mut dyn Write) -> Result<(), OutputError>),
}

/// SVG, which is also what a picture without a name is written in.
pub const SVG: Format =
    Format { name: "SVG picture", endings: &["svg"], painter: Painter::Picture(|picture, out| picture.svg(out)) };

/// Markdown, which is also what a report without a name is written in.
pub const MARKDOWN: Format = Format {
    name: "Markdown",
    endings: &["md", "markdown"],
    painter: Painter::Report(|paper, out| markdown(paper, out).map_err(OutputError::Write)),
};

/// Every format, those of pictures first; each kind in the order in which it is offered.
pub const FORMATS: [Format; 6] = [
    SVG,
    Format { name: "PNG picture", endings: &["png"], painter: Painter::Picture(|picture, out| picture.png(out)) },
    Format { name: "PDF of one sheet", endings: &["pdf"], painter: Painter::Picture(|picture, out| picture.pdf(out)) },
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

impl Output {
    /// The formats that it is written in.
    pub fn formats(&self) -> impl Iterator<Item = &'static Format> {
        let is_picture = matches!(self, Self::Picture(_));
        FORMATS.iter().filter(move |format| matches!(format.painter, Painter::Picture(_)) == is_picture)
    }

    /// The format that the ending of a name says.
    pub fn format_of(&self, path: &Path) -> Result<&'static Format, OutputError> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        self.formats().find(|format| format.endings.contains(&ending.as_str())).ok_or_else(|| {
            let what = if matches!(self, Self::Picture(_)) { "picture" } else { "report" };
            OutputError::Ending { path: path.to_owned(), what, endings: self.endings() }
        })
    }

    /// `.svg, .png or .pdf`.
    fn endings(&self) -> String {
        let mut endings: Vec<String> = self.formats().map(|format| format!(".{}", format.endings[0])).collect();
        let last = endings.pop().unwrap_or_default();
        format!("{} or {last}", endings.join(", "))
    }
}

/// Something that is ready to be written.
enum Made<'a> {
    Picture(Box<Picture<'a>>),
    Report(Paper),
}

impl<'a> Made<'a> {
    fn of(org: &'a Org, output: &Output) -> Result<Self, OutputError> {
        Ok(match *output {
            Output::Picture(options) => Self::Picture(Box::new(Picture::of(org, options)?)),
            Output::Report(show) => Self::Report(Paper::of(org, show)),
        })
    }

    fn write(&self, format: &Format, out: &mut dyn Write) -> Result<(), OutputError> {
        match (self, format.painter) {
            (Self::Picture(picture), Painter::Picture(paint)) => paint(picture, out),
            (Self::Report(paper), Painter::Report(paint)) => paint(paper, out),
            (Self::Picture(_), Painter::Report(_)) | (Self::Report(_), Painter::Picture(_)) => {
                Err(OutputError::Write(io::ErrorKind::Unsupported.into()))
            }
        }
    }
}

/// Judges an organisation and writes what is asked for in a format of its kind.
pub fn write(org: &Org, output: &Output, format: &Format, out: &mut dyn Write) -> Result<(), OutputError> {
    Made::of(org, output)?.write(format, out)?;
    out.flush().map_err(OutputError::Write)
}

/// The same as a file, whole or not at all; the ending of its name says the format. One that is not known is refused
/// before anything is done.
pub fn save(org: &Org, output: &Output, path: &Path) -> Result<(), OutputError> {
    let format = output.format_of(path)?;
    let made = Made::of(org, output)?;
    let mut refused = None;
    let saved = replace(path, |out| {
        made.write(format, out).map_err(|error| match error {
            OutputError::Write(error) => error,
            error => {
                refused = Some(error);
                io::Error::other("not painted")
            }
        })
    });
    match refused {
        Some(error) => Err(error),
        None => saved.map(drop).map_err(OutputError::Save),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::View;
    use crate::scene::Theme;

    #[test]
    fn an_ending_says_the_format_and_the_hint_names_those_that_there_are() {
        let options =
            PictureOptions { view: View::Tracks, theme: Theme::Light, scale: 1.0, findings: false, pay: false };
        let check = |output: Output, name: &str, expected: &str| {
            let found = output.format_of(Path::new(name));
            let told = found.map_or_else(|error| error.hint(), |format| format.name.to_owned());
            assert_eq!(told, expected, "{name}");
        };
        check(Output::Picture(options), "a.SVG", "SVG picture");
        check(Output::Picture(options), "a.pdf", "PDF of one sheet");
        check(Output::Picture(options), "a.html", "End the name of the picture in .svg, .png or .pdf");
        check(Output::Report(Show::default()), "a.pdf", "PDF");
        check(Output::Report(Show::default()), "a.htm", "Web page");
        check(Output::Report(Show::default()), "a", "End the name of the report in .html, .pdf or .md");
    }
}
