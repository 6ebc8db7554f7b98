//! What a family of displays adds to the one conversation that all of them share.
//!
//! The conversation itself (asking, resting, pacing, acknowledgements, keep-alive, chords) is in [`Machine`];
//! a [`Protocol`] says what the questions are, what bytes mean, and how cells are written.
//!
//! [`Machine`]: crate::Machine

use crate::frame::Verdict;
use crate::{Chord, Gestures, Key};

/// One question put to a device: what is sent, how often, and how long its answer may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The bytes; none if the device has to speak first.
    pub bytes: Vec<u8>,
    /// How many times it is asked at most.
    pub tries: u8,
    /// How long each answer may take, in milliseconds.
    pub wait_ms: u64,
}

/// What to do after a question that nobody answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Ask this one.
    Ask(usize),
    /// What was heard before is enough.
    Ready(Identity),
    /// No device of this kind is here.
    GiveUp,
}

/// Who a device is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The product's name, for people.
    pub model: String,
    /// How many cells show text.
    pub cells: usize,
}

/// What one frame from a device means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// It said who it is.
    Ready(Identity),
    /// Go on with this question.
    Ask(usize),
    /// Answer it with these bytes at once.
    Tell(Vec<u8>),
    /// A key went down.
    Down(Key),
    /// A key came up.
    Up(Key),
    /// A key went down or came up, which the device tells alike.
    Toggled(Key),
    /// These are all keys of this group that are down now.
    State(u8, Vec<Key>),
    /// Keys were pressed together and let go; the device made the chord.
    Chord(Chord),
    /// The routing key above this cell, counted from 0, was pressed.
    Routing(usize),
    /// It says what is known already, such as the release of a key that has acted.
    Acted,
    /// It has taken what was written.
    Acknowledged,
    /// It could not take what was written.
    Refused,
    /// It could not take so much at once, and gets the same in smaller packets.
    TooMuch,
    /// It may have lost its cells.
    Rewrite,
    /// It has left the conversation: ask again who is there.
    Gone,
    /// It makes no sense for this device.
    Senseless,
}

/// When a device wants to hear from us, and how slowly it may speak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tempo {
    /// The bytes of one frame follow each other faster than this; half a frame that waits longer was none.
    pub half_frame_ms: u64,
    /// How long the acknowledgement of each written packet may take; none if there are no acknowledgements.
    pub ack_ms: Option<u64>,
    /// What to send after so long a time without a write.
    pub keep_alive: Option<(u64, Vec<u8>)>,
}

impl Default for Tempo {
    fn default() -> Tempo {
        Tempo {
            half_frame_ms: 500,
            ack_ms: None,
            keep_alive: None,
        }
    }
}

/// A family's part of the conversation. It keeps what it has to know of the device between two frames.
pub trait Protocol: Send + std::fmt::Debug {
    /// Judges the bytes held so far, which came from the device.
    fn judge(&self, held: &[u8]) -> Verdict;

    /// Gives the question with this number, counted from 0, which is being asked now. Number 0 begins anew.
    fn question(&mut self, place: usize) -> Option<Question>;

    /// Tells how to go on after this question was not answered.
    fn unanswered(&mut self, _place: usize) -> Next {
        Next::GiveUp
    }

    /// Tells what a whole frame means.
    fn hear(&mut self, frame: &[u8], heard: &mut Vec<Heard>);

    /// Gives the packets that show these cells, one for each cell of text; `before` is what the device shows.
    fn write(&mut self, cells: &[u8], before: Option<&[u8]>) -> Vec<Vec<u8>>;

    /// Tells when the device wants to hear from us.
    fn tempo(&self) -> Tempo {
        Tempo::default()
    }

    /// Gives what the keys ask for.
    fn gestures(&self) -> &'static Gestures;
}

/// The Perkins keys where their bits are in the order of the dots.
const DOTS: [(u8, Key); 8] = [
    (0, Key::Dot1),
    (1, Key::Dot2),
    (2, Key::Dot3),
    (3, Key::Dot4),
    (4, Key::Dot5),
    (5, Key::Dot6),
    (6, Key::Dot7),
    (7, Key::Dot8),
];

/// Makes a table of keys whose bits 0 to 7 are the dots; it has eight more than are given.
pub const fn with_dots<const OWN: usize, const ALL: usize>(
    own: [(u8, Key); OWN],
) -> [(u8, Key); ALL] {
    let mut all = [DOTS[0]; ALL];
    let mut place = 0;
    while place < ALL {
        all[place] = if place < DOTS.len() {
            DOTS[place]
        } else {
            own[place - DOTS.len()]
        };
        place += 1;
    }
    all
}

/// Finds the key of a code in a table.
pub fn key_at(table: &[(u8, Key)], code: u8) -> Option<Key> {
    let entry = table.iter().find(|(place, _)| *place == code);
    entry.map(|(_, key)| *key)
}

/// Finds the code of a key in a table.
pub fn code_of(table: &[(u8, Key)], key: Key) -> Option<u8> {
    let entry = table.iter().find(|(_, named)| *named == key);
    entry.map(|(code, _)| *code)
}

/// Gives the keys of the bits that are set, each by its table or by its number.
pub fn keys_of(table: &[(u8, Key)], places: &[usize]) -> Vec<Key> {
    let places = places.iter().filter_map(|place| u8::try_from(*place).ok());
    places
        .map(|place| key_at(table, place).unwrap_or(Key::Unnamed(place)))
        .collect()
}

/// Gives the places of keys in a table, if it has them all.
pub fn places_of(table: &[(u8, Key)], keys: &[Key]) -> Option<Vec<usize>> {
    keys.iter()
        .map(|key| code_of(table, *key).map(usize::from))
        .collect()
}
