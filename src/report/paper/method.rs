//! The method in short, the constants in force, and the limits of the numbers.

use super::block::{Block, Table};
use crate::report::method::{CAVEATS, constants_of, held_words, ladders};
use crate::rules::Facts;

/// The method in short; METHOD.md has all of it.
const METHOD: &[&str] = &[
    "Every number is in rungs of the organisation's own ladder. A person's recorded technical work and their \
     decision authority are both expressed as rungs and compared by subtraction.",
    "Record. Each kind of evidence is summed using the person's share, weighted by provenance, and read off that \
     kind's anchors. The conservative value is the mean of the three best kinds, counting a missing one as three \
     rungs below the best; the central value is the mean of the kinds available; face value is the best kind as \
     recorded.",
    "Authority. The rung, the highest technical decision right and the technical spending limit are averaged using \
     their weights. Anything not recorded counts as missing, not as zero, and widens the range. The number of \
     reports plays no part.",
    "Gap. The conservative gap is the conservative record minus the upper end of authority. A finding requires the \
     conservative gap to reach the limit; or half the limit if one fixed model finds it at least as likely as not \
     that the record is a rung above authority; or the central gap if that is not unlikely. It is a strong signal if \
     it is at least as likely as not. Lines from one source count once in the conservative value and in the model.",
    "Intervals are 95 % intervals. No random numbers are used: the same file always gives the same report.",
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
