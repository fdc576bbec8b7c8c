//! Filters of OWNERS files. They are regular expressions; what such files use of them is read here: texts, `.`, `.*`,
//! `.+`, `^`, `$` and choices in brackets. Anything else is refused rather than misread.

use super::glob::fits;

/// A regular expression of the kind that stands in OWNERS files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Any of them, each with `*` for any run and `?` for any one character.
    globs: Vec<String>,
}

/// Most texts that the choices of one filter may unfold to.
const MOST: usize = 64;

impl Filter {
    /// `None` for an expression that is not understood.
    pub fn of(text: &str) -> Option<Self> {
        let mut open = vec![text.to_owned()];
        let mut globs = Vec::new();
        while let Some(text) = open.pop() {
            if globs.len() + open.len() > MOST {
                return None;
            }
            match choice(&text)? {
                Some(choices) => open.extend(choices),
                None => globs.push(glob(&text)?),
            }
        }
        globs.sort();
        Some(Self { globs })
    }

    /// True if the expression is found in a path, counted from the folder of the file.
    pub fn matches(&self, path: &str) -> bool {
        self.globs.iter().any(|glob| fits(glob.as_bytes(), path.as_bytes()))
    }
}

/// The texts that the first choice stands for: `a(b|c)d` gives `abd` and `acd`. The outer `None` for brackets that do
/// not close or nest.
fn choice(text: &str) -> Option<Option<Vec<String>>> {
    let Some((before, rest)) = split_bare(text, '(') else {
        if split_bare(text, ')').is_some() {
            return None;
        }
        let parts = alternatives(text);
        return Some((parts.len() > 1).then_some(parts));
    };
    let (inside, after) = split_bare(rest, ')')?;
    let inside = inside.strip_prefix("?:").unwrap_or(inside);
    if split_bare(inside, '(').is_some() || after.starts_with(['*', '+', '?', '{']) {
        return None;
    }
    Some(Some(alternatives(inside).iter().map(|it| format!("{before}{it}{after}")).collect()))
}

fn alternatives(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((part, after)) = split_bare(rest, '|') {
        parts.push(part.to_owned());
        rest = after;
    }
    parts.push(rest.to_owned());
    parts
}

/// Splits at the first `mark` without a backslash before it.
fn split_bare(text: &str, mark: char) -> Option<(&str, &str)> {
    let mut is_escaped = false;
    for (at, letter) in text.char_indices() {
        if letter == mark && !is_escaped {
            return Some((&text[..at], &text[at + letter.len_utf8()..]));
        }
        is_escaped = letter == '\\' && !is_escaped;
    }
    None
}

fn glob(text: &str) -> Option<String> {
    let (text, from_start) = text.strip_prefix('^').map_or((text, false), |rest| (rest, true));
    let to_end = text.ends_with('$') && !text.ends_with("\\$");
    let text = if to_end { &text[..text.len() - 1] } else { text };
    let mut glob = String::from(if from_start { "" } else { "*" });
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next()? {
                it if it.is_alphanumeric() || it == '*' || it == '?' => return None,
                it => glob.push(it),
            },
            '.' => match letters.peek() {
                Some('*') => {
                    letters.next();
                    glob.push('*');
                }
                Some('+') => {
                    letters.next();
                    glob.push_str("?*");
                }
                _ => glob.push('?'),
            },
            '*' | '+' | '?' | '[' | ']' | '{' | '}' | '^' | '$' => return None,
            letter => glob.push(letter),
        }
    }
    if !to_end {
        glob.push('*');
    }
    Some(glob)
}
