//! What the name of a grade says of its level: its number, its letters, its series.

use crate::org::TrackKind;
use std::cmp::Ordering;

/// Grades of the British civil service, lowest first, with the ways they are written. Pay band 1A lies between
/// 1 and 2 (it is the upper part of deputy director).
pub const CIVIL_SERVICE: [(&str, &[&str]); 13] = [
    ("AA", &["aa", "administrative assistant"]),
    ("AO", &["ao", "administrative officer"]),
    ("EO", &["eo", "executive officer"]),
    ("HEO", &["heo", "higher executive officer"]),
    ("Fast Stream", &["fast stream", "faststream", "heod", "heo(d)"]),
    ("SEO", &["seo", "senior executive officer"]),
    ("Grade 7", &["grade 7", "g7"]),
    ("Grade 6", &["grade 6", "g6"]),
    ("SCS1", &["scs1", "scs 1", "scs pay band 1"]),
    ("SCS1A", &["scs1a", "scs 1a", "scs pay band 1a"]),
    ("SCS2", &["scs2", "scs 2", "scs pay band 2"]),
    ("SCS3", &["scs3", "scs 3", "scs pay band 3"]),
    ("SCS4", &["scs4", "scs 4", "scs pay band 4"]),
];

/// Compares texts with the numbers in them by value.
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut x, mut y) = (a, b);
    loop {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let (dx, dy) = (digits(x), digits(y));
        if dx > 0 && dy > 0 {
            let (nx, ny) = (x[..dx].trim_start_matches('0'), y[..dy].trim_start_matches('0'));
            match nx.len().cmp(&ny.len()).then_with(|| nx.cmp(ny)) {
                Ordering::Equal => (x, y) = (&x[dx..], &y[dy..]),
                other => return other,
            }
            continue;
        }
        match (x.chars().next(), y.chars().next()) {
            (Some(cx), Some(cy)) if cx == cy => (x, y) = (&x[cx.len_utf8()..], &y[cy.len_utf8()..]),
            (Some(cx), Some(cy)) => return cx.cmp(&cy),
            (None, None) => return a.cmp(b),
            (left, _) => return if left.is_none() { Ordering::Less } else { Ordering::Greater },
        }
    }
}

/// Letters and a number: `IC4`, `M 2`, `L-5`, `IC4 - Senior`.
pub fn code(name: &str) -> Option<(String, f64)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let prefix = name[..digits].trim_end_matches([' ', '-', '_', '.']).to_lowercase();
    let rest = &name[digits..];
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let words = rest[end..].trim_start();
    let is_parted = rest[end..].starts_with(' ') || words.starts_with(['-', '\u{2013}', ':', '(', ',', '/']);
    let number = rest[..end].trim_end_matches('.').parse::<f64>().ok()?;
    let is_code = !prefix.is_empty() && prefix.chars().all(char::is_alphabetic);
    (is_code && (words.is_empty() || is_parted)).then_some((prefix, number))
}

/// A number in front of words: `7-Manager`, `8 Individual contributor`, `3: Lead`.
pub fn leading(name: &str) -> Option<f64> {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &name[digits..];
    let is_parted = rest.is_empty() || rest.starts_with([' ', '-', ':', '.', ',', '\u{2013}']);
    let words = rest.chars().all(|c| !c.is_ascii_digit());
    if is_parted && words { name[..digits].parse().ok() } else { None }
}

/// A Roman number, alone or behind a word: `VIII`, `Grade IX`. Letters that stand for fifty and more are letters.
pub fn roman(name: &str) -> Option<f64> {
    let last = name.rsplit([' ', '-']).next()?;
    if last.is_empty() || !last.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X')) {
        return None;
    }
    let value = |byte: u8| match byte {
        b'I' => 1.0,
        b'V' => 5.0,
        _ => 10.0,
    };
    let bytes = last.as_bytes();
    let all = bytes.iter().enumerate().map(|(at, &byte)| {
        let is_less = bytes.get(at + 1).is_some_and(|&next| value(next) > value(byte));
        if is_less { -value(byte) } else { value(byte) }
    });
    Some(all.sum())
}

/// A single letter, alone or behind a word: `B`, `Band C`.
pub fn letter(name: &str) -> Option<f64> {
    let last = name.rsplit([' ', '-']).next()?;
    let [byte] = *last.as_bytes() else { return None };
    byte.is_ascii_alphabetic().then(|| f64::from(byte.to_ascii_uppercase()))
}

/// The track that letters before a number stand for where they are known.
pub fn prefix_kind(prefix: &str) -> Option<TrackKind> {
    match prefix {
        "ic" | "p" | "e" | "t" | "tl" | "s" | "i" | "swe" => Some(TrackKind::Ic),
        "m" | "em" | "mg" | "mgr" | "mgmt" => Some(TrackKind::Management),
        _ => None,
    }
}
