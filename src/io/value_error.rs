//! Errors of the two parsers of values, in the words of this program. They name what is expected and never quote the
//! value that was found: it may be pay, or what a locked file hides.

use serde_json::error::Category;

/// What is wrong with a value in RON.
pub(crate) fn of_ron(error: &ron::Error) -> String {
    use ron::Error::*;
    let fixed = match error {
        Message(message) => return of_message(message),
        InvalidValueForType { expected, .. } => return format!("Expected {}", kind(expected)),
        NoSuchEnumVariant { expected, .. } => return format!("Expected one of {}", listed(expected)),
        NoSuchStructField { expected, found, .. } => return no_field(found, expected),
        MissingStructField { field, .. } => return format!("The field `{field}` is missing"),
        DuplicateStructField { field, .. } => return format!("The field `{field}` appears twice"),
        TrailingCharacters => "There is more text after the value; a comma may be missing",
        ExpectedString | ExpectedChar | ExpectedByteString | ExpectedByteLiteral => "Expected text in quotes",
        ExpectedStringEnd => "A quote is missing",
        ExpectedFloat | ExpectedInteger | FloatUnderscore | UnderscoreAtBeginning | InvalidIntegerDigit { .. } => {
            "Expected a number"
        }
        IntegerOutOfBounds => "The number is too large",
        ExpectedBoolean => "Expected `true` or `false`",
        ExpectedArray => "Expected a list such as `[1, 2]`",
        ExpectedArrayEnd => "A comma or `]` is missing",
        ExpectedMap => "Expected named values such as `{\"a\": 1}`",
        ExpectedMapColon => "A colon is missing",
        ExpectedMapEnd => "A comma or `}` is missing",
        ExpectedStructLike
        | ExpectedNamedStructLike(_)
        | ExpectedDifferentStructName { .. }
        | ExpectedStructName(_) => "Expected fields such as `(a: 1)`",
        ExpectedStructLikeEnd | ExpectedOptionEnd => "A comma or `)` is missing",
        ExpectedComma => "A comma is missing",
        ExpectedDifferentLength { .. } => "The number of values in brackets is wrong",
        ExpectedIdentifier | InvalidIdentifier(_) | SuggestRawIdentifier(_) => "Expected a name",
        Eof => "The value is not complete",
        InvalidEscape(_) => "A backslash in the text is followed by the wrong character",
        UnclosedBlockComment | UnclosedLineComment => "A comment is not closed",
        ExceededRecursionLimit => "The brackets are nested too deeply",
        Utf8Error(_) => "It is not UTF-8",
        _ => "It is not written as a value",
    };
    fixed.to_owned()
}

/// What is wrong with a value in JSON.
pub(crate) fn of_json(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(text, _)| text);
    match error.classify() {
        Category::Data => of_message(text),
        Category::Eof => "The value is not complete".to_owned(),
        Category::Syntax | Category::Io => match text {
            "trailing characters" => "There is more text after the value; a comma may be missing",
            "recursion limit exceeded" => "The brackets are nested too deeply",
            "number out of range" => "The number is too large",
            _ => "It is not written as JSON",
        }
        .to_owned(),
    }
}

/// Place of a fault in a file of RON and what it is, as a sentence.
pub(crate) fn spanned(error: &ron::error::SpannedError) -> String {
    let start = error.span.start;
    format!("line {}, column {}: {}", start.line, start.col, of_ron(&error.code))
}

/// Message of a schema, of ours or in serde's words.
fn of_message(message: &str) -> String {
    let quoted = |rest: &str| -> Option<(String, String)> {
        let (name, rest) = rest.strip_prefix('`')?.split_once('`')?;
        Some((name.to_owned(), rest.trim_start_matches(", expected ").trim_start_matches("one of ").to_owned()))
    };
    let is_foreign = ["invalid type: ", "invalid value: ", "invalid length "].iter().any(|it| message.starts_with(it));
    if let (true, Some((_, expected))) = (is_foreign, message.rsplit_once(", expected ")) {
        return format!("Expected {}", kind(expected));
    }
    if let Some((_, known)) = message.strip_prefix("unknown variant ").and_then(quoted) {
        // Two of them are joined by a word.
        return format!("Expected one of {}", known.replace("` or `", "`, `"));
    }
    if let Some((name, known)) = message.strip_prefix("unknown field ").and_then(quoted) {
        return format!("There is no field `{name}` here, only {known}");
    }
    if let Some((name, _)) = message.strip_prefix("missing field ").and_then(quoted) {
        return format!("The field `{name}` is missing");
    }
    if let Some((name, _)) = message.strip_prefix("duplicate field ").and_then(quoted) {
        return format!("The field `{name}` appears twice");
    }
    message.trim_end_matches('.').to_owned()
}

fn no_field(found: &str, expected: &[&str]) -> String {
    format!("There is no field `{found}` here, only {}", listed(expected))
}

fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// A type of serde in plain words; words of ours stay.
fn kind(expected: &str) -> &str {
    match expected {
        "f32" | "f64" => "a number",
        "u8" | "u16" | "u32" | "u64" | "usize" | "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number",
        "a string" | "string" | "str" | "a borrowed string" | "a character" => "text in quotes",
        "a boolean" | "bool" => "`true` or `false`",
        "a sequence" => "a list",
        "a map" => "named values",
        _ if expected.starts_with("struct ") => "named values in brackets",
        _ if expected.starts_with("enum ") || expected.contains("variant") => "one of its words",
        _ if expected.starts_with("a tuple") || expected.starts_with("tuple") => "several values in brackets",
        _ => expected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "read, and not looked at")]
    struct It {
        number: f64,
        text: String,
        list: Vec<u8>,
        #[serde(default)]
        word: Option<Word>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Word {
        Craft,
        People,
    }

    #[test]
    fn both_parsers_speak_alike_and_quote_no_value() {
        for (ron, json, said) in [
            ("(number: \"s3cret\", text: \"\", list: [])", r#"{"number": "s3cret"}"#, "Expected a number"),
            ("(number: 1, text: 417, list: [])", r#"{"number": 1, "text": 417}"#, "Expected text in quotes"),
            (
                "(number: 1, word: Some(s3cret))",
                r#"{"number": 1, "word": "s3cret"}"#,
                "Expected one of `craft`, `people`",
            ),
            ("(number: 1, colour: 5)", r#"{"number": 1, "colour": 5}"#, "There is no field `colour` here"),
            ("(number: 1)", r#"{"number": 1}"#, "The field `text` is missing"),
            ("(number: 1, text: \"", r#"{"number": 1, "text": ""#, "The value is not complete"),
        ] {
            let of_ron = of_ron(&ron::from_str::<It>(ron).expect_err(ron).code);
            let of_json = of_json(&serde_json::from_str::<It>(json).expect_err(json));
            for found in [of_ron, of_json] {
                let is_cut = found == "A quote is missing" && said.ends_with("complete");
                assert!(found.starts_with(said) || is_cut, "{found}, and not {said}");
                assert!(!found.contains("s3cret") && !found.contains("417"), "{found}");
            }
        }
    }
}
