//! Text to rows and cells. Cells are spans of the text; only a cell with doubled quotes is copied, so a
//! file of two million rows costs eight bytes a cell. What a cell means is not known here.
//!
//! Quotes follow RFC 4180, with one mercy: a quote that is never closed, or that swallows line ends and then
//! closes in the middle of a word, is text, so that one slip does not lose the rest of the file.

use crate::io::grid::{CELLS, Grid};

/// Rows between two looks at whether to stop.
const TICK: usize = 1 << 14;

/// A span of the text, or past its end of the copied cells.
#[derive(Clone, Copy, Debug)]
struct Span {
    start: u32,
    len: u32,
}

#[derive(Clone, Copy, Debug)]
struct RowStart {
    line: u32,
    cell: u32,
}

/// Rows of cells over a text.
#[derive(Debug)]
pub struct Table<'a> {
    text: &'a str,
    copied: String,
    cells: Vec<Span>,
    rows: Vec<RowStart>,
    /// Lines on which a quote was opened and never properly closed.
    pub open_quotes: Vec<usize>,
    /// Whether rows end with their last cell that is filled, as those of a workbook do.
    pub is_sparse: bool,
    /// Whether there is more than [`CELLS`] or 32 bits can address; the rest is not in the table.
    pub is_full: bool,
}

impl<'a> Table<'a> {
    /// Splits `text` into at most `limit` rows in linear time; the text is shorter than 3 GiB
    /// ([`super::decode`] refuses longer ones). Lines end with LF, CRLF or CR, in any mixture.
    pub fn split(text: &'a str, delimiter: u8, first_line: usize, limit: usize) -> Self {
        Self::split_unless(text, delimiter, first_line, limit, &|| false)
    }

    /// The same, left unfinished once `stop` says so; it is asked every few milliseconds.
    pub fn split_unless(
        text: &'a str,
        delimiter: u8,
        first_line: usize,
        limit: usize,
        stop: &dyn Fn() -> bool,
    ) -> Self {
        let mut table = Self {
            text,
            copied: String::new(),
            cells: Vec::new(),
            rows: Vec::new(),
            open_quotes: Vec::new(),
            is_sparse: false,
            is_full: false,
        };
        let bytes = text.as_bytes();
        let (mut at, mut line) = (0, first_line);
        while at < bytes.len() && table.rows.len() < limit && !table.is_full {
            if table.rows.len().is_multiple_of(TICK) && stop() {
                break;
            }
            table.is_full |= table.cells.len() as u64 >= CELLS;
            table.rows.push(RowStart { line: line as u32, cell: table.cells.len() as u32 });
            loop {
                at = table.cell_at(at, delimiter, &mut line);
                match bytes.get(at) {
                    Some(&byte) if byte == delimiter && table.cells.len() as u64 >= CELLS => {
                        table.is_full = true;
                        break;
                    }
                    Some(&byte) if byte == delimiter => at += 1,
                    Some(b'\r') => {
                        at += if bytes.get(at + 1) == Some(&b'\n') { 2 } else { 1 };
                        line += 1;
                        break;
                    }
                    Some(_) => {
                        at += 1;
                        line += 1;
                        break;
                    }
                    None => break,
                }
            }
        }
        table
    }

    /// The table of a sheet of a workbook, whose rows are its lines. Rows that hold nothing are not in it.
    pub fn of_grid(grid: &'a Grid) -> Self {
        let mut table = Self {
            text: &grid.text,
            copied: String::new(),
            cells: Vec::with_capacity(grid.cells.len()),
            rows: Vec::new(),
            open_quotes: Vec::new(),
            is_sparse: true,
            is_full: false,
        };
        for row in grid.cells.chunk_by(|a, b| a.row == b.row) {
            let first = table.cells.len();
            table.rows.push(RowStart { line: row[0].row + 1, cell: first as u32 });
            for place in row {
                table.cells.resize(first + place.column as usize, Span { start: 0, len: 0 });
                table.cells.push(Span { start: place.start, len: place.len });
            }
        }
        table
    }

    /// Number of rows, empty ones included.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The line on which a row starts, counted from 1.
    pub fn line(&self, row: usize) -> usize {
        self.rows.get(row).map_or(0, |start| start.line as usize)
    }

    /// Length of the longest cell, in bytes.
    pub fn longest(&self) -> usize {
        self.cells.iter().map(|span| span.len as usize).max().unwrap_or(0)
    }

    /// Number of cells of a row.
    pub fn width(&self, row: usize) -> usize {
        let next = self.rows.get(row + 1).map_or(self.cells.len(), |next| next.cell as usize);
        self.rows.get(row).map_or(0, |start| next - start.cell as usize)
    }

    /// A cell without the white space around it; empty where the row is shorter.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        let Some(text) = self.raw(row, column) else { return "" };
        // Most cells have no white space around them, which is quick to see.
        match text.as_bytes() {
            [b'!'..=b'~', .., b'!'..=b'~'] => text,
            _ => text.trim(),
        }
    }

    /// The cells of a row.
    pub fn cells(&self, row: usize) -> impl Iterator<Item = &str> {
        (0..self.width(row)).map(move |column| self.cell(row, column))
    }

    /// Puts the cells `column` and the next one together, with the comma that parts them, in every row of a width; linear
    /// in the cells.
    pub fn join_cells(&mut self, column: usize, width: usize) {
        self.join(|_, place, cells| cells == width && place == column + 1);
    }

    /// Puts the cells at the places of single rows to those before them; rows and places in order.
    pub fn join_each(&mut self, rows: &[(u32, Vec<usize>)]) {
        let mut parted = rows.iter().peekable();
        self.join(|row, place, _| {
            while parted.next_if(|(of, _)| (*of as usize) < row).is_some() {}
            parted.peek().is_some_and(|(of, places)| *of as usize == row && places.binary_search(&place).is_ok())
        });
    }

    /// Puts each cell to the one before it that `is_joined` says, by row, place in the row and cells of the row.
    fn join(&mut self, mut is_joined: impl FnMut(usize, usize, usize) -> bool) {
        let old = std::mem::take(&mut self.cells);
        self.cells.reserve(old.len());
        for at in 0..self.rows.len() {
            let end = self.rows.get(at + 1).map_or(old.len(), |next| next.cell as usize);
            let row = &old[self.rows[at].cell as usize..end];
            self.rows[at].cell = self.cells.len() as u32;
            let mut first = 0;
            for place in 1..=row.len() {
                if place == row.len() || !is_joined(at, place, row.len()) {
                    let joined = self.joined(&row[first..place]);
                    self.cells.push(joined);
                    first = place;
                }
            }
        }
    }

    /// Cells beside each other as one, with the commas between them. All stand in the text unless one was quoted: then
    /// there is no such part of the text, and one copy is made.
    fn joined(&mut self, cells: &[Span]) -> Span {
        let end = |span: &Span| (span.start + span.len) as usize;
        let is_whole = |pair: &[Span]| self.text.get(end(&pair[0])..pair[1].start as usize) == Some(",");
        if let [first, .., last] = cells
            && cells.windows(2).all(is_whole)
        {
            return Span { len: last.start + last.len - first.start, ..*first };
        }
        if let [one] = cells {
            return *one;
        }
        let words = cells.iter().map(|&cell| self.span(cell)).collect::<Vec<_>>().join(",");
        self.copy([words.as_str()].into_iter())
    }

    /// A copy of texts as one; empty where there is no room for it.
    fn copy<'p>(&mut self, parts: impl Iterator<Item = &'p str> + Clone) -> Span {
        let start = self.text.len() + self.copied.len();
        let len: usize = parts.clone().map(str::len).sum();
        if start + len > u32::MAX as usize {
            self.is_full = true;
            return Span { start: 0, len: 0 };
        }
        self.copied.extend(parts);
        Span { start: start as u32, len: len as u32 }
    }

    /// Whether a cell begins with white space, as it does behind a comma that parts no cells.
    pub fn begins_with_space(&self, row: usize, column: usize) -> bool {
        self.raw(row, column).is_some_and(|text| text.starts_with(' '))
    }

    fn raw(&self, row: usize, column: usize) -> Option<&str> {
        if column >= self.width(row) {
            return None;
        }
        Some(self.span(self.cells[self.rows[row].cell as usize + column]))
    }

    fn span(&self, Span { start, len }: Span) -> &str {
        let (start, len) = (start as usize, len as usize);
        match start.checked_sub(self.text.len()) {
            None => &self.text[start..start + len],
            Some(start) => &self.copied[start..start + len],
        }
    }

    /// Whether all cells of a row are empty or white space.
    pub fn is_blank(&self, row: usize) -> bool {
        self.cells(row).all(str::is_empty)
    }

    /// Reads the cell that starts at `at` and returns where the byte after it is.
    fn cell_at(&mut self, at: usize, delimiter: u8, line: &mut usize) -> usize {
        let bytes = self.text.as_bytes();
        if bytes.get(at) == Some(&b'"') {
            if let Some(end) = self.quoted(at, delimiter, line) {
                return end;
            }
            self.open_quotes.push(*line);
        }
        let end = plain_end(bytes, at, delimiter);
        self.cells.push(Span { start: at as u32, len: (end - at) as u32 });
        end
    }

    /// Reads a quoted cell; `None` and nothing changed where the quote is not properly closed.
    fn quoted(&mut self, at: usize, delimiter: u8, line: &mut usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let (mut close, mut lines, mut doubled) = (at + 1, 0, false);
        loop {
            match *bytes.get(close)? {
                b'"' if bytes.get(close + 1) == Some(&b'"') => {
                    doubled = true;
                    close += 2;
                    continue;
                }
                b'"' => break,
                b'\r' if bytes.get(close + 1) != Some(&b'\n') => lines += 1,
                b'\n' => lines += 1,
                _ => {}
            }
            close += 1;
        }
        let end = plain_end(bytes, close + 1, delimiter);
        let rest = &self.text[close + 1..end];
        if !rest.trim().is_empty() && lines > 0 {
            return None;
        }
        let inner = &self.text[at + 1..close];
        let span = if doubled || !rest.trim().is_empty() {
            let inside = inner.split_inclusive("\"\"").map(|part| part.strip_suffix('"').unwrap_or(part));
            self.copy(inside.chain([rest]))
        } else {
            Span { start: (at + 1) as u32, len: inner.len() as u32 }
        };
        self.cells.push(span);
        *line += lines;
        Some(end)
    }
}

/// Where a cell that is not quoted ends. Delimiters and line ends are ASCII, so it is a character boundary.
fn plain_end(bytes: &[u8], from: usize, delimiter: u8) -> usize {
    let rest = &bytes[from..];
    from + memchr::memchr3(delimiter, b'\n', b'\r', rest).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let table = Table::split(text, b',', 1, usize::MAX);
        (0..table.len()).map(|row| table.cells(row).map(str::to_owned).collect()).collect()
    }

    fn check(text: &str, expected: &[&[&str]]) {
        assert_eq!(rows(text), expected, "{text:?}");
    }

    #[test]
    fn cells_rows_quotes_and_line_ends() {
        check("", &[]);
        check("a,b\nc,d", &[&["a", "b"], &["c", "d"]]);
        check("a\r\nb\rc\nd\n", &[&["a"], &["b"], &["c"], &["d"]]);
        check("\"a\nb\",\"c \"\"d\"\"\"\n", &[&["a\nb", "c \"d\""]]);
        check("\"a\" x,b\n", &[&["a x", "b"]]);
        check(",\n", &[&["", ""]]);
        check("é,\"ü\"\n", &[&["é", "ü"]]);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_text() {
        check("1,\"Ana\n2,Bo\n", &[&["1", "\"Ana"], &["2", "Bo"]]);
        check("1,\"Ana,CEO\n2,\"Bo\",x\n", &[&["1", "\"Ana", "CEO"], &["2", "Bo", "x"]]);
        assert_eq!(Table::split("1\n2,\"Ana\n", b',', 1, usize::MAX).open_quotes, [2]);
    }

    #[test]
    fn a_comma_without_quotes_joins_cells_quoted_ones_too() {
        for (text, expected) in [
            ("a, b,c\n", "a, b"),
            ("\"a\", b,c\n", "a, b"),
            ("a,\" b\",c\n", "a, b"),
            ("a,\" b\"\"\",c\n", "a, b\""),
            ("\"a\"\"\", b,c\n", "a\", b"),
        ] {
            let mut table = Table::split(text, b',', 1, usize::MAX);
            table.join_cells(0, 3);
            assert_eq!(table.cells(0).collect::<Vec<_>>(), [expected, "c"], "{text:?}");
            let mut table = Table::split(text, b',', 1, usize::MAX);
            table.join_each(&[(0, vec![1])]);
            assert_eq!(table.cells(0).collect::<Vec<_>>(), [expected, "c"], "{text:?}");
        }
    }

    #[test]
    fn lines_count_line_ends_inside_cells() {
        let table = Table::split("a\n\"b\nc\rd\r\ne\"\nf\n", b',', 1, usize::MAX);
        assert_eq!((0..table.len()).map(|row| table.line(row)).collect::<Vec<_>>(), [1, 2, 6]);
        assert_eq!(table.cell(99, 0), "");
        assert_eq!(table.cell(0, 99), "");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// What the `csv` crate writes is read back, cell for cell.
        #[test]
        fn written_cells_are_read_back(cells in prop::collection::vec(
            prop::collection::vec("[a,\"\r\n;é ]{0,6}", 2..5), 1..6)) {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for row in &cells {
                writer.write_record(row).expect("to memory");
            }
            let bytes = writer.into_inner().expect("to memory");
            let trimmed: Vec<Vec<String>> =
                cells.iter().map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect()).collect();
            prop_assert_eq!(rows(std::str::from_utf8(&bytes).expect("text")), trimmed);
        }

        /// No text panics, and every character lies in some row.
        #[test]
        fn any_text_is_split(text in "[a,\"\r\n\té]{0,40}") {
            let table = Table::split(&text, b',', 1, usize::MAX);
            prop_assert_eq!(table.len() == 0, text.is_empty());
        }
    }
}
