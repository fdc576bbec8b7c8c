//! Every request that a panel can make. `dispatch` carries it out.

use crate::app::state::canvas::look::LookCommand;
use crate::app::state::canvas::tree::TreeCommand;
use crate::app::state::document::comparison::Ends;
use crate::app::state::document::plans::PlanCommand;
use crate::app::state::document::start::StartCommand;
use crate::app::state::evidence::EvidenceCommand;
use crate::app::state::export::ExportCommand;
use crate::app::state::focus::FocusCommand;
use crate::app::state::gathering::GatherCommand;
use crate::app::state::import::ImportCommand;
use crate::app::state::ladder::LadderCommand;
use crate::app::state::manual::ManualCommand;
use crate::app::state::meeting::MeetingCommand;
use crate::app::state::page::{Page, Sheet, Side};
use crate::app::state::palette::PaletteCommand;
use crate::app::state::passphrase::PassphraseCommand;
use crate::app::state::paste_column::PasteCommand;
use crate::app::state::settings::ThemeChoice;
use crate::app::state::table::TableCommand;
use crate::diagram::FoldersBy;
use crate::edit::Edit;
use crate::org::{Line, PersonId};
use crate::plan;
use crate::plan::merge::Choice;
use crate::plan::{Draft, Handover, Target};
use crate::report::Show;
use crate::scene::Point;
use std::path::PathBuf;

/// A request from a panel, a dialog or a view.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Selects a person without moving the picture; `None` clears the selection.
    Select(Option<PersonId>),
    /// Selects a person and brings them into view.
    Show(PersonId),
    /// Shows or hides the numbers of a finding.
    ToggleFinding(u32),
    /// Opens or closes a group of findings by its id.
    ToggleGroup(&'static str),
    /// Opens or closes a line of "What your file already shows": part and line.
    ToggleLine(usize, usize),
    /// Shows or hides the numbers of a person without findings.
    ToggleNumbers,
    /// Turns to a page.
    Turn(Page),
    /// Asks which file to open.
    Choose,
    /// Asks which folder to open as a repository.
    ChooseRepository,
    /// Opens a file.
    Open(PathBuf),
    /// Opens several files as one organisation.
    OpenSeveral(Vec<PathBuf>),
    /// Opens the organisation that comes with the program.
    OpenBundled,
    /// A request to the start page or about a new organisation.
    Start(StartCommand),
    /// Cancels a piece of the work in progress, by its index among those shown.
    Cancel(usize),
    /// Clears the list of recent files.
    ForgetRecent,
    /// Looks at another plan; `None` is the baseline.
    Plan(Option<usize>),
    /// Sets the theme.
    Theme(ThemeChoice),
    /// Turns animations off or on.
    LessMotion(bool),
    /// A request about the keyboard focus, the region in front, or the size of the interface.
    FocusRegions(FocusCommand),
    /// Folds or unfolds a side panel.
    TogglePanel(Side),
    /// Hides or shows everything about single people.
    HidePeople(bool),
    /// A request about the meeting.
    Meeting(MeetingCommand),
    /// Shows the people of a *structure only* file; purpose and name are recorded in it.
    ShowPeople {
        purpose: String,
        /// Name of the person responsible.
        by: String,
    },
    /// Sets the search text.
    Search(String),
    /// Moves the highlight in the list of hits.
    SearchStep(i32),
    /// Shows a hit and closes the list.
    SearchTake(usize),
    /// Ends the search.
    SearchEnd,
    /// Moves the picture by pixels.
    Pan(Point),
    /// Multiplies the scale around a pixel of the canvas.
    Zoom(f64, Point),
    /// Moves a point of the picture to the middle.
    LookAt(Point),
    /// Reports the size of the canvas, in pixels.
    Resized(f32, f32),
    /// Shows the whole picture.
    Fit,
    /// Shows everybody on one path, where status comes only with reports, or on the existing tracks.
    OnePath(bool),
    /// Sets how much of everybody the tracks show at least.
    Density(crate::app::state::settings::Density),
    /// Sets whether the wheel zooms, and Ctrl with the wheel moves the picture.
    WheelZooms(bool),
    /// Returns to the view before the last search for a person.
    ViewBack,
    /// Does something with the tree view.
    Tree(TreeCommand),
    /// Adds a person to the selection, or removes them.
    Also(PersonId),
    /// Selects several people, the first being the main one; an empty list clears the selection.
    SelectAll(Vec<PersonId>),
    /// Selects a person and everybody below them.
    SelectTeam(PersonId),
    /// Picks a person up at a pixel of the canvas, with the rest of the selection.
    PickUp(PersonId, Point),
    /// Moves the drag to a pixel of the canvas.
    Carry(Point),
    /// Drops the dragged people on the present target.
    Drop {
        /// Set to drop without asking anything.
        unasked: bool,
    },
    /// Moves the selection with the arrow keys: across to the other track, up or down a rung.
    Nudge(i32, i32),
    /// Drops people on a target without a drag.
    Send(Vec<PersonId>, Target),
    /// Cancels the drag, or the question about a drop.
    PutBack,
    /// Sets who takes over the reports.
    HandOver(Handover),
    /// Searches for a person to take over the reports.
    FindHeir(String),
    /// Sets whether the answer is reused without asking.
    Remember(bool),
    /// Makes the drop that was asked about.
    Agree,
    /// A request to the command palette.
    Palette(PaletteCommand),
    /// A request to the manual.
    Manual(ManualCommand),
    /// Opens the manual at the explanation of a number: chapter and anchor.
    Explain(&'static str, &'static str),
    /// Shows or hides the list of keyboard shortcuts.
    Keys(bool),
    /// Shows or hides what the program is: version and licences.
    About(bool),
    /// Closes the window; unsaved changes are asked about.
    Quit,
    /// A request about a pasted column.
    Paste(PasteCommand),
    /// A request about evidence entry.
    Collect(EvidenceCommand),
    /// Colours the folders of a repository by something else.
    FoldersBy(FoldersBy),
    /// Changes evidence from repositories.
    Gather(GatherCommand),
    /// A request to change the appearance of people.
    Look(LookCommand),
    /// A request to the table or the filter.
    Table(TableCommand),
    /// Makes an edit, under a name that undo shows.
    Make(String, Box<Edit>),
    /// Shows the consequences of an edit, under the name that undo would show.
    Try(String, Box<Edit>),
    /// Drafts a role for one person and shows the consequences.
    DraftRole(Box<Draft>),
    /// Makes the edit being tried.
    DoTried,
    /// Stores an edit as a new plan of that name and turns to it.
    KeepAsPlan(String, Box<Edit>),
    /// Discards the edit being tried.
    EndTrial,
    /// Weighs two rungs or people.
    Weigh([plan::Side; 2]),
    /// Searches for a person to weigh: the side, and the search text.
    WeighBy(usize, String),
    /// Asks where to save a sheet about a person.
    SaveSheet(Sheet, PersonId),
    /// Opens or closes the form of the selected person.
    Form(bool),
    /// Starts a person search in the form; the person found gets a line from the selected one.
    Seek(Line),
    /// Sets the text of that search.
    SeekBy(String),
    /// Ends that search.
    SeekEnd,
    /// A request to the import page.
    Import(ImportCommand),
    /// Asks for a newer export to merge.
    ChooseImportFile,
    /// Asks for the export that the open document was made from.
    ChooseLastImportFile,
    /// Resolves every conflict the same way.
    ChooseSides(Choice),
    /// Resolves one conflict, by its index.
    ChooseSide(usize, Choice),
    /// Applies the merge.
    TakeIn,
    /// Discards the merge.
    SetMergeAside,
    /// A request to the ladder page.
    Ladder(LadderCommand),
    /// Compares two sides.
    Compare(Ends),
    /// A request to change the list of plans.
    Plans(PlanCommand),
    /// Puts the plan deleted last back on the list.
    RestorePlan,
    /// Undoes the last edit.
    Undo,
    /// Redoes the last undone edit.
    Redo,
    /// Undoes or redoes until this many edits stand.
    GoTo(usize),
    /// Replays the recovered edits, or erases them.
    Recover(bool),
    /// Erases the recovered edits of another document, by index.
    ErasePending(usize),
    /// Postpones the question about recovered edits of other documents.
    SetPendingAside,
    /// Saves over a file that somebody else has written.
    SaveOver,
    /// Merges what somebody else has written to the open file.
    TakeInOutside,
    /// Reopens the open file from disk.
    OpenAgain,
    /// Dismisses the notice that somebody else has written the file.
    SetOutsideAside,
    /// Saves the file. Asks where if it has no path yet, or one whose format cannot hold everything.
    Save,
    /// Asks where to save.
    SaveAs,
    /// A request about sealed files.
    Passphrase(PassphraseCommand),
    /// Sets the options of the next report.
    ReportShows(Show),
    /// Asks where to save a report.
    Report,
    /// A request to the export dialog.
    Export(ExportCommand),
    /// Answers the question about unsaved changes.
    Leave(Leave),
    /// Dismisses the message at the foot of the picture.
    Understood,
}

/// Answer to the question about unsaved changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    /// Save them first.
    Save,
    /// Discard them.
    Discard,
    /// Do not leave.
    Stay,
    /// Cancel what is being written, and close.
    Stop,
}

impl From<ExportCommand> for Command {
    fn from(command: ExportCommand) -> Self {
        Self::Export(command)
    }
}

impl From<ImportCommand> for Command {
    fn from(command: ImportCommand) -> Self {
        Self::Import(command)
    }
}

impl From<MeetingCommand> for Command {
    fn from(command: MeetingCommand) -> Self {
        Self::Meeting(command)
    }
}
