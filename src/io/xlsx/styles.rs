//! Checks the styles of an Excel workbook before they are read: the reader keeps one for each format of cells, with its
//! own copies of the format code and the font that it names. A small file can name a long one very often.

use super::super::csv::TableError;
use calamine::Style;
use quick_xml::events::Event;
use std::io::{BufReader, Read};

/// True for the name of the part with the styles, wherever the workbook says that it is.
pub fn is_styles(part: &str) -> bool {
    part.to_lowercase().ends_with("styles.xml")
}

/// Checks that the styles are kept in no more than so many bytes.
pub fn check(part: impl Read, limit: u64) -> Result<(), TableError> {
    const STYLE: u64 = size_of::<Style>() as u64;
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(part));
    // As the reader of workbooks has it, so that this one does not end earlier.
    let config = reader.config_mut();
    config.check_end_names = false;
    config.check_comments = false;
    config.expand_empty_elements = true;
    let (mut kept, mut styles, mut longest) = (0_u64, 0_u64, 0_u64);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start)) => match start.local_name().as_ref() {
                "xf" => styles += 1,
                // The code of a format and the name of a font, with what stands around them.
                "numFmt" | "name" => longest = longest.max(start.len() as u64),
                "font" | "fill" | "border" => kept += STYLE,
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(_) => {}
        }
        // A style has one of each.
        if kept.saturating_add(styles.saturating_mul(2 * longest + STYLE)) > limit {
            return Err(TableError::Unpacks(limit >> 20));
        }
    }
}
