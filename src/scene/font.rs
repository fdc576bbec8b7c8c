//! The bundled fonts, prepared so that every output draws the same glyph for a character: tabular figures, no ligatures
//! or alternates; kerning and mark positions are kept. `text.rs` shapes text.

use std::borrow::Cow;
use std::sync::OnceLock;

use skrifa::charmap::Charmap;
use skrifa::{FontRef, MetadataProvider};

use super::mark::Weight;
use super::sfnt::{Tables, character_map};

/// A bundled font file.
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
}

impl Face {
    /// All faces, in the order of [`Face::index`].
    pub const ALL: [Face; 4] = [Face::InterRegular, Face::InterSemiBold, Face::NotoRegular, Face::NotoBold];

    /// Faces to look for a character in, first to last.
    pub const fn chain(weight: Weight) -> [Face; 2] {
        match weight {
            Weight::Regular => [Face::InterRegular, Face::NotoRegular],
            Weight::SemiBold => [Face::InterSemiBold, Face::NotoBold],
        }
    }

    /// Family name as other programs know it.
    pub const fn family(self) -> &'static str {
        match self {
            Face::InterRegular | Face::InterSemiBold => "Inter",
            Face::NotoRegular | Face::NotoBold => "Noto Sans",
        }
    }

    /// Weight that the face is used for.
    pub const fn weight(self) -> Weight {
        match self {
            Face::InterRegular | Face::NotoRegular => Weight::Regular,
            Face::InterSemiBold | Face::NotoBold => Weight::SemiBold,
        }
    }

    /// Index in [`Face::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The prepared font file.
    pub fn bytes(self) -> &'static [u8] {
        static PREPARED: [OnceLock<Vec<u8>>; 4] = [const { OnceLock::new() }; 4];
        PREPARED[self.index()].get_or_init(|| prepare(self.original()))
    }

    /// The prepared font, parsed.
    pub fn font(self) -> &'static FontRef<'static> {
        static FONTS: [OnceLock<FontRef<'static>>; 4] = [const { OnceLock::new() }; 4];
        FONTS[self.index()].get_or_init(|| FontRef::new(self.bytes()).expect("the bundled fonts can be read"))
    }

    /// Glyph of a character; `None` if the face lacks it.
    pub fn glyph(self, character: char) -> Option<u16> {
        static MAPS: [OnceLock<Charmap<'static>>; 4] = [const { OnceLock::new() }; 4];
        let glyph = MAPS[self.index()].get_or_init(|| self.font().charmap()).map(character)?;
        u16::try_from(glyph.to_u32()).ok().filter(|glyph| *glyph != 0)
    }

    /// Font units per em.
    pub fn units_per_em(self) -> f64 {
        static UNITS: [OnceLock<f64>; 4] = [const { OnceLock::new() }; 4];
        *UNITS[self.index()].get_or_init(|| {
            let metrics =
                self.font().metrics(skrifa::instance::Size::unscaled(), skrifa::instance::LocationRef::default());
            f64::from(metrics.units_per_em)
        })
    }

    fn original(self) -> &'static [u8] {
        match self {
            Face::InterRegular => include_bytes!("../../assets/fonts/Inter-Regular.otf"),
            Face::InterSemiBold => include_bytes!("../../assets/fonts/Inter-SemiBold.otf"),
            Face::NotoRegular => include_bytes!("../../assets/fonts/NotoSans-Regular.ttf"),
            Face::NotoBold => include_bytes!("../../assets/fonts/NotoSans-Bold.ttf"),
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
        for face in Face::ALL {
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
