//! The page that a picture stands on: a sheet of its own size, a named paper, a slide, or any other size.

use crate::scene::{Rect, Size};

/// Points in a millimetre and in an inch.
const MM: f64 = 72.0 / 25.4;
const INCH: f64 = 72.0;
/// Shortest and longest side of a page of one's own, in points; the longest is what every reader of PDF opens.
const SIDES: (f64, f64) = (72.0, LONGEST_PAGE);
/// Longest side of a page in points that every reader opens (ISO 32000-1, annex C).
pub const LONGEST_PAGE: f64 = 14_400.0;
/// How far a picture is enlarged at most to fill a page.
const LARGEST: f64 = 2.0;
/// Smallest text that is read with ease on paper, in points.
pub const READABLE: f64 = 7.0;

/// Size of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum PageSize {
    /// As large as the picture.
    #[default]
    Sheet,
    /// A named size, by its index in the list of papers.
    Paper(u8),
    /// Any other size, width and height in points.
    Own(Size),
}

/// Named sizes: the word for the command line, the name in a dialog, and width and height in points, upright.
const PAPERS: [(&str, &str, Size); 8] = [
    ("a4", "A4", Size { width: 210.0 * MM, height: 297.0 * MM }),
    ("a3", "A3", Size { width: 297.0 * MM, height: 420.0 * MM }),
    ("a2", "A2", Size { width: 420.0 * MM, height: 594.0 * MM }),
    ("a1", "A1", Size { width: 594.0 * MM, height: 841.0 * MM }),
    ("a0", "A0", Size { width: 841.0 * MM, height: 1189.0 * MM }),
    ("letter", "Letter", Size { width: 8.5 * INCH, height: 11.0 * INCH }),
    ("tabloid", "Tabloid", Size { width: 11.0 * INCH, height: 17.0 * INCH }),
    ("16:9", "Slide 16:9", Size { width: 540.0, height: 960.0 }),
];

impl PageSize {
    /// A4, which most printers have.
    pub const A4: Self = Self::Paper(0);
    /// A slide of 13⅓ by 7½ inches.
    pub const SLIDE: Self = Self::Paper(7);

    /// The sheet and every named size.
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Sheet).chain((0..PAPERS.len() as u8).map(Self::Paper))
    }

    /// Word by which it is written on a command line and remembered: `a4`, `16:9`, `420x297mm`.
    pub fn id(self) -> String {
        match self {
            Self::Sheet => "sheet".to_owned(),
            Self::Paper(at) => PAPERS[usize::from(at) % PAPERS.len()].0.to_owned(),
            Self::Own(Size { width, height }) => format!("{}x{}mm", shown(width / MM), shown(height / MM)),
        }
    }

    /// Name in a dialog.
    pub fn name(self) -> String {
        match self {
            Self::Sheet => "One sheet that fits".to_owned(),
            Self::Paper(at) => PAPERS[usize::from(at) % PAPERS.len()].1.to_owned(),
            Self::Own(Size { width, height }) => format!("{} × {} mm", shown(width / MM), shown(height / MM)),
        }
    }

    /// Size that a word says, ignoring case: a name, or width and height as in `420x297mm`, `20x10in` or `960x540pt`.
    /// `None` for anything else, and for sides under one inch or over 200.
    pub fn named(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase();
        if let Some(known) = Self::all().find(|size| size.id() == word) {
            return Some(known);
        }
        let units = [("mm", MM), ("cm", 10.0 * MM), ("in", INCH), ("pt", 1.0)];
        let (sides, unit) = units.iter().find_map(|(name, unit)| Some((word.strip_suffix(name)?, *unit)))?;
        let (width, height) = sides.split_once(['x', '×'])?;
        let side = |text: &str| {
            let side = text.trim().parse::<f64>().ok()? * unit;
            (SIDES.0 - 0.01..=SIDES.1 + 0.01).contains(&side).then_some(side.min(SIDES.1))
        };
        Some(Self::Own(Size { width: side(width)?, height: side(height)? }))
    }

    /// Width and height in points, lying where the picture does; `None` where the page is as large as the picture.
    pub fn points(self, lies: bool) -> Option<Size> {
        match self {
            Self::Sheet => None,
            Self::Paper(at) => {
                let Size { width, height } = PAPERS[usize::from(at) % PAPERS.len()].2;
                // A slide always lies.
                let lies = lies || self == Self::SLIDE;
                Some(if lies { Size { width: height, height: width } } else { Size { width, height } })
            }
            Self::Own(size) => Some(size),
        }
    }

    /// The papers that have room for a picture with a smallest text, from the smallest up.
    pub fn with_room(picture: Size, smallest: f64) -> impl Iterator<Item = Self> {
        // Slides and papers of one country are no advice.
        (0..5).map(Self::Paper).filter(move |paper| {
            paper.points(picture.width >= picture.height).is_some_and(|page| {
                smallest * placement(page, Rect::new(0.0, 0.0, picture.width, picture.height)).1 >= READABLE
            })
        })
    }
}

/// Margin of a page, in points.
pub fn margin(page: Size) -> f64 {
    (0.03 * page.width.min(page.height)).max(12.0)
}

/// Where a picture stands on a page: the point of the page at which the origin of the scene lies, and points of the page
/// per point of the scene. It is in the middle, and as large as fits.
pub fn placement(page: Size, picture: Rect) -> ((f64, f64), f64) {
    let room = |side: f64| (side - 2.0 * margin(page)).max(1.0);
    let fits = (room(page.width) / picture.width()).min(room(page.height) / picture.height());
    let scale = if fits.is_finite() { fits.min(LARGEST) } else { 1.0 };
    let middle = picture.center();
    ((page.width / 2.0 - middle.x * scale, page.height / 2.0 - middle.y * scale), scale)
}

/// A number with at most one decimal.
fn shown(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_as_it_is_written() {
        for size in PageSize::all().chain([PageSize::Own(Size { width: 420.0 * MM, height: 297.0 * MM })]) {
            assert_eq!(PageSize::named(&size.id()), Some(size), "{}", size.id());
        }
        for (word, expected) in [
            ("A4", "a4"),
            (" Letter ", "letter"),
            ("20x10in", "508x254mm"),
            ("960x540pt", "338.7x190.5mm"),
            ("30 × 20cm", "300x200mm"),
        ] {
            assert_eq!(PageSize::named(word).map(PageSize::id).as_deref(), Some(expected), "{word}");
        }
        for word in ["", "a9", "0x0mm", "1x1mm", "9000x9000mm", "nanx1in", "infx10in", "-3x4in", "10mm", "10x10"] {
            assert_eq!(PageSize::named(word), None, "{word}");
        }
    }

    #[test]
    fn a_picture_on_a_page_is_inside_its_margins() {
        for picture in [Rect::new(-50.0, 20.0, 4000.0, 100.0), Rect::new(0.0, 0.0, 10.0, 9000.0)] {
            for page in PageSize::all().filter_map(|page| page.points(true)) {
                let ((x, y), scale) = placement(page, picture);
                let (left, top) = (x + picture.left * scale, y + picture.top * scale);
                let (right, bottom) = (x + picture.right * scale, y + picture.bottom * scale);
                let least = margin(page) - 1e-6;
                assert!(left >= least && top >= least, "{left} {top}");
                assert!(right <= page.width - least && bottom <= page.height - least, "{right} {bottom}");
            }
        }
    }
}
