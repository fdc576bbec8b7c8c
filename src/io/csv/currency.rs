//! The currency that a header or a cell names, by sign or by code. A sign can be that of several currencies, so that a
//! code beside it says which.

use ecow::EcoString;
use std::cell::RefCell;

const CODES: [&str; 43] = [
    "GBP", "EUR", "USD", "CHF", "CAD", "AUD", "INR", "JPY", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "BRL", "MXN",
    "CNY", "HKD", "SGD", "NZD", "ZAR", "ILS", "AED", "SAR", "KRW", "TWD", "ARS", "CLP", "COP", "RUB", "TRY", "UAH",
    "RON", "HUF", "BGN", "PHP", "THB", "VND", "NGN", "KES", "EGP", "MYR", "IDR",
];

const SIGNS: [(&str, &str); 15] = [
    ("£", "GBP"),
    ("€", "EUR"),
    ("$", "USD"),
    ("¥", "JPY"),
    ("₹", "INR"),
    ("z\u{142}", "PLN"),
    ("K\u{10d}", "CZK"),
    ("\u{20a9}", "KRW"),
    ("\u{20aa}", "ILS"),
    ("\u{20bd}", "RUB"),
    ("\u{20ba}", "TRY"),
    ("\u{20b4}", "UAH"),
    ("\u{20b1}", "PHP"),
    ("\u{20ab}", "VND"),
    ("\u{20a6}", "NGN"),
];

/// Signs of dollars and reals that say whose they are, with the code as a word; in lower case.
const DOLLARS: [(&str, &str); 12] = [
    ("aus$", " aud "),
    ("us$", " usd "),
    ("nt$", " twd "),
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

/// What stands behind amounts at home, in lower case without accents. `kr` is that of four countries.
const LOCAL: [(&str, &str); 9] = [
    ("zl", "PLN"),
    ("kc", "CZK"),
    ("ft", "HUF"),
    ("lei", "RON"),
    ("tl", "TRY"),
    ("руб", "RUB"),
    ("грн", "UAH"),
    ("rs", "INR"),
    ("rm", "MYR"),
];

/// The currency of a word behind an amount.
pub fn local(word: &str) -> Option<Currency> {
    LOCAL.iter().find(|(known, _)| *known == word).map(|&(_, code)| Currency::of_code(code))
}

/// The currency of the first such word in a cell.
pub fn local_in(text: &str) -> Option<Currency> {
    text.split(|c: char| !c.is_alphabetic()).find_map(|word| local(&word.to_lowercase()))
}

/// The currency of a sign.
pub fn of_sign(sign: char) -> Option<&'static str> {
    SIGNS.iter().find(|(known, _)| known.strip_prefix(sign) == Some("")).map(|&(_, code)| code)
}

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

/// A text in lower case with the codes of dollars whose country stands before the sign; `wages$` names none.
pub fn dollars_by_code(text: String) -> String {
    DOLLARS.iter().fold(text, |text, (sign, code)| {
        let mut said = String::with_capacity(text.len());
        let mut from = 0;
        for (at, _) in text.match_indices(sign) {
            let is_word = text[..at].chars().next_back().is_some_and(char::is_alphabetic);
            said.push_str(&text[from..at]);
            said.push_str(if is_word { sign } else { code });
            from = at + sign.len();
        }
        said.push_str(&text[from..]);
        said
    })
}

/// The currency that a header or cell names; `None` also where it names several.
pub fn currency_in(text: &str) -> Option<Currency> {
    // Numbers and most words have no sign, which is quick to see.
    let with_dollars;
    let text = if text.contains('$') {
        with_dollars = dollars_by_code(text.to_lowercase());
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
pub fn code_of(text: &str) -> EcoString {
    currency_in(text).map_or_else(|| text.to_uppercase().into(), |currency| currency.code.into())
}

/// Codes of the cells of a column, each found once where the same follows itself.
#[derive(Debug, Default)]
pub struct Codes {
    last: RefCell<(String, EcoString)>,
}

impl Codes {
    /// The same as [`code_of`].
    pub fn of(&self, text: &str) -> EcoString {
        let mut last = self.last.borrow_mut();
        if last.0 != text {
            *last = (text.to_owned(), code_of(text));
        }
        last.1.clone()
    }
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
            ("AUS$ 9,000", Some("AUD")),
            ("COP $ 90,000,000", Some("COP")),
            ("Wages$", Some("USD")),
            ("Salary per hour$", Some("USD")),
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
