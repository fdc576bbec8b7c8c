//! Everything that a panel may ask for. What becomes of it is known by `dispatch`.

use crate::app::state::canvas::look::LookCommand;
use crate::app::state::canvas::tree::TreeCommand;
use crate::app::state::document::comparison::Ends;
use crate::app::state::document::plans::PlanCommand;
use crate::app::state::document::start::StartCommand;
use crate::app::state::evidence::EvidenceCommand;
use crate::app::state::focus::FocusCommand;
use crate::app::state::ladder::LadderCommand;
use crate::app::state::manual::ManualCommand;
use crate::app::state::meeting::MeetingCommand;
use crate::app::state::page::{Page, Sheet, Side};
use crate::app::state::palette::PaletteCommand;
use crate::app::state::paste_column::PasteCommand;
use crate::app::state::settings::ThemeChoice;
use crate::app::state::table::TableCommand;
use crate::edit::Edit;
use crate::org::{Line, PersonId};
use crate::plan;
use crate::plan::merge::Choice;
use crate::plan::{Draft, Handover, Target};
use crate::report::Show;
use crate::scene::Point;
use std::path::PathBuf;

/// What a panel asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Selects somebody, or nobody, where they are.
    Select(Option<PersonId>),
    /// Selects somebody and brings them into view.
    Show(PersonId),
    /// Opens a finding to its numbers, or closes it.
    ToggleFinding(u32),
    /// Opens or closes a group of findings by its id.
    ToggleGroup(&'static str),
    /// Opens a line of "What your file already shows", or closes it: part and line.
    ToggleLine(usize, usize),
    /// Shows or hides the numbers of somebody who has no finding.
    ToggleNumbers,
    /// Turns to a page.
    Turn(Page),
    /// Asks which file to open.
    Choose,
    /// Opens a file.
    Open(PathBuf),
    /// Opens the organisation that comes with the program.
    OpenBundled,
    /// Does something on the start page, or with a new organisation.
    Start(StartCommand),
    /// Stops opening.
    Cancel,
    /// Forgets the recent files.
    ForgetRecent,
    /// Shows another plan, or the baseline.
    Plan(Option<usize>),
    /// Light, dark or as the system.
    Theme(ThemeChoice),
    /// Motion or none.
    LessMotion(bool),
    /// Does something about where the keys go, what has the room and how large the interface is.
    FocusRegions(FocusCommand),
    /// Folds a side panel away or back: left, right.
    TogglePanel(Side),
    /// Leaves out all that is said of single people, or no longer.
    HidePeople(bool),
    /// Begins or leaves a meeting, where everybody sees the screen.
    Meeting(MeetingCommand),
    /// Shows people of a file that is *structure only*, for a stated purpose and in somebody's name.
    ShowPeople {
        /// Why.
        purpose: String,
        /// Who says so.
        by: String,
    },
    /// Looks for people.
    Search(String),
    /// Goes up or down in the list of who was found.
    SearchStep(i32),
    /// Shows who is marked in the list and closes it.
    SearchTake(usize),
    /// Closes the search.
    SearchEnd,
    /// Moves the picture by pixels.
    Pan(Point),
    /// Enlarges by a factor around a pixel of the canvas.
    Zoom(f64, Point),
    /// Brings a point of the picture to the middle.
    LookAt(Point),
    /// The canvas has another width and height, in pixels.
    Resized(f32, f32),
    /// Shows the whole picture.
    Fit,
    /// Shows everybody on one path, where status comes only with reports, or on the tracks that there are.
    OnePath(bool),
    /// Shows as much of everybody in the tracks at least.
    Density(crate::app::state::settings::Density),
    /// Whether the wheel zooms, and Ctrl and the wheel moves the picture.
    WheelZooms(bool),
    /// Goes back to what was looked at before somebody was looked for.
    ViewBack,
    /// Does something with the tree view.
    Tree(TreeCommand),
    /// Adds somebody to those who are selected together, or takes them out.
    Also(PersonId),
    /// Selects people together, the first of them first; nobody where there is none.
    SelectAll(Vec<PersonId>),
    /// Selects all of somebody's team.
    SelectTeam(PersonId),
    /// Picks somebody up at a pixel of the canvas, with those who are selected together.
    PickUp(PersonId, Point),
    /// Carries who was picked up to a pixel of the canvas.
    Carry(Point),
    /// Drops who was picked up where they are; without a question where it is told so.
    Drop {
        /// Whether nothing is asked.
        unasked: bool,
    },
    /// Carries who is selected by keys: left or right to the other track, up or down a rung.
    Nudge(i32, i32),
    /// Drops people on a target without carrying them.
    Send(Vec<PersonId>, Target),
    /// Puts who was picked up back, or sets a question about a drop aside.
    PutBack,
    /// Answers who takes the reports.
    HandOver(Handover),
    /// Looks for whoever takes the reports.
    FindHeir(String),
    /// Whether the answer counts for the next time.
    Remember(bool),
    /// Does the drop that was asked about.
    Agree,
    /// Does something with the search for commands.
    Palette(PaletteCommand),
    /// Does something with the manual.
    Manual(ManualCommand),
    /// Opens the manual at what a number means: chapter and anchor.
    Explain(&'static str, &'static str),
    /// Shows all keys, or no longer.
    Keys(bool),
    /// Does something with a column that is pasted from a spreadsheet.
    Paste(PasteCommand),
    /// Does something with the sheet by which evidence is collected.
    Collect(EvidenceCommand),
    /// Does something with the look of people in the pictures.
    Look(LookCommand),
    /// Does something with the table or the filter.
    Table(TableCommand),
    /// Makes an edit, under a name that undo will say.
    Make(String, Box<Edit>),
    /// Shows what would follow of an edit, under the name that undo would say.
    Try(String, Box<Edit>),
    /// Thinks a role out for one person, and shows what would follow.
    DraftRole(Box<Draft>),
    /// Does what was tried.
    DoTried,
    /// Keeps an edit as a plan of that name, which is turned to.
    KeepAsPlan(String, Box<Edit>),
    /// Lets go of what was tried.
    EndTrial,
    /// Weighs two rungs or people.
    Weigh([plan::Side; 2]),
    /// Looks for somebody to lay on a side, by what was typed.
    WeighBy(usize, String),
    /// Asks where to save a sheet about one person.
    SaveSheet(Sheet, PersonId),
    /// Opens the form of who is selected, or closes it.
    Form(bool),
    /// Looks for somebody to draw a line to from who is selected, in the form.
    Seek(Line),
    /// Looks by what was typed.
    SeekBy(String),
    /// Looks for nobody any longer.
    SeekEnd,
    /// Asks for a new export of what is open.
    ChooseImportFile,
    /// Asks which export what is open was made of.
    ChooseLastImportFile,
    /// Takes one side in every conflict.
    ChooseSides(Choice),
    /// Whose value stands in a conflict.
    ChooseSide(usize, Choice),
    /// Takes the new export in.
    TakeIn,
    /// Takes nothing in.
    SetMergeAside,
    /// Does something on the page of the ladder.
    Ladder(LadderCommand),
    /// Compares two of the baseline and the plans.
    Compare(Ends),
    /// Does something with the list of plans.
    Plans(PlanCommand),
    /// Puts the plan back that was deleted last.
    RestorePlan,
    /// Takes the last edit back.
    Undo,
    /// Makes the last edit that was taken back again.
    Redo,
    /// Goes to a place in the history: so many edits made.
    GoTo(usize),
    /// Does again what an earlier program left unsaved, or erases it.
    Recover(bool),
    /// Erases what an earlier program left of another file.
    ErasePending(usize),
    /// Leaves what earlier programs left for another time.
    SetPendingAside,
    /// Saves over what somebody else has written.
    SaveOver,
    /// Takes in what somebody else has written to the file that is open.
    TakeInOutside,
    /// Opens the file that is open once more.
    OpenAgain,
    /// Says no more of what somebody else has written.
    SetOutsideAside,
    /// Saves the file; asks where, when it has no place yet that can hold everything.
    Save,
    /// Asks where to save.
    SaveAs,
    /// What the next report shows besides structure and ladder.
    ReportShows(Show),
    /// Asks where to save a report.
    Report,
    /// Answers the question what becomes of changes that are not saved.
    Leave(Leave),
    /// Takes the note at the foot of the picture away.
    Understood,
}

/// What becomes of changes that are not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    /// They are saved first.
    Save,
    /// They are let go.
    Discard,
    /// Everything stays as it is.
    Stay,
}

impl From<MeetingCommand> for Command {
    fn from(command: MeetingCommand) -> Self {
        Self::Meeting(command)
    }
}
