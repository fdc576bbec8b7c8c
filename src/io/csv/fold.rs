//! Texts that mean the same written in several ways: accents, case, marks and spaces nobody sees.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_canonical;

/// Lower case without accents: `Führungskraft` is `fuhrungskraft`, `Łukasz` is `lukasz`. What is no letter stays.
pub fn bare(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return match text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => text.to_ascii_lowercase().into(),
            false => text.into(),
        };
    }
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().filter(|&c| !is_mark(c) && !is_unseen(c)).flat_map(char::to_lowercase) {
        match c {
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            'ħ' => out.push('h'),
            'ŧ' => out.push('t'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            c => out.push(c),
        }
    }
    out.into()
}

/// The letter without its accent, where [`bare`] makes just one of a Latin letter with an accent; `None` of any other.
pub fn bare_letter(c: char) -> Option<u8> {
    if !('\u{c0}'..='\u{24f}').contains(&c) {
        return None;
    }
    let mut first = None;
    decompose_canonical(c, |part| _ = first.get_or_insert(part));
    let letter = match first?.to_lowercase().next()? {
        'ł' => 'l',
        'ø' => 'o',
        letter => letter,
    };
    u8::try_from(letter).ok().filter(u8::is_ascii_lowercase)
}

/// What looks the same: composed letters, lower case, single plain spaces, nothing that is not seen, one kind of
/// apostrophe and of dash.
pub fn same_look(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut put = |c: char| match c {
        c if is_unseen(c) => {}
        c if c.is_whitespace() => {
            if !out.ends_with(' ') && !out.is_empty() {
                out.push(' ');
            }
        }
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '\u{2bc}' | '\u{ff07}' | '`' | '\u{b4}' => out.push('\''),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => out.push('-'),
        c => out.extend(c.to_lowercase()),
    };
    if text.is_ascii() {
        text.chars().for_each(&mut put);
    } else {
        text.nfkc().for_each(&mut put);
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// Whether a character is never seen: spaces of no width, marks of direction, soft hyphens.
pub fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}')
}

/// Whether a character is an accent of its own. Vowel signs of other scripts are letters there and stay.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_without_its_accent_is_the_same_alone() {
        assert_eq!(
            ['É', 'Ž', 'Ø', 'ł', 'ß', 'a'].map(bare_letter),
            [Some(b'e'), Some(b'z'), Some(b'o'), Some(b'l'), None, None]
        );
        for c in (0..0x3000).filter_map(char::from_u32) {
            if let Some(letter) = bare_letter(c) {
                assert_eq!(bare(&c.to_string()).as_bytes(), [letter], "{c}");
            }
        }
    }

    #[test]
    fn what_looks_the_same_and_what_lost_its_accents() {
        assert_eq!(bare("Führungskraft ŁØß"), "fuhrungskraft loss");
        assert_eq!(bare("ABC"), "abc");
        assert_eq!(same_look("  André\u{a0} \u{200b}O\u{2019}Neil\u{2013}Ek "), same_look("Andre\u{301} O'NEIL-ek"));
        assert_eq!(bare("कविता"), "कविता");
    }
}
