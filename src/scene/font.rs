//! The fonts: those that come with the program, prepared so that every output draws the same glyph for a character
//! (tabular figures, no ligatures or alternates; kerning and mark positions are kept), and behind them those of the
//! system. `text.rs` shapes text.

use std::borrow::Cow;
use std::sync::OnceLock;

use skrifa::{FontRef, MetadataProvider};

use super::loaded::{Loaded, Shaping};
use super::mark::Weight;
use super::other_font::OtherFont;
use super::sfnt::{Tables, character_map};

/// A font: one of those that come with the program, or one of the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Inter, for Latin, Cyrillic and Greek text.
    InterRegular,
    /// Inter, for names and headings.
    InterSemiBold,
    /// Noto Sans, for characters that Inter lacks.
    NotoRegular,
    /// Noto Sans, for names and headings.
    NotoBold,
    /// A font of the system, for characters that all of these lack.
    Other(OtherFont),
}

impl Face {
    /// The bundled faces.
    pub const BUNDLED: [Face; 4] = [Face::InterRegular, Face::InterSemiBold, Face::NotoRegular, Face::NotoBold];

    /// Bundled faces to look for a character in, first to last.
    pub const fn chain(weight: Weight) -> [Face; 2] {
        match weight {
            Weight::Regular => [Face::InterRegular, Face::NotoRegular],
            Weight::SemiBold => [Face::InterSemiBold, Face::NotoBold],
        }
    }

    /// The face for what a reader sees as one character: a bundled one, else one of the system; `None` where no font
    /// has it.
    pub fn of(grapheme: &str, weight: Weight) -> Option<Self> {
        let first = grapheme.chars().next()?;
        let bundled = Self::chain(weight).into_iter().find(|face| face.glyph(first).is_some());
        bundled.or_else(|| OtherFont::of(grapheme, weight).map(Face::Other))
    }

    /// Family name as other programs know it.
    pub fn family(self) -> &'static str {
        match self {
            Face::InterRegular | Face::InterSemiBold => "Inter",
            Face::NotoRegular | Face::NotoBold => "Noto Sans",
            Face::Other(font) => font.family(),
        }
    }

    /// Weight that the face is used for; a font of the system has one for both.
    pub const fn weight(self) -> Option<Weight> {
        match self {
            Face::InterRegular | Face::NotoRegular => Some(Weight::Regular),
            Face::InterSemiBold | Face::NotoBold => Some(Weight::SemiBold),
            Face::Other(_) => None,
        }
    }

    /// The font file; a bundled one as prepared.
    pub fn bytes(self) -> &'static [u8] {
        self.loaded().bytes
    }

    /// Position of the font in its file.
    pub fn number(self) -> u32 {
        self.loaded().number
    }

    /// The font, parsed.
    pub fn font(self) -> &'static FontRef<'static> {
        &self.loaded().font
    }

    /// What the shaper has read of it.
    pub(super) fn shaping(self) -> &'static Shaping {
        &self.loaded().shaping
    }

    /// Glyph of a character; `None` if the face lacks it.
    pub fn glyph(self, character: char) -> Option<u16> {
        self.loaded().glyph(character)
    }

    /// Font units per em.
    pub fn units_per_em(self) -> f64 {
        self.loaded().units
    }

    fn loaded(self) -> &'static Loaded {
        static BUNDLED: [OnceLock<Loaded>; 4] = [const { OnceLock::new() }; 4];
        let bundled = |at: usize, original: &'static [u8]| {
            BUNDLED[at].get_or_init(|| {
                let prepared = Vec::leak(prepare(original));
                Loaded::read(prepared, 0).expect("the bundled fonts can be read")
            })
        };
        match self {
            Face::InterRegular => bundled(0, include_bytes!("../../assets/fonts/Inter-Regular.otf")),
            Face::InterSemiBold => bundled(1, include_bytes!("../../assets/fonts/Inter-SemiBold.otf")),
            Face::NotoRegular => bundled(2, include_bytes!("../../assets/fonts/NotoSans-Regular.ttf")),
            Face::NotoBold => bundled(3, include_bytes!("../../assets/fonts/NotoSans-Bold.ttf")),
            Face::Other(font) => font.loaded(),
        }
    }
}

/// Inter has its tabular figures at these private code points; those of Noto Sans are tabular already.
const TABULAR_ZERO: u32 = 0xE071;

fn prepare(original: &'static [u8]) -> Vec<u8> {
    let font = FontRef::new(original).expect("the bundled fonts can be read");
    let charmap = font.charmap();
    let mut pairs: Vec<(char, u16)> = charmap
        .mappings()
        .filter_map(|(code, glyph)| {
            let character = char::from_u32(code)?;
            let tabular = character.to_digit(10).and_then(|digit| charmap.map(TABULAR_ZERO + digit));
            Some((character, u16::try_from(tabular.unwrap_or(glyph).to_u32()).ok()?))
        })
        .collect();
    pairs.sort_unstable();
    pairs.dedup_by_key(|(character, _)| *character);

    let mut tables = Tables::read(original).expect("the bundled fonts can be read");
    tables.set(*b"cmap", Cow::Owned(character_map(&pairs)));
    for tag in [*b"GSUB", *b"DSIG"] {
        tables.remove(tag);
    }
    tables.write()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_of_one_width() {
        for face in Face::BUNDLED {
            let metrics =
                face.font().glyph_metrics(skrifa::instance::Size::unscaled(), skrifa::instance::LocationRef::default());
            let width = |c| metrics.advance_width(u32::from(face.glyph(c).unwrap()).into()).unwrap();
            // In Inter SemiBold the 4 is 3 of 2816 units narrower than the other figures.
            assert!(('0'..='9').all(|digit| (width(digit) - width('8')).abs() <= 3.0), "{face:?}");
        }
    }

    #[test]
    fn every_place_of_use_has_letters_of_the_promised_scripts() {
        for weight in [Weight::Regular, Weight::SemiBold] {
            for character in "aZéłßąşžđЖыіΩλΆ…–·→".chars() {
                assert!(Face::chain(weight).iter().any(|face| face.glyph(character).is_some()), "{character}");
            }
        }
    }
}
