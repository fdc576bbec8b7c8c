//! The text shaper: widths, glyph positions, and shortening. Layout and all painters measure with it. A text begins at
//! the left; what is written from right to left stands in it in its own order (Unicode, annex 9). A character that no
//! font has is drawn as a box.

use std::borrow::Cow;
use std::cell::Cell;
use std::sync::atomic::{AtomicI32, Ordering};

use harfrust::{Direction, ShapeOptions, ShapePlan, UnicodeBuffer};
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;

use super::font::Face;
use super::mark::{Anchor, Weight};

/// A glyph of a shaped text. Lengths are in em: multiply by the font size for points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// Face of the glyph.
    pub face: Face,
    /// Glyph index in that face.
    pub id: u16,
    /// Distance of the origin from the start of the text, to the right.
    pub x: f64,
    /// Distance of the origin from the baseline, upwards.
    pub y: f64,
    /// Distance to the origin of the next glyph in font units, including kerning but not offsets.
    pub advance: i32,
    /// First character that it stands for.
    pub character: char,
    /// Byte offset of that character in the text, as [`clean`] returns it.
    pub starts: usize,
    /// True for the box that replaces a character that no font has.
    pub is_missing: bool,
}

/// Replacement for a character without a glyph.
pub const BOX: char = '\u{25A1}';

/// Glyphs of a text as they stand, left to right. The text is passed through [`clean`].
pub fn shape(text: &str, weight: Weight) -> Vec<Glyph> {
    let mut glyphs = Vec::with_capacity(text.len());
    shape_runs(&clean(text), weight, |glyph| glyphs.push(glyph));
    glyphs
}

/// Width of a text in points, at a font size in points.
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    if let Some(units) = quick_units(text, weight) {
        return size * f64::from(units) / Face::chain(weight)[0].units_per_em();
    }
    let mut em = 0.0;
    shape_runs(&clean(text), weight, |glyph| em += f64::from(glyph.advance) / glyph.face.units_per_em());
    size * em
}

/// Bytes beyond which text can never be shown in some width, since the narrowest letters are a quarter of an em wide. It
/// is not shaped, because a cell may hold a megabyte.
fn most(max_width: f64, size: f64) -> usize {
    64 + (16.0 * max_width / size.max(0.1)).clamp(0.0, f64::from(1 << 20)) as usize
}

/// The text, or as much of its beginning as fits into `max_width` points with an ellipsis; never cut within what a
/// reader sees as one character. Empty when not even the ellipsis fits.
pub fn shorten(text: &str, max_width: f64, size: f64, weight: Weight) -> Cow<'_, str> {
    let most = most(max_width, size);
    let text = clean(text);
    let fits = |text: &str| width(text, size, weight) <= max_width;
    if text.len() <= most && fits(&text) {
        return text;
    }
    let ends: Vec<usize> = text
        .grapheme_indices(true)
        .map(|(start, grapheme)| start + grapheme.len())
        .take(most)
        .take_while(|end| *end <= 16 * most)
        .collect();
    if ends.last() == Some(&text.len()) && fits(&text) {
        return text;
    }
    let shortened = |end: usize| format!("{}…", text[..end].trim_end());
    // Apart from a little kerning, widths grow with the text, so bisection finds the end.
    let count = ends.partition_point(|end| fits(&shortened(*end)));
    match count.checked_sub(1) {
        Some(last) => Cow::Owned(shortened(ends[last])),
        None if fits("…") => Cow::Borrowed("…"),
        None => Cow::Borrowed(""),
    }
}

/// The path, or as much of its end as fits into `max_width` points after an ellipsis, since the end tells paths apart:
/// from a folder on, where one fits. Empty when not even the ellipsis fits.
pub fn shorten_path(path: &str, max_width: f64, size: f64, weight: Weight) -> Cow<'_, str> {
    let most = most(max_width, size);
    let path = clean(path);
    let fits = |text: &str| width(text, size, weight) <= max_width;
    if path.len() <= most && fits(&path) {
        return path;
    }
    if !path.contains('/') {
        return Cow::Owned(shorten(&path, max_width, size, weight).into_owned());
    }
    let shortened = |start: usize| format!("…{}", &path[start..]);
    // From the shortest end to the longest; what is far longer than there is room for is not looked at.
    let starts: Vec<usize> = path
        .grapheme_indices(true)
        .rev()
        .map(|(start, _)| start)
        .take_while(|start| path.len() - start <= most)
        .collect();
    let count = starts.partition_point(|start| fits(&shortened(*start)));
    let fitting = &starts[..count];
    // A stroke that closes the path, or has only a remark after it, begins no folder.
    let begins =
        |start: &&usize| path[**start..].strip_prefix('/').is_some_and(|it| !it.is_empty() && !it.starts_with(' '));
    let folders = || fitting.iter().rev().find(begins);
    match folders().or(fitting.last()) {
        Some(start) => Cow::Owned(shortened(*start)),
        None if fits("…") => Cow::Borrowed("…"),
        None => Cow::Borrowed(""),
    }
}

/// Part of a text's width that lies left of its anchor.
pub fn before(anchor: Anchor, width: f64) -> f64 {
    match anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => width / 2.0,
        Anchor::End => width,
    }
}

/// Text as it is shown everywhere: accents composed with their letters (NFC); control characters and line breaks
/// replaced by spaces; invisible characters and those that change the writing direction removed.
pub fn clean(text: &str) -> Cow<'_, str> {
    let shown = |character: char| match character {
        '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{FFFE}' | '\u{FFFF}' => Some(char::REPLACEMENT_CHARACTER),
        '\u{00AD}' | '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => None,
        '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}' => None,
        _ if character.is_control() => Some(' '),
        _ => Some(character),
    };
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let is_joined = is_nfc_quick(text.chars()) == IsNormalized::Yes;
    if is_joined && text.chars().all(|c| shown(c) == Some(c)) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter_map(shown).nfc().collect())
    }
}

/// Characters of a text that are drawn as a box, in order.
pub fn missing(text: &str, weight: Weight) -> Vec<char> {
    shape(text, weight).into_iter().filter(|glyph| glyph.is_missing).map(|glyph| glyph.character).collect()
}

/// True if no character of a text is drawn as a box; cheaper than [`missing`] for most texts.
pub fn is_drawn(text: &str, weight: Weight) -> bool {
    text.chars().all(is_plain) || shape(text, weight).iter().all(|glyph| !glyph.is_missing)
}

/// Splits clean text into runs of one direction as they stand from left to right, and shapes them.
fn shape_runs(text: &str, weight: Weight, mut each: impl FnMut(Glyph)) {
    let mut x = 0.0;
    if !text.chars().any(is_from_right) {
        return shape_way(text, 0, Direction::LeftToRight, weight, &mut x, &mut each);
    }
    let bidi = BidiInfo::new(text, Some(Level::ltr()));
    for paragraph in &bidi.paragraphs {
        let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let from_right = levels.get(run.start).is_some_and(Level::is_rtl);
            let way = if from_right { Direction::RightToLeft } else { Direction::LeftToRight };
            shape_way(&text[run.clone()], run.start, way, weight, &mut x, &mut each);
        }
    }
}

/// True for characters that are written from right to left.
fn is_from_right(character: char) -> bool {
    // The first such letter is Hebrew.
    character >= '\u{590}' && matches!(bidi_class(character), BidiClass::R | BidiClass::AL | BidiClass::AN)
}

/// Splits text of one direction into runs of one face, by graphemes, and shapes them as they stand; `starts` is where it
/// begins in the whole.
fn shape_way(text: &str, starts: usize, way: Direction, weight: Weight, x: &mut f64, each: &mut impl FnMut(Glyph)) {
    let chain = Face::chain(weight);
    let mut finish = |range: std::ops::Range<usize>, face: Option<Face>, each: &mut dyn FnMut(Glyph)| match face {
        Some(_) if range.is_empty() => {}
        Some(face) => {
            let starts = starts + range.start;
            shape_run(face, &text[range], way, x, false, |glyph| {
                each(Glyph { starts: starts + glyph.starts, ..glyph });
            });
        }
        None => {
            let starts = starts + range.start;
            let mut one = |(at, grapheme): (usize, &str)| {
                let first = grapheme.chars().next().unwrap_or(BOX);
                let shown = |glyph: Glyph| each(Glyph { character: first, starts: starts + at, ..glyph });
                shape_run(chain[0], BOX.encode_utf8(&mut [0; 4]), Direction::LeftToRight, x, true, shown);
            };
            let boxes = text[range].grapheme_indices(true);
            if way == Direction::RightToLeft { boxes.rev().for_each(&mut one) } else { boxes.for_each(&mut one) }
        }
    };
    if way == Direction::LeftToRight {
        let mut run: (usize, Option<Face>) = (0, Some(chain[0]));
        for (at, grapheme) in text.grapheme_indices(true) {
            let face = Face::of(grapheme, weight);
            if face != run.1 {
                finish(run.0..at, run.1, each);
                run = (at, face);
            }
        }
        finish(run.0..text.len(), run.1, each);
        return;
    }
    let mut run: (usize, Option<Face>) = (text.len(), Some(chain[0]));
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        let (face, end) = (Face::of(grapheme, weight), at + grapheme.len());
        if face != run.1 {
            finish(end..run.0, run.1, each);
            run = (end, face);
        }
    }
    finish(0..run.0, run.1, each);
}

fn shape_run(face: Face, text: &str, way: Direction, x: &mut f64, is_missing: bool, mut each: impl FnMut(Glyph)) {
    thread_local! {
        static BUFFER: Cell<Option<UnicodeBuffer>> = const { Cell::new(None) };
    }

    let mut buffer = BUFFER.take().unwrap_or_default();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    buffer.set_direction(way);
    let (script, shaping) = (buffer.script(), face.shaping());
    let shaper = shaping.data.shaper(face.font()).build();
    let plan = shaping.plan((script, way), || ShapePlan::new(&shaper, way, Some(script), None, &[]));
    let shaped = shaper.shape(buffer, ShapeOptions::new().plan(Some(&plan)));

    let units = face.units_per_em();
    for (info, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
        let character = text.get(info.cluster as usize..).and_then(|rest| rest.chars().next()).unwrap_or(BOX);
        each(Glyph {
            face,
            id: u16::try_from(info.glyph_id).unwrap_or(0),
            x: *x + f64::from(position.x_offset) / units,
            y: f64::from(position.y_offset) / units,
            advance: position.x_advance,
            character,
            starts: info.cluster as usize,
            is_missing,
        });
        *x += f64::from(position.x_advance) / units;
    }
    BUFFER.set(Some(shaped.clear()));
}

/// Width in font units without the shaper; `None` for text that needs it. In plain letters kerning depends on two
/// neighbours only, so a table of pairs gives the same result. A letter paired with nothing gives its own width.
fn quick_units(text: &str, weight: Weight) -> Option<i32> {
    const LETTERS: usize = 0x500;
    /// Added to the values in the table, so that 0 means a pair not seen before.
    const MET: i32 = 1 << 20;
    /// Value in the table for a pair that needs the shaper.
    const NOT_THIS_WAY: i32 = -1;
    // The ellipsis that ends shortened texts takes the slot of a character that is not plain.
    let place = |character: char| if character == '…' { 0x7F } else { character as usize };
    type Pairs = [AtomicI32; LETTERS * LETTERS];
    static PAIRS: [Pairs; 2] = [const { [const { AtomicI32::new(0) }; LETTERS * LETTERS] }; 2];

    let pairs = &PAIRS[weight as usize];
    let mut units = 0_i32;
    let mut rest = text.chars();
    while let Some(first) = rest.next() {
        let second = rest.clone().next();
        if !is_plain(first) || !second.is_none_or(is_plain) {
            return None;
        }
        let pair = &pairs[place(first) * LETTERS + second.map_or(0, place)];
        let mut entry = pair.load(Ordering::Relaxed);
        if entry == 0 {
            let glyphs = shape(&[Some(first), second].into_iter().flatten().collect::<String>(), weight);
            let face = Face::chain(weight)[0];
            let is_simple = glyphs.iter().all(|glyph| glyph.face == face && !glyph.is_missing);
            entry = glyphs.first().filter(|_| is_simple).map_or(NOT_THIS_WAY, |glyph| glyph.advance + MET);
            pair.store(entry, Ordering::Relaxed);
        }
        if entry == NOT_THIS_WAY {
            return None;
        }
        units = units.saturating_add(entry - MET);
    }
    Some(units)
}

/// True for letters, figures and symbols of Latin, Greek and Cyrillic that do not combine and are their own normal
/// form.
fn is_plain(character: char) -> bool {
    matches!(
        character,
        ' '..='~'
            | '…'
            | '\u{A0}'..='\u{AC}'
            | '\u{AE}'..='\u{24F}'
            | '\u{388}'..='\u{3FF}'
            | '\u{400}'..='\u{481}'
            | '\u{48A}'..='\u{4FF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_without_end_shortens_nothing_and_none_leaves_nothing() {
        for cut in [shorten, shorten_path] {
            for (room, left) in
                [(f64::INFINITY, "a/b"), (1e300, "a/b"), (0.0, ""), (f64::NEG_INFINITY, ""), (f64::NAN, "")]
            {
                assert_eq!(cut("a/b", room, 12.0, Weight::Regular), left, "{room}");
            }
        }
    }

    #[test]
    fn what_is_written_from_the_right_stands_in_its_own_order() {
        let check = |text: &str, stands: &str| {
            let glyphs = shape(text, Weight::Regular);
            assert_eq!(glyphs.iter().map(|glyph| glyph.character).collect::<String>(), stands, "{text}");
            assert!(glyphs.windows(2).all(|pair| pair[0].x < pair[1].x), "{text}");
        };
        check("ab אבג cd", "ab גבא cd");
        check("אב 12 (x)", "12 בא (x)");
        check("اب 34", "34 با");
        check("ab 12", "ab 12");
    }

    #[test]
    fn of_a_path_the_end_is_seen_from_a_folder_on() {
        let check = |path: &str, room: f64, seen: &str| {
            let shown = shorten_path(path, room, 12.0, Weight::Regular);
            assert_eq!(shown, seen, "{path} in {room}");
            assert!(width(&shown, 12.0, Weight::Regular) <= room);
        };
        check("src/app/views/", 200.0, "src/app/views/");
        check("src/app/views/", 60.0, "…/views/");
        check("src/app/views/", 40.0, "…iews/");
        check("src/app/ (rest)", 70.0, "…app/ (rest)");
        check("src/app/views/", 1.0, "");
        // What is no path is cut at its end.
        assert!(shorten_path("top folder", 40.0, 12.0, Weight::Regular).starts_with("top"));
    }

    #[test]
    fn what_no_font_has_is_a_box_and_said() {
        assert!(is_drawn("Ana Жук ẞ", Weight::Regular));
        assert!(!is_drawn("Ana 李", Weight::Regular));
        assert_eq!(missing("דa李", Weight::SemiBold), ['ד', '李']);
    }
}
