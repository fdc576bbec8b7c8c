//! A chapter of the manual, split into blocks. The window lays out headings, tables, code and pictures itself;
//! everything else goes to the Markdown renderer unchanged. Only the program's own manual is parsed here, never text
//! from a file.

/// A block of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Lines of Markdown: a paragraph or a list.
    Text(String),
    /// Header cells, then rows, as Markdown. Every row has as many cells as the header.
    Table(Vec<String>, Vec<Vec<String>>),
    /// Literal lines.
    Code(String),
    /// Alternative text of a picture, and its path below `docs/`.
    Picture(String, String),
}

/// A heading with its anchor and the blocks that follow.
pub struct Part<'a> {
    /// Level of the heading; 1 for the title of the chapter.
    pub level: usize,
    /// Plain text of the heading.
    pub title: &'a str,
    /// Id of an `<a id="…"></a>` in the line before; empty without one.
    pub anchor: &'a str,
    /// Blocks up to the next heading.
    pub blocks: Vec<Block>,
}

/// Splits a chapter at its headings. Text before the first heading is dropped.
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts: Vec<Part> = Vec::new();
    let mut anchor = "";
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(id) = line.strip_prefix("<a id=\"").and_then(|rest| rest.strip_suffix("\"></a>")) {
            anchor = id;
            continue;
        }
        let level = line.bytes().take_while(|&byte| byte == b'#').count();
        if level > 0 {
            let title = line.trim_start_matches('#').trim();
            parts.push(Part { level, title, anchor: std::mem::take(&mut anchor), blocks: Vec::new() });
            continue;
        }
        let Some(part) = parts.last_mut() else { continue };
        if line.trim().is_empty() {
            continue;
        }
        if line.starts_with("```") {
            let code: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            part.blocks.push(Block::Code(code.join("\n")));
        } else if line.starts_with('|') {
            let mut rows = vec![cells(line)];
            while let Some(row) = lines.next_if(|line| line.starts_with('|')) {
                rows.push(cells(row));
            }
            part.blocks.extend(table(rows));
        } else if let Some((alt, file)) = picture(line) {
            part.blocks.push(Block::Picture(alt.to_owned(), file.to_owned()));
        } else {
            let mut words = line.to_owned();
            while let Some(more) = lines.next_if(|line| !line.trim().is_empty() && !line.starts_with(['#', '|'])) {
                // A hard-wrapped line continues the paragraph: a link across two lines would otherwise be read as one
                // word.
                words.push(if is_item(more) { '\n' } else { ' ' });
                words.push_str(more.trim_start());
            }
            part.blocks.push(Block::Text(words));
        }
    }
    parts
}

/// True for a line that begins a list item.
fn is_item(line: &str) -> bool {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with("- ") || (number.len() < line.len() && number.starts_with(". "))
}

fn cells(line: &str) -> Vec<String> {
    line.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}

/// Table without its line of dashes; rows are padded or cut to the length of the header.
fn table(rows: Vec<Vec<String>>) -> Option<Block> {
    let is_rule = |row: &[String]| row.iter().all(|cell| !cell.is_empty() && cell.chars().all(|c| "-: ".contains(c)));
    let mut rows = rows.into_iter().filter(|row| !is_rule(row));
    let head = rows.next()?;
    let width = head.len();
    let mut rows: Vec<Vec<String>> = rows.collect();
    rows.iter_mut().for_each(|row| row.resize(width, String::new()));
    Some(Block::Table(head, rows))
}

/// Alternative text and path of a line that holds nothing but a picture.
fn picture(line: &str) -> Option<(&str, &str)> {
    let (alt, rest) = line.trim().strip_prefix("![")?.split_once("](")?;
    Some((alt, rest.strip_suffix(')')?))
}

/// Targets of the links in a Markdown text.
pub fn links(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("](").filter_map(|(at, _)| text[at + 2..].split_once(')').map(|(to, _)| to))
}

/// Plain text of Markdown, on one line: without asterisks, backticks, escapes and link targets.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        let (before, after) = (&rest[..at], &rest[at + 2..]);
        out.push_str(before);
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out.retain(|c| !matches!(c, '*' | '`' | '[' | '\\'));
    out.replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chapter_is_cut_into_its_parts() {
        let text = "# Top\n\nOne\ntwo [three](a.md#b).\n\n- a\n- b\n\n<a id=\"x\"></a>\n## Next *one*\n| A | B |\n|---|--:|\n| 1 |\n![Alt](pictures/p.png)\n```\n# no heading\n```\n";
        let parts = parts(text);
        let heads: Vec<_> = parts.iter().map(|part| (part.level, part.title, part.anchor)).collect();
        assert_eq!(heads, [(1, "Top", ""), (2, "Next *one*", "x")]);
        let text = |text: &str| Block::Text(text.to_owned());
        assert_eq!(parts[0].blocks, [text("One two [three](a.md#b)."), text("- a\n- b")]);
        let row = |cells: &[&str]| cells.iter().map(|&cell| cell.to_owned()).collect::<Vec<_>>();
        let more = [
            Block::Table(row(&["A", "B"]), vec![row(&["1", ""])]),
            Block::Picture("Alt".into(), "pictures/p.png".into()),
            Block::Code("# no heading".into()),
        ];
        assert_eq!(parts[1].blocks, more);
    }

    #[test]
    fn links_and_plain_words() {
        let text = "See **[the gap](method.md#gap)** and `a` [b](#c)";
        assert_eq!(links(text).collect::<Vec<_>>(), ["method.md#gap", "#c"]);
        assert_eq!(plain(text), "See the gap and a b");
    }
}
