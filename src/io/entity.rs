//! Entities of texts with marks: the usual ones and numbers; none that a file declares is followed.

/// The letters that the name of an entity stands for.
pub fn entity(name: &str) -> String {
    let known = [
        ("amp", "&"),
        ("lt", "<"),
        ("gt", ">"),
        ("quot", "\""),
        ("apos", "'"),
        ("nbsp", " "),
        ("euro", "€"),
        ("pound", "£"),
    ];
    if let Some((_, text)) = known.into_iter().find(|(known, _)| *known == name) {
        return text.to_owned();
    }
    let number = match name.strip_prefix('#') {
        Some(rest) => match rest.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => rest.parse().ok(),
        },
        None => None,
    };
    number.and_then(char::from_u32).map_or_else(String::new, |c| c.to_string())
}
