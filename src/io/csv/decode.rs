//! Bytes of a spreadsheet to text: gzip, byte order marks, UTF-16, UTF-8 line by line, and what is guessed where it is
//! none of these. What the text says is not known here.

use super::TableError;
use super::problems::Problems;
use crate::io::limits::Limits;
use crate::io::magic::is_workbook;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;
use std::cell::Cell;
use std::io::Read;

/// Texts are addressed with 32 bits, and room is left for unquoted cells.
const LARGEST: usize = 3 << 30;
/// Bytes by which an encoding is guessed.
const LOOKED_AT: usize = 1 << 20;
/// The first bytes of what is packed with gzip.
pub const PACKED: [u8; 2] = [0x1f, 0x8b];

/// A file as text.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The text without byte order mark and NUL characters.
    pub text: Cow<'a, str>,
    /// Name of the encoding.
    pub encoding: &'static str,
    /// Whether the encoding is a guess.
    pub is_guess: bool,
    /// NUL characters that were left out.
    pub nuls: usize,
    /// Whether some bytes were not valid in the encoding and stand as U+FFFD.
    pub damaged: bool,
    /// Lines, from 1, that are in another encoding than the rest, and the one that they are read in.
    pub odd_lines: Vec<usize>,
    /// That other encoding; empty without such lines.
    pub odd_encoding: &'static str,
}

impl Decoded<'_> {
    /// The same with a text of its own.
    pub fn into_owned(self) -> Decoded<'static> {
        Decoded { text: Cow::Owned(self.text.into_owned()), odd_lines: self.odd_lines, ..self }
    }

    /// Says what is not sure of the letters.
    pub fn say(&self, name: &str, problems: &mut Problems) {
        if self.is_guess {
            let what =
                format!("The encoding of `{name}` is not stated; it is read as {}, which is a guess", self.encoding);
            problems.file_of(
                "encoding",
                what,
                "Check that names look right; otherwise choose the encoding, or export the file again as UTF-8",
            );
        }
        if self.damaged {
            let what = format!("Some bytes of `{name}` are not valid in {}", self.encoding);
            problems.file(what, "Shown as \u{fffd}: export the file again as UTF-8");
        }
        for &line in &self.odd_lines {
            let what = format!(
                "This line has a different encoding from the rest and is read as {}, which is a guess",
                self.odd_encoding
            );
            problems.row("encoding", line, &what, "", "The other lines are UTF-8 and unchanged");
        }
    }
}

/// A text whose letters were encoded twice, as they were before.
pub struct Undone {
    /// The text.
    pub text: String,
    /// The first word that changed, before and after.
    pub example: String,
}

impl Decoded<'_> {
    /// Takes back that UTF-8 was read as windows-1252 and encoded once more: `ZoÃ«` is `Zoë`. `None` where nothing looks so.
    pub fn encoding_undone(&self) -> Option<Undone> {
        if self.encoding != UTF_8.name() {
            return None;
        }
        let text = self.text.as_ref();
        // A letter between quotation marks can look so; these two letters before a sign do not.
        let is_proof = |at: usize| {
            let mut chars = text[at..].chars();
            matches!(
                (chars.next(), chars.next()),
                (Some('Ã' | 'Â'), Some('\u{80}'..='\u{bf}')) | (Some('â'), Some('€'))
            )
        };
        if !memchr::memchr_iter(0xc3, text.as_bytes()).any(is_proof) {
            return None;
        }
        let (mut out, mut done, mut example) = (String::new(), 0, None);
        // What begins a letter of several bytes is one of `Ã` to `ô`, in UTF-8 after this byte.
        for at in memchr::memchr_iter(0xc3, text.as_bytes()) {
            if at < done || text.as_bytes().get(at + 2).is_none_or(|byte| *byte < 0x80) {
                continue;
            }
            let Some((letter, len)) = letter_of_two(&text[at..]) else { continue };
            out.push_str(&text[done..at]);
            out.push(letter);
            if example.is_none() {
                let word = |end: char| end.is_whitespace() || matches!(end, ',' | ';' | '"' | '\t');
                let before = text[..at].rfind(word).map_or(0, |from| from + 1);
                let start: String = text[before..at].chars().take(20).collect();
                example = Some(format!("`{start}{}` is `{start}{letter}`", &text[at..at + len]));
            }
            done = at + len;
        }
        out.push_str(&text[done..]);
        example.map(|example| Undone { text: out, example })
    }
}

/// The letter whose bytes a text begins with, each written as the letter that it is in windows-1252; and how long they are.
fn letter_of_two(text: &str) -> Option<(char, usize)> {
    let mut chars = text.chars();
    let first = byte_of(chars.next()?)?;
    let more = match first {
        0xc2..=0xdf => 1,
        0xe0..=0xef => 2,
        0xf0..=0xf4 => 3,
        _ => return None,
    };
    let mut bytes = vec![first];
    for c in chars.by_ref().take(more) {
        bytes.push(byte_of(c).filter(|byte| (0x80..=0xbf).contains(byte))?);
    }
    let letter = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    Some((letter, text.len() - chars.as_str().len()))
}

/// The byte of a letter in windows-1252, from 128 on.
fn byte_of(c: char) -> Option<u8> {
    if let '\u{80}'..='\u{ff}' = c {
        return u8::try_from(u32::from(c)).ok();
    }
    let mut buffer = [0; 4];
    let (bytes, _, has_unknown) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    match bytes[..] {
        [byte] if !has_unknown && byte >= 0x80 => Some(byte),
        _ => None,
    }
}

/// Unpacks what is packed with gzip.
pub fn unpack(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, TableError> {
    const BLOCK: usize = 1 << 16;
    let taken = Cell::new(0);
    let mut from = flate2::read::MultiGzDecoder::new(Taken { from: bytes, taken: &taken });
    let (mut out, mut block) = (Vec::new(), vec![0; BLOCK]);
    loop {
        match from.read(&mut block) {
            Ok(0) => return Ok(out),
            Ok(count) => out.extend_from_slice(&block[..count]),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(TableError::Packed(error.to_string())),
        }
        let limit = limits.unpacked(taken.get()).min(LARGEST as u64);
        if out.len() as u64 > limit {
            return Err(TableError::Unpacks(limit >> 20));
        }
    }
}

/// Reader that counts what is taken from it.
struct Taken<'a> {
    from: &'a [u8],
    taken: &'a Cell<u64>,
}

impl Read for Taken<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let count = self.from.read(out)?;
        self.taken.set(self.taken.get() + count as u64);
        Ok(count)
    }
}

/// Decodes a file, unpacking gzip first.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, TableError> {
    decode_in(bytes, None)
}

/// Decodes a file in an encoding that is said.
pub fn decode_in<'a>(bytes: &'a [u8], said: Option<&'static Encoding>) -> Result<Decoded<'a>, TableError> {
    if !bytes.starts_with(&PACKED) {
        return decode_plain(bytes, said);
    }
    let out = unpack(bytes, &Limits::default())?;
    decode_plain(&out, said).map(Decoded::into_owned)
}

fn decode_plain<'a>(bytes: &'a [u8], said: Option<&'static Encoding>) -> Result<Decoded<'a>, TableError> {
    if bytes.len() > LARGEST {
        return Err(TableError::TooLarge);
    }
    if is_workbook(bytes) {
        return Err(TableError::PackedWorkbook);
    }
    // Text in UTF-8 without a mark and without a NUL, as nearly all are, is taken as it stands.
    if said.is_none_or(|said| said == UTF_8)
        && !bytes.starts_with(b"\xef\xbb\xbf")
        && memchr::memchr(0, bytes).is_none()
        && let Ok(text) = simdutf8::basic::from_utf8(bytes)
    {
        let (odd_lines, odd_encoding) = (Vec::new(), "");
        let text = Cow::Borrowed(text);
        return Ok(Decoded {
            text,
            encoding: UTF_8.name(),
            is_guess: false,
            nuls: 0,
            damaged: false,
            odd_lines,
            odd_encoding,
        });
    }
    let known = said.or_else(|| encoding_of(bytes));
    let lines = if known.is_none() { line_by_line(bytes) } else { None };
    let (text, encoding, damaged, odd_lines, odd_encoding) = match (known, lines) {
        (None, Some((text, lines, odd))) => (Cow::Owned(text), UTF_8, false, lines, odd.name()),
        (known, _) => {
            let (text, encoding, damaged) = known.unwrap_or_else(|| guess(bytes)).decode(bytes);
            (text, encoding, damaged, Vec::new(), "")
        }
    };
    if text.len() > LARGEST {
        return Err(TableError::TooLarge);
    }
    let nuls = memchr::memchr_iter(0, text.as_bytes()).count();
    let text = if nuls > 0 { Cow::Owned(text.replace('\0', "")) } else { text };
    let is_guess = known.is_none() && odd_lines.is_empty();
    Ok(Decoded { text, encoding: encoding.name(), is_guess, nuls, damaged, odd_lines, odd_encoding })
}

/// The encoding that the bytes themselves prove.
fn encoding_of(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some(encoding);
    }
    // UTF-16 without a mark: in text with any ASCII every second byte is mostly zero.
    let start = &bytes[..bytes.len().min(4096)];
    let zeros = |parity: usize| start.iter().skip(parity).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = start.len() / 4;
    if start.len() >= 4 && odd > most && even < odd / 4 {
        Some(UTF_16LE)
    } else if start.len() >= 4 && even > most && odd < even / 4 {
        Some(UTF_16BE)
    } else if Encoding::utf8_valid_up_to(bytes) == bytes.len() {
        Some(UTF_8)
    } else {
        None
    }
}

/// A text most of whose lines with more than ASCII are UTF-8: the other lines cost only themselves. `None` for all else.
fn line_by_line(bytes: &[u8]) -> Option<(String, Vec<usize>, &'static Encoding)> {
    let (mut valid, mut odd, mut numbers) = (0usize, Vec::new(), Vec::new());
    let lines = || bytes.split_inclusive(|&byte| byte == b'\n');
    for (line, number) in lines().zip(1..) {
        if line.is_ascii() {
            continue;
        }
        if Encoding::utf8_valid_up_to(line) == line.len() {
            valid += 1;
        } else {
            if odd.len() < LOOKED_AT {
                odd.extend_from_slice(line);
            }
            numbers.push(number);
        }
    }
    if valid <= numbers.len() {
        return None;
    }
    let encoding = guess(&odd);
    let mut text = String::with_capacity(bytes.len());
    for line in lines() {
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(_) => text.push_str(&encoding.decode_without_bom_handling(line).0),
        }
    }
    Some((text, numbers, encoding))
}

/// The likeliest encoding of a text that is not UTF-8.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    let mut sample = Vec::new();
    for line in bytes.split_inclusive(|&byte| byte == b'\n').filter(|line| !line.is_ascii()) {
        if sample.len() > LOOKED_AT {
            break;
        }
        sample.extend_from_slice(line);
    }
    // A sign that stands by itself, such as that of a pound, says nothing of letters.
    let (western, _) = WINDOWS_1252.decode_without_bom_handling(&sample);
    let mut before = ' ';
    let mut is_sign = true;
    for c in western.chars() {
        is_sign &= c.is_ascii() || (!c.is_alphabetic() && !before.is_alphabetic());
        is_sign &= !c.is_alphabetic() || before.is_ascii();
        before = c;
    }
    if is_sign {
        return WINDOWS_1252;
    }
    detector.feed(&sample, true);
    let found = detector.guess(None, Utf8Detection::Deny);
    // The detector does not know the letters of old Macs, which look like signs within words in any other encoding.
    if found.is_single_byte() && fit(&sample, MACINTOSH) > fit(&sample, found) && fit(&sample, found) < 0 {
        return MACINTOSH;
    }
    if found == UTF_8 { WINDOWS_1252 } else { found }
}

/// How much an encoding makes letters of what stands beside letters: one for each, less one for each sign and for each
/// capital behind a small letter.
fn fit(bytes: &[u8], encoding: &'static Encoding) -> i64 {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let mut fit = 0;
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        if !c.is_ascii() && (before.is_alphabetic() || after.is_alphabetic()) {
            let is_odd = !c.is_alphabetic() || (before.is_lowercase() && c.is_uppercase());
            fit += if is_odd { -1 } else { 1 };
        }
        before = c;
    }
    fit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], encoding: &str, text: &str) {
        let decoded = decode(bytes).expect("decodes");
        assert_eq!((decoded.encoding, decoded.text.as_ref()), (encoding, text));
    }

    fn utf16(text: &str, swap: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn every_encoding_of_the_same_text_is_read() {
        check("id,pay £".as_bytes(), "UTF-8", "id,pay £");
        check(b"\xef\xbb\xbfid", "UTF-8", "id");
        check(b"id,pay \xa3", "windows-1252", "id,pay £");
        check(&utf16("\u{feff}id,£", false), "UTF-16LE", "id,£");
        check(&utf16("\u{feff}id,£", true), "UTF-16BE", "id,£");
        check(&utf16("id,name,manager", false), "UTF-16LE", "id,name,manager");
        check(&utf16("id,name,manager", true), "UTF-16BE", "id,name,manager");
        check(b"", "UTF-8", "");
    }

    fn check_guess(text: &str, encoding: &'static Encoding) {
        let (bytes, ..) = encoding.encode(text);
        let decoded = decode(&bytes).expect("decodes");
        assert_eq!((decoded.text.as_ref(), decoded.is_guess), (text, true), "{}", encoding.name());
    }

    #[test]
    fn what_is_not_said_is_guessed_and_said_to_be() {
        check_guess(
            "id,name\n1,\u{41e}\u{43b}\u{44c}\u{433}\u{430} \u{41c}\u{43e}\u{440}\u{43e}\u{437}\u{43e}\u{432}\u{430}\n",
            encoding_rs::WINDOWS_1251,
        );
        check_guess(
            "id,name\n1,\u{4f50}\u{85e4} \u{7f8e}\u{54b2}\n2,\u{9234}\u{6728} \u{5065}\n",
            encoding_rs::SHIFT_JIS,
        );
        check_guess("id,name\n1,\u{141}ucja Wi\u{15b}niewska\n2,Pawe\u{142} \u{17b}ak\n", encoding_rs::WINDOWS_1250);
        check_guess("id,name\n1,Zo\u{eb} Br\u{e4}nnstr\u{f6}m\n2,Andr\u{e9} Lema\u{ee}tre\n", WINDOWS_1252);
    }

    #[test]
    fn one_line_in_another_encoding_costs_only_itself() {
        let text = "id,name\n1,Zo\u{eb}\n2,Jos\u{e9}\n";
        let bytes = [text.as_bytes(), b"3,Andr\xe9\n"].concat();
        let decoded = decode(&bytes).expect("decodes");
        assert_eq!(decoded.text, format!("{text}3,Andr\u{e9}\n"));
        assert_eq!((decoded.encoding, decoded.odd_lines.as_slice()), ("UTF-8", [4].as_slice()));
    }

    #[test]
    fn the_letters_of_an_old_mac_are_known() {
        let bytes = b"id,name\n1,Zo\x91 Br\x8annstr\x9am\n2,J\x9frgen Gro\xa7\n";
        let decoded = decode(bytes).expect("decodes");
        assert_eq!(decoded.encoding, "macintosh");
        assert!(decoded.text.contains("J\u{fc}rgen Gro\u{df}"));
    }

    #[test]
    fn nul_characters_are_left_out_and_counted() {
        let decoded = decode(b"id,name\n1,An\0a and so on for a while\n").expect("decodes");
        assert_eq!(decoded.nuls, 1);
        assert!(decoded.text.contains("Ana"));
    }

    #[test]
    fn a_workbook_and_a_broken_archive_are_said_so() {
        assert!(decode(b"PK\x03\x04rest").is_err());
        assert!(decode(&[0x1f, 0x8b, 8, 0, 1, 2]).is_err());
    }
}
