//! `twintrack repo FOLDER... --into FILE`: repositories as evidence for the people of an organisation.

use super::passphrase;
use super::repo::{Arguments, Private, RepoError, left_out};
use super::target::Target;
use crate::edit::Edit;
use crate::evidence::reader::{self, Request};
use crate::evidence::{ByHand, Contributor, Decision, Gathered, Source, gather};
use crate::io::native::{self, Notation};
use crate::io::{Opened, Progress};
use crate::org::{Org, PersonId};
use crate::report::Shown;
use crate::rules::words::count;
use std::io::{self, Write};

/// Adds the lines of the repositories to the organisation, saves it where an output is given (`None` for standard output),
/// and tells what was added.
/// The inner error is that of `out`.
pub fn run(
    mut opened: Opened,
    arguments: &Arguments,
    target: Option<&Target>,
    progress: &Progress,
    out: &mut dyn Write,
) -> Result<io::Result<()>, RepoError> {
    let left_out = left_out(arguments)?;
    let by_hand = by_hand(&opened.org, arguments)?;
    let mut sources: Vec<Source> = Vec::new();
    for folder in &arguments.folders {
        let at = Some(opened.org.head.as_of);
        let request = Request { folder: folder.clone(), at, cache: arguments.cache() };
        let (place, history) = reader::read(&request, progress).map_err(RepoError::Read)?;
        let name = place.name();
        if sources.iter().any(|known| known.name == name) {
            return Err(RepoError::Twice(name));
        }
        sources.push(Source { name, history });
    }
    let gathered = gather(&opened.org, &sources, &by_hand, &left_out);
    let names = arguments.show.contains(&Private::Names);
    let before = opened.org.clone();
    if arguments.output.is_some() {
        Edit::All(gathered.edits.clone()).apply(&mut opened.org).map_err(RepoError::Edit)?;
        let (org, scenarios, unread) = opened.content();
        let Some(target) = target else { return Ok(native::write(org, scenarios, unread, Notation::Ron, out)) };
        passphrase::save(target, opened.content(), true).map_err(RepoError::Save)?;
    }
    Ok(tell(&before, &sources, &gathered, names, out))
}

fn by_hand(org: &Org, arguments: &Arguments) -> Result<ByHand, RepoError> {
    let person = |id: &str| -> Result<PersonId, RepoError> {
        org.find(id).filter(|&person| org.has(person)).ok_or_else(|| RepoError::Nobody(id.to_owned()))
    };
    let mut by_hand = ByHand::default();
    for (alias, id) in &arguments.same {
        by_hand.decide(alias, Decision::Is(person(id)?));
    }
    for (alias, id) in &arguments.not {
        by_hand.decide(alias, Decision::IsNot(person(id)?));
    }
    Ok(by_hand)
}

fn tell(org: &Org, sources: &[Source], it: &Gathered, names: bool, out: &mut dyn Write) -> io::Result<()> {
    let lines = count(it.added, "line", "lines");
    writeln!(out, "Adds {lines} of evidence for {}", count(it.people, "person", "people"))?;
    if it.replaced > 0 {
        writeln!(out, "Replaces {} of the same repositories", count(it.replaced, "line", "lines"))?;
    }
    if it.objections > 0 {
        writeln!(out, "{} no longer there", count(it.objections, "disputed line is", "disputed lines are"))?;
    }
    for (ladder, kind) in &it.kinds {
        writeln!(out, "Adds the kind of evidence {kind} to the ladder {}", Shown(ladder))?;
    }
    for (source, at) in sources.iter().zip(0..) {
        let of = || it.contributors.iter().filter(|it| it.repository == at);
        let matched = of().filter(|it| it.person.is_some()).count();
        let all = count(of().count(), "contributor", "contributors");
        writeln!(out, "{}: {matched} of {all} matched", Shown(&source.name))?;
        if names {
            for contributor in of() {
                writeln!(out, "  {}", Shown(&told(org, contributor)))?;
            }
        }
    }
    Ok(())
}

/// `Ann Lee (annl, ann@x.org): id 1042`.
fn told(org: &Org, it: &Contributor) -> String {
    let who = match it.person {
        Some((person, _)) => format!("id {}", org.key(person)),
        None => "no match".to_owned(),
    };
    format!("{} ({}): {who}", it.name, it.aliases.join(", "))
}
