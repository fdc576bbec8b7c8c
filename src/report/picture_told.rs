//! What a picture is made of: the organisation without anything that it must not show, judged, and how people look.

use super::laid::Sources;
use super::picture_options::{Pages, PictureOptions, View};
use super::scope::{judged_as_part, only};
use super::stage::Before;
use super::veil::{hide_ids, hide_ids_as_in, judged, seen, without_names};
use crate::diagram::{Look, Names, View as Shown};
use crate::org::{Mode, Org};
use crate::plan::{Branches, Colouring, Heading, unpaid};
use crate::rules::Judgement;
use crate::scene::Rect;
use std::borrow::Cow;

/// An organisation with nothing in it that a picture must not show, judged.
pub struct Told<'a> {
    /// A copy where anything is left out.
    pub org: Cow<'a, Org>,
    pub judgement: Judgement,
    /// How it stood before, if that is compared.
    pub before: Option<(Org, Judgement, [String; 2])>,
    pub colours: Option<Colouring>,
    pub branches: Option<Branches>,
    /// Fields on cards that may be told.
    pub fields: Vec<Heading>,
    /// What was asked for, as far as it is allowed.
    pub options: PictureOptions,
}

impl<'a> Told<'a> {
    /// Judges the whole, and keeps what the picture is of. What the file does not allow is left out.
    pub fn of(org: &'a Org, options: PictureOptions) -> Self {
        let options = options.allowed(org).of_view();
        // A silhouette says nothing of anybody.
        let is_named = options.names || options.view == View::Silhouette;
        // What is computed from pay is told in words there.
        let is_paid = options.pay || !matches!(options.view, View::Ladder | View::Weigh | View::Indices);
        let stage = options.stage.clone();
        let is_book = options.pages != Pages::One;
        let is_compared =
            options.view == View::Changes || ((options.view == View::Silhouette || is_book) && stage.scope.is_none());
        let before = stage.before.as_ref().filter(|_| is_compared);
        let before = before.map(|Before { org: was, names }| {
            let was = if is_named { Cow::Borrowed(&**was) } else { Cow::Owned(without_names(was)) };
            let mut was = judged(was, options.findings, options.pay).into_owned();
            let judgement = Judgement::of(&was);
            if !is_named {
                hide_ids_as_in(&mut was, org);
            }
            // What a plan is called can name somebody.
            let hidden = || ["Before", "After"].map(str::to_owned);
            (was, judgement, if options.names { names.clone() } else { hidden() })
        });
        let mut org = if is_named { Cow::Borrowed(org) } else { Cow::Owned(without_names(org)) };
        if !is_paid {
            let mut bare = unpaid(&org);
            if options.view != View::Indices {
                // What is missing there is said to be hidden.
                bare.head.mode = Mode::Redacted;
            }
            org = Cow::Owned(bare);
        }
        org = judged(org, options.findings, options.pay);
        let mut judgement = Judgement::of(&org);
        if let Some(scope) = stage.scope.as_ref().filter(|_| options.view.has_scope()) {
            org = Cow::Owned(only(&org, &judgement.tree, &scope.people(&judgement.tree, org.len())));
            judgement = judged_as_part(judgement, &org);
        }
        // Waivers name people by their ids, so that judging comes first.
        if !is_named {
            hide_ids(org.to_mut());
        }
        let seen = seen(&org, &judgement, options.findings || options.pay);
        let colours = Colouring::of(&seen, &options.colours());
        let branches = stage.branches.then(|| Branches::of(&seen.facts, options.pay));
        let tells = |heading: &&Heading| options.tells(heading) && (options.findings || !heading.is_private());
        let fields = stage.fields.iter().filter(tells).cloned().collect();
        Self { org, judgement, before, colours, branches, fields, options }
    }

    pub fn sources(&self) -> Sources<'_> {
        let before = self.before.as_ref().map(|(org, judgement, names)| (org, judgement, names));
        Sources { org: &self.org, judgement: &self.judgement, before }
    }

    /// How people look in it.
    pub fn look(&self) -> Look<'_> {
        let lit = self.options.stage.lit.filter(|_| self.colours.is_some());
        Look { colours: self.colours.as_ref(), lit, fields: &self.fields, branches: self.branches.as_ref() }
    }

    /// A part of the picture as it is seen at a scale.
    pub fn view(&self, window: Rect, scale: f64) -> Shown<'_> {
        let PictureOptions { findings, pay, stage, .. } = &self.options;
        Shown {
            show_people: *findings,
            // See `veil::is_told`.
            show_over: false,
            show_pay: *pay,
            names: Names::Whole,
            is_page: true,
            matching: stage.matching.as_deref(),
            look: self.look(),
            ..Shown::at(window, scale)
        }
    }

    /// Whose picture it is.
    pub fn name(&self) -> &str {
        match self.options.title.as_str() {
            "" => &self.org.head.name,
            title => title,
        }
    }

    /// What is shown, of whom, under which plan and of which day.
    pub fn about(&self) -> String {
        let PictureOptions { view, stage, names, .. } = &self.options;
        let words = view.words();
        let (first, rest) = words.split_at(words.char_indices().nth(1).map_or(words.len(), |(at, _)| at));
        let mut about = vec![format!("{}{rest}", first.to_uppercase())];
        if let Some(scope) = stage.scope.as_ref().filter(|_| view.has_scope()) {
            // The words can name somebody.
            let people = self.org.people().count();
            about.push(match names {
                true => scope.words.clone(),
                false => format!("{people} {}", if people == 1 { "person" } else { "people" }),
            });
        }
        about.extend(Some(stage.plan.clone()).filter(|plan| *names && !plan.is_empty()));
        about.push(self.org.head.as_of.to_string());
        about.join(" · ")
    }
}
