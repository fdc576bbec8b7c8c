//! Updates of evidence from repositories: reading them, matching their contributors, and the change; and of who is who in
//! the repository that the organisation was made from.

use crate::app::state::document::merging::Merging;
use crate::app::state::document::repository::folders_of;
use crate::app::state::evidence::EvidenceEntry;
use crate::app::state::file_dialog::{FileDialog, FileRequest};
use crate::app::state::gathering::{FoldersOf, GatherCommand, Gathering};
use crate::app::state::latest::Latest;
use crate::app::state::meeting::Copy;
use crate::app::state::page::Page;
use crate::app::state::task::Work;
use crate::app::state::{Session, State};
use crate::app::update::document::editing::make;
use crate::app::update::document::merging;
use crate::app::update::evidence::may_show_people;
use crate::edit::Edit;
use crate::evidence::{LeftOut, Source, gather, said_by_hand};
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

/// Works out anew what would be added when something else is decided, and the folders when people are joined or separated
/// by another step, an undo, or a plan; once a frame.
pub fn follow(state: &mut State, ctx: &egui::Context) {
    follow_folders(state, ctx);
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

fn follow_folders(state: &mut State, ctx: &egui::Context) {
    let Session { document: Some(document), folders, folders_seen, .. } = &mut state.session else { return };
    let Some(from) = &mut document.repository else { return };
    let Some(source) = from.source.clone() else { return };
    let org = document.baseline.as_ref().unwrap_or(&document.snapshot.org);
    if !std::ptr::eq(folders_seen.as_ptr(), Arc::as_ptr(org)) {
        *folders_seen = Arc::downgrade(org);
        let claims = Arc::new(said_by_hand(org));
        if from.claims == claims {
            // Whatever is under way is about what no longer holds.
            *folders = Latest::default();
        } else {
            let wanted = FoldersOf { org: org.clone(), source, claims };
            folders.ask(wanted, false, ctx, |of| folders_of(&of.org, &of.source));
        }
    }
    folders.take_in();
    if let Some((of, made)) = folders.made()
        && of.claims != from.claims
        && !folders.is_making()
    {
        (from.folders, from.claims) = (made.clone(), of.claims.clone());
        // The copy that is shown has folders of its own.
        state.copy = Copy::default();
    }
}

/// What follows when people are joined and separated: made at once, or shown first where something has been changed here
/// that it would change otherwise.
pub fn rejoined(state: &mut State, merging: Merging, ctx: &egui::Context) {
    let is_asked = !merging.conflicts.is_empty();
    if is_asked && state.veil().is_some() {
        // What was decided stays, to be applied again once the people may be named.
        return state.note("Joining people stopped, because it needs answers that name them".to_owned(), ctx);
    }
    state.session.evidence_entry = None;
    state.session.merging = Some(merging);
    if is_asked {
        state.page = Page::Merging;
    } else {
        let page = state.page;
        merging::take_in(state, ctx);
        state.page = page;
    }
}

fn take(state: &mut State, ctx: &egui::Context) {
    let (Some(EvidenceEntry::Repositories(gathering)), Some(document)) =
        (&state.session.evidence_entry, &state.session.document)
    else {
        return;
    };
    if gathering.is_own {
        if document.snapshot.scenario.is_some() {
            let why = "Switch to the baseline first; people are joined and separated for all plans";
            return state.note(why, ctx);
        }
        let work = Work::rejoin(document.clone(), gathering.sources.clone(), gathering.by_hand.clone(), ctx);
        return state.begin(work);
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
    use crate::app::state::document::plans::PlanCommand;
    use crate::app::state::document::{Document, Source as Origin, repository};
    use crate::app::state::meeting::MeetingCommand;
    use crate::app::state::settings::Settings;
    use crate::app::update::dispatch::dispatch;
    use crate::app::update::document::opening;
    use crate::app::update::poll::poll;
    use crate::edit::TextField;
    use crate::evidence::{Change, ChangeKind, Commit, Decision, History, Signature};
    use crate::io::Progress;
    use crate::org::{Org, PersonId};
    use crate::plan::merge::Choice;

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
        opening::take(&mut state, document);
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

    /// The window on the repository of three, one of whom signs otherwise as well.
    fn of_repository(ctx: &egui::Context) -> State {
        let mut state = opened();
        let three = source("engine", &state, &["Ann Lee <ann@x.org>", "Bo Li <bo@x.org>", "Former <old@y.org>"]);
        let made = repository::made(three);
        let document = Document { repository: Some(made.from), ..Document::new(Origin::New, made.opened) };
        opening::take(&mut state, document);
        rest(&mut state, ctx);
        // Before, no one is named.
        dispatch(&mut state, Command::ShowPeople { purpose: "A test".to_owned(), by: "Tests".to_owned() }, ctx);
        rest(&mut state, ctx);
        state
    }

    /// Waits for all that is under way.
    fn rest(state: &mut State, ctx: &egui::Context) {
        for _ in 0..2000 {
            poll(state, ctx);
            if state.work.is_none() && !state.session.folders.is_making() {
                return poll(state, ctx);
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        panic!("it never ends");
    }

    /// Joins the third with the second by hand.
    fn join(state: &mut State, ctx: &egui::Context) {
        handle(state, GatherCommand::Own, ctx);
        assert_eq!(wait(state, ctx).1, 3);
        let bo = org_of(state).find("bo@x.org").expect("somebody");
        handle(state, GatherCommand::Decide(vec!["old@y.org".to_owned()], Decision::Is(bo)), ctx);
        wait(state, ctx);
        handle(state, GatherCommand::Take, ctx);
        rest(state, ctx);
    }

    fn org_of(state: &State) -> &Org {
        &state.session.document.as_ref().expect("it is open").snapshot.org
    }

    fn knowers(state: &State) -> u32 {
        state.session.document.as_ref().expect("it is open").folders()[0].knowers
    }

    fn retitle(state: &mut State, key: &str, ctx: &egui::Context) {
        let person = org_of(state).find(key).expect("somebody");
        let edit = Edit::SetText { person, field: TextField::Title, text: "Founder".to_owned() };
        make(state, "Title".to_owned(), edit, ctx);
    }

    #[test]
    fn who_is_who_is_one_step_and_keeps_what_was_changed_and_the_plans() {
        let ctx = egui::Context::default();
        let mut state = of_repository(&ctx);
        retitle(&mut state, "ann@x.org", &ctx);
        dispatch(&mut state, Command::Plans(PlanCommand::New), &ctx);
        dispatch(&mut state, Command::Plan(None), &ctx);
        rest(&mut state, &ctx);
        assert_eq!((org_of(&state).count(), knowers(&state)), (3, 3));
        join(&mut state, &ctx);
        assert!(
            state.session.evidence_entry.is_none() && state.leaving.is_none(),
            "nothing is lost, and nothing asked"
        );
        let title = |state: &State| org_of(state).find("ann@x.org").map(|ann| org_of(state).title(ann).to_owned());
        assert_eq!((org_of(&state).count(), knowers(&state)), (2, 2));
        assert_eq!(title(&state).as_deref(), Some("Founder"));
        let document = state.session.document.as_ref().expect("it is open");
        assert_eq!(document.scenarios.len(), 1);
        assert_eq!(state.session.edits.next(document)[0], Some("Join old@y.org with Bo Li"));
        dispatch(&mut state, Command::Undo, &ctx);
        rest(&mut state, &ctx);
        assert_eq!((org_of(&state).count(), knowers(&state)), (3, 3), "the folders follow");
        assert_eq!(title(&state).as_deref(), Some("Founder"));
        // Joined again, and then separated: what is in the file counts.
        dispatch(&mut state, Command::Redo, &ctx);
        rest(&mut state, &ctx);
        handle(&mut state, GatherCommand::Own, &ctx);
        assert_eq!(wait(&mut state, &ctx).1, 2);
        let bo = org_of(&state).find("bo@x.org").expect("somebody");
        handle(&mut state, GatherCommand::Decide(vec!["old@y.org".to_owned()], Decision::IsNot(bo)), &ctx);
        wait(&mut state, &ctx);
        handle(&mut state, GatherCommand::Take, &ctx);
        rest(&mut state, &ctx);
        assert_eq!((org_of(&state).count(), knowers(&state)), (3, 3));
    }

    #[test]
    fn what_would_be_lost_by_joining_is_asked_first() {
        let ctx = egui::Context::default();
        let mut state = of_repository(&ctx);
        retitle(&mut state, "old@y.org", &ctx);
        join(&mut state, &ctx);
        let merging = state.session.merging.as_ref().expect("it is shown first");
        assert!(state.page == Page::Merging && merging.conflicts.len() == 1, "{:?}", merging.sentences);
        assert_eq!(org_of(&state).count(), 3);
        merging::choose_side(&mut state, 0, Choice::Theirs);
        merging::take_in(&mut state, &ctx);
        rest(&mut state, &ctx);
        assert_eq!((org_of(&state).count(), knowers(&state)), (2, 2));
    }

    #[test]
    fn in_a_meeting_nothing_is_asked_about_people_who_are_joined() {
        let ctx = egui::Context::default();
        let mut state = of_repository(&ctx);
        retitle(&mut state, "old@y.org", &ctx);
        handle(&mut state, GatherCommand::Own, &ctx);
        wait(&mut state, &ctx);
        let bo = org_of(&state).find("bo@x.org").expect("somebody");
        handle(&mut state, GatherCommand::Decide(vec!["old@y.org".to_owned()], Decision::Is(bo)), &ctx);
        wait(&mut state, &ctx);
        handle(&mut state, GatherCommand::Take, &ctx);
        dispatch(&mut state, MeetingCommand::Turn.into(), &ctx);
        rest(&mut state, &ctx);
        assert!(state.page != Page::Merging && state.session.merging.is_none());
        assert!(state.toast.as_ref().is_some_and(|toast| toast.words.starts_with("Joining people stopped")));
        // What was decided is still there.
        dispatch(&mut state, MeetingCommand::Leave(true).into(), &ctx);
        handle(&mut state, GatherCommand::Take, &ctx);
        rest(&mut state, &ctx);
        assert!(state.page == Page::Merging && state.session.merging.is_some());
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
        dispatch(&mut state, Command::Undo, &ctx);
        assert_eq!((lines(&state, ruth), lines(&state, tomas)), (0, 0));
    }
}
