//! Changes of an [`Org`] that keep every invariant. Their meaning to users, and undoing them, is up to `edit`.

use super::*;

/// A text that every row has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextField {
    /// Full name.
    Name,
    /// Job title.
    Title,
    /// Team or department.
    Team,
    /// Location.
    Location,
    /// Employment status, as the file words it.
    Status,
}

impl TextField {
    /// All fields, in the order of a record.
    pub const ALL: [TextField; 5] = [Self::Name, Self::Title, Self::Team, Self::Location, Self::Status];
}

/// Puts what is dated in the order of its days; where one is undated nobody knows where it belongs, and all stays in the
/// order of the file (METHOD.md section 7a).
pub fn put_in_order<T>(list: &mut [T], date: impl Fn(&T) -> Option<Date>) {
    if list.iter().all(|it| date(it).is_some()) {
        list.sort_by_key(date);
    }
}

impl Org {
    /// Text of a field; empty when not given.
    pub fn text_field(&self, person: PersonId, field: TextField) -> &str {
        match field {
            TextField::Name => self.name(person),
            TextField::Title => self.title(person),
            TextField::Team => self.team(person),
            TextField::Location => self.location(person),
            TextField::Status => self.status(person),
        }
    }

    /// Replaces the text of a field.
    pub fn set_text(&mut self, person: PersonId, field: TextField, text: &str) {
        let column = match field {
            TextField::Name => return self.names.set(person.0, text),
            TextField::Title => &mut self.title,
            TextField::Team => &mut self.team,
            TextField::Location => &mut self.location,
            TextField::Status => &mut self.status,
        };
        column[person.at()] = self.symbols.intern(text);
    }

    /// Sets the sort key of a person among siblings, finite; `None` for the order of the file.
    pub fn set_order(&mut self, person: PersonId, order: Option<f64>) {
        match order {
            Some(order) => _ = self.order.insert(person, order),
            None => _ = self.order.remove(&person),
        }
    }

    /// Puts a person on a rung, or removes their seat.
    pub fn set_seat(&mut self, person: PersonId, seat: Option<Seat>) {
        self.rung[person.at()] = seat.map_or(NO_RUNG, |seat| seat.rung.0);
        self.seat_source[person.at()] = seat.map_or(SeatSource::Given, |seat| seat.source);
    }

    /// Adds a person without lines after all others; the key becomes unique ([`Keys::add`]). The manager named in the
    /// row is ignored.
    pub fn add(&mut self, row: &Row) -> PersonId {
        self.push(row)
    }

    /// Key that an added person would get.
    pub fn unique_key(&self, key: &str) -> String {
        self.keys.unique(key)
    }

    /// Changes a person's key to one that nobody else has. References by key outside the people, in waivers and plans,
    /// do not change.
    pub fn set_key(&mut self, person: PersonId, key: &str) {
        self.numbered.forget(person, self.keys.get(person.0));
        self.keys.rename(person.0, key);
        self.numbered.add(person, key);
    }

    /// Changes a person's manager; `None` makes them a top.
    pub fn set_manager(&mut self, person: PersonId, manager: Option<PersonId>) {
        self.lines.disconnect(person, Line::Solid);
        self.unlinked.remove(&person);
        if let Some(manager) = manager {
            self.lines.connect(manager, person, Line::Solid);
        }
    }

    /// Makes a person a top, keeping the manager that the file names but that cannot be linked.
    pub fn leave_unlinked(&mut self, person: PersonId, manager: Unlinked) {
        self.set_manager(person, None);
        self.unlinked.insert(person, manager);
    }

    /// Replaces the dotted lines or the assistances of a person; returns the previous ones, in id order.
    pub fn set_lines(&mut self, person: PersonId, line: Line, above: &[PersonId]) -> Vec<PersonId> {
        let mut before = self.lines.disconnect(person, line);
        before.sort_unstable();
        above.iter().for_each(|&above| self.lines.connect(above, person, line));
        before
    }

    /// Changes a person's pay; an empty currency means the reporting currency. The symbol in `pay` is ignored.
    pub fn set_pay(&mut self, person: PersonId, pay: Pay, currency: &str) {
        self.pay[person.at()] = Pay { currency: self.symbols.intern(currency), ..pay };
    }

    /// Changes the first and the last day.
    pub fn set_dates(&mut self, person: PersonId, start: Option<Date>, end: Option<Date>) {
        self.start[person.at()] = start;
        self.end[person.at()] = end;
    }

    /// Changes the kind of a row.
    pub fn set_kind(&mut self, person: PersonId, kind: Kind) {
        self.kind[person.at()] = kind;
    }

    /// Mutable details of a person.
    pub fn details_mut(&mut self, person: PersonId) -> &mut Details {
        let at = &mut self.details_at[person.at()];
        if *at == NO_DETAILS {
            *at = self.details.len() as u32;
            self.details.push(Details::default());
        }
        &mut self.details[*at as usize]
    }

    /// Exchanges the details of a person; craft time and history get sorted by date.
    pub fn swap_details(&mut self, person: PersonId, details: &mut Details) {
        if !details.rare.is_usual() {
            put_in_order(&mut details.craft_time, |time| time.date);
            put_in_order(&mut details.history, |step| step.date);
        }
        std::mem::swap(self.details_mut(person), details);
    }

    /// Opens or closes a rung.
    pub fn set_open(&mut self, rung: RungId, open: bool) {
        let place = self.rung_place(rung);
        self.head.ladders[place.ladder as usize].tracks[place.track as usize].entries[place.entry as usize].open = open;
    }
}
