//! What messages of commits say beside the history: whose branch was merged, who reviewed.

/// Account whose branch a merge took in: `Merge pull request #12 from account/branch`.
pub fn merged_account(message: &str) -> Option<String> {
    let first = message.lines().next()?;
    let (_, from) = first.strip_prefix("Merge pull request #")?.split_once(" from ")?;
    let (account, _) = from.split_once('/')?;
    let is_account = !account.is_empty() && account.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    is_account.then(|| account.to_lowercase())
}

const REVIEWED: [&str; 3] = ["reviewed-by:", "acked-by:", "co-authored-by:"];

/// Names and addresses of those whom the last lines of a message call reviewers or fellow authors.
pub fn reviewers(message: &str) -> impl Iterator<Item = (&str, &str)> {
    message.lines().filter_map(|line| {
        let line = line.trim();
        let start =
            REVIEWED.iter().find(|start| line.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start)))?;
        let (name, rest) = line.get(start.len()..)?.split_once('<')?;
        let (email, _) = rest.split_once('>')?;
        Some((name.trim(), email.trim()))
    })
}

/// Text of bytes in the encoding that a commit names; what is in none is shown as far as it can be.
pub fn text<'a>(bytes: &'a [u8], encoding: Option<&[u8]>) -> std::borrow::Cow<'a, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.into();
    }
    let named = encoding.and_then(encoding_rs::Encoding::for_label);
    let is_utf8 = |it: &&encoding_rs::Encoding| *it == encoding_rs::UTF_8;
    named.filter(|it| !is_utf8(it)).unwrap_or(encoding_rs::WINDOWS_1252).decode_without_bom_handling(bytes).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merge_names_an_account_and_trailers_name_reviewers() {
        assert_eq!(merged_account("Merge pull request #7 from Ann-Lee/fix/x\n\nAcme").as_deref(), Some("ann-lee"));
        assert_eq!(merged_account("Merge branch 'x' into 'y'"), None);
        let all: Vec<_> =
            reviewers("Fix\n\nReviewed-by: Ann Lee <ann@x.org>\nco-authored-by: Bo <bo@x.org>\nAcked-by: no\n")
                .collect();
        assert_eq!(all, [("Ann Lee", "ann@x.org"), ("Bo", "bo@x.org")]);
    }

    #[test]
    fn a_name_in_an_old_encoding_is_read() {
        assert_eq!(text(b"Jos\xe9", None), "José");
        assert_eq!(text(b"\x8d\xb2", Some(b"shift_jis")), "佐");
        assert_eq!(text("José".as_bytes(), Some(b"latin1")), "José");
    }
}
