//! The views of a picture, each laid out as a whole.

use super::grid::{PeopleTable, TextCell, TextRows};
use super::picture_options::{PictureOptions, View};
use super::{Told, told};
use crate::diagram::{
    BeforeAfter, Chart, ChartOptions, Folder, Ladders, Matrix, MatrixPage, MatrixShown, Silhouette, Tracks,
    TracksOptions, View as Shown, folder_marks, pays_of,
};
use crate::org::{Org, PersonId};
use crate::plan::diff::{Diff, Side};
use crate::plan::{Weight as Weighed, highest_equated, weigh};
use crate::rules::Judgement;
use crate::scene::{Anchor, Mark, Point, Rect, Role, Size, TextMark, Weight};

/// Width and height of the matrix, and width of a ladder, in points.
const MATRIX: Size = Size { width: 960.0, height: 800.0 };
const LADDER: f64 = 1080.0;
/// Width and height of the folders of a repository, in points.
const FOLDERS: Size = Size { width: 1080.0, height: 720.0 };
/// Reach of a dot of the matrix, in points.
const DOT: f64 = 6.0;
/// Space between two silhouettes, and above them for their names.
const BETWEEN: f64 = 24.0;
const NAMED: f64 = 32.0;

/// An organisation with its judgement, and how it stood before if that is compared.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    pub org: &'a Org,
    pub judgement: &'a Judgement,
    pub before: Option<(&'a Org, &'a Judgement, &'a [String; 2])>,
}

/// A view laid out.
pub enum Laid {
    Tracks(Box<Tracks>),
    Matrix(Box<(Matrix, MatrixPage)>),
    Tree(Box<Chart>),
    Table(Box<PeopleTable>),
    /// Marks made once: a ladder, texts.
    Drawn {
        size: Size,
        marks: Vec<Mark>,
    },
    Changes(Box<BeforeAfter>),
    /// One silhouette, or two with their names.
    Silhouettes(Vec<(Silhouette, String)>),
}

impl Laid {
    /// Lays out the view that is asked for; tracks about `aspect` times as wide as high.
    pub fn out(sources: Sources, options: &PictureOptions, aspect: f64) -> Self {
        let Sources { org, judgement, before } = sources;
        let facts = judgement.facts(org);
        let stage = &options.stage;
        let lines = stage.lines();
        let tracks = |org: &Org, judgement: &Judgement| {
            let (one_path, gauges) = (options.view == View::OnePath, options.findings);
            let sheet = TracksOptions { one_path, lines, gauges, ..TracksOptions::sheet(aspect) };
            let wanted = stage.in_view.map_or(sheet, |seen| TracksOptions { one_path, lines, gauges, ..seen.tracks });
            Tracks::new(&judgement.facts(org), judgement, &wanted)
        };
        match options.view {
            View::Tracks | View::OnePath => Self::Tracks(Box::new(tracks(org, judgement))),
            View::Matrix => {
                let dots = Matrix::of(&facts, judgement);
                let page = MatrixPage::new(&dots, MATRIX);
                Self::Matrix(Box::new((dots, page)))
            }
            View::Tree => {
                let whole = || ChartOptions { levels: Some(u32::MAX), ..ChartOptions::default() };
                let asked = ChartOptions { lines, ..stage.chart.clone().unwrap_or_else(whole) };
                Self::Tree(Box::new(Chart::new(&facts, &asked)))
            }
            View::Table => Self::Table(Box::new(PeopleTable::of(org, judgement, options))),
            View::Ladder => {
                let pays = options.pay.then(|| pays_of(org));
                let ladder = stage.ladder.min((org.head.ladders.len().max(1) - 1) as u16);
                let Ladders { size, marks, .. } = Ladders::of(&facts, ladder, pays.as_ref(), None, LADDER);
                Self::Drawn { size, marks }
            }
            View::Weigh => weighed(sources, options),
            View::Indices => {
                let TextRows { size, marks } = TextRows::of(&[230.0, 170.0, 500.0], &indices(org, judgement, options));
                Self::Drawn { size, marks }
            }
            View::Changes => {
                let (was, judged, names) =
                    before.unwrap_or((org, judgement, const { &[String::new(), String::new()] }));
                let sides = [(was, judged), (org, judgement)];
                let [first, second] = sides.map(|(org, judgement)| Side { org, judgement });
                let diff = Diff::of(&first, &second);
                let room = stage.in_view.map(|seen| seen.tracks.canvas);
                Self::Changes(Box::new(BeforeAfter::of(sides, names.clone(), &diff, room, options.findings)))
            }
            View::Folders => {
                let may_name = options.names && org.shows_people();
                let named = |folder: &Folder| match may_name {
                    true => folder.clone(),
                    false => Folder { who: Vec::new(), ..folder.clone() },
                };
                let folders: Vec<Folder> = stage.folders.iter().map(named).collect();
                Self::Drawn { size: FOLDERS, marks: folder_marks(&folders, stage.folders_by, FOLDERS) }
            }
            View::Silhouette => {
                let of = |org, judgement| Silhouette::of(&tracks(org, judgement));
                let mut after = of(org, judgement);
                let Some((was, judged, [first, second])) = before else {
                    return Self::Silhouettes(vec![(after, String::new())]);
                };
                let mut before = of(was, judged);
                Silhouette::align(&mut before, &mut after);
                Self::Silhouettes(vec![(before, first.clone()), (after, second.clone())])
            }
        }
    }

    /// The place of the picture.
    pub fn bounds(&self) -> Rect {
        match self {
            Self::Tracks(tracks) => tracks.bounds(),
            Self::Matrix(_) => Rect::new(0.0, 0.0, MATRIX.width, MATRIX.height),
            Self::Tree(chart) => chart.bounds(),
            Self::Table(table) => table.bounds(),
            Self::Drawn { size, .. } => Rect::new(0.0, 0.0, size.width, size.height),
            Self::Changes(it) => it.bounds(),
            Self::Silhouettes(all) => {
                let places = all.iter().enumerate().map(|(at, (it, _))| moved(it.bounds(), origin(all, at)));
                let all = places.reduce(|all, one| all.union(&one)).unwrap_or_default();
                Rect { top: 0.0, ..all }
            }
        }
    }

    /// Where somebody is; `None` for those whom the view does not show.
    pub fn place(&self, person: PersonId) -> Option<Rect> {
        match self {
            Self::Tracks(tracks) => tracks.place(person),
            Self::Matrix(it) => {
                let dot = it.1.place(&it.0, it.0.find(person)?)?;
                Some(Rect::new(dot.x, dot.y, 0.0, 0.0).expanded(DOT))
            }
            Self::Tree(chart) => chart.place(person),
            Self::Table(table) => table.place(person),
            Self::Drawn { .. } | Self::Changes(_) | Self::Silhouettes(_) => None,
        }
    }

    /// Draws what is in the window of a view.
    pub fn marks(&self, sources: Sources, options: &PictureOptions, view: &Shown, out: &mut dyn FnMut(Mark)) {
        let Sources { org, judgement, before } = sources;
        match self {
            Self::Tracks(tracks) => tracks.marks(org, judgement, view, out),
            Self::Matrix(it) => it.1.marks(&it.0, org, judgement, &MatrixShown::default(), out),
            Self::Tree(chart) => chart.marks(org, judgement, view, out),
            Self::Table(table) => table.marks((org, judgement), options, view.window, out),
            Self::Drawn { marks, .. } => marks.iter().cloned().for_each(out),
            Self::Changes(it) => {
                let (was, judged, _) = before.unwrap_or((org, judgement, const { &[String::new(), String::new()] }));
                it.marks([(was, judged), (org, judgement)], view, out);
            }
            Self::Silhouettes(all) => {
                for (at, (it, name)) in all.iter().enumerate() {
                    let origin = origin(all, at);
                    if !name.is_empty() {
                        let at = Point::new(origin.x + 24.0, 20.0);
                        out(words(at, Anchor::Start, 15.0, Weight::SemiBold, Role::Text, name.clone()));
                    }
                    it.marks(&mut |mark| out(mark.placed(origin, 1.0)));
                }
            }
        }
    }
}

/// Where a silhouette stands.
fn origin(all: &[(Silhouette, String)], at: usize) -> Point {
    let before: f64 = all[..at].iter().map(|(it, _)| it.bounds().width() + BETWEEN).sum();
    Point::new(before, if all.len() > 1 { NAMED } else { 0.0 })
}

fn moved(rect: Rect, by: Point) -> Rect {
    Rect::new(rect.left + by.x, rect.top + by.y, rect.width(), rect.height())
}

fn words(at: Point, anchor: Anchor, size: f64, weight: Weight, role: Role, text: String) -> Mark {
    Mark::Text(TextMark { at, anchor, size, weight, role, text, whole: None })
}

/// Two sides with = or ≠ between them, as the window weighs them.
fn weighed(sources: Sources, options: &PictureOptions) -> Laid {
    let facts = sources.judgement.facts(sources.org);
    let chosen = options.stage.weighed.filter(|sides| sides.iter().all(|side| side.is_in(sources.org)));
    let mut rows = Vec::new();
    match chosen.or_else(|| highest_equated(&facts)) {
        None => {
            let why = "No rung of one track is called equal to one of the other";
            rows.push(vec![TextCell::plain(why, Anchor::Start)]);
        }
        Some(sides) => {
            let it = weigh(&facts, sides, options.pay);
            let [left, right] = it.names;
            let head =
                |text: String, anchor| TextCell::plain(text, anchor).in_style(13.0, Weight::SemiBold, Role::Text);
            rows.push(vec![head(left, Anchor::End), head(String::new(), Anchor::Middle), head(right, Anchor::Start)]);
            for Weighed { name, values: [left, right], is_same } in it.weights {
                let (sign, role) = match is_same {
                    Some(true) => ("=", Role::Ic),
                    Some(false) => ("≠", Role::Under),
                    None => ("–", Role::Faint),
                };
                let middle = TextCell {
                    parts: vec![
                        (name.to_owned(), 10.0, Weight::Regular, Role::Secondary),
                        (sign.to_owned(), 14.0, Weight::SemiBold, role),
                    ],
                    anchor: Anchor::Middle,
                };
                rows.push(vec![TextCell::plain(left, Anchor::End), middle, TextCell::plain(right, Anchor::Start)]);
            }
            let sentence = TextCell::plain(format!("{}.", it.sentence), Anchor::Start);
            rows.push(vec![sentence.in_style(12.0, Weight::SemiBold, Role::Text)]);
        }
    }
    let TextRows { size, marks } = TextRows::of(&[360.0, 120.0, 360.0], &rows);
    Laid::Drawn { size, marks }
}

/// The indices, as far as they may be told.
fn indices(org: &Org, judgement: &Judgement, options: &PictureOptions) -> Vec<Vec<TextCell>> {
    let tells = |told: &Told| match told.id {
        "ceiling" | "convergence" | "seats" | "authority-parity" | "budget-parity" => true,
        "pay-equivalence" | "pay-parity" | "pay-headcount" => options.pay,
        id if id.starts_with("pay") => options.pay && options.findings,
        _ => options.findings,
    };
    told(org, judgement)
        .into_iter()
        .filter(tells)
        .map(|it| {
            let mut value = vec![(it.value, 13.0, Weight::SemiBold, Role::Text)];
            let interval = it.interval.map(|interval| format!("95 %: {interval}"));
            value.extend(interval.map(|words| (words, 10.0, Weight::Regular, Role::Secondary)));
            let sentence = vec![
                (it.sentence, 11.0, Weight::Regular, Role::Text),
                (it.limits, 10.0, Weight::Regular, Role::Secondary),
            ];
            vec![
                TextCell::plain(it.title, Anchor::Start).in_style(11.0, Weight::SemiBold, Role::Text),
                TextCell { parts: value, anchor: Anchor::Start },
                TextCell { parts: sentence, anchor: Anchor::Start },
            ]
        })
        .collect()
}
