//! Saving the document, and journalling what is not saved.

use crate::app::state::document::{Document, Source, file_name};
use crate::app::state::file_dialog::{FileDialog, FileRequest};
use crate::app::state::passphrase::Asking;
use crate::app::state::task::Work;
use crate::app::state::{NextSave, Saving, State};
use crate::io::sealed::{SEALED, is_sealed_name};
use crate::io::{FileState, holds_everything};
use eframe::egui;
use std::path::{Path, PathBuf};

/// Saves to the document's own path if its format can hold everything, otherwise asks where.
pub fn save(state: &mut State, ctx: &egui::Context) {
    if let Some(saving) = &mut state.session.saving {
        saving.next = Some(NextSave::Own);
        return;
    }
    let Some(document) = &state.session.document else { return };
    match &document.source {
        Source::File(path)
            if holds_everything(path)
                && is_sealed_name(path) == document.seal.is_some()
                && !state.session.read_only =>
        {
            save_at(state, path.clone(), ctx);
        }
        _ => save_as(state, ctx),
    }
}

/// Asks where to save.
pub fn save_as(state: &mut State, ctx: &egui::Context) {
    let Some(document) = &state.session.document else { return };
    let mut name = plain_name(document);
    if document.seal.is_some() {
        name = format!("{name}.{SEALED}");
    }
    let folder = match &document.source {
        Source::File(path) => path.parent().map(PathBuf::from),
        Source::Bundled | Source::New => None,
    };
    state.file_dialog = Some(FileDialog::desktop(FileRequest::Save(name), folder, ctx.clone()));
}

/// Suggested name of a file that holds everything and is not sealed.
pub fn plain_name(document: &Document) -> String {
    let file = match &document.source {
        Source::New => format!("{}.org.ron", document.name().replace(['/', '\\', ':'], "-")),
        source => source.file_name(),
    };
    let path = Path::new(&file);
    let path = if is_sealed_name(path) { path.with_extension("") } else { path.to_owned() };
    let stem = if holds_everything(&path) { path.file_name() } else { path.file_stem() };
    let stem = stem.unwrap_or_default().to_string_lossy().into_owned();
    if holds_everything(&path) { stem } else { format!("{stem}.org.ron") }
}

/// Path with the extension of a sealed file, after that of the native format.
pub fn sealed_path(path: PathBuf) -> PathBuf {
    if is_sealed_name(&path) {
        return path;
    }
    let mut name = path.into_os_string();
    if Path::new(&name).extension().is_none() {
        name.push(".org.ron");
    }
    name.push(".");
    name.push(SEALED);
    name.into()
}

/// Saves to a path; a name without an extension gets the native one. A sealed document stays sealed, and a plain one
/// gets a passphrase for the name of a sealed file.
pub fn save_at(state: &mut State, mut path: PathBuf, ctx: &egui::Context) {
    let Some(document) = &state.session.document else { return };
    if path.extension().is_none() {
        path.set_extension("org.ron");
    }
    match (&document.seal, is_sealed_name(&path)) {
        (None, true) => state.passphrase = Some(Asking::SealAs(path)),
        (Some(_), false) if sealed_path(path.clone()).exists() => {
            // The dialog has asked about another file.
            let name = file_name(&sealed_path(path));
            state.leaving = None;
            state.alert = Some((format!("{name} already exists"), format!("Choose {name} itself, or another name")));
        }
        (Some(_), false) => save_document(state, document.clone(), sealed_path(path), ctx),
        _ => save_document(state, document.clone(), path, ctx),
    }
}

/// Saves the open document as it stands in `document`, which may be under another seal.
pub fn save_document(state: &mut State, document: Document, path: PathBuf, ctx: &egui::Context) {
    if let Some(saving) = &mut state.session.saving {
        saving.next = Some(NextSave::To(path, document.seal));
        return;
    }
    let own = matches!(&document.source, Source::File(own) if *own == path);
    let known = if own { state.session.keeper.file() } else { None };
    begin(state, document, path, known, ctx);
}

fn begin(state: &mut State, document: Document, path: PathBuf, known: Option<FileState>, ctx: &egui::Context) {
    // Edits of this frame are saved as well, so they must not stay in the journal.
    keep_journal(state, ctx);
    state.session.keeper.saving();
    let is_own = state.session.keeper.is_of(&path) && !state.session.read_only;
    let mark = state.session.edits.begin_saving();
    let work = Work::save(document, path, (mark, known), is_own, ctx);
    state.session.saving = Some(Saving { work, next: None });
}

/// Begins the save that was asked for while another was under way, which has ended. To the same file again only where
/// that one was saved: why it was not is asked about or told first.
pub fn go_on(state: &mut State, next: Option<NextSave>, was_saved: bool, ctx: &egui::Context) {
    match (next, state.session.document.clone()) {
        (Some(NextSave::Own), _) if was_saved => save(state, ctx),
        (Some(NextSave::To(path, seal)), Some(document)) => {
            save_document(state, Document { seal, ..document }, path, ctx);
        }
        _ => {}
    }
}

/// Saves over what somebody else has written.
pub fn save_over(state: &mut State, ctx: &egui::Context) {
    let Some(path) = state.session.save_conflict.take() else { return };
    if let Some(document) = state.session.document.clone() {
        begin(state, document, path, None, ctx);
    }
}

/// Seconds between two checks whether somebody else has written the file.
const LOOKED_EVERY: f64 = 3.0;

/// Checks from time to time whether somebody else has written the open file.
pub fn look_outside(state: &mut State, ctx: &egui::Context) {
    let now = ctx.input(|input| input.time);
    let is_file = state.session.document.as_ref().is_some_and(|document| matches!(document.source, Source::File(_)));
    if !is_file || state.work.is_some() || state.session.saving.is_some() {
        return;
    }
    if now >= state.looked + LOOKED_EVERY {
        state.looked = now;
        state.session.external_change =
            state.session.keeper.changed_outside().filter(|stamp| state.session.dismissed_change != Some(*stamp));
    }
    ctx.request_repaint_after(std::time::Duration::from_secs_f64(LOOKED_EVERY));
}

/// Hands the edits since the last frame to the journal.
pub fn keep_journal(state: &mut State, ctx: &egui::Context) {
    let done = state.session.edits.drain();
    state.session.keeper.keep(done, ctx);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::command::{Command, Leave};
    use crate::app::state::Then;
    use crate::app::state::document::plans::PlanCommand;
    use crate::app::state::export::ExportChoice;
    use crate::app::state::page::Page;
    use crate::app::state::settings::Settings;
    use crate::app::update::dispatch::dispatch;
    use crate::app::update::document::{leaving, reports};
    use crate::app::update::export;
    use crate::app::update::poll::poll;
    use crate::edit::{Edit, TextField};
    use crate::io::journal::{Found, Journal, recovery_folder};

    fn until(state: &mut State, ctx: &egui::Context, is_so: impl Fn(&State) -> bool) {
        for _ in 0..2_000 {
            poll(state, ctx);
            state.looked = -LOOKED_EVERY;
            if is_so(state) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        panic!("it did not come to it");
    }

    fn told(state: &State) -> &str {
        state.toast.as_ref().map_or("", |toast| &toast.words)
    }

    #[test]
    fn a_save_is_told_of_whatever_is_done_meanwhile() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("halden.org.ron");
        let ctx = egui::Context::default();
        let others = [Command::Plans(PlanCommand::New), Command::Plan(None), Command::Cancel(0)];
        for command in others {
            let mut state = fresh(&path, &ctx);
            rename_mason(&mut state, "Mine", &ctx);
            dispatch(&mut state, Command::Save, &ctx);
            let said = format!("{command:?}");
            let is_plan = matches!(command, Command::Plans(_));
            dispatch(&mut state, command, &ctx);
            until(&mut state, &ctx, |state| state.session.saving.is_none() && state.work.is_none());
            assert_eq!(told(&state), "Saved halden.org.ron", "{said}");
            // What came after is a change of its own.
            assert_eq!(state.session.edits.is_unsaved(), is_plan, "{said}");
            assert!(std::fs::read_to_string(&path).expect("there").contains("\"Mine\""), "{said}");
            // The window knows the file for its own.
            until(&mut state, &ctx, |state| state.looked < 0.0);
            assert!(state.session.external_change.is_none(), "{said}");
            save(&mut state, &ctx);
            until(&mut state, &ctx, |state| state.session.saving.is_none());
            assert!(state.session.save_conflict.is_none() && !state.session.edits.is_unsaved(), "{said}");
        }
    }

    #[test]
    fn a_save_that_fails_is_told_of_whatever_is_done_meanwhile() {
        let folder = tempfile::tempdir().expect("a folder");
        let ctx = egui::Context::default();
        let mut state = fresh(&folder.path().join("halden.org.ron"), &ctx);
        rename_mason(&mut state, "Mine", &ctx);
        save_at(&mut state, folder.path().join("nowhere").join("a.org.ron"), &ctx);
        dispatch(&mut state, Command::Plan(None), &ctx);
        until(&mut state, &ctx, |state| state.session.saving.is_none() && state.work.is_none());
        assert!(state.alert.is_some() && state.session.edits.is_unsaved());
    }

    #[test]
    fn a_save_waits_for_the_one_under_way() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, other) = (folder.path().join("halden.org.ron"), folder.path().join("other.org.ron"));
        let ctx = egui::Context::default();
        let mut state = fresh(&path, &ctx);
        rename_mason(&mut state, "First", &ctx);
        save(&mut state, &ctx);
        rename_mason(&mut state, "Second", &ctx);
        save(&mut state, &ctx);
        until(&mut state, &ctx, |state| state.session.saving.is_none());
        assert!(std::fs::read_to_string(&path).expect("there").contains("\"Second\""));
        assert!(state.session.save_conflict.is_none() && !state.session.edits.is_unsaved());
        // Saved again, it is the new file that it is saved to.
        save_at(&mut state, other.clone(), &ctx);
        rename_mason(&mut state, "Third", &ctx);
        save(&mut state, &ctx);
        until(&mut state, &ctx, |state| state.session.saving.is_none());
        assert!(std::fs::read_to_string(&other).expect("there").contains("\"Third\""));
        assert!(!std::fs::read_to_string(&path).expect("there").contains("\"Third\""));
        assert_eq!(state.session.document.as_ref().map(|it| &it.source), Some(&Source::File(other)));
    }

    #[test]
    fn leaving_waits_for_a_save_and_asks_about_what_came_after_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("halden.org.ron");
        let ctx = egui::Context::default();
        let mut state = fresh(&path, &ctx);
        rename_mason(&mut state, "First", &ctx);
        save(&mut state, &ctx);
        rename_mason(&mut state, "Second", &ctx);
        assert!(!leaving::may_leave(&mut state, Then::Close));
        until(&mut state, &ctx, |state| state.session.saving.is_none());
        poll(&mut state, &ctx);
        assert!(!state.may_close && state.leaving == Some(Then::Close) && state.session.edits.is_unsaved());
        dispatch(&mut state, Command::Leave(Leave::Save), &ctx);
        until(&mut state, &ctx, |state| state.may_close);
        assert!(std::fs::read_to_string(&path).expect("there").contains("\"Second\""));
        // With nothing left to be saved it waits all the same.
        state.may_close = false;
        save(&mut state, &ctx);
        assert!(!leaving::may_leave(&mut state, Then::Close) && !state.may_close);
        until(&mut state, &ctx, |state| state.may_close);
    }

    #[test]
    fn a_save_ends_no_export_and_no_opening() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, other) = (folder.path().join("halden.org.ron"), folder.path().join("other.org.ron"));
        std::fs::write(&other, crate::BUNDLED).expect("written");
        let ctx = egui::Context::default();
        let mut state = fresh(&path, &ctx);
        export(&mut state, &folder.path().join("nowhere").join("a.svg"), &ctx);
        save(&mut state, &ctx);
        until(&mut state, &ctx, |state| state.session.saving.is_none() && state.work.is_none());
        assert!(state.session.exporting.take().is_some_and(|it| it.failed.is_some()), "it could not be written");
        dispatch(&mut state, Command::Open(other.clone()), &ctx);
        save(&mut state, &ctx);
        assert_eq!(state.shown_work().count(), 2, "both are shown");
        until(&mut state, &ctx, |state| state.session.saving.is_none() && state.work.is_none());
        assert_eq!(state.session.document.as_ref().map(|it| &it.source), Some(&Source::File(other)));
    }

    fn export(state: &mut State, path: &Path, ctx: &egui::Context) {
        let choice = ExportChoice::remembered(&state.settings.export);
        export::write(state, &choice, path.to_owned(), ctx);
    }

    #[test]
    fn the_window_closes_when_all_files_are_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let (picture, report) = (folder.path().join("a.svg"), folder.path().join("a.html"));
        let ctx = egui::Context::default();
        let mut state = fresh(&folder.path().join("halden.org.ron"), &ctx);
        export(&mut state, &picture, &ctx);
        reports::report(&mut state, report.clone(), &ctx);
        assert!(!leaving::may_leave(&mut state, Then::Close));
        assert!(leaving::may_leave(&mut state, Then::StartPage), "the program goes on, and so does the export");
        until(&mut state, &ctx, |state| state.may_close);
        assert!(picture.exists() && report.exists() && state.writing().next().is_none());
        // What could not be written is told before.
        state.may_close = false;
        export(&mut state, &folder.path().join("nowhere").join("a.svg"), &ctx);
        assert!(!leaving::may_leave(&mut state, Then::Close));
        until(&mut state, &ctx, |state| state.writing().next().is_none());
        poll(&mut state, &ctx);
        assert!(!state.may_close && state.leaving.is_none() && state.session.exporting.is_some());
    }

    #[test]
    fn what_is_stopped_for_closing_leaves_nothing_half_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("halden.org.ron");
        let ctx = egui::Context::default();
        let mut state = fresh(&path, &ctx);
        export(&mut state, &folder.path().join("a.svg"), &ctx);
        assert!(!leaving::may_leave(&mut state, Then::Close));
        dispatch(&mut state, Command::Leave(Leave::Stop), &ctx);
        assert!(!state.may_close, "it ends first");
        until(&mut state, &ctx, |state| state.may_close);
        // One that does not end is not waited for, nor a save, which cannot be stopped.
        for _ in 0..2 {
            state.may_close = false;
            export(&mut state, &folder.path().join("b.svg"), &ctx);
            dispatch(&mut state, Command::Leave(Leave::Stop), &ctx);
            dispatch(&mut state, Command::Leave(Leave::Stop), &ctx);
            assert!(state.may_close);
            leaving::finish(&state);
        }
        state.may_close = false;
        rename_mason(&mut state, "Mine", &ctx);
        save(&mut state, &ctx);
        dispatch(&mut state, Command::Leave(Leave::Stop), &ctx);
        assert!(state.may_close);
        leaving::finish(&state);
        assert!(std::fs::read_to_string(&path).expect("there").contains("\"Mine\""));
        let names = std::fs::read_dir(folder.path()).expect("there").map(|it| it.expect("an entry").file_name());
        let left: Vec<_> = names.filter(|name| name.to_string_lossy().contains("saving")).collect();
        assert!(left.is_empty(), "{left:?}");
    }

    #[test]
    fn what_ends_without_a_result_is_told_by_its_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let ctx = egui::Context::default();
        let mut state = fresh(&folder.path().join("halden.org.ron"), &ctx);
        let page = state.page;
        state.session.saving = Some(Saving { work: Work::failing("Saving a.org.ron", &ctx), next: None });
        state.leaving = Some(Then::Close);
        until(&mut state, &ctx, |state| state.alert.is_some());
        let (what, _) = state.alert.take().expect("an alert");
        assert_eq!(what, "Saving a.org.ron failed because of an error in Twintrack");
        assert!(state.leaving.is_none() && state.session.saving.is_none() && !state.may_close);
        assert!(state.page == page && state.failed.is_none());
        // A page is not made for ever.
        state.page = Page::Changes;
        state.work = Some(Work::failing("Comparing", &ctx));
        until(&mut state, &ctx, |state| state.alert.is_some());
        assert_eq!(state.page, Page::Tracks);
    }

    fn title(state: &State, key: &str) -> String {
        let org = &state.session.document.as_ref().expect("it is open").snapshot.org;
        org.title(org.find(key).expect("somebody")).to_owned()
    }

    /// A window on the bundled organisation in a file of its own.
    fn fresh(path: &Path, ctx: &egui::Context) -> State {
        std::fs::write(path, crate::BUNDLED).expect("written");
        opened(path, ctx)
    }

    /// A window on a file.
    fn opened(path: &Path, ctx: &egui::Context) -> State {
        let mut state = State::new(Settings::default());
        dispatch(&mut state, Command::Open(path.to_owned()), ctx);
        until(&mut state, ctx, |state| state.session.document.is_some() && state.work.is_none());
        state
    }

    fn rename_mason(state: &mut State, text: &str, ctx: &egui::Context) {
        let person = state.session.document.as_ref().expect("it is open").snapshot.org.find("mason").expect("somebody");
        let edit = Edit::SetText { person, field: TextField::Title, text: text.to_owned() };
        dispatch(state, Command::Make("Title".to_owned(), Box::new(edit)), ctx);
    }

    fn left(path: &Path) -> Option<Found> {
        Journal::found(&recovery_folder().expect("a folder"), path).expect("it can be read")
    }

    #[test]
    fn a_file_that_another_window_has_open_is_not_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let [theirs, mine] = ["theirs.org.ron", "mine.org.ron"].map(|name| folder.path().join(name));
        std::fs::write(&theirs, crate::BUNDLED).expect("written");
        std::fs::write(&mine, crate::BUNDLED).expect("written");
        let ctx = egui::Context::default();
        let (first, mut second) = (opened(&theirs, &ctx), opened(&mine, &ctx));
        rename_mason(&mut second, "Mine", &ctx);
        save_at(&mut second, theirs.clone(), &ctx);
        until(&mut second, &ctx, |state| state.work.is_none() && state.alert.is_some());
        let (what, _) = second.alert.take().expect("an alert");
        assert_eq!(what, "theirs.org.ron is open in another window, so it was not replaced");
        assert!(second.session.edits.is_unsaved());
        assert!(second.session.document.as_ref().is_some_and(|it| it.source == Source::File(mine.clone())));
        assert_eq!(std::fs::read(&theirs).expect("it is there"), crate::BUNDLED);

        // Once it is closed there, it is saved, and the next edits are backed up for it.
        drop(first);
        save_at(&mut second, theirs.clone(), &ctx);
        until(&mut second, &ctx, |state| state.work.is_none() && !state.session.edits.is_unsaved());
        rename_mason(&mut second, "Mine again", &ctx);
        keep_journal(&mut second, &ctx);
        drop(second);
        assert_eq!((left(&theirs).map_or(0, |found| found.entries.len()), left(&mine)), (2, None));
        let mut third = opened(&theirs, &ctx);
        dispatch(&mut third, Command::Recover(false), &ctx);
        assert_eq!(left(&theirs), None);
    }

    #[test]
    fn what_is_done_and_saved_in_one_frame_is_not_offered_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("halden.org.ron");
        std::fs::write(&path, crate::BUNDLED).expect("written");
        let ctx = egui::Context::default();
        let mut state = opened(&path, &ctx);
        rename_mason(&mut state, "Mine", &ctx);
        dispatch(&mut state, Command::Save, &ctx);
        until(&mut state, &ctx, |state| state.work.is_none() && !state.session.edits.is_unsaved());
        drop(state);
        assert_eq!(left(&path), None);
    }

    #[test]
    fn what_somebody_else_writes_meanwhile_is_noticed_and_taken_in() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("halden.org.ron");
        let ctx = egui::Context::default();
        let mut state = fresh(&path, &ctx);
        assert!(state.session.external_change.is_none());

        rename_mason(&mut state, "Mine", &ctx);
        let theirs = String::from_utf8_lossy(crate::BUNDLED).replacen(
            "id: \"alex\"",
            "id: \"alex\", location: \"Elsewhere\"",
            1,
        );

        std::fs::write(&path, &theirs).expect("written");
        until(&mut state, &ctx, |state| state.session.external_change.is_some());

        dispatch(&mut state, Command::TakeInOutside, &ctx);
        until(&mut state, &ctx, |state| state.session.merging.is_some());
        assert_eq!(state.page, Page::Merging);
        dispatch(&mut state, Command::TakeIn, &ctx);
        assert_eq!(title(&state, "mason"), "Mine");
        let org = &state.session.document.as_ref().expect("it is open").snapshot.org;
        assert_eq!(org.find("alex").map(|alex| org.location(alex)), Some("Elsewhere"));
        until(&mut state, &ctx, |state| state.session.external_change.is_none());

        save(&mut state, &ctx);
        until(&mut state, &ctx, |state| state.session.saving.is_none());
        assert!(
            state.session.save_conflict.is_none() && state.alert.is_none(),
            "it was taken in, so that it is nobody else's"
        );
        assert!(!state.session.edits.is_unsaved());
    }
}
