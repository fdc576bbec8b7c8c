//! Level words in titles, and the entry of a ladder that they point to. A title alone never decides more than
//! a suggestion: the same word means different rungs in different companies.

use crate::org::{Ladder, TrackKind};

/// What the words of a title say, each side on its own scale of words (not of grades), lowest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// intern 0, junior 1, plain 2, senior 3, staff 4, senior staff 5, principal 6, distinguished 7, fellow 8.
    pub ic: Option<u8>,
    /// team lead 0, manager 1, senior manager 2, director 3, senior director 4, vice president 5, senior vice
    /// president 6, chief 7, chief executive 8. `None`: the title is not a people manager's.
    pub management: Option<u8>,
    /// `II` or `2` behind the words; 0 without.
    pub number: u8,
}

/// Words in front of "manager" that make it a craft: these manage products, accounts and projects.
const CRAFT_MANAGERS: [&str; 29] = [
    "product",
    "project",
    "program",
    "programme",
    "account",
    "accounts",
    "community",
    "brand",
    "case",
    "relationship",
    "relations",
    "success",
    "category",
    "portfolio",
    "office",
    "content",
    "release",
    "risk",
    "contract",
    "contracts",
    "partner",
    "partnerships",
    "engagement",
    "implementation",
    "media",
    "marketing",
    "communications",
    "diary",
    "campaign",
];
const OFFICERS: [&str; 12] =
    ["cto", "cfo", "coo", "cio", "cpo", "cmo", "cro", "ciso", "chro", "cco", "cso", "president"];

/// Reads the level words of a title.
pub fn words(title: &str) -> Words {
    let lower = title.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let has = |word: &str| words.contains(&word);
    let pair = |a: &str, b: &str| words.windows(2).any(|two| two[0] == a && two[1] == b);
    let senior = has("senior") || has("sr");
    let number = match words.last().copied() {
        Some("i" | "1") => 1,
        Some("ii" | "2") => 2,
        Some("iii" | "3") => 3,
        Some("iv" | "4") => 4,
        Some("v" | "5") => 5,
        _ => 0,
    };
    Words { ic: ic_rank(&has, &pair, senior), management: management_rank(&words, &has, &pair, senior), number }
}

fn ic_rank(has: &dyn Fn(&str) -> bool, pair: &dyn Fn(&str, &str) -> bool, senior: bool) -> Option<u8> {
    let any = |list: &[&str]| list.iter().any(|word| has(word));
    let staff = has("staff") && !pair("of", "staff");
    let chief = has("chief") && !pair("chief", "of") && !has("officer");
    if has("fellow") || chief {
        Some(8)
    } else if has("distinguished") {
        Some(7)
    } else if has("principal") {
        Some(6)
    } else if staff && senior {
        Some(5)
    } else if staff || has("lead") || has("leader") {
        Some(4)
    } else if senior {
        Some(3)
    } else if any(&["intern", "student", "trainee", "apprentice"]) {
        Some(0)
    } else if any(&["junior", "jr", "associate", "graduate", "assistant"]) {
        Some(1)
    } else {
        None
    }
}

fn management_rank(
    words: &[&str],
    has: &dyn Fn(&str) -> bool,
    pair: &dyn Fn(&str, &str) -> bool,
    senior: bool,
) -> Option<u8> {
    // "Executive assistant to the director" is nobody's manager.
    let assistant = words.iter().position(|word| ["assistant", "secretary"].contains(word));
    if assistant.is_some_and(|at| words[at..].contains(&"to") || (at > 0 && words[at - 1] == "executive")) {
        return None;
    }
    if pair("business", "partner") || (pair("chief", "of") && has("staff")) {
        return None;
    }
    let vice = pair("vice", "president") || has("vp") || has("avp");
    if has("ceo") || pair("chief", "executive") || pair("permanent", "secretary") {
        Some(8)
    } else if has("svp") || has("evp") || (vice && (senior || has("executive"))) {
        Some(6)
    } else if vice {
        Some(5)
    } else if (has("chief") && has("officer")) || OFFICERS.iter().any(|word| has(word)) {
        Some(7)
    } else if has("director") {
        let under = has("deputy") || has("associate") || has("assistant");
        let over = senior || pair("director", "general") || has("group") || has("executive") || has("managing");
        Some(if under { 2 } else { 3 + u8::from(over) })
    } else if has("head") {
        Some(3)
    } else if pair("general", "manager") {
        Some(4)
    } else if let Some(at) = words.iter().position(|&word| word == "manager" || word == "managers") {
        let craft = at > 0 && CRAFT_MANAGERS.contains(&words[at - 1]);
        (!craft).then_some(1 + u8::from(senior))
    } else if has("supervisor") || pair("team", "lead") || pair("group", "lead") || pair("team", "leader") {
        Some(u8::from(senior))
    } else {
        None
    }
}

/// Finds the entry of a ladder for a title: the first IC track and the first management track are used.
#[derive(Debug)]
pub struct Chooser {
    sides: [Option<Side>; 2],
}

#[derive(Debug)]
struct Side {
    first_rung: u16,
    ranks: Vec<(u8, u8)>,
}

impl Chooser {
    /// Reads the level words of the ladder's own titles; the ladder is the first of its file.
    pub fn of(ladder: &Ladder) -> Self {
        let mut sides = [None, None];
        let mut first_rung = 0;
        for track in &ladder.tracks {
            let side = &mut sides[usize::from(track.kind == TrackKind::Management)];
            if side.is_none() {
                let ranks = track.entries.iter().map(|entry| rank(track.kind, words(&entry.title))).collect();
                *side = Some(Side { first_rung, ranks });
            }
            first_rung += track.entries.len() as u16;
        }
        Self { sides }
    }

    /// The number of the rung in the file: the entry with the same words, else the next one below, else the
    /// lowest. `None` where the ladder has no such track.
    pub fn choose(&self, kind: TrackKind, title: Words) -> Option<u16> {
        let side = self.sides[usize::from(kind == TrackKind::Management)].as_ref()?;
        let (wanted, number) = rank(kind, title);
        let same = || side.ranks.iter().enumerate().filter(|(_, (rank, _))| *rank == wanted);
        let at = same()
            .find(|(_, (_, n))| *n == number)
            .or_else(|| same().next())
            .map(|(at, _)| at)
            .or_else(|| side.ranks.iter().rposition(|(rank, _)| *rank < wanted))
            .unwrap_or(0);
        (!side.ranks.is_empty()).then_some(side.first_rung + at as u16)
    }
}

fn rank(kind: TrackKind, words: Words) -> (u8, u8) {
    match kind {
        TrackKind::Ic => (words.ic.unwrap_or(2), words.number),
        TrackKind::Management => (words.management.unwrap_or(1), words.number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, ic: Option<u8>, management: Option<u8>) {
        let words = words(title);
        assert_eq!((words.ic, words.management), (ic, management), "{title}");
    }

    #[test]
    fn level_words() {
        check("Software Engineer", None, None);
        check("Senior Staff Engineer", Some(5), None);
        check("Principal Engineer", Some(6), None);
        check("Chief Scientist", Some(8), None);
        check("Engineering Manager", None, Some(1));
        check("Sr. Engineering Manager", Some(3), Some(2));
        check("Product Manager", None, None);
        check("Senior Account Manager", Some(3), None);
        check("Deputy Director, Housing", None, Some(2));
        check("VP Product", None, Some(5));
        check("Senior Vice President", Some(3), Some(6));
        check("CTO, co-founder, Board of Directors", None, Some(7));
        check("Chief Executive Officer", None, Some(8));
        check("Executive Assistant to the CEO", Some(1), None);
        check("Chief of Staff to the CEO", None, None);
        check("Executive Business Partner, CTO and VP People", None, None);
        check("Director General Political", None, Some(4));
        check("Diary Manager", None, None);
        check("Head of Design", None, Some(3));
        check("Intern", Some(0), None);
    }
}
