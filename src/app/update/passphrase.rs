//! Copies, sealed and plain, and passphrases: asking for one, and going on with the answer.

use crate::app::state::State;
use crate::app::state::document::{Document, Source, file_name};
use crate::app::state::file_dialog::{FileDialog, FileRequest};
use crate::app::state::passphrase::{Asking, CopyOf, PassphraseCommand};
use crate::app::state::task::Work;
use crate::app::update::document::person_sheets::file_safe;
use crate::app::update::document::saving;
use crate::app::update::evidence;
use crate::io::SaveError;
use crate::io::path::canonical;
use crate::io::sealed::{Passphrase, SEALED, Seal, is_sealed_name};
use eframe::egui;
use std::path::{Path, PathBuf};

/// Carries out a request.
pub fn handle(state: &mut State, command: PassphraseCommand, ctx: &egui::Context) {
    match command {
        PassphraseCommand::Copy(of) => copy(state, of, ctx),
        PassphraseCommand::Answer(passphrase) => answer(state, passphrase, ctx),
        PassphraseCommand::Cancel => (state.passphrase, state.leaving) = (None, None),
    }
}

/// Asks where to save a copy; does nothing about a person who is hidden.
fn copy(state: &mut State, of: CopyOf, ctx: &egui::Context) {
    let shows_people = state.shows_people();
    let Some(document) = &state.session.document else { return };
    let (name, org) = (saving::plain_name(document), &document.snapshot.org);
    let name = match of {
        // A copy of a sealed file would have its name.
        CopyOf::Sealed if document.seal.is_some() => format!("copy of {name}.{SEALED}"),
        CopyOf::Sealed => format!("{name}.{SEALED}"),
        CopyOf::Plain => name,
        CopyOf::Structure => format!("structure-{name}"),
        CopyOf::Record(person) if shows_people && org.has(person) => {
            format!("{}-{name}.{SEALED}", file_safe(org.key(person)))
        }
        CopyOf::Record(_) => return state.note("Structure only: nothing about individuals is shown".to_owned(), ctx),
    };
    let folder = match &document.source {
        Source::File(path) => path.parent().map(PathBuf::from),
        Source::Bundled | Source::New => None,
    };
    state.file_dialog = Some(FileDialog::desktop(FileRequest::Copy { of, name }, folder, ctx.clone()));
}

/// Saves the copy once its place is known, or asks for its passphrase.
pub fn copy_to(state: &mut State, of: CopyOf, mut path: PathBuf, ctx: &egui::Context) {
    if of == CopyOf::Sealed {
        path = saving::sealed_path(path);
    } else if path.extension().is_none() {
        path.set_extension("org.ron");
    }
    let Some(document) = state.session.document.clone() else { return };
    if matches!(&document.source, Source::File(own) if is_one_file(own, &path)) {
        let next = "Choose another name for the copy. Saving keeps the open file as it is".to_owned();
        state.alert = Some((format!("{} is the open file", file_name(&path)), next));
    } else if is_sealed_name(&path) {
        state.passphrase = Some(Asking::SealCopy(of, path));
    } else if may_copy(state, of) {
        state.begin(Work::save_copy(document, (of, path), None, ctx));
    }
}

/// True unless the copy is of a person who is hidden by now, or gone.
fn may_copy(state: &State, of: CopyOf) -> bool {
    match of {
        CopyOf::Sealed | CopyOf::Plain | CopyOf::Structure => true,
        CopyOf::Record(person) => state.shows_people() && state.seen().is_some_and(|it| it.snapshot.org.has(person)),
    }
}

fn is_one_file(one: &Path, other: &Path) -> bool {
    one == other || matches!((canonical(one), canonical(other)), (Ok(one), Ok(other)) if one == other)
}

fn answer(state: &mut State, passphrase: Passphrase, ctx: &egui::Context) {
    match state.passphrase.take() {
        Some(Asking::Open { path, .. }) => state.begin(Work::open_sealed(path, passphrase, ctx)),
        Some(Asking::Answers { path, .. }) => evidence::read(state, path, Some(passphrase), ctx),
        Some(Asking::SealCopy(of, path)) => {
            if let Some(document) = state.session.document.clone().filter(|_| may_copy(state, of)) {
                state.begin(Work::save_copy(document, (of, path), Some(passphrase), ctx));
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

/// Reports that a copy was saved, or was not; the second of `copy` is whom it is for.
pub fn copied(
    state: &mut State,
    copy: &(CopyOf, String),
    path: &Path,
    saved: &Result<(), SaveError>,
    ctx: &egui::Context,
) {
    let name = file_name(path);
    let told = match copy {
        _ if let Err(error) = saved => {
            (state.leaving, state.alert) = (None, Some((error.to_string(), error.hint())));
            return;
        }
        (CopyOf::Plain, _) if !is_sealed_name(path) => {
            format!("Saved an unsealed copy: {name}. Anyone who has the file can read it")
        }
        (CopyOf::Sealed | CopyOf::Plain, _) => format!("Saved a sealed copy: {name}"),
        (CopyOf::Structure, _) => format!("Saved a structure-only copy: {name}"),
        (CopyOf::Record(_), _) if state.veil().is_some() => "Saved a copy for one person".to_owned(),
        (CopyOf::Record(_), who) => format!("Saved a copy for {who}: {name}"),
    };
    state.note(told, ctx);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::command::Command;
    use crate::app::state::evidence::EvidenceEntry;
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
        copy_to(&mut state, CopyOf::Sealed, folder.path().join("copy.org.ron"), &ctx);
        let path = folder.path().join("copy.org.ron.age");
        assert_eq!(state.passphrase, Some(Asking::SealCopy(CopyOf::Sealed, path.clone())));
        dispatch(&mut state, Command::Passphrase(PassphraseCommand::Answer(passphrase())), &ctx);
        until(&mut state, &ctx, |state| state.toast.is_some());
        assert!(is_sealed(&std::fs::read(&path).expect("it is there")));
        let document = state.session.document.as_ref().expect("it is open");
        assert!(document.seal.is_none() && document.source == Source::File(folder.path().join("a.org.ron")));
        copy_to(&mut state, CopyOf::Sealed, folder.path().join("a.org.ron"), &ctx);
        assert!(state.passphrase.take().is_some(), "a.org.ron.age is another file");
        // A question about one document is not answered for another.
        copy_to(&mut state, CopyOf::Sealed, path, &ctx);
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
        copy_to(&mut state, CopyOf::Sealed, folder.path().join("b.org.ron.age"), &ctx);
        assert!(state.alert.take().is_some_and(|(said, _)| said == "b.org.ron.age is the open file"));
        // A file that nobody was asked about is not replaced.
        saving::save_at(&mut state, folder.path().join("a.org.ron"), &ctx);
        assert!(state.alert.take().is_some_and(|(said, _)| said == "a.org.ron.age already exists"));
        assert!(state.session.document.as_ref().is_some_and(|document| document.remembered().is_none()));
    }

    #[test]
    fn a_sealed_document_gives_a_plain_copy_and_stays_sealed() {
        let folder = tempfile::tempdir().expect("a folder");
        let own = folder.path().join("a.org.ron.age");
        let (ctx, mut state) = (egui::Context::default(), opened(&own));
        let seal = Some(Seal::new(passphrase()));
        state.session.document.as_mut().expect("it is open").seal = seal;
        let path = folder.path().join("plain.org.ron");
        copy_to(&mut state, CopyOf::Plain, path.clone(), &ctx);
        until(&mut state, &ctx, |state| state.toast.is_some());
        let told = state.toast.as_ref().map(|toast| toast.words.clone()).unwrap_or_default();
        assert!(told.contains("unsealed copy: plain.org.ron. Anyone who has the file can read it"), "{told}");
        let copy = io::open(&path, io::clock::today(), &Progress::default()).expect("it opens");
        let document = state.session.document.as_ref().expect("it is open");
        assert!(copy.org.len() == document.snapshot.org.len() && document.seal.is_some());
        assert_eq!(document.source, Source::File(own.clone()));
        // The open file is no copy of itself, by whatever name.
        std::fs::write(&own, "sealed").expect("room");
        copy_to(&mut state, CopyOf::Structure, folder.path().join(".").join("a.org.ron.age"), &ctx);
        assert!(state.alert.take().is_some_and(|(said, _)| said == "a.org.ron.age is the open file"));
        assert_eq!(state.passphrase, None);
    }

    #[test]
    fn a_copy_for_one_person_holds_their_record_and_no_other() {
        let folder = tempfile::tempdir().expect("a folder");
        let (ctx, mut state) = (egui::Context::default(), opened(&folder.path().join("a.org.ron")));
        let org = state.session.document.as_ref().expect("it is open").snapshot.org.clone();
        let paid: Vec<_> = org.people().filter(|&person| org.pay(person).is_recorded()).collect();
        let reader = paid[0];
        for (of, left) in [(CopyOf::Record(reader), vec![reader]), (CopyOf::Structure, Vec::new())] {
            let path = folder.path().join("copy.org.ron");
            copy_to(&mut state, of, path.clone(), &ctx);
            until(&mut state, &ctx, |state| state.toast.is_some());
            state.toast = None;
            let copy = io::open(&path, io::clock::today(), &Progress::default()).expect("it opens").org;
            let found: Vec<_> = copy.people().filter(|&person| copy.pay(person).is_recorded()).collect();
            assert_eq!((found, copy.shows_people()), (left.clone(), !left.is_empty()));
        }
        // With an ending of sealed files it is sealed.
        let sealed = folder.path().join("copy.org.ron.age");
        copy_to(&mut state, CopyOf::Record(reader), sealed.clone(), &ctx);
        dispatch(&mut state, Command::Passphrase(PassphraseCommand::Answer(passphrase())), &ctx);
        until(&mut state, &ctx, |state| state.toast.is_some());
        assert!(is_sealed(&std::fs::read(&sealed).expect("it is there")));
        // It comes back as evidence.
        state.toast = None;
        evidence::read(&mut state, sealed.clone(), None, &ctx);
        until(&mut state, &ctx, |state| state.passphrase.is_some());
        assert_eq!(state.passphrase, Some(Asking::Answers { path: sealed, is_wrong: false }));
        dispatch(&mut state, Command::Passphrase(PassphraseCommand::Answer(passphrase())), &ctx);
        until(&mut state, &ctx, |state| state.session.evidence_entry.is_some());
        let Some(EvidenceEntry::Read(filled)) = state.session.evidence_entry.take() else { panic!("it was read") };
        assert!(filled.taken.same > 0 && filled.taken.added.is_empty(), "nothing was added to it yet");
        // While people are hidden there is none.
        state.session.people_redacted = true;
        copy_to(&mut state, CopyOf::Record(reader), folder.path().join("hidden.org.ron"), &ctx);
        assert!(state.work.is_none() && !folder.path().join("hidden.org.ron").exists());
        dispatch(&mut state, Command::Passphrase(PassphraseCommand::Copy(CopyOf::Record(reader))), &ctx);
        assert!(state.file_dialog.is_none());
    }
}
