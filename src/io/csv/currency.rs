//! The currency that a header or a cell names, by sign or by code. A sign can be that of several currencies, so that a
//! code beside it says which.

use super::amounts::Amounts;
use super::field::Field;
use super::sheet::Sheets;
use hashbrown::HashMap;

const CODES: [&str; 24] = [
    "GBP", "EUR", "USD", "CHF", "CAD", "AUD", "INR", "JPY", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "BRL", "MXN",
    "CNY", "HKD", "SGD", "NZD", "ZAR", "ILS", "AED", "SAR",
];

const SIGNS: [(&str, &str); 9] = [
    ("£", "GBP"),
    ("€", "EUR"),
    ("$", "USD"),
    ("¥", "JPY"),
    ("₹", "INR"),
    ("z\u{142}", "PLN"),
    ("K\u{10d}", "CZK"),
    ("\u{20a9}", "KRW"),
    ("\u{20aa}", "ILS"),
];

/// Signs of dollars and reals that say whose they are, with the code as a word; in lower case.
pub const DOLLARS: [(&str, &str); 10] = [
    ("us$", " usd "),
    ("ca$", " cad "),
    ("c$", " cad "),
    ("au$", " aud "),
    ("a$", " aud "),
    ("hk$", " hkd "),
    ("nz$", " nzd "),
    ("r$", " brl "),
    ("mx$", " mxn "),
    ("s$", " sgd "),
];

/// Currency by its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency {
    /// Code of three letters.
    pub code: &'static str,
    /// Whether it is only said by a sign that other currencies share.
    pub is_sign: bool,
}

impl Currency {
    /// Currency said by its code.
    pub fn of_code(code: &'static str) -> Self {
        Self { code, is_sign: false }
    }

    /// Currency said by a sign.
    pub fn of_sign(code: &'static str) -> Self {
        Self { code, is_sign: true }
    }

    /// What both say together; `None` where they differ.
    pub fn and(self, other: Self) -> Option<Self> {
        if self.is(other.code) {
            return Some(if self.is_sign { other } else { self });
        }
        other.is(self.code).then_some(self)
    }

    /// Whether this can be the currency of a code.
    pub fn is(self, code: &str) -> bool {
        let shared: &[&str] = match self.code {
            "USD" => &["CAD", "AUD", "HKD", "SGD", "NZD", "MXN", "TWD", "ARS", "CLP", "COP"],
            "JPY" => &["CNY"],
            _ => &[],
        };
        self.code == code || (self.is_sign && shared.contains(&code))
    }
}

/// The currency that a header or cell names; `None` also where it names several.
pub fn currency_in(text: &str) -> Option<Currency> {
    // Numbers and most words have no sign, which is quick to see.
    let with_dollars;
    let text = if text.contains('$') {
        let lower = text.to_lowercase();
        with_dollars = DOLLARS.into_iter().fold(lower, |text, (sign, code)| text.replace(sign, code));
        &with_dollars
    } else {
        text
    };
    let signs = SIGNS.into_iter().filter(|(sign, _)| text.contains(sign)).map(|(_, code)| Currency::of_sign(code));
    let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() == 3);
    let codes = words.filter_map(|word| CODES.into_iter().find(|code| word.eq_ignore_ascii_case(code)));
    let mut found = signs.chain(codes.map(Currency::of_code));
    let first = found.next()?;
    found.try_fold(first, Currency::and)
}

/// The code of a cell in a column of currencies, in capitals.
pub fn code_of(text: &str) -> String {
    currency_in(text).map_or_else(|| text.to_uppercase(), |currency| currency.code.to_owned())
}

/// The commonest currency of the currency columns, else that of a header of pay, else the commonest of the cells.
pub fn reporting_currency(sheets: &Sheets, amounts: &Amounts) -> String {
    let commonest = |count: HashMap<&str, usize>| {
        let most = count.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)));
        most.map(|(currency, _)| currency.to_owned())
    };
    let mut count: HashMap<&str, usize> = HashMap::new();
    if sheets.has(Field::Currency) {
        let stated = (0..sheets.len()).map(|row| sheets.text(row, Field::Currency));
        stated.filter(|text| !text.is_empty()).for_each(|text| *count.entry(text).or_insert(0) += 1);
        let mut codes: HashMap<String, usize> = HashMap::new();
        for (text, rows) in count.drain() {
            *codes.entry(code_of(text)).or_insert(0) += rows;
        }
        let codes = codes.iter().map(|(code, rows)| (code.as_str(), *rows)).collect();
        if let Some(code) = commonest(codes) {
            return code;
        }
    }
    if let Some(currency) = amounts.currency() {
        return currency.code.to_owned();
    }
    let pay = [Field::PayLow, Field::PayHigh, Field::Pay, Field::PayHourly].into_iter().filter(|&it| sheets.has(it));
    for field in pay {
        for row in 0..sheets.len() {
            let text = sheets.text(row, field);
            let is_bare = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b' '));
            if let Some(currency) = if is_bare { None } else { currency_in(text) } {
                *count.entry(currency.code).or_insert(0) += 1;
            }
        }
    }
    commonest(count).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_beside_a_sign_says_whose_it_is_and_two_currencies_are_none() {
        for (text, expected) in [
            ("€85,000", Some("EUR")),
            ("Salary ($ CAD)", Some("CAD")),
            ("CAD 90,000 $", Some("CAD")),
            ("A$ 90,000", Some("AUD")),
            ("R$ 9.000", Some("BRL")),
            ("Pay (USD or EUR)", None),
            ("£1 or €1", None),
            ("£ USD", None),
            ("Salary", None),
        ] {
            assert_eq!(currency_in(text).map(|currency| currency.code), expected, "{text}");
        }
        assert_eq!([code_of("eur"), code_of("€"), code_of("kes")], ["EUR", "EUR", "KES"]);
    }
}
