//! Who is in a picture, as it is written on the command line.

use crate::org::{Org, PersonId, TrackKind};
use crate::plan::PeopleSet;
use crate::report::{Scope, Who};
use crate::rules::words::count;
use std::fmt;
use std::sync::Arc;

/// Reason that nobody can be shown.
#[derive(Debug, PartialEq)]
pub enum ScopeError {
    /// The word is none of those known.
    Word(String),
    /// Nobody has the id.
    Person(String),
    /// Nobody is in it.
    Nobody(String),
}

impl ScopeError {
    /// The next step.
    pub fn hint(&self) -> String {
        match self {
            Self::Word(_) => "Write all, branch:ID, people:ID,ID, team:NAME, rung:CODE or track:ic".to_owned(),
            Self::Person(_) => "Write the id that the file gives the person".to_owned(),
            Self::Nobody(_) => "Check the spelling, or omit `--scope` for everyone".to_owned(),
        }
    }
}

impl fmt::Display for ScopeError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Word(word) => write!(f, "`{word}` is not a scope"),
            Self::Person(id) => write!(f, "No one has the id `{id}`"),
            Self::Nobody(word) => write!(f, "No one is in `{word}`"),
        }
    }
}

impl std::error::Error for ScopeError {}

/// The people that a word names; `None` for everybody.
pub fn scope(org: &Org, word: &str) -> Result<Option<Scope>, ScopeError> {
    if word == "all" {
        return Ok(None);
    }
    let Some((kind, value)) = word.split_once(':') else { return Err(ScopeError::Word(word.to_owned())) };
    let value = value.trim();
    let find = |id: &str| org.find(id.trim()).ok_or_else(|| ScopeError::Person(id.trim().to_owned()));
    let all = |is_in: &dyn Fn(PersonId) -> bool| PeopleSet::of(org.len(), org.people().filter(|&it| is_in(it)));
    let (people, words) = match kind {
        "branch" => {
            let root = find(value)?;
            return Ok(Some(Scope { who: Who::Branch(root), words: format!("Branch of {}", org.label(root)) }));
        }
        "people" => {
            let people: Vec<PersonId> = value.split(',').map(find).collect::<Result<_, _>>()?;
            let people = PeopleSet::of(org.len(), people.into_iter());
            let words = count(people.count(), "person", "people");
            (people, words)
        }
        "team" => (all(&|it| org.team(it) == value), format!("Team {value}")),
        "rung" => {
            let is_on = |it: PersonId| org.seat(it).is_some_and(|seat| org.rung(seat.rung).code == value);
            (all(&is_on), format!("Rung {value}"))
        }
        "track" => {
            let (kind, words) = match value {
                "ic" => (TrackKind::Ic, "IC track"),
                "management" => (TrackKind::Management, "Management track"),
                _ => return Err(ScopeError::Word(word.to_owned())),
            };
            (all(&|it| org.track_kind(it) == Some(kind)), words.to_owned())
        }
        _ => return Err(ScopeError::Word(word.to_owned())),
    };
    match people.count() {
        0 => Err(ScopeError::Nobody(word.to_owned())),
        _ => Ok(Some(Scope { who: Who::Set(Arc::new(people)), words })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::org::Tree;

    #[test]
    fn a_word_names_people() {
        let (org, _) = crate::generate::org(120, 5);
        let tree = Tree::of(&org);
        let top = tree.tops().next().expect("somebody is at the top");
        let counted =
            |word: &str| scope(&org, word).map(|it| it.map_or(org.count(), |it| it.people(&tree, org.len()).count()));
        assert_eq!(counted("all"), Ok(org.count()));
        assert_eq!(counted(&format!("people:{0},{0}", org.key(top))), Ok(1));
        let below = tree.order().iter().filter(|&&it| it == top || tree.chain(it).any(|above| above == top)).count();
        assert_eq!(counted(&format!("branch:{}", org.key(top))), Ok(below));
        let both: usize = ["track:ic", "track:management"].iter().map(|word| counted(word).unwrap_or(0)).sum();
        assert_eq!(both, org.people().filter(|&it| org.seat(it).is_some()).count());
        assert_eq!(counted("branch:nobody at all"), Err(ScopeError::Person("nobody at all".to_owned())));
        assert_eq!(counted("rung:none"), Err(ScopeError::Nobody("rung:none".to_owned())));
        for word in ["", "everybody", "track:x", "colour:red"] {
            assert_eq!(counted(word), Err(ScopeError::Word(word.to_owned())), "{word}");
        }
    }
}
