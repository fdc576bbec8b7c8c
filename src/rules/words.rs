//! Numbers in words, the same in every rule.

/// `1 person`, `1,200 people`.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", amount(n as f64), if n == 1 { one } else { many })
}

/// `1.0 rung`, `1.8 rungs`; a number that is shown as 1.0 is one rung.
pub fn rungs(n: f64) -> String {
    let n = format!("{n:.1}");
    format!("{n} {}", if n == "1.0" { "rung" } else { "rungs" })
}

/// A limit without needless digits: `1 rung`, `1.5 rungs`.
pub fn limit(n: f64) -> String {
    format!("{n} {}", if n == 1.0 { "rung" } else { "rungs" })
}

/// `28,000`: whole units in groups of three.
pub fn amount(n: f64) -> String {
    let digits = format!("{:.0}", n.abs());
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if n < 0.0 {
        grouped.push('−');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `28,000 USD`; without the currency where none is known.
pub fn money(n: f64, currency: &str) -> String {
    if currency.is_empty() { amount(n) } else { format!("{} {currency}", amount(n)) }
}

/// Of a hundred, whole: a share that is shown as 0.17 is 17 of 100.
pub fn hundredths(share: f64) -> f64 {
    (share * 100.0).round()
}

/// The first few of many, joined by commas: `a, b and 3 more`.
pub fn some_of(items: &[String], shown: usize) -> String {
    first_of(items.get(..shown).unwrap_or(items), items.len())
}

/// The first of so many, joined by commas: `a, b and 3 more`.
pub fn first_of(first: &[String], all: usize) -> String {
    match all.saturating_sub(first.len()) {
        0 => first.join(", "),
        more => format!("{} and {} more", first.join(", "), amount(more as f64)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_like_words() {
        assert_eq!([rungs(1.0), rungs(1.777), rungs(0.96)], ["1.0 rung", "1.8 rungs", "1.0 rung"]);
        assert_eq!([limit(1.0), limit(1.5)], ["1 rung", "1.5 rungs"]);
        assert_eq!([amount(28_000.0), amount(-1_234_567.0), amount(999.0)], ["28,000", "−1,234,567", "999"]);
        assert_eq!([money(28_000.0, "USD"), money(5.0, "")], ["28,000 USD", "5"]);
        assert_eq!([hundredths(0.175), hundredths(0.174_9), hundredths(1.0)], [18.0, 17.0, 100.0]);
        assert_eq!([count(1, "row", "rows"), count(1_200, "row", "rows")], ["1 row", "1,200 rows"]);
        let three = ["a".to_owned(), "b".to_owned(), "c".to_owned()];
        assert_eq!([some_of(&three, 3), some_of(&three, 1)], ["a, b, c", "a and 2 more"]);
    }
}
