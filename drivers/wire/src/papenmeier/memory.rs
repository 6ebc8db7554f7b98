//! The first language: writing into the memory of the device.

use super::Model;
use super::keys::{SIDES, function_keys, gestures};
use super::model::Kind;
use crate::frame::Verdict;
use crate::presses::{bits_up, places};
use crate::protocol::{Heard, Protocol, Question};
use crate::{Gestures, Key};

pub(super) const BEGIN: u8 = 0x02;
pub(super) const END: u8 = 0x03;
pub(super) const WRITE: u8 = 0x53;
pub(super) const IDENTITY: u8 = 0x49;
pub(super) const KEY: u8 = 0x4B;

/// The length of identities and of key packets.
pub(super) const LENGTH: usize = 10;

/// Where cells are, and where the mode of each one is.
pub(super) const CELLS: u16 = 0x0000;
pub(super) const MODES: u16 = 0x0200;
const DIRECT: u8 = 0x01;

/// Codes go in steps of three; routing keys begin here.
pub(super) const STEP: u16 = 3;
pub(super) const ROUTING: u16 = 0x300;

const ANSWER_WAIT_MS: u64 = 1_000;

/// The side keys are one group.
const SIDES_GROUP: u8 = 0;

/// After so many errors for the same cells it makes no sense to send them again.
const ERRORS_MAX: u8 = 5;

/// What is known of a device.
#[derive(Debug, Default)]
pub(super) struct Memory {
    model: Option<Model>,
    /// It shows cells as they are.
    is_direct: bool,
    errors: u8,
}

/// What a key code is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Input {
    Key(Key),
    Routing(usize),
}

/// Gives what a key code is on this model, if it is anything.
pub(super) fn input_of(model: Model, code: u16) -> Option<Input> {
    let place = |first: u16| {
        let steps = code.checked_sub(first).filter(|rest| rest % STEP == 0)?;
        Some(usize::from(steps / STEP))
    };
    if let Some(place) = place(ROUTING) {
        // Those above status cells come first.
        let cell = place
            .checked_sub(model.status)
            .filter(|cell| *cell < model.cells)?;
        return Some(Input::Routing(cell));
    }
    let key = function_keys(model.kind).get(place(STEP)?)?;
    Some(Input::Key(*key))
}

/// Writes bytes at an address.
pub(super) fn write_at(address: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len() + 7).unwrap_or(u16::MAX);
    let [high, low] = address.to_be_bytes();
    let [length_high, length_low] = length.to_be_bytes();
    let head = [BEGIN, WRITE, high, low, length_high, length_low];
    [&head, data, &[END]].concat()
}

impl Memory {
    /// Packets of the bar and of the side keys tell the state of all side keys in the low byte of their time; those
    /// of the side keys tell nothing else.
    fn handle_key(&self, code: u16, is_down: bool, state: u8, heard: &mut Vec<Heard>) {
        let input = self.model.and_then(|model| input_of(model, code));
        let tells_sides = match (self.model, input) {
            (Some(model), Some(Input::Key(_))) => model.kind == Kind::Bar,
            _ => false,
        };
        if tells_sides {
            let down = places(bits_up(&[state]));
            let keys = down.iter().filter_map(|place| SIDES.get(*place).copied());
            heard.push(Heard::State(SIDES_GROUP, keys.collect()));
        }
        match input {
            Some(Input::Key(key)) if tells_sides && SIDES.contains(&key) => {}
            Some(Input::Key(key)) if is_down => heard.push(Heard::Down(key)),
            Some(Input::Key(key)) => heard.push(Heard::Up(key)),
            Some(Input::Routing(cell)) if is_down => heard.push(Heard::Routing(cell)),
            Some(Input::Routing(_)) => heard.push(Heard::Acted),
            None => heard.push(Heard::Senseless),
        }
    }
}

impl Protocol for Memory {
    fn judge(&self, held: &[u8]) -> Verdict {
        let ends = |held: &[u8]| match held.get(LENGTH - 1) {
            None => Verdict::More,
            Some(end) => Verdict::known(*end == END, LENGTH),
        };
        match *held {
            [BEGIN] => Verdict::More,
            [BEGIN, 0x03..=0x07] => Verdict::More,
            [BEGIN, 0x03..=0x07, END, ..] => Verdict::Whole(3),
            [BEGIN, IDENTITY, id, ..] if Model::of(id).is_none() => Verdict::Noise,
            [BEGIN, IDENTITY, ..] => ends(held),
            [BEGIN, KEY, _, _, high, ..] if high != 0 => Verdict::Noise,
            [BEGIN, KEY, _, _, _, low, ..] if usize::from(low) != LENGTH => Verdict::Noise,
            [BEGIN, KEY, _, _, _, _, pressed, ..] if pressed > 1 => Verdict::Noise,
            [BEGIN, KEY, ..] if self.model.is_some() => ends(held),
            _ => Verdict::Noise,
        }
    }

    fn question(&mut self, place: usize) -> Option<Question> {
        *self = Memory::default();
        (place == 0).then(|| Question {
            // Its length cannot be right.
            bytes: vec![BEGIN, WRITE, 0, 0, 0, 0, END],
            tries: 2,
            wait_ms: ANSWER_WAIT_MS,
        })
    }

    fn hear(&mut self, frame: &[u8], heard: &mut Vec<Heard>) {
        match *frame {
            [BEGIN, IDENTITY, id, ..] => {
                let model = Model::of(id).filter(|model| !model.speaks_nibbles());
                self.model = model;
                self.is_direct = false;
                heard.push(model.map_or(Heard::Senseless, |model| Heard::Ready(model.identity())));
            }
            [BEGIN, KEY, high, low, _, _, pressed, _, state, _] => {
                self.errors = 0;
                let code = u16::from_be_bytes([high, low]);
                self.handle_key(code, pressed == 1, state, heard);
            }
            _ if self.errors < ERRORS_MAX => {
                self.errors += 1;
                self.is_direct = false;
                heard.push(Heard::Rewrite);
            }
            _ => heard.push(Heard::Senseless),
        }
    }

    fn write(&mut self, cells: &[u8], before: Option<&[u8]>) -> Vec<Vec<u8>> {
        let Some(model) = self.model else {
            return Vec::new();
        };
        if before.is_some() {
            // It did not complain of the cells before, or does so in vain: these are others.
            self.errors = 0;
        }
        let all = model.status + model.cells;
        let mut packets = Vec::new();
        if !self.is_direct {
            self.is_direct = true;
            packets.push(write_at(MODES, &vec![DIRECT; all]));
        }
        let mut shown = vec![0; model.status];
        shown.extend(cells);
        packets.push(write_at(CELLS, &shown));
        packets
    }

    fn gestures(&self) -> &'static Gestures {
        gestures()
    }
}
