//! A paper as Markdown (CommonMark with tables). Pictures are replaced by a description, and text from a file can never
//! become markup.

use super::paper::{Block, Item, Paper, Table};
use crate::scene::text::clean;
use std::fmt;
use std::io::{self, Write};

/// Writes the file. Errors are those of `out`.
pub fn markdown(paper: &Paper, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}", Plain(&paper.title))?;
    for line in &paper.lead {
        writeln!(out, "\n{}", Plain(line))?;
    }
    paper.blocks.iter().try_for_each(|it| block(it, out))
}

fn block(block: &Block, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out)?;
    match block {
        Block::Section(words) => writeln!(out, "## {}", Plain(words)),
        Block::Heading(words) => writeln!(out, "### {}", Plain(words)),
        Block::Text(words) => writeln!(out, "{}", Plain(words)),
        Block::Note(words) => writeln!(out, "_{}_", Plain(words)),
        Block::List(points) => points.iter().try_for_each(|point| writeln!(out, "- {}", Plain(point))),
        Block::Tiles(tiles) => {
            tiles.iter().try_for_each(|tile| writeln!(out, "- **{}** {}", Plain(&tile.value), Plain(&tile.words)))
        }
        Block::Table(it) => table(it, out),
        Block::Figure(figure) if figure.caption.is_empty() => writeln!(out, "_Picture: {}._", Plain(&figure.alt)),
        Block::Figure(figure) => writeln!(out, "_Picture: {}. {}_", Plain(&figure.alt), Plain(&figure.caption)),
        Block::Item(it) => item(it, out),
    }
}

fn table(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let row = |cells: &mut dyn Iterator<Item = String>, out: &mut dyn Write| {
        writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "))
    };
    row(&mut table.columns.iter().map(|(words, _)| Plain(words).to_string()), out)?;
    let rule = |is_number: bool| if is_number { "---:" } else { "---" }.to_owned();
    row(&mut table.columns.iter().map(|(_, is_number)| rule(*is_number)), out)?;
    table.rows.iter().try_for_each(|cells| row(&mut cells.iter().map(|cell| Plain(cell).to_string()), out))
}

fn item(item: &Item, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "- **{}**", Plain(&item.title))?;
    match item.tag.as_str() {
        "" => writeln!(out)?,
        tag => writeln!(out, ": {}", Plain(tag))?,
    }
    for line in &item.lines {
        match (line.lead.as_str(), line.text.as_str()) {
            ("", text) => writeln!(out, "  - {}", Plain(text))?,
            (lead, "") => writeln!(out, "  - **{}**", Plain(lead))?,
            (lead, text) => writeln!(out, "  - **{}**: {}", Plain(lead), Plain(text))?,
        }
    }
    Ok(())
}

/// Text on one line, trimmed, in which nothing can be read as Markdown, HTML or a link.
struct Plain<'a>(&'a str);

impl fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let cleaned = clean(self.0);
        let words = cleaned.trim();
        // Markers of lists, headings and rules are special only at the beginning of a line.
        let digits = words.bytes().take_while(u8::is_ascii_digit).count();
        for (at, character) in words.char_indices() {
            let ends_item =
                matches!(character, '.' | ')') && !words[at + 1..].starts_with(|it: char| !it.is_whitespace());
            let is_marker =
                at == 0 && matches!(character, '-' | '+' | '=' | '#' | ':') || at == digits && digits > 0 && ends_item;
            let is_sign =
                matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' | '@');
            // `://` and `www.` become links without any further markup.
            let is_link = words[at..].starts_with("://") || character == '.' && ends_in_www(&words[..at]);
            if is_marker || is_sign || is_link {
                f.write_str("\\")?;
            }
            write!(f, "{character}")?;
        }
        Ok(())
    }
}

fn ends_in_www(words: &str) -> bool {
    words.len() >= 3 && words.as_bytes()[words.len() - 3..].eq_ignore_ascii_case(b"www")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_out_of_a_file_stays_text() {
        for (text, plain) in [
            ("Ana Souza", "Ana Souza"),
            ("IC6 = VP, 1.8 rungs (12 %)", "IC6 = VP, 1.8 rungs (12 %)"),
            ("a | b", "a \\| b"),
            ("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"),
            ("# not a heading", "\\# not a heading"),
            ("1. not a list", "1\\. not a list"),
            ("1.8 rungs", "1.8 rungs"),
            ("- nor this", "\\- nor this"),
            ("[click](javascript:alert(1))", "\\[click\\](javascript:alert(1))"),
            ("http://bad.example and WWW.bad.example", "http\\://bad.example and WWW\\.bad.example"),
            ("two\nlines \u{202e}desrever", "two lines desrever"),
            ("*bold* _it_ `code` ~~gone~~ \\", "\\*bold\\* \\_it\\_ \\`code\\` \\~\\~gone\\~\\~ \\\\"),
        ] {
            assert_eq!(Plain(text).to_string(), plain);
        }
    }
}
