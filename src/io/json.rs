//! Converts unknown values between RON and JSON, token by token, so that they survive a round trip byte for byte. A
//! value that one notation cannot express is carried as text in a map with one reserved key.

use super::native::Notation;

const RON_INSIDE: &str = "{\"$ron\": ";
const JSON_INSIDE: &str = "{\"$json\": ";

/// JSON value as RON; [`to_json`] restores the same bytes.
pub(super) fn to_ron(json: &str) -> String {
    if let Some(ron) = unwrap(json, RON_INSIDE) {
        return ron;
    }
    match swap(json, "null", "None") {
        Some(ron)
            if !ron.starts_with(JSON_INSIDE) && is_ron(&ron) && swap(&ron, "None", "null").as_deref() == Some(json) =>
        {
            ron
        }
        _ => wrap(json, JSON_INSIDE, Notation::Ron),
    }
}

/// RON value as JSON; [`to_ron`] restores the same bytes.
pub(super) fn to_json(ron: &str) -> String {
    if let Some(json) = unwrap(ron, JSON_INSIDE).filter(|json| is_json(json)) {
        return json;
    }
    match swap(ron, "None", "null") {
        Some(json) if is_json(&json) && !json.starts_with(RON_INSIDE) && to_ron(&json) == ron => json,
        _ => wrap(ron, RON_INSIDE, Notation::Json),
    }
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok_and(|raw| raw.get() == text)
}

fn is_ron(text: &str) -> bool {
    ron::from_str::<&ron::value::RawValue>(text).is_ok()
}

fn wrap(text: &str, open: &str, notation: Notation) -> String {
    let mut out = open.to_owned();
    super::native::write_text(text, notation, &mut out);
    out.push('}');
    out
}

fn unwrap(text: &str, open: &str) -> Option<String> {
    let inside = text.strip_prefix(open)?.strip_suffix('}')?;
    if open == RON_INSIDE { serde_json::from_str(inside).ok() } else { ron::from_str(inside).ok() }
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
}
