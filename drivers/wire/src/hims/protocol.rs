//! The conversation with a HIMS device.

use super::frame::from_device;
use super::message::{FromDevice, ToDevice};
use super::{Identity, Model, gestures, key_of};
use crate::frame::Verdict;
use crate::protocol::{Heard, Next, Protocol, Question};
use crate::{Gestures, protocol};

/// How long a device of the asked kind may take to echo its letters: its own 0.2 s and a slow adapter.
const ECHO_WAIT_MS: u64 = 300;

/// How long the cell count may take. Old firmware never tells it.
const COUNT_WAIT_MS: u64 = 500;

/// The number of the question for the cell count: it comes after those for letters.
const COUNT: usize = Identity::ALL.len();

/// The number of the question for the letters of the EDGE.
const EDGE: usize = Identity::ALL.len() - 1;

/// What is known of a HIMS device.
///
/// 1. Ask for each pair of letters. `BS` is followed by `BE`, because an EDGE may answer both.
/// 2. Ask for the cell count, with or without letters. No letters and no count: nobody is here.
///    No letters but a count: ask for the letters once more, and only then take it for a SyncBraille.
#[derive(Debug, Default)]
pub(super) struct Hims {
    /// What its owner says that it is.
    named: Option<Model>,
    found: Option<Identity>,
    asks_count: bool,
    /// The cell count of a device that has not told its letters, which are asked for a second time.
    count: Option<u8>,
    /// The letters are about to be asked for a second time.
    again: bool,
    /// Our own question came back: a modem or a loop is at the other end, which echoes everything.
    echoes: bool,
    running: Option<(Model, u8)>,
}

impl Hims {
    pub fn new(named: Option<Model>) -> Hims {
        Hims {
            named,
            ..Hims::default()
        }
    }

    fn ready(&mut self, count: Option<u8>) -> protocol::Identity {
        let told = Model::identify(self.found, count);
        let model = self.named.unwrap_or(told);
        let cells = count.unwrap_or(model.usual_cells());
        self.running = Some((model, cells));
        protocol::Identity {
            model: model.name().to_owned(),
            cells: usize::from(cells),
        }
    }

    fn handle_echo(&mut self, letters: [u8; 2]) -> Option<Heard> {
        if self.running.is_some() {
            // It told who it is without being asked: it may have just been switched on.
            return Some(Heard::Rewrite);
        }
        if self.asks_count {
            return Some(Heard::Senseless);
        }
        match Identity::from_letters(letters) {
            Some(Identity::Bs) if self.found == Some(Identity::Bs) => None,
            Some(Identity::Bs) => {
                self.found = Some(Identity::Bs);
                Some(Heard::Ask(EDGE))
            }
            Some(identity) => {
                self.found = Some(identity);
                Some(Heard::Ask(COUNT))
            }
            None => Some(Heard::Senseless),
        }
    }

    fn handle_count(&mut self, count: u8) -> Option<Heard> {
        match self.running {
            Some((_, cells)) if count == cells => None,
            // An answer that came after we had taken the usual count.
            Some(_) if count > 0 => Some(Heard::Ready(self.ready(Some(count)))),
            // Its letters may have been lost: a SyncBraille has none, but that is not known before a second try.
            None if count > 0 && self.asks_count && self.found.is_none() => {
                self.count = Some(count);
                self.again = true;
                Some(Heard::Ask(0))
            }
            None if count > 0 && self.asks_count => Some(Heard::Ready(self.ready(Some(count)))),
            _ => Some(Heard::Senseless),
        }
    }

    fn handle_keys(&self, bits: u32) -> Heard {
        match self.running {
            Some((model, _)) if bits != 0 => {
                let held = (0..32).filter(|bit| bits >> bit & 1 == 1);
                Heard::Chord(held.map(|bit| key_of(model, bit)).collect())
            }
            _ => Heard::Senseless,
        }
    }
}

impl Protocol for Hims {
    fn judge(&self, held: &[u8]) -> Verdict {
        from_device(held)
    }

    fn question(&mut self, place: usize) -> Option<Question> {
        if place == 0 && !std::mem::take(&mut self.again) {
            *self = Hims::new(self.named);
        }
        self.asks_count = place == COUNT;
        let (message, tries, wait_ms) = match Identity::ALL.get(place) {
            Some(identity) => (ToDevice::Identity(identity.letters()), 1, ECHO_WAIT_MS),
            None => (ToDevice::AskCount, 3, COUNT_WAIT_MS),
        };
        Some(Question {
            bytes: message.write(),
            tries,
            wait_ms,
        })
    }

    fn unanswered(&mut self, place: usize) -> Next {
        match self.found {
            _ if self.echoes => Next::GiveUp,
            None if place == EDGE && self.count.is_some() => Next::Ready(self.ready(self.count)),
            None if place < COUNT => Next::Ask(place + 1),
            None => Next::GiveUp,
            Some(_) if place < COUNT => Next::Ask(COUNT),
            Some(_) => Next::Ready(self.ready(None)),
        }
    }

    fn hear(&mut self, frame: &[u8], heard: &mut Vec<Heard>) {
        heard.extend(match FromDevice::read(frame) {
            Some(FromDevice::Identity(letters)) => self.handle_echo(letters),
            Some(FromDevice::Count(count)) => self.handle_count(count),
            Some(FromDevice::Keys(bits)) => Some(self.handle_keys(bits)),
            Some(FromDevice::Routing(cell)) => Some(Heard::Routing(usize::from(cell))),
            Some(FromDevice::OurQuestion) => {
                self.echoes = true;
                Some(Heard::Senseless)
            }
            None => Some(Heard::Senseless),
        });
    }

    fn write(&mut self, cells: &[u8], _before: Option<&[u8]>) -> Vec<Vec<u8>> {
        vec![ToDevice::Show(cells.to_vec()).write()]
    }

    fn gestures(&self) -> &'static Gestures {
        gestures()
    }
}
