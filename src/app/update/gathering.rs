//! Updates of evidence from repositories: reading them, matching their contributors, and the change.

use crate::app::state::evidence::EvidenceEntry;
use crate::app::state::file_dialog::{FileDialog, FileRequest};
use crate::app::state::gathering::{GatherCommand, Gathering};
use crate::app::state::task::Work;
use crate::app::state::{State, Then};
use crate::app::update::document::editing::make;
use crate::app::update::document::leaving;
use crate::app::update::evidence::may_show_people;
use crate::edit::Edit;
use crate::evidence::{LeftOut, Source, gather};
use crate::io::OpenError;
use crate::rules::words::count;
use eframe::egui;
use std::path::PathBuf;
use std::sync::Arc;

/// Carries out a request.
pub fn handle(state: &mut State, command: GatherCommand, ctx: &egui::Context) {
    match command {
        GatherCommand::Choose => {
            let request = FileRequest::EvidenceRepository;
            state.file_dialog = Some(FileDialog::desktop(request, state.folder(), ctx.clone()));
            return;
        }
        GatherCommand::Own => {
            let source =
                state.session.document.as_ref().and_then(|document| document.repository.as_ref()?.source.clone());
            if let Some(source) = source {
                let gathering = Gathering::new(vec![Source::clone(&source)], true);
                state.session.evidence_entry = Some(EvidenceEntry::Repositories(Box::new(gathering)));
            }
            return;
        }
        GatherCommand::Take => return take(state, ctx),
        _ => {}
    }
    let Some(EvidenceEntry::Repositories(gathering)) = &mut state.session.evidence_entry else { return };
    match command {
        GatherCommand::Ask(aliases) if aliases.is_empty() => gathering.asked = None,
        GatherCommand::Ask(aliases) => {
            let typed = gathering.asked.take().map(|(_, typed)| typed).unwrap_or_default();
            gathering.asked = Some((aliases, typed));
        }
        GatherCommand::Type(typed) => {
            if let Some((_, before)) = &mut gathering.asked {
                *before = typed;
            }
        }
        GatherCommand::Search(typed) => gathering.search = typed,
        GatherCommand::Decide(aliases, decision) => {
            aliases.iter().for_each(|alias| gathering.by_hand.decide(alias, decision));
            gathering.asked = None;
        }
        GatherCommand::Leave(aliases) => {
            aliases.iter().for_each(|alias| gathering.by_hand.leave(alias));
            gathering.asked = None;
        }
        GatherCommand::Choose | GatherCommand::Own | GatherCommand::Take => {}
    }
}

/// Starts reading a repository up to the date of the open organisation.
pub fn read(state: &mut State, path: PathBuf, ctx: &egui::Context) {
    if let Some(document) = &state.session.document {
        let work = Work::repository(path, document.snapshot.org.head.as_of, ctx);
        state.begin(work);
    }
}

/// Shows who would be matched, with a repository that was read.
pub fn was_read(state: &mut State, read: Result<Source, OpenError>, ctx: &egui::Context) {
    let source = match read {
        Ok(source) => source,
        Err(OpenError::Cancelled) => return,
        Err(error) => return state.note(format!("{error}. {}", error.hint()), ctx),
    };
    match &mut state.session.evidence_entry {
        Some(EvidenceEntry::Repositories(gathering)) if !gathering.is_own => {
            if gathering.sources.iter().any(|known| known.name == source.name) {
                let said = format!("A repository called {} has been added already", source.name);
                return state.note(said, ctx);
            }
            let mut sources = Vec::clone(&gathering.sources);
            sources.push(source);
            gathering.sources = Arc::new(sources);
        }
        entry => *entry = Some(EvidenceEntry::Repositories(Box::new(Gathering::new(vec![source], false)))),
    }
}

/// Works out anew what would be added when something else is decided; once a frame.
pub fn follow(state: &mut State, ctx: &egui::Context) {
    let (Some(EvidenceEntry::Repositories(gathering)), Some(document)) =
        (&mut state.session.evidence_entry, &state.session.document)
    else {
        return;
    };
    let wanted = gathering.wanted(&document.snapshot.org);
    gathering
        .made
        .ask(wanted, false, ctx, |wanted| gather(&wanted.org, &wanted.sources, &wanted.by_hand, &LeftOut::default()));
}

fn take(state: &mut State, ctx: &egui::Context) {
    let (Some(EvidenceEntry::Repositories(gathering)), Some(document)) =
        (&state.session.evidence_entry, &state.session.document)
    else {
        return;
    };
    if gathering.is_own {
        return leaving::leave_for(state, Then::Rejoin, ctx);
    }
    let Some((gathered, true)) = gathering.latest(&document.snapshot.org) else { return };
    let (edits, people) = (gathered.edits.clone(), gathered.people);
    let name = format!("Import evidence from {} for {}", gathering.names(), count(people, "person", "people"));
    let before = document.snapshot.org.clone();
    let entry = state.session.evidence_entry.take();
    make(state, name, Edit::All(edits), ctx);
    let is_made = state.session.document.as_ref().is_some_and(|it| !Arc::ptr_eq(&it.snapshot.org, &before));
    if !is_made {
        // What was refused is still there to be tried again.
        state.session.evidence_entry = entry;
    } else if people > 0 && may_show_people(state) {
        state.session.evidence_entry = Some(EvidenceEntry::Added(people));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::command::Command;
    use crate::app::state::document::{Document, Source as Origin};
    use crate::app::state::settings::Settings;
    use crate::evidence::{Change, ChangeKind, Commit, Decision, History, Signature};
    use crate::io::Progress;
    use crate::org::PersonId;

    /// A history of one file by each signature, a month before the date of the organisation.
    fn source(name: &str, state: &State, signatures: &[&str]) -> Source {
        let org = &state.session.document.as_ref().expect("it is open").snapshot.org;
        let day = org.head.as_of.to_zoned(jiff::tz::TimeZone::UTC).expect("a day");
        let time = day.timestamp().as_second() - 30 * 86_400;
        let mut history = History { time, ..History::default() };
        for (text, at) in signatures.iter().zip(0_u32..) {
            let (name, email) = text.split_once(" <").expect("name and address");
            history.signatures.push(Signature { name: name.into(), email: email.trim_end_matches('>').into() });
            history.paths.push(format!("src/{at}.rs"));
            history.living.push(at);
            history.changes.push(Change { path: at, kind: ChangeKind::Added });
            history.commits.push(Commit { author: at, time, files: 1, changes: (at, at + 1) });
        }
        Source { name: name.to_owned(), history }
    }

    fn opened() -> State {
        let today = crate::io::clock::today();
        let bundled = crate::io::read(crate::BUNDLED, crate::BUNDLED_NAME, today, &Progress::default());
        let mut state = State::new(Settings::default());
        let document = Document::new(Origin::Bundled, bundled.expect("it opens"));
        crate::app::update::document::opening::take(&mut state, document);
        state
    }

    /// Waits for what would be added.
    fn wait(state: &mut State, ctx: &egui::Context) -> (usize, usize) {
        for _ in 0..500 {
            follow(state, ctx);
            let org = state.session.document.as_ref().expect("it is open").snapshot.org.clone();
            if let Some(EvidenceEntry::Repositories(gathering)) = &state.session.evidence_entry
                && let Some((gathered, true)) = gathering.latest(&org)
            {
                let matched = gathered.contributors.iter().filter(|it| it.person.is_some()).count();
                return (matched, gathered.contributors.len());
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        panic!("nobody was matched in time");
    }

    fn lines(state: &State, person: PersonId) -> usize {
        let org = &state.session.document.as_ref().expect("it is open").snapshot.org;
        org.details(person).evidence.iter().filter(|line| line.source.starts_with("git ")).count()
    }

    #[test]
    fn contributors_are_seen_before_they_are_taken_and_taken_as_one_step() {
        let ctx = egui::Context::default();
        let mut state = opened();
        let org = state.session.document.as_ref().expect("it is open").snapshot.org.clone();
        let (ruth, tomas) = (org.find("ruth").expect("somebody"), org.find("tomas").expect("somebody"));
        let by_name = format!("{} <r@x.org>", org.name(ruth));
        let engine = source("engine", &state, &[&by_name, "nobody <n@x.org>"]);
        was_read(&mut state, Ok(engine.clone()), &ctx);
        assert_eq!(wait(&mut state, &ctx), (1, 2));
        assert_eq!(lines(&state, ruth), 0, "nothing is taken before it is agreed to");
        was_read(&mut state, Ok(engine), &ctx);
        assert!(state.toast.as_ref().is_some_and(|toast| toast.words.contains("added already")));
        let web = source("web", &state, &[&by_name]);
        was_read(&mut state, Ok(web), &ctx);
        assert_eq!(wait(&mut state, &ctx), (2, 3));
        handle(&mut state, GatherCommand::Decide(vec!["n@x.org".to_owned()], Decision::Is(tomas)), &ctx);
        handle(&mut state, GatherCommand::Take, &ctx);
        assert_eq!(lines(&state, tomas), 0, "what is not worked out yet is not taken");
        assert_eq!(wait(&mut state, &ctx), (3, 3));
        handle(&mut state, GatherCommand::Take, &ctx);
        assert_eq!((lines(&state, ruth), lines(&state, tomas)), (4, 2));
        assert!(state.session.evidence_entry.is_none());
        crate::app::update::dispatch::dispatch(&mut state, Command::Undo, &ctx);
        assert_eq!((lines(&state, ruth), lines(&state, tomas)), (0, 0));
    }
}
