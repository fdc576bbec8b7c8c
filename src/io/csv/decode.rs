//! Bytes of a spreadsheet to text: gzip, byte order marks, UTF-16, and cp1252 where it is not UTF-8.
//! What the text says is not known here.

use super::TableError;
use crate::io::magic::is_workbook;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;
use std::io::Read;

/// Texts are addressed with 32 bits, and room is left for unquoted cells.
const LARGEST: usize = 3 << 30;

/// A file as text.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The text without byte order mark and NUL characters.
    pub text: Cow<'a, str>,
    /// Name of the encoding.
    pub encoding: &'static str,
    /// NUL characters that were left out.
    pub nuls: usize,
    /// Whether some bytes were not valid in the encoding and stand as U+FFFD.
    pub damaged: bool,
}

/// Decodes a file, unpacking gzip first.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, TableError> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return decode_plain(bytes);
    }
    let mut out = Vec::new();
    flate2::read::MultiGzDecoder::new(bytes)
        .take(LARGEST as u64 + 1)
        .read_to_end(&mut out)
        .map_err(|error| TableError::Packed(error.to_string()))?;
    decode_plain(&out).map(|decoded| Decoded { text: Cow::Owned(decoded.text.into_owned()), ..decoded })
}

fn decode_plain(bytes: &[u8]) -> Result<Decoded<'_>, TableError> {
    if bytes.len() > LARGEST {
        return Err(TableError::TooLarge);
    }
    if is_workbook(bytes) {
        return Err(TableError::PackedWorkbook);
    }
    let encoding = encoding_of(bytes);
    let (text, _, damaged) = encoding.decode(bytes);
    if text.len() > LARGEST {
        return Err(TableError::TooLarge);
    }
    let nuls = memchr::memchr_iter(0, text.as_bytes()).count();
    let text = if nuls > 0 { Cow::Owned(text.replace('\0', "")) } else { text };
    Ok(Decoded { text, encoding: encoding.name(), nuls, damaged })
}

fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    // UTF-16 without a mark: in text with any ASCII every second byte is mostly zero.
    let start = &bytes[..bytes.len().min(4096)];
    let zeros = |parity: usize| start.iter().skip(parity).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = start.len() / 4;
    if start.len() >= 4 && odd > most && even < odd / 4 {
        UTF_16LE
    } else if start.len() >= 4 && even > most && odd < even / 4 {
        UTF_16BE
    } else if Encoding::utf8_valid_up_to(bytes) == bytes.len() {
        UTF_8
    } else {
        WINDOWS_1252
    }
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
