//! Evidence from repositories before it is taken: who was matched with whom and why, who was not, and the choice of
//! somebody else.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::Document;
use crate::app::state::evidence::EvidenceCommand;
use crate::app::state::gathering::{GatherCommand, Gathering};
use crate::app::style::tips::Tips;
use crate::app::style::{semibold, words};
use crate::app::widgets::menus::dialog;
use crate::app::widgets::{answer_button, note, pair_sensing, small_capitals};
use crate::evidence::{Contributor, Decision, Gathered, MatchedBy};
use crate::org::{Org, PersonId};
use crate::rules::words::count;
use crate::scene::Role;
use eframe::egui::{Context, Id, ScrollArea, Sense, TextEdit, Ui};
use std::borrow::Cow;

/// Largest number of lines listed of a kind.
pub(super) const LISTED: usize = 200;
/// Most people that are offered for what is typed.
const OFFERED: usize = 6;

/// Draws the dialog.
pub fn repositories_ui(
    ctx: &Context,
    state: &State,
    document: &Document,
    gathering: &Gathering,
    out: &mut Vec<Command>,
) {
    let modal = dialog(ctx, Id::unique("evidence from repositories"), 620.0, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        let title = if gathering.is_own {
            format!("Who is who in {}", gathering.names())
        } else {
            format!("Evidence from {}", gathering.names())
        };
        ui.label(words(ui, title, semibold(16.0), Role::Text));
        let latest = gathering.latest(&document.snapshot.org);
        match latest {
            Some((gathered, _)) => {
                summary_ui(ui, state, document, gathering, gathered);
                list_ui(ui, &document.snapshot.org, gathering, gathered, out);
            }
            None => note(ui, "Matching people…"),
        }
        ui.add_space(4.0);
        let is_ready = latest.is_some_and(|(gathered, is_now)| {
            is_now && if gathering.is_own { !gathering.by_hand.0.is_empty() } else { !gathered.edits.is_empty() }
        });
        ui.horizontal(|ui| {
            ui.add_enabled_ui(is_ready, |ui| {
                let (name, tip) = if gathering.is_own {
                    ("Apply", "A single undo step; what was changed here since is kept")
                } else {
                    ("Add to the organisation", "A single undo step")
                };
                if answer_button(ui, name).tip(tip).clicked() {
                    out.push(gather(GatherCommand::Take));
                }
            });
            if !gathering.is_own && ui.button("Add another repository…").clicked() {
                out.push(gather(GatherCommand::Choose));
            }
            if ui.button("Cancel").clicked() {
                out.push(Command::Collect(EvidenceCommand::End));
            }
        });
    });
    if modal.should_close() {
        let is_asked = gathering.asked.is_some();
        out.push(if is_asked {
            gather(GatherCommand::Ask(Vec::new()))
        } else {
            Command::Collect(EvidenceCommand::End)
        });
    }
}

fn gather(command: GatherCommand) -> Command {
    Command::Gather(command)
}

fn summary_ui(ui: &mut Ui, state: &State, document: &Document, gathering: &Gathering, gathered: &Gathered) {
    let org = &document.snapshot.org;
    if gathering.is_own {
        note(
            ui,
            "Accounts and addresses that belong to one person can be joined here, and separated where they were joined \
             wrongly. The choice is kept in the file",
        );
        return;
    }
    let mut said = format!(
        "Commits up to {}. This adds {} for {}",
        org.head.as_of,
        count(gathered.added, "line of evidence", "lines of evidence"),
        count(gathered.people, "person", "people")
    );
    if gathered.replaced > 0 {
        said += &format!(", and replaces {} of the same repositories", count(gathered.replaced, "line", "lines"));
    }
    note(ui, &said);
    if gathered.objections > 0 {
        let lines = count(gathered.objections, "disputed line is", "disputed lines are");
        note(ui, &format!("{lines} no longer in the record"));
    }
    for (ladder, kind) in &gathered.kinds {
        note(ui, &format!("The ladder {ladder} gets the kind of evidence “{kind}”, with anchors to be confirmed"));
    }
    if !state.shows_people() {
        note(ui, "This file shows structure only: findings about people appear once you show people");
    }
}

fn list_ui(ui: &mut Ui, org: &Org, gathering: &Gathering, gathered: &Gathered, out: &mut Vec<Command>) {
    let mut search = gathering.search.clone();
    let field = TextEdit::singleline(&mut search).hint_text("Search contributors").desired_width(f32::INFINITY);
    if ui.add(field).changed() {
        out.push(gather(GatherCommand::Search(search)));
    }
    let wanted = gathering.search.trim().to_lowercase();
    let fits = |it: &&Contributor| {
        it.name.to_lowercase().contains(&wanted)
            || it.aliases.iter().any(|alias| alias.contains(&wanted))
            || it.person.is_some_and(|(person, _)| org.label(person).to_lowercase().contains(&wanted))
    };
    // In the repository itself everybody is a person; whoever is separated just now has no record yet.
    let is_matched =
        |it: &&Contributor| if gathering.is_own { !is_separated(gathering, it) } else { it.person.is_some() };
    let (mut matched, open): (Vec<&Contributor>, Vec<&Contributor>) =
        gathered.contributors.iter().filter(fits).partition(is_matched);
    // Those who have left come last.
    matched.sort_by_key(|it| it.person.is_none());
    ScrollArea::vertical().max_height(340.0).show(ui, |ui| {
        // The bar is drawn over what it scrolls.
        ui.set_max_width(ui.available_width() - 12.0);
        let parts = if gathering.is_own {
            [("Separated, people of their own", open), ("People", matched)]
        } else {
            [("Matched", matched), ("Not matched", open)]
        };
        for (title, contributors) in parts {
            if contributors.is_empty() {
                continue;
            }
            small_capitals(ui, &format!("{title}: {}", contributors.len()));
            for contributor in contributors.iter().take(LISTED) {
                contributor_ui(ui, org, gathering, contributor, out);
            }
            if contributors.len() > LISTED {
                let more = contributors.len() - LISTED;
                note(ui, &format!("and {more} more; search for a name, account or address to see them"));
            }
        }
    });
}

fn contributor_ui(ui: &mut Ui, org: &Org, gathering: &Gathering, it: &Contributor, out: &mut Vec<Command>) {
    let several = gathering.sources.len() > 1;
    let place = if several { format!(" · {}", gathering.sources[it.repository].name) } else { String::new() };
    let others: Vec<&str> = it.aliases.iter().map(String::as_str).filter(|alias| *alias != it.name).collect();
    let aliases = if others.is_empty() { String::new() } else { format!(" ({})", others.join(", ")) };
    let (who, role) = match it.person {
        Some((_, MatchedBy::Name)) if gathering.is_own => (String::new(), Role::Text),
        Some((person, by)) => (format!("{}, {}", org.label(person), reason(by)), Role::Text),
        None if is_separated(gathering, it) => ("a person of their own".to_owned(), Role::Text),
        // Only those who have left are not matched with themselves.
        None if gathering.is_own => ("has left".to_owned(), Role::Secondary),
        None => ("no match".to_owned(), Role::Secondary),
    };
    let is_asked = gathering.asked.as_ref().is_some_and(|(asked, _)| asked.iter().any(|one| it.aliases.contains(one)));
    let row = pair_sensing(ui, &format!("{}{aliases}{place}", it.name), &who, role, Sense::click());
    if row.tip("Change the match").clicked() {
        let next = if is_asked { Vec::new() } else { it.aliases.clone() };
        out.push(gather(GatherCommand::Ask(next)));
    }
    if let Some((asked, typed)) = gathering.asked.as_ref().filter(|_| is_asked) {
        ui.indent(("match", &it.aliases), |ui| choice_ui(ui, org, gathering, it, (asked, typed), out));
    }
}

fn told_apart(org: &Org, person: PersonId) -> String {
    format!("{} ({})", org.label(person), org.key(person))
}

/// True for somebody who is separated by hand from the person that they were joined with.
fn is_separated(gathering: &Gathering, it: &Contributor) -> bool {
    let is_not = |alias: &String| matches!(gathering.by_hand.of(alias), Some(Decision::IsNot(_)));
    gathering.is_own && it.person.is_none() && it.aliases.iter().any(is_not)
}

fn reason(by: MatchedBy) -> &'static str {
    match by {
        MatchedBy::Hand => "chosen by hand",
        MatchedBy::Record => "by account or address",
        MatchedBy::Name => "by name",
    }
}

/// The choice of another person for a contributor, or for some of their accounts and addresses.
fn choice_ui(
    ui: &mut Ui,
    org: &Org,
    gathering: &Gathering,
    it: &Contributor,
    (asked, typed): (&[String], &str),
    out: &mut Vec<Command>,
) {
    if it.aliases.len() > 1 {
        ui.horizontal_wrapped(|ui| {
            for alias in &it.aliases {
                let mut is_meant = asked.contains(alias);
                if ui.checkbox(&mut is_meant, alias).changed() {
                    let next =
                        it.aliases.iter().filter(|one| if *one == alias { is_meant } else { asked.contains(one) });
                    let next: Vec<String> = next.cloned().collect();
                    if !next.is_empty() {
                        out.push(gather(GatherCommand::Ask(next)));
                    }
                }
            }
        });
    }
    let mut text = typed.to_owned();
    let field = TextEdit::singleline(&mut text).hint_text("Name or id of a person").desired_width(260.0);
    if ui.add(field).changed() {
        out.push(gather(GatherCommand::Type(text)));
    }
    ui.horizontal_wrapped(|ui| {
        let offered = gathering.candidates(org, OFFERED);
        for &person in &offered {
            // The id tells two of one name apart.
            let is_alone = offered.iter().filter(|&&other| org.label(other) == org.label(person)).count() == 1;
            let name = if is_alone { Cow::from(org.label(person)) } else { told_apart(org, person).into() };
            if ui.button(name.as_ref()).clicked() {
                out.push(gather(GatherCommand::Decide(asked.to_vec(), Decision::Is(person))));
            }
        }
        if let Some((person, _)) = it.person {
            let name = if gathering.is_own { "A person of their own" } else { "Not this person" };
            let is_part = asked.len() < it.aliases.len();
            // The only account of a person is that person already.
            if (!gathering.is_own || is_part) && ui.button(name).clicked() {
                out.push(gather(GatherCommand::Decide(asked.to_vec(), Decision::IsNot(person))));
            }
        }
        if asked.iter().any(|alias| gathering.by_hand.of(alias).is_some()) && ui.button("Undo the choice").clicked() {
            out.push(gather(GatherCommand::Leave(asked.to_vec())));
        }
    });
}
