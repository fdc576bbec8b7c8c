//! Numbers as people write them, with the sign that a column proves to be the decimal one.

/// Amounts that can be: finite, and not below zero.
pub fn plain(amount: f64) -> Option<f64> {
    (amount.is_finite() && amount >= 0.0).then_some(amount)
}

/// A number with thousands separators or a decimal sign: of two kinds the last is the decimal one; what stands several
/// times groups; a single one in front of three digits is what the column proves, else a comma groups and a point does
/// not.
pub fn number_as(text: &str, decimal: Option<char>) -> Option<f64> {
    let is_space = |c: char| c.is_whitespace() || matches!(c, '\'' | '\u{2019}');
    let text: String = text.chars().filter(|&c| !is_space(c)).collect();
    let (comma, point) = (text.rfind(','), text.rfind('.'));
    let is_open = |at: usize| text.len() - at == 4 && (1..=3).contains(&at) && !text.starts_with('0');
    let at = match (comma, point) {
        (Some(comma), Some(point)) => Some(comma.max(point)),
        (Some(comma), None) if text.matches(',').count() == 1 => {
            if is_open(comma) {
                (decimal == Some(',')).then_some(comma)
            } else {
                Some(comma)
            }
        }
        (None, Some(point)) if text.matches('.').count() == 1 => {
            if is_open(point) {
                (decimal != Some(',')).then_some(point)
            } else {
                Some(point)
            }
        }
        _ => None,
    };
    if !is_grouped(&text[..at.unwrap_or(text.len())]) {
        return None;
    }
    let mut clean = String::with_capacity(text.len());
    for (place, c) in text.char_indices() {
        match c {
            ',' | '.' if at == Some(place) => clean.push('.'),
            ',' | '.' => {}
            c if c.is_ascii_digit() => clean.push(c),
            _ => return None,
        }
    }
    clean.parse().ok().and_then(plain)
}

/// Whether the signs between digits part groups of three, or of two in front of the last three, as in lakh.
pub fn is_grouped(text: &str) -> bool {
    let Some((rest, last)) = text.rsplit_once([',', '.']) else { return true };
    let groups = || rest.split([',', '.']).map(str::len);
    let is = |len: usize| (1..=len).contains(&groups().next().unwrap_or(0)) && groups().skip(1).all(|it| it == len);
    last.len() == 3 && (is(3) || is(2))
}

/// A number with thousands separators or a decimal comma, by itself.
pub fn number(text: &str) -> Option<f64> {
    match text.parse::<f64>() {
        Ok(number) => plain(number),
        Err(_) => number_as(text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_the_column_writes_them() {
        assert_eq!(number_as("120.000", None), Some(120.0));
        assert_eq!(number_as("120.000", Some(',')), Some(120_000.0));
        assert_eq!(number_as("120,000", Some(',')), Some(120.0));
        assert_eq!(number_as("27,314", None), Some(27_314.0));
        assert_eq!(number_as("0.125", Some(',')), Some(0.125));
        assert_eq!(number_as("0,125", None), Some(0.125));
        assert_eq!(number_as("1.234.567,89", None), Some(1_234_567.89));
        assert_eq!(number_as("9,00,000", None), Some(900_000.0));
        assert_eq!(number_as("12,34,56,789.5", None), Some(123_456_789.5));
        for text in ["1,2,3", "1.2.2024", "1,234,5", "12,3456,789", ",500,000", "1,234.5.6", "1234,567,890"] {
            assert_eq!(number_as(text, None), None, "{text}");
        }
    }
}
