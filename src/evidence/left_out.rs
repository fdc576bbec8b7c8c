//! What does not count: programs that commit, code of others, what is generated, changes too large to be one person's
//! work. The lists are data, `assets/evidence/left-out.ron`, and can be replaced.

use super::owners::{Glob, fits};
use serde::Deserialize;
use std::collections::HashMap;

const DEFAULT: &str = include_str!("../../assets/evidence/left-out.ron");

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    bots: Vec<String>,
    shared_addresses: Vec<String>,
    vendored: Vec<String>,
    generated: Vec<String>,
    not_code: Vec<String>,
    most_files: u32,
}

/// The lists of what is left out, ready to be asked.
#[derive(Clone, Debug)]
pub struct LeftOut {
    bots: Vec<String>,
    shared_addresses: Vec<String>,
    most_files: u32,
    /// Names of files, and of folders with all that is in them.
    names: HashMap<String, WhyOut>,
    /// Names of folders alone.
    folders: HashMap<String, WhyOut>,
    /// Endings of names, from a full stop on.
    endings: HashMap<String, WhyOut>,
    /// Every other pattern.
    globs: Vec<(Glob, WhyOut)>,
}

/// Reason that a file does not count as living code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyOut {
    /// Code of others that lies in the tree.
    Vendored,
    /// Written by a program.
    Generated,
    /// A document, data, a picture.
    NotCode,
}

impl LeftOut {
    /// Lists in the notation of the default ones; an error says where the text is wrong.
    pub fn of(text: &str) -> Result<Self, String> {
        let lists: Lists = ron::from_str(text).map_err(|error| crate::io::value_error::spanned(&error))?;
        let mut out = Self {
            bots: lists.bots,
            shared_addresses: lists.shared_addresses,
            most_files: lists.most_files,
            names: HashMap::new(),
            folders: HashMap::new(),
            endings: HashMap::new(),
            globs: Vec::new(),
        };
        let groups = [
            (lists.not_code, WhyOut::NotCode),
            (lists.generated, WhyOut::Generated),
            (lists.vendored, WhyOut::Vendored),
        ];
        for (patterns, why) in groups {
            patterns.into_iter().for_each(|pattern| out.add(pattern, why));
        }
        Ok(out)
    }

    /// Most patterns are a plain name or ending, which a table finds at once.
    fn add(&mut self, pattern: String, why: WhyOut) {
        let is_plain = |text: &str| !text.is_empty() && !text.contains(['*', '?', '/', '\\']);
        if is_plain(&pattern) {
            self.names.insert(pattern, why);
        } else if let Some(folder) = pattern.strip_suffix('/').filter(|it| is_plain(it)) {
            self.folders.insert(folder.to_owned(), why);
        } else if let Some(ending) = pattern.strip_prefix('*').filter(|it| it.starts_with('.') && is_plain(it)) {
            self.endings.insert(ending.to_owned(), why);
        } else {
            self.globs.push((Glob::of(&pattern), why));
        }
    }

    /// Largest number of files of a change that counts.
    pub fn most_files(&self) -> u32 {
        self.most_files
    }

    /// Reason that a file is no living code of this repository, the first of several; `None` if it is.
    pub fn file(&self, path: &str) -> Option<WhyOut> {
        let parts: Vec<&str> = path.split('/').collect();
        let (name, folders) = parts.split_last()?;
        let of_folders = folders.iter().filter_map(|it| self.folders.get(*it).copied());
        let of_names = parts.iter().filter_map(|it| self.names.get(*it).copied());
        let dots = name.match_indices('.').filter_map(|(at, _)| self.endings.get(&name[at..]).copied());
        let globs = self.globs.iter().filter(|(glob, _)| glob.matches_parts(&parts)).map(|&(_, why)| why);
        of_folders.chain(of_names).chain(dots).chain(globs).min()
    }

    /// True for a program that commits, by name, address or account.
    pub fn is_bot(&self, name: &str, email: &str, handle: &str) -> bool {
        let local = email.split('@').next().unwrap_or_default();
        let local = local.rsplit_once('+').map_or(local, |(_, local)| local);
        [name, local, handle]
            .iter()
            .map(|text| text.trim().to_lowercase())
            .any(|text| !text.is_empty() && is_any(&self.bots, &text))
    }

    /// True for an address that many share, or nobody has.
    pub fn is_shared(&self, email: &str) -> bool {
        is_any(&self.shared_addresses, email)
    }
}

impl Default for LeftOut {
    fn default() -> Self {
        Self::of(DEFAULT).expect("the lists that come with the program can be read; a test reads them")
    }
}

fn is_any(patterns: &[String], text: &str) -> bool {
    patterns.iter().any(|pattern| fits(pattern.as_bytes(), text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bots_and_the_code_of_others_are_known() {
        let out = LeftOut::default();
        for (name, email, expected) in [
            ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com", true),
            ("Kubernetes Prow Robot", "k8s-ci-robot@users.noreply.github.com", true),
            ("x", "release-bot@example.org", true),
            ("Abbot Roberts", "abbot@example.org", false),
            ("Bo Li", "bo@example.org", false),
        ] {
            assert_eq!(out.is_bot(name, email, ""), expected, "{name}");
        }
        for (path, expected) in [
            ("vendor/a/b.go", Some(WhyOut::Vendored)),
            ("src/api/a.pb.go", Some(WhyOut::Generated)),
            ("docs/a.md", Some(WhyOut::NotCode)),
            ("src/vendored.rs", None),
            ("a.rs", None),
        ] {
            assert_eq!(out.file(path), expected, "{path}");
        }
        assert!(out.is_shared("root@host7") && !out.is_shared("ann@example.org"));
    }
}
