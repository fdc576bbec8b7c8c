//! Text to rows and cells. A cell of a row is known by where it ends, in two bytes, so that a file of millions of rows
//! costs two bytes a cell; only rows of which that is not enough, such as those with doubled quotes, have a span for each.
//! What a cell means is not known here.
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

/// A row: where its cells are.
#[derive(Clone, Copy, Debug)]
struct Row {
    line: u32,
    /// Where it starts in the text, for a row whose cells are known by their ends; else [`SPANNED`].
    at: u32,
    /// Its first cell among the ends, or among the spans.
    cell: u32,
    /// Number of its cells.
    width: u32,
}

/// Marks a row whose cells are spans; no text is so long.
const SPANNED: u32 = u32::MAX;

/// Rows of cells over a text.
#[derive(Debug)]
pub struct Table<'a> {
    text: &'a str,
    copied: String,
    /// Ends of cells, counted from the start of their row. The next cell starts behind the delimiter. A cell that begins
    /// with a quote is closed by one, and holds no other.
    ends: Vec<u16>,
    spans: Vec<Span>,
    rows: Vec<Row>,
    longest: usize,
    widest: usize,
    /// Lines on which a quote was opened and never properly closed.
    pub open_quotes: Vec<usize>,
    /// Whether rows end with their last cell that is filled, as those of a workbook do.
    pub is_sparse: bool,
    /// Whether there is more than [`CELLS`] or 32 bits can address; the rest is not in the table.
    pub is_full: bool,
}

impl<'a> Table<'a> {
    fn empty(text: &'a str) -> Self {
        Self {
            text,
            copied: String::new(),
            ends: Vec::new(),
            spans: Vec::new(),
            rows: Vec::new(),
            longest: 0,
            widest: 0,
            open_quotes: Vec::new(),
            is_sparse: false,
            is_full: false,
        }
    }

    /// Splits `text` into at most `limit` rows in linear time; the text is shorter than 3 GiB
    /// ([`super::decode`] refuses longer ones). Lines end with LF, CRLF or CR, in any mixture.
    pub fn split(text: &'a str, delimiter: u8, first_line: usize, limit: usize) -> Self {
        Self::split_unless(text, delimiter, first_line, limit, &|_| false)
    }

    /// The same, left unfinished once `stop` says so; it is asked every few milliseconds, and told how many bytes are split.
    pub fn split_unless(
        text: &'a str,
        delimiter: u8,
        first_line: usize,
        limit: usize,
        stop: &dyn Fn(usize) -> bool,
    ) -> Self {
        let mut table = Self::empty(text);
        let bytes = text.as_bytes();
        let (mut at, mut line) = (0, first_line);
        while at < bytes.len() && table.rows.len() < limit && !table.is_full {
            if table.rows.len().is_multiple_of(TICK) {
                if stop(at) {
                    break;
                }
                table.reserve(at);
            }
            table.is_full |= table.cells_so_far() >= CELLS;
            let start = at;
            let Some(end) =
                table.plain_row(at, delimiter, &mut line).or_else(|| table.spanned_row(at, delimiter, &mut line))
            else {
                break;
            };
            at = end;
            table.longest = table.longest.max(at - start);
            match bytes.get(at) {
                // There was no room for the rest of the row.
                Some(&byte) if byte == delimiter => break,
                Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => at += 2,
                Some(_) => at += 1,
                None => {}
            }
            line += 1;
        }
        table
    }

    /// Room for all rows, if the rest of the text is like what came before `at`.
    fn reserve(&mut self, at: usize) {
        if self.rows.len() != TICK || at == 0 {
            return;
        }
        let times = self.text.len() as f64 / at as f64 * 1.02 - 1.0;
        let more = |len: usize| (len as f64 * times.max(0.0)) as usize;
        // Not more than the text itself takes, whatever its first rows are like; what cannot be had is asked for later.
        let most = self.text.len();
        let _ = self.rows.try_reserve_exact(more(self.rows.len()).min(most / size_of::<Row>()));
        let _ = self.ends.try_reserve_exact(more(self.ends.len()).min(most / size_of::<u16>()));
    }

    fn cells_so_far(&self) -> u64 {
        (self.ends.len() + self.spans.len()) as u64
    }

    /// Reads a row whose cells are known by their ends, and returns where it ends; `None` and nothing changed for any other.
    fn plain_row(&mut self, at: usize, delimiter: u8, line: &mut usize) -> Option<usize> {
        let (bytes, cell) = (self.text.as_bytes(), self.ends.len());
        let (mut from, mut lines) = (at, 0);
        // No row of this kind has more cells than bytes that two of them can count.
        let may_fill = self.cells_so_far() + u64::from(u16::MAX) + 1 >= CELLS;
        let end = loop {
            let end = match bytes.get(from) {
                Some(b'"') => simple_quoted(self.text, from, delimiter, &mut lines),
                _ => Some(plain_end(bytes, from, delimiter)),
            };
            let place = end.and_then(|end| u16::try_from(end - at).ok());
            let (Some(end), Some(place)) = (end, place) else {
                self.ends.truncate(cell);
                return None;
            };
            self.ends.push(place);
            if bytes.get(end) != Some(&delimiter) {
                break end;
            }
            if may_fill && self.cells_so_far() >= CELLS {
                self.is_full = true;
                break end;
            }
            from = end + 1;
        };
        let width = (self.ends.len() - cell) as u32;
        self.widest = self.widest.max(width as usize);
        self.rows.push(Row { line: *line as u32, at: at as u32, cell: cell as u32, width });
        *line += lines;
        Some(end)
    }

    /// Reads a row as spans, and returns where it ends.
    fn spanned_row(&mut self, at: usize, delimiter: u8, line: &mut usize) -> Option<usize> {
        let (bytes, cell, first) = (self.text.as_bytes(), self.spans.len(), *line);
        let mut end = self.cell_at(at, delimiter, line);
        while bytes.get(end) == Some(&delimiter) {
            if self.cells_so_far() >= CELLS {
                self.is_full = true;
                break;
            }
            end = self.cell_at(end + 1, delimiter, line);
        }
        let width = (self.spans.len() - cell) as u32;
        self.widest = self.widest.max(width as usize);
        self.rows.push(Row { line: first as u32, at: SPANNED, cell: cell as u32, width });
        Some(end)
    }

    /// The table of a sheet of a workbook, whose rows are its lines. Rows that hold nothing are not in it.
    pub fn of_grid(grid: &'a Grid) -> Self {
        let mut table = Self { is_sparse: true, ..Self::empty(&grid.text) };
        table.spans.reserve(grid.cells.len());
        for row in grid.cells.chunk_by(|a, b| a.row == b.row) {
            let first = table.spans.len();
            for place in row {
                table.spans.resize(first + place.column as usize, Span { start: 0, len: 0 });
                table.spans.push(Span { start: place.start, len: place.len });
                table.longest = table.longest.max(place.len as usize);
            }
            let width = (table.spans.len() - first) as u32;
            table.widest = table.widest.max(width as usize);
            table.rows.push(Row { line: row[0].row + 1, at: SPANNED, cell: first as u32, width });
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

    /// Length that no cell exceeds, in bytes.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Number of cells that no row exceeds.
    pub fn widest(&self) -> usize {
        self.widest
    }

    /// Number of cells of a row.
    pub fn width(&self, row: usize) -> usize {
        self.rows.get(row).map_or(0, |row| row.width as usize)
    }

    /// A cell without the white space around it; empty where the row is shorter.
    #[inline]
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.raw(row, column).map_or("", trimmed)
    }

    /// The cells of a row, found once.
    #[inline]
    pub fn row(&self, row: usize) -> Cells<'_> {
        let mut cells = Cells { table: self, row, text: "", ends: &[] };
        if let Some(of) = self.rows.get(row).filter(|of| of.at != SPANNED) {
            let first = of.cell as usize;
            cells.ends = &self.ends[first..first + of.width as usize];
            let len = cells.ends.last().map_or(0, |&end| usize::from(end));
            cells.text = &self.text[of.at as usize..of.at as usize + len];
        }
        cells
    }

    /// Whether the first cells of a row each begin with a visible sign that is no quote; false of few others that are filled
    /// too.
    #[inline]
    pub fn is_plainly_filled(&self, row: usize, cells: usize) -> bool {
        let of = self.row(row);
        let mut start = 0;
        of.ends.len() >= cells
            && of.ends[..cells].iter().all(|&end| {
                let (first, end) = (start, usize::from(end));
                start = end + 1;
                end > first && matches!(of.text.as_bytes()[first], b'!' | b'#'..=b'~')
            })
    }

    /// Whether a cell holds more than white space.
    #[inline]
    pub fn is_filled(&self, row: usize, column: usize) -> bool {
        let plain = self.rows.get(row).filter(|of| of.at != SPANNED && column < of.width as usize);
        let Some(of) = plain else { return !self.cell(row, column).is_empty() };
        let (start, end) = self.bounds(of, column);
        // What begins with a visible sign that is no quote needs no second look.
        match self.text.as_bytes()[start..end].first() {
            None => false,
            Some(b'!' | b'#'..=b'~') => true,
            Some(_) => !self.cell(row, column).is_empty(),
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
        for at in 0..self.rows.len() {
            let width = self.rows[at].width as usize;
            let starts: Vec<usize> = (1..width).filter(|&place| !is_joined(at, place, width)).collect();
            if starts.len() + 1 >= width {
                continue;
            }
            let row: Vec<Span> = (0..width).filter_map(|column| self.place(at, column)).collect();
            let cell = self.spans.len();
            let mut first = 0;
            for place in starts.into_iter().chain([width]) {
                let joined = self.joined(&row[first..place]);
                self.spans.push(joined);
                first = place;
            }
            let width = (self.spans.len() - cell) as u32;
            self.rows[at] = Row { at: SPANNED, cell: cell as u32, width, ..self.rows[at] };
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

    #[inline]
    fn raw(&self, row: usize, column: usize) -> Option<&str> {
        let row = self.rows.get(row).filter(|row| column < row.width as usize)?;
        if row.at == SPANNED {
            return Some(self.span(self.spans[row.cell as usize + column]));
        }
        let (start, end) = self.bounds(row, column);
        let text = &self.text[start..end];
        Some(if text.as_bytes().first() == Some(&b'"') { unquoted(text) } else { text })
    }

    /// Where a cell of a row that is no spans begins and ends in the text, its quotes included.
    #[inline]
    fn bounds(&self, row: &Row, column: usize) -> (usize, usize) {
        let (at, cell) = (row.at as usize, row.cell as usize + column);
        let start = if column == 0 { 0 } else { usize::from(self.ends[cell - 1]) + 1 };
        (at + start, at + usize::from(self.ends[cell]))
    }

    /// The place of a cell in the text, or among the copied ones.
    fn place(&self, row: usize, column: usize) -> Option<Span> {
        let of = *self.rows.get(row)?;
        if of.at == SPANNED {
            return self.spans.get(of.cell as usize + column).copied();
        }
        let text = self.raw(row, column)?;
        // A quote in front of it is not part of it.
        let (first, _) = self.bounds(&of, column);
        let is_quoted = self.text.as_bytes().get(first) == Some(&b'"');
        Some(Span { start: (first + usize::from(is_quoted)) as u32, len: text.len() as u32 })
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
        !(0..self.width(row)).any(|column| self.is_filled(row, column))
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
        self.spans.push(Span { start: at as u32, len: (end - at) as u32 });
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
        self.spans.push(span);
        *line += lines;
        Some(end)
    }
}

/// Where a quoted cell ends that holds no other quote and is closed at its end; `None` for any other. Adds the line ends in
/// it.
fn simple_quoted(text: &str, at: usize, delimiter: u8, lines: &mut usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let close = at + 1 + memchr::memchr(b'"', &bytes[at + 1..])?;
    let end = plain_end(bytes, close + 1, delimiter);
    if !text[close + 1..end].trim().is_empty() {
        return None;
    }
    let inner = &bytes[at + 1..close];
    let ends = memchr::memchr2_iter(b'\n', b'\r', inner);
    *lines += ends.filter(|&at| inner[at] == b'\n' || inner.get(at + 1) != Some(&b'\n')).count();
    Some(end)
}

/// The cells of one row.
#[derive(Clone, Copy)]
pub struct Cells<'t> {
    table: &'t Table<'t>,
    row: usize,
    /// The row in the text, and where its cells end there; empty where they are spans.
    text: &'t str,
    ends: &'t [u16],
}

impl<'t> Cells<'t> {
    /// The same as [`Table::cell`].
    #[inline]
    pub fn cell(&self, column: usize) -> &'t str {
        let Some(&end) = self.ends.get(column) else { return self.table.cell(self.row, column) };
        let start = if column == 0 { 0 } else { usize::from(self.ends[column - 1]) + 1 };
        let text = &self.text[start..usize::from(end)];
        trimmed(if text.as_bytes().first() == Some(&b'"') { unquoted(text) } else { text })
    }
}

/// A text without the white space around it. Most have none, which is quick to see.
#[inline]
fn trimmed(text: &str) -> &str {
    match *text.as_bytes() {
        [first, .., last] if begins_no_space(first) && ends_no_space(last) => text,
        [] => text,
        _ => text.trim(),
    }
}

/// Whether no white space begins with a byte of UTF-8; false of single ones that do not either.
fn begins_no_space(byte: u8) -> bool {
    matches!(byte, b'!'..=b'~' | 0xc3..=0xe0 | 0xe4..=0xff)
}

/// The same of its last byte.
fn ends_no_space(byte: u8) -> bool {
    matches!(byte, b'!'..=b'~' | 0x8b..=0x9e | 0xa1..=0xa7 | 0xaa..=0xae | 0xb0..=0xbf)
}

/// A cell without its quotes; white space may stand behind the last.
fn unquoted(text: &str) -> &str {
    let inner = text.strip_prefix('"').unwrap_or(text);
    inner.rfind('"').map_or(inner, |close| &inner[..close])
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
    fn white_space_is_known_by_its_first_and_its_last_byte() {
        for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32).filter(|c| c.is_whitespace()) {
            let mut bytes = [0; 4];
            let bytes = c.encode_utf8(&mut bytes).as_bytes();
            assert!(!begins_no_space(bytes[0]) && !ends_no_space(bytes[bytes.len() - 1]), "{c:?}");
        }
        check("\u{a0}\u{41f},\u{2003}a\u{3000},\u{e9}\u{2028}\n", &[&["\u{41f}", "a", "\u{e9}"]]);
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
    fn short_rows_at_the_beginning_reserve_no_more_than_the_text_takes() {
        let text = format!("{}{}", "\n".repeat(2 * TICK), "a,".repeat(1 << 20));
        let table = Table::split(&text, b',', 1, usize::MAX);
        assert_eq!(table.len(), 2 * TICK + 1);
        assert!(table.rows.capacity() * size_of::<Row>() <= 2 * text.len(), "{}", table.rows.capacity());
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
