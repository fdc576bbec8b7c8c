//! Text broken into lines of a given width. Words have the widths that the shaper measures; a word that is too long is
//! broken between characters.

use crate::scene::Weight;
use crate::scene::text::{clean, width};
use unicode_segmentation::UnicodeSegmentation;

/// Part of a line in one weight.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Distance from the start of the line, in points.
    pub x: f64,
    /// Weight of the font.
    pub weight: Weight,
    /// Words, separated by single spaces.
    pub text: String,
}

/// A line of text, from left to right.
pub type TextLine = Vec<Piece>;

/// Breaks runs of text into lines no wider than `room` points, at most `most` of them; text that is cut off ends in an
/// ellipsis. Returns at least one line.
pub fn wrap(runs: &[(Weight, &str)], room: f64, size: f64, most: usize) -> Vec<TextLine> {
    let mut lines: Vec<TextLine> = vec![Vec::new()];
    let mut x = 0.0;
    for (weight, text) in runs {
        let text = clean(text);
        let space = width(" ", size, *weight);
        for word in text.split_whitespace() {
            for (part, wide) in parts(word, room, size, *weight) {
                let gap = if x > 0.0 { space } else { 0.0 };
                if x > 0.0 && x + gap + wide > room {
                    if lines.len() == most {
                        end(&mut lines);
                        return lines;
                    }
                    lines.push(Vec::new());
                    x = 0.0;
                }
                let gap = if x > 0.0 { space } else { 0.0 };
                put(&mut lines, x + gap, *weight, part);
                x += gap + wide;
            }
        }
    }
    lines
}

/// Width of the widest word and of the whole text on one line, in points.
pub fn widths(text: &str, size: f64, weight: Weight) -> (f64, f64) {
    let words = clean(text);
    let widest = words.split_whitespace().map(|word| width(word, size, weight)).fold(0.0, f64::max);
    (widest, width(&words, size, weight))
}

/// A word, or its parts if it is wider than the room, each with its width.
fn parts(word: &str, room: f64, size: f64, weight: Weight) -> Vec<(&str, f64)> {
    let whole = width(word, size, weight);
    if whole <= room {
        return vec![(word, whole)];
    }
    let mut parts = Vec::new();
    let (mut from, mut wide) = (0, 0.0);
    for (at, character) in word.grapheme_indices(true) {
        let next = width(character, size, weight);
        if at > from && wide + next > room {
            parts.push((&word[from..at], wide));
            (from, wide) = (at, 0.0);
        }
        wide += next;
    }
    parts.push((&word[from..], wide));
    parts
}

fn put(lines: &mut [TextLine], x: f64, weight: Weight, word: &str) {
    let Some(line) = lines.last_mut() else { return };
    match line.last_mut() {
        Some(piece) if piece.weight == weight => {
            piece.text.push(' ');
            piece.text.push_str(word);
        }
        _ => line.push(Piece { x, weight, text: word.to_owned() }),
    }
}

fn end(lines: &mut [TextLine]) {
    if let Some(piece) = lines.last_mut().and_then(|line| line.last_mut()) {
        piece.text.push('…');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, room: f64) -> Vec<String> {
        let lines = wrap(&[(Weight::Regular, text)], room, 10.0, 50);
        for piece in lines.iter().flatten() {
            let wide = piece.x + width(&piece.text, 10.0, Weight::Regular);
            assert!(wide <= room + 0.5 || piece.text.graphemes(true).count() == 1, "{piece:?} is {wide} wide");
        }
        lines.into_iter().map(|line| line.into_iter().map(|piece| piece.text).collect()).collect()
    }

    #[test]
    fn words_stay_whole_where_they_fit() {
        assert_eq!(check("one two three", 1000.0), ["one two three"]);
        assert_eq!(check("one two three", 45.0), ["one two", "three"]);
        assert_eq!(check("", 45.0), [""]);
        assert_eq!(check(&"x".repeat(40), 60.0).concat(), "x".repeat(40));
        assert!(check("ééééé ê̈ 李李李李", 1.0).len() >= 10);
    }

    #[test]
    fn what_is_too_long_ends_in_an_ellipsis() {
        let lines = wrap(&[(Weight::Regular, &"word ".repeat(100))], 60.0, 10.0, 3);
        assert_eq!(lines.len(), 3);
        assert!(lines[2][0].text.ends_with('…'));
    }
}
