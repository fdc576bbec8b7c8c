//! Phrases that no text of the program contains: they read as if translated, or there is a standard word for them.

/// Each in lower case, whole words.
const FORBIDDEN: [&str; 44] = [
    "anybody",
    "are said",
    "as the desktop",
    "beside each other",
    "bundled organisation",
    "careful gap",
    "carefully counted",
    "decides at",
    "did not exist",
    "everybody",
    "give it up",
    "half of them",
    "how sure",
    "in hand",
    "in place; now",
    "is no longer what",
    "is said",
    "is there already",
    "known how",
    "lets go",
    "middle gap",
    "nobody",
    "of 100 pairs",
    "of whom",
    "one knower",
    "one path",
    "said of",
    "sits on",
    "somebody",
    "stays as it is",
    "take in",
    "take it off",
    "taken in",
    "the bundled",
    "the middle",
    "the other way round",
    "they hold what",
    "thought out",
    "times in 100",
    "what is there",
    "what stands",
    "who is selected",
    "whoever",
    "yearly",
];

/// First forbidden phrase of a text, as whole words.
pub fn forbidden(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let is_edge = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    FORBIDDEN.into_iter().find(|phrase| {
        text.match_indices(phrase)
            .any(|(at, _)| is_edge(text[..at].chars().next_back()) && is_edge(text[at + phrase.len()..].chars().next()))
    })
}

/// Fails when a text contains a forbidden phrase.
pub fn check(text: &str, place: &str) {
    if let Some(phrase) = forbidden(text) {
        panic!("{place}: `{phrase}` in `{text}`");
    }
}
