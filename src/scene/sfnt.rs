//! The container format of font files: reading and reassembling tables, and writing a character map. Source: the
//! OpenType specification, "Organization of an OpenType font" and "cmap", format 12. Knows nothing about outlines or
//! shaping.

use std::borrow::Cow;

/// Four-letter name of a table.
pub type Tag = [u8; 4];

/// A font as a set of tables.
pub struct Tables<'a> {
    flavour: [u8; 4],
    tables: Vec<(Tag, Cow<'a, [u8]>)>,
}

impl<'a> Tables<'a> {
    /// Reads the table directory; `None` when it does not match the bytes.
    pub fn read(font: &'a [u8]) -> Option<Self> {
        let flavour = bytes_at::<4>(font, 0)?;
        let count = u16::from_be_bytes(bytes_at(font, 4)?);
        let mut tables = Vec::with_capacity(usize::from(count));
        for record in 0..usize::from(count) {
            let at = 12 + 16 * record;
            let offset = u32::from_be_bytes(bytes_at(font, at + 8)?) as usize;
            let length = u32::from_be_bytes(bytes_at(font, at + 12)?) as usize;
            let table = font.get(offset..offset.checked_add(length)?)?;
            tables.push((bytes_at(font, at)?, Cow::Borrowed(table)));
        }
        Some(Self { flavour, tables })
    }

    /// Content of a table; `None` if the font lacks it.
    pub fn table(&self, tag: Tag) -> Option<&[u8]> {
        self.tables.iter().find(|(of, _)| *of == tag).map(|(_, table)| table.as_ref())
    }

    /// Adds or replaces a table.
    pub fn set(&mut self, tag: Tag, table: Cow<'a, [u8]>) {
        self.remove(tag);
        self.tables.push((tag, table));
    }

    /// Removes a table.
    pub fn remove(&mut self, tag: Tag) {
        self.tables.retain(|(of, _)| *of != tag);
    }

    /// Serialises the font, with fresh checksums.
    pub fn write(mut self) -> Vec<u8> {
        const HEAD: Tag = *b"head";
        self.tables.sort_by_key(|(tag, _)| *tag);
        for (_, head) in self.tables.iter_mut().filter(|(tag, head)| *tag == HEAD && head.len() >= 12) {
            head.to_mut()[8..12].fill(0);
        }

        let count = self.tables.len() as u16;
        let selector = count.max(1).ilog2() as u16;
        let range = 16 << selector;
        let mut font = self.flavour.to_vec();
        for value in [count, range, selector, (count * 16).wrapping_sub(range)] {
            font.extend(value.to_be_bytes());
        }
        let mut offset = 12 + 16 * self.tables.len();
        let mut adjustment = None;
        for (tag, table) in &self.tables {
            if *tag == HEAD && table.len() >= 12 {
                adjustment = Some(offset + 8);
            }
            font.extend(tag);
            for value in [checksum(table), offset as u32, table.len() as u32] {
                font.extend(value.to_be_bytes());
            }
            offset += table.len().next_multiple_of(4);
        }
        for (_, table) in &self.tables {
            font.extend(table.as_ref());
            font.resize(font.len().next_multiple_of(4), 0);
        }
        if let Some(at) = adjustment {
            let sum = 0xB1B0_AFBA_u32.wrapping_sub(checksum(&font));
            font[at..at + 4].copy_from_slice(&sum.to_be_bytes());
        }
        font
    }
}

/// Builds a `cmap` table; `pairs` are sorted by character, without duplicates.
pub fn character_map(pairs: &[(char, u16)]) -> Vec<u8> {
    let mut groups: Vec<[u32; 3]> = Vec::new();
    for &(character, glyph) in pairs {
        let (code, glyph) = (u32::from(character), u32::from(glyph));
        match groups.last_mut() {
            Some([first, last, start]) if code == *last + 1 && glyph == *start + (code - *first) => *last = code,
            _ => groups.push([code, code, glyph]),
        }
    }
    let mut table = Vec::new();
    // Version 0, two encodings that share one subtable: Unicode, and Windows with full Unicode.
    for value in [0_u16, 2, 0, 4, 0, 20, 3, 10, 0, 20, 12, 0] {
        table.extend(value.to_be_bytes());
    }
    for value in [16 + 12 * groups.len() as u32, 0, groups.len() as u32] {
        table.extend(value.to_be_bytes());
    }
    table.extend(groups.iter().flatten().flat_map(|value| value.to_be_bytes()));
    table
}

fn checksum(bytes: &[u8]) -> u32 {
    bytes.chunks(4).fold(0, |sum, chunk| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}

fn bytes_at<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}
