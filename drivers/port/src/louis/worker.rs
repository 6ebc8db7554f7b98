//! liblouis on a thread of its own: whoever wants cells is never kept waiting for a table to be read from disk, and
//! by a table that hangs only once.

use super::{Louis, LouisError, LouisMissing, Translated};
use std::{
    collections::BTreeMap,
    io,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
        mpsc::{self, Receiver, Sender, SyncSender},
    },
    thread,
    time::Duration,
};

/// A table that was read answers within milliseconds; after this long something is wrong with it.
const PATIENCE: Duration = Duration::from_secs(2);

/// What comes of a wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer<T> {
    /// It is done.
    Done(T),
    /// The table is being read; it will be told when it is there.
    NotYet,
    /// It cannot be done: the table or the text is of no use.
    Never,
}

/// Whether a table can be used; a table that is missing here was not asked for yet.
type Tables = Arc<Mutex<BTreeMap<&'static str, Option<bool>>>>;

enum Job {
    Load(&'static str),
    Translate(
        &'static str,
        String,
        SyncSender<Result<Translated, LouisError>>,
    ),
    BackTranslate(
        &'static str,
        Vec<u8>,
        SyncSender<Result<String, LouisError>>,
    ),
}

/// The thread, as the others see it.
#[derive(Debug)]
pub struct Worker {
    jobs: Sender<Job>,
    /// How many jobs were sent; they are done in this order.
    sent: Mutex<u64>,
    /// How many of them are done.
    done: Arc<AtomicU64>,
    /// The last job that somebody waited for in vain: until it is done, nobody waits.
    missed: AtomicU64,
    tables: Tables,
    waits: bool,
}

impl Worker {
    /// Starts the thread. `told` is called on it whenever a table was read or turned out to be of no use; who `waits`
    /// gets no [`Answer::NotYet`].
    pub fn start(waits: bool, told: impl Fn() + Send + 'static) -> Result<Worker, LouisMissing> {
        let louis = Louis::load()?;
        let tables = Tables::default();
        let (jobs, inbox) = mpsc::channel();
        let known = Arc::clone(&tables);
        let done = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&done);
        let named = thread::Builder::new().name("louis".to_owned());
        let started = named.spawn(move || work(louis, &inbox, &count, &known, &told));
        started.map_err(|error: io::Error| LouisMissing(error.to_string()))?;
        Ok(Worker {
            jobs,
            sent: Mutex::new(0),
            done,
            missed: AtomicU64::new(0),
            tables,
            waits,
        })
    }

    /// Reads a table in the background, if it was not asked for yet. Says whether it can be used, once that is known.
    pub fn ask_for(&self, table: &'static str) -> Option<bool> {
        let mut tables = locked(&self.tables);
        if let Some(state) = tables.get(table) {
            return *state;
        }
        tables.insert(table, None);
        // A thread that is gone is found out by whoever waits for it.
        let _ = self.send(Job::Load(table));
        None
    }

    /// Gives the number of the job; none if the thread is gone.
    fn send(&self, job: Job) -> Option<u64> {
        let mut sent = locked(&self.sent);
        self.jobs.send(job).ok()?;
        *sent += 1;
        Some(*sent)
    }

    /// Tells whether the thread is still at what somebody waited for in vain.
    fn hangs(&self) -> bool {
        self.done.load(Ordering::Acquire) < self.missed.load(Ordering::Acquire)
    }

    /// The cells of a text.
    pub fn translate(&self, table: &'static str, text: &str) -> Answer<Translated> {
        let text = text.to_owned();
        self.answer(table, self.waits, |reply| {
            Job::Translate(table, text, reply)
        })
    }

    /// The text of cells: what was typed on a Perkins keyboard. Waits for the table in any case, since what is typed
    /// cannot be written twice.
    pub fn back_translate(&self, table: &'static str, cells: &[u8]) -> Answer<String> {
        let cells = cells.to_vec();
        self.answer(table, true, |reply| Job::BackTranslate(table, cells, reply))
    }

    fn answer<T>(
        &self,
        table: &'static str,
        waits: bool,
        job: impl FnOnce(SyncSender<Result<T, LouisError>>) -> Job,
    ) -> Answer<T> {
        match self.ask_for(table) {
            Some(false) => return Answer::Never,
            None if !waits => return Answer::NotYet,
            _ if self.hangs() => return Answer::Never,
            _ => {}
        }
        let (reply, answer) = mpsc::sync_channel(1);
        let Some(number) = self.send(job(reply)) else {
            return Answer::Never;
        };
        let answer = if self.waits {
            answer.recv().ok()
        } else {
            answer.recv_timeout(PATIENCE).ok()
        };
        match answer {
            Some(Ok(done)) => Answer::Done(done),
            Some(Err(_)) => Answer::Never,
            None => {
                self.missed.fetch_max(number, Ordering::AcqRel);
                Answer::Never
            }
        }
    }
}

/// Does jobs until nobody is left who wants any.
fn work(louis: Louis, inbox: &Receiver<Job>, done: &AtomicU64, tables: &Tables, told: &dyn Fn()) {
    for job in inbox {
        // Who gave up waiting wants no answer.
        match job {
            Job::Load(table) => {
                let is_sound = louis.has_table(table);
                locked(tables).insert(table, Some(is_sound));
                told();
            }
            Job::Translate(table, text, reply) => {
                let _ = reply.send(louis.translate_long(table, &text));
            }
            Job::BackTranslate(table, cells, reply) => {
                let _ = reply.send(louis.back_translate(table, &cells));
            }
        }
        done.fetch_add(1, Ordering::AcqRel);
    }
}

fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
