//! State of evidence from repositories: what was read, what is decided by hand about who is who, and what would be added,
//! worked out aside whenever something else is decided.

use crate::app::state::latest::{Latest, Request};
use crate::evidence::{ByHand, Claim, Decision, Gathered, Source};
use crate::org::{Org, PersonId};
use std::sync::Arc;

/// A request about evidence from repositories.
#[derive(Clone, Debug, PartialEq)]
pub enum GatherCommand {
    /// Asks for the folder of a repository, the first or one more.
    Choose,
    /// Shows who is who in the repository that the open organisation was made from.
    Own,
    /// Chooses the contributor, known by accounts and addresses, whose match is changed; none of them to end that.
    Ask(Vec<String>),
    /// Changes the text by which people are searched.
    Type(String),
    /// Changes the text by which contributors are searched.
    Search(String),
    /// Decides about accounts and addresses.
    Decide(Vec<String>, Decision),
    /// Takes back what was decided about them.
    Leave(Vec<String>),
    /// Makes the change.
    Take,
}

/// Repositories whose contributors are being matched.
pub struct Gathering {
    /// What was read.
    pub sources: Arc<Vec<Source>>,
    /// What is decided by hand.
    pub by_hand: ByHand,
    /// True for the repository that the open organisation was made from: people are joined and separated, and the
    /// organisation is made anew.
    pub is_own: bool,
    /// Accounts and addresses whose match is being changed, and the text by which people are searched.
    pub asked: Option<(Vec<String>, String)>,
    /// The text by which contributors are searched.
    pub search: String,
    /// What would be added.
    pub made: Latest<Wanted, Gathered>,
}

/// What the answer depends on.
#[derive(Clone)]
pub struct Wanted {
    pub org: Arc<Org>,
    pub sources: Arc<Vec<Source>>,
    pub by_hand: ByHand,
}

impl Request for Wanted {
    fn serves(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.org, &other.org)
            && Arc::ptr_eq(&self.sources, &other.sources)
            && self.by_hand == other.by_hand
    }
}

/// What the folders of the repository depend on, that the organisation was made from.
#[derive(Clone)]
pub struct FoldersOf {
    pub org: Arc<Org>,
    pub source: Arc<Source>,
    /// What is said of accounts and addresses by hand.
    pub claims: Arc<Vec<(String, Claim)>>,
}

impl Request for FoldersOf {
    fn serves(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.source, &other.source) && self.claims == other.claims
    }
}

impl Gathering {
    /// Begins with repositories that were read.
    pub fn new(sources: Vec<Source>, is_own: bool) -> Self {
        Self {
            sources: Arc::new(sources),
            by_hand: ByHand::default(),
            is_own,
            asked: None,
            search: String::new(),
            made: Latest::default(),
        }
    }

    /// What the answer has to fit.
    pub fn wanted(&self, org: &Arc<Org>) -> Wanted {
        Wanted { org: org.clone(), sources: self.sources.clone(), by_hand: self.by_hand.clone() }
    }

    /// The last answer, and whether it fits what is decided now.
    pub fn latest(&self, org: &Arc<Org>) -> Option<(&Gathered, bool)> {
        self.made.made().map(|(of, made)| (made, of.serves(&self.wanted(org))))
    }

    /// Names of the repositories: `engine and web`.
    pub fn names(&self) -> String {
        let names: Vec<&str> = self.sources.iter().map(|of| of.name.as_str()).collect();
        match names.split_last() {
            Some((last, [])) => (*last).to_owned(),
            Some((last, others)) => format!("{} and {last}", others.join(", ")),
            None => String::new(),
        }
    }

    /// People that can be chosen for what is typed: by the beginning of a word of the name, or by id; at most `most`.
    pub fn candidates(&self, org: &Org, most: usize) -> Vec<PersonId> {
        let typed = self.asked.as_ref().map_or("", |(_, typed)| typed.trim()).to_lowercase();
        let fits = |person: &PersonId| {
            let name = org.name(*person).to_lowercase();
            name.starts_with(&typed) || name.contains(&format!(" {typed}")) || org.key(*person).to_lowercase() == typed
        };
        let people = org.people().filter(|&person| org.is_judged(person));
        if typed.is_empty() { Vec::new() } else { people.filter(fits).take(most).collect() }
    }
}
