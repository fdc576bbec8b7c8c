//! Passphrases: asking for one, and going on with the answer.

use crate::app::state::State;
use crate::app::state::document::{Document, Source, file_name};
use crate::app::state::file_dialog::{FileDialog, FileRequest};
use crate::app::state::passphrase::{Asking, PassphraseCommand};
use crate::app::state::task::Work;
use crate::app::update::document::saving;
use crate::io::SaveError;
use crate::io::sealed::{Passphrase, SEALED, Seal};
use eframe::egui;
use std::path::{Path, PathBuf};

/// Carries out a request.
pub fn handle(state: &mut State, command: PassphraseCommand, ctx: &egui::Context) {
    match command {
        PassphraseCommand::Copy => copy(state, ctx),
        PassphraseCommand::Answer(passphrase) => answer(state, passphrase, ctx),
        PassphraseCommand::Cancel => (state.passphrase, state.leaving) = (None, None),
    }
}

/// Asks where to save a sealed copy.
fn copy(state: &mut State, ctx: &egui::Context) {
    let Some(document) = &state.session.document else { return };
    let name = saving::plain_name(document);
    // A copy of a sealed file would have its name.
    let name = if document.seal.is_some() { format!("copy of {name}.{SEALED}") } else { format!("{name}.{SEALED}") };
    let folder = match &document.source {
        Source::File(path) => path.parent().map(PathBuf::from),
        Source::Bundled | Source::New => None,
    };
    state.file_dialog = Some(FileDialog::desktop(FileRequest::SealCopy(name), folder, ctx.clone()));
}

/// Asks for the passphrase of the copy, once its place is known.
pub fn copy_to(state: &mut State, path: PathBuf) {
    let path = saving::sealed_path(path);
    let own = state.session.document.as_ref().map(|document| document.source.clone());
    if own == Some(Source::File(path.clone())) {
        let next = "Choose another name for the copy. Saving keeps the open file sealed".to_owned();
        state.alert = Some((format!("{} is the open file", file_name(&path)), next));
        return;
    }
    state.passphrase = Some(Asking::SealCopy(path));
}

fn answer(state: &mut State, passphrase: Passphrase, ctx: &egui::Context) {
    match state.passphrase.take() {
        Some(Asking::Open { path, .. }) => state.begin(Work::open_sealed(path, passphrase, ctx)),
        Some(Asking::SealCopy(path)) => {
            if let Some(document) = state.session.document.clone() {
                state.begin(Work::seal_copy(document, path, passphrase, ctx));
            }
        }
        Some(Asking::SealAs(path)) => {
            if let Some(document) = state.session.document.clone() {
                let seal = Some(Seal::new(passphrase));
                saving::save_document(state, Document { seal, ..document }, path, ctx);
            }
        }
        None => {}
    }
}

/// Reports that a sealed copy was saved, or was not.
pub fn copied(state: &mut State, path: &Path, saved: Result<(), SaveError>, ctx: &egui::Context) {
    match saved {
        Ok(()) => state.note(format!("Saved a sealed copy: {}", file_name(path)), ctx),
        Err(error) => state.alert = Some((error.to_string(), error.hint())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::command::Command;
    use crate::app::state::settings::Settings;
    use crate::app::update::dispatch::dispatch;
    use crate::app::update::document::opening::take;
    use crate::app::update::poll::poll;
    use crate::io::sealed::is_sealed;
    use crate::io::{self, Progress};

    fn until(state: &mut State, ctx: &egui::Context, is_so: impl Fn(&State) -> bool) {
        for _ in 0..4_000 {
            poll(state, ctx);
            if is_so(state) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        panic!("it did not come to it");
    }

    fn passphrase() -> Passphrase {
        Passphrase::new("correct horse".to_owned()).expect("not empty").with_work(4)
    }

    /// The bundled organisation as if it were a file.
    fn opened(path: &Path) -> State {
        let opened = io::read(crate::BUNDLED, "a.org.ron", io::clock::today(), &Progress::default()).expect("it opens");
        let mut state = State::new(Settings::default());
        take(&mut state, Document::new(Source::File(path.to_owned()), opened));
        state
    }

    #[test]
    fn a_sealed_copy_leaves_the_document_as_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let (ctx, mut state) = (egui::Context::default(), opened(&folder.path().join("a.org.ron")));
        copy_to(&mut state, folder.path().join("copy.org.ron"));
        let path = folder.path().join("copy.org.ron.age");
        assert_eq!(state.passphrase, Some(Asking::SealCopy(path.clone())));
        dispatch(&mut state, Command::Passphrase(PassphraseCommand::Answer(passphrase())), &ctx);
        until(&mut state, &ctx, |state| state.toast.is_some());
        assert!(is_sealed(&std::fs::read(&path).expect("it is there")));
        let document = state.session.document.as_ref().expect("it is open");
        assert!(document.seal.is_none() && document.source == Source::File(folder.path().join("a.org.ron")));
        copy_to(&mut state, folder.path().join("a.org.ron"));
        assert!(state.passphrase.take().is_some(), "a.org.ron.age is another file");
        // A question about one document is not answered for another.
        copy_to(&mut state, path);
        take(
            &mut state,
            Document::clone(&opened(&folder.path().join("b.org.ron")).session.document.expect("it is open")),
        );
        assert_eq!(state.passphrase, None);
    }

    #[test]
    fn a_document_is_sealed_by_its_name_and_stays_sealed_under_any_other() {
        let folder = tempfile::tempdir().expect("a folder");
        let (ctx, mut state) = (egui::Context::default(), opened(&folder.path().join("a.org.ron")));
        let sealed = folder.path().join("a.org.ron.age");
        saving::save_at(&mut state, sealed.clone(), &ctx);
        assert_eq!(state.passphrase, Some(Asking::SealAs(sealed.clone())));
        dispatch(&mut state, Command::Passphrase(PassphraseCommand::Answer(passphrase())), &ctx);
        until(&mut state, &ctx, |state| state.toast.is_some());
        let is_sealed_document = |state: &State, path: &Path| {
            let document = state.session.document.as_ref().expect("it is open");
            document.seal.is_some() && document.source == Source::File(path.to_owned())
        };
        assert!(is_sealed_document(&state, &sealed));
        let before = std::fs::read(&sealed).expect("it is there");
        assert!(is_sealed(&before));
        // Save keeps the seal, and so does another name.
        state.toast = None;
        saving::save(&mut state, &ctx);
        until(&mut state, &ctx, |state| state.toast.is_some());
        let after = std::fs::read(&sealed).expect("it is there");
        assert!(is_sealed(&after) && after != before);
        state.toast = None;
        saving::save_at(&mut state, folder.path().join("b.org.ron"), &ctx);
        until(&mut state, &ctx, |state| state.toast.is_some());
        assert!(is_sealed_document(&state, &folder.path().join("b.org.ron.age")));
        assert!(!folder.path().join("b.org.ron").exists());
        copy_to(&mut state, folder.path().join("b.org.ron.age"));
        assert!(state.alert.take().is_some_and(|(said, _)| said == "b.org.ron.age is the open file"));
        // A file that nobody was asked about is not replaced.
        saving::save_at(&mut state, folder.path().join("a.org.ron"), &ctx);
        assert!(state.alert.take().is_some_and(|(said, _)| said == "a.org.ron.age already exists"));
        assert!(state.session.document.as_ref().is_some_and(|document| document.remembered().is_none()));
    }
}
