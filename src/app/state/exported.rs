//! What of a choice may be exported now, what of the window it takes over, and which view is looked at.

use crate::app::state::State;
use crate::app::state::document::comparison::Compared;
use crate::app::state::export::{ExportChoice, ScopeChoice};
use crate::app::state::page::Page;
use crate::diagram::ChartOptions;
use crate::layout::tree::Flow;
use crate::org::{Org, PersonId};
use crate::plan::{Heading, Sorting};
use crate::report::{Before, InView, Pages, PictureOptions, Scope, Stage, View, Who};
use crate::rules::words::count;
use std::sync::Arc;

impl State {
    /// A choice with what it takes over from the window, and without what may not be shown now: in a meeting, in a file
    /// in structure only, or while people are hidden.
    pub fn exported(&self, choice: &ExportChoice) -> ExportChoice {
        let PictureOptions { findings, pay, names, .. } = choice.options;
        let may = self.shows_people();
        // In a meeting with roles nobody has a name that could be left out or not.
        let names = names && (self.meeting.is_none() || self.settings.meeting_names);
        let stage = Arc::new(self.stage(choice));
        let pages = if choice.is_book() { choice.options.pages } else { Pages::One };
        let options = PictureOptions {
            findings: findings && may,
            pay: pay && may,
            names,
            stage,
            pages,
            ..choice.options.clone()
        };
        ExportChoice { options: if choice.is_picture() { options.of_view() } else { options }, ..choice.clone() }
    }

    /// The organisation that is exported: the one looked at, or of changes the one after.
    pub fn exported_org(&self, choice: &ExportChoice) -> Option<Arc<Org>> {
        let of_changes = self.compared_now().filter(|_| choice.is_picture() && choice.options.view == View::Changes);
        Some(of_changes.map_or(&self.seen()?.snapshot.org, |compared| &compared.sides[1].org).clone())
    }

    /// The comparison of two different sides, as long as it may be seen and is of what is seen.
    fn compared_now(&self) -> Option<&Compared> {
        let (document, seen) = (self.session.document.as_ref()?, &self.seen()?.snapshot);
        self.compared().filter(|it| it.ends[0] != it.ends[1] && it.is_of(document, seen))
    }

    /// What a picture takes over from the window.
    fn stage(&self, choice: &ExportChoice) -> Stage {
        let Some(document) = self.seen() else { return Stage::default() };
        let (snapshot, session) = (&document.snapshot, &self.session);
        let look = &session.look;
        let is_as_seen = matches!(choice.scope, ScopeChoice::View | ScopeChoice::InView);
        let matching = &session.table.rows.matching;
        let sorting = self.settings.sorting.as_ref();
        let in_view = (choice.scope == ScopeChoice::InView && self.picture_in_view(choice)).then(|| InView {
            window: session.camera.window(self.canvas),
            scale: session.camera.scale,
            tracks: *snapshot.tracks.options(),
        });
        Stage {
            scope: self.scope(choice.scope),
            matching: matching.clone().filter(|_| is_as_seen),
            by: look.chosen.by.clone(),
            lit: look.lit,
            fields: look.chosen.fields.clone(),
            branches: look.chosen.branches,
            plan: snapshot.scenario.map_or(String::new(), |plan| document.plan_name(Some(plan)).to_owned()),
            chart: Some(self.chart_options(is_as_seen)),
            columns: self.settings.columns.iter().filter_map(|(id, _)| Heading::named(id)).collect(),
            sorting: sorting.and_then(|(id, is_down)| Some(Sorting { by: Heading::named(id)?, is_down: *is_down })),
            weighed: session.weighing.laid(document),
            ladder: session.ladder.at,
            before: self.before(),
            folders: document.repository.as_ref().map(|it| it.folders.clone()).unwrap_or_default(),
            folders_by: session.folders_by,
            in_view,
        }
    }

    /// Whether the picture chosen is the one on the canvas.
    fn picture_in_view(&self, choice: &ExportChoice) -> bool {
        self.view_looked_at() == Some(choice.options.view)
            && matches!(choice.options.view, View::Tracks | View::OnePath | View::Tree)
            && self.canvas.width >= 1.0
            && self.canvas.height >= 1.0
    }

    /// Whether there is anybody in a scope now.
    pub fn has_scope(&self, scope: ScopeChoice, choice: &ExportChoice) -> bool {
        match scope {
            ScopeChoice::View | ScopeChoice::Whole => true,
            ScopeChoice::InView => choice.is_picture() && self.picture_in_view(choice),
            ScopeChoice::Branch | ScopeChoice::Selection | ScopeChoice::Filtered => self.scope(scope).is_some(),
        }
    }

    fn scope(&self, scope: ScopeChoice) -> Option<Scope> {
        let (org, session) = (&self.seen()?.snapshot.org, &self.session);
        let selected = session.selected.filter(|&person| org.has(person));
        let people = |n: usize| count(n, "person", "people");
        match scope {
            ScopeChoice::View | ScopeChoice::Whole | ScopeChoice::InView => None,
            ScopeChoice::Branch => {
                let root = selected?;
                Some(Scope { who: Who::Branch(root), words: format!("Branch of {}", org.label(root)) })
            }
            ScopeChoice::Selection => {
                let rest = session.rest_of_selection.iter().copied().filter(|&person| org.has(person));
                let all: Vec<PersonId> = std::iter::once(selected?).chain(rest).collect();
                let words = format!("{} selected", people(all.len()));
                Some(Scope { who: Who::Some(all), words })
            }
            ScopeChoice::Filtered => {
                let matching = session.table.rows.matching.clone().filter(|matching| matching.count() > 0)?;
                let words = format!("{} filtered", people(matching.count()));
                Some(Scope { who: Who::Set(matching), words })
            }
        }
    }

    /// The shape of the tree; with its branches folded as they are, or with nothing folded.
    fn chart_options(&self, is_as_seen: bool) -> ChartOptions {
        let tree = self.settings.tree;
        let flow = if tree.to_the_right && !tree.by_rung { Flow::Right } else { Flow::Down };
        let shape = ChartOptions { flow, is_plain: tree.is_plain, by_rung: tree.by_rung, ..ChartOptions::default() };
        match self.chart().filter(|_| is_as_seen) {
            Some(chart) => {
                let (focus, asked) = (self.session.tree.options.focus, self.session.tree.options.asked.clone());
                ChartOptions { levels: Some(chart.levels()), focus, asked, ..shape }
            }
            None => ChartOptions { levels: Some(u32::MAX), ..shape },
        }
    }

    /// What changes are compared with: the sides of the changes page, or the baseline of the plan looked at.
    fn before(&self) -> Option<Before> {
        if let Some(compared) = self.compared_now() {
            return Some(Before { org: compared.sides[0].org.clone(), names: compared.names.clone() });
        }
        let document = self.seen()?;
        // Where a copy is shown the baseline is not kept.
        let baseline = document.baseline.clone().filter(|_| self.veil().is_none())?;
        let names = [None, document.snapshot.scenario].map(|plan| document.plan_name(plan).to_owned());
        Some(Before { org: baseline, names })
    }

    /// The view looked at that can be a picture.
    pub fn view_looked_at(&self) -> Option<View> {
        match self.page {
            Page::Tracks => {
                let is_one_path = self.seen().is_some_and(|document| document.snapshot.tracks.is_one_path());
                Some(if is_one_path { View::OnePath } else { View::Tracks })
            }
            Page::Tree => Some(View::Tree),
            Page::Table => Some(View::Table),
            Page::Matrix => Some(View::Matrix),
            Page::Ladder => Some(View::Ladder),
            Page::Weigh => Some(View::Weigh),
            Page::Indices => Some(View::Indices),
            Page::Changes => Some(View::Changes),
            Page::Folders => Some(View::Folders),
            Page::Question
            | Page::Problems
            | Page::Suggestions
            | Page::NotApplied
            | Page::Import
            | Page::Merging
            | Page::Failed
            | Page::Start
            | Page::New
            | Page::Manual => None,
        }
    }
}
