//! The conversation with brltty.

use std::collections::VecDeque;
use std::fmt;

use super::keys;
use super::packet::{
    ASK_PARAMETER, AUTHORISE, DONE, DRIVER, ENTER_TTY, ERROR, EXCEPTION, KEY, LEAVE_TTY, PARAMETER,
    PARAMETER_CHANGED, Packet, SIZE, Stream, VERSION, WRITE, numbers, packet,
};
use crate::pace::{CELLS_MAX, Due, Pace};
use crate::{Counters, Device, DeviceEvent, Moment, Output, Trouble};

/// The version of the protocol that brltty has spoken since 2012.
const PROTOCOL: u32 = 8;

/// How long an answer may take.
const ANSWER_MS: u64 = 5_000;

/// The pause before something that was refused is asked for again.
const RETRY_MS: u64 = 2_000;

const OUTPUTS_MAX: usize = 1_024;

/// Nothing to prove: brltty knows who is at the other end.
const METHOD_NONE: u32 = b'N' as u32;
/// The content of a file that both can read.
const METHOD_KEY: u32 = b'K' as u32;

/// The parameter "how many columns and rows", of brltty and not of a client; its value now and whenever it changes.
const WATCH_SIZE: [u32; 4] = [0x100 | 0x200 | 0x001, 6, 0, 0];

/// What a write holds: a region, and masks that first clear and then set dots.
const WRITE_DOTS: u32 = 0x02 | 0x08 | 0x10;

/// Whose client we are: what we can prove, and where in the tree of ttys we are.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The content of brltty's key file, if we may read it.
    pub key: Option<Vec<u8>>,
    /// The path of ttys; see [`super::tty_path`].
    pub ttys: Vec<u32>,
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The key is a secret.
        let key = self.key.as_ref().map(Vec::len);
        f.debug_struct("Place")
            .field("key_bytes", &key)
            .field("ttys", &self.ttys)
            .finish()
    }
}

/// What was asked and not yet answered. One thing is asked at a time: answers come in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ask {
    Version,
    Methods,
    Key,
    Driver,
    Watch,
    Size,
    Enter,
    Leave,
}

/// brltty's display as a [`Device`].
///
/// 1. brltty says its version, we say ours; it says how to prove oneself, and we do.
/// 2. Ask for the driver's name, to be told when the size changes, and for the size.
/// 3. While there is a display and it is wanted: take the tty, write cells when they change, pass keys on.
///    Not wanted: leave the tty, so that brltty or another client shows what it has.
#[derive(Debug)]
pub struct Client {
    place: Place,
    stream: Stream,
    asked: Option<Ask>,
    is_open: bool,
    /// The other side is not what it should be: nothing it says is read any more.
    is_lost: bool,
    driver: Option<String>,
    /// Whether brltty was asked to tell of changes, and whether it does.
    watches: Option<bool>,
    size_is_due: bool,
    /// How many cells the display has; none while there is no display.
    cells: Option<usize>,
    in_tty: bool,
    wants_tty: bool,
    answer_at: Option<Moment>,
    retry_at: Option<Moment>,
    pace: Pace,
    pace_at: Option<Moment>,
    outputs: VecDeque<Output>,
    told: Option<Trouble>,
    senseless: u64,
    overflowed: u64,
}

impl Client {
    /// Makes the client of a socket that has just been opened. It waits for brltty to speak first.
    pub fn new(place: Place, now: Moment) -> Client {
        Client {
            place,
            stream: Stream::default(),
            asked: Some(Ask::Version),
            is_open: false,
            is_lost: false,
            driver: None,
            watches: None,
            size_is_due: true,
            cells: None,
            in_tty: false,
            wants_tty: true,
            answer_at: Some(now.after(ANSWER_MS)),
            retry_at: None,
            pace: Pace::default(),
            pace_at: None,
            outputs: VecDeque::new(),
            told: None,
            senseless: 0,
            overflowed: 0,
        }
    }

    fn handle_packet(&mut self, packet: &Packet, now: Moment) {
        match (packet.kind, self.asked) {
            (VERSION, Some(Ask::Version)) => self.handle_version(packet, now),
            // It has too many clients, and hangs up.
            (ERROR, Some(Ask::Version)) => self.lose(Trouble::Taken),
            (_, Some(Ask::Version)) => self.lose(Trouble::NotBrltty),
            (KEY, _) => self.handle_key(packet),
            (PARAMETER_CHANGED, _) => self.size_is_due = true,
            (EXCEPTION, _) if packet.number(1) == Some(WRITE) => {
                self.pace.forget_written();
                self.retry_at = Some(now.after(RETRY_MS));
            }
            (ERROR | EXCEPTION, Some(ask)) => self.handle_refusal(ask, now),
            (AUTHORISE, Some(Ask::Methods)) => self.handle_methods(packet, now),
            (DONE, Some(Ask::Key)) => self.open(),
            (DRIVER, Some(Ask::Driver)) => {
                let name = packet.body.split(|byte| *byte == 0).next();
                let name = String::from_utf8_lossy(name.unwrap_or_default()).into_owned();
                self.answered();
                self.driver = Some(name);
            }
            (PARAMETER, Some(Ask::Watch)) => {
                self.answered();
                self.watches = Some(true);
            }
            (SIZE, Some(Ask::Size)) => self.handle_size(packet, now),
            (DONE, Some(Ask::Enter)) => {
                self.answered();
                self.in_tty = true;
                self.told = None;
                self.pace.forget_written();
            }
            (DONE, Some(Ask::Leave)) => {
                self.answered();
                self.in_tty = false;
            }
            _ => self.senseless = self.senseless.saturating_add(1),
        }
        self.advance(now);
    }

    fn handle_version(&mut self, packet: &Packet, now: Moment) {
        match packet.number(0) {
            Some(PROTOCOL) => self.ask(Ask::Methods, VERSION, &numbers(&[PROTOCOL]), now),
            Some(_) => self.lose(Trouble::BrlttyVersion),
            None => self.lose(Trouble::NotBrltty),
        }
    }

    fn handle_methods(&mut self, packet: &Packet, now: Moment) {
        let methods: Vec<u32> = (0..).map_while(|place| packet.number(place)).collect();
        if methods.contains(&METHOD_NONE) {
            return self.open();
        }
        match &self.place.key {
            Some(key) if methods.contains(&METHOD_KEY) => {
                let body = [&numbers(&[METHOD_KEY]), key.as_slice()].concat();
                self.ask(Ask::Key, AUTHORISE, &body, now);
            }
            _ => self.lose(Trouble::KeyWanted),
        }
    }

    fn handle_size(&mut self, packet: &Packet, now: Moment) {
        self.answered();
        let columns = packet.number(0).unwrap_or(0);
        let rows = packet.number(1).unwrap_or(0);
        let cells = usize::try_from(columns).unwrap_or(CELLS_MAX).min(CELLS_MAX);
        if cells == 0 || rows == 0 {
            return self.no_display(now);
        }
        if self.cells.replace(cells) != Some(cells) {
            self.pace.forget_written();
            let driver = self.driver.clone().unwrap_or_default();
            let model = format!("{driver} (brltty)").trim_start().to_owned();
            self.queue(Output::Event(DeviceEvent::Ready { model, cells }));
        }
    }

    fn handle_key(&mut self, packet: &Packet) {
        let code = packet
            .body
            .first_chunk()
            .map(|code| u64::from_be_bytes(*code));
        let event = code.and_then(keys::event);
        // What is pressed while the display is being given back is somebody else's already.
        let is_ours = self.in_tty && self.wants_tty;
        match (event, self.cells.filter(|_| is_ours)) {
            (Some(DeviceEvent::Routing(cell)), Some(cells)) if cell >= cells => {
                self.senseless = self.senseless.saturating_add(1);
            }
            (Some(event), Some(_)) => self.queue(Output::Event(event)),
            (Some(_), None) => self.senseless = self.senseless.saturating_add(1),
            (None, _) => {}
        }
    }

    fn handle_refusal(&mut self, ask: Ask, now: Moment) {
        self.answered();
        match ask {
            Ask::Version | Ask::Methods => self.lose(Trouble::BrlttyVersion),
            Ask::Key => self.lose(Trouble::KeyRefused),
            // Older ones do not know what we asked for.
            Ask::Driver => self.driver = Some(String::new()),
            Ask::Watch => self.watches = Some(false),
            Ask::Size => self.no_display(now),
            Ask::Enter => {
                self.tell(Trouble::Taken);
                self.retry_at = Some(now.after(RETRY_MS));
            }
            Ask::Leave => self.in_tty = false,
        }
    }

    fn no_display(&mut self, now: Moment) {
        self.cells = None;
        self.tell(Trouble::NoDisplay);
        if self.watches != Some(true) {
            self.size_is_due = true;
            self.retry_at = Some(now.after(RETRY_MS));
        }
    }

    fn open(&mut self) {
        self.answered();
        self.is_open = true;
    }

    /// Does the next thing that is to be done, if nothing is under way.
    fn advance(&mut self, now: Moment) {
        if self.asked.is_some() || self.retry_at.is_some() || !self.is_open || self.is_lost {
            return;
        }
        if self.driver.is_none() {
            self.ask(Ask::Driver, DRIVER, &[], now);
        } else if self.watches.is_none() {
            self.ask(Ask::Watch, ASK_PARAMETER, &numbers(&WATCH_SIZE), now);
        } else if std::mem::take(&mut self.size_is_due) {
            self.ask(Ask::Size, SIZE, &[], now);
        } else if self.in_tty && !self.wants_tty {
            // brltty may take its time to show what it has: nothing of the person's stays meanwhile.
            self.send_cells(&vec![0; self.cells.unwrap_or(0)]);
            self.pace.forget_written();
            self.ask(Ask::Leave, LEAVE_TTY, &[], now);
        } else if let Some(cells) = self.cells.filter(|_| self.wants_tty) {
            if self.in_tty {
                self.write_cells(cells, now);
            } else {
                self.ask(Ask::Enter, ENTER_TTY, &self.tty(), now);
            }
        }
    }

    /// The path of ttys, and no driver's name: keys are to come as commands.
    fn tty(&self) -> Vec<u8> {
        let count = u32::try_from(self.place.ttys.len()).unwrap_or(0);
        [numbers(&[count]), numbers(&self.place.ttys), vec![0]].concat()
    }

    fn write_cells(&mut self, width: usize, now: Moment) {
        self.pace_at = None;
        match self.pace.due(width, now) {
            Due::Nothing => {}
            Due::At(moment) => self.pace_at = Some(moment),
            Due::Write { cells, .. } => self.send_cells(&cells),
        }
    }

    fn send_cells(&mut self, cells: &[u8]) {
        let count = u32::try_from(cells.len()).unwrap_or(0);
        let region = numbers(&[WRITE_DOTS, 1, count]);
        let none = vec![0; cells.len()];
        let body = [&region[..], &none, cells].concat();
        self.queue(Output::Send(packet(WRITE, &body)));
    }

    fn ask(&mut self, ask: Ask, kind: u32, body: &[u8], now: Moment) {
        self.asked = Some(ask);
        self.answer_at = Some(now.after(ANSWER_MS));
        self.queue(Output::Send(packet(kind, body)));
    }

    fn answered(&mut self) {
        self.asked = None;
        self.answer_at = None;
    }

    fn lose(&mut self, trouble: Trouble) {
        self.answered();
        self.is_lost = true;
        self.tell(trouble);
    }

    fn tell(&mut self, trouble: Trouble) {
        if self.told != Some(trouble) {
            self.told = Some(trouble);
            self.queue(Output::Event(DeviceEvent::Trouble(trouble)));
        }
    }

    fn queue(&mut self, output: Output) {
        if self.outputs.len() < OUTPUTS_MAX {
            self.outputs.push_back(output);
        } else {
            self.overflowed = self.overflowed.saturating_add(1);
        }
    }
}

impl Device for Client {
    fn handle_bytes(&mut self, bytes: &[u8], now: Moment) {
        if self.is_lost {
            return;
        }
        self.stream.push(bytes);
        while !self.is_lost {
            match self.stream.next_packet() {
                Ok(Some(packet)) => self.handle_packet(&packet, now),
                Ok(None) => return,
                Err(_) => self.lose(Trouble::NotBrltty),
            }
        }
    }

    fn handle_timeout(&mut self, now: Moment) {
        let is_due = |moment: Option<Moment>| moment.is_some_and(|moment| moment <= now);
        if is_due(self.answer_at) {
            // It may still come: asking twice would make two answers of one.
            self.answer_at = None;
            self.tell(Trouble::BrlttySilent);
        }
        if is_due(self.retry_at) {
            self.retry_at = None;
        }
        if is_due(self.pace_at) {
            self.pace_at = None;
        }
        self.advance(now);
    }

    fn show(&mut self, cells: &[u8], now: Moment) {
        self.pace.want(cells);
        self.advance(now);
    }

    fn set_active(&mut self, active: bool, now: Moment) {
        self.wants_tty = active;
        self.advance(now);
    }

    /// What is in the socket arrives, even when it is closed behind.
    fn acknowledges(&self) -> bool {
        true
    }

    fn poll_output(&mut self) -> Output {
        let waiting = self.outputs.pop_front();
        waiting.unwrap_or_else(|| {
            let all = [self.answer_at, self.retry_at, self.pace_at];
            Output::WakeAt(all.into_iter().flatten().min())
        })
    }

    fn counters(&self) -> Counters {
        Counters {
            senseless: self.senseless,
            overflowed: self.overflowed,
            ..Counters::default()
        }
    }
}
