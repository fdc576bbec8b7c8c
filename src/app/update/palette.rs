//! The command palette: what it finds, and what choosing a line does.

use crate::app::command::Command;
use crate::app::command::named::{COMMANDS, Named, of_the_moment, written};
use crate::app::state::State;
use crate::app::state::palette::{Palette, PaletteCommand};
use crate::app::update::canvas::selection::found;
use crate::app::update::meeting::refusal;

/// A line of the palette.
pub struct Line {
    /// Name of the command or person.
    pub name: String,
    /// Shortcut of the command, or title of the person.
    pub beside: String,
    /// Command to run when it is chosen.
    pub command: Command,
}

impl Palette {
    /// Matching lines, commands first. A command matches by the beginnings of its words, its name before other words for it.
    pub fn lines(&self, state: &State) -> Vec<Line> {
        let mut lines = Vec::new();
        let (by_name, other): (Vec<&Named>, Vec<&Named>) =
            COMMANDS.iter().partition(|named| is_meant(named.name, &self.typed));
        let by_also = other.into_iter().filter(|it| is_meant(&format!("{} {}", it.name, it.also), &self.typed));
        for named in by_name.into_iter().chain(by_also) {
            let may = |command: &Command| refusal(state, command).is_none();
            let Some(command) = (named.command)(state).filter(may) else { continue };
            let beside = named.keys.as_ref().map_or(String::new(), written);
            lines.push(Line { name: named.name.to_owned(), beside, command });
        }
        if !self.typed.trim().is_empty() {
            for (name, command) in of_the_moment(state).into_iter().filter(|(name, _)| is_meant(name, &self.typed)) {
                lines.push(Line { name, beside: String::new(), command });
            }
            let Some(document) = state.seen() else { return lines };
            let org = &document.snapshot.org;
            for &person in &self.people {
                let (name, beside) = (org.label(person).to_owned(), org.title(person).to_owned());
                lines.push(Line { name, beside, command: Command::Show(person) });
            }
        }
        lines
    }
}

/// True when every word typed is the beginning of a word of the name.
pub fn is_meant(name: &str, typed: &str) -> bool {
    let name = name.to_lowercase();
    let mut typed = typed.split_whitespace().map(str::to_lowercase);
    typed.all(|part| name.split([' ', '…', ',', '.']).any(|word| word.starts_with(&part)))
}

/// Carries out a request; returns the command that was chosen, for the caller to run.
pub fn handle(state: &mut State, command: PaletteCommand) -> Option<Command> {
    match command {
        PaletteCommand::Toggle if state.palette.is_none() => state.palette = Some(Palette::default()),
        PaletteCommand::Toggle | PaletteCommand::End => state.palette = None,
        PaletteCommand::Type(typed) => {
            let is_asked = !typed.trim().is_empty();
            let people = state.seen().filter(|_| is_asked).map(|document| found(document, &typed, &[]));
            state.palette = Some(Palette { typed, at: 0, people: people.unwrap_or_default() });
        }
        PaletteCommand::Step(step) => {
            let palette = state.palette.as_ref()?;
            let last = palette.lines(state).len().saturating_sub(1);
            let at = palette.at.saturating_add_signed(step as isize).min(last);
            if let Some(palette) = &mut state.palette {
                palette.at = at;
            }
        }
        PaletteCommand::Take(at) => {
            let palette = state.palette.take()?;
            return palette.lines(state).into_iter().nth(at).map(|line| line.command);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::document::{Document, Source};
    use crate::app::state::settings::Settings;
    use crate::app::update::document::opening::take;

    #[test]
    fn words_are_found_by_their_beginnings_in_any_order() {
        assert!(is_meant("Update from a new export…", "exp new") && is_meant("Save as…", ""));
        assert!(!is_meant("Update from a new export…", "port") && !is_meant("Save", "save as"));
    }

    #[test]
    fn a_name_comes_before_other_words() {
        let palette = Palette { typed: "evidence".to_owned(), ..Palette::default() };
        let today = crate::io::clock::today();
        let opened = crate::io::read(crate::BUNDLED, "a.org.ron", today, &Default::default()).expect("it opens");
        let mut state = State::new(Settings::default());
        take(&mut state, Document::new(Source::Bundled, opened));
        let lines = palette.lines(&state);
        let is_named = |line: &Line| line.name.to_lowercase().contains("evidence");
        assert!(lines.len() > 3 && lines.is_sorted_by_key(|line| !is_named(line)), "the names come first");
    }
}
