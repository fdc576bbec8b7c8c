//! A person or team as an owner file writes them, and what the file lets them do.

/// What an owner file lets somebody do with a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Duty {
    /// Approves: no change goes in without one of these (approver, maintainer).
    Decide,
    /// Has to agree before a change goes in (code owner).
    Agree,
    /// Is asked for an opinion (reviewer, optional section).
    Recommend,
}

/// A person or team as written; unknown fields are empty, handle and address in lower case. Ordered by handle, address,
/// name.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Holder {
    /// Account name without `@`; `org/team` for a team.
    pub handle: String,
    /// Mail address.
    pub email: String,
    /// Name in words.
    pub name: String,
}

impl Holder {
    /// Holder by an account name, with or without `@`.
    pub fn handle(text: &str) -> Self {
        let handle = text.trim().trim_start_matches('@').to_lowercase();
        Self { handle, ..Self::default() }
    }

    /// Holder of one word of an owner file: `@account`, `@org/team`, `a@example.org` or `account`. `None` for a word
    /// that names nobody, as `*` does.
    pub fn word(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(handle) = text.strip_prefix('@') {
            return (!handle.is_empty()).then(|| Self::handle(handle));
        }
        if is_address(text) {
            return Some(Self { email: text.to_lowercase(), ..Self::default() });
        }
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '[' | ']' | '/');
        (!text.is_empty() && text.chars().all(is_name)).then(|| Self::handle(text))
    }

    /// Holder of a line such as `Ana Sousa <ana@example.org> (@ana)`; `None` without an address, `@account` or link to
    /// an account.
    pub fn line(text: &str) -> Option<Self> {
        let mut holder = Self::default();
        let mut end = text.len();
        let words = text.split(|c: char| c.is_whitespace() || "<>()[]|,;\"'`".contains(c));
        for word in words.filter(|word| !word.is_empty()) {
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            let bare = word.trim_end_matches(['.', ':', '/']);
            let link = ["https://github.com/", "http://github.com/", "https://gitlab.com/", "github.com/"];
            if let Some(account) = link.iter().find_map(|link| bare.strip_prefix(link)) {
                if holder.handle.is_empty() && !account.contains('/') {
                    holder.handle = account.to_lowercase();
                }
            } else if let Some(account) = bare.strip_prefix('@').filter(|it| !it.is_empty()) {
                if holder.handle.is_empty() {
                    holder.handle = account.to_lowercase();
                }
            } else if is_address(bare.trim_start_matches("mailto:")) {
                if holder.email.is_empty() {
                    holder.email = bare.trim_start_matches("mailto:").to_lowercase();
                }
            } else {
                continue;
            }
            end = end.min(at);
        }
        if holder.handle.is_empty() && holder.email.is_empty() {
            return None;
        }
        let name = text.get(..end).unwrap_or_default();
        holder.name = name.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').trim().to_owned();
        Some(holder)
    }

    /// True for a team, whose members the file does not name.
    pub fn is_team(&self) -> bool {
        self.handle.contains('/')
    }

    /// The holder in words: name, else `@account`, else address.
    pub fn label(&self) -> String {
        match (self.name.as_str(), self.handle.as_str()) {
            ("", "") => self.email.clone(),
            ("", handle) => format!("@{handle}"),
            (name, _) => name.to_owned(),
        }
    }
}

/// True for a text that looks like a mail address.
pub fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    !local.is_empty()
        && domain.contains(|c: char| c.is_alphanumeric())
        && !domain.contains('@')
        && text.chars().all(|c| c.is_alphanumeric() || "@.+-_%=!~".contains(c))
}
