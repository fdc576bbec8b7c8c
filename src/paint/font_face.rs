//! The used part of the fonts as a style sheet for browsers: glyphs, a character map, and the kerning pairs that
//! occurred. It contains nothing else, so a viewer draws what the shaper measured.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;

use base64::Engine;
use subsetter::GlyphRemapper;

use crate::scene::sfnt::{Tables, character_map};
use crate::scene::text::{BOX, Glyph, shape};
use crate::scene::{Face, Weight};

/// Collects the glyphs and kerning pairs that a picture uses.
#[derive(Default)]
pub struct UsedFonts {
    faces: [Used; 4],
}

#[derive(Default)]
struct Used {
    /// Glyph of each character.
    characters: BTreeMap<char, u16>,
    /// Kerning of neighbouring glyphs, in font units.
    kerning: BTreeMap<(u16, u16), i16>,
}

impl UsedFonts {
    /// Records a clean text.
    pub fn add(&mut self, text: &str, weight: Weight) {
        let chain = Face::chain(weight);
        for character in text.chars() {
            let found = chain.iter().find_map(|face| Some((*face, face.glyph(character)?)));
            let as_box = || Some((chain[0], chain[0].glyph(BOX)?));
            if let Some((face, glyph)) = found.or_else(as_box) {
                self.faces[face.index()].characters.insert(character, glyph);
            }
        }
        for pair in shape(text, weight).windows(2) {
            let [glyph, next] = [pair[0], pair[1]];
            let kerning = glyph.advance - plain_advance(glyph);
            if kerning != 0
                && glyph.face == next.face
                && let Ok(kerning) = i16::try_from(kerning)
            {
                self.faces[glyph.face.index()].kerning.insert((glyph.id, next.id), kerning);
            }
        }
    }

    /// One `@font-face` rule per font in use, with the font embedded.
    pub fn style(&self) -> String {
        let mut style = String::new();
        for face in Face::ALL {
            let used = &self.faces[face.index()];
            if let Some(font) = (!used.characters.is_empty()).then(|| used.font(face)).flatten() {
                let weight = css_weight(face.weight());
                let font = base64::engine::general_purpose::STANDARD.encode(font);
                let family = face.family();
                // Writing into a String cannot fail.
                let _ = writeln!(
                    style,
                    "@font-face{{font-family:\"{family}\";font-weight:{weight};src:url(data:font/otf;base64,{font})}}"
                );
            }
        }
        style
    }
}

/// CSS number of a weight.
pub fn css_weight(weight: Weight) -> u16 {
    match weight {
        Weight::Regular => 400,
        Weight::SemiBold => 600,
    }
}

impl Used {
    /// Font file of the used glyphs; `None` only when the subsetter cannot parse the font.
    fn font(&self, face: Face) -> Option<Vec<u8>> {
        let mut remapper = GlyphRemapper::new();
        for glyph in self.characters.values() {
            remapper.remap(*glyph);
        }
        let subset = subsetter::subset(face.bytes(), 0, &remapper).ok()?;
        let whole = Tables::read(face.bytes())?;
        let mut tables = Tables::read(&subset)?;
        let pairs: Vec<(char, u16)> =
            self.characters.iter().filter_map(|(c, glyph)| Some((*c, remapper.get(*glyph)?))).collect();
        tables.set(*b"cmap", Cow::Owned(character_map(&pairs)));
        // The subsetter targets PDF, which needs neither of these.
        for tag in [*b"OS/2", *b"name"] {
            tables.set(tag, Cow::Owned(whole.table(tag)?.to_vec()));
        }
        let kerning = self
            .kerning
            .iter()
            .filter_map(|((left, right), by)| Some(((remapper.get(*left)?, remapper.get(*right)?), *by)))
            .collect();
        tables.set(*b"kern", Cow::Owned(kerning_table(&kerning)));
        Some(tables.write())
    }
}

/// Builds a `kern` table of version 0, with as many subtables as needed. Source: the OpenType specification, "kern".
fn kerning_table(pairs: &BTreeMap<(u16, u16), i16>) -> Vec<u8> {
    // Largest number that the length field of a subtable allows.
    const MOST: usize = 10_000;
    let pairs: Vec<_> = pairs.iter().collect();
    let subtables: Vec<_> = pairs.chunks(MOST).collect();
    let mut table = Vec::new();
    let mut put = |value: u16| table.extend(value.to_be_bytes());
    put(0);
    put(subtables.len() as u16);
    for pairs in subtables {
        let count = pairs.len() as u16;
        let selector = count.ilog2() as u16;
        let range = 6 << selector;
        for value in [0, 14 + 6 * count, 1, count, range, selector, 6 * count - range] {
            put(value);
        }
        for ((left, right), by) in pairs {
            put(*left);
            put(*right);
            put(by.cast_unsigned());
        }
    }
    table
}

fn plain_advance(glyph: Glyph) -> i32 {
    use skrifa::MetadataProvider;
    let font = glyph.face.font();
    let metrics = font.glyph_metrics(skrifa::instance::Size::unscaled(), skrifa::instance::LocationRef::default());
    metrics.advance_width(u32::from(glyph.id).into()).unwrap_or(0.0) as i32
}
