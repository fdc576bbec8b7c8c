//! The method in short, the constants in force, and the limits of the numbers.

use super::block::{Block, Table};
use crate::report::method::{CAVEATS, constants_of, held_words, ladders};
use crate::rules::Facts;

/// The method in short; METHOD.md has all of it.
const METHOD: &[&str] = &[
    "Every number is in rungs of the organisation's own ladder. What is recorded of somebody's technical work and what \
     they may decide are both read as rungs; what compares the two is the difference.",
    "Record. Each kind of evidence is summed with the share that is the person's, counted by how well it is supported, \
     and read off that kind's anchors. The careful value takes the three best kinds, a missing one three rungs below \
     the best; the middle value is the mean of those there are; the value at face value takes the best as recorded.",
    "Authority. The rung, the highest technical decision held and the technical spending limit are averaged by their \
     weights. What is not recorded is missing, not zero, and widens the range. The number of reports is no part of it.",
    "Gap. Careful: the careful record less the highest reading of authority. A finding needs the careful gap to reach the \
     limit, or half of it where one fixed model holds it for as likely as not that the record lies a rung above \
     authority, or the middle gap where it is not unlikely. It is a strong signal where it is as likely as not. Lines of \
     one source count as one in the careful value and in the model.",
    "Intervals hold with 95 %. No random number is drawn: the same file gives the same report.",
];

/// The sections.
pub fn blocks(facts: &Facts) -> Vec<Block> {
    let org = facts.org;
    let mut blocks = vec![Block::Section("Method".to_owned())];
    blocks.extend(METHOD.iter().map(|text| Block::Text((*text).to_owned())));
    blocks.extend(held_words(facts.held_unsaid()).map(|words| Block::Text(format!("{words}."))));
    blocks.push(Block::Heading("Constants in force".to_owned()));
    let ladders = ladders(org);
    let are_several = ladders.len() > 1;
    for (name, constants) in ladders {
        if are_several {
            blocks.push(Block::Text(name.to_owned()));
        }
        let columns = [("Constant", false), ("Value", false)].map(|(words, is)| (words.to_owned(), is)).to_vec();
        let rows = constants_of(constants).into_iter().map(|(what, value)| vec![what, value]).collect();
        blocks.push(Block::Table(Table { columns, rows }));
    }
    blocks.push(Block::Section("What these numbers cannot show".to_owned()));
    blocks.push(Block::List(CAVEATS.iter().map(|caveat| (*caveat).to_owned()).collect()));
    blocks
}
