//! Converts unknown values between RON and JSON, token by token, so that they survive a round trip byte for byte. A
//! value that one notation cannot express is carried as text in a map with one reserved key.

use super::native::{Notation, is_value};

const RON_INSIDE: &str = "{\"$ron\": ";
const JSON_INSIDE: &str = "{\"$json\": ";

/// JSON value as RON; [`to_json`] restores the same bytes. Always one complete value.
pub(super) fn to_ron(json: &str) -> String {
    if let Some(ron) = inside(json, Notation::Ron).filter(|ron| is_ron(ron) && to_json(ron) == json) {
        return ron;
    }
    match swap(json, "null", "None") {
        Some(ron)
            if ![RON_INSIDE, JSON_INSIDE].iter().any(|open| ron.starts_with(open))
                && is_ron(&ron)
                && swap(&ron, "None", "null").as_deref() == Some(json) =>
        {
            ron
        }
        _ => carried(json, Notation::Json),
    }
}

/// RON value as JSON; [`to_ron`] restores the same bytes. Always one complete value.
pub(super) fn to_json(ron: &str) -> String {
    if let Some(json) = inside(ron, Notation::Json).filter(|json| is_json(json)) {
        return json;
    }
    match swap(ron, "None", "null") {
        Some(json) if is_json(&json) && !json.starts_with(RON_INSIDE) && to_ron(&json) == ron => json,
        _ => carried(ron, Notation::Ron),
    }
}

/// Text of one notation as a value of the other: a map with one reserved key.
pub(super) fn carried(text: &str, from: Notation) -> String {
    match from {
        Notation::Ron => wrap(text, RON_INSIDE, Notation::Json),
        Notation::Json => wrap(text, JSON_INSIDE, Notation::Ron),
    }
}

/// Text of a notation carried by a value of the other; `None` if it carries none.
pub(super) fn inside(value: &str, notation: Notation) -> Option<String> {
    let open = if notation == Notation::Ron { RON_INSIDE } else { JSON_INSIDE };
    let inside = value.strip_prefix(open)?.strip_suffix('}')?;
    if notation == Notation::Ron { serde_json::from_str(inside).ok() } else { ron::from_str(inside).ok() }
}

/// True if a text is one JSON value and nothing else.
pub(super) fn is_json(text: &str) -> bool {
    serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok_and(|raw| raw.get() == text)
}

/// True if a text is one complete RON value that changes nothing around it.
pub(super) fn is_ron(text: &str) -> bool {
    let inner = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.is_some_and(|inner| inner.bytes().all(|b| b != b'"' && b != b'\\'))
        || is_value(text) && ron::from_str::<&ron::value::RawValue>(text).is_ok()
}

fn wrap(text: &str, open: &str, notation: Notation) -> String {
    let mut out = open.to_owned();
    super::native::write_text(text, notation, &mut out);
    out.push('}');
    out
}

/// Replaces one bare word by another; `None` if the notations differ in more than that.
fn swap(text: &str, from: &str, to: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < bytes.len() {
        let begin = at;
        match bytes[at] {
            b'"' => {
                at += 1;
                while *bytes.get(at)? != b'"' {
                    if bytes[at] == b'\\' {
                        at += 1;
                        // The other escapes are written differently in the two notations.
                        if !matches!(bytes.get(at), Some(b'"' | b'\\' | b'n' | b'r' | b't')) {
                            return None;
                        }
                    }
                    at += 1;
                }
                at += 1;
                out.push_str(&text[begin..at]);
            }
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
                while bytes.get(at).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_') {
                    at += 1;
                }
                match &text[begin..at] {
                    word if word == from => out.push_str(to),
                    word @ ("true" | "false") => out.push_str(word),
                    _ => return None,
                }
            }
            b'0'..=b'9' | b'-' | b'+' | b'.' => {
                while bytes.get(at).is_some_and(|b| b.is_ascii_alphanumeric() || b"+-._".contains(b)) {
                    at += 1;
                }
                out.push_str(&text[begin..at]);
            }
            b'[' | b']' | b'{' | b'}' | b',' | b':' | b' ' | b'\t' | b'\n' | b'\r' => {
                out.push(char::from(bytes[at]));
                at += 1;
            }
            _ => return None,
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, ron: &str) {
        assert_eq!(to_ron(json), ron);
        assert_eq!(to_json(ron), json);
    }

    #[test]
    fn what_both_can_say_is_said_in_both() {
        check(r#""Cost \"centre\" é""#, r#""Cost \"centre\" é""#);
        check(r#"[1, -2.5e3, null, true, {"a": []}]"#, r#"[1, -2.5e3, None, true, {"a": []}]"#);
    }

    #[test]
    fn the_rest_travels_as_a_text() {
        check(r#"{"$ron": "(a: 'x', b: Some(1))"}"#, "(a: 'x', b: Some(1))");
        check(r#""\u00e9\/""#, r#"{"$json": "\"\\u00e9\\/\""}"#);
        check(r#"{"$ron": "[1, 2,]"}"#, "[1, 2,]");
    }

    #[test]
    fn what_is_no_single_value_stays_inside_its_text() {
        for inner in [r#"1), (id: \"ghost\""#, "((", "1, mode: people()", "1 // x", "'", "", "1 2"] {
            let json = format!("{{\"$ron\": \"{inner}\"}}");
            assert!(is_ron(&to_ron(&json)) && to_ron(&json).starts_with(JSON_INSIDE), "{json}");
            assert_eq!(to_json(&to_ron(&json)), json);
        }
        // Of two ways to say the same in JSON, that which was read comes back.
        check(r#"{"$ron": "[1, 2]"}"#, r#"{"$json": "{\"$ron\": \"[1, 2]\"}"}"#);
        let raw = r#"{"$json": "1, 2"}"#;
        assert_eq!(to_ron(&to_json(raw)), raw);
    }
}
