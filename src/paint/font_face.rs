//! The used part of the fonts as a style sheet for browsers: glyphs, a character map, and the kerning pairs that
//! occurred. It contains nothing else, so a viewer draws what the shaper measured.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use base64::Engine;
use skrifa::Tag;
use subsetter::GlyphRemapper;

use crate::scene::sfnt::{Tables, character_map};
use crate::scene::text::{Glyph, shape};
use crate::scene::{Face, Weight};

/// Collects the glyphs and kerning pairs that a picture uses.
#[derive(Default)]
pub struct UsedFonts {
    faces: BTreeMap<Face, Used>,
}

#[derive(Default)]
struct Used {
    /// Glyph of each character.
    characters: BTreeMap<char, u16>,
    /// Kerning of neighbouring glyphs, in font units.
    kerning: BTreeMap<(u16, u16), i16>,
}

impl UsedFonts {
    /// Records a clean text. Characters of no font, and those that are shaped by rules that the embedded part of a font
    /// does not hold, are left to the fonts of whoever reads it.
    pub fn add(&mut self, text: &str, weight: Weight) {
        self.add_shaped(text, weight, &shape(text, weight));
    }

    /// The same for a text that was shaped.
    pub fn add_shaped(&mut self, text: &str, weight: Weight, glyphs: &[Glyph]) {
        for character in text.chars() {
            let found = Face::chain(weight).into_iter().find_map(|face| Some((face, face.glyph(character)?)));
            if let Some((face, glyph)) = found {
                self.faces.entry(face).or_default().characters.insert(character, glyph);
            }
        }
        if !needs_rules(glyphs) {
            for glyph in glyphs.iter().filter(|glyph| matches!(glyph.face, Face::Other(_))) {
                self.faces.entry(glyph.face).or_default().characters.insert(glyph.character, glyph.id);
            }
        }
        for pair in glyphs.windows(2) {
            let [glyph, next] = [pair[0], pair[1]];
            let kerning = glyph.advance - plain_advance(glyph);
            if kerning != 0
                && glyph.face == next.face
                && let Ok(kerning) = i16::try_from(kerning)
                && let Some(used) = self.faces.get_mut(&glyph.face)
            {
                used.kerning.insert((glyph.id, next.id), kerning);
            }
        }
    }

    /// Notes a font of the system that is drawn as outlines.
    pub fn add_outlined(&mut self, glyphs: &[Glyph]) {
        for glyph in glyphs.iter().filter(|glyph| matches!(glyph.face, Face::Other(_))) {
            self.faces.entry(glyph.face).or_default();
        }
    }

    /// Fonts of the system in use, in words; `None` where there are none.
    pub fn others(&self) -> Option<String> {
        other_fonts(self.faces.keys().copied())
    }

    /// One `@font-face` rule per font in use, with the font embedded, and where there are fonts of the system, the order
    /// in which all of them are tried.
    pub fn style(&self) -> String {
        let mut style = String::new();
        let mut families = String::new();
        // The order in which fonts of the system were found says nothing.
        let mut faces: Vec<_> = self.faces.iter().collect();
        faces.sort_by_key(|(face, _)| (face.weight().is_none(), face.weight().is_none().then(|| face.family())));
        for (&face, used) in faces {
            if let Some(font) = (!used.characters.is_empty()).then(|| used.font(face)).flatten() {
                let font = base64::engine::general_purpose::STANDARD.encode(font);
                // No name of a font ends its text or the style.
                let family: String = face.family().chars().filter(|&it| it.is_alphanumeric() || it == ' ').collect();
                let weight = face.weight().map_or("100 900".to_owned(), |weight| css_weight(weight).to_string());
                // Writing into a String cannot fail.
                let _ = writeln!(
                    style,
                    "@font-face{{font-family:\"{family}\";font-weight:{weight};src:url(data:font/otf;base64,{font})}}"
                );
                if face.weight().is_none() {
                    families += &format!("'{family}',");
                }
            }
        }
        if !families.is_empty() {
            let _ = writeln!(style, "html,text{{font-family:Inter,'Noto Sans',{families}sans-serif}}");
        }
        style
    }
}

/// Fonts of the system among some faces, in words; `None` where there are none.
pub fn other_fonts(faces: impl Iterator<Item = Face>) -> Option<String> {
    let families: BTreeSet<&str> = faces.filter(|face| matches!(face, Face::Other(_))).map(Face::family).collect();
    let all: Vec<&str> = families.into_iter().collect();
    (!all.is_empty()).then(|| format!("Fonts of the computer it was made on: {}", all.join(", ")))
}

/// True for glyphs of a font of the system that are not simply those of their characters one after the other, as in
/// Arabic and Devanagari: without the rules of the whole font they cannot be drawn from the text.
pub fn needs_rules(glyphs: &[Glyph]) -> bool {
    let mut ends = 0.0;
    glyphs.iter().any(|glyph| {
        let (is_shifted, starts) = (glyph.y != 0.0 || (glyph.x - ends).abs() > 1e-6, glyph.x);
        ends = starts + f64::from(glyph.advance) / glyph.face.units_per_em();
        let is_other = matches!(glyph.face, Face::Other(_)) && !glyph.is_missing;
        is_other && (is_shifted || glyph.face.glyph(glyph.character) != Some(glyph.id))
    })
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
        let subset = subsetter::subset(face.bytes(), face.number(), &remapper).ok()?;
        let whole = face.font();
        let mut tables = Tables::read(&subset)?;
        let pairs: Vec<(char, u16)> =
            self.characters.iter().filter_map(|(c, glyph)| Some((*c, remapper.get(*glyph)?))).collect();
        tables.set(*b"cmap", Cow::Owned(character_map(&pairs)));
        // The subsetter targets PDF, which needs neither of these.
        for tag in [*b"OS/2", *b"name"] {
            let table = whole.table_data(Tag::new(&tag))?;
            tables.set(tag, Cow::Borrowed(table.as_bytes()));
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
