//! What an owner file says, in the three shapes that such files have: by folder, in order, by block.

use super::filter::Filter;
use super::glob::Glob;
use super::holder::{Duty, Holder};

/// Holders with what they may do, in the order of the file.
pub type Grants = Vec<(Holder, Duty)>;

/// An owner file of a folder: holds for what lies in the folder and below it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FolderOwners {
    /// Grants for the files that a filter finds; for all of them without one.
    pub rules: Vec<(Option<Filter>, Grants)>,
    /// Grants for the files of the folder whose name a pattern fits (`per-file`); in place of all others.
    pub per_file: Vec<(String, Grants)>,
    /// Owners of the folders above do not count here.
    pub stops_parents: bool,
    /// Approvers of old, without a right.
    pub emeritus: Vec<Holder>,
    /// What could not be understood, as written.
    pub unread: Vec<String>,
}

/// A pattern with its owners; of several that fit, the last counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Ordered {
    /// Files that it names.
    pub glob: Glob,
    /// The pattern as written.
    pub pattern: String,
    /// Owners; empty where the pattern takes files out of all ownership.
    pub grants: Grants,
}

/// One list of patterns in which the last that fits counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// In the order of the file.
    pub rules: Vec<Ordered>,
    /// Files that are never part of the section (`!pattern`).
    pub never: Vec<Glob>,
}

/// A block of a MAINTAINERS file with the patterns of its files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// Files that belong to it.
    pub files: Vec<Glob>,
    /// Files that do not, although one of `files` names them.
    pub except: Vec<Glob>,
    /// Its maintainers and reviewers.
    pub grants: Grants,
}

impl Section {
    /// The rule that counts for a file, split at its slashes.
    fn rule(&self, parts: &[&str], among: &[usize]) -> Option<&Ordered> {
        if self.never.iter().any(|glob| glob.matches_parts(parts)) {
            return None;
        }
        among.iter().rev().map(|&at| &self.rules[at]).find(|rule| rule.glob.matches_parts(parts))
    }
}

impl Block {
    /// True if a file, split at its slashes, belongs to the block.
    fn has(&self, parts: &[&str]) -> bool {
        self.files.iter().any(|glob| glob.matches_parts(parts))
            && !self.except.iter().any(|glob| glob.matches_parts(parts))
    }
}

/// Rules and blocks that can match below one folder, or a file, at the root: a file is compared with these alone, since
/// a large repository has tens of thousands of files and thousands of patterns.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// For each section its rules.
    rules: Vec<Vec<usize>>,
    blocks: Vec<usize>,
}

impl Near {
    /// Those for a name at the root.
    pub fn of(first: &str, sections: &[Section], blocks: &[Block]) -> Self {
        let places = |may: &dyn Fn(usize) -> bool, all: usize| (0..all).filter(|&at| may(at)).collect::<Vec<_>>();
        let of_section = |section: &Section| places(&|at| section.rules[at].glob.may_begin(first), section.rules.len());
        let of_block = |at: usize| blocks[at].files.iter().any(|glob| glob.may_begin(first));
        Self { rules: sections.iter().map(of_section).collect(), blocks: places(&of_block, blocks.len()) }
    }

    /// What the sections and blocks grant for a file, split at its slashes.
    pub fn grants<'a>(
        &'a self,
        parts: &'a [&str],
        sections: &'a [Section],
        blocks: &'a [Block],
    ) -> impl Iterator<Item = &'a Grants> {
        let ruled = sections.iter().zip(&self.rules).filter_map(|(section, among)| section.rule(parts, among));
        let having = self.blocks.iter().map(|&at| &blocks[at]).filter(|block| block.has(parts));
        ruled.map(|rule| &rule.grants).chain(having.map(|block| &block.grants))
    }
}
