//! Comments of a native file: texts that mean nothing to the program and come back where they were.

use super::scan::Scanner;
use crate::io::Progress;

/// Comments, and what is enabled, before the opening bracket of a file, as one text.
pub(super) fn first_lines_of(text: &str) -> String {
    if is_first_lines(text) { text.trim().to_owned() } else { comments_of(text).join("\n") }
}

/// The comments of a text, as they are read from a file; a text that is none is turned into some.
pub(super) fn comments_of(text: &str) -> Vec<String> {
    let (progress, mut comments) = (Progress::default(), Vec::new());
    let end = Scanner::new(text, &progress).blank(0, &mut comments);
    if end == text.len() {
        return comments.into_iter().map(|comment| comment.text.to_owned()).collect();
    }
    text.split(['\n', '\r'])
        .filter(|line| !line.trim().is_empty())
        .map(|line| format!("// {}", line.trim_end()))
        .collect()
}

/// True if a text can precede everything else: comments, and the one thing that may be enabled and changes nothing of
/// what this program writes.
fn is_first_lines(text: &str) -> bool {
    const HARMLESS: &str = "#![enable(implicit_some)]";
    let mut at = behind_comments(text, 0);
    while text[at..].starts_with(HARMLESS) {
        at = behind_comments(text, at + HARMLESS.len());
    }
    at == text.len() && !text.trim().is_empty()
}

fn behind_comments(text: &str, at: usize) -> usize {
    Scanner::new(text, &Progress::default()).blank(at, &mut Vec::new())
}
