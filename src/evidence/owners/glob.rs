//! Patterns of paths as owner files write them: `docs/`, `*.go`, `/src/**/net/*`. A star does not cross a slash.

/// A pattern over paths from the root of the repository, which have no slash at the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glob {
    segments: Vec<String>,
    /// A path matches that lies anywhere below what the pattern names.
    covers_below: bool,
}

const ANY: &str = "**";

impl Glob {
    /// Pattern as `.gitignore` has it: found at any depth unless a slash stands at its start or inside it. `docs/*`
    /// names the files in `docs` and none deeper.
    pub fn of(pattern: &str) -> Self {
        let pattern = unescaped(pattern);
        let bare = pattern.strip_prefix('/').unwrap_or(&pattern);
        let is_anchored = pattern.starts_with('/') || bare.trim_end_matches('/').contains('/');
        Self::build(bare, is_anchored)
    }

    /// Pattern that always begins at the root.
    pub fn from_root(pattern: &str) -> Self {
        Self::build(pattern.strip_prefix('/').unwrap_or(pattern), true)
    }

    fn build(bare: &str, is_anchored: bool) -> Self {
        let mut segments: Vec<String> = Vec::new();
        if !is_anchored {
            segments.push(ANY.to_owned());
        }
        segments.extend(bare.split('/').filter(|it| !it.is_empty()).map(str::to_owned));
        let is_folder = bare.ends_with('/') || bare.is_empty();
        if is_folder {
            segments.push(ANY.to_owned());
        }
        // Several in a row are one, and cost as much as they multiply.
        segments.dedup_by(|a, b| a == ANY && b == ANY);
        let covers_below = segments.last().is_some_and(|last| last != "*" && last != ANY);
        Self { segments, covers_below }
    }

    /// False if nothing in the folder, or the file, of this name at the root can match.
    pub fn may_begin(&self, first: &str) -> bool {
        self.segments.first().is_none_or(|it| it == ANY || fits(it.as_bytes(), first.as_bytes()))
    }

    /// True if the pattern names the file.
    pub fn matches(&self, path: &str) -> bool {
        self.matches_parts(&path.split('/').collect::<Vec<_>>())
    }

    /// [`Self::matches`] for a path that has been split at its slashes.
    pub fn matches_parts(&self, parts: &[&str]) -> bool {
        let (mut at, mut of) = (0, 0);
        let mut again: Option<(usize, usize)> = None;
        loop {
            let is_done = of == self.segments.len();
            if is_done && (at == parts.len() || self.covers_below) {
                return true;
            }
            if !is_done {
                let segment = &self.segments[of];
                if segment == ANY {
                    if of + 1 == self.segments.len() {
                        return at < parts.len();
                    }
                    of += 1;
                    again = Some((at, of));
                    continue;
                }
                if parts.get(at).is_some_and(|part| fits(segment.as_bytes(), part.as_bytes())) {
                    (at, of) = (at + 1, of + 1);
                    continue;
                }
            }
            match again {
                Some((from, segment)) if from < parts.len() => {
                    again = Some((from + 1, segment));
                    (at, of) = (from + 1, segment);
                }
                _ => return false,
            }
        }
    }
}

/// The pattern without the backslash that lets a space or a `#` stand in it.
fn unescaped(pattern: &str) -> String {
    let mut text = String::with_capacity(pattern.len());
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        text.push(if letter == '\\' { letters.next().unwrap_or(letter) } else { letter });
    }
    text
}

/// True if `*` (any run) and `?` (any one) in a pattern can be filled to give the text.
pub fn fits(pattern: &[u8], text: &[u8]) -> bool {
    let (mut of, mut at) = (0, 0);
    let mut again: Option<(usize, usize)> = None;
    while at < text.len() {
        match pattern.get(of) {
            Some(b'*') => {
                again = Some((of + 1, at));
                of += 1;
            }
            Some(&byte) if byte == b'?' || byte == text[at] => (of, at) = (of + 1, at + 1),
            _ => match again {
                Some((star, from)) => {
                    again = Some((star, from + 1));
                    (of, at) = (star, from + 1);
                }
                None => return false,
            },
        }
    }
    pattern[of..].iter().all(|&byte| byte == b'*')
}
