//! The beginning of a paper: the organisation, the number of findings, and the most important ones.

use super::block::{Block, Table, Tile};
use super::made::{Made, few};
use crate::org::{Mode, Org};
use crate::report::shown::thousands;
use crate::rules::words::count;
use crate::rules::{Answer, Finding, Severity, Tally};

/// Largest number of findings listed as standing out.
const FIRST: usize = 4;

/// Name of the organisation, or words for the lack of one.
pub fn name(org: &Org) -> &str {
    if org.head.name.is_empty() { "Unnamed organisation" } else { &org.head.name }
}

/// Date and mode of the file, and what was left out.
pub fn lead(made: &Made) -> Vec<String> {
    let org = made.facts.org;
    let mode = match org.head.mode {
        Mode::StructureOnly { .. } | Mode::Redacted => "structure only",
        Mode::People { .. } => "structure and people",
    };
    let mut left_out = Vec::new();
    if !made.show.names {
        left_out.push("names and titles of people");
    }
    if !made.show.pay {
        left_out.push("pay and anything calculated from it");
    }
    if !made.show.findings {
        left_out.push("findings about individuals");
    }
    let mut lead = vec![format!("Two tracks on shared rungs, as of {}. The file shows {mode}.", org.head.as_of)];
    if !left_out.is_empty() {
        lead.push(format!("Not included: {}.", left_out.join("; ")));
    }
    lead
}

/// Blocks of the section.
pub fn blocks(made: &Made) -> Vec<Block> {
    let facts = &made.facts;
    let Tally { people, vacancies, several, posts, bots, left, planned, .. } = *facts.tally;
    let managers = facts.org.people().filter(|&it| facts.org.is_judged(it) && facts.tree.is_manager(facts.org, it));
    let layers = facts.tree.order().iter().map(|&it| facts.tree.depth(it) + 1).max().unwrap_or(0);
    let tile = |value: f64, words: &str| Tile { value: thousands(value), words: words.to_owned() };
    let whole = made.judgement.of_the_whole().iter().filter(|finding| finding.waived.is_none());
    let tiles = vec![
        tile(people as f64, if people == 1 { "person" } else { "people" }),
        tile(managers.count() as f64, "with direct reports"),
        tile(f64::from(layers), "layers"),
        tile(whole.count() as f64, "findings about ladder and organisation"),
    ];
    let mut besides = Vec::new();
    for (n, one, many) in [
        (vacancies, "vacancy", "vacancies"),
        (several, "row for several posts", "rows for several posts"),
        (posts, "additional post of a person", "additional posts of people"),
        (planned, "future starter", "future starters"),
        (left, "leaver", "leavers"),
        (bots, "program", "programs"),
    ] {
        if n > 0 {
            besides.push(count(n, one, many));
        }
    }
    let mut blocks = vec![Block::Section("Summary".to_owned()), Block::Tiles(tiles)];
    if !besides.is_empty() {
        blocks.push(Block::Note(format!("Counted separately: {}.", besides.join(", "))));
    }
    blocks.push(Block::Table(counts(made)));
    let first = made.judgement.of_the_whole().iter();
    let first = first.filter(|it| it.waived.is_none() && it.answer == Answer::Confirmed);
    let mut first: Vec<&Finding> = first.collect();
    first.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let first: Vec<String> = first.into_iter().take(FIRST).map(|finding| finding.say(facts)).collect();
    if !first.is_empty() {
        blocks.push(Block::Heading("Key points".to_owned()));
        blocks.push(Block::List(first));
    }
    blocks
}

/// Number of findings by severity, with waived ones apart. Small numbers of people are withheld unless people are
/// named.
fn counts(made: &Made) -> Table {
    let (whole, people) = (made.judgement.of_the_whole(), made.judgement.of_people());
    let may_tell = made.show.names && made.show.findings;
    let of_people = |is_meant: &dyn Fn(&&Finding) -> bool| match made.facts.org.shows_people() {
        true => few(people.iter().filter(is_meant).count(), may_tell),
        false => "–".to_owned(),
    };
    let row = |words: &str, is_meant: &dyn Fn(&&Finding) -> bool| {
        vec![words.to_owned(), thousands(whole.iter().filter(is_meant).count() as f64), of_people(is_meant)]
    };
    let open = |severity: Severity| move |it: &&Finding| it.waived.is_none() && it.severity == severity;
    let columns = [("Findings", false), ("Ladder and organisation", true), ("People", true)];
    let rows = vec![
        row("Critical", &open(Severity::Critical)),
        row("High", &open(Severity::High)),
        row("Moderate", &open(Severity::Moderate)),
        row("Not measured in rungs", &open(Severity::None)),
        row("Waived with a reason", &|it: &&Finding| it.waived.is_some()),
    ];
    Table { columns: columns.map(|(words, is_number)| (words.to_owned(), is_number)).to_vec(), rows }
}
