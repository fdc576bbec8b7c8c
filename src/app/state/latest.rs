//! Work on a thread of its own: a request, its answer once it is ready, and stale answers dropped. Knows nothing about
//! the work itself.

use eframe::egui;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// An answer being worked out on its own thread. Dropping it discards the answer; the thread ends by itself.
pub struct Aside<Answer> {
    answer: Receiver<Answer>,
}

/// Progress of a thread.
pub enum Poll<Answer> {
    Waiting,
    /// The answer; returned once.
    Ready(Answer),
    /// The thread ended without an answer, or the answer was returned before.
    Lost,
}

impl<Answer: Send + 'static> Aside<Answer> {
    /// Starts the work; `wake` is woken when the answer is ready.
    pub fn begin(wake: &egui::Context, work: impl FnOnce() -> Answer + Send + 'static) -> Self {
        let (send, answer) = channel();
        let wake = wake.clone();
        std::thread::spawn(move || {
            // The receiver is gone once something else is wanted.
            let _ = send.send(work());
            wake.request_repaint();
        });
        Self { answer }
    }

    /// Takes the answer if it is ready.
    pub fn poll(&self) -> Poll<Answer> {
        match self.answer.try_recv() {
            Ok(answer) => Poll::Ready(answer),
            Err(TryRecvError::Empty) => Poll::Waiting,
            Err(TryRecvError::Disconnected) => Poll::Lost,
        }
    }
}

/// Input of an answer.
pub trait Request: Clone + Send + 'static {
    /// True when the answer to `self` also answers `other`.
    fn serves(&self, other: &Self) -> bool;
}

/// The latest answer to a request that changes over time.
pub struct Latest<Asked, Answer> {
    made: Option<(Asked, Answer)>,
    making: Option<(Asked, Aside<Answer>)>,
    /// Request whose thread ended without an answer. It is not repeated, since it would fail again.
    lost: Option<Asked>,
}

impl<Asked, Answer> Default for Latest<Asked, Answer> {
    fn default() -> Self {
        Self { made: None, making: None, lost: None }
    }
}

impl<Asked: Request, Answer: Send + 'static> Latest<Asked, Answer> {
    /// An answer that is there already.
    pub fn known(request: Asked, answer: Answer) -> Self {
        Self { made: Some((request, answer)), ..Self::default() }
    }

    /// The last answer and its request, which may be older than the present request.
    pub fn made(&self) -> Option<(&Asked, &Answer)> {
        self.made.as_ref().map(|(of, answer)| (of, answer))
    }

    /// Mutable access to the last answer, for trying edits in place.
    pub fn answer_mut(&mut self) -> Option<&mut Answer> {
        self.made.as_mut().map(|(_, answer)| answer)
    }

    /// True while a thread is working.
    pub fn is_making(&self) -> bool {
        self.making.is_some()
    }

    /// Drops the last answer if `may_be_seen` is false: it must not be shown even for one more frame.
    pub fn drop_unless(&mut self, may_be_seen: impl FnOnce(&Asked, &Answer) -> bool) {
        self.made.take_if(|(of, answer)| !may_be_seen(of, answer));
    }

    /// Takes over an answer that has become ready.
    pub fn take_in(&mut self) {
        let Some((of, aside)) = &self.making else { return };
        match aside.poll() {
            Poll::Waiting => {}
            Poll::Ready(answer) => {
                self.made = Some((of.clone(), answer));
                self.making = None;
            }
            Poll::Lost => {
                self.lost = Some(of.clone());
                self.making = None;
            }
        }
    }

    /// Starts the answer to a request, unless it is ready or under way: inside this call if `at_once`, otherwise on a
    /// thread. An earlier request still under way is dropped.
    pub fn ask(
        &mut self,
        request: Asked,
        at_once: bool,
        wake: &egui::Context,
        work: impl FnOnce(&Asked) -> Answer + Send + 'static,
    ) {
        self.take_in();
        let is_known = self.made.as_ref().is_some_and(|(of, _)| of.serves(&request))
            || self.making.as_ref().is_some_and(|(of, _)| of.serves(&request))
            || self.lost.as_ref().is_some_and(|of| of.serves(&request));
        if is_known {
            return;
        }
        if at_once {
            let answer = work(&request);
            (self.made, self.making) = (Some((request, answer)), None);
        } else {
            let task = request.clone();
            self.making = Some((request, Aside::begin(wake, move || work(&task))));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    impl Request for u32 {
        fn serves(&self, other: &Self) -> bool {
            self == other
        }
    }

    fn until_made(latest: &mut Latest<u32, u32>) {
        for _ in 0..2_000 {
            latest.take_in();
            if !latest.is_making() {
                return;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        panic!("no answer");
    }

    #[test]
    fn the_last_request_is_answered_and_the_one_before_dropped() {
        let (mut latest, wake) = (Latest::default(), egui::Context::default());
        latest.ask(1, true, &wake, |n| n * 10);
        assert_eq!(latest.made(), Some((&1, &10)));
        let (let_on, waits) = channel::<()>();
        latest.ask(2, false, &wake, move |n| {
            let _ = waits.recv();
            n * 10
        });
        // The previous answer stays until the next is ready.
        assert_eq!(latest.made(), Some((&1, &10)));
        latest.ask(3, false, &wake, |n| n * 10);
        drop(let_on);
        until_made(&mut latest);
        assert_eq!(latest.made(), Some((&3, &30)));
    }

    #[test]
    fn what_was_lost_is_not_asked_again() {
        let (mut latest, wake) = (Latest::<u32, u32>::default(), egui::Context::default());
        // A thread that ends before it answers.
        let (send, answer) = channel();
        drop::<std::sync::mpsc::Sender<u32>>(send);
        latest.making = Some((7, Aside { answer }));
        latest.take_in();
        latest.ask(7, false, &wake, |_| unreachable!("it was lost before"));
        assert!(!latest.is_making() && latest.made().is_none());
        latest.ask(8, true, &wake, |n| *n);
        assert_eq!(latest.made(), Some((&8, &8)));
    }
}
