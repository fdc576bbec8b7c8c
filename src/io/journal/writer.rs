//! Writes a journal in the background, so that nobody waits for the disk.

use super::{Entry, Journal, JournalError};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Passes entries to a thread that writes them. Dropping it waits until the last one is written; entries that are not
/// saved stay in the journal.
#[derive(Debug)]
pub struct JournalWriter {
    to: Option<Sender<Message>>,
    thread: Option<JoinHandle<()>>,
    trouble: Arc<Mutex<Option<String>>>,
}

#[derive(Debug)]
enum Message {
    Entry(Entry),
    Restart(u64, Vec<Entry>),
    TakeOver,
    /// Answered once everything before it has been written or has failed.
    Answer(Sender<()>),
}

impl JournalWriter {
    /// Time that entries wait for others in the program itself; they reach the disk well within a second.
    pub const INTERVAL: Duration = Duration::from_millis(250);

    /// Starts the thread. Entries within `interval` of the first are written together; after a failure it retries at
    /// the same interval.
    pub fn start(journal: Journal, interval: Duration) -> Result<Self, JournalError> {
        let (to, from) = mpsc::channel();
        let trouble = Arc::new(Mutex::new(None));
        let path = journal.path.clone();
        let work = Work { journal, waiting: Vec::new(), restart: None, trouble: Arc::clone(&trouble) };
        let thread = thread::Builder::new()
            .name("journal".to_owned())
            .spawn(move || work.run(&from, interval))
            .map_err(JournalError::disk(&path))?;
        Ok(Self { to: Some(to), thread: Some(thread), trouble })
    }

    /// Queues an entry. Returns at once.
    pub fn entry(&self, entry: Entry) {
        self.send(Message::Entry(entry));
    }

    /// Queues a [`Journal::restart`]. Returns at once.
    pub fn restart(&self, content: u64, entries: Vec<Entry>) {
        self.send(Message::Restart(content, entries));
    }

    /// Queues a [`Journal::take_over`]. Returns at once.
    pub fn take_over(&self) {
        self.send(Message::TakeOver);
    }

    /// Waits until everything queued has been written or has failed; `false` if it has failed.
    pub fn finish(&self) -> bool {
        let (answer, answered) = mpsc::channel();
        self.send(Message::Answer(answer));
        answered.recv().is_ok() && self.trouble().is_none()
    }

    /// Reason that the last attempt failed and what to do, as a sentence; `None` after a success.
    pub fn trouble(&self) -> Option<String> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn send(&self, message: Message) {
        if let Some(to) = &self.to {
            // The thread ends only with the sender.
            let _ = to.send(message);
        }
    }
}

impl Drop for JournalWriter {
    fn drop(&mut self) {
        self.to = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Work {
    journal: Journal,
    /// Fresh start to write before `waiting`; kept until it succeeds.
    restart: Option<(u64, Vec<Entry>)>,
    /// Entries not written yet.
    waiting: Vec<Entry>,
    trouble: Arc<Mutex<Option<String>>>,
}

impl Work {
    fn run(mut self, from: &Receiver<Message>, interval: Duration) {
        // Tried again with the first entry, and told then.
        let _ = self.journal.prepare();
        loop {
            let first = if self.is_idle() {
                from.recv().map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                from.recv_timeout(interval)
            };
            let until = Instant::now() + interval;
            let mut next = first;
            let mut answers = Vec::new();
            let is_over = loop {
                match next {
                    Ok(Message::Entry(entry)) => self.waiting.push(entry),
                    Ok(Message::Restart(content, entries)) => {
                        self.waiting.clear();
                        self.restart = Some((content, entries));
                    }
                    Ok(Message::TakeOver) => self.journal.take_over(),
                    Ok(Message::Answer(answer)) => {
                        answers.push(answer);
                        break false;
                    }
                    Err(RecvTimeoutError::Timeout) => break false,
                    Err(RecvTimeoutError::Disconnected) => break true,
                }
                let left = until.saturating_duration_since(Instant::now());
                next = if left.is_zero() { Err(RecvTimeoutError::Timeout) } else { from.recv_timeout(left) };
            };
            let done = self.write();
            let trouble = done.err().map(|error| format!("{error}. {}", error.hint()));
            *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
            for answer in answers {
                // The receiver may be gone.
                let _ = answer.send(());
            }
            if is_over {
                return;
            }
        }
    }

    fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.restart.is_none()
    }

    fn write(&mut self) -> Result<(), JournalError> {
        if let Some((content, entries)) = &self.restart {
            self.journal.restart(*content, entries)?;
            self.restart = None;
        }
        self.journal.append(&self.waiting)?;
        self.waiting.clear();
        Ok(())
    }
}
