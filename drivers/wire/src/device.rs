//! The one face that every device machine shows.

use crate::{Chord, Command, Moment, Setting};

/// A device as a machine that never waits: bytes, time and cells go in, [`Output`] comes out.
pub trait Device: Send {
    /// Takes bytes that came from the device.
    fn handle_bytes(&mut self, bytes: &[u8], now: Moment);

    /// Takes note that time has passed; to be called at the moment of the last [`Output::WakeAt`].
    fn handle_timeout(&mut self, now: Moment);

    /// Takes the cells that are to stand on the display; dot n is bit n-1. The latest call wins.
    fn show(&mut self, cells: &[u8], now: Moment);

    /// Takes note whether the person is with us now; only displays that others can use as well care.
    fn set_active(&mut self, _active: bool, _now: Moment) {}

    /// Tells whether it is known of what was sent that it was taken: the device acknowledges it.
    fn acknowledges(&self) -> bool {
        false
    }

    /// Gives the next thing to do; [`Output::WakeAt`] comes last and means: now wait.
    fn poll_output(&mut self) -> Output;

    /// Tells what was dropped so far, for the operator.
    fn counters(&self) -> Counters;

    /// Gives the first bytes that made no sense since this was asked before, for the operator.
    fn take_noise(&mut self) -> Vec<u8> {
        Vec::new()
    }
}

/// What a machine wants of its caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Write these bytes to the port.
    Send(Vec<u8>),
    /// Set the line so, and drop what has not gone out yet; what follows is meant for the new setting.
    Set(Setting),
    /// Pass this on to the program.
    Event(DeviceEvent),
    /// Nothing more for now; call [`Device::handle_timeout`] at this moment, or never if there is none.
    WakeAt(Option<Moment>),
}

/// What a device tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeviceEvent {
    /// The device has said who it is and takes cells from now on.
    Ready {
        /// The product's name, for people.
        model: String,
        /// How many cells it has.
        cells: usize,
    },
    /// Keys were pressed together and let go.
    Pressed {
        /// The keys, by the names of this device.
        chord: Chord,
        /// What they mean by the device's gesture table, if it knows them.
        command: Option<Command>,
    },
    /// The routing key above this cell, counted from 0, was pressed.
    Routing(usize),
    /// The device does not do what it should.
    Trouble(Trouble),
}

/// What can be wrong with a device while its port is open. Every one of them may pass by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// Nothing at all was heard after every question was asked.
    #[error(
        "the display does not answer: switch it on; if it has a menu, set it to 'terminal' or 'screen reader'"
    )]
    Silent,
    /// Bytes came, but none of them made sense: another device or another speed.
    #[error(
        "the display answers with bytes of another protocol: check that the port is the display's"
    )]
    Garbled,
    /// brltty has taken our question and answers nothing.
    #[error("brltty does not answer: start it anew")]
    BrlttySilent,
    /// Who listens on the socket speaks another language.
    #[error("what listens there is not brltty: check the host and the number")]
    NotBrltty,
    /// brltty is too old, or newer than this program.
    #[error("this brltty speaks another version of BrlAPI than 8")]
    BrlttyVersion,
    /// brltty wants a key, and there is none that we may read.
    #[error(
        "brltty wants a key: let the user read its key file (on Debian /etc/brlapi.key, group 'brlapi')"
    )]
    KeyWanted,
    /// brltty knows another key.
    #[error("brltty refuses the key: the key file is not the one that it was started with")]
    KeyRefused,
    /// brltty runs, and waits for a display itself.
    #[error("brltty has no display at the moment: switch it on, or see to brltty's settings")]
    NoDisplay,
    /// brltty does not let us have the place that we asked for, or has no room for one more program.
    #[error("other programs have the display by brltty; it is being waited for")]
    Taken,
}

/// How much was dropped since the machine was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// Packets whose checksum was wrong.
    pub damaged: u64,
    /// Bytes outside of any packet.
    pub noise_bytes: u64,
    /// Sound packets that make no sense for this device, such as a routing key behind the last cell.
    pub senseless: u64,
    /// Events that were dropped: nobody fetched the earlier ones, or no finger is so fast.
    pub overflowed: u64,
}
