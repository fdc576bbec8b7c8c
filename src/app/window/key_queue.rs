//! A queue for keys that arrive faster than frames. A key that moves the focus takes effect after the text typed before
//! it and before the text typed after it. Otherwise a slow frame would put a letter into the wrong field.

use eframe::egui::{Event, Key, RawInput};
use std::collections::VecDeque;

/// Input waiting for the next frame.
#[derive(Default)]
pub struct Typing {
    later: VecDeque<Event>,
}

impl Typing {
    /// Leaves in the input what belongs to one field. True when more is waiting, so that another frame is due.
    pub fn part(&mut self, input: &mut RawInput) -> bool {
        self.later.extend(input.events.drain(..));
        let first = self.later.iter().position(goes_on);
        let now = match first {
            None => self.later.len(),
            // In the frame in which the focus moves, both fields see all input; the key must come alone.
            Some(at) if self.later.iter().take(at).any(is_typed) => at,
            Some(at) => at + 1,
        };
        let waits = self.later.iter().skip(now).any(is_typed);
        let now = if waits { now } else { self.later.len() };
        input.events.extend(self.later.drain(..now));
        waits
    }
}

/// True for a key that may move the focus.
fn goes_on(event: &Event) -> bool {
    matches!(event, Event::Key { key: Key::Tab | Key::Enter | Key::ArrowUp | Key::ArrowDown, pressed: true, .. })
}

fn is_typed(event: &Event) -> bool {
    matches!(event, Event::Text(_) | Event::Paste(_) | Event::Ime(_) | Event::Key { pressed: true, .. })
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::Modifiers;

    fn events(typed: &str) -> Vec<Event> {
        let key =
            |key, pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
        let of = |letter: char| match letter {
            '\t' => vec![key(Key::Tab, true), key(Key::Tab, false)],
            '\n' => vec![key(Key::Enter, true), key(Key::Enter, false)],
            letter => vec![Event::Text(letter.to_string())],
        };
        typed.chars().flat_map(of).collect()
    }

    fn said(events: &[Event]) -> String {
        let one = |event: &Event| match event {
            Event::Text(text) => text.clone(),
            Event::Key { key: Key::Tab, pressed: true, .. } => "\t".to_owned(),
            Event::Key { key: Key::Enter, pressed: true, .. } => "\n".to_owned(),
            _ => String::new(),
        };
        events.iter().map(one).collect()
    }

    /// Text typed in each of the frames that one batch of events takes.
    fn frames(typed: &str) -> Vec<String> {
        let mut typing = Typing::default();
        let mut input = RawInput { events: events(typed), ..RawInput::default() };
        let mut frames = Vec::new();
        loop {
            let waits = typing.part(&mut input);
            frames.push(said(&input.events));
            input.events.clear();
            if !waits {
                return frames;
            }
        }
    }

    #[test]
    fn a_field_gets_what_was_typed_into_it_however_long_a_frame_takes() {
        assert_eq!(frames("Ada"), ["Ada"]);
        assert_eq!(frames("Ada\t\tm5\tbo\nCy"), ["Ada", "\t", "\t", "m5", "\t", "bo", "\n", "Cy"]);
        assert_eq!(frames("Ada\n"), ["Ada", "\n"]);
        assert_eq!(frames("\t"), ["\t"]);
    }

    #[test]
    fn nothing_is_lost_or_said_twice() {
        let typed = "a\t\n\nb\tc\t\t\td\n";
        assert_eq!(frames(typed).concat(), typed);
    }
}
